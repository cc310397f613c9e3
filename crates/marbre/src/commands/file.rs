//! `marbre file`: puts items into the inbox. The bytes are kept whatever they turn out to be.

use newsroom::{Caller, Error, FileItem, Newsroom};
use serde_json::json;

use super::parse;
use crate::cli::FileArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::input::{self, Input};
use crate::output::{self, OutputFormat};
use crate::{open, speak};

pub(crate) async fn run(args: &FileArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    let newsroom = open::newsroom(&config).await?;
    let mut outcome = Outcome::Done;
    for input in input::each(&args.files) {
        let filed = match input {
            Ok(input) => file(&newsroom, input, args).await?,
            Err(_) => Outcome::BadInput,
        };
        if !matches!(filed, Outcome::Done) {
            outcome = filed;
        }
    }
    Ok(outcome)
}

async fn file(newsroom: &Newsroom, input: Input, args: &FileArgs) -> anyhow::Result<Outcome> {
    let Input { name, bytes } = input;
    let file = FileItem { bytes, name: name.clone(), media_type: String::new(), source: args.source.clone() };
    let filed = match newsroom.file_item(&Caller::system(), file).await {
        Ok(filed) => filed,
        Err(Error::Refused(refusal)) => {
            eprintln!("marbre: {name}: {}", refusal.text(&speak::terminal_language()));
            return Ok(Outcome::BadInput);
        }
        Err(fault) => return Err(fault.into()),
    };
    match args.output.format {
        OutputFormat::Json => {
            let items: Vec<_> =
                filed.items.iter().map(|item| json!({ "id": item.id, "already": item.already })).collect();
            output::line(
                json!({ "file": name, "raw": filed.raw, "items": items, "problems": filed.problems }),
            )?;
        }
        OutputFormat::Text => {
            for item in &filed.items {
                let already = if item.already { "\talready there" } else { "" };
                output::line(format_args!("{}\t{name}{already}", item.id))?;
            }
        }
    }
    for problem in &filed.problems {
        parse::tell(&name, problem);
    }
    Ok(if filed.problems.iter().any(wire::is_damage) { Outcome::BadInput } else { Outcome::Done })
}
