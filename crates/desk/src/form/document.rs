//! The words of a story as the editor in the browser carries them: headline to last block, in the story's own JSON.

use serde::{Deserialize, Serialize};
use story::{Block, Content, Picture};

use super::Submission;
use crate::problem::Problem;

/// The field of the form that holds it where the editor runs, in place of a field for each text.
const FIELD: &str = "document";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Document {
    kicker: String,
    headline: String,
    standfirst: String,
    lead: Option<Picture>,
    blocks: Vec<Block>,
}

impl Document {
    pub(crate) fn of(content: &Content) -> Self {
        let Content { kicker, headline, standfirst, lead, blocks, .. } = content.clone();
        Self { kicker, headline, standfirst, lead, blocks }
    }

    /// What came with a form; `None` where the form has its fields of text itself. One that cannot be read is refused
    /// whole: half a story must not take the place of a story.
    pub(crate) fn posted(form: &Submission) -> Result<Option<Self>, Problem> {
        let Some(json) = form.raw(FIELD) else { return Ok(None) };
        serde_json::from_str(json).map(Some).map_err(|_| Problem::unreadable())
    }

    pub(crate) fn write_into(self, content: &mut Content) {
        let Self { kicker, headline, standfirst, lead, blocks } = self;
        content.kicker = kicker.trim().to_owned();
        content.headline = headline.trim().to_owned();
        content.standfirst = standfirst.trim().to_owned();
        content.lead = lead;
        content.blocks = blocks;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples;
    use super::*;

    fn sent(json: &str) -> Submission {
        let mut form = Submission::default();
        form.push(FIELD, json);
        form
    }

    proptest! {
        #[test]
        fn any_story_goes_to_the_editor_and_back_unchanged(content in samples::any_content()) {
            let json = serde_json::to_string(&Document::of(&content)).unwrap();
            let mut back = Content { headline: "other".into(), ..content.clone() };
            Document::posted(&sent(&json)).unwrap().unwrap().write_into(&mut back);
            let trimmed = |text: &str| text.trim().to_owned();
            let wanted = Content {
                kicker: trimmed(&content.kicker),
                headline: trimmed(&content.headline),
                standfirst: trimmed(&content.standfirst),
                ..content
            };
            prop_assert_eq!(back, wanted);
        }
    }

    #[test]
    fn half_a_document_is_refused_and_none_is_none() {
        let whole = serde_json::to_string(&Document::of(&samples::one_of_each())).unwrap();
        for json in ["", "{}", "null", &whole[..whole.len() - 1], &whole.replacen("paragraph", "script", 1)] {
            assert!(Document::posted(&sent(json)).is_err(), "{json:.40}");
        }
        assert!(Document::posted(&Submission::default()).unwrap().is_none());
    }
}
