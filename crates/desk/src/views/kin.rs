//! What belongs to the item that is open: its versions and what changed in the last, what others say of the same, the
//! stories it could go into.

use newsroom::{Arrived, StoryFilter};
use serde::Serialize;
use story::ItemId;

use super::board::slug;
use super::contradictions::{self, Contradiction};
use super::story::read_only;
use crate::comparison::{Comparison, compare};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

/// Stories that are offered for merging.
const STORIES: usize = 40;
/// The newest ones, among which they are looked for.
const LOOKED_AT: u32 = 200;

/// Another version, or another agency's item.
#[derive(Debug, Serialize)]
pub(crate) struct Relative {
    id: String,
    current: bool,
    newest: bool,
    time: String,
    source: String,
    headline: String,
    language: String,
    direction: &'static str,
    status: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Target {
    id: String,
    name: String,
}

/// The whole kin of one item.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Kin {
    state: String,
    versions: Vec<Relative>,
    /// Where another version came before this one.
    comparison: Option<Comparison>,
    same: Vec<Relative>,
    /// Our live stories that say what this item no longer says.
    contradicts: Vec<Contradiction>,
    targets: Vec<Target>,
}

pub(crate) async fn of(screen: &Screen<'_>, item: ItemId, clock: &Clock) -> Result<Kin, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let Some(arrival) = newsroom.arrival(caller, item).await? else { return Ok(Kin::default()) };
    let mut family = newsroom.family(caller, &arrival).await?;
    family.sort_by_key(|one| (one.arrival.stamp, one.arrival.version, one.arrival.seq));
    let at = family.iter().position(|one| one.row.id == item);
    let before = at.and_then(|at| at.checked_sub(1)).map(|at| &family[at]);
    let comparison = before.zip(at.map(|at| &family[at]));
    let comparison =
        comparison.map(|(old, new)| compare(&old.row.item.to_content(), &new.row.item.to_content()));
    let contradicts = match at {
        Some(at) => contradictions::of(screen, &family[..at], &family[at]).await?,
        None => Vec::new(),
    };
    let cluster = newsroom.cluster(caller, &arrival).await?;
    let filter = StoryFilter {
        states: ["draft", "in-desk", "scheduled", "live"].map(str::to_owned).to_vec(),
        ..StoryFilter::default()
    };
    let stories = newsroom.stories(caller, &filter, None, LOOKED_AT).await?.rows;
    let own = stories.iter().filter(|row| read_only(screen, row).is_none()).take(STORIES);
    let relative = |one: &Arrived| relative(one, item, clock);
    Ok(Kin {
        state: arrival.handling.to_string(),
        versions: if family.len() > 1 { family.iter().rev().map(relative).collect() } else { Vec::new() },
        comparison,
        contradicts,
        same: cluster.iter().map(relative).collect(),
        targets: own.map(|row| Target { id: row.id.to_string(), name: slug(row) }).collect(),
    })
}

fn relative(one: &Arrived, open: ItemId, clock: &Clock) -> Relative {
    let item = &one.row.item;
    Relative {
        id: one.row.id.to_string(),
        current: one.row.id == open,
        newest: one.arrival.newest,
        time: clock.short(one.row.received),
        source: if item.provider.is_empty() { one.row.source.clone() } else { item.provider.clone() },
        headline: item.headline.clone(),
        language: item.language.to_string(),
        direction: item.language.direction().as_str(),
        status: one.arrival.status.clone(),
    }
}
