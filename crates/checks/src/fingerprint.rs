//! The name of a fault that survives moves and unrelated edits: who says it, of which words, on what evidence.

use story::{Evidence, Target};

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

/// Field addresses and offsets are left out on purpose, and so are the notes: they change with the
/// journalist's language.
pub(crate) fn fingerprint(rule: &str, targets: &[Target], evidence: &[Evidence]) -> String {
    let mut hash = Fnv::new();
    hash.add(rule);
    for target in targets {
        hash.add(&normal(&target.text));
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

fn normal(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
