//! Judges that run under Node: Chromium with axe, and the Nu HTML checker.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("browser")
}

/// Runs one of the scripts in `browser/` and fails the test with what it said.
pub fn run(script: &str, arguments: &[&str]) {
    run_signed_in(script, arguments, "");
}

/// The same with a session's cookie (`name=value`).
pub fn run_signed_in(script: &str, arguments: &[&str], cookie: &str) {
    let folder = folder();
    assert!(
        folder.join("node_modules").is_dir(),
        "the browser's packages are not installed: run `make setup` (npm ci in crates/e2e/browser)"
    );
    let output = Command::new("node")
        .arg(folder.join(script))
        .args(arguments)
        .env("COOKIE", cookie)
        .output()
        .expect("node starts");
    assert!(
        output.status.success(),
        "{script} found:\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
