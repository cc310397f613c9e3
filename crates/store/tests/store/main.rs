//! The conformance suite: every promise of the store, on SQLite and on PostgreSQL.

mod backup;
mod bed;
mod blobs;
mod crash;
mod journal;
mod lists;
mod rows;
mod schema;
mod trouble;

#[path = "../../../testkit/src/postgres.rs"]
mod postgres;
