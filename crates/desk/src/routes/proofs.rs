//! Proofs of a front: as the draft would be, as any version was, as readers saw it at a time; in every width.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use fluent_bundle::FluentValue;
use http::header;
use newsroom::{FrontEvent, FrontMoment, Permission};
use serde::{Deserialize, Serialize};
use serde_json::json;
use story::{Edition, Front, Name, Page};

use super::fronts::screen;
use crate::access::{Access, Route};
use crate::app::{Desk, Names};
use crate::page::{Framed, Screen};
use crate::problem::Problem;
use crate::values::values;
use crate::views::front::{Line, Speaker, about, editions, rows};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    vec![
        Route::get("/fronts/{edition}/page", read, get(page)),
        Route::get("/fronts/{edition}/preview", read, get(preview)),
        Route::get("/fronts/{edition}/history", read, get(history)),
        Route::get("/media/{file}", read, get(media)),
        Route::get("/topics", read, get(topics)),
    ]
}

/// A palette shows no more, and fewer are of use.
const TOPICS_MAX: usize = 500;

/// What readers find under a name of its own, by edition, most of it first.
async fn topics(State(desk): State<Desk>, visitor: Visitor) -> Result<Response, Problem> {
    let mut found = Vec::new();
    for edition in &desk.config.editions {
        let id = edition.id.clone();
        let names = desk.proof(move |proofs| proofs.topics(&id)).await?;
        found.extend(names.into_iter().map(|name| (edition, name)));
    }
    found.sort_by(|(_, a), (_, b)| b.stories.cmp(&a.stories).then_with(|| a.name.cmp(&b.name)));
    found.truncate(TOPICS_MAX);
    let line = |(edition, topic): (&Edition, Name)| {
        let told = [
            ("edition", FluentValue::from(edition.name.as_str())),
            ("n", FluentValue::from(i64::try_from(topic.stories).unwrap_or(i64::MAX))),
        ];
        json!({ "name": topic.name, "told": visitor.messages().text("topic-told", &told) })
    };
    let topics: Vec<_> = found.into_iter().map(line).collect();
    Ok(Json(json!({ "topics": topics })).into_response())
}

/// Pixels across: a phone, a tablet, a desk.
const WIDTHS: [u32; 3] = [360, 768, 1280];

/// Which front; the newest draft where nothing is named.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
struct Which {
    /// A version of the draft.
    version: Option<u64>,
    /// A journal entry.
    entry: Option<u64>,
    /// A time on the edition's clock, as a `datetime-local` field holds it.
    at: Option<String>,
    width: Option<u32>,
    done: Option<String>,
}

impl Which {
    /// The same question for another address.
    fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let text = |number: Option<u64>| number.map(|number| number.to_string());
        let asked = [("version", text(self.version)), ("entry", text(self.entry)), ("at", self.at.clone())];
        for (name, value) in asked {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                query.append_pair(name, &value);
            }
        }
        query.finish()
    }

    /// The front that is asked for, where it is not a time.
    async fn front(&self, desk: &Desk, visitor: &Visitor, edition: &Edition) -> Result<Front, Problem> {
        let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
        Ok(match (self.version, self.entry) {
            (Some(version), _) => newsroom.front_draft(caller, &edition.id, version).await?,
            (None, Some(entry)) => newsroom.front_entry(caller, &edition.id, entry).await?.front,
            (None, None) => newsroom.front(caller, &edition.id).await?.draft.front,
        })
    }
}

/// The page alone, to stand in a frame of ours.
async fn page(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(&desk, &visitor, &id)?;
    let page = match which.at.as_ref().filter(|at| !at.is_empty()) {
        Some(at) => {
            let at = screen.clock().read_to_end(at).ok_or_else(Problem::bad_time)?;
            let edition = edition.id.clone();
            desk.proof(move |proofs| proofs.seen(&edition, at)).await?.ok_or_else(Problem::unknown)?
        }
        None => {
            let front = which.front(&desk, &visitor, edition).await?;
            desk.proof(move |proofs| proofs.page(&front)).await?
        }
    };
    Ok(framed(&page))
}

/// Links lead nowhere: a new window is what the frame may not open.
fn framed(page: &Page) -> Response {
    let body = String::from_utf8_lossy(&page.body).replacen("<head>", "<head><base target=\"_blank\">", 1);
    ([(header::CONTENT_TYPE, page.media_type)], axum::Extension(Framed), body).into_response()
}

async fn preview(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(&desk, &visitor, &id)?;
    let width = which.width.filter(|width| WIDTHS.contains(width)).unwrap_or(WIDTHS[2]);
    let values = values! {
        edition => about(edition), editions => editions(&screen, edition), width, widths => WIDTHS, query => which.query(),
    };
    Ok(screen.show("front-preview.html", values))
}

/// A line of the history.
#[derive(Debug, Serialize)]
struct Row {
    /// `version=12` or `entry=34`.
    query: String,
    number: u64,
    published: bool,
    by: Option<String>,
    iso: String,
    time: String,
    day: String,
    changes: Vec<Line>,
    chosen: bool,
}

async fn history(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(&desk, &visitor, &id)?;
    let screen = screen.done(which.done.clone());
    let caller = &visitor.caller;
    let moments = desk.newsroom.front_history(caller, &edition.id).await?;
    let view = desk.newsroom.front(caller, &edition.id).await?;
    let table = moments_rows(&screen, edition, &which, &moments).await?;
    let clock = screen.clock();
    let at = which.at.clone().filter(|at| clock.read(at).is_some());
    let restore = match (which.version, which.entry, &at) {
        (Some(version), _, None) => Some(format!("restore {version}")),
        (None, Some(entry), None) => Some(format!("restore-published {entry}")),
        _ => None,
    };
    let may_restore = restore.filter(|_| caller.role.may(Permission::EditFronts));
    let asked = Which { at: at.clone(), ..which.clone() };
    let values = values! {
        edition => about(edition), editions => editions(&screen, edition), moments => table, at, restore => may_restore,
        query => asked.query(), version => view.draft.version, zone => clock.zone, now => clock.input(desk.newsroom.now()),
        bad_time => which.at.is_some_and(|typed| !typed.is_empty() && clock.read(&typed).is_none()),
    };
    Ok(screen.show("front-history.html", values))
}

async fn moments_rows(
    screen: &Screen<'_>,
    edition: &Edition,
    which: &Which,
    moments: &[FrontMoment],
) -> Result<Vec<Row>, Problem> {
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let clock = screen.clock();
    let stories = moments.iter().flat_map(|moment| match &moment.what {
        FrontEvent::Drafted { changes, .. } => changes.as_slice(),
        FrontEvent::Published { .. } => &[],
    });
    let rows = rows(screen, stories.map(newsroom::FrontChange::story)).await?;
    let speaker = Speaker { screen, edition, rows: &rows };
    let mut table = Vec::with_capacity(moments.len());
    for moment in moments {
        let by = match moment.by {
            Some(account) => Some(names.of(account).await),
            None => None,
        };
        let (query, number, changes, chosen) = match &moment.what {
            FrontEvent::Drafted { version, changes } => {
                let chosen = which.version == Some(*version);
                (format!("version={version}"), *version, speaker.lines(changes), chosen)
            }
            FrontEvent::Published { seq } => {
                (format!("entry={seq}"), *seq, Vec::new(), which.entry == Some(*seq))
            }
        };
        table.push(Row {
            query,
            number,
            published: matches!(moment.what, FrontEvent::Published { .. }),
            by,
            iso: moment.at.to_string(),
            time: clock.hour(moment.at),
            day: clock.day(moment.at),
            changes,
            chosen,
        });
    }
    Ok(table)
}

/// Pictures of the readers' site, for its pages in a frame.
async fn media(State(desk): State<Desk>, _: Visitor, Path(file): Path<String>) -> Result<Response, Problem> {
    let path = format!("/media/{file}");
    let found = desk.proof(move |proofs| Ok(proofs.file(&path))).await?;
    let (media_type, bytes) = found.ok_or_else(Problem::unknown)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "private, max-age=3600, immutable".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
