//! The record of who did what.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use newsroom::{AuditFilter, Cursor, Permission};
use serde::{Deserialize, Serialize};

use crate::access::{Access, Route};
use crate::app::{Desk, Names};
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/audit", Access::May(Permission::ReadAudit), get(audit))]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
}

const AUDIT_ROWS: u32 = 100;

#[derive(Serialize)]
struct Act {
    iso: String,
    time: String,
    who: String,
    action: String,
    subject: String,
    story: Option<String>,
    detail: String,
}

async fn audit(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings");
    let clock = screen.clock();
    let mut names = Names::new(&desk, &visitor.caller);
    let from = asked.from.parse::<Cursor>().ok();
    let page = desk.newsroom.audit(&visitor.caller, &AuditFilter::default(), from, AUDIT_ROWS).await?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in page.rows {
        rows.push(Act {
            iso: row.at.to_string(),
            time: clock.full(row.at),
            who: names.of(row.account).await,
            story: row.subject.strip_prefix("story:").map(str::to_owned),
            detail: detail(&row.detail),
            action: row.action,
            subject: row.subject,
        });
    }
    let more = page.next.map(|cursor| format!("/audit?from={cursor}"));
    Ok(screen.show("audit.html", values! { tab => "audit", rows, more }))
}

/// `revision 3, path /fr/…`, without the braces.
fn detail(detail: &serde_json::Value) -> String {
    let word = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match detail.as_object() {
        Some(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name} {}", word(value)))
            .collect::<Vec<_>>()
            .join(", "),
        None => String::new(),
    }
}
