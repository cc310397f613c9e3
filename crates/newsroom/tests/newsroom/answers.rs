//! Asking twice under one key.

use newsroom::{Begun, Code, CreateStory, KEY_HOURS, Newsroom, Run};
use testkit::{TestNewsroom, english};

use crate::support::refused;

testkit::on_both_databases! {
    what_was_done_is_answered_again_and_not_done_again
    a_key_is_for_one_request_of_one_token
    while_somebody_works_on_it_others_wait
    after_a_crash_before_anything_was_done_it_is_done_once
    after_a_crash_behind_a_commit_it_is_never_done_again
    what_failed_may_be_asked_for_again
    a_key_is_forgotten_after_a_day
    an_unfit_key_is_refused
}

const REQUEST: &[u8] = b"POST /api/stories {}";

async fn begin(desk: &TestNewsroom, request: &[u8]) -> newsroom::Result<Begun> {
    desk.newsroom.begin_request(7, "key", request).await
}

async fn run(desk: &TestNewsroom) -> Run {
    match begin(desk, REQUEST).await.unwrap() {
        Begun::Run(run) => run,
        Begun::Again { .. } => panic!("nobody has answered"),
    }
}

/// The refusal of a key; anything else is a failed test.
#[track_caller]
fn code(begun: newsroom::Result<Begun>) -> Code {
    refused(begun.map(drop))
}

async fn create(desk: &TestNewsroom, newsroom: &Newsroom) -> bool {
    let create = CreateStory { edition: "en".into(), content: english() };
    newsroom.create_story(desk.reporter(), create).await.is_ok()
}

async fn stories(desk: &TestNewsroom) -> usize {
    desk.newsroom.stories(desk.reporter(), &Default::default(), None, 10).await.unwrap().rows.len()
}

async fn what_was_done_is_answered_again_and_not_done_again(desk: TestNewsroom) {
    let run = run(&desk).await;
    assert!(create(&desk, &run.newsroom()).await);
    run.keep(201, "{\"id\":1}").await.unwrap();
    for _ in 0..2 {
        let Begun::Again { status, body } = begin(&desk, REQUEST).await.unwrap() else { panic!("again") };
        assert_eq!((status, body.as_str()), (201, "{\"id\":1}"));
    }
}

async fn a_key_is_for_one_request_of_one_token(desk: TestNewsroom) {
    run(&desk).await.keep(200, "{}").await.unwrap();
    assert_eq!(code(begin(&desk, b"another").await), Code::KeyReused);
    assert!(matches!(desk.newsroom.begin_request(8, "key", b"another").await, Ok(Begun::Run(_))));
    assert!(matches!(desk.newsroom.begin_request(7, "KEY", b"another").await, Ok(Begun::Run(_))));
}

async fn while_somebody_works_on_it_others_wait(desk: TestNewsroom) {
    let (one, two) = tokio::join!(begin(&desk, REQUEST), begin(&desk, REQUEST));
    let (ran, waits) = if one.is_ok() { (one, two) } else { (two, one) };
    assert!(matches!(ran, Ok(Begun::Run(_))));
    assert_eq!(code(waits), Code::KeyBusy);
}

async fn after_a_crash_before_anything_was_done_it_is_done_once(desk: TestNewsroom) {
    let dead = run(&desk).await;
    desk.advance_minutes(1);
    let next = run(&desk).await;
    assert!(create(&desk, &next.newsroom()).await);
    assert!(!create(&desk, &dead.newsroom()).await, "who was taken for dead commits nothing");
    assert_eq!(stories(&desk).await, 1);
}

async fn after_a_crash_behind_a_commit_it_is_never_done_again(desk: TestNewsroom) {
    let dead = run(&desk).await;
    assert!(create(&desk, &dead.newsroom()).await);
    assert_eq!(code(begin(&desk, REQUEST).await), Code::KeyBusy);
    desk.advance_minutes(1);
    assert_eq!(code(begin(&desk, REQUEST).await), Code::AnswerLost);
    assert_eq!(stories(&desk).await, 1);
}

async fn what_failed_may_be_asked_for_again(desk: TestNewsroom) {
    run(&desk).await.forget().await.unwrap();
    let second = run(&desk).await;
    assert!(create(&desk, &second.newsroom()).await);
    second.forget().await.unwrap();
    assert_eq!(code(begin(&desk, REQUEST).await), Code::KeyBusy, "what was done is not forgotten");
}

async fn a_key_is_forgotten_after_a_day(desk: TestNewsroom) {
    run(&desk).await.keep(200, "{}").await.unwrap();
    desk.advance_minutes(KEY_HOURS * 60);
    assert!(matches!(begin(&desk, REQUEST).await, Ok(Begun::Again { .. })));
    desk.advance_minutes(1);
    run(&desk).await;
}

async fn an_unfit_key_is_refused(desk: TestNewsroom) {
    for key in ["", &"k".repeat(256), "tab\t", "é"] {
        assert_eq!(code(desk.newsroom.begin_request(7, key, REQUEST).await), Code::KeyUnfit, "{key:?}");
    }
}
