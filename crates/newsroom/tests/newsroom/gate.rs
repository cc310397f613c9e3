//! The publish gate: what blocks, what is acknowledged by whom, and what only warns.

use newsroom::{Arg, CheckPolicy, Code, Role};
use story::{Block, BlockBody, Content, File, Language, Picture};
use testkit::{TestNewsroom, english, picture};

use crate::support::{audited, changes, refused};

testkit::on_both_databases! {
    a_fault_that_nobody_answers_for_blocks_every_way_out
    an_acknowledged_fault_goes_out_and_counts_again_when_withdrawn
    an_acknowledgement_holds_only_for_the_same_words
    only_whom_the_policy_names_answers_for_errors_and_never_without_a_reason
    in_an_emergency_a_story_goes_out_over_errors_with_a_reason_and_over_nothing_else
    a_newsroom_may_leave_errors_to_its_chief
    whatever_is_missing_is_named_and_refused
    what_only_warns_refuses_nothing
    a_picture_whose_rights_ended_does_not_go_out
    the_rules_know_what_was_published_and_no_longer_what_was_killed
    of_a_long_past_the_rules_are_told_what_their_archive_has_room_for
}

fn faulty() -> Content {
    Content { headline: "A FAULT on the quay".into(), ..english() }
}

const FINGERPRINT: &str = "fault-word:A FAULT on the quay";

async fn a_fault_that_nobody_answers_for_blocks_every_way_out(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", faulty()).await;
    let refusal = newsroom.publish_story(editor, story, 1).await.unwrap_err();
    let refusal = refusal.refusal().expect("a refusal");
    assert_eq!((refusal.code, refusal.arg("count")), (Code::ChecksBlock, Some(&Arg::Number(1))));
    assert!(refusal.text(&Language::new("fr")).contains("the headline says FAULT"));
    let schedule = newsroom.schedule_story(editor, story, 1, desk.in_minutes(5)).await;
    assert_eq!(refused(schedule), Code::ChecksBlock);
    let (live, _) = desk.live("en").await;
    let revision = desk.rewrite(live, "FAULT").await;
    assert_eq!(refused(newsroom.update_story(editor, live, revision).await), Code::ChecksBlock);
    let correct = newsroom.correct_story(editor, live, revision, "notice".into()).await;
    assert_eq!(refused(correct), Code::ChecksBlock);
    assert_eq!(changes(&desk).await, ["published"]);
}

async fn an_acknowledged_fault_goes_out_and_counts_again_when_withdrawn(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", faulty()).await;
    newsroom.acknowledge_finding(editor, story, FINGERPRINT, "It is the ship's name.".into()).await.unwrap();
    let preflight = newsroom.preflight(editor, story).await.unwrap();
    assert_eq!((preflight.blocking.len(), preflight.acknowledged.len()), (0, 1));
    newsroom.withdraw_acknowledgement(editor, story, FINGERPRINT).await.unwrap();
    assert_eq!(refused(newsroom.publish_story(editor, story, 1).await), Code::ChecksBlock);
    let again = newsroom.withdraw_acknowledgement(editor, story, FINGERPRINT).await;
    assert_eq!(refused(again), Code::UnknownAcknowledgement);
    newsroom.acknowledge_finding(editor, story, FINGERPRINT, "It is the ship's name.".into()).await.unwrap();
    newsroom.publish_story(editor, story, 1).await.unwrap();
    let wanted = [
        "create-story",
        "acknowledge-finding",
        "withdraw-acknowledgement",
        "acknowledge-finding",
        "publish-story",
    ];
    assert_eq!(audited(&desk, story).await, wanted);
}

async fn an_acknowledgement_holds_only_for_the_same_words(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", faulty()).await;
    newsroom.acknowledge_finding(editor, story, FINGERPRINT, "reason".into()).await.unwrap();
    let revision = desk.rewrite(story, "Another FAULT").await;
    assert_eq!(refused(newsroom.publish_story(editor, story, revision).await), Code::ChecksBlock);
    let unknown = newsroom.acknowledge_finding(editor, story, FINGERPRINT, "reason".into()).await;
    assert_eq!(refused(unknown), Code::UnknownFinding);
}

async fn only_whom_the_policy_names_answers_for_errors_and_never_without_a_reason(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let story = desk.draft("en", Content { headline: "DOUBT and FAULT".into(), ..english() }).await;
    let acknowledge = async |caller, rule: &str, reason: &str| {
        let fingerprint = format!("{rule}:DOUBT and FAULT");
        newsroom.acknowledge_finding(caller, story, &fingerprint, reason.to_owned()).await
    };
    assert_eq!(refused(acknowledge(desk.reporter(), "fault-word", "reason").await), Code::NotAllowed);
    acknowledge(desk.reporter(), "doubt-word", "reason").await.unwrap();
    assert_eq!(refused(acknowledge(desk.editor(), "fault-word", " ").await), Code::EmptyReason);
    let long = "x".repeat(newsroom::REASON_CHARS_MAX + 1);
    assert_eq!(refused(acknowledge(desk.editor(), "fault-word", &long).await), Code::TextTooLong);
    acknowledge(desk.editor(), "fault-word", "reason").await.unwrap();
}

async fn in_an_emergency_a_story_goes_out_over_errors_with_a_reason_and_over_nothing_else(
    desk: TestNewsroom,
) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("en", faulty()).await;
    let over = async |caller, story, revision, reason: &str| {
        newsroom.publish_over_checks(caller, story, revision, reason.to_owned()).await
    };
    assert_eq!(refused(over(desk.reporter(), story, 1, "reason").await), Code::NotAllowed);
    assert_eq!(refused(over(editor, story, 1, " ").await), Code::EmptyReason);
    over(editor, story, 1, "the siren sounds").await.unwrap();
    let filter = newsroom::AuditFilter { subject: Some(format!("story:{story}")), ..Default::default() };
    let rows = newsroom.audit(desk.chief(), &filter, None, 100).await.unwrap().rows;
    let row = rows.iter().find(|row| row.action == "publish-over-checks").unwrap();
    assert_eq!(row.detail["reason"], "the siren sounds");
    assert_eq!(row.detail["findings"][0]["rule"], "fault-word");
    // The findings stay with the story, and the next revision is refused as before.
    let revision = desk.rewrite(story, "Another FAULT").await;
    assert_eq!(refused(newsroom.update_story(editor, story, revision).await), Code::ChecksBlock);
    over(editor, story, revision, "the siren still sounds").await.unwrap();

    let nowhere = desk.draft("en", Content { section: String::new(), ..faulty() }).await;
    assert_eq!(refused(over(editor, nowhere, 1, "reason").await), Code::NoSection);
    let held = desk.draft("en", faulty()).await;
    newsroom.set_embargo(editor, held, Some(desk.in_minutes(10))).await.unwrap();
    assert_eq!(refused(over(editor, held, 1, "reason").await), Code::EmbargoHolds);
}

async fn a_newsroom_may_leave_errors_to_its_chief(desk: TestNewsroom) {
    let (newsroom, chief, editor) = (&desk.newsroom, desk.chief(), desk.editor());
    let story = desk.draft("en", faulty()).await;
    let policy = CheckPolicy { answers_for_errors: Role::Chief };
    assert_eq!(refused(newsroom.set_check_policy(editor, 0, policy.clone()).await), Code::NotAllowed);
    assert_eq!(newsroom.set_check_policy(chief, 0, policy.clone()).await.unwrap(), 1);
    assert_eq!(refused(newsroom.set_check_policy(chief, 0, policy.clone()).await), Code::RulingChanged);
    assert_eq!(newsroom.check_policy(chief).await.unwrap(), (1, policy));
    let acknowledge =
        async |caller| newsroom.acknowledge_finding(caller, story, FINGERPRINT, "reason".into()).await;
    assert_eq!(refused(acknowledge(editor).await), Code::AnswersForErrors);
    let over = newsroom.publish_over_checks(editor, story, 1, "reason".into()).await;
    assert_eq!(refused(over), Code::AnswersForErrors);
    acknowledge(chief).await.unwrap();
}

async fn whatever_is_missing_is_named_and_refused(desk: TestNewsroom) {
    let asset = desk.picture().await;
    let unknown = story::AssetId::from_number(4);
    let shown = |picture: Picture| Content { lead: Some(picture), ..english() };
    let spaces = Block { id: 1, body: BlockBody::Paragraph(" \n".into()) };
    let cases = [
        (Code::NoHeadline, Content { headline: " ".into(), ..english() }),
        (Code::NoBody, Content { blocks: vec![spaces], ..english() }),
        (Code::NoSection, Content { section: String::new(), ..english() }),
        (Code::UnknownSection, Content { section: "weather".into(), ..english() }),
        (Code::UnknownPicture, shown(picture(unknown))),
        (Code::NoCredit, shown(Picture { credit: "\t".into(), ..picture(asset.id) })),
    ];
    for (code, content) in cases {
        let story = desk.draft("en", content).await;
        let preflight = desk.newsroom.preflight(desk.editor(), story).await.unwrap();
        let named: Vec<Code> = preflight.refusals.iter().map(|refusal| refusal.code).collect();
        assert_eq!(named, [code]);
        assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), code);
    }
    assert!(changes(&desk).await.is_empty());
}

async fn what_only_warns_refuses_nothing(desk: TestNewsroom) {
    let asset = desk.picture().await;
    let mut content = Content { language: Language::new("fr"), headline: "DOUBT".into(), ..english() };
    content.lead = Some(Picture { alt: String::new(), ..picture(asset.id) });
    content.push(BlockBody::Picture(Picture { file: File::Missing, ..picture(asset.id) }));
    let story = desk.draft("en", content).await;
    let preflight = desk.newsroom.preflight(desk.editor(), story).await.unwrap();
    let warned: Vec<Code> = preflight.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(warned, [Code::LanguageDiffers, Code::NoAlt, Code::PictureMissing]);
    assert_eq!(preflight.report.findings.len(), 1);
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
}

async fn a_picture_whose_rights_ended_does_not_go_out(desk: TestNewsroom) {
    let add = newsroom::AddAsset {
        bytes: testkit::photograph(2, 2),
        rights: story::Rights { expires: Some(desk.in_minutes(10)), ..Default::default() },
        ..Default::default()
    };
    let asset = desk.newsroom.add_asset(desk.reporter(), add).await.unwrap();
    let story = desk.draft("en", Content { lead: Some(picture(asset.id)), ..english() }).await;
    desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(9)).await.unwrap();
    let late = desk.newsroom.schedule_story(desk.editor(), story, 1, desk.in_minutes(10)).await;
    assert_eq!(refused(late), Code::RightsExpired, "by then it may no longer be shown");
}

async fn of_a_long_past_the_rules_are_told_what_their_archive_has_room_for(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let titled = |headline: &str| Content { headline: headline.into(), ..english() };
    let mut headlines = vec!["First".to_owned(), "USED second".to_owned()];
    headlines.extend((2..testkit::ARCHIVE_MAX).map(|number| format!("Number {number}")));
    let mut stories = Vec::new();
    for headline in &headlines {
        let story = desk.draft("en", titled(headline)).await;
        newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
        stories.push(story);
    }
    // One more than there is room for, and one that is spoken of again.
    let last = desk.draft("en", titled("The last one")).await;
    newsroom.publish_story(desk.editor(), last, 1).await.unwrap();
    let revision = desk.rewrite(stories[0], "USED first").await;
    newsroom.update_story(desk.editor(), stories[0], revision).await.unwrap();
    newsroom.learn_published().await.unwrap();
    for (headline, known) in [("USED first", 1), ("USED second", 0)] {
        let again = desk.draft("en", titled(headline)).await;
        let preflight = newsroom.preflight(desk.editor(), again).await.unwrap();
        assert_eq!(preflight.report.findings.len(), known, "{headline}");
    }
}

async fn the_rules_know_what_was_published_and_no_longer_what_was_killed(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let used = || Content { headline: "USED twice".into(), ..english() };
    let story = desk.draft("en", used()).await;
    let findings = async |story| {
        newsroom.learn_published().await.unwrap();
        newsroom.preflight(desk.editor(), story).await.unwrap().report.findings.len()
    };
    let first = desk.draft("en", used()).await;
    assert_eq!(findings(story).await, 0, "a draft is in no archive");
    newsroom.publish_story(desk.editor(), first, 1).await.unwrap();
    assert_eq!(findings(story).await, 1);
    assert_eq!(findings(first).await, 0, "a story is not its own double");
    newsroom.kill_story(desk.chief(), first, "withdrawn".into()).await.unwrap();
    assert_eq!(findings(story).await, 0);
}
