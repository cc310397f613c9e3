//! What can be asked. Every question says who asks; none changes anything.

mod accounts;
mod checks;
mod comments;
mod coverage;
mod fronts;
mod history;
mod items;
mod library;
mod manuscripts;
mod measures;
mod partners;
mod planning;
mod prospects;
mod record;
mod rulings;
mod sessions;
mod sources;
mod stories;
mod tokens;
mod wires;

pub use accounts::{AccountView, WaysIn};
pub use checks::{CheckedDocument, CheckedItem};
pub use fronts::{FrontEvent, FrontMoment, FrontView, PublishedFront};
pub use history::{HistoryRevision, LastRelease, Publication, StoryHistory};
pub use library::{Care, Library, LibraryFilter, Uses};
pub use manuscripts::Written;
pub use measures::{MeasureFilter, MeasuredDesk, Measures};
pub use partners::{DispatchList, PartnerView};
pub use planning::{Assignment, Planning};
pub use prospects::Prospect;
pub use record::{BrokenLink, StoryRecord};
pub use rulings::{CheckLevels, DryRun, Example, Tried};
pub use sessions::OpenSession;
pub(crate) use sessions::caller_of;
pub use sources::SourceView;
pub use stories::StoryView;
