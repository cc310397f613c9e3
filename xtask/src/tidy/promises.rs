//! Every invariant of ARCHITECTURE.md names the test that proves it, and every test a document names is there.

use std::collections::BTreeSet;

use super::{House, Rule, Violation};
use crate::markdown::{code_spans, prose};

pub(crate) const RULE: Rule =
    Rule { name: "promises", why: "an invariant that no test proves is a wish", find };

fn find(house: &House) -> Vec<Violation> {
    let functions: BTreeSet<&str> =
        house.sources.iter().flat_map(|source| source.functions()).map(|function| function.name).collect();
    let mut found = Vec::new();
    for (path, text) in house.tree.ending(".md").filter(|(path, _)| is_ours(path)) {
        for (line, words) in paragraphs(text) {
            let tests: Vec<&str> =
                code_spans(&words).into_iter().filter(|span| is_a_sentence(span)).collect();
            for test in tests.iter().filter(|test| !functions.contains(*test)) {
                let what = format!("the test `{test}` is not there");
                found.push(Violation::new(
                    path,
                    line,
                    what,
                    "name the test as it is called now, or write it",
                ));
            }
            if tests.is_empty() && words.contains("*Invariant") {
                let fix = "end it with the name of its test in backticks";
                found.push(Violation::new(path, line, "an invariant that names no test", fix));
            }
        }
    }
    found
}

/// Documents about the code: at the root and in `decisions/`.
fn is_ours(path: &str) -> bool {
    !path.contains('/') || path.starts_with("decisions/")
}

/// Test names are sentences; anything shorter may be a column, a key or a field.
fn is_a_sentence(span: &str) -> bool {
    let words = span.split('_').count();
    words >= 4
        && span.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// Paragraphs and list entries, each as one line of text with the number of its first line.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut last = 0;
    for (line, words) in prose(text) {
        let trimmed = words.trim_start();
        let entry = trimmed.starts_with(['-', '*', '|', '#'])
            || trimmed.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        if trimmed.is_empty() {
            last = 0;
            continue;
        }
        match found.last_mut() {
            Some((_, paragraph)) if line == last + 1 && !entry => {
                paragraph.push(' ');
                paragraph.push_str(trimmed);
            }
            _ => found.push((line, trimmed.to_owned())),
        }
        last = line;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const CODE: (&str, &str) = ("crates/store/src/a.rs", "//! A.\nfn the_journal_has_no_gap() {}\n");

    fn in_plan(text: &str) -> Vec<String> {
        found(&RULE, &[CODE, ("ARCHITECTURE.md", text)])
    }

    #[test]
    fn an_invariant_with_its_test_is_fine_over_several_lines() {
        assert!(
            in_plan(
                "1. *Invariant:* gapless,\n   always. Proved by\n   `the_journal_has_no_gap`.\n2. Other.\n"
            )
            .is_empty()
        );
        assert!(in_plan("A column `first_published` of a table.\n").is_empty());
    }

    #[test]
    fn an_invariant_without_a_test_and_a_test_that_is_gone_are_found() {
        assert_eq!(
            in_plan("Text.\n\n1. *Invariant:* gapless.\n2. *Invariant:* `the_journal_has_no_gap`.\n"),
            ["ARCHITECTURE.md:3 an invariant that names no test"]
        );
        assert_eq!(
            in_plan("- `a_test_that_is_gone`\n"),
            ["ARCHITECTURE.md:1 the test `a_test_that_is_gone` is not there"]
        );
    }
}
