//! Where wires come from.

use newsroom::{Permission, PutSource, Routed, SourceConfig, SourceView};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{ItemId, Moment, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Nothing, Put};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{ManageSources, Read};
    vec![
        get(
            "/api/sources",
            ("listSources", "All sources, without their secrets, and how they do."),
            Read,
            list,
        ),
        post("/api/sources", ("addSource", "Adds a source."), ManageSources, add).creates(),
        post("/api/sources/{id}", ("putSource", "Changes a source."), ManageSources, put),
        post(
            "/api/sources/{id}/remove",
            ("removeSource", "Removes it; what it sent stays."),
            ManageSources,
            remove,
        ),
        post(
            "/api/sources/try",
            ("tryRouting", "What these settings would have made of the last items of a source."),
            ManageSources,
            try_routing,
        ),
    ]
}

#[derive(Debug, Serialize, JsonSchema)]
struct Sources {
    sources: Vec<Source>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Source {
    id: String,
    name: String,
    enabled: bool,
    /// `secret` is never shown again.
    config: SourceConfig,
    /// Quiet for longer than it should be.
    silent: bool,
    #[schemars(with = "Option<Moment>")]
    next_visit: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    last_item: Option<Timestamp>,
}

async fn list(call: Call, _: Nothing) -> Result<Sources, Problem> {
    let shape = |it: SourceView| Source {
        id: it.row.id.to_string(),
        name: it.row.name,
        enabled: it.row.enabled,
        config: it.config,
        silent: it.silent,
        next_visit: it.row.next_visit,
        last_item: it.row.last_item,
    };
    let all = call.newsroom.sources(&call.caller).await?;
    Ok(Sources { sources: all.into_iter().map(shape).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    name: String,
    #[serde(default = "yes")]
    enabled: bool,
    /// An empty `secret` keeps the one there is.
    config: SourceConfig,
    /// Makes a token to push with; the one before ends.
    #[serde(default)]
    new_token: bool,
}

fn yes() -> bool {
    true
}

async fn put_as(call: &Call, id: Option<u64>, body: Settings) -> Result<Put, Problem> {
    let Settings { name, enabled, config, new_token } = body;
    let put = PutSource { id, name, enabled, config, new_token };
    let answer = call.newsroom.put_source(&call.caller, put).await?;
    Ok(Put { id: answer.id.to_string(), token: answer.token })
}

async fn add(call: Call, body: Settings) -> Result<Put, Problem> {
    put_as(&call, None, body).await
}

async fn put(call: Call, body: Settings) -> Result<Put, Problem> {
    put_as(&call, Some(call.part("id")?), body).await
}

async fn remove(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.remove_source(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Trial {
    /// The name of the source.
    source: String,
    config: SourceConfig,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Tried {
    items: Vec<TriedItem>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct TriedItem {
    item: ItemId,
    headline: String,
    routed: Routed,
}

const TRIED: u32 = 50;

async fn try_routing(call: Call, body: Trial) -> Result<Tried, Problem> {
    let all = call.newsroom.try_routing(&call.caller, &body.source, &body.config, TRIED).await?;
    let shape = |(item, headline, routed)| TriedItem { item, headline, routed };
    Ok(Tried { items: all.into_iter().map(shape).collect() })
}
