//! A site that moves here comes once, with its dates and addresses, and what is written here since is not written over.

use newsroom::{Code, ImportOutcome, ImportStory, SaveRevision, StoryFilter};
use story::{Change, Content, Timestamp};
use testkit::{Failure, TestNewsroom, english};

testkit::on_both_databases! {
    a_story_is_brought_in_once_and_again_when_it_changed_there
    what_was_written_here_since_is_left_alone
    an_import_keeps_dates_and_old_addresses_through_later_updates
    drafts_and_held_stories_never_go_out_by_an_import
    what_no_page_could_show_stays_a_draft_and_is_told
    an_import_that_dies_at_any_step_is_whole_the_next_time_and_there_once
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn called(headline: &str) -> Content {
    Content { headline: headline.into(), ..english() }
}

fn import(seal: &str, headline: &str) -> ImportStory {
    let content = called(headline);
    ImportStory {
        origin: "https://old.example".into(),
        guid: "post 7".into(),
        seal: seal.into(),
        edition: "en".into(),
        content,
        published: Some(at("2012-01-07T10:00:00Z")),
        updated: Some(at("2013-02-01T10:00:00Z")),
        former: vec!["/2012/01/harbour/".into(), "/".into(), "/?p=7".into()],
        ..ImportStory::default()
    }
}

async fn a_story_is_brought_in_once_and_again_when_it_changed_there(desk: TestNewsroom) {
    let chief = desk.chief();
    let bring = |seal: &'static str, headline: &'static str| {
        desk.newsroom.import_story(chief, import(seal, headline))
    };
    let first = bring("1", "The harbour opens").await.unwrap();
    assert_eq!((first.outcome, first.live), (ImportOutcome::New, true));
    assert_eq!(
        desk.newsroom.imported(chief, "https://old.example", "post 7", "1").await.unwrap(),
        Some(true)
    );
    assert_eq!(bring("1", "The harbour opens").await.unwrap().outcome, ImportOutcome::Same);
    let second = bring("2", "The harbour opens again").await.unwrap();
    assert_eq!((second.outcome, second.story), (ImportOutcome::Changed, first.story));
    let headlines: Vec<String> = desk
        .journal()
        .await
        .iter()
        .filter_map(|entry| entry.change.live().map(|live| live.content.headline.clone()))
        .collect();
    assert_eq!(headlines, ["The harbour opens", "The harbour opens again"]);
}

async fn what_was_written_here_since_is_left_alone(desk: TestNewsroom) {
    let chief = desk.chief();
    let story = desk.newsroom.import_story(chief, import("1", "The harbour opens")).await.unwrap().story;
    let content = called("Our own words");
    let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content };
    desk.newsroom.save_revision(chief, save).await.unwrap();
    let again = desk.newsroom.import_story(chief, import("2", "Theirs")).await.unwrap();
    assert_eq!(again.outcome, ImportOutcome::Kept);
    assert_eq!(desk.newsroom.story(chief, story).await.unwrap().row.headline, "Our own words");
}

async fn an_import_keeps_dates_and_old_addresses_through_later_updates(desk: TestNewsroom) {
    let chief = desk.chief();
    let story = desk.newsroom.import_story(chief, import("1", "The harbour opens")).await.unwrap().story;
    let content = called("The harbour opens wide");
    let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content };
    desk.newsroom.save_revision(chief, save).await.unwrap();
    desk.newsroom.update_story(chief, story, 2).await.unwrap();
    let journal = desk.journal().await;
    let lives: Vec<_> = journal.iter().filter_map(|entry| entry.change.live()).collect();
    assert!(lives.iter().all(|live| live.former == ["/2012/01/harbour"]), "{lives:?}");
    assert!(lives.iter().all(|live| live.first_published == at("2012-01-07T10:00:00Z")));
    assert_eq!(lives[0].updated, at("2013-02-01T10:00:00Z"));
    assert!(
        matches!(journal[0].change, Change::Published(_)) && matches!(journal[1].change, Change::Updated(_))
    );
}

async fn drafts_and_held_stories_never_go_out_by_an_import(desk: TestNewsroom) {
    let chief = desk.chief();
    let later = desk.now() + jiff::SignedDuration::from_hours(9);
    let draft = ImportStory { guid: "1".into(), published: None, ..import("1", "A draft") };
    let held = ImportStory { guid: "2".into(), embargo: Some(later), ..import("1", "Held") };
    for import in [draft, held.clone(), ImportStory { seal: "2".into(), ..held }] {
        assert!(!desk.newsroom.import_story(chief, import).await.unwrap().live);
    }
    assert!(desk.journal().await.is_empty());
}

async fn what_no_page_could_show_stays_a_draft_and_is_told(desk: TestNewsroom) {
    let mut nowhere = import("1", "No section");
    nowhere.content.section.clear();
    let nameless = ImportStory { guid: "8".into(), ..import("1", "") };
    for (import, code) in [(nowhere, Code::NoSection), (nameless, Code::NoHeadline)] {
        let done = desk.newsroom.import_story(desk.chief(), import).await.unwrap();
        assert!(!done.live && done.refusals.iter().any(|refusal| refusal.code == code), "{done:?}");
    }
}

async fn an_import_that_dies_at_any_step_is_whole_the_next_time_and_there_once(desk: TestNewsroom) {
    let numbered = |n: usize| ImportStory {
        guid: format!("post {n}"),
        former: vec![format!("/?p={n}")],
        ..import("1", &format!("Story {n}"))
    };
    desk.failures.reached();
    desk.newsroom.import_story(desk.chief(), numbered(0)).await.unwrap();
    let points = desk.failures.reached();
    assert_eq!(points.last(), Some(&"import.committed"), "{points:?}");
    assert!(points.len() >= 5, "{points:?}");
    for (n, point) in (1..).zip(&points) {
        desk.failures.plan(point, Failure::Panic);
        let (newsroom, chief, import) = (desk.newsroom.clone(), desk.chief().clone(), numbered(n));
        let died = tokio::spawn(async move { newsroom.import_story(&chief, import).await }).await;
        assert!(died.is_err_and(|failure| failure.is_panic()), "{point}");
        let again = desk.newsroom.import_story(desk.chief(), numbered(n)).await.unwrap();
        assert!(again.live, "{point}");
        let last = desk.newsroom.import_story(desk.chief(), numbered(n)).await.unwrap();
        assert_eq!((last.outcome, last.story), (ImportOutcome::Same, again.story), "{point}");
    }
    let stories = desk.newsroom.stories(desk.chief(), &StoryFilter::default(), None, 100).await.unwrap();
    assert_eq!(stories.rows.len(), points.len() + 1, "no story is there twice, no draft is left");
    assert_eq!(desk.journal().await.len(), points.len() + 1, "and each went live once");
}
