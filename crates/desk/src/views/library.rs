//! Pictures of the library as its screen and the editor tell them.

use std::collections::BTreeSet;

use fluent_bundle::FluentValue;
use newsroom::{Care, Held, Permission, StoryFilter};
use serde::{Deserialize, Serialize};
use story::{Asset, AssetId, AssetKind, Language, Timestamp};

use super::board::slug;
use super::outcome::look;
use super::own_name;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

/// Stories that a picture may be put into, what changed last first.
const TARGETS: u32 = 40;
/// Thousandths to a hundredth, in which the screen speaks.
pub(crate) const PER_CENT: u16 = 10;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub text: String,
    /// `yes`: only what needs care.
    pub care: String,
    pub from: String,
    /// The picture that is open.
    pub picture: String,
    pub done: Option<String>,
}

impl Asked {
    pub(crate) fn address(&self, picture: &str, from: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields =
            [("text", self.text.as_str()), ("care", &self.care), ("from", from), ("picture", picture)];
        query.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
        format!("/media?{}", query.finish())
    }
}

/// A picture in the grid.
#[derive(Debug, Serialize)]
pub(crate) struct Tile {
    id: String,
    href: String,
    /// What it is known by: its caption, otherwise what it shows.
    name: String,
    language: String,
    direction: &'static str,
    credit: String,
    care: Option<Told>,
    /// How many stories show it, in words.
    used: String,
    current: bool,
}

/// What somebody has to look after.
#[derive(Debug, Serialize)]
struct Told {
    text: String,
    grave: bool,
}

/// One picture with all that is known of it.
#[derive(Debug, Serialize)]
pub(crate) struct Open {
    #[serde(flatten)]
    tile: Tile,
    look: String,
    width: u32,
    height: u32,
    x: u16,
    y: u16,
    caption: String,
    /// The name of the language that its own words are in; empty where nobody said.
    spoken: String,
    captions: Vec<Caption>,
    alt: String,
    holder: String,
    terms: String,
    /// As a field has it.
    expires: String,
    zone: String,
    place: String,
    taken: String,
    added: String,
    kind: String,
    stories: Vec<Use>,
    /// Editions whose front shows it.
    fronts: Vec<Named>,
    /// Stories that it may be put into.
    targets: Vec<Named>,
    may_change: bool,
    may_place: bool,
}

/// The caption in another language of the newsroom.
#[derive(Debug, Serialize)]
struct Caption {
    language: String,
    direction: &'static str,
    name: String,
    words: String,
}

/// A story that shows it.
#[derive(Debug, Serialize)]
struct Use {
    id: String,
    headline: String,
    language: String,
    direction: &'static str,
    state: &'static str,
    time: String,
}

#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
}

pub(crate) async fn tiles(
    screen: &Screen<'_>,
    asked: &Asked,
    held: &[Held],
    clock: &Clock,
) -> Result<Vec<Tile>, Problem> {
    let ids: Vec<AssetId> = held.iter().map(|held| held.asset.id).collect();
    let uses = screen.desk.newsroom.count_uses(&screen.visitor.caller, &ids).await?;
    let used = |held: &Held| uses.get(&held.asset.id).copied().unwrap_or_default();
    Ok(held.iter().map(|held| tile(screen, asked, held, used(held), clock)).collect())
}

fn tile(screen: &Screen<'_>, asked: &Asked, held: &Held, used: u64, clock: &Clock) -> Tile {
    let asset = &held.asset;
    let id = asset.id.to_string();
    let name = [&asset.caption, &asset.alt].into_iter().find(|words| !words.trim().is_empty());
    let uses = [("n", FluentValue::from(i64::try_from(used).unwrap_or(i64::MAX)))];
    Tile {
        href: asked.address(&id, &asked.from),
        current: asked.picture == id,
        id,
        name: name.cloned().unwrap_or_default(),
        language: asset.language.to_string(),
        direction: if asset.language.is_known() { asset.language.direction().as_str() } else { "auto" },
        credit: asset.credit.clone(),
        care: screen.desk.newsroom.care_of(held).map(|care| told(screen, care, clock)),
        used: screen.visitor.messages().text("media-used", &uses),
    }
}

fn told(screen: &Screen<'_>, care: Care, clock: &Clock) -> Told {
    let messages = screen.visitor.messages();
    let dated = |key, at: Timestamp| messages.text(key, &[("day", FluentValue::from(clock.day(at)))]);
    match care {
        Care::NoCredit => Told { text: messages.plain("media-no-credit"), grave: false },
        Care::Expires(at) => Told { text: dated("media-expires", at), grave: false },
        Care::Expired(at) => Told { text: dated("media-expired", at), grave: true },
    }
}

pub(crate) async fn open(
    screen: &Screen<'_>,
    asked: &Asked,
    held: &Held,
    clock: &Clock,
) -> Result<Open, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let asset = &held.asset;
    let point = asset.focal_point;
    let uses = newsroom.uses(caller, asset.id).await?;
    let named = |id: &String| Named {
        id: id.clone(),
        name: screen.desk.edition(id).map_or_else(String::new, |edition| edition.name.clone()),
    };
    let story = |row: &newsroom::StoryRow| Use {
        id: row.id.to_string(),
        headline: if row.headline.is_empty() { slug(row) } else { row.headline.clone() },
        language: row.language.to_string(),
        direction: row.language.direction().as_str(),
        state: row.state.name(),
        time: clock.short(row.changed),
    };
    let may_place = caller.may(Permission::WriteOwn);
    let targets = if may_place { targets(screen).await? } else { Vec::new() };
    Ok(Open {
        tile: tile(screen, asked, held, uses.stories.len() as u64, clock),
        look: look(point),
        width: asset.width,
        height: asset.height,
        x: point.x / PER_CENT,
        y: point.y / PER_CENT,
        caption: asset.caption.clone(),
        spoken: if asset.language.is_known() {
            own_name(asset.language.tag()).to_owned()
        } else {
            String::new()
        },
        captions: captions(screen, asset),
        alt: asset.alt.clone(),
        holder: asset.rights.holder.clone(),
        terms: asset.rights.terms.clone(),
        expires: asset.rights.expires.map(|at| clock.input(at)).unwrap_or_default(),
        zone: clock.zone.clone(),
        place: asset.place.clone(),
        taken: asset.taken.clone(),
        added: if held.added > Timestamp::UNIX_EPOCH { clock.full(held.added) } else { String::new() },
        kind: if asset.kind == AssetKind::Picture { asset.media_type.clone() } else { String::new() },
        stories: uses.stories.iter().map(story).collect(),
        fronts: uses.fronts.iter().map(named).collect(),
        targets,
        may_change: caller.may(Permission::AddAssets),
        may_place,
    })
}

/// One for each language that the newsroom writes in or that has one, its own left out.
fn captions(screen: &Screen<'_>, asset: &Asset) -> Vec<Caption> {
    let editions = screen.desk.config.editions.iter().map(|edition| edition.language.primary());
    let mut tags: Vec<&str> = editions.chain(asset.captions.keys().map(Language::tag)).collect();
    let mut seen = BTreeSet::from([asset.language.primary()]);
    tags.retain(|tag| seen.insert(tag));
    let caption = |tag: &str| {
        let language = Language::new(tag);
        Caption {
            direction: language.direction().as_str(),
            name: own_name(tag).to_owned(),
            words: asset.captions.get(&language).cloned().unwrap_or_default(),
            language: language.to_string(),
        }
    };
    tags.into_iter().map(caption).collect()
}

/// What is being written and may be written in by whoever looks.
async fn targets(screen: &Screen<'_>) -> Result<Vec<Named>, Problem> {
    let caller = &screen.visitor.caller;
    let filter = StoryFilter {
        states: ["draft", "in-desk", "scheduled", "live"].map(str::to_owned).to_vec(),
        ..StoryFilter::default()
    };
    let rows = screen.desk.newsroom.stories(caller, &filter, None, TARGETS).await?.rows;
    let own = |row: &&newsroom::StoryRow| caller.may(Permission::WriteAny) || caller.has(row);
    Ok(rows.iter().filter(own).map(|row| Named { id: row.id.to_string(), name: slug(row) }).collect())
}
