//! Where other systems push: any format by token, and the two endpoints that Superdesk pushes to, as they are.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::request::Parts;
use http::{HeaderMap, StatusCode, header};
use newsroom::{Error, Push, SourceRow};
use serde::Deserialize;
use serde_json::{Value, json};
use story::Language;

use crate::access::{Access, Route, UPLOAD_BYTES_MAX};
use crate::app::Desk;
use crate::guard::read_multipart;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/push", Access::Token, post(content)).carrying(UPLOAD_BYTES_MAX),
        Route::post("/api/v2/content/push", Access::Token, post(content)).carrying(UPLOAD_BYTES_MAX),
        Route::post("/api/v2/assets/push", Access::Token, post(asset)).carrying(UPLOAD_BYTES_MAX),
        Route::get("/api/v2/assets/push/{media}", Access::Token, get(known_asset)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// For senders that can be given an address and no header.
    token: String,
    name: String,
}

async fn content(State(desk): State<Desk>, Query(asked): Query<Asked>, request: Request) -> Response {
    let (source, parts, body) = match sent(&desk, &asked, request).await {
        Ok(sent) => sent,
        Err(answer) => return answer,
    };
    let media_type = word(&parts.headers, header::CONTENT_TYPE.as_str()).to_owned();
    let pictures = serde_json::from_slice::<Value>(&body).map(|json| pictures(&json)).unwrap_or_default();
    let push = Push { bytes: body, name: asked.name, media_type, pictures };
    match desk.newsroom.push_delivery(&source, push).await {
        Ok(filed) => {
            let items: Vec<String> = filed.items.iter().map(|item| item.id.to_string()).collect();
            let answer = json!({ "status": "OK", "items": items, "problems": filed.problems });
            (StatusCode::CREATED, Json(answer)).into_response()
        }
        Err(error) => told(error),
    }
}

async fn asset(State(desk): State<Desk>, Query(asked): Query<Asked>, request: Request) -> Response {
    let (source, parts, body) = match sent(&desk, &asked, request).await {
        Ok(sent) => sent,
        Err(answer) => return answer,
    };
    let unreadable =
        || refused(StatusCode::BAD_REQUEST, "a form with the parts media_id and media is wanted");
    let Ok((_, mut form)) = read_multipart(parts, body.into()).await else { return unreadable() };
    let Some(upload) = form.uploads.pop() else { return unreadable() };
    let media = Some(form.word("media_id")).filter(|id| !id.is_empty()).unwrap_or(upload.name);
    match desk.newsroom.push_picture(&source, &media, upload.bytes).await {
        Ok(asset) => {
            let url = format!("/assets/{}", asset.id);
            let answer =
                json!({ "status": "OK", "media_id": media, "URL": url, "mime_type": asset.media_type });
            (StatusCode::CREATED, Json(answer)).into_response()
        }
        Err(error) => told(error),
    }
}

/// Superdesk asks before it sends the same picture again.
async fn known_asset(State(desk): State<Desk>, Path(media): Path<String>) -> Response {
    match desk.newsroom.pushed_picture(&media).await {
        Ok(Some(asset)) => Json(json!({ "media_id": media, "mime_type": asset.media_type })).into_response(),
        Ok(None) => refused(StatusCode::NOT_FOUND, "no such picture"),
        Err(error) => told(error),
    }
}

/// Who sends, and what: a bearer's token or one in the address is looked at before anything is read; a signature is one
/// of the whole body, which is read only where some source signs.
async fn sent(desk: &Desk, asked: &Asked, request: Request) -> Result<(SourceRow, Parts, Vec<u8>), Response> {
    let (parts, body) = request.into_parts();
    let unknown = || refused(StatusCode::UNAUTHORIZED, "no source has this token or signature");
    let bearer = word(&parts.headers, "authorization").strip_prefix("Bearer ").unwrap_or(&asked.token).trim();
    if !bearer.is_empty() {
        let source = desk.newsroom.source_of_token(bearer).await.map_err(told)?.ok_or_else(unknown)?;
        return Ok((source, parts, read(body).await?));
    }
    let signature = word(&parts.headers, "x-superdesk-signature").to_owned();
    if !desk.newsroom.may_be_signature(&signature).await.map_err(told)? {
        return Err(unknown());
    }
    let bytes = read(body).await?;
    let source = desk.newsroom.source_of_signature(&signature, &bytes).await.map_err(told)?;
    Ok((source.ok_or_else(unknown)?, parts, bytes))
}

async fn read(body: Body) -> Result<Vec<u8>, Response> {
    let bytes = axum::body::to_bytes(body, UPLOAD_BYTES_MAX).await;
    bytes.map(Into::into).map_err(|_| refused(StatusCode::PAYLOAD_TOO_LARGE, "too large, or cut off"))
}

pub(super) fn word<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Renditions name a picture by its address and by the identifier under which it was pushed.
fn pictures(json: &Value) -> Vec<(String, String)> {
    const DEPTH_MAX: usize = 40;
    fn walk(value: &Value, depth: usize, found: &mut Vec<(String, String)>) {
        if depth == 0 {
            return;
        }
        match value {
            Value::Object(object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
                found.extend(text("href").zip(text("media")));
                object.values().for_each(|inner| walk(inner, depth - 1, found));
            }
            Value::Array(list) => list.iter().for_each(|inner| walk(inner, depth - 1, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(json, DEPTH_MAX, &mut found);
    found.truncate(200);
    found
}

pub(super) fn refused(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "status": "error", "message": why }))).into_response()
}

/// Machines are told in English.
pub(super) fn told(error: Error) -> Response {
    match error {
        Error::Refused(refusal) => {
            let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
            refused(status, &refusal.text(&Language::new("en")))
        }
        Error::Fault(_) => refused(StatusCode::INTERNAL_SERVER_ERROR, "a fault; the log says which"),
    }
}
