//! Stories that several people write at once: the shared document of each, and who sits at it.

/// Passed each time that words are about to be stored.
pub const KEEP_POINT: &str = "manuscript.before-commit";

mod document;
mod room;
mod seat;

pub(crate) use document::{Shared, follow_head, loaded, shared};
pub(crate) use room::{Room, Rooms, Waiting, held};
pub use seat::{News, Present, Seat};
