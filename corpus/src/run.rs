//! Alarms on published stories: how many, of which rules, how fast.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use story::{Report, Severity};

use crate::figures::{percentile, rate};
use crate::saved::{self, Line};
use crate::stories::{self, Around, Story};

#[derive(Args)]
pub(crate) struct RunArgs {
    /// Files of JSON lines, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Examples shown of each rule and severity.
    #[arg(long, default_value_t = 0)]
    examples: usize,
    /// Takes all these stories for the newsroom's archive; none of them knows itself.
    #[arg(long)]
    archive: bool,
    /// Rules on trial and rules that are off weigh what they say.
    #[arg(long)]
    raise: bool,
    /// Only these rules.
    #[arg(long)]
    rule: Vec<String>,
    /// Writes every finding as a line of JSON, for `diff`.
    #[arg(long)]
    save: Option<PathBuf>,
}

pub(crate) fn run(args: &RunArgs) -> Result<()> {
    let stories = stories::read_all(&args.paths)?;
    let mut lines = Vec::new();
    let mut times = Vec::new();
    let mut keystrokes = Vec::new();
    let mut words = Vec::new();
    let editions = pages::editions();
    let levels = stories::levels(args.raise);
    let archive = args.archive.then(|| stories::archive(&stories));
    let around = Around { editions: &editions, levels: &levels, archive: archive.as_deref(), memory: None };
    let mut silent = 0;
    for story in &stories {
        let report = story.check(&around);
        times.push(best_of(|| story.check(&around)));
        keystrokes.extend(keystroke(story, &around));
        words.push(story.content.word_count());
        for failure in &report.unavailable {
            eprintln!("{}: {} did not answer: {}", story.id, failure.rule, failure.reason);
            silent += 1;
        }
        let wanted = report.findings.iter().filter(|it| args.rule.is_empty() || args.rule.contains(&it.rule));
        lines.extend(wanted.map(|finding| Line::of(&story.id, finding)));
    }
    print_rates(&lines, &stories, args.examples);
    print_times(times, &words);
    keystrokes.sort_by(f64::total_cmp);
    let (median, p99) = (percentile(&keystrokes, 50), percentile(&keystrokes, 99));
    println!("after one keystroke: median {median:.2} ms, p99 {p99:.2} ms");
    if silent > 0 {
        println!("{silent} times a rule did not answer");
    }
    args.save.as_ref().map_or(Ok(()), |path| saved::write(path, &lines))
}

/// Milliseconds that a story takes again after one keystroke, with everything else known.
fn keystroke(story: &Story, around: &Around) -> Option<f64> {
    let typed = story.typed_in()?;
    let tries = (0..TRIES).map(|_| {
        let memory = (checks::RULE_SET.memory)();
        let around = Around { memory: Some(&memory), ..*around };
        story.check(&around);
        timed(|| typed.check(&around))
    });
    tries.min_by(f64::total_cmp)
}

/// The quickest of so many counts: whatever else the machine does only adds.
const TRIES: usize = 3;

fn best_of(work: impl Fn() -> Report) -> f64 {
    (0..TRIES).map(|_| timed(&work)).min_by(f64::total_cmp).unwrap_or_default()
}

fn timed(work: impl FnOnce() -> Report) -> f64 {
    let start = Instant::now();
    let report = work();
    let elapsed = start.elapsed();
    drop(report);
    elapsed.as_secs_f64() * 1000.0
}

fn print_rates(lines: &[Line], stories: &[Story], examples: usize) {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    stories.iter().for_each(|story| *languages.entry(story.lang()).or_default() += 1);
    let list: Vec<String> = languages.iter().map(|(lang, n)| format!("{n} {lang}")).collect();
    println!("{} stories ({})", stories.len(), list.join(", "));
    println!("{:<28} {:<6} {:>6} {:>9}  95 % interval", "rule", "", "found", "per 100");
    for severity in [Severity::Error, Severity::Warn, Severity::Info] {
        let of = |line: &&Line| line.severity == severity.as_str();
        print_rate("all", severity, lines.iter().filter(of).count(), stories.len());
    }
    let mut rules: BTreeMap<(&str, &str), Vec<&Line>> = BTreeMap::new();
    lines.iter().for_each(|line| rules.entry((&line.rule, &line.severity)).or_default().push(line));
    for ((rule, severity), found) in rules {
        let severity = [Severity::Error, Severity::Warn, Severity::Info]
            .into_iter()
            .find(|known| known.as_str() == severity);
        print_rate(rule, severity.unwrap_or(Severity::Info), found.len(), stories.len());
        for line in found.iter().take(examples) {
            let mended = line.mended.as_deref().unwrap_or("-");
            println!(
                "    {} {} {:?} {:?} > {mended}",
                line.story,
                line.message,
                line.words,
                line.evidence.iter().take(3).collect::<Vec<_>>()
            );
        }
    }
}

fn print_rate(rule: &str, severity: Severity, found: usize, stories: usize) {
    let per_100 = found as f64 * 100.0 / stories.max(1) as f64;
    let (low, high) = rate(found, stories);
    println!("{rule:<28} {:<6} {found:>6} {per_100:>9.2}  {low:.2} – {high:.2}", severity.as_str());
}

fn print_times(times: Vec<f64>, words: &[usize]) {
    let total: f64 = times.iter().sum();
    let count = times.len().max(1) as f64;
    let all_words: usize = words.iter().sum();
    let mut sorted = times;
    sorted.sort_by(f64::total_cmp);
    println!(
        "per story: median {:.2} ms, p99 {:.2} ms, {:.0} stories/s; {:.2} ms per 1,000 words",
        percentile(&sorted, 50),
        percentile(&sorted, 99),
        1000.0 * count / total.max(1e-9),
        total * 1000.0 / all_words.max(1) as f64
    );
}
