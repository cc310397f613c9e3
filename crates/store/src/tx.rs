//! One transaction that writes.

use story::{AccountId, Acknowledgement, Asset, AssetId, Change, Hash, ItemId, StoryId, Timestamp};

use crate::error::soon;
use crate::{Account, AuditRow, Insertion, ItemRow, Revision, Session, StoreError, StoryRow};

/// One transaction. Dropped without `commit`, it leaves no trace. After an error only dropping it is left.
#[derive(Debug)]
pub struct Tx {}

impl Tx {
    /// All of it is on disk once this returns; wakes `Store::committed`.
    pub async fn commit(self) -> Result<(), StoreError> {
        soon()
    }
    /// The story, held until the transaction ends: nobody else changes it meanwhile.
    pub async fn story_for_update(&mut self, _id: StoryId) -> Result<Option<StoryRow>, StoreError> {
        soon()
    }
    pub async fn insert_story(&mut self, _row: &StoryRow) -> Result<(), StoreError> {
        soon()
    }
    pub async fn update_story(&mut self, _row: &StoryRow) -> Result<(), StoreError> {
        soon()
    }
    pub async fn revision(&mut self, _story: StoryId, _number: u64) -> Result<Option<Revision>, StoreError> {
        soon()
    }
    /// The highest number any revision of the story has, main line or beside; 0 before the first.
    pub async fn last_revision_number(&mut self, _story: StoryId) -> Result<u64, StoreError> {
        soon()
    }
    pub async fn insert_revision(&mut self, _revision: &Revision) -> Result<(), StoreError> {
        soon()
    }
    pub async fn item(&mut self, _id: ItemId) -> Result<Option<ItemRow>, StoreError> {
        soon()
    }
    /// Gives the item its number of arrival, unless the same item of the same source is there.
    pub async fn insert_item(&mut self, _row: &ItemRow) -> Result<Insertion, StoreError> {
        soon()
    }
    pub async fn mark_item_taken(
        &mut self,
        _item: ItemId,
        _story: StoryId,
        _by: AccountId,
        _at: Timestamp,
    ) -> Result<(), StoreError> {
        soon()
    }
    pub async fn acknowledgements(&mut self, _story: StoryId) -> Result<Vec<Acknowledgement>, StoreError> {
        soon()
    }
    /// Replaces an earlier acknowledgement of the same finding.
    pub async fn insert_acknowledgement(
        &mut self,
        _story: StoryId,
        _acknowledgement: &Acknowledgement,
    ) -> Result<(), StoreError> {
        soon()
    }
    /// Whether there was one.
    pub async fn delete_acknowledgement(
        &mut self,
        _story: StoryId,
        _fingerprint: &str,
    ) -> Result<bool, StoreError> {
        soon()
    }
    pub async fn assets(&mut self, _ids: &[AssetId]) -> Result<Vec<Asset>, StoreError> {
        soon()
    }
    pub async fn insert_asset(&mut self, _asset: &Asset) -> Result<(), StoreError> {
        soon()
    }
    pub async fn insert_account(&mut self, _account: &Account) -> Result<(), StoreError> {
        soon()
    }
    pub async fn update_account(&mut self, _account: &Account) -> Result<(), StoreError> {
        soon()
    }
    pub async fn insert_session(&mut self, _session: &Session) -> Result<(), StoreError> {
        soon()
    }
    pub async fn delete_session(&mut self, _token_hash: &Hash) -> Result<(), StoreError> {
        soon()
    }
    /// Signs an account out everywhere.
    pub async fn delete_sessions_of(&mut self, _account: AccountId) -> Result<(), StoreError> {
        soon()
    }
    pub async fn delete_expired_sessions(&mut self, _now: Timestamp) -> Result<(), StoreError> {
        soon()
    }
    pub async fn insert_audit(&mut self, _row: &AuditRow) -> Result<(), StoreError> {
        soon()
    }
    /// The entry's number: no gap, and in the order of commits. From here to `commit` nobody else can append,
    /// so make this one of the last writes.
    pub async fn append_journal(&mut self, _at: Timestamp, _change: &Change) -> Result<u64, StoreError> {
        soon()
    }
}
