//! A paragraph that stands twice in one story, word for word or nearly.

use std::collections::HashMap;
use std::sync::Arc;

use story::{Severity, Stage, TextRole};

use crate::analysis::Analysis;
use crate::draft::{Draft, Place, Proof, say};
use story::Span;

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Shorter paragraphs are sub-headings, refrains and signatures.
const WORDS_MIN: usize = 14;
/// Words in a row that are compared.
const SHINGLE: usize = 3;
/// Per cent of the shorter one's shingles that the other has too.
const ALIKE_PERCENT: usize = 55;
/// Paragraphs nearly alike are told from this length on.
const NEAR_WORDS_MIN: usize = 18;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let texts =
        story.with_role(|role| matches!(role, TextRole::Paragraph | TextRole::Quote | TextRole::ListItem));
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut drafts = Vec::new();
    let mut shingles: Vec<(usize, Arc<Vec<u64>>)> = Vec::new();
    for text in texts {
        let own = story.once(text, "repeated-paragraph", || hashes(story, text));
        if own.len() + SHINGLE - 1 < WORDS_MIN {
            continue;
        }
        // How often each earlier paragraph has one of these shingles.
        let mut shared: HashMap<usize, usize> = HashMap::new();
        own.iter().for_each(|hash| {
            for earlier in seen.get(hash).into_iter().flatten() {
                *shared.entry(*earlier).or_default() += 1;
            }
        });
        story.fuel.spend(own.len() + shared.values().sum::<usize>());
        let best = shared.into_iter().max_by_key(|(earlier, count)| (*count, std::cmp::Reverse(*earlier)));
        if let Some((earlier, count)) = best {
            let (first, other) = &shingles[earlier];
            drafts.extend(draft(story, *first, text, count, own.len().max(other.len())));
        }
        for hash in own.iter() {
            let known = seen.entry(*hash).or_default();
            if known.last() != Some(&shingles.len()) {
                known.push(shingles.len());
            }
        }
        shingles.push((text, own));
    }
    drafts
}

/// Each run of three words of a text, as a number; a run that stands twice counts once.
fn hashes(story: &Analysis, text: usize) -> Vec<u64> {
    let source = &story.texts[text];
    let words: Vec<&str> =
        (0..story.tokens(text).len()).filter(|n| source.is_word(*n)).map(|n| source.fold(n)).collect();
    let mut hashes: Vec<u64> = words
        .windows(SHINGLE)
        .map(|run| {
            run.iter()
                .flat_map(|word| word.bytes().chain([0]))
                .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                })
        })
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn draft(story: &Analysis, first: usize, second: usize, shared: usize, longer: usize) -> Option<Draft> {
    let whole = |text: usize| Place { text, span: Span::new(0, story.texts[text].text.len()) };
    let exact = shared == longer;
    let near = longer + SHINGLE > NEAR_WORDS_MIN && shared * 100 >= longer * ALIKE_PERCENT;
    if !exact && !near {
        return None;
    }
    let message = if exact { say("repeated-paragraph") } else { say("repeated-paragraph-nearly") };
    let severity = if shared * 100 >= longer * 80 { Severity::Error } else { Severity::Warn };
    let draft = Draft::new(severity, message, vec![whole(second)])
        .sure(if exact { 990 } else { 900 })
        .because(Proof::At(say("note-first-time"), whole(first)));
    Some(draft.mend(say("mend-take-away"), vec![(whole(second), String::new())]))
}
