//! The board and the lists: what others do is seen, and everything is found.

use newsroom::Role::{Editor, Reporter};
use story::{BlockBody, Content, RichText};

use crate::page::Page;
use crate::world::{World, content};

fn mark(page: &Page) -> String {
    let text = page.read();
    let (_, rest) = text.split_once("data-mark=\"").expect("the board says what it has seen");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn whoever_looks_at_the_board_hears_of_what_others_do_to_stories() {
    let world = World::new().await;
    let (mut one, mut other) = (world.browser(Reporter).await, world.browser(Editor).await);
    let story = world.story(content()).await;
    for screen in ["/stories", "/stories/list"] {
        let seen = mark(&one.get(screen).await);
        let question = format!("/stories/news?mark={seen}");
        let headline = format!("Seen on {screen}");
        let changes = [("headline", headline.as_str())];
        let (news, saved) = tokio::join!(one.get(&question), other.edit(story, &changes, "save"));
        assert_eq!(saved.status, 303);
        assert_eq!(news.read(), r#"{"changed":true}"#);
        one.get(screen).await.shows(&headline);
    }
}

#[tokio::test]
async fn a_story_is_found_by_any_words_of_its_text_and_offered_for_links_once_it_is_live() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let mut content = Content { headline: "Un titre sans rien".into(), ..content() };
    content.push(BlockBody::Paragraph(RichText::plain("Les grues de l’île sont à l’arrêt.")));
    let story = world.story(content).await;
    editor.get("/stories/list?text=ILE+grue").await.shows("Un titre sans rien");
    editor.get("/stories/list?text=grue+absente").await.hides("Un titre sans rien");
    assert_eq!(editor.get("/stories/links?text=grues").await.read(), "[]");
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    editor.get("/stories/links?text=grues").await.shows("\"href\":\"/fr/region/").shows("Un titre sans rien");
    assert_eq!(editor.get("/stories/links?edition=ar&text=grues").await.read(), "[]");
}

#[tokio::test]
async fn an_embargo_that_cannot_be_read_changes_nothing_and_one_that_holds_is_in_the_pre_flight() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let story = world.story(content()).await;
    let set = editor.edit(story, &[("embargo", "2026-12-31T10:00")], "embargo").await;
    assert!(set.location().contains("done=embargo&"), "{}", set.location());
    for typed in ["31/12/2026 10:00", "tomorrow", "2026-13-01T00:00"] {
        let refused = editor.edit(story, &[("embargo", typed)], "embargo").await;
        assert_eq!(refused.status, 422, "{typed}");
        editor.get(&format!("/stories/{story}")).await.shows("value=\"2026-12-31T10:00\"");
    }
    let scheduled = editor.act(story, "schedule", &[("at", "2026-12-31T12:00")]).await;
    assert_eq!(scheduled.status, 303);
    editor.get(&format!("/stories/{story}/preflight")).await.shows("Scheduled to go out:").shows("Embargo:");
    let moved = editor.edit(story, &[("embargo", "2027-01-15T08:00")], "embargo").await;
    assert!(moved.location().contains("done=embargo-moved&"), "{}", moved.location());
    editor.get(&format!("/stories/{story}/preflight")).await.shows("15 January 2027");
}
