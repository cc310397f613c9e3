//! A newsroom day with failures in it replays exactly from its seed.

use newsroom::FileItem;
use testkit::{Failure, TestNewsroom, delivery, sample};

/// Everything that readers and auditors would see of one day.
async fn day(seed: u64) -> (String, String) {
    let desk = TestNewsroom::build().seed(seed).open().await;
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let bytes = delivery(&["b:1|1|usable||Ostrande votes|The council votes."]);
    newsroom.file_item(editor, FileItem { bytes, source: "b".into(), ..FileItem::default() }).await.unwrap();
    for (n, edition) in testkit::EDITIONS.into_iter().enumerate() {
        let story = desk.draft(edition, sample(edition)).await;
        desk.failures.plan("publish.journal-written", Failure::Error);
        assert!(newsroom.publish_story(editor, story, 1).await.is_err());
        newsroom.schedule_story(editor, story, 1, desk.in_minutes(n as i64 + 1)).await.unwrap();
        desk.advance_minutes(2);
        newsroom.run_due().await.unwrap();
    }
    desk.advance_minutes(2);
    newsroom.run_due().await.unwrap();
    let audit = newsroom.audit(editor, &Default::default(), None, 100).await.unwrap();
    (serde_json::to_string(&desk.journal().await).unwrap(), format!("{:?}", audit.rows))
}

#[tokio::test]
async fn a_day_with_failures_replays_exactly_from_its_seed() {
    let (first, second) = (day(41).await, day(41).await);
    assert_eq!(first, second);
    assert_ne!(first.0, day(42).await.0, "another seed, other identifiers");
    assert_eq!(first.0.matches("\"change\":\"published\"").count(), 3);
}
