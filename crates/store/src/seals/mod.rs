//! Seals: what makes a changed, removed, added or moved revision or publication of a story show.
//!
//! All that was written about a story is one chain, oldest first. A link is sealed with SHA-256 (FIPS 180-4):
//!
//! ```text
//! seal(0) = H(02 ‖ story)                   story: 8 bytes
//! leaf(n) = H(00 ‖ kind ‖ n ‖ columns)      kind: 1 byte, 0 for a revision and 1 for a journal entry; n: 8 bytes
//! seal(n) = H(01 ‖ seal(n - 1) ‖ leaf(n))
//! ```
//!
//! Numbers are big-endian. A column is `00` where it is empty, `01` and 8 bytes where it is a number (two's complement), `02`,
//! its length in 8 bytes and its bytes where it is a text: no two rows are written alike. The first byte keeps a leaf from
//! being taken for a seal, as in RFC 6962, section 2.1 (RFC 9162, section 2.1.1). The columns are, exactly as they are stored,
//!
//! - of a revision: story, number, base, author, at, note, beside, headline, content;
//! - of a journal entry: at, story, change, entry (which holds the words, and the notices of corrections). Its number in the
//!   journal is not sealed: it is given in the last moment, behind the story's row. That a story's entries are numbered in
//!   the order of their links is verified beside the seals.
//!
//! What this proves and what it cannot is told in `decisions/0018-sealed-records.md`.

mod keep;
mod record;

use ring::digest::{Context, SHA256, SHA256_OUTPUT_LEN};
use story::StoryId;

use crate::value::{Value, values};

pub(crate) use keep::{Known, LAST_OF_STORY_LOCKED, STATEMENTS as KEEP, read_chain};
pub(crate) use record::STATEMENTS as RECORD;
pub use record::{Break, Disagreement, Record, SealedLink, Verdict};

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    Revision,
    /// An entry of the journal.
    Publication,
}

impl LinkKind {
    pub(crate) fn number(self) -> u64 {
        match self {
            Self::Revision => 0,
            Self::Publication => 1,
        }
    }
}

type Seal = [u8; SHA256_OUTPUT_LEN];

/// Where the chain of a story ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chain {
    links: u64,
    last: Seal,
}

impl Chain {
    pub(crate) fn start(story: StoryId) -> Self {
        Self { links: 0, last: digest(2, &[&story.number().to_be_bytes()]) }
    }

    /// As it is kept with the story. What is no seal is none: the chain goes on from there, and does not agree.
    fn kept(links: u64, seal: &str) -> Self {
        Self { links, last: read(seal).unwrap_or_default() }
    }

    /// Adds a row; its place and its seal, as they are stored with it.
    pub(crate) fn add(&mut self, kind: LinkKind, columns: &[Value]) -> [Value; 2] {
        self.links += 1;
        self.last = digest(1, &[&self.last, &leaf(kind, self.links, columns)]);
        [Value::from(self.links), Value::from(self.seal())]
    }

    fn seal(&self) -> String {
        hex(&self.last)
    }

    /// As it is stored with the story.
    pub(crate) fn values(&self) -> Vec<Value> {
        values![self.links, self.seal()]
    }
}

fn leaf(kind: LinkKind, link: u64, columns: &[Value]) -> Seal {
    let mut bytes = vec![kind.number() as u8];
    bytes.extend(link.to_be_bytes());
    for column in columns {
        match column {
            Value::Int(None) | Value::Text(None) => bytes.push(0),
            Value::Int(Some(number)) => {
                bytes.push(1);
                bytes.extend(number.to_be_bytes());
            }
            Value::Text(Some(text)) => {
                bytes.push(2);
                bytes.extend((text.len() as u64).to_be_bytes());
                bytes.extend(text.as_bytes());
            }
        }
    }
    digest(0, &[&bytes])
}

fn digest(domain: u8, parts: &[&[u8]]) -> Seal {
    let mut context = Context::new(&SHA256);
    context.update(&[domain]);
    parts.iter().for_each(|part| context.update(part));
    let mut seal = Seal::default();
    seal.copy_from_slice(context.finish().as_ref());
    seal
}

/// Over the seals of many stories, as they are written out.
pub fn head_seal(text: &str) -> String {
    hex(ring::digest::digest(&SHA256, text.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(seal: &str) -> Option<Seal> {
    let mut bytes = Seal::default();
    if seal.len() != bytes.len() * 2 || !seal.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(seal.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed from the description above by another program.
    #[test]
    fn a_seal_is_what_its_description_says() {
        let mut chain = Chain::start(StoryId::from_number(7));
        assert_eq!(chain.seal(), "3e0a49abd02b7791dd914c5e20f5e023daf9c9b145e14238f80309491e2debb9");
        let revision = [Value::from(7_u64), Value::from(1_u64), Value::Int(None), Value::from("déjà")];
        chain.add(LinkKind::Revision, &revision);
        assert_eq!(chain.seal(), "3322863510305ed97c16989009d8c6e9894863e229a8b40bc64818d55512b8ac");
        chain.add(LinkKind::Publication, &[Value::from(-1_i64), Value::from("")]);
        assert_eq!(chain.seal(), "050217da15cd19d32f7d8b061383370ddc8130138a0337be62543b39f85defaa");
    }

    #[test]
    fn no_two_rows_are_sealed_alike() {
        let none: Option<u64> = None;
        let rows = [
            values!["ab", "c"],
            values!["a", "bc"],
            values!["abc"],
            values!["abc", ""],
            values!["abc", none],
            values![0_u64],
            values![none],
            values![""],
            values![],
        ];
        let kinds = [LinkKind::Revision, LinkKind::Publication];
        let leaves = kinds.iter().flat_map(|kind| rows.iter().map(|row| leaf(*kind, 1, row)));
        let different: std::collections::BTreeSet<Seal> = leaves.collect();
        assert_eq!(different.len(), 2 * rows.len());
    }

    #[test]
    fn what_is_no_seal_is_read_as_none() {
        let seal = Chain::start(StoryId::from_number(1)).seal();
        assert!(read(&seal).is_some());
        for broken in ["", "é", &seal[1..], &format!("{seal}0"), &format!("+{}", &seal[1..])] {
            assert_eq!(read(broken), None, "{broken}");
        }
    }
}
