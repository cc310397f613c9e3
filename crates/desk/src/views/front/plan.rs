//! The flatplan: one tile a place, the panel of one of them, and what is wrong with any.

use newsroom::StoryRow;
use serde::Serialize;
use story::{Area, AssetId, File, Picture, Slot, Spot, State, StoryId};

use super::{Asked, Found, Speaker, spot};
use crate::page::Screen;
use crate::problem::Problem;

/// A place of the front.
#[derive(Debug, Serialize)]
pub(crate) struct Tile {
    pub spot: String,
    /// The same in an address.
    query: String,
    /// Of its part of the page: `tile-3`.
    pub id: String,
    pub label: String,
    /// How much of the page it takes: `big`, `wide`, or nothing.
    size: &'static str,
    /// Empty where nothing stands.
    pub story: String,
    pub headline: String,
    language: String,
    direction: &'static str,
    placed: bool,
    /// The front's own headline or picture.
    dressed: bool,
    /// Not what readers see there now.
    changed: bool,
    /// Why readers would not see it: `not-live`, `withdrawn`, `no-room`; empty where they would.
    pub fault: &'static str,
    /// When it goes out or may.
    time: Option<String>,
    picture: Option<String>,
}

/// One thing that an editor should know before the front goes out.
#[derive(Debug, Serialize)]
pub(crate) struct Point {
    pub letter: &'static str,
    pub fault: &'static str,
    pub place: String,
    pub headline: String,
    pub id: String,
}

/// Headline and picture of one place.
#[derive(Debug, Serialize)]
pub(crate) struct Panel {
    spot: String,
    label: String,
    tile: String,
    story: String,
    story_headline: String,
    language: String,
    direction: &'static str,
    headline: String,
    pictures: Vec<Choice>,
    own_picture: bool,
    placed: bool,
}

#[derive(Debug, Serialize)]
struct Choice {
    asset: String,
    caption: String,
    credit: String,
    chosen: bool,
}

pub(crate) async fn tiles(
    screen: &Screen<'_>,
    found: &Found<'_>,
    speaker: &Speaker<'_>,
) -> Result<Vec<Tile>, Problem> {
    let slots = &found.view.draft.front.slots;
    let places: Vec<Spot> = match &found.places {
        Some(places) => places.iter().map(|place| place.spot.clone()).collect(),
        None => Vec::new(),
    };
    // Places of the page first; then what is placed where the page has none.
    let beyond = slots.iter().map(Slot::spot).filter(|spot| !places.contains(spot));
    let all: Vec<Spot> = places.iter().cloned().chain(beyond).collect();
    let mut tiles = Vec::with_capacity(all.len());
    for (number, spot) in all.into_iter().enumerate() {
        let mut tile = tile(screen, found, speaker, &spot);
        tile.id = format!("tile-{number}");
        if pictured(&spot)
            && let Ok(story) = tile.story.parse()
        {
            let own = slots.iter().find(|slot| slot.spot() == spot).and_then(|slot| slot.picture);
            tile.picture = match own {
                Some(picture) => Some(picture.to_string()),
                None => pictures(screen, story).await?.first().map(|(asset, _)| asset.to_string()),
            };
        }
        tiles.push(tile);
    }
    Ok(tiles)
}

/// Where a picture makes the page: elsewhere it would only make the plan long.
fn pictured(spot: &Spot) -> bool {
    matches!((&spot.area, spot.position), (Area::Lead, _) | (Area::Second, 0 | 1) | (Area::Pictures, 0))
}

fn tile(screen: &Screen<'_>, found: &Found<'_>, speaker: &Speaker<'_>, spot: &Spot) -> Tile {
    let language = &found.edition.language;
    let mut tile = Tile {
        spot: spot.to_string(),
        query: form_urlencoded::byte_serialize(spot.to_string().as_bytes()).collect(),
        id: String::new(),
        label: speaker.place(spot),
        size: size(spot),
        story: String::new(),
        headline: String::new(),
        language: language.to_string(),
        direction: language.direction().as_str(),
        placed: false,
        dressed: false,
        changed: changed(found, spot),
        fault: "",
        time: None,
        picture: None,
    };
    let shown = found.places.iter().flatten().find(|place| place.spot == *spot);
    let shown = shown.and_then(|place| place.shown.as_ref());
    match found.view.draft.front.slots.iter().find(|slot| slot.spot() == *spot) {
        Some(slot) => {
            let row = found.rows.get(&slot.story);
            tile.story = slot.story.to_string();
            tile.headline =
                if slot.headline.is_empty() { speaker.story(slot.story) } else { slot.headline.clone() };
            tile.placed = true;
            tile.dressed = !slot.headline.is_empty() || slot.picture.is_some();
            let is_shown = found.places.is_none() || shown.is_some_and(|shown| shown.placed);
            (tile.fault, tile.time) = fault(screen, row, is_shown);
        }
        None => {
            if let Some(shown) = shown {
                tile.story = shown.story.to_string();
                tile.headline.clone_from(&shown.headline);
            }
        }
    }
    tile
}

fn size(spot: &Spot) -> &'static str {
    match (&spot.area, spot.position) {
        (Area::Lead, _) => "big",
        (Area::Section(_) | Area::Pictures, 0) => "wide",
        _ => "",
    }
}

/// Whether the desk decided otherwise about this place than it did for the front that readers see.
fn changed(found: &Found<'_>, spot: &Spot) -> bool {
    let at = |slots: &[Slot]| slots.iter().find(|slot| slot.spot() == *spot).cloned();
    let live = found.view.live.as_ref().and_then(|live| at(&live.front.slots));
    at(&found.view.draft.front.slots) != live
}

fn fault(screen: &Screen<'_>, row: Option<&StoryRow>, is_shown: bool) -> (&'static str, Option<String>) {
    let clock = screen.clock();
    match row.map(|row| (&row.state, row.embargo)) {
        Some((State::Live, _)) if is_shown => ("", None),
        Some((State::Live, _)) => ("no-room", None),
        Some((State::Scheduled { at }, embargo)) => {
            ("not-live", Some(clock.short(embargo.map_or(*at, |until| until.max(*at)))))
        }
        Some((State::Draft | State::InDesk, embargo)) => {
            ("not-live", embargo.map(|until| clock.short(until)))
        }
        _ => ("withdrawn", None),
    }
}

/// What readers would not see as the draft says it. A story that is not live keeps the front from going out.
pub(crate) fn points(tiles: &[Tile]) -> Vec<Point> {
    let point = |tile: &Tile| Point {
        letter: if tile.fault == "no-room" { "w" } else { "b" },
        fault: tile.fault,
        place: tile.label.clone(),
        headline: tile.headline.clone(),
        id: tile.id.clone(),
    };
    tiles.iter().filter(|tile| !tile.fault.is_empty()).map(point).collect()
}

/// The pictures of the library that a story shows, the lead first.
async fn pictures(screen: &Screen<'_>, story: StoryId) -> Result<Vec<(AssetId, Picture)>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let view = newsroom.story(caller, story).await?;
    let content = match view.row.live.filter(|live| *live != view.row.head) {
        Some(live) => newsroom.revision(caller, story, live).await?.content,
        None => view.revision.content,
    };
    let stored = |picture: &Picture| match picture.file {
        File::Stored { asset } => Some((asset, picture.clone())),
        _ => None,
    };
    let mut all: Vec<(AssetId, Picture)> = content.pictures().filter_map(stored).collect();
    all.dedup_by_key(|(asset, _)| *asset);
    Ok(all)
}

pub(crate) async fn panel(
    screen: &Screen<'_>,
    found: &Found<'_>,
    asked: &Asked,
    tiles: &[Tile],
) -> Result<Option<Panel>, Problem> {
    let Some(spot) = spot(&asked.spot) else { return Ok(None) };
    let Some(tile) = tiles.iter().find(|tile| tile.spot == asked.spot && !tile.story.is_empty()) else {
        return Ok(None);
    };
    let Ok(story) = tile.story.parse() else { return Ok(None) };
    let row = screen.desk.newsroom.story(&screen.visitor.caller, story).await?.row;
    let slot = found.view.draft.front.slots.iter().find(|slot| slot.spot() == spot);
    let picture = slot.and_then(|slot| slot.picture);
    let choice = |(asset, picture_of): (AssetId, Picture)| Choice {
        asset: asset.to_string(),
        caption: picture_of.caption,
        credit: picture_of.credit,
        chosen: picture == Some(asset),
    };
    Ok(Some(Panel {
        spot: tile.spot.clone(),
        label: tile.label.clone(),
        tile: tile.id.clone(),
        story: tile.story.clone(),
        story_headline: row.headline,
        language: tile.language.clone(),
        direction: tile.direction,
        headline: slot.map(|slot| slot.headline.clone()).unwrap_or_default(),
        pictures: pictures(screen, story).await?.into_iter().map(choice).collect(),
        own_picture: picture.is_some(),
        placed: slot.is_some(),
    }))
}
