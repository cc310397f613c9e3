//! What became of stories that were moved together, and how it is undone.

use fluent_bundle::FluentValue;
use minijinja::Value;
use newsroom::{Moved, StoryStep};
use serde::Serialize;
use story::StoryId;

use super::slug;
use crate::page::Screen;
use crate::values::values;

/// A story that stayed as it was, and why.
#[derive(Debug, Serialize)]
struct Kept {
    id: String,
    slug: String,
    why: String,
}

pub(crate) fn told(screen: &Screen<'_>, moved: &[Moved], undone: bool) -> Value {
    let messages = screen.visitor.messages();
    let done = moved.iter().filter(|one| one.done.is_ok()).count();
    let key = if undone { "moved-back" } else { "moved-done" };
    let kept = moved.iter().filter_map(|one| {
        let why = one.done.as_ref().err()?.text(&messages.language());
        let slug = one.row.as_ref().map_or_else(|| one.story.to_string(), slug);
        Some(Kept { id: one.story.to_string(), slug, why })
    });
    let undo = |one: &Moved| {
        let step = one.done.as_ref().ok()?.as_ref()?;
        (!undone).then(|| format!("{}={}", one.story, word(step)))
    };
    values! {
        text => (done > 0).then(|| messages.text(key, &[("n", FluentValue::from(done))])),
        kept => kept.collect::<Vec<_>>(),
        undo => moved.iter().filter_map(undo).collect::<Vec<_>>(),
    }
}

/// A step as a form says it.
pub(crate) fn word(step: &StoryStep) -> String {
    match step {
        StoryStep::Forward => "forward".to_owned(),
        StoryStep::Back => "back".to_owned(),
        StoryStep::Urgency { urgency } => format!("urgency:{}", urgency.level()),
        StoryStep::Section { section } => format!("section:{section}"),
        StoryStep::Assign { assignee } => {
            format!("assign:{}", assignee.map(|account| account.to_string()).unwrap_or_default())
        }
    }
}

/// The step that a form means; none where the words mean nothing.
pub(crate) fn step(word: &str) -> Option<StoryStep> {
    let (verb, rest) = word.split_once(':').unwrap_or((word, ""));
    Some(match verb {
        "forward" => StoryStep::Forward,
        "back" => StoryStep::Back,
        "urgency" => StoryStep::Urgency { urgency: rest.parse::<u8>().ok()?.try_into().ok()? },
        "section" => StoryStep::Section { section: rest.to_owned() },
        "assign" if rest.is_empty() => StoryStep::Assign { assignee: None },
        "assign" => StoryStep::Assign { assignee: Some(rest.parse().ok()?) },
        _ => return None,
    })
}

/// What undoes one move: the story and the step.
pub(crate) fn undo(word: &str) -> Option<(StoryId, StoryStep)> {
    let (story, rest) = word.split_once('=')?;
    Some((story.parse().ok()?, step(rest)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::{AccountId, Urgency};

    #[test]
    fn a_step_is_read_as_it_was_written_and_nonsense_is_none() {
        let account = AccountId::from_number(13);
        for one in [
            StoryStep::Forward,
            StoryStep::Back,
            StoryStep::Urgency { urgency: Urgency::try_from(2).unwrap() },
            StoryStep::Section { section: "région".into() },
            StoryStep::Assign { assignee: None },
            StoryStep::Assign { assignee: Some(account) },
        ] {
            assert_eq!(step(&word(&one)), Some(one));
        }
        for nonsense in ["", "publish", "urgency:0", "urgency:9", "urgency:x", "assign:nobody!"] {
            assert_eq!(step(nonsense), None, "{nonsense}");
        }
    }
}
