//! The `marbre` binary under test and one-shot runs of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary that cargo built beside this test (`MARBRE_BIN` names another one).
pub fn path() -> PathBuf {
    if let Some(named) = std::env::var_os("MARBRE_BIN") {
        return named.into();
    }
    let test = std::env::current_exe().expect("a test knows its own file");
    let folder = test.ancestors().nth(2).expect("tests stand in target/<profile>/deps");
    let binary = folder.join("marbre");
    assert!(binary.is_file(), "{} is not there: run `cargo build -p marbre` first", binary.display());
    binary
}

/// The binary with a clean environment: nothing of this shell reaches it.
pub fn command() -> Command {
    command_of(&path())
}

/// The same under another name.
pub fn command_of(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("NO_COLOR", "1").env("LANG", "C.UTF-8");
    if let Some(search) = std::env::var_os("PATH") {
        command.env("PATH", search);
    }
    command
}

/// What one run printed and how it ended.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Standard output as one JSON value a line.
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("one JSON value a line")).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            // A signal has no code: -1 is no exit code of ours, so any expectation fails.
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs `marbre` with these arguments to its end.
pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Run {
    command().args(arguments).stdin(Stdio::null()).output().expect("the binary starts").into()
}

/// Runs a line of shell in a folder, with the binary as `marbre` and nothing else of this shell but the search path.
pub fn run_in_shell(folder: &Path, line: &str) -> Run {
    let binary = path();
    let own = binary.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let search = format!("{own}:{}", std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("bash");
    shell.args(["-o", "pipefail", "-c", line]).current_dir(folder).env_clear().env("PATH", search);
    shell.env("LANG", "C.UTF-8").stdin(Stdio::null()).output().expect("bash starts").into()
}

/// The same with bytes on standard input.
pub fn run_with_input<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: &[u8]) -> Run {
    let mut child = command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    // A command that refuses early closes its input: that is its right.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the binary ends").into()
}
