//! The promises of the readers' side, kept over real sockets on loopback.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod caching;
mod conditional;
mod following;
mod limits;
mod listening;
mod media;
mod multiplexed;
mod operators;
mod proofs;
mod reading;
mod renditions;
mod searching;
mod serving;
mod shelf;
mod support;
