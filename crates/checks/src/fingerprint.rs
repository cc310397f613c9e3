//! The name of a fault that survives moves and unrelated edits: who says it, of which words, beside which, on what
//! evidence.

use story::{Evidence, Span, Target};

/// FNV-1a, 64 bits: small, and the same on every platform and in every version of Rust.
pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub(crate) fn number(&self) -> u64 {
        self.0
    }

    pub(crate) fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Words on either side, within the sentence, by which a fault is told from another one of the same words.
const BESIDE: usize = 2;

/// What stands on either side of some words of a text.
pub(crate) fn beside(text: &str, span: Span) -> String {
    let ends = |letter: char| matches!(letter, '.' | '!' | '?' | '؟' | '…' | '\n');
    let words = |part: &'_ str| -> Vec<String> {
        let words = part.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let before = words(text[..span.start].rsplit(ends).next().unwrap_or_default());
    let after = words(text[span.end..].split(ends).next().unwrap_or_default());
    let (before, after) = (&before[before.len().saturating_sub(BESIDE)..], &after[..after.len().min(BESIDE)]);
    format!("{}|{}", before.join(" "), after.join(" "))
}

/// Field addresses and offsets are left out on purpose, and so are the notes: they change with the
/// journalist's language. `beside`: of each target.
pub(crate) fn fingerprint(
    rule: &str,
    targets: &[Target],
    beside: &[String],
    evidence: &[Evidence],
) -> String {
    let mut hash = Fnv::new();
    hash.add(rule);
    for (target, beside) in targets.iter().zip(beside) {
        hash.add(&normal(&target.text));
        hash.add(beside);
    }
    hash.add("|");
    // Words of a calendar or a table are spoken in the journalist's language; words of the story are not.
    let mut proofs: Vec<String> =
        evidence.iter().filter(|proof| proof.at.is_some()).map(|proof| normal(&proof.text)).collect();
    // A paragraph that moved changes the order in which the evidence stands.
    proofs.sort();
    proofs.iter().for_each(|proof| hash.add(proof));
    hash.hex()
}

/// Of two findings with one name, the later one's own.
pub(crate) fn renamed(name: &str, nth: usize) -> String {
    let mut hash = Fnv::new();
    hash.add(name);
    hash.add(&nth.to_string());
    hash.hex()
}

fn normal(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
