//! Which lines of a text are for the desk and not for readers: seen one after the other, since some lines open a part
//! that is all notes.

use crate::prose::label::{self, Label};
use crate::prose::{ends_sentence, has_more_words, words_only};

/// Walks through a text from its first line.
#[derive(Debug, Default)]
pub(crate) struct Sorting {
    /// The story has begun.
    begun: bool,
    /// From here on everything is this.
    open: Option<Label>,
    /// The text begins with the word that none of it is for publication.
    pub(crate) forbidden: bool,
}

/// Where a line belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Text,
    /// A sign that the story is over.
    Nowhere,
    Note(Label),
}

impl Sorting {
    pub(crate) fn line(&mut self, text: &str) -> Place {
        if self.begun && is_end(text) {
            self.open = self.open.take().or(Some(Label::Editors));
            return Place::Nowhere;
        }
        if let Some(found) = label::line(text) {
            if label::is_heading(text) {
                self.forbidden |= !self.begun && found == Label::Private;
                self.open = Some(found.clone()).filter(|_| self.begun).or(self.open.take());
            }
            return Place::Note(found);
        }
        match &self.open {
            Some(_) if is_contact(text) => Place::Note(Label::Private),
            Some(open) => Place::Note(open.clone()),
            None => {
                self.begun |= has_more_words(text, 5) && ends_sentence(text);
                Place::Text
            }
        }
    }
}

/// `-ENDS-`, `###`, `FIN`: set apart by signs or in capitals, since "Fin" may be a title.
fn is_end(text: &str) -> bool {
    const WORDS: &[&str] = &["ends", "end", "ende", "fin", "fine", "schluss", "nnnn", "mfl", "30"];
    const LETTERS_MAX: usize = 16;
    let text = text.trim();
    if text.len() > LETTERS_MAX {
        return false;
    }
    let signs = text.chars().filter(|letter| matches!(letter, '#' | '-' | '*' | '–' | '—' | '/')).count();
    let hashes = text.starts_with('#') && text.chars().all(|letter| matches!(letter, '#' | ' '));
    let named = WORDS.contains(&words_only(text).as_str())
        && (signs >= 2 || (text.len() > 2 && !text.chars().any(char::is_lowercase) && !text.contains('3')));
    named || (hashes && text.matches('#').count() >= 3)
}

/// How to reach somebody.
fn is_contact(text: &str) -> bool {
    text.contains('@') || text.chars().filter(char::is_ascii_digit).count() >= 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(lines: &[&str]) -> (Vec<Place>, bool) {
        let mut sorting = Sorting::default();
        let places = lines.iter().map(|line| sorting.line(line)).collect();
        (places, sorting.forbidden)
    }

    #[test]
    fn what_stands_behind_the_end_is_for_the_desk() {
        let (editors, private) = (Place::Note(Label::Editors), Place::Note(Label::Private));
        for end in ["-ENDS-", "###", "FIN", "- Ende -"] {
            let (places, _) = sorted(&[
                "The port of Vara is open again today.",
                end,
                "About the port: it is the oldest of the coast.",
                "Ann Lorne, +47 21 00 00 00",
            ]);
            assert_eq!(places, [Place::Text, Place::Nowhere, editors.clone(), private.clone()], "{end}");
        }
        let (places, _) = sorted(&[
            "The port of Vara is open again today.",
            "*** NOT FOR PUBLICATION ***",
            "The source is the harbour master.",
        ]);
        assert_eq!(places, [Place::Text, private.clone(), private]);
    }

    #[test]
    fn a_title_is_no_end_and_a_ban_over_everything_is_told() {
        let (places, _) =
            sorted(&["The port of Vara is open again today.", "Fin", "It rains on the quay again."]);
        assert_eq!(places, [Place::Text, Place::Text, Place::Text]);
        let (places, forbidden) = sorted(&["NOT FOR PUBLICATION", "The port of Vara is open again today."]);
        assert!(forbidden && places[1] == Place::Text);
    }
}
