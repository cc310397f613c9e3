//! A rule's page is its tests: every example must be found, or be fine, as the page says.

use story::{Finding, Language, RuleCard, Severity, apply_edits};

use super::sample::Sample;
use crate::rules::CARDS;

const SECTIONS: [&str; 5] = ["## What it finds", "## Why it matters", "## Name", "## Fine", "## Found"];

/// One fenced example: `lang` alone is fine, `lang severity` is found.
struct Example<'p> {
    language: &'p str,
    severity: Option<&'p str>,
    lines: &'p str,
}

fn examples(page: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    for fence in page.split("\n```").skip(1).step_by(2) {
        let (head, lines) = fence.split_once('\n').unwrap();
        let mut words = head.split(' ');
        examples.push(Example { language: words.next().unwrap(), severity: words.next(), lines });
    }
    examples
}

/// Languages of the desk: every page speaks them.
const DESK: [&str; 2] = ["fr", "ar"];
/// Other languages of stories: a page speaks those that its rule speaks.
const OTHERS: [&str; 3] = ["es", "de", "fa"];
/// Rules whose signals need the grammar or the letters of a language, and which of the others they know.
const LIMITED: &[(&str, &[&str])] = &[
    ("caption-marks-mismatch", &[]),
    ("caption-stranger", &["es", "de"]),
    ("conflicting-courtesy", &["es", "de"]),
    ("conflicting-titles", &[]),
    ("future-in-past-tense", &[]),
    ("headline-stranger", &["es"]),
    ("surname-first", &[]),
    ("unknown-word", &["es", "fa"]),
    ("wrong-arithmetic", &[]),
];

fn speaks(rule: &str, language: &str) -> bool {
    let limited = LIMITED.iter().find(|(id, _)| *id == rule);
    limited.is_none_or(|(_, known)| DESK.contains(&language) || known.contains(&language))
}

#[test]
fn every_page_says_what_and_why_in_each_language_of_the_desk_and_of_its_rule() {
    for card in CARDS {
        for tag in DESK.iter().chain(&OTHERS) {
            let sections = if speaks(card.id, tag) { 2 } else { 0 };
            // Stories are in many languages; screens, which call the check by its name, in those of the desk.
            let names = usize::from(DESK.contains(tag));
            let page = format!("{}: its page in {tag}", card.id);
            assert_eq!(card.page.matches(&format!(" ({tag})\n")).count(), sections + names, "{page}");
            let language = Language::new(tag);
            for (words, spoken) in [card.finds(&language), card.matters(&language)] {
                assert_eq!(spoken.primary() == *tag, sections == 2, "{page}");
                let arabic = words.chars().any(|letter| ('\u{620}'..'\u{64a}').contains(&letter));
                assert!(
                    words.len() > 20 && (arabic || sections == 0 || !["ar", "fa"].contains(tag)),
                    "{page}"
                );
            }
        }
        let name = |tag| card.name(&Language::new(tag));
        let arabic = |name: &str| name.chars().any(|letter| ('\u{620}'..'\u{64a}').contains(&letter));
        assert!(arabic(&name("ar")) && name("fr") != name("en") && name("en") != card.id, "{}", card.id);
        assert!(
            ["en", "fr", "ar"].iter().all(|tag| (4..45).contains(&name(tag).chars().count())),
            "{}",
            card.id
        );
        let (english, spoken) = card.finds(&Language::new("pt"));
        assert!(spoken.primary() == "en" && !english.is_empty(), "{}", card.id);
    }
}

#[test]
fn a_rule_whose_page_leaves_a_language_out_says_nothing_in_it() {
    for (id, card) in LIMITED.iter().map(|(id, _)| (id, CARDS.iter().find(|card| card.id == *id))) {
        let card = card.unwrap_or_else(|| panic!("{id} is no rule"));
        for example in examples(card.page).iter().filter(|example| example.severity.is_some()) {
            assert!(speaks(id, example.language) || example.language == "en", "{id}: {}", example.language);
            for tag in OTHERS.iter().filter(|tag| !speaks(id, tag)) {
                let found = found_by(card, &Sample::read(tag, example.lines));
                assert!(found.is_empty(), "{id} speaks {tag} and its page does not:\n{found:#?}");
            }
        }
    }
}

fn found_by(card: &RuleCard, sample: &Sample) -> Vec<Finding> {
    let report = sample.check();
    assert_eq!(report.unavailable, [], "{}", card.id);
    report.findings.into_iter().filter(|finding| finding.rule == card.id).collect()
}

#[test]
fn every_page_has_the_four_parts_in_order_and_both_kinds_of_examples() {
    for card in CARDS {
        assert!(card.page.starts_with(&format!("# {}\n", card.id)), "{} has another title", card.id);
        let places: Vec<_> = SECTIONS.iter().map(|title| card.page.find(title)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}: {places:?}", card.id);
        let fine = places[3].unwrap();
        let found = places[4].unwrap();
        for language in ["fr", "en"] {
            let has = |part: &str| examples(part).iter().any(|example| example.language == language);
            assert!(has(&card.page[fine..found]), "{} has no fine example in {language}", card.id);
            assert!(has(&card.page[found..]), "{} has no found example in {language}", card.id);
        }
        assert!(examples(&card.page[fine..found]).iter().all(|example| example.severity.is_none()));
        assert!(examples(&card.page[found..]).iter().all(|example| example.severity.is_some()));
    }
}

#[test]
fn what_a_page_calls_fine_is_not_found() {
    for card in CARDS {
        for example in examples(card.page).iter().filter(|example| example.severity.is_none()) {
            let found = found_by(card, &Sample::read(example.language, example.lines));
            assert!(found.is_empty(), "{} calls this fine:\n{}\n{found:#?}", card.id, example.lines);
        }
    }
}

#[test]
fn what_a_page_says_is_found_once_with_its_words_and_severity() {
    for card in CARDS {
        for example in examples(card.page).iter().filter(|example| example.severity.is_some()) {
            let sample = Sample::read(example.language, example.lines);
            let found = found_by(card, &sample);
            assert_eq!(found.len(), 1, "{}:\n{}\n{found:#?}", card.id, example.lines);
            let words: Vec<&str> = found[0].targets.iter().map(|target| target.text.as_str()).collect();
            assert_eq!(words, sample.marked, "{}:\n{}", card.id, example.lines);
            assert_eq!(Some(found[0].severity.as_str()), example.severity, "{}:\n{}", card.id, example.lines);
        }
    }
}

#[test]
fn the_first_suggestion_of_a_page_mends_as_it_says() {
    for card in CARDS {
        for example in examples(card.page) {
            let sample = Sample::read(example.language, example.lines);
            let Some(fix) = &sample.fix else { continue };
            let found = found_by(card, &sample);
            let edits = &found[0]
                .suggestions
                .first()
                .unwrap_or_else(|| panic!("nothing offered:\n{}", example.lines))
                .edits;
            let mended = apply_edits(&sample.content, edits).unwrap();
            assert_eq!(mended.text(edits[0].field), Some(fix.as_str()), "{}", card.id);
        }
    }
}

#[test]
fn every_suggestion_of_every_page_applies_and_ends_the_finding() {
    for card in CARDS {
        for example in examples(card.page) {
            let mut sample = Sample::read(example.language, example.lines);
            let content = sample.content.clone();
            for finding in found_by(card, &sample) {
                for suggestion in &finding.suggestions {
                    sample.content = apply_edits(&content, &suggestion.edits).unwrap();
                    let left = found_by(card, &sample);
                    let again = left.iter().any(|other| other.fingerprint == finding.fingerprint);
                    assert!(
                        !again,
                        "{}: {} leaves the finding\n{}",
                        card.id, suggestion.label, example.lines
                    );
                }
            }
        }
    }
}

#[test]
fn rules_are_named_for_a_fault_and_numbered() {
    let mut ids: Vec<&str> = CARDS.iter().map(|card| card.id).collect();
    for card in CARDS {
        assert!(card.id.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'-'), "{}", card.id);
        assert!(
            !card.id.starts_with("check") && !card.id.ends_with("-check"),
            "{} is no name of a fault",
            card.id
        );
        assert!(card.version >= 1);
        assert!(card.severity >= Severity::Info);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), CARDS.len());
}
