//! A newsroom for tests: builders, fake clock, planned failures, and PostgreSQL in a folder.

mod content;
mod databases;
mod failures;
mod newsroom;
pub mod postgres;
mod tables;

pub use content::{arabic, english, french, paragraph, picture, sample};
pub use databases::{on_postgres, on_sqlite};
pub use failures::{Failure, Failures};
pub use newsroom::{Builder, TestNewsroom, png};
pub use tables::{EDITIONS, FORMATS, delivery, editions, tables};
