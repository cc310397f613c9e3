//! `marbre check`: the desk checks on any file that `wire` reads, for people and for pipelines.

use std::io::Write;

use serde::Serialize;
use story::{CheckInput, Content, Finding, Item, Language, Problem, RuleFailure, Severity, Timestamp};

use super::{locate, parse};
use crate::cli::{CheckArgs, OutputFormat};
use crate::exit::Outcome;
use crate::input;
use crate::tables;

/// What was found in one file.
#[derive(Debug, Serialize)]
struct Checked {
    file: String,
    items: usize,
    findings: Vec<Located>,
    problems: Vec<Problem>,
    unavailable: Vec<RuleFailure>,
    rule_set: String,
}

#[derive(Debug, Serialize)]
struct Located {
    /// Which item of the file, from 0.
    item: usize,
    /// Line of the file, from 1, where the words can be found in it.
    line: Option<usize>,
    #[serde(flatten)]
    finding: Finding,
}

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let speak = Language::new(&args.speak.clone().unwrap_or_else(terminal_language));
    let mut blocked = false;
    let mut unreadable = false;
    for path in &args.files {
        let input = match input::read(path) {
            Ok(input) => input,
            Err(why) => {
                eprintln!("marbre: {why:#}");
                unreadable = true;
                continue;
            }
        };
        let checked = check(&input, args, &speak)?;
        unreadable |= checked.items == 0 || checked.problems.iter().any(wire::is_damage);
        blocked |= checked.findings.iter().any(|found| found.finding.severity == Severity::Error);
        print(&checked, args.format)?;
    }
    Ok(match (unreadable, blocked) {
        (_, true) => Outcome::Refused,
        (true, _) => Outcome::BadInput,
        _ => Outcome::Done,
    })
}

fn check(input: &input::Input, args: &CheckArgs, speak: &Language) -> anyhow::Result<Checked> {
    let parsed = parse::items_of(input, args.read_as.as_deref())?;
    let source = String::from_utf8_lossy(&input.bytes);
    let mut checked = Checked {
        file: input.name.clone(),
        items: parsed.items.len(),
        findings: Vec::new(),
        problems: parsed.problems,
        unavailable: Vec::new(),
        rule_set: String::new(),
    };
    for (item, read) in parsed.items.iter().enumerate() {
        let content = read.to_content();
        let report = (checks::RULE_SET.check)(&question(read, &content, args.at, speak));
        checked.rule_set = report.rule_set;
        checked.unavailable.extend(report.unavailable);
        checked.findings.extend(report.findings.into_iter().map(|finding| Located {
            item,
            line: line(&source, &content, &finding),
            finding,
        }));
    }
    Ok(checked)
}

fn question<'a>(
    item: &Item,
    content: &'a Content,
    at: Option<Timestamp>,
    speak: &'a Language,
) -> CheckInput<'a> {
    let edition =
        tables::editions().iter().find(|edition| edition.language.primary() == content.language.primary());
    CheckInput {
        content,
        published: item.updated.or(item.created).or(at).unwrap_or_else(Timestamp::now),
        time_zone: edition.map_or("", |edition| &edition.time_zone),
        home_country: edition.map_or("", |edition| &edition.home_country),
        speak,
    }
}

fn line(source: &str, content: &Content, finding: &Finding) -> Option<usize> {
    finding.targets.iter().find_map(|target| {
        let text = content.text(target.field)?;
        locate::line_of(source, text, target.span.start, target.span.end)
    })
}

fn print(checked: &Checked, format: OutputFormat) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if format == OutputFormat::Json {
        serde_json::to_writer(&mut out, checked)?;
        writeln!(out)?;
        return Ok(());
    }
    for problem in &checked.problems {
        parse::tell(&checked.file, problem);
    }
    for found in &checked.findings {
        write!(out, "{}", for_people(&checked.file, found))?;
    }
    for rule in &checked.unavailable {
        writeln!(out, "{}: {} did not answer: {}", checked.file, rule.rule, rule.reason)?;
    }
    Ok(())
}

fn for_people(file: &str, found: &Located) -> String {
    let Located { line, finding, .. } = found;
    let place = line.map_or_else(String::new, |line| format!(":{line}"));
    let mut text =
        format!("{file}{place}: {}: {} [{}]\n", finding.severity.as_str(), finding.message, finding.rule);
    for target in &finding.targets {
        text += &format!("    {}: {}\n", target.field, target.text);
    }
    if !finding.explanation.is_empty() {
        text += &format!("    {}\n", finding.explanation);
    }
    for evidence in &finding.evidence {
        text += &format!("    - {}: {}\n", evidence.note, evidence.text);
    }
    for suggestion in &finding.suggestions {
        text += &format!("    > {}\n", suggestion.label);
    }
    text
}

/// The language of the terminal, where it is one that messages are written in.
fn terminal_language() -> String {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    let tag = set.unwrap_or_default();
    ["fr", "ar"].into_iter().find(|known| tag.starts_with(known)).unwrap_or("en").to_owned()
}
