//! The marbre command.
fn main() {}
