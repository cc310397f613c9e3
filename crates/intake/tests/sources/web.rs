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

/// A bucket whose listing has two pages, that looks at the signature's form. The object whose name comes first in the
/// alphabet is the newest: it comes with the second visit.
#[tokio::test]
async fn a_bucket_is_read_on_by_the_time_of_its_objects_whatever_they_are_called() {
    const OBJECTS: [(&str, &str); 3] = [("in/1 é.xml", "03"), ("in/2.xml", "01"), ("in/3&4.xml", "02")];
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
        assert!(query.contains("list-type=2") && query.contains("prefix=in%2F"), "{query}");
        let (page, next) = match query.contains("continuation-token=more") {
            false => (&OBJECTS[..2], "<NextContinuationToken>more</NextContinuationToken>"),
            true => (&OBJECTS[2..], ""),
        };
        let listed = page.iter().map(|(key, second)| {
            let key = key.replace('&', "&amp;");
            format!("<Contents><Key>{key}</Key><LastModified>2026-03-05T18:30:{second}.000Z</LastModified><Size>9</Size></Contents>")
        });
        answer(&mut wire, "200 OK", &(listed.collect::<String>() + next)).await;
    })
    .await;
    let mut config = source("s3", format!("http://127.0.0.1:{}/wires/in/", server.port));
    (config.user, config.secret, config.at_once_max) = ("eu-west-3/key".into(), "word".into(), 2);
    let first = visit(&config, &Json::Null).await.unwrap();
    let second = visit(&config, &first.progress).await.unwrap();
    let words = |visit| brought(visit).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(words(&first), ["object /wires/in/2.xml", "object /wires/in/3&4.xml"]);
    assert_eq!(words(&second), ["object /wires/in/1 é.xml"]);
    assert!(visit(&config, &second.progress).await.unwrap().deliveries.is_empty());
    config.user = "eu-west-3/other".into();
    assert!(matches!(visit(&config, &Json::Null).await, Err(VisitError::Settings(_))));
}
