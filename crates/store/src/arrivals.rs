//! What is known about an item since it arrived: its family, those that say the same, and what the newsroom did.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use story::{AccountId, ItemId, StoryId, Timestamp};

use crate::cursor::LIMIT_MAX;
use crate::database::Dialect;
use crate::items::{ItemRow, read_from};
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::{Value, values};
use crate::words;
use crate::{Cursor, PageOf, Store, StoreError, Tx};

/// What the newsroom did with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Handling {
    #[default]
    New,
    Read,
    Taken,
    Ignored,
}

impl Handling {
    pub const ALL: [Self; 4] = [Self::New, Self::Read, Self::Taken, Self::Ignored];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Read => "read",
            Self::Taken => "taken",
            Self::Ignored => "ignored",
        }
    }
}

impl fmt::Display for Handling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Handling {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|handling| handling.as_str() == word).ok_or(())
    }
}

/// One item's arrival. All but `family`, `cluster`, `newest` and the handling is written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    pub item: ItemId,
    /// As the item's row has it.
    pub seq: u64,
    pub received: Timestamp,
    pub source: String,
    pub family: u64,
    pub cluster: u64,
    pub newest: bool,
    /// When its sender made this version; when it arrived, where nobody says.
    pub stamp: Timestamp,
    pub version: u64,
    pub handling: Handling,
    pub handled_by: Option<AccountId>,
    pub handled_at: Option<Timestamp>,
    /// The edition it was routed to; empty for all.
    pub desk: String,
    pub urgency: u8,
    pub kind: String,
    pub status: String,
    pub language: String,
    pub provider: String,
    /// Whether somebody should look at once.
    pub alert: bool,
    pub sketch: String,
}

/// An item and its arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub arrival: Arrival,
    pub row: ItemRow,
}

/// Which arrivals a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct ArrivalFilter {
    pub source: String,
    pub provider: String,
    pub desk: String,
    /// A language without its region; `und`, as ISO 639-2 writes it, for what says of none.
    pub language: String,
    pub kind: String,
    /// `new`, `read`, `taken` or `ignored`.
    pub handling: String,
    /// This urgent or more; 0 for all.
    pub urgency_max: u8,
    /// Only what somebody should look at.
    pub alerts: bool,
    /// Older versions too.
    pub versions: bool,
    /// Words of the text and of what stands around it; all of them, in any order, and of the last one its beginning.
    pub text: String,
}

macro_rules! columns {
    () => {
        "a.item, a.seq, a.received, a.source, a.family, a.cluster, a.newest, a.stamp, a.version, a.state, a.state_by, \
         a.state_at, a.desk, a.urgency, a.kind, a.status, a.language, a.provider, a.alert, a.sketch"
    };
}

macro_rules! item_columns {
    () => {
        "i.id, i.received, i.seq, i.raw, i.source, i.item, i.problems, i.taken_story, i.taken_by, i.taken_at"
    };
}

/// Arrivals are walked from the last; what does not fit is stepped over, and items are read for one page only.
macro_rules! list {
    ($narrow:literal) => {
        concat!(
            "SELECT ", columns!(), ", ", item_columns!(),
            " FROM (SELECT * FROM arrivals a WHERE a.newest >= $1 AND a.seq < $2", $narrow,
            " AND a.urgency <= $3 AND a.alert >= $4 AND ($5 IN ('', a.language) OR ($5 = 'und' AND a.language = '')) \
             AND ($6 = '' OR a.kind = $6) AND ($7 = '' OR a.provider = $7) ORDER BY a.seq DESC LIMIT $8) a \
             JOIN items i ON i.id = a.item ORDER BY a.seq DESC"
        )
    };
}

/// What has the words is walked from the last, so that a word which everybody uses costs no more than a page. `$from`
/// joins the index of one database as `w`, and `$seq` is the number in it.
macro_rules! worded {
    ($from:literal, $seq:literal, $fits:literal) => {
        concat!(
            "SELECT ", columns!(), ", ", item_columns!(), " FROM (SELECT a.* FROM ", $from, " arrivals a ON a.seq = ", $seq,
            " WHERE ", $fits, " AND ", $seq, " < $2 AND a.newest >= $1 AND a.urgency <= $3 AND a.alert >= $4 \
             AND ($5 IN ('', a.language) OR ($5 = 'und' AND a.language = '')) AND ($6 = '' OR a.kind = $6) \
             AND ($7 = '' OR a.provider = $7) \
             AND ($10 = '' OR a.source = $10) AND ($11 = '' OR a.desk = $11) AND ($12 = '' OR a.state = $12) ORDER BY ", $seq,
            " DESC LIMIT $8) a JOIN items i ON i.id = a.item ORDER BY a.seq DESC"
        )
    };
}

/// The list of what has certain words, on SQLite.
pub(crate) const LIST_WORDS_IN_SQLITE: &str =
    worded!("arrival_words CROSS JOIN", "arrival_words.rowid", "arrival_words MATCH $9");
/// The same on PostgreSQL.
pub(crate) const LIST_WORDS_IN_POSTGRES: &str =
    worded!("arrival_words w JOIN", "w.seq", "w.words @@ CAST($9 AS tsquery)");

/// Every version of a family, held until the transaction ends; only PostgreSQL has words for it, and need of it.
pub(crate) const VERSIONS_LOCKED: &str = "SELECT seq FROM arrivals WHERE family = $1 ORDER BY seq FOR UPDATE";

statements! {
    ONE = concat!("SELECT ", columns!(), " FROM arrivals a WHERE a.item = $1");
    LIST = list!("");
    LIST_SOURCE = list!(" AND a.source = $9");
    LIST_STATE = list!(" AND a.state = $9");
    LIST_DESK = list!(" AND a.desk = $9");
    LIST_SOURCE_STATE = list!(" AND a.source = $9 AND a.state = $10");
    LIST_DESK_STATE = list!(" AND a.desk = $9 AND a.state = $10");
    LAST = "SELECT COALESCE(max(seq), 0) FROM arrivals";
    FAMILY = concat!(
        "SELECT ", columns!(), ", ", item_columns!(),
        " FROM arrivals a JOIN items i ON i.id = a.item WHERE a.family = $1 ORDER BY a.seq LIMIT 500"
    );
    CLUSTER = concat!(
        "SELECT ", columns!(), ", ", item_columns!(),
        " FROM arrivals a JOIN items i ON i.id = a.item WHERE a.cluster = $1 ORDER BY a.seq LIMIT 500"
    );
    SKETCHES = "SELECT seq, cluster, received, language, sketch FROM arrivals WHERE seq > $1 AND received >= $2 ORDER BY seq LIMIT $3";
    FAMILIES_OF_KEYS = "SELECT DISTINCT a.family FROM item_keys k JOIN arrivals a ON a.seq = k.seq \
        WHERE k.key IN ($1, $2, $3, $4, $5, $6, $7, $8)";
    VERSIONS_OF = "SELECT a.seq, a.item, a.stamp, a.version, a.status, i.guid, a.newest FROM arrivals a \
        JOIN items i ON i.id = a.item WHERE a.family = $1 ORDER BY a.seq DESC LIMIT 500";
    KILLS_OF_SOURCE = concat!("SELECT ", item_columns!(), " FROM arrivals a JOIN items i ON i.id = a.item \
        WHERE a.source = $1 AND a.newest = 1 AND a.status = 'canceled' AND a.received >= $2 ORDER BY a.seq DESC LIMIT 100");
    BUILT_ON_SOURCE = concat!("SELECT s.story, ", item_columns!(), " FROM story_items s JOIN arrivals a ON a.item = s.item \
        JOIN items i ON i.id = a.item WHERE a.source = $1 AND a.received >= $2 ORDER BY a.seq DESC LIMIT 1000");
    JOIN_FAMILY = "UPDATE arrivals SET family = $1 WHERE family = $2";
    JOIN_CLUSTER = "UPDATE arrivals SET cluster = $1 WHERE cluster = $2";
    IS_NEWEST = "UPDATE arrivals SET newest = $2 WHERE seq = $1";
    KEY = "INSERT INTO item_keys (key, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    INSERT = "INSERT INTO arrivals (item, seq, received, source, family, cluster, newest, stamp, version, state, state_by, \
        state_at, desk, urgency, kind, status, language, provider, alert, sketch, has_words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, \
        $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 1)";
    HANDLE = "UPDATE arrivals SET state = $2, state_by = $3, state_at = $4 WHERE item = $1 AND state <> 'taken'";
    TAKE = "UPDATE arrivals SET state = 'taken', state_by = $2, state_at = $3 WHERE item = $1";
    LAST_OF_SOURCE = "SELECT max(seq) FROM arrivals WHERE source = $1 AND newest >= 0";
    COUNTS = "SELECT source, count(*) FROM arrivals WHERE received >= $1 GROUP BY source ORDER BY source";
}

impl Store {
    pub async fn arrival(&self, item: ItemId) -> Result<Option<Arrival>, StoreError> {
        self.database.one(ONE, values![item], |row| read(&mut row.columns())).await
    }

    /// Last arrival first.
    pub async fn arrivals(
        &self,
        filter: &ArrivalFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<Arrived>, StoreError> {
        let limit = limit.min(LIMIT_MAX);
        let before = from.unwrap_or(Cursor::START).key;
        let (sql, values) = match words::asked(self.database.dialect(), &filter.text) {
            Some(asked) => worded(self.database.dialect(), filter, &asked, before, limit + 1),
            None => list(filter, before, limit + 1),
        };
        let rows = self.database.all(sql, values, read_both).await?;
        let place =
            |row: &Arrived| Cursor { key: row.arrival.seq as i64, id: row.arrival.item.number() as i64 };
        Ok(PageOf::cut(rows, limit, place))
    }

    pub async fn last_arrival(&self) -> Result<u64, StoreError> {
        let last = self.database.one(LAST, values![], |row| row.columns().number()).await?;
        Ok(last.unwrap_or_default())
    }

    /// Everything that the standards' identifiers link, in the order of arrival.
    pub async fn family(&self, family: u64) -> Result<Vec<Arrived>, StoreError> {
        self.database.all(FAMILY, values![family], read_both).await
    }

    /// Everything that says nearly the same, in the order of arrival.
    pub async fn cluster(&self, cluster: u64) -> Result<Vec<Arrived>, StoreError> {
        self.database.all(CLUSTER, values![cluster], read_both).await
    }

    /// How many items each source sent since then.
    pub async fn arrival_counts(&self, since: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((columns.string()?, columns.number()?))
        };
        self.database.all(COUNTS, values![since], read).await
    }
}

/// What items are compared by: of one that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SketchRow {
    pub seq: u64,
    pub cluster: u64,
    pub received: Timestamp,
    pub language: String,
    pub sketch: String,
}

/// What tells the versions of a family apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub seq: u64,
    pub item: ItemId,
    pub stamp: Timestamp,
    pub version: u64,
    pub status: String,
    pub guid: String,
    /// Whether it was the newest until now.
    pub newest: bool,
}

impl Tx {
    pub async fn arrival(&mut self, item: ItemId) -> Result<Option<Arrival>, StoreError> {
        self.one(ONE, values![item], |row| read(&mut row.columns())).await
    }

    /// Sketches of what arrived after `seq` and not before `since`.
    pub async fn sketches(
        &mut self,
        seq: u64,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<SketchRow>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok(SketchRow {
                seq: columns.number()?,
                cluster: columns.number()?,
                received: columns.time()?,
                language: columns.string()?,
                sketch: columns.string()?,
            })
        };
        self.all(SKETCHES, values![seq, since, limit], read).await
    }

    /// The families that know one of these names, each once.
    pub async fn families_of(&mut self, keys: &[String]) -> Result<Vec<u64>, StoreError> {
        let mut families = BTreeSet::new();
        for keys in keys.chunks(8) {
            let slots = keys.iter().cycle().take(8).map(Value::from);
            families.extend(self.all(FAMILIES_OF_KEYS, slots.collect(), |row| row.columns().number()).await?);
        }
        Ok(families.into_iter().collect())
    }

    /// Of more than 500, those that came last.
    pub async fn versions_of(&mut self, family: u64) -> Result<Vec<Version>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok(Version {
                seq: columns.number()?,
                item: ItemId::from_number(columns.number()?),
                stamp: columns.time()?,
                version: columns.number()?,
                status: columns.string()?,
                guid: columns.string()?,
                newest: columns.flag()?,
            })
        };
        self.all(VERSIONS_OF, values![family], read).await
    }

    pub async fn join_family(&mut self, into: u64, from: u64) -> Result<(), StoreError> {
        self.run(JOIN_FAMILY, values![into, from]).await.map(drop)
    }

    pub async fn join_cluster(&mut self, into: u64, from: u64) -> Result<(), StoreError> {
        self.run(JOIN_CLUSTER, values![into, from]).await.map(drop)
    }

    /// No other transaction changes the item's family before this one ends.
    pub async fn hold_family(&mut self, item: ItemId) -> Result<(), StoreError> {
        if self.holds_all() {
            return Ok(());
        }
        match self.arrival(item).await? {
            Some(arrival) => self.hold_versions(&[arrival.family]).await.map(drop),
            None => Ok(()),
        }
    }

    /// No other transaction changes what these keys speak of before this one ends. Families are held before stories, and
    /// all at once: of two transactions that took them in turns, each would wait for the other.
    pub async fn hold_families(&mut self, keys: &[String]) -> Result<(), StoreError> {
        // Who waited may have waited for a version, or for a link, that was not there before.
        const TIMES_MAX: usize = 5;
        if self.holds_all() {
            return Ok(());
        }
        let mut held = Vec::new();
        for _ in 0..TIMES_MAX {
            let families = self.families_of(keys).await?;
            let now = self.hold_versions(&families).await?;
            if now == held {
                break;
            }
            held = now;
        }
        Ok(())
    }

    /// A writer of SQLite is alone.
    fn holds_all(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// The numbers of all versions of families, each of them held.
    async fn hold_versions(&mut self, families: &[u64]) -> Result<Vec<u64>, StoreError> {
        let mut held: Vec<u64> = Vec::new();
        for family in families {
            loop {
                let read = |row: &Row| row.columns().number();
                let versions: Vec<u64> = self.all(VERSIONS_LOCKED, values![*family], read).await?;
                // Once more where it waited: what came meanwhile is seen, and held, only now.
                let known = held.len();
                let new: Vec<u64> = versions.into_iter().filter(|version| !held.contains(version)).collect();
                held.extend(new);
                if held.len() == known {
                    break;
                }
            }
        }
        Ok(held)
    }

    pub async fn set_newest(&mut self, seq: u64, newest: bool) -> Result<(), StoreError> {
        self.run(IS_NEWEST, values![seq, newest]).await.map(drop)
    }

    /// What a source withdrew since then, and sent nothing about after it.
    pub async fn kills_of_source(
        &mut self,
        source: &str,
        since: Timestamp,
    ) -> Result<Vec<ItemRow>, StoreError> {
        let read = |row: &Row| read_from(&mut row.columns());
        self.all(KILLS_OF_SOURCE, values![source, since], read).await
    }

    /// The stories built from what a source sent since then, and from which item.
    pub async fn built_on_source(
        &mut self,
        source: &str,
        since: Timestamp,
    ) -> Result<Vec<(StoryId, ItemRow)>, StoreError> {
        let read = |row: &Row| {
            let mut columns = row.columns();
            Ok((StoryId::from_number(columns.number()?), read_from(&mut columns)?))
        };
        self.all(BUILT_ON_SOURCE, values![source, since], read).await
    }

    /// The arrival, the names by which its family finds it, and the words by which people do.
    pub async fn insert_arrival(
        &mut self,
        arrival: &Arrival,
        keys: &[String],
        words: &str,
    ) -> Result<(), StoreError> {
        self.run(INSERT, written(arrival)).await?;
        self.keep_arrival_words(arrival.seq, words).await?;
        for key in keys {
            self.run(KEY, values![key, arrival.seq]).await?;
        }
        Ok(())
    }

    /// Nothing changes for what was taken.
    pub async fn handle_item(
        &mut self,
        item: ItemId,
        handling: Handling,
        by: AccountId,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = if handling == Handling::Taken { TAKE } else { HANDLE };
        let values = if handling == Handling::Taken {
            values![item, by, at]
        } else {
            values![item, handling.as_str(), by, at]
        };
        Ok(self.run(sql, values).await? > 0)
    }
}

/// The number that the last arrival of a source has.
impl Store {
    pub async fn last_of_source(&self, source: &str) -> Result<Option<u64>, StoreError> {
        let last =
            self.database.one(LAST_OF_SOURCE, values![source], |row| row.columns().opt_number()).await?;
        Ok(last.flatten())
    }
}

/// What every list asks for.
fn asked_of_all(filter: &ArrivalFilter, before: i64, limit: u32) -> Vec<Value> {
    let urgency = if filter.urgency_max == 0 { 99 } else { u32::from(filter.urgency_max) };
    let mut values = values![!filter.versions, before, urgency, filter.alerts];
    values.extend(values![&filter.language, &filter.kind, &filter.provider, limit]);
    values
}

fn worded(
    dialect: Dialect,
    filter: &ArrivalFilter,
    asked: &str,
    before: i64,
    limit: u32,
) -> (&'static str, Vec<Value>) {
    let mut values = asked_of_all(filter, before, limit);
    values.extend(values![asked, &filter.source, &filter.desk, &filter.handling]);
    match dialect {
        Dialect::Sqlite => (LIST_WORDS_IN_SQLITE, values),
        Dialect::Postgres => (LIST_WORDS_IN_POSTGRES, values),
    }
}

fn list(filter: &ArrivalFilter, before: i64, limit: u32) -> (&'static str, Vec<Value>) {
    let mut values = asked_of_all(filter, before, limit);
    let narrow = [&filter.source, &filter.desk, &filter.handling].map(|said| !said.is_empty());
    let sql = match narrow {
        [true, _, true] => LIST_SOURCE_STATE,
        [true, _, false] => LIST_SOURCE,
        [false, true, true] => LIST_DESK_STATE,
        [false, true, false] => LIST_DESK,
        [false, false, true] => LIST_STATE,
        [false, false, false] => LIST,
    };
    match narrow {
        [true, ..] => values.push(Value::from(&filter.source)),
        [false, true, _] => values.push(Value::from(&filter.desk)),
        _ => {}
    }
    if !filter.handling.is_empty() {
        values.push(Value::from(&filter.handling));
    }
    (sql, values)
}

fn written(arrival: &Arrival) -> Vec<Value> {
    values![
        arrival.item,
        arrival.seq,
        arrival.received,
        &arrival.source,
        arrival.family,
        arrival.cluster,
        arrival.newest,
        arrival.stamp,
        arrival.version,
        arrival.handling.as_str(),
        arrival.handled_by.map(AccountId::number),
        arrival.handled_at,
        &arrival.desk,
        u32::from(arrival.urgency),
        &arrival.kind,
        &arrival.status,
        &arrival.language,
        &arrival.provider,
        arrival.alert,
        &arrival.sketch,
    ]
}

fn read(columns: &mut Columns) -> Result<Arrival, Damage> {
    Ok(Arrival {
        item: ItemId::from_number(columns.number()?),
        seq: columns.number()?,
        received: columns.time()?,
        source: columns.string()?,
        family: columns.number()?,
        cluster: columns.number()?,
        newest: columns.flag()?,
        stamp: columns.time()?,
        version: columns.number()?,
        handling: columns.text()?.parse().map_err(|()| Damage("no way of handling an item".to_owned()))?,
        handled_by: columns.opt_number()?.map(AccountId::from_number),
        handled_at: columns.opt_time()?,
        desk: columns.string()?,
        urgency: u8::try_from(columns.int()?).map_err(|error| Damage(error.to_string()))?,
        kind: columns.string()?,
        status: columns.string()?,
        language: columns.string()?,
        provider: columns.string()?,
        alert: columns.flag()?,
        sketch: columns.string()?,
    })
}

fn read_both(row: &Row) -> Result<Arrived, Damage> {
    let mut columns = row.columns();
    Ok(Arrived { arrival: read(&mut columns)?, row: read_from(&mut columns)? })
}
