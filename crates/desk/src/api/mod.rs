//! The API: everything the screens do, for programs. Routes call the same actions and questions as forms do; the
//! description at `/api/openapi.json` is made from the same table as the routes.

mod accounts;
mod assets;
mod board;
mod checks;
mod comments;
mod coverage;
mod endpoint;
mod fronts;
mod history;
mod ical;
mod items;
mod moves;
mod openapi;
mod partners;
mod planning;
mod presets;
mod problem;
mod rulings;
mod serve;
mod shapes;
mod sources;
mod stories;

use std::sync::OnceLock;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use bytes::Bytes;
use http::{HeaderMap, header};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::problem::Problem;
use endpoint::Endpoint;

/// All that needs a token. A new area is one line here.
fn endpoints() -> Vec<Endpoint> {
    [
        stories::endpoints(),
        history::endpoints(),
        moves::endpoints(),
        board::endpoints(),
        comments::endpoints(),
        coverage::endpoints(),
        checks::endpoints(),
        items::endpoints(),
        presets::endpoints(),
        planning::endpoints(),
        planning::calendars(),
        assets::endpoints(),
        fronts::endpoints(),
        accounts::endpoints(),
        sources::endpoints(),
        partners::endpoints(),
        rulings::endpoints(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn routes() -> Vec<Route> {
    let open = [
        Route::get("/api/openapi.json", Access::Open, get(description)),
        Route::get("/api/problems", Access::Open, get(problems)),
    ];
    open.into_iter().chain(endpoints().into_iter().map(Endpoint::route)).collect()
}

/// Where nothing is: programs are told so in their way.
pub(crate) fn nowhere() -> axum::Router<Desk> {
    let unknown = async |State(desk): State<Desk>, headers: HeaderMap| {
        problem::answer(&desk, problem::language(&headers, None, &desk), &Problem::unknown())
    };
    axum::Router::new().route("/api/{*rest}", any(unknown))
}

/// For a method that an address does not know.
pub(crate) fn wrong_method(desk: &Desk, headers: &HeaderMap) -> Response {
    problem::answer(desk, problem::language(headers, None, desk), &Problem::wrong_method())
}

async fn description(State(desk): State<Desk>) -> Response {
    static WRITTEN: OnceLock<Bytes> = OnceLock::new();
    let origin = desk.newsroom.desk_origin();
    let written = WRITTEN.get_or_init(|| openapi::describe(&endpoints(), origin).to_string().into());
    ([(header::CONTENT_TYPE, "application/json")], written.clone()).into_response()
}

async fn problems() -> Response {
    Json(problem::all()).into_response()
}
