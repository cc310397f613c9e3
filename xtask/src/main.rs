//! Tasks of the project: `cargo xtask tidy`, `cargo xtask new`, `cargo xtask docs`.

mod code;
mod docs;
mod lexer;
mod lists;
mod manifest;
mod markdown;
mod resources;
mod scaffold;
mod stats;
mod tidy;
mod tree;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::tree::Tree;

const USAGE: &str = "\
Usage: cargo xtask <task>

Tasks:
  tidy [--stats]         check the house rules; with --stats, print sizes too
  new rule <name>        a new desk check, e.g. cargo xtask new rule impossible-date
  new format <name>      a new wire format, e.g. cargo xtask new format nitf
  new page <name>        a new kind of page, e.g. cargo xtask new page topic
  corpus <words>         what the desk checks say on stories; `corpus help` tells more
  resources              make the lexicons of the desk checks again, from the registries
  docs                   write the generated parts of documents

Exit codes: 0 done, 1 something breaks a rule or could not be done, 2 wrong usage";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["tidy"] => tidy(false),
        ["tidy", "--stats"] => tidy(true),
        ["new", thing, name] => new(thing, name),
        ["corpus", words @ ..] => corpus(words),
        ["resources"] => resources(),
        ["docs"] => docs(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn tidy(with_stats: bool) -> Result<()> {
    let tree = Tree::read(&root()?)?;
    if with_stats {
        println!("{}", stats::stats(&code::sources(&tree)));
    }
    let reports = tidy::tidy(&tree);
    for report in &reports {
        println!("{report}\n");
    }
    if !reports.is_empty() {
        bail!("tidy: {} to mend", reports.len());
    }
    println!("tidy: nothing to mend");
    Ok(())
}

fn new(thing: &str, name: &str) -> Result<()> {
    let root = root()?;
    let made = scaffold::new(&Tree::read(&root)?, thing, name)?;
    for (path, text) in made {
        let place = root.join(&path);
        let folder = place.parent().context("a path without a folder")?;
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        std::fs::write(&place, text).with_context(|| format!("writing {path}"))?;
        println!("{path}");
    }
    Ok(())
}

/// Measured as it is shipped: built with optimisations, in a program of its own so that tidy need not wait for it.
fn corpus(words: &[&str]) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let fixed = ["run", "--quiet", "--release", "--package", "corpus", "--"];
    let status =
        std::process::Command::new(cargo).args(fixed).args(words).status().context("starting cargo")?;
    if status.success() { Ok(()) } else { bail!("corpus: {status}") }
}

fn resources() -> Result<()> {
    for line in resources::build(&root()?)? {
        println!("{line}");
    }
    Ok(())
}

fn docs() -> Result<()> {
    let root = root()?;
    for path in docs::write(&root, &Tree::read(&root)?)? {
        println!("{path}");
    }
    Ok(())
}

/// The nearest folder above the current one that holds the workspace, so that a copy of the project can be
/// worked on with tasks built elsewhere.
fn root() -> Result<PathBuf> {
    let here = std::env::current_dir().context("finding the current folder")?;
    let is_root = |folder: &&Path| folder.join("Cargo.lock").is_file() && folder.join("xtask").is_dir();
    let root = here.ancestors().find(is_root);
    root.map(Path::to_path_buf)
        .context("not inside the project: no Cargo.lock beside xtask/ above this folder")
}
