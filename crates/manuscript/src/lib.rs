//! A story that several people write at once: one document that merges by itself (Yjs, by `yrs`), and what it says as a
//! story. No shape of it is invalid: whatever is in it that is no part of a story is passed over.

mod heard;
mod model;
mod passages;
mod rescue;
mod runs;
mod shared;
mod suggested;
mod taking;
mod value;

pub use shared::{Manuscript, Unreadable, merged};
pub use taking::Taken;

#[cfg(test)]
mod tests;
