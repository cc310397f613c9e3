//! Planning: a day, a week or a month of events, one of them, and what is done to it.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use newsroom::{Code, Coverage, CoverageState, Error, EventEdit, FileItem, Permission, Refusal, Standing};
use serde::Deserialize;
use serde_json::json;
use story::{AccountId, EventId, Timestamp};

use super::items;
use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::times::Clock;
use crate::views::planning::{self, Asked, Clash, Form, Found, coverage_of, event_of, story_of};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    let plan = Access::May(Permission::Plan);
    let take = Access::May(Permission::TakeCoverage);
    vec![
        Route::get("/planning", read, get(list)),
        Route::get("/planning/news", read, get(news)),
        Route::get("/planning/new", plan, get(new)),
        Route::post("/planning", plan, post(create)),
        Route::post("/planning/import", plan, post(import)).carrying(UPLOAD_BYTES_MAX),
        Route::get("/planning/{id}", read, get(open)),
        Route::post("/planning/{id}", take, post(edit)),
        Route::get("/planning/{id}/edit", plan, get(describe)),
        Route::post("/planning/{id}/story", take, post(start)),
        Route::post("/items/{id}/plan", plan, post(plan_item)),
    ]
}

fn event_id(id: &str) -> Result<EventId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

fn screen<'a>(desk: &'a Desk, visitor: &'a Visitor) -> Screen<'a> {
    Screen::new(desk, visitor, "planning")
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = screen(&desk, &visitor).done(asked.done.clone());
    Ok(screen.show("planning.html", planning::values(&screen, &asked, None, None).await?))
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = screen(&desk, &visitor).done(asked.done.clone());
    let found = Found::read(&screen, event_id(&id)?).await?.at(&screen, asked.on());
    Ok(screen.show("planning.html", planning::values(&screen, &asked, Some(&found), None).await?))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct New {
    /// A day, as `2026-06-09`.
    day: String,
}

async fn new(State(desk): State<Desk>, visitor: Visitor, Query(new): Query<New>) -> Response {
    let screen = screen(&desk, &visitor);
    let clock = screen.clock();
    // The day that is looked at, unless it is over.
    let day = new.day.parse::<jiff::civil::Date>().ok().filter(|day| *day > clock.date(clock.now()));
    let starts = day.map_or_else(|| clock.input(clock.next_quarter()), |day| format!("{day}T10:00"));
    screen.show("planning-form.html", Form::New(starts).values(&screen))
}

async fn describe(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let screen = screen(&desk, &visitor);
    let found = Found::read(&screen, event_id(&id)?).await?;
    Ok(screen.show("planning-form.html", Form::Known(&found.row).values(&screen)))
}

/// The form again as it was sent, with why nothing was done.
fn unfit(screen: &Screen<'_>, posted: &Submission, found: Option<&Found>, problem: &Problem) -> Response {
    let why = problem.text(screen.visitor.messages());
    let form = Form::Sent(posted, found.map(|found| &found.row), why);
    screen.show_as(problem.status, "planning-form.html", form.values(screen))
}

async fn create(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let screen = screen(&desk, &visitor);
    let event = match event_of(&posted, &screen.clock()) {
        Ok(event) => event,
        Err(problem) => return Ok(unfit(&screen, &posted, None, &problem)),
    };
    match desk.newsroom.add_event(&visitor.caller, event).await {
        Ok(id) => Ok(see(&format!("/planning/{id}?done=event-added"))),
        Err(Error::Refused(refusal)) => Ok(unfit(&screen, &posted, None, &refusal.into())),
        Err(fault) => Err(fault.into()),
    }
}

/// What a form of the sheet asks for: a verb and, for a coverage, its number: `assign 2`.
async fn edit_of(
    desk: &Desk,
    visitor: &Visitor,
    id: EventId,
    posted: &Submission,
    clock: &Clock,
) -> Result<EventEdit, Problem> {
    let what = posted.word("do");
    let (verb, rest) = what.split_once(' ').unwrap_or((&what, ""));
    let number = || rest.parse().map_err(|_| Problem::unreadable());
    let known = async || {
        let number: u32 = number()?;
        let event = desk.newsroom.event(&visitor.caller, id).await?.event;
        let unknown = || Problem::from(Refusal::new(Code::UnknownCoverage));
        Ok::<_, Problem>((number, event.coverages.get(&number).cloned().ok_or_else(unknown)?))
    };
    let me: AccountId = visitor.caller.account;
    Ok(match verb {
        "describe" => EventEdit::Describe(Box::new(event_of(posted, clock)?)),
        "stand" => EventEdit::Stand(Standing::named(rest).ok_or_else(Problem::unreadable)?),
        "cover" => EventEdit::Cover(coverage_of(posted, clock, &Coverage::default())?),
        "change" => {
            let (number, known) = known().await?;
            EventEdit::Change { number, coverage: coverage_of(posted, clock, &known)? }
        }
        "take" => EventEdit::Assign { number: number()?, to: Some(me) },
        "give-back" => EventEdit::Assign { number: number()?, to: None },
        "done" => EventEdit::Advance { number: number()?, state: CoverageState::Done },
        "working" => EventEdit::Advance { number: number()?, state: CoverageState::Working },
        "link" => EventEdit::Link { number: number()?, story: story_of(&posted.word("story"))? },
        "skip" => EventEdit::Skip(rest.parse().map_err(|_| Problem::unreadable())?),
        "note" => EventEdit::Note(posted.word("note")),
        "seen" => EventEdit::Seen,
        "undo" => EventEdit::Undo { version: rest.parse().map_err(|_| Problem::unreadable())? },
        _ => return Err(Problem::unreadable()),
    })
}

/// What the screen says was done.
fn done(edit: &EventEdit) -> &'static str {
    match edit {
        EventEdit::Describe(_) | EventEdit::Stand(_) => "event-saved",
        EventEdit::Cover(_) => "coverage-added",
        EventEdit::Change { .. } | EventEdit::Advance { .. } | EventEdit::Link { .. } => "coverage-saved",
        EventEdit::Assign { to: Some(_), .. } => "coverage-taken",
        EventEdit::Assign { to: None, .. } => "coverage-given-back",
        EventEdit::Note(_) => "event-noted",
        EventEdit::Skip(_) => "event-skipped",
        EventEdit::Seen => "event-seen",
        EventEdit::Undo { .. } => "event-undone",
    }
}

async fn edit(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (id, screen) = (event_id(&id)?, screen(&desk, &visitor));
    let describing = posted.word("do") == "describe";
    let asked = Asked { on: posted.word("on"), ..asked };
    if let Some(starts) = posted.word("do").strip_prefix("apart ") {
        let starts = starts.parse().map_err(|_| Problem::unreadable())?;
        let new = desk.newsroom.set_event_apart(&visitor.caller, id, starts).await?;
        return Ok(see(&format!("/planning/{new}/edit")));
    }
    let edit = match edit_of(&desk, &visitor, id, &posted, &screen.clock()).await {
        Ok(edit) => edit,
        Err(problem) if describing => {
            let found = Found::read(&screen, id).await?;
            return Ok(unfit(&screen, &posted, Some(&found), &problem));
        }
        Err(problem) => return Err(problem),
    };
    let base = posted.word("version").parse().unwrap_or_default();
    match desk.newsroom.edit_event(&visitor.caller, id, base, &edit).await {
        Ok(_) => {
            let on = if matches!(edit, EventEdit::Skip(_)) { "" } else { &asked.on };
            let query = asked.query(&[("on", on)]);
            let mark = if query.is_empty() { "?" } else { "&" };
            Ok(see(&format!("/planning/{id}{query}{mark}done={}", done(&edit))))
        }
        Err(Error::Refused(refusal)) if refusal.code == Code::UnknownEvent => Err(refusal.into()),
        Err(Error::Refused(refusal)) => {
            let found = Found::read(&screen, id).await?;
            if describing && refusal.code != Code::EventChanged {
                return Ok(unfit(&screen, &posted, Some(&found), &refusal.into()));
            }
            let found = found.at(&screen, asked.on());
            let clash = Clash::new(&screen, &found, &refusal, &posted);
            let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::CONFLICT);
            let values = planning::values(&screen, &asked, Some(&found), Some(clash)).await?;
            Ok(screen.show_as(status, "planning.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn start(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let number = posted.word("coverage").parse().map_err(|_| Problem::unreadable())?;
    let mut event = event_id(&id)?;
    // A story is written for one time of a series.
    if let Ok(starts) = posted.word("on").parse() {
        event = desk.newsroom.set_event_apart(&visitor.caller, event, starts).await?;
    }
    let story = desk.newsroom.start_coverage(&visitor.caller, event, number).await?;
    Ok(see(&format!("/stories/{story}?done=created")))
}

async fn plan_item(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let item = items::item_id(&id)?;
    let place = posted.word("place");
    let (edition, section) = place.split_once('/').unwrap_or((&place, ""));
    match desk.newsroom.plan_item(&visitor.caller, item, edition, section).await {
        Ok(event) => Ok(see(&format!("/planning/{event}?done=event-planned"))),
        Err(Error::Refused(refusal)) if refusal.code != Code::UnknownItem => {
            items::show(&desk, &visitor, &Default::default(), Some(item), Some(refusal.into())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A calendar file: its events, and what came of it where none is new.
async fn import(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(mut posted): Posted,
) -> Result<Response, Problem> {
    let upload = posted.uploads.pop();
    let (bytes, name, media_type) =
        upload.map(|upload| (upload.bytes, upload.name, upload.media_type)).unwrap_or_default();
    let file = FileItem { bytes, name, media_type, source: visitor.say("source-desk") };
    match desk.newsroom.import_calendar(&visitor.caller, file, &posted.word("edition"), "").await {
        Ok(imported) => Ok(see(&match (imported.new.first(), imported.known.first()) {
            (Some(event), _) => format!("/planning/{event}?done=calendar-imported"),
            (None, Some(event)) => format!("/planning/{event}?done=calendar-known"),
            (None, None) => "/planning?done=calendar-empty".to_owned(),
        })),
        Err(Error::Refused(refusal)) => {
            let screen = screen(&desk, &visitor);
            let problem = Problem::from(refusal);
            let refused = Some(problem.text(visitor.messages()));
            let values =
                planning::values(&screen, &Asked { refused, ..Asked::default() }, None, None).await?;
            Ok(screen.show_as(problem.status, "planning.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    mark: String,
    from: Timestamp,
    until: Timestamp,
}

/// Waits until the planning of a time is another than the one that was seen.
async fn news(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let changed = crate::news::news(&desk, &visitor, desk.newsroom.planning_signal(), async || {
        let mark = desk.newsroom.planning_mark(&visitor.caller, seen.from, seen.until).await?;
        Ok((mark != seen.mark).then_some(()))
    });
    Ok(Json(json!({ "changed": changed.await?.is_some() })).into_response())
}
