//! The three explicit lists of the house (wire formats, desk checks, page kinds): where each stands, what goes
//! with an entry, and which entries it has. Tidy, the scaffolds and the generated documents all read them here.

use crate::lexer::{Kind, Token, lex};
use crate::tree::Tree;

/// One list: a macro call in one file, one line per entry.
pub(crate) struct List {
    /// What an entry is called: `format`.
    pub thing: &'static str,
    /// The file that holds the list.
    pub file: &'static str,
    /// The macro that is called with the entries: `formats`.
    pub call: &'static str,
    /// The folder of the entries' own files.
    pub modules: &'static str,
    /// What goes with an entry, `{id}` standing for its name: a file, or a folder with something in it.
    pub beside: Option<&'static str>,
}

pub(crate) const FORMATS: List = List {
    thing: "format",
    file: "crates/wire/src/formats.rs",
    call: "formats",
    modules: "crates/wire/src/formats",
    beside: Some("crates/wire/formats/{id}"),
};

pub(crate) const RULES: List = List {
    thing: "rule",
    file: "crates/checks/src/rules.rs",
    call: "rules",
    modules: "crates/checks/src/rules",
    beside: Some("crates/checks/rules/{id}.md"),
};

pub(crate) const KINDS: List = List {
    thing: "page",
    file: "crates/pages/src/kinds/mod.rs",
    call: "kinds",
    modules: "crates/pages/src/kinds",
    // A template's name ends as its page does, and a redirect has none: the tests over all kinds see to it.
    beside: None,
};

pub(crate) const LISTS: &[&List] = &[&FORMATS, &RULES, &KINDS];

/// One line of a list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its Rust module: `newsml_g2`.
    pub module: String,
    /// Its name as others see it: `newsml-g2`.
    pub id: String,
    pub line: usize,
}

impl List {
    /// The entries, or `None` where the list itself is not to be found.
    pub(crate) fn entries(&self, tree: &Tree) -> Option<Vec<Entry>> {
        let tokens = lex(tree.text(self.file)?);
        let (start, end) = self.body(&tokens)?;
        let mut entries: Vec<Entry> = Vec::new();
        for token in &tokens[start..end] {
            let begins = entries.last().is_none_or(|last| last.line != token.line);
            if token.kind == Kind::Ident && begins {
                let module = token.text.to_owned();
                entries.push(Entry { id: module.replace('_', "-"), module, line: token.line });
            } else if let (Some(name), Some(entry)) = (token.words(), entries.last_mut()) {
                entry.id = name.to_owned();
            }
        }
        Some(entries)
    }

    /// The text of the list's file with one more line at the end of the list.
    pub(crate) fn with(&self, tree: &Tree, line: &str) -> Option<String> {
        let text = tree.text(self.file)?;
        let tokens = lex(text);
        let (_, end) = self.body(&tokens)?;
        let before: usize = text.split_inclusive('\n').take(tokens[end].line - 1).map(str::len).sum();
        Some(format!("{}{line}{}", &text[..before], &text[before..]))
    }

    /// The tokens between the braces of the macro call.
    fn body(&self, tokens: &[Token]) -> Option<(usize, usize)> {
        let starts = |at: usize| tokens[at].is(self.call) && tokens[at + 1].is("!") && tokens[at + 2].is("{");
        let start = (0..tokens.len().saturating_sub(2)).find(|at| starts(*at))? + 3;
        let length = tokens[start..].iter().position(|token| token.is("}"))?;
        Some((start, start + length))
    }

    pub(crate) fn beside(&self, entry: &Entry) -> Option<String> {
        self.beside.map(|place| place.replace("{id}", &entry.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_with_names_given_and_names_derived() {
        let text = "//! F.\nmacro_rules! formats { ($($m:ident)+) => { } }\n\nformats! {\n    newsml_g2 \"newsml-g2\",\n    // Why here.\n    rss_feed,\n}\n";
        let tree = Tree::of(&[(FORMATS.file, text)]);
        let entries = FORMATS.entries(&tree).unwrap();
        let seen: Vec<_> = entries.iter().map(|e| (e.module.as_str(), e.id.as_str(), e.line)).collect();
        assert_eq!(seen, [("newsml_g2", "newsml-g2", 5), ("rss_feed", "rss-feed", 7)]);
        assert_eq!(FORMATS.beside(&entries[0]).as_deref(), Some("crates/wire/formats/newsml-g2"));
        assert!(RULES.entries(&tree).is_none());
    }
}
