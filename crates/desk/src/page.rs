//! Screens as answers: the frame around them and the headers that keep a browser honest.

use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use minijinja::Value;

use newsroom::Permission;
use serde::Serialize;
use story::Edition;

use crate::app::Desk;
use crate::form_token::masked;
use crate::messages::Messages;
use crate::problem::Problem;
use crate::times::{Clock, Face};
use crate::values::values;
use crate::visitor::{Taste, Visitor};

/// A screen to be shown to somebody.
pub(crate) struct Screen<'a> {
    pub desk: &'a Desk,
    pub visitor: &'a Visitor,
    /// Which entry of the rail is this one.
    pub space: &'static str,
    /// Whose clock and name the frame shows.
    pub edition: Option<&'a Edition>,
    /// Key of what was just done, as the address says it.
    pub done: String,
}

/// What stands around every screen.
#[derive(Debug, Serialize)]
struct Frame {
    css: Option<&'static str>,
    js: Option<&'static str>,
    fonts: Option<&'static str>,
    /// They are in the browser's cache: asking for them holds nothing up.
    fonts_there: bool,
    icon: Option<&'static str>,
    theme: &'static str,
    letters_off: bool,
    edition_title: String,
    edition_name: String,
    edition_language: String,
    edition_direction: &'static str,
    space: &'static str,
    account: String,
    name: String,
    role: &'static str,
    csrf: String,
    /// Nothing else is there for them before a second step is set up.
    arriving: bool,
    may_manage: bool,
    may_sources: bool,
    may_checks: bool,
    may_audit: bool,
    may_plan: bool,
    clock: Face,
    done: Option<String>,
    editions: Vec<Named>,
}

/// An edition, for the list of screens.
#[derive(Debug, Serialize)]
struct Named {
    id: String,
    name: String,
    zone: String,
}

impl<'a> Screen<'a> {
    pub(crate) fn new(desk: &'a Desk, visitor: &'a Visitor, space: &'static str) -> Self {
        Self { desk, visitor, space, edition: desk.edition(""), done: String::new() }
    }

    pub(crate) fn in_edition(mut self, id: &str) -> Self {
        self.edition = self.desk.edition(id);
        self
    }

    pub(crate) fn done(mut self, key: Option<String>) -> Self {
        self.done = key.unwrap_or_default();
        self
    }

    pub(crate) fn clock(&self) -> Clock {
        Clock::new(self.edition, self.desk.newsroom.now(), self.visitor.messages())
    }

    pub(crate) fn show(&self, template: &str, values: Value) -> Response {
        self.show_as(StatusCode::OK, template, values)
    }

    pub(crate) fn show_as(&self, status: StatusCode, template: &str, values: Value) -> Response {
        let mut frame = frame(self.desk, &self.visitor.taste, self.edition);
        let caller = &self.visitor.caller;
        frame.space = self.space;
        frame.account = caller.account.to_string();
        frame.name = caller.name.clone();
        frame.role = caller.role.as_str();
        frame.csrf = masked(&self.visitor.csrf);
        frame.arriving = caller.scopes.is_arriving();
        frame.may_manage = caller.may(Permission::ManageAccounts);
        frame.may_sources = caller.may(Permission::ManageSources);
        frame.may_checks = caller.may(Permission::ManageChecks);
        frame.may_plan = caller.may(Permission::Plan);
        frame.may_audit = caller.may(Permission::ReadAudit);
        let key = format!("done-{}", self.done);
        let messages = self.visitor.messages();
        frame.done = (!self.done.is_empty() && messages.has(&key)).then(|| messages.plain(&key));
        render(self.desk, messages, status, template, values! { frame => frame, ..values })
    }
}

impl Screen<'_> {
    /// A piece of a screen, for a page that is open already.
    pub(crate) fn part(&self, template: &str, values: Value) -> Result<String, Problem> {
        self.desk.templates.render(self.visitor.messages(), template, values).map_err(|error| {
            let error = format!("{error:#}");
            tracing::error!(template, error, "a piece of a screen cannot be shown");
            Problem::fault()
        })
    }
}

fn frame(desk: &Desk, taste: &Taste, edition: Option<&Edition>) -> Frame {
    let url = desk.config.theme_url;
    let clock = Clock::new(edition, desk.newsroom.now(), taste.messages);
    let fonts = url("desk-fonts.css");
    Frame {
        css: url("desk.css"),
        js: url("desk.js"),
        fonts,
        fonts_there: fonts.is_some()
            && fonts.and_then(|sheet| sheet.rsplit('/').next()) == taste.fonts.as_deref(),
        icon: url("icon.svg"),
        theme: taste.theme,
        letters_off: taste.letters_off,
        edition_title: edition.map(|edition| edition.title.clone()).unwrap_or_default(),
        edition_name: edition.map(|edition| edition.name.clone()).unwrap_or_default(),
        edition_language: edition.map(|edition| edition.language.to_string()).unwrap_or_default(),
        edition_direction: edition.map_or("ltr", |edition| edition.direction.as_str()),
        space: "",
        account: String::new(),
        name: String::new(),
        role: "",
        csrf: String::new(),
        arriving: false,
        may_manage: false,
        may_sources: false,
        may_checks: false,
        may_audit: false,
        may_plan: false,
        clock: clock.face(),
        done: None,
        editions: desk
            .config
            .editions
            .iter()
            .map(|edition| Named {
                id: edition.id.clone(),
                name: edition.name.clone(),
                zone: edition.time_zone.clone(),
            })
            .collect(),
    }
}

/// A screen for somebody who is not signed in. `csrf` goes into its form.
pub(crate) fn outside(
    desk: &Desk,
    taste: &Taste,
    csrf: &str,
    status: StatusCode,
    template: &str,
    values: Value,
) -> Response {
    let mut frame = frame(desk, taste, desk.edition(""));
    frame.csrf = masked(csrf);
    render(desk, taste.messages, status, template, values! { frame => frame, ..values })
}

fn render(desk: &Desk, messages: &Messages, status: StatusCode, template: &str, context: Value) -> Response {
    match desk.templates.render(messages, template, context) {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            let error = format!("{error:#}");
            tracing::error!(template, error, "a screen cannot be shown");
            (StatusCode::INTERNAL_SERVER_ERROR, messages.plain("refused-fault")).into_response()
        }
    }
}

/// The page for a refused request.
pub(crate) fn of_problem(
    desk: &Desk,
    taste: &Taste,
    visitor: Option<&Visitor>,
    problem: &Problem,
) -> Response {
    let values = values! {
        status => problem.status.as_u16(), code => problem.code, text => problem.text(taste.messages), back => "/",
    };
    let mut answer = match visitor {
        Some(visitor) => Screen::new(desk, visitor, "").show_as(problem.status, "refused.html", values),
        None => outside(desk, taste, "", problem.status, "refused-out.html", values),
    };
    if let Some(seconds) = problem.retry_after() {
        answer.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    answer
}

/// After something was done: the address to look at now, so that going back and reloading do nothing twice.
pub(crate) fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Styles, scripts and pictures of our own only; nothing inline; in nobody's frame. The style sheet's icons are `data:`.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// On an answer: it is a page of the readers' site, to be looked at in a frame of ours.
#[derive(Clone, Copy)]
pub(crate) struct Framed;

/// Nothing runs in it, nothing is sent from it, and it leads nowhere.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

/// Adds what every answer carries. Files of the theme keep their own rule about caching.
pub(crate) async fn harden(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let mut answer = next.run(request).await;
    let (policy, frames) = match answer.extensions().get::<Framed>() {
        Some(Framed) => (FRAMED_POLICY, "SAMEORIGIN"),
        None => (CONTENT_POLICY, "DENY"),
    };
    let headers = answer.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, frames);
    set(header::REFERRER_POLICY, "same-origin");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}
