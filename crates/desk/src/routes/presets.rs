//! Questions that are kept under a name: to the wire, and to the stories.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use newsroom::{Permission, PresetList, PutPreset};
use serde_json::json;

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::see;
use crate::problem::Problem;
use crate::views::{board, items};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let keep = Access::May(Permission::KeepSearches);
    vec![Route::post("/presets", keep, post(put)), Route::post("/presets/{id}/remove", keep, post(remove))]
}

/// Where a list is, and what a form asks of it.
fn list(posted: &Submission) -> (PresetList, &'static str) {
    match posted.word("list").as_str() {
        "stories" => (PresetList::Stories, "/stories"),
        _ => (PresetList::Wires, "/items"),
    }
}

async fn put(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (list, address) = list(&posted);
    let query = match list {
        PresetList::Wires => {
            let mut filter = items::filter_of(&wires(&posted));
            filter.alerts = posted.word("alerts") == "on";
            json!(filter)
        }
        PresetList::Stories => json!(stories(&posted).question()),
    };
    let shared = posted.word("shared") == "on";
    let put = PutPreset { list, name: posted.word("name"), shared, query };
    desk.newsroom.put_preset(&visitor.caller, put).await?;
    Ok(see(&format!("{address}?done=preset")))
}

fn wires(posted: &Submission) -> items::Asked {
    items::Asked {
        source: posted.word("source"),
        language: posted.word("language"),
        state: posted.word("state"),
        urgent: posted.word("urgent"),
        text: posted.word("text"),
        ..items::Asked::default()
    }
}

fn stories(posted: &Submission) -> board::Asked {
    board::Asked {
        edition: posted.word("edition"),
        section: posted.word("section"),
        state: posted.word("state"),
        show: posted.word("show"),
        assignee: posted.word("assignee"),
        urgency: posted.word("urgency"),
        text: posted.word("text"),
        ..board::Asked::default()
    }
}

async fn remove(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::unknown())?;
    desk.newsroom.remove_preset(&visitor.caller, id).await?;
    let (_, address) = list(&posted);
    Ok(see(&format!("{address}?done=preset-removed")))
}
