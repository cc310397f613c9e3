//! The store: one database and one folder of blobs.

use std::path::{Path, PathBuf};

use story::{AccountId, Acknowledgement, Asset, AssetId, Hash, ItemId, StoryId, Timestamp};
use tokio::sync::watch;

use crate::error::soon;
use crate::{
    Account, AuditFilter, AuditRow, BackupReport, Blobs, Cursor, ItemFilter, ItemRow, JournalReader, PageOf,
    Progress, RestoreReport, Revision, RevisionHead, Session, StoreError, StoryFilter, StoryRow, Tx,
};

/// Where a newsroom is kept.
#[derive(Debug, Clone)]
pub struct StoreConfig {
    /// `sqlite:///path/marbre.db` or `postgres://user@host/database`.
    pub url: String,
    /// The folder of blobs.
    pub blobs: PathBuf,
}

/// One database and one folder of blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    blobs: Blobs,
    journal: JournalReader,
    committed: watch::Sender<u64>,
}

impl Store {
    pub async fn open(_config: &StoreConfig) -> Result<Self, StoreError> {
        soon()
    }
    /// Brings the schema up to this version; returns the names of what was applied.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        soon()
    }
    pub async fn pending_migrations(&self) -> Result<Vec<String>, StoreError> {
        soon()
    }
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }
    pub fn journal(&self) -> JournalReader {
        self.journal.clone()
    }
    /// The last journal entry committed by this process; 0 before the first.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.subscribe()
    }
    /// A transaction that may write. On SQLite it holds the one place of the writer until it ends, so keep it short.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        soon()
    }
    pub async fn backup(
        &self,
        _into: &Path,
        _progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<BackupReport, StoreError> {
        soon()
    }
    pub async fn restore(
        _from: &Path,
        _config: &StoreConfig,
        _progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<RestoreReport, StoreError> {
        soon()
    }
    pub async fn story(&self, _id: StoryId) -> Result<Option<StoryRow>, StoreError> {
        soon()
    }
    /// Newest change first.
    pub async fn stories(
        &self,
        _filter: &StoryFilter,
        _from: Option<Cursor>,
        _limit: u32,
    ) -> Result<PageOf<StoryRow>, StoreError> {
        soon()
    }
    /// Scheduled stories whose time, and whose embargo, is over: what came due first is first.
    pub async fn due_stories(&self, _now: Timestamp) -> Result<Vec<StoryRow>, StoreError> {
        soon()
    }
    /// When the next scheduled story becomes due (the later of its schedule and its embargo).
    pub async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        soon()
    }
    /// The stories made from an item.
    pub async fn stories_of_item(&self, _item: ItemId) -> Result<Vec<StoryRow>, StoreError> {
        soon()
    }
    pub async fn revision(&self, _story: StoryId, _number: u64) -> Result<Option<Revision>, StoreError> {
        soon()
    }
    /// Newest first.
    pub async fn revisions(&self, _story: StoryId) -> Result<Vec<RevisionHead>, StoreError> {
        soon()
    }
    pub async fn item(&self, _id: ItemId) -> Result<Option<ItemRow>, StoreError> {
        soon()
    }
    /// Last arrival first.
    pub async fn items(
        &self,
        _filter: &ItemFilter,
        _from: Option<Cursor>,
        _limit: u32,
    ) -> Result<PageOf<ItemRow>, StoreError> {
        soon()
    }
    /// Every version of one thing on the wire, in order of arrival.
    pub async fn items_of_guid(&self, _guid: &str) -> Result<Vec<ItemRow>, StoreError> {
        soon()
    }
    pub async fn acknowledgements(&self, _story: StoryId) -> Result<Vec<Acknowledgement>, StoreError> {
        soon()
    }
    pub async fn asset(&self, _id: AssetId) -> Result<Option<Asset>, StoreError> {
        soon()
    }
    /// In the order asked for; those that do not exist are left out.
    pub async fn assets(&self, _ids: &[AssetId]) -> Result<Vec<Asset>, StoreError> {
        soon()
    }
    pub async fn asset_by_hash(&self, _hash: &Hash) -> Result<Option<Asset>, StoreError> {
        soon()
    }
    pub async fn account(&self, _id: AccountId) -> Result<Option<Account>, StoreError> {
        soon()
    }
    pub async fn account_by_login(&self, _login: &str) -> Result<Option<Account>, StoreError> {
        soon()
    }
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        soon()
    }
    pub async fn session(&self, _token_hash: &Hash) -> Result<Option<Session>, StoreError> {
        soon()
    }
    /// Newest first.
    pub async fn audit(
        &self,
        _filter: &AuditFilter,
        _from: Option<Cursor>,
        _limit: u32,
    ) -> Result<PageOf<AuditRow>, StoreError> {
        soon()
    }
}
