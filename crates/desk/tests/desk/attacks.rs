//! What somebody may not decide: fields that no form has, files that are none of ours, addresses elsewhere, sessions that
//! were known before. Each tried over the table of routes.

use axum::body::Body;
use desk::Access;
use http::{Method, Request, header};
use newsroom::Role;
use serde_json::{Value, json};
use story::StoryId;
use tower::ServiceExt as _;

use crate::browser::{Browser, FORM, encoded};
use crate::world::{PASSWORD, World, content};

/// What would make somebody more than they are, or a story what it is not.
const UNASKED: [(&str, &str); 14] = [
    ("role", "chief"),
    ("permission", "manage-accounts"),
    ("reach", "every"),
    ("account", "1"),
    ("author", "chief"),
    ("caller", "chief"),
    ("state", "live"),
    ("published", "2020-01-01T00:00:00Z"),
    ("first_published", "2020-01-01T00:00:00Z"),
    ("id", "1"),
    ("number", "99"),
    ("desk", "elsewhere"),
    ("disabled", "false"),
    ("password_hash", "x"),
];

/// Where files of the machine or of others would be.
const ELSEWHERE: [&str; 9] = [
    "..%2f..%2f..%2fetc%2fpasswd",
    "..%5c..%5cetc%5cpasswd",
    "%2e%2e%2f%2e%2e%2fmarbre.db",
    "%252e%252e%252fmarbre.db",
    "....%2f%2fetc%2fpasswd",
    "%2fetc%2fpasswd",
    "desk-0.css%00.png",
    "file:%2f%2f%2fetc%2fpasswd",
    "%c0%ae%c0%ae%c0%afetc",
];

const AWAY: [&str; 9] = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:attack()",
    "data:text/html,x",
    "https:evil.example",
    "/%0d%0aset-cookie:x=y",
];

/// An address with the same words in every hole.
fn with_holes(path: &str, words: &str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        filled.push_str(words);
        rest = behind.split_once('}')?.1;
    }
    (rest.len() < path.len()).then(|| filled + rest)
}

pub(crate) fn of_story(path: &str, story: StoryId) -> String {
    with_holes(path, &story.to_string()).unwrap_or_else(|| path.to_owned())
}

/// Everything that somebody of that role could have made of themselves or of the story.
pub(crate) async fn standing(world: &World, story: StoryId) -> Value {
    let accounts = world.newsroom.accounts(world.kit.chief()).await.expect("what the test itself made");
    let accounts: Vec<_> = accounts
        .iter()
        .map(|view| json!([view.account.login, view.account.role, view.account.reach, view.account.disabled]))
        .collect();
    let row = world.newsroom.story(world.kit.editor(), story).await.expect("what the test itself made").row;
    // What its author may do to it, hand it to the desk, is no gain.
    let before_readers = matches!(row.state.name(), "draft" | "in-desk");
    json!([accounts, before_readers, row.edition, world.kit.journal().await.len()])
}

#[tokio::test]
async fn no_form_takes_a_field_that_it_does_not_have() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Role::Reporter).await;
    let before = standing(&world, story).await;
    let mut tried = 0;
    for (method, path, access) in desk::routes() {
        let ends = ["/sign-out", "/spike"].iter().any(|end| path.ends_with(end));
        if method != Method::POST || matches!(access, Access::Token | Access::Api(_) | Access::Open) || ends {
            continue;
        }
        world.kit.advance_minutes(1);
        let address = of_story(path, story);
        let own = [("csrf", reporter.csrf.as_str()), ("headline", "Le port rouvre"), ("name", "Ro")];
        let fields: Vec<(&str, &str)> = own.into_iter().chain(UNASKED).collect();
        let page = reporter.send(Method::POST, &address, FORM, Body::from(encoded(&fields))).await;
        assert!(!page.status.is_server_error(), "{path}: {}", page.text);
        assert_eq!(standing(&world, story).await, before, "{path}");
        tried += 1;
    }
    assert!(tried > 30, "{tried}");
}

#[tokio::test]
async fn no_body_of_the_api_takes_a_field_that_it_does_not_describe() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let token = world.token(Role::Chief, newsroom::Scope::ALL).await;
    let described: Value =
        serde_json::from_str(&Browser::new(&world).get("/api/openapi.json").await.text).unwrap();
    let before = standing(&world, story).await;
    let mut tried = 0;
    for (path, operations) in described["paths"].as_object().unwrap() {
        let schema = &operations["post"]["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let address = of_story(path, story);
        for (name, value) in UNASKED.into_iter().chain([("unheard_of", "x")]) {
            if knows(&described, schema, name) {
                continue;
            }
            let mut body = least(&described, schema, 0);
            let Some(fields) = body.as_object_mut() else { continue };
            fields.insert(name.to_owned(), json!(value));
            let request = Request::post(&address)
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string()))
                .unwrap();
            let status = world.router.clone().oneshot(request).await.unwrap().status();
            assert!(status.is_client_error(), "{path} takes {name}: {status}");
            tried += 1;
        }
    }
    assert_eq!(standing(&world, story).await, before);
    assert!(tried > 400, "{tried}");
}

fn resolved<'a>(described: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(name) => described.pointer(name.trim_start_matches('#')).expect("a schema that is there"),
        None => schema,
    }
}

pub(crate) fn variants<'a>(described: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let schema = resolved(described, schema);
    let some = ["oneOf", "anyOf", "allOf"].iter().find_map(|name| schema[name].as_array());
    some.map_or_else(
        || vec![schema],
        |all| all.iter().flat_map(|one| variants(described, one)).chain([schema]).collect(),
    )
}

fn knows(described: &Value, schema: &Value, name: &str) -> bool {
    variants(described, schema).iter().any(|schema| !schema["properties"][name].is_null())
}

/// The least that fits a schema: what has to be there, as short as it may be.
pub(crate) fn least(described: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolved(described, schema);
    if let Some(first) = ["oneOf", "anyOf"].iter().find_map(|name| schema[name].as_array()) {
        return least(described, &first[0], depth);
    }
    if let Some(value) = schema["enum"].as_array().and_then(|values| values.first()) {
        return value.clone();
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str()).unwrap_or_default();
    match kind {
        "object" if depth < 6 => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let fields = required.iter().filter_map(Value::as_str);
            fields
                .map(|name| (name.to_owned(), least(described, &schema["properties"][name], depth + 1)))
                .collect()
        }
        "object" => json!({}),
        "array" => json!([]),
        "integer" | "number" => schema["minimum"].as_u64().map_or(json!(1), |least| json!(least)),
        "boolean" => json!(false),
        _ => json!("1"),
    }
}

#[tokio::test]
async fn no_address_leads_to_files_that_are_none_of_ours() {
    let world = World::new().await;
    let token = world.token(Role::Chief, newsroom::Scope::ALL).await;
    let mut chief = world.browser(Role::Chief).await;
    let mut tried = 0;
    for (method, path, _) in desk::routes() {
        if method != Method::GET {
            continue;
        }
        for words in ELSEWHERE {
            let Some(address) = with_holes(path, words) else { continue };
            let request = Request::get(&address)
                .header(header::COOKIE, format!("marbre_session={}", chief.cookies["marbre_session"]))
                .header(header::AUTHORIZATION, format!("Bearer {token}"))
                .body(Body::empty())
                .unwrap();
            let page = chief.ask(request).await;
            let lost = page.status.is_client_error() || page.status.is_redirection();
            assert!(lost, "{address}: {}", page.status);
            assert!(!page.text.contains("root:") && !page.text.contains("SQLite format"), "{address}");
            tried += 1;
        }
    }
    assert!(tried > 200, "{tried}");
}

#[tokio::test]
async fn no_answer_leads_to_another_site() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let local = |place: &str| place.starts_with('/') && !place[1..].starts_with(['/', '\\']);
    let names = ["next", "back", "return", "return_to", "redirect", "to", "url", "from"];
    let mut chief = world.browser(Role::Chief).await;
    let mut tried = 0;
    // Each route gets each name with another address.
    let given: Vec<(&str, &str)> = names.into_iter().zip(AWAY).collect();
    for (method, path, access) in desk::routes() {
        // News is waited for.
        let waits = path.ends_with("/news") || path.ends_with("/sign-out");
        if matches!(access, Access::Token | Access::Api(_)) || waits {
            continue;
        }
        world.kit.advance_minutes(1);
        let address = format!("{}?{}", of_story(path, story), encoded(&given));
        let csrf = chief.csrf.clone();
        let fields: Vec<_> = given.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        let page = match method {
            Method::POST => chief.send(Method::POST, &address, FORM, Body::from(encoded(&fields))).await,
            _ => chief.send(Method::GET, &address, "", Body::empty()).await,
        };
        assert!(page.location().is_empty() || local(page.location()), "{path}: {}", page.location());
        assert!(page.headers.get("refresh").is_none(), "{path}");
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
    assert_eq!(chief.get("/accounts").await.status, 200, "tried by somebody who is in");
    let mut stranger = Browser::new(&world);
    for away in AWAY {
        world.kit.advance_minutes(1);
        stranger.cookies.clear();
        let query: String = form_urlencoded::byte_serialize(away.as_bytes()).collect();
        stranger.get(&format!("/sign-in?next={query}")).await;
        let fields = [("login", "chief"), ("password", PASSWORD), ("next", away)];
        let came = stranger.post("/sign-in", &fields).await;
        assert_eq!(came.status, 303);
        assert!(local(came.location()), "{away}: {}", came.location());
    }
}

#[tokio::test]
async fn nobody_stays_in_a_session_that_somebody_else_knew_before() {
    let world = World::new().await;
    let known = world.browser(Role::Reporter).await.cookies["marbre_session"].clone();
    world.browser(Role::Chief).await;
    for planted in [known.as_str(), &"f".repeat(64), "x", "%00", &"a".repeat(4000)] {
        world.kit.advance_minutes(1);
        let mut victim = Browser::new(&world);
        victim.get("/sign-in").await;
        // Left in the browser by whoever wants to share the session, also in the address and in the form.
        victim.cookies.insert("marbre_session".into(), planted.to_owned());
        let arrived = victim
            .post(
                &format!("/sign-in?marbre_session={}", &planted[..1]),
                &[("login", "chief"), ("password", PASSWORD), ("marbre_session", planted)],
            )
            .await;
        if planted != known {
            assert_eq!(arrived.status, 303, "{planted}");
            assert_ne!(victim.cookies["marbre_session"], planted);
        }
        let mut thief = Browser::new(&world);
        thief.cookies.insert("marbre_session".into(), planted.to_owned());
        thief.get("/accounts").await.hides("name=\"login\"");
    }
    // What was a session is none once its owner has left, wherever it was copied to.
    let mut owner = world.browser(Role::Chief).await;
    let copied = owner.cookies.clone();
    owner.post("/sign-out", &[]).await;
    let mut thief = Browser::new(&world);
    thief.cookies = copied;
    assert_eq!(thief.get("/accounts").await.status, 303);
    // And no address is a session.
    let address = format!("/accounts?marbre_session={known}&session={known}");
    assert_eq!(Browser::new(&world).get(&address).await.status, 303);
}
