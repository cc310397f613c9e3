//! Makes words safe to keep: what a browser, an import or a wire got wrong is mended, never refused, because words
//! must not be lost over a stray mark.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use story::{Block, BlockBody, Content, Item, RichText};

use crate::limits::STORY_BYTES_MAX;
use crate::{Code, Refusal};

/// A content fit to be kept; refused only where it is too large.
pub(crate) fn mended(content: Content) -> Result<Content, Refusal> {
    let size = serde_json::to_vec(&content).map_or(usize::MAX, |json| json.len());
    if size > STORY_BYTES_MAX {
        return Err(Refusal::new(Code::StoryTooLarge).with("max", STORY_BYTES_MAX));
    }
    let mut content = without_nul(content);
    mend_blocks(&mut content.blocks);
    Ok(content)
}

pub(crate) fn mended_item(item: Item) -> Item {
    let mut item = without_nul(item);
    mend_blocks(&mut item.blocks);
    item
}

/// A text of at most so many characters, without space around it.
pub(crate) fn bounded(text: &str, chars_max: usize) -> Result<String, Refusal> {
    let text = text.trim().replace('\0', "");
    if text.chars().count() > chars_max {
        return Err(Refusal::new(Code::TextTooLong).with("max", chars_max));
    }
    Ok(text)
}

/// The same, and there must be one.
pub(crate) fn required(text: &str, empty: Code, chars_max: usize) -> Result<String, Refusal> {
    let text = bounded(text, chars_max)?;
    if text.is_empty() { Err(Refusal::new(empty)) } else { Ok(text) }
}

/// PostgreSQL keeps every character but NUL, and no text needs one.
fn without_nul<T: Serialize + DeserializeOwned>(value: T) -> T {
    let Ok(mut json) = serde_json::to_value(&value) else { return value };
    if !strip(&mut json) {
        return value;
    }
    serde_json::from_value(json).unwrap_or(value)
}

fn strip(value: &mut Value) -> bool {
    match value {
        Value::String(text) if text.contains('\0') => {
            text.retain(|letter| letter != '\0');
            true
        }
        Value::Array(values) => values.iter_mut().fold(false, |found, value| strip(value) | found),
        Value::Object(values) => values.values_mut().fold(false, |found, value| strip(value) | found),
        _ => false,
    }
}

fn mend_blocks(blocks: &mut [Block]) {
    let mut free = blocks.iter().map(|block| block.id).max().unwrap_or(0);
    let mut given = BTreeSet::new();
    for block in blocks {
        if block.id == 0 || !given.insert(block.id) {
            free = free.saturating_add(1);
            block.id = free;
            given.insert(free);
        }
        for text in rich_texts(&mut block.body) {
            mend_marks(text);
        }
    }
}

/// Marks off the characters' borders would cut a letter in two on every page.
fn mend_marks(text: &mut RichText) {
    let RichText { text, marks } = text;
    marks.retain(|mark| mark.span.of(text).is_ok_and(|words| !words.is_empty()));
    marks.sort_by_key(|mark| mark.span.start);
}

fn rich_texts(body: &mut BlockBody) -> Vec<&mut RichText> {
    match body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => vec![text],
        BlockBody::Quote(quote) => vec![&mut quote.words],
        BlockBody::List(list) => list.items.iter_mut().collect(),
        BlockBody::FactBox(facts) => facts.paragraphs.iter_mut().collect(),
        BlockBody::Table(table) => table.rows.iter_mut().flatten().collect(),
        BlockBody::Picture(_) | BlockBody::Gallery(_) | BlockBody::Video(_) | BlockBody::Embed(_) => {
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use story::{Mark, MarkKind, Span};

    use super::*;

    fn paragraph(id: u32, text: &str) -> Block {
        Block { id, body: BlockBody::Paragraph(text.into()) }
    }

    #[test]
    fn nul_characters_go_and_everything_else_stays() {
        let mut content = Content { headline: "Le\0 port\\u0000".into(), ..Content::default() };
        content.blocks.push(paragraph(1, "a\0b"));
        let mended = mended(content).unwrap();
        assert_eq!(mended.headline, "Le port\\u0000");
        assert_eq!(mended.blocks, [paragraph(1, "ab")]);
    }

    #[test]
    fn a_block_number_is_given_once() {
        let blocks = vec![paragraph(2, "a"), paragraph(2, "b"), paragraph(0, "c"), paragraph(4, "d")];
        let content = Content { blocks, ..Content::default() };
        let ids: Vec<u32> = mended(content).unwrap().blocks.iter().map(|block| block.id).collect();
        assert_eq!(ids, [2, 5, 6, 4]);
    }

    #[test]
    fn marks_that_cut_letters_go() {
        let mark = |start, end| Mark { span: Span::new(start, end), kind: MarkKind::Strong };
        let text =
            RichText { text: "été".into(), marks: vec![mark(3, 5), mark(1, 3), mark(0, 2), mark(9, 12)] };
        let blocks = vec![Block { id: 1, body: BlockBody::Paragraph(text) }];
        let content = mended(Content { blocks, ..Content::default() }).unwrap();
        let BlockBody::Paragraph(text) = &content.blocks[0].body else { panic!("a paragraph") };
        assert_eq!(text.marks, [mark(0, 2), mark(3, 5)]);
    }

    #[test]
    fn a_sound_content_is_untouched_and_a_huge_one_refused() {
        let mut content = Content { headline: "x".into(), ..Content::default() };
        content.push(BlockBody::Paragraph("y".into()));
        assert_eq!(mended(content.clone()).unwrap(), content);
        content.headline = "x".repeat(STORY_BYTES_MAX);
        assert_eq!(mended(content).unwrap_err().code, Code::StoryTooLarge);
    }
}
