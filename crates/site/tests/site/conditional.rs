//! Readers who have the page already.

use crate::support::{Answer, TestSite, published};

fn again(site: &TestSite, path: &str, headers: &str) -> Answer {
    site.client().get(path, headers)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_page_is_told_so() {
    let site = TestSite::start().await;
    for accept in ["", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n"] {
        let first = again(&site, "/fr/", accept);
        let tag = first.header("etag");
        for theirs in [tag, &format!("W/{tag}"), &format!("\"x,y\", {tag}"), "*"] {
            let second = again(&site, "/fr/", &format!("{accept}If-None-Match: {theirs}\r\n"));
            assert_eq!(second.status, 304, "{theirs}");
            assert_eq!(second.header("content-length"), "", "a 304 says nothing about a body");
            for name in ["cache-control", "vary", "date"] {
                assert!(!second.header(name).is_empty(), "{name}");
            }
            assert_eq!(second.header("content-encoding"), "");
        }
    }
    for theirs in ["\"another\"", "nonsense", "\"unclosed"] {
        assert_eq!(again(&site, "/fr/", &format!("If-None-Match: {theirs}\r\n")).status, 200, "{theirs}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_304_confirms_the_tag_that_the_reader_has() {
    let site = TestSite::start().await;
    let gzip = again(&site, "/fr/", "Accept-Encoding: gzip\r\n");
    let tag = gzip.header("etag");
    let confirmed = again(&site, "/fr/", &format!("Accept-Encoding: br\r\nIf-None-Match: {tag}\r\n"));
    assert_eq!((confirmed.status, confirmed.header("etag")), (304, tag));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_page_is_sent_anew() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let old = again(&site, "/fr/", "");
    site.happen(published(2, "Le pont ferme")).await;
    let condition = format!("If-None-Match: {}\r\n", old.header("etag"));
    let new = again(&site, "/fr/", &condition);
    assert_eq!(new.status, 200);
    assert!(new.text().contains("Le pont ferme"));
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_tell_only_what_they_can_tell() {
    let site = TestSite::start().await;
    let hash = site.blob(b"a picture of the port");
    let mut shown = crate::support::story(1, "Le port rouvre", "region");
    shown.assets.push(crate::support::asset(1, &hash, "image/webp"));
    site.happen(story::Change::Published(shown)).await;
    let path = format!("/media/{hash}.webp");
    let picture = again(&site, &path, "");
    assert_eq!(picture.header("last-modified"), "Sun, 06 Nov 1994 08:49:37 GMT");
    for (since, status) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 304),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 304),
        ("Sun, 06 Nov 1994 08:49:36 GMT", 200),
        ("no date", 200),
    ] {
        let answer = again(&site, &path, &format!("If-Modified-Since: {since}\r\n"));
        assert_eq!(answer.status, status, "{since}");
    }
    let both = "If-None-Match: \"other\"\r\nIf-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    assert_eq!(again(&site, &path, both).status, 200, "the tag decides");
    // A page printed within this second: its date could not tell it from its next state.
    assert_eq!(again(&site, "/fr/", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wants_only_what_it_was_is_told_that_it_is_not() {
    let site = TestSite::start().await;
    let hash = site.blob(b"a picture of the port");
    let mut shown = crate::support::story(1, "Le port rouvre", "region");
    shown.assets.push(crate::support::asset(1, &hash, "image/webp"));
    site.happen(story::Change::Published(shown)).await;
    let path = format!("/media/{hash}.webp");
    let tag = again(&site, &path, "").header("etag").to_owned();
    let (then, before) = ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:36 GMT");
    for (condition, holds) in [
        (format!("If-Match: {tag}"), true),
        (format!("If-Match: \"x\", {tag}"), true),
        ("If-Match: *".to_owned(), true),
        ("If-Match: \"x\"".to_owned(), false),
        (format!("If-Match: W/{tag}"), false),
        (format!("If-Unmodified-Since: {then}"), true),
        (format!("If-Unmodified-Since: {before}"), false),
        ("If-Unmodified-Since: no date".to_owned(), true),
        // The tag decides, before the date and before everything else (RFC 9110 §13.2.2).
        (format!("If-Match: {tag}\r\nIf-Unmodified-Since: {before}"), true),
        (format!("If-Match: \"x\"\r\nIf-Unmodified-Since: {then}"), false),
        (format!("If-Match: \"x\"\r\nIf-None-Match: {tag}"), false),
    ] {
        for (range, status) in [("", 200), ("Range: bytes=0-8\r\n", 206)] {
            let answer = again(&site, &path, &format!("{range}{condition}\r\n"));
            let expected = if holds { status } else { 412 };
            assert_eq!(answer.status, expected, "{range}{condition}");
            assert!(holds || !answer.text().contains("picture"), "nothing of it is sent");
        }
    }
    assert_eq!(again(&site, &path, &format!("If-Match: {tag}\r\nIf-None-Match: {tag}\r\n")).status, 304);
    let gzip = again(&site, "/fr/", "Accept-Encoding: gzip\r\n").header("etag").to_owned();
    assert_eq!(again(&site, "/fr/", &format!("Accept-Encoding: gzip\r\nIf-Match: {gzip}\r\n")).status, 200);
    assert_eq!(again(&site, "/fr/", &format!("If-Match: {gzip}\r\n")).status, 412, "other bytes");
    assert_eq!(again(&site, "/nowhere", "If-Match: \"x\"\r\n").status, 404, "there is nothing to compare");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_a_page_can_be_unchanged() {
    let site = TestSite::start().await;
    for (path, status) in [("/nowhere", 404), ("/", 301), ("/fr/%zz", 400)] {
        assert_eq!(again(&site, path, "If-None-Match: *\r\n").status, status, "{path}");
    }
    let post = site.client().ask("POST", "/fr/", "If-None-Match: *\r\n");
    assert_eq!(post.status, 405);
}
