//! The record of who did what.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use newsroom::{AuditFilter, Cursor, Permission};
use serde::{Deserialize, Serialize};

use crate::access::{Access, Route};
use crate::app::{Desk, Names};
use crate::messages::Messages;
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
    let called = |id: &str| desk.newsroom.rules().name(id, &visitor.caller.language);
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in page.rows {
        rows.push(Act {
            iso: row.at.to_string(),
            time: clock.short(row.at),
            who: names.of(row.account).await,
            story: row.subject.strip_prefix("story:").map(str::to_owned),
            detail: detail(&called, visitor.messages(), &row.detail),
            action: said(visitor.messages(), "act", &row.action),
            subject: subject(visitor.messages(), &row.subject),
        });
    }
    let more = page.next.map(|cursor| format!("/audit?from={cursor}"));
    Ok(screen.show("audit.html", values! { tab => "audit", rows, more }))
}

/// The words for a name in the record; the name itself where an older version wrote it and nobody does now.
fn said(messages: &Messages, kind: &str, name: &str) -> String {
    let key = format!("{kind}-{name}");
    if messages.has(&key) { messages.plain(&key) } else { name.to_owned() }
}

/// `story:abc` is `article abc`.
fn subject(messages: &Messages, subject: &str) -> String {
    match subject.split_once(':') {
        Some((kind, which)) => format!("{} {which}", said(messages, "subject", kind)),
        None => subject.to_owned(),
    }
}

/// `révision 3, adresse /fr/…`. What says nothing is left out. `called` is the name of a check.
fn detail(called: &dyn Fn(&str) -> String, messages: &Messages, detail: &serde_json::Value) -> String {
    let word = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        // A check that lost weight by itself.
        it if it["from"].is_string() && it["to"].is_string() => {
            format!("{} → {}", level(messages, &it["from"]), level(messages, &it["to"]))
        }
        _ => value.to_string(),
    };
    let says = |value: &serde_json::Value| {
        !matches!(value, serde_json::Value::Null | serde_json::Value::Bool(false))
    };
    let comma = if messages.tag() == "ar" { "، " } else { ", " };
    let fields = detail.as_object().into_iter().flatten().filter(|(_, value)| says(value));
    let told = fields.map(|(name, value)| match value {
        serde_json::Value::Bool(true) => said(messages, "detail", name),
        value if name == "by" || name == "role" => {
            format!("{} {}", said(messages, "detail", name), said(messages, name, &word(value)))
        }
        value if name == "rule" => format!("{} {}", said(messages, "detail", name), called(&word(value))),
        value if messages.has(&format!("detail-{name}")) => {
            format!("{} {}", said(messages, "detail", name), word(value))
        }
        // What a check weighs from now on.
        value if value.is_string() => format!("{} {}", called(name), level(messages, value)),
        value => format!("{} {}", called(name), word(value)),
    });
    told.collect::<Vec<_>>().join(comma)
}

fn level(messages: &Messages, level: &serde_json::Value) -> String {
    said(messages, "level", level.as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::Language;

    /// The names of the fields behind a `json!({`.
    fn names(object: &str) -> Vec<&str> {
        let mut fields: Vec<&str> = object.split("})").next().unwrap_or_default().split("\":").collect();
        // Behind the last name there is only its value.
        fields.pop();
        fields.iter().filter_map(|field| Some(field.rsplit_once('"')?.1)).collect()
    }

    /// The names are in the newsroom's sources, behind what writes them.
    #[test]
    fn everything_that_is_recorded_is_said_in_words() {
        let newsroom = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../newsroom/src");
        let files = ["actions", "wires"].map(|room| std::fs::read_dir(newsroom.join(room)).unwrap());
        let french = Messages::of(&Language::new("fr"));
        let mut found = 0;
        for file in files.into_iter().flatten() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for writer in [
                "audit_row(caller, \"",
                "work.write(caller, \"",
                "coverage.as_ref(), \"",
                "work.audit(caller, \"",
                "put_link(caller, \"",
                "self.rule(caller, \"",
            ] {
                for name in text.split("json!({").skip(1).flat_map(names) {
                    assert!(french.has(&format!("detail-{name}")), "{name}");
                }
                for part in text.split(writer).skip(1) {
                    let name = part.split('"').next().unwrap_or_default();
                    assert!(french.has(&format!("act-{name}")), "{name}");
                    found += 1;
                }
            }
        }
        assert!(found > 50, "{found}");
        assert_eq!(said(french, "act", "sign-in"), "est entré");
        assert_eq!(subject(french, "story:7"), "article 7");
        let told = serde_json::json!({ "revision": 3, "beside": false, "shared": true, "path": "/fr/a", "before": null });
        let called = |id: &str| id.replace("doubled-word", "Mot doublé");
        assert_eq!(detail(&called, french, &told), "adresse /fr/a, révision 3, pour tous");
        let told = serde_json::json!({ "rule": "doubled-word", "doubled-word": "warn" });
        let word = french.plain("level-warn");
        assert_eq!(detail(&called, french, &told), format!("Mot doublé {word}, contrôle Mot doublé"));
    }
}
