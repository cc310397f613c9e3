//! What pages promise, over a sample newsroom in three editions.
#![allow(clippy::unwrap_used, reason = "a test fails where its sample is wrong")]

mod cards;
mod editions;
mod embedding;
mod escaping;
mod fronts;
mod headlines;
mod live;
mod paths;
mod sample;
mod shelf;
mod snapshots;
mod stale;
mod well_formed;
