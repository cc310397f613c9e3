//! What pages promise, over a sample newsroom in three editions.

mod sample;
mod shelf;
mod smoke;
