//! What never passes review: tests that do not run, work left open, silenced lints, names that name nothing.

use super::{House, Rule, Violation};
use crate::code::Source;
use crate::lexer::Kind;

pub(crate) const RULE: Rule = Rule {
    name: "banned",
    why: "each of these hides something: a failing test, a missing part, a reason, or what a file is for",
    find,
};

const NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "manager", "misc", "stuff"];

const WORDS: &[(&[&str], &str, &str)] = &[
    (&["#", "[", "ignore"], "a test that does not run", "make it pass, or delete it"),
    (&["todo", "!"], "work left open", "finish it, or leave the case out"),
    (&["unimplemented", "!"], "work left open", "finish it, or leave the case out"),
    (&["dbg", "!"], "a debugging print", "remove it"),
];

fn find(house: &House) -> Vec<Violation> {
    let mut found: Vec<Violation> = house.sources.iter().flat_map(of_source).collect();
    found.extend(house.tree.paths().filter_map(nameless));
    found
}

fn nameless(path: &str) -> Option<Violation> {
    let code = [".rs", ".ts", ".js", ".mjs"].iter().any(|ending| path.ends_with(ending));
    let name = path.split(['/', '.']).find(|part| NAMES.contains(part)).filter(|_| code)?;
    let fix = "name it for what it holds, or put its parts where they are used";
    Some(Violation::new(path, 1, format!("`{name}` says nothing"), fix))
}

fn of_source(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for (at, token) in source.code.iter().enumerate() {
        for (words, what, fix) in WORDS {
            if source.reads(at, words) {
                found.push(Violation::new(source.path, token.line, *what, *fix));
            }
        }
        let inner = source.reads(at, &["#", "!", "[", "allow"]);
        if (inner || source.reads(at, &["#", "[", "allow"])) && !has_reason(source, at) {
            let fix = "say why with `reason = \"…\"`, or mend what the lint found";
            found.push(Violation::new(source.path, token.line, "a lint silenced without a reason", fix));
        }
        let module =
            token.is("mod") && source.code.get(at + 1).is_some_and(|name| NAMES.contains(&name.text));
        if module {
            let name = source.code[at + 1].text;
            let fix = "name it for what it holds";
            found.push(Violation::new(source.path, token.line, format!("a module named `{name}`"), fix));
        }
    }
    found
}

fn has_reason(source: &Source, at: usize) -> bool {
    let attribute = source.code[at..].iter().take_while(|token| !token.is("]"));
    attribute.filter(|token| token.kind == Kind::Ident).any(|token| token.text == "reason")
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn what_never_passes_review_is_found() {
        for (line, what) in [
            ("#[ignore]", "a test that does not run"),
            ("#[ignore = \"slow\"]", "a test that does not run"),
            ("fn a() { todo!() }", "work left open"),
            ("fn a() { unimplemented!() }", "work left open"),
            ("fn a() { dbg!(1); }", "a debugging print"),
            ("#[allow(dead_code)]", "a lint silenced without a reason"),
            ("#![allow(dead_code)]", "a lint silenced without a reason"),
            ("mod utils;", "a module named `utils`"),
        ] {
            let text = format!("//! A.\n{line}\n");
            assert_eq!(found(&RULE, &[("xtask/src/a.rs", &text)]), [format!("xtask/src/a.rs:2 {what}")]);
        }
        assert_eq!(
            found(&RULE, &[("web/src/helpers.ts", "")]),
            ["web/src/helpers.ts:1 `helpers` says nothing"]
        );
        assert_eq!(found(&RULE, &[("xtask/src/misc/a.rs", "//! A.")]).len(), 1);
    }

    #[test]
    fn reasons_and_mere_words_are_fine() {
        let text = "//! No todo!, no #[ignore].\n#[allow(dead_code, reason = \"read by the tests of others\")]\nfn common() { a(\"todo!()\") }\n";
        assert!(found(&RULE, &[("xtask/src/a.rs", text), ("fonts/common.woff2", "")]).is_empty());
    }
}
