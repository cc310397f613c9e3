//! The conformance suite: every promise of the store, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "all of this binary is tests")]

mod backup;
mod bed;
mod blobs;
mod crash;
mod journal;
mod lists;
mod readings;
mod rows;
mod schema;
mod seals;
mod trouble;

#[allow(unreachable_pub, reason = "the file is testkit's, where it is public")]
#[path = "../../../testkit/src/postgres.rs"]
mod postgres;
