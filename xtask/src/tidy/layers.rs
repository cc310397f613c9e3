//! Which crate may use which, and which crates of others belong to one room only.

use super::{House, Rule, Violation};
use crate::code::Source;
use crate::lexer::Kind;

pub(crate) const RULE: Rule = Rule {
    name: "layers",
    why: "rooms are split on what must not be known: a draft cannot leak from a room that never saw one",
    find,
};

/// Speed is measured through the whole binary, with an archive written straight into the store.
const MEASURED: &[&str] = &["checks", "story", "store", "manuscript", "testkit", "e2e"];

const ALL: &[&str] = &[
    "story",
    "wire",
    "checks",
    "pages",
    "pictures",
    "manuscript",
    "store",
    "newsroom",
    "intake",
    "desk",
    "search",
    "site",
    "testkit",
    "marbre",
];

/// A room, the rooms it is built from, and those its tests may use besides.
struct Room {
    name: &'static str,
    uses: &'static [&'static str],
    in_tests: &'static [&'static str],
}

/// The table of ARCHITECTURE.md. Only `marbre` knows rules, formats and pages: it hands them over as data,
/// so that editing one of them rebuilds nobody else.
const ROOMS: &[Room] = &[
    Room { name: "story", uses: &[], in_tests: &[] },
    Room { name: "wire", uses: &["story"], in_tests: &[] },
    Room { name: "checks", uses: &["story"], in_tests: &[] },
    Room { name: "pages", uses: &["story"], in_tests: &[] },
    Room { name: "pictures", uses: &["story"], in_tests: &["pages"] },
    Room { name: "manuscript", uses: &["story"], in_tests: &[] },
    Room { name: "store", uses: &["story"], in_tests: &["testkit"] },
    Room { name: "newsroom", uses: &["story", "store", "pictures", "manuscript"], in_tests: &["testkit"] },
    Room { name: "intake", uses: &["newsroom"], in_tests: &["testkit"] },
    Room { name: "desk", uses: &["story", "newsroom"], in_tests: &["manuscript", "store", "testkit"] },
    Room { name: "search", uses: &["story"], in_tests: &[] },
    Room { name: "site", uses: &["story", "store", "search", "pictures"], in_tests: &["pages", "testkit"] },
    Room { name: "marbre", uses: ALL, in_tests: ALL },
    Room { name: "testkit", uses: &["story", "store", "newsroom"], in_tests: &[] },
    Room { name: "e2e", uses: ALL, in_tests: ALL },
    Room { name: "fuzz", uses: &["story", "wire"], in_tests: &[] },
    Room { name: "bench", uses: MEASURED, in_tests: &[] },
    Room { name: "corpus", uses: &["story", "checks", "pages"], in_tests: &[] },
    Room { name: "xtask", uses: &["story", "wire", "checks", "pages"], in_tests: &[] },
];

/// Other people's crates that only these rooms may use; tests may use any.
const KEPT: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("rusqlite", &["store"]),
    ("tokio-postgres", &["store"]),
    ("axum", &["desk"]),
    ("axum-extra", &["desk"]),
    ("hyper", &["intake", "site"]),
    ("hyper-util", &["intake", "site"]),
    ("http", &["desk", "intake", "site"]),
    ("redb", &["site"]),
    ("yrs", &["manuscript"]),
    ("tantivy", &["search"]),
    ("frostem", &["search"]),
    ("minijinja", &["desk", "pages"]),
    ("anyhow", &["marbre", "xtask", "testkit", "e2e", "bench", "corpus"]),
    ("clap", &["marbre", "bench", "corpus"]),
    ("tokio", &["store", "newsroom", "intake", "desk", "site", "marbre", "testkit", "e2e", "bench"]),
    ("rustls", &["intake", "site"]),
    ("tokio-rustls", &["intake", "site"]),
    ("ureq", &["e2e", "bench"]),
];

/// What `site` may name of `store`: the journal, the blobs, and the one number that it writes. There is no way from these
/// to a draft or a user.
const READERS_SIDE: &[&str] = &["JournalReader", "ReadingsWriter", "Blobs", "StoreError", "BlobError"];

fn find(house: &House) -> Vec<Violation> {
    let mut found = Vec::new();
    for manifest in &house.manifests {
        let Some(room) = ROOMS.iter().find(|room| room.name == manifest.name) else {
            let what = format!("`{}` is not in the table of rooms", manifest.name);
            let fix = "add it to ARCHITECTURE.md and to ROOMS in xtask/src/tidy/layers.rs, or put the code in an existing room";
            found.push(Violation::new(&manifest.path, 1, what, fix));
            continue;
        };
        for dependency in &manifest.dependencies {
            let (name, for_tests) = (dependency.name.as_str(), dependency.for_tests);
            if let Some((what, fix)) = edge(room, name, for_tests).or_else(|| kept(room, name, for_tests)) {
                found.push(Violation::new(&manifest.path, dependency.line, what, fix));
            }
        }
    }
    found.extend(
        house.sources.iter().filter(|source| source.room() == Some("site")).flat_map(drafts_in_reach),
    );
    found
}

fn edge(room: &Room, name: &str, for_tests: bool) -> Option<(String, String)> {
    let ours = ROOMS.iter().any(|other| other.name == name);
    let allowed = room.uses.contains(&name) || (for_tests && room.in_tests.contains(&name));
    if !ours || allowed || name == room.name {
        return None;
    }
    let may = if room.uses.is_empty() { "nothing of ours".to_owned() } else { room.uses.join(", ") };
    let tests = if for_tests { " in its tests" } else { "" };
    Some((
        format!("`{}` uses `{name}`{tests}", room.name),
        format!("`{}` may use {may}; pass what it needs as a value from `marbre`", room.name),
    ))
}

fn kept(room: &Room, name: &str, for_tests: bool) -> Option<(String, String)> {
    let (_, rooms) = KEPT.iter().find(|(kept, _)| *kept == name)?;
    if for_tests || rooms.contains(&room.name) {
        return None;
    }
    Some((
        format!("`{}` depends on `{name}`", room.name),
        format!("`{name}` belongs to {}; call that room, or take a value", rooms.join(", ")),
    ))
}

/// Names of `store` that the readers' side has no business with.
fn drafts_in_reach(source: &Source) -> Vec<Violation> {
    let starts = source.shipped().filter(|(at, _)| source.reads(*at, &["store", ":", ":"]));
    let named = starts.flat_map(|(at, _)| {
        let open = source.code.get(at + 3).is_some_and(|token| token.is("{"));
        let after = source.code[at + 3..].iter();
        after.take_while(move |token| open && !token.is("}")).chain(source.code.get(at + 3).filter(|_| !open))
    });
    let foreign = named.filter(|token| token.kind == Kind::Ident && !READERS_SIDE.contains(&token.text));
    foreign
        .map(|token| {
            let what = format!("`site` names `store::{}`", token.text);
            let fix = format!("the readers' side sees only {}", READERS_SIDE.join(", "));
            Violation::new(source.path, token.line, what, fix)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    fn crate_of(name: &str, dependencies: &str) -> Vec<String> {
        let path = format!("crates/{name}/Cargo.toml");
        let text = format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}");
        found(&RULE, &[(&path, &text)])
    }

    #[test]
    fn every_edge_of_the_table_is_allowed_and_every_other_is_found() {
        for room in ROOMS {
            for other in ROOMS.iter().filter(|other| other.name != room.name) {
                let found = crate_of(room.name, &format!("{}.workspace = true\n", other.name));
                assert_eq!(
                    found.is_empty(),
                    room.uses.contains(&other.name),
                    "{} -> {}",
                    room.name,
                    other.name
                );
            }
        }
    }

    #[test]
    fn nobody_but_the_binary_and_the_tasks_builds_on_rules_formats_and_pages() {
        for table in ["wire", "checks", "pages"] {
            let users: Vec<&str> =
                ROOMS.iter().filter(|room| room.uses.contains(&table)).map(|room| room.name).collect();
            let measured = match table {
                "checks" => vec!["bench", "corpus"],
                "wire" => vec!["fuzz"],
                _ => vec!["corpus"],
            };
            let known: Vec<&str> = ["marbre", "e2e"].into_iter().chain(measured).chain(["xtask"]).collect();
            assert_eq!(users, known);
        }
    }

    #[test]
    fn tests_may_use_the_testkit_but_the_room_itself_may_not() {
        let found = crate_of("newsroom", "testkit.workspace = true\n");
        assert_eq!(found, ["crates/newsroom/Cargo.toml:4 `newsroom` uses `testkit`"]);
        assert!(crate_of("newsroom", "\n[dev-dependencies]\ntestkit.workspace = true\n").is_empty());
    }

    #[test]
    fn the_database_belongs_to_the_store_and_http_to_those_who_speak_it() {
        assert_eq!(
            crate_of("newsroom", "sqlx = \"1\"\n"),
            ["crates/newsroom/Cargo.toml:4 `newsroom` depends on `sqlx`"]
        );
        assert_eq!(crate_of("checks", "http = \"1\"\n").len(), 1);
        assert!(crate_of("store", "sqlx = \"1\"\nserde = \"1\"\n").is_empty());
    }

    #[test]
    fn an_unknown_room_is_found() {
        assert_eq!(crate_of("gadgets", "").len(), 1);
    }

    #[test]
    fn the_readers_side_reaches_the_journal_and_nothing_else() {
        let path = "crates/site/src/follow.rs";
        let clean = "//! F.\nuse store::{Blobs, JournalReader};\nfn a(e: store::StoreError) {}\n";
        assert!(found(&RULE, &[(path, clean)]).is_empty());
        let leaky = "//! F.\nuse store::{JournalReader, Store};\nfn a(s: store::Tx) {}\n";
        assert_eq!(
            found(&RULE, &[(path, leaky)]),
            [
                "crates/site/src/follow.rs:2 `site` names `store::Store`",
                "crates/site/src/follow.rs:3 `site` names `store::Tx`",
            ]
        );
        let test = "//! F.\n#[cfg(test)]\nmod tests {\n use store::Store;\n}\n";
        assert!(found(&RULE, &[(path, test)]).is_empty());
    }
}
