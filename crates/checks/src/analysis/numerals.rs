//! How words of numbers are put together.

use crate::tables::words::Words;

/// No number below a million is longer; each part of one that is would be taken apart in turn.
const BYTES_MAX: usize = 80;

/// German writes a number below a million as one word: `zweihundertfünfundzwanzig`.
pub(super) fn closed_up(word: &str, words: &Words) -> Option<f64> {
    if word.len() > BYTES_MAX {
        return None;
    }
    let part = |word: &str| if word.is_empty() { None } else { closed_up_or_known(word, words) };
    for (joint, times) in [("tausend", 1000.0), ("hundert", 100.0)] {
        if let Some((before, after)) = word.split_once(joint) {
            let counted = if before.is_empty() { 1.0 } else { part(before)? };
            let rest = after.strip_prefix("und").unwrap_or(after);
            let rest = if rest.is_empty() { 0.0 } else { part(rest)? };
            return Some(counted * times + rest);
        }
    }
    let (ones, tens) = word.split_once("und")?;
    let (ones, tens) = (words.number_words.get(ones)?, words.number_words.get(tens)?);
    (*ones < 10.0 && (20.0..100.0).contains(tens)).then_some(ones + tens)
}

fn closed_up_or_known(word: &str, words: &Words) -> Option<f64> {
    words.number_words.get(word).copied().or_else(|| closed_up(word, words))
}

/// An Arabic word without what is written in one with it: and, so, with, for, the. A short one would be another word.
pub(super) fn unclothed(word: &str, begun: bool) -> Option<&str> {
    let bare = word.strip_prefix(['و', 'ف', 'ب', 'ل']).unwrap_or(word);
    let bare = bare.strip_prefix("ال").unwrap_or(bare);
    let letters = if begun && word.starts_with('و') { 2 } else { 4 };
    (bare.len() < word.len() && bare.chars().count() >= letters).then_some(bare)
}

/// quatre-vingt is 80, vingt-quatre 24, cent deux 102, deux cent 200.
pub(super) fn joined(current: f64, value: f64) -> f64 {
    let product = (value == 100.0 && current > 0.0 && current < 100.0) || (value == 20.0 && current == 4.0);
    if product { current * value } else { current + value }
}
