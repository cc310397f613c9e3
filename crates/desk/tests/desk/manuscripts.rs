//! Stories that several people write at once, over real connections: who may, what is kept before it is said to be, and
//! how a plain form takes part.

#![allow(clippy::unwrap_used, reason = "every function here is part of a test")]

use axum::body::Body;
use futures_util::{SinkExt, StreamExt};
use http::{HeaderValue, Method, StatusCode, header};
use manuscript::Manuscript;
use newsroom::Role;
use serde_json::{Value, json};
use story::{BlockBody, Content, StoryId};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::browser::{Browser, FORM, encoded};
use crate::page::Page;
use crate::world::{World, content};

/// The desk on a port of its own.
struct Service {
    world: World,
    host: String,
    _stop: tokio::sync::watch::Sender<bool>,
}

impl Service {
    async fn new() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let (stop, stopping) = tokio::sync::watch::channel(false);
        tokio::spawn(desk::serve(world.newsroom.clone(), world.config(), listener, stopping));
        Self { world, host, _stop: stop }
    }

    /// Asks for a connection; the status where there is none.
    async fn ask(&self, path: &str, cookie: &str, origin: &str) -> Result<Socket, StatusCode> {
        let mut request = format!("ws://{}{path}", self.host).into_client_request().unwrap();
        let headers = request.headers_mut();
        if !cookie.is_empty() {
            headers
                .insert(header::COOKIE, HeaderValue::from_str(&format!("marbre_session={cookie}")).unwrap());
        }
        if !origin.is_empty() {
            headers.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap());
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => Ok(socket),
            Err(Error::Http(answer)) => Err(answer.status()),
            Err(other) => panic!("{other}"),
        }
    }

    async fn window(&self, browser: &Browser<'_>, story: StoryId) -> Window {
        let path = format!("/stories/{story}/together");
        let origin = format!("http://{}", self.host);
        let socket = self.ask(&path, &browser.cookies["marbre_session"], &origin).await.unwrap();
        let copy = Manuscript::load(std::iter::empty::<&[u8]>(), 77).unwrap();
        let mut window = Window { socket, copy };
        let known = window.copy.known();
        window.send(0, &known).await;
        window.bytes(1).await;
        window.bytes(0).await;
        window
    }
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A browser window with the story's document in it.
struct Window {
    socket: Socket,
    copy: Manuscript,
}

impl Window {
    async fn send(&mut self, kind: u8, bytes: &[u8]) {
        self.socket.send(Message::binary([&[kind], bytes].concat())).await.unwrap();
    }

    async fn say(&mut self, value: Value) {
        self.socket.send(Message::text(value.to_string())).await.unwrap();
    }

    async fn write(&mut self, edit: impl FnOnce(&mut Content)) {
        let before = self.content();
        let mut after = before.clone();
        edit(&mut after);
        let change = self.copy.change(&before, &after);
        self.send(1, &change).await;
    }

    fn content(&self) -> Content {
        self.copy.content(&Content::default())
    }

    /// The next bytes of a kind; changes are taken in.
    async fn bytes(&mut self, kind: u8) {
        loop {
            if let Message::Binary(bytes) = self.next().await {
                if bytes[0] == 1 {
                    self.copy.apply(&bytes[1..]).unwrap();
                }
                if bytes[0] == kind {
                    return;
                }
            }
        }
    }

    /// The next text that tells of something.
    async fn told(&mut self, key: &str) -> Value {
        loop {
            match self.next().await {
                Message::Text(text) => {
                    let value: Value = serde_json::from_str(&text).unwrap();
                    if let Some(found) = value.get(key) {
                        return found.clone();
                    }
                }
                Message::Binary(bytes) if bytes[0] == 1 => drop(self.copy.apply(&bytes[1..]).unwrap()),
                _ => {}
            }
        }
    }

    async fn next(&mut self) -> Message {
        self.socket.next().await.expect("the connection stands").unwrap()
    }

    /// Why the connection ended, with nothing kept before.
    async fn closed_at_once(&mut self) -> String {
        loop {
            if let Message::Text(text) = self.next().await {
                let told: Value = serde_json::from_str(&text).unwrap();
                assert!(told.get("kept").is_none(), "{told}");
                if let Some(closed) = told.get("closed") {
                    return closed["code"].as_str().unwrap().to_owned();
                }
            }
        }
    }

    /// Why the connection ended.
    async fn end(&mut self) -> String {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Close(frame))) => {
                    return frame.map(|frame| frame.reason.to_string()).unwrap_or_default();
                }
                Some(Ok(_)) => {}
                _ => return String::new(),
            }
        }
    }
}

fn headline(text: &'static str) -> impl FnOnce(&mut Content) {
    move |content| content.headline = text.into()
}

#[tokio::test]
async fn two_windows_write_one_story_and_are_told_what_is_kept_and_who_is_there() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let (reporter, editor) = (world.browser(Role::Reporter).await, world.browser(Role::Editor).await);
    let mut one = service.window(&reporter, story).await;
    let mut two = service.window(&editor, story).await;
    assert_eq!(one.told("came").await["name"], world.kit.editor().name.as_str());
    one.write(headline("Le port rouvre enfin")).await;
    assert_eq!(one.told("kept").await, 1);
    // Said to be kept means stored: what the store has is asked for, not what the service remembers.
    let stored = world.kit.store.manuscript(story).await.unwrap().unwrap();
    assert_eq!((stored.head.version, stored.changes.len()), (1, 1));
    two.bytes(1).await;
    assert_eq!(two.content().headline, "Le port rouvre enfin");
    two.say(json!({ "caret": { "a": 1, "h": 2 } })).await;
    assert_eq!(one.told("came").await["caret"], json!({ "a": 1, "h": 2 }));
    two.say(json!({ "card": { "slugline": "PORT-2", "headline": "not of the card", "block": "9" } })).await;
    assert_eq!(two.told("kept").await, 1);
    one.bytes(1).await;
    assert_eq!(
        (one.content().slugline.as_str(), one.content().headline.as_str()),
        ("PORT-2", "Le port rouvre enfin")
    );
    assert_eq!(one.content().blocks.len(), 1);
    world.newsroom.save_manuscript(world.kit.editor(), story, "").await.unwrap();
    let saved = one.told("saved").await;
    assert_eq!((&saved["number"], &saved["own"]), (&json!(2), &json!(false)));
    assert!(saved["text"].as_str().unwrap().contains("saved revision 2"), "{saved}");
    drop(two);
    assert!(one.told("left").await.is_u64());
}

/// Who set a field without a network is told what somebody else had set meanwhile; what comes again, and what changes
/// nothing, is no news.
#[tokio::test]
async fn whoever_sets_a_field_that_somebody_else_set_meanwhile_is_told_what_stood_there() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let (reporter, editor) = (world.browser(Role::Reporter).await, world.browser(Role::Editor).await);
    let mut one = service.window(&reporter, story).await;
    let mut two = service.window(&editor, story).await;
    let stood = one.content().slugline;
    let set = |text: &str, seen: &str, mark: [u64; 2]| json!({ "card": { "slugline": text }, "marks": { "slugline": mark }, "seen": { "slugline": seen } });
    two.say(set("PORT-2", &stood, [8, 1])).await;
    assert_eq!(two.told("kept").await, 1);
    one.say(set("PORT-3", &stood, [7, 1])).await;
    assert_eq!(one.told("crossed").await, json!({ "slugline": "PORT-2" }));
    assert_eq!(one.told("kept").await, 1);
    let quiet = async |window: &mut Window| loop {
        if let Message::Text(text) = window.next().await {
            assert!(!text.contains("crossed"), "{text}");
            if text.contains("kept") {
                break;
            }
        }
    };
    for said in
        [set("PORT-3", &stood, [7, 1]), set("PORT-3", "PORT-2", [7, 2]), set("PORT-4", "PORT-3 ", [7, 3])]
    {
        one.say(said).await;
        quiet(&mut one).await;
    }
    while two.content().slugline != "PORT-4" {
        two.bytes(1).await;
    }
}

#[tokio::test]
async fn nobody_connects_who_may_not_write_or_from_another_site() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let editors = newsroom::CreateStory { edition: "fr".into(), content: content() };
    let editors = world.newsroom.create_story(world.kit.editor(), editors).await.unwrap();
    let reporter = world.browser(Role::Reporter).await.cookies["marbre_session"].clone();
    let (own, theirs) = (format!("/stories/{story}/together"), format!("/stories/{editors}/together"));
    let here = format!("http://{}", service.host);
    let strange = ["http://evil.example", "null", "", "http://127.0.0.1", &format!("{here}.evil.example")];
    assert_eq!(service.ask(&own, "", &here).await.err(), Some(StatusCode::SEE_OTHER));
    assert_eq!(service.ask(&own, "not-a-session", &here).await.err(), Some(StatusCode::SEE_OTHER));
    assert_eq!(service.ask(&theirs, &reporter, &here).await.err(), Some(StatusCode::FORBIDDEN));
    for origin in strange {
        assert_eq!(
            service.ask(&own, &reporter, origin).await.err(),
            Some(StatusCode::FORBIDDEN),
            "{origin:?}"
        );
    }
    assert_eq!(service.ask("/stories/1/together", &reporter, &here).await.err(), Some(StatusCode::NOT_FOUND));
    world.newsroom.submit_story(world.kit.reporter(), story).await.unwrap();
    assert_eq!(service.ask(&own, &reporter, &here).await.err(), Some(StatusCode::FORBIDDEN));
    assert!(world.newsroom.writing(story).is_empty() && world.newsroom.writing(editors).is_empty());
}

#[tokio::test]
async fn a_connection_ends_with_the_session_the_right_to_write_or_the_first_nonsense() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let (mut reporter, editor) = (world.browser(Role::Reporter).await, world.browser(Role::Editor).await);
    let mut watching = service.window(&editor, story).await;
    let nonsense = [
        Message::binary(vec![1, 9, 9, 9]),
        Message::binary(vec![7]),
        Message::binary(Vec::new()),
        Message::binary(vec![0, 255, 255, 255]),
        Message::text("{"),
        Message::text("{\"name\":\"Claire\"}"),
    ];
    for message in nonsense {
        let mut window = service.window(&reporter, story).await;
        window.socket.send(message.clone()).await.unwrap();
        assert!(!window.end().await.is_empty(), "{message:?}");
    }
    let mut window = service.window(&reporter, story).await;
    let huge = Message::binary(vec![1; newsroom::CHANGE_BYTES_MAX + 100]);
    // The connection may end before all of it is sent.
    drop(window.socket.send(huge).await);
    window.end().await;
    watching.write(headline("Le port rouvre enfin")).await;
    assert_eq!(watching.told("kept").await, 1);
    let mut window = service.window(&reporter, story).await;
    reporter.post("/sign-out", &[]).await;
    assert_eq!(window.told("closed").await["code"], "signed-out");
    let reporter = world.browser(Role::Reporter).await;
    let mut window = service.window(&reporter, story).await;
    world.newsroom.submit_story(world.kit.reporter(), story).await.unwrap();
    let closed = window.told("closed").await;
    assert_eq!(closed["code"], "desk-has-it");
    assert!(closed["text"].as_str().unwrap().contains("no longer your draft"), "{closed}");
}

#[tokio::test]
async fn no_word_is_kept_of_somebody_whose_session_or_desk_was_taken() {
    let service = Service::new().await;
    let world = &service.world;
    let (story, chief) = (world.story(content()).await, world.kit.chief());
    let editor = world.kit.editor().account;
    let browser = world.browser(Role::Editor).await;
    let mut window = service.window(&browser, story).await;
    let session = world.newsroom.sessions(chief, editor).await.unwrap()[0].id;
    world.newsroom.end_session(chief, editor, session).await.unwrap();
    window.write(headline("Signed out")).await;
    assert_eq!(window.closed_at_once().await, "signed-out");

    let browser = world.browser(Role::Editor).await;
    let (mut words, mut card) =
        (service.window(&browser, story).await, service.window(&browser, story).await);
    let reach = newsroom::Reach::of(["ar"], world.newsroom.editions()).unwrap();
    let update = newsroom::UpdateAccount { reach: Some(reach), ..newsroom::UpdateAccount::default() };
    world.newsroom.update_account(chief, editor, update).await.unwrap();
    words.write(headline("Of another desk")).await;
    card.say(json!({ "card": { "kicker": "Of another desk" } })).await;
    for window in [&mut words, &mut card] {
        assert_eq!(window.closed_at_once().await, "out-of-reach");
    }
    let reporter = world.browser(Role::Reporter).await;
    let stands = service.window(&reporter, story).await.content();
    assert_eq!((stands.headline, stands.kicker), (content().headline, String::new()));
}

#[tokio::test]
async fn whoever_only_listens_hears_no_word_that_was_written_after_they_lost_their_access() {
    let service = Service::new().await;
    let world = &service.world;
    let (story, chief) = (world.story(content()).await, world.kit.chief());
    let (editor, reporter) = (world.browser(Role::Editor).await, world.browser(Role::Reporter).await);
    let mut writing = service.window(&reporter, story).await;
    let account = world.kit.editor().account;
    let mut listening = service.window(&editor, story).await;
    let session = world.newsroom.sessions(chief, account).await.unwrap()[0].id;
    world.newsroom.end_session(chief, account, session).await.unwrap();
    writing.write(headline("Signed out")).await;
    assert_eq!(writing.told("kept").await, 1);
    assert_eq!(listening.told("closed").await["code"], "signed-out");
    assert_eq!(listening.content().headline, content().headline);

    let editor = world.browser(Role::Editor).await;
    let mut listening = service.window(&editor, story).await;
    let before = listening.content().headline;
    let reach = newsroom::Reach::of(["ar"], world.newsroom.editions()).unwrap();
    let update = newsroom::UpdateAccount { reach: Some(reach), ..newsroom::UpdateAccount::default() };
    world.newsroom.update_account(chief, account, update).await.unwrap();
    writing.write(headline("Of another desk")).await;
    assert_eq!(listening.told("closed").await["code"], "out-of-reach");
    assert_eq!(listening.content().headline, before);
}

fn told(page: &Page) -> Value {
    assert_eq!(page.status, 200, "{}", page.text);
    serde_json::from_str(&page.text).expect("what the test itself made")
}

#[tokio::test]
async fn a_plain_form_shows_the_words_being_written_and_is_merged_with_them() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let (mut reporter, mut editor) = (world.browser(Role::Reporter).await, world.browser(Role::Editor).await);
    let mut window = service.window(&reporter, story).await;
    window.write(headline("Le port rouvre enfin")).await;
    window.told("kept").await;
    let path = format!("/stories/{story}");
    let page = editor.get(&path).await;
    page.shows("Le port rouvre enfin").shows("not in revision 1 yet").shows("is writing too");
    editor.get(&format!("{path}?view=read")).await.hides("enfin");
    window.write(|content| content.push(BlockBody::Paragraph("Écrit pendant ce temps.".into()))).await;
    window.told("kept").await;
    let done = editor.submit(story, &page, &[("kicker", "Transports")], "save").await;
    assert!(done.location().ends_with("?done=saved&at=2"), "{}", done.location());
    let saved = world.words(story).await;
    assert_eq!((saved.kicker.as_str(), saved.headline.as_str()), ("Transports", "Le port rouvre enfin"));
    assert_eq!(saved.blocks.len(), 2);
    window.told("saved").await;
    assert_eq!(window.content().kicker, "Transports");
    // The editor sends no words: they are in the document.
    window.write(headline("Le port rouvre, enfin")).await;
    window.told("kept").await;
    let page = reporter.get(&path).await;
    let fields: Vec<(String, String)> = page.form();
    let csrf = fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let fields = [("csrf", csrf.as_str()), ("base", "2"), ("shared", "1"), ("note", "titre"), ("do", "save")];
    let done = reporter.send(Method::POST, &path, FORM, Body::from(encoded(&fields))).await;
    assert!(done.location().ends_with("?done=saved&at=3"), "{}", done.location());
    assert_eq!(world.words(story).await.headline, "Le port rouvre, enfin");
    editor.get(&path).await.hides("not in revision");
}

#[tokio::test]
async fn the_words_being_written_are_checked_and_their_cards_brought() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Role::Reporter).await;
    let mut window = service.window(&reporter, story).await;
    window.write(headline("Une été FAUTE")).await;
    window.told("kept").await;
    let answer = told(&reporter.get(&format!("/stories/{story}/words")).await);
    let first = &answer["findings"][0];
    assert_eq!(first["targets"][0]["field"], "headline");
    assert_eq!(first["targets"][0]["span"], json!({ "start": 10, "end": 15 }), "in UTF-8 bytes");
    assert_eq!((first["fixes"][0][0]["text"].as_str(), first["letter"].as_str()), (Some("port"), Some("b")));
    let margin = answer["margin"].as_str().unwrap();
    assert!(margin.contains("The word FAUTE was planted") && margin.contains("data-fix"), "{margin}");
    assert_eq!((&answer["card"]["slugline"], &answer["version"]), (&json!("PORT-RÉOUVERTURE"), &json!(1)));
    let mut stranger = world.browser(Role::Reporter).await;
    let editors = newsroom::CreateStory { edition: "fr".into(), content: content() };
    let editors = world.newsroom.create_story(world.kit.editor(), editors).await.unwrap();
    assert_eq!(stranger.get(&format!("/stories/{editors}/words")).await.status, 403);
}

#[tokio::test]
async fn words_that_come_too_late_are_kept_beside_and_half_a_story_not_at_all() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Role::Reporter).await;
    let path = format!("/stories/{story}");
    let page = reporter.get(&path).await;
    for broken in ["{", "{}", "[]"] {
        let refused = reporter.submit(story, &page, &[("document", broken)], "save").await;
        assert_eq!(refused.status, 400, "{broken}");
    }
    assert_eq!(world.head(story).await, 1);
    world.newsroom.submit_story(world.kit.reporter(), story).await.unwrap();
    let paragraph = json!({ "id": 1, "type": "paragraph", "text": "Trop tard." });
    let words = json!({ "kicker": "", "headline": "Trop tard", "standfirst": "", "lead": null, "blocks": [paragraph] });
    let refused = reporter.submit(story, &page, &[("document", &words.to_string())], "save").await;
    assert_eq!(refused.status, 409);
    let kept = world.newsroom.revision(world.kit.reporter(), story, 2).await.unwrap();
    assert!(kept.beside && kept.content.headline == "Trop tard");
    assert_eq!(world.words(story).await, content());
}

#[tokio::test]
async fn a_picture_that_is_dropped_is_in_the_library_before_it_is_in_the_text() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut browser = world.browser(Role::Reporter).await;
    browser.get(&format!("/stories/{story}")).await;
    let picture = testkit::photograph(64, 48);
    let mut body = Vec::new();
    let part = |body: &mut Vec<u8>, head: &str, bytes: &[u8]| {
        body.extend_from_slice(format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    let csrf = browser.csrf.clone();
    part(&mut body, "name=\"csrf\"", csrf.as_bytes());
    part(&mut body, "name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg", &picture);
    body.extend_from_slice(b"--x--\r\n");
    let answer =
        browser.send(Method::POST, "/assets", "multipart/form-data; boundary=x", Body::from(body)).await;
    let asset = told(&answer)["asset"].as_str().unwrap().to_owned();
    assert_eq!(browser.get(&format!("/assets/{asset}")).await.status, 200);
    let none = browser.post("/assets", &[]).await;
    assert_eq!(none.status, 400, "nothing was sent");
}

#[tokio::test]
async fn whoever_writes_hears_that_another_published_and_how_much_is_not_out() {
    let service = Service::new().await;
    let world = &service.world;
    let story = world.story(content()).await;
    let (mut chief, mut editor) = (world.browser(Role::Chief).await, world.browser(Role::Editor).await);
    let address = format!("/stories/{story}/released");
    assert_eq!(chief.get(&address).await.text.trim(), "", "nothing went out yet");
    let (mut one, mut two) = (service.window(&chief, story).await, service.window(&editor, story).await);
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    let told = one.told("released").await;
    assert_eq!(told["own"], false);
    assert_eq!(two.told("released").await["own"], true);
    let banner = chief.get(&address).await;
    banner.shows("The editor published this story at").shows("written from here on is a new draft");
    banner.hides("/history?");

    // What is written from now on is not out, and is compared with what is.
    one.write(headline("Le port ferme")).await;
    one.told("kept").await;
    let banner = chief.get(&address).await;
    banner.shows("1 change since is a new draft").shows(&format!("/stories/{story}/history?from=1&to=draft"));
    let compared = chief.get(&format!("/stories/{story}/history?from=1&to=draft")).await;
    compared
        .shows("<del>rouvre</del><ins>ferme</ins>")
        .shows("Changes since revision 1")
        .shows("being written");
    compared.hides("Restore revision");

    // Who may write no longer is told of it before the line ends.
    let kill = [("reason", "Ce n’est pas vrai")];
    assert_eq!(editor.act(story, "kill", &kill).await.status, 303);
    let killed = one.told("released").await;
    assert!(killed["number"].as_u64() > told["number"].as_u64());
    let closed = one.told("closed").await;
    assert_eq!(closed["code"], "desk-has-it");
    let text = closed["text"].as_str().unwrap();
    assert!(text.contains("goes into a new story") && !text.contains("send it back"), "{text}");
    chief.get(&address).await.shows("The editor withdrew this story at").shows("1 change since is kept");
}
