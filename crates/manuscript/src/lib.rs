//! A story that several people write at once: one document that merges by itself (Yjs, by `yrs`), and what it says as a
//! story. No shape of it is invalid: whatever is in it that is no part of a story is passed over.

mod model;
mod passages;
mod runs;
mod shared;
mod suggested;
mod value;

pub use shared::{Manuscript, Unreadable, merged};

#[cfg(test)]
mod tests;
