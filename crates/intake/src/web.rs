//! Asks an address of the web for what is new: only what changed travels, as its server says.

use jiff::Timestamp;
use newsroom::{Delivery, FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::{Value as Json, json};

use crate::http::{Ask, Client};
use crate::mime;

/// Seconds, or a moment as HTTP writes it (RFC 9110, 10.2.3).
pub(crate) fn wait_s(said: &str, now: Timestamp) -> Option<u64> {
    let until = || jiff::fmt::rfc2822::parse(said.trim()).ok().map(|at| at.timestamp());
    let left = || until().map(|at| at.duration_since(now).as_secs().max(0).unsigned_abs());
    said.trim().parse().ok().or_else(left)
}

pub(crate) async fn visit(
    client: &Client,
    config: &SourceConfig,
    progress: &Json,
) -> Result<Visit, VisitError> {
    let known = |key: &str| progress.get(key).and_then(Json::as_str).unwrap_or_default();
    let mut ask = Ask::get(config.address.trim(), FILE_BYTES_MAX);
    for (header, key) in [("if-none-match", "etag"), ("if-modified-since", "modified")] {
        if !known(key).is_empty() {
            ask = ask.with(header, known(key));
        }
    }
    if !config.user.is_empty() {
        let pair = format!("{}:{}", config.user, config.secret);
        ask = ask.with("authorization", &format!("Basic {}", mime::base64(pair.as_bytes())));
    } else if !config.secret.is_empty() {
        ask = ask.with("authorization", &format!("Bearer {}", config.secret));
    }
    let answer = client.ask(ask).await?;
    match answer.status.as_u16() {
        304 => Ok(Visit { deliveries: Vec::new(), progress: progress.clone(), wait_s: None }),
        200..=299 => {
            let progress =
                json!({ "etag": answer.header("etag"), "modified": answer.header("last-modified") });
            let media_type = answer.header("content-type").to_owned();
            let delivery = Delivery { name: answer.url, media_type, bytes: answer.body, left: None };
            let deliveries = if delivery.bytes.is_empty() { Vec::new() } else { vec![delivery] };
            Ok(Visit { deliveries, progress, wait_s: None })
        }
        429 | 503 => {
            let wait_s = wait_s(answer.header("retry-after"), Timestamp::now());
            Err(VisitError::Busy { status: answer.status.as_u16(), wait_s })
        }
        401 | 403 => {
            Err(VisitError::Settings(format!("{} does not let us in ({})", config.address, answer.status)))
        }
        410 => Err(VisitError::Settings(format!("{} is gone for good", config.address))),
        _ => Err(VisitError::Away(format!("{} answers {}", config.address, answer.status))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_asks_for_patience_in_seconds_or_until_a_moment() {
        let now = "2026-06-09T10:00:00Z".parse().unwrap();
        assert_eq!(wait_s("120", now), Some(120));
        assert_eq!(wait_s("Tue, 09 Jun 2026 10:02:00 GMT", now), Some(120));
        assert_eq!(wait_s("Tue, 09 Jun 2026 09:00:00 GMT", now), Some(0));
        assert_eq!(wait_s("soon", now), None);
    }
}
