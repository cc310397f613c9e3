//! A picture whose caption and story share nothing: the picture of another event.

use std::collections::HashSet;

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, Calendar, DateRead, Join, Lang, Mention, Name, folded, is_frame, stem};
use crate::draft::{Draft, Proof, say};
use crate::tables::gazetteer::{Country, Sort, continent};
use crate::tables::lexicon;

pub(crate) const VERSION: u16 = 4;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Shorter captions ("Le siège de l'entreprise") say too little to judge.
const CAPTION_WORDS_MIN: usize = 4;
/// A caption without a name must have this many words that say something.
const WORDS_MIN: usize = 4;
/// A picture this many months older than the story is from the files.
const FRESH_MONTHS: i32 = 2;
/// A clock in another zone, and a day of slack.
const AHEAD_DAYS: i32 = 1;
/// A story of this many countries is about the world.
const WORLD_COUNTRIES: usize = 6;
/// A kind of thing is named in few words.
const KIND_WORDS: usize = 2;
/// Words that a caption with a stranger's name may share with the story.
const STRANGER_WORDS: usize = 2;
/// One word in so many may be shared by chance.
const WORDS_PER_SHARED: usize = 3;
/// The same of a caption without a name.
const WORDS_PER_SHARED_UNNAMED: usize = 6;
/// Names, places and words that say something: a caption of fewer is judged by what kind of picture it is.
const PARTS_MIN: usize = 4;
/// One of so many parts may be shared by chance, whatever the picture shows.
const PARTS_PER_SHARED: usize = 8;
/// The same where the caption tells an event.
const PARTS_PER_SHARED_EVENT: usize = 4;
/// A day without a year is one of the last weeks.
const UNDATED_DAYS: i32 = 60;
/// So many captions that share nothing with one story are not its pictures'.
const TEASERS_MIN: usize = 3;
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
    let mut drafts: Vec<Draft> =
        captions.into_iter().filter_map(|text| caption(story, text, &told)).collect();
    // One picture is put under the wrong story; so many are the teasers of a page, taken along with it.
    if drafts.len() >= TEASERS_MIN {
        drafts.iter_mut().for_each(|draft| draft.severity = Severity::Info);
    }
    drafts
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
                    told.stems.insert(stem(story.plain(word)));
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

/// What a caption shares with the story.
#[derive(Default, Debug)]
struct Shared {
    /// Words of names, and how many of them the story has.
    names: usize,
    names_told: usize,
    /// Words of names, but the last, that the story has.
    firsts_told: usize,
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
    of_another_day(story, text).or_else(|| foreign_to(story, text, told))
}

fn foreign_to(story: &Analysis, text: usize, told: &Told) -> Option<Draft> {
    let source = &story.texts[text];
    let end = story.before_credit(text);
    let words = (0..end).filter(|n| source.is_word(*n)).count();
    let labelled = is_labelled(story, text);
    let shared = Shared { labelled, ..compare(story, text, told, end) };
    if words < CAPTION_WORDS_MIN
        || (labelled && shared.persons + shared.abroad == 0 && shared.words <= KIND_WORDS)
    {
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

fn compare(story: &Analysis, text: usize, told: &Told, end: usize) -> Shared {
    let mut shared = Shared::default();
    let mut taken = vec![false; end];
    for mention in
        story.places(text).iter().filter(|mention| mention.last < end && mention.sort() != Sort::Seat)
    {
        taken[mention.first..=mention.last].fill(true);
        shared.place(story, text, told, mention);
    }
    for name in story.names(text).iter().filter(|name| name.last < end) {
        taken[name.first..=name.last].fill(true);
        shared.name(story, text, told, name);
    }
    let source = &story.texts[text];
    for n in (0..end).filter(|n| source.is_word(*n) && !taken[*n]) {
        let word = source.fold(n);
        if !is_common(story, word) && word.chars().count() >= 4 {
            shared.words += 1;
            shared.words_told += usize::from(told.stems.contains(&stem(story.plain(word))));
        }
    }
    shared
}

/// Before a person stands no article and no preposition of place, as before a square, a school or a team.
fn is_thing(before: &str) -> bool {
    const BEFORE: &[&str] = &[
        "a", "en", "au", "aux", "dans", "in", "at", "near", "from", "pres", "d", "du", "de", "des", "le",
        "la", "les", "l", "the", "of", "sur", "sous", "on", "ecole", "parc", "place", "rue", "stade", "gare",
        "prison",
    ];
    BEFORE.contains(&before)
}

fn is_common(story: &Analysis, word: &str) -> bool {
    let words = story.words;
    words.function.contains(word) || words.caption_common.contains(word) || words.titles.contains(word)
}

impl Shared {
    /// Hardly a part of a caption without a name or a place of the story is in it. What shows a kind of thing must share
    /// less: the story calls the supermarket a shop.
    fn is_strange(&self, kind: bool) -> bool {
        let parts = self.names + self.places + self.words;
        let each = if kind { PARTS_PER_SHARED } else { PARTS_PER_SHARED_EVENT };
        parts >= PARTS_MIN && self.words_told * each <= parts
    }

    fn place(&mut self, story: &Analysis, text: usize, told: &Told, mention: &Mention) {
        let source = &story.texts[text];
        let home = story.home().is_some_and(|home| mention.speaks_of(home));
        let same_words = (mention.first..=mention.last).all(|n| told.vocabulary.contains(source.fold(n)));
        let capital_of_home = home && mention.sort() != Sort::City;
        let known = same_words || mention.entries.iter().any(|entry| told.countries.contains(&entry.country));
        self.places += 1;
        self.abroad += usize::from(!home && story.home().is_some());
        self.places_told += usize::from(known && !capital_of_home && (same_words || !home));
    }

    fn name(&mut self, story: &Analysis, text: usize, told: &Told, name: &Name) {
        let source = &story.texts[text];
        let said: Vec<usize> = (name.first..=name.last)
            .filter(|n| source.tokens[*n].capital && source.fold(*n).chars().count() >= 3)
            // "Ministre Bruno Le Maire": a title opens a name, and may be its last word.
            .filter(|n| *n > name.first && name.last > name.first || !is_common(story, source.fold(*n)))
            .collect();
        // Half the world is called Emmanuel: of a longer name its last word must be told.
        let Some(last) = said.last() else { return };
        let known = told.vocabulary.contains(source.fold(*last));
        self.names += said.len();
        self.names_told += usize::from(known);
        let inner = said.iter().filter(|n| *n != last && told.vocabulary.contains(source.fold(**n)));
        self.firsts_told += inner.count();
        let parts = said.iter().filter(|n| source.tokens[**n].join != Join::Hyphen).count();
        let lettered = said.iter().all(|n| !source.raw(*n).contains(char::is_numeric));
        // German writes every noun so: what opens a sentence may be any two words.
        let noun = story.lang == Lang::De && name.opens && !lexicon::knows_name(source.raw(name.first));
        let person = parts >= 3 || !is_thing(source.fold_before(name.first));
        self.persons += usize::from(parts >= 2 && lettered && person && !noun);
    }
}

fn judge(story: &Analysis, text: usize, shared: &Shared, told: &Told) -> Option<Severity> {
    // Somebody is shown by name, and the story knows nobody of that name.
    let stranger = shared.persons > 0 && shared.names_told == 0 && shared.words_told <= STRANGER_WORDS;
    if shared.names_told > 0 || shared.places_told > 0 {
        // English stories name the United States in passing: that country alone links no picture to them.
        let severity = if story.lang == Lang::En { Severity::Warn } else { Severity::Info };
        return (stranger && shared.words_told <= 1).then_some(severity);
    }
    let old = is_old(story, text);
    if shared.names + shared.places == 0 {
        let strange =
            shared.words >= WORDS_MIN && shared.words_told * WORDS_PER_SHARED_UNNAMED <= shared.words;
        let severity = if is_any(story, text) { Severity::Info } else { Severity::Warn };
        return (strange && !old).then_some(severity);
    }
    // The minister whose name the story leaves out and whose ministry it speaks of. English writes so many things with
    // capitals (Supreme Court) that one such word says nothing.
    if shared.firsts_told > 0 && story.lang != Lang::En {
        return Some(if old { Severity::Warn } else { Severity::Info });
    }
    // A round-up of the world may be shown by any part of it, and a kind of thing by an old picture of it.
    let world = told.countries.len() >= WORLD_COUNTRIES;
    let event = shared.persons > 0 || !old;
    let named = shared.names + shared.places >= 2 && !shared.labelled && !world && event;
    let abroad = is_elsewhere(story, text, told, true) && shared.words_told <= 1;
    let next_door = is_elsewhere(story, text, told, false) && shared.words_told == 0 && shared.persons > 0;
    if named && (abroad || next_door) {
        return Some(Severity::Error);
    }
    let kind = shared.labelled || old || is_any(story, text);
    if !world && shared.is_strange(kind) {
        return Some(Severity::Warn);
    }
    let few = stranger || shared.words_told == 0 || shared.words_told * WORDS_PER_SHARED <= shared.words;
    let generic = shared.persons == 0 && world || is_kind(story, text, shared);
    few.then_some(if generic { Severity::Info } else { Severity::Warn })
}

/// "Un supermarché à Lille": a picture of the kind of thing, not of the event.
fn is_kind(story: &Analysis, text: usize, shared: &Shared) -> bool {
    // "Le Sénat, le 17 novembre 2016".
    let parts = shared.names + shared.places + shared.words;
    if shared.persons == 0 && is_old(story, text) && parts < PARTS_MIN {
        return true;
    }
    let brief = shared.words <= KIND_WORDS && (shared.abroad == 0 || is_old(story, text));
    is_any(story, text) && (brief && shared.persons == 0 || shared.words_told > 0)
}

/// Taken after the story went out, or on a day without a year that was none of the last weeks; and not the day of an event
/// that the story announces.
fn of_another_day(story: &Analysis, text: usize) -> Option<Draft> {
    let today = story.today()?;
    let ahead = |date: &DateRead, year: i16| Some(today.until(date.in_year(year)?).ok()?.get_days());
    let after =
        |date: &&DateRead| date.year.and_then(|year| ahead(date, year)).is_some_and(|days| days > AHEAD_DAYS);
    let undated = |date: &&DateRead| {
        let years = [today.year() - 1, today.year(), today.year() + 1];
        let mut near = years.into_iter().filter_map(|year| ahead(date, year)).peekable();
        let known = near.peek().is_some() && date.calendar == Calendar::Gregorian;
        known
            && is_undated(story, text, date)
            && near.all(|days| !(-UNDATED_DAYS..=AHEAD_DAYS).contains(&days))
    };
    let dates = story.dates(text).iter();
    let (date, message) = match dates.clone().find(after) {
        Some(date) => (date, say("later-caption")),
        None => (dates.clone().find(undated)?, say("undated-caption")),
    };
    // The year that the story means where it gives none: the nearest.
    let meant = |told: &DateRead| {
        let years = [today.year() - 1, today.year(), today.year() + 1].into_iter();
        told.year.or_else(|| years.min_by_key(|year| ahead(told, *year).map_or(i32::MAX, i32::abs)))
    };
    let announced = |at: &usize| {
        let same = |told: &DateRead| {
            (told.day, told.month) == (date.day, date.month)
                && (date.year.is_none() || meant(told) == date.year)
        };
        story.dates(*at).iter().any(same)
    };
    if story.with_role(|role| role != TextRole::Caption).iter().any(announced) {
        return None;
    }
    let published = Proof::Words(say("note-published"), today.to_string());
    let place = story.place(text, date.first, date.last);
    Some(Draft::new(Severity::Warn, message, vec![place]).sure(800).because(published))
}

/// Day and month and nothing behind them that tells the year: "le 5 février dernier", or a year with a slip ("20149").
fn is_undated(story: &Analysis, text: usize, date: &DateRead) -> bool {
    const TELLING: &[&str] = &["dernier", "last", "pasado", "ultimo", "letzten", "vergangenen", "الماضي"];
    let source = &story.texts[text];
    let near = date.first.saturating_sub(1)..=date.last + 2;
    let told = |n: usize| {
        let word = source.fold(n);
        TELLING.iter().any(|telling| folded(telling) == word)
            || !(date.first..=date.last).contains(&n) && word.starts_with(|first: char| first.is_numeric())
    };
    date.year.is_none() && date.certain && !is_labelled(story, text) && !near.into_iter().any(told)
}

/// The caption says that the picture is not of today.
fn is_labelled(story: &Analysis, text: usize) -> bool {
    let source = &story.texts[text];
    (0..source.tokens.len()).any(|n| story.words.archive_marks.contains(source.fold(n)))
}

/// "Un supermarché", "Des manifestants": not this one, any one.
fn is_any(story: &Analysis, text: usize) -> bool {
    matches!(
        (story.lang, story.texts[text].fold(0)),
        (Lang::Fr, "un" | "une" | "des")
            | (Lang::En, "a" | "an")
            | (Lang::Es, "un" | "una" | "unos" | "unas")
            | (Lang::De, "ein" | "eine")
    )
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
fn is_elsewhere(story: &Analysis, text: usize, told: &Told, other_continent: bool) -> bool {
    let sure = |mention: &&Mention| mention.sort() != Sort::Seat;
    let mut there = story.places(text).iter().filter(sure).flat_map(|mention| mention.entries).peekable();
    let continents: HashSet<&str> = told.countries.iter().map(|country| continent(*country)).collect();
    there.peek().is_some()
        && told.place.is_some()
        && there.all(|entry| {
            let same_continent = other_continent && continents.contains(continent(entry.country));
            !told.countries.contains(&entry.country) && !same_continent
        })
}
