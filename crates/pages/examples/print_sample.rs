//! Prints the sample newsroom's pages into a folder, to be looked at in a browser or judged by validators:
//! `cargo run -p pages --example print_sample -- DIR [PICTURES]`, where PICTURES holds `port.webp` and its sisters.
#![allow(clippy::disallowed_methods, reason = "a tool that writes files")]

#[allow(clippy::unwrap_used, dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/all/sample.rs"]
mod sample;
#[allow(dead_code, reason = "shared with the tests, which use more of it")]
#[path = "../tests/all/shelf.rs"]
mod shelf;

use std::fs;
use std::path::{Path, PathBuf};

use story::{Found, Press};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(folder) = arguments.next() else {
        eprintln!("print_sample DIR [PICTURES]: where to write the pages, where the pictures are");
        std::process::exit(2);
    };
    let (printer, shelf) = (sample::printer(), sample::shelf());
    let mut paths: Vec<String> = printer.paths(&shelf).into_iter().map(|(_, path)| path).collect();
    paths.extend(shelf.paths_of_stories());
    paths.extend(pages::editions().iter().map(|edition| format!("/{}/404", edition.id)));
    for path in paths {
        match printer.print(&shelf, &path) {
            Found::Page(page) | Found::Gone(page) | Found::Missing(page) => {
                write(&folder, &path, &page.body)?;
            }
            Found::Moved { path: to } => println!("{path} moved to {to}"),
        }
    }
    for logical in [
        "site.css",
        "icon.svg",
        "serif.woff2",
        "serif-italic.woff2",
        "sans.woff2",
        "serif-arabic.woff2",
        "sans-arabic-400.woff2",
        "sans-arabic-600.woff2",
    ] {
        let address = pages::theme_url(logical).unwrap_or_default();
        if let Some((_, bytes)) = printer.file(address.trim_start_matches("/_/")) {
            write(&folder, address, &bytes)?;
        }
    }
    if let Some(pictures) = arguments.next() {
        for name in sample::PICTURES {
            let bytes = fs::read(pictures.join(format!("{name}.webp")))?;
            write(&folder, &format!("/media/{}.webp", sample::picture_hash(name)), &bytes)?;
        }
    }
    Ok(())
}

/// A folder's page is its `index.html`; pages without an extension get one, so that any file server shows them.
fn write(folder: &Path, path: &str, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = path.trim_start_matches('/').to_owned();
    if file.is_empty() || file.ends_with('/') {
        file.push_str("index.html");
    } else if !file.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        file.push_str(".html");
    }
    let file = folder.join(file);
    fs::create_dir_all(file.parent().unwrap_or(folder))?;
    fs::write(file, bytes)
}
