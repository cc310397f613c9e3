//! The demonstration newsroom: all shipped editions of an invented paper, their wires and one account.

use anyhow::{Context as _, anyhow};
use jiff::SignedDuration;
use newsroom::{AddAsset, Caller, Context, CreateStory, FileItem, Newsroom, SaveRevision, SetClock};
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use store::Store;
use story::{
    Asset, BlockBody, Content, Edition, File, Gallery, Language, Picture, RichText, Rights, Signature,
    SourceCredit, StoryId, Timestamp, Urgency,
};

use crate::config::Config;
use crate::{demo_coverage, demo_planning, first_account, tables};

#[derive(RustEmbed)]
#[folder = "demo"]
struct Demo;

/// Minutes between two publications of the demonstration's past.
const STEP_MIN: i64 = 23;
/// Live coverages go on so long after a publication.
const BETWEEN_MIN: i64 = 11;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryFile {
    story: Vec<DemoStory>,
}

/// A story, or an entry of a coverage, which has the section of the whole.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DemoStory {
    /// Stories of one name in several editions are translations of each other.
    #[serde(default)]
    event: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    kicker: String,
    pub(crate) headline: String,
    #[serde(default)]
    standfirst: String,
    #[serde(default)]
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
    correction: Option<DemoCorrection>,
    blocks: Vec<DemoBlock>,
}

/// The story first says what `was` there, and is then corrected.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoCorrection {
    notice: String,
    was: String,
    is: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DemoBlock {
    Picture(DemoPicture),
    Gallery { gallery: Vec<DemoPicture>, title: String },
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
    /// What the library calls it, in French; each story has words of its own.
    caption: String,
}

/// Has an empty data folder configured for the editions that the demonstration is written in, so that whatever is done in
/// it later knows them too.
pub(crate) fn name_editions(data: &Path) -> anyhow::Result<()> {
    let file = data.join("marbre.toml");
    if std::fs::read_dir(data).is_ok_and(|mut files| files.next().is_some()) {
        return Ok(());
    }
    let ids: Vec<&str> = tables::shipped().iter().map(|edition| edition.id.as_str()).collect();
    std::fs::create_dir_all(data).with_context(|| format!("{} cannot be made", data.display()))?;
    std::fs::write(&file, format!("editions = {ids:?}\n"))
        .with_context(|| format!("{} cannot be written", file.display()))
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
    let mut press =
        DemoPress { pictures: add_pictures(&past).await?, newsroom: past, events: BTreeMap::new() };
    let coverages = Demo::get("coverages.toml").context("demo/coverages.toml is not in this binary")?;
    let mut coverages = demo_coverage::read(std::str::from_utf8(&coverages.data)?, &tables.editions)?;
    for round in 0..rounds {
        for (edition, stories) in &stories {
            // Shorter editions start later, so that all end now.
            let Some(n) = (round + stories.len()).checked_sub(rounds) else { continue };
            let story = &stories[n];
            press
                .publish(edition, story)
                .await
                .with_context(|| format!("demonstration: {}", story.headline))?;
        }
        clock.advance(SignedDuration::from_mins(BETWEEN_MIN));
        for coverage in &mut coverages {
            coverage.go_on(&press, rounds - 1 - round).await?;
        }
        clock.advance(SignedDuration::from_mins(STEP_MIN - BETWEEN_MIN));
    }
    let planning = Demo::get("planning.toml").context("demo/planning.toml is not in this binary")?;
    demo_planning::plan(&press.newsroom, store, std::str::from_utf8(&planning.data)?).await?;
    file_wires(&press.newsroom).await
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
            language: Language::new("fr"),
            caption: picture.caption,
            credit: picture.credit,
            alt: String::new(),
            rights: Rights::default(),
        };
        pictures.insert(name, newsroom.add_asset(&Caller::system(), asset).await?);
    }
    Ok(pictures)
}

/// What has been published so far, to publish more.
pub(crate) struct DemoPress {
    pub(crate) newsroom: Newsroom,
    pictures: BTreeMap<String, Asset>,
    events: BTreeMap<String, StoryId>,
}

impl DemoPress {
    async fn publish(&mut self, edition: &Edition, story: &DemoStory) -> anyhow::Result<()> {
        let first = self.first_words(edition, story)?;
        let (id, revision) = self.write(edition, story, first).await?;
        self.put_out(edition, story, id, revision).await
    }

    /// What a story said before it was corrected.
    pub(crate) fn first_words(&self, edition: &Edition, story: &DemoStory) -> anyhow::Result<Content> {
        let right = content(edition, story, &self.pictures)?;
        Ok(match &story.correction {
            Some(correction) => with(right, &correction.is, &correction.was),
            None => right,
        })
    }

    /// What is written goes out, and is corrected where it is to be.
    pub(crate) async fn put_out(
        &self,
        edition: &Edition,
        story: &DemoStory,
        id: StoryId,
        revision: u64,
    ) -> anyhow::Result<()> {
        let caller = Caller::system();
        self.newsroom.publish_story(&caller, id, revision).await?;
        if let Some(correction) = &story.correction {
            let mut right = content(edition, story, &self.pictures)?;
            // The words of an entry are in the section of its coverage.
            right.section = self.newsroom.story(&caller, id).await?.revision.content.section;
            let revision = self.save(id, revision, right).await?;
            self.newsroom.correct_story(&caller, id, revision, correction.notice.clone()).await?;
        }
        Ok(())
    }

    /// A story of its own, or a translation of one that another edition has already; and its revision.
    async fn write(
        &mut self,
        edition: &Edition,
        story: &DemoStory,
        content: Content,
    ) -> anyhow::Result<(StoryId, u64)> {
        let caller = Caller::system();
        if let Some(source) = self.events.get(&story.event) {
            let id = self.newsroom.translate_story(&caller, *source, &edition.id).await?;
            return Ok((id, self.save(id, 1, content).await?));
        }
        let create = CreateStory { edition: edition.id.clone(), content };
        let id = self.newsroom.create_story(&caller, create).await?;
        if !story.event.is_empty() {
            self.events.insert(story.event.clone(), id);
        }
        Ok((id, 1))
    }

    async fn save(&self, story: StoryId, base: u64, content: Content) -> anyhow::Result<u64> {
        let save = SaveRevision { story, base, version: 0, note: String::new(), content };
        Ok(self.newsroom.save_revision(&Caller::system(), save).await?.number)
    }
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
        sources: story.sources.clone(),
        lead,
        ..Content::default()
    };
    for block in &story.blocks {
        content.push(match block {
            DemoBlock::Picture(picture) => BlockBody::Picture(shown(picture, pictures)?),
            DemoBlock::Gallery { gallery, title } => {
                let pictures =
                    gallery.iter().map(|picture| shown(picture, pictures)).collect::<Result<_, _>>()?;
                BlockBody::Gallery(Gallery { title: title.clone(), pictures })
            }
            DemoBlock::Other(body) => body.clone(),
        });
    }
    Ok(content)
}

/// The story with other words in its paragraphs.
fn with(mut content: Content, words: &str, others: &str) -> Content {
    for block in &mut content.blocks {
        if let BlockBody::Paragraph(text) = &mut block.body {
            *text = RichText::plain(text.text.replace(words, others));
        }
    }
    content
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
