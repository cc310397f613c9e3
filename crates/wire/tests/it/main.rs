//! Tests over the whole list of formats.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod agencies;
mod carried;
mod fuzz;
mod habits;
mod hostile;
mod samples;
mod way_out;
