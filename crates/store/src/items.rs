//! Items as wires delivered them, and who took them.

use story::{AccountId, Hash, Item, ItemId, Problem, StoryId, Timestamp};

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
    Inserted,
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
