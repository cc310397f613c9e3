//! SQL text stands in `store` and nowhere else.

use super::{House, Rule, Violation};
use crate::lexer::Token;

pub(crate) const RULE: Rule =
    Rule { name: "sql", why: "one room knows the tables, so a migration has one place to be wrong in", find };

const STATEMENTS: &[&str] =
    &["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "TRUNCATE", "PRAGMA", "VACUUM"];

fn find(house: &House) -> Vec<Violation> {
    let elsewhere = house.sources.iter().filter(|source| source.room() != Some("store"));
    let fix = "move the statement into `store`, behind a function named for what it answers";
    let mut found: Vec<Violation> = elsewhere
        .flat_map(|source| {
            source.code.iter().filter_map(move |token| Some((source.path, token, statement(token)?)))
        })
        .map(|(path, token, verb)| Violation::new(path, token.line, format!("a {verb} statement"), fix))
        .collect();
    for (path, _) in house.tree.ending(".sql").filter(|(path, _)| !path.starts_with("crates/store/")) {
        found.push(Violation::new(path, 1, "a file of SQL", "move it into crates/store"));
    }
    found
}

fn statement(token: &Token) -> Option<&'static str> {
    let words = token.words()?.trim_start();
    STATEMENTS
        .iter()
        .find(|verb| words.strip_prefix(**verb).is_some_and(|rest| rest.starts_with([' ', '\n', '\t', '\\'])))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_statement_is_found_outside_the_store_tests_included() {
        for verb in STATEMENTS {
            let text = format!("//! A.\nfn a() {{ ask(r#\"\n   {verb} x\"#) }}\n");
            let what = format!("crates/desk/src/a.rs:2 a {verb} statement");
            assert_eq!(found(&RULE, &[("crates/desk/src/a.rs", &text)]), [what]);
            assert!(found(&RULE, &[("crates/store/src/a.rs", &text)]).is_empty());
        }
        assert_eq!(found(&RULE, &[("crates/desk/a.sql", "")]), ["crates/desk/a.sql:1 a file of SQL"]);
    }

    #[test]
    fn words_that_only_look_like_it_are_fine() {
        let text = "//! SELECT 1\nconst A: [&str; 4] = [\"Select a story\", \"SELECTED\", \"UPDATE\", \"to DELETE it\"];\n";
        assert!(found(&RULE, &[("crates/desk/src/a.rs", text)]).is_empty());
    }
}
