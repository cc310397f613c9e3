//! The desk checks on stories of a thousand words: time of a story, of one keystroke, of a folder on the command line,
//! and memory with six languages, beside the linters of prose that are installed (`proselint`, `harper`,
//! `grammalecte-cli`; `scripts/bench-peers` installs them).
//!
//! Method: stories are made of the invented ones in `corpus/stories`, numbers changed so that none is another again.
//! In this process one thread runs all rules; the folder is checked by the release binary, and by each peer, as plain
//! text in one call, so that a peer's start is shared by all stories.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;
use story::{BlockBody, CheckInput, Content, Language, Levels, Memory, RichText, Timestamp};

const LANGUAGES: [&str; 6] = ["fr", "en", "ar", "es", "de", "fa"];
const WORDS: usize = 1_000;
/// Stories of each language.
const STORIES: usize = 100;
const PEERS: [Peer; 3] = [
    Peer { name: "proselint", words: &["check"], language: "en", joined: false, alarms: &[".txt:"] },
    Peer {
        name: "harper",
        words: &["lint", "--format", "compact"],
        language: "en",
        joined: false,
        alarms: &[".txt:"],
    },
    Peer {
        name: "grammalecte-cli",
        words: &["-j", "-f"],
        language: "fr",
        joined: true,
        alarms: &["\"sRuleId\"", "\"WORD\""],
    },
];

/// A linter of prose, and how it is asked.
struct Peer {
    name: &'static str,
    /// Words before the files.
    words: &'static [&'static str],
    language: &'static str,
    /// It reads one file only: that of all stories.
    joined: bool,
    /// What its answer has once for each alarm.
    alarms: &'static [&'static str],
}

fn main() -> Result<()> {
    let mut times = Vec::new();
    let mut keystrokes = Vec::new();
    println!("desk checks, stories of {WORDS} words, all rules, one thread");
    println!(
        "{:<10} {:>8} {:>8}  {:>12} {:>8}  {:>12}",
        "language", "p50 ms", "p99 ms", "keystroke p50", "p99", "findings"
    );
    for language in LANGUAGES {
        let stories = stories(language)?;
        let (own, typed, findings) = measure(&stories);
        println!(
            "{language:<10} {:>8.2} {:>8.2}  {:>12.2} {:>8.2}  {:>12.1}",
            percentile(&own, 50),
            percentile(&own, 99),
            percentile(&typed, 50),
            percentile(&typed, 99),
            findings as f64 / stories.len() as f64
        );
        times.extend(own);
        keystrokes.extend(typed);
    }
    times.sort_by(f64::total_cmp);
    keystrokes.sort_by(f64::total_cmp);
    println!(
        "all: p50 {:.2} ms (promised 2), p99 {:.2} ms (promised 10), keystroke p50 {:.2} ms (promised 1); memory at most {} MiB (promised 80)",
        percentile(&times, 50),
        percentile(&times, 99),
        percentile(&keystrokes, 50),
        memory_max()?
    );
    folders()
}

/// Times of each story and of one keystroke in it, in order, and how many errors and warnings were found.
fn measure(stories: &[Content]) -> (Vec<f64>, Vec<f64>, usize) {
    let mut findings = 0;
    let (mut own, mut typed) = (Vec::new(), Vec::new());
    for story in stories {
        findings += check(story, None).1;
        own.push(best(|| check(story, None).0));
        let mut changed = story.clone();
        if let Some(BlockBody::Paragraph(text)) = changed.blocks.last_mut().map(|block| &mut block.body) {
            text.text.push('e');
        }
        typed.push(best(|| {
            let memory = (checks::RULE_SET.memory)();
            check(story, Some(&memory));
            check(&changed, Some(&memory)).0
        }));
    }
    own.sort_by(f64::total_cmp);
    typed.sort_by(f64::total_cmp);
    (own, typed, findings)
}

/// Whatever else the machine does only adds.
fn best(work: impl Fn() -> f64) -> f64 {
    (0..3).map(|_| work()).fold(f64::INFINITY, f64::min)
}

fn check(content: &Content, memory: Option<&Memory>) -> (f64, usize) {
    let speak = Language::new("en");
    let input = CheckInput {
        content,
        published: Timestamp::UNIX_EPOCH,
        time_zone: "UTC",
        home_country: "",
        speak: &speak,
        levels: Levels::as_shipped(),
        house: None,
        archive: None,
        story: None,
        memory,
    };
    let start = Instant::now();
    let report = (checks::RULE_SET.check)(&input);
    let elapsed = start.elapsed().as_secs_f64() * 1000.0;
    (elapsed, report.findings.iter().filter(|it| it.severity.as_str() != "info").count())
}

fn stories(language: &str) -> Result<Vec<Content>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../corpus/stories/{language}.jsonl"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let strings = |line: &Value| -> Vec<String> {
        let body = line["body"].as_array().cloned().unwrap_or_default();
        body.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    };
    let paragraphs: Vec<String> = lines.iter().flat_map(strings).collect();
    Ok((0..STORIES)
        .map(|n| {
            let headline = lines[n % lines.len()]["headline"].as_str().unwrap_or_default().to_owned();
            story(language, headline, &paragraphs, n)
        })
        .collect())
}

fn story(language: &str, headline: String, paragraphs: &[String], n: usize) -> Content {
    let mut content = Content { language: Language::new(language), headline, ..Content::default() };
    let mut words = 0;
    for at in 0.. {
        // Another digit each time round: no paragraph is another again.
        let digit = char::from(b'1' + ((n + at / paragraphs.len()) % 9) as u8);
        let text = paragraphs[(n + at) % paragraphs.len()].replace(['2', '3', '4'], &digit.to_string());
        words += text.split_whitespace().count();
        content.push(BlockBody::Paragraph(RichText::plain(text)));
        if words >= WORDS {
            break;
        }
    }
    content
}

/// The release binary and its peers on the same folders of plain text.
fn folders() -> Result<()> {
    println!(
        "\n{:<16} {:<9} {:>10} {:>12} {:>14}",
        "command line", "language", "stories/s", "ms per story", "alarms a story"
    );
    let folder = tempfile::tempdir()?;
    for language in ["en", "fr"] {
        let files = written(&folder.path().join(language), &stories(language)?)?;
        let marbre = std::env::var("MARBRE_BIN").context("MARBRE_BIN names the release binary")?;
        let folder = folder.path().join(language);
        let mut own = Command::new(marbre);
        own.args(["check", "--speak", "en", "--format", "json"]).arg(&folder);
        row("marbre", language, files.len(), &["\"rule\":"], &mut own);
        let all = folder.with_extension("all");
        std::fs::write(&all, files.iter().map(std::fs::read_to_string).collect::<Result<String, _>>()?)?;
        for peer in PEERS.iter().filter(|peer| peer.language == language) {
            let mut command = Command::new(peer.name);
            command.args(peer.words);
            if peer.joined {
                command.arg(&all)
            } else {
                command.args(&files)
            };
            row(peer.name, language, files.len(), peer.alarms, &mut command);
        }
    }
    Ok(())
}

fn written(folder: &Path, stories: &[Content]) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)?;
    let write = |(n, story): (usize, &Content)| {
        let path = folder.join(format!("{n:03}.txt"));
        let mut text = format!("{}\n\n", story.headline);
        for field in story.fields().skip(1) {
            text += &format!("{}\n\n", field.text);
        }
        std::fs::write(&path, text)?;
        Ok(path)
    };
    stories.iter().enumerate().map(write).collect()
}

fn row(name: &str, language: &str, stories: usize, alarms: &[&str], command: &mut Command) {
    let start = Instant::now();
    let Ok(answer) = command.stdin(Stdio::null()).stderr(Stdio::null()).output() else {
        println!("{name:<16} {language:<9} not installed");
        return;
    };
    let took = start.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&answer.stdout);
    let alarms: usize = alarms.iter().map(|mark| said.matches(mark).count()).sum();
    let stories = stories as f64;
    println!(
        "{name:<16} {language:<9} {:>10.0} {:>12.2} {:>14.1}",
        stories / took,
        took * 1000.0 / stories,
        alarms as f64 / stories
    );
}

/// The most that this process ever held, lexicons of six languages included.
fn memory_max() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes / 1024)
}

fn percentile(sorted: &[f64], of: usize) -> f64 {
    sorted.get((sorted.len() * of / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
