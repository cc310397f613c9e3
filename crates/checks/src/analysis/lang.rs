//! The language whose tables a story is read with.

use story::{Language, TextRole};

use super::{Kind, Text};
use crate::tables::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lang {
    Fr,
    En,
    Ar,
    Es,
    De,
    Fa,
    /// None of ours: only what needs no words is checked.
    Other,
}

impl Lang {
    pub(crate) const KNOWN: [Self; 6] = [Self::Fr, Self::En, Self::Ar, Self::Es, Self::De, Self::Fa];

    /// As the story says, where it says something.
    pub(crate) fn declared(language: &Language) -> Option<Self> {
        Some(match language.primary() {
            "fr" => Self::Fr,
            "en" => Self::En,
            "ar" => Self::Ar,
            "es" => Self::Es,
            "de" => Self::De,
            "fa" => Self::Fa,
            "" => return None,
            _ => Self::Other,
        })
    }

    /// As its small words say.
    pub(crate) fn guess<'t>(texts: impl Iterator<Item = &'t Text<'t>>) -> Self {
        guess(texts)
    }

    /// Its column in the tables of places.
    pub(crate) fn column(self) -> Option<usize> {
        Self::KNOWN.iter().position(|known| *known == self)
    }

    pub(crate) fn is_arabic_script(self) -> bool {
        matches!(self, Self::Ar | Self::Fa)
    }
}

/// Words looked at: more would not change the answer.
const SAMPLE_WORDS: usize = 400;

fn guess<'t>(texts: impl Iterator<Item = &'t Text<'t>>) -> Lang {
    let mut counts = [0usize; 6];
    let mut seen = 0;
    for text in texts.filter(|text| text.role != TextRole::Credit) {
        let words = (0..text.tokens.len()).filter(|n| text.tokens[*n].kind == Kind::Word);
        for word in words.take(SAMPLE_WORDS - seen) {
            seen += 1;
            for (count, lang) in counts.iter_mut().zip(Lang::KNOWN) {
                *count += usize::from(Words::of(lang).function.contains(text.fold(word)));
            }
        }
    }
    let best = counts.iter().enumerate().max_by_key(|(n, count)| (**count, std::cmp::Reverse(*n)));
    match best {
        // One small word in eight is little for any of the six; below it is another language or a list.
        Some((n, count)) if *count * 8 >= seen.max(1) => Lang::KNOWN[n],
        _ => Lang::Other,
    }
}
