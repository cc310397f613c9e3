//! Writes the generated parts of documents: whatever stands between `<!-- cargo xtask docs: NAME -->` and
//! `<!-- end -->`, from the manifests and the lists.

use std::fmt::Write;
use std::path::Path;

use anyhow::Result;

use crate::lists::{FORMATS, KINDS, List, RULES};
use crate::markdown::prose;
use crate::tidy::House;
use crate::tree::Tree;

const OPEN: &str = "<!-- cargo xtask docs: ";
const CLOSE: &str = "<!-- end -->";

/// One generated part as it stands in a document.
pub(crate) struct Block<'a> {
    pub name: &'a str,
    pub line: usize,
    pub body: &'a str,
}

/// Brings every document up to date; returns those that changed.
pub(crate) fn write(root: &Path, tree: &Tree) -> Result<Vec<String>> {
    let house = House::new(tree);
    let mut changed = Vec::new();
    for (path, text) in tree.ending(".md") {
        let fresh = rewritten(text, &house);
        if fresh != text {
            std::fs::write(root.join(path), fresh)?;
            changed.push(path.to_owned());
        }
    }
    Ok(changed)
}

pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let starts =
        text.match_indices(OPEN).map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    let block = |at: usize| {
        let after = &text[at + OPEN.len()..];
        let (name, rest) = after.split_once(" -->\n")?;
        let body = &rest[..rest.find(CLOSE)?];
        Some(Block { name, line: text[..at].matches('\n').count() + 1, body })
    };
    starts.filter_map(block).collect()
}

/// The document with every generated part fresh; a part nobody can make is left empty.
pub(crate) fn rewritten(text: &str, house: &House) -> String {
    let mut fresh = String::with_capacity(text.len());
    let mut from = 0;
    for block in blocks(text) {
        let start = block.body.as_ptr() as usize - text.as_ptr() as usize;
        fresh.push_str(&text[from..start]);
        fresh.push_str(&body(block.name, house));
        from = start + block.body.len();
    }
    fresh + &text[from..]
}

fn body(name: &str, house: &House) -> String {
    match name {
        "rooms" => rooms(house),
        "rules" => rules(house.tree),
        "formats" => names(&FORMATS, house.tree),
        "kinds" => names(&KINDS, house.tree),
        _ => String::new(),
    }
}

fn rooms(house: &House) -> String {
    let mut table = "| Crate | What it is for | Built from |\n|---|---|---|\n".to_owned();
    for manifest in &house.manifests {
        let is_ours = |name: &str| house.manifests.iter().any(|other| other.name == name);
        let mut uses: Vec<String> = manifest
            .dependencies
            .iter()
            .filter(|dependency| !dependency.for_tests && is_ours(&dependency.name))
            .map(|dependency| format!("`{}`", dependency.name))
            .collect();
        uses.sort();
        let _ =
            writeln!(table, "| `{}` | {} | {} |", manifest.folder(), manifest.description, uses.join(", "));
    }
    table
}

/// The checks, with the first sentence of each page under its title.
fn rules(tree: &Tree) -> String {
    let mut table = "| Check | What it finds |\n|---|---|\n".to_owned();
    for entry in RULES.entries(tree).unwrap_or_default() {
        let place = RULES.beside(&entry).unwrap_or_default();
        let page = tree.text(&place).unwrap_or_default();
        let _ = writeln!(table, "| [{}]({place}) | {} |", entry.id, first_sentence(page));
    }
    table
}

fn first_sentence(page: &str) -> String {
    let body =
        page.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(page, |(_, body)| body);
    let lines = prose(body).into_iter().map(|(_, line)| line.trim());
    let text = lines.skip_while(|line| line.is_empty() || line.starts_with('#'));
    let text =
        text.take_while(|line| !line.is_empty() && !line.starts_with('#')).collect::<Vec<_>>().join(" ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}

fn names(list: &List, tree: &Tree) -> String {
    let entries = list.entries(tree).unwrap_or_default();
    entries.iter().fold(String::new(), |mut text, entry| {
        let _ = writeln!(text, "- `{}`: `{}/{}.rs`", entry.id, list.modules, entry.module);
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_and_the_rest_is_kept() {
        let tree = Tree::of(&[
            ("crates/story/Cargo.toml", "[package]\nname = \"story\"\ndescription = \"Words\"\n"),
            (
                "crates/wire/Cargo.toml",
                "[package]\nname = \"wire\"\ndescription = \"Parsing\"\n[dependencies]\nserde = \"1\"\nstory.workspace = true\n",
            ),
            ("crates/checks/src/rules.rs", "//! R.\nrules! {\n    doubled_word,\n}\n"),
            (
                "crates/checks/rules/doubled-word.md",
                "# Doubled word\n\n## What it finds\n\nA word written\ntwice. Often.\n\nMore.\n",
            ),
        ]);
        let text = "Before\n<!-- cargo xtask docs: rooms -->\n<!-- end -->\nBetween\n<!-- cargo xtask docs: rules -->\nold\n<!-- end -->\nAfter\n";
        let fresh = rewritten(text, &House::new(&tree));
        assert!(
            fresh.starts_with("Before\n") && fresh.contains("\nBetween\n") && fresh.ends_with("\nAfter\n")
        );
        assert!(fresh.contains("| `crates/wire` | Parsing | `story` |\n"));
        assert!(
            fresh.contains(
                "| [doubled-word](crates/checks/rules/doubled-word.md) | A word written twice. |\n"
            )
        );
        assert!(!fresh.contains("old"));
        assert_eq!(rewritten(&fresh, &House::new(&tree)), fresh);
    }

    #[test]
    fn a_document_without_parts_is_left_alone() {
        let tree = Tree::of(&[]);
        for text in [
            "",
            "Say `<!-- cargo xtask docs: rooms -->` in a document.\n",
            "<!-- cargo xtask docs: rooms -->\nopen\n",
        ] {
            assert_eq!(rewritten(text, &House::new(&tree)), text);
        }
    }
}
