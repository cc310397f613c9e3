//! The project's files as tasks see them: read once, then pure functions over them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// Every file that is or would be tracked, by its path from the root with `/` between the parts.
#[derive(Default)]
pub(crate) struct Tree {
    texts: BTreeMap<String, String>,
    /// Pictures, fonts and other files that are not text.
    binaries: BTreeSet<String>,
    ignored: Vec<String>,
}

impl Tree {
    /// Tracked files and new ones that are not ignored; without git, everything that is not built or fetched.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self::default();
        for path in listed_by_git(root).map_or_else(|| walked(root), Ok)? {
            // A file may be deleted but still listed.
            let Ok(bytes) = std::fs::read(root.join(&path)) else { continue };
            if let Ok(text) = String::from_utf8(bytes) {
                tree.texts.insert(path, text);
            } else {
                tree.binaries.insert(path);
            }
        }
        tree.ignored = ignored(tree.text(".gitignore").unwrap_or_default());
        Ok(tree)
    }

    /// A small tree for a test.
    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let texts: BTreeMap<_, _> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let ignored = ignored(texts.get(".gitignore").map_or("", String::as_str));
        Self { texts, ignored, ..Self::default() }
    }

    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Text files whose name ends with `ending`.
    pub(crate) fn ending(&self, ending: &str) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(move |(path, _)| path.ends_with(ending))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().chain(&self.binaries).map(String::as_str)
    }

    /// Whether a file or a folder of this path is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.texts.contains_key(path) || self.binaries.contains(path) || self.has_folder(path)
    }

    pub(crate) fn has_folder(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        path.is_empty() || self.paths().any(|file| file.starts_with(&folder))
    }

    /// Whether the path is one that git is told to ignore: built, so it may be named without being there.
    pub(crate) fn is_ignored(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.ignored.iter().any(|ignored| {
            path == ignored || path.strip_prefix(ignored.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// Plain folder and file lines only; patterns are not needed here.
fn ignored(gitignore: &str) -> Vec<String> {
    let lines = gitignore.lines().map(|line| line.trim().trim_matches('/'));
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

fn listed_by_git(root: &Path) -> Option<Vec<String>> {
    let listing = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let names = String::from_utf8(listing.stdout).ok()?;
    Some(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect())
}

fn walked(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(root.join(&folder)).with_context(|| format!("reading {folder:?}"))?;
        for entry in entries {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            if !entry.file_type()?.is_dir() {
                found.push(path.to_string_lossy().into_owned());
            } else if !["target", "node_modules", ".git"].iter().any(|name| entry.file_name() == *name) {
                folders.push(path);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let tree = Tree::of(&[("crates/story/Cargo.toml", "")]);
        assert!(tree.has("crates/story") && tree.has("crates/") && tree.has("crates/story/Cargo.toml"));
        assert!(!tree.has("crates/stor") && !tree.has("crates/story/src"));
    }

    #[test]
    fn what_git_ignores_may_be_named() {
        let tree = Tree::of(&[(".gitignore", "/target\n/web/dist\nnode_modules/\n")]);
        assert!(tree.is_ignored("target/debug/marbre") && tree.is_ignored("web/dist"));
        assert!(!tree.is_ignored("web/distance"));
    }

    #[test]
    fn without_git_the_folder_itself_is_read() {
        let folder = std::env::temp_dir().join(format!("xtask-tree-{}", std::process::id()));
        for (path, text) in [("a/b.rs", "//! B."), ("target/c.rs", "built"), ("d.png", "\u{fffd}")] {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::write(folder.join("d.png"), [0xFF, 0x00]).unwrap();
        let mut found = walked(&folder).unwrap();
        found.sort();
        let tree = Tree::read(&folder).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, ["a/b.rs", "d.png"]);
        assert_eq!(tree.text("a/b.rs"), Some("//! B."));
        assert!(tree.has("d.png") && tree.text("d.png").is_none());
    }
}
