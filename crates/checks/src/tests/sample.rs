//! A small story written as lines (`headline: …`, `body: …`), as the examples of rule pages are.

use story::{
    Archive, BlockBody, CheckInput, Content, Language, Level, Levels, Picture, Report, RichText, StoryId,
    Timestamp,
};

/// What an example says, its marks taken off.
pub(super) struct Sample {
    pub content: Content,
    pub published: Timestamp,
    pub home: String,
    /// Words between `[[` and `]]`, in order.
    pub marked: Vec<String>,
    /// The text of the field mended by the first suggestion.
    pub fix: Option<String>,
    /// What the newsroom published before.
    pub archive: Option<Box<dyn Archive>>,
}

/// Rules on trial are tested at their full weight.
pub(super) fn all_raised() -> Levels {
    Levels(crate::rules().iter().map(|card| (card.id.to_owned(), Level::Error)).collect())
}

/// A weekday in the month before the dates of most examples.
const PUBLISHED: &str = "2025-06-05T12:00:00Z";

impl Sample {
    pub(super) fn read(language: &str, lines: &str) -> Self {
        let mut sample = Self {
            content: Content { language: Language::new(language), ..Content::default() },
            published: PUBLISHED.parse().unwrap(),
            home: String::new(),
            marked: Vec::new(),
            fix: None,
            archive: None,
        };
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let (key, words) = line.split_once(": ").unwrap_or_else(|| panic!("no `key: words` in {line:?}"));
            sample.line(key, words);
        }
        sample
    }

    fn line(&mut self, key: &str, words: &str) {
        match key {
            "date" => self.published = format!("{words}T12:00:00Z").parse().unwrap(),
            "home" => self.home = words.into(),
            "fix" => self.fix = Some(words.into()),
            "earlier" => self.earlier(words),
            // `archive: 200 words`: so many stories with these words.
            "archive" => {
                let (count, words) = words.split_once(' ').unwrap();
                (0..count.parse().unwrap()).for_each(|n: u32| self.earlier(&format!("Story {n} / {words}")));
            }
            "headline" => self.content.headline = self.plain(words),
            "short" => self.content.headline_short = self.plain(words),
            "alert" => self.content.headline_alert = self.plain(words),
            "search" => self.content.headline_search = self.plain(words),
            "standfirst" => self.content.standfirst = self.plain(words),
            "body" => {
                let text = self.plain(words);
                self.content.push(BlockBody::Paragraph(RichText::plain(text)));
            }
            "caption" => {
                let caption = self.plain(words);
                self.content.push(BlockBody::Picture(Picture { caption, ..Picture::default() }));
            }
            _ => panic!("an example has no line called {key}"),
        }
    }

    /// `earlier: headline / text / caption`.
    fn earlier(&mut self, words: &str) {
        let mut parts = words.split(" / ");
        let headline = parts.next().unwrap_or_default().to_owned();
        let mut content = Content { language: self.content.language.clone(), headline, ..Content::default() };
        let text = parts.next().unwrap_or_default();
        content.push(BlockBody::Paragraph(RichText::plain(text)));
        if let Some(caption) = parts.next() {
            content.push(BlockBody::Picture(Picture { caption: caption.into(), ..Picture::default() }));
        }
        let archive = self.archive.get_or_insert_with(crate::RULE_SET.archive);
        let next = archive.version().split('-').next().unwrap().parse::<u64>().unwrap() + 1;
        archive.learn(StoryId::from_number(next), Timestamp::UNIX_EPOCH, &content);
    }

    fn plain(&mut self, words: &str) -> String {
        // Words that end with a bracket of their own: `[[[check]]]`.
        let (words, own) = (words.replace("[[[", "[[⟦").replace("]]]", "⟧]]"), ["⟦", "⟧"]);
        let bare = |words: &str| words.replace(own[0], "[").replace(own[1], "]");
        let marks = words.split("[[").skip(1).filter_map(|rest| rest.split_once("]]"));
        self.marked.extend(marks.map(|(mark, _)| bare(mark)));
        bare(&words.replace("[[", "").replace("]]", ""))
    }

    pub(super) fn check(&self) -> Report {
        self.check_with(|input| (crate::RULE_SET.check)(input))
    }

    pub(super) fn check_with(&self, check: impl Fn(&CheckInput) -> Report) -> Report {
        let speak = Language::new("fr");
        check(&CheckInput {
            content: &self.content,
            published: self.published,
            time_zone: "UTC",
            home_country: &self.home,
            speak: &speak,
            levels: &all_raised(),
            house: None,
            archive: self.archive.as_deref(),
            story: None,
            memory: None,
        })
    }
}
