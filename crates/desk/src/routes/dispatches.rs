//! What partners ask for, by token: their part of what goes live, as lists, as feeds, one story at a time.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use newsroom::{DispatchList, PartnerRow};
use serde::Deserialize;
use serde_json::json;
use story::{StoryId, Writer};

use super::push::{refused, told, word};
use crate::access::{Access, Route};
use crate::app::Desk;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/partner/{form}", Access::Token, get(list)),
        Route::get("/partner/{form}/{story}", Access::Token, get(one)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// For feed readers, which can be given an address and no header.
    token: String,
    /// Everything behind this entry of the journal, oldest first; without it the newest stories as they stand.
    after: Option<u64>,
    limit: Option<usize>,
}

async fn list(
    State(desk): State<Desk>,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let partner = partner(&desk, &headers, &asked).await?;
    let writer = desk.newsroom.writer(&form).ok_or_else(|| unknown_form(&desk))?;
    let Some(write) = writer.list else {
        return Err(refused(StatusCode::NOT_FOUND, "this form has no lists; ask for one story"));
    };
    let newsroom = &desk.newsroom;
    let found = match asked.after {
        Some(after) => newsroom.dispatches_after(&partner, writer, after, asked.limit).await,
        None => newsroom.newest_dispatches(&partner, writer, asked.limit).await,
    };
    let DispatchList { dispatches, mut channel } = found.map_err(told)?;
    let tag = format!("\"{}-{}-{}\"", partner.id, partner.changed.as_millisecond(), channel.next);
    if word(&headers, "if-none-match") == tag {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    channel.href = format!("{}/partner/{form}", desk_origin(&headers));
    let next = format!("</partner/{form}?after={}>; rel=\"next\"", channel.next);
    let text = write(&channel, &dispatches);
    let mut answer = match text.is_empty() {
        true => StatusCode::NO_CONTENT.into_response(),
        false => written(writer, text),
    };
    for (name, value) in [(header::ETAG, tag), (header::LINK, next)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

async fn one(
    State(desk): State<Desk>,
    Path((form, story)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let partner = partner(&desk, &headers, &asked).await?;
    let writer = desk.newsroom.writer(&form).ok_or_else(|| unknown_form(&desk))?;
    let missing = || refused(StatusCode::NOT_FOUND, "no such story for this partner");
    let story: StoryId = story.parse().map_err(|_| missing())?;
    let found = desk.newsroom.dispatch_of(&partner, writer, story).await.map_err(told)?;
    Ok(written(writer, (writer.one)(&found.ok_or_else(missing)?)))
}

/// By a bearer's token, or by one in the address.
async fn partner(desk: &Desk, headers: &HeaderMap, asked: &Asked) -> Result<PartnerRow, Response> {
    let token = word(headers, "authorization").strip_prefix("Bearer ").unwrap_or(&asked.token).trim();
    let found = desk.newsroom.partner_of_token(token).await.map_err(told)?;
    found.ok_or_else(|| {
        let mut answer = refused(StatusCode::UNAUTHORIZED, "no partner has this token");
        answer.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        answer
    })
}

/// The answer to a form that we do not write, with those that we do.
fn unknown_form(desk: &Desk) -> Response {
    let known: Vec<&str> = desk.newsroom.writers().iter().map(|writer| writer.name).collect();
    let why = json!({ "status": "error", "message": "no such form", "forms": known });
    (StatusCode::NOT_FOUND, Json(why)).into_response()
}

/// Where the asker says it found us.
fn desk_origin(headers: &HeaderMap) -> String {
    let scheme = if word(headers, "x-forwarded-proto") == "https" { "https" } else { "http" };
    format!("{scheme}://{}", word(headers, "host"))
}

/// For this partner only: nothing between us may keep it.
fn written(writer: &Writer, text: String) -> Response {
    let headers = [(header::CONTENT_TYPE, writer.media_type), (header::CACHE_CONTROL, "private, no-cache")];
    (headers, text).into_response()
}
