//! Where the item that is open says otherwise than a live story of ours that was built from an earlier version of it.

use newsroom::Arrived;
use serde::Serialize;
use story::Content;

use super::board::slug;
use crate::comparison::{Piece, words_between};
use crate::page::Screen;
use crate::problem::Problem;

/// Stories looked at for one item, and differences shown of each.
const STORIES_MAX: usize = 8;
const SHOWN_MAX: usize = 3;
/// A longer run that changed was written anew: nobody's figure stands against another's.
const WORDS_MAX: usize = 3;
/// A shorter word with a capital opens a sentence as often as it names somebody.
const NAME_LETTERS_MIN: usize = 4;

/// One live story and what it still says.
#[derive(Debug, Serialize)]
pub(crate) struct Contradiction {
    story: String,
    name: String,
    language: String,
    direction: &'static str,
    says: Vec<Said>,
}

/// Our words, and the item's in their place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Said {
    ours: String,
    theirs: String,
}

/// By live stories built from the versions before this one; `family` is in the order of versions.
pub(crate) async fn of(
    screen: &Screen<'_>,
    before: &[Arrived],
    open: &Arrived,
) -> Result<Vec<Contradiction>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let item = open.row.item.to_content();
    let mut found: Vec<Contradiction> = Vec::new();
    for earlier in before {
        for row in newsroom.stories_built_from(caller, earlier.row.id).await? {
            let Some(live) = row.live.filter(|_| found.len() < STORIES_MAX) else { continue };
            let ours = newsroom.revision(caller, row.id, live).await?.content;
            let says = said(&ours, &earlier.row.item.to_content(), &item);
            let known = |other: &Contradiction| other.story == row.id.to_string() && other.says == says;
            if !says.is_empty() && !found.iter().any(known) {
                found.push(Contradiction {
                    story: row.id.to_string(),
                    name: slug(&row),
                    language: ours.language.to_string(),
                    direction: ours.language.direction().as_str(),
                    says,
                });
            }
        }
    }
    Ok(found)
}

/// Figures and names that the wire changed and our story still has as they were.
fn said(ours: &Content, earlier: &Content, item: &Content) -> Vec<Said> {
    let (ours, earlier, item) = (plain(ours), plain(earlier), plain(item));
    let pieces = words_between(&earlier, &item);
    let mut all: Vec<Said> = Vec::new();
    for (n, pair) in pieces.windows(2).enumerate() {
        let [old, new] = pair else { continue };
        let Some(said) = changed(old, new, pieces.get(n + 2)) else { continue };
        let stands = stands(&ours, &said.ours) && !stands(&ours, &said.theirs) && !stands(&item, &said.ours);
        if stands && !all.contains(&said) && all.len() < SHOWN_MAX {
            all.push(said);
        }
    }
    all
}

/// One figure or name in place of another, the figure with the word it counts.
fn changed(old: &Piece, new: &Piece, next: Option<&Piece>) -> Option<Said> {
    if (old.change, new.change) != ("removed", "added") {
        return None;
    }
    let (old, new) = (old.text.trim(), new.text.trim());
    let brief = |text: &str| (1..=WORDS_MAX).contains(&text.split_whitespace().count());
    if !brief(old) || !brief(new) {
        return None;
    }
    let figure = |text: &str| text.contains(char::is_numeric);
    if figure(old) && figure(new) {
        let counted = counted(&next?.text);
        let with = |figure: &str| format!("{figure} {counted}");
        return (!counted.is_empty()).then(|| Said { ours: with(old), theirs: with(new) });
    }
    let name = |text: &str| {
        text.starts_with(char::is_uppercase) && text.chars().count() >= NAME_LETTERS_MIN && !figure(text)
    };
    (name(old) && name(new)).then(|| Said { ours: old.into(), theirs: new.into() })
}

/// The word after a figure, with the groups of digits that belong to the figure ("340 000 tonnes").
fn counted(after: &str) -> String {
    let mut counted: Vec<&str> = Vec::new();
    for word in after.split_whitespace().take(WORDS_MAX) {
        counted.push(word);
        if !word.starts_with(char::is_numeric) {
            break;
        }
    }
    let counted = counted.join(" ");
    counted.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '%').to_owned()
}

/// All that the content says, its spaces all alike.
fn plain(content: &Content) -> String {
    let words: Vec<&str> = content.fields().flat_map(|text| text.text.split_whitespace()).collect();
    words.join(" ")
}

/// As whole words.
fn stands(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(words: &str) -> Content {
        Content { standfirst: words.into(), ..Content::default() }
    }

    fn found(ours: &str, earlier: &str, item: &str) -> Vec<(String, String)> {
        let said = said(&content(ours), &content(earlier), &content(item));
        said.into_iter().map(|said| (said.ours, said.theirs)).collect()
    }

    #[test]
    fn a_figure_or_a_name_that_the_wire_changed_stands_against_ours() {
        let grouped =
            found("Un quota de 340 000 tonnes.", "340 000 tonnes, dit-on.", "345 000 tonnes, dit-on.");
        assert_eq!(grouped, [("340 000 tonnes".to_owned(), "345 000 tonnes".to_owned())]);
        let earlier = "68 camions attendaient mardi, a dit Odile Ferrand.";
        for (ours, item, expected) in [
            (
                "On compte 68\u{a0}camions.",
                "86 camions attendaient mardi, a dit Odile Ferrand.",
                Some(("68 camions", "86 camions")),
            ),
            (
                "Odile Ferrand le dit.",
                "68 camions attendaient mardi, a dit Odile Ferrant.",
                Some(("Ferrand", "Ferrant")),
            ),
            ("On compte 86 camions.", "86 camions attendaient mardi, a dit Odile Ferrand.", None),
            ("On compte 68 ferries.", "86 camions attendaient mardi, a dit Odile Ferrand.", None),
            ("On compte 168 camions.", "86 camions attendaient mardi, a dit Odile Ferrand.", None),
            (
                "On compte 68 camions.",
                "86 camions attendaient mardi, 68 camions lundi, a dit Odile Ferrand.",
                None,
            ),
            ("68 camions mardi.", "68 camions attendaient mercredi, a dit Odile Ferrand.", None),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(found(ours, earlier, item), expected, "{ours} / {item}");
        }
    }

    #[test]
    fn what_was_written_anew_stands_against_nothing() {
        let earlier = "Le port de Lorme rouvre, 68 camions attendent.";
        assert!(
            found(earlier, earlier, "La passe reste fermée. Quatre navires ont été déroutés vers Sarrac.")
                .is_empty()
        );
    }
}
