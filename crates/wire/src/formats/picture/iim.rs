//! IPTC-IIM 4.2: data sets of a record number, a data set number, a length and a text.

use story::Located;

use super::{Said, moment};
use crate::decode;
use crate::problem::Problems;

/// Data sets of record 2, in the order of the file; text decoded.
pub(super) fn read(bytes: &[u8]) -> Said {
    const SETS_MAX: usize = 2_000;
    let (mut sets, mut at, mut utf8): (Vec<(u8, &[u8])>, usize, bool) = (Vec::new(), 0, false);
    while let Some([0x1C, record, number, high, low]) = bytes.get(at..at + 5) {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // The high bit announces a length of lengths: for objects larger than any text.
        let Some(value) = bytes.get(at + 5..at + 5 + length).filter(|_| length < 0x8000) else { break };
        match (record, number) {
            (1, 90) => utf8 = value == b"\x1B%G",
            (2, _) if sets.len() < SETS_MAX => sets.push((*number, value)),
            _ => {}
        }
        at += 5 + length;
    }
    said(&sets, utf8)
}

fn said(sets: &[(u8, &[u8])], utf8: bool) -> Said {
    let text = |bytes: &[u8]| {
        let kind = if utf8 { "text/plain; charset=utf-8" } else { "" };
        decode::text(bytes, kind, &mut Problems::default()).trim().to_owned()
    };
    let all = |number: u8| -> Vec<String> {
        let of = sets.iter().filter(|(n, _)| *n == number).map(|(_, value)| text(value));
        of.filter(|value| !value.is_empty()).collect()
    };
    let one = |number: u8| all(number).into_iter().next().unwrap_or_default();
    let mut categories = all(15);
    categories.extend(all(20));
    Said {
        title: one(5),
        urgency: one(10),
        subject_codes: all(12).iter().filter_map(|said| said.split(':').nth(1).map(str::to_owned)).collect(),
        categories,
        keywords: all(25),
        expires: moment(&one(37), &one(38)),
        instructions: one(40),
        created: moment(&one(55), &one(60)),
        creators: all(80),
        creator_title: one(85),
        located: Located { city: one(90), region: one(95), country: one(101) },
        sublocation: one(92),
        country_code: one(100),
        job: one(103),
        headline: one(105),
        credit: one(110),
        source: one(115),
        copyright: one(116),
        caption: one(120),
        caption_writer: one(122),
        language: one(135),
        ..Said::default()
    }
}
