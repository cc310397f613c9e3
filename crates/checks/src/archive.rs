//! What a newsroom published: which names it writes and how often, which headlines and pictures it used, and which
//! stories are close to each other. Built from the journal; a few hundred bytes a story.

mod sketch;

use std::any::Any;
use std::collections::{BTreeMap, HashMap, VecDeque};

use story::{BlockBody, Content, File, Picture, StoryId, Timestamp};

use crate::analysis::{Lang, folded};
use crate::fingerprint::Fnv;
use crate::tables::lexicon;
use sketch::{Sketch, likeness};

/// Stories held; beyond them the earliest learnt goes. Fifty thousand take about 40 MB.
const STORIES_MAX: u32 = 50_000;
/// Shorter names are initials and articles.
const NAME_LETTERS_MIN: usize = 4;
/// Stories that share a band and are looked at for likeness.
const CANDIDATES_MAX: usize = 200;

/// The archive of one newsroom.
#[derive(Default)]
pub(crate) struct Index {
    stories: HashMap<StoryId, Earlier>,
    order: VecDeque<StoryId>,
    headlines: HashMap<u64, Vec<StoryId>>,
    pictures: HashMap<u64, Vec<StoryId>>,
    bands: HashMap<u64, Vec<StoryId>>,
    /// In how many stories a capitalised word stands.
    names: HashMap<u64, u32>,
    /// Changes with everything learnt and forgotten.
    seen: u64,
}

/// What is kept of one story.
#[derive(Debug, Clone)]
pub(crate) struct Earlier {
    pub headline: Box<str>,
    pub at: Timestamp,
    language: Box<str>,
    headline_key: u64,
    pictures: Vec<u64>,
    names: Vec<u64>,
    sketch: Sketch,
}

impl story::Archive for Index {
    fn stories_max(&self) -> u32 {
        STORIES_MAX
    }

    fn learn(&mut self, story: StoryId, at: Timestamp, content: &Content) {
        self.forget(story);
        let earlier = Earlier::of(at, content);
        self.headlines.entry(earlier.headline_key).or_default().push(story);
        earlier.pictures.iter().for_each(|key| self.pictures.entry(*key).or_default().push(story));
        earlier.sketch.bands().for_each(|band| self.bands.entry(band).or_default().push(story));
        earlier.names.iter().for_each(|name| *self.names.entry(*name).or_default() += 1);
        self.stories.insert(story, earlier);
        self.order.push_back(story);
        self.note(story, at.as_millisecond() as u64);
        while self.stories.len() > STORIES_MAX as usize {
            let Some(oldest) = self.order.pop_front() else { break };
            self.drop_story(oldest);
        }
    }

    fn forget(&mut self, story: StoryId) {
        if self.drop_story(story) {
            self.order.retain(|known| *known != story);
            self.note(story, 0);
        }
    }

    fn version(&self) -> String {
        format!("{}-{:08x}", self.stories.len(), self.seen as u32)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Index {
    pub(crate) fn of<'a>(input: &story::CheckInput<'a>) -> Option<&'a Self> {
        input.archive.and_then(|archive| archive.as_any().downcast_ref())
    }

    fn note(&mut self, story: StoryId, at: u64) {
        let mut hash = Fnv::new();
        hash.add(&format!("{}{story}{at}", self.seen));
        self.seen = hash.number();
    }

    fn drop_story(&mut self, story: StoryId) -> bool {
        let Some(earlier) = self.stories.remove(&story) else { return false };
        remove(&mut self.headlines, earlier.headline_key, story);
        earlier.pictures.iter().for_each(|key| remove(&mut self.pictures, *key, story));
        earlier.sketch.bands().for_each(|band| remove(&mut self.bands, band, story));
        for name in earlier.names {
            if let Some(count) = self.names.get_mut(&name) {
                *count -= 1;
                if *count == 0 {
                    self.names.remove(&name);
                }
            }
        }
        true
    }

    /// In how many other stories a name stands, as it is written.
    pub(crate) fn stories_with(&self, name: &str, but: Option<StoryId>) -> u32 {
        let key = name_key(name);
        let count = self.names.get(&key).copied().unwrap_or(0);
        let own = but.and_then(|story| self.stories.get(&story)).is_some_and(|own| own.names.contains(&key));
        count - u32::from(own)
    }

    pub(crate) fn len(&self) -> usize {
        self.stories.len()
    }

    /// The latest other story under this headline in this language.
    pub(crate) fn with_headline(
        &self,
        headline: &str,
        language: &str,
        but: Option<StoryId>,
    ) -> Option<(StoryId, &Earlier)> {
        self.latest(self.headlines.get(&words_key(headline))?, language, but)
    }

    /// The latest other story in this language with the picture: a translation shows the same.
    pub(crate) fn with_picture(
        &self,
        picture: &Picture,
        language: &str,
        but: Option<StoryId>,
    ) -> Option<(StoryId, &Earlier)> {
        picture_keys(picture).find_map(|key| self.latest(self.pictures.get(&key)?, language, but))
    }

    /// The other story that is most like this text, and how much, from 0 to 1.
    pub(crate) fn closest(
        &self,
        content: &Content,
        but: Option<StoryId>,
    ) -> Option<(StoryId, &Earlier, f64)> {
        let sketch = Sketch::of(content)?;
        let mut shared: BTreeMap<StoryId, usize> = BTreeMap::new();
        for band in sketch.bands() {
            // A band of very many stories is a phrase of the house.
            let known = self.bands.get(&band).map_or(&[][..], Vec::as_slice);
            known.iter().rev().take(CANDIDATES_MAX).for_each(|story| *shared.entry(*story).or_default() += 1);
        }
        let language = content.language.primary();
        let alike = shared.keys().filter(|story| Some(**story) != but).filter_map(|story| {
            let earlier = self.stories.get(story).filter(|earlier| &*earlier.language == language)?;
            Some((*story, earlier, likeness(&sketch, &earlier.sketch)))
        });
        alike.max_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)))
    }

    fn latest(
        &self,
        stories: &[StoryId],
        language: &str,
        but: Option<StoryId>,
    ) -> Option<(StoryId, &Earlier)> {
        let others = stories.iter().filter(|story| Some(**story) != but);
        let known = others.filter_map(|story| Some((*story, self.stories.get(story)?)));
        let speaks = known.filter(|(_, earlier)| &*earlier.language == language);
        speaks.max_by_key(|(story, earlier)| (earlier.at, *story))
    }
}

impl Earlier {
    fn of(at: Timestamp, content: &Content) -> Self {
        Self {
            headline: content.headline.as_str().into(),
            at,
            language: content.language.primary().into(),
            headline_key: words_key(&content.headline),
            pictures: content.pictures().flat_map(picture_keys).collect(),
            names: names(content),
            sketch: Sketch::of(content).unwrap_or_default(),
        }
    }
}

fn remove(map: &mut HashMap<u64, Vec<StoryId>>, key: u64, story: StoryId) {
    if let Some(stories) = map.get_mut(&key) {
        stories.retain(|known| *known != story);
        if stories.is_empty() {
            map.remove(&key);
        }
    }
}

fn words_key(text: &str) -> u64 {
    let mut hash = Fnv::new();
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .for_each(|word| hash.add(&folded(word)));
    hash.number()
}

/// Letters, and what joins those of Persian and Arabic words.
fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{200c}')
}

fn name_key(name: &str) -> u64 {
    let mut hash = Fnv::new();
    hash.add(name);
    hash.number()
}

/// A picture is known by its place in the library, and by its caption where that says something.
fn picture_keys(picture: &Picture) -> impl Iterator<Item = u64> + use<> {
    const CAPTION_WORDS_MIN: usize = 5;
    let file = match &picture.file {
        File::Stored { asset } => Some(name_key(&asset.to_string())),
        File::Remote { href } => Some(name_key(href)),
        File::Missing => None,
    };
    let long = picture.caption.split_whitespace().count() >= CAPTION_WORDS_MIN;
    let caption = long.then(|| words_key(&picture.caption));
    file.into_iter().chain(caption)
}

/// The capitalised words of a story, each once. Arabic letters have no capitals: what no dictionary has.
fn names(content: &Content) -> Vec<u64> {
    let lang = Lang::declared(&content.language).filter(|lang| lang.is_arabic_script());
    let is_name = |word: &str| match lang {
        Some(lang) => !lexicon::knows_in_arabic_letters(lang, word),
        None => word.starts_with(char::is_uppercase),
    };
    let mut names: Vec<u64> = Vec::new();
    for field in content.fields() {
        let words = field.text.split(|letter: char| !is_of_word(letter));
        let long = words.filter(|word| word.chars().count() >= NAME_LETTERS_MIN);
        names.extend(long.filter(|word| is_name(word)).map(name_key));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Words of the body for a sketch.
fn body(content: &Content) -> impl Iterator<Item = &str> {
    content.blocks.iter().filter_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.as_str()),
        BlockBody::Quote(quote) => Some(quote.words.text.as_str()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use story::{Archive, Language, RichText};

    use super::*;

    fn content(headline: &str, body: &str) -> Content {
        let mut content =
            Content { language: Language::new("fr"), headline: headline.into(), ..Content::default() };
        content.push(BlockBody::Paragraph(RichText::plain(body)));
        content
    }

    fn id(number: u64) -> StoryId {
        StoryId::from_number(number)
    }

    #[test]
    fn a_story_is_found_by_its_headline_its_names_and_its_words_but_never_by_itself() {
        let body = "La maire Lucie Corlandre a signé mardi la fermeture du port pour deux semaines à cause de la tempête qui vient.";
        let mut index = Index::default();
        index.learn(id(1), Timestamp::UNIX_EPOCH, &content("Le port ferme", body));
        assert_eq!(index.with_headline("« Le Port ferme »", "fr", None).map(|(id, _)| id), Some(id(1)));
        assert!(index.with_headline("Le port ferme", "en", None).is_none());
        assert!(index.with_headline("Le port ferme", "fr", Some(id(1))).is_none());
        assert_eq!(
            (index.stories_with("Corlandre", None), index.stories_with("Corlandre", Some(id(1)))),
            (1, 0)
        );
        let (close, _, alike) = index.closest(&content("Autre", &format!("{body} Fin.")), None).unwrap();
        assert!(close == id(1) && alike > 0.7, "{alike}");
    }

    #[test]
    fn a_picture_is_used_again_by_another_story_of_its_language_and_not_by_a_translation() {
        let picture = Picture {
            caption: "Les grues du port à l’aube, vues du quai nord".into(),
            file: File::Missing,
            ..Picture::default()
        };
        let mut shown = content("Le port ferme", "La passe est fermée.");
        shown.lead = Some(picture.clone());
        let mut index = Index::default();
        index.learn(id(1), Timestamp::UNIX_EPOCH, &shown);
        assert_eq!(index.with_picture(&picture, "fr", Some(id(2))).map(|(id, _)| id), Some(id(1)));
        assert!(index.with_picture(&picture, "de", Some(id(2))).is_none());
        assert!(index.with_picture(&picture, "fr", Some(id(1))).is_none());
    }

    #[test]
    fn what_is_forgotten_or_replaced_leaves_nothing_behind() {
        let mut index = Index::default();
        let empty = index.version();
        index.learn(id(1), Timestamp::UNIX_EPOCH, &content("Un titre", "Lucie Corlandre a signé."));
        let first = index.version();
        index.learn(id(1), Timestamp::UNIX_EPOCH, &content("Un autre", "Bruno Valmère a signé."));
        assert_ne!(index.version(), first);
        assert!(index.with_headline("Un titre", "fr", None).is_none());
        index.forget(id(1));
        assert_ne!(index.version(), empty, "the name tells that something was here");
        assert!(
            index.stories.is_empty()
                && index.names.is_empty()
                && index.bands.is_empty()
                && index.order.is_empty()
        );
    }
}
