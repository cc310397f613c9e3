//! Many requests on one connection: what is held for a reader who takes nothing, and for how long.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use site::SiteConfig;
use story::Change;

use crate::support::{MemoryJournal, Multiplexed, PATIENCE, TestSite, asset, published, secure, story};

/// As many as a connection may have.
const STREAMS: usize = 100;

async fn start(set: impl FnOnce(&mut SiteConfig)) -> (TestSite, SocketAddr) {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let mut addr = None;
    let within = folder.clone();
    let site = TestSite::on(folder, MemoryJournal::default(), |config| {
        addr = Some(secure(config, within.path()));
        set(config);
    });
    let site = site.await;
    site.ready().await;
    (site, addr.unwrap())
}

/// Waits until nothing more is held than was a moment ago.
async fn held(site: &TestSite) -> f64 {
    let (mut before, mut same, start) = (0.0, 0, Instant::now());
    while same < 20 {
        let now = site.metric("marbre_site_held_bytes");
        same = if now > 0.0 && now == before { same + 1 } else { 0 };
        before = now;
        assert!(start.elapsed() < PATIENCE);
        tokio::task::yield_now().await;
    }
    before
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_of_files_for_one_connection_is_bounded() {
    let (site, addr) = start(|_| ()).await;
    let hash = site.blob(&vec![7; 2_000_000]);
    let mut shown = story(1, "Le port rouvre", "region");
    shown.assets.push(asset(1, &hash, "video/mp4"));
    site.happen(Change::Published(shown)).await;
    let client = Multiplexed::to(addr, site.folder.path(), 1).await;
    let mut answers = Vec::new();
    for _ in 0..STREAMS {
        answers.push(client.get(&format!("/media/{hash}.mp4")).await);
        assert_eq!(answers.last().unwrap().status(), 200);
    }
    let held = held(&site).await;
    assert!(held <= f64::from(512 << 10), "{held} bytes are held");
    // Whoever takes them gets them all, small as the pieces became.
    let mut body = answers.remove(0).into_body();
    let mut taken = 0;
    while taken < 20_000 {
        let bytes = body.data().await.unwrap().unwrap();
        taken += bytes.len();
        body.flow_control().release_capacity(bytes.len()).unwrap();
        assert!(bytes.iter().all(|byte| *byte == 7));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_of_pages_for_one_connection_is_bounded_and_all_of_them_come() {
    let (site, addr) = start(|_| ()).await;
    let client = Multiplexed::to(addr, site.folder.path(), 1).await;
    let sizes = (0..60).map(|n| if n % 2 == 0 { 60_000 + n } else { 200_000 + n });
    let asked: Vec<_> = sizes
        .map(|size| {
            let requests = client.requests.clone();
            tokio::spawn(async move { (size, requests.get(&format!("/big/{size}")).await) })
        })
        .collect();
    let held = held(&site).await;
    assert!(held <= f64::from(1024 << 10), "{held} bytes are held");
    drop(asked);
    // A small page does not wait behind large ones.
    assert_eq!(client.get("/fr/tiny").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_takes_nothing_is_hung_up_on_whatever_else_it_says() {
    let (site, addr) = start(|config| config.write_timeout = Duration::from_millis(200)).await;
    let mut client = Multiplexed::to(addr, site.folder.path(), 1).await;
    let answer = client.get("/big/100000").await;
    let start = Instant::now();
    while !client.ended.is_finished() {
        // A sign of life is no sign of reading.
        let _ = client.pings.ping(h2::Ping::opaque()).await;
        assert!(start.elapsed() < PATIENCE, "it may stay for ever");
    }
    assert_eq!(site.metric("marbre_site_timeouts_total"), 1.0);
    drop(answer);
    let start = Instant::now();
    while site.metric("marbre_site_held_bytes") > 0.0 {
        assert!(start.elapsed() < PATIENCE, "what was held for it is let go");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_take_the_seats_of_others_by_one_connection() {
    let (site, addr) = start(|config| config.connections_per_address = 2).await;
    site.happen(published(1, "Le port rouvre")).await;
    let client = Multiplexed::to(addr, site.folder.path(), 65_535).await;
    let held = [client.get("/fr/live").await, client.get("/fr/live").await];
    assert!(held.iter().all(|answer| answer.status() == 200));
    let refused = client.get("/fr/live").await;
    assert_eq!((refused.status().as_u16(), refused.headers()["retry-after"].to_str().unwrap()), (503, "30"));
    assert_eq!(client.get("/fr/").await.status(), 200);
}
