//! What is too long, too deep or too large a number, and what would end a line: in every field of every form, hidden ones
//! too, and in every field that the API describes. All is taken or refused; nothing breaks, and nobody is more than before.

use axum::body::Body;
use http::{Method, Request, header};
use newsroom::Role;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::attacks::{least, of_story, standing, variants};
use crate::browser::{Browser, FORM, encoded};
use crate::page::Page;
use crate::world::{World, content};

/// One of each: a number past all of ours, words that end a line, words that nest, words without an end.
fn worst() -> Vec<String> {
    let nested = format!("{}1{}", "[".repeat(4_000), "]".repeat(4_000));
    let line = "x\r\nX-Attack: 1\r\n\r\n<html>\u{1b}[2J\u{202e}\0";
    vec!["4294967295".to_owned(), line.to_owned(), nested, "é".repeat(20_000)]
}

/// Those, and what is cheap enough to be tried beside them.
fn beyond() -> Vec<String> {
    let deep = format!("{}1{}", "{\"a\":".repeat(300), "}".repeat(300));
    let plain = [
        "18446744073709551615",
        "99999999999999999999",
        "-1",
        "1e400",
        "\0",
        "9999-12-31T23:59",
        "-9999-01-01T00:00:00Z",
    ];
    plain.into_iter().map(str::to_owned).chain([deep]).chain(worst()).collect()
}

/// The forms of a page: where each goes, and what a browser would send of it.
fn forms(page: &Page) -> Vec<(String, Vec<(String, String)>)> {
    let pieces = page.text.split("<form").skip(1);
    let form = |piece: &str| {
        let (_, action) = piece.split_once(" action=\"")?;
        let text = piece.split("</form>").next().unwrap_or_default().to_owned();
        let text = text.split_once('>')?.1.to_owned();
        let form = Page { status: page.status, headers: page.headers.clone(), text };
        piece
            .contains("method=\"post\"")
            .then(|| (action.split('"').next().unwrap_or_default().into(), form.form()))
    };
    pieces.filter_map(form).collect()
}

/// The address without the numbers in it.
fn shape(action: &str) -> String {
    let plain =
        |part: &str| if part.bytes().any(|byte| byte.is_ascii_digit()) { "*" } else { part }.to_owned();
    action.split(['/', '?']).map(plain).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn no_field_of_a_form_hidden_or_not_breaks_the_service_or_ends_a_header() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Role::Reporter).await;
    let before = standing(&world, story).await;
    let screens: Vec<_> = desk::routes()
        .into_iter()
        .filter(|(method, path, _)| {
            *method == Method::GET && !path.ends_with("/news") && !path.starts_with("/api")
        })
        .map(|(_, path, _)| of_story(path, story))
        .collect();
    let (worst, mut tried) = (worst(), std::collections::BTreeSet::new());
    let mut count = 0;
    for screen in screens {
        for (action, fields) in forms(&reporter.get(&screen).await) {
            // What ends the test or takes its story away, and what makes the machine work for each password.
            let spared =
                ["sign-out", "sign-in", "spike", "password", "second-step", "passkeys", "tokens", "submit"];
            if spared.iter().any(|word| action.contains(word)) {
                continue;
            }
            let names = fields.iter().map(|(name, _)| name.clone()).filter(|name| name != "csrf");
            for (name, value) in names.flat_map(|name| worst.iter().map(move |value| (name.clone(), value))) {
                if !tried.insert((shape(&action), name.clone(), value.len())) {
                    continue;
                }
                let csrf = [("csrf".to_owned(), reporter.csrf.clone()), (name.clone(), value.clone())];
                let others = fields.iter().filter(|(other, _)| *other != name && other != "csrf");
                let sent: Vec<(String, String)> = csrf.into_iter().chain(others.cloned()).collect();
                let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (&**name, &**value)).collect();
                world.kit.advance_minutes(1);
                let page = reporter.send(Method::POST, &action, FORM, Body::from(encoded(&sent))).await;
                let said: String = value.chars().take(30).collect();
                assert!(!page.status.is_server_error(), "{action} {name}={said:?}: {}", page.text);
                assert!(page.headers.get("x-attack").is_none(), "{action} {name}={said:?}");
                count += 1;
            }
        }
    }
    assert_eq!(standing(&world, story).await, before);
    assert!(count > 200, "{count}");
}

#[tokio::test]
async fn no_body_of_the_api_breaks_the_service_however_long_deep_or_large_its_values() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let token = world.token(Role::Reporter, newsroom::Scope::ALL).await;
    let described: Value = serde_json::from_str(&Browser::new(&world).get("/api/openapi.json").await.text)
        .expect("a description");
    let before = standing(&world, story).await;
    let ask = async |path: &str, body: String| {
        let request = Request::post(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .expect("what the test itself made");
        let answer = world.router.clone().oneshot(request).await.expect("what the test itself made");
        assert!(!answer.status().is_server_error(), "{path}: {}", answer.status());
        assert!(answer.headers().get("x-attack").is_none(), "{path}");
        answer.status()
    };
    let mut tried = 0;
    for (path, operations) in described["paths"].as_object().expect("paths") {
        let schema = &operations["post"]["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() || ["password", "second-step", "spike"].iter().any(|word| path.contains(word)) {
            continue;
        }
        let address = of_story(path, story);
        for whole in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "1".repeat(100_000), "\"".into()] {
            assert!(ask(&address, whole).await.is_client_error(), "{path}");
        }
        let least = least(&described, schema, 0);
        let names = variants(&described, schema).into_iter().filter_map(|one| one["properties"].as_object());
        for name in names.flat_map(|properties| properties.keys().cloned().collect::<Vec<_>>()) {
            let numbers = [json!(u64::MAX), json!(i64::MIN), json!(1e300), json!(u32::MAX)];
            for value in beyond().into_iter().map(Value::from).chain(numbers) {
                let mut body = least.clone();
                let Some(fields) = body.as_object_mut() else { continue };
                fields.insert(name.clone(), value);
                world.kit.advance_minutes(1);
                ask(&address, body.to_string()).await;
                tried += 1;
            }
        }
    }
    assert_eq!(standing(&world, story).await, before);
    assert!(tried > 500, "{tried}");
}

#[tokio::test]
async fn a_block_with_the_last_number_there_is_does_not_stop_the_next_one() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Role::Reporter).await;
    let page = reporter.get(&format!("/stories/{story}")).await;
    let last = u32::MAX.to_string();
    let (kind, text) = (format!("b{last}.kind"), format!("b{last}.text"));
    let fields = [("block", last.as_str()), (kind.as_str(), "paragraph"), (text.as_str(), "Le dernier.")];
    let done = reporter.submit(story, &page, &fields, "save").await;
    assert_eq!(done.status, 303, "{}", done.text);
    let page = reporter.get(&format!("/stories/{story}")).await;
    let more = reporter.submit(story, &page, &[], &format!("add:paragraph:{last}")).await;
    assert!(!more.status.is_server_error(), "{}", more.text);
    let words = world.words(story).await;
    let ids: std::collections::BTreeSet<_> = words.blocks.iter().map(|block| block.id).collect();
    assert_eq!(ids.len(), words.blocks.len(), "each number once");
}
