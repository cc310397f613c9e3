//! The places of a story that hold text, each with an address that a finding, an edit or a diff can name.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Edit;
use crate::{BlockBody, BlockId, Content, HeadlineUse, Picture, RichText, Span};

/// The address of one text in a story, written `headline`, `headline-short`, `block:7`, `item:7:2`, `caption:7:0`…
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    Headline,
    HeadlineFor(HeadlineUse),
    Kicker,
    Standfirst,
    Dateline,
    LeadCaption,
    LeadCredit,
    LeadAlt,
    /// Paragraph, sub-heading, quote words, or the title of a gallery, video, fact box, embed or table.
    Block(BlockId),
    Speaker(BlockId),
    SpeakerRole(BlockId),
    /// The n-th item of a list or paragraph of a fact box.
    Item(BlockId, usize),
    /// Row and column of a table.
    Cell(BlockId, usize, usize),
    /// Caption, credit and text alternative of the n-th picture of a block.
    Caption(BlockId, usize),
    Credit(BlockId, usize),
    Alt(BlockId, usize),
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Headline => f.write_str("headline"),
            Self::HeadlineFor(wanted) => write!(f, "headline-{}", wanted.name()),
            Self::Kicker => f.write_str("kicker"),
            Self::Standfirst => f.write_str("standfirst"),
            Self::Dateline => f.write_str("dateline"),
            Self::LeadCaption => f.write_str("lead-caption"),
            Self::LeadCredit => f.write_str("lead-credit"),
            Self::LeadAlt => f.write_str("lead-alt"),
            Self::Block(b) => write!(f, "block:{b}"),
            Self::Speaker(b) => write!(f, "speaker:{b}"),
            Self::SpeakerRole(b) => write!(f, "role:{b}"),
            Self::Item(b, n) => write!(f, "item:{b}:{n}"),
            Self::Cell(b, row, column) => write!(f, "cell:{b}:{row}:{column}"),
            Self::Caption(b, n) => write!(f, "caption:{b}:{n}"),
            Self::Credit(b, n) => write!(f, "credit:{b}:{n}"),
            Self::Alt(b, n) => write!(f, "alt:{b}:{n}"),
        }
    }
}

impl FromStr for Field {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split(':');
        let name = parts.next().unwrap_or_default();
        let numbers: Option<Vec<usize>> = parts.map(|part| part.parse().ok()).collect();
        let block = |n: usize| BlockId::try_from(n).ok();
        let field = numbers.and_then(|numbers| match (name, numbers.as_slice()) {
            ("headline", []) => Some(Self::Headline),
            (name, []) if name.starts_with("headline-") => {
                let named = |wanted: &HeadlineUse| name["headline-".len()..] == *wanted.name();
                HeadlineUse::ALL.into_iter().find(named).map(Self::HeadlineFor)
            }
            ("kicker", []) => Some(Self::Kicker),
            ("standfirst", []) => Some(Self::Standfirst),
            ("dateline", []) => Some(Self::Dateline),
            ("lead-caption", []) => Some(Self::LeadCaption),
            ("lead-credit", []) => Some(Self::LeadCredit),
            ("lead-alt", []) => Some(Self::LeadAlt),
            ("block", [b]) => block(*b).map(Self::Block),
            ("speaker", [b]) => block(*b).map(Self::Speaker),
            ("role", [b]) => block(*b).map(Self::SpeakerRole),
            ("item", [b, n]) => block(*b).map(|b| Self::Item(b, *n)),
            ("cell", [b, row, column]) => block(*b).map(|b| Self::Cell(b, *row, *column)),
            ("caption", [b, n]) => block(*b).map(|b| Self::Caption(b, *n)),
            ("credit", [b, n]) => block(*b).map(|b| Self::Credit(b, *n)),
            ("alt", [b, n]) => block(*b).map(|b| Self::Alt(b, *n)),
            _ => None,
        });
        field.ok_or_else(|| format!("'{text}' is not the address of a text in a story"))
    }
}

impl TryFrom<String> for Field {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Field> for String {
    fn from(field: Field) -> String {
        field.to_string()
    }
}

/// What part a text plays: rules treat a caption unlike a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextRole {
    /// The story's own, or one that it has for a use.
    Headline,
    Kicker,
    Standfirst,
    Dateline,
    Paragraph,
    Subheading,
    Quote,
    /// The name of who said a quote, or as what.
    Speaker,
    ListItem,
    Caption,
    Credit,
    /// A picture's text alternative.
    Alt,
    /// Title of a gallery, video, embed, fact box or table.
    Title,
    /// Paragraph of a fact box.
    Fact,
    Cell,
}

impl TextRole {
    /// The running text of the story.
    pub fn is_body(self) -> bool {
        matches!(self, Self::Paragraph | Self::Subheading | Self::Quote | Self::ListItem | Self::Fact)
    }
}

/// One text of a story with its address and part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldText<'a> {
    pub field: Field,
    pub role: TextRole,
    pub text: &'a str,
}

impl Content {
    /// Every text that is not empty, in reading order.
    pub fn fields(&self) -> impl Iterator<Item = FieldText<'_>> {
        let mut fields = Vec::with_capacity(self.blocks.len() + 8);
        let mut add = |field, role, text| push(&mut fields, field, role, text);
        add(Field::Kicker, TextRole::Kicker, &self.kicker);
        add(Field::Headline, TextRole::Headline, &self.headline);
        for wanted in HeadlineUse::ALL {
            add(Field::HeadlineFor(wanted), TextRole::Headline, self.headline_for(wanted));
        }
        add(Field::Standfirst, TextRole::Standfirst, &self.standfirst);
        if let Some(lead) = &self.lead {
            add(Field::LeadCaption, TextRole::Caption, &lead.caption);
            add(Field::LeadCredit, TextRole::Credit, &lead.credit);
            add(Field::LeadAlt, TextRole::Alt, &lead.alt);
        }
        add(Field::Dateline, TextRole::Dateline, &self.dateline);
        for block in &self.blocks {
            block_fields(block.id, &block.body, &mut fields);
        }
        fields.into_iter()
    }

    /// The text at an address, where this story has one.
    pub fn text(&self, field: Field) -> Option<&str> {
        self.fields().find(|text| text.field == field).map(|text| text.text)
    }

    /// Replaces words at an address; marks over the other words stay.
    pub fn replace(&mut self, field: Field, span: Span, words: &str) -> Result<(), String> {
        let place = self.place(field).ok_or_else(|| format!("this story has no {field}"))?;
        match place {
            Place::Plain(text) => {
                span.of(text).map_err(|bad| format!("{field}: {bad}"))?;
                text.replace_range(span.start..span.end, words);
                Ok(())
            }
            Place::Rich(text) => text.replace(span, words).map_err(|bad| format!("{field}: {bad}")),
        }
    }

    fn place(&mut self, field: Field) -> Option<Place<'_>> {
        match field {
            Field::Headline => Some(Place::Plain(&mut self.headline)),
            Field::Kicker => Some(Place::Plain(&mut self.kicker)),
            Field::Standfirst => Some(Place::Plain(&mut self.standfirst)),
            Field::Dateline => Some(Place::Plain(&mut self.dateline)),
            Field::LeadCaption => self.lead.as_mut().map(|picture| Place::Plain(&mut picture.caption)),
            Field::LeadCredit => self.lead.as_mut().map(|picture| Place::Plain(&mut picture.credit)),
            Field::LeadAlt => self.lead.as_mut().map(|picture| Place::Plain(&mut picture.alt)),
            Field::HeadlineFor(wanted) => Some(Place::Plain(self.headline_for_mut(wanted))),
            Field::Block(id)
            | Field::Speaker(id)
            | Field::SpeakerRole(id)
            | Field::Item(id, _)
            | Field::Cell(id, _, _)
            | Field::Caption(id, _)
            | Field::Credit(id, _)
            | Field::Alt(id, _) => {
                let block = self.blocks.iter_mut().find(|block| block.id == id)?;
                place_in(&mut block.body, field)
            }
        }
    }
}

enum Place<'a> {
    Plain(&'a mut String),
    Rich(&'a mut RichText),
}

fn push<'a>(fields: &mut Vec<FieldText<'a>>, field: Field, role: TextRole, text: &'a str) {
    if !text.is_empty() {
        fields.push(FieldText { field, role, text });
    }
}

fn block_fields<'a>(id: BlockId, body: &'a BlockBody, fields: &mut Vec<FieldText<'a>>) {
    let mut add = |field, role, text| push(fields, field, role, text);
    match body {
        BlockBody::Paragraph(text) => add(Field::Block(id), TextRole::Paragraph, &text.text),
        BlockBody::Subheading(text) => add(Field::Block(id), TextRole::Subheading, &text.text),
        BlockBody::Quote(quote) => {
            add(Field::Block(id), TextRole::Quote, &quote.words.text);
            if let Some(speaker) = &quote.speaker {
                add(Field::Speaker(id), TextRole::Speaker, &speaker.name);
                add(Field::SpeakerRole(id), TextRole::Speaker, &speaker.role);
            }
        }
        BlockBody::List(list) => {
            for (n, item) in list.items.iter().enumerate() {
                add(Field::Item(id, n), TextRole::ListItem, &item.text);
            }
        }
        BlockBody::Picture(picture) => picture_fields(id, 0, picture, &mut add),
        BlockBody::Gallery(gallery) => {
            add(Field::Block(id), TextRole::Title, &gallery.title);
            for (n, picture) in gallery.pictures.iter().enumerate() {
                picture_fields(id, n, picture, &mut add);
            }
        }
        BlockBody::Video(video) => {
            add(Field::Block(id), TextRole::Title, &video.title);
            picture_fields(id, 0, &video.poster, &mut add);
        }
        BlockBody::Embed(embed) => add(Field::Block(id), TextRole::Title, &embed.title),
        BlockBody::FactBox(facts) => {
            add(Field::Block(id), TextRole::Title, &facts.title);
            for (n, paragraph) in facts.paragraphs.iter().enumerate() {
                add(Field::Item(id, n), TextRole::Fact, &paragraph.text);
            }
        }
        BlockBody::Table(table) => {
            add(Field::Block(id), TextRole::Title, &table.caption);
            for (row, cells) in table.rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    add(Field::Cell(id, row, column), TextRole::Cell, &cell.text);
                }
            }
        }
    }
}

fn picture_fields<'a>(
    id: BlockId,
    n: usize,
    picture: &'a Picture,
    add: &mut impl FnMut(Field, TextRole, &'a str),
) {
    add(Field::Caption(id, n), TextRole::Caption, &picture.caption);
    add(Field::Credit(id, n), TextRole::Credit, &picture.credit);
    add(Field::Alt(id, n), TextRole::Alt, &picture.alt);
}

fn place_in(body: &mut BlockBody, field: Field) -> Option<Place<'_>> {
    match (body, field) {
        (BlockBody::Paragraph(text) | BlockBody::Subheading(text), Field::Block(_)) => {
            Some(Place::Rich(text))
        }
        (BlockBody::Quote(quote), Field::Block(_)) => Some(Place::Rich(&mut quote.words)),
        (BlockBody::Quote(quote), Field::Speaker(_)) => {
            quote.speaker.as_mut().map(|speaker| Place::Plain(&mut speaker.name))
        }
        (BlockBody::Quote(quote), Field::SpeakerRole(_)) => {
            quote.speaker.as_mut().map(|speaker| Place::Plain(&mut speaker.role))
        }
        (BlockBody::List(list), Field::Item(_, n)) => list.items.get_mut(n).map(Place::Rich),
        (BlockBody::FactBox(facts), Field::Item(_, n)) => facts.paragraphs.get_mut(n).map(Place::Rich),
        (BlockBody::Gallery(gallery), Field::Block(_)) => Some(Place::Plain(&mut gallery.title)),
        (BlockBody::Video(video), Field::Block(_)) => Some(Place::Plain(&mut video.title)),
        (BlockBody::Embed(embed), Field::Block(_)) => Some(Place::Plain(&mut embed.title)),
        (BlockBody::FactBox(facts), Field::Block(_)) => Some(Place::Plain(&mut facts.title)),
        (BlockBody::Table(table), Field::Block(_)) => Some(Place::Plain(&mut table.caption)),
        (BlockBody::Table(table), Field::Cell(_, row, column)) => {
            table.rows.get_mut(row)?.get_mut(column).map(Place::Rich)
        }
        (BlockBody::Picture(picture), _) => place_in_picture(picture, field),
        (BlockBody::Video(video), _) => place_in_picture(&mut video.poster, field),
        (BlockBody::Gallery(gallery), Field::Caption(_, n) | Field::Credit(_, n) | Field::Alt(_, n)) => {
            place_in_picture(gallery.pictures.get_mut(n)?, field)
        }
        _ => None,
    }
}

fn place_in_picture(picture: &mut Picture, field: Field) -> Option<Place<'_>> {
    match field {
        Field::Caption(..) => Some(Place::Plain(&mut picture.caption)),
        Field::Credit(..) => Some(Place::Plain(&mut picture.credit)),
        Field::Alt(..) => Some(Place::Plain(&mut picture.alt)),
        _ => None,
    }
}

/// Applies the edits of one suggestion, last place first so that earlier spans stay true.
/// All or nothing: where one edit does not fit, the content is as it was.
pub fn apply_edits(content: &Content, edits: &[Edit]) -> Result<Content, String> {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.field, std::cmp::Reverse(edit.span.start)));
    let mut edited = content.clone();
    for edit in edits {
        edited.replace(edit.field, edit.span, &edit.text)?;
    }
    Ok(edited)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FactBox, Gallery, List, ListStyle, Quote, Speaker, Table, Video};

    fn picture(words: &str) -> Picture {
        Picture {
            caption: format!("{words} caption"),
            credit: "c".into(),
            alt: "a".into(),
            ..Picture::default()
        }
    }

    fn one_of_each() -> Content {
        let mut content = Content { headline: "H".into(), standfirst: "S".into(), ..Content::default() };
        for wanted in HeadlineUse::ALL {
            content.headline_for_mut(wanted).push_str(wanted.name());
        }
        content.lead = Some(picture("lead"));
        content.push(BlockBody::Paragraph("p".into()));
        content.push(BlockBody::Quote(Quote {
            words: "q".into(),
            speaker: Some(Speaker { name: "n".into(), role: "r".into() }),
        }));
        content
            .push(BlockBody::List(List { style: ListStyle::Bulleted, items: vec!["a".into(), "b".into()] }));
        content.push(BlockBody::Gallery(Gallery {
            title: "g".into(),
            pictures: vec![picture("1"), picture("2")],
        }));
        content.push(BlockBody::Video(Video { title: "v".into(), poster: picture("v"), ..Video::default() }));
        content.push(BlockBody::FactBox(FactBox { title: "f".into(), paragraphs: vec!["x".into()] }));
        content.push(BlockBody::Table(Table {
            caption: "t".into(),
            header_rows: 1,
            rows: vec![vec!["c".into()]],
        }));
        content
    }

    #[test]
    fn every_text_has_an_address_that_reads_back_and_can_be_edited() {
        let content = one_of_each();
        assert!(content.fields().count() > 25);
        for text in content.fields() {
            assert_eq!(text.field.to_string().parse(), Ok(text.field));
            let mut edited = content.clone();
            edited.replace(text.field, Span::new(0, text.text.len()), "new").unwrap();
            assert_eq!(edited.text(text.field), Some("new"), "{}", text.field);
        }
    }

    #[test]
    fn edits_are_applied_all_or_none() {
        let content = Content { headline: "le le port port".into(), ..Content::default() };
        let edit = |start, end, text: &str| Edit {
            field: Field::Headline,
            span: Span::new(start, end),
            text: text.into(),
        };
        let fixed = apply_edits(&content, &[edit(0, 3, ""), edit(6, 11, "")]).unwrap();
        assert_eq!(fixed.headline, "le port");
        assert!(apply_edits(&content, &[edit(0, 3, ""), edit(90, 91, "")]).is_err());
    }

    #[test]
    fn a_content_survives_json() {
        let content = one_of_each();
        let json = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<Content>(&json).unwrap(), content);
    }
}
