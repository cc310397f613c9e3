//! What is being written is kept before it is saved, for its author alone, and never in place of other words.

use newsroom::{Caller, Code, Draft, KeepDraft, Result, SaveRevision};
use story::{Content, StoryId};
use testkit::{TestNewsroom, english};

use crate::support::{audited, refused};

testkit::on_both_databases! {
    what_is_kept_comes_back_to_its_author_and_to_nobody_else
    two_windows_of_one_person_never_write_over_each_other
    a_draft_whose_answer_got_lost_is_kept_once
    a_save_ends_the_draft_that_it_came_from_and_no_other
    a_restored_revision_leaves_the_draft_alone_and_its_save_is_a_conflict
    words_for_a_story_that_the_desk_took_are_kept_as_a_draft_too
    a_discarded_draft_is_gone_and_audited
    words_that_are_no_revision_are_checked_like_one
    who_else_is_writing_is_told_for_a_quarter_of_an_hour
}

fn words(headline: &str) -> Content {
    Content { headline: headline.into(), ..english() }
}

async fn keep(
    desk: &TestNewsroom,
    caller: &Caller,
    (story, base, version): (StoryId, u64, u64),
    headline: &str,
) -> Result<Draft> {
    desk.newsroom.keep_draft(caller, KeepDraft { story, base, version, content: words(headline) }).await
}

async fn kept(desk: &TestNewsroom, caller: &Caller, story: StoryId) -> Option<(u64, u64, String)> {
    let draft = desk.newsroom.draft(caller, story).await.unwrap()?;
    Some((draft.base, draft.version, draft.content.headline))
}

async fn what_is_kept_comes_back_to_its_author_and_to_nobody_else(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let first = keep(&desk, desk.reporter(), (story, 1, 0), "One").await.unwrap();
    assert_eq!((first.version, first.at), (1, desk.now()));
    keep(&desk, desk.reporter(), (story, 1, 1), "Two").await.unwrap();
    keep(&desk, desk.editor(), (story, 1, 0), "Mine").await.unwrap();
    assert_eq!(kept(&desk, desk.reporter(), story).await, Some((1, 2, "Two".into())));
    assert_eq!(kept(&desk, desk.editor(), story).await, Some((1, 1, "Mine".into())));
    assert_eq!(kept(&desk, desk.chief(), story).await, None);
    let view = desk.newsroom.story(desk.reporter(), story).await.unwrap();
    assert_eq!(
        (view.row.head, view.revision.content.headline),
        (1, english().headline),
        "no revision is touched"
    );
    assert_eq!(refused(keep(&desk, desk.reporter(), (story, 7, 2), "x").await), Code::UnknownRevision);
    let theirs = desk
        .newsroom
        .create_story(desk.editor(), newsroom::CreateStory { edition: "en".into(), content: english() });
    let theirs = theirs.await.unwrap();
    assert_eq!(refused(keep(&desk, desk.reporter(), (theirs, 1, 0), "x").await), Code::NotYours);
}

async fn two_windows_of_one_person_never_write_over_each_other(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    keep(&desk, desk.reporter(), (story, 1, 0), "Left window").await.unwrap();
    assert_eq!(
        refused(keep(&desk, desk.reporter(), (story, 1, 0), "Right window").await),
        Code::DraftElsewhere
    );
    assert_eq!(kept(&desk, desk.reporter(), story).await, Some((1, 1, "Left window".into())));
}

async fn a_draft_whose_answer_got_lost_is_kept_once(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    for _ in 0..2 {
        assert_eq!(keep(&desk, desk.reporter(), (story, 1, 0), "Once").await.unwrap().version, 1);
    }
}

async fn a_save_ends_the_draft_that_it_came_from_and_no_other(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    keep(&desk, desk.reporter(), (story, 1, 0), "One").await.unwrap();
    keep(&desk, desk.editor(), (story, 1, 0), "The editor's").await.unwrap();
    let save = |draft, headline| SaveRevision {
        story,
        base: 1,
        draft,
        note: String::new(),
        content: words(headline),
    };
    desk.newsroom.save_revision(desk.reporter(), save(0, "From a plain form")).await.unwrap();
    assert_eq!(kept(&desk, desk.reporter(), story).await, Some((1, 1, "One".into())), "it holds other words");
    assert_eq!(refused(desk.newsroom.save_revision(desk.reporter(), save(1, "One")).await), Code::Conflict);
    assert_eq!(kept(&desk, desk.reporter(), story).await, None, "its words are kept beside now");
    assert_eq!(desk.newsroom.revision(desk.reporter(), story, 3).await.unwrap().content.headline, "One");
    assert_eq!(kept(&desk, desk.editor(), story).await, Some((1, 1, "The editor's".into())));
    // The same words again, because the answer got lost: the draft ends all the same.
    keep(&desk, desk.reporter(), (story, 2, 0), "From a plain form").await.unwrap();
    let again = SaveRevision { base: 2, ..save(1, "From a plain form") };
    assert_eq!(desk.newsroom.save_revision(desk.reporter(), again).await.unwrap().number, 2);
    assert_eq!(kept(&desk, desk.reporter(), story).await, None);
}

async fn a_restored_revision_leaves_the_draft_alone_and_its_save_is_a_conflict(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.rewrite(story, "Second").await;
    keep(&desk, desk.reporter(), (story, 2, 0), "Unsaved").await.unwrap();
    desk.newsroom.restore_revision(desk.reporter(), story, 1).await.unwrap();
    assert_eq!(kept(&desk, desk.reporter(), story).await, Some((2, 1, "Unsaved".into())));
    keep(&desk, desk.reporter(), (story, 2, 1), "Unsaved on").await.unwrap();
    let save = SaveRevision { story, base: 2, draft: 2, note: String::new(), content: words("Unsaved on") };
    assert_eq!(refused(desk.newsroom.save_revision(desk.reporter(), save).await), Code::Conflict);
}

async fn words_for_a_story_that_the_desk_took_are_kept_as_a_draft_too(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    desk.newsroom.submit_story(desk.reporter(), story).await.unwrap();
    assert_eq!(keep(&desk, desk.reporter(), (story, 1, 0), "Typed late").await.unwrap().version, 1);
}

async fn a_discarded_draft_is_gone_and_audited(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    keep(&desk, desk.reporter(), (story, 1, 0), "One").await.unwrap();
    desk.newsroom.discard_draft(desk.reporter(), story, 9).await.unwrap();
    assert_eq!(
        kept(&desk, desk.reporter(), story).await,
        Some((1, 1, "One".into())),
        "other words than were seen"
    );
    desk.newsroom.discard_draft(desk.reporter(), story, 1).await.unwrap();
    assert_eq!(kept(&desk, desk.reporter(), story).await, None);
    assert_eq!(audited(&desk, story).await, ["create-story", "discard-draft"], "once, for what was there");
}

async fn words_that_are_no_revision_are_checked_like_one(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let check = async |content| desk.newsroom.check_words(desk.reporter(), story, &content).await.unwrap();
    assert_eq!(check(english()).await, desk.newsroom.preflight(desk.reporter(), story).await.unwrap());
    assert!(!check(words("A DOUBT here")).await.report.findings.is_empty());
}

async fn who_else_is_writing_is_told_for_a_quarter_of_an_hour(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    keep(&desk, desk.reporter(), (story, 1, 0), "One").await.unwrap();
    let others = async |caller: &Caller| -> Vec<_> {
        let others = desk.newsroom.others_writing(caller, story).await.unwrap();
        others.into_iter().map(|one| one.account).collect()
    };
    assert_eq!(others(desk.editor()).await, [desk.reporter().account]);
    assert_eq!(others(desk.reporter()).await, []);
    desk.advance_minutes(16);
    assert_eq!(others(desk.editor()).await, []);
}
