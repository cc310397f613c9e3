//! What a newsroom decides about its checks counts at once, on record, and only where it is sound.

use newsroom::{AuditFilter, Code, Error};
use story::{Content, Level, Levels};
use testkit::{TestNewsroom, english};

use crate::support::refused;

testkit::on_both_databases! {
    a_silenced_check_blocks_no_longer_and_a_lowered_one_only_warns
    a_live_house_rule_blocks_every_way_out_and_a_draft_none
    house_rules_that_are_unsound_are_not_kept_and_each_line_is_told
    two_who_decide_at_once_do_not_overwrite_each_other
    a_dry_run_says_how_often_and_where_and_keeps_nothing
    every_version_of_the_house_rules_stays_and_is_on_record
}

fn levels(rules: &[(&str, Level)]) -> Levels {
    Levels(rules.iter().map(|(rule, level)| ((*rule).to_owned(), *level)).collect())
}

fn headed(headline: &str) -> Content {
    Content { headline: headline.into(), ..english() }
}

async fn a_silenced_check_blocks_no_longer_and_a_lowered_one_only_warns(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let story = desk.draft("en", headed("A FAULT on the quay")).await;
    let findings = async || newsroom.preflight(desk.editor(), story).await.unwrap();
    assert_eq!(findings().await.blocking.len(), 1);
    let warn = levels(&[("fault-word", Level::Warn)]);
    assert_eq!(newsroom.set_check_levels(desk.chief(), 0, warn.clone()).await.unwrap(), 1);
    let lowered = findings().await;
    assert_eq!((lowered.blocking.len(), lowered.report.findings.len()), (0, 1));
    let off = levels(&[("fault-word", Level::Off)]);
    newsroom.set_check_levels(desk.chief(), 1, off.clone()).await.unwrap();
    assert_eq!(findings().await.report.findings.len(), 0);
    newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    let kept = newsroom.check_levels(desk.chief()).await.unwrap();
    assert_eq!((kept.version, kept.levels), (2, off));
    let unknown = levels(&[("no-such-rule", Level::Off)]);
    assert_eq!(refused(newsroom.set_check_levels(desk.chief(), 2, unknown).await), Code::UnknownRule);
    let filter = AuditFilter { subject: Some("check-levels:2".into()), ..AuditFilter::default() };
    let audit = newsroom.audit(desk.editor(), &filter, None, 10).await.unwrap();
    assert_eq!(audit.rows[0].action, "set-check-levels");
    assert_eq!(audit.rows[0].detail["fault-word"], "warn → off");
}

async fn a_live_house_rule_blocks_every_way_out_and_a_draft_none(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let story = desk.draft("en", headed("A tsunami of tickets")).await;
    newsroom.set_house_rules(desk.chief(), 0, "tsunami".into()).await.unwrap();
    assert_eq!(newsroom.preflight(desk.editor(), story).await.unwrap().blocking.len(), 0);
    newsroom.set_house_rules(desk.chief(), 1, "tsunami!".into()).await.unwrap();
    assert_eq!(refused(newsroom.publish_story(desk.editor(), story, 1).await), Code::ChecksBlock);
    let lower = levels(&[("house:tsunami", Level::Info)]);
    newsroom.set_check_levels(desk.chief(), 0, lower).await.unwrap();
    newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
}

async fn house_rules_that_are_unsound_are_not_kept_and_each_line_is_told(desk: TestNewsroom) {
    let error = desk.newsroom.set_house_rules(desk.chief(), 0, "fine!\nUNSOUND".into()).await.unwrap_err();
    let Error::Refused(refusal) = error else { panic!("a fault, not a refusal") };
    assert_eq!(refusal.code, Code::HouseUnsound);
    assert!(refusal.text(&story::Language::new("en")).contains("2: UNSOUND is no rule"));
    assert!(desk.newsroom.house_rules(desk.chief()).await.unwrap().is_empty());
    let tried = desk.newsroom.try_house_rules(desk.chief(), "UNSOUND").await.unwrap();
    assert_eq!(tried.unwrap_err()[0].line, 1);
}

async fn two_who_decide_at_once_do_not_overwrite_each_other(desk: TestNewsroom) {
    let (chief, newsroom) = (desk.chief(), &desk.newsroom);
    newsroom.set_house_rules(chief, 0, "one".into()).await.unwrap();
    assert_eq!(refused(newsroom.set_house_rules(chief, 0, "two".into()).await), Code::RulingChanged);
    assert_eq!(refused(newsroom.set_house_rules(chief, 5, "two".into()).await), Code::RulingChanged);
    assert_eq!(newsroom.house_rules(chief).await.unwrap()[0].text, "one");
}

async fn a_dry_run_says_how_often_and_where_and_keeps_nothing(desk: TestNewsroom) {
    let (chief, newsroom) = (desk.chief(), &desk.newsroom);
    let story = desk.draft("en", headed("A tsunami of tickets")).await;
    newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    desk.draft("en", headed("A tsunami that nobody published")).await;
    desk.live("en").await;
    let run = newsroom.try_house_rules(chief, "absent\ntsunami").await.unwrap().unwrap();
    let counts: Vec<_> = run.rules.iter().map(|it| (it.card.id.as_str(), it.stories, it.findings)).collect();
    assert_eq!((run.stories, counts), (2, vec![("house:absent", 0, 0), ("house:tsunami", 1, 1)]));
    let example = &run.rules[1].examples[0];
    assert_eq!((example.story, example.before.as_str(), example.words.as_str()), (story, "A ", "tsunami"));
    assert_eq!(example.after, " of tickets");
    assert!(newsroom.house_rules(chief).await.unwrap().is_empty());
}

async fn every_version_of_the_house_rules_stays_and_is_on_record(desk: TestNewsroom) {
    let (chief, newsroom) = (desk.chief(), &desk.newsroom);
    for (base, text) in ["one!", "one!\ntwo", ""].into_iter().enumerate() {
        newsroom.set_house_rules(chief, base as u64, text.into()).await.unwrap();
    }
    let kept = newsroom.house_rules(chief).await.unwrap();
    let texts: Vec<_> = kept.iter().map(|it| (it.version, it.text.as_str(), it.by)).collect();
    let by = chief.account;
    assert_eq!(texts, [(3, "", by), (2, "one!\ntwo", by), (1, "one!", by)]);
    let audit = newsroom.audit(desk.editor(), &AuditFilter::default(), None, 3).await.unwrap();
    assert!(audit.rows.iter().all(|row| row.action == "set-house-rules"));
    assert_eq!(audit.rows[1].detail["live"], 1);
}
