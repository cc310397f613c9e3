//! The few cookies of the desk.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::HeaderMap;

pub(crate) const SESSION: &str = "marbre_session";
/// The token of the sign-in form, before there is a session.
pub(crate) const GATE: &str = "marbre_gate";
/// The word of a browser that is away at the identity provider.
pub(crate) const SSO: &str = "marbre_sso";
pub(crate) const LANGUAGE: &str = "marbre_language";
pub(crate) const THEME: &str = "marbre_theme";
/// The sheet of fonts that this browser has; set by the script that fetched it.
pub(crate) const FONTS: &str = "marbre_fonts";
pub(crate) const LETTERS: &str = "marbre_letters";

pub(crate) fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

/// A cookie that no script reads and no other site sends along a form.
pub(crate) fn make(name: &'static str, value: String, same_site: SameSite, secure: bool) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").http_only(true).secure(secure).same_site(same_site).build()
}

/// Who is signed in. It travels with a link from elsewhere, and with no form from there.
pub(crate) fn session(token: String, secure: bool) -> Cookie<'static> {
    make(SESSION, token, SameSite::Lax, secure)
}

/// A preference, kept for a year.
pub(crate) fn keep(name: &'static str, value: String, secure: bool) -> Cookie<'static> {
    let mut cookie = make(name, value, SameSite::Lax, secure);
    cookie.make_permanent();
    cookie
}

pub(crate) fn gone(name: &'static str) -> Cookie<'static> {
    Cookie::build((name, "")).path("/").build()
}
