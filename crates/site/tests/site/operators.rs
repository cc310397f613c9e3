//! What operators see: metrics, health, the access log.

use std::time::Instant;

use crate::support::{Client, MemoryJournal, PATIENCE, TestSite, published, sockets};

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_counted() {
    let site = TestSite::start().await;
    site.happen(published(1, "Comptée")).await;
    let tag = site.get("/fr/").header("etag").to_owned();
    site.client().get("/fr/", &format!("If-None-Match: {tag}\r\n"));
    site.get("/nowhere");
    site.get("/panic");
    for (name, expected) in [
        ("marbre_site_responses_total{class=\"2xx\"}", 1.0),
        ("marbre_site_responses_total{class=\"3xx\"}", 1.0),
        ("marbre_site_responses_total{class=\"4xx\"}", 1.0),
        ("marbre_site_responses_total{class=\"5xx\"}", 1.0),
        ("marbre_site_not_modified_total", 1.0),
        ("marbre_site_cache_hits_total", 1.0),
        ("marbre_site_cache_misses_total", 3.0),
        ("marbre_site_renders_failed_total", 1.0),
        ("marbre_site_entries_applied_total", 1.0),
        ("marbre_site_journal_cursor", 1.0),
        ("marbre_site_journal_lag", 0.0),
        ("marbre_site_journal_up", 1.0),
        ("marbre_site_render_seconds_count", 3.0),
    ] {
        assert_eq!(site.metric(name), expected, "{name}");
    }
    assert!(site.metric("marbre_site_body_bytes_total") > 0.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn readiness_waits_for_the_shelf_and_health_does_not() {
    let journal = MemoryJournal::default();
    journal.set_down(true);
    let folder = std::sync::Arc::new(tempfile::tempdir().unwrap());
    let site = TestSite::on(folder, journal, |_| ()).await;
    let mut client = Client::to(site.handle().private_addr.unwrap());
    assert_eq!(client.get("/healthz", "").status, 200);
    assert_eq!(client.get("/readyz", "").status, 503);
    site.journal.set_down(false);
    site.ready().await;
    assert_eq!(client.get("/readyz", "").status, 200);
    assert_eq!(client.get("/elsewhere", "").status, 404);
    assert_eq!(client.ask("POST", "/metrics", "").status, 405);
    assert_eq!(site.get("/metrics").status, 404, "not on the readers' side");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_request_leaves_a_line() {
    let log = tempfile::NamedTempFile::new().unwrap();
    let path = log.path().to_owned();
    let site = TestSite::with(|config| {
        config.access_log = Some(path.clone());
        // Each thread's lines come in blocks; one thread's are in order.
        config.sockets = sockets(1);
    })
    .await;
    site.client().get("/fr/?q=1", "User-Agent: test \"quoted\"\r\nReferer: https://news.example/\r\n");
    site.get("/nowhere");
    // What cannot be read as a request leaves one too.
    site.client().ask("G\0T", "/fr/", "");
    site.client().get("/fr/", &format!("A: {}\r\n", "a".repeat(20_000)));
    let start = Instant::now();
    let text = loop {
        let text = std::fs::read_to_string(&path).unwrap();
        if text.lines().count() == 4 {
            break text;
        }
        assert!(start.elapsed() < PATIENCE, "{text}");
    };
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("127.0.0.1 - - ["), "{text}");
    assert!(lines[0].contains("\"GET /fr/?q=1 HTTP/1.1\" 200 "), "{text}");
    assert!(lines[0].ends_with(r#""https://news.example/" "test \x22quoted\x22""#), "{text}");
    assert!(lines[1].contains("\" 404 ") && lines[1].ends_with("\"-\" \"-\""), "{text}");
    assert!(lines[2].ends_with("] \"-\" 400 0 \"-\" \"-\""), "{text}");
    assert!(lines[3].ends_with("] \"-\" 431 0 \"-\" \"-\""), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_in_use_is_named() {
    let site = TestSite::start().await;
    let error = site::Sockets::bind(site.handle().addr, 1).map(drop).unwrap_err().to_string();
    assert!(error.contains(&site.handle().addr.to_string()), "{error}");
}
