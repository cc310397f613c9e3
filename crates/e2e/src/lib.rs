//! The harness of the end-to-end tests: the real binary in its own process, a reader, a journalist and a browser.

pub mod binary;
pub mod browser;
pub mod counterpart;
pub mod dice;
pub mod journalist;
pub mod newspaper;
pub mod reader;
pub mod server;
pub mod window;
