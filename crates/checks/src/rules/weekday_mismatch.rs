//! A day of the week that is not the day of its date.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use story::{Severity, Stage};

use crate::analysis::{Analysis, Calendar, DateRead, Kind};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// A date without a year this far from publication may be of another year.
const NEAR_DAYS: i32 = 60;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let all: Vec<usize> = (0..story.texts.len()).collect();
    let everywhere = || all.iter().flat_map(|text| years(story, *text)).collect::<BTreeSet<i16>>();
    let far_years = std::cell::OnceCell::new();
    let mut drafts = Vec::new();
    for text in &all {
        for date in story.dates(*text) {
            drafts.extend(mismatch(story, *text, date, || far_years.get_or_init(everywhere)));
        }
    }
    drafts
}

fn mismatch<'y>(
    story: &Analysis,
    text: usize,
    date: &DateRead,
    far_years: impl Fn() -> &'y BTreeSet<i16>,
) -> Option<Draft> {
    let (token, written) = date.weekday?;
    let in_year = |year: i16| date.in_year(year);
    let fits = |year: i16| in_year(year).is_some_and(|day| weekday(day) == written);
    let real = match date.year {
        Some(year) => in_year(year)?,
        None => {
            let today = story.today()?;
            let this_year = date.calendar.year_of(today);
            let near = (-1..=1).filter_map(|step| in_year(this_year + step));
            let real = near.min_by_key(|day| distance(*day, today))?;
            let far = distance(real, today) > NEAR_DAYS;
            let other_year = far
                && ((-1..=1).any(|step| fits(this_year + step))
                    || far_years().iter().any(|year| fits(*year)));
            if other_year || years(story, text).any(fits) {
                return None;
            }
            real
        }
    };
    // The moon may be seen a day sooner or later than the table says.
    let slack = i8::from(date.calendar == Calendar::Islamic);
    let off = (weekday(real) - written).rem_euclid(7);
    (off.min(7 - off) > slack).then(|| mismatch_draft(story, text, date, token, real))
}

fn mismatch_draft(story: &Analysis, text: usize, date: &DateRead, token: usize, real: Date) -> Draft {
    let names = &story.words.weekday_names;
    let name = |day: Date| names[(weekday(day) - 1) as usize].clone();
    let raw = story.texts[text].raw(token);
    let right = like(raw, &name(real));
    let place = story.place(text, token, date.last.max(date.day_token));
    let words = story.texts[text].words(place.span).to_owned();
    let message = say("weekday-mismatch").with("date", words).with("day", right.clone());
    let calendar = format!("{right} {}", date.calendar.written(real));
    let mut draft = Draft::new(Severity::Error, message, vec![place])
        .sure(if date.year.is_some() { 990 } else { 970 })
        .because(Proof::Words(say("note-calendar"), calendar));
    let label =
        say("mend-write").with("words", replaced(story, text, date, &[(token, date.weekday_last, &right)]));
    draft = draft.mend(label, vec![(story.place(text, token, date.weekday_last), right)]);
    if let Some(day) = nearest(real, date).and_then(|day| story.texts[text].day_like(date.day_token, day)) {
        let day_place = story.place(text, date.day_token, date.day_token);
        let label = say("mend-write")
            .with("words", replaced(story, text, date, &[(date.day_token, date.day_token, &day)]));
        draft = draft.mend(label, vec![(day_place, day)]);
    }
    draft
}

/// The nearest day of the same month that is the weekday written; only where the day is in plain digits.
fn nearest(real: Date, date: &DateRead) -> Option<i8> {
    let (_, written) = date.weekday?;
    let days =
        [-1, 1, -2, 2, -3, 3].into_iter().filter_map(|step| real.checked_add(i64::from(step).days()).ok());
    let day = days.filter(|day| day.month() == real.month()).find(|day| weekday(*day) == written)?;
    // "1er" would need its ending taken away, and other days given none.
    let plain = date.calendar == Calendar::Gregorian && date.day != 1 && day.day() != 1;
    plain.then(|| day.day())
}

/// The words of a date with some tokens replaced.
fn replaced(story: &Analysis, text: usize, date: &DateRead, tokens: &[(usize, usize, &str)]) -> String {
    let source = &story.texts[text];
    let first = date.first.min(date.weekday.map_or(date.first, |(token, _)| token));
    let whole = source.span(first, date.last.max(date.day_token));
    let mut words = source.words(whole).to_owned();
    for (first, last, new) in tokens {
        let span = source.span(*first, *last);
        words.replace_range(span.start - whole.start..span.end - whole.start, new);
    }
    words
}

fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

fn distance(a: Date, b: Date) -> i32 {
    a.since(b).map_or(i32::MAX, |span| span.get_days().abs())
}

/// With a capital where the word it replaces has one, or all of them.
fn like(old: &str, new: &str) -> String {
    let mut letters = new.chars();
    match letters.next() {
        Some(_) if old.chars().count() > 1 && old.chars().all(char::is_uppercase) => new.to_uppercase(),
        Some(first) if old.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => new.to_owned(),
    }
}

/// Years written in a text.
fn years(story: &Analysis, text: usize) -> impl Iterator<Item = i16> {
    let source = &story.texts[text];
    let numbers = (0..story.tokens(text).len()).filter(|n| source.tokens[*n].kind == Kind::Number);
    numbers.filter_map(|n| source.fold(n).parse::<i16>().ok()).filter(|year| (1200..=2200).contains(year))
}
