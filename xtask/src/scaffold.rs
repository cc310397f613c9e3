//! `cargo xtask new`: the files of a new rule, format or page, and its one line in the list.

use anyhow::{Result, bail};

use crate::tree::Tree;

/// The files to write, by path.
pub(crate) fn new(_tree: &Tree, _thing: &str, _name: &str) -> Result<Vec<(String, String)>> {
    bail!("not yet")
}
