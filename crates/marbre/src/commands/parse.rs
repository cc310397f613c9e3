//! `marbre parse`: what a wire, feed, page or text says, as items.

use std::path::Path;

use anyhow::Context as _;
use story::{Item, Origin, Parsed, Problem};
use wire::Mapping;

use crate::cli::ParseArgs;
use crate::exit::Outcome;
use crate::input::{self, Input};
use crate::output::{self, OutputFormat};

pub(crate) fn run(args: &ParseArgs) -> anyhow::Result<Outcome> {
    if jiff::tz::TimeZone::get(&args.time_zone).is_err() {
        eprintln!("marbre: '{}' is no time zone; one is Europe/Paris", args.time_zone);
        return Ok(Outcome::BadInput);
    }
    let mapping = args.mapping.as_deref().map(mapping).transpose()?;
    let mut outcome = Outcome::Done;
    for input in input::each(&args.files) {
        let Ok(input) = input else {
            outcome = Outcome::BadInput;
            continue;
        };
        let parsed = match &mapping {
            Some(mapping) => mapping.parse(&input.bytes, &origin(&input, &args.time_zone)),
            None => items_of(&input, args.read_as.as_deref(), &args.time_zone),
        };
        print(&input, &parsed, args.format)?;
        if parsed.items.is_empty() || parsed.problems.iter().any(wire::is_damage) {
            outcome = Outcome::BadInput;
        }
    }
    Ok(outcome)
}

fn mapping(file: &Path) -> anyhow::Result<Mapping> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    Mapping::read(&text).map_err(|why| anyhow::anyhow!("{}: {why}", file.display()))
}

fn origin<'a>(input: &'a Input, time_zone: &'a str) -> Origin<'a> {
    Origin { name: &input.name, media_type: "", time_zone }
}

/// The items in an input, read as the named format or as the one recognised.
pub(crate) fn items_of(input: &Input, read_as: Option<&str>, time_zone: &str) -> Parsed {
    let origin = origin(input, time_zone);
    match read_as.and_then(wire::format) {
        None => wire::parse(&input.bytes, &origin),
        Some(format) => wire::parse_as(format, &input.bytes, &origin),
    }
}

/// Tells a problem to a person, on standard error.
pub(crate) fn tell(file: &str, problem: &Problem) {
    let place = if problem.place.is_empty() { String::new() } else { format!("{}: ", problem.place) };
    eprintln!("{file}: {place}{} [{}]", problem.message, problem.code);
}

fn print(input: &Input, parsed: &Parsed, format: OutputFormat) -> anyhow::Result<()> {
    for item in &parsed.items {
        match format {
            OutputFormat::Json => output::line(serde_json::to_string(item)?)?,
            OutputFormat::Text => output::line(summary(item))?,
        }
    }
    for problem in &parsed.problems {
        tell(&input.name, problem);
    }
    Ok(())
}

fn summary(item: &Item) -> String {
    let when = item.updated.or(item.created).map(|at| at.to_string()).unwrap_or_default();
    let language = item.language.tag();
    let words = item.to_content().word_count();
    format!("{}\t{when}\t{language}\t{words} words\t{}\t{}", item.format, item.provider, item.headline)
}
