//! Open pages are told what changed: at once, from where they were, and never of what was withdrawn.

use crate::support::{Client, PATIENCE, TestSite, id, killed, published, story};
use story::{Audience, Change, Proofs};

const GREETING: &str = "retry: 3000\n\n";

fn listen(site: &TestSite, after: u64, headers: &str) -> Client {
    let mut client = site.client();
    let answer = client.get(&format!("/fr/live?after={after}"), headers);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "text/event-stream; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("content-encoding"), "");
    assert_eq!(client.chunk(), GREETING);
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_listens_hears_each_change_when_readers_get_it() {
    let site = TestSite::start().await;
    site.happen(published(1, "before")).await;
    let mut listeners: Vec<Client> = (0..5).map(|_| listen(&site, 1, "")).collect();
    site.happen(published(2, "Le port rouvre")).await;
    site.happen(Change::Updated(story(2, "Le port a rouvert", "region"))).await;
    site.happen(killed(1)).await;
    for listener in &mut listeners {
        // A story told twice before anybody took the first is told once.
        let mut heard = listener.chunk();
        if heard.contains("rouvre\n") {
            heard = listener.chunk();
        }
        assert_eq!(heard, "id: 3\ndata: Le port a rouvert\n\n");
        assert_eq!(listener.chunk(), "id: 4\ndata: gone\n\n");
    }
    assert_eq!(site.metric("marbre_site_listeners") as u64, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_hears_what_came_meanwhile_and_nothing_that_was_withdrawn() {
    let site = TestSite::start().await;
    site.happen(published(1, "first")).await;
    drop(listen(&site, 1, ""));
    site.happen(published(2, "a wrong name")).await;
    site.happen(killed(2)).await;
    site.happen(published(3, "third")).await;
    // The browser's own memory goes before the page's.
    let mut listener = listen(&site, 4, "Last-Event-ID: 1\r\n");
    assert_eq!(listener.chunk(), "id: 3\ndata: gone\n\n");
    assert_eq!(listener.chunk(), "id: 4\ndata: third\n\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_from_before_what_the_node_knows_is_told_to_be_read_again() {
    let site = TestSite::start().await;
    site.happen(published(1, "first")).await;
    site.happen(published(2, "second")).await;
    // Nobody listened yet, so the node keeps nothing to tell of entry 2; and numbers of another journal mean nothing.
    for after in [1, 99] {
        assert_eq!(listen(&site, after, "").chunk(), "id: 2\nevent: reset\ndata: {}\n\n");
    }
    // A flood is not told one by one.
    let mut listener = listen(&site, 2, "");
    site.journal.set_down(true);
    let last = (3..60).map(|number| site.journal.add_silently(published(number, "flood"))).max().unwrap();
    site.journal.set_down(false);
    site.reached(last).await;
    assert_eq!(listener.chunk(), format!("id: {last}\nevent: reset\ndata: {{}}\n\n"));
    // What a restart forgot is not missed by whoever has seen it all.
    let site = site.restart().await;
    site.ready().await;
    let mut listener = listen(&site, last, "");
    site.happen(killed(1)).await;
    assert_eq!(listener.chunk(), format!("id: {}\ndata: gone\n\n", last + 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn listeners_are_bounded_and_pages_served_beside_them() {
    let site = TestSite::with(|config| config.listeners_max = 2).await;
    site.happen(published(1, "first")).await;
    let held = [listen(&site, 1, ""), listen(&site, 1, "")];
    let refused = site.get("/fr/live?after=1");
    assert_eq!((refused.status, refused.header("retry-after")), (503, "30"));
    assert_eq!(site.get("/fr/").status, 200);
    drop(held);
    let start = std::time::Instant::now();
    while site.metric("marbre_site_listeners") > 0.0 {
        assert!(start.elapsed() < PATIENCE, "who left is still counted");
    }
    let mut client = site.client();
    let answer = client.ask("HEAD", "/fr/live", "");
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/event-stream; charset=utf-8"));
    assert_eq!(client.ask("POST", "/fr/live", "").status, 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_knows_how_many_pages_are_open_and_on_how_many_an_entry_was_shown() {
    let site = TestSite::start().await;
    let proofs = site.handle().proof_room();
    site.happen(published(1, "first")).await;
    assert_eq!(proofs.audience("/fr/"), Ok(Audience::default()));
    let mut listeners = [listen(&site, 1, ""), listen(&site, 1, "")];
    site.happen(published(2, "second")).await;
    for listener in &mut listeners {
        listener.chunk();
    }
    // Who comes back has seen it already; who opens the page sees it now.
    let more = [listen(&site, 2, "Last-Event-ID: 2\r\n"), listen(&site, 2, "")];
    let audience = proofs.audience("/fr/").unwrap();
    assert_eq!((audience.readers, audience.shown), (4, vec![(id(2), 3)]));
    assert!(audience.told_in.is_some());
    assert_eq!(proofs.audience("/en/"), Ok(Audience::default()));
    drop((listeners, more));
    let start = std::time::Instant::now();
    while proofs.audience("/fr/").unwrap().readers > 0 {
        assert!(start.elapsed() < PATIENCE, "who left is still counted");
    }
    assert_eq!(proofs.audience("/fr/").unwrap().shown, vec![(id(2), 3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_stops_ends_its_streams_and_takes_no_new_ones() {
    let mut site = TestSite::start().await;
    site.happen(published(1, "first")).await;
    let mut listener = listen(&site, 1, "");
    site.stop().await;
    assert_eq!(listener.chunk(), "");
}
