//! Proofs of fronts: what readers would get is printed for nobody but the desk, what they got is found again.

use std::sync::Arc;

use story::{Area, Change, Front, Proofs, Slot, Timestamp};

use crate::support::{TestSite, at, id, killed, published, story};

/// Asks as the desk does: away from the threads that answer.
async fn ask<T: Send + 'static>(site: &TestSite, ask: impl FnOnce(&dyn Proofs) -> T + Send + 'static) -> T {
    let proofs: Arc<dyn Proofs> = Arc::new(site.handle().proof_room());
    tokio::task::spawn_blocking(move || ask(&*proofs)).await.unwrap()
}

fn front(edition: &str) -> Front {
    let slot = Slot { area: Area::Second, position: 3, story: id(1), headline: String::new(), picture: None };
    Front { edition: edition.into(), slots: vec![slot] }
}

#[tokio::test]
async fn a_front_on_trial_is_printed_and_no_reader_gets_it() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let before = site.get("/fr/").text();
    let page = ask(&site, |proofs| proofs.page(&front("fr"))).await.unwrap();
    let page = String::from_utf8(page.body).unwrap();
    assert!(page.contains("placed at second/3") && page.contains("Le port rouvre"), "{page}");
    let places = ask(&site, |proofs| proofs.places(&front("fr"))).await.unwrap();
    assert_eq!(places.iter().map(|place| place.spot.to_string()).collect::<Vec<_>>(), ["second/3"]);
    assert_eq!(
        ask(&site, |proofs| proofs.stale(&[Change::Front(front("fr"))])).await,
        Ok(vec!["/fr/".to_owned()])
    );
    let other = ask(&site, |proofs| proofs.page(&front("xx"))).await;
    assert!(other.is_err(), "{other:?}");
    assert_eq!(site.get("/fr/").text(), before);
    assert!(!before.contains("placed"));
}

#[tokio::test]
async fn what_would_change_is_told_and_nothing_changes() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let pages = ["/fr/", "/fr/region/"].map(|path| site.get(path).text());
    let live = published(2, "Le blé recule").live().unwrap().clone();
    let stale = async |changes: Vec<Change>| ask(&site, move |proofs| proofs.stale(&changes)).await.unwrap();
    let sorted = |mut paths: Vec<String>| {
        paths.sort();
        paths
    };
    let path = live.path.clone();
    let new = stale(vec![Change::Published(live.clone())]).await;
    assert_eq!(sorted(new), ["/fr/", "/fr/region/", &path]);
    assert_eq!(stale(Vec::new()).await, [""; 0]);
    // One after another: what the first puts there, the second withdraws.
    let both = stale(vec![Change::Published(live), killed(1)]).await;
    assert!(both.contains(&path) && both.len() == 4, "{both:?}");
    assert_eq!(["/fr/", "/fr/region/"].map(|path| site.get(path).text()), pages, "no reader got any of it");
    let seq = site.happen(published(2, "Le blé recule")).await;
    assert_eq!((seq, site.get(&path).status), (2, 200));
}

#[tokio::test]
async fn what_readers_saw_at_a_time_is_byte_for_byte_what_they_were_given() {
    let site = TestSite::start().await;
    let proofs: Arc<dyn Proofs> = Arc::new(site.handle().proof_room());
    let mut given: Vec<(Timestamp, String)> = Vec::new();
    for change in [
        published(1, "Le port rouvre"),
        published(2, "Le blé recule"),
        Change::Updated(story(1, "Le port rouvre, enfin", "region")),
        killed(2),
    ] {
        let seq = site.happen(change).await;
        given.push((at(seq as i64), site.get("/fr/").text()));
    }
    // There and back again: the past goes forward from where it is, and begins anew to go back.
    for n in [1, 0, 3, 2, 3, 0] {
        let ((then, text), proofs) = (given[n].clone(), Arc::clone(&proofs));
        let seen = tokio::task::spawn_blocking(move || proofs.seen("fr", then)).await.unwrap();
        let seen = seen.unwrap().unwrap();
        assert_eq!(String::from_utf8(seen.body).unwrap(), text, "after entry {}", n + 1);
    }
    let before = ask(&site, |proofs| proofs.seen("fr", at(0))).await;
    assert_eq!(before, Ok(None), "before the first entry");
}

#[tokio::test]
async fn where_a_story_stood_is_told_of_any_time() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    site.happen(Change::Front(front("fr"))).await;
    let moved = site.happen(Change::Updated(story(1, "Le port rouvre, enfin", "monde"))).await;
    site.happen(published(2, "Le blé recule")).await;
    let last = site.happen(killed(1)).await;
    let before = site.get("/fr/").text();
    let stood = async |number: u64, seq: Option<u64>| {
        let at = seq.map(|seq| at(seq as i64));
        let mut stood = ask(&site, move |proofs| proofs.stood(id(number), at)).await.unwrap();
        stood.pages.sort();
        (stood.spot.map(|(spot, placed)| (spot.to_string(), placed)), stood.pages)
    };
    let placed = || Some(("second/3".to_owned(), true));
    let pages = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
    assert_eq!(stood(1, Some(moved - 2)).await, (None, pages(&["/fr/", "/fr/region/"])));
    assert_eq!(stood(1, Some(moved - 1)).await, (placed(), pages(&["/fr/", "/fr/region/"])));
    assert_eq!(stood(1, Some(last - 1)).await, (placed(), pages(&["/fr/", "/fr/monde/"])));
    assert_eq!(stood(2, Some(moved)).await, (None, pages(&[])), "readers did not have it");
    assert_eq!(stood(1, None).await, (None, pages(&[])), "nor have they any more what is withdrawn");
    assert_eq!(stood(2, None).await, (None, pages(&["/fr/", "/fr/region/"])));
    assert_eq!(site.get("/fr/").text(), before, "nothing was taken down to find out");
}

#[tokio::test]
async fn files_are_those_that_readers_get_and_a_stopped_node_answers_nothing() {
    let mut site = TestSite::start().await;
    let proofs: Arc<dyn Proofs> = Arc::new(site.handle().proof_room());
    let file = |path: &'static str| {
        let proofs = Arc::clone(&proofs);
        async move { tokio::task::spawn_blocking(move || proofs.file(path)).await.unwrap() }
    };
    let (media_type, bytes) = file("/_/site-0a1b.css").await.unwrap();
    assert_eq!(media_type, "text/css; charset=utf-8");
    assert_eq!(String::from_utf8(bytes).unwrap(), site.get("/_/site-0a1b.css").text());
    assert_eq!(file("/media/nothing.jpg").await, None);
    site.stop().await;
    assert_eq!(file("/_/site-0a1b.css").await, None, "the proof room does not hold the node open");
}
