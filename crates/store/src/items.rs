//! Items as wires delivered them, and who took them.

use story::{AccountId, Hash, Item, ItemId, Problem, StoryId, Timestamp};

use crate::cursor::LIMIT_MAX;
use crate::database::Dialect;
use crate::row::{Columns, Damage, Row};
use crate::statements::statements;
use crate::value::{Value, contains, json, values, words};
use crate::{Cursor, PageOf, Store, StoreError, Tx};

/// One item of the inbox. All but `taken` is written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    pub id: ItemId,
    pub received: Timestamp,
    /// Its number in order of arrival; given by the store, ignored when inserting.
    pub seq: u64,
    /// The blob with the bytes it was read from.
    pub raw: Hash,
    /// The wire, folder or feed it came by.
    pub source: String,
    pub item: Item,
    pub problems: Vec<Problem>,
    pub taken: Option<Taken>,
}

/// Who made a story of an item, last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub story: StoryId,
    pub by: AccountId,
    pub at: Timestamp,
}

/// What became of an item that was to be inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Insertion {
    /// Its number in order of arrival.
    Inserted(u64),
    /// The same item of the same source is in the inbox already, under this identifier.
    AlreadyThere(ItemId),
}

/// Which items a list shows; what is empty does not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFilter {
    pub source: Option<String>,
    pub taken: Option<bool>,
    /// Words of the headline or slugline, in any case.
    pub text: String,
}

macro_rules! columns {
    () => {
        "id, received, seq, raw, source, item, problems, taken_story, taken_by, taken_at"
    };
}

macro_rules! whether_taken {
    ($slot:literal, $narrow:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            columns!(),
            " FROM items WHERE taken = $",
            $slot,
            $narrow,
            " AND seq < $3 AND words LIKE $4 ESCAPE '\\' ORDER BY seq DESC LIMIT $5) AS taken_",
            $slot
        )
    };
}

/// One index walk for the taken and one for the others, merged.
macro_rules! list {
    ($narrow:literal) => {
        concat!(
            whether_taken!("1", $narrow),
            " UNION ALL ",
            whether_taken!("2", $narrow),
            " ORDER BY seq DESC LIMIT $5"
        )
    };
}

statements! {
    ITEM = concat!("SELECT ", columns!(), " FROM items WHERE id = $1");
    LIST = list!("");
    LIST_SOURCE = list!(" AND source = $6");
    OF_GUID = concat!("SELECT ", columns!(), " FROM items WHERE guid = $1 ORDER BY seq LIMIT 1000");
    SAME = "SELECT id FROM items WHERE identity = $1";
    NEXT = "INSERT INTO counters (name, value) VALUES ('items', 1) \
            ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value";
    INSERT = concat!(
        "INSERT INTO items (", columns!(), ", identity, guid, words, taken) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    TAKE = "UPDATE items SET taken = 1, taken_story = $2, taken_by = $3, taken_at = $4 WHERE id = $1";
}

impl Store {
    pub async fn item(&self, id: ItemId) -> Result<Option<ItemRow>, StoreError> {
        self.database.one(ITEM, values![id], read).await
    }

    /// Last arrival first.
    pub async fn items(
        &self,
        filter: &ItemFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<ItemRow>, StoreError> {
        let limit = limit.min(LIMIT_MAX);
        // A number that `taken` never has stands for "not wanted".
        let slot = |taken: bool| if filter.taken == Some(!taken) { -1 } else { i64::from(taken) };
        let before = from.unwrap_or(Cursor::START).key;
        let mut values = values![slot(false), slot(true), before, contains(&filter.text), limit + 1];
        values.extend(filter.source.as_ref().map(Value::from));
        let sql = if filter.source.is_some() { LIST_SOURCE } else { LIST };
        let rows = self.database.all(sql, values, read).await?;
        Ok(PageOf::cut(rows, limit, |row| Cursor { key: row.seq as i64, id: row.id.number() as i64 }))
    }

    /// Every version of one thing on the wire, in order of arrival; the first 1 000.
    pub async fn items_of_guid(&self, guid: &str) -> Result<Vec<ItemRow>, StoreError> {
        self.database.all(OF_GUID, values![guid], read).await
    }
}

impl Tx {
    pub async fn item(&mut self, id: ItemId) -> Result<Option<ItemRow>, StoreError> {
        self.one(ITEM, values![id], read).await
    }

    /// Gives the item its number of arrival, unless the same item of the same source is there already.
    pub async fn insert_item(&mut self, row: &ItemRow) -> Result<Insertion, StoreError> {
        let identity = identity(row);
        if let Some(there) = self.same_item(&identity).await? {
            return Ok(Insertion::AlreadyThere(there));
        }
        // From here on this transaction holds the counter, so that nobody else inserts; but on PostgreSQL somebody
        // may have done so since the first look.
        let seq = self.one(NEXT, values![], |row| row.columns().number()).await?.unwrap_or_default();
        if self.dialect() == Dialect::Postgres
            && let Some(there) = self.same_item(&identity).await?
        {
            return Ok(Insertion::AlreadyThere(there));
        }
        let item = &row.item;
        let values = values![
            row.id,
            row.received,
            seq,
            &row.raw,
            &row.source,
            json(item),
            json(&row.problems),
            row.taken.map(|taken| taken.story.number()),
            row.taken.map(|taken| taken.by.number()),
            row.taken.map(|taken| taken.at),
            &identity,
            &item.guid,
            words(&[&item.headline, &item.slugline]),
            row.taken.is_some(),
        ];
        self.run(INSERT, values).await?;
        Ok(Insertion::Inserted(seq))
    }

    pub async fn mark_item_taken(
        &mut self,
        item: ItemId,
        story: StoryId,
        by: AccountId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        match self.run(TAKE, values![item, story, by, at]).await? {
            0 => Err(StoreError::Missing { what: format!("item {item}") }),
            _ => Ok(()),
        }
    }

    async fn same_item(&mut self, identity: &Hash) -> Result<Option<ItemId>, StoreError> {
        self.one(SAME, values![identity], |row| row.columns().number().map(ItemId::from_number)).await
    }
}

/// The same for the same words from the same source, however often a feed repeats them; for bytes of which nothing could be
/// read, whatever the file was called that brought them.
fn identity(row: &ItemRow) -> Hash {
    let item = &row.item;
    let unread =
        item.guid.starts_with(row.raw.as_str()) && item.headline.is_empty() && item.blocks.is_empty();
    let nameless = Item { slugline: String::new(), ..item.clone() };
    let Value::Text(item) = json(if unread { &nameless } else { item }) else { unreachable!("JSON is text") };
    crate::hash(format!("{}\n{}", row.source, item.unwrap_or_default()).as_bytes())
}

fn read(row: &Row) -> Result<ItemRow, Damage> {
    read_from(&mut row.columns())
}

/// The columns of an item, wherever they stand in a row.
pub(crate) fn read_from(columns: &mut Columns) -> Result<ItemRow, Damage> {
    Ok(ItemRow {
        id: ItemId::from_number(columns.number()?),
        received: columns.time()?,
        seq: columns.number()?,
        raw: columns.hash()?,
        source: columns.string()?,
        item: columns.json()?,
        problems: columns.json()?,
        taken: match (columns.opt_number()?, columns.opt_number()?, columns.opt_time()?) {
            (Some(story), Some(by), Some(at)) => {
                Some(Taken { story: StoryId::from_number(story), by: AccountId::from_number(by), at })
            }
            _ => None,
        },
    })
}
