//! Kills of which nothing but their words says what they kill: old wires, texts and mails whose slugline is not the
//! original's.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use story::{Item, folded};

/// A kill speaks of what its source sent since then.
pub(crate) const SPAN: SignedDuration = SignedDuration::from_hours(36);

/// Whether its format has no identifiers that would say it.
pub(crate) fn is_nameless(item: &Item) -> bool {
    matches!(item.format.as_str(), "anpa" | "iptc7901" | "text" | "mail")
}

/// Whether a kill may be one of this item: it says the item's slugline, or most of its headline.
pub(crate) fn may_kill(kill: &Item, item: &Item) -> bool {
    const SLUG_LETTERS_MIN: usize = 6;
    let said = store::words_of_item(kill) + "\n" + &folded(&kill.editors_note);
    let said = spaced(&said);
    let slug = spaced(&folded(&item.slugline));
    if slug.trim().chars().count() >= SLUG_LETTERS_MIN && said.contains(&slug) {
        return true;
    }
    let of = |text: &str| -> BTreeSet<String> {
        let folded = folded(text);
        let words = folded.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().count() > 2).map(str::to_owned).collect()
    };
    let (own, theirs) = (of(&item.headline), of(&said));
    let shared = own.intersection(&theirs).count();
    // Three words of four, and no headline of one or two.
    shared >= 3 && shared * 4 >= own.len() * 3
}

/// Words with one space around each.
fn spaced(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kill_is_of_what_it_names_and_of_nothing_else() {
        let item = Item {
            slugline: "EU-Osk-Port".into(),
            headline: "Le port d’Osk rouvre après la tempête".into(),
            ..Item::default()
        };
        let kill = |slugline: &str, headline: &str, text: &str| Item {
            slugline: slugline.into(),
            headline: headline.into(),
            blocks: vec![story::Block { id: 1, body: story::BlockBody::Paragraph(text.into()) }],
            ..Item::default()
        };
        for (kill, is_of_it) in [
            (kill("KILL", "KILL EU-Osk-Port", ""), true),
            (
                kill(
                    "BULLETIN-KILL",
                    "BULLETIN KILL",
                    "Please kill the story slugged EU--Osk-Port, sent at 0900.",
                ),
                true,
            ),
            (kill("ANNUL", "ANNULATION : Le port d'Osk rouvre apres la tempete", ""), true),
            (kill("KILL", "KILL EU-Osk-Portal", ""), false),
            (kill("KILL", "KILL", "The port story is wrong."), false),
            (kill("ANNUL", "ANNULATION : Le tennis rouvre après la pluie", ""), false),
        ] {
            assert_eq!(may_kill(&kill, &item), is_of_it, "{kill:?}");
        }
        let short = Item { slugline: "port".into(), headline: "Port rouvert".into(), ..Item::default() };
        assert!(!may_kill(&kill("KILL", "KILL port rouvert", ""), &short), "too little to be told by");
    }
}
