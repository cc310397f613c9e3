//! Sources are visited at their time, lose nothing, and say when they are quiet or broken.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use jiff::SignedDuration;
use newsroom::{
    ArrivalFilter, Code, Delivery, Fetch, FileItem, PresetList, PutPreset, PutSource, RoutingRule,
    SourceConfig, TakeItem, Visit, VisitError,
};
use serde_json::{Value, json};
use testkit::{TestNewsroom, delivery};

use crate::support::refused;

testkit::on_both_databases! {
    a_visit_files_what_it_brings_and_remembers_how_far_it_came
    a_visit_that_fails_keeps_its_place_and_comes_later_each_time
    a_source_that_is_quiet_for_too_long_is_told
    a_day_that_comes_three_times_changes_nothing_whatever_brings_it
    a_delivery_that_was_damaged_is_read_again_after_a_fix
    what_stayed_at_its_source_is_a_letter_that_names_it_and_keeps_nothing_from_coming
    a_source_says_which_desk_gets_an_item_and_who_is_called
    rules_are_tried_on_the_past_before_they_go_live
    a_secret_is_never_shown_and_stays_where_none_is_given
    a_source_that_cannot_work_is_refused
    times_without_a_zone_are_those_of_their_source
    a_push_is_known_by_its_token_or_its_signature
    two_nodes_visit_a_source_once
    a_preset_that_asks_for_alerts_makes_them
}

/// Answers in their order; the last one for ever.
struct Scripted(Mutex<Vec<Result<Visit, VisitError>>>, Mutex<Vec<Value>>);

impl Scripted {
    fn new(answers: Vec<Result<Visit, VisitError>>) -> Self {
        Self(Mutex::new(answers), Mutex::default())
    }

    /// The places that visits began from.
    fn asked(&self) -> Vec<Value> {
        self.1.lock().unwrap().clone()
    }
}

impl Fetch for Scripted {
    fn visit<'a>(
        &'a self,
        _: &'a SourceConfig,
        progress: &'a Value,
    ) -> Pin<Box<dyn Future<Output = Result<Visit, VisitError>> + Send + 'a>> {
        self.1.lock().unwrap().push(progress.clone());
        let mut answers = self.0.lock().unwrap();
        let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
        Box::pin(async move { answer })
    }

    fn settle<'a>(
        &'a self,
        _: &'a SourceConfig,
        _: &'a [Delivery],
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async {})
    }
}

fn brings(lines: &[&str], place: u64) -> Result<Visit, VisitError> {
    let delivery =
        Delivery { name: "feed".into(), media_type: String::new(), bytes: delivery(lines), left: None };
    Ok(Visit { deliveries: vec![delivery], progress: json!({ "at": place }), wait_s: None })
}

fn polled() -> SourceConfig {
    SourceConfig {
        kind: "poll".into(),
        address: "https://wire.example/feed".into(),
        every_minutes: 5,
        ..SourceConfig::default()
    }
}

async fn add(desk: &TestNewsroom, config: SourceConfig) -> u64 {
    let put = PutSource { name: "boreale".into(), enabled: true, config, ..PutSource::default() };
    desk.newsroom.put_source(desk.chief(), put).await.unwrap().id
}

async fn visit(desk: &TestNewsroom, fetch: &Scripted) {
    let due = desk.store.due_sources(desk.now()).await.unwrap();
    for source in due {
        desk.newsroom.visit_source(fetch, &source).await.unwrap();
    }
}

async fn headlines(desk: &TestNewsroom) -> Vec<String> {
    let page = desk.newsroom.arrivals(desk.reporter(), &ArrivalFilter::default(), None, 50).await.unwrap();
    page.rows.into_iter().map(|one| one.row.item.headline).collect()
}

async fn a_visit_files_what_it_brings_and_remembers_how_far_it_came(desk: TestNewsroom) {
    add(&desk, polled()).await;
    let fetch = Scripted::new(vec![brings(&["a|1|usable||One|x"], 1), brings(&["b|1|usable||Two|x"], 2)]);
    visit(&desk, &fetch).await;
    visit(&desk, &fetch).await;
    assert_eq!(headlines(&desk).await, ["One"], "the next visit is not due yet");
    desk.advance_minutes(5);
    visit(&desk, &fetch).await;
    assert_eq!(headlines(&desk).await, ["Two", "One"]);
    assert_eq!(fetch.asked(), [Value::Null, json!({ "at": 1 })]);
}

async fn a_visit_that_fails_keeps_its_place_and_comes_later_each_time(desk: TestNewsroom) {
    add(&desk, polled()).await;
    let away = || Err(VisitError::Away("no answer".into()));
    let fetch = Scripted::new(vec![
        brings(&["a|1|usable||One|x"], 1),
        away(),
        away(),
        brings(&["b|1|usable||Two|x"], 2),
    ]);
    let mut waits = Vec::new();
    for _ in 0..4 {
        let before = desk.now();
        visit(&desk, &fetch).await;
        let next = desk.store.next_visit().await.unwrap().unwrap();
        waits.push(next.duration_since(before).as_mins());
        desk.clock.set(next);
    }
    assert_eq!(waits, [5, 10, 20, 5]);
    assert_eq!(fetch.asked()[1..], [json!({ "at": 1 }), json!({ "at": 1 }), json!({ "at": 1 })]);
    let told = desk.newsroom.sources(desk.reporter()).await.unwrap().remove(0).row.progress;
    assert_eq!((told["failures"].as_u64(), told.get("error")), (Some(0), None));
}

async fn a_source_that_is_quiet_for_too_long_is_told(desk: TestNewsroom) {
    add(&desk, SourceConfig { silence_minutes: 60, ..polled() }).await;
    let silent = |desk: &TestNewsroom| {
        let newsroom = desk.newsroom.clone();
        let caller = desk.reporter().clone();
        async move { newsroom.sources(&caller).await.unwrap()[0].silent }
    };
    desk.advance_minutes(59);
    assert!(!silent(&desk).await);
    desk.advance_minutes(2);
    assert!(silent(&desk).await, "it never sent anything");
    visit(&desk, &Scripted::new(vec![brings(&["a|1|usable||One|x"], 1)])).await;
    assert!(!silent(&desk).await);
    desk.advance_minutes(61);
    visit(&desk, &Scripted::new(vec![brings(&["a|1|usable||One|x"], 1)])).await;
    assert!(silent(&desk).await, "the same again is nothing new");
}

/// Whoever knows no more what it fetched, and a server that sends all of it anew: the same day, under other names.
async fn a_day_that_comes_three_times_changes_nothing_whatever_brings_it(desk: TestNewsroom) {
    let day: [&[u8]; 5] = [
        b"LINES\nport|1|usable||Port reopens|The port is open.\nquay|1|usable|2030-01-01T00:00:00Z|Budget|Figures.",
        b"LINES\nport|2|usable||Port reopens at noon|The port is open.\n||usable||Nameless|x",
        b"LINES\nferry|1|usable||Ferry leaves @Osk @2030-06-10T08:00:00Z|x\nnot a line",
        b"\xff\xfe nobody reads this",
        b"LINES\nport|3|canceled||Port reopens at noon|x",
    ];
    for kind in newsroom::SOURCE_KINDS {
        let config =
            SourceConfig { kind: kind.into(), address: format!("{kind}://wire.example/in"), ..polled() };
        let put = PutSource { name: kind.into(), enabled: true, config, ..PutSource::default() };
        desk.newsroom.put_source(desk.chief(), put).await.unwrap();
        bring(&desk, kind, &day[..2], "first").await;
        let filter = ArrivalFilter { source: kind.into(), versions: true, ..ArrivalFilter::default() };
        let arrived = desk.newsroom.arrivals(desk.reporter(), &filter, None, 50).await.unwrap().rows;
        let port = arrived.iter().find(|one| one.row.item.headline == "Port reopens at noon").unwrap().row.id;
        let take = TakeItem { edition: "fr".into(), section: "region".into(), translate: false };
        desk.newsroom.take_item(desk.editor(), port, take).await.unwrap();
        bring(&desk, kind, &day, "first").await;
        let before = everything(&desk).await;
        assert!(before.contains("kill"), "{kind}: the day reached the story");
        for again in ["second", "third"] {
            desk.advance_minutes(24 * 60);
            bring(&desk, kind, &day, again).await;
        }
        assert_eq!(everything(&desk).await, before, "{kind}");
    }
}

/// By a visit, or pushed.
async fn bring(desk: &TestNewsroom, kind: &str, day: &[&[u8]], named: &str) {
    let deliveries = day.iter().enumerate().map(|(n, bytes)| Delivery {
        name: format!("{named}-{n}"),
        media_type: String::new(),
        bytes: bytes.to_vec(),
        left: None,
    });
    if kind == "push" {
        for Delivery { bytes, name, .. } in deliveries {
            let file = FileItem { bytes, name, source: kind.into(), ..FileItem::default() };
            desk.newsroom.file_item(desk.reporter(), file).await.unwrap();
        }
        return;
    }
    let fetch = Scripted::new(vec![Ok(Visit {
        deliveries: deliveries.collect(),
        progress: Value::Null,
        wait_s: None,
    })]);
    let source = desk.store.source_named(kind).await.unwrap().unwrap();
    desk.newsroom.visit_source(&fetch, &source).await.unwrap();
}

/// Whatever somebody on the desk could see of it: arrivals, alerts, stories, dead letters, the planning, the record.
async fn everything(desk: &TestNewsroom) -> String {
    let (newsroom, chief) = (&desk.newsroom, desk.chief());
    let all = ArrivalFilter { versions: true, ..ArrivalFilter::default() };
    let arrivals = newsroom.arrivals(chief, &all, None, 200).await.unwrap().rows;
    let alerts = newsroom.open_wire_alerts(chief, 500).await.unwrap();
    let stories = newsroom.stories(chief, &Default::default(), None, 200).await.unwrap().rows;
    let letters = newsroom.dead_letters(chief).await.unwrap();
    let record = newsroom.audit(chief, &Default::default(), None, 500).await.unwrap().rows;
    format!("{arrivals:#?}{alerts:#?}{stories:#?}{letters:#?}{record:#?}{:#?}", desk.journal().await)
}

async fn a_delivery_that_was_damaged_is_read_again_after_a_fix(desk: TestNewsroom) {
    let id = add(&desk, SourceConfig { mapping: "lines".into(), ..polled() }).await;
    let broken = FileItem {
        bytes: delivery(&["a|1|usable||One|x", "six fields"]),
        source: "boreale".into(),
        ..FileItem::default()
    };
    desk.newsroom.file_item(desk.reporter(), broken.clone()).await.unwrap();
    desk.newsroom.file_item(desk.reporter(), broken).await.unwrap();
    let letters = desk.newsroom.dead_letters(desk.reporter()).await.unwrap();
    assert_eq!(
        (letters.len(), letters[0].problems[0].code.as_str()),
        (1, "bad-line"),
        "once, however often it comes"
    );
    let again = desk.newsroom.replay_letter(desk.reporter(), letters[0].id).await.unwrap();
    assert!(again.items.iter().all(|item| item.already));
    assert_eq!(desk.newsroom.dead_letters(desk.reporter()).await.unwrap().len(), 1, "it is still damaged");
    desk.newsroom.settle_letter(desk.reporter(), letters[0].id).await.unwrap();
    assert!(desk.newsroom.dead_letters(desk.reporter()).await.unwrap().is_empty());
    desk.newsroom.remove_source(desk.chief(), id).await.unwrap();
    assert_eq!(headlines(&desk).await, ["One"], "what it sent stays");
}

fn rule(word: &str, edit: fn(&mut RoutingRule)) -> RoutingRule {
    let mut rule = RoutingRule { words: vec![word.into()], ..RoutingRule::default() };
    edit(&mut rule);
    rule
}

async fn what_stayed_at_its_source_is_a_letter_that_names_it_and_keeps_nothing_from_coming(
    desk: TestNewsroom,
) {
    add(&desk, polled()).await;
    let mut visited = brings(&["a|1|usable||One|x"], 1).unwrap();
    let film = Delivery {
        name: "film.mp4".into(),
        left: Some("it is too large".into()),
        ..visited.deliveries[0].clone()
    };
    visited.deliveries.insert(0, film);
    visit(&desk, &Scripted::new(vec![Ok(visited)])).await;
    assert_eq!(headlines(&desk).await, ["One"]);
    let letters = desk.newsroom.dead_letters(desk.reporter()).await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].name.as_str(), letters[0].problems[0].code.as_str()),
        ("film.mp4", "left-at-source")
    );
    assert_eq!(letters[0].problems[0].message, "it is too large");
}

async fn a_source_says_which_desk_gets_an_item_and_who_is_called(desk: TestNewsroom) {
    let rules = vec![
        rule("tennis", |rule| rule.ignore = true),
        rule("storm", |rule| {
            rule.alert = true;
            rule.desk = "en".into();
        }),
    ];
    add(&desk, SourceConfig { desk: "fr".into(), rules, copyright: "© Boréale".into(), ..polled() }).await;
    let lines = ["a|1|usable||Tennis final|x", "b|1|usable||Storm warning|x", "c|1|usable||Budget|x"];
    visit(&desk, &Scripted::new(vec![brings(&lines, 1)])).await;
    let page = desk.newsroom.arrivals(desk.reporter(), &ArrivalFilter::default(), None, 50).await.unwrap();
    let told: Vec<(&str, bool, &str)> = page
        .rows
        .iter()
        .map(|one| (one.arrival.desk.as_str(), one.arrival.alert, one.arrival.handling.as_str()))
        .collect();
    assert_eq!(told, [("fr", false, "new"), ("en", true, "new"), ("fr", false, "ignored")]);
    assert_eq!(page.rows[0].row.item.copyright, "© Boréale");
}

async fn rules_are_tried_on_the_past_before_they_go_live(desk: TestNewsroom) {
    add(&desk, polled()).await;
    visit(&desk, &Scripted::new(vec![brings(&["a|1|usable||Storm warning|x", "b|1|usable||Budget|x"], 1)]))
        .await;
    let config = SourceConfig { rules: vec![rule("storm", |rule| rule.alert = true)], ..polled() };
    let tried = desk.newsroom.try_routing(desk.chief(), "boreale", &config, 10).await.unwrap();
    let told: Vec<(&str, usize)> =
        tried.iter().map(|(_, headline, routed)| (headline.as_str(), routed.rule)).collect();
    assert_eq!(told, [("Budget", 0), ("Storm warning", 1)]);
    let page = desk.newsroom.arrivals(desk.reporter(), &ArrivalFilter::default(), None, 50).await.unwrap();
    assert!(page.rows.iter().all(|one| !one.arrival.alert), "and nothing was changed");
}

async fn a_secret_is_never_shown_and_stays_where_none_is_given(desk: TestNewsroom) {
    let id = add(&desk, SourceConfig { secret: "hush".into(), ..polled() }).await;
    assert_eq!(desk.newsroom.sources(desk.chief()).await.unwrap()[0].config.secret, "");
    let put =
        PutSource { id: Some(id), name: "renamed".into(), enabled: true, config: polled(), new_token: false };
    desk.newsroom.put_source(desk.chief(), put).await.unwrap();
    let kept = desk.store.source(id).await.unwrap().unwrap();
    assert_eq!((kept.config["secret"].as_str(), kept.name.as_str()), (Some("hush"), "renamed"));
}

async fn a_source_that_cannot_work_is_refused(desk: TestNewsroom) {
    add(&desk, polled()).await;
    let put = |name: &str, config: SourceConfig| PutSource {
        name: name.into(),
        enabled: true,
        config,
        ..PutSource::default()
    };
    for (put, code) in [
        (put("boreale", polled()), Code::SourceInvalid),
        (put(" ", polled()), Code::SourceInvalid),
        (put("x", SourceConfig { kind: "pigeon".into(), ..polled() }), Code::SourceInvalid),
        (put("x", SourceConfig { address: " ".into(), ..polled() }), Code::SourceInvalid),
        (put("x", SourceConfig { mapping: "nonsense".into(), ..polled() }), Code::SourceInvalid),
        (put("x", SourceConfig { desk: "de".into(), ..polled() }), Code::UnknownEdition),
        (PutSource { id: Some(5), ..put("x", polled()) }, Code::UnknownSource),
    ] {
        assert_eq!(refused(desk.newsroom.put_source(desk.chief(), put).await), code);
    }
}

async fn times_without_a_zone_are_those_of_their_source(desk: TestNewsroom) {
    for (name, time_zone, expected) in
        [("paris", "Europe/Paris", "2026-07-01T16:30:00Z"), ("tehran", "Asia/Tehran", "2026-07-01T15:00:00Z")]
    {
        let config = SourceConfig { kind: "push".into(), time_zone: time_zone.into(), ..Default::default() };
        let put = PutSource { name: name.into(), enabled: true, config, ..PutSource::default() };
        desk.newsroom.put_source(desk.chief(), put).await.unwrap();
        let bytes = delivery(&["a|1|usable|2026-07-01T18:30:00|Held|x"]);
        let file = FileItem { bytes, source: name.into(), ..FileItem::default() };
        let filed = desk.newsroom.file_item(desk.reporter(), file).await.unwrap();
        let held = desk.newsroom.item(desk.reporter(), filed.items[0].id).await.unwrap().item.embargo;
        assert_eq!(held.map(|at| at.to_string()).as_deref(), Some(expected), "{name}");
    }
    let config = SourceConfig { kind: "push".into(), time_zone: "Paris".into(), ..Default::default() };
    let put = PutSource { name: "none".into(), config, ..PutSource::default() };
    assert_eq!(refused(desk.newsroom.put_source(desk.chief(), put).await), Code::SourceInvalid);
}

async fn a_push_is_known_by_its_token_or_its_signature(desk: TestNewsroom) {
    let config = SourceConfig { kind: "push".into(), secret: "key".into(), ..SourceConfig::default() };
    let put = PutSource { name: "superdesk".into(), enabled: true, config, ..PutSource::default() };
    let answer = desk.newsroom.put_source(desk.chief(), put).await.unwrap();
    let token = answer.token.unwrap();
    let named = |row: Option<newsroom::SourceRow>| row.map(|row| row.name);
    assert_eq!(named(desk.newsroom.source_of_token(&token).await.unwrap()).as_deref(), Some("superdesk"));
    assert_eq!(desk.newsroom.source_of_token("other").await.unwrap(), None);
    // HMAC-SHA1 of RFC 2202's kind, worked out by another program.
    let signature = "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9";
    let bytes = b"The quick brown fox jumps over the lazy dog";
    assert_eq!(
        named(desk.newsroom.source_of_signature(signature, bytes).await.unwrap()).as_deref(),
        Some("superdesk")
    );
    for (signature, bytes) in [(signature, &b"other"[..]), ("sha1=zz", bytes), ("md5=00", bytes), ("", bytes)]
    {
        assert_eq!(desk.newsroom.source_of_signature(signature, bytes).await.unwrap(), None);
    }
}

async fn two_nodes_visit_a_source_once(desk: TestNewsroom) {
    add(&desk, polled()).await;
    let source = desk.store.due_sources(desk.now()).await.unwrap().remove(0);
    let until = desk.now() + SignedDuration::from_mins(5);
    let lease = || async {
        let mut tx = desk.store.begin().await.unwrap();
        let leased = tx.lease_source(source.id, source.next_visit.unwrap(), until).await.unwrap();
        tx.commit().await.unwrap();
        leased
    };
    assert!(lease().await);
    assert!(!lease().await);
}

async fn a_preset_that_asks_for_alerts_makes_them(desk: TestNewsroom) {
    let filter = ArrivalFilter { text: "ostrande".into(), alerts: true, ..ArrivalFilter::default() };
    let query = serde_json::json!(filter);
    let put =
        |shared| PutPreset { list: PresetList::Wires, name: "Ostrande".into(), shared, query: query.clone() };
    desk.newsroom.put_preset(desk.editor(), put(true)).await.unwrap();
    let lines = ["a|1|usable||Port of Ostrande shut|x", "b|1|usable||Budget|x"];
    let file = FileItem { bytes: delivery(&lines), source: "s".into(), ..FileItem::default() };
    desk.newsroom.file_item(desk.reporter(), file).await.unwrap();
    let page = desk.newsroom.arrivals(desk.reporter(), &filter, None, 50).await.unwrap();
    assert_eq!(page.rows.len(), 1);
    let presets = async |caller| desk.newsroom.presets(caller, PresetList::Wires).await.unwrap();
    let preset = presets(desk.reporter()).await.remove(0);
    desk.newsroom.remove_preset(desk.editor(), preset.id).await.unwrap();
    assert!(presets(desk.reporter()).await.is_empty());
}
