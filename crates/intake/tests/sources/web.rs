//! Addresses of the web: asked for what changed, followed where they lead, given up where they lead home.

use newsroom::VisitError;
use serde_json::Value as Json;

use crate::counterpart::{Counterpart, answer, request};
use crate::{brought, source, visit};

#[tokio::test]
async fn a_feed_travels_again_only_once_it_changed() {
    let server = Counterpart::open(|mut wire| async move {
        let heard = request(&mut wire).await.unwrap();
        assert_eq!(heard.header("authorization"), "Basic YWRhOndvcmQ=");
        if heard.header("if-none-match") == "\"one\"" && heard.header("if-modified-since").ends_with("GMT") {
            return answer(&mut wire, "304 Not Modified", "").await;
        }
        let head =
            "200 OK\netag: \"one\"\nlast-modified: Tue, 09 Jun 2026 10:00:00 GMT\ncontent-type: text/xml";
        answer(&mut wire, head, "<rss/>").await;
    })
    .await;
    let mut config = source("poll", format!("http://127.0.0.1:{}/feed", server.port));
    (config.user, config.secret) = ("ada".into(), "word".into());
    let first = visit(&config, &Json::Null).await.unwrap();
    assert_eq!(brought(&first)[0].1, "<rss/>");
    assert_eq!(first.deliveries[0].media_type, "text/xml");
    let second = visit(&config, &first.progress).await.unwrap();
    assert!(second.deliveries.is_empty());
    assert_eq!(second.progress, first.progress);
    assert_eq!(server.served(), 2);
}

#[tokio::test]
async fn what_a_server_says_is_what_the_newsroom_is_told() {
    let server = Counterpart::open(|mut wire| async move {
        let heard = request(&mut wire).await.unwrap();
        let path = heard.path.trim_start_matches('/').to_owned();
        match path.as_str() {
            "moved" => answer(&mut wire, "302 Found\nlocation: /here", "").await,
            "here" => answer(&mut wire, "200 OK", "found").await,
            "busy" => answer(&mut wire, "503 Busy\nretry-after: 90", "").await,
            "round" => answer(&mut wire, "302 Found\nlocation: /round", "").await,
            "home" => answer(&mut wire, "302 Found\nlocation: http://169.254.169.254/latest", "").await,
            "other" => answer(&mut wire, "302 Found\nlocation: gopher://127.0.0.1/", "").await,
            status => answer(&mut wire, status, "").await,
        }
    })
    .await;
    let at = |path: &str| source("poll", format!("http://127.0.0.1:{}/{path}", server.port));
    assert_eq!(brought(&visit(&at("moved"), &Json::Null).await.unwrap())[0].1, "found");
    for (path, expected) in [
        ("busy", "the server is busy (503)"),
        ("round", "more than 5 redirects"),
        ("home", "not on the public net"),
        ("other", "only http and https"),
        ("401", "does not let us in"),
        ("410", "gone for good"),
        ("500", "answers 500"),
    ] {
        let told = visit(&at(path), &Json::Null).await.unwrap_err();
        assert!(told.to_string().contains(expected), "{path}: {told}");
        assert_eq!(
            matches!(told, VisitError::Refused(_)),
            ["round", "home", "other"].contains(&path),
            "{path}"
        );
    }
    assert_eq!(
        visit(&at("busy"), &Json::Null).await.unwrap_err(),
        VisitError::Busy { status: 503, wait_s: Some(90) }
    );
}

fn plain(text: &str) -> String {
    let escapes = [("%20", " "), ("%2F", "/"), ("%26", "&"), ("%C3%A9", "é")];
    escapes.iter().fold(text.to_owned(), |text, (escape, letter)| text.replace(escape, letter))
}

/// A bucket of three objects, listed two at a time, that looks at the signature's form.
#[tokio::test]
async fn a_bucket_is_read_on_behind_the_last_key() {
    const KEYS: [&str; 3] = ["in/1 é.xml", "in/2.xml", "in/3&4.xml"];
    let server = Counterpart::open(|mut wire| async move {
        let heard = request(&mut wire).await.unwrap();
        let signed = heard.header("authorization");
        let fine = signed.starts_with("AWS4-HMAC-SHA256 Credential=key/")
            && signed.contains("/eu-west-3/s3/aws4_request");
        if !fine || heard.header("x-amz-date").len() != 16 {
            return answer(&mut wire, "403 Forbidden", "").await;
        }
        let Some((_, query)) = heard.path.split_once('?') else {
            return answer(&mut wire, "200 OK", &format!("object {}", plain(&heard.path))).await;
        };
        assert!(
            query.contains("list-type=2") && query.contains("prefix=in%2F") && query.contains("max-keys=2")
        );
        let after = query.split("start-after=").nth(1).map(plain).unwrap_or_default();
        let keys = KEYS.iter().filter(|key| **key > after.as_str()).take(2);
        let listed = keys.map(|key| format!("<Contents><Key>{}</Key></Contents>", key.replace('&', "&amp;")));
        answer(&mut wire, "200 OK", &listed.collect::<String>()).await;
    })
    .await;
    let mut config = source("s3", format!("http://127.0.0.1:{}/wires/in/", server.port));
    (config.user, config.secret, config.at_once_max) = ("eu-west-3/key".into(), "word".into(), 2);
    let first = visit(&config, &Json::Null).await.unwrap();
    let second = visit(&config, &first.progress).await.unwrap();
    let all: Vec<_> = [brought(&first), brought(&second)].concat();
    let objects: Vec<String> = KEYS.iter().map(|key| format!("object /wires/{key}")).collect();
    assert_eq!(all.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>(), objects);
    assert!(visit(&config, &second.progress).await.unwrap().deliveries.is_empty());
    config.user = "eu-west-3/other".into();
    assert!(matches!(visit(&config, &Json::Null).await, Err(VisitError::Settings(_))));
}
