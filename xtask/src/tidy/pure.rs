//! The pure crates stay pure: no I/O, no clock, no `async`. Clippy's bans catch calls; this catches the rest.

use super::{House, Rule, Violation};
use crate::code::Source;

pub(crate) const RULE: Rule = Rule {
    name: "pure",
    why: "the same input gives the same output on any day and machine; that is what makes these crates testable",
    find,
};

pub(crate) const PURE: &[&str] = &["story", "wire", "checks", "pages", "pictures", "manuscript"];

/// Words in a row that mean I/O, a clock, chance or a wait.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["async"], "the caller waits; give it a plain function"),
    (&["await"], "the caller waits; give it a plain function"),
    (&["tokio"], "the caller waits; give it a plain function"),
    (&["hyper"], "take and return bytes"),
    (&["sqlx"], "take a value; only `store` asks the database"),
    (&["std", ":", ":", "fs"], "take bytes; the caller reads files"),
    (&["std", ":", ":", "net"], "take bytes; the caller fetches them"),
    (&["std", ":", ":", "env"], "take an argument"),
    (&["std", ":", ":", "process"], "return an error; the caller decides"),
    (&["Instant", ":", ":", "now"], "take the time as an argument"),
    (&["SystemTime", ":", ":", "now"], "take the time as an argument"),
    (&["Timestamp", ":", ":", "now"], "take the time as an argument"),
    (&["Zoned", ":", ":", "now"], "take the time as an argument"),
    (&["getrandom"], "take the number as an argument"),
    (&["println", "!"], "return the text"),
    (&["eprintln", "!"], "return a problem"),
];

fn find(house: &House) -> Vec<Violation> {
    let pure = house.sources.iter().filter(|source| {
        let room = source.room().filter(|room| PURE.contains(room));
        room.is_some_and(|room| source.path.starts_with(&format!("crates/{room}/src/")))
    });
    let mut found: Vec<Violation> = pure.flat_map(of_source).collect();
    for room in PURE {
        let clippy = format!("crates/{room}/clippy.toml");
        let bans = house.tree.text(&clippy).is_some_and(|text| text.contains("disallowed-methods"));
        if house.tree.has(&format!("crates/{room}/src/lib.rs")) && !bans {
            let fix = "copy the bans from crates/story/clippy.toml";
            found.push(Violation::new(&clippy, 1, "a pure crate without clippy's bans", fix));
        }
    }
    found
}

fn of_source(source: &Source) -> Vec<Violation> {
    let mut found = Vec::new();
    for (at, token) in source.shipped() {
        for (words, fix) in FORBIDDEN {
            if source.reads(at, words) {
                let what = format!("`{}` in a pure crate", words.concat());
                found.push(Violation::new(source.path, token.line, what, *fix));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const CLIPPY: (&str, &str) = ("crates/wire/clippy.toml", "disallowed-methods = []");

    fn in_wire(text: &str) -> Vec<String> {
        found(&RULE, &[CLIPPY, ("crates/wire/src/lib.rs", text)])
    }

    #[test]
    fn every_forbidden_word_is_found() {
        for (words, _) in FORBIDDEN {
            let text = format!("//! W.\nfn a() {{ {} }}\n", words.join(" "));
            let what = format!("crates/wire/src/lib.rs:2 `{}` in a pure crate", words.concat());
            assert!(in_wire(&text).contains(&what), "{words:?}");
        }
    }

    #[test]
    fn tests_comments_and_other_rooms_may_say_anything() {
        let text = "//! No async.\n#[cfg(test)]\nmod tests {\n fn a() { std::fs::read(\"x\"); }\n}\n";
        assert!(in_wire(text).is_empty());
        assert!(found(&RULE, &[("crates/store/src/a.rs", "//! A.\nasync fn a() {}\n")]).is_empty());
    }

    #[test]
    fn a_pure_crate_without_bans_is_found() {
        let found = found(&RULE, &[("crates/wire/src/lib.rs", "//! W.")]);
        assert_eq!(found, ["crates/wire/clippy.toml:1 a pure crate without clippy's bans"]);
    }
}
