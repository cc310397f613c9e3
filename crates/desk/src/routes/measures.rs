//! What became of the findings that the newsroom saw: per check, on one desk or on all.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use http::StatusCode;
use newsroom::{
    DEMOTE_BELOW_PERCENT, DEMOTE_DAYS, DEMOTE_DECIDED_MIN, Measure, MeasureFilter, MeasuredDesk, Permission,
};
use serde::{Deserialize, Serialize};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;
use crate::visitor::Visitor;

/// Days that one may look back.
const DAYS: [u16; 4] = [7, 30, DEMOTE_DAYS, 365];

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/check-measures", Access::May(Permission::ManageChecks), get(measures))]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    days: Option<u16>,
    /// `fr`, or `fr/sport`.
    desk: String,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    measure: Measure,
    name: String,
    /// Empty before the first that came to an end.
    accepted: String,
    /// What it took to lose weight, and has: the threshold is crossed.
    low: bool,
}

impl Row {
    fn of(measure: Measure, name: String) -> Self {
        let percent = measure.accepted_percent();
        let low = percent.is_some_and(|percent| percent < DEMOTE_BELOW_PERCENT)
            && measure.decided() >= DEMOTE_DECIDED_MIN;
        Self { accepted: percent.map(|percent| percent.to_string()).unwrap_or_default(), low, measure, name }
    }
}

#[derive(Serialize)]
struct Choice {
    value: String,
    name: String,
    chosen: bool,
}

async fn measures(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let days = asked.days.filter(|days| DAYS.contains(days)).unwrap_or(DEMOTE_DAYS);
    let of = asked.desk.split_once('/').unwrap_or((&asked.desk, ""));
    let wanted = (!of.0.is_empty()).then(|| MeasuredDesk { edition: of.0.into(), section: of.1.into() });
    let filter = MeasureFilter { days, desk: wanted };
    let found = desk.newsroom.check_measures(&visitor.caller, &filter).await?;
    let desks: Vec<Choice> = found.desks.iter().map(|it| choice(&desk, it, &asked.desk)).collect();
    let name = |it: &Measure| desk.newsroom.rules().name(&it.rule, &visitor.caller.language);
    let rows: Vec<Row> =
        found.rules.into_iter().map(|it| (name(&it), it)).map(|(name, it)| Row::of(it, name)).collect();
    let values = values! {
        tab => "check-measures", days, all_days => DAYS, desks, rows,
        decided_min => DEMOTE_DECIDED_MIN, below => DEMOTE_BELOW_PERCENT, look_back => DEMOTE_DAYS,
    };
    Ok(Screen::new(&desk, &visitor, "settings").show_as(StatusCode::OK, "check-measures.html", values))
}

/// A desk by the names that readers know: that of the edition, and of the section.
fn choice(desk: &Desk, it: &MeasuredDesk, asked: &str) -> Choice {
    let edition = desk.newsroom.edition(&it.edition);
    let name = edition.map_or(it.edition.as_str(), |edition| edition.name.as_str());
    let section = edition.and_then(|edition| edition.section(&it.section));
    let section = section.map_or(it.section.as_str(), |section| section.name.as_str());
    let value =
        if it.section.is_empty() { it.edition.clone() } else { format!("{}/{}", it.edition, it.section) };
    let name = if it.section.is_empty() { name.to_owned() } else { format!("{name} · {section}") };
    Choice { chosen: value == asked, value, name }
}
