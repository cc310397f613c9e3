//! Bytes of a picture to what it says about itself, and to the sizes that readers get. Values in, values out.
//!
//! *Invariant:* nothing is unpacked before the first bytes have said that it fits into [`MEMORY_MAX`].

mod colour;
mod decode;
mod encode;
mod header;
mod inspect;
mod limits;
mod location;
mod master;
mod refusal;
mod typesetter;
mod words;

pub use inspect::{Inspection, inspect};
pub use limits::{BYTES_MAX, FRAMES_MAX, HEIGHT_MAX, MEMORY_MAX, PIXELS_MAX};
pub use location::without_location;
pub use master::Master;
pub use refusal::Refusal;
pub use typesetter::Typesetter;
pub use words::Words;
