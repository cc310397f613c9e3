//! What was written about a story, computed again from what is stored, against its seals.

use story::StoryId;

use super::{Chain, LinkKind, read};
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::{Value, values};
use crate::{Store, StoreError};

macro_rules! rows {
    () => {
        "SELECT CAST(0 AS BIGINT) AS kind, r.number AS number, COALESCE(r.link, s.link) AS link, \
         COALESCE(r.seal, s.seal) AS seal, r.at AS at, r.base AS base, r.author AS author, r.beside AS beside, \
         r.note AS note, r.headline AS headline, r.content AS content FROM revisions r \
         LEFT JOIN seals s ON s.story = r.story AND s.kind = 0 AND s.number = r.number WHERE r.story = $1 UNION ALL \
         SELECT CAST(1 AS BIGINT), j.seq, COALESCE(j.link, s.link), COALESCE(j.seal, s.seal), j.at, CAST(NULL AS BIGINT), \
         CAST(0 AS BIGINT), CAST(0 AS BIGINT), j.change, '', j.entry FROM journal j \
         LEFT JOIN seals s ON s.story = j.story AND s.kind = 1 AND s.number = j.seq WHERE j.story = $1"
    };
}

statements! {
    ROWS = concat!(rows!(), " ORDER BY kind, number");
    /// One statement, so that all of it is of one moment: also what the story's row says, as kind 2.
    RECORD = concat!(
        rows!(), " UNION ALL SELECT CAST(2 AS BIGINT), CAST(0 AS BIGINT), links, seal, created, CAST(NULL AS BIGINT), \
        CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', '', '' FROM stories WHERE id = $1 ORDER BY kind, number"
    );
    JOURNAL = "SELECT (SELECT count(*) FROM journal), COALESCE((SELECT value FROM counters WHERE name = 'journal'), 0)";
    STORIES = "SELECT id FROM stories WHERE id > $1 ORDER BY id LIMIT 500";
}

/// What became of a story's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The last seal, as its story keeps it; 64 hexadecimal digits.
    pub seal: String,
    /// In the order of the chain.
    pub links: Vec<SealedLink>,
    pub verdict: Verdict,
}

/// One sealed revision or publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLink {
    pub kind: LinkKind,
    /// That of the revision, or of the journal's entry.
    pub number: u64,
    pub seal: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every seal agrees with what is stored.
    Sealed,
    /// An earlier version wrote the story, and it is still to be sealed.
    Unsealed,
    /// From this link on nothing is proven.
    Broken(Break),
}

/// The first disagreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Break {
    pub kind: LinkKind,
    pub number: u64,
    pub how: Disagreement,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// It, or its seal, is not what was sealed.
    Changed,
    /// What stood before it is gone.
    LostBefore,
    /// What came after it is gone.
    LostAfter,
    /// It has no seal: it was put in past the newsroom.
    Added,
}

/// A row as it is stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) kind: LinkKind,
    pub(super) number: u64,
    pub(super) link: Option<u64>,
    seal: String,
    pub(super) at: i64,
    /// Those that are sealed, in their order.
    pub(super) columns: Vec<Value>,
    story: bool,
}

impl Store {
    /// Computes every seal of a story again; nothing where there is no such story.
    pub async fn record(&self, story: StoryId) -> Result<Option<Record>, StoreError> {
        let read = |row: &Row| read_stored(story.number(), row);
        let mut rows = self.database.all(RECORD, values![story], read).await?;
        // Sorted last.
        let Some(end) = rows.pop_if(|row| row.story) else { return Ok(None) };
        Ok(Some(verify(story, rows, &end)))
    }

    /// How many entries the journal has, and how many were numbered.
    pub async fn journal_counts(&self) -> Result<(u64, u64), StoreError> {
        let counts = self.database.one(JOURNAL, values![], |row| {
            let mut columns = row.columns();
            Ok((columns.number()?, columns.number()?))
        });
        Ok(counts.await?.unwrap_or_default())
    }

    /// The numbers of all stories after this one, in their order; at most 500.
    pub async fn stories_after(&self, story: Option<StoryId>) -> Result<Vec<StoryId>, StoreError> {
        let after = story.map_or(i64::MIN, |story| story.number() as i64);
        let read = |row: &Row| Ok(StoryId::from_number(row.columns().int()? as u64));
        self.database.all(STORIES, values![after], read).await
    }
}

fn verify(story: StoryId, rows: Vec<Stored>, end: &Stored) -> Record {
    let none_is_sealed = rows.iter().all(|row| row.link.is_none());
    let mut rows = rows;
    // What has no place comes behind what has.
    rows.sort_by_key(|row| (row.link.unwrap_or(u64::MAX), row.kind, row.number));
    let verdict = match end.link {
        None if none_is_sealed => Verdict::Unsealed,
        links => match first_break(story, &rows, links.unwrap_or_default(), &end.seal) {
            Some(found) => Verdict::Broken(found),
            None => Verdict::Sealed,
        },
    };
    let sealed = rows.into_iter().filter(|row| row.link.is_some());
    let links = sealed.map(|row| SealedLink { kind: row.kind, number: row.number, seal: row.seal }).collect();
    Record { seal: end.seal.clone(), links, verdict }
}

fn first_break(story: StoryId, rows: &[Stored], links: u64, last: &str) -> Option<Break> {
    let mut chain = Chain::start(story);
    let mut entry = 0;
    for (place, row) in (1..).zip(rows) {
        let found = |how| Some(Break { kind: row.kind, number: row.number, how });
        let Some(link) = row.link else { return found(Disagreement::Added) };
        if link > place {
            return found(Disagreement::LostBefore);
        }
        let [_, seal] = chain.add(row.kind, &row.columns);
        let earlier = row.kind == LinkKind::Publication && row.number < entry;
        if link < place || seal != Value::from(row.seal.as_str()) || earlier {
            return found(Disagreement::Changed);
        }
        if row.kind == LinkKind::Publication {
            entry = row.number;
        }
    }
    let at_end = |how| match rows.last() {
        Some(row) => Some(Break { kind: row.kind, number: row.number, how }),
        None => Some(Break { kind: LinkKind::Revision, number: 0, how }),
    };
    let length = rows.len() as u64;
    if links > length {
        return at_end(Disagreement::LostAfter);
    }
    // The story's own word was changed, or a link was added past it.
    (links < length || read(last) != Some(chain.last)).then(|| at_end(Disagreement::Changed)).flatten()
}

pub(super) fn read_stored(story: u64, row: &Row) -> Result<Stored, Damage> {
    let mut columns = row.columns();
    let (kind, number) = (columns.number()?, columns.int()? as u64);
    let (link, seal) = (columns.opt_number()?, columns.opt_text()?.unwrap_or_default().to_owned());
    let at = columns.int()?;
    let kind_of = if kind == 0 { LinkKind::Revision } else { LinkKind::Publication };
    let columns = match kind_of {
        LinkKind::Revision => revision(story, number, at, &mut columns)?,
        LinkKind::Publication => publication(story, at, &mut columns)?,
    };
    Ok(Stored { kind: kind_of, number, link, seal, at, columns, story: kind == 2 })
}

/// As `revisions::written` has them.
fn revision(story: u64, number: u64, at: i64, columns: &mut Columns<'_>) -> Result<Vec<Value>, Damage> {
    let base = Value::Int(columns.opt_int()?);
    let (author, beside) = (columns.int()?, columns.int()?);
    let (note, headline, content) = (columns.text()?, columns.text()?, columns.text()?);
    Ok(values![story, number, base, author, at, note, beside, headline, content])
}

/// As `journal::written` has them.
fn publication(story: u64, at: i64, columns: &mut Columns<'_>) -> Result<Vec<Value>, Damage> {
    let _ = (columns.opt_int()?, columns.opt_int()?, columns.opt_int()?);
    let (change, _, entry) = (columns.text()?, columns.text()?, columns.text()?);
    Ok(values![at, story, change, entry])
}
