//! Asks a server as fast as it answers, or at a fixed rate, from core 1; the server stands on core 0.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};

use crate::processor::spent_ns;

const SECONDS: &str = "3";
const CONNECTIONS: u32 = 64;

/// What a server did while it was asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// Requests a second.
    pub(crate) rate: f64,
    /// Processor time of the server, for each request.
    pub(crate) cpu_us: f64,
}

/// wrk, with keep-alive: one address, or those that a script names.
pub(crate) fn wrk(url: &str, headers: &[String], script: Option<&Path>, pids: &[u32]) -> anyhow::Result<Run> {
    let mut command = on_its_core("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), "-d", SECONDS, "--timeout", "20s"]);
    command.args(headers.iter().flat_map(|header| ["-H", header]));
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    run(command.arg(url), pids, |said| {
        let requests = said.lines().find_map(|line| line.split_once(" requests in ")).map(|(count, _)| count);
        ensure!(!said.contains("Socket errors"), "wrk said {said}");
        let rate = said.lines().find_map(|line| line.strip_prefix("Requests/sec:"));
        Ok((number(requests)?, number(rate)?))
    })
}

/// h2load over TLS 1.3, HTTP/1.1 or ten streams of HTTP/2 at once on each connection.
pub(crate) fn tls(url: &str, http2: bool, header: &str, pids: &[u32]) -> anyhow::Result<Run> {
    let mut command = on_its_core("h2load");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), "-D", SECONDS, "-H", header]);
    command.args(if http2 { &["-m10"][..] } else { &["--h1"] });
    run(command.arg(url), pids, |said| {
        let line = |word: &str| said.lines().find(|line| line.starts_with(word));
        let answers = line("requests:").context("no answers")?;
        ensure!(answers.contains(" 0 failed, 0 errored"), "h2load said {said}");
        let done = answers.split(", ").find_map(|part| part.strip_suffix(" succeeded"));
        let rate = line("finished in")
            .and_then(|line| line.split(", ").find_map(|part| part.strip_suffix(" req/s")));
        Ok((number(done)?, number(rate)?))
    })
}

/// At `rate` requests a second over all connections: the time that 99 of a hundred answers took at most, in
/// microseconds. A connection that waits for an answer asks later.
pub(crate) fn p99_at(rate: u32, url: &str, header: &str, log: &Path) -> anyhow::Result<f64> {
    let each = f64::from(rate) / f64::from(CONNECTIONS);
    let mut command = on_its_core("h2load");
    command.args(["--h1", "-t1", &format!("-c{CONNECTIONS}"), "-D", SECONDS, "-H", header]);
    command.arg(format!("--rps={each}")).arg("--log-file").arg(log).arg(url);
    let _ = std::fs::remove_file(log);
    output(&mut command)?;
    let text = std::fs::read_to_string(log)?;
    let mut took: Vec<u64> = text.lines().filter_map(|line| line.split('\t').nth(2)?.parse().ok()).collect();
    took.sort_unstable();
    ensure!(!took.is_empty(), "h2load logged no answer");
    Ok(took[took.len() * 99 / 100] as f64)
}

/// On core 0, before everybody else where that is allowed.
pub(crate) fn prefer(pid: u32) -> anyhow::Result<()> {
    let pinned = Command::new("taskset").args(["-a", "-p", "-c", "0", &pid.to_string()]).output()?;
    ensure!(pinned.status.success(), "taskset: {}", String::from_utf8_lossy(&pinned.stderr));
    let _ = std::fs::write(format!("/proc/{pid}/autogroup"), "-20");
    // Each thread has a niceness of its own; who made itself nice stays so.
    for task in std::fs::read_dir(format!("/proc/{pid}/task"))? {
        let thread = task?;
        let stat = std::fs::read_to_string(thread.path().join("stat"))?;
        let nice = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(16));
        if nice == Some("0") {
            let _ = Command::new("renice").args(["-n", "-20", "-p"]).arg(thread.file_name()).output();
        }
    }
    Ok(())
}

fn on_its_core(program: &str) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "1", "nice", "-n", "-20", program]);
    command
}

fn run(
    command: &mut Command,
    pids: &[u32],
    read: impl FnOnce(&str) -> anyhow::Result<(f64, f64)>,
) -> anyhow::Result<Run> {
    let before = spent_ns(pids)?;
    let said = output(command)?;
    let spent = spent_ns(pids)? - before;
    let (requests, rate) = read(&said)?;
    Ok(Run { rate, cpu_us: spent as f64 / 1000.0 / requests })
}

fn output(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().context("not installed: see scripts/bench-peers")?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn number(text: Option<&str>) -> anyhow::Result<f64> {
    Ok(text.context("no figure")?.trim().split(' ').next_back().unwrap_or_default().parse()?)
}
