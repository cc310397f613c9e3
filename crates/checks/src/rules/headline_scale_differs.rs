//! A headline that says million where the story says milliard, or the other way round.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Number, is_frame};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// How many times too much or too little a slip of scale makes.
const STEPS: [f64; 2] = [1e3, 1e6];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story.each_headline(|headline| in_headline(story, headline))
}

fn in_headline(story: &Analysis, headline: usize) -> Vec<Draft> {
    let told: Vec<(usize, &Number)> = story
        .with_role(|role| role.is_body() || is_frame(role))
        .into_iter()
        .flat_map(|text| story.numbers(text).iter().map(move |number| (text, number)))
        .collect();
    story.numbers(headline).iter().filter_map(|number| draft(story, headline, number, &told)).collect()
}

fn draft(story: &Analysis, headline: usize, number: &Number, told: &[(usize, &Number)]) -> Option<Draft> {
    story.fuel.spend(told.len());
    if number.last == number.first
        || number.value < 1e4
        || told.iter().any(|(_, other)| near(number.value, other.value))
    {
        return None;
    }
    let slip = |other: &Number| {
        STEPS
            .iter()
            .any(|step| near(number.value * step, other.value) || near(number.value, other.value * step))
    };
    // Small round numbers are too often said of something else.
    let alike = |other: &Number| {
        other.last > other.first && (other.unit == number.unit || shares_noun(number, other))
    };
    let (text, other) = told.iter().find(|(_, other)| slip(other) && alike(other))?;
    let (place, there) =
        (story.place(headline, number.first, number.last), story.place(*text, other.first, other.last));
    let words = story.texts[*text].words(there.span).to_owned();
    let message = say("headline-scale-differs")
        .with("number", story.texts[headline].words(place.span))
        .with("told", words.clone());
    let scale = story.place(headline, number.last, number.last);
    let right = story.texts[*text].raw(other.last).to_owned();
    Some(
        Draft::new(Severity::Error, message, vec![place])
            .sure(930)
            .because(Proof::At(say("note-body-says"), there))
            .mend(say("mend-write").with("words", words), vec![(scale, right)]),
    )
}

/// Equal but for rounding in the second digit.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 0.02 * a.abs().max(b.abs())
}

fn shares_noun(a: &Number, b: &Number) -> bool {
    a.nouns.iter().any(|noun| b.nouns.contains(noun))
}
