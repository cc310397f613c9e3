//! A whole newsroom in a temporary folder, with one caller per role and a clock that stands still.

use std::sync::Arc;

use crate::photograph;
use jiff::SignedDuration;
use newsroom::{
    AddAsset, Caller, Context, CreateStory, Newsroom, Published, Reach, Role, SaveRevision, Scopes, SetClock,
};
use store::{Account, Store, StoreConfig};
use story::{AccountId, Asset, Content, JournalEntry, Language, StoryId, Timestamp};
use tempfile::TempDir;

use crate::{Failures, sample, tables};

/// A Wednesday morning in June, for no other reason than that it is always the same one.
const START_MS: i64 = 1_781_078_400_000;

/// What a test wants otherwise.
#[derive(Debug, Clone)]
pub struct Builder {
    url: Option<String>,
    seed: u64,
}

impl Builder {
    /// A database of one's own, made empty by whoever gives it: `postgres://…`.
    pub fn database(mut self, url: &str) -> Self {
        self.url = Some(url.to_owned());
        self
    }

    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    pub async fn open(self) -> TestNewsroom {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let sqlite = || format!("sqlite://{}", folder.path().join("newsroom.db").display());
        let config =
            StoreConfig { url: self.url.clone().unwrap_or_else(sqlite), blobs: folder.path().join("blobs") };
        let store = Store::open(&config).await.expect("the store opens");
        store.migrate().await.expect("the store migrates");
        let clock = SetClock::at(Timestamp::from_millisecond(START_MS).expect("a time"));
        let failures = Failures::default();
        let hook = failures.clone();
        let context = Context::seeded(self.seed, clock.clone()).on_reach(move |point| hook.reach(point));
        let newsroom = Newsroom::new(store.clone(), tables(), context);
        let callers = Callers::open(&store, clock.now()).await;
        TestNewsroom { newsroom, store, clock, failures, callers, folder: Arc::new(folder) }
    }
}

/// One newsroom of a test. Dropped, it leaves nothing.
pub struct TestNewsroom {
    pub newsroom: Newsroom,
    pub store: Store,
    pub clock: SetClock,
    pub failures: Failures,
    callers: Callers,
    pub(crate) folder: Arc<TempDir>,
}

struct Callers {
    reporter: Caller,
    other_reporter: Caller,
    editor: Caller,
    chief: Caller,
}

impl TestNewsroom {
    /// On SQLite.
    pub async fn new() -> Self {
        Self::build().open().await
    }

    pub fn build() -> Builder {
        Builder { url: None, seed: 7 }
    }

    pub fn reporter(&self) -> &Caller {
        &self.callers.reporter
    }

    pub fn other_reporter(&self) -> &Caller {
        &self.callers.other_reporter
    }

    pub fn editor(&self) -> &Caller {
        &self.callers.editor
    }

    pub fn chief(&self) -> &Caller {
        &self.callers.chief
    }

    pub fn caller(&self, role: Role) -> &Caller {
        match role {
            Role::Reporter => self.reporter(),
            Role::Editor => self.editor(),
            Role::Chief => self.chief(),
        }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn in_minutes(&self, minutes: i64) -> Timestamp {
        self.now() + SignedDuration::from_mins(minutes)
    }

    pub fn advance_minutes(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// A reporter's draft with these words.
    pub async fn draft(&self, edition: &str, content: Content) -> StoryId {
        let create = CreateStory { edition: edition.to_owned(), content };
        self.newsroom.create_story(self.reporter(), create).await.expect("a draft")
    }

    /// The sample story of an edition, live.
    pub async fn live(&self, edition: &str) -> (StoryId, Published) {
        let story = self.draft(edition, sample(edition)).await;
        let published = self.newsroom.publish_story(self.editor(), story, 1).await.expect("a publication");
        (story, published)
    }

    /// A new head revision that says `headline`, by an editor.
    pub async fn rewrite(&self, story: StoryId, headline: &str) -> u64 {
        let view = self.newsroom.story(self.editor(), story).await.expect("the story");
        let content = Content { headline: headline.to_owned(), ..view.revision.content };
        let save = SaveRevision { story, base: view.row.head, version: 0, note: String::new(), content };
        self.newsroom.save_revision(self.editor(), save).await.expect("a revision").number
    }

    /// A picture of the library.
    pub async fn picture(&self) -> Asset {
        let add =
            AddAsset { bytes: photograph(640, 480), credit: "Agence Boréale".into(), ..AddAsset::default() };
        self.newsroom.add_asset(self.reporter(), add).await.expect("a picture")
    }

    pub async fn journal(&self) -> Vec<JournalEntry> {
        self.store.journal().after(0, 10_000).await.expect("the journal")
    }
}

impl Callers {
    async fn open(store: &Store, now: Timestamp) -> Self {
        Self {
            reporter: account(store, 11, "reporter", Role::Reporter, now).await,
            other_reporter: account(store, 12, "other.reporter", Role::Reporter, now).await,
            editor: account(store, 13, "editor", Role::Editor, now).await,
            chief: account(store, 14, "chief", Role::Chief, now).await,
        }
    }
}

/// Without a password, because hashing one takes longer than most tests; `set_password` gives it one.
async fn account(store: &Store, number: u64, login: &str, role: Role, now: Timestamp) -> Caller {
    let account = Account {
        id: AccountId::from_number(number),
        login: login.to_owned(),
        name: format!("The {login}"),
        role: role.as_str().to_owned(),
        reach: String::new(),
        password_hash: String::new(),
        language: Language::new("en"),
        created: now,
        disabled: false,
        email: String::new(),
    };
    let mut tx = store.begin().await.expect("a transaction");
    tx.insert_account(&account).await.expect("an account");
    tx.commit().await.expect("a commit");
    let scopes = Scopes::IN_PERSON;
    Caller {
        account: account.id,
        name: account.name,
        role,
        language: account.language,
        scopes,
        reach: Reach::EVERYWHERE,
    }
}
