//! Style sheets, fonts and scripts; and whether the service is up.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use flate2::Compression;
use http::{HeaderMap, HeaderValue, header};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::encoding::{gzip, takes};
use crate::problem::Problem;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/_/{file}", Access::Open, get(file)),
        Route::get("/healthz", Access::Open, get(|| async { "ok\n" })),
    ]
}

/// The files of the theme for who does not take Brotli: each compressed once, when it is first asked for.
#[derive(Default)]
pub(crate) struct Packed(Mutex<HashMap<String, Bytes>>);

impl Packed {
    /// Compressed bytes; the names are those of our own files, so there are few.
    fn of(&self, name: &str, bytes: &[u8]) -> Bytes {
        if let Some(packed) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
            return packed.clone();
        }
        // Two who ask at once do the work twice and keep the same.
        let packed = gzip(bytes, Compression::best());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(name.to_owned()).or_insert(packed).clone()
    }
}

/// Fonts and pictures are compressed by their own form.
fn shrinks(media_type: &str) -> bool {
    media_type.starts_with("text/") || media_type.contains("javascript") || media_type.contains("svg")
}

/// What is part of the binary is sent from where it stands.
fn held(bytes: Cow<'static, [u8]>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

/// The name holds a hash of the bytes, so they may be kept for ever.
async fn file(
    State(desk): State<Desk>,
    Path(name): Path<String>,
    asked: HeaderMap,
) -> Result<Response, Problem> {
    let Some((media_type, bytes)) = (desk.config.theme)(&name) else {
        return of_the_site(&desk, &name).await;
    };
    let headers =
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, "max-age=31536000, immutable")];
    if !shrinks(media_type) {
        return Ok((headers, held(bytes)).into_response());
    }
    let packed = (desk.config.theme_packed)(&name).filter(|_| takes(&asked, "br"));
    let mut answer = if let Some(packed) = packed {
        (headers, [(header::CONTENT_ENCODING, "br")], held(packed)).into_response()
    } else if takes(&asked, "gzip") {
        (headers, [(header::CONTENT_ENCODING, "gzip")], desk.packed.of(&name, &bytes)).into_response()
    } else {
        (headers, held(bytes)).into_response()
    };
    answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Ok(answer)
}

/// A file of the newsroom's own theme, for proofs of the readers' pages.
async fn of_the_site(desk: &Desk, name: &str) -> Result<Response, Problem> {
    let path = format!("/_/{name}");
    let found = desk.proof(move |proofs| Ok(proofs.file(&path))).await?;
    let (media_type, bytes) = found.ok_or_else(Problem::unknown)?;
    let kept = (header::CACHE_CONTROL, "max-age=31536000, immutable".to_owned());
    Ok(([(header::CONTENT_TYPE, media_type), kept], bytes).into_response())
}
