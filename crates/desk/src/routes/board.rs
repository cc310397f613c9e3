//! Stories: by stage, as a list, and a new one.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;

use newsroom::{CreateStory, Error, Permission};
use serde::Deserialize;
use serde_json::json;
use story::{Content, StoryId};

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::proof::Proof;
use crate::values::values;
use crate::views::board::{self, Asked};
use crate::views::story::{head, length};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let read = Access::May(Permission::Read);
    let write = Access::May(Permission::WriteOwn);
    vec![
        Route::get("/stories", read, get(columns)),
        Route::get("/stories/list", read, get(list)),
        Route::get("/stories/links", read, get(links)),
        Route::get("/stories/news", read, get(news)),
        Route::post("/stories/move", write, post(move_stories)),
        Route::get("/stories/{id}/peek", read, get(peek)),
        Route::get("/stories/new", write, get(new)),
        Route::post("/stories", write, post(create)),
    ]
}

async fn columns(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&asked.edition).done(asked.done.clone());
    let values = board::columns(&screen, &asked, None).await?;
    Ok(screen.show("board.html", values))
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&asked.edition).done(asked.done.clone());
    let values = board::list(&screen, &asked, None).await?;
    Ok(screen.show("board.html", values))
}

/// The same step with every story that is ticked; then the board again, which tells what became of each.
async fn move_stories(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let newsroom = &desk.newsroom;
    let verb = posted.word("do");
    let mut moved = Vec::new();
    if verb == "undo" {
        for (story, step) in posted.all("undo").filter_map(board::undo) {
            moved.extend(newsroom.move_stories(&visitor.caller, &[story], &step).await?);
        }
    } else {
        let word = match verb.as_str() {
            "assign" | "section" => format!("{verb}:{}", posted.word(&verb)),
            _ => verb.clone(),
        };
        let step = board::step(&word).ok_or_else(Problem::unreadable)?;
        let stories: Vec<StoryId> = posted.all("story").filter_map(|id| id.parse().ok()).collect();
        moved = newsroom.move_stories(&visitor.caller, &stories, &step).await?;
    }
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&asked.edition);
    let told = Some(board::moved(&screen, &moved, verb == "undo"));
    let values = match posted.word("view").as_str() {
        "list" => board::list(&screen, &asked, told).await?,
        _ => board::columns(&screen, &asked, told).await?,
    };
    Ok(screen.show("board.html", values))
}

/// A story at a glance, for a page that is open.
async fn peek(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let view = desk.newsroom.story(&visitor.caller, story_id(&id)?).await?;
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&view.row.edition);
    let content = &view.revision.content;
    let values = values! {
        story => head(&screen, &view, &screen.clock()), length => length(&screen, content),
        proof_view => Proof::plain(content),
    };
    Ok(Html(screen.part("peek.html", values)?).into_response())
}

/// Stories that a link can lead to.
async fn links(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&asked.edition);
    Ok(Json(board::links(&screen, &asked).await?).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Seen {
    mark: String,
}

/// Waits until something happens to a story that the board has not shown.
async fn news(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(seen): Query<Seen>,
) -> Result<Response, Problem> {
    let changed = crate::news::news(&desk, &visitor, desk.newsroom.stories_signal(), async || {
        let mark = desk.newsroom.stories_mark(&visitor.caller).await?;
        Ok((mark != seen.mark).then_some(()))
    });
    Ok(Json(json!({ "changed": changed.await?.is_some() })).into_response())
}

#[derive(Deserialize)]
struct New {
    #[serde(default)]
    edition: String,
}

async fn new(State(desk): State<Desk>, visitor: Visitor, Query(new): Query<New>) -> Response {
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&new.edition);
    screen
        .show("new-story.html", values! { editions => board::edition_choices(&desk), edition => new.edition })
}

async fn create(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (edition, slugline, headline) =
        (posted.word("edition"), posted.word("slugline"), posted.word("headline"));
    let language = desk.edition(&edition).map(|edition| edition.language.clone()).unwrap_or_default();
    let content =
        Content { language, slugline: slugline.clone(), headline: headline.clone(), ..Content::default() };
    let create = CreateStory { edition: edition.clone(), content };
    match desk.newsroom.create_story(&visitor.caller, create).await {
        Ok(story) => Ok(see(&format!("/stories/{story}?done=created"))),
        Err(Error::Refused(refusal)) => {
            let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
            let refusal = refusal.text(&visitor.messages().language());
            let editions = board::edition_choices(&desk);
            let values = values! { editions, edition, slugline, headline, refusal };
            Ok(Screen::new(&desk, &visitor, "stories").show_as(status, "new-story.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}
