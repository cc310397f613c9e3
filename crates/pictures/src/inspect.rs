//! What is known of a picture once it was looked at whole.

use crate::decode;
use crate::master::Master;
use crate::{Refusal, Words, colour};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// As HTTP says it, by the bytes alone.
    pub media_type: &'static str,
    /// Pixels, upright.
    pub width: u32,
    pub height: u32,
    /// The colour that most of it has, as `#rrggbb`; empty where it is not known or the picture is transparent.
    pub colour: String,
    pub words: Words,
}

/// Unpacks the picture, so that one that cannot be shown never gets in. AVIF is believed by its boxes.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, Refusal> {
    let mut opened = decode::open(bytes)?;
    let (width, height) = opened.size();
    let pixels = opened.pixels.take();
    let colour = pixels.map(|pixels| colour::dominant(&Master::of(&opened, &pixels).pixels));
    Ok(Inspection {
        media_type: opened.header.media.media_type(),
        width,
        height,
        colour: colour.unwrap_or_default(),
        words: opened.blocks.words(),
    })
}
