//! Whose a request is: one that two servers in a row could take for two hosts is refused (RFC 9112 §3.2).

use std::net::Ipv6Addr;

use http::header::HOST;
use http::{Request, Version};

/// What is wrong, in words for whoever sent it. Two hosts are an attack; none is only for HTTP/1.0, and for HTTP/2 where it
/// is `:authority` (RFC 9113 §8.3.1).
pub(crate) fn misaddressed<B>(request: &Request<B>) -> Option<&'static str> {
    let mut hosts = request.headers().get_all(HOST).iter().map(|host| host.as_bytes());
    let authority = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let second = request.version() == Version::HTTP_2;
    let named = match (hosts.next(), hosts.next()) {
        // Over HTTP/1.1 an address in the first line goes before the header (RFC 9112 §3.2.2).
        (Some(host), None) => {
            is_host(host) && (!second || authority.is_none_or(|name| name.eq_ignore_ascii_case(host)))
        }
        (None, _) => request.version() == Version::HTTP_10 || second && authority.is_some(),
        (Some(_), Some(_)) => false,
    };
    let named = named && authority.is_none_or(is_host);
    (!named).then_some("Exactly one Host header is needed, and it names a host.")
}

/// A host and perhaps its port (RFC 9112 §3.2, RFC 3986 §3.2); none at all is allowed too. No name of a user.
pub(crate) fn is_host(value: &[u8]) -> bool {
    let (host, rest) = match value.strip_prefix(b"[") {
        Some(literal) => {
            let end = literal.iter().position(|byte| *byte == b']');
            let Some((literal, rest)) = end.map(|end| literal.split_at(end)) else { return false };
            if !std::str::from_utf8(literal).is_ok_and(|literal| literal.parse::<Ipv6Addr>().is_ok()) {
                return false;
            }
            (literal, &rest[1..])
        }
        None => {
            let end = value.iter().position(|byte| *byte == b':').unwrap_or(value.len());
            let (name, rest) = value.split_at(end);
            if !is_name(name) {
                return false;
            }
            (name, rest)
        }
    };
    match rest.strip_prefix(b":") {
        Some(port) => !host.is_empty() && is_port(port),
        None => rest.is_empty(),
    }
}

/// Letters of a name, with each percent sign before two digits.
fn is_name(name: &[u8]) -> bool {
    let mut bytes = name.iter();
    while let Some(byte) = bytes.next() {
        let fine = match byte {
            b'%' => bytes
                .next()
                .zip(bytes.next())
                .is_some_and(|(high, low)| high.is_ascii_hexdigit() && low.is_ascii_hexdigit()),
            byte => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(byte),
        };
        if !fine {
            return false;
        }
    }
    true
}

/// None at all is the usual one.
fn is_port(port: &[u8]) -> bool {
    let number = port.iter().try_fold(0u32, |number, byte| {
        byte.is_ascii_digit().then(|| number.saturating_mul(10).saturating_add(u32::from(byte - b'0')))
    });
    number.is_some_and(|number| number <= u32::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(request: http::request::Builder) -> bool {
        misaddressed(&request.body(()).unwrap()).is_none()
    }

    #[test]
    fn a_host_is_named_once_and_rightly() {
        let with = |hosts: &[&str]| {
            taken(hosts.iter().fold(Request::get("/fr/"), |request, host| request.header(HOST, *host)))
        };
        for host in [
            "news.example",
            "news.example:8080",
            "news.example:",
            "192.0.2.1:80",
            "[::1]:80",
            "[2001:db8::1]",
            "xn--nouvelle-b1a.example",
            "a%2Db",
            "a:65535",
            "",
        ] {
            assert!(with(&[host]), "{host}");
        }
        for host in [
            "a b",
            "a/b",
            "a@b",
            "a\\b",
            "a?b",
            "a#b",
            "a\"b",
            "é",
            "a:b",
            "a:80:80",
            "a:65536",
            "a:999999",
            "a%zz",
            "a%2",
            "[::1",
            "]][[",
            "[]",
            "[::1]a",
            "[::1]:x",
            "[127.0.0.1]",
            "::1",
            ":80",
            "u:p@a",
        ] {
            assert!(!with(&[host]), "{host}");
        }
        assert!(!with(&[]));
        assert!(!with(&["a", "a"]));
    }

    #[test]
    fn the_address_of_a_request_of_http_2_names_its_host_alone() {
        let second =
            |authority: &str| Request::get(format!("https://{authority}/fr/")).version(Version::HTTP_2);
        assert!(taken(second("news.example")));
        assert!(taken(second("news.example:443").header(HOST, "News.Example:443")));
        assert!(!taken(second("u:p@news.example")));
        assert!(!taken(second("u@news.example")));
        assert!(!taken(second("news.example").header(HOST, "other.example")));
        assert!(!taken(Request::get("/fr/").version(Version::HTTP_2)));
        // Over HTTP/1.1 the header is passed over.
        assert!(taken(Request::get("http://news.example/fr/").header(HOST, "other.example")));
        assert!(!taken(Request::get("http://u@news.example/fr/").header(HOST, "news.example")));
    }
}
