//! Live coverage: the list, one coverage, its entries, and what is done to them.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use newsroom::{Code, CreateStory, Error, Permission, Refusal, SaveRevision, StartEntry};
use serde::Deserialize;
use serde_json::json;
use story::{AccountId, AssetId, Content, ItemId, State as Stage, StoryId};

use super::story::{file_pictures, story_id};
use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::coverage::{self, Composer, Found, Here, Readers, Writing, material_mark, with_points};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    let write = Access::May(Permission::WriteOwn);
    vec![
        Route::get("/live", read, get(list)),
        Route::post("/live", write, post(open)),
        Route::get("/live/{id}", read, get(show)),
        Route::post("/live/{id}", write, post(act)),
        Route::get("/live/{id}/news", read, get(news)),
        Route::post("/live/{id}/check", write, post(check)),
        Route::post("/live/{id}/entries", write, post(compose)).carrying(UPLOAD_BYTES_MAX),
    ]
}

fn screen<'a>(desk: &'a Desk, visitor: &'a Visitor) -> Screen<'a> {
    Screen::new(desk, visitor, "live")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The entry to write on.
    entry: String,
    /// The item whose words are to be used, the picture, or what a colleague wrote.
    item: String,
    picture: String,
    message: String,
    /// Which kind of material is shown.
    using: String,
    done: Option<String>,
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = screen(&desk, &visitor).done(asked.done);
    let typed = values! { place => "", headline => "", standfirst => "" };
    let values = coverage::list(&screen, None, typed).await?;
    Ok(screen.show("coverages.html", values))
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let place = posted.word("place");
    let (edition, section) = place.split_once('/').unwrap_or((&place, ""));
    let content = Content {
        headline: posted.word("headline"),
        standfirst: posted.word("standfirst"),
        section: section.to_owned(),
        ..Content::default()
    };
    let untitled = content.headline.trim().is_empty();
    let create = CreateStory { edition: edition.to_owned(), content };
    let opened = match untitled {
        true => Err(Refusal::new(Code::NoHeadline).into()),
        false => desk.newsroom.open_coverage(&visitor.caller, create).await,
    };
    match opened {
        Ok(id) => Ok(see(&format!("/live/{id}?done=direct-opened"))),
        Err(Error::Refused(refusal)) => {
            let (screen, problem) = (screen(&desk, &visitor), Problem::from(refusal));
            let typed = values! {
                place, headline => posted.word("headline"), standfirst => posted.word("standfirst"),
            };
            let why = problem.text(visitor.messages());
            let values = coverage::list(&screen, Some(why), typed).await?;
            Ok(screen.show_as(problem.status, "coverages.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    let screen = screen(&desk, &visitor).done(asked.done.clone());
    let found = Found::read(&screen, story_id(&id)?).await?;
    let mut fields = if let Ok(entry) = asked.entry.parse::<StoryId>() {
        let view = newsroom.story(caller, entry).await?;
        if view.row.entry_of != Some(found.view.row.id) {
            return Err(Problem::unknown());
        }
        Composer::of(Some((entry, view.row.head)), &view.revision.content)
    } else if let Ok(item) = asked.item.parse::<ItemId>() {
        Composer::of_item(&newsroom.item(caller, item).await?)
    } else {
        Composer { kind: "plain", ..Composer::default() }
    };
    if let Ok(picture) = asked.picture.parse::<AssetId>() {
        let asset = newsroom.asset(caller, picture).await?.ok_or_else(Problem::unknown)?;
        fields = fields.with_picture(&asset, &found.view.revision.content.language);
    }
    if let Ok(message) = asked.message.parse::<u64>() {
        let all = newsroom.comments(caller, found.view.row.id).await?;
        let said = all.into_iter().find(|comment| comment.id == message).ok_or_else(Problem::unknown)?;
        fields = fields.with_message(&said.text);
    }
    let screen = screen.in_edition(&found.view.row.edition);
    let writing = Writing { fields, refusal: None, using: asked.using };
    let values = coverage::values(&screen, &found, writing, None).await?;
    Ok(screen.show("coverage.html", values))
}

/// The coverage's screen, saying why something was not done; `fields` is what was written.
async fn refused(
    desk: &Desk,
    visitor: &Visitor,
    coverage: StoryId,
    refusal: Refusal,
    fields: Option<Composer>,
) -> Result<Response, Problem> {
    let screen = screen(desk, visitor);
    let found = Found::read(&screen, coverage).await?;
    let screen = screen.in_edition(&found.view.row.edition);
    let problem = Problem::from(refusal);
    let why = Some(problem.text(visitor.messages()));
    let (writing, refusal) = match fields {
        Some(fields) => (Writing { fields, refusal: why, ..Writing::default() }, None),
        None => {
            let fields = Composer { kind: "plain", ..Composer::default() };
            (Writing { fields, ..Writing::default() }, why)
        }
    };
    let values = coverage::values(&screen, &found, writing, refusal).await?;
    Ok(screen.show_as(problem.status, "coverage.html", values))
}

async fn act(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let coverage = story_id(&id)?;
    let view = desk.newsroom.story(&visitor.caller, coverage).await?;
    if view.row.coverage.is_none() {
        return Err(Problem::unknown());
    }
    let what = posted.word("do");
    let (verb, rest) = what.split_once(' ').unwrap_or((&what, ""));
    let done = match verb {
        "pin" | "withdraw" | "discard" => {
            let entry = story_id(rest)?;
            let row = desk.newsroom.story_row(&visitor.caller, entry).await?;
            if row.entry_of != Some(coverage) {
                return Err(Problem::unknown());
            }
            of_entry(&desk, &visitor, coverage, entry, verb, posted.word("reason")).await
        }
        _ => of_coverage(&desk, &visitor, coverage, verb, &posted).await?,
    };
    match done {
        Ok(done) => Ok(see(&format!("/live/{id}?done={done}"))),
        Err(Error::Refused(refusal)) => refused(&desk, &visitor, coverage, refusal, None).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn of_entry(
    desk: &Desk,
    visitor: &Visitor,
    coverage: StoryId,
    entry: StoryId,
    verb: &str,
    reason: String,
) -> Result<&'static str, Error> {
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    match verb {
        "pin" => newsroom.pin_entry(caller, coverage, Some(entry)).await.map(|()| "entry-pinned"),
        "discard" => newsroom.spike_story(caller, entry).await.map(|()| "entry-discarded"),
        _ => newsroom.kill_story(caller, entry, reason).await.map(|_| "entry-withdrawn"),
    }
}

async fn of_coverage(
    desk: &Desk,
    visitor: &Visitor,
    coverage: StoryId,
    verb: &str,
    posted: &Submission,
) -> Result<Result<&'static str, Error>, Problem> {
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    let revision = || posted.word("revision").parse().map_err(|_| Problem::unreadable());
    Ok(match verb {
        "publish" => newsroom.publish_story(caller, coverage, revision()?).await.map(|_| "direct-published"),
        "close" => newsroom.close_coverage(caller, coverage).await.map(|()| "direct-closed"),
        "reopen" => newsroom.reopen_coverage(caller, coverage).await.map(|()| "direct-reopened"),
        "unpin" => newsroom.pin_entry(caller, coverage, None).await.map(|()| "entry-unpinned"),
        "points" => points(desk, visitor, coverage, revision()?, posted).await,
        "hand" => {
            let assignee = posted.word("assignee");
            let assignee: Option<AccountId> = match assignee.as_str() {
                "" => None,
                id => Some(id.parse().map_err(|_| Problem::unreadable())?),
            };
            newsroom.assign_story(caller, coverage, assignee).await.map(|_| "direct-handed")
        }
        _ => return Err(Problem::unreadable()),
    })
}

/// What to know first is the coverage's own text: a revision of it, which readers get at once where they have it.
async fn points(
    desk: &Desk,
    visitor: &Visitor,
    coverage: StoryId,
    base: u64,
    posted: &Submission,
) -> Result<&'static str, Error> {
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    let known = newsroom.revision(caller, coverage, base).await?.content;
    let content = with_points(&known, &posted.get("points").unwrap_or_default());
    let save = SaveRevision { story: coverage, base, version: 0, note: String::new(), content };
    let saved = newsroom.save_revision(caller, save).await?.number;
    let row = newsroom.story_row(caller, coverage).await?;
    if row.state == Stage::Live && row.live != Some(saved) {
        newsroom.update_story(caller, coverage, saved).await?;
    }
    Ok("points-saved")
}

/// The composer: keeps what was written, and puts it before readers where that was asked for.
async fn compose(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(mut posted): Posted,
) -> Result<Response, Problem> {
    let coverage = story_id(&id)?;
    let filed = file_pictures(&desk, &visitor.caller, &mut posted).await;
    let mut fields = Composer::posted(&posted);
    let todo = posted.word("do");
    if todo == "urgent" {
        fields.kind = "urgent";
    }
    let done = match filed {
        Ok(()) => write(&desk, &visitor, coverage, &mut fields, &todo, posted.word("notice")).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(done) if todo == "draft" => Ok(see(&format!("/live/{id}?done={done}&entry={}", fields.entry))),
        Ok(done) => Ok(see(&format!("/live/{id}?done={done}"))),
        Err(Error::Refused(refusal)) => refused(&desk, &visitor, coverage, refusal, Some(fields)).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What is kept stays kept whatever is refused afterwards: the fields then name it.
async fn write(
    desk: &Desk,
    visitor: &Visitor,
    coverage: StoryId,
    fields: &mut Composer,
    todo: &str,
    notice: String,
) -> Result<&'static str, Error> {
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    if fields.is_empty() {
        return Err(Refusal::new(Code::NoHeadline).into());
    }
    let (entry, number) = match fields.entry.parse::<StoryId>() {
        Ok(entry) => {
            let view = newsroom.story(caller, entry).await?;
            if view.row.entry_of != Some(coverage) {
                return Err(Refusal::new(Code::NotAnEntry).into());
            }
            let base = newsroom.revision(caller, entry, fields.base).await?.content;
            let content = fields.content(&base);
            let save =
                SaveRevision { story: entry, base: fields.base, version: 0, note: String::new(), content };
            (entry, newsroom.save_revision(caller, save).await?.number)
        }
        Err(_) => {
            let start = StartEntry { content: fields.new_content(caller), item: fields.item.parse().ok() };
            (newsroom.start_entry(caller, coverage, start).await?, 1)
        }
    };
    (fields.entry, fields.base) = (entry.to_string(), number);
    let live = newsroom.story_row(caller, entry).await?.state == Stage::Live;
    match todo {
        "draft" => return Ok("entry-kept"),
        "correct" => newsroom.correct_story(caller, entry, number, notice).await?,
        _ if live => newsroom.update_story(caller, entry, number).await?,
        _ => newsroom.publish_story(caller, entry, number).await?,
    };
    Ok(if live { "entry-changed" } else { "entry-published" })
}

/// What the checks say of what is being written; nothing is kept.
async fn check(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let fields = Composer::posted(&posted);
    let (newsroom, caller) = (&desk.newsroom, &visitor.caller);
    let coverage = story_id(&id)?;
    let content = match fields.entry.parse::<StoryId>() {
        Ok(entry) => fields.content(&newsroom.story(caller, entry).await?.revision.content),
        Err(_) => fields.new_content(caller),
    };
    let screen = screen(&desk, &visitor);
    let report = newsroom.check_entry(caller, coverage, content).await?;
    desk.present.typed(coverage, caller);
    let doubts = coverage::doubts(&screen, &report.findings);
    let html = screen.part("coverage-doubts.html", values! { doubts })?;
    Ok((StatusCode::OK, Json(json!({ "html": html }))).into_response())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Seen {
    mark: String,
    /// How many readers were told; nothing where the screen does not want to know yet.
    readers: String,
    /// What there was to use, likewise.
    material: String,
    /// Who was there, likewise.
    here: String,
}

/// Waits until the coverage, one of its entries, what there is to use, who is there or the number of readers is another
/// than was seen. Whoever waits is there.
async fn news(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let coverage = story_id(&id)?;
    let screen = screen(&desk, &visitor);
    let found = Found::read(&screen, coverage).await?;
    let readers = || Readers::of(&screen, &found.view.row);
    let open = desk.present.open(coverage, &visitor.caller);
    let here = || Here::of(&screen, coverage);
    let changed = crate::news::news(&desk, &visitor, desk.newsroom.stories_signal(), async || {
        let mut changed = desk.newsroom.coverage_mark(&visitor.caller, coverage).await? != seen.mark;
        if !changed && !seen.material.is_empty() {
            changed = material_mark(&screen, coverage).await? != seen.material;
        }
        let others = !seen.readers.is_empty() && readers().mark != seen.readers
            || !seen.here.is_empty() && here().mark != seen.here;
        Ok((changed || others).then_some(changed))
    });
    let changed = changed.await?.unwrap_or_default();
    let here = here();
    let faces = screen.part("coverage-here.html", values! { here => &here })?;
    let here = json!({ "mark": here.mark, "writing": here.writing, "faces": faces });
    drop(open);
    Ok(Json(json!({ "changed": changed, "readers": readers(), "here": here })).into_response())
}
