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
        let no_module = (!tree.has(&module) && !tree.has(&folder)).then_some(module);
        let nothing_beside = list.beside(entry).filter(|place| !tree.has(place));
        for missing in no_module.into_iter().chain(nothing_beside) {
            let what = format!("{} `{}` has no `{missing}`", list.thing, entry.id);
            let fix = "add it; `cargo xtask new` shows the shape";
            found.push(Violation::new(list.file, entry.line, what, fix));
        }
    }
    let known: Vec<String> = entries.iter().filter_map(|entry| list.beside(entry)).collect();
    for path in tree.paths().filter(|path| is_stray(path, list, &known)) {
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

fn is_stray(path: &str, list: &List, known: &[String]) -> bool {
    let Some((before, after)) = list.beside.and_then(|place| place.split_once("{id}")) else { return false };
    let Some(rest) = path.strip_prefix(before) else { return false };
    let of_this_kind = if after.is_empty() { rest.contains('/') } else { rest.ends_with(after) };
    let name = rest.split('/').next().unwrap_or_default();
    of_this_kind && !known.contains(&format!("{before}{name}"))
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
