//! Stories as the newsroom works on them: where each stands, and the lists of the desk.

use story::{AccountId, Correction, ItemId, Language, State, StoryId, Timestamp, Urgency, folded};

use crate::cursor::LIMIT_MAX;
use crate::database::Dialect;
use crate::row::{Damage, Row};
use crate::statements::statements;
use crate::value::{Value, contains_all, json, values};
use crate::{Cursor, PageOf, Store, StoreError, Tx};

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
    /// Copied from the head revision for lists.
    pub headline: String,
    pub slugline: String,
    pub section: String,
    pub urgency: Urgency,
    pub language: Language,
}

/// Which stories a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryFilter {
    pub edition: Option<String>,
    /// Names of states, as `State::name` gives them; none means all.
    pub states: Vec<String>,
    pub section: Option<String>,
    /// Words or beginnings of words anywhere in the text, each of them; the first four count. Accents, case and spelling
    /// of Arabic letters do not.
    pub text: String,
}

macro_rules! columns {
    () => {
        "id, edition, state, scheduled, reason, embargo, head, live, path, first_published, updated, corrections, \
         created, changed, created_by, from_item, headline, slugline, section, urgency, language, translation"
    };
}

/// The newest changes in one state: what `stories_state`, `stories_edition` and `stories_section` are sorted for.
macro_rules! in_state {
    ($slot:literal, $narrow:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            columns!(),
            " FROM stories WHERE state = $",
            $slot,
            $narrow,
            " AND (changed, id) < ($7, $8) AND words LIKE $9 ESCAPE '\\' AND words LIKE $10 ESCAPE '\\'",
            " AND words LIKE $11 ESCAPE '\\' AND words LIKE $12 ESCAPE '\\'",
            " ORDER BY changed DESC, id DESC LIMIT $13) AS in_state_",
            $slot
        )
    };
}

/// One index walk per state, merged: a list costs the same however many stories there are.
macro_rules! in_states {
    ($narrow:literal) => {
        concat!(
            in_state!("1", $narrow),
            " UNION ALL ",
            in_state!("2", $narrow),
            " UNION ALL ",
            in_state!("3", $narrow),
            " UNION ALL ",
            in_state!("4", $narrow),
            " UNION ALL ",
            in_state!("5", $narrow),
            " UNION ALL ",
            in_state!("6", $narrow),
            " ORDER BY changed DESC, id DESC LIMIT $13"
        )
    };
}

statements! {
    STORY = concat!("SELECT ", columns!(), " FROM stories WHERE id = $1");
    LIST = in_states!("");
    LIST_EDITION = in_states!(" AND edition = $14");
    LIST_EDITION_SECTION = in_states!(" AND edition = $14 AND section = $15");
    LIST_SECTION = in_states!(" AND section = $14");
    DUE = concat!("SELECT ", columns!(), " FROM stories WHERE due <= $1 ORDER BY due, id LIMIT 1000");
    NEXT_DUE = "SELECT min(due) FROM stories WHERE due IS NOT NULL";
    OF_ITEM = concat!("SELECT ", columns!(), " FROM stories WHERE from_item = $1 ORDER BY id LIMIT 1000");
    OF_TRANSLATION =
        concat!("SELECT ", columns!(), " FROM stories WHERE translation = $1 ORDER BY created, id LIMIT 100");
    INSERT = concat!(
        "INSERT INTO stories (", columns!(), ", due, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
         $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
    );
    UPDATE = concat!(
        "UPDATE stories SET (", columns!(), ", due) = ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
         $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) WHERE id = $1"
    );
}

/// On SQLite whoever writes is alone anyway.
pub(crate) const STORY_LOCKED: &str =
    concat!("SELECT ", columns!(), " FROM stories WHERE id = $1 FOR UPDATE");

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
        let (sql, values) = list(filter, from.unwrap_or(Cursor::START), limit);
        let rows = self.database.all(sql, values, read).await?;
        let place = |row: &StoryRow| Cursor { key: row.changed.as_millisecond(), id: row.id.number() as i64 };
        Ok(PageOf::cut(rows, limit, place))
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
        self.one(sql, values![id], read).await
    }

    pub async fn insert_story(&mut self, row: &StoryRow) -> Result<(), StoreError> {
        self.insert_stories(std::slice::from_ref(row)).await
    }

    pub async fn insert_stories(&mut self, rows: &[StoryRow]) -> Result<(), StoreError> {
        // The words come with the revision.
        let without_words = |row| [written(row), values![""]].concat();
        self.insert(INSERT, rows.iter().map(without_words).collect()).await
    }

    pub async fn update_story(&mut self, row: &StoryRow) -> Result<(), StoreError> {
        match self.run(UPDATE, written(row)).await? {
            0 => Err(StoreError::Missing { what: format!("story {}", row.id) }),
            _ => Ok(()),
        }
    }
}

fn list(filter: &StoryFilter, from: Cursor, limit: u32) -> (&'static str, Vec<Value>) {
    let wanted = |state: &&str| filter.states.is_empty() || filter.states.iter().any(|name| name == state);
    // A state that is not wanted becomes one that no story has.
    let mut values: Vec<Value> =
        STATES.iter().map(|state| if wanted(state) { *state } else { "" }).map(Value::from).collect();
    values.extend(values![from.key, from.id]);
    values.extend(contains_all(&folded(&filter.text)));
    values.extend(values![limit + 1]);
    let sql = match (&filter.edition, &filter.section) {
        (None, None) => LIST,
        (Some(edition), None) => {
            values.push(edition.into());
            LIST_EDITION
        }
        (Some(edition), Some(section)) => {
            values.extend(values![edition, section]);
            LIST_EDITION_SECTION
        }
        (None, Some(section)) => {
            values.push(section.into());
            LIST_SECTION
        }
    };
    (sql, values)
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
        due,
    ]
}

fn read(row: &Row) -> Result<StoryRow, Damage> {
    let mut columns = row.columns();
    Ok(StoryRow {
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
    })
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
