//! Fronts are made up together: nobody's work is lost, nobody puts out what they have not seen.

use newsroom::{AuditFilter, Code, FrontChange, FrontEdit, FrontEvent};
use story::{Area, Change, Spot, StoryId};
use testkit::{TestNewsroom, sample};

use crate::support::refused;

testkit::on_both_databases! {
    what_two_editors_do_to_different_places_is_all_there
    a_place_that_somebody_else_changed_is_refused_and_named
    editors_who_write_at_once_lose_nothing
    the_last_change_is_undone_without_what_came_after
    any_version_and_what_readers_once_saw_can_be_brought_back
    only_what_was_seen_goes_out_and_never_over_what_was_not
    a_front_goes_out_at_its_time_as_it_was_then_without_what_is_not_live
    a_front_that_is_taken_off_the_schedule_stays_where_it_is
    a_story_that_cannot_go_out_or_is_of_another_edition_is_not_placed
    a_front_shows_the_storys_own_pictures_only
}

fn spot(text: &str) -> Spot {
    text.parse().unwrap()
}

fn place(story: StoryId, at: &str) -> FrontEdit {
    FrontEdit::Place { story, spot: spot(at) }
}

async fn edit(desk: &TestNewsroom, base: u64, edit: FrontEdit) -> newsroom::Result<u64> {
    desk.newsroom.edit_front(desk.editor(), "fr", base, &edit).await
}

/// `lead/0` and the story there, of the newest draft.
async fn stands(desk: &TestNewsroom) -> Vec<(String, StoryId)> {
    let front = desk.newsroom.front(desk.editor(), "fr").await.unwrap().draft.front;
    front.slots.iter().map(|slot| (slot.spot().to_string(), slot.story)).collect()
}

fn at(spot: &str, story: StoryId) -> (String, StoryId) {
    (spot.to_owned(), story)
}

async fn what_two_editors_do_to_different_places_is_all_there(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let (b, _) = desk.live("fr").await;
    assert_eq!(edit(&desk, 0, place(a, "lead/0")).await.unwrap(), 2, "behind what readers saw");
    // Still looking at what readers see, as the first one was.
    let chief = desk.newsroom.edit_front(desk.chief(), "fr", 0, &place(b, "second/3")).await.unwrap();
    assert_eq!(chief, 3);
    assert_eq!(stands(&desk).await, [at("lead/0", a), at("second/3", b)]);
    let view = desk.newsroom.front(desk.editor(), "fr").await.unwrap();
    assert_eq!((view.draft.version, view.draft.by), (3, desk.chief().account));
    assert_eq!(
        view.changes(),
        [
            FrontChange::Entered { story: a, spot: spot("lead/0") },
            FrontChange::Entered { story: b, spot: spot("second/3") }
        ]
    );
    assert_eq!(edit(&desk, 3, place(a, "lead/0")).await.unwrap(), 3, "nothing changed, nothing written");
    assert_eq!(edit(&desk, 3, place(b, "lead/0")).await.unwrap(), 4);
    assert_eq!(stands(&desk).await, [at("lead/0", b), at("second/3", a)], "they change places");
}

async fn a_place_that_somebody_else_changed_is_refused_and_named(desk: TestNewsroom) {
    let mut stories = Vec::new();
    for _ in 0..3 {
        stories.push(desk.live("fr").await.0);
    }
    let seen = edit(&desk, 0, place(stories[0], "lead/0")).await.unwrap();
    let chief = |edit| desk.newsroom.edit_front(desk.chief(), "fr", seen, edit);
    chief(&place(stories[1], "lead/0")).await.unwrap();
    let before = stands(&desk).await;
    for lost in [
        place(stories[2], "lead/0"),
        // The chief put it elsewhere meanwhile: it is not taken from there unseen.
        place(stories[1], "second/0"),
        FrontEdit::Empty { spot: spot("lead/0") },
        FrontEdit::Clear,
    ] {
        let error = edit(&desk, seen, lost.clone()).await.unwrap_err();
        let refusal = error.refusal().unwrap();
        assert_eq!(refusal.code, Code::FrontChanged, "{lost:?}");
        let text = refusal.text(&story::Language::new("en"));
        assert!(text.contains("The chief") && text.contains("lead/0"), "{lost:?}: {text}");
    }
    assert_eq!(stands(&desk).await, before, "nothing was overwritten");
    let newest = desk.newsroom.front(desk.editor(), "fr").await.unwrap().draft.version;
    edit(&desk, newest, place(stories[2], "lead/0")).await.unwrap();
    assert_eq!(stands(&desk).await, [at("lead/0", stories[2])], "seen, it can be done");
}

async fn editors_who_write_at_once_lose_nothing(desk: TestNewsroom) {
    let mut work = Vec::new();
    for position in 0..8u16 {
        let (story, _) = desk.live("fr").await;
        work.push((story, Spot { area: Area::Second, position }));
    }
    let all = work.iter().map(|(story, spot)| {
        let (newsroom, caller) = (desk.newsroom.clone(), desk.editor().clone());
        let edit = FrontEdit::Place { story: *story, spot: spot.clone() };
        tokio::spawn(async move { newsroom.edit_front(&caller, "fr", 0, &edit).await.unwrap() })
    });
    let mut versions = Vec::new();
    for one in all.collect::<Vec<_>>() {
        versions.push(one.await.unwrap());
    }
    versions.sort_unstable();
    assert_eq!(versions, (2..10).collect::<Vec<_>>(), "each change is a version of its own");
    let stood: Vec<_> = work.iter().map(|(story, spot)| (spot.to_string(), *story)).collect();
    assert_eq!(stands(&desk).await, stood);
}

async fn the_last_change_is_undone_without_what_came_after(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let (b, _) = desk.live("fr").await;
    let mine = edit(&desk, 0, place(a, "lead/0")).await.unwrap();
    desk.newsroom.edit_front(desk.chief(), "fr", mine, &place(b, "second/0")).await.unwrap();
    let undone = edit(&desk, mine, FrontEdit::Undo { version: mine }).await.unwrap();
    assert_eq!(stands(&desk).await, [at("second/0", b)]);
    edit(&desk, undone, FrontEdit::Undo { version: undone }).await.unwrap();
    assert_eq!(stands(&desk).await, [at("lead/0", a), at("second/0", b)], "undoing is undone");
    let unknown = edit(&desk, undone, FrontEdit::Undo { version: 99 }).await;
    assert_eq!(refused(unknown), Code::UnknownFront);
}

async fn any_version_and_what_readers_once_saw_can_be_brought_back(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let (b, _) = desk.live("fr").await;
    let first = edit(&desk, 0, place(a, "lead/0")).await.unwrap();
    let seq = desk.newsroom.publish_front_draft(desk.editor(), "fr", first, 0).await.unwrap();
    let second = edit(&desk, first, place(b, "lead/0")).await.unwrap();
    let third = edit(&desk, second, FrontEdit::Restore { version: first }).await.unwrap();
    assert_eq!((third, stands(&desk).await), (4, vec![at("lead/0", a)]), "as a new version");
    let fourth = edit(&desk, third, FrontEdit::Clear).await.unwrap();
    edit(&desk, fourth, FrontEdit::RestorePublished { seq }).await.unwrap();
    assert_eq!(stands(&desk).await, [at("lead/0", a)]);
    for unknown in [FrontEdit::Restore { version: 99 }, FrontEdit::RestorePublished { seq: 1 }] {
        assert_eq!(refused(edit(&desk, 1, unknown).await), Code::UnknownFront);
    }
    let history = desk.newsroom.front_history(desk.editor(), "fr").await.unwrap();
    let told: Vec<String> = history
        .iter()
        .map(|moment| match &moment.what {
            FrontEvent::Drafted { version, changes } => format!("{version}:{}", changes.len()),
            FrontEvent::Published { seq } => format!("out {seq}"),
        })
        .collect();
    assert_eq!(
        told,
        [format!("out {seq}"), "6:1".into(), "5:1".into(), "4:2".into(), "3:2".into(), "2:1".into()]
    );
    assert!(history.iter().all(|moment| moment.by == Some(desk.editor().account)));
}

async fn only_what_was_seen_goes_out_and_never_over_what_was_not(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let draft = desk.draft("fr", sample("fr")).await;
    let version = edit(&desk, 0, place(a, "lead/0")).await.unwrap();
    let publish = |version, live| desk.newsroom.publish_front_draft(desk.editor(), "fr", version, live);
    assert_eq!(refused(publish(version - 1, 0).await), Code::FrontMoved);
    let seq = publish(version, 0).await.unwrap();
    let journal = desk.journal().await;
    let Change::Front(front) = &journal.last().unwrap().change else { panic!("{journal:?}") };
    assert_eq!((front.slots.len(), front.slots[0].story), (1, a));
    assert!(desk.newsroom.front(desk.editor(), "fr").await.unwrap().changes().is_empty());
    assert_eq!(refused(publish(version, 0).await), Code::FrontPublished, "somebody else was quicker");
    assert_eq!(desk.journal().await.len(), journal.len(), "and nothing of it was written");
    let unfit = edit(&desk, version, place(draft, "second/0")).await.unwrap();
    assert_eq!(refused(publish(unfit, seq).await), Code::UnfitSlot, "a draft is no news yet");
    let filter = AuditFilter { subject: Some("edition:fr".into()), ..AuditFilter::default() };
    let audit = desk.newsroom.audit(desk.editor(), &filter, None, 10).await.unwrap().rows;
    let said: Vec<_> = audit.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(said, ["edit-front", "publish-front", "edit-front"]);
    assert_eq!(audit[1].detail["entry"], seq);
}

async fn a_front_goes_out_at_its_time_as_it_was_then_without_what_is_not_live(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let (b, _) = desk.live("fr").await;
    let draft = desk.draft("fr", sample("fr")).await;
    edit(&desk, 0, place(a, "lead/0")).await.unwrap();
    let version = edit(&desk, 2, place(draft, "second/0")).await.unwrap();
    let (newsroom, editor, due) = (&desk.newsroom, desk.editor(), desk.in_minutes(10));
    assert_eq!(refused(newsroom.schedule_front(editor, "fr", version - 1, due).await), Code::FrontMoved);
    assert_eq!(refused(newsroom.schedule_front(editor, "fr", version, desk.now()).await), Code::TimePassed);
    newsroom.schedule_front(editor, "fr", version, due).await.unwrap();
    edit(&desk, version, place(b, "lead/0")).await.unwrap();
    assert_eq!(newsroom.run_due_fronts().await.unwrap(), 0);
    desk.clock.set(due);
    let other = newsroom.clone();
    let (one, two) = tokio::join!(newsroom.run_due_fronts(), other.run_due_fronts());
    assert_eq!(one.unwrap() + two.unwrap(), 1, "two nodes put it out once");
    assert_eq!(newsroom.run_due_fronts().await.unwrap(), 0, "the job run again");
    let live = newsroom.front(editor, "fr").await.unwrap();
    let shown = live.live.unwrap().front;
    assert_eq!(shown.slots.iter().map(|slot| slot.story).collect::<Vec<_>>(), [a], "as it was then");
    assert_eq!(live.scheduled, []);
    let filter = AuditFilter { subject: Some("edition:fr".into()), ..AuditFilter::default() };
    let audit = newsroom.audit(editor, &filter, None, 10).await.unwrap().rows;
    let row = audit.iter().find(|row| row.action == "publish-scheduled-front").unwrap();
    assert_eq!(row.detail["left_out"], serde_json::json!([draft.to_string()]));
}

async fn a_front_that_is_taken_off_the_schedule_stays_where_it_is(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let version = edit(&desk, 0, place(a, "lead/0")).await.unwrap();
    let (newsroom, editor, due) = (&desk.newsroom, desk.editor(), desk.in_minutes(10));
    newsroom.schedule_front(editor, "fr", version, due).await.unwrap();
    assert_eq!(newsroom.front(editor, "fr").await.unwrap().scheduled[0].due, due);
    newsroom.unschedule_front(editor, "fr", due).await.unwrap();
    assert_eq!(refused(newsroom.unschedule_front(editor, "fr", due).await), Code::NotScheduled);
    desk.clock.set(due);
    assert_eq!(newsroom.run_due_fronts().await.unwrap(), 0);
    assert_eq!(newsroom.front(editor, "fr").await.unwrap().live, None);
}

async fn a_story_that_cannot_go_out_or_is_of_another_edition_is_not_placed(desk: TestNewsroom) {
    let (killed, _) = desk.live("fr").await;
    desk.newsroom.kill_story(desk.editor(), killed, "wrong".into()).await.unwrap();
    let (english, _) = desk.live("en").await;
    for story in [killed, english] {
        assert_eq!(refused(edit(&desk, 0, place(story, "lead/0")).await), Code::NotForFront);
    }
    let (a, _) = desk.live("fr").await;
    assert_eq!(refused(edit(&desk, 0, place(StoryId::from_number(9), "lead/0")).await), Code::UnknownStory);
    assert_eq!(refused(edit(&desk, 0, place(a, "section:nowhere/0")).await), Code::UnknownSection);
    let long = FrontEdit::Dress { story: a, spot: spot("lead/0"), headline: "x".repeat(301), picture: None };
    assert_eq!(refused(edit(&desk, 0, long).await), Code::TextTooLong);
    assert_eq!(desk.newsroom.front(desk.editor(), "fr").await.unwrap().draft.version, 0);
}

async fn a_front_shows_the_storys_own_pictures_only(desk: TestNewsroom) {
    let (a, _) = desk.live("fr").await;
    let picture = desk.picture().await;
    let dress =
        |picture| FrontEdit::Dress { story: a, spot: spot("lead/0"), headline: " En une ".into(), picture };
    assert_eq!(refused(edit(&desk, 0, dress(Some(picture.id))).await), Code::UnknownPicture);
    edit(&desk, 0, dress(None)).await.unwrap();
    let front = desk.newsroom.front(desk.editor(), "fr").await.unwrap().draft.front;
    assert_eq!((front.slots[0].story, front.slots[0].headline.as_str()), (a, "En une"));
}
