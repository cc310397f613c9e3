//! The front of an edition: made up together, put out once what changes was seen, now or at a time.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use fluent_bundle::FluentValue;
use http::StatusCode;
use newsroom::{Arg, Code, Error, FrontEdit, Permission, Refusal};
use serde::Deserialize;
use serde_json::json;
use story::{Change, Edition, Spot, Timestamp};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::front::{self, Asked, Clash, Found, Speaker};
use crate::views::outcome::Outcome;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    vec![
        Route::get("/fronts", may(Permission::Read), get(first)),
        Route::get("/fronts/{edition}", may(Permission::Read), get(show)),
        Route::post("/fronts/{edition}", may(Permission::EditFronts), post(edit)),
        Route::get("/fronts/{edition}/news", may(Permission::Read), get(news)),
        Route::get("/fronts/{edition}/publish", may(Permission::Publish), get(ask_publish)),
        Route::post("/fronts/{edition}/publish", may(Permission::Publish), post(publish)),
        Route::post("/fronts/{edition}/schedule", may(Permission::Schedule), post(schedule)),
        Route::post("/fronts/{edition}/unschedule", may(Permission::Schedule), post(unschedule)),
    ]
}

/// An edition by its name in an address.
pub(super) fn known<'a>(desk: &'a Desk, id: &str) -> Result<&'a Edition, Problem> {
    desk.config.editions.iter().find(|edition| edition.id == id).ok_or_else(Problem::unknown)
}

pub(super) fn screen<'a>(
    desk: &'a Desk,
    visitor: &'a Visitor,
    id: &str,
) -> Result<(Screen<'a>, &'a Edition), Problem> {
    let edition = known(desk, id)?;
    Ok((Screen::new(desk, visitor, "fronts").in_edition(&edition.id), edition))
}

async fn first(State(desk): State<Desk>) -> Result<Response, Problem> {
    let edition = desk.edition("").ok_or_else(Problem::unknown)?;
    Ok(see(&format!("/fronts/{}", edition.id)))
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(&desk, &visitor, &id)?;
    let screen = screen.done(asked.done.clone());
    let found = Found::read(&screen, edition).await?;
    let values = front::values(&screen, &found, &asked, None).await?;
    Ok(screen.show("front.html", values))
}

/// What a form of the front asks for: a verb and what it is about, `place lead/0`. The story is the one that is held.
fn edit_of(posted: &Submission) -> Result<FrontEdit, Problem> {
    let what = posted.word("do");
    let (verb, rest) = what.split_once(' ').unwrap_or((&what, ""));
    let spot = || rest.parse::<Spot>().map_err(|_| Problem::unreadable());
    let number = || rest.parse().map_err(|_| Problem::unreadable());
    let story = || posted.word("story").parse().map_err(|_| Problem::unreadable());
    Ok(match verb {
        "place" => FrontEdit::Place { story: story()?, spot: spot()? },
        "pin" => {
            let (story, spot) = rest.split_once(' ').ok_or_else(Problem::unreadable)?;
            let story = story.parse().map_err(|_| Problem::unreadable())?;
            FrontEdit::Place { story, spot: spot.parse().map_err(|_| Problem::unreadable())? }
        }
        "empty" => FrontEdit::Empty { spot: spot()? },
        "dress" => {
            let picture = posted.word("picture");
            let picture = (!picture.is_empty()).then(|| picture.parse().map_err(|_| Problem::unreadable()));
            let headline = posted.word("headline");
            FrontEdit::Dress { story: story()?, spot: spot()?, headline, picture: picture.transpose()? }
        }
        "clear" => FrontEdit::Clear,
        "undo" => FrontEdit::Undo { version: number()? },
        "restore" => FrontEdit::Restore { version: number()? },
        "restore-published" => FrontEdit::RestorePublished { seq: number()? },
        _ => return Err(Problem::unreadable()),
    })
}

/// What the screen says was done, and where the work goes on.
fn after(edit: &FrontEdit) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("done", done(edit));
    if let FrontEdit::Dress { spot, .. } = edit {
        query.append_pair("at", &spot.to_string());
    }
    query.finish()
}

fn done(edit: &FrontEdit) -> &'static str {
    match edit {
        FrontEdit::Place { .. } => "front-placed",
        FrontEdit::Empty { .. } => "front-emptied",
        FrontEdit::Dress { .. } => "front-dressed",
        FrontEdit::Clear => "front-cleared",
        FrontEdit::Undo { .. } => "front-undone",
        FrontEdit::Restore { .. } | FrontEdit::RestorePublished { .. } => "front-restored",
    }
}

async fn edit(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let edition = known(&desk, &id)?;
    let edit = edit_of(&posted)?;
    let base = posted.word("version").parse().unwrap_or_default();
    match desk.newsroom.edit_front(&visitor.caller, &edition.id, base, &edit).await {
        Ok(_) => Ok(see(&format!("/fronts/{}?{}", edition.id, after(&edit)))),
        Err(Error::Refused(refusal)) => refused(&desk, &visitor, &id, &refusal, Some(&posted)).await,
        Err(fault) => Err(fault.into()),
    }
}

/// The front as it is now, what was not done, and the form that does it all the same.
async fn refused(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    refusal: &Refusal,
    posted: Option<&Submission>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(desk, visitor, id)?;
    let found = Found::read(&screen, edition).await?;
    let clash = clash(&screen, &found, refusal, posted);
    let values = front::values(&screen, &found, &Asked::default(), Some(clash)).await?;
    let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::CONFLICT);
    Ok(screen.show_as(status, "front.html", values))
}

/// A place is named as the screen names it; whoever lost it can take it all the same, now that both are seen.
fn clash(screen: &Screen<'_>, found: &Found<'_>, refusal: &Refusal, posted: Option<&Submission>) -> Clash {
    let place = match refusal.arg("place") {
        Some(Arg::Text(place)) if refusal.code == Code::FrontChanged => place.parse::<Spot>().ok(),
        _ => None,
    };
    let Some(spot) = place else {
        let text = Problem::from(refusal.clone()).text(screen.visitor.messages());
        return Clash { text, again: Vec::new() };
    };
    let speaker = Speaker { screen, edition: found.edition, rows: &found.rows };
    let name = match refusal.arg("name") {
        Some(Arg::Text(name)) => name.clone(),
        _ => String::new(),
    };
    let now = found.view.draft.front.slots.iter().find(|slot| slot.spot() == spot);
    let now = now.map_or_else(|| screen.visitor.say("front-automatic"), |slot| speaker.story(slot.story));
    let said = [("name", name), ("place", speaker.place(&spot)), ("now", now)];
    let said: Vec<_> = said.into_iter().map(|(key, value)| (key, FluentValue::from(value))).collect();
    let fields = ["do", "story", "headline", "picture"];
    let again = |posted: &Submission| {
        let field = |name: &&str| Some(((*name).to_owned(), posted.get(name)?));
        fields.iter().filter_map(field).collect()
    };
    Clash {
        text: screen.visitor.messages().text("front-clash", &said),
        again: posted.map(again).unwrap_or_default(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    /// Whoever names none has seen none.
    version: Option<u64>,
    live: u64,
    scheduled: usize,
}

/// Waits until the front is another than the one that was seen, and says whose work that is.
async fn news(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let edition = known(&desk, &id)?;
    let changed = crate::news::news(&desk, &visitor, desk.newsroom.fronts_signal(), async || {
        let view = desk.newsroom.front(&visitor.caller, &edition.id).await?;
        let now = (Some(view.draft.version), view.live_seq(), view.scheduled.len());
        Ok((now != (seen.version, seen.live, seen.scheduled)).then_some(view))
    });
    let Some(view) = changed.await? else {
        return Ok(Json(json!({ "changed": false })).into_response());
    };
    let by = desk.newsroom.name_of(&visitor.caller, view.draft.by).await?;
    let key = if Some(view.draft.version) == seen.version { "front-news-live" } else { "front-news" };
    let text = visitor.messages().text(key, &[("name", FluentValue::from(by))]);
    Ok(Json(json!({ "changed": true, "text": text })).into_response())
}

async fn ask_publish(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    confirm(&desk, &visitor, &id, None).await
}

/// What readers will see, which pages change, and what stands in the way.
async fn confirm(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    refused: Option<(&str, Problem)>,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(desk, visitor, id)?;
    let found = Found::read(&screen, edition).await?;
    let change = Change::Front(found.view.draft.front.clone());
    let outcome = Outcome::of(desk, &visitor.caller, vec![change]).await?;
    let status = refused.as_ref().map_or(StatusCode::OK, |(_, problem)| problem.status);
    let action = refused.as_ref().map(|(action, _)| (*action).to_owned());
    let refusal = refused.map(|(_, problem)| problem.text(visitor.messages()));
    let confirm = values! { outcome, refusal, action };
    let values = front::values(&screen, &found, &Asked::default(), None).await?;
    Ok(screen.show_as(status, "front.html", values! { confirm => confirm, ..values }))
}

async fn publish(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let edition = known(&desk, &id)?;
    let number = |name: &str| posted.word(name).parse().unwrap_or_default();
    let (version, live) = (number("version"), number("live"));
    match desk.newsroom.publish_front_draft(&visitor.caller, &edition.id, version, live).await {
        Ok(_) => Ok(see(&format!("/fronts/{id}?done=front-published"))),
        Err(Error::Refused(refusal)) => {
            confirm(&desk, &visitor, &id, Some(("publish", refusal.into()))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn schedule(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (screen, edition) = screen(&desk, &visitor, &id)?;
    let version = posted.word("version").parse().unwrap_or_default();
    let due = screen.clock().read(&posted.word("at")).ok_or_else(Problem::bad_time)?;
    match desk.newsroom.schedule_front(&visitor.caller, &edition.id, version, due).await {
        Ok(()) => Ok(see(&format!("/fronts/{id}?done=front-scheduled"))),
        Err(Error::Refused(refusal)) => {
            confirm(&desk, &visitor, &id, Some(("schedule", refusal.into()))).await
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn unschedule(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let edition = known(&desk, &id)?;
    let due: Timestamp = posted.word("due").parse().map_err(|_| Problem::bad_time())?;
    match desk.newsroom.unschedule_front(&visitor.caller, &edition.id, due).await {
        Ok(()) => Ok(see(&format!("/fronts/{id}?done=front-unscheduled"))),
        Err(Error::Refused(refusal)) => refused(&desk, &visitor, &id, &refusal, None).await,
        Err(fault) => Err(fault.into()),
    }
}
