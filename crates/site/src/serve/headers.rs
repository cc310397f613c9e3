//! Headers that do not depend on the page.

use http::header::{
    ACCEPT_RANGES, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// Our own files and nothing else; no inline script or style, so a slip in a template cannot become one. Films come
/// from wherever the newsroom keeps them, and players from those that `pages` knows, both once a reader asks.
macro_rules! policy {
    ($films:literal) => {
        concat!(
            "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; script-src 'self'; ",
            $films,
            "; frame-src https://www.youtube-nocookie.com https://player.vimeo.com \
             https://geo.dailymotion.com; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
             frame-ancestors 'none'"
        )
    };
}
const POLICY: &str = policy!("media-src 'self' https:; connect-src 'self'");
/// Where a browser does not play streams itself, our player fetches play lists and pieces (from more hosts than the
/// address names: play lists lead on) and hands them over as a `blob:`.
const STREAMING_POLICY: &str = policy!("media-src 'self' https: blob:; connect-src 'self' https:");
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

/// Readers' browsers ask again each time (a 304 costs next to nothing, and a correction must show); caches between
/// them and us keep it for `fresh_s` seconds.
pub(crate) fn fresh_for(fresh_s: u32) -> HeaderValue {
    let text = if fresh_s == 0 {
        "no-cache".to_owned()
    } else {
        format!("max-age=0, s-maxage={fresh_s}, must-revalidate")
    };
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("no-cache"))
}

pub(crate) fn add_security(headers: &mut HeaderMap, media_type: &str, streams: bool) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static(if is_document(media_type) { "same-origin" } else { "cross-origin" }),
    );
    if is_document(media_type) {
        let policy = if streams { STREAMING_POLICY } else { POLICY };
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
        headers.insert(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    }
}

/// Whoever came over TLS once comes so for a year (RFC 6797).
pub(crate) const SECURE: (HeaderName, HeaderValue) =
    (STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));

pub(crate) fn add_ranges(headers: &mut HeaderMap) {
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
}

/// What a browser may show as a page of its own and run things in. Feeds, pictures and data are free to be used
/// elsewhere.
fn is_document(media_type: &str) -> bool {
    media_type.starts_with("text/html") || media_type.starts_with("image/svg") || media_type.contains("xhtml")
}
