//! Pages in memory: printed once, never older than the shelf, within their bounds.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use story::Change;

use crate::support::{PATIENCE, TestSite, id, killed, published, story};

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_printed_once_however_many_ask_at_the_same_time() {
    let site = TestSite::start().await;
    site.press.hold("/fr/");
    let readers: Vec<_> = (0..16)
        .map(|_| {
            let mut client = site.client();
            std::thread::spawn(move || client.get("/fr/", "").status)
        })
        .collect();
    site.press.await_prints("/fr/", 1);
    let mut other = site.client();
    assert_eq!(other.get("/fr/tiny", "").status, 200, "other pages do not wait");
    site.press.release("/fr/");
    assert!(readers.into_iter().all(|reader| reader.join().unwrap() == 200));
    assert_eq!(site.get("/fr/").status, 200);
    assert_eq!(site.press.prints("/fr/"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_print_that_an_entry_overtook_is_never_kept() {
    let site = TestSite::start().await;
    site.happen(published(1, "Avant")).await;
    site.press.hold("/fr/");
    let mut client = site.client();
    let reader = std::thread::spawn(move || client.get("/fr/", "").text());
    site.press.await_prints("/fr/", 1);
    site.happen(published(2, "Après")).await;
    site.press.release("/fr/");
    assert!(reader.join().unwrap().contains("Après as of 2"), "who waited gets the new page too");
    assert!(site.get("/fr/").text().contains("Après as of 2"));
    assert_eq!(site.press.prints("/fr/"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn readers_see_whole_pages_and_never_go_back_in_time() {
    let site = TestSite::start().await;
    site.happen(published(1, "Dépêche 1")).await;
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..3)
        .map(|number| {
            let (done, addr) = (Arc::clone(&done), site.handle().addr);
            let cursor = site.handle().cursor.clone();
            let accept = ["", "Accept-Encoding: gzip\r\n", "Accept-Encoding: br\r\n"][number];
            std::thread::spawn(move || {
                let mut client = crate::support::Client::to(addr);
                let mut reads = 0;
                while !done.load(Ordering::Acquire) || reads == 0 {
                    let told = *cursor.borrow();
                    let text = client.get("/fr/", accept).text();
                    let first = as_of(text.lines().next().unwrap());
                    assert!(text.lines().all(|line| as_of(line) == first), "torn page: {text}");
                    assert!(first >= told, "as of {first} although {told} was told");
                    reads += 1;
                }
            })
        })
        .collect();
    for number in 2..=30 {
        site.happen(published(number, &format!("Dépêche {number}"))).await;
    }
    done.store(true, Ordering::Release);
    readers.into_iter().for_each(|reader| reader.join().unwrap());
}

fn as_of(line: &str) -> u64 {
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_are_read_are_printed_before_anybody_asks() {
    let site = TestSite::start().await;
    site.happen(published(1, "Lue")).await;
    site.get("/fr/");
    let printed = site.press.prints("/fr/");
    site.happen(published(2, "Nouvelle")).await;
    assert_eq!(site.press.prints("/fr/"), printed + 1);
    assert!(site.get("/fr/").text().contains("Nouvelle"));
    assert_eq!(site.press.prints("/fr/"), printed + 1);
    assert_eq!(site.press.prints("/fr/region/"), 0, "nobody reads this one");
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_stays_within_its_bound() {
    let site = TestSite::with(|config| config.cache_bytes = 2 << 20).await;
    let mut client = site.client();
    for number in 0..300 {
        let size = 10_000 + number * 100;
        assert_eq!(client.get(&format!("/big/{size}"), "").body.len(), size);
    }
    let bytes = site.metric("marbre_site_cache_bytes");
    assert!(bytes > 500_000.0 && bytes <= f64::from(2 << 20), "{bytes}");
    assert_eq!(client.get("/big/4000000", "").body.len(), 4_000_000, "larger than the memory, still served");
    assert!(site.metric("marbre_site_cache_bytes") <= f64::from(2 << 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_page_that_left_the_memory_is_told_that_it_is_unchanged_without_a_print() {
    let site = TestSite::with(|config| config.cache_bytes = 2 << 20).await;
    site.happen(published(1, "Avant")).await;
    let mut client = site.client();
    let had = client.get("/fr/", "");
    let has = format!("If-None-Match: {}\r\n", had.header("etag"));
    let flood = |client: &mut crate::support::Client| {
        (0..300).for_each(|number| drop(client.get(&format!("/big/{}", 10_000 + number * 100), "")));
    };
    flood(&mut client);
    let printed = site.press.prints("/fr/");
    let unchanged = client.get("/fr/", &has);
    assert_eq!((unchanged.status, unchanged.header("etag")), (304, had.header("etag")));
    assert_eq!(unchanged.header("cache-control"), had.header("cache-control"));
    assert_eq!(unchanged.header("vary"), had.header("vary"));
    assert_eq!(site.press.prints("/fr/"), printed, "it had left, and was not made again");
    assert_eq!(client.get("/fr/", "If-None-Match: \"other\"\r\n").status, 200);
    flood(&mut client);
    site.happen(published(2, "Après")).await;
    assert!(client.get("/fr/", &has).text().contains("Après"), "a page that changed is no longer known");
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_paths_cost_little_and_are_forgotten_at_the_next_entry() {
    let site = TestSite::start().await;
    let mut client = site.client();
    let before = site.metric("marbre_site_cache_bytes");
    for number in 0..9000 {
        assert_eq!(client.get(&format!("/no/{number}"), "").status, 404);
    }
    assert!(site.metric("marbre_site_unknown_paths") <= 8192.0);
    let grown = site.metric("marbre_site_cache_bytes") - before;
    assert!(grown < 32_768.0, "one page says it for all paths: {grown}");

    let path = format!("/fr/region/{}", id(1));
    client.get(&path, "");
    client.get(&path, "");
    assert_eq!(site.press.prints(&path), 1, "remembered");
    site.happen(published(1, "Là")).await;
    assert_eq!(client.get(&path, "").status, 200);
    let long = format!("/{}", "x".repeat(1500));
    client.get(&long, "");
    client.get(&long, "");
    assert_eq!(site.press.prints(&long), 2, "long paths are not");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_read_gets_smaller_in_the_background() {
    let site = TestSite::start().await;
    let mut client = site.client();
    let quick = client.get("/fr/prose", "Accept-Encoding: gzip, br\r\n");
    let start = std::time::Instant::now();
    let best = loop {
        let answer = client.get("/fr/prose", "Accept-Encoding: gzip, br\r\n");
        if answer.header("etag") != quick.header("etag") {
            break answer;
        }
        assert!(start.elapsed() < PATIENCE);
    };
    assert_eq!(best.plain(), quick.plain());
    assert!(best.body.len() <= quick.body.len());
    let condition = format!("Accept-Encoding: gzip, br\r\nIf-None-Match: {}\r\n", quick.header("etag"));
    assert_eq!(client.get("/fr/prose", &condition).status, 304, "who has the quick one has the page");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_made_any_more_is_its_last_good_copy_until_it_can() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    assert_eq!(site.get("/fr/").status, 200);
    site.happen(published(2, "panic in print")).await;
    let down = site.get("/fr/");
    assert_eq!(down.status, 503);
    assert!(down.text().starts_with("An old copy: list as of 1"), "{}", down.text());
    assert_eq!(down.header("retry-after"), "5");
    assert_eq!(down.header("cache-control"), "no-store");
    assert_eq!(site.get("/panic").text(), "Down, no copy, 1 known");
    let mut mended = story(2, "Sans panique", "region");
    mended.revision = 2;
    site.happen(Change::Updated(mended)).await;
    assert_eq!(site.get("/fr/").status, 200);
    site.happen(published(3, "panic in print")).await;
    assert!(site.get("/fr/").text().contains("Sans panique"));
    site.happen(killed(2)).await;
    assert_eq!(site.get("/fr/").text(), "Down, no copy, 1 known", "a withdrawn story is in no copy");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_press_takes_over_whole() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    assert_eq!(site.press.prints("/fr/"), 0);
    site.get("/fr/");
    let other = Arc::new(crate::support::FakePress::default());
    site.handle().press_room().set(other.clone()).await.unwrap();
    assert_eq!(site.get("/fr/").status, 200);
    assert_eq!((site.press.prints("/fr/"), other.prints("/fr/")), (1, 1));
}
