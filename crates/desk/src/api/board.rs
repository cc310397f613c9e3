//! The board: whose work a story is, until when it is wanted, and several stories moved at once.

use newsroom::{Moved, Permission, StoryStep};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, Moment, StoryId, Timestamp};

use super::endpoint::{Call, Endpoint, post};
use super::shapes::{Reason, StoryHead};
use super::stories::{head, id};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::WriteOwn;
    vec![
        post(
            "/api/stories/{id}/assign",
            ("assignStory", "Gives it to somebody to work on, or to nobody."),
            WriteOwn,
            assign,
        ),
        post(
            "/api/stories/{id}/deadline",
            ("setDeadline", "Says until when it is wanted, or takes that away."),
            WriteOwn,
            deadline,
        ),
        post(
            "/api/stories/move",
            ("moveStories", "Takes the same step with several stories, and tells what became of each."),
            WriteOwn,
            move_stories,
        ),
    ]
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Assign {
    assignee: Option<AccountId>,
}

async fn assign(call: Call, body: Assign) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.assign_story(&call.caller, story, body.assignee).await?;
    head(&call, story).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[schemars(with = "Option<Moment>")]
    deadline: Option<Timestamp>,
}

async fn deadline(call: Call, body: Wanted) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.set_deadline(&call.caller, story, body.deadline).await?;
    head(&call, story).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Move {
    /// 120 at most.
    stories: Vec<StoryId>,
    with: StoryStep,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Moves {
    stories: Vec<MovedStory>,
}

/// What became of one of them.
#[derive(Debug, Serialize, JsonSchema)]
struct MovedStory {
    story: StoryId,
    done: bool,
    /// The step that undoes it, where there is one.
    undo: Option<StoryStep>,
    /// Why nothing was done.
    refused: Option<Reason>,
}

async fn move_stories(call: Call, body: Move) -> Result<Moves, Problem> {
    let moved = call.newsroom.move_stories(&call.caller, &body.stories, &body.with).await?;
    let shape = |one: Moved| MovedStory {
        story: one.story,
        done: one.done.is_ok(),
        refused: one.done.as_ref().err().map(|refusal| Reason::of(refusal, &call.caller.language)),
        undo: one.done.ok().flatten(),
    };
    Ok(Moves { stories: moved.into_iter().map(shape).collect() })
}
