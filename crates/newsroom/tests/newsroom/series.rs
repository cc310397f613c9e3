//! Events that happen again and again: each time in its place, on the clock of the place, and one of them apart.

use newsroom::{Code, Coverage, CoverageKind, Event, EventEdit, EventFilter};
use story::{EventId, Timestamp};
use testkit::TestNewsroom;

use crate::support::refused;

testkit::on_both_databases! {
    a_series_stands_at_each_of_its_times_and_no_other
    a_series_keeps_its_hour_where_clocks_change
    whole_days_of_a_series_stay_whole
    one_time_is_skipped_and_put_back
    one_time_is_changed_and_the_others_stay
    what_two_people_skip_at_once_is_skipped
    a_series_is_due_when_its_next_time_is
    a_series_without_sense_is_refused
    a_series_that_never_ends_is_shown_within_bounds
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn council(starts: &str, recurs: &str) -> Event {
    let starts = at(starts);
    Event {
        title: "Conseil municipal".into(),
        starts,
        ends: starts + jiff::SignedDuration::from_mins(90),
        zone: "Europe/Paris".into(),
        recurs: recurs.into(),
        ..Event::default()
    }
}

async fn added(desk: &TestNewsroom, event: Event) -> EventId {
    desk.newsroom.add_event(desk.editor(), event).await.unwrap()
}

async fn edit(desk: &TestNewsroom, id: EventId, base: u64, edit: EventEdit) -> newsroom::Result<u64> {
    desk.newsroom.edit_event(desk.editor(), id, base, &edit).await
}

/// When what is planned in that time begins.
async fn times(desk: &TestNewsroom, from: &str, until: &str) -> Vec<String> {
    let filter = EventFilter {
        from: at(from),
        until: at(until),
        edition: String::new(),
        section: String::new(),
        text: String::new(),
    };
    let found = desk.newsroom.planning(desk.reporter(), &filter).await.unwrap();
    found.events.iter().map(|row| row.event.starts.to_string()).collect()
}

async fn a_series_stands_at_each_of_its_times_and_no_other(desk: TestNewsroom) {
    added(&desk, council("2026-06-09T17:00:00Z", "FREQ=WEEKLY;COUNT=3")).await;
    added(&desk, Event { title: "Une fois".into(), ..council("2026-06-10T08:00:00Z", "") }).await;
    let all =
        ["2026-06-09T17:00:00Z", "2026-06-10T08:00:00Z", "2026-06-16T17:00:00Z", "2026-06-23T17:00:00Z"];
    assert_eq!(times(&desk, "2026-06-01T00:00:00Z", "2027-06-01T00:00:00Z").await, all);
    assert_eq!(times(&desk, "2026-06-16T18:00:00Z", "2026-06-16T18:10:00Z").await, all[2..3], "under way");
    assert!(times(&desk, "2026-06-24T00:00:00Z", "2030-06-24T00:00:00Z").await.is_empty(), "it is over");
    added(&desk, council("2026-07-07T17:00:00Z", "FREQ=MONTHLY;BYDAY=1TU;UNTIL=20260901")).await;
    let first_tuesdays = ["2026-07-07T17:00:00Z", "2026-08-04T17:00:00Z", "2026-09-01T17:00:00Z"];
    assert_eq!(times(&desk, "2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z").await, first_tuesdays);
}

async fn a_series_keeps_its_hour_where_clocks_change(desk: TestNewsroom) {
    added(&desk, council("2026-10-20T17:00:00Z", "FREQ=WEEKLY;UNTIL=20261103T180000Z")).await;
    let at_seven = ["2026-10-20T17:00:00Z", "2026-10-27T18:00:00Z", "2026-11-03T18:00:00Z"];
    assert_eq!(times(&desk, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z").await, at_seven);
    // Half past two is skipped on the last Sunday of March and comes twice on the last of October.
    added(&desk, council("2027-03-27T01:30:00Z", "FREQ=DAILY;COUNT=3")).await;
    let nights = ["2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z"];
    assert_eq!(times(&desk, "2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z").await, nights);
}

async fn whole_days_of_a_series_stay_whole(desk: TestNewsroom) {
    let day = Event {
        starts: at("2026-10-23T22:00:00Z"),
        ends: at("2026-10-24T21:59:00Z"),
        all_day: true,
        ..council("2026-10-23T22:00:00Z", "FREQ=DAILY;COUNT=3")
    };
    let id = added(&desk, day).await;
    let filter = EventFilter {
        from: at("2026-10-01T00:00:00Z"),
        until: at("2026-12-01T00:00:00Z"),
        edition: String::new(),
        section: String::new(),
        text: String::new(),
    };
    let found = desk.newsroom.planning(desk.reporter(), &filter).await.unwrap().events;
    let spans: Vec<_> = found.iter().map(|row| (row.id, row.event.starts, row.event.ends)).collect();
    assert_eq!(
        spans,
        [
            (id, at("2026-10-23T22:00:00Z"), at("2026-10-24T21:59:00Z")),
            (id, at("2026-10-24T22:00:00Z"), at("2026-10-25T22:59:00Z")),
            (id, at("2026-10-25T23:00:00Z"), at("2026-10-26T22:59:00Z")),
        ]
    );
}

async fn one_time_is_skipped_and_put_back(desk: TestNewsroom) {
    let id = added(&desk, council("2026-06-09T17:00:00Z", "FREQ=WEEKLY;COUNT=3")).await;
    let window = ("2026-06-01T00:00:00Z", "2026-08-01T00:00:00Z");
    let second = at("2026-06-16T17:00:00Z");
    edit(&desk, id, 1, EventEdit::Skip(second)).await.unwrap();
    let left = ["2026-06-09T17:00:00Z", "2026-06-23T17:00:00Z"];
    assert_eq!(times(&desk, window.0, window.1).await, left);
    let again = edit(&desk, id, 2, EventEdit::Skip(second)).await;
    assert_eq!(refused(again), Code::NotATimeOfIt);
    // Another hour for the series does not bring the day back.
    let row = desk.newsroom.event(desk.editor(), id).await.unwrap();
    let later = Event { skipped: Default::default(), ..council("2026-06-09T18:00:00Z", &row.event.recurs) };
    edit(&desk, id, 2, EventEdit::Describe(Box::new(later))).await.unwrap();
    let left = ["2026-06-09T18:00:00Z", "2026-06-23T18:00:00Z"];
    assert_eq!(times(&desk, window.0, window.1).await, left);
    edit(&desk, id, 3, EventEdit::Undo { version: 2 }).await.unwrap();
    let all = ["2026-06-09T18:00:00Z", "2026-06-16T18:00:00Z", "2026-06-23T18:00:00Z"];
    assert_eq!(times(&desk, window.0, window.1).await, all);
}

async fn one_time_is_changed_and_the_others_stay(desk: TestNewsroom) {
    let mut event = council("2026-06-09T17:00:00Z", "FREQ=WEEKLY;COUNT=3");
    let deadline = Some(at("2026-06-09T20:00:00Z"));
    event.coverages.insert(1, Coverage { kind: CoverageKind::Text, deadline, ..Coverage::default() });
    let id = added(&desk, event).await;
    let second = at("2026-06-16T17:00:00Z");
    let alone = desk.newsroom.set_event_apart(desk.editor(), id, second).await.unwrap();
    let row = desk.newsroom.event(desk.editor(), alone).await.unwrap();
    assert_eq!((row.event.starts, row.event.is_series()), (second, false));
    assert_eq!(row.event.coverages[&1].deadline, Some(at("2026-06-16T20:00:00Z")));
    let moved = Event { title: "Conseil, reporté".into(), ..council("2026-06-17T08:00:00Z", "") };
    edit(&desk, alone, 1, EventEdit::Describe(Box::new(moved))).await.unwrap();
    let all = ["2026-06-09T17:00:00Z", "2026-06-17T08:00:00Z", "2026-06-23T17:00:00Z"];
    assert_eq!(times(&desk, "2026-06-01T00:00:00Z", "2026-08-01T00:00:00Z").await, all);
    let twice = desk.newsroom.set_event_apart(desk.editor(), id, second).await;
    assert_eq!(refused(twice), Code::NotATimeOfIt);
    let story = desk.newsroom.start_coverage(desk.editor(), alone, 1).await.unwrap();
    let series = desk.newsroom.event(desk.editor(), id).await.unwrap().event;
    assert_eq!(series.coverages[&1].story, None, "{story} is for one time");
}

async fn what_two_people_skip_at_once_is_skipped(desk: TestNewsroom) {
    let id = added(&desk, council("2026-06-09T17:00:00Z", "FREQ=WEEKLY;COUNT=3")).await;
    edit(&desk, id, 1, EventEdit::Skip(at("2026-06-09T17:00:00Z"))).await.unwrap();
    edit(&desk, id, 1, EventEdit::Skip(at("2026-06-23T17:00:00Z"))).await.unwrap();
    assert_eq!(times(&desk, "2026-06-01T00:00:00Z", "2026-08-01T00:00:00Z").await, ["2026-06-16T17:00:00Z"]);
}

async fn a_series_is_due_when_its_next_time_is(desk: TestNewsroom) {
    let starts = desk.in_minutes(-7 * 24 * 60 + 60);
    let me = Some(desk.reporter().account);
    let mut series = Event { starts, ends: starts, ..council("2026-06-09T17:00:00Z", "FREQ=WEEKLY") };
    series.coverages.insert(1, Coverage { assignee: me, ..Coverage::default() });
    let id = added(&desk, series).await;
    let mine = desk.newsroom.assignments(desk.reporter()).await.unwrap();
    assert_eq!((mine[0].event.id, mine[0].event.event.starts), (id, desk.in_minutes(60)));
}

async fn a_series_without_sense_is_refused(desk: TestNewsroom) {
    let sound = || council("2026-06-09T17:00:00Z", "FREQ=WEEKLY");
    let times = |text: &str| [(text.to_owned(), true)].into();
    for (event, code) in [
        (Event { recurs: "FREQ=SOMETIMES".into(), ..sound() }, Code::BadRecurrence),
        (Event { recurs: "FREQ=DAILY\n".repeat(9), ..sound() }, Code::TooMany),
        (Event { also: times("tomorrow"), ..sound() }, Code::BadRecurrence),
        (Event { skipped: times("2026-06-09/x"), ..sound() }, Code::BadRecurrence),
    ] {
        assert_eq!(refused(desk.newsroom.add_event(desk.editor(), event).await), code);
    }
    let once = added(&desk, council("2026-06-09T17:00:00Z", "")).await;
    let skipped = edit(&desk, once, 1, EventEdit::Skip(at("2026-06-09T17:00:00Z"))).await;
    assert_eq!(refused(skipped), Code::NotATimeOfIt);
}

async fn a_series_that_never_ends_is_shown_within_bounds(desk: TestNewsroom) {
    added(&desk, council("1990-06-09T17:00:00Z", "FREQ=SECONDLY")).await;
    let filter = EventFilter {
        from: at("2026-06-01T00:00:00Z"),
        until: at("2027-06-01T00:00:00Z"),
        edition: String::new(),
        section: String::new(),
        text: String::new(),
    };
    let found = desk.newsroom.planning(desk.reporter(), &filter).await.unwrap();
    assert!((1..=1000).contains(&found.events.len()), "{}", found.events.len());
}
