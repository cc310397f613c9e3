//! How often each version of a story was read: what counts, and that none of it is lost or counted twice.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use story::{Change, LiveStory};

use crate::support::{Client, MemoryJournal, Multiplexed, PATIENCE, TestSite, id, killed, secure, story};

fn version(revision: u64, headline: &str) -> LiveStory {
    LiveStory { revision, ..story(1, headline, "region") }
}

fn path() -> String {
    format!("/fr/region/{}", id(1))
}

/// How often each revision of the one story was read, once the node has stopped.
async fn read_in(mut site: TestSite) -> BTreeMap<u64, u64> {
    site.stop().await;
    site.readings.of(1)
}

/// Asks for the story in each way that there is, once as reading and once as not; `way` makes the server take it.
fn ask_in_all_ways(client: &mut Client, way: &str) {
    let page = client.get(&path(), way);
    assert_eq!(page.status, 200);
    let same = format!("{way}If-None-Match: {}\r\n", page.header("etag"));
    assert_eq!(client.get(&path(), &same).status, 304);
    assert_eq!(client.ask("HEAD", &path(), way).status, 200);
    assert_eq!(client.ask("HEAD", &path(), &same).status, 304);
    assert_eq!(client.ask("OPTIONS", &path(), way).status, 204);
    assert_eq!(client.get("/fr/", way).status, 200);
    assert_eq!(client.get(&format!("/fr/region/{}", id(2)), way).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_gets_a_story_or_is_told_that_it_is_unchanged_reads_it_and_nobody_else() {
    let site = TestSite::start().await;
    site.happen(Change::Published(version(1, "Le port rouvre"))).await;
    ask_in_all_ways(&mut site.client(), "");
    // Asked in parts, it is sent whole.
    ask_in_all_ways(&mut site.client(), "Range: bytes=0-9\r\n");
    assert_eq!(site.client().get(&path(), "If-Match: \"another\"\r\n").status, 412);
    assert_eq!(site.client().get(&path(), "Accept-Encoding: identity;q=0\r\n").status, 406);
    assert_eq!(read_in(site).await, BTreeMap::from([(1, 4)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_printed_anew_packed_replaced_or_withdrawn_keeps_its_count() {
    let site = TestSite::start().await;
    let (mut client, mut read) = (site.client(), [0; 2]);
    site.happen(Change::Published(version(4, "Le port rouvre"))).await;
    // Packed as well as can be, once it was read twice: another entry of the cache.
    let start = Instant::now();
    loop {
        read[0] += 1;
        if client.get(&path(), "Accept-Encoding: br\r\n").header("content-encoding") == "br" {
            break;
        }
        assert!(start.elapsed() < PATIENCE);
    }
    site.happen(Change::Updated(version(9, "Le port rouvre demain"))).await;
    for _ in 0..3 {
        assert!(client.get(&path(), "").text().contains("demain"));
        read[1] += 1;
    }
    // A neighbour's news prints it anew; it is the same version.
    site.happen(Change::Published(LiveStory { path: path(), ..story(2, "Un voisin", "region") })).await;
    assert_eq!(client.get(&path(), "").status, 200);
    read[1] += 1;
    site.happen(killed(1)).await;
    assert_eq!(client.get(&path(), "").status, 410);
    assert_eq!(read_in(site).await, BTreeMap::from([(4, read[0]), (9, read[1])]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_left_the_memory_keeps_its_count_and_is_counted_where_it_is_known_unchanged() {
    let site = TestSite::with(|config| config.cache_bytes = 2 << 20).await;
    site.happen(Change::Published(version(1, "Le port rouvre"))).await;
    let mut client = site.client();
    let has = format!("If-None-Match: {}\r\n", client.get(&path(), "").header("etag"));
    for number in 0..300 {
        client.get(&format!("/big/{}", 10_000 + number * 100), "");
    }
    let printed = site.press.prints(&path());
    assert_eq!(client.get(&path(), &has).status, 304);
    assert_eq!(client.ask("HEAD", &path(), &has).status, 304);
    assert_eq!(site.press.prints(&path()), printed, "it had left");
    assert_eq!(read_in(site).await, BTreeMap::from([(1, 2)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_while_the_database_is_away_is_added_later_and_once() {
    let site = TestSite::with(|config| config.tally = Duration::from_millis(10)).await;
    site.happen(Change::Published(version(1, "Le port rouvre"))).await;
    let mut client = site.client();
    let read = |client: &mut Client, times| (0..times).for_each(|_| drop(client.get(&path(), "")));
    let until = |done: &dyn Fn() -> bool| {
        let start = Instant::now();
        while !done() {
            assert!(start.elapsed() < PATIENCE);
            std::thread::yield_now();
        }
    };
    read(&mut client, 3);
    until(&|| site.readings.of(1) == BTreeMap::from([(1, 3)]));
    site.readings.set_down(true);
    let asked = site.readings.asked();
    read(&mut client, 4);
    until(&|| site.readings.asked() > asked + 1);
    read(&mut client, 5);
    assert_eq!(site.readings.of(1), BTreeMap::from([(1, 3)]));
    site.readings.set_down(false);
    until(&|| site.readings.of(1) == BTreeMap::from([(1, 12)]));
    assert_eq!(site.metric("marbre_site_readings_kept_total"), 12.0);
    assert_eq!(read_in(site).await, BTreeMap::from([(1, 12)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_waits_for_room_on_its_connection_is_one_reading() {
    const READERS: u64 = 60;
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let (mut addr, within) = (None, folder.clone());
    let site = TestSite::on(folder, MemoryJournal::default(), |config| {
        addr = Some(secure(config, within.path()));
    });
    let site = site.await;
    site.ready().await;
    // Thirty times this is the page: some of them have room at once, most have not.
    site.happen(Change::Published(version(1, &"Le port rouvre. ".repeat(100)))).await;
    let client = Multiplexed::to(addr.unwrap(), site.folder.path(), 65_535).await;
    let asked: Vec<_> = (0..READERS)
        .map(|_| {
            let requests = client.requests.clone();
            tokio::spawn(async move { requests.get(&path()).await.into_body() })
        })
        .collect();
    for answer in asked {
        let mut body = answer.await.unwrap();
        while let Some(bytes) = body.data().await {
            body.flow_control().release_capacity(bytes.unwrap().len()).unwrap();
        }
    }
    drop(client);
    assert_eq!(read_in(site).await, BTreeMap::from([(1, READERS)]));
}
