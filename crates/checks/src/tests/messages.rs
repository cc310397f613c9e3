//! Messages are complete in every language: no key missing, no placeholder lost, nothing a rule says unknown.

use std::collections::{BTreeMap, BTreeSet};

use crate::message::MESSAGES;
use crate::rules::SOURCES;

/// What else says something.
const SHARED: [&str; 4] = [
    include_str!("../engine.rs"),
    include_str!("../analysis/headline.rs"),
    include_str!("../house/read.rs"),
    include_str!("../house.rs"),
];

/// Key (or key.attribute) and the placeholders of its pattern.
fn patterns(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (name, pattern) = line.split_once(" = ").unwrap_or_else(|| panic!("not one line: {line}"));
        let name = match name.trim().strip_prefix('.') {
            Some(attribute) => format!("{key}.{attribute}"),
            None => {
                key = name.to_owned();
                key.clone()
            }
        };
        assert!(all.insert(name, placeholders(pattern)).is_none(), "twice: {line}");
    }
    all
}

fn placeholders(pattern: &str) -> BTreeSet<String> {
    pattern.split("{ $").skip(1).map(|rest| rest.split(" }").next().unwrap().to_owned()).collect()
}

/// Literals of `say("…")` with the names of the `.with("…", …)` that follow before the next one.
fn said(source: &str) -> Vec<String> {
    source.split("say(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn every_language_has_every_message_with_its_placeholders() {
    let [(_, english), others @ ..] = MESSAGES;
    let english = patterns(english);
    for (tag, text) in others {
        assert_eq!(patterns(text), english, "{tag} differs from en");
    }
}

#[test]
fn everything_a_rule_says_is_in_the_messages() {
    let known = patterns(MESSAGES[0].1);
    for source in SOURCES.iter().map(|(_, source)| *source).chain(SHARED) {
        for key in said(source) {
            assert!(known.contains_key(&key), "no message {key}");
        }
    }
}

#[test]
fn every_message_is_said_somewhere() {
    let all: BTreeSet<String> =
        SOURCES.iter().map(|(_, source)| *source).chain(SHARED).flat_map(said).collect();
    for key in patterns(MESSAGES[0].1).keys().filter(|key| !key.contains('.')) {
        assert!(all.contains(key), "nobody says {key}");
    }
}

#[test]
fn what_a_finding_says_has_an_explanation() {
    for (tag, text) in MESSAGES {
        let all = patterns(text);
        let spoken = |key: &&String| {
            !key.contains('.')
                && !["note-", "mend-", "rule-", "text-", "fault-"].iter().any(|kind| key.starts_with(kind))
        };
        for key in all.keys().filter(spoken) {
            assert!(all.contains_key(&format!("{key}.why")), "{tag}: {key} does not say why");
        }
    }
}
