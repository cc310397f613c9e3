//! The demonstration's live coverages: opened a while ago, and told in entries since.

use anyhow::Context as _;
use newsroom::{Caller, CreateStory, StartEntry};
use serde::Deserialize;
use story::{Edition, StoryId};

use crate::demo::{DemoPress, DemoStory};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoverageFile {
    coverage: Vec<DemoCoverage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoCoverage {
    edition: String,
    story: DemoStory,
    /// Oldest first.
    entry: Vec<DemoEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoEntry {
    #[serde(default)]
    pinned: bool,
    story: DemoStory,
}

/// A coverage on its way.
pub(crate) struct Telling<'a> {
    edition: &'a Edition,
    coverage: DemoCoverage,
    opened: Option<StoryId>,
}

/// Those of the editions that there are.
pub(crate) fn read<'a>(text: &str, editions: &'a [Edition]) -> anyhow::Result<Vec<Telling<'a>>> {
    let file: CoverageFile = toml::from_str(text).context("demo/coverages.toml")?;
    let telling = |coverage: DemoCoverage| {
        let edition = editions.iter().find(|edition| edition.id.as_str() == coverage.edition)?;
        Some(Telling { edition, coverage, opened: None })
    };
    Ok(file.coverage.into_iter().filter_map(telling).collect())
}

impl Telling<'_> {
    /// Opens the coverage when as many rounds are left as it has entries, and tells one of these in each that follows.
    pub(crate) async fn go_on(&mut self, press: &DemoPress, rounds_left: usize) -> anyhow::Result<()> {
        let (caller, story) = (Caller::system(), &self.coverage.story);
        if rounds_left == self.coverage.entry.len() {
            let create = CreateStory {
                edition: self.edition.id.clone(),
                content: press.first_words(self.edition, story)?,
            };
            let id = press.newsroom.open_coverage(&caller, create).await?;
            press.put_out(self.edition, story, id, 1).await.with_context(|| story.headline.clone())?;
            self.opened = Some(id);
        }
        let told = self.coverage.entry.iter().rev().nth(rounds_left).zip(self.opened);
        let Some((DemoEntry { pinned, story }, id)) = told else { return Ok(()) };
        let start = StartEntry { content: press.first_words(self.edition, story)?, item: None };
        let entry = press.newsroom.start_entry(&caller, id, start).await?;
        press.put_out(self.edition, story, entry, 1).await.with_context(|| story.headline.clone())?;
        if *pinned {
            press.newsroom.pin_entry(&caller, id, Some(entry)).await?;
        }
        Ok(())
    }
}
