//! The picture that stands for a page where others share it and it has none of its own.

use crate::Direction;

/// What the picture says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocialCard {
    /// The newspaper.
    pub title: String,
    /// May be empty.
    pub kicker: String,
    /// May be empty: the newspaper then stands alone.
    pub headline: String,
    /// A day or an address, small; may be empty.
    pub foot: String,
    pub direction: Direction,
}

/// Draws such pictures.
pub trait CardMaker: Send + Sync {
    /// A PNG of [`SocialCard::WIDTH`] × [`SocialCard::HEIGHT`] pixels; the same card gives the same bytes.
    fn draw(&self, card: &SocialCard) -> Vec<u8>;
}

impl SocialCard {
    pub const WIDTH: u32 = 1200;
    pub const HEIGHT: u32 = 630;
}
