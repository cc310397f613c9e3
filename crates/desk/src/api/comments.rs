//! What the newsroom says to itself about a story.

use newsroom::{Comment, CommentStory, Permission};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, Moment, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Made, Nothing};
use super::stories::id;
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{Comment, Read};
    vec![
        get("/api/stories/{id}/comments", ("listComments", "What was said about it, in order."), Read, list),
        post(
            "/api/stories/{id}/comments",
            ("commentStory", "Says something about it; `@Name` alerts somebody."),
            Comment,
            say,
        )
        .creates(),
        post(
            "/api/stories/{id}/comments/{number}/resolve",
            ("resolveComment", "Closes a thread."),
            Comment,
            resolve,
        ),
        post(
            "/api/stories/{id}/comments/{number}/reopen",
            ("reopenComment", "Opens a thread again."),
            Comment,
            reopen,
        ),
    ]
}

#[derive(Debug, Serialize, JsonSchema)]
struct Comments {
    comments: Vec<CommentShape>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Comment")]
struct CommentShape {
    id: String,
    /// The first comment of its thread.
    thread: String,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
    text: String,
    /// The words it is about, as they stood.
    quote: String,
    /// Of the first of a thread: who closed it.
    resolved_by: Option<AccountId>,
    #[schemars(with = "Option<Moment>")]
    resolved_at: Option<Timestamp>,
}

impl From<Comment> for CommentShape {
    fn from(it: Comment) -> Self {
        let (resolved_by, resolved_at) = it.resolved.unzip();
        Self {
            id: it.id.to_string(),
            thread: it.thread.to_string(),
            by: it.by,
            at: it.at,
            text: it.text,
            quote: it.quote,
            resolved_by,
            resolved_at,
        }
    }
}

async fn list(call: Call, _: Nothing) -> Result<Comments, Problem> {
    let all = call.newsroom.comments(&call.caller, id(&call)?).await?;
    Ok(Comments { comments: all.into_iter().map(CommentShape::from).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Say {
    text: String,
    /// The thread that it answers.
    thread: Option<String>,
    /// The words it is about.
    #[serde(default)]
    quote: String,
}

async fn say(call: Call, body: Say) -> Result<Made<String>, Problem> {
    let Say { text, thread, quote } = body;
    let thread = thread.map(|number| number.parse().map_err(|_| Problem::unknown())).transpose()?;
    let say = CommentStory { thread, text, quote, place: String::new() };
    let id = call.newsroom.comment_story(&call.caller, id(&call)?, say).await?;
    Ok(Made { id: id.to_string() })
}

async fn resolve(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.resolve_comment(&call.caller, id(&call)?, call.part("number")?).await?;
    Ok(Nothing {})
}

async fn reopen(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.reopen_comment(&call.caller, id(&call)?, call.part("number")?).await?;
    Ok(Nothing {})
}
