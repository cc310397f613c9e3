//! The library: its pictures, what each needs, one beside the others, and a new one.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use http::StatusCode;
use newsroom::{AddAsset, Care, Cursor, Error, Held, LibraryFilter, Permission};
use serde::{Deserialize, Serialize};
use story::{AssetId, AssetKind, Timestamp};

use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;
use crate::views::outcome::look;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/media", Access::May(Permission::Read), get(list)),
        Route::post("/media", Access::May(Permission::AddAssets), post(add)).carrying(UPLOAD_BYTES_MAX),
    ]
}

const PICTURES: u32 = 40;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
struct Asked {
    text: String,
    /// `yes`: only what needs care.
    care: String,
    from: String,
    /// The picture that is open.
    picture: String,
    done: Option<String>,
}

impl Asked {
    fn address(&self, picture: &str, from: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let fields =
            [("text", self.text.as_str()), ("care", &self.care), ("from", from), ("picture", picture)];
        query.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
        format!("/media?{}", query.finish())
    }
}

/// A picture in the grid.
#[derive(Debug, Serialize)]
struct Tile {
    id: String,
    href: String,
    /// What it is known by: its caption, otherwise what it shows.
    name: String,
    language: String,
    direction: &'static str,
    credit: String,
    care: Option<Told>,
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
struct Open {
    #[serde(flatten)]
    tile: Tile,
    look: String,
    width: u32,
    height: u32,
    x: u16,
    y: u16,
    caption: String,
    alt: String,
    holder: String,
    terms: String,
    expires: String,
    place: String,
    taken: String,
    added: String,
    kind: String,
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, &asked, None).await
}

async fn show(
    desk: &Desk,
    visitor: &Visitor,
    asked: &Asked,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "media").done(asked.done.clone());
    let (newsroom, clock) = (&desk.newsroom, screen.clock());
    let filter = LibraryFilter { text: asked.text.clone(), care: asked.care == "yes" };
    let found =
        newsroom.library(&visitor.caller, &filter, asked.from.parse::<Cursor>().ok(), PICTURES).await?;
    let tiles: Vec<Tile> = found.pictures.iter().map(|held| tile(&screen, asked, held, &clock)).collect();
    let open = match asked.picture.parse::<AssetId>() {
        Ok(id) => {
            let held = newsroom.held(&visitor.caller, id).await?.ok_or_else(Problem::unknown)?;
            Some(open(&screen, asked, &held, &clock))
        }
        Err(_) => None,
    };
    let values = values! {
        tiles, open,
        text => asked.text, care => filter.care,
        all => Asked { care: String::new(), ..asked.clone() }.address("", ""),
        needy => Asked { care: "yes".to_owned(), ..asked.clone() }.address("", ""),
        more => found.next.map(|next| asked.address("", &next.to_string())),
        may_add => visitor.caller.may(Permission::AddAssets),
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "library.html", values))
}

fn tile(screen: &Screen<'_>, asked: &Asked, held: &Held, clock: &Clock) -> Tile {
    let asset = &held.asset;
    let id = asset.id.to_string();
    let name = [&asset.caption, &asset.alt].into_iter().find(|words| !words.trim().is_empty());
    Tile {
        href: asked.address(&id, &asked.from),
        current: asked.picture == id,
        id,
        name: name.cloned().unwrap_or_default(),
        language: asset.language.to_string(),
        direction: if asset.language.is_known() { asset.language.direction().as_str() } else { "auto" },
        credit: asset.credit.clone(),
        care: screen.desk.newsroom.care_of(held).map(|care| told(screen, care, clock)),
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

fn open(screen: &Screen<'_>, asked: &Asked, held: &Held, clock: &Clock) -> Open {
    let asset = &held.asset;
    let point = asset.focal_point;
    Open {
        tile: tile(screen, asked, held, clock),
        look: look(point),
        width: asset.width,
        height: asset.height,
        x: point.x / 10,
        y: point.y / 10,
        caption: asset.caption.clone(),
        alt: asset.alt.clone(),
        holder: asset.rights.holder.clone(),
        terms: asset.rights.terms.clone(),
        expires: asset.rights.expires.map(|at| clock.full(at)).unwrap_or_default(),
        place: asset.place.clone(),
        taken: asset.taken.clone(),
        added: if held.added > Timestamp::UNIX_EPOCH { clock.full(held.added) } else { String::new() },
        kind: if asset.kind == AssetKind::Picture { asset.media_type.clone() } else { String::new() },
    }
}

async fn add(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(mut posted): Posted,
) -> Result<Response, Problem> {
    let add = picture(&visitor, &mut posted)?;
    match desk.newsroom.add_asset(&visitor.caller, add).await {
        Ok(asset) => Ok(see(&format!("/media?picture={}&done=media-added", asset.id))),
        Err(Error::Refused(refusal)) => show(&desk, &visitor, &Asked::default(), Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

fn picture(visitor: &Visitor, posted: &mut Submission) -> Result<AddAsset, Problem> {
    let upload = posted.uploads.pop().ok_or_else(Problem::unreadable)?;
    Ok(AddAsset {
        bytes: upload.bytes,
        media_type: Some(upload.media_type),
        caption: posted.word("caption"),
        credit: posted.word("credit"),
        alt: posted.word("alt"),
        language: visitor.caller.language.clone(),
        ..AddAsset::default()
    })
}
