//! Where each paragraph of a story comes from, and whether it was changed: worked out from the items it is built from,
//! so that it is true of every revision.

use std::collections::HashSet;

use story::{Block, BlockBody, BlockId, Content, Item, ItemId};

/// What became of a paragraph of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Word for word.
    Same,
    /// Most of its words.
    Edited,
    /// Nobody's but the newsroom's own.
    Own,
}

/// One paragraph of a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockOrigin {
    pub block: BlockId,
    pub item: Option<ItemId>,
    pub how: How,
}

/// Of two paragraphs' words, how many in a hundred both must have for one to be made from the other.
const SHARED_MIN: usize = 55;

/// The paragraphs of a story in their order. Items are asked in theirs: the first that has the words is the origin.
pub fn provenance(content: &Content, items: &[(ItemId, &Item)]) -> Vec<BlockOrigin> {
    let known: Vec<(ItemId, HashSet<String>, String)> = items
        .iter()
        .flat_map(|(id, item)| {
            let standfirst = std::iter::once(item.standfirst.clone());
            let texts = item.blocks.iter().filter_map(text).chain(standfirst);
            texts.filter(|text| !text.is_empty()).map(|text| (*id, words(&text), plain(&text)))
        })
        .collect();
    let paragraphs = content.blocks.iter().filter_map(|block| Some((block.id, text(block)?)));
    paragraphs.map(|(block, text)| origin(block, &text, &known)).collect()
}

fn origin(block: BlockId, text: &str, known: &[(ItemId, HashSet<String>, String)]) -> BlockOrigin {
    let bare = plain(text);
    if let Some((item, ..)) = known.iter().find(|(_, _, theirs)| *theirs == bare) {
        return BlockOrigin { block, item: Some(*item), how: How::Same };
    }
    let ours = words(text);
    let shared = |theirs: &HashSet<String>| {
        let both = ours.intersection(theirs).count();
        (both * 200).checked_div(ours.len() + theirs.len()).unwrap_or(0)
    };
    let best =
        known.iter().map(|(item, theirs, _)| (shared(theirs), *item)).max_by_key(|(shared, _)| *shared);
    match best.filter(|(shared, _)| *shared >= SHARED_MIN && ours.len() >= 4) {
        Some((_, item)) => BlockOrigin { block, item: Some(item), how: How::Edited },
        None => BlockOrigin { block, item: None, how: How::Own },
    }
}

fn text(block: &Block) -> Option<String> {
    match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.clone()),
        BlockBody::Quote(quote) => Some(quote.words.text.clone()),
        BlockBody::List(list) => {
            Some(list.items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(" "))
        }
        _ => None,
    }
}

fn words(text: &str) -> HashSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase).collect()
}

fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_paragraph_says_where_it_is_from() {
        let paragraph = |id, text: &str| Block { id, body: BlockBody::Paragraph(text.into()) };
        let item = Item {
            blocks: vec![
                paragraph(1, "Le port d’Ostrande a rouvert mardi matin, a annoncé la capitainerie."),
                paragraph(2, "Deux des trois grues du quai nord restent à réparer avant la fin du mois."),
            ],
            ..Item::default()
        };
        let content = Content {
            blocks: vec![
                paragraph(1, "Le port d’Ostrande a rouvert mardi matin, a annoncé la capitainerie."),
                paragraph(2, "Deux des trois grues du quai restent à réparer, avant la fin du mois de juin."),
                paragraph(3, "À Trois Rives, personne ne s’en était inquiété."),
            ],
            ..Content::default()
        };
        let id = ItemId::from_number(7);
        let found = provenance(&content, &[(id, &item)]);
        let hows: Vec<(Option<ItemId>, How)> = found.iter().map(|origin| (origin.item, origin.how)).collect();
        assert_eq!(hows, [(Some(id), How::Same), (Some(id), How::Edited), (None, How::Own)]);
    }
}
