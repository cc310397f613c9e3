//! Questions that are kept under a name: to the wire, and to the stories.

use newsroom::{ArrivalFilter, Permission, PresetList, PutPreset, StoryQuestion};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::endpoint::{Call, Endpoint, get, post};
use super::items::Question;
use super::shapes::Nothing;
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{KeepSearches, Read};
    vec![
        get("/api/presets", ("listPresets", "Questions that the newsroom keeps, and you."), Read, presets),
        post("/api/presets", ("putPreset", "Keeps such a question under a name."), KeepSearches, put),
        post("/api/presets/{id}/remove", ("removePreset", "Forgets it."), KeepSearches, remove),
    ]
}

#[derive(Debug, Serialize, JsonSchema)]
struct Presets {
    /// To the wire.
    presets: Vec<Preset<Question>>,
    /// To the stories.
    stories: Vec<Preset<StoryQuestion>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Preset<Q> {
    id: String,
    name: String,
    /// Whether it is the whole newsroom's.
    shared: bool,
    question: Q,
}

fn shape<Q>(it: newsroom::Preset, read: impl Fn(serde_json::Value) -> Q) -> Preset<Q> {
    Preset { id: it.id.to_string(), name: it.name, shared: it.account.is_none(), question: read(it.query) }
}

async fn presets(call: Call, _: Nothing) -> Result<Presets, Problem> {
    let wires = call.newsroom.presets(&call.caller, PresetList::Wires).await?;
    let stories = call.newsroom.presets(&call.caller, PresetList::Stories).await?;
    let wire = |query| serde_json::from_value::<ArrivalFilter>(query).unwrap_or_default().into();
    let story = |query| serde_json::from_value::<StoryQuestion>(query).unwrap_or_default();
    Ok(Presets {
        presets: wires.into_iter().map(|it| shape(it, wire)).collect(),
        stories: stories.into_iter().map(|it| shape(it, story)).collect(),
    })
}

/// One of the two questions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Put {
    name: String,
    /// For the whole newsroom; otherwise yours alone.
    #[serde(default)]
    shared: bool,
    /// To the wire.
    question: Option<Question>,
    /// To the stories.
    stories: Option<StoryQuestion>,
}

async fn put(call: Call, body: Put) -> Result<Nothing, Problem> {
    let Put { name, shared, question, stories } = body;
    let (list, query) = match (question, stories) {
        (Some(question), None) => (PresetList::Wires, serde_json::json!(ArrivalFilter::from(question))),
        (None, Some(question)) => (PresetList::Stories, serde_json::json!(question)),
        _ => return Err(Problem::unfit_body("either `question` or `stories` is to be given")),
    };
    call.newsroom.put_preset(&call.caller, PutPreset { list, name, shared, query }).await?;
    Ok(Nothing {})
}

async fn remove(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.remove_preset(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}
