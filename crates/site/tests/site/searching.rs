//! The search follows the journal in the same step as the pages.

use std::sync::Arc;
use std::time::Duration;

use story::Change;

use crate::support::{MemoryJournal, PATIENCE, TestSite, killed, published, story};

fn found(site: &TestSite, words: &str) -> String {
    site.get(&format!("/fr/recherche?{words}")).text()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_is_found_from_its_publication_to_its_withdrawal_by_its_present_words() {
    let site = TestSite::start().await;
    assert!(found(&site, "port").starts_with("0 found"));
    site.happen(published(1, "Le port rouvre lundi")).await;
    assert!(found(&site, "ports").contains("Le port rouvre lundi: [3..7]"), "{}", found(&site, "ports"));
    let mut updated = story(1, "Les quais rouvrent mardi", "region");
    updated.revision = 2;
    site.happen(Change::Updated(updated)).await;
    assert!(found(&site, "port").starts_with("0 found"));
    assert!(found(&site, "quai").starts_with("1 found"));
    site.happen(killed(1)).await;
    assert!(found(&site, "quai").starts_with("0 found"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_not_kept_and_its_answer_is_never_older_than_the_site() {
    let site = TestSite::start().await;
    site.happen(published(1, "Le port rouvre")).await;
    let one = site.get("/fr/recherche?port");
    assert_eq!(one.status, 200);
    assert_eq!(site.press.prints("/fr/recherche?port"), 0);
    site.happen(published(2, "Un autre port")).await;
    assert!(found(&site, "port").starts_with("2 found"));
    assert_eq!(site.get("/fr/?port").text(), site.get("/fr/").text(), "elsewhere a query is ignored");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_seen_a_story_finds_it_at_once() {
    let site = TestSite::start().await;
    for number in 1..=30 {
        let headline = format!("Dépêche numéro {number}");
        site.journal.add(published(number, &headline));
        while !site.get("/fr/").text().contains(&headline) {}
        let answer = found(&site, "dépêche");
        assert!(answer.starts_with(&format!("{number} found")), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_index_that_was_lost_comes_back_from_the_journal() {
    let mut site = TestSite::start().await;
    for number in 1..=40 {
        site.happen(published(number, &format!("Dépêche numéro {number}"))).await;
    }
    site.happen(killed(7)).await;
    site.stop().await;
    std::fs::remove_dir_all(site.folder.path().join("shelf.search")).unwrap();
    let site = TestSite::on(site.folder.clone(), site.journal.clone(), |_| ()).await;
    site.ready().await;
    assert!(found(&site, "dépêche").starts_with("39 found"), "{}", found(&site, "dépêche"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_cannot_be_written_holds_up_no_page_and_catches_up_when_it_can() {
    // Only what happens wakes the follower here.
    let site = TestSite::with(|config| config.poll = Duration::from_secs(3600)).await;
    let publish = |number| site.happen(published(number, &format!("Dépêche numéro {number}")));
    site.happen(published(1, "Le port rouvre")).await;
    assert!(found(&site, "port").starts_with("1 found"));
    let (index, away) = (site.folder.path().join("shelf.search"), site.folder.path().join("away"));
    std::fs::rename(&index, &away).unwrap();
    // More than the journal gives at once: the shelf does not wait where the search stands.
    for number in 2..=2100 {
        site.journal.add_silently(published(number, &format!("Dépêche numéro {number}")));
    }
    publish(2101).await;
    assert!(site.get("/fr/").text().contains("Dépêche numéro 2101"));
    assert!(found(&site, "port").starts_with("1 found"), "what it knew can still be found");
    assert!(site.journal.asked() < 20, "the journal is not asked in a loop");
    std::fs::rename(&away, &index).unwrap();
    let catching_up = async {
        let mut last = 2101;
        while !found(&site, "numéro").starts_with(&format!("{} found", last - 1)) {
            last += 1;
            publish(last).await;
        }
    };
    tokio::time::timeout(PATIENCE, catching_up).await.expect("the search catches up");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_journal_leaves_nothing_of_the_old_one_to_find() {
    let mut site = TestSite::start().await;
    site.happen(published(1, "Ancien journal")).await;
    site.stop().await;
    let journal = MemoryJournal::default();
    journal.add(published(2, "Nouveau journal"));
    let other = TestSite::on(Arc::clone(&site.folder), journal, |_| ()).await;
    other.ready().await;
    let answer = found(&other, "journal");
    assert!(answer.starts_with("1 found") && answer.contains("Nouveau"), "{answer}");
}
