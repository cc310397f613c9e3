//! Planning: what is going to happen, who covers it, the story of it; nobody's work is lost, and the wire is believed.

use newsroom::{
    AuditFilter, Caller, Code, Coverage, CoverageKind, CoverageState, Event, EventEdit, EventFilter,
    FileItem, Planning, Result, Standing,
};
use story::{EventId, ItemId, Timestamp, Urgency};
use testkit::{TestNewsroom, delivery, french};

use crate::support::{audited, refused};

testkit::on_both_databases! {
    an_event_is_found_in_its_time_its_section_its_edition_and_by_its_words
    what_two_people_do_to_different_fields_is_all_there
    a_field_that_somebody_else_changed_is_refused_and_named
    two_who_take_one_open_coverage_do_not_both_have_it
    a_reporter_takes_what_is_open_and_tells_of_what_is_theirs
    a_change_is_undone_without_what_came_after
    a_story_of_a_coverage_starts_with_what_the_planning_knows
    a_coverage_whose_story_is_live_is_done
    what_is_still_to_be_delivered_is_told_in_the_order_of_its_deadlines
    an_event_without_sense_is_refused
    a_page_that_is_open_can_tell_that_something_changed
    an_event_of_the_wire_is_planned_once_and_follows_the_wire
    what_the_wire_takes_back_is_cancelled_and_told_until_somebody_looked
}

/// A vote tomorrow at that hour of UTC, without coverage.
fn vote(desk: &TestNewsroom, minutes: i64) -> Event {
    Event {
        title: "Vote du budget".into(),
        place: "Assemblée".into(),
        starts: desk.in_minutes(minutes),
        ends: desk.in_minutes(minutes + 90),
        edition: "fr".into(),
        section: "region".into(),
        ..Event::default()
    }
}

fn coverage(kind: CoverageKind) -> Coverage {
    Coverage { kind, ..Coverage::default() }
}

async fn planned(desk: &TestNewsroom, minutes: i64, kinds: &[CoverageKind]) -> EventId {
    let mut event = vote(desk, minutes);
    event.coverages = (1..).zip(kinds.iter().map(|kind| coverage(*kind))).collect();
    desk.newsroom.add_event(desk.editor(), event).await.unwrap()
}

async fn edit(desk: &TestNewsroom, who: &Caller, id: EventId, base: u64, edit: EventEdit) -> Result<u64> {
    desk.newsroom.edit_event(who, id, base, &edit).await
}

async fn now(desk: &TestNewsroom, id: EventId) -> Event {
    desk.newsroom.event(desk.reporter(), id).await.unwrap().event
}

fn week(desk: &TestNewsroom) -> EventFilter {
    EventFilter {
        from: desk.in_minutes(0),
        until: desk.in_minutes(7 * 24 * 60),
        edition: String::new(),
        section: String::new(),
        text: String::new(),
    }
}

async fn found(desk: &TestNewsroom, filter: EventFilter) -> Vec<EventId> {
    let Planning { events, more, .. } = desk.newsroom.planning(desk.reporter(), &filter).await.unwrap();
    assert!(!more);
    events.into_iter().map(|row| row.id).collect()
}

async fn an_event_is_found_in_its_time_its_section_its_edition_and_by_its_words(desk: TestNewsroom) {
    let late = planned(&desk, 600, &[]).await;
    let early = planned(&desk, 60, &[]).await;
    let for_all = Event {
        title: "Sommet 100 %".into(),
        edition: String::new(),
        section: String::new(),
        ..vote(&desk, 30)
    };
    let for_all = desk.newsroom.add_event(desk.chief(), for_all).await.unwrap();
    let over = planned(&desk, -600, &[]).await;
    let began = planned(&desk, -30, &[]).await;
    assert_eq!(found(&desk, week(&desk)).await, [began, for_all, early, late], "by their beginning");
    let of = |edition: &str, section: &str, text: &str| EventFilter {
        edition: edition.into(),
        section: section.into(),
        text: text.into(),
        ..week(&desk)
    };
    assert_eq!(found(&desk, of("fr", "region", "")).await, [began, early, late]);
    assert_eq!(found(&desk, of("en", "", "")).await, [for_all], "another edition has what is for all");
    assert_eq!(found(&desk, of("", "", "SOMMET 100 %")).await, [for_all]);
    assert_eq!(found(&desk, of("", "", "assemblée")).await.len(), 4, "by its place");
    assert_eq!(found(&desk, of("", "", "_")).await, []);
    let until = desk.in_minutes(60);
    assert_eq!(found(&desk, EventFilter { until, ..week(&desk) }).await, [began, for_all]);
    let from = desk.in_minutes(-700);
    assert_eq!(found(&desk, EventFilter { from, ..week(&desk) }).await[0], over);
}

async fn what_two_people_do_to_different_fields_is_all_there(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text, CoverageKind::Photo]).await;
    let (reporter, other) = (desk.reporter(), desk.other_reporter());
    edit(&desk, reporter, id, 1, EventEdit::Assign { number: 1, to: Some(reporter.account) }).await.unwrap();
    edit(&desk, other, id, 1, EventEdit::Assign { number: 2, to: Some(other.account) }).await.unwrap();
    edit(&desk, desk.editor(), id, 1, EventEdit::Cover(coverage(CoverageKind::Live))).await.unwrap();
    edit(&desk, desk.chief(), id, 1, EventEdit::Cover(coverage(CoverageKind::Video))).await.unwrap();
    let moved = Event { starts: desk.in_minutes(90), ends: desk.in_minutes(120), ..vote(&desk, 60) };
    edit(&desk, desk.editor(), id, 1, EventEdit::Describe(Box::new(moved))).await.unwrap();
    edit(&desk, reporter, id, 1, EventEdit::Note("  Pas de drone. ".into())).await.unwrap();
    let event = now(&desk, id).await;
    assert_eq!((event.starts, event.coverages.len()), (desk.in_minutes(90), 4));
    assert_eq!(event.coverages[&1].assignee, Some(reporter.account));
    assert_eq!(event.coverages[&2].state, CoverageState::Assigned);
    let note = event.notes.values().next().unwrap();
    assert_eq!((note.text.as_str(), note.by, note.at), ("Pas de drone.", reporter.account, desk.now()));
    let filter = AuditFilter { subject: Some(format!("event:{id}")), ..AuditFilter::default() };
    let audit = desk.newsroom.audit(desk.chief(), &filter, None, 100).await.unwrap().rows;
    assert_eq!(audit.len(), 7, "every change is audited");
    let versions = desk.newsroom.event_versions(reporter, id).await.unwrap();
    assert_eq!(versions.iter().map(|one| one.version).collect::<Vec<_>>(), [7, 6, 5, 4, 3, 2, 1]);
}

async fn a_field_that_somebody_else_changed_is_refused_and_named(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    let place = |place: &str| EventEdit::Describe(Box::new(Event { place: place.into(), ..vote(&desk, 60) }));
    edit(&desk, desk.chief(), id, 1, place("Salle 2")).await.unwrap();
    edit(&desk, desk.editor(), id, 2, EventEdit::Stand(Standing::Postponed)).await.unwrap();
    let error = edit(&desk, desk.editor(), id, 1, place("Salle 3")).await.unwrap_err();
    let refusal = error.refusal().unwrap();
    assert_eq!(refusal.code, Code::EventChanged);
    let text = refusal.text(&story::Language::new("en"));
    assert!(text.contains("The chief") && text.contains("place"), "{text}");
    assert_eq!(now(&desk, id).await.place, "Salle 2", "nothing was overwritten");
    edit(&desk, desk.editor(), id, 3, place("Salle 3")).await.unwrap();
    assert_eq!(
        edit(&desk, desk.editor(), id, 4, EventEdit::Seen).await.unwrap(),
        4,
        "nothing changed, nothing written"
    );
    assert_eq!(refused(edit(&desk, desk.editor(), id, 99, place("x")).await), Code::UnknownEvent);
}

async fn two_who_take_one_open_coverage_do_not_both_have_it(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    let take = |who: &Caller| {
        let (newsroom, who) = (desk.newsroom.clone(), who.clone());
        let edit = EventEdit::Assign { number: 1, to: Some(who.account) };
        tokio::spawn(async move { newsroom.edit_event(&who, id, 1, &edit).await })
    };
    let both = [take(desk.reporter()), take(desk.other_reporter())];
    let mut taken = Vec::new();
    for one in both {
        taken.push(one.await.unwrap().is_ok());
    }
    taken.sort_unstable();
    assert_eq!(taken, [false, true]);
    assert!(now(&desk, id).await.coverages[&1].assignee.is_some());
}

async fn a_reporter_takes_what_is_open_and_tells_of_what_is_theirs(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    let (me, other) = (desk.reporter(), desk.other_reporter());
    let take = |to| EventEdit::Assign { number: 1, to };
    let advance = |state| EventEdit::Advance { number: 1, state };
    let working = advance(CoverageState::Working);
    assert_eq!(refused(edit(&desk, me, id, 1, working.clone()).await), Code::CoverageNotYours);
    assert_eq!(refused(edit(&desk, me, id, 1, take(Some(other.account))).await), Code::NotAllowed);
    let base = edit(&desk, me, id, 1, take(Some(me.account))).await.unwrap();
    for lost in [take(Some(other.account)), take(None), working.clone()] {
        let code = refused(edit(&desk, other, id, base, lost).await);
        assert_eq!(code, Code::CoverageNotYours);
    }
    let base = edit(&desk, me, id, base, working).await.unwrap();
    assert_eq!(now(&desk, id).await.coverages[&1].state, CoverageState::Working);
    edit(&desk, me, id, base, take(None)).await.unwrap();
    assert_eq!(now(&desk, id).await.coverages[&1].state, CoverageState::Open, "given back");
    for edit_of_editors in [
        EventEdit::Stand(Standing::Cancelled),
        EventEdit::Cover(coverage(CoverageKind::Text)),
        EventEdit::Change { number: 1, coverage: coverage(CoverageKind::Photo) },
        EventEdit::Describe(Box::new(vote(&desk, 1))),
        EventEdit::Undo { version: 2 },
    ] {
        assert_eq!(refused(edit(&desk, me, id, 1, edit_of_editors).await), Code::NotAllowed);
    }
}

async fn a_change_is_undone_without_what_came_after(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    let editor = desk.editor();
    edit(&desk, editor, id, 1, EventEdit::Stand(Standing::Cancelled)).await.unwrap();
    edit(&desk, editor, id, 2, EventEdit::Cover(coverage(CoverageKind::Photo))).await.unwrap();
    edit(&desk, editor, id, 3, EventEdit::Undo { version: 2 }).await.unwrap();
    let event = now(&desk, id).await;
    assert_eq!((event.standing, event.coverages.len()), (Standing::Planned, 2));
    edit(&desk, editor, id, 4, EventEdit::Undo { version: 3 }).await.unwrap();
    assert_eq!(now(&desk, id).await.coverages.len(), 1);
    edit(&desk, editor, id, 5, EventEdit::Undo { version: 5 }).await.unwrap();
    assert_eq!(now(&desk, id).await.coverages.len(), 2, "and redone");
    assert_eq!(desk.newsroom.event_at(editor, id, 2).await.unwrap().standing, Standing::Cancelled);
}

async fn a_story_of_a_coverage_starts_with_what_the_planning_knows(desk: TestNewsroom) {
    let (me, other) = (desk.reporter(), desk.other_reporter());
    let mut event = vote(&desk, 60);
    (event.urgency, event.embargo) = (Urgency::FLASH, Some(desk.in_minutes(120)));
    event.coverages.insert(1, Coverage { assignee: Some(other.account), ..coverage(CoverageKind::Text) });
    event.coverages.insert(2, Coverage { edition: "en".into(), ..coverage(CoverageKind::Text) });
    let id = desk.newsroom.add_event(desk.editor(), event).await.unwrap();
    assert_eq!(refused(desk.newsroom.start_coverage(me, id, 1).await), Code::CoverageNotYours);
    let story = desk.newsroom.start_coverage(desk.editor(), id, 1).await.unwrap();
    let row = desk.newsroom.story(me, story).await.unwrap().row;
    assert_eq!((row.slugline.as_str(), row.section.as_str()), ("VOTE-BUDGET", "region"));
    assert_eq!(
        (row.edition.as_str(), row.urgency, row.embargo),
        ("fr", Urgency::FLASH, Some(desk.in_minutes(120)))
    );
    assert_eq!(row.created_by, other.account, "whoever has it may write in it");
    assert_eq!(audited(&desk, story).await, ["start-coverage"]);
    let coverage = &now(&desk, id).await.coverages[&1];
    assert_eq!((coverage.story, coverage.state), (Some(story), CoverageState::Working));
    let found = desk.newsroom.coverages_of_story(me, story).await.unwrap();
    assert_eq!((found[0].event.id, found[0].number), (id, 1));
    assert_eq!(refused(desk.newsroom.start_coverage(desk.editor(), id, 1).await), Code::CoverageHasStory);
    let english = desk.newsroom.start_coverage(me, id, 2).await.unwrap();
    let english = desk.newsroom.story(me, english).await.unwrap().row;
    assert_eq!((english.edition.as_str(), english.created_by), ("en", me.account));
    assert_eq!(now(&desk, id).await.coverages[&2].assignee, Some(me.account), "what was open is theirs");
    assert_eq!(refused(desk.newsroom.start_coverage(me, id, 9).await), Code::UnknownCoverage);
}

async fn a_coverage_whose_story_is_live_is_done(desk: TestNewsroom) {
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    let me = desk.reporter();
    let story = desk.draft("fr", french()).await;
    let base = edit(&desk, me, id, 1, EventEdit::Assign { number: 1, to: Some(me.account) }).await.unwrap();
    edit(&desk, me, id, base, EventEdit::Link { number: 1, story: Some(story) }).await.unwrap();
    assert_eq!(desk.newsroom.assignments(me).await.unwrap().len(), 1);
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    assert_eq!(now(&desk, id).await.coverages[&1].state, CoverageState::Done);
    let shown = desk.newsroom.planning(me, &week(&desk)).await.unwrap().events;
    assert_eq!(shown[0].event.coverages[&1].state, CoverageState::Done);
    assert_eq!(desk.newsroom.assignments(me).await.unwrap(), [], "nothing is left to deliver");
    let gone = EventEdit::Link { number: 1, story: Some(story::StoryId::from_number(7)) };
    assert_eq!(refused(edit(&desk, me, id, base, gone).await), Code::UnknownStory);
}

async fn what_is_still_to_be_delivered_is_told_in_the_order_of_its_deadlines(desk: TestNewsroom) {
    let me = desk.reporter();
    let mine = |deadline| Coverage { assignee: Some(me.account), deadline, ..coverage(CoverageKind::Text) };
    let mut event = vote(&desk, 60);
    event.coverages.insert(1, mine(None));
    event.coverages.insert(2, mine(Some(desk.in_minutes(30))));
    event.coverages.insert(3, Coverage { state: CoverageState::Working, ..mine(Some(desk.in_minutes(45))) });
    event.coverages.insert(4, Coverage { state: CoverageState::Done, ..mine(None) });
    event.coverages.insert(5, Coverage { state: CoverageState::Dropped, ..mine(None) });
    event.coverages.insert(6, Coverage { assignee: Some(desk.editor().account), ..mine(None) });
    desk.newsroom.add_event(desk.editor(), event).await.unwrap();
    let numbers: Vec<u32> =
        desk.newsroom.assignments(me).await.unwrap().into_iter().map(|one| one.number).collect();
    assert_eq!(numbers, [2, 3, 1], "without a deadline it is due when the event ends");
    let people = desk.newsroom.people(me).await.unwrap();
    assert!(people.iter().any(|(account, name)| *account == me.account && *name == me.name));
}

async fn an_event_without_sense_is_refused(desk: TestNewsroom) {
    let sound = || vote(&desk, 60);
    for (event, code) in [
        (Event { title: "  ".into(), ..sound() }, Code::EventUntitled),
        (Event { title: "x".repeat(301), ..sound() }, Code::TextTooLong),
        (Event { ends: desk.in_minutes(59), ..sound() }, Code::EventBackwards),
        (Event { ends: desk.in_minutes(400 * 24 * 60), ..sound() }, Code::EventBackwards),
        (Event { zone: "Mars/Base".into(), ..sound() }, Code::UnknownZone),
        (Event { edition: "xx".into(), ..sound() }, Code::UnknownEdition),
        (Event { section: "nowhere".into(), ..sound() }, Code::UnknownSection),
        (Event { coverages: (1..60).map(|n| (n, Coverage::default())).collect(), ..sound() }, Code::TooMany),
    ] {
        assert_eq!(refused(desk.newsroom.add_event(desk.editor(), event).await), code);
    }
    assert_eq!(found(&desk, week(&desk)).await, []);
}

async fn a_page_that_is_open_can_tell_that_something_changed(desk: TestNewsroom) {
    let mark = async || {
        let EventFilter { from, until, .. } = week(&desk);
        desk.newsroom.planning_mark(desk.reporter(), from, until).await.unwrap()
    };
    let empty = mark().await;
    let mut signal = desk.newsroom.planning_signal();
    let id = planned(&desk, 60, &[CoverageKind::Text]).await;
    assert!(signal.has_changed().unwrap());
    signal.borrow_and_update();
    let one = mark().await;
    edit(&desk, desk.editor(), id, 1, EventEdit::Stand(Standing::Postponed)).await.unwrap();
    assert!(signal.has_changed().unwrap());
    let changed = mark().await;
    planned(&desk, 30 * 24 * 60, &[]).await;
    assert_eq!(mark().await, changed, "what happens in a month is of no concern to this week");
    assert!(empty != one && one != changed && changed != empty);
}

/// A version of an agency's event.
async fn announced(desk: &TestNewsroom, version: u32, status: &str, headline: &str) -> ItemId {
    let line = format!("sommet|{version}|{status}||{headline}|");
    let file = FileItem { bytes: delivery(&[&line]), source: "boreale".into(), ..FileItem::default() };
    desk.newsroom.file_item(desk.editor(), file).await.unwrap().items[0].id
}

const FIRST: &str = "Sommet de Tharse @Tharse @2026-06-12T08:00:00Z/2026-06-12T16:00:00Z";
const LATER: &str = "Sommet de Tharse @Sarrac @2026-06-12T10:00:00Z/2026-06-12T16:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn an_event_of_the_wire_is_planned_once_and_follows_the_wire(desk: TestNewsroom) {
    let item = announced(&desk, 1, "usable", FIRST).await;
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    assert_eq!(newsroom.event_of_item(editor, item).await.unwrap(), None);
    let id = newsroom.plan_item(editor, item, "fr", "region").await.unwrap();
    assert_eq!(newsroom.plan_item(editor, item, "fr", "region").await.unwrap(), id, "taken once");
    let event = now(&desk, id).await;
    assert_eq!((event.title.as_str(), event.place.as_str()), ("Sommet de Tharse", "Tharse"));
    assert_eq!((event.starts, event.section.as_str()), (time("2026-06-12T08:00:00Z"), "region"));

    let desk_changed = Event { title: "Tharse, premier jour".into(), ..event };
    edit(&desk, editor, id, 1, EventEdit::Describe(Box::new(desk_changed))).await.unwrap();
    edit(&desk, editor, id, 2, EventEdit::Cover(coverage(CoverageKind::Text))).await.unwrap();
    let second = announced(&desk, 2, "usable", LATER).await;
    assert_eq!(newsroom.event_of_item(editor, second).await.unwrap(), Some(id));
    assert_eq!(newsroom.plan_item(editor, second, "fr", "").await.unwrap(), id);
    let event = now(&desk, id).await;
    assert_eq!((event.place.as_str(), event.starts), ("Sarrac", time("2026-06-12T10:00:00Z")));
    assert_eq!(event.title, "Tharse, premier jour", "what the desk wrote stays");
    assert_eq!((event.coverages.len(), event.section.as_str()), (1, "region"));
    assert_eq!(event.news_since, Some(3));
    let before = newsroom.event_at(editor, id, 3).await.unwrap();
    let told: Vec<String> =
        newsroom::event_changes(&before, &event).into_iter().map(|change| change.field).collect();
    assert_eq!(told, ["news_since", "place", "starts"]);
    assert_eq!(newsroom.events_with_news(editor).await.unwrap()[0].id, id);
    let text = FileItem { bytes: delivery(&["port|1|usable||Le port rouvre|"]), ..FileItem::default() };
    let text = newsroom.file_item(editor, text).await.unwrap().items[0].id;
    assert_eq!(refused(newsroom.plan_item(editor, text, "fr", "").await), Code::NotAnEvent);
}

async fn what_the_wire_takes_back_is_cancelled_and_told_until_somebody_looked(desk: TestNewsroom) {
    let item = announced(&desk, 1, "usable", FIRST).await;
    let editor = desk.editor();
    let id = desk.newsroom.plan_item(editor, item, "fr", "").await.unwrap();
    announced(&desk, 2, "canceled", "Annulé : le sommet").await;
    let event = now(&desk, id).await;
    assert_eq!((event.standing, event.place.as_str()), (Standing::Cancelled, "Tharse"));
    let told = desk.newsroom.events_with_news(desk.reporter()).await.unwrap();
    assert_eq!(told.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
    edit(&desk, editor, id, 2, EventEdit::Seen).await.unwrap();
    assert_eq!(desk.newsroom.events_with_news(editor).await.unwrap(), []);
    assert_eq!(now(&desk, id).await.standing, Standing::Cancelled);
    let other = desk.newsroom.plan_item(editor, item, "fr", "").await;
    assert_eq!(refused(other), Code::ItemWithdrawn, "the newest version says so");
}
