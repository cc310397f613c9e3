//! A browser without JavaScript: it keeps cookies and sends forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Method, Request, header};
use http_body_util::BodyExt;
use story::StoryId;
use tower::ServiceExt;

use crate::page::Page;
use crate::world::World;

pub(crate) struct Browser<'a> {
    pub world: &'a World,
    pub cookies: BTreeMap<String, String>,
    /// Of the last page that had a form.
    pub csrf: String,
    pub language: &'static str,
    /// The address that its connections come from, and what they say of whom they are for.
    pub way: Option<(&'static str, String)>,
}

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Browser<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        Self { world, cookies: BTreeMap::new(), csrf: String::new(), language: "en", way: None }
    }

    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.get("/sign-in").await;
        let page = self.post("/sign-in", &[("login", login), ("password", password)]).await;
        if page.status == 303 {
            self.get("/settings").await;
        }
        page
    }

    pub(crate) async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, "", Body::empty()).await
    }

    /// Sends a form with the token of the session.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        self.send(Method::POST, path, FORM, Body::from(encoded(&fields))).await
    }

    pub(crate) async fn send(&mut self, method: Method, path: &str, media_type: &str, body: Body) -> Page {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.language)
            .header(header::CONTENT_TYPE, media_type)
            .body(body)
            .expect("what the test itself made");
        self.ask(request).await
    }

    pub(crate) async fn ask(&mut self, mut request: Request<Body>) -> Page {
        if let Some((peer, said)) = &self.way {
            let peer = SocketAddr::new(peer.parse().expect("an address"), 4711);
            request.extensions_mut().insert(ConnectInfo(peer));
            request.headers_mut().insert("x-forwarded-for", said.parse().expect("a header"));
        }
        let answer = self.world.router.clone().oneshot(request).await.expect("what the test itself made");
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.expect("what the test itself made").to_bytes();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("what the test itself made");
            let (name, value) = cookie
                .split(';')
                .next()
                .expect("what the test itself made")
                .split_once('=')
                .expect("what the test itself made");
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.into(), value.into());
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let page = Page { status: parts.status, headers: parts.headers, text };
        if let Some(csrf) = page.csrf().filter(|csrf| !csrf.is_empty()) {
            self.csrf = csrf;
        }
        page
    }

    /// Opens a story, changes some fields of its form, presses a button.
    pub(crate) async fn edit(&mut self, story: StoryId, changes: &[(&str, &str)], button: &str) -> Page {
        let page = self.get(&format!("/stories/{story}")).await;
        assert_eq!(page.status, 200);
        self.submit(story, &page, changes, button).await
    }

    /// Sends the form of a page that may have been open for a while.
    pub(crate) async fn submit(
        &mut self,
        story: StoryId,
        page: &Page,
        changes: &[(&str, &str)],
        button: &str,
    ) -> Page {
        let mut fields = page.form();
        for (name, value) in changes {
            match fields.iter_mut().find(|(known, _)| known == name) {
                Some(field) => field.1 = (*value).to_owned(),
                None => fields.push(((*name).to_owned(), (*value).to_owned())),
            }
        }
        fields.push(("do".into(), button.into()));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.send(Method::POST, &format!("/stories/{story}"), FORM, Body::from(encoded(&fields))).await
    }

    /// Presses a button of the pre-flight.
    pub(crate) async fn act(&mut self, story: StoryId, action: &str, fields: &[(&str, &str)]) -> Page {
        let head = self.world.head(story).await.to_string();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("revision", head.as_str())]).collect();
        self.post(&format!("/stories/{story}/{action}"), &fields).await
    }
}

pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
