//! `marbre front`, `marbre programme`: what a newsroom decides about an edition besides its stories.

use anyhow::Context;
use newsroom::{Caller, Newsroom};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::cli::BoardArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::{input, open};

pub(crate) async fn front(args: &BoardArgs) -> anyhow::Result<Outcome> {
    let (newsroom, front) = begin(args).await?;
    told(args, newsroom.publish_front(&Caller::system(), front).await)
}

pub(crate) async fn programme(args: &BoardArgs) -> anyhow::Result<Outcome> {
    let (newsroom, programme) = begin(args).await?;
    told(args, newsroom.publish_programme(&Caller::system(), programme).await)
}

async fn begin<T: DeserializeOwned>(args: &BoardArgs) -> anyhow::Result<(Newsroom, T)> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let input = input::read(&args.file)?;
    let board = serde_json::from_slice(&input.bytes).with_context(|| input.name)?;
    Ok((open::newsroom(&config).await?, board))
}

fn told(args: &BoardArgs, done: newsroom::Result<u64>) -> anyhow::Result<Outcome> {
    match done {
        Ok(seq) => {
            args.output.result(|| json!({ "seq": seq }), format_args!("Published (journal entry {seq})"))?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}
