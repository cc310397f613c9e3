//! What the newsroom says to itself about a story, and what never comes of it.

use newsroom::{Code, CommentStory};
use story::StoryId;
use testkit::TestNewsroom;

use crate::support::{audited, changes, refused};

testkit::on_both_databases! {
    comments_are_answered_closed_and_opened_again
    whoever_is_named_is_called_until_they_look
    a_comment_is_no_part_of_the_story_and_reaches_no_reader
    a_comment_that_cannot_be_is_refused
}

fn say(text: &str) -> CommentStory {
    CommentStory { text: text.into(), ..CommentStory::default() }
}

async fn draft(desk: &TestNewsroom) -> StoryId {
    desk.draft("fr", testkit::french()).await
}

async fn comments_are_answered_closed_and_opened_again(desk: TestNewsroom) {
    let (newsroom, story) = (&desk.newsroom, draft(&desk).await);
    let place = r#"{"a":{"item":{"client":1,"clock":2}},"h":{"item":{"client":1,"clock":9}}}"#;
    let about =
        CommentStory { place: place.into(), quote: "  trois\n jours ".into(), ..say("Trois ou quatre ?") };
    let first = newsroom.comment_story(desk.other_reporter(), story, about).await.unwrap();
    let before = newsroom.comments_mark(desk.editor(), story).await.unwrap();
    desk.advance_minutes(1);
    let answer = CommentStory { thread: Some(first), place: "x".into(), quote: "y".into(), ..say("Trois.") };
    newsroom.comment_story(desk.reporter(), story, answer).await.unwrap();
    assert_ne!(newsroom.comments_mark(desk.editor(), story).await.unwrap(), before);
    let told = newsroom.comments(desk.editor(), story).await.unwrap();
    let texts: Vec<_> = told.iter().map(|one| (one.text.as_str(), one.thread, one.quote.as_str())).collect();
    assert_eq!(texts, [("Trois ou quatre ?", first, "trois jours"), ("Trois.", first, "")]);
    assert_eq!((told[0].place.as_str(), told[1].place.as_str()), (place, ""));
    let open = async || newsroom.open_threads(desk.reporter()).await.unwrap().get(&story).copied();
    assert_eq!(open().await, Some(1));
    for _ in 0..2 {
        newsroom.resolve_comment(desk.editor(), story, first).await.unwrap();
    }
    let closed = newsroom.comments(desk.editor(), story).await.unwrap();
    assert_eq!(closed[0].resolved, Some((desk.editor().account, desk.now())));
    assert_eq!(open().await, None);
    newsroom.reopen_comment(desk.editor(), story, first).await.unwrap();
    newsroom.resolve_comment(desk.editor(), story, first).await.unwrap();
    let again = CommentStory { thread: Some(first), ..say("Encore une chose") };
    newsroom.comment_story(desk.reporter(), story, again).await.unwrap();
    assert_eq!(open().await, Some(1), "an answer opens what was closed");
    let done = [
        "comment-story",
        "comment-story",
        "resolve-comment",
        "reopen-comment",
        "resolve-comment",
        "comment-story",
    ];
    assert_eq!(audited(&desk, story).await[1..], done);
}

async fn whoever_is_named_is_called_until_they_look(desk: TestNewsroom) {
    let (newsroom, story) = (&desk.newsroom, draft(&desk).await);
    let text = format!("@{} et @{}, qu’en dites-vous ?", desk.editor().name, desk.reporter().name);
    newsroom.comment_story(desk.reporter(), story, say(&text)).await.unwrap();
    let calls = async |caller| newsroom.mentions(caller).await.unwrap().len();
    assert_eq!(calls(desk.editor()).await, 1);
    assert_eq!(calls(desk.reporter()).await, 0, "nobody calls oneself");
    assert_eq!(calls(desk.chief()).await, 0);
    newsroom.see_mentions(desk.chief(), story).await.unwrap();
    newsroom.see_mentions(desk.editor(), draft(&desk).await).await.unwrap();
    assert_eq!(calls(desk.editor()).await, 1, "that was another story");
    let program =
        newsroom::Caller { scopes: newsroom::Scopes::only([newsroom::Scope::Read]), ..desk.editor().clone() };
    newsroom.see_mentions(&program, story).await.unwrap();
    assert_eq!(calls(desk.editor()).await, 1, "a program does not look");
    newsroom.see_mentions(desk.editor(), story).await.unwrap();
    assert_eq!(calls(desk.editor()).await, 0);
}

async fn a_comment_is_no_part_of_the_story_and_reaches_no_reader(desk: TestNewsroom) {
    let (newsroom, story) = (&desk.newsroom, draft(&desk).await);
    let secret = "SecretDeLaRedaction";
    let about = CommentStory { quote: secret.into(), ..say(secret) };
    newsroom.comment_story(desk.editor(), story, about).await.unwrap();
    newsroom.publish_story(desk.editor(), story, 1).await.unwrap();
    newsroom.comment_story(desk.editor(), story, say(secret)).await.unwrap();
    assert_eq!(changes(&desk).await, ["published"]);
    let journal = serde_json::to_string(&desk.journal().await).unwrap();
    assert!(journal.contains("Ostrande") && !journal.contains(secret));
    let view = newsroom.story(desk.editor(), story).await.unwrap();
    assert_eq!(view.row.head, 1, "no revision");
    assert!(!serde_json::to_string(&view.revision.content).unwrap().contains(secret));
}

async fn a_comment_that_cannot_be_is_refused(desk: TestNewsroom) {
    let (newsroom, story, other) = (&desk.newsroom, draft(&desk).await, draft(&desk).await);
    let first = newsroom.comment_story(desk.editor(), story, say("Un")).await.unwrap();
    let answer = CommentStory { thread: Some(first), ..say("Deux") };
    let second = newsroom.comment_story(desk.editor(), story, answer.clone()).await.unwrap();
    assert_eq!(refused(newsroom.comment_story(desk.editor(), story, say(" \n")).await), Code::EmptyComment);
    let long = say(&"x".repeat(4_001));
    assert_eq!(refused(newsroom.comment_story(desk.editor(), story, long).await), Code::TextTooLong);
    assert_eq!(refused(newsroom.comment_story(desk.editor(), other, answer).await), Code::UnknownComment);
    assert_eq!(refused(newsroom.resolve_comment(desk.editor(), other, first).await), Code::UnknownComment);
    let settled = newsroom.resolve_comment(desk.editor(), story, second).await;
    assert_eq!(refused(settled), Code::UnknownComment, "an answer is no thread");
}
