//! `marbre check`: the desk checks on any file that `wire` reads, for people and for pipelines.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use serde::Serialize;
use story::{
    CheckInput, Content, Finding, HouseRules, Item, Language, Levels, Problem, RuleFailure, Severity,
    Timestamp,
};

use super::{locate, parse, sarif};
use crate::cli::{CheckArgs, CheckFormat};
use crate::exit::Outcome;
use crate::input::{self, Input, Unreadable};
use crate::output;
use crate::{speak, tables};

/// The problem of a file that could not be opened or is too large; it has been told when it was met.
const UNREADABLE: &str = "unreadable";

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
    let speak = args.speak.as_deref().map_or_else(speak::terminal_language, Language::new);
    let mut blocked = false;
    let mut unreadable = false;
    let house = args.house.as_deref().map(|file| house(file, &speak)).transpose()?;
    let around = Around { args, speak: &speak, house: house.as_ref() };
    let mut sarif = sarif::Log::new();
    for input in input::each(&input::in_folders(&args.files)) {
        let checked = match input {
            Ok(input) => check(&input, &around),
            Err(unreadable) => Checked::unread(unreadable),
        };
        unreadable |= checked.items == 0 || checked.problems.iter().any(wire::is_damage);
        blocked |= checked.findings.iter().any(|found| found.finding.severity == Severity::Error);
        match args.format {
            CheckFormat::Json => output::line(serde_json::to_string(&checked)?)?,
            CheckFormat::Sarif => {
                sarif.add(&checked.file, checked.findings.iter().map(|it| (it.line, &it.finding)));
            }
            CheckFormat::Text => print(&checked)?,
        }
    }
    if args.format == CheckFormat::Sarif {
        output::line(sarif.json())?;
    }
    Ok(match (unreadable, blocked) {
        (_, true) => Outcome::Refused,
        (true, _) => Outcome::BadInput,
        _ => Outcome::Done,
    })
}

impl Checked {
    fn of(file: String, items: usize, problems: Vec<Problem>) -> Self {
        Self { file, items, findings: Vec::new(), problems, unavailable: Vec::new(), rule_set: String::new() }
    }

    fn unread(file: Unreadable) -> Self {
        let problem = Problem { code: UNREADABLE.into(), place: String::new(), message: file.why };
        Self::of(file.name, 0, vec![problem])
    }
}

/// The same for all files.
struct Around<'a> {
    args: &'a CheckArgs,
    speak: &'a Language,
    house: Option<&'a HouseRules>,
}

/// House rules of a file, or each of its faults as `FILE:LINE: what is wrong`.
fn house(file: &Path, speak: &Language) -> anyhow::Result<HouseRules> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    (checks::RULE_SET.house)(&text, speak).map_err(|faults| {
        let lines =
            faults.iter().map(|fault| format!("{}:{}: {}", file.display(), fault.line, fault.message));
        anyhow!("{}", lines.collect::<Vec<_>>().join("\n"))
    })
}

fn check(input: &Input, around: &Around) -> Checked {
    let parsed = parse::items_of(input, around.args.read_as.as_deref(), "");
    let run = if around.args.try_house { checks::RULE_SET.try_house } else { checks::RULE_SET.check };
    let source = String::from_utf8_lossy(&input.bytes);
    let mut checked = Checked::of(input.name.clone(), parsed.items.len(), parsed.problems);
    for (item, read) in parsed.items.iter().enumerate() {
        let content = read.to_content();
        let report = run(&question(read, &content, around));
        checked.rule_set = report.rule_set;
        checked.unavailable.extend(report.unavailable);
        checked.findings.extend(report.findings.into_iter().map(|finding| Located {
            item,
            line: line(&source, &content, &finding),
            finding,
        }));
    }
    checked
}

fn question<'a>(item: &Item, content: &'a Content, around: &Around<'a>) -> CheckInput<'a> {
    let edition =
        tables::shipped().iter().find(|edition| edition.language.primary() == content.language.primary());
    CheckInput {
        content,
        // Where nobody knows the day, no date without a year can be judged by it.
        published: item.updated.or(item.created).or(around.args.at).unwrap_or(Timestamp::UNIX_EPOCH),
        time_zone: edition.map_or("", |edition| &edition.time_zone),
        home_country: edition.map_or("", |edition| &edition.home_country),
        speak: around.speak,
        levels: Levels::as_shipped(),
        house: around.house,
        archive: None,
        story: None,
        // Files seldom share a paragraph: remembering them all costs more than it saves.
        memory: None,
    }
}

fn line(source: &str, content: &Content, finding: &Finding) -> Option<usize> {
    finding.targets.iter().find_map(|target| {
        let text = content.text(target.field)?;
        locate::line_of(source, text, target.span.start, target.span.end)
    })
}

fn print(checked: &Checked) -> anyhow::Result<()> {
    for problem in checked.problems.iter().filter(|problem| problem.code != UNREADABLE) {
        parse::tell(&checked.file, problem);
    }
    for found in &checked.findings {
        output::line(for_people(&checked.file, found).trim_end())?;
    }
    for rule in &checked.unavailable {
        output::line(format_args!("{}: {} did not answer: {}", checked.file, rule.rule, rule.reason))?;
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
