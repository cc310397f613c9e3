//! The editions: what each is, as its file says.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use newsroom::{Permission, StoryFilter};
use serde::Serialize;
use story::{Edition, Numerals};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/editions", Access::May(Permission::ManageChecks), get(list))]
}

/// More are told as so many.
const COUNT_MAX: u32 = 10_000;

#[derive(Debug, Serialize)]
struct Line {
    id: String,
    title: String,
    name: String,
    language: String,
    direction: &'static str,
    zone: String,
    /// A number as the edition writes it.
    numerals: &'static str,
    sections: usize,
    stories: u64,
    many: bool,
}

async fn list(State(desk): State<Desk>, visitor: Visitor) -> Result<Response, Problem> {
    let mut lines = Vec::new();
    for edition in &desk.config.editions {
        let filter = StoryFilter { edition: Some(edition.id.clone()), ..StoryFilter::default() };
        let found = desk.newsroom.count_stories(&visitor.caller, &filter, COUNT_MAX).await?.stories;
        lines.push(line(edition, found));
    }
    let values = values! { tab => "editions", editions => lines };
    Ok(Screen::new(&desk, &visitor, "settings").show("editions.html", values))
}

fn line(edition: &Edition, stories: u64) -> Line {
    Line {
        id: edition.id.clone(),
        title: edition.title.clone(),
        name: edition.name.clone(),
        language: edition.language.to_string(),
        direction: edition.direction.as_str(),
        zone: edition.time_zone.clone(),
        numerals: match edition.numerals {
            Numerals::Latin => "0123456789",
            Numerals::Arabic => "٠١٢٣٤٥٦٧٨٩",
            Numerals::Persian => "۰۱۲۳۴۵۶۷۸۹",
        },
        sections: edition.sections.len(),
        stories,
        many: stories >= u64::from(COUNT_MAX),
    }
}
