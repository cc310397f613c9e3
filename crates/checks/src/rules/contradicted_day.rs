//! Yesterday, today, tomorrow, next and last beside a date that says otherwise.

use jiff::ToSpan;
use jiff::civil::Date;
use story::{Severity, Stage};

use crate::analysis::{Analysis, DateRead, Kind};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// Stories are often published a day after they were written.
pub(crate) const STAGE: Stage = Stage::Trial;

/// Days from publication that the word means.
const DAYS: &[(&str, i64)] = &[
    ("hier", -1),
    ("aujourd'hui", 0),
    ("hui", 0),
    ("demain", 1),
    ("yesterday", -1),
    ("today", 0),
    ("tomorrow", 1),
    ("ayer", -1),
    ("hoy", 0),
    ("manana", 1),
    ("gestern", -1),
    ("heute", 0),
    ("morgen", 1),
    ("امس", -1),
    ("اليوم", 0),
    ("غدا", 1),
    ("ديروز", -1),
    ("امروز", 0),
    ("فردا", 1),
];
/// Written before or after its day by somebody else, or after midnight.
const SLACK_DAYS: i32 = 1;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let Some(today) = story.today() else { return Vec::new() };
    let mut drafts = Vec::new();
    for text in story.with_role(|role| role.is_body()) {
        drafts.extend(story.dates(text).iter().filter_map(|date| relative(story, text, date, today)));
        drafts.extend(story.dates(text).iter().filter_map(|date| direction(story, text, date, today)));
    }
    drafts
}

fn nearest(date: &DateRead, today: Date) -> Option<Date> {
    let this_year = date.calendar.year_of(today);
    match date.year {
        Some(year) => date.in_year(year),
        None => (-1..=1)
            .filter_map(|step| date.in_year(this_year + step))
            .min_by_key(|day| apart(*day, today).abs()),
    }
}

fn apart(day: Date, today: Date) -> i32 {
    today.until(day).map_or(i32::MAX, |span| span.get_days())
}

/// "demain, 5 juin" where tomorrow is another day.
fn relative(story: &Analysis, text: usize, date: &DateRead, today: Date) -> Option<Draft> {
    let source = &story.texts[text];
    let mut before = date.first.checked_sub(1)?;
    if matches!(source.tokens[before].kind, Kind::Mark(',' | '(')) {
        before = before.checked_sub(1)?;
    }
    let word = source.fold(before);
    let (_, days) = DAYS.iter().find(|(name, _)| *name == word)?;
    let meant = today.checked_add(days.days()).ok()?;
    let told = nearest(date, today)?;
    if apart(told, meant).abs() <= SLACK_DAYS {
        return None;
    }
    let place = story.place(text, before, date.last);
    let message =
        say("contradicted-day").with("words", source.words(place.span)).with("day", meant.to_string());
    Some(
        Draft::new(Severity::Warn, message, vec![place])
            .sure(700)
            .because(Proof::Words(say("note-published"), today.to_string())),
    )
}

/// "lundi 9 juin dernier" of a day to come, "lundi prochain 9 juin" of a day gone by.
fn direction(story: &Analysis, text: usize, date: &DateRead, today: Date) -> Option<Draft> {
    let source = &story.texts[text];
    let after = date.last.max(date.day_token) + 1;
    let ahead = match source.fold(after) {
        "dernier" => false,
        "prochain" => true,
        _ => return None,
    };
    // A year that is written may be any.
    let days = apart(date.year.is_none().then(|| nearest(date, today))??, today);
    let wrong = if ahead { days < -SLACK_DAYS } else { days > SLACK_DAYS };
    let near = days.abs() <= 120;
    let place = story.place(text, date.first, after);
    let message = say("contradicted-direction").with("words", source.words(place.span));
    (wrong && near).then(|| {
        Draft::new(Severity::Warn, message, vec![place])
            .sure(650)
            .because(Proof::Words(say("note-published"), today.to_string()))
    })
}
