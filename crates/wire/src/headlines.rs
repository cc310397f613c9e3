//! The headlines that senders give beside the story's own, each for one use.

use story::{HeadlineUse, Item};

use crate::prose;

/// The standards leave the words of a role to the sender; these are the ones that senders use.
const WORDS: [(HeadlineUse, &[&str]); 3] = [
    (HeadlineUse::Short, &["short", "mobile", "sms"]),
    (HeadlineUse::Alert, &["alert", "push", "flash", "breaking"]),
    (HeadlineUse::Search, &["seo", "search"]),
];

/// A role in lower case; of an address, and of a code with its list, the last part.
pub(crate) fn word_of(role: &str) -> String {
    role.rsplit(['/', ':', '#']).next().unwrap_or_default().trim().to_lowercase()
}

/// What the role of a headline says it is for.
pub(crate) fn used_for(role: &str) -> Option<HeadlineUse> {
    let word = word_of(role);
    WORDS
        .into_iter()
        .find(|(_, words)| words.iter().any(|said| word.contains(said)))
        .map(|(wanted, _)| wanted)
}

pub(crate) fn place(item: &mut Item, wanted: HeadlineUse) -> &mut String {
    match wanted {
        HeadlineUse::Short => &mut item.headline_short,
        HeadlineUse::Alert => &mut item.headline_alert,
        HeadlineUse::Search => &mut item.headline_search,
    }
}

/// Takes over the first headline of each use. One that says what the headline says is said already.
pub(crate) fn take<'a>(item: &mut Item, said: impl Iterator<Item = (&'a str, String)>) {
    for (role, line) in said {
        let Some(wanted) = used_for(role) else { continue };
        let known = prose::same_words(&line, &item.headline);
        let place = place(item, wanted);
        if place.is_empty() && !known {
            *place = line;
        }
    }
}

/// Where a sender has headlines for single uses only, one of them is the headline.
pub(crate) fn promote(item: &mut Item) {
    for wanted in [HeadlineUse::Search, HeadlineUse::Short, HeadlineUse::Alert] {
        if item.headline.is_empty() {
            item.headline = std::mem::take(place(item, wanted));
        }
    }
}
