//! Answers made smaller for the way. Screens are mostly the same words again: a tenth of their bytes is left.

use std::io::Write;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{HeaderMap, HeaderValue, header};

use crate::guard::comes_from_elsewhere;

/// A screen is compressed while somebody waits; more work would cost more time than its bytes.
const SCREEN_LEVEL: Compression = Compression::new(4);
/// Below this, one packet carries it anyway.
const SCREEN_BYTES_MIN: usize = 1_000;

/// Compresses screens for browsers that take it. Where another site made the browser ask, its guesses could stand in the
/// screen beside what it may not know, and the length would tell whether they are right (BREACH): that one stays as it is.
pub(crate) async fn compress(request: Request, next: Next) -> Response {
    let wanted = takes(request.headers(), "gzip") && !comes_from_elsewhere(request.headers());
    let mut answer = next.run(request).await;
    if !is_screen(answer.headers()) {
        return answer;
    }
    answer.headers_mut().append(header::VARY, HeaderValue::from_static("accept-encoding, sec-fetch-site"));
    if !wanted {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    // Screens are whole in memory already: there is nothing to wait for, and no bound to keep.
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    if bytes.len() < SCREEN_BYTES_MIN {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Response::from_parts(parts, Body::from(gzip(&bytes, SCREEN_LEVEL)))
}

fn is_screen(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    media_type.is_some_and(|media_type| media_type.starts_with("text/html"))
        && !headers.contains_key(header::CONTENT_ENCODING)
}

pub(crate) fn gzip(bytes: &[u8], level: Compression) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), level);
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => Bytes::from(packed),
        Err(never) => unreachable!("memory takes what is written: {never}"),
    }
}

/// The coding is in the list, and not refused by a weight of nothing.
pub(crate) fn takes(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|part| {
        let mut words = part.split(';').map(str::trim);
        let refused = |weight: &str| weight.trim_start_matches("q=").trim_matches(['0', '.']).is_empty();
        words.next().is_some_and(|name| name.eq_ignore_ascii_case(coding)) && !words.any(refused)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_for_gzip_gets_it() {
        let given = |accepted: &'static str| {
            let asked = [(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))];
            takes(&HeaderMap::from_iter(asked), "gzip")
        };
        for accepted in ["gzip", "br, GZIP;q=0.5", "gzip, deflate, br"] {
            assert!(given(accepted), "{accepted}");
        }
        for refused in ["", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"] {
            assert!(!given(refused), "{refused}");
        }
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }
}
