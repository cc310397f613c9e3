//! Dates that no calendar has, and years with a digit too many.

use story::{Severity, Stage};

use crate::analysis::{Analysis, DateRead, Kind};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for text in 0..story.texts.len() {
        for date in story.dates(text) {
            drafts.extend(last_day(story, date).map(|last| missing(story, text, date, last)));
            drafts.extend(long_year(story, text, date.last.max(date.day_token) + 1));
        }
        let found = story.once(text, "impossible-date", || years_after(story, text));
        found.iter().for_each(|n| drafts.extend(long_year(story, text, *n)));
    }
    drafts
}

/// Numbers behind a small word that tells that a year is meant: "en 20020".
fn years_after(story: &Analysis, text: usize) -> Vec<usize> {
    const BEFORE: &[&str] =
        &["en", "annee", "since", "in", "year", "depuis", "ano", "jahr", "عام", "سنه", "سال"];
    let source = &story.texts[text];
    let number =
        |n: &usize| source.tokens[*n].kind == Kind::Number && BEFORE.contains(&source.fold_before(*n));
    (1..source.tokens.len()).filter(number).collect()
}

/// The last day of the month, where the date is past it.
fn last_day(story: &Analysis, date: &DateRead) -> Option<i8> {
    if !date.certain {
        return None;
    }
    story.fuel.spend(1);
    let year = date.year.or_else(|| near_year(story, date));
    let last = date.calendar.days_in_month(year, date.month)?;
    if date.day <= last {
        return None;
    }
    // A leap day may be meant in some year; what is offered exists in the one that is near.
    let near = story.today().map(|today| date.calendar.year_of(today));
    year.or(near).map_or(Some(last), |year| date.calendar.days_in_month(Some(year), date.month))
}

/// Of "vendredi 29 février" the year nearest to publication is meant; without a day of the week it may be any.
fn near_year(story: &Analysis, date: &DateRead) -> Option<i16> {
    let today = story.today().filter(|_| date.weekday.is_some())?;
    let this_year = date.calendar.year_of(today);
    // After the summer the next year's February is nearer.
    Some(if date.month < 3 && today.month() > 8 { this_year + 1 } else { this_year })
}

fn missing(story: &Analysis, text: usize, date: &DateRead, last: i8) -> Draft {
    let place = story.place(text, date.first, date.last);
    let source = &story.texts[text];
    let day = story.place(text, date.day_token, date.day_token);
    let written = source.words(place.span).to_owned();
    let message = say("impossible-date").with("date", written.clone()).with("last", last.to_string());
    let draft = Draft::new(Severity::Error, message, vec![place]).sure(970);
    let Some(last) = source.day_like(date.day_token, last) else { return draft };
    let mut mended = written;
    let at = |at: usize| at - place.span.start;
    mended.replace_range(at(day.span.start)..at(day.span.end), &last);
    draft.mend(say("mend-write").with("words", mended), vec![(day, last)])
}

/// Five digits that begin as the years of our time do, with nothing that is counted behind them.
fn long_year(story: &Analysis, text: usize, n: usize) -> Option<Draft> {
    let source = &story.texts[text];
    let token = source.tokens.get(n)?;
    let digits = source.raw(n);
    let year =
        token.kind == Kind::Number && digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let counts = source.is_word(n + 1) && !story.words.function.contains(source.fold(n + 1));
    let begins = ["19", "20"].iter().any(|start| digits.starts_with(start));
    if !year
        || !begins
        || counts
        || matches!(source.tokens.get(n + 1).map(|next| next.kind), Some(Kind::Mark('%' | '$' | '€' | '£')))
    {
        return None;
    }
    // The digit typed twice goes, otherwise the last.
    let twice = (1..5).find(|at| digits.as_bytes()[*at] == digits.as_bytes()[at - 1]).unwrap_or(4);
    let nearest = format!("{}{}", &digits[..twice], &digits[twice + 1..]);
    let place = story.place(text, n, n);
    let message = say("year-too-long").with("year", digits);
    let label = say("mend-write").with("words", nearest.clone());
    Some(Draft::new(Severity::Error, message, vec![place]).sure(960).mend(label, vec![(place, nearest)]))
}
