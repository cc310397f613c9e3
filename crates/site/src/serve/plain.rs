//! Requests that ask for a page and nothing else, as nearly all do. What is read here is read where it lies.

use std::borrow::Cow;

use super::host::is_host;
use super::path::decode;

/// More headers than any browser sends; hyper takes a few more and refuses the rest.
const HEADERS_MAX: usize = 64;

/// A request of HTTP/1.1 for one page.
pub(crate) struct Plain<'b> {
    /// Only its head is asked for.
    pub(crate) head: bool,
    /// As it was sent.
    pub(crate) target: &'b str,
    pub(crate) path: Cow<'b, str>,
    /// There is a query after the path.
    pub(crate) asks: bool,
    pub(crate) accept_encoding: Option<&'b [u8]>,
    pub(crate) if_none_match: Option<&'b [u8]>,
    pub(crate) referer: Option<&'b [u8]>,
    pub(crate) user_agent: Option<&'b [u8]>,
}

pub(crate) enum Read<'b> {
    /// Its end is still to come.
    Part,
    /// The request and its bytes.
    Plain(Plain<'b>, usize),
    /// Something else, or something wrong.
    Other,
}

/// The first request in these bytes.
pub(crate) fn read(bytes: &[u8]) -> Read<'_> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(len)) => match plain(&request) {
            Some(plain) => Read::Plain(plain, len),
            None => Read::Other,
        },
        Ok(httparse::Status::Partial) => Read::Part,
        Err(_) => Read::Other,
    }
}

fn plain<'b>(request: &httparse::Request<'_, 'b>) -> Option<Plain<'b>> {
    let head = match request.method? {
        "GET" => false,
        "HEAD" => true,
        _ => return None,
    };
    if request.version != Some(1) {
        return None;
    }
    let target = request.path?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if target.contains('#') {
        return None;
    }
    let mut plain = Plain {
        head,
        target,
        path: decode(path).ok()?,
        asks: !query.is_empty(),
        accept_encoding: None,
        if_none_match: None,
        referer: None,
        user_agent: None,
    };
    plain.take(request.headers)?;
    Some(plain)
}

impl<'b> Plain<'b> {
    /// Reads the headers; `None` where one of them asks for more than a page, or stands twice.
    fn take(&mut self, headers: &[httparse::Header<'b>]) -> Option<()> {
        let (mut host, mut since) = (None, false);
        for header in headers {
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            let place = match header.name.len() {
                2 if is("te") => return None,
                4 if is("host") => &mut host,
                7 if is("referer") => &mut self.referer,
                10 if is("user-agent") => &mut self.user_agent,
                13 if is("if-none-match") => &mut self.if_none_match,
                15 if is("accept-encoding") => &mut self.accept_encoding,
                10 if is("connection") && !header.value.eq_ignore_ascii_case(b"keep-alive") => return None,
                17 if is("if-modified-since") => {
                    since = true;
                    continue;
                }
                5 if is("range") => return None,
                6 if is("expect") => return None,
                7 if is("upgrade") => return None,
                8 if is("if-match") || is("if-range") => return None,
                14 if is("content-length") => return None,
                17 if is("transfer-encoding") => return None,
                19 if is("if-unmodified-since") => return None,
                _ => continue,
            };
            if place.replace(header.value).is_some() {
                return None;
            }
        }
        // A tag counts for more than a date (RFC 9110 §13.1.3).
        (host.is_some_and(is_host) && (!since || self.if_none_match.is_some())).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(headers: &str) -> String {
        format!("GET /fr/?a=b HTTP/1.1\r\nHost: a\r\n{headers}\r\n")
    }

    #[test]
    fn what_a_browser_sends_is_plain() {
        let request = with(
            "User-Agent: x\r\nACCEPT-encoding: gzip, br\r\nConnection: Keep-Alive\r\nCookie: a=b\r\n\
             If-None-Match: \"1\"\r\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
        );
        let both = format!("{request}GET");
        let Read::Plain(plain, len) = read(both.as_bytes()) else { panic!("it is plain") };
        assert_eq!(len, request.len());
        assert_eq!((plain.target, &*plain.path, plain.head), ("/fr/?a=b", "/fr/", false));
        assert_eq!(plain.accept_encoding, Some(&b"gzip, br"[..]));
        assert_eq!(plain.if_none_match, Some(&b"\"1\""[..]));
        assert_eq!((plain.user_agent, plain.referer), (Some(&b"x"[..]), None));
    }

    #[test]
    fn what_asks_for_more_is_not() {
        for headers in [
            "Host: b\r\n",
            "Content-Length: 0\r\n",
            "content-length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Connection: close\r\n",
            "Connection: upgrade\r\nUpgrade: h2c\r\n",
            "Expect: 100-continue\r\n",
            "Range: bytes=0-1\r\n",
            "If-Range: \"1\"\r\n",
            "If-Match: \"1\"\r\n",
            "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
            "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n",
            "Accept-Encoding: gzip\r\nAccept-Encoding: br\r\n",
            "TE: trailers\r\n",
            "Content-Length : 5\r\n",
            " folded: 1\r\n",
        ] {
            assert!(matches!(read(with(headers).as_bytes()), Read::Other), "{headers}");
        }
        for request in [
            "POST / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.0\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\0",
        ] {
            assert!(matches!(read(request.as_bytes()), Read::Other), "{request}");
        }
    }

    #[test]
    fn half_a_request_is_waited_for() {
        let whole = with("");
        for len in 0..whole.len() {
            assert!(matches!(read(&whole.as_bytes()[..len]), Read::Part), "{len}");
        }
    }
}
