//! What the tests stand on: an empty store of either kind, and rows to put in it.

use std::path::Path;
use std::sync::Arc;

use store::{Arrival, AuditRow, ItemRow, Revision, Store, StoreConfig, StoryRow};
use story::{
    AccountId, Change, Content, Item, ItemId, Language, LiveStory, RichText, State, StoryId, Timestamp,
    Urgency, Withdrawal,
};
use tempfile::TempDir;

use crate::postgres::{Database, Server};

/// Writes a test once and runs it on both databases.
macro_rules! on_both {
    ($($(#[$doc:meta])* async fn $name:ident($bed:ident) $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports, reason = "not every promise needs what its file brings in")]
            use super::*;
            async fn promise($bed: crate::bed::Bed) $body
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                promise(crate::bed::Bed::sqlite().await).await;
            }
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                if let Some(bed) = crate::bed::Bed::postgres().await {
                    promise(bed).await;
                }
            }
        }
    )*};
}
pub(crate) use on_both;

/// An empty, migrated store in a temporary folder.
pub(crate) struct Bed {
    pub(crate) store: Store,
    pub(crate) config: StoreConfig,
    pub(crate) folder: TempDir,
    pub(crate) server: Option<Arc<Server>>,
    _database: Option<Database>,
}

impl Bed {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("marbre.db").display());
        Self::new(folder, url, None, None).await
    }

    pub(crate) async fn postgres() -> Option<Self> {
        Some(Self::on(Server::shared()?).await)
    }

    /// On a server that the test may stop.
    pub(crate) async fn postgres_alone() -> Option<Self> {
        Some(Self::on(Server::alone()?).await)
    }

    async fn on(server: Arc<Server>) -> Self {
        let database = server.database();
        Self::new(tempfile::tempdir().unwrap(), database.url(), Some(database), Some(server)).await
    }

    async fn new(
        folder: TempDir,
        url: String,
        database: Option<Database>,
        server: Option<Arc<Server>>,
    ) -> Self {
        let config = StoreConfig { url, blobs: folder.path().join("blobs") };
        let store = Store::open(&config).await.unwrap();
        store.migrate().await.unwrap();
        Self { store, config, folder, server, _database: database }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Past the store, as somebody with the database's own tools.
    pub(crate) async fn sql(&self, sql: &'static str) -> Result<(), String> {
        let done = if self.server.is_some() {
            let pool = sqlx::PgPool::connect(&self.config.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&pool).await.map(drop)
        } else {
            let pool = sqlx::SqlitePool::connect(&self.config.url).await.unwrap();
            sqlx::raw_sql(sql).execute(&pool).await.map(drop)
        };
        done.map_err(|error| error.to_string())
    }

    /// One story, live, with its revision, audit row and journal entry, in one transaction.
    pub(crate) async fn publish(&self, number: u64) -> u64 {
        publish(&self.store, number).await
    }
}

pub(crate) async fn publish(store: &Store, number: u64) -> u64 {
    let mut tx = store.begin().await.unwrap();
    let row = StoryRow { state: State::Live, live: Some(1), ..story_row(number) };
    tx.insert_story(&row).await.unwrap();
    tx.insert_revision(&revision(number, 1)).await.unwrap();
    tx.insert_audit(&audit_row(number)).await.unwrap();
    let seq = tx.append_journal(at(number), &Change::Published(live(number))).await.unwrap();
    tx.commit().await.unwrap();
    seq
}

pub(crate) fn at(number: u64) -> Timestamp {
    Timestamp::from_millisecond(1_780_000_000_000 + number as i64).unwrap()
}

pub(crate) const AUTHOR: u64 = 7;

pub(crate) fn content(number: u64) -> Content {
    let mut content = Content {
        language: Language::new("fr"),
        headline: format!("Le port d’Ostrande rouvre, jour {number}"),
        slugline: format!("PORT-{number}"),
        section: "region".to_owned(),
        ..Content::default()
    };
    for paragraph in 1..=6 {
        let words =
            "Les ferries de Keldonie reprennent la mer ce lundi, ont dit les deux capitaineries. ".repeat(4);
        content.push(story::BlockBody::Paragraph(RichText::plain(format!("{paragraph}. {words}"))));
    }
    content
}

pub(crate) fn story_row(number: u64) -> StoryRow {
    let content = content(number);
    StoryRow {
        id: StoryId::from_number(number),
        edition: "fr".to_owned(),
        state: State::Draft,
        embargo: None,
        head: 1,
        live: None,
        path: Some(format!("/fr/region/le-port-{number}")),
        translation: Some(StoryId::from_number(number)),
        entry_of: None,
        coverage: None,
        first_published: None,
        updated: None,
        corrections: Vec::new(),
        created: at(number),
        changed: at(number),
        created_by: AccountId::from_number(AUTHOR),
        from_item: None,
        headline: content.headline,
        slugline: content.slugline,
        section: content.section,
        urgency: Urgency::NORMAL,
        language: content.language,
        assignee: Some(AccountId::from_number(AUTHOR)),
        deadline: None,
        length: 0,
        tally: None,
    }
}

pub(crate) fn revision(story: u64, number: u64) -> Revision {
    Revision {
        story: StoryId::from_number(story),
        number,
        base: number.checked_sub(1).filter(|base| *base > 0),
        author: AccountId::from_number(AUTHOR),
        at: at(number),
        note: "première \u{1F4F0}".to_owned(),
        beside: false,
        content: content(story),
    }
}

pub(crate) fn audit_row(number: u64) -> AuditRow {
    AuditRow {
        seq: 0,
        at: at(number),
        account: AccountId::from_number(AUTHOR),
        action: "publish-story".to_owned(),
        subject: StoryId::from_number(number).to_string(),
        detail: serde_json::json!({ "revision": 1 }),
    }
}

pub(crate) fn item_row(number: u64, guid: &str) -> ItemRow {
    ItemRow {
        id: ItemId::from_number(number),
        received: at(number),
        seq: 0,
        raw: store::hash(&number.to_le_bytes()),
        source: "boreale".to_owned(),
        item: Item {
            guid: guid.to_owned(),
            provider: "Agence Boréale".to_owned(),
            headline: format!("Valmère : dépêche {number}"),
            ..Item::default()
        },
        problems: Vec::new(),
        taken: None,
    }
}

pub(crate) fn arrival(row: &ItemRow, seq: u64) -> Arrival {
    Arrival {
        item: row.id,
        seq,
        received: row.received,
        source: row.source.clone(),
        family: seq,
        cluster: seq,
        newest: true,
        stamp: row.received,
        version: 1,
        handling: store::Handling::New,
        handled_by: None,
        handled_at: None,
        desk: String::new(),
        urgency: 5,
        kind: "text".to_owned(),
        status: "usable".to_owned(),
        language: "fr".to_owned(),
        provider: row.item.provider.clone(),
        alert: false,
        sketch: String::new(),
    }
}

pub(crate) fn live(number: u64) -> LiveStory {
    LiveStory {
        id: StoryId::from_number(number),
        edition: "fr".to_owned(),
        path: format!("/fr/region/le-port-{number}"),
        former: Vec::new(),
        translation: Some(StoryId::from_number(number)),
        coverage: None,
        sections: vec!["region".to_owned()],
        revision: 1,
        first_published: at(number),
        updated: at(number),
        corrections: Vec::new(),
        content: content(number),
        assets: Vec::new(),
    }
}

pub(crate) fn killed(number: u64) -> Change {
    Change::Killed(Withdrawal {
        id: StoryId::from_number(number),
        edition: "fr".to_owned(),
        path: format!("/fr/region/le-port-{number}"),
        at: at(number),
        reason: "source rétractée".to_owned(),
    })
}
