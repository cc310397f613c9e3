//! `marbre parse`: what a wire, feed, page or text says, as items.

use std::io::Write;

use story::{Item, Origin, Parsed, Problem};

use crate::cli::{OutputFormat, ParseArgs};
use crate::exit::Outcome;
use crate::input::{self, Input};

pub(crate) fn run(args: &ParseArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in &args.files {
        let input = match input::read(path) {
            Ok(input) => input,
            Err(why) => {
                eprintln!("marbre: {why:#}");
                outcome = Outcome::BadInput;
                continue;
            }
        };
        let parsed = items_of(&input, args.read_as.as_deref())?;
        print(&input, &parsed, args.format)?;
        if parsed.items.is_empty() || parsed.problems.iter().any(wire::is_damage) {
            outcome = Outcome::BadInput;
        }
    }
    Ok(outcome)
}

/// The items in an input, read as the named format or as the one recognised.
pub(crate) fn items_of(input: &Input, read_as: Option<&str>) -> anyhow::Result<Parsed> {
    let origin = Origin { name: &input.name, media_type: "" };
    match read_as {
        None => Ok(wire::parse(&input.bytes, &origin)),
        Some(name) => {
            let format = wire::format(name).ok_or_else(|| {
                let known: Vec<&str> = wire::FORMATS.iter().map(|format| format.name).collect();
                anyhow::anyhow!("there is no format '{name}'; known are {}", known.join(", "))
            })?;
            Ok(wire::parse_as(format, &input.bytes, &origin))
        }
    }
}

/// Tells a problem to a person, on standard error.
pub(crate) fn tell(file: &str, problem: &Problem) {
    let place = if problem.place.is_empty() { String::new() } else { format!("{}: ", problem.place) };
    eprintln!("{file}: {place}{} [{}]", problem.message, problem.code);
}

fn print(input: &Input, parsed: &Parsed, format: OutputFormat) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for item in &parsed.items {
        match format {
            OutputFormat::Json => {
                serde_json::to_writer(&mut out, item)?;
                writeln!(out)?;
            }
            OutputFormat::Text => writeln!(out, "{}", summary(item))?,
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
