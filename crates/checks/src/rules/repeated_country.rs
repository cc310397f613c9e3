//! A headline that names one country at two places.

use story::{Severity, Stage};

use super::repeated_place;
use crate::analysis::{Analysis, Mention};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story.each_headline(|text| {
        // Joined to itself is the graver fault, and said there.
        if repeated_place::in_headline(story, text).is_empty() {
            named_twice(story, text)
        } else {
            Vec::new()
        }
    })
}

/// The same country by its name at two places after the label.
fn named_twice(story: &Analysis, text: usize) -> Vec<Draft> {
    let start = story.after_label(text);
    let mut seen: Vec<&Mention> = Vec::new();
    for place in story.places(text).iter().filter(|place| place.first >= start) {
        let Some(country) = place.country() else { continue };
        if country == *b"EU" || story.is_inside_name(text, place) {
            continue;
        }
        if let Some(twin) = seen.iter().find(|other| other.country() == Some(country)) {
            let targets =
                vec![story.place(text, twin.first, twin.last), story.place(text, place.first, place.last)];
            let message =
                say("repeated-place-apart").with("name", repeated_place::spoken(story, text, place));
            let draft = Draft::new(Severity::Warn, message, targets);
            return vec![story.offer_countries(repeated_place::told(story, text, draft), text, place)];
        }
        seen.push(place);
    }
    Vec::new()
}
