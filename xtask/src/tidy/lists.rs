//! Every entry of the three lists has its own file and what goes with it, and nothing lies there without an entry.

use super::{House, Rule, Violation};
use crate::lists::{LISTS, List};
use crate::tree::Tree;

pub(crate) const RULE: Rule = Rule {
    name: "lists",
    why: "a rule's page, a format's sample and a page's template are its manual and its tests",
    find,
};

fn find(house: &House) -> Vec<Violation> {
    LISTS.iter().flat_map(|list| of_list(list, house.tree)).collect()
}

fn of_list(list: &List, tree: &Tree) -> Vec<Violation> {
    let room = list.file.split("/src/").next().unwrap_or_default();
    let Some(entries) = list.entries(tree) else {
        let gone = tree.has(&format!("{room}/src/lib.rs"));
        let what = format!("the list `{}! {{ … }}` is not here", list.call);
        let fix = "keep the list in this file, or tell xtask/src/lists.rs where it went";
        return gone.then(|| Violation::new(list.file, 1, what, fix)).into_iter().collect();
    };
    let mut found = Vec::new();
    for entry in &entries {
        let module = format!("{}/{}.rs", list.modules, entry.module);
        let folder = format!("{}/{}/mod.rs", list.modules, entry.module);
        for (missing, place) in [
            (!tree.has(&module) && !tree.has(&folder), module),
            (!tree.has(&list.beside(entry)), list.beside(entry)),
        ] {
            if missing {
                let what = format!("{} `{}` has no `{place}`", list.thing, entry.id);
                found.push(Violation::new(
                    list.file,
                    entry.line,
                    what,
                    "add it; `cargo xtask new` shows the shape",
                ));
            }
        }
    }
    let known: Vec<String> = entries.iter().map(|entry| list.beside(entry)).collect();
    let (before, after) = list.beside.split_once("{id}").unwrap_or((list.beside, ""));
    for path in tree.paths().filter(|path| is_stray(path, before, after, &known)) {
        let what = format!("no {} of the list is called so", list.thing);
        found.push(Violation::new(
            path,
            1,
            what,
            format!("add its line to {}, or remove the file", list.file),
        ));
    }
    found
}

/// Templates include each other, so only samples and rule pages can be told to be nobody's.
fn is_stray(path: &str, before: &str, after: &str, known: &[String]) -> bool {
    let Some(rest) = path.strip_prefix(before).filter(|_| after != ".html") else { return false };
    let name = rest.split('/').next().unwrap_or_default();
    let one_of_a_kind = if after.is_empty() { rest.contains('/') } else { rest.ends_with(after) };
    one_of_a_kind && !known.contains(&format!("{before}{name}"))
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const LIST: (&str, &str) =
        ("crates/wire/src/formats.rs", "//! F.\nformats! {\n    ninjs \"ninjs\",\n}\n");

    #[test]
    fn an_entry_with_its_file_and_its_sample_is_fine() {
        let files = [
            LIST,
            ("crates/wire/src/formats/ninjs.rs", "//! N."),
            ("crates/wire/formats/ninjs/flood.json", "{}"),
        ];
        assert!(found(&RULE, &files).is_empty());
    }

    #[test]
    fn an_entry_without_its_file_or_its_sample_is_found() {
        assert_eq!(
            found(&RULE, &[LIST]),
            [
                "crates/wire/src/formats.rs:3 format `ninjs` has no `crates/wire/formats/ninjs`",
                "crates/wire/src/formats.rs:3 format `ninjs` has no `crates/wire/src/formats/ninjs.rs`",
            ]
        );
    }

    #[test]
    fn a_page_of_a_rule_that_is_not_in_the_list_is_found() {
        let files = [
            ("crates/checks/src/rules.rs", "//! R.\nrules! {\n}\n"),
            ("crates/checks/rules/doubled-word.md", "# Doubled word\n"),
        ];
        let what = "crates/checks/rules/doubled-word.md:1 no rule of the list is called so";
        assert_eq!(found(&RULE, &files), [what]);
    }

    #[test]
    fn a_list_that_went_elsewhere_is_found() {
        let what = "crates/wire/src/formats.rs:1 the list `formats! { … }` is not here";
        assert_eq!(found(&RULE, &[("crates/wire/src/lib.rs", "//! W.")]), [what]);
    }
}
