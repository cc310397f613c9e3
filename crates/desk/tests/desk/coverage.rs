//! Live coverage at the desk: by forms alone and by programs, by several people, checked and refused.

use newsroom::Role::{Chief, Editor, Reporter};
use newsroom::{AddAsset, FileItem};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::page::Page;
use crate::world::World;

#[track_caller]
fn address(page: &Page, done: &str) -> String {
    assert_eq!(page.status, 303, "{}", page.text);
    let (path, query) = page.location().split_once('?').expect("a query");
    assert!(query.starts_with(&format!("done={done}")), "{query}");
    path.to_owned()
}

async fn opened(browser: &mut Browser<'_>) -> String {
    browser.get("/live").await.shows("New live coverage");
    let form =
        [("headline", "La reprise du trafic"), ("standfirst", "Suivez la journée."), ("place", "fr/region")];
    address(&browser.post("/live", &form).await, "direct-opened")
}

/// The number of the entry with this headline, as its screen links to it.
fn entry(page: &Page, headline: &str) -> String {
    let (before, _) = page.text.split_once(&format!(">{headline}</a></h2>")).expect("the entry");
    let link = before.rsplit_once("href=\"").expect("its link").1.trim_end_matches('"');
    link.rsplit(['=', '/']).next().expect("its number").to_owned()
}

#[tokio::test]
async fn a_coverage_is_told_corrected_and_closed_by_forms_alone() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let coverage = opened(&mut editor).await;
    let compose = format!("{coverage}/entries");
    let draft = [("headline", "Premier point"), ("text", "Il est six heures."), ("kind", "plain")];
    let kept = editor.post(&compose, &[&draft[..], &[("do", "draft")]].concat()).await;
    address(&kept, "entry-kept");
    let early = editor.post(&compose, &[&draft[..], &[("do", "publish")]].concat()).await;
    assert_eq!(early.status, 409, "readers do not have the coverage");
    early.shows("publish it first").shows("Il est six heures.");
    let page = editor.get(&coverage).await;
    page.shows("Not yet before readers").shows("Premier point");

    address(&editor.post(&coverage, &[("do", "publish"), ("revision", "1")]).await, "direct-published");
    let urgent = [
        ("headline", "Le ferry part à 17 heures"),
        ("text", "Le **Haute-Lande** embarque.\nÀ 16 heures."),
        ("kind", "plain"),
        ("quote", "L’eau est prête."),
        ("speaker", "Irène Vasselin"),
        ("role", "commandante"),
        ("do", "urgent"),
    ];
    address(&editor.post(&compose, &urgent).await, "entry-published");
    let page = editor.get(&coverage).await;
    let number = entry(&page, "Le ferry part à 17 heures");
    page.shows("class=\"hot\"");
    let journal = world.kit.journal().await;
    let live = journal.last().unwrap().change.live().unwrap();
    assert_eq!((live.content.urgency.level(), live.content.blocks.len()), (2, 3));
    assert_eq!(live.content.byline[0].name, world.kit.editor().name);

    let page = editor.get(&format!("{coverage}?entry={number}")).await;
    page.shows("Le **Haute-Lande** embarque.").shows("Irène Vasselin").shows("Update the entry");
    page.shows(&format!("?entry={number}&using=wires\""));
    let change = [
        ("entry", number.as_str()),
        ("base", "1"),
        ("headline", "Le ferry part à 18 heures"),
        ("text", "Le **Haute-Lande** embarque.\nÀ 17 heures."),
        ("kind", "urgent"),
        ("quote", "L’eau est prête."),
        ("speaker", "Irène Vasselin"),
        ("role", "commandante"),
        ("do", "correct"),
        ("notice", "Nous avions écrit 17 heures."),
    ];
    address(&editor.post(&compose, &change).await, "entry-changed");
    editor.get(&coverage).await.shows("Corrected").hides("part à 17 heures");
    address(&editor.post(&coverage, &[("do", &*format!("pin {number}"))]).await, "entry-pinned");
    let points = [("do", "points"), ("revision", "1"), ("points", "Trois ferrys\n\nDeux portiques")];
    address(&editor.post(&coverage, &points).await, "points-saved");
    editor.get(&coverage).await.shows("2 of 5").shows("Deux portiques");
    let unreasoned = editor.post(&coverage, &[("do", &*format!("withdraw {number}")), ("reason", " ")]).await;
    assert_eq!(unreasoned.status, 422);
    let withdraw = [("do", format!("withdraw {number}")), ("reason", "Faux.".to_owned())];
    let withdraw = withdraw.each_ref().map(|(name, value)| (*name, value.as_str()));
    address(&editor.post(&coverage, &withdraw).await, "entry-withdrawn");
    address(&editor.post(&coverage, &[("do", "close")]).await, "direct-closed");
    editor.get(&coverage).await.shows("Reopen the coverage").hides("id=\"compose\"");
    let told: Vec<_> = world.kit.journal().await.iter().map(|entry| entry.change.name()).collect();
    let wanted =
        ["published", "published", "corrected", "updated", "updated", "updated", "killed", "updated"];
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn who_reads_and_what_there_is_to_use_stand_beside_the_composer() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let mut reporter = world.browser(Reporter).await;
    let coverage = opened(&mut editor).await;
    editor.get(&coverage).await.hides("8,412 readers");
    address(&editor.post(&coverage, &[("do", "publish"), ("revision", "1")]).await, "direct-published");
    let page = editor.get(&coverage).await;
    page.shows("data-readers=\"8412\"").shows("8,412 readers").shows("seen in 0.6 s");
    editor.get("/live").await.shows("8,412 readers");
    let news = editor.get(&format!("{coverage}/news?mark=old")).await;
    let told: Value = serde_json::from_str(&news.text).expect("JSON");
    assert_eq!((&told["changed"], &told["readers"]["mark"]), (&json!(true), &json!("8412")));

    // A colleague in the field writes and sends a picture.
    let said = [("text", "Deux navettes **de plus**\nà la gare de Lorme")];
    let story = coverage.replace("/live/", "/stories/");
    assert_eq!(reporter.post(&format!("{story}/comments"), &said).await.status, 303);
    let bytes = testkit::photograph(640, 420);
    let add = AddAsset { bytes, caption: "La file au quai 3".into(), ..AddAsset::default() };
    let asset = world.newsroom.add_asset(world.kit.reporter(), add).await.unwrap().id;
    // A dispatch that says of no language is not one in another language.
    let bytes = testkit::delivery(&["port|1|usable||Sans langue|Un texte."]);
    let file = FileItem { bytes, source: "boreale".into(), ..FileItem::default() };
    world.newsroom.file_item(world.kit.reporter(), file).await.unwrap();
    let page = editor.get(&coverage).await;
    page.shows("Sans langue");
    page.shows("Deux navettes **de plus** à la gare de Lorme").shows("La file au quai 3");
    for (kind, only, not) in [
        ("messages", "Deux navettes", "La file au quai 3"),
        ("pictures", "La file au quai 3", "Deux navettes"),
    ] {
        let page = editor.get(&format!("{coverage}?using={kind}")).await;
        page.shows(only).hides(not).shows(&format!("using={kind}\" aria-current=\"true\""));
    }
    let page = editor.get(&coverage).await;
    let message = page.text.split_once("?message=").expect("the message may be used").1;
    let message = message.split(['#', '&']).next().expect("its number");
    let page = editor.get(&format!("{coverage}?message={message}&picture={asset}")).await;
    page.shows("à la gare de Lorme</textarea>").shows(&format!("name=\"lead.file\" value=\"{asset}\""));
    page.shows("value=\"La file au quai 3\"");
    assert_eq!(
        editor.get(&format!("{coverage}?message=1")).await.status,
        404,
        "another story's, or nobody's"
    );
}

#[tokio::test]
async fn what_the_checks_find_is_told_while_writing_and_holds_an_entry_back_with_its_words() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let coverage = opened(&mut editor).await;
    address(&editor.post(&coverage, &[("do", "publish"), ("revision", "1")]).await, "direct-published");
    let typed = [("headline", "FAUTE au port"), ("text", "Il est six heures."), ("kind", "plain")];
    let checked = editor.post(&format!("{coverage}/check"), &typed).await;
    assert_eq!(checked.status, 200, "{}", checked.text);
    let told: Value = serde_json::from_str(&checked.text).unwrap();
    assert!(told["html"].as_str().unwrap().contains("sv-b"), "{told}");
    assert_eq!(world.newsroom.coverages(world.kit.editor()).await.unwrap().len(), 1);
    let compose = format!("{coverage}/entries");
    let refused = editor.post(&compose, &[&typed[..], &[("do", "publish")]].concat()).await;
    assert_eq!(refused.status, 422);
    refused.shows("value=\"FAUTE au port\"").shows("Il est six heures.").shows("sv-b");
    let number = entry(&editor.get(&coverage).await, "FAUTE au port");
    let mended = [
        ("entry", number.as_str()),
        ("base", "1"),
        ("headline", "Retour au port"),
        ("text", "Il est six heures."),
        ("kind", "plain"),
        ("do", "publish"),
    ];
    address(&editor.post(&compose, &mended).await, "entry-published");
    assert_eq!(world.kit.journal().await.len(), 2);
}

#[tokio::test]
async fn a_reporter_writes_entries_and_an_editor_puts_them_out() {
    let world = World::new().await;
    let (mut reporter, mut editor) = (world.browser(Reporter).await, world.browser(Editor).await);
    let coverage = opened(&mut reporter).await;
    for what in ["publish", "close", "unpin"] {
        let refused = reporter.post(&coverage, &[("do", what), ("revision", "1")]).await;
        assert_eq!(refused.status, 403, "{what}");
    }
    address(&editor.post(&coverage, &[("do", "publish"), ("revision", "1")]).await, "direct-published");
    let compose = format!("{coverage}/entries");
    let words = [("headline", "Au quai nord"), ("text", "On plie les couvertures."), ("kind", "highlight")];
    let refused = reporter.post(&compose, &[&words[..], &[("do", "publish")]].concat()).await;
    assert_eq!(refused.status, 403);
    refused.shows("On plie les couvertures.");
    let page = editor.get(&coverage).await;
    let number = entry(&page, "Au quai nord");
    let out = [("entry", number.as_str()), ("base", "1"), ("do", "publish")];
    address(&editor.post(&compose, &[&words[..], &out].concat()).await, "entry-published");
    let bytes = testkit::delivery(&["port|1|usable||Huit camions autorisés à embarquer|"]);
    let file = FileItem { bytes, source: "boreale".into(), ..FileItem::default() };
    let item = world.newsroom.file_item(world.kit.editor(), file).await.unwrap().items[0].id;
    let page = reporter.get(&format!("{coverage}?item={item}")).await;
    page.shows(&format!("name=\"item\" value=\"{item}\""))
        .shows("value=\"Huit camions autorisés à embarquer\"");
    let strange = world.story(crate::world::content()).await;
    for (address, fields) in [
        (compose.clone(), vec![("entry".to_owned(), strange.to_string())]),
        (coverage.clone(), vec![("do".to_owned(), format!("pin {strange}"))]),
        (format!("/live/{strange}"), vec![("do".to_owned(), "close".to_owned())]),
    ] {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = editor.post(&address, &[&[("headline", "x")][..], &fields].concat()).await;
        assert!(refused.status.is_client_error(), "{address} {}", refused.status);
    }
    assert_eq!(editor.get(&format!("/live/{strange}")).await.status, 404);
}

#[tokio::test]
async fn a_coverage_is_told_by_programs() {
    let world = World::new().await;
    let editor = world.program(Editor).await;
    let made = |told: crate::program::Told| told.json["id"].as_str().expect("made").to_owned();
    let content = json!({ "headline": "La reprise du trafic", "section": "region" });
    let coverage = made(editor.post("/api/coverages", json!({ "edition": "fr", "content": content })).await);
    let at = |tail: &str| format!("/api/coverages/{coverage}{tail}");
    let entry = json!({ "content": { "headline": "Premier point", "urgency": 3 } });
    let entry = made(editor.post(&at("/entries"), entry).await);
    let publish = async |story: &str| {
        editor.post(&format!("/api/stories/{story}/publish"), json!({ "revision": 1 })).await
    };
    assert_eq!(publish(&entry).await.refusal(), (409, "coverage-not-live"));
    assert!(publish(&coverage).await.status.is_success() && publish(&entry).await.status.is_success());
    let listed = editor.get("/api/coverages").await.json;
    assert_eq!(
        (&listed["stories"][0]["id"], listed["stories"][0]["coverage"].is_object()),
        (&json!(coverage), true)
    );
    let entries = editor.get(&at("/entries?limit=1")).await.json;
    assert_eq!(entries["stories"][0]["entry_of"], json!(coverage));
    let pinned = editor.post(&at("/pin"), json!({ "entry": entry })).await.json;
    assert_eq!(pinned["coverage"]["pinned"]["entry"], json!(entry));
    assert!(editor.post(&at("/close"), json!({})).await.json["coverage"]["closed"].is_string());
    let late = editor.post(&at("/entries"), json!({})).await;
    assert_eq!(late.refusal(), (409, "coverage-closed"));
    assert!(editor.post(&at("/reopen"), json!({})).await.json["coverage"]["closed"].is_null());
    let all = editor.get("/api/stories").await.json;
    assert_eq!(all["stories"].as_array().unwrap().len(), 1, "entries are in no list of stories");
}

#[tokio::test]
async fn whoever_has_a_coverage_open_is_seen_by_the_others_and_so_is_who_writes() {
    let world = World::new().await;
    let (mut editor, mut chief) = (world.browser(Editor).await, world.browser(Chief).await);
    let coverage = opened(&mut editor).await;
    let page = chief.get(&coverage).await;
    page.shows("People here now").shows("<bdi class=\"vh\">The chief</bdi>").hides("vh\">The editor</bdi>");
    let (_, alone) = page.text.split_once("data-here=\"").unwrap();
    let (alone, _) = alone.split_once('"').unwrap();

    // A screen that waits for news is open: whoever waits elsewhere hears at once of somebody more.
    editor.get(&format!("{coverage}/news?mark=old")).await;
    let news = chief.get(&format!("{coverage}/news?here={alone}")).await;
    let news: Value = serde_json::from_str(&news.text).unwrap();
    let faces = news["here"]["faces"].as_str().unwrap();
    assert!(faces.contains("The editor</bdi>") && faces.contains("The chief</bdi>"), "{faces}");
    chief.get(&coverage).await.shows("vh\">The editor</bdi>");
    assert_eq!(news["here"]["writing"], "");

    // Typing is told of while it goes on, and to nobody who types alone.
    editor.post(&format!("{coverage}/check"), &[("headline", "Une brève")]).await;
    chief.get(&coverage).await.shows("The editor is writing too");
    editor.get(&coverage).await.hides("is writing too");
}
