//! Sealing what is written: within the transaction that writes it, and without a statement of its own where the story's row is
//! read and written there anyway.

use story::StoryId;

use super::record::{ROWS, Stored, read_stored};
use super::{Chain, LinkKind};
use crate::database::Dialect;
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::{Value, values};
use crate::{Store, StoreError, Tx};

/// Stories of an earlier version that are looked for at once.
const BATCH: usize = 200;

statements! {
    LAST_OF_STORY = "SELECT links, seal FROM stories WHERE id = $1";
    KEEP_LAST = "UPDATE stories SET links = $1, seal = $2 WHERE id = $3";
    KEEP_OLD = "INSERT INTO seals (story, kind, number, link, seal) VALUES ($1, $2, $3, $4, $5)";
    UNSEALED = "SELECT id FROM stories WHERE links IS NULL ORDER BY id LIMIT 200";
}

/// On SQLite whoever writes is alone anyway.
pub(crate) const LAST_OF_STORY_LOCKED: &str = "SELECT links, seal FROM stories WHERE id = $1 FOR UPDATE";

/// What a transaction knows of a story's chain.
#[derive(Debug)]
pub(crate) struct Known {
    chain: Chain,
    /// Whether the story's row says so, too.
    written: bool,
}

/// From `links` and `seal` of a story; nothing where an earlier version wrote it.
pub(crate) fn read_chain(columns: &mut Columns<'_>) -> Result<Option<Chain>, Damage> {
    let (links, seal) = (columns.opt_number()?, columns.opt_text()?);
    Ok(links.map(|links| Chain::kept(links, seal.unwrap_or_default())))
}

impl Tx {
    /// What the story's row says, which this transaction holds. What it added since is not forgotten.
    pub(crate) fn know_chain(&mut self, story: StoryId, chain: Chain) {
        self.chains.entry(story).or_insert(Known { chain, written: true });
    }

    /// For the story's row: what it is to say of its chain, or nulls where it stays as it is.
    pub(crate) fn chain_for_row(&mut self, story: StoryId) -> Vec<Value> {
        match self.chains.get_mut(&story) {
            Some(known) => {
                known.written = true;
                known.chain.values()
            }
            None => vec![Value::Int(None), Value::Text(None)],
        }
    }

    /// The place and the seal of a row that is about to be written; nulls where there is no such story.
    pub(crate) async fn seal(
        &mut self,
        story: StoryId,
        kind: LinkKind,
        columns: &[Value],
    ) -> Result<[Value; 2], StoreError> {
        if !self.chains.contains_key(&story) {
            self.learn_chain(story).await?;
        }
        let Some(known) = self.chains.get_mut(&story) else {
            return Ok([Value::Int(None), Value::Text(None)]);
        };
        known.written = false;
        Ok(known.chain.add(kind, columns))
    }

    async fn learn_chain(&mut self, story: StoryId) -> Result<(), StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => LAST_OF_STORY,
            Dialect::Postgres => LAST_OF_STORY_LOCKED,
        };
        match self.one(sql, values![story], |row| read_chain(&mut row.columns())).await? {
            Some(Some(chain)) => self.know_chain(story, chain),
            Some(None) => self.seal_what_is_there(story).await?,
            None => {}
        }
        Ok(())
    }

    /// Seals what an earlier version wrote, in the order in which it was written. Where something is sealed already, the
    /// story's row was tampered with: nothing is sealed anew, and the record never agrees again.
    async fn seal_what_is_there(&mut self, story: StoryId) -> Result<(), StoreError> {
        let rows = self.all(ROWS, values![story], |row| read_stored(story.number(), row)).await?;
        let mut chain = Chain::start(story);
        if rows.iter().all(|row| row.link.is_none()) {
            let mut sealed = Vec::with_capacity(rows.len());
            for row in in_order(rows) {
                let [link, seal] = chain.add(row.kind, &row.columns);
                sealed.push([values![story, row.kind.number(), row.number], vec![link, seal]].concat());
            }
            self.insert(KEEP_OLD, sealed).await?;
        }
        self.chains.insert(story, Known { chain, written: false });
        Ok(())
    }

    /// The ends of chains that no row was written with.
    pub(crate) async fn write_chains(&mut self) -> Result<(), StoreError> {
        let left: Vec<(StoryId, Vec<Value>)> = self
            .chains
            .iter()
            .filter(|(_, known)| !known.written)
            .map(|(story, known)| (*story, known.chain.values()))
            .collect();
        for (story, values) in left {
            self.later(KEEP_LAST, [values, values![story]].concat()).await?;
            self.chains.entry(story).and_modify(|known| known.written = true);
        }
        Ok(())
    }
}

impl Store {
    /// Seals a few stories that an earlier version wrote, each in its own transaction; false where none are left. A crash
    /// leaves each sealed or not.
    pub async fn seal_some(&self) -> Result<bool, StoreError> {
        let read = |row: &Row| Ok(StoryId::from_number(row.columns().number()?));
        let unsealed = self.database.all(UNSEALED, values![], read).await?;
        for story in &unsealed {
            let mut tx = self.begin().await?;
            tx.learn_chain(*story).await?;
            tx.commit().await?;
        }
        Ok(unsealed.len() == BATCH)
    }
}

/// Revisions and entries by their times, each kind in the order of its numbers whatever the clock said.
fn in_order(rows: Vec<Stored>) -> Vec<Stored> {
    let (revisions, entries): (Vec<Stored>, Vec<Stored>) =
        rows.into_iter().partition(|row| row.kind == LinkKind::Revision);
    let mut ordered = Vec::with_capacity(revisions.len() + entries.len());
    let (mut revisions, mut entries) = (revisions.into_iter().peekable(), entries.into_iter().peekable());
    loop {
        let revision_first = match (revisions.peek(), entries.peek()) {
            (Some(revision), Some(entry)) => revision.at <= entry.at,
            (revision, _) => revision.is_some(),
        };
        match if revision_first { revisions.next() } else { entries.next() } {
            Some(row) => ordered.push(row),
            None => return ordered,
        }
    }
}
