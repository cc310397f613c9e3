//! A site node to test: a press that prints little pages, a journal in memory, a client that hides nothing.

mod client;
mod journal;
mod press;
mod readings;
mod secure;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use site::{SiteConfig, SiteHandle, Sockets};
use story::{
    Asset, AssetKind, Change, Content, FocalPoint, Hash, Language, LiveStory, Rights, StoryId, Timestamp,
    Withdrawal,
};

pub(crate) use client::{Answer, Client};
pub(crate) use journal::MemoryJournal;
pub(crate) use press::FakePress;
pub(crate) use readings::MemoryReadings;
pub(crate) use secure::{Multiplexed, secure};

/// Long enough that only a hang reaches it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A node with all that belongs to it; the shelf and the blobs live in a folder of their own.
pub(crate) struct TestSite {
    pub(crate) handle: Option<SiteHandle>,
    pub(crate) press: Arc<FakePress>,
    pub(crate) journal: MemoryJournal,
    pub(crate) readings: MemoryReadings,
    pub(crate) folder: Arc<tempfile::TempDir>,
}

impl TestSite {
    pub(crate) async fn start() -> Self {
        Self::with(|_| ()).await
    }

    pub(crate) async fn with(set: impl FnOnce(&mut SiteConfig)) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let site = Self::on(folder, MemoryJournal::default(), set).await;
        site.ready().await;
        site
    }

    /// On an existing folder and journal, as after a restart.
    pub(crate) async fn on(
        folder: Arc<tempfile::TempDir>,
        journal: MemoryJournal,
        set: impl FnOnce(&mut SiteConfig),
    ) -> Self {
        let mut config = SiteConfig::new(sockets(2), folder.path().join("shelf.redb"));
        config.private_listen = Some("127.0.0.1:0".parse().unwrap());
        config.poll = Duration::from_millis(20);
        config.languages.insert("fr".into(), Language::new("fr"));
        set(&mut config);
        let press = Arc::new(FakePress::default());
        let blobs = store::Blobs::at(&folder.path().join("blobs"));
        let (committed, readings) = (Some(journal.signal()), MemoryReadings::default());
        let handle =
            site::start(config, press.clone(), journal.clone(), committed, readings.clone(), blobs).await;
        Self { handle: Some(handle.unwrap()), press, journal, readings, folder }
    }

    pub(crate) fn handle(&self) -> &SiteHandle {
        self.handle.as_ref().unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        Client::to(self.handle().addr)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.client().get(path, "")
    }

    /// A line of the metrics page.
    pub(crate) fn metric(&self, name: &str) -> f64 {
        let text = Client::to(self.handle().private_addr.unwrap()).get("/metrics", "").text();
        let line = text.lines().find(|line| line.split(' ').next() == Some(name));
        line.and_then(|line| line.rsplit(' ').next()).and_then(|value| value.parse().ok()).unwrap()
    }

    /// Puts it in the journal and returns when readers get it.
    pub(crate) async fn happen(&self, change: Change) -> u64 {
        let seq = self.journal.add(change);
        self.reached(seq).await;
        seq
    }

    pub(crate) async fn reached(&self, seq: u64) {
        let mut cursor = self.handle().cursor.clone();
        let reached = cursor.wait_for(|cursor| *cursor >= seq);
        tokio::time::timeout(PATIENCE, reached).await.expect("the site follows").unwrap();
    }

    pub(crate) async fn ready(&self) {
        let mut ready = self.handle().ready.clone();
        tokio::time::timeout(PATIENCE, ready.wait_for(|ready| *ready)).await.expect("ready").unwrap();
    }

    pub(crate) async fn stop(&mut self) {
        self.handle.take().unwrap().stop().await;
    }

    /// Stops it and starts another on the same folder and journal.
    pub(crate) async fn restart(mut self) -> Self {
        self.stop().await;
        Self::on(self.folder.clone(), self.journal.clone(), |_| ()).await
    }

    /// Puts bytes where the library keeps them, last changed long ago.
    pub(crate) fn blob(&self, bytes: &[u8]) -> Hash {
        let hash: Hash = blake3::hash(bytes).to_hex().parse().unwrap();
        let path: PathBuf = store::Blobs::at(&self.folder.path().join("blobs")).path(&hash);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(784_111_777);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        hash
    }
}

/// A free address of this machine, served by so many threads.
pub(crate) fn sockets(threads: usize) -> Sockets {
    Sockets::bind("127.0.0.1:0".parse().unwrap(), threads).unwrap()
}

pub(crate) fn id(number: u64) -> StoryId {
    StoryId::from_number(number)
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

/// A story of the French edition, in a section.
pub(crate) fn story(number: u64, headline: &str, section: &str) -> LiveStory {
    LiveStory {
        id: id(number),
        edition: "fr".into(),
        path: format!("/fr/{section}/{}", id(number)),
        former: Vec::new(),
        translation: None,
        coverage: None,
        sections: vec![section.into()],
        revision: 1,
        first_published: at(0),
        updated: at(0),
        corrections: Vec::new(),
        content: Content {
            language: Language::new("fr"),
            headline: headline.into(),
            section: section.into(),
            ..Content::default()
        },
        assets: Vec::new(),
    }
}

pub(crate) fn published(number: u64, headline: &str) -> Change {
    Change::Published(story(number, headline, "region"))
}

pub(crate) fn killed(number: u64) -> Change {
    Change::Killed(Withdrawal {
        id: id(number),
        edition: "fr".into(),
        path: format!("/fr/region/{}", id(number)),
        at: at(0),
        reason: "The dispatch was withdrawn by its agency".into(),
    })
}

pub(crate) fn asset(number: u64, hash: &Hash, media_type: &str) -> Asset {
    Asset {
        id: story::AssetId::from_number(number),
        kind: AssetKind::Picture,
        hash: hash.clone(),
        media_type: media_type.into(),
        width: 3,
        height: 2,
        duration_s: 0,
        caption: String::new(),
        credit: String::new(),
        alt: String::new(),
        language: Language::default(),
        captions: Default::default(),
        rights: Rights::default(),
        focal_point: FocalPoint::default(),
        colour: String::new(),
        place: String::new(),
        taken: String::new(),
    }
}
