//! A scheduled story goes out once, at its time or after, if it still passes.

use newsroom::{AuditFilter, Code};
use story::{Content, State};
use testkit::{TestNewsroom, english};

use crate::support::{audited, changes, refused};

testkit::on_both_databases! {
    a_scheduled_story_goes_out_once_at_its_time
    a_clock_that_jumps_never_publishes_early
    what_no_longer_passes_goes_back_to_the_desk_and_the_audit_says_why
    only_the_head_is_scheduled_and_only_for_later
    two_nodes_that_keep_one_schedule_publish_once
    the_schedule_wakes_by_itself_and_ends_when_told
    what_an_editor_saves_on_a_scheduled_story_is_what_goes_out
}

async fn a_scheduled_story_goes_out_once_at_its_time(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let at = desk.in_minutes(10);
    desk.newsroom.schedule_story(desk.editor(), story, 1, at).await.unwrap();
    assert_eq!(desk.newsroom.run_due().await.unwrap(), []);
    desk.clock.set(at);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [story]);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [], "the job run twice");
    assert_eq!(changes(&desk).await, ["published"]);
    assert_eq!(audited(&desk, story).await.last().unwrap(), "publish-scheduled-story");
}

async fn a_clock_that_jumps_never_publishes_early(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let start = desk.now();
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(10)).await.unwrap();
    for minutes in [9, -600, 600, -1] {
        desk.advance_minutes(minutes);
        assert_eq!(desk.newsroom.run_due().await.unwrap(), [], "{} after {start}", desk.now());
    }
    desk.advance_minutes(100_000);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), [story]);
    desk.advance_minutes(-100_000);
    let revision = desk.rewrite(story, "Later, on a clock put back").await;
    desk.newsroom.update_story(desk.editor(), story, revision).await.unwrap();
    let journal = desk.journal().await;
    let live = journal[1].change.live().unwrap();
    assert!(live.updated >= live.first_published, "readers are never shown an update before the story");
}

async fn what_no_longer_passes_goes_back_to_the_desk_and_the_audit_says_why(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(10)).await.unwrap();
    desk.rewrite(story, "A FAULT at the last minute").await;
    desk.advance_minutes(11);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), []);
    let row = desk.newsroom.story(desk.editor(), story).await.unwrap().row;
    assert_eq!(row.state, State::InDesk);
    assert_eq!(desk.newsroom.run_due().await.unwrap(), []);
    let filter = AuditFilter { subject: Some(format!("story:{story}")), ..Default::default() };
    let rows = desk.newsroom.audit(desk.editor(), &filter, None, 10).await.unwrap().rows;
    let back: Vec<_> = rows.iter().filter(|row| row.action == "give-back-scheduled-story").collect();
    assert_eq!(back.len(), 1);
    assert_eq!(back[0].detail["code"], "checks-block");
    assert_eq!(back[0].account.number(), 0, "the newsroom itself");
    assert!(back[0].detail["why"].as_str().unwrap().contains("the headline says FAULT"));
    assert!(changes(&desk).await.is_empty());
}

async fn only_the_head_is_scheduled_and_only_for_later(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    assert_eq!(refused(newsroom.schedule_story(editor, story, 1, desk.now()).await), Code::TimePassed);
    desk.rewrite(story, "Newer").await;
    let stale = newsroom.schedule_story(editor, story, 1, desk.in_minutes(5)).await;
    assert_eq!(refused(stale), Code::StaleRevision);
    newsroom.schedule_story(editor, story, 2, desk.in_minutes(5)).await.unwrap();
    newsroom.schedule_story(editor, story, 2, desk.in_minutes(9)).await.unwrap();
    desk.advance_minutes(6);
    assert_eq!(newsroom.run_due().await.unwrap(), [], "moved to a later time");
    let (live, _) = desk.live("fr").await;
    let again = newsroom.schedule_story(editor, live, 1, desk.in_minutes(9)).await;
    assert_eq!(refused(again), Code::IllegalMove);
}

async fn two_nodes_that_keep_one_schedule_publish_once(desk: TestNewsroom) {
    for _ in 0..5 {
        let story = desk.draft("en", english()).await;
        desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(1)).await.unwrap();
    }
    desk.advance_minutes(2);
    let (one, other) = (desk.newsroom.clone(), desk.newsroom.clone());
    let nodes = (
        tokio::spawn(async move { one.run_due().await }),
        tokio::spawn(async move { other.run_due().await }),
    );
    let published = nodes.0.await.unwrap().unwrap().len() + nodes.1.await.unwrap().unwrap().len();
    assert_eq!(published, 5);
    assert_eq!(changes(&desk).await, ["published"; 5]);
}

async fn the_schedule_wakes_by_itself_and_ends_when_told(desk: TestNewsroom) {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let newsroom = desk.newsroom.clone();
    let keeper = tokio::spawn(async move {
        newsroom
            .keep_schedule(async {
                let _ = stopped.await;
            })
            .await;
    });
    let mut committed = desk.store.committed();
    let story = desk.draft("en", english()).await;
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(10)).await.unwrap();
    desk.advance_minutes(10);
    committed.wait_for(|seq| *seq == 1).await.unwrap();
    stop.send(()).unwrap();
    keeper.await.unwrap();
    assert_eq!(changes(&desk).await, ["published"]);
}

async fn what_an_editor_saves_on_a_scheduled_story_is_what_goes_out(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(5)).await.unwrap();
    desk.rewrite(story, "Better words").await;
    desk.advance_minutes(5);
    desk.newsroom.run_due().await.unwrap();
    let journal = desk.journal().await;
    let content: &Content = &journal[0].change.live().unwrap().content;
    assert_eq!(content.headline, "Better words");
}
