//! What belongs together on the wire is linked whatever comes first, and reaches every story built from it.

use std::collections::BTreeSet;
use std::sync::{Arc, Barrier};

use newsroom::{
    ArrivalFilter, Arrived, Code, Context, CreateStory, FileItem, How, MergeItem, Newsroom, StartEntry,
    TakeItem, WireDecision,
};
use story::{Content, ItemId, StoryId};
use testkit::{TestNewsroom, delivery};

use crate::support::refused;

testkit::on_both_databases! {
    versions_are_linked_in_whatever_order_they_arrive
    a_correction_that_comes_before_its_original_finds_it
    a_kill_reaches_every_story_built_from_the_item_and_shuts_the_gate
    a_kill_reaches_each_of_two_hundred_stories_however_they_were_built
    a_kill_of_many_items_at_once_reaches_each
    kills_stand_before_whatever_was_told_later
    what_was_withdrawn_goes_into_no_story_and_an_older_version_brings_the_news
    a_kill_counts_whatever_its_date_says
    a_kill_that_came_before_the_link_to_it_is_told_with_the_link
    a_kill_reaches_what_was_translated_from_the_item
    a_kill_that_does_not_say_of_what_is_told_as_a_doubt_whatever_came_first
    the_newest_version_is_one_in_whatever_order_two_names_of_a_thing_arrive
    a_decision_opens_the_gate_and_keeps_its_reason
    a_longer_embargo_on_the_wire_holds_the_story
    what_was_withdrawn_is_not_taken_in_an_older_version
    an_older_version_that_is_taken_brings_the_news_with_it
    copies_from_several_agencies_are_one_cluster_and_other_stories_are_not
    a_merged_item_adds_what_the_story_does_not_have_and_each_paragraph_says_where_it_is_from
    kills_and_merges_at_once_refuse_nobody_and_miss_nothing
    a_day_that_is_delivered_three_times_changes_nothing
    what_the_desk_did_with_an_item_is_everybodys
}

const PORT: &str = "The port of Ostrande reopened on Tuesday after three days of storm, the harbour master said in a statement.¶\
    Two of the three cranes on the north quay are damaged and ferries to Keldonia run every second hour until they are mended.¶\
    Nobody was hurt when the storm reached the coast on Saturday night, the strongest that the town has seen for ten years.";

async fn file(desk: &TestNewsroom, source: &str, lines: &[&str]) -> Vec<ItemId> {
    let file = FileItem { bytes: delivery(lines), source: source.into(), ..FileItem::default() };
    let filed = desk.newsroom.file_item(desk.reporter(), file).await.unwrap();
    filed.items.iter().map(|item| item.id).collect()
}

async fn shown(desk: &TestNewsroom, filter: &ArrivalFilter) -> Vec<Arrived> {
    desk.newsroom.arrivals(desk.reporter(), filter, None, 50).await.unwrap().rows
}

async fn headlines(desk: &TestNewsroom) -> Vec<String> {
    shown(desk, &ArrivalFilter::default()).await.into_iter().map(|one| one.row.item.headline).collect()
}

async fn story_of(desk: &TestNewsroom, item: ItemId, edition: &str) -> StoryId {
    let take = TakeItem { edition: edition.into(), section: "region".into(), translate: false };
    desk.newsroom.take_item(desk.editor(), item, take).await.unwrap()
}

async fn versions_are_linked_in_whatever_order_they_arrive(desk: TestNewsroom) {
    let versions = ["a|1|usable||First|x", "a|2|usable||Second|x", "a|3|usable||Third|x"];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let source = format!("wire{order:?}");
        for at in order {
            file(&desk, &source, &[versions[at]]).await;
        }
        let filter = ArrivalFilter { source: source.clone(), ..ArrivalFilter::default() };
        let newest = shown(&desk, &filter).await;
        assert_eq!(newest.len(), 1, "{order:?}");
        assert_eq!(newest[0].row.item.headline, "Third", "{order:?}");
        let family = desk.newsroom.family(desk.reporter(), &newest[0].arrival).await.unwrap();
        assert_eq!(family.len(), 3, "{order:?}");
        let all = shown(&desk, &ArrivalFilter { versions: true, ..filter }).await;
        assert_eq!(all.len(), 3);
    }
}

async fn a_correction_that_comes_before_its_original_finds_it(desk: TestNewsroom) {
    file(&desk, "wire", &["c!a|1|usable||Corrected|x"]).await;
    desk.clock.advance(jiff::SignedDuration::from_mins(1));
    file(&desk, "wire", &["a|1|usable||Original|x"]).await;
    let rows = shown(&desk, &ArrivalFilter { versions: true, ..ArrivalFilter::default() }).await;
    assert_eq!(rows[0].arrival.family, rows[1].arrival.family);
}

async fn a_kill_reaches_every_story_built_from_the_item_and_shuts_the_gate(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|The port is open."]).await[0];
    let (fr, en) = (story_of(&desk, item, "fr").await, story_of(&desk, item, "en").await);
    desk.newsroom.publish_story(desk.editor(), en, 1).await.unwrap();
    let kill = file(&desk, "wire", &["a|2|canceled||Port reopens|x"]).await[0];
    let open = desk.newsroom.open_wire_alerts(desk.reporter(), 10).await.unwrap();
    assert_eq!(open.len(), 2);
    for story in [fr, en] {
        let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
        assert_eq!(
            (alerts[0].item, alerts[0].change.as_str(), alerts[0].decided.is_some()),
            (kill, "kill", false)
        );
    }
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), fr, 1).await), Code::WireKilled);
    let preflight = desk.newsroom.preflight(desk.reporter(), fr).await.unwrap();
    assert_eq!(preflight.refusals[0].code, Code::WireKilled, "and says so before anybody tries");
}

/// Taken, translated, merged into stories of every state, as entries of a coverage, in two versions.
async fn a_kill_reaches_each_of_two_hundred_stories_however_they_were_built(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|The port is open."]).await[0];
    let mut stories = Vec::new();
    let taken = story_of(&desk, item, "fr").await;
    newsroom.publish_story(editor, taken, 1).await.unwrap();
    stories.extend([taken, newsroom.translate_story(editor, taken, "ar").await.unwrap()]);
    let create = CreateStory { edition: "fr".into(), content: testkit::french() };
    let coverage = newsroom.open_coverage(editor, create).await.unwrap();
    newsroom.publish_story(editor, coverage, 1).await.unwrap();
    for n in 0..60 {
        let content = Content { headline: format!("Entrée {n}"), ..Content::default() };
        let start = StartEntry { content, item: Some(item) };
        let entry = newsroom.start_entry(editor, coverage, start).await.unwrap();
        if n % 2 == 0 {
            newsroom.publish_story(editor, entry, 1).await.unwrap();
        }
        stories.push(entry);
    }
    let second = file(&desk, "wire", &["a|2|usable||Port reopens at noon|At noon."]).await[0];
    for n in 0..140 {
        let story = desk.draft("en", testkit::english()).await;
        let item = if n % 2 == 0 { item } else { second };
        let head = newsroom.merge_item(editor, MergeItem { item, story }).await.unwrap().number;
        match n % 7 {
            0 => drop(newsroom.publish_story(editor, story, head).await.unwrap()),
            1 => newsroom.schedule_story(editor, story, head, desk.in_minutes(5)).await.unwrap(),
            2 => newsroom.submit_story(editor, story).await.unwrap(),
            _ => {}
        }
        stories.push(story);
    }
    assert!(stories.len() > 200);
    let kill = file(&desk, "wire", &["a|3|canceled||Port reopens|x"]).await[0];
    desk.advance_minutes(10);
    assert!(newsroom.run_due().await.unwrap().is_empty(), "nor does the schedule pass the gate");
    let open = newsroom.open_wire_alerts(desk.reporter(), 500).await.unwrap();
    let told: BTreeSet<StoryId> = open
        .iter()
        .filter(|alert| alert.item == kill && alert.change == "kill")
        .map(|alert| alert.story)
        .collect();
    assert_eq!(told, stories.iter().copied().collect());
    for story in stories {
        let alerts = newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
        assert!(alerts.iter().any(|alert| alert.item == kill && alert.decided.is_none()), "its banner");
        let preflight = newsroom.preflight(editor, story).await.unwrap();
        assert!(preflight.refusals.iter().any(|refusal| refusal.code == Code::WireKilled), "its gate");
    }
}

/// Each merge needs a family and a story that the delivery needs too, the other way round.
async fn kills_and_merges_at_once_refuse_nobody_and_miss_nothing(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    for round in 0..12 {
        let names: Vec<String> = (0..3).map(|n| format!("port{round}-{n}")).collect();
        let lines = |version: u8, status: &str| -> Vec<String> {
            names.iter().map(|name| format!("{name}|{version}|{status}||Port reopens|x")).collect()
        };
        let mut stories = Vec::new();
        let mut items = Vec::new();
        for (version, status) in [(1, "usable"), (2, "usable")] {
            let lines = lines(version, status);
            items.push(file(&desk, "wire", &lines.iter().map(String::as_str).collect::<Vec<_>>()).await);
        }
        for item in &items[1] {
            let story = desk.draft("en", testkit::english()).await;
            newsroom.merge_item(editor, MergeItem { item: *item, story }).await.unwrap();
            stories.push(story);
        }
        let kills = lines(3, "canceled");
        let kills: Vec<&str> = kills.iter().rev().map(String::as_str).collect();
        let merge = |n: usize| MergeItem { item: items[0][n], story: stories[(n + 1) % 3] };
        let (killed, first, second, third) = tokio::join!(
            file(&desk, "wire", &kills),
            newsroom.merge_item(editor, merge(0)),
            newsroom.merge_item(editor, merge(1)),
            newsroom.merge_item(editor, merge(2)),
        );
        for (n, merged) in [first, second, third].into_iter().enumerate() {
            let alerts = newsroom.wire_alerts(editor, merge(n).story).await.unwrap();
            let told = |kill: ItemId| alerts.iter().any(|alert| alert.item == kill && alert.change == "kill");
            match merged {
                Ok(_) => assert!(told(killed[2 - n]), "round {round}: what came in is told of its kill"),
                refusal => assert_eq!(refused(refusal), Code::ItemWithdrawn, "round {round}"),
            }
            assert!(told(killed[2 - (n + 1) % 3]), "round {round}: and so is what was there");
        }
    }
}

async fn a_kill_of_many_items_at_once_reaches_each(desk: TestNewsroom) {
    let names: Vec<String> = (0..20).map(|n| format!("port{n}")).collect();
    let mut stories = Vec::new();
    for name in &names {
        let item = file(&desk, "wire", &[&format!("{name}|1|usable||Port reopens|x")]).await[0];
        stories.push(story_of(&desk, item, "fr").await);
    }
    desk.advance_minutes(1);
    file(&desk, "wire", &[&format!("kill>{}|1|canceled||Kill all of it|x", names.join(","))]).await;
    for story in stories {
        assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::WireKilled);
    }
}

async fn kills_stand_before_whatever_was_told_later(desk: TestNewsroom) {
    for (name, news) in
        [("a", "a|2|canceled||Port|x"), ("b", "c!b|1|usable||Quay|y"), ("d", "d|2|usable||Ferry|y")]
    {
        let item = file(&desk, "wire", &[&format!("{name}|1|usable||Port|x")]).await[0];
        story_of(&desk, item, "fr").await;
        desk.advance_minutes(1);
        file(&desk, "wire", &[news]).await;
    }
    let open = desk.newsroom.open_wire_alerts(desk.reporter(), 2).await.unwrap();
    let changes: Vec<&str> = open.iter().map(|alert| alert.change.as_str()).collect();
    assert_eq!(changes, ["kill", "correction"], "what is cut is the least");
}

async fn what_was_withdrawn_goes_into_no_story_and_an_older_version_brings_the_news(desk: TestNewsroom) {
    let story = desk.draft("en", testkit::english()).await;
    let merge = |item| desk.newsroom.merge_item(desk.editor(), MergeItem { item, story });
    let killed = file(&desk, "wire", &["a|1|usable||Port reopens|x"]).await[0];
    file(&desk, "wire", &["a|2|canceled||Port reopens|x"]).await;
    assert_eq!(refused(merge(killed).await), Code::ItemWithdrawn);
    let held = file(&desk, "wire", &["b|1|usable||Budget|Figures."]).await[0];
    file(&desk, "wire", &["b|2|usable|2030-01-02T10:00:00Z|Budget|Figures."]).await;
    merge(held).await.unwrap();
    let row = desk.newsroom.story_row(desk.reporter(), story).await.unwrap();
    assert_eq!(row.embargo, Some("2030-01-02T10:00:00Z".parse().unwrap()));
    let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
    assert_eq!(alerts.iter().map(|alert| alert.change.as_str()).collect::<Vec<_>>(), ["embargo"]);
}

async fn a_kill_counts_whatever_its_date_says(desk: TestNewsroom) {
    // No date; a clock that is behind; the same version again.
    for (name, first, kill) in [
        ("a", "a|1|usable||Port reopens|x", "a|2|canceled||Port reopens|x"),
        (
            "b",
            "b|2|usable||Port reopens|x|2026-06-09T08:10:00Z",
            "b|3|canceled||Port reopens|x|2026-06-09T08:09:00Z",
        ),
        (
            "c",
            "c|2|usable||Port reopens|x|2026-06-09T08:10:00Z",
            "c|2|canceled||Port reopens|x|2026-06-09T08:09:00Z",
        ),
        ("d", "d|1|usable||Port reopens|x|2026-06-09T08:10:00Z", "d|2|canceled||Port reopens|x"),
    ] {
        let item = file(&desk, "wire", &[first]).await[0];
        let story = story_of(&desk, item, "fr").await;
        file(&desk, "wire", &[kill]).await;
        assert_eq!(
            refused(desk.newsroom.publish_story(desk.editor(), story, 1).await),
            Code::WireKilled,
            "{name}"
        );
        let take = TakeItem { edition: "en".into(), section: "region".into(), translate: false };
        assert_eq!(
            refused(desk.newsroom.take_item(desk.editor(), item, take).await),
            Code::ItemWithdrawn,
            "{name}"
        );
    }
    // What was withdrawn and then sent again stands, in whatever order the two arrive.
    let again = ["e|2|canceled||Port reopens|x", "e|3|usable||Port reopens at noon|x"];
    for order in [[0, 1], [1, 0]] {
        let source = format!("wire{order:?}");
        let item = file(&desk, &source, &["e|1|usable||Port reopens|x"]).await[0];
        let story = story_of(&desk, item, "fr").await;
        for at in order {
            file(&desk, &source, &[again[at]]).await;
        }
        let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
        assert_eq!(alerts.iter().any(|alert| alert.change == "kill"), order == [0, 1], "{order:?}");
    }
}

async fn a_kill_that_came_before_the_link_to_it_is_told_with_the_link(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|x|2026-06-09T08:00:00Z"]).await[0];
    let story = story_of(&desk, item, "fr").await;
    desk.clock.advance(jiff::SignedDuration::from_mins(1));
    let kill = file(&desk, "wire", &["c!b|1|canceled||Port reopens|x|2026-06-09T09:00:00Z"]).await[0];
    assert!(desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap().is_empty());
    file(&desk, "wire", &["b!a|1|usable||Port reopens at noon|x|2026-06-09T08:30:00Z"]).await;
    let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
    assert!(alerts.iter().any(|alert| alert.item == kill && alert.change == "kill"), "{alerts:?}");
}

async fn a_kill_reaches_what_was_translated_from_the_item(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|The port is open."]).await[0];
    let en = story_of(&desk, item, "en").await;
    let fr = desk.newsroom.translate_story(desk.editor(), en, "fr").await.unwrap();
    file(&desk, "wire", &["a|2|canceled||Port reopens|x"]).await;
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), fr, 1).await), Code::WireKilled);
    // Also what is translated after the kill, while nobody has decided.
    let ar = desk.newsroom.translate_story(desk.editor(), en, "ar").await.unwrap();
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), ar, 1).await), Code::WireKilled);
}

async fn a_kill_that_does_not_say_of_what_is_told_as_a_doubt_whatever_came_first(desk: TestNewsroom) {
    let item = ["||usable||The port of Osk reopens after the storm|Ships sail."];
    let kill = ["||canceled||KILL: The port of Osk reopens after storm|Do not use."];
    for (source, kill_first) in [("wire", false), ("other", true)] {
        let early = if kill_first { Some(file(&desk, source, &kill).await[0]) } else { None };
        let item = file(&desk, source, &item).await[0];
        let story = story_of(&desk, item, "fr").await;
        let killed = match early {
            Some(early) => early,
            None => file(&desk, source, &kill).await[0],
        };
        let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
        assert_eq!((alerts.len(), alerts[0].item, alerts[0].change.as_str()), (1, killed, "doubtful-kill"));
        let publish = desk.newsroom.publish_story(desk.editor(), story, 1).await;
        assert_eq!(refused(publish), Code::WireDoubted);
        let stands = WireDecision::Stands;
        let why = "Another port.".to_owned();
        desk.newsroom.decide_wire_alert(desk.editor(), story, killed, stands, why).await.unwrap();
        desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    }
    // Not of another source, of another subject, nor of what came days before.
    let tennis = file(&desk, "third", &["||usable||Tennis: the final of Osk begins at noon|x"]).await[0];
    let old = file(&desk, "third", &["||usable||The port of Osk reopens after the storm|Old."]).await[0];
    let stories = [story_of(&desk, tennis, "fr").await, story_of(&desk, old, "fr").await];
    desk.advance_minutes(60 * 40);
    file(&desk, "third", &kill).await;
    for story in stories {
        assert!(desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap().is_empty());
    }
}

async fn the_newest_version_is_one_in_whatever_order_two_names_of_a_thing_arrive(desk: TestNewsroom) {
    let versions = [
        "a|1|usable||First|x|2026-06-09T08:10:00Z",
        "a|2|usable||Second|x|2026-06-09T08:05:00Z",
        "b!a|1|usable||Other name|x|2026-06-09T08:07:00Z",
    ];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let source = format!("wire{order:?}");
        for at in order {
            file(&desk, &source, &[versions[at]]).await;
        }
        let newest = shown(&desk, &ArrivalFilter { source, ..ArrivalFilter::default() }).await;
        let headlines: Vec<_> = newest.iter().map(|one| one.row.item.headline.as_str()).collect();
        assert_eq!(headlines, ["Second"], "{order:?}");
    }
}

async fn a_decision_opens_the_gate_and_keeps_its_reason(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|The port is open."]).await[0];
    let story = story_of(&desk, item, "fr").await;
    let correction = file(&desk, "wire", &["b!a|1|usable||Port reopens at noon|x"]).await[0];
    let decide = |caller, reason: &str| {
        desk.newsroom.decide_wire_alert(caller, story, correction, WireDecision::Stands, reason.into())
    };
    assert_eq!(refused(decide(desk.editor(), " ").await), Code::EmptyReason);
    decide(desk.editor(), "the hour is not in our text").await.unwrap();
    assert_eq!(refused(decide(desk.editor(), "again").await), Code::UnknownAlert);
    let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
    let decided = alerts[0].decided.clone().unwrap();
    assert_eq!(
        (decided.decision.as_str(), decided.reason.as_str()),
        ("stands", "the hour is not in our text")
    );
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
}

async fn a_longer_embargo_on_the_wire_holds_the_story(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable|2030-01-01T10:00:00Z|Budget|Figures."]).await[0];
    let story = story_of(&desk, item, "fr").await;
    file(&desk, "wire", &["a|2|usable|2030-01-02T10:00:00Z|Budget|Figures."]).await;
    let row = desk.newsroom.story(desk.reporter(), story).await.unwrap().row;
    assert_eq!(row.embargo, Some("2030-01-02T10:00:00Z".parse().unwrap()));
    let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
    assert_eq!(alerts[0].change, "embargo");
}

async fn what_was_withdrawn_is_not_taken_in_an_older_version(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|x"]).await[0];
    file(&desk, "wire", &["a|2|canceled||Port reopens|x"]).await;
    let take = TakeItem { edition: "fr".into(), section: "region".into(), translate: false };
    assert_eq!(refused(desk.newsroom.take_item(desk.editor(), item, take).await), Code::ItemWithdrawn);
}

async fn an_older_version_that_is_taken_brings_the_news_with_it(desk: TestNewsroom) {
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|x"]).await[0];
    file(&desk, "wire", &["b!a|1|usable||Port stays shut|x"]).await;
    let story = story_of(&desk, item, "fr").await;
    let alerts = desk.newsroom.wire_alerts(desk.reporter(), story).await.unwrap();
    assert_eq!(alerts[0].change, "correction");
}

async fn copies_from_several_agencies_are_one_cluster_and_other_stories_are_not(desk: TestNewsroom) {
    let copy = PORT.replace("on Tuesday", "early on Tuesday").replace("harbour master", "port authority");
    let other = "The council of Corlises voted for a budget that spends more on schools and less on roads after a long debate.¶\
        Its opponents said that the town would have to borrow for the first time in a generation to keep what it promised.";
    file(&desk, "boreale", &[&format!("1|1|usable||Port reopens|{PORT}")]).await;
    file(
        &desk,
        "meridian",
        &[&format!("9|1|usable||Ferries are back|{copy}"), &format!("8|1|usable||Budget voted|{other}")],
    )
    .await;
    let rows = shown(&desk, &ArrivalFilter::default()).await;
    let of = |headline: &str| &rows.iter().find(|one| one.row.item.headline == headline).unwrap().arrival;
    assert_eq!(of("Port reopens").cluster, of("Ferries are back").cluster);
    assert_ne!(of("Port reopens").cluster, of("Budget voted").cluster);
    let like = desk.newsroom.cluster(desk.reporter(), of("Ferries are back")).await.unwrap();
    assert_eq!(like.iter().map(|one| one.row.source.as_str()).collect::<Vec<_>>(), ["boreale"]);
}

async fn a_merged_item_adds_what_the_story_does_not_have_and_each_paragraph_says_where_it_is_from(
    desk: TestNewsroom,
) {
    let first = file(&desk, "boreale", &[&format!("1|1|usable||Port reopens|{PORT}")]).await[0];
    let longer = format!(
        "{}¶Fishing boats went out again at noon and the market opens on Wednesday.",
        PORT.split('¶').next().unwrap()
    );
    let second = file(&desk, "meridian", &[&format!("2|1|usable||Boats are out|{longer}")]).await[0];
    let story = story_of(&desk, first, "en").await;
    desk.clock.advance(jiff::SignedDuration::from_mins(1));
    let merge = MergeItem { item: second, story };
    let saved = desk.newsroom.merge_item(desk.editor(), merge).await.unwrap();
    assert_eq!(saved.number, 2);
    let again = desk.newsroom.merge_item(desk.editor(), merge).await.unwrap();
    assert_eq!(again.number, 2, "twice is once");
    let origins = desk.newsroom.provenance_of(desk.reporter(), story).await.unwrap();
    let from: Vec<(Option<ItemId>, How)> = origins.iter().map(|origin| (origin.item, origin.how)).collect();
    let same = How::Same;
    assert_eq!(from, [(Some(first), same), (Some(first), same), (Some(first), same), (Some(second), same)]);
    file(&desk, "meridian", &["2|2|canceled||Boats are out|x"]).await;
    assert_eq!(
        refused(desk.newsroom.publish_story(desk.editor(), story, 2).await),
        Code::WireKilled,
        "merged is built from"
    );
}

async fn a_day_that_is_delivered_three_times_changes_nothing(desk: TestNewsroom) {
    let day = ["a|1|usable||One|x", "a|2|usable||Two|x", "b!a|1|usable||Three|x", "c|1|usable||Four|x"];
    for line in day {
        file(&desk, "wire", &[line]).await;
    }
    let before = shown(&desk, &ArrivalFilter { versions: true, ..ArrivalFilter::default() }).await;
    for _ in 0..2 {
        desk.clock.advance(jiff::SignedDuration::from_hours(24));
        for line in day {
            file(&desk, "wire", &[line]).await;
        }
    }
    assert_eq!(shown(&desk, &ArrivalFilter { versions: true, ..ArrivalFilter::default() }).await, before);
}

async fn what_the_desk_did_with_an_item_is_everybodys(desk: TestNewsroom) {
    let items = file(&desk, "wire", &["a|1|usable||One|x", "b|1|usable||Two|x", "c|1|usable||Three|x"]).await;
    desk.newsroom.handle_item(desk.reporter(), items[0], newsroom::Handling::Ignored).await.unwrap();
    desk.newsroom.handle_item(desk.reporter(), items[1], newsroom::Handling::Read).await.unwrap();
    story_of(&desk, items[2], "fr").await;
    desk.newsroom.handle_item(desk.reporter(), items[2], newsroom::Handling::New).await.unwrap();
    for (handling, headline) in [("ignored", "One"), ("read", "Two"), ("taken", "Three")] {
        let filter = ArrivalFilter { handling: handling.into(), ..ArrivalFilter::default() };
        let rows = shown(&desk, &filter).await;
        assert_eq!(rows.iter().map(|one| one.row.item.headline.as_str()).collect::<Vec<_>>(), [headline]);
    }
    assert_eq!(headlines(&desk).await.len(), 3);
}

/// A second door to the same newsroom, that stands still at a point until it is let go.
fn door(desk: &TestNewsroom, at: &'static str) -> (Newsroom, Arc<Barrier>, Arc<Barrier>) {
    let (reached, go) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (here, there) = (reached.clone(), go.clone());
    let context = Context::seeded(2, desk.clock.clone()).on_reach(move |point| {
        if point == at {
            here.wait();
            there.wait();
        }
        Ok(())
    });
    (Newsroom::new(desk.store.clone(), testkit::tables(), context), reached, go)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_that_arrives_while_the_checks_run_is_not_missed() {
    let desk = TestNewsroom::new().await;
    let item = file(&desk, "wire", &["a|1|usable||Port reopens|The port is open."]).await[0];
    let story = story_of(&desk, item, "fr").await;
    let (door, checked, go) = door(&desk, "publish.checked");
    let editor = desk.editor().clone();
    let publishing = tokio::spawn(async move { door.publish_story(&editor, story, 1).await });
    tokio::task::spawn_blocking(move || checked.wait()).await.unwrap();
    file(&desk, "wire", &["a|2|canceled||Port reopens|x"]).await;
    go.wait();
    assert_eq!(refused(publishing.await.unwrap()), Code::WireKilled);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_that_arrives_while_an_item_is_taken_or_merged_is_not_missed() {
    let desk = TestNewsroom::new().await;
    let story = desk.draft("en", testkit::english()).await;
    for merged in [false, true] {
        let name = format!("a{merged}");
        let item = file(&desk, "wire", &[&format!("{name}|1|usable||Port reopens|x")]).await[0];
        let (door, read, go) = door(&desk, "item.read");
        let editor = desk.editor().clone();
        let using = tokio::spawn(async move {
            if merged {
                return door.merge_item(&editor, MergeItem { item, story }).await.map(drop);
            }
            let take = TakeItem { edition: "fr".into(), section: "region".into(), translate: false };
            door.take_item(&editor, item, take).await.map(drop)
        });
        tokio::task::spawn_blocking(move || read.wait()).await.unwrap();
        file(&desk, "wire", &[&format!("{name}|2|canceled||Port reopens|x")]).await;
        go.wait();
        assert_eq!(refused(using.await.unwrap()), Code::ItemWithdrawn);
    }
}
