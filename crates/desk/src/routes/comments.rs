//! What the newsroom says to itself about a story.

use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use newsroom::{CommentStory, Permission};

use super::story::story_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form_token::masked;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::comments;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let comment = Access::May(Permission::Comment);
    vec![
        Route::get("/stories/{id}/comments", Access::May(Permission::Read), get(show)),
        Route::post("/stories/{id}/comments", comment, post(say)),
        Route::post("/stories/{id}/comments/{thread}/resolve", comment, post(resolve)),
        Route::post("/stories/{id}/comments/{thread}/reopen", comment, post(reopen)),
    ]
}

/// The comments as the margin has them, for a page that is open.
async fn show(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let story = story_id(&id)?;
    let edition = desk.newsroom.story_row(&visitor.caller, story).await?.edition;
    let screen = Screen::new(&desk, &visitor, "stories").in_edition(&edition);
    let comments = comments::of_story(&screen, story).await?;
    // They are on the screen of whoever is called.
    desk.newsroom.see_mentions(&visitor.caller, story).await?;
    let values = values! {
        comments, story => values! { id => story.to_string() }, frame => values! { csrf => masked(&visitor.csrf) },
    };
    Ok(Html(screen.part("comments.html", values)?).into_response())
}

async fn say(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let thread = posted.word("thread");
    let say = CommentStory {
        thread: match thread.as_str() {
            "" => None,
            number => Some(number.parse().map_err(|_| Problem::unknown())?),
        },
        text: posted.get("text").unwrap_or_default(),
        place: posted.word("place"),
        quote: posted.word("quote"),
    };
    let number = desk.newsroom.comment_story(&visitor.caller, story_id(&id)?, say).await?;
    Ok(see(&format!("/stories/{id}?done=commented#c{number}")))
}

fn thread_number(thread: &str) -> Result<u64, Problem> {
    thread.parse().map_err(|_| Problem::unknown())
}

async fn resolve(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path((id, thread)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let number = thread_number(&thread)?;
    desk.newsroom.resolve_comment(&visitor.caller, story_id(&id)?, number).await?;
    Ok(see(&format!("/stories/{id}?done=resolved#c{number}")))
}

async fn reopen(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path((id, thread)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let number = thread_number(&thread)?;
    desk.newsroom.reopen_comment(&visitor.caller, story_id(&id)?, number).await?;
    Ok(see(&format!("/stories/{id}?done=reopened-comment#c{number}")))
}
