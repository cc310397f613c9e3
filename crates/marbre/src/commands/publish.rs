//! `marbre publish`: a file straight to live, through the same checks and gates as the desk: the file becomes an item,
//! the item a story, the story is published, or refused and left on the desk.

use newsroom::{Caller, Error, FileItem, Newsroom, Published, Refusal, SaveRevision, TakeItem};
use serde_json::json;
use story::{Edition, Item, ItemId, State, StoryId};

use super::parse;
use crate::cli::PublishArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::output::OutputArgs;
use crate::{input, open, speak};

pub(crate) async fn run(args: &PublishArgs) -> anyhow::Result<Outcome> {
    let input = match input::read(&args.file) {
        Ok(input) => input,
        Err(why) => {
            eprintln!("marbre: {why:#}");
            return Ok(Outcome::BadInput);
        }
    };
    let config = Config::of_data(&args.data)?;
    let newsroom = open::newsroom(&config).await?;
    let caller = Caller::system();
    let Some(id) = only_item(&newsroom, &caller, input).await? else { return Ok(Outcome::BadInput) };
    let item = newsroom.item(&caller, id).await?.item;
    let prepared = match args.story {
        Some(story) => next_revision(&newsroom, &caller, story, &item).await,
        None => first_revision(&newsroom, &caller, id, &item, args).await,
    };
    let (story, revision) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => return super::refused(error),
    };
    match release(&newsroom, &caller, story, revision, args).await {
        Ok(published) => {
            tell(story, &published, &config, args.output)?;
            Ok(Outcome::Done)
        }
        Err(Error::Refused(refusal)) => {
            stays(story, revision, &refusal, args.output)?;
            Ok(Outcome::Refused)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Files the bytes and names the one item in them; several or none are told and refused.
async fn only_item(
    newsroom: &Newsroom,
    caller: &Caller,
    input: input::Input,
) -> anyhow::Result<Option<ItemId>> {
    let input::Input { name, bytes } = input;
    let parsed = wire::parse(&bytes, &story::Origin { name: &name, media_type: "", time_zone: "" });
    for problem in &parsed.problems {
        parse::tell(&name, problem);
    }
    if parsed.items.len() != 1 {
        eprintln!("marbre: {name} holds {} stories; publish takes a file with one", parsed.items.len());
        return Ok(None);
    }
    let file = FileItem { bytes, name, media_type: String::new(), source: "command line".into() };
    let filed = newsroom.file_item(caller, file).await?;
    Ok(filed.items.first().map(|item| item.id))
}

async fn first_revision(
    newsroom: &Newsroom,
    caller: &Caller,
    id: ItemId,
    item: &Item,
    args: &PublishArgs,
) -> Result<(StoryId, u64), Error> {
    let editions = newsroom.editions();
    let edition = args.edition.clone().unwrap_or_else(|| edition_of(editions, item));
    let section = section_of(editions, &edition, args.section.as_deref().unwrap_or_default());
    let story = newsroom.take_item(caller, id, TakeItem { edition, section, translate: false }).await?;
    let head = newsroom.story(caller, story).await?.row.head;
    Ok((story, head))
}

fn edition_of(editions: &[Edition], item: &Item) -> String {
    let speaks = editions.iter().find(|edition| edition.language.primary() == item.language.primary());
    speaks.or(editions.first()).map(|edition| edition.id.clone()).unwrap_or_default()
}

/// A section by its id, or by its part of the address: people know the latter.
fn section_of(editions: &[Edition], edition: &str, named: &str) -> String {
    let edition = editions.iter().find(|known| known.id == edition);
    let found = edition
        .into_iter()
        .flat_map(Edition::all_sections)
        .find(|section| section.id == named || section.slug == named);
    found.map_or_else(|| named.to_owned(), |section| section.id.clone())
}

async fn next_revision(
    newsroom: &Newsroom,
    caller: &Caller,
    story: StoryId,
    item: &Item,
) -> Result<(StoryId, u64), Error> {
    let view = newsroom.story(caller, story).await?;
    let mut content = item.to_content();
    content.section.clone_from(&view.row.section);
    let note = "from the command line".to_owned();
    let saved = newsroom
        .save_revision(caller, SaveRevision { story, base: view.row.head, version: 0, note, content })
        .await?;
    Ok((story, saved.number))
}

async fn release(
    newsroom: &Newsroom,
    caller: &Caller,
    story: StoryId,
    revision: u64,
    args: &PublishArgs,
) -> Result<Published, Error> {
    if let Some(reason) = args.over_checks.clone() {
        return newsroom.publish_over_checks(caller, story, revision, reason).await;
    }
    let live = newsroom.story(caller, story).await?.row.state == State::Live;
    match args.correct.clone() {
        Some(notice) => newsroom.correct_story(caller, story, revision, notice).await,
        None if live => newsroom.update_story(caller, story, revision).await,
        None => newsroom.publish_story(caller, story, revision).await,
    }
}

/// The file was read and kept; only readers do not get it.
fn stays(story: StoryId, revision: u64, refusal: &Refusal, output: OutputArgs) -> anyhow::Result<()> {
    let why = refusal.text(&speak::terminal_language());
    eprintln!("marbre: {why}");
    let code = refusal.code.slug();
    output.result(
        || json!({ "story": story, "revision": revision, "refused": code, "message": why }),
        format_args!("Refused: story {story} stays on the desk, at revision {revision}"),
    )
}

fn tell(story: StoryId, published: &Published, config: &Config, output: OutputArgs) -> anyhow::Result<()> {
    let (seq, url) = (published.seq, format!("{}{}", config.origin, published.path));
    output.result(
        || json!({ "story": story, "seq": seq, "path": published.path, "url": url }),
        format_args!("Live: {url} (story {story}, journal entry {seq})"),
    )
}
