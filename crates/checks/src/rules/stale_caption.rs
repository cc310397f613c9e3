//! A picture whose caption and story share nothing: the picture of another event.

use std::collections::HashSet;

use story::{Severity, TextRole};

use crate::analysis::{Analysis, Lang, Mention, is_frame, stem};
use crate::draft::{Draft, Proof, say};
use crate::tables::gazetteer::{Country, Sort, continent};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;

/// Shorter captions ("Le siège de l'entreprise") say too little to judge.
const CAPTION_WORDS_MIN: usize = 5;
/// A caption without a name must have this many words that say something.
const WORDS_MIN: usize = 4;
/// A picture this many months older than the story is from the files.
const FRESH_MONTHS: i32 = 2;
/// One word in so many may be shared by chance.
const WORDS_PER_SHARED: usize = 4;
/// A story of a few lines says too little to share anything.
const STORY_WORDS_MIN: usize = 60;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !story.complete || story.lang == Lang::Other {
        return Vec::new();
    }
    let captions = story.with_role(|role| role == TextRole::Caption);
    if captions.is_empty() {
        return Vec::new();
    }
    let told = Told::of(story);
    if told.words < STORY_WORDS_MIN {
        return Vec::new();
    }
    captions.into_iter().filter_map(|text| caption(story, text, &told)).collect()
}

/// What the story speaks of.
struct Told {
    words: usize,
    vocabulary: HashSet<String>,
    stems: HashSet<String>,
    countries: HashSet<Country>,
    /// The first place of the story that is not a seat, to show beside the caption's.
    place: Option<(usize, Mention)>,
}

impl Told {
    fn of(story: &Analysis) -> Self {
        let mut told = Self {
            words: 0,
            vocabulary: HashSet::new(),
            stems: HashSet::new(),
            countries: HashSet::new(),
            place: None,
        };
        let texts = story.with_role(|role| role == TextRole::Headline || role.is_body() || is_frame(role));
        for text in texts {
            let source = &story.texts[text];
            for n in 0..story.tokens(text).len() {
                let word = source.fold(n);
                told.words += usize::from(source.is_word(n));
                if source.is_word(n) && !told.vocabulary.contains(word) {
                    told.vocabulary.insert(word.to_owned());
                    told.stems.insert(stem(plain(word, story.lang)));
                }
            }
            for mention in story.places(text) {
                told.countries.extend(mention.entries.iter().map(|entry| entry.country));
                if told.place.is_none() && mention.sort() <= Sort::City {
                    told.place = Some((text, mention.clone()));
                }
            }
        }
        told
    }
}

/// Arabic words without what is written onto them.
fn plain(word: &str, lang: Lang) -> &str {
    if !lang.is_arabic_script() {
        return word;
    }
    let word = word.strip_prefix('و').filter(|rest| rest.chars().count() >= 4).unwrap_or(word);
    ["بال", "لل", "ال"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

/// What a caption shares with the story.
#[derive(Default, Debug)]
struct Shared {
    /// Words of names, and how many of them the story has.
    names: usize,
    names_told: usize,
    /// Other words that say something, and how many the story has.
    words: usize,
    words_told: usize,
    /// Countries of its places, and how many the story speaks of (home counts for nothing).
    places: usize,
    places_told: usize,
    /// Names of two words and more, and places abroad: what a file picture does not have.
    persons: usize,
    abroad: usize,
    /// The caption says that the picture is not of today.
    labelled: bool,
}

fn caption(story: &Analysis, text: usize, told: &Told) -> Option<Draft> {
    let source = &story.texts[text];
    let words = (0..story.tokens(text).len()).filter(|n| source.is_word(*n)).count();
    let labelled = (0..source.tokens.len()).any(|n| story.words.archive_marks.contains(source.fold(n)));
    let mut shared = compare(story, text, told);
    shared.labelled = labelled;
    if words < CAPTION_WORDS_MIN || (labelled && shared.persons == 0) {
        return None;
    }
    let severity = judge(story, text, &shared, told)?;
    let place = story.place(text, 0, source.tokens.len() - 1);
    let mut draft = Draft::new(severity, say("stale-caption"), vec![place])
        .sure(if severity == Severity::Error { 900 } else { 450 });
    if let Some(there) = story.places(text).iter().find(|mention| mention.sort() <= Sort::City) {
        let there = story.place(text, there.first, there.last);
        draft = draft.because(Proof::At(say("note-caption-place"), there));
        if let Some((text, here)) = &told.place {
            draft =
                draft.because(Proof::At(say("note-story-place"), story.place(*text, here.first, here.last)));
        }
    }
    Some(draft)
}

fn compare(story: &Analysis, text: usize, told: &Told) -> Shared {
    let source = &story.texts[text];
    let mut shared = Shared::default();
    let mut taken = vec![false; source.tokens.len()];
    for mention in story.places(text) {
        taken[mention.first..=mention.last].fill(true);
        let home = story.home().is_some_and(|home| mention.speaks_of(home));
        let same_words = (mention.first..=mention.last).all(|n| told.vocabulary.contains(source.fold(n)));
        let capital_of_home = home && mention.sort() != Sort::City;
        shared.places += 1;
        shared.abroad += usize::from(!home && story.home().is_some());
        let known = same_words || mention.entries.iter().any(|entry| told.countries.contains(&entry.country));
        shared.places_told += usize::from(known && !capital_of_home && (same_words || !home));
    }
    for name in story.names(text) {
        let capitals: Vec<usize> = (name.first..=name.last).filter(|n| source.tokens[*n].capital).collect();
        let common = |n: usize| {
            let word = source.fold(n);
            word.chars().count() < 3
                || story.words.titles.contains(word)
                || story.words.caption_common.contains(word)
        };
        capitals.iter().for_each(|n| taken[*n] = true);
        let said: Vec<usize> = capitals.into_iter().filter(|n| !common(*n)).collect();
        // Half the world is called Emmanuel: of a longer name its last word must be told.
        let Some(last) = said.last() else { continue };
        shared.names += said.len();
        shared.persons += usize::from(said.len() >= 2);
        shared.names_told += usize::from(told.vocabulary.contains(source.fold(*last)));
    }
    for n in (0..source.tokens.len()).filter(|n| source.is_word(*n) && !taken[*n]) {
        let word = source.fold(n);
        let small = story.words.function.contains(word)
            || story.words.caption_common.contains(word)
            || story.words.titles.contains(word);
        if !small && word.chars().count() >= 4 {
            shared.words += 1;
            shared.words_told += usize::from(told.stems.contains(&stem(plain(word, story.lang))));
        }
    }
    shared
}

fn judge(story: &Analysis, text: usize, shared: &Shared, told: &Told) -> Option<Severity> {
    if shared.names_told > 0 || shared.places_told > 0 {
        return None;
    }
    if shared.names + shared.places == 0 {
        return (shared.words >= WORDS_MIN && shared.words_told == 0).then_some(Severity::Warn);
    }
    if is_elsewhere(story, text, told) && shared.names >= 1 && shared.words_told <= 1 && !shared.labelled {
        return Some(Severity::Error);
    }
    let few = shared.words_told == 0 || shared.words_told * WORDS_PER_SHARED <= shared.words;
    // "Un supermarché à Lille": a picture of the kind of thing, not of the event.
    let generic = shared.persons == 0 && shared.abroad == 0 && is_old(story, text);
    few.then_some(if generic { Severity::Info } else { Severity::Warn })
}

/// The caption's own date is well before publication: a file picture, though nobody says so.
fn is_old(story: &Analysis, text: usize) -> bool {
    let Some(today) = story.today() else { return false };
    let source = &story.texts[text];
    let year = (0..source.tokens.len())
        .filter_map(|n| source.fold(n).parse::<i16>().ok())
        .find(|year| (1900..=2200).contains(year));
    let month = story.dates(text).first().map_or(12, |date| date.month);
    year.is_some_and(|year| {
        (i32::from(today.year()) - i32::from(year)) * 12 + i32::from(today.month() - month) > FRESH_MONTHS
    })
}

/// All places of the caption are in countries, and on a continent, that the story does not speak of; and the
/// story has a place of its own.
fn is_elsewhere(story: &Analysis, text: usize, told: &Told) -> bool {
    let sure = |mention: &&Mention| mention.sort() != Sort::Seat;
    let mut there = story.places(text).iter().filter(sure).flat_map(|mention| mention.entries).peekable();
    let continents: HashSet<&str> = told.countries.iter().map(|country| continent(*country)).collect();
    there.peek().is_some()
        && told.place.is_some()
        && there.all(|entry| {
            !told.countries.contains(&entry.country) && !continents.contains(continent(entry.country))
        })
}
