//! The only SQL of the project: SQLite and PostgreSQL behind one set of calls, the journal, and blobs in a folder.
//!
//! *Invariant:* revisions, items and journal entries are never changed or removed; no statement for that exists.
//! *Invariant:* nothing here reads the clock or makes a random number; times and identifiers are arguments.

mod accounts;
mod acknowledgements;
mod alerts;
mod answers;
mod archive;
mod arrivals;
mod assets;
mod audit;
mod authenticators;
mod backup;
mod blobs;
mod clearance;
mod comments;
mod cursor;
mod database;
mod error;
mod events;
mod fronts;
mod invitations;
mod items;
mod journal;
mod link;
mod manuscripts;
mod migrate;
mod partners;
mod passkeys;
mod presets;
mod readings;
mod revisions;
mod row;
mod rulings;
mod seals;
mod sessions;
mod showings;
mod sources;
mod statements;
mod store;
mod stories;
mod tokens;
mod tx;
mod value;
mod words;

pub use accounts::Account;
pub use alerts::{Decision, StoryItem, WireAlert};
pub use answers::{AnswerRow, Asked};
pub use archive::Archive;
pub use arrivals::{Arrival, ArrivalFilter, Arrived, Handling, SketchRow, Version};
pub use assets::Held;
pub use audit::{AuditFilter, AuditRow};
pub use authenticators::Authenticator;
pub use backup::{BackupReport, Progress, RestoreReport};
pub use blobs::{BlobFile, Blobs};
pub use clearance::{Clearance, SeenFinding, UndecidedAlert};
pub use comments::Comment;
pub use cursor::{BadCursor, Cursor, PageOf};
pub use error::StoreError;
pub use events::{
    Coverage, CoverageKind, CoverageState, EVENTS_MAX, Event, EventFilter, EventRow, EventVersion, Note,
    Standing,
};
pub use fronts::{FrontDraft, ScheduledFront};
pub use invitations::Invitation;
pub use items::{Insertion, ItemFilter, ItemRow, Taken};
pub use journal::{JournalReader, SealedEntry};
pub use manuscripts::{ManuscriptChange, ManuscriptHead, ManuscriptRow};
pub use partners::{Imported, PartnerRow, Receipt};
pub use passkeys::Passkey;
pub use presets::Preset;
pub use readings::ReadingsWriter;
pub use revisions::{Revision, RevisionHead};
pub use rulings::Ruling;
pub use seals::{Break, Disagreement, LinkKind, Record, SealedLink, Verdict, head_seal};
pub use sessions::Session;
pub use showings::{Outcome, Showing, ShowingCount};
pub use sources::{DeadLetter, SourceRow};
pub use store::{Store, StoreConfig};
pub use stories::{StoryCount, StoryFilter, StoryRow, Tally};
pub use tokens::Token;
pub use tx::Tx;
pub use words::{has_words, words_of_item};

/// The BLAKE3 of some bytes: the name they have as a blob, or the form in which a secret token is kept.
pub fn hash(bytes: &[u8]) -> story::Hash {
    blobs::hash_from(blake3::hash(bytes))
}
