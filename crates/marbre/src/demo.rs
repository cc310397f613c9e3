//! The demonstration newsroom: three editions of an invented paper, their wires and one account.

use anyhow::{Context as _, anyhow};
use jiff::SignedDuration;
use newsroom::{AddAsset, Caller, Context, CreateStory, FileItem, Newsroom, SetClock};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::Store;
use story::{
    Asset, BlockBody, Content, Edition, File, Language, Picture, Rights, Signature, SourceCredit, Timestamp,
    Urgency,
};

use crate::config::Config;
use crate::{first_account, tables};

#[derive(RustEmbed)]
#[folder = "demo"]
struct Demo;

/// Minutes between two publications of the demonstration's past.
const STEP_MIN: i64 = 23;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryFile {
    story: Vec<DemoStory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoStory {
    section: String,
    kicker: String,
    headline: String,
    standfirst: String,
    byline: Vec<Signature>,
    #[serde(default)]
    dateline: String,
    #[serde(default)]
    slugline: String,
    #[serde(default)]
    urgency: Urgency,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
    #[serde(default)]
    sources: Vec<SourceCredit>,
    lead: Option<DemoPicture>,
    blocks: Vec<DemoBlock>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DemoBlock {
    Picture(DemoPicture),
    Other(BlockBody),
}

/// A picture of `pictures.toml` with the words of this story.
#[derive(Deserialize)]
struct DemoPicture {
    picture: String,
    caption: String,
    alt: String,
}

#[derive(Deserialize)]
struct PictureFile {
    file: String,
    credit: String,
}

/// Fills an empty newsroom; a newsroom that already published anything is left as it is.
pub(crate) async fn fill(store: &Store, config: &Config) -> anyhow::Result<()> {
    first_account::make(store, config, first_account::DEMO).await?;
    if store.journal().last().await? > 0 {
        return Ok(());
    }
    let tables = tables::newsroom_tables(config)?;
    let stories = read_stories(&tables.editions)?;
    let rounds = stories.iter().map(|(_, stories)| stories.len()).max().unwrap_or_default();
    let clock = SetClock::at(Timestamp::now() - SignedDuration::from_mins(STEP_MIN * i64::try_from(rounds)?));
    // The past is made with a clock of its own; identifiers need not be secret.
    let past = Newsroom::new(store.clone(), tables.clone(), Context::seeded(1, clock.clone()));
    let pictures = add_pictures(&past).await?;
    for round in 0..rounds {
        for (edition, stories) in &stories {
            // Shorter editions start later, so that all end now.
            let Some(n) = (round + stories.len()).checked_sub(rounds) else { continue };
            publish(&past, edition, &stories[n], &pictures).await?;
        }
        clock.advance(SignedDuration::from_mins(STEP_MIN));
    }
    file_wires(&past).await
}

fn read_stories(editions: &[Edition]) -> anyhow::Result<Vec<(&Edition, Vec<DemoStory>)>> {
    let mut read = Vec::new();
    for edition in editions {
        if let Some(file) = Demo::get(&format!("stories/{}.toml", edition.id)) {
            let text = std::str::from_utf8(&file.data)?;
            let file: StoryFile =
                toml::from_str(text).with_context(|| format!("demo/stories/{}.toml", edition.id))?;
            read.push((edition, file.story));
        }
    }
    Ok(read)
}

async fn add_pictures(newsroom: &Newsroom) -> anyhow::Result<BTreeMap<String, Asset>> {
    let list = Demo::get("pictures.toml").context("demo/pictures.toml is not in this binary")?;
    let list: BTreeMap<String, PictureFile> = toml::from_str(std::str::from_utf8(&list.data)?)?;
    let mut pictures = BTreeMap::new();
    for (name, picture) in list {
        let bytes = Demo::get(&format!("pictures/{}", picture.file))
            .with_context(|| format!("demo/pictures/{} is not in this binary", picture.file))?;
        let asset = AddAsset {
            bytes: bytes.data.into_owned(),
            media_type: None,
            language: Language::default(),
            caption: String::new(),
            credit: picture.credit,
            alt: String::new(),
            rights: Rights::default(),
        };
        pictures.insert(name, newsroom.add_asset(&Caller::system(), asset).await?);
    }
    Ok(pictures)
}

async fn publish(
    newsroom: &Newsroom,
    edition: &Edition,
    story: &DemoStory,
    pictures: &BTreeMap<String, Asset>,
) -> anyhow::Result<()> {
    let caller = Caller::system();
    let content = content(edition, story, pictures)?;
    let create = CreateStory { edition: edition.id.clone(), content };
    let id = newsroom.create_story(&caller, create).await?;
    newsroom
        .publish_story(&caller, id, 1)
        .await
        .with_context(|| format!("demonstration: {}", story.headline))?;
    Ok(())
}

fn content(
    edition: &Edition,
    story: &DemoStory,
    pictures: &BTreeMap<String, Asset>,
) -> anyhow::Result<Content> {
    let lead = story.lead.as_ref().map(|lead| shown(lead, pictures)).transpose()?;
    let mut content = Content {
        language: edition.language.clone(),
        headline: story.headline.clone(),
        kicker: story.kicker.clone(),
        standfirst: story.standfirst.clone(),
        byline: story.byline.clone(),
        dateline: story.dateline.clone(),
        slugline: story.slugline.clone(),
        urgency: story.urgency,
        section: story.section.clone(),
        topics: story.topics.clone(),
        places: story.places.clone(),
        people: Vec::new(),
        sources: story.sources.clone(),
        lead,
        blocks: Vec::new(),
    };
    for block in &story.blocks {
        content.push(match block {
            DemoBlock::Picture(picture) => BlockBody::Picture(shown(picture, pictures)?),
            DemoBlock::Other(body) => body.clone(),
        });
    }
    Ok(content)
}

fn shown(picture: &DemoPicture, pictures: &BTreeMap<String, Asset>) -> anyhow::Result<Picture> {
    let asset = pictures
        .get(&picture.picture)
        .ok_or_else(|| anyhow!("the demonstration has no picture '{}'", picture.picture))?;
    Ok(Picture {
        file: File::Stored { asset: asset.id },
        caption: picture.caption.clone(),
        credit: asset.credit.clone(),
        alt: picture.alt.clone(),
        language: None,
    })
}

async fn file_wires(newsroom: &Newsroom) -> anyhow::Result<()> {
    for name in Demo::iter().filter(|name| name.starts_with("wires/")) {
        let Some(wire) = Demo::get(&name) else { continue };
        let file = FileItem {
            bytes: wire.data.into_owned(),
            name: name.into_owned(),
            media_type: String::new(),
            source: "demonstration".to_owned(),
        };
        newsroom.file_item(&Caller::system(), file).await?;
    }
    Ok(())
}
