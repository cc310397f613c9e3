//! A name that the headline spells otherwise than the text.

use story::{Severity, Stage, TextRole};

use super::name_spelled_two_ways::draft;
use crate::analysis::Analysis;
use crate::draft::Draft;

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story
        .variants()
        .iter()
        .filter_map(|variant| draft(story, variant, |role| role == TextRole::Headline))
        .collect()
}
