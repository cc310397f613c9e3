//! A failure at any point of a publication leaves it done or undone, never half.

use newsroom::{Code, Error, PUBLISH_POINTS};
use story::{Content, State, StoryId};
use testkit::{Failure, TestNewsroom, english};

use crate::support::{changes, refused};

testkit::on_both_databases! {
    a_publication_passes_every_named_point_in_order
    an_error_at_any_point_leaves_a_publication_done_or_undone
    a_panic_at_any_point_leaves_a_publication_done_or_undone
    a_failed_correction_is_not_half_there
    a_failing_story_does_not_hold_back_the_others_on_the_schedule
    a_rule_set_that_falls_over_blocks_nobody_and_is_reported
}

/// Those after which the publication is there.
const AFTER_COMMIT: [&str; 2] = ["publish.committed", "publish.signalled"];

async fn a_publication_passes_every_named_point_in_order(desk: TestNewsroom) {
    desk.live("en").await;
    assert_eq!(desk.failures.reached(), PUBLISH_POINTS);
}

async fn an_error_at_any_point_leaves_a_publication_done_or_undone(desk: TestNewsroom) {
    for point in PUBLISH_POINTS {
        desk.failures.plan(point, Failure::Error);
        let story = desk.draft("en", english()).await;
        let published = desk.newsroom.publish_story(desk.editor(), story, 1).await;
        let Err(Error::Fault(fault)) = published else { panic!("{point}: a fault") };
        assert_eq!(fault.doing(), point);
        done_or_undone(&desk, story, point).await;
    }
}

async fn a_panic_at_any_point_leaves_a_publication_done_or_undone(desk: TestNewsroom) {
    for point in PUBLISH_POINTS {
        desk.failures.plan(point, Failure::Panic);
        let story = desk.draft("en", english()).await;
        let (newsroom, editor) = (desk.newsroom.clone(), desk.editor().clone());
        let published = tokio::spawn(async move { newsroom.publish_story(&editor, story, 1).await }).await;
        assert!(published.is_err_and(|failure| failure.is_panic()), "{point}");
        done_or_undone(&desk, story, point).await;
    }
}

/// Whole or not at all, and in either case trying again ends well.
async fn done_or_undone(desk: &TestNewsroom, story: StoryId, point: &'static str) {
    let entries = |journal: &[story::JournalEntry]| {
        journal.iter().filter(|entry| entry.change.story_id() == Some(story)).count()
    };
    let row = desk.newsroom.story(desk.editor(), story).await.unwrap().row;
    let audited = crate::support::audited(desk, story).await;
    if AFTER_COMMIT.contains(&point) {
        assert_eq!((row.state, row.live), (State::Live, Some(1)), "{point}");
        assert_eq!((entries(&desk.journal().await), audited.len()), (1, 2), "{point}");
        assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::AlreadyLive);
    } else {
        assert_eq!((row.state, row.live, row.path), (State::Draft, None, None), "{point}");
        assert_eq!((entries(&desk.journal().await), audited.len()), (0, 1), "{point}");
        desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    }
    changes(desk).await;
}

async fn a_failed_correction_is_not_half_there(desk: TestNewsroom) {
    let (story, _) = desk.live("en").await;
    let revision = desk.rewrite(story, "Corrected").await;
    desk.failures.plan("publish.before-commit", Failure::Error);
    let correct = desk.newsroom.correct_story(desk.editor(), story, revision, "notice".into()).await;
    assert!(matches!(correct, Err(Error::Fault(_))));
    let row = desk.newsroom.story(desk.editor(), story).await.unwrap().row;
    assert_eq!((row.live, row.corrections.len()), (Some(1), 0));
    desk.newsroom.correct_story(desk.editor(), story, revision, "notice".into()).await.unwrap();
    assert_eq!(changes(&desk).await, ["published", "corrected"]);
}

async fn a_failing_story_does_not_hold_back_the_others_on_the_schedule(desk: TestNewsroom) {
    let mut stories = Vec::new();
    for minute in [1, 2] {
        let story = desk.draft("en", english()).await;
        desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(minute)).await.unwrap();
        stories.push(story);
    }
    desk.advance_minutes(5);
    desk.failures.plan("publish.before-commit", Failure::Error);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [stories[1]]);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [stories[0]], "tried again");
    assert_eq!(desk.newsroom.run_due().await.unwrap(), []);
}

async fn a_rule_set_that_falls_over_blocks_nobody_and_is_reported(desk: TestNewsroom) {
    let story = desk.draft("en", Content { headline: "PANIC".into(), ..english() }).await;
    let preflight = desk.newsroom.preflight(desk.editor(), story).await.unwrap();
    assert_eq!(preflight.report.unavailable.len(), 1);
    assert_eq!(preflight.refusal(), None);
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
}
