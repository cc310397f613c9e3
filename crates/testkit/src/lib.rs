//! A newsroom for tests: builders, fake clock, planned failures, and PostgreSQL in a folder.

pub mod certificate;
mod content;
mod databases;
mod failures;
mod newsroom;
mod photograph;
pub mod postgres;
mod tables;

pub use content::{arabic, english, french, paragraph, picture, sample};
pub use databases::{on_postgres, on_sqlite};
pub use failures::{Failure, Failures};
pub use newsroom::{Builder, TestNewsroom};
pub use photograph::{photograph, photograph_with};
pub use story::Timestamp;
pub use tables::{ARCHIVE_MAX, EDITIONS, FORMATS, delivery, editions, tables};
