//! What happens to a story as a whole: handed in, published, corrected, scheduled, withdrawn, dropped.

use newsroom::{Permission, Published};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AssetId, FocalPoint, Moment, StoryId, Timestamp};

use super::endpoint::{Call, Endpoint, post};
use super::shapes::{Made, Nothing, StoryHead};
use super::stories::{head, id};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{Kill, Schedule, SendBack, WriteOwn};
    let mut endpoints = ways_out();
    endpoints.extend([
        post("/api/stories/{id}/submit", ("submitStory", "Hands a draft to the desk."), WriteOwn, submit),
        post(
            "/api/stories/{id}/send-back",
            ("sendBackStory", "Sends it back to writing."),
            SendBack,
            send_back,
        ),
        post(
            "/api/stories/{id}/schedule",
            ("scheduleStory", "Has a revision go out by itself at a time."),
            Schedule,
            schedule,
        ),
        post(
            "/api/stories/{id}/unschedule",
            ("unscheduleStory", "Takes it off the schedule."),
            Schedule,
            unschedule,
        ),
        post(
            "/api/stories/{id}/kill",
            ("killStory", "Withdraws a live story from readers, for good; the reason is public."),
            Kill,
            kill,
        ),
        post(
            "/api/stories/{id}/spike",
            ("spikeStory", "Drops a story that readers never saw."),
            WriteOwn,
            spike,
        ),
        post(
            "/api/stories/{id}/unspike",
            ("unspikeStory", "Takes a dropped story up again."),
            WriteOwn,
            unspike,
        ),
        post(
            "/api/stories/{id}/focus",
            (
                "setFocalPoint",
                "Says which point of a picture every crop keeps; readers of the story see it at once.",
            ),
            WriteOwn,
            focus,
        ),
        post(
            "/api/stories/{id}/embargo",
            ("setEmbargo", "Sets the time before which it goes out by no path, or lifts it."),
            WriteOwn,
            embargo,
        ),
        post(
            "/api/stories/{id}/translate",
            ("translateStory", "Begins its translation for another edition."),
            WriteOwn,
            translate,
        )
        .creates(),
    ]);
    endpoints
}

/// What shows a revision to readers.
fn ways_out() -> Vec<Endpoint> {
    use Permission::{Correct, Publish};
    vec![
        post("/api/stories/{id}/publish", ("publishStory", "Shows a revision to readers."), Publish, publish),
        post(
            "/api/stories/{id}/publish-over-checks",
            (
                "publishStoryOverChecks",
                "Publishes or updates in an emergency, over errors of the checks that nobody acknowledged.",
            ),
            Publish,
            publish_over_checks,
        ),
        post(
            "/api/stories/{id}/update",
            ("updateStory", "Shows a newer revision of a live story."),
            Publish,
            update,
        ),
        post(
            "/api/stories/{id}/correct",
            ("correctStory", "The same, with a notice that says what was wrong."),
            Correct,
            correct,
        ),
    ]
}

async fn submit(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.submit_story(&call.caller, story).await?;
    head(&call, story).await
}

async fn send_back(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.send_back_story(&call.caller, story).await?;
    head(&call, story).await
}

/// What readers see from now on.
#[derive(Debug, Serialize, JsonSchema)]
struct Out {
    /// The number of the journal's entry.
    entry: u64,
    url: String,
    #[schemars(with = "Moment")]
    at: Timestamp,
    revision: u64,
}

fn out(call: &Call, published: Published) -> Out {
    let Published { seq, path, at, revision } = published;
    Out { entry: seq, url: format!("{}{path}", call.desk.config.site_origin), at, revision }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Which {
    /// The revision that was looked at: a newer one refuses it.
    revision: u64,
}

async fn publish(call: Call, body: Which) -> Result<Out, Problem> {
    let published = call.newsroom.publish_story(&call.caller, id(&call)?, body.revision).await?;
    Ok(out(&call, published))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Over {
    revision: u64,
    /// For the audit log: why it could not wait.
    reason: String,
}

async fn publish_over_checks(call: Call, body: Over) -> Result<Out, Problem> {
    let story = id(&call)?;
    let published =
        call.newsroom.publish_over_checks(&call.caller, story, body.revision, body.reason).await?;
    Ok(out(&call, published))
}

async fn update(call: Call, body: Which) -> Result<Out, Problem> {
    let published = call.newsroom.update_story(&call.caller, id(&call)?, body.revision).await?;
    Ok(out(&call, published))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Correction {
    revision: u64,
    /// For readers: what was wrong and what is right.
    notice: String,
}

async fn correct(call: Call, body: Correction) -> Result<Out, Problem> {
    let Correction { revision, notice } = body;
    let published = call.newsroom.correct_story(&call.caller, id(&call)?, revision, notice).await?;
    Ok(out(&call, published))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct When {
    revision: u64,
    #[schemars(with = "Moment")]
    at: Timestamp,
}

async fn schedule(call: Call, body: When) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.schedule_story(&call.caller, story, body.revision, body.at).await?;
    head(&call, story).await
}

async fn unschedule(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.unschedule_story(&call.caller, story).await?;
    head(&call, story).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    reason: String,
}

async fn kill(call: Call, body: Why) -> Result<Out, Problem> {
    let published = call.newsroom.kill_story(&call.caller, id(&call)?, body.reason).await?;
    Ok(out(&call, published))
}

async fn spike(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.spike_story(&call.caller, story).await?;
    head(&call, story).await
}

async fn unspike(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.unspike_story(&call.caller, story).await?;
    head(&call, story).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Focus {
    /// A picture of the library.
    asset: AssetId,
    /// Thousandths of the width, from the left.
    x: u16,
    /// Thousandths of the height, from the top.
    y: u16,
}

async fn focus(call: Call, body: Focus) -> Result<Nothing, Problem> {
    let point = FocalPoint { x: body.x, y: body.y };
    call.newsroom.set_focal_point(&call.caller, id(&call)?, body.asset, point).await?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Embargo {
    /// `null` lifts it.
    #[schemars(with = "Option<Moment>")]
    until: Option<Timestamp>,
}

async fn embargo(call: Call, body: Embargo) -> Result<StoryHead, Problem> {
    let story = id(&call)?;
    call.newsroom.set_embargo(&call.caller, story, body.until).await?;
    head(&call, story).await
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Translation {
    edition: String,
}

async fn translate(call: Call, body: Translation) -> Result<Made<StoryId>, Problem> {
    Ok(Made { id: call.newsroom.translate_story(&call.caller, id(&call)?, &body.edition).await? })
}
