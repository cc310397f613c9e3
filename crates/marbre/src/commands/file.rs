//! `marbre file`: puts items into the inbox. The bytes are kept whatever they turn out to be.

use newsroom::{Caller, Error, FileItem, Newsroom};
use serde_json::json;

use super::parse;
use crate::cli::{FileArgs, OutputFormat};
use crate::config::Config;
use crate::exit::Outcome;
use crate::input::{self, Input};
use crate::open;

pub(crate) async fn run(args: &FileArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    let newsroom = open::newsroom(&config).await?;
    let mut outcome = Outcome::Done;
    for path in &args.files {
        let filed = match input::read(path) {
            Ok(input) => file(&newsroom, input, args).await?,
            Err(why) => {
                eprintln!("marbre: {why:#}");
                Outcome::BadInput
            }
        };
        if filed != Outcome::Done {
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
            eprintln!("marbre: {name}: {}", refusal.text(&story::Language::new("en")));
            return Ok(Outcome::BadInput);
        }
        Err(fault) => return Err(fault.into()),
    };
    match args.format {
        OutputFormat::Json => {
            let items: Vec<_> =
                filed.items.iter().map(|item| json!({ "id": item.id, "already": item.already })).collect();
            println!(
                "{}",
                json!({ "file": name, "raw": filed.raw, "items": items, "problems": filed.problems })
            );
        }
        OutputFormat::Text => {
            for item in &filed.items {
                println!("{}\t{name}{}", item.id, if item.already { "\talready there" } else { "" });
            }
        }
    }
    for problem in &filed.problems {
        parse::tell(&name, problem);
    }
    Ok(if filed.problems.iter().any(wire::is_damage) { Outcome::BadInput } else { Outcome::Done })
}
