//! Stories that several people write at once: the shared document of each, and who sits at it.

mod document;
mod room;
mod seat;

pub(crate) use document::{Shared, follow_head, loaded, shared};
pub(crate) use room::{Room, Rooms, Waiting, held};
pub use seat::{News, Present, Seat};
