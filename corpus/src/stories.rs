//! Stories as JSON lines, made into what the rules look at.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use story::{
    Archive, BlockBody, CheckInput, Content, Edition, Language, Level, Levels, Memory, Picture, Report,
    RichText, StoryId, Timestamp,
};

/// One line of a file of stories. Fields that we do not know are left alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Line {
    id: String,
    lang: String,
    date: String,
    section: String,
    headline: String,
    standfirst: String,
    body: Vec<String>,
    captions: Vec<Caption>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Caption {
    Words(String),
    Whole {
        #[serde(alias = "caption")]
        text: String,
        #[serde(default)]
        credit: String,
    },
}

/// What the rules are given besides the story.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub editions: &'a [Edition],
    pub levels: &'a Levels,
    pub archive: Option<&'a dyn Archive>,
    pub memory: Option<&'a Memory>,
}

/// An archive of all these stories.
pub(crate) fn archive(stories: &[Story]) -> Box<dyn Archive> {
    let mut archive = (checks::RULE_SET.archive)();
    stories.iter().for_each(|story| archive.learn(story.number, story.published, &story.content));
    archive
}

/// A story to measure on.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub id: String,
    pub section: String,
    /// Its number in this run.
    pub number: StoryId,
    /// Noon of the day of publication; the epoch where nobody knows.
    pub published: Timestamp,
    pub content: Content,
}

/// Every story of the files; a folder stands for the `.jsonl` files in it, in order.
pub(crate) fn read_all(paths: &[PathBuf]) -> Result<Vec<Story>> {
    let mut stories = Vec::new();
    for path in paths {
        for file in files(path)? {
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
                let line: Line = serde_json::from_str(line)
                    .with_context(|| format!("{}, line {}", file.display(), n + 1))?;
                // Annotations on stories stand in files of the same kind.
                if !line.headline.is_empty() || !line.body.is_empty() {
                    stories.push(line.into_story(stories.len() as u64 + 1)?);
                }
            }
        }
    }
    Ok(stories)
}

/// As shipped, or every rule at its full weight.
pub(crate) fn levels(raised: bool) -> Levels {
    let all = checks::RULE_SET.rules.iter().filter(|_| raised);
    Levels(all.map(|card| (card.id.to_owned(), Level::Error)).collect())
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "jsonl"));
    files.sort();
    Ok(files)
}

impl Line {
    fn into_story(self, number: u64) -> Result<Story> {
        let published = match self.date.len() {
            0 => Timestamp::UNIX_EPOCH,
            10 => format!("{}T12:00:00Z", self.date).parse()?,
            _ => self.date.parse().with_context(|| format!("{}: date {}", self.id, self.date))?,
        };
        let mut content = Content {
            language: Language::new(&self.lang),
            headline: self.headline,
            standfirst: self.standfirst,
            ..Content::default()
        };
        for (n, caption) in self.captions.into_iter().enumerate() {
            let picture = match caption {
                Caption::Words(caption) => Picture { caption, ..Picture::default() },
                Caption::Whole { text: caption, credit } => Picture { caption, credit, ..Picture::default() },
            };
            match n {
                0 => content.lead = Some(picture),
                _ => content.push(BlockBody::Picture(picture)),
            }
        }
        self.body
            .into_iter()
            .for_each(|paragraph| content.push(BlockBody::Paragraph(RichText::plain(paragraph))));
        Ok(Story {
            id: self.id,
            section: self.section,
            number: StoryId::from_number(number),
            published,
            content,
        })
    }
}

impl Story {
    pub(crate) fn lang(&self) -> &str {
        self.content.language.primary()
    }

    /// The same after one keystroke in the middle of the text; `None` without paragraphs.
    pub(crate) fn typed_in(&self) -> Option<Self> {
        let mut story = self.clone();
        let middle = story.content.blocks.len() / 2;
        let BlockBody::Paragraph(text) = &mut story.content.blocks.get_mut(middle)?.body else { return None };
        text.text.push('e');
        Some(story)
    }

    /// What the desk would say of it, as an edition of its language runs the rules.
    pub(crate) fn check(&self, around: &Around) -> Report {
        let Around { editions, levels, .. } = around;
        let edition = editions.iter().find(|edition| edition.language.primary() == self.lang());
        (checks::RULE_SET.check)(&CheckInput {
            content: &self.content,
            published: self.published,
            time_zone: edition.map_or("", |edition| &edition.time_zone),
            home_country: edition.map_or("", |edition| &edition.home_country),
            speak: &Language::new("en"),
            levels,
            house: None,
            archive: around.archive,
            story: Some(self.number),
            memory: around.memory,
        })
    }
}
