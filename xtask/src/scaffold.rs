//! `cargo xtask new`: the files of a new rule, format or page, and its one line in the list. The samples stand in
//! `xtask/scaffolds`, with `<<id>>`, `<<module>>` and `<<title>>` where the name goes.

use anyhow::{Context, Result, bail};

use crate::lists::{FORMATS, KINDS, List, RULES};
use crate::tree::Tree;

/// What is made for one kind of thing. All paths and texts may hold the places of the name.
struct Scaffold {
    list: &'static List,
    line: &'static str,
    /// New files: path and text.
    files: &'static [(&'static str, &'static str)],
    /// Files that get something added at their end: message files, one for each language.
    extended: &'static [(&'static str, &'static str)],
}

const RULE: Scaffold = Scaffold {
    list: &RULES,
    line: "    <<module>> = \"<<id>>\",\n",
    files: &[
        ("crates/checks/src/rules/<<module>>.rs", include_str!("../scaffolds/rule.rs.txt")),
        ("crates/checks/rules/<<id>>.md", include_str!("../scaffolds/rule.md.txt")),
    ],
    extended: &[
        ("crates/checks/messages/en.ftl", include_str!("../scaffolds/rule.en.ftl.txt")),
        ("crates/checks/messages/fr.ftl", include_str!("../scaffolds/rule.fr.ftl.txt")),
        ("crates/checks/messages/ar.ftl", include_str!("../scaffolds/rule.ar.ftl.txt")),
    ],
};

const FORMAT: Scaffold = Scaffold {
    list: &FORMATS,
    line: "    <<module>> \"<<id>>\",\n",
    files: &[
        ("crates/wire/src/formats/<<module>>.rs", include_str!("../scaffolds/format.rs.txt")),
        ("crates/wire/formats/<<id>>/sample.txt", include_str!("../scaffolds/format.sample.txt")),
        ("crates/wire/formats/<<id>>/sample-txt.snap", include_str!("../scaffolds/format.snap.txt")),
    ],
    extended: &[],
};

const PAGE: Scaffold = Scaffold {
    list: &KINDS,
    line: "    <<module>>,\n",
    files: &[
        ("crates/pages/src/kinds/<<module>>.rs", include_str!("../scaffolds/page.rs.txt")),
        ("crates/pages/templates/<<module>>.html", include_str!("../scaffolds/page.html.txt")),
    ],
    extended: &[],
};

/// The files to write, with their whole text, by path.
pub(crate) fn new(tree: &Tree, thing: &str, name: &str) -> Result<Vec<(String, String)>> {
    let all = [&RULE, &FORMAT, &PAGE];
    let Some(scaffold) = all.into_iter().find(|scaffold| scaffold.list.thing == thing) else {
        bail!("there is no scaffold for a {thing}: it is rule, format or page");
    };
    let name = Name::read(name)?;
    let list = scaffold.list;
    let entries =
        list.entries(tree).with_context(|| format!("{} holds no list {}!", list.file, list.call))?;
    if entries.iter().any(|entry| entry.module == name.module || entry.id == name.id) {
        bail!("there is already a {thing} of this name: {}", name.id);
    }
    let mut made = Vec::new();
    for (path, text) in scaffold.files {
        let path = name.put_into(path);
        if tree.has(&path) {
            bail!("{path} is there already");
        }
        made.push((path, name.put_into(text)));
    }
    for (path, text) in scaffold.extended {
        let before = tree.text(path).with_context(|| format!("{path} is missing"))?;
        made.push(((*path).to_owned(), format!("{}\n\n{}", before.trim_end(), name.put_into(text))));
    }
    let line = name.put_into(scaffold.line);
    let longer = list.with(tree, &line).with_context(|| format!("{}: the list has no end", list.file))?;
    made.push((list.file.to_owned(), longer));
    Ok(made)
}

/// One name in its three spellings.
struct Name {
    /// `impossible-date`
    id: String,
    /// `impossible_date`
    module: String,
    /// `Impossible date`
    title: String,
}

impl Name {
    fn read(name: &str) -> Result<Self> {
        let id = name.replace('_', "-");
        let part = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let first = id.split('-').next().unwrap_or_default();
        let rest_is_fine = id.split('-').skip(1).all(|p| !p.is_empty() && part(&format!("a{p}")));
        if !part(first) || !rest_is_fine {
            bail!(
                "`{name}` is no name: lower-case letters and digits, words joined by `-`, e.g. impossible-date"
            );
        }
        let words = id.replace('-', " ");
        let title = words[..1].to_ascii_uppercase() + &words[1..];
        Ok(Self { module: id.replace('-', "_"), title, id })
    }

    fn put_into(&self, text: &str) -> String {
        text.replace("<<id>>", &self.id).replace("<<module>>", &self.module).replace("<<title>>", &self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: (&str, &str) =
        ("crates/wire/src/formats.rs", "//! F.\nformats! {\n    ninjs \"ninjs\",\n}\n\nfn after() {}\n");

    #[test]
    fn a_new_format_is_its_files_and_one_line() {
        let tree = Tree::of(&[LIST]);
        let made = new(&tree, "format", "iptc-7901").unwrap();
        let (path, list) = made.last().unwrap();
        assert_eq!(path, LIST.0);
        assert_eq!(
            *list,
            LIST.1.replace("ninjs \"ninjs\",\n", "ninjs \"ninjs\",\n    iptc_7901 \"iptc-7901\",\n")
        );
        assert!(made.iter().any(|(path, _)| path == "crates/wire/src/formats/iptc_7901.rs"));
        assert!(made.iter().all(|(path, text)| !path.contains("<<") && !text.contains("<<")));
    }

    #[test]
    fn a_name_that_is_taken_or_none_at_all_is_refused() {
        let tree = Tree::of(&[LIST]);
        for name in ["ninjs", "", "-", "a--b", "A", "7901", "a b", "é", "a-"] {
            assert!(new(&tree, "format", name).is_err(), "{name}");
        }
        assert!(new(&tree, "formats", "nitf").is_err());
        assert!(new(&Tree::of(&[]), "format", "nitf").is_err());
    }

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let tree = Tree::of(&[LIST, ("crates/wire/src/formats/nitf.rs", "//! Mine.")]);
        let refused = new(&tree, "format", "nitf").unwrap_err().to_string();
        assert_eq!(refused, "crates/wire/src/formats/nitf.rs is there already");
    }

    #[test]
    fn a_rule_brings_its_words_in_every_language() {
        let mut files = vec![("crates/checks/src/rules.rs", "//! R.\nrules! {\n}\n")];
        let missing = new(&Tree::of(&files), "rule", "late-date").unwrap_err().to_string();
        assert_eq!(missing, "crates/checks/messages/en.ftl is missing");
        files.extend(["en", "fr", "ar"].map(|tag| match tag {
            "en" => ("crates/checks/messages/en.ftl", "a = A\n\n\n"),
            "fr" => ("crates/checks/messages/fr.ftl", "a = A"),
            _ => ("crates/checks/messages/ar.ftl", ""),
        }));
        let made = new(&Tree::of(&files), "rule", "late-date").unwrap();
        let (_, english) = made.iter().find(|(path, _)| path.ends_with("en.ftl")).unwrap();
        assert!(english.starts_with("a = A\n\nlate-date = "), "{english}");
    }
}
