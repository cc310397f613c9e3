//! Requests and answers.

use crate::support::{PATIENCE, TestSite, id, killed, published, story};
use story::Change;

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_sent_whole_with_its_headers() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let answer = site.get("/fr/");
    assert_eq!(answer.status, 200);
    assert!(answer.text().contains("Le port rouvre as of 1"));
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    for (name, expected) in [
        ("content-type", "text/html; charset=utf-8"),
        ("cache-control", "max-age=0, s-maxage=5, must-revalidate"),
        ("vary", "Accept-Encoding"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("content-encoding", ""),
        ("transfer-encoding", ""),
    ] {
        assert_eq!(answer.header(name), expected, "{name}");
    }
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert!(!policy.contains("unsafe-inline") && !policy.contains('*'));
    assert!(!answer.header("permissions-policy").is_empty() && !answer.header("date").is_empty());
    assert!(answer.header("etag").starts_with('"'), "a strong tag");
}

#[tokio::test(flavor = "multi_thread")]
async fn head_answers_as_get_would_without_the_body() {
    let site = TestSite::start().await;
    let mut client = site.client();
    for path in ["/fr/", "/nowhere", "/", "/_/site-0a1b.css"] {
        for headers in ["", "Accept-Encoding: br\r\n"] {
            let get = client.get(path, headers);
            let head = client.ask("HEAD", path, headers);
            let without_date = |answer: &crate::support::Answer| {
                let mut headers = answer.headers.clone();
                headers.retain(|(name, _)| name != "date" && name != "last-modified");
                headers.sort();
                (answer.status, headers)
            };
            assert_eq!(without_date(&head), without_date(&get), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_has_its_status() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let long = format!("/{}", "a".repeat(5000));
    let story = format!("/fr/region/{}", id(1));
    let mut client = site.client();
    for (path, status, location) in [
        ("/fr/", 200, ""),
        ("/fr/?utm_source=lettre", 200, ""),
        ("http://news.example/fr/", 200, ""),
        ("/fr/%C3%A9t%C3%A9", 200, ""),
        (story.as_str(), 200, ""),
        ("/", 301, "/fr/"),
        ("/fr", 301, "/fr/"),
        ("/fr/region", 301, "/fr/region/"),
        ("/fr/vers-%C3%A9t%C3%A9", 301, "/fr/%C3%A9t%C3%A9"),
        ("/fr/nowhere", 404, ""),
        ("//fr/", 404, ""),
        ("//evil.example/fr", 404, ""),
        ("/_/missing.css", 404, ""),
        ("/_/../fr/", 400, ""),
        ("/fr/%2e%2e/", 400, ""),
        ("/fr/%00", 400, ""),
        ("/fr/%zz", 400, ""),
        ("/fr/%ff", 400, ""),
        ("/a%2fb", 400, ""),
        (long.as_str(), 414, ""),
    ] {
        // The second time, from memory.
        for _ in 0..2 {
            let answer = client.get(path, "");
            assert_eq!((answer.status, answer.header("location")), (status, location), "{path}");
            assert!(!answer.header("content-length").is_empty(), "{path}");
            assert!(status == 301 || !answer.body.is_empty(), "{path}: every error is explained");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_story_is_gone_at_every_address_it_had() {
    let site = TestSite::start().await;
    site.happen(published(1, "À retirer")).await;
    let alias = format!("/fr/monde/{}", id(1));
    let own = format!("/fr/region/{}", id(1));
    assert_eq!(site.get(&alias).status, 301);
    assert_eq!(site.get(&own).status, 200);
    site.happen(killed(1)).await;
    for path in [&own, &alias] {
        let answer = site.get(path);
        assert_eq!(answer.status, 410, "{path}");
        assert!(answer.text().contains("withdrawn by its agency"));
        assert_eq!(answer.header("etag"), "");
    }
    assert!(!site.get("/fr/").text().contains("À retirer"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_reading_is_allowed() {
    let site = TestSite::start().await;
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"] {
        let answer = site.client().ask(method, "/fr/", "");
        assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD, OPTIONS"), "{method}");
    }
    for target in ["/fr/", "*"] {
        let answer = site.client().ask("OPTIONS", target, "");
        assert_eq!((answer.status, answer.header("allow")), (204, "GET, HEAD, OPTIONS"), "{target}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_read_after_a_request_with_a_body() {
    let site = TestSite::start().await;
    let smuggled = "GET /nowhere HTTP/1.1\r\nHost: news.example\r\n\r\n";
    for framing in [
        format!("Content-Length: {}\r\n\r\n{smuggled}", smuggled.len()),
        format!("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{smuggled}"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{smuggled}"),
    ] {
        let mut client = site.client();
        client.send(&format!("GET /fr/ HTTP/1.1\r\nHost: news.example\r\n{framing}"));
        let answer = client.answer("GET");
        assert_eq!((answer.status, answer.header("connection")), (200, "close"));
        assert_eq!(client.await_end(), b"");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_requests_are_refused_in_words() {
    let site = TestSite::start().await;
    let many = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect::<String>();
    let large = format!("X-Large: {}\r\n", "a".repeat(40_000));
    for (request, status) in [
        ("GET /fr/ HTTP/1.1\r\n\r\n".to_owned(), 400),
        ("GET /fr/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".to_owned(), 400),
        ("GET /fr/ HTTP/1.1\r\nHost: a/b\r\n\r\n".to_owned(), 400),
        ("GET /fr/ HTTP/1.0\r\n\r\n".to_owned(), 200),
        ("GET /fr/ HTTP/9.9\r\nHost: a\r\n\r\n".to_owned(), 400),
        ("GARBAGE\r\n\r\n".to_owned(), 400),
        (format!("GET /fr/ HTTP/1.1\r\nHost: a\r\n{many}\r\n"), 431),
        (format!("GET /fr/ HTTP/1.1\r\nHost: a\r\n{large}\r\n"), 431),
    ] {
        let mut client = site.client();
        client.try_send(&request);
        let start: String = request.chars().take(60).collect();
        assert_eq!(client.answer("GET").status, status, "{start}");
        client.await_end();
    }
    assert_eq!(site.get("/fr/").status, 200, "others are served as before");
}

#[tokio::test(flavor = "multi_thread")]
async fn pipelined_requests_are_answered_in_order() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let story = format!("/fr/region/{}", id(1));
    let paths = ["/fr/", &story, "/nowhere", "/fr/", "/", &story];
    let mut client = site.client();
    let requests = paths.map(|path| format!("GET {path} HTTP/1.1\r\nHost: news.example\r\n\r\n"));
    client.send(&requests.concat());
    let statuses = paths.map(|_| client.answer("GET").status);
    assert_eq!(statuses, [200, 200, 404, 200, 301, 200]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_page_that_is_read_unencoded_again_and_again_stays_what_it_is() {
    const TIMES: usize = 100;
    let site = TestSite::start().await;
    let mut client = site.client();
    let page = client.get("/big/100000", "");
    while site.metric("marbre_site_cache_system_bytes") == 0.0 {
        assert_eq!(client.get("/big/100000", "").body, page.body);
    }
    // More than fits between us: the system takes it piece by piece.
    client.send(&"GET /big/100000 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(TIMES));
    client.send("HEAD /big/100000 HTTP/1.1\r\nHost: a\r\n\r\n");
    for _ in 0..TIMES {
        let again = client.answer("GET");
        assert_eq!((again.status, &again.body), (200, &page.body));
        assert_eq!(again.header("content-length"), "100000");
    }
    let head = client.answer("HEAD");
    assert_eq!((head.status, head.header("content-length")), (200, "100000"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_reader_gets_the_encoding_it_understands() {
    let site = TestSite::start().await;
    let mut client = site.client();
    let plain = client.get("/fr/", "");
    // It comes a little later, to a page that is read.
    let start = std::time::Instant::now();
    while client.get("/fr/", "Accept-Encoding: br\r\n").header("content-encoding") != "br" {
        assert!(start.elapsed() < PATIENCE, "no brotli");
    }
    let mut tags = vec![plain.header("etag").to_owned()];
    for (accept, encoding) in [
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("identity;q=0, *", "br"),
        ("zstd", ""),
    ] {
        let answer = client.get("/fr/", &format!("Accept-Encoding: {accept}\r\n"));
        assert_eq!((answer.status, answer.header("content-encoding")), (200, encoding), "{accept}");
        assert_eq!(answer.plain(), plain.body, "{accept}");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        if !encoding.is_empty() {
            assert!(answer.body.len() < plain.body.len());
            tags.push(answer.header("etag").to_owned());
        }
    }
    assert_ne!(tags[0], tags[1], "other bytes, another strong tag");
    assert_ne!(tags[1], tags[2]);
    let refused = client.get("/fr/tiny", "Accept-Encoding: identity;q=0\r\n");
    assert_eq!((refused.status, refused.header("vary")), (406, "Accept-Encoding"));
    assert_eq!(client.get("/fr/tiny", "Accept-Encoding: gzip, br\r\n").header("content-encoding"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn theme_files_never_change_and_say_so() {
    let site = TestSite::start().await;
    let answer = site.get("/_/site-0a1b.css");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "max-age=31536000, immutable");
    assert_eq!(answer.header("content-security-policy"), "", "only documents need one");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_printed_is_a_fault_of_its_own() {
    let site = TestSite::start().await;
    for _ in 0..2 {
        let answer = site.get("/panic");
        assert_eq!((answer.status, answer.header("cache-control")), (503, "no-store"));
    }
    assert_eq!(site.press.prints("/panic"), 2, "a fault is not remembered");
    assert_eq!(site.get("/fr/").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_that_moved_leads_to_its_address() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let mut moved = story(1, "Le port rouvre", "monde");
    moved.revision = 2;
    site.happen(Change::Updated(moved)).await;
    let answer = site.get(&format!("/fr/region/{}", id(1)));
    assert_eq!((answer.status, answer.header("location")), (301, &*format!("/fr/monde/{}", id(1))));
    assert!(!site.get("/fr/region/").text().contains("port"));
    assert!(site.get("/fr/monde/").text().contains("port"));
}
