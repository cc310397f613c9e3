//! From the journal to the reader.

use std::sync::Arc;
use std::time::Duration;

use site::Journal;
use story::Change;

use crate::support::{MemoryJournal, TestSite, at, id, killed, published, story};

#[tokio::test(flavor = "multi_thread")]
async fn a_publication_a_correction_and_a_kill_reach_readers() {
    let site = TestSite::start().await;
    let path = format!("/fr/region/{}", id(1));
    assert_eq!(site.get(&path).status, 404);
    site.happen(published(1, "Le port rouvre lundi")).await;
    assert!(site.get(&path).text().contains("rouvre lundi"));
    let mut corrected = story(1, "Le port rouvre mardi", "region");
    corrected.corrections.push(story::Correction { at: at(5), notice: "Mardi, non lundi.".into() });
    site.happen(Change::Corrected(corrected)).await;
    assert!(site.get(&path).text().contains("rouvre mardi"));
    assert!(site.get("/fr/").text().contains("rouvre mardi"));
    site.happen(killed(1)).await;
    assert_eq!(site.get(&path).status, 410);
    assert!(!site.get("/fr/").text().contains("rouvre"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_partners_get_ahead_of_time_changes_nothing_for_readers() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre lundi")).await;
    let (live, ahead) = (format!("/fr/region/{}", id(1)), format!("/fr/region/{}", id(2)));
    let shown = |path: &str| {
        let answer = site.get(path);
        (answer.status, answer.header("etag").to_owned(), answer.text())
    };
    let paths = [live.as_str(), "/fr/region/", ahead.as_str()];
    let before = paths.map(shown);
    for number in [1, 2] {
        for until in [Some(at(900)), None] {
            let advance = story::Advance { id: id(number), edition: "fr".into(), revision: 2, until };
            site.happen(Change::Advanced(advance)).await;
            assert_eq!(paths.map(shown), before);
        }
    }
    assert_eq!((before[0].0, before[2].0), (200, 404));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_nobody_signals_is_found_by_the_timer() {
    let site = TestSite::start().await;
    site.ready().await;
    let seq = site.journal.add_silently(published(1, "Sans signal"));
    site.reached(seq).await;
    assert!(site.get("/fr/").text().contains("Sans signal"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_goes_on_while_the_journal_is_away_and_catches_up_after() {
    let site = TestSite::start().await;
    site.happen(published(1, "Avant la panne")).await;
    site.journal.set_down(true);
    site.journal.add(published(2, "Pendant la panne"));
    let asked = site.journal.asked();
    while site.journal.asked() < asked + 3 {
        let answer = site.get("/fr/");
        assert_eq!(answer.status, 200);
        assert!(answer.text().contains("Avant la panne") && !answer.text().contains("Pendant"));
        assert_eq!(site.get(&format!("/fr/region/{}", id(1))).status, 200, "also what was never printed");
        tokio::task::yield_now().await;
    }
    assert_eq!(site.metric("marbre_site_journal_up"), 0.0);
    site.journal.set_down(false);
    site.reached(2).await;
    assert!(site.get("/fr/").text().contains("Pendant la panne"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_starts_from_its_shelf_without_the_journal() {
    let site = TestSite::start().await;
    site.happen(published(1, "Sur le rayon")).await;
    site.journal.set_down(true);
    let site = site.restart().await;
    site.ready().await;
    assert_eq!(*site.handle().cursor.borrow(), 1);
    assert!(site.get("/fr/").text().contains("Sur le rayon"));
    assert_eq!(site.get("/nowhere").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_entries_are_caught_up_with_before_the_node_is_ready() {
    let journal = MemoryJournal::default();
    for number in 1..=4500 {
        journal.add(published(number, &format!("Dépêche {number}")));
    }
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let site = TestSite::on(folder, journal, |_| ()).await;
    site.ready().await;
    assert_eq!(*site.handle().cursor.borrow(), 4500);
    let front = site.get("/fr/").text();
    assert!(front.contains("Dépêche 4500 as of 4500") && front.contains("Dépêche 4481 "));
    assert_eq!(site.get(&format!("/fr/region/{}", id(7))).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn until_the_shelf_is_built_nobody_is_told_what_stands_on_it() {
    let journal = MemoryJournal::default();
    journal.set_down(true);
    journal.add(published(1, "Bientôt là"));
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let site = TestSite::on(folder, journal, |_| ()).await;
    let path = format!("/fr/region/{}", id(1));
    let answer = site.get(&path);
    assert_eq!((answer.status, answer.header("retry-after")), (503, "5"));
    assert_eq!(answer.text(), "Down, no copy");
    assert_eq!(site.get("/fr/").status, 503, "what is half built may show what was withdrawn since");
    assert_eq!(site.get("/fr/recherche?q=x").status, 503);
    assert!(!*site.handle().ready.borrow());
    site.journal.set_down(false);
    site.ready().await;
    assert_eq!(site.get(&path).status, 200);
    assert_eq!(site.get("/nowhere").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shelf_whose_building_was_broken_off_is_still_being_built() {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let journal = MemoryJournal::default();
    for number in 1..=3 {
        journal.add(published(number, "Bientôt là"));
    }
    let built = journal.after(0, 2).await.unwrap();
    site::ShelfFile::open(&folder.path().join("shelf.redb"), 1 << 20).unwrap().apply_all(&built).unwrap();
    journal.set_down(true);
    let site = TestSite::on(folder, journal, |_| ()).await;
    for number in 1..=3 {
        assert_eq!(site.get(&format!("/fr/region/{}", id(number))).status, 503);
    }
    assert_eq!(site.get("/fr/").status, 503, "the front of long ago");
    assert!(!*site.handle().ready.borrow());
    site.journal.set_down(false);
    site.ready().await;
    assert_eq!(site.get(&format!("/fr/region/{}", id(3))).status, 200);
    // Once whole, it is known to be, also where the journal is away.
    site.journal.set_down(true);
    let site = site.restart().await;
    site.ready().await;
    assert_eq!(site.get(&format!("/fr/region/{}", id(3))).status, 200);
    assert_eq!(site.get("/nowhere").status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_shown_what_was_withdrawn_while_the_node_was_away() {
    let mut site = TestSite::start().await;
    site.happen(published(1, "À retirer")).await;
    site.stop().await;
    site.journal.add_silently(killed(1));
    site.journal.answer_after(Duration::from_millis(100));
    let site = TestSite::on(site.folder.clone(), site.journal.clone(), |_| ()).await;
    assert_eq!(site.get(&format!("/fr/region/{}", id(1))).status, 410);
    assert!(!site.get("/fr/").text().contains("À retirer"));
    // A journal that never answers takes nobody's newspaper away.
    let (folder, journal) = (site.folder.clone(), site.journal.clone());
    let mut site = site;
    site.stop().await;
    journal.answer_after(Duration::from_secs(3600));
    let site = TestSite::on(folder, journal, |_| ()).await;
    assert_eq!(site.get("/fr/").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_journal_means_another_shelf() {
    let mut site = TestSite::start().await;
    site.happen(published(1, "De la première vie")).await;
    site.happen(published(2, "Aussi")).await;
    site.stop().await;
    let restored = MemoryJournal::default();
    restored.add(published(9, "De la sauvegarde"));
    let site = TestSite::on(site.folder.clone(), restored, |_| ()).await;
    site.ready().await;
    let front = site.get("/fr/").text();
    assert!(front.contains("De la sauvegarde") && !front.contains("première vie"), "{front}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_that_cannot_say_what_is_stale_makes_nothing_stay_stale() {
    let site = TestSite::start().await;
    let before = site.get("/fr/").text();
    site.happen(published(1, "panic in stale")).await;
    let after = site.get("/fr/").text();
    assert!(after.contains("panic in stale as of 1"), "{before} then {after}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_readers_ask_for_most_is_shown() {
    let site = TestSite::with(|config| config.tally = Duration::from_millis(20)).await;
    site.happen(published(1, "Peu lu")).await;
    site.happen(published(2, "Très lu")).await;
    let wanted = format!("most read: {:?}", [id(2), id(1)]);
    let begun = std::time::Instant::now();
    loop {
        for number in [2, 1, 2] {
            assert_eq!(site.get(&format!("/fr/region/{}", id(number))).status, 200);
        }
        if site.get("/fr/").text().contains(&wanted) {
            return;
        }
        assert!(begun.elapsed() < crate::support::PATIENCE, "{}", site.get("/fr/").text());
    }
}
