//! Stub.
use story::Item;

use super::{Head, Input};
use crate::problem::Problems;

pub(super) fn sniff(head: &Head) -> u8 {
    u8::from(!head.text.is_empty())
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let _ = input.text(problems);
    Vec::new()
}
