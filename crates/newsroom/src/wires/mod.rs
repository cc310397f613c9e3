//! What an item means among the others: its family, those that say nearly the same, and the stories it concerns.

mod arrive;
mod changes;
mod doubts;
mod events;
mod families;
mod filing;
mod likeness;
mod provenance;
mod recent;
mod routing;
mod series;
mod visits;

use arrive::Desk;
pub(crate) use changes::{WireChange, change_of};
pub(crate) use events::announced;
pub use events::is_announced;
pub(crate) use filing::{Filing, Filings, Received};
pub(crate) use likeness::Sketch;
pub use provenance::{BlockOrigin, How, provenance};
use recent::Recent;
pub use routing::{Routed, RoutingRule, SOURCE_KINDS, SourceConfig};
pub use visits::{Delivery, Fetch, Visit, VisitError};
