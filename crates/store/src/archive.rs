//! Published stories in large numbers, each with its first revision and its journal entry.

use story::{Change, Timestamp};

use crate::seals::{Chain, LinkKind};
use crate::value::Value;
use crate::{Revision, StoreError, StoryRow, Tx, assets, journal, revisions, stories};

/// Stories written out: made in one thread while another puts in those before.
#[derive(Debug, Default)]
pub struct Archive {
    stories: Vec<Vec<Value>>,
    revisions: Vec<Vec<Value>>,
    entries: Vec<Vec<Value>>,
    shown: Vec<Vec<Value>>,
}

impl Archive {
    /// `revision` is the story's first, `change` published it.
    pub fn add(&mut self, row: &StoryRow, revision: &Revision, at: Timestamp, change: &Change) {
        let mut chain = Chain::start(row.id);
        let mut sealed = |kind, mut values: Vec<Value>| {
            let seal = chain.add(kind, &values);
            values.extend(seal);
            values
        };
        self.revisions.push(sealed(LinkKind::Revision, revisions::written(revision)));
        self.entries.push(sealed(LinkKind::Publication, journal::written(at, change)));
        self.stories.push(stories::with_words(row, revision, &chain));
        self.shown.extend(assets::shown(row.id, &revision.content));
    }

    pub fn len(&self) -> usize {
        self.stories.len()
    }

    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }
}

impl Tx {
    /// The number of the last journal entry.
    pub async fn insert_archive(&mut self, archive: Archive) -> Result<u64, StoreError> {
        self.insert(stories::INSERT, archive.stories).await?;
        self.insert(revisions::INSERT, archive.revisions).await?;
        self.insert(assets::SHOW, archive.shown).await?;
        self.append(archive.entries).await
    }
}
