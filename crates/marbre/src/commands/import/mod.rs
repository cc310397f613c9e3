//! `marbre import`: moves a site here, or one of our own exports: posts, drafts, authors, pictures, and the addresses that readers know.

mod fetch;
mod pictures;
mod plan;
mod report;

use std::path::Path;
use std::sync::Arc;

use newsroom::{Caller, Error, ImportOutcome, Newsroom};
use story::{Item, ItemKind, ItemStatus};

use crate::cli::ImportArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;
use crate::output::Progress;
use pictures::Pictures;
use plan::Plan;
use report::Report;

pub(crate) async fn run(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let mut config = Config::of_data(&args.data)?;
    if let [folder] = args.sources.as_slice()
        && Path::new(folder).join("manifest.json").is_file()
    {
        return super::restore::fill(Path::new(folder), &config, args.output).await;
    }
    if !args.wire_allow.is_empty() {
        config.wire_allow.clone_from(&args.wire_allow);
    }
    let newsroom = open::newsroom(&config).await?;
    let client = Arc::new(config.intake()?.client().clone());
    let plan = match Plan::of(args, &newsroom) {
        Ok(plan) => plan,
        Err(why) => {
            eprintln!("marbre: {why:#}");
            return Ok(Outcome::BadInput);
        }
    };
    let mut report = Report::default();
    let mut items = Vec::new();
    for source in &args.sources {
        let (site, login) = (args.origin.as_deref(), args.login.as_deref());
        match fetch::items(source, site, login, &client, &mut report).await {
            Ok(found) => items.extend(found),
            Err(why) => {
                eprintln!("marbre: {source}: {why:#}");
                return Ok(Outcome::BadInput);
            }
        }
    }
    // Oldest first: the order in which readers got them.
    items.sort_by_key(|item| item.created);
    let mut pictures = Pictures::new(client, args);
    let progress = Progress::new();
    for (done, item) in items.iter().enumerate() {
        progress.tell(format_args!("{done} of {}: {}", items.len(), item.headline));
        one(&newsroom, &plan, item, &mut pictures, &mut report).await?;
    }
    drop(progress);
    report.tell(args.output)?;
    Ok(if report.understood() { Outcome::Done } else { Outcome::BadInput })
}

async fn one(
    newsroom: &Newsroom,
    plan: &Plan,
    item: &Item,
    pictures: &mut Pictures,
    report: &mut Report,
) -> anyhow::Result<()> {
    match item.kind {
        ItemKind::Concept => report.concept(item),
        ItemKind::Picture => {
            report.attachments += 1;
            pictures.keep(newsroom, &plan.origin(item), item, report).await?;
        }
        _ if plan::is_machinery(item) => report.left_out("entries of the old system's own machinery"),
        _ if item.status == ItemStatus::Canceled => report.left_out("posts in its bin"),
        _ => story(newsroom, plan, item, pictures, report).await?,
    }
    Ok(())
}

async fn story(
    newsroom: &Newsroom,
    plan: &Plan,
    item: &Item,
    pictures: &mut Pictures,
    report: &mut Report,
) -> anyhow::Result<()> {
    let caller = Caller::system();
    let mut import = plan.story(item);
    report.posts += 1;
    // Known word for word: its pictures are not fetched again.
    if newsroom.imported(&caller, &import.origin, &import.guid, &import.seal).await? == Some(true) {
        report.outcome(ImportOutcome::Same);
        return Ok(());
    }
    pictures.bring(newsroom, &mut import.content, report).await?;
    let former = import.former.len();
    match newsroom.import_story(&caller, import).await {
        Ok(done) => {
            report.outcome(done.outcome);
            report.story(item, &done, former);
            if matches!(done.outcome, ImportOutcome::New | ImportOutcome::Changed) {
                report.checked(item, &newsroom.preflight(&caller, done.story).await?.report);
            }
            Ok(())
        }
        Err(Error::Refused(refusal)) => {
            report.refused(item, &refusal);
            Ok(())
        }
        Err(fault) => Err(fault.into()),
    }
}
