//! Judges that run under Node: three browsers, axe, and the Nu HTML checker; and pages that a reader leaves open.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// One page for the judges: what it is called in their words, and how it must answer.
#[derive(Debug, Clone)]
pub struct Screen {
    pub edition: String,
    pub kind: String,
    pub url: String,
    pub status: u16,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("browser")
}

/// Runs one of the scripts in `browser/` and fails the test with what it said.
pub fn run(script: &str, arguments: &[&str]) {
    run_signed_in(script, arguments, "");
}

/// The same with a session's cookie (`name=value`).
pub fn run_signed_in(script: &str, arguments: &[&str], cookie: &str) {
    told(node(script, arguments).env("COOKIE", cookie), &[]);
}

/// A script that takes orders while the test goes on, a line each, and answers each with "ok".
pub struct Standing {
    child: Child,
    orders: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Standing {
    /// One of the scripts in `browser/`.
    pub fn start(script: &str, arguments: &[&str]) -> Self {
        let shots = pictures();
        std::fs::create_dir_all(&shots).expect("a folder for the pictures");
        let mut command = node(script, arguments);
        let streams = command.env("SHOTS", shots).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = streams.spawn().expect("node starts");
        let orders = child.stdin.take().expect("standard input is piped");
        let answers = BufReader::new(child.stdout.take().expect("standard output is piped"));
        Self { child, orders, answers }
    }

    /// The same, once it has said that it is ready.
    pub fn begin(script: &str, arguments: &[&str]) -> Self {
        let mut standing = Self::start(script, arguments);
        standing.answered("its start");
        standing
    }

    pub fn order(&mut self, order: &Value) {
        writeln!(self.orders, "{order}").expect("the script takes orders");
        self.answered(&order.to_string());
    }

    fn answered(&mut self, order: &str) {
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the script answers");
        assert_eq!(answer.trim(), "ok", "{order}");
    }
}

impl Drop for Standing {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Pages open in Chromium while the test goes on.
pub struct OpenPages(Standing);

impl OpenPages {
    /// Opens pages, each under a name, and returns when they listen for what is new.
    pub fn open(pages: &[(&str, String)]) -> Self {
        let arguments: Vec<String> = pages.iter().map(|(name, url)| format!("{name}={url}")).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        Self(Standing::begin("open.mjs", &arguments))
    }

    /// Does something on a page, or waits until it shows something: see `browser/open.mjs`.
    pub fn ask(&mut self, on: &str, does: &str, with: &str) {
        self.0.order(&json!({ "on": on, "does": does, "with": with }));
    }
}

/// Looks at a list of pages in one of the browsers. In Chromium the pictures are kept; the answer is their folder.
pub fn look(engine: &str, screens: &[Screen]) -> PathBuf {
    let shots = pictures();
    std::fs::create_dir_all(&shots).expect("a folder for the pictures");
    let list: Value = screens
        .iter()
        .map(|s| json!({"edition": s.edition, "kind": s.kind, "url": s.url, "status": s.status}))
        .collect();
    let said = told(node("screens.mjs", &[engine]).env("SHOTS", &shots), list.to_string().as_bytes());
    println!("{said}Pictures: {}", shots.display());
    shots
}

/// `target/screens`, beside the binary under test.
fn pictures() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own file");
    test.ancestors().nth(3).expect("tests stand in target/<profile>/deps").join("screens")
}

fn node(script: &str, arguments: &[&str]) -> Command {
    let folder = folder();
    assert!(
        folder.join("node_modules").is_dir(),
        "the browser's packages are not installed: run `make setup` (npm ci in crates/e2e/browser)"
    );
    let mut command = Command::new("node");
    command.arg(folder.join(script)).args(arguments);
    command
}

/// What a judge said; the test fails with it where it found a fault.
fn told(command: &mut Command, input: &[u8]) -> String {
    let streams = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = streams.spawn().expect("node starts");
    // A judge that has ended already says why below.
    let _ = child.stdin.take().expect("standard input is piped").write_all(input);
    let output = child.wait_with_output().expect("node ends");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?} found:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}
