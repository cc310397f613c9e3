//! The vocabulary of a newsroom. Every other room speaks it, so it stays small and still:
//! no I/O, no clock, no async, no SQL, no HTTP.

mod asset;
mod block;
mod content;
mod coverage;
mod dispatch;
mod edition;
mod field;
mod finding;
mod folded;
mod front;
mod headlines;
mod house;
mod household;
mod id;
mod item;
mod journal;
mod language;
mod recurrence;
mod rendition;
mod schema;
mod search;
mod shelf;
mod slug;
mod social_card;
mod tables;
mod text;
mod workflow;

pub use asset::{Asset, AssetKind, FocalPoint, Rights};
pub use block::{
    Block, BlockBody, BlockId, Embed, FactBox, File, Gallery, List, ListStyle, Picture, Quote, Speaker,
    Table, Video,
};
pub use content::{Content, Signature, SourceCredit, Urgency};
pub use coverage::{InCoverage, LiveCoverage, Pinned};
pub use dispatch::{Channel, Dispatch, Writer};
pub use edition::{
    Calendar, DateStyle, Edition, Numerals, Passage, QuotationMarks, Section, Television, TypeScale,
};
pub use field::{Field, FieldText, TextRole, apply_edits};
pub use finding::{
    Acknowledgement, Archive, CheckInput, Edit, Evidence, Finding, Level, Levels, Memory, Report,
    RuleFailure, Severity, Stage, Suggestion, Target,
};
pub use folded::folded;
pub use front::{Area, Broadcast, Front, NoSpot, Place, Programme, Shown, Slot, Spot};
pub use headlines::HeadlineUse;
pub use house::{HouseCard, HouseFault, HouseRules};
pub use household::household;
pub use id::{AccountId, AssetId, BadId, EventId, Hash, ItemId, StoryId};
pub use item::{
    CodedSubject, Coverage, Happening, Instead, Item, ItemKind, ItemStatus, Located, Problem, Related,
    Relation,
};
pub use journal::{Advance, Change, Correction, JournalEntry, LiveStory, Version, Withdrawal};
pub use language::{Direction, Language};
pub use recurrence::{BadRule, Frequency, Rule as Recurrence, Until};
pub use rendition::{NoRendition, PictureFormat, RENDITION_WIDTHS, Rendition, media_path};
pub use schema::Moment;
pub use search::{Answer, Finder, Hit, Marked, Order, Question};
pub use shelf::{Card, CardPicture, Feed, Name, Notice, Shelf, Standing, Subject};
pub use slug::slug;
pub use social_card::{CardMaker, SocialCard};
pub use tables::{
    Audience, Enclosed, Format, Found, LiveEvent, Origin, Page, Parsed, Press, Proofs, RuleCard, RuleSet,
    SiteConfig, Stood,
};
pub use text::{BadSpan, Mark, MarkKind, RichText, Span};
pub use workflow::{IllegalMove, Move, State};

/// A moment in UTC, to the nanosecond; stored and sent to the millisecond.
pub use jiff::Timestamp;
