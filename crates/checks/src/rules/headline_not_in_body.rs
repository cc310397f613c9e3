//! A country or city of the headline that the story never mentions.

use std::collections::HashSet;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang, Mention};
use crate::draft::{Draft, say};
use crate::tables::gazetteer::{Country, Gazetteer, Sort};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 4;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// A flash of a few lines has no room to say everything again.
const BODY_WORDS_MIN: usize = 25;
/// Letters that a word of the body must share with a country's name to speak of it.
const STEM_LETTERS: usize = 5;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    each_headline_of_told(story, |headline| countries(story, headline))
}

/// The headlines, where there is a story under them that says things again.
pub(super) fn each_headline_of_told(story: &Analysis, find: impl Fn(usize) -> Vec<Draft>) -> Vec<Draft> {
    let words: usize = story.with_role(TextRole::is_body).iter().map(|text| story.tokens(*text).len()).sum();
    let told = story.complete && words >= BODY_WORDS_MIN && story.lang != Lang::Other;
    if told { story.each_headline(find) } else { Vec::new() }
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
