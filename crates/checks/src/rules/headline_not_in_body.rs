//! A country, place, person or number of the headline that the story never mentions.

use std::collections::HashSet;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang, Mention, Name, Number, Unit, is_frame};
use crate::draft::{Draft, Proof, say};
use crate::tables::gazetteer::{Country, Gazetteer, Sort};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// A flash of a few lines has no room to say everything again.
const BODY_WORDS_MIN: usize = 25;
/// Letters that a word of the body must share with a country's name to speak of it.
const STEM_LETTERS: usize = 5;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let Some(headline) = story.headline() else { return Vec::new() };
    let words: usize = story.with_role(TextRole::is_body).iter().map(|text| story.tokens(*text).len()).sum();
    if !story.complete || words < BODY_WORDS_MIN || story.lang == Lang::Other {
        return Vec::new();
    }
    let mut drafts = countries(story, headline);
    if matches!(story.lang, Lang::Fr | Lang::En) {
        drafts.extend(people(story, headline));
        drafts.extend(numbers(story, headline));
        drafts.extend(days(story, headline));
    }
    drafts
}

fn countries(story: &Analysis, headline: usize) -> Vec<Draft> {
    let told: HashSet<Country> = story.countries_told().into_keys().collect();
    let mut drafts = Vec::new();
    for place in story.places(headline) {
        if story.is_tied(headline, place) || place.speaks_of(*b"EU") || !place.strict {
            continue;
        }
        let known = place.entries.iter().any(|entry| told.contains(&entry.country))
            || has_stem(story, headline, place);
        let severity = match (place.sort(), place.country()) {
            _ if known => continue,
            (Sort::Name, Some(country)) if Some(country) == story.home() => Severity::Info,
            (Sort::Name, Some(_)) if matches!(story.lang, Lang::Fr | Lang::En) => Severity::Error,
            (Sort::Name, Some(_)) => Severity::Warn,
            (Sort::Capital | Sort::City, _) if matches!(story.lang, Lang::Fr | Lang::En) => {
                city(story, place)
            }
            _ => continue,
        };
        let target = story.place(headline, place.first, place.last);
        let name = story.texts[headline].words(target.span).to_owned();
        let draft = Draft::new(severity, say("headline-place").with("name", name), vec![target]);
        drafts.push(story.offer_countries(draft, headline, place));
    }
    drafts
}

fn city(story: &Analysis, place: &Mention) -> Severity {
    let at_home = story.home().is_some_and(|home| place.speaks_of(home));
    if at_home { Severity::Info } else { Severity::Warn }
}

/// A word of the story begins like the place's name: a people or adjective no table has.
fn has_stem(story: &Analysis, headline: usize, place: &Mention) -> bool {
    let source = &story.texts[headline];
    // "Pays" of Pays-Bas is a word of any story.
    let says =
        |n: &usize| place.first == place.last || !lexicon::knows(story.lang, &source.raw(*n).to_lowercase());
    let clean = |n: usize| source.fold(n).trim_start_matches("ال");
    let words = (place.first..=place.last).filter(says).map(clean);
    let stem: String =
        words.max_by_key(|word| word.len()).unwrap_or_default().chars().take(STEM_LETTERS).collect();
    story.fuel.spend(story.vocabulary().len());
    let other = |word: &str| {
        let phrases = Gazetteer::of(story.lang).by_word.get(word);
        phrases.is_some_and(|phrases| {
            let mut entries = phrases
                .iter()
                .filter(|phrase| phrase.rest.is_empty())
                .flat_map(|phrase| &phrase.entries)
                .peekable();
            entries.peek().is_some() && !entries.any(|entry| place.speaks_of(entry.country))
        })
    };
    let alike = |word: &str| word.starts_with(&stem) || word.trim_start_matches("ال").starts_with(&stem);
    // "Nigeria" begins like Niger and is another country.
    stem.chars().count() >= 4 && story.vocabulary().iter().any(|word| alike(word) && !other(word))
}

fn people(story: &Analysis, headline: usize) -> Vec<Draft> {
    if story.is_title_case(headline) {
        return Vec::new();
    }
    let captions: HashSet<String> = story
        .with_role(|role| role == TextRole::Caption)
        .into_iter()
        .flat_map(|text| (0..story.tokens(text).len()).map(move |n| story.texts[text].fold(n).to_owned()))
        .collect();
    let names = story.names(headline).iter();
    names.filter_map(|name| person(story, headline, name, &captions)).collect()
}

fn person(story: &Analysis, headline: usize, name: &Name, captions: &HashSet<String>) -> Option<Draft> {
    let source = &story.texts[headline];
    let capitals: Vec<usize> = (name.first..=name.last).filter(|n| source.tokens[*n].capital).collect();
    // Acronyms are explained by what they stand for; one letter says nothing.
    let lower = |n: usize| source.raw(n).chars().skip(1).any(char::is_lowercase);
    let told = |n: usize| {
        let word = source.fold(n);
        let singular = word.strip_suffix('s').unwrap_or(word);
        story.vocabulary().contains(word) || story.vocabulary().contains(singular) || captions.contains(word)
    };
    let plain = capitals.iter().all(|n| lower(*n) && source.raw(*n).chars().count() >= 3);
    if !plain || capitals.iter().any(|n| told(*n)) {
        return None;
    }
    let severity = match capitals.len() {
        1 if name.opens => return None,
        1 => Severity::Info,
        2 | 3 if !name.opens || name.first == 0 && capitals.len() == name.last + 1 - name.first => {
            Severity::Warn
        }
        _ => Severity::Info,
    };
    let target = story.place(headline, name.first, name.last);
    let words = source.words(target.span).to_owned();
    Some(Draft::new(severity, say("headline-person").with("name", words), vec![target]))
}

fn numbers(story: &Analysis, headline: usize) -> Vec<Draft> {
    let body: Vec<(usize, &Number)> = story
        .with_role(|role| role.is_body() || is_frame(role) || role == TextRole::Caption)
        .into_iter()
        .flat_map(|text| story.numbers(text).iter().map(move |number| (text, number)))
        .collect();
    let asked = story.numbers(headline).iter().filter(|number| is_stated(story, headline, number));
    asked.filter_map(|number| number_draft(story, headline, number, &body)).collect()
}

/// A day of the headline where the story has other days of that month, and never this one.
fn days(story: &Analysis, headline: usize) -> Vec<Draft> {
    let body = story.with_role(|role| role.is_body() || is_frame(role));
    let mut drafts = Vec::new();
    for date in story.dates(headline).iter().filter(|date| date.certain) {
        let told: Vec<_> =
            body.iter().flat_map(|text| story.dates(*text).iter().map(move |date| (*text, date))).collect();
        let said = body
            .iter()
            .flat_map(|text| story.numbers(*text))
            .any(|number| !number.spelled && number.value == f64::from(date.day));
        let rival = told.iter().find(|(_, other)| other.month == date.month);
        if let (false, Some((text, other))) = (said, rival) {
            let target = story.place(headline, date.first, date.last);
            let words = story.texts[headline].words(target.span).to_owned();
            let there = story.place(*text, other.first, other.last);
            let draft =
                Draft::new(Severity::Warn, say("headline-number").with("number", words), vec![target]);
            drafts.push(draft.because(Proof::At(say("note-body-says"), there)));
        }
    }
    drafts
}

/// A number that says how many, and that a story would say again.
fn is_stated(story: &Analysis, headline: usize, number: &Number) -> bool {
    let source = &story.texts[headline];
    let small = number.value < 3.0 && number.unit == Unit::None;
    let listed = (number.last + 1..=number.last + 3).any(|n| story.words.listicle.contains(source.fold(n)));
    let plural = [
        "dizaines",
        "centaines",
        "milliers",
        "millions",
        "milliards",
        "dozens",
        "hundreds",
        "thousands",
        "billions",
    ];
    let vague = number.spelled && plural.contains(&source.fold(number.first));
    let named = vague || number.spelled && (number.nouns.is_empty() || number.value < 4.0);
    !(number.counts_nothing || small || listed || named)
}

fn number_draft(
    story: &Analysis,
    headline: usize,
    number: &Number,
    body: &[(usize, &Number)],
) -> Option<Draft> {
    story.fuel.spend(body.len());
    let alike = |other: &Number| shares_noun(number, other);
    let equal: Vec<&Number> =
        body.iter().map(|(_, other)| *other).filter(|other| says(number, other)).collect();
    let rival = body.iter().find(|(_, other)| alike(other) && !says(number, other));
    let told = equal.iter().any(|other| alike(other) || other.nouns.is_empty() || number.nouns.is_empty());
    // The same digits count something else, and what the headline counts has another number.
    if told || (!equal.is_empty() && rival.is_none()) {
        return None;
    }
    let target = story.place(headline, number.first, number.last);
    debug_assert_eq!(target.span, number.span(&story.texts[headline]));
    let words = story.texts[headline].words(target.span).to_owned();
    // In letters it may be a sum, or the reporter's own count of people named one by one.
    let severity = if number.spelled { Severity::Info } else { Severity::Warn };
    let mut draft =
        Draft::new(severity, say("headline-number").with("number", words), vec![target]).sure(700);
    if let Some((text, other)) = rival {
        let place = story.place(*text, other.first, other.last);
        let words = story.texts[*text].words(place.span).to_owned();
        draft = draft
            .because(Proof::At(say("note-body-says"), place))
            .mend(say("mend-write").with("words", words.clone()), vec![(target, words)]);
    }
    Some(draft)
}

fn shares_noun(a: &Number, b: &Number) -> bool {
    (a.unit != Unit::None && a.unit == b.unit) || a.nouns.iter().any(|noun| b.nouns.contains(noun))
}

/// The body's number is the headline's, or the headline's rounded.
fn says(headline: &Number, body: &Number) -> bool {
    let (asked, told) = (headline.value, body.value);
    if (asked - told).abs() <= f64::EPSILON * asked.abs() {
        return true;
    }
    // A year or a rank is never what the headline rounds.
    if body.digits <= headline.digits || told <= 0.0 || body.counts_nothing {
        return false;
    }
    // One step in the headline's last digit: up, down or nearest, as headlines round.
    let step = 10f64.powi(told.log10().floor() as i32 + 1 - headline.digits as i32);
    let rounded = [(told / step).floor(), (told / step).round(), (told / step).ceil()];
    rounded.into_iter().any(|times| (times * step - asked).abs() < step * 1e-6)
}
