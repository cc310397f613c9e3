//! Stories as the newsroom works on them: where each stands, and the lists of the desk.

use story::{
    AccountId, AssetId, Correction, ItemId, Language, LiveCoverage, State, StoryId, Timestamp, Urgency,
    folded,
};

use crate::cursor::LIMIT_MAX;
use crate::database::Dialect;
use crate::row::{Columns, Damage, Row};
use crate::seals::{Chain, read_chain};
use crate::statements::statements;
use crate::value::{Value, contains_all, json, values};
use crate::{Cursor, PageOf, Revision, Store, StoreError, Tx, words};

/// Where one story stands. The words are in its revisions; a few are copied here for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    pub id: StoryId,
    pub edition: String,
    pub state: State,
    /// It goes out by no path before this.
    pub embargo: Option<Timestamp>,
    /// The newest revision on the main line.
    pub head: u64,
    /// The revision that readers see.
    pub live: Option<u64>,
    /// Its address on the site, fixed at first publication.
    pub path: Option<String>,
    pub first_published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub corrections: Vec<Correction>,
    pub created: Timestamp,
    /// The last time anything about it changed: lists are sorted by it.
    pub changed: Timestamp,
    pub created_by: AccountId,
    pub from_item: Option<ItemId>,
    /// The number it shares with its translations.
    pub translation: Option<StoryId>,
    /// The live coverage that it is an entry of.
    pub entry_of: Option<StoryId>,
    /// What it says as a live coverage, where it is one.
    pub coverage: Option<LiveCoverage>,
    /// Copied from the head revision for lists.
    pub headline: String,
    pub slugline: String,
    pub section: String,
    pub urgency: Urgency,
    pub language: Language,
    /// Who works on it.
    pub assignee: Option<AccountId>,
    /// Until when it is wanted.
    pub deadline: Option<Timestamp>,
    /// Words of its head revision; never written with the row.
    pub length: u64,
    /// What the checks find in the head revision, where they looked; never written with the row.
    pub tally: Option<Tally>,
}

/// How many findings of each weight nobody answered for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub errors: u64,
    pub warnings: u64,
    pub remarks: u64,
}

/// How many stories a question finds, and how many words they have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StoryCount {
    pub stories: u64,
    pub words: u64,
}

/// Which stories a list shows; what is empty does not narrow it. Entries of a live coverage are in none: see
/// [`Store::entries`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryFilter {
    pub edition: Option<String>,
    /// Names of states, as `State::name` gives them; none means all.
    pub states: Vec<String>,
    pub section: Option<String>,
    /// Words or beginnings of words anywhere in the text, each of them; the first four count. Accents, case and spelling
    /// of Arabic letters do not.
    pub text: String,
    /// Whose work they are; `Some(None)` asks for those that nobody works on.
    pub assignee: Option<Option<AccountId>>,
    /// This urgent or more; 0 does not narrow it.
    pub urgency_max: u8,
    /// Wanted by then.
    pub wanted_by: Option<Timestamp>,
    /// Shown to readers, or shown anew, since then.
    pub out_since: Option<Timestamp>,
    /// Only those with a finding that blocks.
    pub blocked: bool,
}

macro_rules! columns {
    () => {
        "id, edition, state, scheduled, reason, embargo, head, live, path, first_published, updated, corrections, \
         created, changed, created_by, from_item, headline, slugline, section, urgency, language, translation, \
         assignee, deadline, entry_of, coverage"
    };
}

/// What else a row tells.
macro_rules! told {
    () => {
        concat!(columns!(), ", length, errors, warnings, remarks, tally_of")
    };
}

/// The newest changes in one state: what `stories_state`, `stories_edition` and `stories_section` are sorted for.
macro_rules! in_state {
    ($slot:literal, [$($what:tt)*], $narrow:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            $($what)*,
            " FROM stories WHERE entry_of IS NULL AND state = $",
            $slot,
            $narrow,
            " AND (changed, id) < ($7, $8) AND words LIKE $9 ESCAPE '\\' AND words LIKE $10 ESCAPE '\\'",
            " AND words LIKE $11 ESCAPE '\\' AND words LIKE $12 ESCAPE '\\' AND urgency <= $14",
            " AND COALESCE(deadline, 9223372036854775807) <= $15 AND COALESCE(updated, 0) >= $16 AND errors >= $17",
            " ORDER BY changed DESC, id DESC LIMIT $13) AS in_state_",
            $slot
        )
    };
}

/// One index walk per state, merged: a list costs the same however many stories there are.
macro_rules! in_states {
    ([$($what:tt)*], $narrow:literal) => {
        concat!(
            in_state!("1", [$($what)*], $narrow),
            " UNION ALL ",
            in_state!("2", [$($what)*], $narrow),
            " UNION ALL ",
            in_state!("3", [$($what)*], $narrow),
            " UNION ALL ",
            in_state!("4", [$($what)*], $narrow),
            " UNION ALL ",
            in_state!("5", [$($what)*], $narrow),
            " UNION ALL ",
            in_state!("6", [$($what)*], $narrow),
            " ORDER BY changed DESC, id DESC LIMIT $13"
        )
    };
}

macro_rules! rows {
    ($narrow:literal) => {
        in_states!([told!()], $narrow)
    };
}

/// The same, counted: up to a limit, so that it costs no more than a list.
macro_rules! count {
    ($narrow:literal) => {
        concat!(
            "SELECT count(*), CAST(COALESCE(sum(length), 0) AS BIGINT) FROM (",
            in_states!(["changed, id, length"], $narrow),
            ") AS found"
        )
    };
}

statements! {
    STORY = concat!("SELECT ", told!(), ", links, seal FROM stories WHERE id = $1");
    LIST = rows!("");
    LIST_SECTION = rows!(" AND section = $18");
    LIST_EDITION = rows!(" AND edition = $18");
    LIST_EDITION_SECTION = rows!(" AND edition = $18 AND section = $19");
    LIST_OWN = rows!(" AND assignee = $18");
    LIST_OWN_SECTION = rows!(" AND assignee = $18 AND section = $19");
    LIST_OWN_EDITION = rows!(" AND assignee = $18 AND edition = $19");
    LIST_OWN_EDITION_SECTION = rows!(" AND assignee = $18 AND edition = $19 AND section = $20");
    COUNT = count!("");
    COUNT_SECTION = count!(" AND section = $18");
    COUNT_EDITION = count!(" AND edition = $18");
    COUNT_EDITION_SECTION = count!(" AND edition = $18 AND section = $19");
    COUNT_OWN = count!(" AND assignee = $18");
    COUNT_OWN_SECTION = count!(" AND assignee = $18 AND section = $19");
    COUNT_OWN_EDITION = count!(" AND assignee = $18 AND edition = $19");
    COUNT_OWN_EDITION_SECTION = count!(" AND assignee = $18 AND edition = $19 AND section = $20");
    TALLY_BEHIND = "SELECT id FROM stories WHERE tally_of <> head AND state IN ('draft', 'in-desk', 'scheduled') \
                    ORDER BY id LIMIT $1";
    PUT_TALLY = "UPDATE stories SET errors = $3, warnings = $4, remarks = $5, tally_of = $2 WHERE id = $1 AND head = $2";
    FORGET_TALLY = "UPDATE stories SET tally_of = 0 WHERE id = $1";
    FORGET_TALLIES = "UPDATE stories SET tally_of = 0 WHERE state IN ('draft', 'in-desk', 'scheduled')";
    DUE = concat!("SELECT ", told!(), " FROM stories WHERE due <= $1 ORDER BY due, id LIMIT 1000");
    NEXT_DUE = "SELECT min(due) FROM stories WHERE due IS NOT NULL";
    OF_ITEM = concat!("SELECT ", told!(), " FROM stories WHERE from_item = $1 ORDER BY id LIMIT 1000");
    SHOWING = concat!(
        "SELECT ", told!(), " FROM stories WHERE id IN (SELECT story FROM story_assets WHERE asset = $1) \
         ORDER BY changed DESC, id DESC LIMIT $2"
    );
    OF_TRANSLATION =
        concat!("SELECT ", told!(), " FROM stories WHERE translation = $1 ORDER BY created, id LIMIT 100");
    COVERAGES = concat!(
        "SELECT ", told!(), " FROM stories WHERE coverage IS NOT NULL ORDER BY changed DESC, id DESC LIMIT $1"
    );
    ENTRIES = concat!(
        "SELECT ", told!(), " FROM stories WHERE entry_of = $1 AND (created, id) < ($2, $3) \
         ORDER BY created DESC, id DESC LIMIT $4"
    );
    LIVE_ENTRIES =
        concat!("SELECT ", told!(), " FROM stories WHERE entry_of = $1 AND state = 'live' ORDER BY created, id");
    ENTRIES_MARK = "SELECT count(*), CAST(COALESCE(max(changed), 0) AS BIGINT) FROM stories WHERE entry_of = $1";
    INSERT = concat!(
        "INSERT INTO stories (", columns!(), ", due, words, words_of, length, links, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
         $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"
    );
    UPDATE = concat!(
        "UPDATE stories SET (", columns!(), ", due, links, seal) = ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
         $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, COALESCE($28, links), COALESCE($29, seal)) WHERE id = $1"
    );
}

/// On SQLite whoever writes is alone anyway.
pub(crate) const STORY_LOCKED: &str =
    concat!("SELECT ", told!(), ", links, seal FROM stories WHERE id = $1 FOR UPDATE");

const STATES: [&str; 6] = ["draft", "in-desk", "scheduled", "live", "withdrawn", "spiked"];

impl Store {
    pub async fn story(&self, id: StoryId) -> Result<Option<StoryRow>, StoreError> {
        self.database.one(STORY, values![id], read).await
    }

    /// Newest change first.
    pub async fn stories(
        &self,
        filter: &StoryFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<StoryRow>, StoreError> {
        let limit = limit.min(LIMIT_MAX);
        let (narrowed, values) = question(filter, from.unwrap_or(Cursor::START), limit + 1);
        let rows = self.database.all(narrowed.list, values, read).await?;
        let place = |row: &StoryRow| Cursor { key: row.changed.as_millisecond(), id: row.id.number() as i64 };
        Ok(PageOf::cut(rows, limit, place))
    }

    /// Counts up to `max`: more are told as so many.
    pub async fn count_stories(&self, filter: &StoryFilter, max: u32) -> Result<StoryCount, StoreError> {
        let (narrowed, values) = question(filter, Cursor::START, max);
        let counted = self.database.one(narrowed.count, values, |row| {
            let mut columns = row.columns();
            Ok(StoryCount { stories: columns.number()?, words: columns.number()? })
        });
        Ok(counted.await?.unwrap_or_default())
    }

    /// Stories in the works of whose head revision no tally is kept.
    pub async fn stories_without_tally(&self, limit: u32) -> Result<Vec<StoryId>, StoreError> {
        let read = |row: &Row| Ok(StoryId::from_number(row.columns().number()?));
        self.database.all(TALLY_BEHIND, values![limit], read).await
    }

    /// Scheduled stories whose time, and whose embargo, is over; what came due first is first. At most 1 000.
    pub async fn due_stories(&self, now: Timestamp) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(DUE, values![now], read).await
    }

    /// When the next scheduled story becomes due: the later of its schedule and its embargo.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        let due = self.database.one(NEXT_DUE, values![], |row| row.columns().opt_time()).await?;
        Ok(due.flatten())
    }

    /// The stories made from an item; at most 1 000.
    pub async fn stories_of_item(&self, item: ItemId) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(OF_ITEM, values![item], read).await
    }

    /// The stories whose head shows a picture, the last changed first.
    pub async fn stories_showing(&self, asset: AssetId, limit: u32) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(SHOWING, values![asset, limit.min(LIMIT_MAX)], read).await
    }

    /// Live coverages, the last changed first.
    pub async fn coverages(&self, limit: u32) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(COVERAGES, values![limit.min(LIMIT_MAX)], read).await
    }

    /// The entries of a live coverage in whatever state, the last begun first.
    pub async fn entries(
        &self,
        coverage: StoryId,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<StoryRow>, StoreError> {
        let (from, limit) = (from.unwrap_or(Cursor::START), limit.min(LIMIT_MAX));
        let rows = self.database.all(ENTRIES, values![coverage, from.key, from.id, limit + 1], read).await?;
        let place = |row: &StoryRow| Cursor { key: row.created.as_millisecond(), id: row.id.number() as i64 };
        Ok(PageOf::cut(rows, limit, place))
    }

    /// Those that readers see, oldest first, all of them.
    pub async fn live_entries(&self, coverage: StoryId) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(LIVE_ENTRIES, values![coverage], read).await
    }

    /// How many entries a live coverage has, and when one of them changed last, in milliseconds; another pair whenever
    /// anything happened to one.
    pub async fn entries_mark(&self, coverage: StoryId) -> Result<(u64, u64), StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((columns.number()?, columns.number()?))
        };
        Ok(self.database.one(ENTRIES_MARK, values![coverage], read).await?.unwrap_or_default())
    }

    /// A story's translations and itself, oldest first; at most 100.
    pub async fn stories_of_translation(&self, group: StoryId) -> Result<Vec<StoryRow>, StoreError> {
        self.database.all(OF_TRANSLATION, values![group], read).await
    }
}

impl Tx {
    /// The story, held until the transaction ends: nobody else changes it meanwhile.
    pub async fn story_for_update(&mut self, id: StoryId) -> Result<Option<StoryRow>, StoreError> {
        let sql = match self.dialect() {
            Dialect::Sqlite => STORY,
            Dialect::Postgres => STORY_LOCKED,
        };
        let row = self.one(sql, values![id], read_with_chain).await?;
        Ok(row.map(|(row, chain)| {
            if let Some(chain) = chain {
                self.know_chain(id, chain);
            }
            row
        }))
    }

    /// Those of a live coverage that readers see, oldest first, all of them.
    pub async fn live_entries(&mut self, coverage: StoryId) -> Result<Vec<StoryRow>, StoreError> {
        self.all(LIVE_ENTRIES, values![coverage], read).await
    }

    pub async fn insert_story(&mut self, row: &StoryRow) -> Result<(), StoreError> {
        // The words come with the revision.
        self.know_chain(row.id, Chain::start(row.id));
        let chain = self.chain_for_row(row.id);
        self.run(INSERT, [written(row), values!["", 0_u64, 0_u64], chain].concat()).await.map(drop)
    }

    pub async fn update_story(&mut self, row: &StoryRow) -> Result<(), StoreError> {
        let chain = self.chain_for_row(row.id);
        match self.run(UPDATE, [written(row), chain].concat()).await? {
            0 => Err(StoreError::Missing { what: format!("story {}", row.id) }),
            _ => Ok(()),
        }
    }
}

impl Tx {
    /// What the checks found in a revision; nothing happens where it is no longer the head.
    pub async fn put_tally(&mut self, story: StoryId, head: u64, tally: Tally) -> Result<bool, StoreError> {
        let Tally { errors, warnings, remarks } = tally;
        self.run(PUT_TALLY, values![story, head, errors, warnings, remarks]).await.map(|rows| rows > 0)
    }

    /// Somebody answered for a finding, or no longer does.
    pub async fn forget_tally(&mut self, story: StoryId) -> Result<(), StoreError> {
        self.run(FORGET_TALLY, values![story]).await.map(drop)
    }

    /// The checks weigh otherwise from now on.
    pub async fn forget_tallies(&mut self) -> Result<(), StoreError> {
        self.run(FORGET_TALLIES, values![]).await.map(drop)
    }
}

/// One way of narrowing a question, as a list and counted.
struct Narrowed {
    list: &'static str,
    count: &'static str,
}

fn question(filter: &StoryFilter, from: Cursor, limit: u32) -> (Narrowed, Vec<Value>) {
    let wanted = |state: &&str| filter.states.is_empty() || filter.states.iter().any(|name| name == state);
    // A state that is not wanted becomes one that no story has.
    let mut values: Vec<Value> =
        STATES.iter().map(|state| if wanted(state) { *state } else { "" }).map(Value::from).collect();
    values.extend(values![from.key, from.id]);
    values.extend(contains_all(&folded(&filter.text)));
    let urgency = if filter.urgency_max == 0 { u8::MAX } else { filter.urgency_max };
    let wanted_by = filter.wanted_by.map_or(i64::MAX, Timestamp::as_millisecond);
    let out_since = filter.out_since.map_or(0, Timestamp::as_millisecond);
    values.extend(values![limit, u32::from(urgency), wanted_by, out_since, filter.blocked]);
    values.extend(filter.assignee.map(|who| Value::from(who.map_or(0, AccountId::number))));
    values.extend(filter.edition.as_ref().map(Value::from));
    values.extend(filter.section.as_ref().map(Value::from));
    let (list, count) = match (filter.assignee.is_some(), filter.edition.is_some(), filter.section.is_some())
    {
        (false, false, false) => (LIST, COUNT),
        (false, false, true) => (LIST_SECTION, COUNT_SECTION),
        (false, true, false) => (LIST_EDITION, COUNT_EDITION),
        (false, true, true) => (LIST_EDITION_SECTION, COUNT_EDITION_SECTION),
        (true, false, false) => (LIST_OWN, COUNT_OWN),
        (true, false, true) => (LIST_OWN_SECTION, COUNT_OWN_SECTION),
        (true, true, false) => (LIST_OWN_EDITION, COUNT_OWN_EDITION),
        (true, true, true) => (LIST_OWN_EDITION_SECTION, COUNT_OWN_EDITION_SECTION),
    };
    (Narrowed { list, count }, values)
}

/// With the words that it is found by, which are those of its head, and where its chain of seals ends.
pub(crate) fn with_words(row: &StoryRow, head: &Revision, chain: &Chain) -> Vec<Value> {
    [written(row), words::kept(head), chain.values()].concat()
}

fn written(row: &StoryRow) -> Vec<Value> {
    let (scheduled, reason) = match &row.state {
        State::Scheduled { at } => (Some(*at), None),
        State::Withdrawn { reason } => (None, Some(reason.as_str())),
        _ => (None, None),
    };
    let due = scheduled.map(|at| row.embargo.map_or(at, |embargo| at.max(embargo)));
    values![
        row.id,
        &row.edition,
        row.state.name(),
        scheduled,
        reason,
        row.embargo,
        row.head,
        row.live,
        row.path.as_deref(),
        row.first_published,
        row.updated,
        json(&row.corrections),
        row.created,
        row.changed,
        row.created_by,
        row.from_item.map(ItemId::number),
        &row.headline,
        &row.slugline,
        &row.section,
        u32::from(row.urgency.level()),
        &row.language,
        row.translation.map(StoryId::number),
        row.assignee.map_or(0, AccountId::number),
        row.deadline,
        row.entry_of.map(StoryId::number),
        row.coverage.as_ref().map_or(Value::Text(None), json),
        due,
    ]
}

fn read(row: &Row) -> Result<StoryRow, Damage> {
    told(&mut row.columns())
}

/// The same, and where its chain of seals ends.
fn read_with_chain(row: &Row) -> Result<(StoryRow, Option<Chain>), Damage> {
    let mut columns = row.columns();
    Ok((told(&mut columns)?, read_chain(&mut columns)?))
}

fn told(columns: &mut Columns<'_>) -> Result<StoryRow, Damage> {
    let row = StoryRow {
        id: StoryId::from_number(columns.number()?),
        edition: columns.string()?,
        state: state(columns.text()?, columns.opt_time()?, columns.opt_text()?)?,
        embargo: columns.opt_time()?,
        head: columns.number()?,
        live: columns.opt_number()?,
        path: columns.opt_text()?.map(str::to_owned),
        first_published: columns.opt_time()?,
        updated: columns.opt_time()?,
        corrections: columns.json()?,
        created: columns.time()?,
        changed: columns.time()?,
        created_by: AccountId::from_number(columns.number()?),
        from_item: columns.opt_number()?.map(ItemId::from_number),
        headline: columns.string()?,
        slugline: columns.string()?,
        section: columns.string()?,
        urgency: urgency(columns.int()?)?,
        language: columns.language()?,
        translation: columns.opt_number()?.map(StoryId::from_number),
        assignee: Some(columns.number()?).filter(|id| *id != 0).map(AccountId::from_number),
        deadline: columns.opt_time()?,
        entry_of: columns.opt_number()?.map(StoryId::from_number),
        coverage: columns.opt_json()?,
        length: columns.number()?,
        tally: None,
    };
    tallied(row, columns)
}

/// A tally of an older revision says nothing of this one.
fn tallied(row: StoryRow, columns: &mut Columns<'_>) -> Result<StoryRow, Damage> {
    let tally = Tally { errors: columns.number()?, warnings: columns.number()?, remarks: columns.number()? };
    let of = columns.number()?;
    Ok(StoryRow { tally: (of == row.head).then_some(tally), ..row })
}

fn state(name: &str, scheduled: Option<Timestamp>, reason: Option<&str>) -> Result<State, Damage> {
    Ok(match (name, scheduled, reason) {
        ("draft", _, _) => State::Draft,
        ("in-desk", _, _) => State::InDesk,
        ("scheduled", Some(at), _) => State::Scheduled { at },
        ("live", _, _) => State::Live,
        ("withdrawn", _, Some(reason)) => State::Withdrawn { reason: reason.to_owned() },
        ("spiked", _, _) => State::Spiked,
        _ => return Err(Damage(format!("'{name}' is no state that a story can be in"))),
    })
}

fn urgency(level: i64) -> Result<Urgency, Damage> {
    u8::try_from(level).map_err(|error| error.to_string()).and_then(Urgency::try_from).map_err(Damage)
}
