//! Invented stories in any number, the same for the same seed: an archive to try things on.

use anyhow::Context as _;
use jiff::SignedDuration;
use rust_embed::RustEmbed;
use serde::Deserialize;
use story::{BlockBody, Content, Edition, LiveStory, Signature, StoryId, Timestamp};

#[derive(RustEmbed)]
#[folder = "seed"]
struct Files;

/// One story a minute, over all editions.
const EVERY: SignedDuration = SignedDuration::from_mins(1);
const PARAGRAPHS: (usize, usize) = (4, 9);
const SENTENCES: (usize, usize) = (2, 4);

/// What the stories of a language are made of. `{place}`, `{who}`, `{deed}`, `{author}` and `{n}` stand for one of them
/// and for a number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    kickers: Vec<String>,
    places: Vec<String>,
    authors: Vec<String>,
    topics: Vec<String>,
    who: Vec<String>,
    deeds: Vec<String>,
    headlines: Vec<String>,
    standfirsts: Vec<String>,
    sentences: Vec<String>,
}

/// Writes for some editions, in turn.
pub(crate) struct Author {
    editions: Vec<(Edition, Words)>,
    seed: u64,
    count: u64,
    end: Timestamp,
}

impl Author {
    /// Of `count` stories, the last at `end`; for the editions in whose language it can write.
    pub(crate) fn new(editions: Vec<Edition>, seed: u64, count: u64, end: Timestamp) -> anyhow::Result<Self> {
        let mut able = Vec::new();
        for edition in editions {
            let name = format!("{}.toml", edition.language);
            let Some(file) = Files::get(&name) else { continue };
            let words = toml::from_str(std::str::from_utf8(&file.data)?).context(name)?;
            able.push((edition, words));
        }
        anyhow::ensure!(!able.is_empty(), "stories can be made in {}", languages());
        Ok(Self { editions: able, seed, count, end })
    }

    /// The story with this number, from 0.
    pub(crate) fn story(&self, n: u64) -> LiveStory {
        let mut dice = Dice(self.seed ^ n.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let (edition, words) = dice.pick(&self.editions);
        let sections: Vec<&story::Section> = edition.all_sections().collect();
        let section = dice.pick(&sections);
        let id = StoryId::from_number(1 + n);
        let content = words.story(edition, &section.id, &mut dice);
        let age = i32::try_from(self.count.saturating_sub(n + 1)).unwrap_or(i32::MAX);
        let at = self.end - EVERY.saturating_mul(age);
        LiveStory {
            id,
            edition: edition.id.clone(),
            path: edition.first_path(section, &content.headline, id),
            former: Vec::new(),
            translation: None,
            coverage: None,
            sections: edition.listed_in(&section.id),
            revision: 1,
            first_published: at,
            updated: at,
            corrections: Vec::new(),
            content,
            assets: Vec::new(),
        }
    }
}

/// The languages that stories can be made in.
fn languages() -> String {
    let mut names: Vec<String> =
        Files::iter().map(|name| name.trim_end_matches(".toml").to_owned()).collect();
    names.sort();
    names.join(", ")
}

impl Words {
    fn story(&self, edition: &Edition, section: &str, dice: &mut Dice) -> Content {
        let mut content = Content {
            language: edition.language.clone(),
            headline: self.fill(&self.headlines, dice),
            kicker: dice.pick(&self.kickers).clone(),
            standfirst: self.fill(&self.standfirsts, dice),
            byline: vec![Signature { name: dice.pick(&self.authors).clone(), ..Signature::default() }],
            section: section.to_owned(),
            topics: vec![dice.pick(&self.topics).clone()],
            places: vec![dice.pick(&self.places).clone()],
            ..Content::default()
        };
        for _ in 0..dice.within(PARAGRAPHS) {
            let sentences: Vec<String> =
                (0..dice.within(SENTENCES)).map(|_| self.fill(&self.sentences, dice)).collect();
            content.push(BlockBody::Paragraph(sentences.join(" ").as_str().into()));
        }
        content
    }

    /// One of the texts, its places taken, with a capital at its beginning.
    fn fill(&self, texts: &[String], dice: &mut Dice) -> String {
        let mut text = String::new();
        self.push(dice.word(texts), dice, &mut text);
        let mut letters = text.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => text,
        }
    }

    fn push(&self, template: &str, dice: &mut Dice, text: &mut String) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            match name {
                "place" => text.push_str(dice.word(&self.places)),
                "who" => text.push_str(dice.word(&self.who)),
                "author" => text.push_str(dice.word(&self.authors)),
                "deed" => self.push(dice.word(&self.deeds), dice, text),
                _ => text.push_str(&(2 + dice.below(88)).to_string()),
            }
            rest = after;
        }
        text.push_str(rest);
    }
}

/// Numbers that look like chance (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn within(&mut self, (first, last): (usize, usize)) -> usize {
        first + usize::try_from(self.below((last - first + 1) as u64)).unwrap_or_default()
    }

    fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.within((0, of.len() - 1))]
    }

    fn word<'t>(&mut self, of: &'t [String]) -> &'t str {
        &of[self.within((0, of.len() - 1))]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn stories_are_varied_whole_and_the_same_again() {
        let author = || Author::new(pages::editions(), 7, 300, Timestamp::UNIX_EPOCH).unwrap();
        let first = author();
        let stories: Vec<LiveStory> = (0..300).map(|n| first.story(n)).collect();
        assert_eq!(stories[299], author().story(299));
        assert_eq!(stories[299].first_published, Timestamp::UNIX_EPOCH);
        let different =
            |text: fn(&LiveStory) -> String| stories.iter().map(text).collect::<BTreeSet<_>>().len();
        assert!(different(|story| story.content.headline.clone()) > 250);
        assert_eq!(different(|story| story.path.clone()), 300);
        assert_eq!(different(|story| story.edition.clone()), Files::iter().count());
        for story in stories {
            let text = serde_json::to_string(&story.content).unwrap();
            assert!(
                !["{place", "{who", "{n}", "{deed", "{author"].iter().any(|slot| text.contains(slot)),
                "{text}"
            );
            assert!(story.content.blocks.len() >= PARAGRAPHS.0);
        }
    }
}
