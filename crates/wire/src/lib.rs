//! Bytes of a wire, feed, web page or plain text to items and problems, and live stories to the bytes that partners
//! get. Pure functions: no I/O, no clock, no async. One file per format in `formats` and `writers`; the limits of what a
//! file may cost are in `limits`.

mod damage;
mod dates;
mod decode;
mod embargo;
mod finish;
mod formats;
mod headlines;
mod href;
mod html;
mod json;
mod language;
pub mod limits;
mod notes;
mod own;
mod packed;
mod problem;
mod prose;
mod tree;
mod urgency;
mod writers;
mod xml;

pub use damage::is_damage;
pub use formats::{FORMATS, Mapping};
use story::{Format, Origin, Parsed};
pub use writers::WRITERS;

/// Reads bytes in the format that is most sure they are its own.
pub fn parse(bytes: &[u8], origin: &Origin) -> Parsed {
    match recognise(bytes, origin) {
        Some(format) => parse_as(format, bytes, origin),
        None => formats::refuse(bytes),
    }
}

/// Reads bytes in a format that the caller knows.
pub fn parse_as(format: &Format, bytes: &[u8], origin: &Origin) -> Parsed {
    (format.parse)(bytes, origin)
}

/// The format that is most sure these bytes are its own; the first in the list where two are.
pub fn recognise(bytes: &[u8], origin: &Origin) -> Option<&'static Format> {
    formats::recognise(bytes, origin)
}

/// The format of that name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
