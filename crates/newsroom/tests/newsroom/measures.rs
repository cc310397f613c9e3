//! What becomes of findings is counted per check and desk, and a check that is mostly dismissed loses weight openly.

use newsroom::{AuditFilter, Caller, DEMOTE_DECIDED_MIN, Measure, MeasureFilter, MeasuredDesk, Measures};
use story::{Content, Level, Levels, Severity, StoryId};
use testkit::{TestNewsroom, english};

testkit::on_both_databases! {
    what_was_seen_ends_as_fixed_acknowledged_or_ignored_when_the_story_goes_out
    what_nobody_saw_is_not_counted_and_what_was_seen_twice_once
    each_desk_is_counted_by_itself
    a_silenced_check_mends_nothing
    a_check_that_is_mostly_dismissed_loses_one_level_on_record_and_says_so
    a_chief_who_gives_a_check_back_its_weight_is_not_overruled_by_the_same_numbers
    a_check_that_is_mostly_mended_or_rarely_seen_keeps_its_weight
}

fn headed(headline: &str) -> Content {
    Content { headline: headline.into(), ..english() }
}

async fn see(desk: &TestNewsroom, story: StoryId) {
    let preflight = desk.newsroom.preflight(desk.editor(), story).await.unwrap();
    desk.newsroom.note_shown(desk.editor(), story, &preflight).await.unwrap();
}

async fn publish(desk: &TestNewsroom, story: StoryId, revision: u64) {
    desk.newsroom.publish_story(desk.editor(), story, revision).await.unwrap();
}

async fn measures(desk: &TestNewsroom, of: Option<MeasuredDesk>) -> Measures {
    let filter = MeasureFilter { days: 30, desk: of };
    desk.newsroom.check_measures(desk.chief(), &filter).await.unwrap()
}

fn measure(rule: &str, [fixed, acknowledged, ignored, open]: [u64; 4]) -> Measure {
    let shown = fixed + acknowledged + ignored + open;
    Measure { rule: rule.into(), shown, fixed, acknowledged, ignored, open }
}

/// A story that went out with a warning that somebody saw.
async fn ignore(desk: &TestNewsroom, n: u64) {
    let story = desk.draft("en", headed(&format!("A DOUBT on quay {n}"))).await;
    see(desk, story).await;
    publish(desk, story, 1).await;
}

async fn what_was_seen_ends_as_fixed_acknowledged_or_ignored_when_the_story_goes_out(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let mended = desk.draft("en", headed("A FAULT and a DOUBT on the quay")).await;
    let answered = desk.draft("en", headed("Another FAULT on the quay")).await;
    for story in [mended, answered] {
        see(&desk, story).await;
    }
    let open = [measure("doubt-word", [0, 0, 0, 1]), measure("fault-word", [0, 0, 0, 2])];
    assert_eq!(measures(&desk, None).await.rules, open);
    desk.rewrite(mended, "A DOUBT on the quay").await;
    see(&desk, mended).await;
    publish(&desk, mended, 2).await;
    let print = newsroom.preflight(desk.editor(), answered).await.unwrap().blocking[0].fingerprint.clone();
    newsroom.acknowledge_finding(desk.editor(), answered, &print, "as is".into()).await.unwrap();
    publish(&desk, answered, 1).await;
    let found = measures(&desk, None).await.rules;
    assert_eq!(found[1], measure("fault-word", [1, 1, 0, 0]));
    assert_eq!(found[1].accepted_percent(), Some(50));
    assert_eq!(found[0].ignored, 1, "{found:?}");
}

async fn what_nobody_saw_is_not_counted_and_what_was_seen_twice_once(desk: TestNewsroom) {
    let story = desk.draft("en", headed("A DOUBT on the quay")).await;
    let unseen = desk.draft("en", headed("A second DOUBT")).await;
    see(&desk, story).await;
    see(&desk, story).await;
    publish(&desk, unseen, 1).await;
    assert_eq!(measures(&desk, None).await.rules, [measure("doubt-word", [0, 0, 0, 1])]);
    desk.advance_minutes(31 * 24 * 60);
    assert_eq!(measures(&desk, None).await.rules, []);
}

async fn each_desk_is_counted_by_itself(desk: TestNewsroom) {
    ignore(&desk, 1).await;
    let sport = desk.draft("en", Content { section: "sport".into(), ..headed("A DOUBT in sport") }).await;
    see(&desk, sport).await;
    let on = |edition: &str, section: &str| {
        Some(MeasuredDesk { edition: edition.into(), section: section.into() })
    };
    for (of, shown) in [(None, 2), (on("en", ""), 2), (on("en", "sport"), 1), (on("fr", ""), 0)] {
        let found = measures(&desk, of.clone()).await;
        assert_eq!(found.rules.iter().map(|it| it.shown).sum::<u64>(), shown, "{of:?}");
        assert_eq!(found.desks, [on("en", ""), on("en", "region"), on("en", "sport")].map(Option::unwrap));
    }
}

async fn a_silenced_check_mends_nothing(desk: TestNewsroom) {
    let story = desk.draft("en", headed("A DOUBT on the quay")).await;
    see(&desk, story).await;
    let off = Levels([("doubt-word".to_owned(), Level::Off)].into());
    desk.newsroom.set_check_levels(desk.chief(), 0, off).await.unwrap();
    publish(&desk, story, 1).await;
    assert_eq!(measures(&desk, None).await.rules, [measure("doubt-word", [0, 0, 0, 1])]);
}

async fn a_check_that_is_mostly_dismissed_loses_one_level_on_record_and_says_so(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    for n in 1..DEMOTE_DECIDED_MIN {
        ignore(&desk, n).await;
    }
    assert_eq!(newsroom.demote_checks().await.unwrap(), [], "one too few");
    ignore(&desk, DEMOTE_DECIDED_MIN).await;
    let demoted = newsroom.demote_checks().await.unwrap();
    assert_eq!((demoted[0].rule.as_str(), demoted[0].decided, demoted[0].fixed), ("doubt-word", 50, 0));
    assert_eq!((demoted[0].from, demoted[0].to), (Severity::Warn, Severity::Info));
    let ruled = newsroom.check_levels(desk.chief()).await.unwrap();
    assert_eq!((ruled.version, ruled.levels.0["doubt-word"]), (1, Level::Info));
    assert_eq!(ruled.demoted, demoted, "the screen of weights tells it");
    let filter = AuditFilter { subject: Some("check-levels:1".into()), ..AuditFilter::default() };
    let audit = newsroom.audit(desk.chief(), &filter, None, 1).await.unwrap();
    assert_eq!(
        (audit.rows[0].action.as_str(), audit.rows[0].account),
        ("demote-checks", Caller::system().account)
    );
    assert_eq!(newsroom.demote_checks().await.unwrap(), [], "a remark is no burden");
}

async fn a_chief_who_gives_a_check_back_its_weight_is_not_overruled_by_the_same_numbers(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    for n in 0..DEMOTE_DECIDED_MIN {
        ignore(&desk, n).await;
    }
    newsroom.demote_checks().await.unwrap();
    desk.advance_minutes(1);
    newsroom.set_check_levels(desk.chief(), 1, Levels::default()).await.unwrap();
    assert_eq!(newsroom.demote_checks().await.unwrap(), []);
    assert_eq!(newsroom.check_levels(desk.chief()).await.unwrap().demoted, []);
}

async fn a_check_that_is_mostly_mended_or_rarely_seen_keeps_its_weight(desk: TestNewsroom) {
    for n in 0..DEMOTE_DECIDED_MIN / 2 {
        ignore(&desk, n).await;
        let story = desk.draft("en", headed(&format!("A DOUBT on pier {n}"))).await;
        see(&desk, story).await;
        desk.rewrite(story, &format!("A pier {n}")).await;
        publish(&desk, story, 2).await;
    }
    assert_eq!(measures(&desk, None).await.rules[0].accepted_percent(), Some(50));
    assert_eq!(desk.newsroom.demote_checks().await.unwrap(), []);
}
