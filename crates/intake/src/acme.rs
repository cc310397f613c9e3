//! The client as certificate authorities are asked through it (ACME, RFC 8555).

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};

use crate::http::{Ask, Client};

const ANSWER_BYTES_MAX: usize = 1 << 20;

impl HttpClient for Client {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let ask = Ask {
                method: head.method,
                headers: head.headers,
                body: body.collect().await.unwrap_or_default().to_bytes(),
                ..Ask::get(head.uri.to_string(), ANSWER_BYTES_MAX)
            };
            let answer = client.ask(ask).await.map_err(|error| Error::Other(Box::new(error)))?;
            let mut response = Response::new(Full::<Bytes>::from(answer.body));
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers;
            Ok(BytesResponse::from(response))
        })
    }
}
