//! Behind a proxy every connection comes from the proxy. Whom it speaks for is read from what it says (RFC 7239, or the
//! older `X-Forwarded-For`), from the end, and only as far as those say it whom the operator named: anybody may send
//! such a header.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use http::{HeaderMap, HeaderName, header};

const OLDER: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Which addresses are proxies of the operator's own; none unless it is said.
#[derive(Clone)]
pub struct TrustedProxies(Arc<dyn Fn(IpAddr) -> bool + Send + Sync>);

impl TrustedProxies {
    pub fn new(trusted: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(trusted))
    }

    pub fn none() -> Self {
        Self::new(|_| false)
    }

    /// Who asked, where the connection comes from `peer`.
    pub(crate) fn speaker(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        let told = [(header::FORWARDED, true), (OLDER, false)].map(|(name, named)| {
            let hops = hops(headers, &name, named);
            (!hops.is_empty()).then(|| self.walk(peer, &hops))
        });
        match told {
            // A proxy that writes one of the two passes the other on as somebody sent it.
            [Some(one), Some(other)] if one != other => peer,
            [one, other] => one.or(other).unwrap_or(peer),
        }
    }

    /// What a proxy says of nobody in particular is its own.
    fn walk(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> IpAddr {
        let mut speaker = peer;
        for hop in hops.iter().rev() {
            match hop {
                Some(next) if (self.0)(speaker) => speaker = *next,
                _ => break,
            }
        }
        speaker
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TrustedProxies").finish_non_exhaustive()
    }
}

/// Whom each one on the way had the request from, in their order; `None` where that is no address.
fn hops(headers: &HeaderMap, name: &HeaderName, named: bool) -> Vec<Option<IpAddr>> {
    let lines = headers.get_all(name).iter().map(|line| line.to_str().unwrap_or_default());
    let hops = lines.flat_map(|line| split(line, ','));
    hops.map(|hop| address(if named { said_for(hop) } else { hop })).collect()
}

/// The `for` of one element of `Forwarded`.
fn said_for(element: &str) -> &str {
    let pairs = split(element, ';').into_iter().filter_map(|pair| pair.split_once('='));
    let found = pairs.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("for"));
    found.map_or("", |(_, value)| value.trim().trim_matches('"'))
}

/// With or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let parsed = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    parsed.map(|address: IpAddr| address.to_canonical())
}

/// Pieces between marks that stand outside of quotes.
fn split(text: &str, mark: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(move |letter| {
        quoted ^= letter == '"';
        letter == mark && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker(peer: &str, lines: &[(&str, &str)]) -> String {
        let trusted = ["10.0.0.1", "10.0.0.2", "2001:db8::1"].map(|text| text.parse::<IpAddr>().unwrap());
        let proxies = TrustedProxies::new(move |address| trusted.contains(&address));
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value.parse().unwrap());
        }
        proxies.speaker(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_a_named_proxy_says_whom_it_speaks_for_and_only_the_last_word_counts() {
        let older = |value| [("x-forwarded-for", value)];
        for (peer, value, who) in [
            ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
            ("::ffff:10.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
            ("2001:db8::1", "[2001:db8::9]:443", "2001:db8::9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
            ("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
            ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
            ("10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"),
            ("10.0.0.1", "203.0.113.9,", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
            ("203.0.113.9", "1.1.1.1", "203.0.113.9"),
            ("10.0.0.3", "1.1.1.1, 10.0.0.1", "10.0.0.3"),
        ] {
            assert_eq!(speaker(peer, &older(value)), who, "{peer} says {value}");
        }
        let two = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(speaker("10.0.0.1", &two), "203.0.113.9");
    }

    #[test]
    fn the_standard_header_is_read_with_its_quotes() {
        for (value, who) in [
            ("for=203.0.113.9;proto=https;by=10.0.0.1", "203.0.113.9"),
            ("by=\"a,b;for=1.1.1.1\";For=\"[2001:db8::9]:4711\"", "2001:db8::9"),
            ("for=1.1.1.1, for=203.0.113.9", "203.0.113.9"),
            ("for=1.1.1.1, for=_hidden", "10.0.0.1"),
            ("for=1.1.1.1, for=unknown", "10.0.0.1"),
            ("proto=https", "10.0.0.1"),
        ] {
            assert_eq!(speaker("10.0.0.1", &[("forwarded", value)]), who, "{value}");
        }
    }

    #[test]
    fn of_two_headers_that_say_otherwise_neither_is_believed() {
        let both = |one, other| speaker("10.0.0.1", &[("forwarded", one), ("x-forwarded-for", other)]);
        assert_eq!(both("for=1.1.1.1", "203.0.113.9"), "10.0.0.1");
        assert_eq!(both("for=203.0.113.9", "1.1.1.1, 203.0.113.9"), "203.0.113.9");
    }
}
