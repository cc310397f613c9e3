//! Slow, idle and too many readers; stopping.

use std::time::Duration;

use crate::support::{Client, TestSite, published, sockets};

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_sends_its_headers_slowly_is_hung_up_on() {
    let site = TestSite::with(|config| config.header_timeout = Duration::from_millis(120)).await;
    let mut says_nothing = site.client();
    let mut says_little = site.client();
    says_little.send("GET /fr/ HTTP/1.1\r\nHost: ");
    let mut after_a_request = site.client();
    assert_eq!(after_a_request.get("/fr/", "").status, 200);
    after_a_request.send("GET /fr/ HT");
    for client in [&mut says_nothing, &mut says_little, &mut after_a_request] {
        assert_eq!(client.await_end(), b"");
    }
    assert_eq!(site.get("/fr/").status, 200);
    assert_eq!(site.metric("marbre_site_timeouts_total"), 3.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn trickling_does_not_win_time() {
    let site = TestSite::with(|config| config.header_timeout = Duration::from_millis(120)).await;
    let mut client = site.client();
    let start = std::time::Instant::now();
    client.send("GET /fr/ HTTP/1.1\r\nHost: a\r\n");
    while site.metric("marbre_site_timeouts_total") < 1.0 {
        client.try_send("X: 1\r\n");
        assert!(start.elapsed() < crate::support::PATIENCE);
    }
    client.await_end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_does_nothing_is_ended_and_one_in_use_is_not() {
    let site = TestSite::with(|config| config.idle_timeout = Duration::from_millis(150)).await;
    let mut idle = site.client();
    let mut busy = site.client();
    idle.get("/fr/", "");
    let start = std::time::Instant::now();
    while site.metric("marbre_site_timeouts_total") < 1.0 {
        assert_eq!(busy.get("/fr/", "").status, 200);
        assert!(start.elapsed() < crate::support::PATIENCE);
    }
    assert_eq!(idle.await_end(), b"");
    assert_eq!(busy.get("/fr/", "").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_takes_nothing_is_hung_up_on() {
    let site = TestSite::with(|config| config.write_timeout = Duration::from_millis(150)).await;
    let start = std::time::Instant::now();
    // By our hand, and by the system's.
    while site.metric("marbre_site_cache_system_bytes") == 0.0 {
        site.get("/big/1000000");
        assert!(start.elapsed() < crate::support::PATIENCE);
    }
    // More than the system's buffers hold.
    for (hung_up, path, times) in [(1.0, "/big/30000000", 1), (2.0, "/big/1000000", 30)] {
        let mut client = site.client();
        client.send(&format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").repeat(times));
        while site.metric("marbre_site_timeouts_total") < hung_up {
            assert!(start.elapsed() < crate::support::PATIENCE);
        }
        assert!(client.await_end().len() < 30_000_000);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_limit_whoever_does_nothing_makes_room_for_whoever_comes() {
    let site = TestSite::with(|config| {
        config.sockets = sockets(1);
        config.connections_max = 2;
    })
    .await;
    let mut clients = [site.client(), site.client()];
    for client in &mut clients {
        assert_eq!(client.get("/fr/", "").status, 200);
    }
    let mut newcomers = [site.client(), site.client()];
    for client in &mut newcomers {
        assert_eq!(client.get("/fr/", "").status, 200);
    }
    for mut client in clients {
        assert_eq!(client.await_end(), b"");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_limit_readers_wait_briefly_for_those_at_work_and_then_are_told() {
    let site = TestSite::with(|config| {
        config.sockets = sockets(1);
        config.connections_max = 2;
    })
    .await;
    site.press.hold("/fr/");
    let mut clients = [site.client(), site.client()];
    for client in &mut clients {
        client.send("GET /fr/ HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    site.press.await_prints("/fr/", 1);
    let mut third = site.client();
    let answer = third.get("/fr/", "");
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    assert_eq!(third.await_end(), b"");
    assert_eq!(site.metric("marbre_site_turned_away_total"), 1.0);
    site.press.release("/fr/");
    for client in &mut clients {
        assert_eq!(client.answer("GET").status, 200, "who is at work is not disturbed");
    }
    assert_eq!(site.get("/fr/").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_take_the_room_of_others() {
    let site = TestSite::with(|config| config.connections_per_address = 2).await;
    let mut first = site.client();
    let mut second = site.client();
    assert_eq!((first.get("/fr/", "").status, second.get("/fr/", "").status), (200, 200));
    let mut third = site.client();
    let answer = third.answer("GET");
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    assert_eq!(third.await_end(), b"");
    assert_eq!(site.metric("marbre_site_turned_away_total"), 1.0);
    assert_eq!(second.get("/fr/", "").status, 200, "who is in stays in");
    drop(first);
    let start = std::time::Instant::now();
    loop {
        let mut again = site.client();
        again.try_send("GET /fr/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        if again.await_end().starts_with(b"HTTP/1.1 200 ") {
            break;
        }
        assert!(start.elapsed() < crate::support::PATIENCE, "room that was left is given again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_finishes_what_is_under_way() {
    let mut site = TestSite::start().await;
    site.happen(published(1, "Dernière page")).await;
    site.press.hold("/fr/");
    let addr = site.handle().addr;
    let mut idle = site.client();
    assert_eq!(idle.get("/fr/tiny", "").status, 200);
    let mut waiting = site.client();
    waiting.send("GET /fr/ HTTP/1.1\r\nHost: a\r\n\r\n");
    site.press.await_prints("/fr/", 1);
    let handle = site.handle.take().unwrap();
    let stopping = tokio::spawn(handle.stop());
    assert_eq!(idle.await_end(), b"", "who asks for nothing more has left soon");
    site.press.release("/fr/");
    let answer = waiting.answer("GET");
    assert!(answer.text().contains("Dernière page"));
    assert_eq!(waiting.await_end(), b"");
    stopping.await.unwrap();
    assert!(std::net::TcpStream::connect(addr).is_err(), "nobody is accepted any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_goes_on_asking_is_told_before_the_connection_ends() {
    // By the short way, and by hyper.
    for headers in ["", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n"] {
        let mut site = TestSite::start().await;
        let mut clients: Vec<Client> = (0..8).map(|_| site.client()).collect();
        for client in &mut clients {
            assert_eq!(client.get("/fr/", headers).status, 200);
        }
        let stopping = tokio::spawn(site.handle.take().unwrap().stop());
        for client in &mut clients {
            while client.get("/fr/", headers).header("connection") != "close" {}
            assert_eq!(client.await_end(), b"");
        }
        stopping.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_behind_a_slow_reader_while_the_node_stops() {
    let mut site = TestSite::start().await;
    let mut slow = site.client();
    slow.send("GET /big/30000000 HTTP/1.1\r\nHost: a\r\n\r\n");
    site.press.await_prints("/big/30000000", 1);
    let mut idle = site.client();
    assert_eq!(idle.get("/fr/", "").status, 200);
    let addr = site.handle().addr;
    let stopping = tokio::spawn(site.handle.take().unwrap().stop());
    while idle.get("/fr/", "").header("connection") != "close" {}
    for _ in 0..20 {
        let mut new = Client::to(addr);
        assert_eq!(new.get("/fr/", "").status, 200);
    }
    assert!(!stopping.is_finished());
    assert_eq!(slow.answer("GET").body.len(), 30_000_000);
    drop(slow);
    stopping.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_does_not_wait_for_ever() {
    let mut site = TestSite::with(|config| config.grace = Duration::from_millis(100)).await;
    site.press.hold("/fr/");
    let mut waiting = site.client();
    waiting.send("GET /fr/ HTTP/1.1\r\nHost: a\r\n\r\n");
    site.press.await_prints("/fr/", 1);
    tokio::time::timeout(crate::support::PATIENCE, site.stop()).await.expect("stops");
    waiting.await_end();
    site.press.release("/fr/");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_dropped_stops_too() {
    let mut site = TestSite::start().await;
    let mut client = site.client();
    client.get("/fr/", "");
    drop(site.handle.take());
    assert_eq!(client.await_end(), b"");
}

#[tokio::test(flavor = "multi_thread")]
async fn pipelined_garbage_ends_its_own_connection_only() {
    let site = TestSite::start().await;
    let mut client = site.client();
    client.send("GET /fr/tiny HTTP/1.1\r\nHost: a\r\n\r\n\0\0\0garbage\r\n\r\nGET / HTTP/1.1\r\n\r\n");
    assert_eq!(client.answer("GET").status, 200);
    assert_eq!(client.answer("GET").status, 400);
    client.await_end();
    let start = std::time::Instant::now();
    while site.metric("marbre_site_responses_total{class=\"4xx\"}") < 1.0 {
        assert!(start.elapsed() < crate::support::PATIENCE, "it is counted");
    }
    assert_eq!(site.get("/fr/tiny").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_connections_at_once_are_all_served() {
    let site = TestSite::start().await;
    let mut clients: Vec<Client> = (0..300).map(|_| site.client()).collect();
    for client in &mut clients {
        client.send("GET /fr/ HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    assert!(clients.iter_mut().all(|client| client.answer("GET").status == 200));
    assert_eq!(site.press.prints("/fr/"), 1);
}
