//! Whose work a story is, several stories moved at once, what lists tell of them, and questions that are kept.

use newsroom::{Caller, Code, PresetList, PutPreset, Show, StoryFilter, StoryQuestion, StoryStep, Tally};
use story::{Content, StoryId, Urgency};
use testkit::{TestNewsroom, french};

use crate::support::{audited, refused};

testkit::on_both_databases! {
    one_step_moves_each_story_by_itself_and_tells_what_became_of_it
    a_step_is_undone_by_the_one_it_names
    what_somebody_was_given_they_may_write_until_they_hand_it_on
    words_that_nobody_saved_are_saved_with_a_change_of_the_card
    what_every_desk_asks_finds_what_it_says
    lists_tell_what_the_checks_find_once_it_was_counted
    a_search_of_ones_own_is_nobody_elses
}

fn urgency(level: u8) -> Urgency {
    Urgency::try_from(level).unwrap()
}

async fn row(desk: &TestNewsroom, story: StoryId) -> newsroom::StoryRow {
    desk.newsroom.story_row(desk.editor(), story).await.unwrap()
}

async fn one_step_moves_each_story_by_itself_and_tells_what_became_of_it(desk: TestNewsroom) {
    let (draft, given) = (desk.draft("fr", french()).await, desk.draft("fr", french()).await);
    desk.newsroom.submit_story(desk.reporter(), given).await.unwrap();
    let (live, _) = desk.live("fr").await;
    let nowhere = StoryId::from_number(9);
    let stories = [draft, given, live, nowhere, draft];
    let moved = desk.newsroom.move_stories(desk.editor(), &stories, &StoryStep::Forward).await.unwrap();
    let told: Vec<_> =
        moved.iter().map(|one| (one.story, one.done.as_ref().map_err(|it| it.code).err())).collect();
    let refusals = [None, Some(Code::OneByOne), Some(Code::IllegalMove), Some(Code::UnknownStory)];
    assert_eq!(told, [draft, given, live, nowhere].into_iter().zip(refusals).collect::<Vec<_>>());
    assert_eq!(row(&desk, draft).await.state.name(), "in-desk");
    assert_eq!(row(&desk, live).await.state.name(), "live");
    assert_eq!(audited(&desk, draft).await, ["create-story", "submit-story"]);
    let many = vec![draft; 121];
    let moved = desk.newsroom.move_stories(desk.editor(), &many, &StoryStep::Forward).await;
    assert_eq!(refused(moved), Code::TooMany);
}

async fn a_step_is_undone_by_the_one_it_names(desk: TestNewsroom) {
    let story = desk.draft("fr", french()).await;
    let before = row(&desk, story).await;
    let other = desk.other_reporter().account;
    let steps = [
        StoryStep::Urgency { urgency: urgency(1) },
        StoryStep::Section { section: "sport".into() },
        StoryStep::Assign { assignee: Some(other) },
        StoryStep::Forward,
    ];
    for step in steps {
        let moved = desk.newsroom.move_stories(desk.editor(), &[story], &step).await.unwrap();
        let undo = moved[0].done.clone().unwrap().expect("a way back");
        assert_ne!(row(&desk, story).await, before, "{step:?} did something");
        let again = desk.newsroom.move_stories(desk.editor(), &[story], &undo).await.unwrap();
        assert!(again[0].done.is_ok(), "{undo:?}");
        let after = row(&desk, story).await;
        let kept =
            |row: &newsroom::StoryRow| (row.state.clone(), row.urgency, row.section.clone(), row.assignee);
        assert_eq!(kept(&after), kept(&before), "{undo:?}");
    }
    let same = StoryStep::Urgency { urgency: before.urgency };
    let moved = desk.newsroom.move_stories(desk.editor(), &[story], &same).await.unwrap();
    assert_eq!(moved[0].done, Ok(None), "nothing was done, so nothing is undone");
    let nowhere = StoryStep::Section { section: "nulle-part".into() };
    let moved = desk.newsroom.move_stories(desk.editor(), &[story], &nowhere).await.unwrap();
    assert_eq!(moved[0].done.as_ref().unwrap_err().code, Code::UnknownSection);
}

async fn what_somebody_was_given_they_may_write_until_they_hand_it_on(desk: TestNewsroom) {
    let (newsroom, other) = (&desk.newsroom, desk.other_reporter());
    let story = desk.draft("fr", french()).await;
    assert_eq!(row(&desk, story).await.assignee, Some(desk.reporter().account), "whoever begins it has it");
    assert_eq!(refused(newsroom.assign_story(other, story, Some(other.account)).await), Code::NotYours);
    newsroom.assign_story(desk.editor(), story, Some(other.account)).await.unwrap();
    newsroom
        .edit_manuscript(other, story, |was| Content { headline: "Deux".into(), ..was.clone() })
        .await
        .unwrap();
    newsroom.save_manuscript(other, story, "").await.unwrap();
    newsroom.set_deadline(other, story, Some(desk.in_minutes(30))).await.unwrap();
    newsroom.assign_story(other, story, None).await.unwrap();
    assert_eq!(refused(newsroom.set_deadline(other, story, None).await), Code::NotYours);
    let stranger = story::AccountId::from_number(99);
    let given = newsroom.assign_story(desk.editor(), story, Some(stranger)).await;
    assert_eq!(refused(given), Code::UnknownAccount);
    let audit = audited(&desk, story).await;
    assert_eq!(audit, ["create-story", "assign-story", "save-revision", "set-deadline", "assign-story"]);
}

async fn words_that_nobody_saved_are_saved_with_a_change_of_the_card(desk: TestNewsroom) {
    let story = desk.draft("fr", french()).await;
    let write = |was: &Content| Content { headline: "Pas encore enregistré".into(), ..was.clone() };
    desk.newsroom.edit_manuscript(desk.reporter(), story, write).await.unwrap();
    let step = StoryStep::Urgency { urgency: urgency(2) };
    desk.newsroom.move_stories(desk.editor(), &[story], &step).await.unwrap();
    let view = desk.newsroom.story(desk.editor(), story).await.unwrap();
    assert_eq!((view.row.head, view.row.urgency), (2, urgency(2)));
    assert_eq!(view.revision.content.headline, "Pas encore enregistré");
}

async fn found(desk: &TestNewsroom, caller: &Caller, question: StoryQuestion) -> Vec<StoryId> {
    let filter: StoryFilter = question.filter(caller, desk.now());
    let page = desk.newsroom.stories(caller, &filter, None, 50).await.unwrap();
    let count = desk.newsroom.count_stories(caller, &filter, 50).await.unwrap();
    assert_eq!(count.stories, page.rows.len() as u64);
    page.rows.iter().map(|row| row.id).collect()
}

async fn what_every_desk_asks_finds_what_it_says(desk: TestNewsroom) {
    let (live, _) = desk.live("fr").await;
    desk.advance_minutes(13 * 60);
    let (fresh, _) = desk.live("fr").await;
    let late = desk.draft("fr", french()).await;
    desk.newsroom.set_deadline(desk.editor(), late, Some(desk.in_minutes(10))).await.unwrap();
    let scheduled = desk.draft("ar", testkit::arabic()).await;
    desk.newsroom.schedule_story(desk.editor(), scheduled, 1, desk.in_minutes(600)).await.unwrap();
    desk.newsroom.set_deadline(desk.editor(), scheduled, Some(desk.in_minutes(10))).await.unwrap();
    let nobodys = desk.draft("en", testkit::english()).await;
    desk.newsroom.assign_story(desk.editor(), nobodys, None).await.unwrap();
    let show = |show| StoryQuestion { show: Some(show), ..StoryQuestion::default() };
    assert_eq!(found(&desk, desk.editor(), show(Show::Late)).await, [], "it is not late yet");
    desk.advance_minutes(11);
    assert_eq!(found(&desk, desk.editor(), show(Show::Late)).await, [late]);
    assert_eq!(found(&desk, desk.editor(), show(Show::Scheduled)).await, [scheduled]);
    assert_eq!(found(&desk, desk.editor(), show(Show::Published)).await, [fresh], "not {live}");
    let mut mine = found(&desk, desk.reporter(), show(Show::Mine)).await;
    mine.sort();
    let mut open = vec![late, scheduled];
    open.sort();
    assert_eq!(mine, open);
    assert_eq!(found(&desk, desk.editor(), show(Show::Mine)).await, []);
    let nobody = StoryQuestion { assignee: Some("nobody".into()), ..StoryQuestion::default() };
    assert_eq!(found(&desk, desk.editor(), nobody).await, [nobodys]);
    let french = StoryQuestion { edition: Some("fr".into()), ..show(Show::Mine) };
    assert_eq!(found(&desk, desk.reporter(), french).await, [late]);
}

async fn lists_tell_what_the_checks_find_once_it_was_counted(desk: TestNewsroom) {
    let story = desk.draft("fr", french()).await;
    let words = french().word_count() as u64;
    assert_eq!((row(&desk, story).await.length, row(&desk, story).await.tally), (words, None));
    assert_eq!(desk.newsroom.tally_stories().await.unwrap(), 1);
    assert_eq!(desk.newsroom.tally_stories().await.unwrap(), 0, "it was counted");
    let report = desk.newsroom.preflight(desk.editor(), story).await.unwrap().report;
    let count = |severity| report.findings.iter().filter(|it| it.severity == severity).count() as u64;
    let tally = Tally {
        errors: count(story::Severity::Error),
        warnings: count(story::Severity::Warn),
        remarks: count(story::Severity::Info),
    };
    assert_eq!(row(&desk, story).await.tally, Some(tally));
    desk.rewrite(story, "Un autre titre").await;
    assert_eq!(row(&desk, story).await.tally, None, "that was of other words");
    assert_eq!(desk.newsroom.tally_stories().await.unwrap(), 1);
}

async fn a_search_of_ones_own_is_nobody_elses(desk: TestNewsroom) {
    let newsroom = &desk.newsroom;
    let query = serde_json::json!(StoryQuestion { show: Some(Show::Late), ..StoryQuestion::default() });
    let put = |shared| PutPreset {
        list: PresetList::Stories,
        name: "Retards".into(),
        shared,
        query: query.clone(),
    };
    assert_eq!(refused(newsroom.put_preset(desk.reporter(), put(true)).await), Code::NotAllowed);
    newsroom.put_preset(desk.reporter(), put(false)).await.unwrap();
    newsroom.put_preset(desk.reporter(), put(false)).await.unwrap();
    newsroom.put_preset(desk.editor(), put(true)).await.unwrap();
    let seen = async |caller| newsroom.presets(caller, PresetList::Stories).await.unwrap();
    assert_eq!(seen(desk.reporter()).await.len(), 2, "the same name replaces one's own only");
    assert_eq!(seen(desk.other_reporter()).await.len(), 1);
    assert!(newsroom.presets(desk.reporter(), PresetList::Wires).await.unwrap().is_empty());
    let own = seen(desk.reporter()).await.into_iter().find(|one| one.account.is_some()).unwrap();
    let shared = seen(desk.editor()).await.remove(0);
    assert_eq!(refused(newsroom.remove_preset(desk.chief(), own.id).await), Code::UnknownPreset);
    assert_eq!(refused(newsroom.remove_preset(desk.reporter(), shared.id).await), Code::NotAllowed);
    newsroom.remove_preset(desk.reporter(), own.id).await.unwrap();
    newsroom.remove_preset(desk.editor(), shared.id).await.unwrap();
    assert!(seen(desk.reporter()).await.is_empty());
}
