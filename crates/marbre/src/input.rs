//! Reading what a command line names, within bounds.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::output::Progress;

/// The largest input any command reads. A wire item is kilobytes; the rest is for archives.
pub(crate) const BYTES_MAX: u64 = 64 * 1024 * 1024;

/// One input, whole, with the name to show for it.
pub(crate) struct Input {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// A file that could not be read; already told to whoever looks at the terminal.
pub(crate) struct Unreadable {
    pub name: String,
    pub why: String,
}

/// Reads files one after the other.
pub(crate) fn each(files: &[PathBuf]) -> impl Iterator<Item = Result<Input, Unreadable>> {
    let progress = Progress::of_files(files.len());
    files.iter().enumerate().map(move |(done, path)| {
        progress.tell(format_args!("{done} of {} files", files.len()));
        read(path).map_err(|why| {
            eprintln!("marbre: {why:#}");
            Unreadable { name: path.display().to_string(), why: format!("{why:#}") }
        })
    })
}

/// The files named, those of a folder in the order of their names, its folders included. Hidden ones are left out, and
/// what is no file: a device or a pipe in a folder may never end. What cannot be listed stays as it is: reading it tells
/// why.
pub(crate) fn in_folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" || !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let Ok(entries) = std::fs::read_dir(path) else {
            files.push(path.clone());
            continue;
        };
        let hidden =
            |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inside.retain(|path| !hidden(path) && !path.is_symlink() && (path.is_dir() || path.is_file()));
        inside.sort();
        files.extend(in_folders(&inside));
    }
    files
}

/// Reads a file, or standard input for `-`. Refuses folders and anything above [`BYTES_MAX`] without reading it.
pub(crate) fn read(path: &Path) -> anyhow::Result<Input> {
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        let bytes = read_bounded(std::io::stdin().lock()).context("standard input")?;
        return Ok(Input { name: "standard input".into(), bytes });
    }
    let about = std::fs::metadata(path).with_context(|| format!("{name} cannot be opened"))?;
    if about.is_dir() {
        bail!("{name} is a folder; name the files in it");
    }
    if about.len() > BYTES_MAX {
        bail!("{name}: {}", too_large(about.len()));
    }
    let file = std::fs::File::open(path).with_context(|| format!("{name} cannot be opened"))?;
    let bytes = read_bounded(file).with_context(|| name.clone())?;
    Ok(Input { name, bytes })
}

fn read_bounded(source: impl Read) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(BYTES_MAX + 1).read_to_end(&mut bytes).context("cannot be read")?;
    if bytes.len() as u64 > BYTES_MAX {
        bail!(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn too_large(bytes: u64) -> String {
    let mib = |bytes: u64| bytes / (1024 * 1024);
    format!("{} MiB or more is over the limit of {} MiB; split it and try again", mib(bytes), mib(BYTES_MAX))
}
