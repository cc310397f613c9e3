//! Broken wires by the hundred: samples of every format, mutated from a seed. No panic, and memory in proportion. The long
//! search, led by which code an input reaches, is `make fuzz`.

#![allow(clippy::disallowed_methods, reason = "the room is pure; its test reads samples")]

use std::path::Path;

use peak_alloc::PeakAlloc;
use story::{Format, Origin};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const INPUTS: u64 = 80;
/// What the promise allows beside twenty times the input.
const FLOOR_BYTES: usize = 64 << 20;
const INPUT_BYTES_MAX: usize = 256 << 10;

/// Pieces that have hurt readers of these formats.
const PIECES: &[&[u8]] = &[
    b"<!DOCTYPE a [<!ENTITY x \"xxxxxxxx\">]>",
    b"&x;",
    b"<![CDATA[",
    b"]]>",
    b"<a><a><a><a>",
    b"</a>",
    b"\0",
    b"\xff\xfe",
    b"\xc3",
    b"\x1b[0m",
    b"{\"a\":[[[[",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-99999999999999999999",
    b"9999-99-99T99:99:99+99:99",
    b"BEGIN:VEVENT\r\n",
    b"RRULE:FREQ=SECONDLY\r\n",
    b"=?utf-8?B?////?=",
    b"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n",
    b"\x01\x02\x03\x04",
    b"\r\n.\r\n",
];

/// xorshift64*: the same seed breaks the same things.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    }

    fn range(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.roll(length + 1);
        start..(start + self.roll(200)).min(length)
    }
}

fn mutated(samples: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = samples[dice.roll(samples.len())].clone();
    for _ in 0..=dice.roll(6) {
        let range = dice.range(bytes.len());
        match dice.roll(8) {
            0 => bytes.truncate(range.start),
            1 => drop(bytes.drain(range)),
            2 => {
                let copy = bytes[range.clone()].repeat(1 + dice.roll(50));
                bytes.splice(range.start..range.start, copy);
            }
            3 => {
                let other = &samples[dice.roll(samples.len())];
                let piece = dice.range(other.len());
                bytes.splice(range, other[piece].iter().copied());
            }
            4 => {
                for at in range {
                    bytes[at] ^= 1 << dice.roll(8);
                }
            }
            5 => {
                let piece = PIECES[dice.roll(PIECES.len())].repeat(1 + dice.roll(2000));
                bytes.splice(range.start..range.start, piece);
            }
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())];
                bytes.splice(range, piece.iter().copied());
            }
        }
    }
    bytes.truncate(INPUT_BYTES_MAX);
    bytes
}

fn samples(format: &Format) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats").join(format.name);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.is_file() && path.extension().is_none_or(|end| end != "snap"));
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn hold(format: &Format, bytes: &[u8]) {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    let parsed = wire::parse_as(format, bytes, &Origin::default());
    let used = ALLOCATED.peak_usage().saturating_sub(before);
    let allowed = 20 * bytes.len() + FLOOR_BYTES;
    if used > allowed {
        let kept = std::env::temp_dir().join(format!("marbre-fuzz-{}", format.name));
        std::fs::write(&kept, bytes).unwrap();
        panic!("{}: {used} bytes for {} of input, kept as {}", format.name, bytes.len(), kept.display());
    }
    drop(parsed);
}

#[test]
fn whatever_is_broken_no_format_falls_over_or_eats_the_machine() {
    for (place, format) in wire::FORMATS.iter().enumerate() {
        let samples = samples(format);
        let mut dice = Dice(1_000_004 + place as u64);
        for _ in 0..INPUTS {
            hold(format, &mutated(&samples, &mut dice));
        }
    }
}
