//! Whose a request is: one that two servers in a row could take for two hosts is refused (RFC 9112 §3.2).

use http::header::HOST;
use http::{Request, Version};

/// What is wrong, in words for whoever sent it. Two hosts are an attack; none is only for HTTP/1.0, and for HTTP/2 where it
/// is `:authority` (RFC 9113 §8.3.1).
pub(crate) fn misaddressed<B>(request: &Request<B>) -> Option<&'static str> {
    let headers = request.headers();
    let mut hosts = headers.get_all(HOST).iter();
    let named = match (hosts.next(), hosts.next()) {
        (Some(host), None) => is_host(host.as_bytes()),
        (None, _) => match request.version() {
            Version::HTTP_10 => true,
            Version::HTTP_2 => request.uri().authority().is_some(),
            _ => false,
        },
        (Some(_), Some(_)) => false,
    };
    (!named).then_some("Exactly one Host header is needed, and it names a host.")
}

/// Letters that a host and its port may be made of (RFC 9112 §3.2, RFC 3986 §3.2); none at all is allowed too.
pub(crate) fn is_host(value: &[u8]) -> bool {
    value.iter().all(|byte| byte.is_ascii_alphanumeric() || b".:-_~%[]!$&'()*+,;=".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_named_once_and_by_its_letters() {
        let taken = |hosts: &[&str]| {
            let request =
                hosts.iter().fold(Request::get("/fr/"), |request, host| request.header(HOST, *host));
            misaddressed(&request.body(()).unwrap()).is_none()
        };
        for host in ["news.example", "news.example:8080", "[::1]:80", "xn--nouvelle-b1a.example", ""] {
            assert!(taken(&[host]), "{host}");
        }
        for host in ["a b", "a/b", "a@b", "a\\b", "a?b", "a#b", "a\"b", "é"] {
            assert!(!taken(&[host]), "{host}");
        }
        assert!(!taken(&[]));
        assert!(!taken(&["a", "a"]));
    }
}
