//! What a newsroom can do: actions (permission, transaction, audit, journal) and the questions around them.
//! Knows no HTTP, no template, no concrete rule or format.

mod actions;
mod caller;
mod context;
mod enclosed;
mod error;
mod fronts;
mod gate;
mod limits;
mod manuscripts;
mod measures;
mod mend;
mod messages;
mod newsroom;
mod partners;
mod password;
mod queries;
mod refusal;
mod release;
mod rulings;
mod secret;
mod throttle;
mod wires;

pub use actions::{
    AddAccount, AddAsset, CreateStory, FileItem, Filed, FiledItem, ImportOutcome, ImportStory, ImportedStory,
    MergeItem, Published, Push, PutAnswer, PutPartner, PutSource, SaveRevision, Saved, SignedIn, TakeItem,
    WireDecision,
};
pub use caller::{Caller, Permission, Role, UnknownRole};
pub use context::{Context, SetClock};
pub use error::{Error, Fault, Result};
pub use fronts::{FrontChange, FrontEdit, front_changes};
pub use gate::Preflight;
pub use limits::{
    ACCOUNT_NAME_CHARS_MAX, ASSET_BYTES_MAX, CHANGE_BYTES_MAX, FILE_BYTES_MAX, FILE_ITEMS_MAX,
    LOGIN_CHARS_MAX, NOTICE_CHARS_MAX, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN, REASON_CHARS_MAX,
    SESSION_HOURS, STORY_BYTES_MAX,
};
pub use manuscripts::{News, Present, Seat};
pub use measures::{DEMOTE_BELOW_PERCENT, DEMOTE_DAYS, DEMOTE_DECIDED_MIN, Demotion, Measure};
pub use newsroom::{Newsroom, Policy, Tables};
pub use partners::{Answered, Deliver, Parcel, PartnerConfig};
pub use queries::{
    CheckLevels, CheckedDocument, CheckedItem, DispatchList, DryRun, Example, FrontEvent, FrontMoment,
    FrontView, MeasureFilter, MeasuredDesk, Measures, PartnerView, PublishedFront, SourceView, StoryView,
    Tried, Written,
};
pub use refusal::{Arg, Code, Refusal};
pub use release::PUBLISH_POINTS;
pub use secret::same_secret;
/// What questions answer with; the desk knows the store by these alone.
pub use store::{
    Account, Arrival, ArrivalFilter, Arrived, AuditFilter, AuditRow, BadCursor, Cursor, DeadLetter, Decision,
    FrontDraft, Handling, ItemFilter, ItemRow, PageOf, PartnerRow, Preset, Receipt, Revision, RevisionHead,
    Ruling, ScheduledFront, SourceRow, StoryFilter, StoryItem, StoryRow, Taken, WireAlert,
};
pub use wires::{
    BlockOrigin, Delivery, Fetch, How, Routed, RoutingRule, SourceConfig, Visit, VisitError, provenance,
};
