//! Asks an address of the web for what is new: only what changed travels, as its server says.

use newsroom::{Delivery, FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::{Value as Json, json};

use crate::http::{Ask, Client};

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
        ask = ask.signed(&config.user, &config.secret);
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
        429 | 503 => Err(VisitError::Busy { status: answer.status.as_u16(), wait_s: answer.wait_s() }),
        401 | 403 => {
            Err(VisitError::Settings(format!("{} does not let us in ({})", config.address, answer.status)))
        }
        410 => Err(VisitError::Settings(format!("{} is gone for good", config.address))),
        _ => Err(VisitError::Away(format!("{} answers {}", config.address, answer.status))),
    }
}
