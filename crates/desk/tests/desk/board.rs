//! The board and the lists: what others do is seen, and everything is found.

use newsroom::Role::{Editor, Reporter};
use story::{BlockBody, Content, RichText, StoryId};

use crate::browser::Browser;
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

/// Ticks stories on the board and presses a button.
async fn moves(browser: &mut Browser<'_>, stories: &[StoryId], fields: &[(&str, &str)]) -> Page {
    let ids: Vec<String> = stories.iter().map(ToString::to_string).collect();
    let ticked = ids.iter().map(|id| ("story", id.as_str()));
    let fields: Vec<(&str, &str)> = ticked.chain(fields.iter().copied()).collect();
    browser.post("/stories/move?edition=fr", &fields).await
}

#[tokio::test]
async fn several_stories_are_moved_at_once_each_is_told_of_and_it_is_undone() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let named = |slug: &str| Content { slugline: slug.into(), ..content() };
    let (one, two) = (world.story(named("UN")).await, world.story(named("DEUX")).await);
    assert_eq!(editor.act(two, "publish", &[]).await.status, 303);
    let page = moves(&mut editor, &[one, two], &[("do", "forward")]).await;
    assert_eq!(page.status, 200);
    page.shows("1 story changed").shows("DEUX");
    assert_eq!((world.state(one).await, world.state(two).await), ("in-desk", "live"));
    let undo = page.fields("undo");
    assert_eq!(undo, [format!("{one}=back")]);
    let page = editor.post("/stories/move", &[("undo", &undo[0]), ("do", "undo")]).await;
    page.shows("1 story put back as it was");
    assert_eq!(world.state(one).await, "draft");
    moves(&mut editor, &[one, two], &[("do", "urgency:1")]).await.shows("2 stories changed");
    assert_eq!(world.words(one).await.urgency.level(), 1);
    let other = world.kit.other_reporter().account.to_string();
    moves(&mut editor, &[one], &[("do", "assign"), ("assign", &other)]).await.shows("The other.reporter");
    assert_eq!(moves(&mut editor, &[one], &[("do", "publish")]).await.status, 400);
    let mut reporter = world.browser(Reporter).await;
    let page = moves(&mut reporter, &[two], &[("do", "urgency:2")]).await;
    page.hides("1 story changed").shows("DEUX");
    assert_eq!(world.words(two).await.urgency.level(), 1);
}

#[tokio::test]
async fn the_board_counts_what_it_shows_and_narrows_it() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let story = world.story(Content { headline: "Une FAUTE ici".into(), ..content() }).await;
    world.newsroom.tally_stories().await.expect("what the test itself made");
    let page = editor.get("/stories?edition=fr").await;
    page.shows("class=\"sv sv-b\">1<").shows("The reporter");
    editor.get("/stories?show=blocked").await.shows("Une FAUTE ici");
    editor.get("/stories?show=mine").await.hides("Une FAUTE ici");
    editor.get("/stories?assignee=nobody").await.hides("Une FAUTE ici");
    editor.get("/stories/list?urgency=3").await.hides("Une FAUTE ici");
    editor.get("/stories/list?urgency=5&show=blocked").await.shows("Une FAUTE ici");
    let late = [("assignee", ""), ("deadline", "2026-06-09T08:00")];
    assert_eq!(editor.edit(story, &late, "assign").await.status, 303);
    editor.get("/stories?show=late").await.shows("Une FAUTE ici").shows("due late");
    editor.get("/stories?assignee=nobody").await.shows("Une FAUTE ici");
    let glance = editor.get(&format!("/stories/{story}/peek")).await;
    glance.shows("Trois ferries").hides("<html");
}

#[tokio::test]
async fn a_search_of_stories_is_kept_for_oneself_or_for_all() {
    let world = World::new().await;
    let (mut reporter, mut editor) = (world.browser(Reporter).await, world.browser(Editor).await);
    let question = [("list", "stories"), ("show", "late"), ("edition", "fr")];
    let own: Vec<_> = question.into_iter().chain([("name", "Mes retards")]).collect();
    assert_eq!(reporter.post("/presets", &own).await.status, 303);
    let shared: Vec<_> =
        question.into_iter().chain([("name", "Retards de tous"), ("shared", "on")]).collect();
    assert_eq!(reporter.post("/presets", &shared).await.status, 403);
    assert_eq!(editor.post("/presets", &shared).await.status, 303);
    let page = reporter.get("/stories").await;
    page.shows("Mes retards").shows("Retards de tous").shows("/stories?edition=fr&show=late");
    editor.get("/stories").await.hides("Mes retards").shows("Retards de tous");
    editor.get("/items").await.hides("Retards de tous");
}
