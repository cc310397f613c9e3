//! What a document names is there: relative links, and paths of the repository in backticks.

use super::{House, Rule, Violation};
use crate::markdown::{code_spans, links, prose};
use crate::tree::Tree;

pub(crate) const RULE: Rule = Rule {
    name: "links",
    why: "a document that names a file that is gone teaches readers not to trust documents",
    find,
};

fn find(house: &House) -> Vec<Violation> {
    let tree = house.tree;
    let mut found = Vec::new();
    for (path, text) in tree.ending(".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, words) in prose(text) {
            for target in links(words).into_iter().filter(|target| is_broken(target, folder, tree)) {
                let what = format!("a link to `{target}`, which is not there");
                found.push(Violation::new(path, line, what, "mend or remove the link"));
            }
            for span in code_spans(words).into_iter().filter(|span| is_missing(span, folder, tree)) {
                let what = format!("`{span}` is named but not there");
                found.push(Violation::new(path, line, what, "name what is there, or remove the name"));
            }
        }
    }
    found
}

fn is_broken(target: &str, folder: &str, tree: &Tree) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let elsewhere = target.contains(':') || target.starts_with(['#', '/', '<']) || path.is_empty();
    !elsewhere && !tree.has(&joined(folder, path))
}

/// Whether it looks like a path of the repository and leads nowhere.
fn is_missing(span: &str, folder: &str, tree: &Tree) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    if span.is_empty() || !span.chars().all(plain) || span.starts_with('/') {
        return false;
    }
    let Some((first, _)) = span.split_once('/') else { return is_missing_file(span, folder, tree) };
    let in_room = format!("crates/{span}");
    let looks_like_one = tree.has_folder(first)
        || tree.has_folder(&format!("crates/{first}"))
        || tree.has_folder(&joined(folder, first))
        || span.starts_with('.');
    let places = [span.to_owned(), in_room, joined(folder, span)];
    looks_like_one && !places.iter().any(|place| tree.has(place) || tree.is_ignored(place))
}

/// A bare file name may stand for a file anywhere.
fn is_missing_file(name: &str, folder: &str, tree: &Tree) -> bool {
    let looks_like_one =
        [".rs", ".md", ".sh"].iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
    let ending = format!("/{name}");
    looks_like_one
        && !tree.has(&joined(folder, name))
        && !tree.paths().any(|path| path == name || path.ends_with(&ending))
}

/// `folder/path` with `.` and `..` resolved.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    fn in_readme(text: &str) -> Vec<String> {
        let files = [
            ("README.md", text),
            (".gitignore", "/web/dist\n/demo\n"),
            ("web/package.json", "{}"),
            ("crates/story/src/id.rs", "//! Ids."),
            ("decisions/0001-licence.md", "Why. See [the readme](../README.md) and `story/src/id.rs`.\n"),
        ];
        found(&RULE, &files)
    }

    #[test]
    fn what_is_there_may_be_named_in_every_usual_way() {
        for fine in [
            "[a](decisions/0001-licence.md#why)",
            "[a](https://example.org/x) and [b](#here)",
            "`crates/story/src/id.rs`, `story/src/`, `id.rs`, `decisions/`, `web/dist`",
            "`text/html`, `/fr/`, `crates/<name>/src`, `a/b`, `1/2`, `--data DIR`",
            "```\ncrates/gone.rs\n```",
        ] {
            assert!(in_readme(fine).is_empty(), "{fine}: {:?}", in_readme(fine));
        }
    }

    #[test]
    fn what_is_gone_is_found() {
        for (text, what) in [
            ("[a](decisions/0009-gone.md)", "a link to `decisions/0009-gone.md`, which is not there"),
            ("`crates/story/src/gone.rs`", "`crates/story/src/gone.rs` is named but not there"),
            ("`story/src/gone.rs`", "`story/src/gone.rs` is named but not there"),
            ("`web/gone/`", "`web/gone/` is named but not there"),
            ("`gone.rs`", "`gone.rs` is named but not there"),
            ("`.ci/run`", "`.ci/run` is named but not there"),
        ] {
            assert_eq!(in_readme(text), [format!("README.md:1 {what}")]);
        }
    }
}
