//! An embargo in the future cannot be passed by any path.

use newsroom::{Code, Error, FileItem, SaveRevision, TakeItem};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use story::{Content, State, StoryId, Timestamp};
use testkit::{TestNewsroom, delivery, english};

use crate::support::{changes, refused};

testkit::on_both_databases! {
    an_embargo_refuses_every_way_out_and_says_until_when
    a_schedule_moves_with_a_later_embargo
    a_taken_item_brings_its_embargo_and_only_an_editor_shortens_it
    whoever_writes_may_lengthen_an_embargo
    the_moment_an_embargo_ends_the_story_may_go_out
}

async fn an_embargo_refuses_every_way_out_and_says_until_when(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", english()).await;
    let until = desk.in_minutes(60);
    newsroom.set_embargo(desk.reporter(), story, Some(until)).await.unwrap();
    let error = newsroom.publish_story(editor, story, 1).await.unwrap_err();
    let Error::Refused(refusal) = error else { panic!("refused") };
    assert_eq!(refusal.code, Code::EmbargoHolds);
    assert!(refusal.text(&editor.language).contains("CEST"), "{refusal}: in the edition's own time");
    let early = newsroom.schedule_story(editor, story, 1, desk.in_minutes(59)).await;
    assert_eq!(refused(early), Code::EmbargoHolds);
    let preflight = newsroom.preflight(editor, story).await.unwrap();
    assert_eq!(preflight.refusals[0].code, Code::EmbargoHolds);
    assert_eq!(newsroom.run_due().await.unwrap(), []);
    assert!(changes(&desk).await.is_empty());
}

async fn a_schedule_moves_with_a_later_embargo(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", english()).await;
    newsroom.schedule_story(editor, story, 1, desk.in_minutes(10)).await.unwrap();
    let until = desk.in_minutes(30);
    newsroom.set_embargo(editor, story, Some(until)).await.unwrap();
    assert_eq!(newsroom.story(editor, story).await.unwrap().row.state, State::Scheduled { at: until });
    desk.advance_minutes(29);
    assert_eq!(newsroom.run_due().await.unwrap(), []);
    desk.advance_minutes(1);
    assert_eq!(newsroom.run_due().await.unwrap(), [story]);
}

async fn a_taken_item_brings_its_embargo_and_only_an_editor_shortens_it(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let until = desk.in_minutes(60);
    let bytes =
        delivery(&[&format!("boreale:1|1|usable|{until}|Ostrande votes|The council of Ostrande votes.")]);
    let file = FileItem { bytes, source: "boreale".into(), ..FileItem::default() };
    let item = newsroom.file_item(desk.reporter(), file).await.unwrap().items[0].id;
    let take = TakeItem { edition: "en".into(), section: "region".into(), translate: false };
    let story = newsroom.take_item(desk.reporter(), item, take).await.unwrap();
    assert_eq!(newsroom.story(editor, story).await.unwrap().row.embargo, Some(until));
    for shorter in [None, Some(desk.in_minutes(59))] {
        assert_eq!(refused(newsroom.set_embargo(desk.reporter(), story, shorter).await), Code::NotAllowed);
    }
    assert_eq!(refused(newsroom.publish_story(editor, story, 1).await), Code::EmbargoHolds);
    newsroom.set_embargo(editor, story, None).await.unwrap();
    newsroom.publish_story(editor, story, 1).await.unwrap();
    let filter = newsroom::AuditFilter { subject: Some(format!("story:{story}")), ..Default::default() };
    let rows = newsroom.audit(editor, &filter, None, 10).await.unwrap().rows;
    let lifted = rows.iter().find(|row| row.action == "set-embargo").unwrap();
    assert_eq!(lifted.detail["before"], until.to_string());
}

async fn whoever_writes_may_lengthen_an_embargo(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    for minutes in [10, 20, 30] {
        let until = Some(desk.in_minutes(minutes));
        desk.newsroom.set_embargo(desk.reporter(), story, until).await.unwrap();
    }
    let (live, _) = desk.live("fr").await;
    let late = desk.newsroom.set_embargo(desk.chief(), live, Some(desk.in_minutes(9))).await;
    assert_eq!(refused(late), Code::IllegalMove, "what readers saw cannot be held back");
}

async fn the_moment_an_embargo_ends_the_story_may_go_out(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.newsroom.set_embargo(desk.editor(), story, Some(desk.in_minutes(1))).await.unwrap();
    desk.clock.set(Timestamp::from_millisecond(desk.in_minutes(1).as_millisecond() - 1).unwrap());
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::EmbargoHolds);
    desk.clock.set(Timestamp::from_millisecond(desk.now().as_millisecond() + 1).unwrap());
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
}

/// One thing that anybody may try.
#[derive(Debug, Clone)]
enum Step {
    Publish,
    Update,
    Correct,
    Kill,
    Schedule {
        minutes: i64,
    },
    Unschedule,
    Embargo {
        minutes: Option<i64>,
    },
    Save,
    Restore,
    Submit,
    SendBack,
    Spike,
    Unspike,
    RunDue,
    /// Also backwards.
    Clock {
        minutes: i64,
    },
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Publish),
        2 => Just(Step::Update),
        2 => Just(Step::Correct),
        1 => Just(Step::Kill),
        3 => (-10..120_i64).prop_map(|minutes| Step::Schedule { minutes }),
        1 => Just(Step::Unschedule),
        4 => proptest::option::weighted(0.8, -30..120_i64).prop_map(|minutes| Step::Embargo { minutes }),
        3 => Just(Step::Save),
        1 => Just(Step::Restore),
        1 => Just(Step::Submit),
        1 => Just(Step::SendBack),
        1 => Just(Step::Spike),
        1 => Just(Step::Unspike),
        4 => Just(Step::RunDue),
        4 => (-60..90_i64).prop_map(|minutes| Step::Clock { minutes }),
    ]
}

async fn take(desk: &TestNewsroom, story: StoryId, step: &Step) -> Result<(), Error> {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let row = newsroom.story(editor, story).await?.row;
    match step {
        Step::Publish => newsroom.publish_story(editor, story, row.head).await.map(drop),
        Step::Update => newsroom.update_story(editor, story, row.head).await.map(drop),
        Step::Correct => newsroom.correct_story(editor, story, row.head, "notice".into()).await.map(drop),
        Step::Kill => newsroom.kill_story(editor, story, "reason".into()).await.map(drop),
        Step::Schedule { minutes } => {
            newsroom.schedule_story(editor, story, row.head, desk.in_minutes(*minutes)).await
        }
        Step::Unschedule => newsroom.unschedule_story(editor, story).await,
        Step::Embargo { minutes } => {
            newsroom.set_embargo(editor, story, minutes.map(|minutes| desk.in_minutes(minutes))).await
        }
        Step::Save => {
            let content = Content { slugline: format!("take-{}", row.head), ..english() };
            let save = SaveRevision { story, base: row.head, version: 0, note: String::new(), content };
            newsroom.save_revision(editor, save).await.map(drop)
        }
        Step::Restore => newsroom.restore_revision(editor, story, 1).await.map(drop),
        Step::Submit => newsroom.submit_story(editor, story).await,
        Step::SendBack => newsroom.send_back_story(editor, story).await,
        Step::Spike => newsroom.spike_story(editor, story).await,
        Step::Unspike => newsroom.unspike_story(editor, story).await,
        Step::RunDue => newsroom.run_due().await.map(drop),
        Step::Clock { minutes } => {
            desk.advance_minutes(*minutes);
            Ok(())
        }
    }
}

/// Walks one random day, holding every new journal entry against the story as it was just before.
async fn walk(desk: &TestNewsroom, steps: &[Step]) -> Result<(), TestCaseError> {
    let story = desk.draft("en", english()).await;
    let mut seen = 0;
    for step in steps {
        let before = desk.newsroom.story(desk.editor(), story).await.unwrap().row;
        if let Err(Error::Fault(fault)) = take(desk, story, step).await {
            return Err(TestCaseError::fail(format!("{step:?}: {fault}")));
        }
        let journal = desk.journal().await;
        for entry in &journal[seen..] {
            let held = before.embargo.is_some_and(|until| entry.at < until);
            prop_assert!(!held || entry.change.live().is_none(), "{step:?} passed {:?}", before.embargo);
            if let (State::Scheduled { at }, Step::RunDue) = (&before.state, step) {
                prop_assert!(entry.at >= *at, "{step:?} before its time");
            }
        }
        prop_assert!(journal.len() <= seen + 1, "one action, one entry");
        seen = journal.len();
    }
    Ok(())
}

#[test]
fn over_random_days_nothing_goes_out_before_its_embargo() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    // Every case is a newsroom of its own on disk: fewer cases, longer days.
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    runner
        .run(&proptest::collection::vec(any_step(), 10..40), |steps| {
            runtime.block_on(async { walk(&TestNewsroom::new().await, &steps).await })
        })
        .unwrap();
}
