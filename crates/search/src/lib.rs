//! Full-text search over what is live, in each edition's language. The index only proposes: a hit counts where the
//! shelf still holds the very revision that was indexed, so nothing that was withdrawn is ever found.

mod ask;
mod fields;
mod folder;
mod index;
mod marks;
mod words;

pub use index::{Index, SearchError};
