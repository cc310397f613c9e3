//! `marbre partner`: who is sent what goes live, for whoever can reach the newsroom's data.

use newsroom::{Caller, Newsroom, PartnerConfig, PartnerView, PutPartner};
use serde_json::json;

use crate::cli::{PartnerArgs, PartnerCommand, PartnerPutArgs, PartnerReceiptsArgs, PartnerResendArgs};
use crate::config::{Config, DataArgs};
use crate::exit::Outcome;
use crate::open;
use crate::output::OutputArgs;

pub(crate) async fn run(command: PartnerCommand) -> anyhow::Result<Outcome> {
    match command {
        PartnerCommand::Put(args) => put(args).await,
        PartnerCommand::List(args) => list(&args.data, args.output).await,
        PartnerCommand::Receipts(args) => receipts(&args).await,
        PartnerCommand::Resend(args) => resend(&args).await,
        PartnerCommand::Remove(args) => remove(&args).await,
    }
}

async fn open(data: &DataArgs) -> anyhow::Result<Newsroom> {
    let config = Config::of_data(data)?;
    open::existing(&config)?;
    open::newsroom(&config).await
}

async fn named(newsroom: &Newsroom, name: &str) -> anyhow::Result<Option<PartnerView>> {
    let partners = newsroom.partners(&Caller::system()).await?;
    Ok(partners.into_iter().find(|view| view.row.name == name))
}

fn unknown(name: &str) -> Outcome {
    eprintln!("marbre: there is no partner '{name}'; `marbre partner list` has their names");
    Outcome::BadInput
}

async fn put(args: PartnerPutArgs) -> anyhow::Result<Outcome> {
    let newsroom = open(&args.data).await?;
    let known = named(&newsroom, &args.name).await?;
    let before = known.as_ref().map(|view| view.config.clone()).unwrap_or_default();
    let secret = match &args.secret_file {
        Some(path) => std::fs::read_to_string(path)?.trim().to_owned(),
        None => String::new(),
    };
    let put = PutPartner {
        id: known.as_ref().map(|view| view.row.id),
        name: args.name.clone(),
        enabled: !args.off,
        config: PartnerConfig {
            editions: args.edition.unwrap_or(before.editions),
            languages: args.language.unwrap_or(before.languages),
            sections: args.section.unwrap_or(before.sections),
            topics: args.topic.unwrap_or(before.topics),
            urgency_max: args.urgency.unwrap_or(before.urgency_max),
            cleared: args.cleared.unwrap_or(before.cleared),
            embargoed: args.embargoed.unwrap_or(before.embargoed),
            form: args.form.unwrap_or(before.form),
            address: args.push_to.unwrap_or(before.address),
            secret,
        },
        new_token: args.new_token,
    };
    match newsroom.put_partner(&Caller::system(), put).await {
        Ok(answer) => {
            let token = answer.token.as_deref();
            let told = match token {
                Some(token) => format!("{}\nToken, shown this once: {token}", args.name),
                None => args.name.clone(),
            };
            args.output.result(|| json!({ "name": args.name, "token": token }), told)?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}

async fn list(data: &DataArgs, output: OutputArgs) -> anyhow::Result<Outcome> {
    for view in open(data).await?.partners(&Caller::system()).await? {
        let PartnerView { row, config, behind, trouble } = view;
        let state = match (&trouble, row.enabled) {
            (_, false) => "off".to_owned(),
            (Some(receipt), _) => format!("{behind} behind: {}", receipt.answer),
            _ => "in order".to_owned(),
        };
        let config = serde_json::to_value(&config)?;
        output.result(
            || json!({ "name": row.name, "enabled": row.enabled, "config": config, "cursor": row.cursor, "behind": behind, "trouble": trouble.map(|receipt| receipt.answer) }),
            format_args!("{}\t{state}", row.name),
        )?;
    }
    Ok(Outcome::Done)
}

async fn receipts(args: &PartnerReceiptsArgs) -> anyhow::Result<Outcome> {
    let newsroom = open(&args.data).await?;
    let Some(view) = named(&newsroom, &args.name).await? else { return Ok(unknown(&args.name)) };
    for receipt in newsroom.receipts(&Caller::system(), view.row.id, args.count).await? {
        let state = match (receipt.done, receipt.next_attempt) {
            (Some(at), _) => format!("taken {at}"),
            (None, Some(at)) => format!("again {at}"),
            (None, None) => "set aside".to_owned(),
        };
        args.output.result(
            || json!({ "seq": receipt.seq, "attempts": receipt.attempts, "taken": receipt.done, "again": receipt.next_attempt, "answer": receipt.answer }),
            format_args!("{}\t{state}\t{}", receipt.seq, receipt.answer),
        )?;
    }
    Ok(Outcome::Done)
}

async fn resend(args: &PartnerResendArgs) -> anyhow::Result<Outcome> {
    let newsroom = open(&args.data).await?;
    let Some(view) = named(&newsroom, &args.name).await? else { return Ok(unknown(&args.name)) };
    newsroom.resend_to_partner(&Caller::system(), view.row.id, args.after).await?;
    args.output.result(
        || json!({ "name": args.name, "after": args.after }),
        format_args!("{} gets everything behind entry {} again.", args.name, args.after),
    )?;
    Ok(Outcome::Done)
}

async fn remove(args: &PartnerArgs) -> anyhow::Result<Outcome> {
    let newsroom = open(&args.data).await?;
    let Some(view) = named(&newsroom, &args.name).await? else { return Ok(unknown(&args.name)) };
    newsroom.remove_partner(&Caller::system(), view.row.id).await?;
    args.output
        .result(|| json!({ "name": args.name }), format_args!("{} gets nothing any more.", args.name))?;
    Ok(Outcome::Done)
}
