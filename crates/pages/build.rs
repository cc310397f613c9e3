//! Refuses to go on without the built theme: rust-embed would silently embed nothing.
#![allow(clippy::disallowed_methods, reason = "a build script reads the tree it builds")]

use std::path::Path;

const DIST: &str = "../../web/dist";

fn main() {
    println!("cargo::rerun-if-changed={DIST}");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=editions");
    if !Path::new(DIST).join("manifest.json").is_file() {
        println!("cargo::error=the theme is not built (web/dist is missing): run \"make web\"");
    }
}
