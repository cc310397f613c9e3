//! A picture well older than its story whose caption does not say so.

use story::{Severity, Stage, TextRole};

use crate::analysis::{Analysis, DateRead};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

/// Older than half a year is from the files.
const FRESH_DAYS: i32 = 183;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let captions = story.with_role(|role| role == TextRole::Caption);
    captions.into_iter().filter_map(|text| caption(story, text)).collect()
}

fn caption(story: &Analysis, text: usize) -> Option<Draft> {
    let (today, source) = (story.today()?, &story.texts[text]);
    let age = |date: &DateRead| Some(date.in_year(date.year?)?.until(today).ok()?.get_days());
    let date = story.dates(text).iter().find(|date| age(date).is_some_and(|days| days > FRESH_DAYS))?;
    let labelled = (0..source.tokens.len()).any(|n| story.words.archive_marks.contains(source.fold(n)));
    // The story itself speaks of that year.
    let year = date.year?.to_string();
    if labelled
        || story.with_role(|role| role.is_body()).iter().any(|text| story.texts[*text].text.contains(&year))
    {
        return None;
    }
    let place = story.place(text, date.first, date.last);
    let published = Proof::Words(say("note-published"), today.to_string());
    Some(Draft::new(Severity::Info, say("unlabelled-file-picture"), vec![place]).sure(800).because(published))
}
