//! What happens to a story as a whole: handed in, published, corrected, scheduled, withdrawn, dropped.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};

use newsroom::{Error, Permission, Prospect, Result as Done, StoryStep};

use super::story::{found, story_id};
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::proof::Proof;
use crate::values::values;
use crate::views::outcome::Outcome;
use crate::views::preflight;
use crate::views::story::head;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let may = Access::May;
    vec![
        Route::post("/stories/{id}/submit", may(Permission::WriteOwn), post(submit)),
        Route::post("/stories/{id}/send-back", may(Permission::SendBack), post(send_back)),
        Route::post("/stories/{id}/publish", may(Permission::Publish), post(publish)),
        Route::post("/stories/{id}/publish-over-checks", may(Permission::Publish), post(publish_over_checks)),
        Route::post("/stories/{id}/update", may(Permission::Publish), post(update)),
        Route::post("/stories/{id}/correct", may(Permission::Correct), post(correct)),
        Route::post("/stories/{id}/rank", may(Permission::WriteOwn), post(rank)),
        Route::post("/stories/{id}/schedule", may(Permission::Schedule), post(schedule)),
        Route::post("/stories/{id}/unschedule", may(Permission::Schedule), post(unschedule)),
        Route::get("/stories/{id}/kill", may(Permission::Kill), get(ask_kill)),
        Route::post("/stories/{id}/kill", may(Permission::Kill), post(kill)),
        Route::post("/stories/{id}/spike", may(Permission::WriteOwn), post(spike)),
        Route::post("/stories/{id}/unspike", may(Permission::WriteOwn), post(unspike)),
    ]
}

fn revision(posted: &Submission) -> u64 {
    posted.word("revision").parse().unwrap_or_default()
}

async fn submit(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.submit_story(&visitor.caller, story_id(&id)?).await;
    answer(&desk, &visitor, &id, "submit", done).await
}

async fn send_back(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.send_back_story(&visitor.caller, story_id(&id)?).await;
    answer(&desk, &visitor, &id, "send-back", done).await
}

async fn publish(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let done = desk.newsroom.publish_story(&visitor.caller, story_id(&id)?, revision(&posted)).await;
    answer(&desk, &visitor, &id, "publish", done.map(drop)).await
}

async fn publish_over_checks(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (story, reason) = (story_id(&id)?, posted.word("reason"));
    let done = desk.newsroom.publish_over_checks(&visitor.caller, story, revision(&posted), reason).await;
    answer(&desk, &visitor, &id, preflight::OVER_CHECKS, done.map(drop)).await
}

async fn update(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let done = desk.newsroom.update_story(&visitor.caller, story_id(&id)?, revision(&posted)).await;
    answer(&desk, &visitor, &id, "update", done.map(drop)).await
}

async fn correct(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (story, notice) = (story_id(&id)?, posted.word("notice"));
    let done = desk.newsroom.correct_story(&visitor.caller, story, revision(&posted), notice).await;
    answer(&desk, &visitor, &id, "correct", done.map(drop)).await
}

async fn schedule(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let story = story_id(&id)?;
    let row = desk.newsroom.story(&visitor.caller, story).await?.row;
    let clock = Screen::new(&desk, &visitor, "stories").in_edition(&row.edition).clock();
    let at = clock.read(&posted.word("at")).ok_or_else(Problem::bad_time)?;
    let done = desk.newsroom.schedule_story(&visitor.caller, story, revision(&posted), at).await;
    answer(&desk, &visitor, &id, "schedule", done).await
}

async fn unschedule(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.unschedule_story(&visitor.caller, story_id(&id)?).await;
    answer(&desk, &visitor, &id, "unschedule", done).await
}

/// As it is chosen before publishing: the panel is shown again, with the story as it stands then.
async fn rank(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (story, word) = (story_id(&id)?, posted.word("rank"));
    let chosen =
        preflight::RANKS.into_iter().find(|(known, _)| *known == word).ok_or_else(Problem::unknown)?;
    let step = StoryStep::Urgency { urgency: chosen.1 };
    for moved in desk.newsroom.move_stories(&visitor.caller, &[story], &step).await? {
        moved.done?;
    }
    Ok(see(&format!("/stories/{id}/preflight")))
}

async fn spike(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.spike_story(&visitor.caller, story_id(&id)?).await;
    answer(&desk, &visitor, &id, "spike", done).await
}

async fn unspike(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.unspike_story(&visitor.caller, story_id(&id)?).await;
    answer(&desk, &visitor, &id, "unspike", done).await
}

/// The story's screen once it is done; the pre-flight with the reason where it is refused.
async fn answer(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    action: &'static str,
    done: Done<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see(&format!("/stories/{id}?view=read&done={action}"))),
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let (screen, found) = found(desk, visitor, id).await?;
            let refused = Some((action, problem.text(visitor.messages())));
            let values = preflight::panel(&screen, &found, refused).await?;
            Ok(screen.show_as(problem.status, "story.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn ask_kill(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    kill_page(&desk, &visitor, &id, "", None).await
}

async fn kill(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let reason = posted.word("reason");
    match desk.newsroom.kill_story(&visitor.caller, story_id(&id)?, reason.clone()).await {
        Ok(_) => Ok(see(&format!("/stories/{id}?view=read&done=kill"))),
        Err(Error::Refused(refusal)) => kill_page(&desk, &visitor, &id, &reason, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

/// What readers see now, what withdrawing it does, and the reason they will be told.
async fn kill_page(
    desk: &Desk,
    visitor: &Visitor,
    id: &str,
    reason: &str,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let view = desk.newsroom.story(&visitor.caller, story_id(id)?).await?;
    let screen = Screen::new(desk, visitor, "stories").in_edition(&view.row.edition);
    let live = view.row.live.unwrap_or(view.row.head);
    let shown = desk.newsroom.revision(&visitor.caller, view.row.id, live).await?;
    let prospect = Prospect::Kill { reason: if reason.is_empty() { "…" } else { reason }.to_owned() };
    let outcome = Outcome::of_story(desk, &visitor.caller, view.row.id, &prospect).await?;
    let values = values! {
        story => head(&screen, &view, &screen.clock()),
        proof_view => Proof::plain(&shown.content),
        outcome,
        reason,
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(http::StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "kill.html", values))
}
