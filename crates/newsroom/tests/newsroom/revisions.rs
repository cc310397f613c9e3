//! Words are never lost: conflicts, late saves, restored revisions.

use newsroom::{Arg, Code, Error, Refusal, Result, SaveRevision, Saved};
use story::{Content, StoryId, Version};
use testkit::{TestNewsroom, english, paragraph};

use crate::support::refused;

testkit::on_both_databases! {
    the_history_of_a_story_is_one_document_with_all_it_said_and_what_readers_saw
    how_often_each_version_was_read_stands_with_it_and_with_no_other
    who_changed_last_what_readers_have_is_told_to_those_who_have_the_story_open
    a_save_on_an_old_base_keeps_the_words_and_names_both_revisions
    the_same_words_twice_are_saved_once
    words_for_a_story_that_the_desk_took_are_kept_beside_it
    of_many_who_save_at_once_one_wins_and_nobody_loses_a_word
    a_revision_kept_beside_goes_out_only_after_it_was_restored
    lists_follow_the_head_and_never_a_revision_beside
    what_cannot_be_kept_as_it_is_is_mended
}

fn words(headline: &str) -> Content {
    Content { headline: headline.into(), ..english() }
}

async fn save(desk: &TestNewsroom, story: StoryId, base: u64, headline: &str) -> Result<Saved> {
    let save = SaveRevision { story, base, version: 0, note: String::new(), content: words(headline) };
    desk.newsroom.save_revision(desk.reporter(), save).await
}

#[track_caller]
fn refusal(result: Result<Saved>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn headline(desk: &TestNewsroom, story: StoryId, number: u64) -> (String, bool) {
    let revision = desk.newsroom.revision(desk.reporter(), story, number).await.unwrap();
    (revision.content.headline, revision.beside)
}

async fn who_changed_last_what_readers_have_is_told_to_those_who_have_the_story_open(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let last = async || newsroom.last_release(desk.reporter(), story).await.unwrap();
    assert_eq!(last().await, None);
    newsroom.publish_story(editor, story, 1).await.unwrap();
    let first = last().await.unwrap();
    assert_eq!((first.by, first.change, first.revision), (editor.account, "published", 1));
    // Neither words nor a remark are anything that readers have.
    let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content: words("Second") };
    newsroom.save_revision(editor, save).await.unwrap();
    assert_eq!(last().await.as_ref(), Some(&first));
    newsroom.kill_story(desk.chief(), story, "It is not so".into()).await.unwrap();
    let killed = last().await.unwrap();
    assert!(killed.number > first.number);
    assert_eq!((killed.by, killed.change, killed.revision), (desk.chief().account, "killed", 1));
}

async fn a_save_on_an_old_base_keeps_the_words_and_names_both_revisions(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    assert_eq!(save(&desk, story, 1, "First").await.unwrap().number, 2);
    let conflict = refusal(save(&desk, story, 1, "Second").await);
    assert_eq!(conflict.code, Code::Conflict);
    assert_eq!(conflict.arg("kept"), Some(&Arg::Number(3)));
    assert_eq!(conflict.arg("head"), Some(&Arg::Number(2)));
    assert_eq!(headline(&desk, story, 3).await, ("Second".into(), true));
    assert_eq!(desk.newsroom.story(desk.reporter(), story).await.unwrap().row.head, 2);
    assert_eq!(save(&desk, story, 2, "Third").await.unwrap().number, 4, "numbers are given once");
}

async fn the_same_words_twice_are_saved_once(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    assert_eq!(save(&desk, story, 1, "Once").await.unwrap().number, 2);
    assert_eq!(
        save(&desk, story, 1, "Once").await.unwrap().number,
        2,
        "the answer got lost, the form came again"
    );
    assert_eq!(save(&desk, story, 2, "Once").await.unwrap().number, 2, "nothing was changed");
    assert_eq!(desk.newsroom.revisions(desk.reporter(), story).await.unwrap().len(), 2);
}

async fn words_for_a_story_that_the_desk_took_are_kept_beside_it(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.newsroom.submit_story(desk.reporter(), story).await.unwrap();
    let late = refusal(save(&desk, story, 1, "Typed while the desk took it").await);
    assert_eq!((late.code, late.arg("kept")), (Code::KeptBeside, Some(&Arg::Number(2))));
    assert_eq!(headline(&desk, story, 2).await, ("Typed while the desk took it".into(), true));
    let (live, _) = desk.live("en").await;
    desk.newsroom.kill_story(desk.editor(), live, "reason".into()).await.unwrap();
    let content = words("Typed while it was killed");
    let save = SaveRevision { story: live, base: 1, version: 0, note: String::new(), content };
    let late = refusal(desk.newsroom.save_revision(desk.editor(), save).await);
    assert_eq!(late.code, Code::KeptBeside);
}

async fn of_many_who_save_at_once_one_wins_and_nobody_loses_a_word(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let saves = (0..8).map(|n| {
        let (newsroom, editor) = (desk.newsroom.clone(), desk.editor().clone());
        let content = words(&format!("Writer {n}"));
        let save = SaveRevision { story, base: 1, version: 0, note: String::new(), content };
        tokio::spawn(async move { newsroom.save_revision(&editor, save).await })
    });
    let mut won = 0;
    for save in saves.collect::<Vec<_>>() {
        match save.await.unwrap() {
            Ok(saved) => {
                assert_eq!(saved.number, 2);
                won += 1;
            }
            refused => assert_eq!(refusal(refused).code, Code::Conflict),
        }
    }
    let revisions = desk.newsroom.revisions(desk.editor(), story).await.unwrap();
    let mut kept: Vec<&str> = revisions.iter().map(|revision| revision.headline.as_str()).collect();
    kept.sort_unstable();
    let wanted: Vec<String> = (0..8).map(|n| format!("Writer {n}")).collect();
    assert_eq!((won, revisions.len()), (1, 9));
    assert_eq!(kept[1..], wanted);
}

async fn a_revision_kept_beside_goes_out_only_after_it_was_restored(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    save(&desk, story, 1, "Head").await.unwrap();
    refusal(save(&desk, story, 1, "Beside").await);
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 3).await), Code::RevisionBeside);
    let schedule = desk.newsroom.schedule_story(desk.editor(), story, 3, desk.in_minutes(5)).await;
    assert_eq!(refused(schedule), Code::RevisionBeside);
    let restored = desk.newsroom.restore_revision(desk.reporter(), story, 3).await.unwrap().number;
    assert_eq!(headline(&desk, story, restored).await, ("Beside".into(), false));
    desk.newsroom.publish_story(desk.editor(), story, restored).await.unwrap();
    let gone = desk.newsroom.restore_revision(desk.editor(), story, 99).await;
    assert_eq!(refused(gone), Code::UnknownRevision);
}

async fn lists_follow_the_head_and_never_a_revision_beside(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let mut content = words("Head");
    content.section = "sport".into();
    content.slugline = "harbour".into();
    content.urgency = story::Urgency::FLASH;
    let save_head = SaveRevision { story, base: 1, version: 0, note: "take two".into(), content };
    desk.newsroom.save_revision(desk.reporter(), save_head).await.unwrap();
    refusal(save(&desk, story, 1, "Beside").await);
    let filter = newsroom::StoryFilter { section: Some("sport".into()), ..Default::default() };
    let rows = desk.newsroom.stories(desk.reporter(), &filter, None, 10).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].headline.as_str(), rows[0].slugline.as_str()), ("Head", "harbour"));
    assert_eq!(rows[0].urgency, story::Urgency::FLASH);
}

async fn what_cannot_be_kept_as_it_is_is_mended(desk: TestNewsroom) {
    let mut content = words("A NUL \0 in a headline");
    content.push(paragraph("and\0 here"));
    let story = desk.draft("en", content).await;
    let row = desk.newsroom.story(desk.reporter(), story).await.unwrap().row;
    assert_eq!(row.headline, "A NUL  in a headline");
}

async fn the_history_of_a_story_is_one_document_with_all_it_said_and_what_readers_saw(desk: TestNewsroom) {
    let (newsroom, (story, _)) = (&desk.newsroom, desk.live("fr").await);
    let second = desk.rewrite(story, "Un titre corrigé").await;
    let stale = SaveRevision {
        story,
        base: 1,
        version: 0,
        note: "trop tard".into(),
        content: Content { headline: "À côté".into(), ..testkit::french() },
    };
    assert_eq!(refused(newsroom.save_revision(desk.editor(), stale).await), Code::Conflict);
    newsroom.correct_story(desk.editor(), story, second, "Le titre était faux.".into()).await.unwrap();
    newsroom.kill_story(desk.editor(), story, "Tout était faux.".into()).await.unwrap();
    let history = newsroom.story_history(desk.reporter(), story).await.unwrap();
    let told: Vec<_> =
        history.revisions.iter().map(|it| (it.number, it.base, it.beside, it.note.as_str())).collect();
    assert_eq!(told, [(1, None, false, ""), (2, Some(1), false, ""), (3, Some(1), true, "trop tard")]);
    assert_eq!(history.revisions[1].content.headline, "Un titre corrigé");
    assert_eq!(history.revisions[2].content.headline, "À côté");
    let seen: Vec<_> =
        history.publications.iter().map(|it| (it.change, it.revision, it.notice.as_deref())).collect();
    let expected = [
        ("published", Some(1), None),
        ("corrected", Some(2), Some("Le titre était faux.")),
        ("killed", None, Some("Tout était faux.")),
    ];
    assert_eq!(seen, expected);
    assert_eq!(history.people.values().collect::<Vec<_>>(), ["The reporter", "The editor"]);
    assert_eq!((history.record.state, &history.record.broken), ("sealed", &None));
    assert_eq!(history.publications[2].seal, history.record.seal, "the kill is what was written last");
    let revisions = history.revisions.iter().map(|it| &it.seal);
    let seals: Vec<_> = revisions.chain(history.publications.iter().map(|it| &it.seal)).flatten().collect();
    assert_eq!(seals.iter().collect::<std::collections::BTreeSet<_>>().len(), 6, "{seals:?}");
    let listed = newsroom.revisions(desk.reporter(), story).await.unwrap();
    assert_eq!(listed[2].seal, history.revisions[0].seal);
}

async fn how_often_each_version_was_read_stands_with_it_and_with_no_other(desk: TestNewsroom) {
    let (newsroom, (story, _)) = (&desk.newsroom, desk.live("fr").await);
    let second = desk.rewrite(story, "Un titre corrigé").await;
    let version = |revision| Version { story, revision };
    desk.store.readings_writer().add(&[(version(1), 12_306)].into()).await.unwrap();
    let read = async |number| {
        let revision = newsroom.revision(desk.reporter(), story, number).await.unwrap();
        newsroom.whole_revision(desk.reporter(), revision).await.unwrap()
    };
    assert_eq!((read(1).await.read, read(second).await.read), (Some(12_306), None));
    newsroom.correct_story(desk.editor(), story, second, "Le titre était faux.".into()).await.unwrap();
    desk.store.readings_writer().add(&[(version(1), 1), (version(second), 40)].into()).await.unwrap();
    let history = newsroom.story_history(desk.reporter(), story).await.unwrap();
    let told: Vec<_> = history.revisions.iter().map(|it| it.read).collect();
    assert_eq!(told, [Some(12_307), Some(40)]);
    let listed = newsroom.revisions(desk.reporter(), story).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.read).collect::<Vec<_>>(), [Some(40), Some(12_307)], "newest first");
    assert_eq!(read(1).await, history.revisions[0], "one tells what the whole does, its seal too");
    assert!(read(1).await.seal.is_some());
}
