//! Comments as their writers meet them: in the margin, above the board, and by program.

use http::StatusCode;
use newsroom::Role::{Editor, Reporter};
use newsroom::Scope;
use serde_json::json;

use crate::program::Program;
use crate::world::{World, content};

#[tokio::test]
async fn a_comment_is_made_answered_closed_and_read_by_forms_alone() {
    let world = World::new().await;
    let (mut editor, mut reporter) = (world.browser(Editor).await, world.browser(Reporter).await);
    let story = world.story(content()).await;
    let at = format!("/stories/{story}/comments");
    let quote = "Trois ferries <b>";
    let said = editor.post(&at, &[("text", "Quatre ?\n<script>"), ("quote", quote)]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    let page = reporter.get(&format!("/stories/{story}")).await;
    page.shows("Quatre ?\n<script>").shows(quote).shows("The editor");
    assert!(!page.text.contains("<script>") && !page.text.contains(quote), "what is said is never markup");
    let thread = page.fields("thread").remove(0);
    let answer = reporter.post(&at, &[("text", "Trois."), ("thread", &thread)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let part = editor.get(&at).await;
    part.shows("Trois.").hides("<html").shows("/resolve");
    assert_eq!(editor.post(&format!("{at}/{thread}/resolve"), &[]).await.status, StatusCode::SEE_OTHER);
    editor.get(&at).await.shows("Resolved by The editor").shows("/reopen");
    assert_eq!(editor.post(&at, &[("text", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wrong in ["7", "x"] {
        let none = editor.post(&format!("{at}/{wrong}/reopen"), &[]).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn whoever_is_named_sees_it_above_the_board_until_they_open_the_story() {
    let world = World::new().await;
    let (mut editor, mut reporter) = (world.browser(Editor).await, world.browser(Reporter).await);
    let story = world.story(content()).await;
    let text = "@The reporter: une source ?";
    let said = editor.post(&format!("/stories/{story}/comments"), &[("text", text)]).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER);
    for screen in ["/stories", "/stories/list", "/items", "/planning"] {
        reporter.get(screen).await.shows(text);
        editor.get(screen).await.hides(text);
    }
    reporter.get(&format!("/stories/{story}?view=read")).await.shows(text);
    reporter.get("/stories").await.hides(text);
}

#[tokio::test]
async fn programs_comment_too() {
    let world = World::new().await;
    let program = Program::new(&world, world.token(Reporter, &[Scope::Read, Scope::Write]).await).await;
    let at = format!("/api/stories/{}/comments", world.story(content()).await);
    let made = program.post(&at, json!({ "text": "Une source ?", "quote": "Trois" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let thread = made.json["id"].as_str().expect("a number").to_owned();
    let answer = program.post(&at, json!({ "text": "La capitainerie.", "thread": thread })).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json);
    assert_eq!(program.post(&format!("{at}/{thread}/resolve"), json!({})).await.status, StatusCode::OK);
    let told = program.get(&at).await.json;
    assert_eq!(told["comments"].as_array().expect("a list").len(), 2);
    assert!(told["comments"][0]["resolved_at"].is_string());
}
