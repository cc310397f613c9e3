//! What is told before something is done is what the journal says once it was done.

use newsroom::{Code, CreateStory, Prospect, StartEntry};
use story::{BlockBody, Change, Content, FocalPoint, StoryId};
use testkit::{TestNewsroom, english, french, picture};

use crate::support::{audited, changes, refused};

testkit::on_both_databases! {
    what_is_told_beforehand_is_what_the_journal_says_afterwards
    what_goes_with_a_withdrawal_is_told_beforehand
    what_cannot_be_done_has_no_prospect_and_asking_leaves_no_trace
    a_focal_point_is_the_pictures_and_reaches_those_who_read_the_story
    who_may_not_publish_moves_no_crop_before_readers
}

async fn told(desk: &TestNewsroom, story: StoryId, what: &Prospect) -> Vec<Change> {
    desk.newsroom.prospect(desk.reporter(), story, what).await.unwrap()
}

async fn since(desk: &TestNewsroom, seq: usize) -> Vec<Change> {
    desk.journal().await.into_iter().skip(seq).map(|entry| entry.change).collect()
}

async fn what_is_told_beforehand_is_what_the_journal_says_afterwards(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let lead = Some(picture(desk.picture().await.id));
    let story = desk.draft("fr", Content { lead, ..french() }).await;
    let out = told(&desk, story, &Prospect::Out).await;
    newsroom.publish_story(editor, story, 1).await.unwrap();
    assert_eq!(out, since(&desk, 0).await);
    let number = desk.rewrite(story, "Le port rouvre enfin").await;
    let update = told(&desk, story, &Prospect::Out).await;
    newsroom.update_story(editor, story, number).await.unwrap();
    assert_eq!(update, since(&desk, 1).await);
    let number = desk.rewrite(story, "Le port rouvre mardi").await;
    let notice = "Nous avions écrit lundi.".to_owned();
    let correction = told(&desk, story, &Prospect::Correction { notice: notice.clone() }).await;
    newsroom.correct_story(editor, story, number, notice).await.unwrap();
    assert_eq!(correction, since(&desk, 2).await);
    let reason = "Tout était faux.".to_owned();
    let kill = told(&desk, story, &Prospect::Kill { reason: reason.clone() }).await;
    newsroom.kill_story(editor, story, reason).await.unwrap();
    assert_eq!(kill, since(&desk, 3).await);
    assert_eq!(changes(&desk).await, ["published", "updated", "corrected", "killed"]);
}

async fn what_goes_with_a_withdrawal_is_told_beforehand(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let content =
        Content { headline: "Le port, en direct".into(), section: "region".into(), ..Content::default() };
    let create = CreateStory { edition: "fr".into(), content };
    let coverage = newsroom.open_coverage(editor, create).await.unwrap();
    newsroom.publish_story(editor, coverage, 1).await.unwrap();
    let mut entries = Vec::new();
    for headline in ["Un", "Deux", "Trois"] {
        let mut content = Content { headline: headline.into(), ..Content::default() };
        content.push(BlockBody::Paragraph("Six camions ont embarqué.".into()));
        let entry = newsroom.start_entry(editor, coverage, StartEntry { content, item: None }).await.unwrap();
        let out = told(&desk, entry, &Prospect::Out).await;
        let seq = desk.journal().await.len();
        newsroom.publish_story(editor, entry, 1).await.unwrap();
        assert_eq!(out, since(&desk, seq).await);
        entries.push(entry);
    }
    newsroom.pin_entry(editor, coverage, Some(entries[1])).await.unwrap();
    for story in [entries[1], entries[0], coverage] {
        let kill = Prospect::Kill { reason: "faux".into() };
        let (told, seq) = (told(&desk, story, &kill).await, desk.journal().await.len());
        newsroom.kill_story(editor, story, "faux".into()).await.unwrap();
        assert_eq!(told, since(&desk, seq).await);
        assert_eq!(told.len(), if story == entries[0] { 1 } else { 2 });
    }
}

async fn what_cannot_be_done_has_no_prospect_and_asking_leaves_no_trace(desk: TestNewsroom) {
    let placeless = desk.draft("fr", Content { section: String::new(), ..french() }).await;
    let ask = async |story, what: Prospect| desk.newsroom.prospect(desk.reporter(), story, &what).await;
    assert_eq!(refused(ask(placeless, Prospect::Out).await), Code::UnknownSection);
    let draft = desk.draft("fr", french()).await;
    let kill = Prospect::Kill { reason: "faux".into() };
    assert_eq!(refused(ask(draft, kill).await), Code::IllegalMove);
    let correction = Prospect::Correction { notice: "faux".into() };
    assert_eq!(refused(ask(draft, correction).await), Code::IllegalMove);
    let before = desk.newsroom.story(desk.editor(), draft).await.unwrap();
    ask(draft, Prospect::Out).await.unwrap();
    assert_eq!(desk.newsroom.story(desk.editor(), draft).await.unwrap(), before);
    assert_eq!(audited(&desk, draft).await, ["create-story"]);
    assert!(desk.journal().await.is_empty());
}

async fn a_focal_point_is_the_pictures_and_reaches_those_who_read_the_story(desk: TestNewsroom) {
    let (newsroom, editor) = (&desk.newsroom, desk.editor());
    let asset = desk.picture().await.id;
    let story = desk.draft("fr", Content { lead: Some(picture(asset)), ..french() }).await;
    let point = FocalPoint { x: 250, y: 4000 };
    newsroom.set_focal_point(desk.reporter(), story, asset, point).await.unwrap();
    newsroom.set_focal_point(desk.reporter(), story, asset, point).await.unwrap();
    let kept = FocalPoint { x: 250, y: 1000 };
    assert_eq!(newsroom.asset(editor, asset).await.unwrap().unwrap().focal_point, kept);
    assert!(desk.journal().await.is_empty(), "readers have nothing of a draft");
    newsroom.publish_story(editor, story, 1).await.unwrap();
    let other = FocalPoint { x: 700, y: 300 };
    newsroom.set_focal_point(editor, story, asset, other).await.unwrap();
    let live: Vec<_> = since(&desk, 0).await.iter().map(|change| change.live().unwrap().clone()).collect();
    assert_eq!(changes(&desk).await, ["published", "updated"]);
    assert_eq!([live[0].assets[0].focal_point, live[1].assets[0].focal_point], [kept, other]);
    assert_eq!((&live[0].content, live[0].updated), (&live[1].content, live[1].updated));
    let audit = ["create-story", "set-focal-point", "publish-story", "set-focal-point"];
    assert_eq!(audited(&desk, story).await, audit, "the same point twice is one");
    // Another story with this picture is told of the point once it is set in it.
    let second = desk.draft("en", Content { lead: Some(picture(asset)), ..english() }).await;
    newsroom.publish_story(editor, second, 1).await.unwrap();
    newsroom.set_focal_point(editor, story, asset, point).await.unwrap();
    newsroom.set_focal_point(editor, second, asset, point).await.unwrap();
    let last = since(&desk, 4).await;
    assert_eq!(last[0].live().map(|live| (live.id, live.assets[0].focal_point)), Some((second, kept)));
    let nothing = newsroom.set_focal_point(editor, story, story::AssetId::from_number(9), other).await;
    assert_eq!(refused(nothing), Code::UnknownPicture);
}

async fn who_may_not_publish_moves_no_crop_before_readers(desk: TestNewsroom) {
    let asset = desk.picture().await;
    let story = desk.draft("fr", Content { lead: Some(picture(asset.id)), ..french() }).await;
    desk.newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    let point = FocalPoint { x: 0, y: 0 };
    let moved = desk.newsroom.set_focal_point(desk.reporter(), story, asset.id, point).await;
    assert!(moved.is_err());
    assert_eq!(desk.newsroom.asset(desk.editor(), asset.id).await.unwrap().unwrap(), asset);
    assert_eq!(changes(&desk).await, ["published"]);
}
