//! The wire as a newsroom works it: what is pushed arrives, what is withdrawn is told, what was read is everybody's.

use axum::body::Body;
use http::{Method, Request};
use newsroom::{FileItem, PutSource, Reach, Role, SourceConfig, UpdateAccount};
use testkit::delivery;

use crate::browser::Browser;
use crate::world::{World, content};

async fn file(world: &World, lines: &[&str]) -> String {
    let file = FileItem { bytes: delivery(lines), source: "boreale".into(), ..FileItem::default() };
    let filed = world.newsroom.file_item(world.kit.reporter(), file).await;
    filed.expect("what the test itself made").items[0].id.to_string()
}

/// A source that pushes, and its token.
async fn pushing(world: &World) -> String {
    let config = SourceConfig { kind: "push".into(), ..SourceConfig::default() };
    let put = PutSource { name: "Superdesk".into(), enabled: true, config, ..PutSource::default() };
    let made = world.newsroom.put_source(world.kit.chief(), put).await.expect("what the test itself made");
    made.token.expect("what pushes has a token")
}

#[tokio::test]
async fn a_kill_stands_on_the_story_and_above_the_board_until_an_editor_decides() {
    let world = World::new().await;
    let item = file(&world, &["a|1|usable||Le port rouvre|Trois ferries."]).await;
    let mut editor = world.browser(Role::Editor).await;
    let taken = editor.post(&format!("/items/{item}/take"), &[("place", "fr/region")]).await;
    let story: story::StoryId = taken.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
    let kill = file(&world, &["a|2|canceled||Annulée : Le port rouvre|"]).await;
    let told = "The agency withdrew an item that this story is built from";
    editor.get(&format!("/stories/{story}")).await.shows(told);
    editor.get("/stories").await.shows("The wire changed what stories are built from");
    assert_eq!(editor.act(story, "publish", &[]).await.status, 409);
    let mut reporter = world.browser(Role::Reporter).await;
    reporter.get(&format!("/stories/{story}")).await.shows(told).shows("Until an editor decides");
    let decision = [("item", kill.as_str()), ("decision", "stands"), ("reason", "Our own reporter saw it")];
    assert_eq!(reporter.post(&format!("/stories/{story}/wire"), &decision).await.status, 403);
    assert_eq!(editor.post(&format!("/stories/{story}/wire"), &decision).await.status, 303);
    editor.get(&format!("/stories/{story}")).await.hides(told);
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
}

#[tokio::test]
async fn what_is_pushed_with_a_token_is_in_the_reader_and_nothing_else_is() {
    let world = World::new().await;
    let token = pushing(&world).await;
    let mut machine = Browser::new(&world);
    let wire = || Body::from(delivery(&["a|1|usable||Le port rouvre|Trois ferries."]));
    for (path, status) in [
        ("/push".to_owned(), 401),
        ("/push?token=wrong".to_owned(), 401),
        (format!("/push?token={token}"), 201),
        (format!("/api/v2/content/push?token={token}"), 201),
    ] {
        let page = machine.send(Method::POST, &path, "application/json", wire()).await;
        assert_eq!(page.status, status, "{path}: {}", page.text);
    }
    let bearer =
        Request::post("/push").header("authorization", format!("Bearer {token}")).body(wire()).unwrap();
    assert_eq!(machine.ask(bearer).await.status, 201);
    let mut reporter = world.browser(Role::Reporter).await;
    let list = reporter.get("/items").await;
    assert_eq!(list.text.matches("Le port rouvre").count(), 1, "the same item three times is one");
}

#[tokio::test]
async fn a_picture_is_pushed_once_under_the_senders_name_for_it() {
    let world = World::new().await;
    let token = pushing(&world).await;
    let mut machine = Browser::new(&world);
    let known = "/api/v2/assets/push/media-7";
    assert_eq!(machine.get(known).await.status, 404);
    let mut body = b"--b\r\nContent-Disposition: form-data; name=\"media_id\"\r\n\r\nmedia-7\r\n--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"media-7\"\r\nContent-Type: image/png\r\n\r\n".to_vec();
    body.extend(testkit::photograph(32, 24));
    body.extend(b"\r\n--b--\r\n");
    let path = format!("/api/v2/assets/push?token={token}");
    let page = machine.send(Method::POST, &path, "multipart/form-data; boundary=b", Body::from(body)).await;
    assert_eq!(page.status, 201, "{}", page.text);
    assert_eq!(machine.get(known).await.status, 200);
}

#[tokio::test]
async fn what_somebody_read_took_or_put_aside_is_so_for_everybody() {
    let world = World::new().await;
    let (read, aside) = (
        file(&world, &["a|1|usable||Le port rouvre|Trois ferries."]).await,
        file(&world, &["b|1|usable||Le tennis reprend|Deux courts."]).await,
    );
    let mut reporter = world.browser(Role::Reporter).await;
    for (item, state) in [(&read, "read"), (&aside, "ignored")] {
        assert_eq!(reporter.post(&format!("/items/{item}/handle"), &[("state", state)]).await.status, 303);
    }
    let mut editor = world.browser(Role::Editor).await;
    editor.get("/items?state=read").await.shows("Le port rouvre").hides("Le tennis reprend");
    editor.get("/items?state=ignored").await.shows("Le tennis reprend").hides("Le port rouvre");
    assert_eq!(reporter.post(&format!("/items/{read}/handle"), &[("state", "eaten")]).await.status, 400);
}

#[tokio::test]
async fn the_reader_shows_versions_and_what_changed_and_merges_into_a_story() {
    let world = World::new().await;
    let old = file(&world, &["a|1|usable||Le port rouvre|Soixante camions attendent."]).await;
    let mut editor = world.browser(Role::Editor).await;
    let taken = editor.post(&format!("/items/{old}/take"), &[("place", "fr/region")]).await;
    let story = taken.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
    let new =
        file(&world, &["a|2|usable||Le port rouvre|Quatre-vingts camions attendent.¶Deux portiques."]).await;
    let page = editor.get(&format!("/items/{new}")).await;
    page.shows("Changed since the version before").shows("Versions");
    assert!(page.text.contains("<del>Soixante") && page.text.contains("<ins>Quatre-vingts"), "{}", page.text);
    let merged = editor.post(&format!("/items/{new}/merge"), &[("story", &format!("{story}"))]).await;
    assert!(merged.location().ends_with("?done=merged"), "{}", merged.text);
    assert!(world.head(story).await > 1);
}

#[tokio::test]
async fn an_item_is_offered_only_to_stories_that_one_may_write() {
    let world = World::new().await;
    let theirs = world.story(content()).await;
    let item = file(&world, &["a|1|usable||Le port rouvre|Soixante camions attendent."]).await;
    let into = format!("<option value=\"{theirs}\"");
    let (mut reporter, mut editor) = (world.browser(Role::Reporter).await, world.browser(Role::Editor).await);
    for browser in [&mut reporter, &mut editor] {
        assert!(browser.get(&format!("/items/{item}")).await.text.contains(&into));
    }
    assert_eq!(reporter.act(theirs, "submit", &[]).await.status, 303);
    assert!(!reporter.get(&format!("/items/{item}")).await.text.contains(&into), "the desk has it");
    let elsewhere = UpdateAccount { reach: Some(Reach::stored("ar")), ..UpdateAccount::default() };
    let account = world.kit.editor().account;
    world.newsroom.update_account(world.kit.chief(), account, elsewhere).await.unwrap();
    assert!(!editor.get(&format!("/items/{item}")).await.text.contains(&into), "out of reach");
}

#[tokio::test]
async fn a_new_version_that_says_otherwise_than_our_live_story_says_so() {
    let world = World::new().await;
    let first = file(&world, &["a|1|usable||Le port rouvre|68 camions attendent Odile Ferrand."]).await;
    let mut editor = world.browser(Role::Editor).await;
    let taken = editor.post(&format!("/items/{first}/take"), &[("place", "fr/region")]).await;
    let story: story::StoryId = taken.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
    let second = file(&world, &["a|2|usable||Le port rouvre|86 camions attendent Odile Ferrand."]).await;
    let told = "Contradicts us";
    editor.get(&format!("/items/{second}")).await.hides(told);
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    let page = editor.get(&format!("/items/{second}")).await;
    page.shows(told)
        .shows("<del>68 camions</del> <ins>86 camions</ins>")
        .shows(&format!("/stories/{story}\""));
    editor.get(&format!("/items/{first}")).await.hides(told);
}

#[tokio::test]
async fn a_search_is_kept_for_all_and_taken_away_by_those_who_may() {
    let world = World::new().await;
    file(&world, &["a|1|usable||Le port rouvre|Trois ferries."]).await;
    let mut editor = world.browser(Role::Editor).await;
    let kept = editor
        .post("/presets", &[("name", "Port et côte"), ("text", "port"), ("urgent", ""), ("shared", "on")])
        .await;
    assert_eq!(kept.status, 303);
    let mut reporter = world.browser(Role::Reporter).await;
    let page = reporter.get("/items").await;
    page.shows("Port et côte");
    assert!(page.text.contains("text=port\""), "{}", page.text);
    let preset = world.newsroom.presets(world.kit.editor(), newsroom::PresetList::Wires).await.unwrap()[0].id;
    assert_eq!(reporter.post(&format!("/presets/{preset}/remove"), &[]).await.status, 403);
    assert_eq!(editor.post(&format!("/presets/{preset}/remove"), &[]).await.status, 303);
    reporter.get("/items").await.hides("Port et côte");
}

#[tokio::test]
async fn the_reader_is_told_the_moment_something_arrives() {
    let world = World::new().await;
    let mut reporter = world.browser(Role::Reporter).await;
    let (told, filed) = tokio::join!(reporter.get("/wires/news?after=0"), async {
        file(&world, &["a|1|usable||Le port rouvre|Trois ferries."]).await
    });
    assert!(told.text.contains("\"count\":1"), "{} {filed}", told.text);
}

#[tokio::test]
async fn a_source_is_set_up_its_rules_tried_and_its_token_shown_once() {
    let world = World::new().await;
    file(&world, &["a|1|usable||Le tennis reprend|Deux courts."]).await;
    let mut chief = world.browser(Role::Chief).await;
    let source = |rules: &'static str, button: &'static str| {
        [("name", "boreale"), ("kind", "push"), ("rules", rules), ("enabled", "on"), ("do", button)]
    };
    let page = chief.post("/sources", &source("words=tennis; ignore", "try")).await;
    page.shows("Le tennis reprend").shows("rule 1");
    assert_eq!(chief.post("/sources", &source("word=tennis", "save")).await.status, 422);
    let made = chief.post("/sources", &source("words=tennis; ignore", "save")).await;
    made.shows("shown this once");
    let token = made.text.split("<code dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    chief.get("/sources").await.shows("boreale").hides(&token);
    let id = world.newsroom.sources(world.kit.chief()).await.unwrap()[0].row.id;
    chief.get(&format!("/sources/{id}")).await.shows("words=tennis; ignore");
    assert_eq!(chief.post(&format!("/sources/{id}/remove"), &[]).await.status, 303);
    chief.get("/sources").await.hides("boreale");
}

#[tokio::test]
async fn what_could_not_be_read_whole_waits_to_be_read_again() {
    let world = World::new().await;
    file(&world, &["a|1|usable||Le port rouvre|x", "six fields"]).await;
    let letters = world.newsroom.dead_letters(world.kit.chief()).await.unwrap();
    let mut chief = world.browser(Role::Chief).await;
    chief.get("/sources").await.shows("Not read whole").shows("boreale");
    for (button, left) in [("replay", 1), ("settle", 0)] {
        let path = format!("/letters/{}/replay", letters[0].id);
        assert_eq!(chief.post(&path, &[("do", button)]).await.status, 303);
        assert_eq!(world.newsroom.dead_letters(world.kit.chief()).await.unwrap().len(), left, "{button}");
    }
}

/// A body that tells whether anybody read it.
fn watched(bytes: Vec<u8>) -> (Body, std::sync::Arc<std::sync::atomic::AtomicBool>) {
    let read = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let told = read.clone();
    let chunks = std::iter::once(bytes).map(move |bytes| {
        told.store(true, std::sync::atomic::Ordering::SeqCst);
        Ok::<_, std::io::Error>(bytes)
    });
    (Body::from_stream(futures_util::stream::iter(chunks)), read)
}

#[tokio::test]
async fn nothing_of_a_push_is_read_before_its_sender_is_known() {
    let world = World::new().await;
    let token = pushing(&world).await;
    let mut machine = Browser::new(&world);
    let signature = format!("sha1={}", "0".repeat(40));
    for path in ["/push", "/api/v2/content/push", "/api/v2/assets/push"] {
        for (header, value) in [
            ("authorization", "Bearer wrong"),
            ("x-superdesk-signature", "sha1=12"),
            // Well-formed, but no source of this newsroom signs.
            ("x-superdesk-signature", signature.as_str()),
            ("x-nothing", "said"),
        ] {
            let (body, read) = watched(b"a|1|usable||Le port rouvre|x".to_vec());
            let request = Request::post(path).header(header, value).body(body).unwrap();
            assert_eq!(machine.ask(request).await.status, 401, "{path} {header}");
            assert!(!read.load(std::sync::atomic::Ordering::SeqCst), "{path} {header}");
        }
    }
    let (body, read) = watched(delivery(&["a|1|usable||Le port rouvre|x"]));
    let request =
        Request::post("/push").header("authorization", format!("Bearer {token}")).body(body).unwrap();
    assert_eq!(machine.ask(request).await.status, 201);
    assert!(read.load(std::sync::atomic::Ordering::SeqCst));
}
