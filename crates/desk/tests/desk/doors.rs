//! Every route, tried by those who may not: deny is the default.

use std::io::Read as _;

use axum::body::Body;
use desk::Access;
use http::{Method, Request, header};
use http_body_util::BodyExt as _;
use newsroom::Role;
use tower::ServiceExt as _;

use crate::browser::{Browser, FORM, encoded};
use crate::world::{World, content};

/// An address for a path with holes.
fn filled(path: &str, story: &str) -> String {
    let path = path.replace("{file}", "desk-0.css").replace("{id}", story).replace("{edition}", "fr");
    path.replace("{form}", "lines")
        .replace("{story}", story)
        .replace("{session}", "7")
        .replace("{token}", "none")
}

#[tokio::test]
async fn nobody_comes_in_without_a_session() {
    let world = World::new().await;
    let story = world.story(content()).await.to_string();
    let mut open = Vec::new();
    for (method, path, access) in desk::routes() {
        // Whoever tries a hundred doors at once is asked to wait before all others.
        world.kit.advance_minutes(1);
        let mut stranger = Browser::new(&world);
        let page = stranger.send(method.clone(), &filled(path, &story), FORM, Body::from("csrf=x")).await;
        match access {
            Access::Open => open.push(format!("{method} {path}")),
            // Known by a token, never by a session; a machine is not sent to a sign-in page.
            Access::Token if path.starts_with("/api/v2/assets") && method == Method::GET => {
                assert_eq!(page.status, 404, "{path}");
            }
            Access::Token | Access::Api(_) => assert_eq!(page.status, 401, "{path}"),
            _ if method == Method::GET => {
                assert_eq!(page.status, 303, "{path}");
                assert!(page.location().starts_with("/sign-in?next=%2F"), "{path}: {}", page.location());
            }
            _ => assert_eq!(page.status, 401, "{path}"),
        }
        page.hides("PORT-RÉOUVERTURE");
    }
    open.sort();
    let doors = [
        "GET /_/{file}",
        "GET /api/openapi.json",
        "GET /api/problems",
        "GET /healthz",
        "GET /invitation/{token}",
        "GET /sign-in",
        "GET /sign-in/challenge",
        "GET /sign-in/sso",
        "GET /sign-in/sso/return",
        "POST /invitation/{token}",
        "POST /sign-in",
        "POST /sign-in/code",
        "POST /sign-in/passkey",
    ];
    assert_eq!(open, doors);
}

#[tokio::test]
async fn a_role_that_lacks_the_right_is_told_so_in_its_language() {
    let world = World::new().await;
    let story = world.story(content()).await.to_string();
    let mut tried = 0;
    for role in Role::ALL {
        let mut browser = world.browser(role).await;
        for (language, words) in [("fr", "Pas fait"), ("ar", "لم يتم"), ("en", "Not done")] {
            browser.cookies.insert("marbre_language".into(), language.into());
            for (method, path, access) in desk::routes() {
                let Access::May(permission) = access else { continue };
                if role.may(permission) {
                    continue;
                }
                let body = Body::from(encoded(&[("csrf", &browser.csrf)]));
                let page = browser.send(method.clone(), &filled(path, &story), FORM, body).await;
                assert_eq!(page.status, 403, "{role} {method} {path}");
                page.shows(words).shows("not-allowed");
                tried += 1;
            }
        }
    }
    assert!(tried > 20, "{tried}");
    assert_eq!(world.kit.journal().await.len(), 0);
}

#[tokio::test]
async fn no_form_is_believed_without_the_token_of_its_session() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut chief = world.browser(Role::Chief).await;
    let other = world.browser(Role::Editor).await.csrf;
    let own = chief.csrf.clone();
    for (method, path, access) in desk::routes() {
        if method != Method::POST || matches!(access, Access::Token | Access::Api(_)) {
            continue;
        }
        for token in ["", "x", &other, &own[..own.len() - 1], &own[..own.len() / 2]] {
            let body = Body::from(encoded(&[("csrf", token), ("revision", "1")]));
            let page = chief.send(Method::POST, &filled(path, &story.to_string()), FORM, body).await;
            assert_eq!(page.status, 403, "{path} with {token:?}");
        }
        let elsewhere = Request::post(filled(path, &story.to_string()))
            .header(header::COOKIE, format!("marbre_session={}", chief.cookies["marbre_session"]))
            .header("sec-fetch-site", "cross-site")
            .header(header::CONTENT_TYPE, FORM)
            .body(Body::from(encoded(&[("csrf", &own)])))
            .unwrap();
        assert_eq!(chief.ask(elsewhere).await.status, 403, "{path} from another site");
    }
    assert_eq!((world.state(story).await, world.head(story).await), ("draft", 1));
}

#[tokio::test]
async fn the_token_of_a_form_is_another_one_in_each_answer_and_each_counts() {
    let world = World::new().await;
    let mut chief = world.browser(Role::Chief).await;
    let mut tokens = Vec::new();
    for _ in 0..3 {
        tokens.push(chief.get("/settings").await.csrf().unwrap());
    }
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 3);
    for token in tokens {
        let body = Body::from(encoded(&[("csrf", &token), ("theme", "dark")]));
        assert_eq!(chief.send(Method::POST, "/settings/interface", FORM, body).await.status, 303);
    }
}

#[tokio::test]
async fn screens_travel_compressed_but_where_another_site_sent_for_them() {
    let world = World::new().await;
    let chief = world.browser(Role::Chief).await;
    let session = format!("marbre_session={}", chief.cookies["marbre_session"]);
    let ask = async |more: &[(&str, &str)]| {
        let mut request = Request::get("/stories").header(header::COOKIE, &session);
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        let answer = world.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let coding = answer.headers().get(header::CONTENT_ENCODING).cloned();
        assert_eq!(answer.headers()[header::VARY], "accept-encoding, sec-fetch-site");
        (coding, answer.into_body().collect().await.unwrap().to_bytes())
    };
    let (coding, plain) = ask(&[]).await;
    assert!(coding.is_none() && plain.ends_with(b"</html>"));
    for more in
        [&[("accept-encoding", "gzip, br")][..], &[("accept-encoding", "gzip"), ("sec-fetch-site", "none")]]
    {
        let (coding, small) = ask(more).await;
        assert_eq!(coding.unwrap(), "gzip");
        let mut read = String::new();
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut read).unwrap();
        assert!(small.len() * 3 < plain.len() && read.ends_with("</html>"), "{} bytes", small.len());
    }
    for site in ["cross-site", "same-site"] {
        let (coding, bytes) = ask(&[("accept-encoding", "gzip"), ("sec-fetch-site", site)]).await;
        assert!(coding.is_none() && bytes.starts_with(b"<!doctype html>"), "{site}");
    }
    assert!(ask(&[("accept-encoding", "gzip;q=0")]).await.0.is_none());
}

#[tokio::test]
async fn files_of_the_theme_travel_compressed_to_those_who_ask_for_it() {
    let world = World::new().await;
    let mut stranger = Browser::new(&world);
    let ask = |accepted: &'static str| {
        Request::get("/_/desk-0.css").header(header::ACCEPT_ENCODING, accepted).body(Body::empty()).unwrap()
    };
    let packed = stranger.ask(ask("gzip, br")).await;
    assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("br", "accept-encoding"));
    assert_eq!(packed.text, "as Brotli");
    for _ in 0..2 {
        let packed = stranger.ask(ask("gzip, br;q=0")).await;
        assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("gzip", "accept-encoding"));
        assert!(packed.text.starts_with('\u{1f}'), "{:?}", packed.text);
    }
    let plain = stranger.ask(ask("identity")).await;
    assert_eq!((plain.header("vary"), plain.text.as_str()), ("accept-encoding", "a{}"));
    assert!(plain.headers.get(header::CONTENT_ENCODING).is_none());
}

#[tokio::test]
async fn no_first_screen_waits_for_fonts_and_those_that_are_there_come_with_the_page() {
    let world = World::new().await;
    let mut chief = world.browser(Role::Chief).await;
    let now = "\n<link rel=\"stylesheet\" href=\"/_/desk-fonts-0.css\">";
    let behind = "<noscript><link rel=\"stylesheet\" href=\"/_/desk-fonts-0.css\"></noscript>";
    chief.get("/stories").await.shows("data-fonts=\"/_/desk-fonts-0.css\"").shows(behind).hides(now);
    chief.cookies.insert("marbre_fonts".into(), "desk-fonts-0.css".into());
    chief.get("/stories").await.shows(now).hides("data-fonts").hides("noscript");
    chief.cookies.insert("marbre_fonts".into(), "desk-fonts-of-last-week.css".into());
    chief.get("/stories").await.shows(behind).hides(now);
}

#[tokio::test]
async fn every_answer_carries_the_rules_of_the_house() {
    let world = World::new().await;
    let story = world.story(content()).await.to_string();
    let mut chief = world.browser(Role::Chief).await;
    let mut paths: Vec<String> = desk::routes()
        .into_iter()
        .filter(|(method, ..)| *method == Method::GET)
        .map(|(_, path, _)| filled(path, &story))
        .collect();
    paths.extend(["/nowhere".to_owned(), "/stories/not-an-id".to_owned()]);
    for path in paths {
        let page = chief.get(&path).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.text);
        let policy = page.header("content-security-policy");
        let (frames, scripts) = match path.ends_with("/page") {
            // The readers' page, to be looked at: we may frame it, and nothing in it runs.
            true => ("frame-ancestors 'self'", "sandbox allow-same-origin"),
            false => ("frame-ancestors 'none'", "script-src 'self'"),
        };
        assert!(policy.contains(frames) && policy.contains(scripts), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(page.header("referrer-policy"), "same-origin", "{path}");
        let kept = path.starts_with("/_/") || path.starts_with("/assets/") && page.status == 200;
        assert_eq!(page.header("cache-control") == "no-store", !kept, "{path}");
        for inline in [" style=\"", "<style", "<script>", " onclick", " onload", "javascript:"] {
            page.hides(inline);
        }
    }
}

#[tokio::test]
async fn bad_bodies_are_refused_without_a_panic() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut chief = world.browser(Role::Chief).await;
    let huge = Body::from(vec![b'a'; 20_000]);
    assert_eq!(chief.send(Method::POST, "/sign-in", FORM, huge).await.status, 413);
    let huge = Body::from(vec![b'a'; 9 * 1024 * 1024]);
    assert_eq!(chief.send(Method::POST, "/accounts", FORM, huge).await.status, 413);
    let path = format!("/stories/{story}");
    for (media_type, body) in [
        ("application/json", "{}"),
        ("", "csrf=x"),
        ("multipart/form-data", "no boundary"),
        ("multipart/form-data; boundary=XX", "--XX\r\nnonsense"),
        (FORM, "%ff%fe=%00&csrf=%80"),
    ] {
        let page = chief.send(Method::POST, &path, media_type, Body::from(body)).await;
        assert!(page.status.is_client_error(), "{media_type}: {}", page.status);
    }
    for path in [
        "/stories/%00",
        "/stories/../../etc",
        "/_/..%2f..%2fetc",
        "/items?from=%ff",
        "/stories?from=x&state=%00",
    ] {
        assert!(!chief.get(path).await.status.is_server_error(), "{path}");
    }
    assert_eq!(chief.send(Method::DELETE, "/stories", "", Body::empty()).await.status, 405);
}
