//! Live coverage: the list, a new one, its entries. Coverages and entries are stories: everything else is done to them
//! as to any story.

use newsroom::{CreateStory, Permission, StartEntry};
use schemars::JsonSchema;
use serde::Deserialize;
use story::{Content, ItemId, StoryId};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Made, Nothing, Stories, StoryHead, next, page};
use super::stories::{Create, head, id};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{Publish, Read, WriteOwn};
    vec![
        get(
            "/api/coverages",
            ("listCoverages", "Live coverages, the last changed first; at most a hundred."),
            Read,
            list,
        ),
        post("/api/coverages", ("openCoverage", "Begins a live coverage, as a draft."), WriteOwn, open)
            .creates(),
        get(
            "/api/coverages/{id}/entries",
            ("listEntries", "The entries of a coverage in whatever state, the last begun first."),
            Read,
            entries,
        ),
        post(
            "/api/coverages/{id}/entries",
            (
                "startEntry",
                "Begins an entry, as a draft. It is published as any story is, once the coverage is.",
            ),
            WriteOwn,
            start,
        )
        .creates(),
        post(
            "/api/coverages/{id}/pin",
            ("pinEntry", "Puts an entry above the others, or none."),
            Publish,
            pin,
        ),
        post(
            "/api/coverages/{id}/close",
            ("closeCoverage", "Tells readers that nothing more comes."),
            Publish,
            close,
        ),
        post("/api/coverages/{id}/reopen", ("reopenCoverage", "Takes a coverage up again."), Publish, reopen),
    ]
}

async fn list(call: Call, _: Nothing) -> Result<Stories, Problem> {
    let site = &call.desk.config.site_origin;
    let rows = call.newsroom.coverages(&call.caller).await?;
    Ok(Stories { stories: rows.into_iter().map(|row| StoryHead::of(row, site)).collect(), next: None })
}

async fn open(call: Call, body: Create) -> Result<Made<StoryId>, Problem> {
    let create = CreateStory { edition: body.edition, content: body.content };
    Ok(Made { id: call.newsroom.open_coverage(&call.caller, create).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Listed {
    /// Where the page starts: the `next` of the one before.
    from: Option<String>,
    /// Rows of the page, 50 where it is not said, 200 at most.
    limit: Option<u32>,
}

async fn entries(call: Call, asked: Listed) -> Result<Stories, Problem> {
    let (from, limit) = page(asked.from.as_ref(), asked.limit)?;
    let found = call.newsroom.entries(&call.caller, id(&call)?, from, limit).await?;
    let site = &call.desk.config.site_origin;
    let stories = found.rows.into_iter().map(|row| StoryHead::of(row, site)).collect();
    Ok(Stories { stories, next: next(found.next) })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Start {
    #[serde(default)]
    content: Content,
    /// The wire item whose words it uses.
    item: Option<ItemId>,
}

async fn start(call: Call, body: Start) -> Result<Made<StoryId>, Problem> {
    let start = StartEntry { content: body.content, item: body.item };
    Ok(Made { id: call.newsroom.start_entry(&call.caller, id(&call)?, start).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Pin {
    entry: Option<StoryId>,
}

async fn pin(call: Call, body: Pin) -> Result<StoryHead, Problem> {
    let coverage = id(&call)?;
    call.newsroom.pin_entry(&call.caller, coverage, body.entry).await?;
    head(&call, coverage).await
}

async fn close(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let coverage = id(&call)?;
    call.newsroom.close_coverage(&call.caller, coverage).await?;
    head(&call, coverage).await
}

async fn reopen(call: Call, _: Nothing) -> Result<StoryHead, Problem> {
    let coverage = id(&call)?;
    call.newsroom.reopen_coverage(&call.caller, coverage).await?;
    head(&call, coverage).await
}
