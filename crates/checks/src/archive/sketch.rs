//! A text as a few numbers: two texts share as many of them as they share words in a row.
//! MinHash: A. Broder, "On the resemblance and containment of documents", 1997.

use story::Content;

use super::body;

/// Numbers of a sketch: likeness is told within about 0.07.
const NUMBERS: usize = 48;
/// Two numbers make a band: texts a third alike share one in nine cases of ten.
const BAND: usize = 2;
/// Words in a row that are compared.
const SHINGLE: usize = 3;
/// Flashes share their few words with everything.
const WORDS_MIN: usize = 15;

/// Empty for a text too short to compare.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sketch(Box<[u32]>);

impl Sketch {
    pub(super) fn of(content: &Content) -> Option<Self> {
        let text = body(content).collect::<Vec<_>>().join(" ");
        let words: Vec<u64> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(hash)
            .collect();
        if words.len() < WORDS_MIN {
            return None;
        }
        let mut least = [u32::MAX; NUMBERS];
        for run in words.windows(SHINGLE) {
            let mut mixed = run.iter().fold(0, |hash: u64, word| mix(hash ^ *word));
            for number in &mut least {
                mixed = mix(mixed);
                *number = (*number).min((mixed >> 32) as u32);
            }
        }
        Some(Self(Box::new(least)))
    }

    /// Keys under which texts like this one are found.
    pub(super) fn bands(&self) -> impl Iterator<Item = u64> {
        self.0
            .chunks(BAND)
            .enumerate()
            .map(|(n, band)| band.iter().fold(n as u64 + 1, |key, number| mix(key ^ u64::from(*number))))
    }
}

/// The share of numbers that two sketches have in common.
pub(crate) fn likeness(a: &Sketch, b: &Sketch) -> f64 {
    if a.0.is_empty() || b.0.is_empty() {
        return 0.0;
    }
    let same = a.0.iter().zip(&b.0).filter(|(a, b)| a == b).count();
    same as f64 / NUMBERS as f64
}

fn hash(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xcbf2_9ce4_8422_2325, |hash, letter| mix(hash ^ u64::from(letter as u32)))
}

/// The finaliser of SplitMix64.
fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
