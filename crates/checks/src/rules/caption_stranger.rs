//! A person in a caption whom the story does not name.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Lang, Name, is_frame};
use crate::draft::{Draft, say};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// File pictures and group pictures name people that a story need not.
pub(crate) const STAGE: Stage = Stage::Trial;

/// A story of a few lines has no room for everybody in its picture.
const STORY_WORDS_MIN: usize = 60;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let told = story.with_role(|role| role == TextRole::Headline || role.is_body() || is_frame(role));
    let length: usize = told.iter().map(|text| story.tokens(*text).len()).sum();
    if length < STORY_WORDS_MIN || story.lang.is_arabic_script() || !story.complete {
        return Vec::new();
    }
    let captions = story.with_role(|role| role == TextRole::Caption);
    captions.into_iter().flat_map(|text| strangers(story, text)).collect()
}

fn strangers(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let end = story.before_credit(text);
    let labelled = (0..source.tokens.len()).any(|n| story.words.archive_marks.contains(source.fold(n)));
    if labelled {
        return Vec::new();
    }
    let headline = story.headline();
    let told = |word: &str| {
        story.vocabulary().contains(word)
            || headline.is_some_and(|text| {
                (0..story.texts[text].tokens.len()).any(|n| story.texts[text].fold(n) == word)
            })
    };
    let person = |name: &&Name| {
        let words: Vec<usize> = (name.first..=name.last)
            .filter(|n| source.tokens[*n].capital && source.raw(*n).chars().count() >= 3)
            .collect();
        let plain = words.iter().all(|n| source.raw(*n).chars().skip(1).all(char::is_lowercase));
        let common = words.iter().any(|n| {
            story.words.titles.contains(source.fold(*n))
                || story.words.caption_common.contains(source.fold(*n))
        });
        // German writes every noun with a capital: a person is a first name and one or two others, and nothing between.
        let noun = story.lang == Lang::De
            && (words.len() <= name.last - name.first
                || !words.first().is_some_and(|n| lexicon::knows_name(source.raw(*n))));
        (2..=3).contains(&words.len())
            && !noun
            && name.last < end
            && plain
            && !common
            && !is_thing(source.fold_before(name.first))
            && words.iter().all(|n| !told(source.fold(*n)))
    };
    let names = story.names(text).iter().filter(person);
    names
        .map(|name| {
            let place = story.place(text, name.first, name.last);
            let message = say("caption-stranger").with("name", source.words(place.span));
            Draft::new(Severity::Warn, message, vec![place]).sure(500)
        })
        .collect()
}

/// Before a person stands no article and no preposition of place.
fn is_thing(before: &str) -> bool {
    [
        "a", "en", "au", "aux", "dans", "in", "at", "near", "from", "pres", "du", "des", "le", "la", "les",
        "l", "the", "on", "sur", "rue", "place", "stade", "d", "im", "am", "beim", "vom", "zum", "zur",
        "der", "die", "das", "dem", "den", "aus", "nach", "bei",
    ]
    .contains(&before)
}
