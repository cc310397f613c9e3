//! The newsroom: its store, its tables, and what every action shares.

use std::sync::{Arc, Mutex, RwLock};

use serde_json::Value;
use store::{Asked, AuditRow, Store, StoryRow, Tx};
use story::{
    Archive, Edition, EventId, Format, ItemId, Memory, Origin, Parsed, Problem, RuleSet, StoryId, Timestamp,
    Writer,
};
use tokio::sync::{Semaphore, watch};

use crate::advance;
use crate::manuscripts::Rooms;
use crate::rulings::Rulings;
use crate::throttle::Throttle;
use crate::wires::Filings;
use crate::{Caller, Code, Context, Key, Permission, Refusal, Result};

/// Passwords hashed at one time: each takes 19 MiB and a core.
const HASHINGS_MAX: usize = 4;

/// What the binary builds and hands over.
#[derive(Clone)]
pub struct Tables {
    pub formats: &'static [Format],
    pub rules: RuleSet,
    /// Whether a problem means that something that was sent may be missing from the items.
    pub is_damage: fn(&Problem) -> bool,
    /// Reads JSON as a newsroom's own mapping says; an error says what is wrong with the mapping.
    pub mapped: fn(&str, &[u8], &Origin) -> Result<Parsed, String>,
    /// The first is the default.
    pub editions: Vec<Edition>,
    /// The forms in which partners get what goes live, the usual one first; never empty.
    pub writers: &'static [Writer],
    /// Scheme and host of the site, without a slash at the end.
    pub origin: String,
    /// The same of the desk: passkeys belong to it.
    pub desk_origin: String,
    pub key: Key,
}

/// One newsroom. Cheap to clone; clones are the same newsroom.
#[derive(Clone)]
pub struct Newsroom {
    pub(crate) store: Store,
    pub(crate) context: Context,
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) tables: Tables,
    pub(crate) rulings: Rulings,
    /// What the rules keep between checks.
    pub(crate) memory: Arc<Memory>,
    /// What was published, as the rules keep it.
    pub(crate) archive: Arc<RwLock<Box<dyn Archive>>>,
    /// The last journal entry that the archive knows.
    pub(crate) archive_at: tokio::sync::Mutex<u64>,
    pub(crate) throttle: Mutex<Throttle>,
    pub(crate) hashings: Semaphore,
    /// Pictures looked at whole, one at a time: one may take hundreds of megabytes for a second.
    pub(crate) inspections: Semaphore,
    /// Counts changes of the schedule; wakes `keep_schedule`.
    pub(crate) schedule: watch::Sender<u64>,
    /// Deliveries on their way into the inbox.
    pub(crate) filings: Filings,
    /// The last arrival that this process committed; wakes those who show the wire.
    pub(crate) arrivals: watch::Sender<u64>,
    /// Counts changes of the planning; wakes those who look at it.
    pub(crate) planning: watch::Sender<u64>,
    /// Counts changes of fronts; wakes those who work on one.
    pub(crate) fronts: watch::Sender<u64>,
    /// Where stories are being written now.
    pub(crate) rooms: Arc<Rooms>,
}

impl Newsroom {
    pub fn new(store: Store, tables: Tables, context: Context) -> Self {
        let memory = Arc::new((tables.rules.memory)());
        let archive = Arc::new(RwLock::new((tables.rules.archive)()));
        let shared = Shared {
            tables,
            rulings: Rulings::default(),
            memory,
            archive,
            archive_at: tokio::sync::Mutex::new(0),
            throttle: Mutex::default(),
            hashings: Semaphore::new(HASHINGS_MAX),
            inspections: Semaphore::new(1),
            schedule: watch::Sender::new(0),
            filings: Filings::default(),
            arrivals: watch::Sender::new(0),
            planning: watch::Sender::new(0),
            fronts: watch::Sender::new(0),
            rooms: Arc::default(),
        };
        Self { store, context, shared: Arc::new(shared) }
    }

    pub fn now(&self) -> Timestamp {
        self.context.now()
    }

    pub fn editions(&self) -> &[Edition] {
        &self.shared.tables.editions
    }

    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions().iter().find(|edition| edition.id == id)
    }

    /// Scheme and host at which people reach the desk, without a slash at the end.
    pub fn desk_origin(&self) -> &str {
        &self.shared.tables.desk_origin
    }

    pub fn rules(&self) -> &RuleSet {
        &self.shared.tables.rules
    }

    pub(crate) fn known_edition(&self, id: &str) -> Result<&Edition, Refusal> {
        self.edition(id).ok_or_else(|| Refusal::new(Code::UnknownEdition).with("edition", id))
    }

    /// An edition that the caller may work on as a whole.
    pub(crate) fn reached_edition(&self, caller: &Caller, id: &str) -> Result<&Edition, Refusal> {
        let edition = self.known_edition(id)?;
        caller.reaches_all_of(id)?;
        Ok(edition)
    }

    pub(crate) fn reach(&self, point: &'static str) -> Result<()> {
        Ok(self.context.reach(point)?)
    }

    pub(crate) fn wake_schedule(&self) {
        self.shared.schedule.send_modify(|changes| *changes = changes.wrapping_add(1));
    }

    pub(crate) fn wake_fronts(&self) {
        self.shared.fronts.send_modify(|changes| *changes = changes.wrapping_add(1));
    }

    pub(crate) fn wake_planning(&self) {
        self.shared.planning.send_modify(|changes| *changes = changes.wrapping_add(1));
    }

    pub(crate) fn audit_row(
        &self,
        caller: &Caller,
        action: &str,
        subject: impl Into<String>,
        detail: Value,
    ) -> AuditRow {
        AuditRow {
            seq: 0,
            at: self.now(),
            account: caller.account,
            action: action.to_owned(),
            subject: subject.into(),
            detail,
        }
    }

    /// The same, for somebody whose role must count where the story is.
    pub(crate) async fn begin_on(&self, caller: &Caller, story: StoryId) -> Result<Work> {
        let work = self.begin(story).await?;
        caller.reaches(&work.row.edition, &work.row.section)?;
        Ok(work)
    }

    /// As [`Newsroom::begin_on`] for what brings an item into a story: the item's family is held first, as a delivery of the
    /// wire holds it, so that neither waits for the other.
    pub(crate) async fn begin_with(&self, caller: &Caller, item: ItemId, story: StoryId) -> Result<Work> {
        let mut tx = self.store.begin().await?;
        tx.hold_family(item).await?;
        let row = tx.story_for_update(story).await?.ok_or_else(|| unknown_story(story))?;
        caller.reaches(&row.edition, &row.section)?;
        Ok(self.work(tx, row, self.now()))
    }

    /// Opens the transaction of an action on one story and locks the story's row in it.
    pub(crate) async fn begin(&self, story: StoryId) -> Result<Work> {
        let mut tx = self.store.begin().await?;
        let row = tx.story_for_update(story).await?.ok_or_else(|| unknown_story(story))?;
        // Read after the lock was waited for: an embargo or schedule is held against the time of the change itself.
        Ok(self.work(tx, row, self.now()))
    }

    pub(crate) fn work(&self, tx: Tx, row: StoryRow, now: Timestamp) -> Work {
        Work { tx, row, now, context: self.context.clone(), rooms: Arc::clone(&self.shared.rooms) }
    }

    /// This newsroom as it works on one request of the API: what it commits is known to be of that request.
    pub(crate) fn for_request(&self, asked: Asked, runner: u64) -> Self {
        Self { store: self.store.for_request(asked, runner), ..self.clone() }
    }

    /// A story's row, for what an action may find out before its transaction.
    pub(crate) async fn row(&self, story: StoryId) -> Result<StoryRow> {
        Ok(self.store.story(story).await?.ok_or_else(|| unknown_story(story))?)
    }
}

/// An open transaction and the story it is about, locked.
pub(crate) struct Work {
    pub(crate) tx: Tx,
    pub(crate) row: StoryRow,
    pub(crate) now: Timestamp,
    context: Context,
    rooms: Arc<Rooms>,
}

impl Work {
    /// Writes the row as it is now, and who changed it in what way.
    pub(crate) async fn write(&mut self, caller: &Caller, action: &str, detail: Value) -> Result<()> {
        self.row.changed = self.now;
        self.tx.update_story(&self.row).await?;
        self.audit(caller, action, detail).await?;
        advance::follow(&mut self.tx, &self.row, None, self.now).await
    }

    pub(crate) async fn audit(&mut self, caller: &Caller, action: &str, detail: Value) -> Result<()> {
        let row = AuditRow {
            seq: 0,
            at: self.now,
            account: caller.account,
            action: action.to_owned(),
            subject: story_subject(self.row.id),
            detail,
        };
        self.tx.insert_audit(&row).await?;
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        self.rooms.stir(self.row.id);
        Ok(())
    }

    /// The same for words that the room itself tells of.
    pub(crate) async fn commit_words(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// A number to write under in a shared document.
    pub(crate) fn writer(&self) -> u64 {
        self.context.writer()
    }
}

/// How the audit names a story.
pub(crate) fn story_subject(story: StoryId) -> String {
    format!("story:{story}")
}

/// How the audit names an event of the planning.
pub(crate) fn event_subject(event: EventId) -> String {
    format!("event:{event}")
}

/// How the audit names an edition.
pub(crate) fn edition_subject(edition: &str) -> String {
    format!("edition:{edition}")
}

/// Refuses words in a story that the caller may not write in, and says what can be done about it in that state.
pub(crate) fn desk_has_it(state: &'static str) -> Refusal {
    let advice = match state {
        "state-withdrawn" => "advice-withdrawn",
        "state-spiked" => "advice-spiked",
        _ => "advice-send-back",
    };
    Refusal::new(Code::DeskHasIt).key("state", state).key("advice", advice)
}

pub(crate) fn unknown_story(story: StoryId) -> Refusal {
    Refusal::new(Code::UnknownStory).with("id", story.to_string())
}

impl Caller {
    /// Editors write everywhere; reporters in drafts that they began or have been given.
    pub(crate) fn may_write(&self, row: &StoryRow) -> Result<(), Refusal> {
        self.owns(row)?;
        if self.role.may(Permission::WriteAny) || row.state == story::State::Draft {
            return Ok(());
        }
        Err(desk_has_it(crate::messages::state_key(row.state.name())))
    }

    /// Whether the caller began it, or was given it.
    pub fn has(&self, row: &StoryRow) -> bool {
        row.created_by == self.account || row.assignee == Some(self.account)
    }

    /// Whether it is the caller's own story, or the caller needs none. Whose it is, is a matter of the role; what a token
    /// is for was asked before.
    pub(crate) fn owns(&self, row: &StoryRow) -> Result<(), Refusal> {
        if !self.role.may(Permission::WriteOwn) {
            return Err(self.lacks(Permission::WriteOwn));
        }
        self.reaches(&row.edition, &row.section)?;
        if self.role.may(Permission::WriteAny) || self.has(row) {
            Ok(())
        } else {
            Err(Refusal::new(Code::NotYours))
        }
    }
}
