//! Publishing, updating, correcting, killing: what readers see, and what they never see.

use newsroom::{Code, CreateStory};
use story::{Change, File, Picture, State};
use testkit::{TestNewsroom, english, french, picture, sample};

use crate::support::{audited, changes, live, refused};

testkit::on_both_databases! {
    a_publication_is_one_journal_entry_complete_in_itself
    an_address_is_fixed_at_first_publication_and_carries_the_identifier
    an_update_keeps_address_and_first_publication
    a_correction_tells_readers_what_was_wrong
    a_kill_goes_out_at_once_with_its_reason_and_is_for_good
    publishing_what_is_live_is_refused_and_leaves_no_second_entry
    exactly_the_named_revision_goes_out
    an_older_revision_never_replaces_a_newer_one
    readers_never_see_what_only_the_desk_may_know
    every_action_on_a_story_is_audited
    two_editors_who_publish_at_once_publish_once
    a_dropped_story_comes_back_only_as_a_draft
}

async fn a_publication_is_one_journal_entry_complete_in_itself(desk: TestNewsroom) {
    let asset = desk.picture().await;
    let mut content = french();
    content.lead = Some(picture(asset.id));
    let story = desk.draft("fr", content.clone()).await;
    let published = desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    let journal = desk.journal().await;
    assert_eq!(changes(&desk).await, ["published"]);
    let live = live(&journal);
    assert_eq!((published.seq, &published.path, published.at), (1, &live.path, journal[0].at));
    assert_eq!((live.id, live.revision, live.edition.as_str()), (story, 1, "fr"));
    assert_eq!((live.first_published, live.updated), (desk.now(), desk.now()));
    assert_eq!(live.content.headline, content.headline);
    assert_eq!(live.assets, [asset]);
    assert_eq!(*desk.store.committed().borrow(), 1, "followers are woken");
}

async fn an_address_is_fixed_at_first_publication_and_carries_the_identifier(desk: TestNewsroom) {
    let (french, published) = desk.live("fr").await;
    assert_eq!(
        published.path,
        format!("/fr/region/le-port-d-ostrande-rouvre-apres-trois-jours-de-tempete-{french}")
    );
    let mut content = english();
    content.headline = "!!!".into();
    content.section = "sport".into();
    let story = desk.draft("en", content).await;
    let published = desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    assert_eq!(published.path, format!("/en/sports/{story}"), "no word, and the section's slug, not its id");
    let (arabic, published) = desk.live("ar").await;
    assert!(published.path.starts_with("/ar/region/ميناء-"), "{}", published.path);
    assert!(published.path.ends_with(&arabic.to_string()));
}

async fn an_update_keeps_address_and_first_publication(desk: TestNewsroom) {
    let (story, published) = desk.live("en").await;
    desk.advance_minutes(20);
    let revision = desk.rewrite(story, "Ostrande harbour reopens, ferries resume").await;
    let updated = desk.newsroom.update_story(desk.editor(), story, revision).await.unwrap();
    assert_eq!(changes(&desk).await, ["published", "updated"]);
    assert_eq!(updated.path, published.path);
    let journal = desk.journal().await;
    let live = live(&journal);
    assert_eq!((live.first_published, live.updated), (published.at, desk.now()));
    assert!(live.corrections.is_empty());
}

async fn a_correction_tells_readers_what_was_wrong(desk: TestNewsroom) {
    let (story, _) = desk.live("en").await;
    let revision = desk.rewrite(story, "Ostrande harbour reopens after two-day storm").await;
    for empty in ["", " \n "] {
        let correct = desk.newsroom.correct_story(desk.editor(), story, revision, empty.into()).await;
        assert_eq!(refused(correct), Code::EmptyNotice);
    }
    let long = "x".repeat(newsroom::NOTICE_CHARS_MAX + 1);
    let correct = desk.newsroom.correct_story(desk.editor(), story, revision, long).await;
    assert_eq!(refused(correct), Code::TextTooLong);
    let notice = "The storm lasted two days, not three.";
    desk.newsroom.correct_story(desk.editor(), story, revision, notice.into()).await.unwrap();
    let again = desk.newsroom.correct_story(desk.editor(), story, revision, notice.into()).await;
    assert_eq!(refused(again), Code::AlreadyLive, "sent twice, told once");
    assert_eq!(changes(&desk).await, ["published", "corrected"]);
    let journal = desk.journal().await;
    assert_eq!(live(&journal).corrections.len(), 1);
    assert_eq!(live(&journal).corrections[0].notice, notice);
    let revision = desk.rewrite(story, "Ostrande harbour open").await;
    desk.newsroom.update_story(desk.editor(), story, revision).await.unwrap();
    assert_eq!(live(&desk.journal().await).corrections[0].notice, notice, "it stays with the story");
}

async fn a_kill_goes_out_at_once_with_its_reason_and_is_for_good(desk: TestNewsroom) {
    let (story, published) = desk.live("fr").await;
    // Neither a fault in the newest words nor anything else holds a kill back.
    let revision = desk.rewrite(story, "FAULT").await;
    assert_eq!(refused(desk.newsroom.kill_story(desk.editor(), story, " ".into()).await), Code::EmptyReason);
    desk.newsroom.kill_story(desk.editor(), story, "Not what happened.".into()).await.unwrap();
    let journal = desk.journal().await;
    let Change::Killed(withdrawal) = &journal[1].change else { panic!("killed") };
    assert_eq!((&withdrawal.path, withdrawal.reason.as_str()), (&published.path, "Not what happened."));
    let row = desk.newsroom.story(desk.editor(), story).await.unwrap().row;
    assert_eq!((row.live, row.state.name()), (None, "withdrawn"));
    let (editor, newsroom) = (desk.editor(), &desk.newsroom);
    assert_eq!(refused(newsroom.publish_story(editor, story, revision).await), Code::IllegalMove);
    assert_eq!(refused(newsroom.update_story(editor, story, revision).await), Code::IllegalMove);
    assert_eq!(refused(newsroom.correct_story(editor, story, revision, "x".into()).await), Code::IllegalMove);
    assert_eq!(refused(newsroom.kill_story(editor, story, "again".into()).await), Code::IllegalMove);
    assert_eq!(refused(newsroom.unspike_story(editor, story).await), Code::IllegalMove);
    assert_eq!(changes(&desk).await, ["published", "killed"]);
}

async fn publishing_what_is_live_is_refused_and_leaves_no_second_entry(desk: TestNewsroom) {
    let (story, _) = desk.live("fr").await;
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::AlreadyLive);
    assert_eq!(refused(desk.newsroom.update_story(desk.editor(), story, 1).await), Code::AlreadyLive);
    assert_eq!(changes(&desk).await, ["published"]);
    assert_eq!(audited(&desk, story).await, ["create-story", "publish-story"]);
}

async fn exactly_the_named_revision_goes_out(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let newer = desk.rewrite(story, "Not read by the editor yet").await;
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 9).await), Code::UnknownRevision);
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    assert_eq!(live(&desk.journal().await).content.headline, english().headline);
    let view = desk.newsroom.story(desk.editor(), story).await.unwrap();
    assert_eq!((view.row.live, view.row.head), (Some(1), newer));
    assert_eq!(view.row.headline, "Not read by the editor yet", "lists follow the head");
}

async fn an_older_revision_never_replaces_a_newer_one(desk: TestNewsroom) {
    let story = desk.draft("en", english()).await;
    let newer = desk.rewrite(story, "Newer").await;
    desk.newsroom.publish_story(desk.editor(), story, newer).await.unwrap();
    assert_eq!(refused(desk.newsroom.update_story(desk.editor(), story, 1).await), Code::StaleRevision);
    let restored = desk.newsroom.restore_revision(desk.editor(), story, 1).await.unwrap();
    assert_eq!(restored.number, 3);
    desk.newsroom.update_story(desk.editor(), story, restored.number).await.unwrap();
    assert_eq!(live(&desk.journal().await).content.headline, english().headline);
}

async fn readers_never_see_what_only_the_desk_may_know(desk: TestNewsroom) {
    let mut content = english();
    let href = "https://pictures.invalid/secret-token".to_owned();
    content.lead = Some(Picture { file: File::Remote { href }, caption: "c".into(), ..Picture::default() });
    let story = desk.draft("en", content).await;
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    let entry = serde_json::to_string(&desk.journal().await).unwrap();
    for secret in ["secret-token", "port-ostrande", "reporter", "editor"] {
        assert!(!entry.contains(secret), "{secret}: {entry}");
    }
}

async fn every_action_on_a_story_is_audited(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let story = desk.draft("fr", french()).await;
    newsroom.submit_story(desk.reporter(), story).await.unwrap();
    newsroom.send_back_story(editor, story).await.unwrap();
    newsroom.set_embargo(editor, story, Some(desk.in_minutes(1))).await.unwrap();
    newsroom.schedule_story(editor, story, 1, desk.in_minutes(5)).await.unwrap();
    newsroom.unschedule_story(editor, story).await.unwrap();
    newsroom.spike_story(editor, story).await.unwrap();
    newsroom.unspike_story(editor, story).await.unwrap();
    desk.rewrite(story, "DOUBT").await;
    newsroom.restore_revision(editor, story, 1).await.unwrap();
    desk.advance_minutes(2);
    newsroom.publish_story(editor, story, 3).await.unwrap();
    newsroom.kill_story(editor, story, "reason".into()).await.unwrap();
    let wanted = [
        "create-story",
        "submit-story",
        "send-back-story",
        "set-embargo",
        "schedule-story",
        "unschedule-story",
        "spike-story",
        "unspike-story",
        "save-revision",
        "save-revision",
        "publish-story",
        "kill-story",
    ];
    assert_eq!(audited(&desk, story).await, wanted);
}

async fn two_editors_who_publish_at_once_publish_once(desk: TestNewsroom) {
    for edition in testkit::EDITIONS {
        let story = desk.draft(edition, sample(edition)).await;
        let (one, other) = tokio::join!(
            desk.newsroom.publish_story(desk.editor(), story, 1),
            desk.newsroom.publish_story(desk.chief(), story, 1)
        );
        let mut results = [one, other].into_iter();
        let lost = results.find(Result::is_err).expect("one is refused");
        assert_eq!(refused(lost), Code::AlreadyLive);
    }
    assert_eq!(changes(&desk).await, ["published"; 3]);
}

async fn a_dropped_story_comes_back_only_as_a_draft(desk: TestNewsroom) {
    let create = CreateStory { edition: "fr".into(), content: french() };
    let story = desk.newsroom.create_story(desk.editor(), create).await.unwrap();
    desk.newsroom.spike_story(desk.editor(), story).await.unwrap();
    assert_eq!(refused(desk.newsroom.publish_story(desk.editor(), story, 1).await), Code::IllegalMove);
    desk.newsroom.unspike_story(desk.editor(), story).await.unwrap();
    assert_eq!(desk.newsroom.story(desk.editor(), story).await.unwrap().row.state, State::Draft);
}
