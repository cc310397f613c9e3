//! Headers that do not depend on the page.

use http::header::{
    ACCEPT_RANGES, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// Our own files and nothing else; no inline script or style, so a slip in a template cannot become one. Television
/// comes from wherever the newsroom streams it, and players from those that `pages` knows, both once a reader asks.
const POLICY: &str = "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; \
    script-src 'self'; media-src 'self' https:; \
    frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://geo.dailymotion.com; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
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

pub(crate) fn add_security(headers: &mut HeaderMap, media_type: &str) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static(if is_document(media_type) { "same-origin" } else { "cross-origin" }),
    );
    if is_document(media_type) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
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
