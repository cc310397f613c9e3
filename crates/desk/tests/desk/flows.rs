//! What a day at the desk looks like, one promise at a time.

use axum::body::Body;
use http::Method;
use newsroom::Role::{Chief, Editor, Reporter};
use story::{BlockBody, Content, File, StoryId, Version};

use crate::browser::Browser;
use crate::world::{World, content};

/// One fault in the headline, and six doubts in the text.
fn faults_and_doubts() -> Content {
    let mut content = Content { headline: "Le FAUTE rouvre".into(), ..content() };
    (0..6).for_each(|_| content.push(BlockBody::Paragraph("Un DOUTE au quai.".into())));
    content
}

#[tokio::test]
async fn the_margin_shows_what_weighs_most_and_five_at_once() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let mut content = faults_and_doubts();
    content.headline = "Le port rouvre".into();
    content.push(BlockBody::Paragraph("La FAUTE du quai.".into()));
    let story = world.story(content).await;
    let page = editor.get(&format!("/stories/{story}")).await;
    page.shows("2 more findings");
    let (shown, folded) = page.text.split_once("<details class=\"more\">").unwrap();
    assert_eq!((shown.matches("data-card=").count(), folded.matches("data-card=").count()), (5, 2));
    let first = shown.find("data-card=").map(|at| &shown[at..at + 40]).unwrap();
    assert!(first.contains("planted-FAUTE"), "{first}");
}

#[tokio::test]
async fn in_an_emergency_an_editor_publishes_over_findings_and_the_log_says_why() {
    let world = World::new().await;
    let (mut editor, mut chief) = (world.browser(Editor).await, world.browser(Chief).await);
    let story = world.story(faults_and_doubts()).await;
    let panel = format!("/stories/{story}/preflight");
    editor.get(&panel).await.shows("Publish all the same, in an emergency");
    world.browser(Reporter).await.get(&panel).await.hides("Publish all the same, in an emergency");
    let chief_only = [("version", "0"), ("answers", "chief")];
    assert_eq!(chief.post("/check-policy", &chief_only).await.location(), "/check-levels?done=check-policy");
    assert_eq!(chief.post("/check-policy", &chief_only).await.status, 409);
    chief.get("/check-levels").await.shows("<option value=\"chief\" selected>");
    editor.get(&panel).await.hides("Publish all the same, in an emergency");
    let over = [("reason", "La sirène sonne.")];
    editor.act(story, "publish-over-checks", &over).await.shows("only a chief answers");
    assert_eq!(world.state(story).await, "draft");
    assert_eq!(chief.post("/check-policy", &[("version", "1"), ("answers", "editor")]).await.status, 303);
    assert_eq!(editor.act(story, "publish-over-checks", &[("reason", " ")]).await.status, 422);
    assert_eq!(editor.act(story, "publish-over-checks", &over).await.status, 303);
    assert_eq!(world.state(story).await, "live");
    chief.get("/audit").await.shows("La sirène sonne.");
}

/// What readers see, why, and where they find it, now and at a time.
async fn history_shows(editor: &mut Browser<'_>, story: StoryId, notice: &str) {
    let history = format!("/stories/{story}/history");
    let page = editor.get(&history).await;
    page.shows(notice).shows("Readers see this revision").shows("Where it stands");
    page.shows("<dd>Opening <span class=\"mut\">placed by the desk</span>")
        .shows("href=\"https://news.example/fr/\"");
    let then = editor.get(&format!("{history}?at=2040-01-01T10:00")).await;
    then.shows("Where it stood").shows("<dd>nowhere</dd>").shows("/fr/region/");
}

#[tokio::test]
async fn a_wire_becomes_a_checked_story_that_is_corrected_and_killed() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;

    let wire = "LINES\nboreale-1|1|usable||Le FAUTE rouvre|Trois ferries ont accosté avant l’aube.";
    let filed = editor.post("/items", &[("words", wire), ("source", "boreale")]).await;
    assert_eq!(filed.status, 303);
    let item = filed.location().to_owned();
    let page = editor.get(&item).await;
    page.shows("Le FAUTE rouvre").shows("Agence Boréale").shows("Take to desk");
    // The desk sees the doubt before it takes the item.
    page.shows("The word FAUTE was planted").shows("sv sv-b");

    let path = item.split('?').next().unwrap();
    let taken = editor.post(&format!("{path}/take"), &[("place", "fr/region")]).await;
    let story = taken.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
    editor.get(path).await.shows("Taken by The editor");
    editor.get(&format!("/stories/{story}")).await.shows("The word FAUTE was planted").shows("no such word");

    let refused = editor.act(story, "publish", &[]).await;
    assert_eq!(refused.status, 422);
    refused.shows("The word FAUTE was planted").shows("1 point blocks");
    assert_eq!(world.state(story).await, "draft");

    let fixed = editor.edit(story, &[], "apply:planted-FAUTE-headline:0").await;
    assert!(fixed.location().contains("?done=fixed&"), "{}", fixed.location());
    assert_eq!(world.words(story).await.headline, "Le port rouvre");
    editor
        .get(&format!("/stories/{story}/preflight"))
        .await
        .shows("Nothing blocks")
        .shows("Passed <small>1</small>")
        .shows("At once, when it is published")
        .shows("Pages that change <small>2</small>")
        .shows("href=\"https://news.example/fr/\"")
        .shows("Publish Le port rouvre");
    assert_eq!(editor.act(story, "rank", &[("rank", "loudest")]).await.status, 404);
    assert_eq!(editor.act(story, "rank", &[("rank", "flash")]).await.status, 303);
    assert_eq!(world.words(story).await.urgency, story::Urgency::FLASH);
    editor
        .get(&format!("/stories/{story}/preflight"))
        .await
        .shows("An alert stands in a band above the front");
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    assert_eq!(world.state(story).await, "live");
    let page = editor.get(&format!("/stories/{story}?view=read&done=publish")).await;
    page.shows("https://news.example/fr/region/").shows("role=\"status\" data-toast>Live<");

    editor.edit(story, &[("standfirst", "Deux ferries, en fait.")], "save").await;
    let pending = editor.get(&format!("/stories/{story}/preflight")).await;
    pending.shows("<ins>Deux ferries, en fait.</ins>").shows("Correction notice");
    pending.shows("Changes as well:").shows("<bdi class=\"break\" dir=\"ltr\">/fr/corrections</bdi>");
    assert_eq!(editor.act(story, "correct", &[("notice", " ")]).await.status, 422);
    let notice = "Une première version parlait de trois ferries.";
    assert_eq!(editor.act(story, "correct", &[("notice", notice)]).await.status, 303);
    history_shows(&mut editor, story, notice).await;

    let page = editor.get(&format!("/stories/{story}/kill")).await;
    page.shows("Withdraw Le port rouvre from readers").shows("Pages that change <small>2</small>");
    let nameless = editor.post(&format!("/stories/{story}/kill"), &[("reason", "")]).await;
    assert_eq!(nameless.status, 422);
    let killed = editor.post(&format!("/stories/{story}/kill"), &[("reason", "Tout était faux.")]).await;
    assert_eq!(killed.status, 303);
    editor.get(&format!("/stories/{story}")).await.shows("Withdrawn").shows("It changes no more");
    let changes: Vec<_> = world.kit.journal().await.iter().map(|entry| entry.change.name()).collect();
    assert_eq!(changes, ["published", "corrected", "killed"]);
}

#[tokio::test]
async fn saving_a_form_that_nobody_touched_changes_nothing() {
    let world = World::new().await;
    let mut content = Content { standfirst: "Deux lignes\n\net une marge  ".into(), ..content() };
    let mut rich = story::RichText::plain("  un *astérisque*, [sic] \\ et du gras");
    rich.mark(story::Span::new(2, 4), story::MarkKind::Strong).unwrap();
    content.push(BlockBody::Paragraph(rich));
    content.push(BlockBody::Picture(story::Picture { caption: "Sans image".into(), ..Default::default() }));
    let story = world.story(content.clone()).await;
    let mut reporter = world.browser(Reporter).await;
    let before = world.words(story).await;
    let page = reporter.edit(story, &[], "save").await;
    assert!(page.location().ends_with("?done=unchanged&at=1"), "{}", page.location());
    assert_eq!((world.head(story).await, world.words(story).await), (1, before));
}

#[tokio::test]
async fn every_block_is_added_moved_and_removed_with_buttons() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Reporter).await;
    for kind in [
        "subheading",
        "quote",
        "list",
        "picture",
        "gallery",
        "video",
        "embed",
        "fact-box",
        "table",
        "paragraph",
    ] {
        let page = reporter.edit(story, &[], &format!("add:{kind}:1")).await;
        assert!(page.location().contains("#b"), "{kind}: {}", page.text);
    }
    assert_eq!(world.words(story).await.blocks.len(), 11);
    let changes = [("b3.text", "On a *dormi*"), ("b3.speaker", "Anouk Delestre"), ("b4.items", "un\ndeux")];
    reporter.edit(story, &changes, "up:3").await;
    let words = world.words(story).await;
    let quote = words.blocks.iter().find_map(|block| match &block.body {
        BlockBody::Quote(quote) => Some(quote.clone()),
        _ => None,
    });
    let quote = quote.unwrap();
    assert_eq!((quote.words.text.as_str(), quote.words.marks.len()), ("On a dormi", 1));
    assert_eq!(quote.speaker.unwrap().name, "Anouk Delestre");
    reporter.edit(story, &[], "remove:3").await;
    assert_eq!(world.words(story).await.blocks.len(), 10);
}

#[tokio::test]
async fn two_people_save_at_once_and_nobodys_words_are_lost() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let (mut reporter, mut editor) = (world.browser(Reporter).await, world.browser(Editor).await);
    let open = reporter.get(&format!("/stories/{story}")).await;
    editor.edit(story, &[("headline", "Le port rouvre mardi")], "save").await;
    let late = reporter.submit(story, &open, &[("headline", "Le port a rouvert")], "save").await;
    assert_eq!(late.location(), format!("/stories/{story}/conflict?kept=3"));
    let conflict = reporter.get(late.location()).await;
    conflict.shows("The editor saved revision 2").shows("Your words are kept: revision 3");
    conflict.shows("<del>mardi</del><ins>rouvert</ins>");
    assert_eq!(world.words(story).await.headline, "Le port rouvre mardi");

    let mine = reporter.get(&format!("/stories/{story}?kept=3")).await;
    mine.shows("You are working from revision 3");
    reporter.submit(story, &mine, &[], "save").await;
    assert_eq!(world.words(story).await.headline, "Le port a rouvert");
    reporter.get(&format!("/stories/{story}/history")).await.shows("Kept beside, after a conflict");
}

#[tokio::test]
async fn an_error_is_answered_for_by_an_editor_with_a_reason() {
    let world = World::new().await;
    let story = world.story(Content { headline: "La FAUTE".into(), ..content() }).await;
    let (mut reporter, mut editor) = (world.browser(Reporter).await, world.browser(Editor).await);
    let (acknowledge, reason) = ("acknowledge:planted-FAUTE-headline", "reason:planted-FAUTE-headline");

    reporter.get(&format!("/stories/{story}")).await.shows("Only an editor can pass over this");
    let refused = reporter.edit(story, &[(reason, "Parce que")], acknowledge).await;
    assert_eq!(refused.status, 403);
    let empty = editor.edit(story, &[(reason, " "), ("kicker", "Mer")], acknowledge).await;
    assert_eq!(empty.status, 422);
    assert_eq!(world.words(story).await.kicker, "Mer", "the words are saved whatever else is refused");

    editor.edit(story, &[(reason, "Titre voulu")], acknowledge).await;
    let page = editor.get(&format!("/stories/{story}/preflight")).await;
    page.shows("Nothing blocks").shows("Acknowledged by The editor").shows("Titre voulu");
    editor.edit(story, &[], "reopen:planted-FAUTE-headline").await;
    editor.get(&format!("/stories/{story}/preflight")).await.shows("1 point blocks");
}

#[tokio::test]
async fn a_finding_and_its_words_lead_to_each_other() {
    let world = World::new().await;
    let story = world.story(Content { headline: "DOUTE ou FAUTE".into(), ..content() }).await;
    let mut editor = world.browser(Editor).await;
    let read = editor.get(&format!("/stories/{story}?view=read")).await;
    read.shows("<span class=\"mk mk-w\" id=\"t1\" aria-describedby=\"f1\">DOUTE</span>");
    read.shows("<span class=\"mk mk-b\" id=\"t2\" aria-describedby=\"f2\">FAUTE</span>");
    read.shows("href=\"#f2\"").shows("href=\"#t2\"").shows("id=\"f2\"");
    let write = editor.get(&format!("/stories/{story}")).await;
    write.shows("href=\"#headline\"").shows("id=\"headline\"");
}

#[tokio::test]
async fn a_story_waits_for_its_hour_and_its_embargo() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut editor = world.browser(Editor).await;
    // The newsroom's clock says 10:00 in Paris.
    let nonsense = editor.act(story, "schedule", &[("at", "demain")]).await;
    assert_eq!(nonsense.status, 422);
    assert_eq!(editor.act(story, "schedule", &[("at", "2026-06-10T09:00")]).await.status, 422);
    assert_eq!(editor.act(story, "schedule", &[("at", "2026-06-10T11:30")]).await.status, 303);
    editor.get("/stories").await.shows("On the stone").shows("11:30");
    assert_eq!(editor.act(story, "unschedule", &[]).await.status, 303);

    editor.edit(story, &[("embargo", "2026-06-10T18:00")], "embargo").await;
    editor.get(&format!("/stories/{story}")).await.shows("10 June 2026, 18:00:00");
    let early = editor.act(story, "publish", &[]).await;
    assert_eq!(early.status, 409);
    early.shows("18:00");
    editor.edit(story, &[], "embargo-lift").await;
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
}

#[tokio::test]
async fn an_old_revision_comes_back_as_a_new_one() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut editor = world.browser(Editor).await;
    editor.edit(story, &[("headline", "Le port ferme"), ("note", "Tempête")], "save").await;
    let history = editor.get(&format!("/stories/{story}/history?from=2&to=1")).await;
    history
        .shows("<del>ferme</del>")
        .shows("<ins>rouvre</ins>")
        .shows("Tempête")
        .shows("Restore revision 1 as new");
    let restored = editor.post(&format!("/stories/{story}/restore"), &[("number", "1")]).await;
    assert_eq!(restored.status, 303);
    assert_eq!((world.head(story).await, world.words(story).await.headline.as_str()), (3, "Le port rouvre"));
    let unknown = editor.post(&format!("/stories/{story}/restore"), &[("number", "99")]).await;
    assert_eq!(unknown.status, 404);
}

#[tokio::test]
async fn a_picture_is_uploaded_with_the_story_and_shown_on_the_desk() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut reporter = world.browser(Reporter).await;
    let page = reporter.get(&format!("/stories/{story}")).await;
    let png = testkit::photograph(640, 480);
    let send = |bytes: &[u8]| {
        let mut body = Vec::new();
        for (name, value) in page.form().into_iter().chain([("do".to_owned(), "save".to_owned())]) {
            let part = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        // As much as a camera's picture has.
        let more = "x".repeat(8 << 20);
        let part = format!("--XX\r\nContent-Disposition: form-data; name=\"more\"\r\n\r\n{more}\r\n");
        body.extend(part.into_bytes());
        let head = "--XX\r\nContent-Disposition: form-data; name=\"lead.upload\"; filename=\"a.png\"\r\n\
            Content-Type: image/png\r\n\r\n";
        body.extend(head.bytes().chain(bytes.iter().copied()).chain(b"\r\n--XX--\r\n".iter().copied()));
        Body::from(body)
    };
    let path = format!("/stories/{story}");
    let broken =
        reporter.send(Method::POST, &path, "multipart/form-data; boundary=XX", send(b"no picture")).await;
    assert_eq!(broken.status, 415);
    let saved = reporter.send(Method::POST, &path, "multipart/form-data; boundary=XX", send(&png)).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let Some(File::Stored { asset }) = world.words(story).await.lead.map(|lead| lead.file) else {
        panic!("no picture")
    };
    let picture = reporter.get(&format!("/assets/{asset}")).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/png"));
}

#[tokio::test]
async fn a_story_is_started_submitted_and_sent_back() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    let fields = [("edition", "ar"), ("slugline", "MINA"), ("headline", "الميناء يفتح")];
    let created = chief.post("/stories", &fields).await;
    let story = created.location().split(['/', '?']).nth(2).unwrap().parse().unwrap();
    chief.get(&format!("/stories/{story}")).await.shows("lang=\"ar\" dir=\"rtl\"");
    assert_eq!(chief.act(story, "submit", &[]).await.status, 303);
    assert_eq!(chief.act(story, "submit", &[]).await.status, 409, "a move that does not exist from there");
    assert_eq!(chief.act(story, "send-back", &[]).await.status, 303);
    assert_eq!(chief.act(story, "spike", &[]).await.status, 303);
    chief.get("/stories/list?state=spiked").await.shows("MINA");
    assert_eq!(chief.act(story, "unspike", &[]).await.status, 303);
    chief.get("/stories?edition=fr").await.hides("MINA");
    chief.get("/stories?edition=ar&text=mina").await.shows("MINA");
    let nowhere = chief.post("/stories", &[("edition", "xx"), ("headline", "A")]).await;
    assert_eq!(nowhere.status, 422);
}

#[tokio::test]
async fn the_history_of_a_story_is_taken_along_as_a_page_or_as_data() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let story = world.story(content()).await;
    editor.edit(story, &[("headline", "Le port <b> ferme"), ("note", "vérifié")], "save").await;
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    let at = format!("/stories/{story}/history");
    editor.get(&at).await.shows(&format!("{at}/file?form=json")).shows("published, ");
    let page = editor.get(&format!("{at}/file")).await;
    assert!(page.header("content-disposition").contains(&format!("history-{story}.html")));
    page.shows("<b> ferme</ins>").shows("<del>rouvre</del>").shows("vérifié").hides("<script");
    assert!(!page.text.contains("<b> ferme"), "words are never markup");
    let data = editor.get(&format!("{at}/file?form=json")).await;
    let json: serde_json::Value = serde_json::from_str(&data.text).expect("JSON");
    assert_eq!(json["kind"], "marbre-story-history");
    assert_eq!(json["revisions"][1]["content"]["headline"], "Le port <b> ferme");
    assert_eq!(json["publications"][0]["revision"], 2);
}

#[tokio::test]
async fn the_history_says_how_often_readers_were_given_each_version_and_nothing_of_others() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let story = world.story(content()).await;
    assert_eq!(editor.act(story, "publish", &[]).await.status, 303);
    editor.edit(story, &[("headline", "Le port ferme")], "save").await;
    let (at, version) = (format!("/stories/{story}/history"), |revision| Version { story, revision });
    editor.get(&at).await.hides("read once").hides(" times");
    let told = async |editor: &mut Browser<'_>, language: &str| {
        assert_eq!(editor.post("/settings/interface", &[("language", language)]).await.status, 303);
        editor.get(&at).await
    };
    let readings = world.kit.store.readings_writer();
    readings.add(&[(version(1), 1)].into()).await.unwrap();
    let once = told(&mut editor, "en").await;
    once.shows(", read once.</p>").shows("<p class=\"mut n\">read once</p>");
    assert_eq!(once.text.matches("read once").count(), 2, "one of two revisions, and what readers saw");
    told(&mut editor, "ar").await.shows("، \u{2068}قُرئت مرة واحدة\u{2069}.");
    readings.add(&[(version(1), 12_305)].into()).await.unwrap();
    told(&mut editor, "en").await.shows(", read 12,306 times.</p>");
    told(&mut editor, "fr").await.shows(", lue 12\u{202f}306 fois.</p>");
    told(&mut editor, "ar").await.shows("، \u{2068}قُرئت \u{2068}12,306\u{2069} ");
    let file = editor.get(&format!("{at}/file")).await;
    assert_eq!(file.text.matches("12,306").count(), 1);
    let data = editor.get(&format!("{at}/file?form=json")).await;
    let json: serde_json::Value = serde_json::from_str(&data.text).expect("JSON");
    assert_eq!((&json["revisions"][0]["read"], &json["revisions"][1]["read"]), (&12_306.into(), &().into()));
}
