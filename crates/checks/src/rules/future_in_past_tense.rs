//! A sentence in the past about a day that is still to come.

use jiff::civil::Date;
use story::{Severity, Stage};

use crate::analysis::{Analysis, DateRead, Kind, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Trial;

/// What only happened things do, as it stands before or after their day.
const PAST: &[(&[&str], Lang)] = &[
    (&["a", "eu", "lieu"], Lang::Fr),
    (&["ont", "eu", "lieu"], Lang::Fr),
    (&["s", "est", "tenu"], Lang::Fr),
    (&["s", "est", "tenue"], Lang::Fr),
    (&["s", "est", "deroule"], Lang::Fr),
    (&["est", "mort"], Lang::Fr),
    (&["est", "morte"], Lang::Fr),
    (&["a", "ete", "elu"], Lang::Fr),
    (&["a", "ete", "inaugure"], Lang::Fr),
    (&["took", "place"], Lang::En),
    (&["was", "held"], Lang::En),
    (&["were", "held"], Lang::En),
    (&["died"], Lang::En),
    (&["was", "elected"], Lang::En),
];
/// After midnight, and before: the day of publication is two days.
const SLACK_DAYS: i32 = 1;
/// A day without a year this far ahead is one gone by.
const FAR_DAYS: i32 = 120;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let Some(today) = story.today() else { return Vec::new() };
    let texts = story.with_role(|role| role.is_body());
    texts
        .into_iter()
        .flat_map(|text| story.dates(text).iter().filter_map(move |date| draft(story, text, date, today)))
        .collect()
}

fn draft(story: &Analysis, text: usize, date: &DateRead, today: Date) -> Option<Draft> {
    let this_year = date.calendar.year_of(today);
    let day = date.in_year(date.year.unwrap_or(this_year))?;
    let ahead = today.until(day).ok()?.get_days();
    if ahead <= SLACK_DAYS || (date.year.is_none() && ahead > FAR_DAYS) || !date.certain {
        return None;
    }
    let source = &story.texts[text];
    let stop = |n: &usize| {
        matches!(source.tokens[*n].kind, Kind::Mark('.' | '!' | '?' | ';' | '"' | '«' | '“' | ','))
    };
    let start = (0..date.first).rev().find(stop).map_or(0, |n| n + 1);
    let end = (date.last + 1..story.tokens(text).len()).find(stop).unwrap_or(source.tokens.len());
    let said = |words: &&[&str]| {
        (start..end)
            .any(|n| words.iter().enumerate().all(|(k, word)| n + k < end && source.fold(n + k) == *word))
    };
    let happened = PAST.iter().any(|(words, lang)| *lang == story.lang && said(words));
    let place = story.place(text, date.first, date.last);
    let message = say("future-in-past-tense").with("date", source.words(place.span));
    happened.then(|| {
        Draft::new(Severity::Warn, message, vec![place])
            .sure(600)
            .because(Proof::Words(say("note-published"), today.to_string()))
    })
}
