//! An entry as the few fields of the composer hold it, and back. What they do not hold stays as it was.

use newsroom::{Caller, ItemRow};
use serde::Serialize;
use story::{Block, BlockBody, Content, File, Picture, Quote, Signature, Speaker, StoryId, Urgency};

use crate::form::Submission;
use crate::markup::{read, read_lines, write, write_lines};

/// What somebody writes, before it is an entry and after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Composer {
    /// The entry that is being written on; empty for a new one.
    pub entry: String,
    /// The revision that was read before writing.
    pub base: u64,
    pub headline: String,
    /// A paragraph a line, in the small markup.
    pub text: String,
    /// `plain`, `highlight` or `urgent`.
    pub kind: &'static str,
    pub quote: String,
    pub speaker: String,
    pub role: String,
    pub picture: Shown,
    /// The wire item whose words these are.
    pub item: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Shown {
    pub file: String,
    pub caption: String,
    pub credit: String,
    pub alt: String,
}

pub(crate) const KINDS: [&str; 3] = ["plain", "highlight", "urgent"];

pub(crate) fn kind_of(urgency: Urgency) -> &'static str {
    match urgency {
        urgency if urgency.is_urgent() => "urgent",
        urgency if urgency.is_highlight() => "highlight",
        _ => "plain",
    }
}

/// The same kind keeps its urgency: a flash stays one.
fn urgency(kind: &str, known: Urgency) -> Urgency {
    match kind {
        kind if kind == kind_of(known) => known,
        "urgent" => Urgency::URGENT,
        "highlight" => Urgency::HIGHLIGHT,
        _ => Urgency::NORMAL,
    }
}

fn is_quote(block: &Block) -> bool {
    matches!(&block.body, BlockBody::Quote(quote) if quote.speaker.is_some())
}

impl Composer {
    pub(crate) fn posted(posted: &Submission) -> Self {
        let kind = posted.word("kind");
        Self {
            entry: posted.word("entry"),
            base: posted.word("base").parse().unwrap_or_default(),
            headline: posted.word("headline"),
            text: posted.get("text").unwrap_or_default(),
            kind: KINDS.into_iter().find(|known| *known == kind).unwrap_or("plain"),
            quote: posted.word("quote"),
            speaker: posted.word("speaker"),
            role: posted.word("role"),
            picture: Shown {
                file: posted.word("lead.file"),
                caption: posted.word("lead.caption"),
                credit: posted.word("lead.credit"),
                alt: posted.word("lead.alt"),
            },
            item: posted.word("item"),
        }
    }

    pub(crate) fn of(entry: Option<(StoryId, u64)>, content: &Content) -> Self {
        let paragraphs = content.blocks.iter().filter_map(|block| match &block.body {
            BlockBody::Paragraph(text) => Some(text.clone()),
            _ => None,
        });
        let quote = content.blocks.iter().find_map(|block| match &block.body {
            BlockBody::Quote(quote) => Some((quote, quote.speaker.as_ref()?)),
            _ => None,
        });
        let lead = content.lead.as_ref();
        let shown = lead.map(|lead| Shown {
            file: match &lead.file {
                File::Stored { asset } => asset.to_string(),
                File::Missing | File::Remote { .. } => String::new(),
            },
            caption: lead.caption.clone(),
            credit: lead.credit.clone(),
            alt: lead.alt.clone(),
        });
        Self {
            entry: entry.map(|(id, _)| id.to_string()).unwrap_or_default(),
            base: entry.map_or(0, |(_, head)| head),
            headline: content.headline.clone(),
            text: write_lines(&paragraphs.collect::<Vec<_>>()),
            kind: kind_of(content.urgency),
            quote: quote.map(|(quote, _)| write(&quote.words)).unwrap_or_default(),
            speaker: quote.map(|(_, speaker)| speaker.name.clone()).unwrap_or_default(),
            role: quote.map(|(_, speaker)| speaker.role.clone()).unwrap_or_default(),
            picture: shown.unwrap_or_default(),
            item: String::new(),
        }
    }

    /// The words of an item, to be made an entry of.
    pub(crate) fn of_item(item: &ItemRow) -> Self {
        let content = item.item.to_content();
        Self { item: item.id.to_string(), kind: "plain", ..Self::of(None, &content) }
    }

    pub(crate) fn is_empty(&self) -> bool {
        [&self.headline, &self.text, &self.quote, &self.picture.file]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The entry that these fields make of what was there.
    pub(crate) fn content(&self, base: &Content) -> Content {
        let mut content = Content {
            headline: self.headline.trim().to_owned(),
            urgency: urgency(self.kind, base.urgency),
            lead: self.lead(base),
            ..base.clone()
        };
        let mut free = base.next_block_id();
        let mut known = base.blocks.iter().filter(|block| matches!(block.body, BlockBody::Paragraph(_)));
        let mut number = |known: Option<&Block>| {
            known.map_or_else(
                || {
                    free += 1;
                    free - 1
                },
                |block| block.id,
            )
        };
        let paragraphs = read_lines(&self.text).into_iter();
        content.blocks = paragraphs
            .map(|text| Block { id: number(known.next()), body: BlockBody::Paragraph(text) })
            .collect();
        let quoted = base.blocks.iter().find(|block| is_quote(block));
        if !self.quote.trim().is_empty() {
            let speaker = Speaker { name: self.speaker.trim().to_owned(), role: self.role.trim().to_owned() };
            let quote = Quote { words: read(self.quote.trim()), speaker: Some(speaker) };
            content.blocks.push(Block { id: number(quoted), body: BlockBody::Quote(quote) });
        }
        let kept = |block: &&Block| {
            !matches!(block.body, BlockBody::Paragraph(_))
                && quoted.is_none_or(|quoted| quoted.id != block.id)
        };
        content.blocks.extend(base.blocks.iter().filter(kept).cloned());
        content
    }

    /// The same for an entry that nobody has begun.
    pub(crate) fn new_content(&self, caller: &Caller) -> Content {
        let byline = vec![Signature { name: caller.name.clone(), role: String::new() }];
        self.content(&Content { byline, ..Content::default() })
    }

    fn lead(&self, base: &Content) -> Option<Picture> {
        let Shown { file, caption, credit, alt } = &self.picture;
        let Ok(asset) = file.parse() else {
            // A picture that is in no library has words only, which stand in no field here.
            return base.lead.clone().filter(|lead| !matches!(lead.file, File::Stored { .. }));
        };
        let language = base.lead.as_ref().and_then(|lead| lead.language.clone());
        let (caption, credit, alt) = (caption.clone(), credit.clone(), alt.clone());
        Some(Picture { file: File::Stored { asset }, caption, credit, alt, language })
    }
}

/// Whether the fields hold an entry in its order; another is written on in the editor.
pub(crate) fn fits(content: &Content) -> bool {
    Composer::of(None, content).content(content) == *content
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_the_fields_make_they_hold(base in samples::any_content(), text in "[a-zé\\n ]{0,30}", quote in "[a-z ]{0,9}") {
            let fields = Composer { text, quote, speaker: "Odile Ferrand".into(), ..Composer::of(None, &base) };
            let made = fields.content(&base);
            let quotes = base.blocks.iter().filter(|block| is_quote(block)).count();
            prop_assert!(quotes > 1 || fits(&made), "of several quotes the fields hold one");
            let ids: std::collections::BTreeSet<_> = made.blocks.iter().map(|block| block.id).collect();
            prop_assert_eq!(ids.len(), made.blocks.len(), "a block has a number of its own");
            let others = |content: &Content| {
                let other = |block: &&Block| !matches!(block.body, BlockBody::Paragraph(_)) && !is_quote(block);
                content.blocks.iter().filter(other).cloned().collect::<Vec<_>>()
            };
            prop_assert_eq!(others(&made), others(&base), "what the fields do not hold stays");
        }
    }

    #[test]
    fn a_kind_is_an_urgency_and_a_flash_stays_one() {
        for level in 1..=8 {
            let known = Urgency::try_from(level).unwrap();
            assert_eq!(urgency(kind_of(known), known), known);
            assert!(KINDS.iter().all(|kind| kind_of(urgency(kind, known)) == *kind));
        }
    }
}
