//! Brings what an item says into a story that is already being written.

use serde_json::json;
use story::{Block, BlockBody, Content, Item, ItemId, StoryId};

use super::save_revision::{Words, add};
use crate::mend::mended;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, Saved};

/// An item, and the story it goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MergeItem {
    pub item: ItemId,
    pub story: StoryId,
}

impl Newsroom {
    /// A new revision with the paragraphs of the item that the story does not have, below its own. An embargo of the
    /// item holds the story too; what was withdrawn in a newer version goes into no story.
    pub async fn merge_item(&self, caller: &Caller, merge: MergeItem) -> Result<Saved> {
        caller.needs(Permission::TakeItems)?;
        // A delivery that joins clusters may have held what this one waits for: it is over now.
        match self.try_to_merge(caller, merge).await {
            Err(error) if error.is_busy() => self.try_to_merge(caller, merge).await,
            done => done,
        }
    }

    async fn try_to_merge(&self, caller: &Caller, merge: MergeItem) -> Result<Saved> {
        let row = self.item_to_use(merge.item).await?;
        let mut work = self.begin_with(caller, merge.item, merge.story).await?;
        caller.may_write(&work.row)?;
        let head = work.row.head;
        let unread = || Refusal::new(Code::UnknownRevision).with("number", head);
        let before = work.tx.revision(merge.story, head).await?.ok_or_else(unread)?;
        let content = mended(merged(before.content.clone(), &row.item))?;
        let number = if content == before.content {
            head
        } else {
            let note = row.item.provider.clone();
            add(&mut work, caller, Words { base: head, note, beside: false, merged: false, content }).await?
        };
        if row.item.embargo > work.row.embargo && !work.row.state.has_been_live() {
            work.row.embargo = row.item.embargo;
        }
        let (by, at) = (caller.account, work.now);
        work.tx.mark_item_taken(merge.item, merge.story, by, at).await?;
        work.write(caller, "merge-item", json!({ "item": merge.item.to_string(), "revision": number }))
            .await?;
        // Behind the story's own row: what became of the item since may move its embargo.
        self.build_of(&mut work.tx, caller, merge.story, &row, at).await?;
        work.commit().await?;
        Ok(Saved { number })
    }
}

fn merged(mut content: Content, item: &Item) -> Content {
    let said: Vec<String> = content.blocks.iter().filter_map(words).collect();
    let new = item.blocks.iter().filter(|block| words(block).is_none_or(|words| !said.contains(&words)));
    for body in new.map(|block| block.body.clone()).collect::<Vec<_>>() {
        content.push(body);
    }
    if content.lead.is_none() {
        content.lead.clone_from(&item.lead);
    }
    for (own, theirs) in [
        (&mut content.topics, &item.topics),
        (&mut content.places, &item.places),
        (&mut content.people, &item.people),
    ] {
        for word in theirs {
            if !own.contains(word) {
                own.push(word.clone());
            }
        }
    }
    for source in &item.sources {
        if !content.sources.contains(source) {
            content.sources.push(source.clone());
        }
    }
    content
}

/// A block's words, where it is text: for telling what the story has already.
fn words(block: &Block) -> Option<String> {
    let text = match &block.body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => &text.text,
        BlockBody::Quote(quote) => &quote.words.text,
        _ => return None,
    };
    Some(text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect())
}
