//! A client of HTTP/1.1 that asks one question a connection, follows a few redirects, each looked at anew, and never
//! reads more than it was told.

use std::io::Read as _;
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, COOKIE, HOST, LOCATION, RETRY_AFTER,
    USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use newsroom::VisitError;

use crate::guard::Guard;
use crate::mime;
use crate::stream::Stream;

const REDIRECTS_MAX: usize = 5;
const ANSWER_MAX: Duration = Duration::from_secs(60);
/// What we call ourselves, so that a source's operator can find whose requests these are.
const AGENT: &str = concat!("Marbre/", env!("CARGO_PKG_VERSION"));

/// One question.
#[derive(Debug, Clone)]
pub struct Ask {
    pub method: Method,
    pub url: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    pub bytes_max: usize,
}

impl Ask {
    pub fn get(url: impl Into<String>, bytes_max: usize) -> Self {
        Self {
            method: Method::GET,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            bytes_max,
        }
    }

    /// A form, as a browser would send it.
    pub fn post(url: impl Into<String>, form: String, bytes_max: usize) -> Self {
        let asked = Self { method: Method::POST, body: Bytes::from(form), ..Self::get(url, bytes_max) };
        asked.with("content-type", "application/x-www-form-urlencoded")
    }

    /// As somebody of that name (RFC 7617).
    pub fn signed(self, name: &str, secret: &str) -> Self {
        let pair = mime::base64(format!("{name}:{secret}").as_bytes());
        self.with(AUTHORIZATION.as_str(), &format!("Basic {pair}"))
    }

    /// Nothing where name or value are none of a header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
        self
    }
}

/// The answer, its body whole and unpacked.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// Where it came from in the end.
    pub url: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// How long the server asks to be left alone, where it says so.
    pub fn wait_s(&self) -> Option<u64> {
        wait_s(self.header(RETRY_AFTER.as_str()), Timestamp::now())
    }
}

/// Seconds, or a moment as HTTP writes it (RFC 9110, 10.2.3).
fn wait_s(said: &str, now: Timestamp) -> Option<u64> {
    let until = || jiff::fmt::rfc2822::parse(said.trim()).ok().map(|at| at.timestamp());
    let left = || until().map(|at| at.duration_since(now).as_secs().max(0).unsigned_abs());
    said.trim().parse().ok().or_else(left)
}

/// Asks, within the guard's bounds. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client {
    guard: Guard,
}

impl Client {
    pub fn new(guard: Guard) -> Self {
        Self { guard }
    }

    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    pub async fn ask(&self, ask: Ask) -> Result<Answer, VisitError> {
        let answered = tokio::time::timeout(ANSWER_MAX, self.follow(ask)).await;
        answered.unwrap_or_else(|_| Err(VisitError::Away("no answer in time".into())))
    }

    async fn follow(&self, mut ask: Ask) -> Result<Answer, VisitError> {
        for _ in 0..=REDIRECTS_MAX {
            let answer = self.once(&ask).await?;
            let moved = matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308);
            let to = answer.header(LOCATION.as_str()).to_owned();
            if !moved || to.is_empty() {
                return Ok(answer);
            }
            let next = resolved(&ask.url, &to)?;
            // What was meant for one server is not told to another.
            if origin(&next) != origin(&ask.url) {
                ask.headers.remove(AUTHORIZATION);
                ask.headers.remove(COOKIE);
            }
            if answer.status == StatusCode::SEE_OTHER {
                (ask.method, ask.body) = (Method::GET, Bytes::new());
            }
            ask.url = next;
        }
        Err(VisitError::Refused(format!("more than {REDIRECTS_MAX} redirects")))
    }

    async fn once(&self, ask: &Ask) -> Result<Answer, VisitError> {
        let uri: Uri =
            ask.url.parse().map_err(|_| VisitError::Settings(format!("'{}' is no address", ask.url)))?;
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(VisitError::Refused("only http and https are asked".into())),
        };
        let host = uri.host().filter(|host| !host.is_empty());
        let host =
            host.ok_or_else(|| VisitError::Settings(format!("'{}' names no server", ask.url)))?.to_owned();
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let stream = self.guard.connect(&host, port).await?;
        let stream = if secure { Stream::tls(stream, &host).await? } else { Stream::Plain(stream) };
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(|error| VisitError::Away(error.to_string()))?;
        // Ends with the sender.
        tokio::spawn(connection);
        let answer = sender
            .send_request(request(ask, &uri)?)
            .await
            .map_err(|error| VisitError::Away(error.to_string()))?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, ask.bytes_max).collect().await.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                VisitError::TooLarge(format!("{} holds more than {} MiB", ask.url, ask.bytes_max >> 20))
            } else {
                VisitError::Away(error.to_string())
            }
        })?;
        let body = unpacked(&head.headers, &body.to_bytes(), ask.bytes_max)?;
        Ok(Answer { status: head.status, headers: head.headers, body, url: ask.url.clone() })
    }
}

fn request(ask: &Ask, uri: &Uri) -> Result<Request<Full<Bytes>>, VisitError> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::builder()
        .method(ask.method.clone())
        .uri(path)
        .body(Full::new(ask.body.clone()))
        .map_err(|error| VisitError::Settings(error.to_string()))?;
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    // Credentials before an @ are no part of a host.
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let headers = request.headers_mut();
    headers.extend(ask.headers.clone());
    let value =
        |text: &str| HeaderValue::try_from(text).map_err(|error| VisitError::Settings(error.to_string()));
    headers.insert(HOST, value(host)?);
    headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    if !ask.body.is_empty() {
        headers.insert(CONTENT_LENGTH, value(&ask.body.len().to_string())?);
    }
    Ok(request)
}

/// A small packet may hold gigabytes of the same letter: what comes out is counted, too.
fn unpacked(headers: &HeaderMap, body: &Bytes, bytes_max: usize) -> Result<Vec<u8>, VisitError> {
    let encoding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !encoding.eq_ignore_ascii_case("gzip") {
        return Ok(body.to_vec());
    }
    let mut bytes = Vec::new();
    let mut unpacking = flate2::read::MultiGzDecoder::new(body.as_ref()).take(bytes_max as u64 + 1);
    unpacking
        .read_to_end(&mut bytes)
        .map_err(|error| VisitError::Away(format!("the packed answer is damaged: {error}")))?;
    if bytes.len() > bytes_max {
        return Err(VisitError::TooLarge(format!(
            "unpacked, the answer holds more than {} MiB",
            bytes_max >> 20
        )));
    }
    Ok(bytes)
}

fn origin(url: &str) -> String {
    url.split('/').take(3).collect::<Vec<_>>().join("/").to_ascii_lowercase()
}

/// The address that a redirect names, relative to the one that was asked.
fn resolved(base: &str, to: &str) -> Result<String, VisitError> {
    let to = to.trim();
    // In its query an address may name another.
    if to.split(['?', '#']).next().is_some_and(|path| path.contains("://")) {
        return Ok(to.to_owned());
    }
    let scheme = base.split("://").next().unwrap_or("https");
    if let Some(rest) = to.strip_prefix("//") {
        return Ok(format!("{scheme}://{rest}"));
    }
    let origin = origin(base);
    if to.starts_with('/') {
        return Ok(format!("{origin}{to}"));
    }
    if to.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        return Err(VisitError::Refused(format!("a redirect to '{to}' is not followed")));
    }
    let path = base[origin.len().min(base.len())..].split(['?', '#']).next().unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(format!("{origin}{folder}/{to}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_are_resolved_as_browsers_do() {
        for (to, whole) in [
            ("https://b.example/y", "https://b.example/y"),
            ("//b.example/y", "https://b.example/y"),
            ("/y", "https://a.example/y"),
            ("y", "https://a.example/feeds/y"),
            ("/y?next=http://c.example/", "https://a.example/y?next=http://c.example/"),
        ] {
            assert_eq!(resolved("https://a.example/feeds/x?q=1", to).unwrap(), whole);
        }
        assert!(resolved("https://a.example/x", "file:/etc/passwd").is_err());
    }

    #[test]
    fn a_server_asks_for_patience_in_seconds_or_until_a_moment() {
        let now = "2026-06-09T10:00:00Z".parse().unwrap();
        assert_eq!(wait_s("120", now), Some(120));
        assert_eq!(wait_s("Tue, 09 Jun 2026 10:02:00 GMT", now), Some(120));
        assert_eq!(wait_s("Tue, 09 Jun 2026 09:00:00 GMT", now), Some(0));
        assert_eq!(wait_s("soon", now), None);
    }

    #[test]
    fn a_small_packet_that_holds_a_giant_is_refused() {
        use std::io::Write as _;
        let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packing.write_all(&vec![b'a'; 4 << 20]).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let packed = Bytes::from(packing.finish().unwrap());
        assert!(matches!(unpacked(&headers, &packed, 1 << 20), Err(VisitError::TooLarge(_))));
        assert_eq!(unpacked(&headers, &packed, 8 << 20).unwrap().len(), 4 << 20);
    }
}
