//! What a newsroom can do: actions (permission, transaction, audit, journal) and the questions around them.
//! Knows no HTTP, no template, no concrete rule or format.

mod actions;
mod advance;
mod answers;
mod arrivals;
mod caller;
mod client;
mod comments;
mod common_password;
mod context;
mod coverage;
mod enclosed;
mod error;
mod fronts;
mod gate;
mod key;
mod limits;
mod manuscripts;
mod measures;
mod mend;
mod messages;
mod newsroom;
mod partners;
mod passkeys;
mod password;
mod planning;
mod presets;
mod queries;
mod reach;
mod recurrence;
mod refusal;
mod release;
mod rulings;
mod scopes;
mod second_step;
mod secret;
mod sso;
mod throttle;
mod wires;

pub use actions::{
    AddAccount, AddAsset, CardMarks, CommentStory, CreateStory, DescribePicture, Entry, FileItem, Filed,
    FiledItem, ImportOutcome, ImportStory, ImportedCalendar, ImportedStory, Invite, LinkToken, MakeToken,
    MergeItem, Moved, NewToken, OpenToken, PasskeyOffer, Published, Push, PutAnswer, PutPartner, PutPreset,
    PutSource, SSO_RETURN, SaveRevision, Saved, SignedIn, SsoAnswer, SsoBegun, StartEntry, StoryStep,
    TakeItem, UpdateAccount, WireDecision,
};
pub use answers::{Begun, KEY_CHARS_MAX, KEY_HOURS, Run};
pub use arrivals::SignInPolicy;
pub use caller::{Caller, Permission, Role, UnknownRole};
pub use client::Client;
pub use context::{Context, SetClock, WrongClock};
pub use error::{Error, Fault, Result};
pub use fronts::{FrontChange, FrontEdit, front_changes};
pub use gate::Preflight;
pub use key::Key;
pub use limits::{
    ACCOUNT_NAME_CHARS_MAX, ASSET_BYTES_MAX, CHANGE_BYTES_MAX, FILE_BYTES_MAX, FILE_ITEMS_MAX,
    INVITATION_HOURS, LOGIN_CHARS_MAX, NOTICE_CHARS_MAX, PASSWORD_BYTES_MAX, PASSWORD_CHARS_MIN,
    REASON_CHARS_MAX, SESSION_HOURS, STORY_BYTES_MAX,
};
pub use manuscripts::{KEEP_POINT, News, Present, Seat};
pub use measures::{DEMOTE_BELOW_PERCENT, DEMOTE_DAYS, DEMOTE_DECIDED_MIN, Demotion, Measure};
pub use newsroom::{Newsroom, Tables};
pub use partners::{Answered, Deliver, Parcel, PartnerConfig};
pub use passkeys::{ALGORITHMS, Assertion, NewPasskey};
pub use planning::{EventChange, EventEdit, event_changes};
pub use presets::{PresetList, Show, StoryQuestion};
pub use queries::{
    AccountView, Assignment, BrokenLink, Care, CheckLevels, CheckedDocument, CheckedItem, DispatchList,
    DryRun, Example, FrontEvent, FrontMoment, FrontView, HistoryRevision, LastRelease, Library,
    LibraryFilter, MeasureFilter, MeasuredDesk, Measures, OpenSession, PartnerView, Planning, Prospect,
    Publication, PublishedFront, SourceView, StoryHistory, StoryRecord, StoryView, Tried, Uses, WaysIn,
    Written,
};
pub use reach::Reach;
pub use refusal::{Arg, Code, Refusal};
pub use release::PUBLISH_POINTS;
pub use rulings::CheckPolicy;
pub use scopes::{Scope, Scopes, UnknownScope};
pub use second_step::Enrolment;
pub use secret::same_secret;
pub use sso::{AskProvider, Provider, ProviderAnswer, ProviderAsk, ProviderSilence, SsoSettings, is_private};
/// What questions answer with; the desk knows the store by these alone.
pub use store::{
    Account, Arrival, ArrivalFilter, Arrived, AuditFilter, AuditRow, BadCursor, Comment, Coverage,
    CoverageKind, CoverageState, Cursor, DeadLetter, Decision, Event, EventFilter, EventRow, EventVersion,
    FrontDraft, Handling, Held, Invitation, ItemFilter, ItemRow, Note, PageOf, PartnerRow, Passkey, Preset,
    Receipt, Revision, RevisionHead, Ruling, ScheduledFront, Session, SourceRow, Standing, StoryCount,
    StoryFilter, StoryItem, StoryRow, Taken, Tally, Token, WireAlert,
};

pub use wires::{
    BlockOrigin, Delivery, Fetch, How, Routed, RoutingRule, SOURCE_KINDS, SourceConfig, Visit, VisitError,
    is_announced, provenance,
};
