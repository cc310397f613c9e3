//! The promises of this room, on files that the tests make themselves.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

mod cards;
mod hostile;
mod location;
mod samples;
mod sizes;
mod words;
