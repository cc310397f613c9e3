//! The front of an edition as it is made up: its places, the stories that could stand there, what would change.

mod plan;
mod spoken;

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;
use newsroom::{FrontView, Permission, StoryFilter, StoryRow};
use serde::{Deserialize, Serialize};
use story::{Edition, Place, Spot, State, StoryId};

use crate::app::Names;
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;
use crate::views::board::slug;

use plan::Tile;
pub(crate) use spoken::{Line, Speaker, place};

/// What the address asks for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The story that is held, to be put down somewhere.
    pub pick: String,
    /// The place whose headline and picture are open.
    pub spot: String,
    pub text: String,
    pub tab: String,
    pub done: Option<String>,
}

/// Something that was not done, and the form that does it all the same.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Clash {
    pub text: String,
    /// What was asked for, by the fields of its form; empty where it makes no sense any more.
    pub again: Vec<(String, String)>,
}

/// Stories that could be placed.
#[derive(Debug, Serialize)]
struct Slip {
    id: String,
    slug: String,
    headline: String,
    language: String,
    direction: &'static str,
    time: String,
    moment: String,
    section: String,
    state: &'static str,
    embargo: Option<String>,
    /// The label of the place where it stands.
    stands: Option<String>,
}

/// A version that goes out by itself.
#[derive(Debug, Serialize)]
struct Due {
    /// For the form that takes it off.
    due: String,
    time: String,
    version: u64,
    by: String,
}

const RESERVE: u32 = 40;
const TABS: [(&str, &[&str]); 3] =
    [("recent", &["live", "scheduled"]), ("stone", &["scheduled", "in-desk"]), ("unplaced", &["live"])];

/// Everything that the screen is made of.
pub(crate) struct Found<'a> {
    pub edition: &'a Edition,
    pub view: FrontView,
    pub places: Option<Vec<Place>>,
    /// The stories that the draft and the live front name.
    pub rows: BTreeMap<StoryId, StoryRow>,
}

impl<'a> Found<'a> {
    pub(crate) async fn read(screen: &Screen<'a>, edition: &'a Edition) -> Result<Self, Problem> {
        let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
        let view = newsroom.front(caller, &edition.id).await?;
        let front = view.draft.front.clone();
        let places = screen.desk.proof(move |proofs| proofs.places(&front)).await.ok();
        let live = view.live.iter().flat_map(|live| &live.front.slots);
        let slots = view.draft.front.slots.iter().chain(live);
        let rows = rows(screen, slots.map(|slot| slot.story)).await?;
        Ok(Self { edition, view, places, rows })
    }
}

/// The rows of stories, each asked for once.
pub(crate) async fn rows(
    screen: &Screen<'_>,
    stories: impl Iterator<Item = StoryId>,
) -> Result<BTreeMap<StoryId, StoryRow>, Problem> {
    let mut rows = BTreeMap::new();
    for story in stories.collect::<BTreeSet<_>>() {
        let view = screen.desk.newsroom.story(&screen.visitor.caller, story).await?;
        rows.insert(story, view.row);
    }
    Ok(rows)
}

pub(crate) async fn values(
    screen: &Screen<'_>,
    found: &Found<'_>,
    asked: &Asked,
    clash: Option<Clash>,
) -> Result<Value, Problem> {
    let caller = &screen.visitor.caller;
    let whole = caller.reaches_all_of(&found.edition.id).is_ok();
    let may = |permission| whole && caller.may(permission);
    let clock = screen.clock();
    let speaker = Speaker { screen, edition: found.edition, rows: &found.rows };
    let tiles = plan::tiles(screen, found, &speaker).await?;
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let mut scheduled = Vec::new();
    for one in &found.view.scheduled {
        let by = names.of(one.by).await;
        scheduled.push(Due {
            due: one.due.to_string(),
            time: clock.short(one.due),
            version: one.version,
            by,
        });
    }
    let draft = &found.view.draft;
    let mine = draft.by == screen.visitor.caller.account && draft.version > 1;
    let live = found.view.live.as_ref().map(|live| clock.short(live.at));
    let changes = speaker.lines(&found.view.changes());
    let by = if draft.version == 0 { String::new() } else { names.of(draft.by).await };
    let held = held(&tiles, asked, screen).await?;
    let panel = plan::panel(screen, found, asked, &tiles).await?;
    let reserve = reserve(screen, found, asked, &tiles).await?;
    let points = plan::points(&tiles);
    let (text, tab) = (&asked.text, tab(asked));
    Ok(values! {
        edition => about(found.edition), editions => editions(screen, found.edition), tiles, reserve, points, changes, held, panel,
        scheduled, clash, text, tab, tabs => tabs(found.edition, asked), live, live_seq => found.view.live_seq(),
        version => draft.version, by, at => clock.second(draft.at), undo => mine.then_some(draft.version),
        may_edit => may(Permission::EditFronts), may_publish => may(Permission::Publish),
        may_schedule => may(Permission::Schedule), no_proof => found.places.is_none(), zone => clock.zone,
        schedule_input => clock.input(clock.next_quarter()),
    })
}

/// An edition, as the screens of its front name it.
#[derive(Debug, Serialize)]
pub(crate) struct About {
    pub id: String,
    pub title: String,
    pub name: String,
    pub language: String,
    pub direction: &'static str,
    pub current: bool,
}

pub(crate) fn about(edition: &Edition) -> About {
    About {
        id: edition.id.clone(),
        title: edition.title.clone(),
        name: edition.name.clone(),
        language: edition.language.to_string(),
        direction: edition.direction.as_str(),
        current: false,
    }
}

pub(crate) fn editions(screen: &Screen<'_>, current: &Edition) -> Vec<About> {
    let all = screen.desk.config.editions.iter();
    all.map(|edition| About { current: edition.id == current.id, ..about(edition) }).collect()
}

#[derive(Debug, Serialize)]
struct Held {
    story: String,
    headline: String,
}

async fn held(tiles: &[Tile], asked: &Asked, screen: &Screen<'_>) -> Result<Option<Held>, Problem> {
    let Ok(story) = asked.pick.parse::<StoryId>() else { return Ok(None) };
    let known = tiles.iter().find(|tile| tile.story == asked.pick).map(|tile| tile.headline.clone());
    let headline = match known {
        Some(headline) => headline,
        None => screen.desk.newsroom.story(&screen.visitor.caller, story).await?.row.headline,
    };
    Ok(Some(Held { story: story.to_string(), headline }))
}

/// A part of the reserve, and the address that shows it.
#[derive(Debug, Serialize)]
struct Tab {
    name: &'static str,
    href: String,
}

fn tabs(edition: &Edition, asked: &Asked) -> [Tab; 3] {
    TABS.map(|(name, _)| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("tab", name).append_pair("text", &asked.text);
        Tab { name, href: format!("/fronts/{}?{}", edition.id, query.finish()) }
    })
}

fn tab(asked: &Asked) -> &'static str {
    TABS.iter().find(|(name, _)| *name == asked.tab).map_or(TABS[0].0, |(name, _)| name)
}

async fn reserve(
    screen: &Screen<'_>,
    found: &Found<'_>,
    asked: &Asked,
    tiles: &[Tile],
) -> Result<Vec<Slip>, Problem> {
    let tab = tab(asked);
    let states = TABS.iter().find(|(name, _)| *name == tab).map_or(TABS[0].1, |(_, states)| *states);
    let filter = StoryFilter {
        edition: Some(found.edition.id.clone()),
        states: states.iter().map(|state| (*state).to_owned()).collect(),
        text: asked.text.trim().to_owned(),
        ..StoryFilter::default()
    };
    let page = screen.desk.newsroom.stories(&screen.visitor.caller, &filter, None, RESERVE).await?;
    let clock = screen.clock();
    let slip = |row: &StoryRow| {
        let time = match row.state {
            State::Scheduled { at } => at,
            _ => row.changed,
        };
        let section = found.edition.section(&row.section);
        let id = row.id.to_string();
        let stands = tiles.iter().find(|tile| tile.story == id).map(|tile| tile.label.clone());
        Slip {
            stands,
            id,
            slug: slug(row),
            headline: row.headline.clone(),
            language: row.language.to_string(),
            direction: row.language.direction().as_str(),
            time: clock.short(time),
            moment: time.to_string(),
            section: section.map(|section| section.name.clone()).unwrap_or_default(),
            state: row.state.name(),
            embargo: row.embargo.map(|until| clock.short(until)),
        }
    };
    let slips = page.rows.iter().map(slip);
    Ok(slips.filter(|slip| tab != "unplaced" || slip.stands.is_none()).collect())
}

/// The place that an address names.
pub(crate) fn spot(text: &str) -> Option<Spot> {
    text.parse().ok()
}
