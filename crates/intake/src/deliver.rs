//! Carries to a partner's server what went live: one POST an entry, under its number in the journal.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::Method;
use newsroom::{Answered, Deliver, Parcel, VisitError};

use crate::Intake;
use crate::http::Ask;

/// Servers say why in a line or two.
const ANSWER_BYTES_MAX: usize = 64 << 10;

impl Deliver for Intake {
    fn deliver<'a>(
        &'a self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<Answered, VisitError>> + Send + 'a>> {
        Box::pin(async move {
            let answer = self.client.ask(ask(parcel)).await?;
            let wait_s = answer.wait_s();
            let told = String::from_utf8_lossy(&answer.body).into_owned();
            Ok(Answered { status: answer.status.as_u16(), told, wait_s })
        })
    }
}

fn ask(parcel: &Parcel) -> Ask {
    let mut ask = Ask::get(parcel.address.as_str(), ANSWER_BYTES_MAX);
    ask.method = Method::POST;
    ask.body = Bytes::from(parcel.body.clone());
    // Draft-ietf-httpapi-idempotency-key: whoever knows the key took the entry already.
    let ask = ask
        .with("content-type", &parcel.media_type)
        .with("idempotency-key", &format!("\"{}\"", parcel.seq))
        .with("x-marbre-entry", &parcel.seq.to_string());
    if parcel.secret.is_empty() {
        return ask;
    }
    ask.with("authorization", &format!("Bearer {}", parcel.secret))
}
