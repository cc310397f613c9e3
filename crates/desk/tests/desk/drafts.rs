//! What the editor sends at each pause: kept before it is said to be, checked, and never mistaken for a revision.

use axum::body::Body;
use http::Method;
use newsroom::Role;
use serde_json::{Value, json};
use story::StoryId;

use crate::browser::{Browser, FORM, encoded};
use crate::page::Page;
use crate::world::{World, content};

fn document(headline: &str, paragraph: &str) -> String {
    let paragraph = json!({ "id": 1, "type": "paragraph", "text": paragraph });
    json!({ "kicker": "", "headline": headline, "standfirst": "", "lead": null, "blocks": [paragraph] })
        .to_string()
}

/// The story's form as the editor sends it: the card's fields, and one document in place of the texts.
async fn sent(browser: &mut Browser<'_>, to: &str, page: &Page, changes: &[(&str, &str)]) -> Page {
    let texts = |name: &str| {
        name == "block"
            || ["kicker", "headline", "standfirst", "lead.", "b1."].iter().any(|text| name.starts_with(text))
    };
    let mut fields: Vec<(String, String)> =
        page.form().into_iter().filter(|(name, _)| !texts(name)).collect();
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.send(Method::POST, to, FORM, Body::from(encoded(&fields))).await
}

struct Desk<'a> {
    world: &'a World,
    browser: Browser<'a>,
    story: StoryId,
}

impl<'a> Desk<'a> {
    async fn new(world: &'a World) -> Self {
        let story = world.story(content()).await;
        Self { world, browser: world.browser(Role::Reporter).await, story }
    }

    fn path(&self) -> String {
        format!("/stories/{}", self.story)
    }

    async fn page(&mut self) -> Page {
        let path = self.path();
        self.browser.get(&path).await
    }

    async fn keep(&mut self, page: &Page, headline: &str, paragraph: &str) -> Page {
        let document = document(headline, paragraph);
        let path = format!("{}/draft", self.path());
        sent(&mut self.browser, &path, page, &[("document", &document)]).await
    }
}

fn told(page: &Page) -> Value {
    assert_eq!(page.status, 200, "{}", page.text);
    serde_json::from_str(&page.text).expect("what the test itself made")
}

#[tokio::test]
async fn what_is_kept_is_on_the_screen_again_and_in_no_revision() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    let answer = told(&desk.keep(&page, "Le port rouvre enfin", "Trois ferries.").await);
    assert_eq!(answer["version"], 1);
    assert!(answer["saved"].as_str().unwrap().starts_with("Kept at "), "{answer}");
    assert_eq!(world.head(desk.story).await, 1);
    assert_eq!(world.words(desk.story).await, content());
    desk.page().await.shows("Le port rouvre enfin").shows("did not save").shows("Discard these words");
    // For those who read, and for everybody else, the story is what was saved.
    let read = format!("{}?view=read", desk.path());
    desk.browser.get(&read).await.hides("enfin");
    world.browser(Role::Editor).await.get(&desk.path()).await.hides("enfin").shows("is writing too");
}

#[tokio::test]
async fn the_editor_s_save_is_a_revision_and_ends_the_draft() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    desk.keep(&page, "Le port rouvre enfin", "Trois ferries.").await;
    let page = desk.page().await;
    let path = desk.path();
    let words = document("Le port rouvre enfin", "Quatre ferries.");
    let done =
        sent(&mut desk.browser, &path, &page, &[("document", &words), ("slugline", "PORT"), ("do", "save")])
            .await;
    assert!(done.location().ends_with("?done=saved&at=2"), "{}", done.location());
    let saved = world.words(desk.story).await;
    assert_eq!((saved.headline.as_str(), saved.slugline.as_str()), ("Le port rouvre enfin", "PORT"));
    assert_eq!(saved.section, content().section, "what the form did not send stays");
    desk.page().await.hides("did not save").shows("Quatre ferries");
}

#[tokio::test]
async fn what_was_saved_before_something_was_refused_is_named() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    let path = desk.path();
    let words = document("Un DOUTE", "Trois ferries.");
    let todo = [("document", words.as_str()), ("do", "acknowledge:planted-DOUTE-headline")];
    let refused = sent(&mut desk.browser, &path, &page, &todo).await;
    assert_eq!(refused.status, 422, "without a reason");
    refused.shows("data-at=\"2\"");
    assert_eq!(world.words(desk.story).await.headline, "Un DOUTE");
}

#[tokio::test]
async fn a_plain_form_goes_on_from_what_the_editor_kept() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    desk.keep(&page, "Le port rouvre enfin", "Trois ferries.").await;
    desk.browser.edit(desk.story, &[("kicker", "Transports")], "save").await;
    let saved = world.words(desk.story).await;
    assert_eq!((saved.kicker.as_str(), saved.headline.as_str()), ("Transports", "Le port rouvre enfin"));
    desk.page().await.hides("did not save");
}

#[tokio::test]
async fn a_draft_on_an_old_revision_is_told_and_its_save_is_compared() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    desk.keep(&page, "Mine", "Trois ferries.").await;
    let mut editor = world.browser(Role::Editor).await;
    editor.edit(desk.story, &[("headline", "Theirs")], "save").await;
    let page = desk.page().await;
    page.shows("has saved revision 2 since").shows("Mine");
    let answer = told(&desk.keep(&page, "Mine, longer", "Trois ferries.").await);
    assert!(answer["newer"].as_str().unwrap().contains("revision 2"), "{answer}");
    let page = desk.page().await;
    let path = desk.path();
    let words = document("Mine, longer", "Trois ferries.");
    let done = sent(&mut desk.browser, &path, &page, &[("document", &words), ("do", "save")]).await;
    assert!(done.location().contains("/conflict?kept=3"), "{}", done.location());
    assert_eq!(world.words(desk.story).await.headline, "Theirs");
    desk.browser.get(done.location()).await.shows("Mine, longer");
}

#[tokio::test]
async fn what_is_discarded_is_gone_and_the_saved_words_are_back() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    desk.keep(&page, "Le port rouvre enfin", "Trois ferries.").await;
    let done = desk.browser.edit(desk.story, &[], "discard").await;
    assert!(done.location().ends_with("?done=discarded"), "{}", done.location());
    desk.page().await.shows("Le port rouvre").hides("enfin");
    assert_eq!(world.head(desk.story).await, 1);
}

#[tokio::test]
async fn the_answer_points_at_the_words_and_brings_their_cards() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    let answer = told(&desk.keep(&page, "Une été FAUTE", "Un DOUTE.").await);
    let first = &answer["findings"][0];
    let target = &first["targets"][0];
    assert_eq!(target["field"], "headline");
    assert_eq!(target["span"], json!({ "start": 10, "end": 15 }), "in UTF-8 bytes");
    assert_eq!(first["fixes"][0][0]["text"], "port");
    assert_eq!((first["letter"].as_str(), answer["findings"][1]["letter"].as_str()), (Some("b"), Some("w")));
    let margin = answer["margin"].as_str().unwrap();
    assert!(margin.contains("The word FAUTE was planted") && margin.contains("data-fix"), "{margin}");
    assert!(margin.contains("acknowledge-with-reason") || margin.contains("<summary data-ack"), "{margin}");
}

#[tokio::test]
async fn two_windows_a_broken_document_and_a_strange_story_are_refused() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    let page = desk.page().await;
    desk.keep(&page, "Left", "Trois ferries.").await;
    assert_eq!(desk.keep(&page, "Right", "Trois ferries.").await.status, 409);
    let (draft, path) = (format!("{}/draft", desk.path()), desk.path());
    for broken in ["{", "{}", "[]"] {
        for to in [&draft, &path] {
            let refused = sent(&mut desk.browser, to, &page, &[("document", broken), ("do", "save")]).await;
            assert_eq!(refused.status, 400, "{to} {broken}");
        }
    }
    assert_eq!(desk.world.head(desk.story).await, 1, "half a story takes the place of no story");
    let editors = world
        .newsroom
        .create_story(world.kit.editor(), newsroom::CreateStory { edition: "fr".into(), content: content() });
    let others = format!("/stories/{}/draft", editors.await.unwrap());
    let words = document("Not mine", "x");
    let refused = sent(&mut desk.browser, &others, &page, &[("document", &words), ("draft", "0")]).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn a_picture_that_is_dropped_is_in_the_library_before_it_is_in_the_text() {
    let world = World::new().await;
    let mut desk = Desk::new(&world).await;
    desk.page().await;
    let picture = testkit::photograph(64, 48);
    let mut body = Vec::new();
    let part = |body: &mut Vec<u8>, head: &str, bytes: &[u8]| {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    let csrf = desk.browser.csrf.clone();
    part(&mut body, "name=\"csrf\"", csrf.as_bytes());
    part(&mut body, "name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg", &picture);
    body.extend_from_slice(b"--x--\r\n");
    let answer =
        desk.browser.send(Method::POST, "/assets", "multipart/form-data; boundary=x", Body::from(body)).await;
    let asset = told(&answer)["asset"].as_str().unwrap().to_owned();
    assert_eq!(desk.browser.get(&format!("/assets/{asset}")).await.status, 200);
    let none = desk.browser.post("/assets", &[]).await;
    assert_eq!(none.status, 400, "nothing was sent");
}
