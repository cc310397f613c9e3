//! A story as the fields of a plain form, and back. Each value of `story::Content` has one name here; saving a form
//! that nobody touched changes nothing.

mod blocks;
mod document;
mod entries;
mod read;
mod submission;

pub(crate) use blocks::{BlockChange, KINDS, kind};
pub(crate) use document::Document;
pub(crate) use entries::{CARD_FIELDS, Entry, entries};
pub(crate) use read::content;
pub(crate) use submission::{Submission, Upload};

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use story::{BlockBody, Content};

    /// What a browser sends back for a form that shows `content`: every line end becomes CR LF.
    fn untouched(content: &Content) -> Submission {
        let mut form = Submission::default();
        for block in &content.blocks {
            form.push("block", &block.id.to_string());
            form.push(&format!("b{}.kind", block.id), kind(&block.body));
        }
        for entry in entries(content) {
            form.push(&entry.name, &entry.value.replace('\n', "\r\n"));
        }
        form
    }

    proptest! {
        #[test]
        fn saving_an_untouched_form_changes_nothing(content in samples::any_content()) {
            prop_assert_eq!(super::content(&untouched(&content), &content), content);
        }

        #[test]
        fn any_story_settles_after_one_reading(content in samples::any_content()) {
            // Read against an empty story, so that nothing can come from the base.
            let once = super::content(&untouched(&content), &Content::default());
            let twice = super::content(&untouched(&once), &Content::default());
            prop_assert_eq!(entries(&twice), entries(&once));
        }

        #[test]
        fn whatever_is_posted_makes_a_story_and_never_a_panic(
            fields in proptest::collection::vec(("(block|b[0-3]\\.(kind|text|items|rows|file|p0\\.caption)|headline|urgency|lead\\.file)", "\\PC{0,20}"), 0..20)
        ) {
            let mut form = Submission::default();
            for (name, value) in &fields {
                form.push(name, value);
            }
            let read = content(&form, &Content::default());
            prop_assert!(read.blocks.len() <= fields.len());
        }
    }

    #[test]
    fn a_form_says_everything_a_story_holds() {
        let content = samples::one_of_each();
        assert_eq!(super::content(&untouched(&content), &Content::default()), content);
    }

    #[test]
    fn one_changed_field_changes_that_field_only() {
        let content = samples::one_of_each();
        for entry in entries(&content).iter().filter(|entry| entry.copy) {
            let mut form = untouched(&content);
            form.set(&entry.name, "Neuf");
            let changed = super::content(&form, &content);
            let differing: Vec<String> = entries(&changed)
                .into_iter()
                .zip(entries(&content))
                .filter(|(new, old)| new != old)
                .map(|(new, _)| new.name)
                .collect();
            assert_eq!(differing, std::slice::from_ref(&entry.name));
        }
    }

    #[test]
    fn blocks_come_go_and_move() {
        let content = samples::one_of_each();
        let ids = |content: &Content| content.blocks.iter().map(|block| block.id).collect::<Vec<_>>();
        let after = |change: &str| {
            let mut changed = content.clone();
            let place = change.parse::<BlockChange>().unwrap().apply(&mut changed);
            (changed, place)
        };
        let all = ids(&content);
        assert_eq!(ids(&after("down:1").0)[..2], [2, 1]);
        assert_eq!(ids(&after("up:1").0), all, "the first block stays first");
        assert!(!ids(&after("remove:2").0).contains(&2));
        for kind in KINDS {
            let (changed, place) = after(&format!("add:{kind}:1"));
            assert_eq!(changed.blocks.len(), all.len() + 1, "{kind}");
            assert_eq!(Some(changed.blocks[1].id), place);
            assert_eq!(super::kind(&changed.blocks[1].body), *kind);
        }
        let gallery = content.blocks.iter().find(|block| kind(&block.body) == "gallery").unwrap().id;
        let pictures = |content: &Content| match &content.block(gallery).unwrap().body {
            BlockBody::Gallery(gallery) => gallery.pictures.clone(),
            _ => unreachable!(),
        };
        let (changed, _) = after(&format!("picture-down:{gallery}:0"));
        assert_eq!(pictures(&changed)[1], pictures(&content)[0]);
        assert_eq!(pictures(&after(&format!("picture-remove:{gallery}:0")).0).len(), 1);
        assert_eq!(pictures(&after(&format!("picture-add:{gallery}")).0).len(), 3);
        for nonsense in ["up", "up:x", "add:script:1", "", "picture-remove:1:99:3"] {
            assert!(nonsense.parse::<BlockChange>().is_err(), "{nonsense}");
        }
    }
}
