//! A story that says much of what an earlier one says: perhaps an update of it.

use story::{Severity, Stage};

use crate::analysis::Analysis;
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Info;
pub(crate) const STAGE: Stage = Stage::Live;

/// From here on two stories are of one event (25 of 25 that were read).
const ALIKE_MIN: f64 = 0.3;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let (Some(archive), Some(text)) = (story.archive, story.headline()) else { return Vec::new() };
    story.fuel.spend(1_000);
    let closest = archive.closest(story.input.content, story.input.story);
    let Some((_, earlier, alike)) = closest.filter(|(_, _, alike)| *alike >= ALIKE_MIN) else {
        return Vec::new();
    };
    let message = say("near-duplicate-story").with("percent", format!("{:.0}", alike * 100.0));
    let there = Proof::Words(say("note-story-of"), story.told_of(earlier));
    let last = story.tokens(text).len() - 1;
    vec![Draft::new(Severity::Info, message, vec![story.place(text, 0, last)]).sure(990).because(there)]
}
