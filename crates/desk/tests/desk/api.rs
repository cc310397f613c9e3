//! The API: the same newsroom, asked by programs.

use std::collections::BTreeSet;

use axum::body::Body;
use desk::Access;
use http::{Method, Request, StatusCode, header};
use newsroom::{Role, Scope};
use serde_json::{Value, json};
use story::Version;

use crate::program::{Program, Told};
use crate::world::{World, content};

/// What was made.
#[track_caller]
fn id(told: &Told) -> String {
    assert_eq!(told.status, StatusCode::CREATED, "{}", told.json);
    told.json["id"].as_str().expect("what the test itself made").to_owned()
}

#[track_caller]
fn fine(told: Told) -> Value {
    assert!(told.status.is_success(), "{} {}", told.status, told.json);
    told.json
}

fn words(headline: &str) -> Value {
    let mut content = serde_json::to_value(content()).expect("what the test itself made");
    content["headline"] = json!(headline);
    content
}

#[tokio::test]
async fn every_route_is_described_and_nothing_else_is() {
    let world = World::new().await;
    let program = Program::new(&world, String::new()).await;
    let paths = program.description()["paths"].as_object().unwrap();
    let described: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let routes = desk::routes().into_iter().filter(|(_, _, access)| matches!(access, Access::Api(_)));
    let routes: BTreeSet<String> = routes.map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(described, routes);
    let names: Vec<&str> = paths
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name stands for one route");
}

#[tokio::test]
async fn the_description_refers_to_nothing_that_is_not_there() {
    let world = World::new().await;
    let program = Program::new(&world, String::new()).await;
    let mut open = vec![program.description()];
    let mut references = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(path) = object.get("$ref").and_then(Value::as_str) {
                    let target = path.strip_prefix('#').unwrap();
                    assert!(program.description().pointer(target).is_some(), "{path}");
                    references += 1;
                }
                open.extend(object.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    assert!(references > 100, "{references}");
    let save = &program.description()["components"]["schemas"]["Save"];
    assert_eq!(save["additionalProperties"], json!(false), "unknown fields are refused");
}

#[tokio::test]
async fn a_story_walks_from_draft_to_readers_and_back() {
    let world = World::new().await;
    let (reporter, editor) = (world.program(Role::Reporter).await, world.program(Role::Editor).await);
    let create = json!({ "edition": "fr", "content": words("FAUTE au port") });
    let story = id(&reporter.post("/api/stories", create).await);
    let at = |tail: &str| format!("/api/stories/{story}{tail}");
    let save = json!({ "base": 1, "note": "n", "content": words("FAUTE au port, suite") });
    assert_eq!(fine(reporter.post(&at("/revisions"), save.clone()).await)["number"], 2);
    let conflict = reporter.post(&at("/revisions"), json!({ "base": 1, "content": words("Autre") })).await;
    assert_eq!(conflict.refusal(), (409, "conflict"));
    assert_eq!((&conflict.json["args"]["head"], &conflict.json["args"]["kept"]), (&json!(2), &json!(3)));
    assert_eq!(fine(reporter.get(&at("/revisions")).await)["revisions"].as_array().unwrap().len(), 3);
    let first = Version { story: story.parse().unwrap(), revision: 1 };
    world.kit.store.readings_writer().add(&[(first, 7)].into()).await.unwrap();
    let (one, list) =
        (fine(reporter.get(&at("/revisions/1")).await), fine(reporter.get(&at("/revisions")).await));
    assert_eq!((&one["content"]["headline"], &one["read"]), (&json!("FAUTE au port"), &json!(7)));
    let (listed, whole) =
        (&list["revisions"][2], fine(reporter.get(&at("/history")).await)["revisions"][0].clone());
    assert_eq!((&one["seal"], &one["read"]), (&listed["seal"], &listed["read"]));
    assert!(one["seal"].is_string() && one == whole, "{one}");
    assert_eq!(fine(reporter.get(&at("")).await)["revision"]["read"], json!(null), "the newest");
    assert_eq!(fine(reporter.post(&at("/submit"), json!({})).await)["state"], "in-desk");
    let preflight = fine(editor.get(&at("/preflight")).await);
    let readers = &preflight["readers"];
    assert_eq!((&readers["headline"], &readers["picture"]), (&json!("FAUTE au port, suite"), &json!(null)));
    let own = readers["path"].as_str().unwrap();
    assert!(own.starts_with("/fr/region/"), "{own}");
    assert_eq!(readers["pages"], json!([own, "/fr/"]));
    assert_eq!(fine(editor.get(&at("/preflight?step=kill")).await)["readers"], json!(null), "it is not live");
    let fingerprint = preflight["blocking"][0].clone();
    let blocked = editor.post(&at("/publish"), json!({ "revision": 2 })).await;
    assert_eq!(blocked.refusal(), (422, "checks-block"));
    let over = json!({ "revision": 2, "reason": " " });
    assert_eq!(editor.post(&at("/publish-over-checks"), over).await.refusal(), (422, "empty-reason"));
    let answer = json!({ "fingerprint": fingerprint, "reason": "A quotation." });
    fine(editor.post(&at("/findings/acknowledge"), answer.clone()).await);
    fine(editor.post(&at("/findings/reopen"), json!({ "fingerprint": fingerprint })).await);
    let apply = json!({ "fingerprint": fingerprint });
    assert_eq!(fine(editor.post(&at("/findings/apply"), apply).await)["number"], 4);
    let out = fine(editor.post(&at("/publish"), json!({ "revision": 4 })).await);
    assert!(out["url"].as_str().unwrap().starts_with("https://news.example/fr/"), "{out}");
    let whole = fine(editor.get(&at("")).await);
    assert_eq!((&whole["state"], &whole["live"], &whole["url"]), (&json!("live"), &json!(4), &out["url"]));
    fine(editor.post(&at("/revisions"), json!({ "base": 4, "content": words("Le port a rouvert") })).await);
    let own = out["url"].as_str().unwrap().trim_start_matches("https://news.example");
    let corrected = fine(editor.get(&at("/preflight?step=correction")).await);
    assert_eq!(corrected["readers"]["pages"], json!([own, "/fr/", "/fr/corrections"]));
    let correct = json!({ "revision": 5, "notice": "Le port a rouvert hier." });
    fine(editor.post(&at("/correct"), correct).await);
    fine(editor.post(&at("/kill"), json!({ "reason": "Tout est faux." })).await);
    let killed = fine(editor.get(&at("")).await);
    assert_eq!((&killed["state"], &killed["reason"]), (&json!("withdrawn"), &json!("Tout est faux.")));
    assert_eq!(world.kit.journal().await.len(), 3);
}

#[tokio::test]
async fn a_story_is_scheduled_held_dropped_and_translated() {
    let world = World::new().await;
    let editor = world.program(Role::Editor).await;
    let story =
        id(&editor.post("/api/stories", json!({ "edition": "fr", "content": words("Le port") })).await);
    let at = |tail: &str| format!("/api/stories/{story}{tail}");
    let (soon, later) = (world.kit.in_minutes(30).to_string(), world.kit.in_minutes(60).to_string());
    fine(editor.post(&at("/embargo"), json!({ "until": later })).await);
    let held = editor.post(&at("/schedule"), json!({ "revision": 1, "at": soon })).await;
    assert_eq!(held.refusal(), (409, "embargo-holds"));
    fine(editor.post(&at("/embargo"), json!({ "until": null })).await);
    let scheduled = fine(editor.post(&at("/schedule"), json!({ "revision": 1, "at": later })).await);
    assert_eq!((&scheduled["state"], &scheduled["at"]), (&json!("scheduled"), &json!(later)));
    let listed = fine(editor.get("/api/stories?state=scheduled&edition=fr&text=port&limit=1").await);
    assert_eq!(listed["stories"][0]["id"], json!(story));
    fine(editor.post(&at("/unschedule"), json!({})).await);
    fine(editor.post(&at("/send-back"), json!({})).await);
    fine(editor.post(&at("/spike"), json!({})).await);
    fine(editor.post(&at("/unspike"), json!({})).await);
    let translation = id(&editor.post(&at("/translate"), json!({ "edition": "en" })).await);
    let translated = fine(editor.get(&format!("/api/stories/{translation}")).await);
    assert_eq!((&translated["edition"], &translated["translation"]), (&json!("en"), &json!(story)));
    let first = fine(editor.get("/api/stories?limit=1").await);
    let next = first["next"].as_str().unwrap();
    let second = fine(editor.get(&format!("/api/stories?limit=1&from={next}")).await);
    assert_ne!(first["stories"][0]["id"], second["stories"][0]["id"]);
    assert_eq!(second["next"], Value::Null);
    for list in ["items", "alerts"] {
        assert_eq!(fine(editor.get(&at(&format!("/{list}"))).await)[list], json!([]));
    }
    let restored = editor.post(&at("/revisions/1/restore"), json!({})).await;
    assert_eq!(restored.status, StatusCode::CREATED, "{}", restored.json);
}

#[tokio::test]
async fn a_wire_is_filed_checked_taken_and_sorted() {
    let world = World::new().await;
    let editor = world.program(Role::Editor).await;
    let wire = "LINES\nboreale-1|1|usable||Le FAUTE rouvre|Trois ferries.\n";
    let path = "/api/items?source=Bor%C3%A9ale&name=port.txt";
    let filed = editor.send(path, "text/plain; charset=utf-8", wire, None).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.json);
    let item = filed.json["items"][0]["id"].as_str().unwrap().to_owned();
    let at = |tail: &str| format!("/api/items/{item}{tail}");
    assert_eq!(
        fine(editor.get("/api/items?source=Bor%C3%A9ale&limit=5").await)["items"][0]["id"],
        json!(item)
    );
    assert_eq!(fine(editor.get(&at("")).await)["source"], "Boréale");
    assert_eq!(editor.get(&at("/raw")).await.header("content-type"), "application/octet-stream");
    assert_eq!(fine(editor.get(&at("/findings")).await)["findings"].as_array().unwrap().len(), 1);
    fine(editor.post(&at("/handle"), json!({ "handling": "read" })).await);
    assert_eq!(fine(editor.get("/api/items?handling=read").await)["items"].as_array().unwrap().len(), 1);
    let story = id(&editor.post(&at("/take"), json!({ "edition": "fr" })).await);
    let taken = editor.post(&at("/take"), json!({ "edition": "fr" })).await;
    assert_eq!(taken.refusal(), (409, "item-taken"));
    assert_eq!(fine(editor.get(&at("")).await)["taken"]["story"], json!(story));
    let other = id(&editor.post("/api/stories", json!({ "edition": "fr" })).await);
    let merged = editor.post(&at("/merge"), json!({ "story": other })).await;
    assert_eq!(merged.status, StatusCode::CREATED, "{}", merged.json);
    let preset =
        json!({ "name": "Ports", "shared": true, "question": { "text": "port", "handling": "new" } });
    fine(editor.post("/api/presets", preset.clone()).await);
    let presets = fine(editor.get("/api/presets").await);
    assert_eq!(presets["presets"][0]["question"]["text"], "port");
    let number = presets["presets"][0]["id"].as_str().unwrap();
    fine(editor.post(&format!("/api/presets/{number}/remove"), json!({})).await);
    fine(editor.get("/api/letters").await);
}

#[tokio::test]
async fn stories_are_assigned_and_moved_together_and_found_by_whose_they_are() {
    let world = World::new().await;
    let editor = Program::new(&world, world.token(Role::Editor, &[Scope::Read, Scope::Write]).await).await;
    let story = world.story(content()).await.to_string();
    let at = |rest: &str| format!("/api/stories/{story}{rest}");
    let other = world.kit.other_reporter().account.to_string();
    let given = fine(editor.post(&at("/assign"), json!({ "assignee": other })).await);
    assert_eq!(given["assignee"], json!(other));
    let wanted = fine(editor.post(&at("/deadline"), json!({ "deadline": "2026-06-09T08:00:00Z" })).await);
    assert_eq!(wanted["deadline"], "2026-06-09T08:00:00Z");
    let late = fine(editor.get(&format!("/api/stories?show=late&assignee={other}")).await);
    assert_eq!(late["stories"][0]["id"], json!(story));
    assert_eq!(fine(editor.get("/api/stories?assignee=nobody").await)["stories"], json!([]));
    let nowhere = story::StoryId::from_number(9).to_string();
    let with = json!({ "step": "urgency", "urgency": 2 });
    let moved =
        fine(editor.post("/api/stories/move", json!({ "stories": [story, nowhere], "with": with })).await);
    assert_eq!(moved["stories"][0]["undo"], json!({ "step": "urgency", "urgency": 5 }));
    assert_eq!(moved["stories"][1]["refused"]["code"], "unknown-story");
    let question = json!({ "name": "Retards", "stories": { "show": "late" } });
    let keeper = Program::new(&world, world.token(Role::Reporter, &[Scope::Read, Scope::Wires]).await).await;
    fine(keeper.post("/api/presets", question.clone()).await);
    assert_eq!(fine(keeper.get("/api/presets").await)["stories"][0]["question"]["show"], "late");
    assert_eq!(fine(editor.get("/api/presets").await)["stories"], json!([]));
}

#[tokio::test]
async fn a_document_is_checked_and_nothing_of_it_is_kept() {
    let world = World::new().await;
    let program = Program::new(&world, world.token(Role::Reporter, &[Scope::Checks]).await).await;
    let wire = "LINES\nboreale-1|1|usable||Le FAUTE rouvre|Trois ferries.\nboreale-2|1|usable||Le port rouvre|Trois.";
    let checked = fine(program.send("/api/check", "text/plain", wire, None).await);
    let found = |n: usize| checked["items"][n]["findings"].as_array().map(Vec::len);
    assert_eq!((found(0), found(1), found(2)), (Some(1), Some(0), None), "{checked}");
    assert_eq!(checked["items"][0]["findings"][0]["severity"], "error");
    assert!(checked["items"][0]["rule_set"].is_string());
    let unread = fine(program.send("/api/check", "text/plain", "no wire at all", None).await);
    assert_eq!(unread["problems"][0]["code"], "unknown-format");
    assert_eq!(program.send("/api/check", "text/plain", "", None).await.refusal(), (422, "file-empty"));
    let reader = world.program(Role::Reporter).await;
    assert_eq!(fine(reader.get("/api/items").await)["items"], json!([]));
}

#[tokio::test]
async fn a_picture_goes_into_the_library_and_comes_out_the_same() {
    let world = World::new().await;
    let reporter = world.program(Role::Reporter).await;
    let bytes = testkit::photograph(64, 48);
    let path = "/api/assets?credit=Ada%20Marl&caption=Le%20port&rights_expire=2027-01-01T00:00:00Z";
    let added = reporter.send(path, "image/png", bytes, None).await;
    let asset = id(&added);
    assert_eq!((&added.json["width"], &added.json["credit"]), (&json!(64), &json!("Ada Marl")));
    assert_eq!(fine(reporter.get(&format!("/api/assets/{asset}")).await)["id"], json!(asset));
    let listed = fine(reporter.get("/api/assets?text=MARL&care=true").await);
    assert_eq!(listed["assets"], json!([]), "its rights end later, and it has a credit");
    let listed = fine(reporter.get("/api/assets?text=marl%20port").await);
    assert_eq!(listed["assets"][0]["id"], json!(asset));
    let nowhere = fine(reporter.get(&format!("/api/assets/{asset}/uses")).await);
    assert_eq!(nowhere, json!({ "stories": [], "fronts": [] }));
    let said = json!({
        "credit": "Bo Secundo", "focal_point": { "x": 250, "y": 500 }, "captions": { "EN_gb": "The harbour" },
    });
    let told = fine(reporter.post(&format!("/api/assets/{asset}"), said).await);
    assert_eq!((&told["credit"], &told["focal_point"]["x"]), (&json!("Bo Secundo"), &json!(250)));
    assert_eq!(told["captions"], json!({ "en": "The harbour" }));
    let nowhere = json!({ "captions": { "no tongue": "?" } });
    assert_eq!(reporter.post(&format!("/api/assets/{asset}"), nowhere).await.status, 400);
    let file = reporter.get(&format!("/api/assets/{asset}/file")).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "image/png"));
    let words = reporter.send("/api/assets", "image/jpeg", "no picture", None).await;
    assert_eq!(words.refusal(), (415, "media-unknown"));
}

#[tokio::test]
async fn a_front_is_made_up_put_out_and_scheduled() {
    let world = World::new().await;
    let editor = world.program(Role::Editor).await;
    let story =
        id(&editor.post("/api/stories", json!({ "edition": "fr", "content": words("Le port") })).await);
    fine(editor.post(&format!("/api/stories/{story}/publish"), json!({ "revision": 1 })).await);
    assert!(fine(editor.get("/api/editions").await)["editions"][0]["sections"][0]["id"].is_string());
    let front = "/api/fronts/fr";
    assert_eq!(fine(editor.get(front).await)["draft"]["version"], 0);
    let place = json!({ "base": 0, "edit": { "do": "place", "story": story, "spot": "lead/0" } });
    let version = fine(editor.post(&format!("{front}/edit"), place).await)["version"].clone();
    let entry =
        fine(editor.post(&format!("{front}/publish"), json!({ "version": version, "live": 0 })).await);
    let view = fine(editor.get(front).await);
    assert_eq!(view["live"]["front"]["slots"][0]["story"], json!(story));
    let entry = entry["entry"].as_u64().unwrap();
    assert_eq!(fine(editor.get(&format!("{front}/published/{entry}")).await)["entry"], json!(entry));
    assert_eq!(fine(editor.get(&format!("{front}/drafts/{version}")).await)["version"], version);
    let dress = json!({ "do": "dress", "story": story, "spot": "second/1", "headline": "Au port" });
    let dressed =
        fine(editor.post(&format!("{front}/edit"), json!({ "base": version, "edit": dress })).await);
    let at = world.kit.in_minutes(10).to_string();
    let when = json!({ "version": dressed["version"], "at": at });
    fine(editor.post(&format!("{front}/schedule"), when).await);
    assert_eq!(fine(editor.get(front).await)["scheduled"][0]["at"], json!(at));
    fine(editor.post(&format!("{front}/unschedule"), json!({ "at": at })).await);
    let moments = fine(editor.get(&format!("{front}/history")).await)["moments"].clone();
    assert_eq!(moments.as_array().unwrap().len(), 3, "{moments}");
    let nowhere = editor
        .post(&format!("{front}/edit"), json!({ "base": 0, "edit": { "do": "empty", "spot": "x" } }))
        .await;
    assert_eq!(nowhere.refusal(), (422, "unfit-body"));
    assert_eq!(editor.get("/api/fronts/xx").await.refusal(), (404, "unknown-address"));
}

#[tokio::test]
async fn a_chief_decides_about_checks() {
    let world = World::new().await;
    let chief = world.program(Role::Chief).await;
    let base = fine(chief.get("/api/check-levels").await)["version"].clone();
    let levels = json!({ "base": base, "levels": { "planted-word": "warn" } });
    assert_eq!(fine(chief.post("/api/check-levels", levels.clone()).await)["version"], 1);
    assert_eq!(chief.post("/api/check-levels", levels).await.refusal(), (409, "ruling-changed"));
    let policy = fine(chief.get("/api/check-policy").await);
    assert_eq!((&policy["version"], &policy["answers_for_errors"]), (&json!(0), &json!("editor")));
    let chief_only = json!({ "base": 0, "answers_for_errors": "chief" });
    assert_eq!(fine(chief.post("/api/check-policy", chief_only).await)["version"], 1);
    fine(chief.post("/api/house-rules/try", json!({ "text": "" })).await);
    fine(chief.post("/api/house-rules", json!({ "base": 0, "text": "" })).await);
    fine(chief.get("/api/house-rules").await);
    fine(chief.get("/api/check-measures?days=7&edition=fr").await);
}

#[tokio::test]
async fn a_newsroom_is_managed() {
    let world = World::new().await;
    let chief = world.program(Role::Chief).await;
    assert_eq!(fine(chief.get("/api/me").await)["role"], "chief");
    let person = json!({ "login": "ada", "name": "Ada Marl", "role": "editor", "language": "fr" });
    let link = fine(chief.post("/api/invitations", person).await)["link"].clone();
    assert!(link.as_str().unwrap().contains("/invitation/"));
    let open = fine(chief.get("/api/invitations").await)["invitations"][0]["id"].clone();
    fine(chief.post(&format!("/api/invitations/{}/withdraw", open.as_str().unwrap()), json!({})).await);
    let accounts = fine(chief.get("/api/accounts").await)["accounts"].clone();
    let editor = accounts.as_array().unwrap().iter().find(|one| one["role"] == "editor").unwrap();
    let at = |tail: &str| format!("/api/accounts/{}{tail}", editor["id"].as_str().unwrap());
    fine(chief.post(&at(""), json!({ "role": "reporter", "name": "Bo Nesk" })).await);
    for (tail, body) in
        [("/disable", json!({})), ("/enable", json!({})), ("/reset", json!({})), ("/link", json!({}))]
    {
        fine(chief.post(&at(tail), body).await);
    }
    let mut browser = crate::browser::Browser::new(&world);
    world
        .newsroom
        .set_password(world.kit.chief(), world.kit.editor().account, "nine days of storm".into())
        .await
        .unwrap();
    browser.sign_in("editor", "nine days of storm").await;
    let sessions = fine(chief.get(&at("/sessions")).await)["sessions"].clone();
    fine(chief.post(&at(&format!("/sessions/{}/end", sessions[0]["id"].as_str().unwrap())), json!({})).await);
    let source = json!({ "name": "Boréale", "config": { "kind": "push", "desk": "fr" }, "new_token": true });
    let put = chief.post("/api/sources", source.clone()).await;
    let number = id(&put);
    assert!(put.json["token"].is_string());
    fine(
        chief
            .post(
                &format!("/api/sources/{number}"),
                json!({ "name": "Boréale", "enabled": false, "config": { "kind": "push" } }),
            )
            .await,
    );
    fine(chief.post("/api/sources/try", json!({ "source": "Boréale", "config": {} })).await);
    assert_eq!(fine(chief.get("/api/sources").await)["sources"][0]["config"]["secret"], "");
    fine(chief.post(&format!("/api/sources/{number}/remove"), json!({})).await);
    let partner =
        id(&chief.post("/api/partners", json!({ "name": "Far", "config": {}, "new_token": true })).await);
    fine(
        chief
            .post(
                &format!("/api/partners/{partner}"),
                json!({ "name": "Far", "config": { "editions": ["fr"] } }),
            )
            .await,
    );
    fine(chief.get("/api/partners").await);
    fine(chief.get(&format!("/api/partners/{partner}/receipts")).await);
    fine(chief.post(&format!("/api/partners/{partner}/resend"), json!({ "after": 0 })).await);
    fine(chief.post(&format!("/api/partners/{partner}/remove"), json!({})).await);
    let acts = fine(chief.get("/api/audit?limit=5").await);
    assert_eq!(acts["acts"].as_array().unwrap().len(), 5);
    let tokens = fine(chief.get("/api/tokens").await)["tokens"].clone();
    fine(chief.post(&format!("/api/tokens/{}/revoke", tokens[0]["id"].as_str().unwrap()), json!({})).await);
    assert_eq!(chief.get("/api/me").await.refusal(), (401, "bad-token"), "it has revoked itself");
}

#[tokio::test]
async fn what_is_asked_twice_under_a_key_is_done_once() {
    let world = World::new().await;
    let reporter = world.program(Role::Reporter).await;
    let body = json!({ "edition": "fr", "content": words("Le port") });
    let first = reporter.post_under("\"k-1\"", "/api/stories", body.clone()).await;
    let again = reporter.post_under("k-1", "/api/stories", body.clone()).await;
    assert_eq!((id(&first), first.header("idempotency-replayed")), (id(&again), ""));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = reporter.post_under("k-1", "/api/stories", json!({ "edition": "en" })).await;
    assert_eq!(other.refusal(), (422, "key-reused"));
    assert_eq!(fine(reporter.get("/api/stories").await)["stories"].as_array().unwrap().len(), 1);
    let refused = json!({ "edition": "xx" });
    for _ in 0..2 {
        let told = reporter.post_under("k-2", "/api/stories", refused.clone()).await;
        assert_eq!(told.refusal(), (422, "unknown-edition"));
        assert_eq!(told.header("content-type"), "application/problem+json");
    }
    assert_eq!(reporter.post_under("", "/api/stories", body.clone()).await.refusal(), (400, "key-unfit"));
    // Somebody whose service died while it worked on it.
    let request = format!("POST /api/stories application/json\n{body}");
    let token =
        world.newsroom.tokens(world.kit.reporter(), world.kit.reporter().account).await.unwrap()[0].id;
    let begun = world.newsroom.begin_request(token, "k-3", request.as_bytes()).await.unwrap();
    assert!(matches!(begun, newsroom::Begun::Run(_)));
    let busy = reporter.post_under("k-3", "/api/stories", body.clone()).await;
    assert_eq!((busy.refusal(), busy.header("retry-after")), ((409, "key-busy"), "60"));
    world.kit.advance_minutes(1);
    id(&reporter.post_under("k-3", "/api/stories", body).await);
}

#[tokio::test]
async fn refusals_are_problem_details_in_the_language_asked_for() {
    let world = World::new().await;
    let mut reporter = world.program(Role::Reporter).await;
    for (language, words) in [("ar, fr;q=0.5", "لا يوجد"), ("fr-CA", "existe"), ("de", "There is no story")]
    {
        reporter.language = language;
        let told = reporter.get("/api/stories/0000000000001").await;
        assert_eq!(told.refusal(), (404, "unknown-story"));
        let detail = told.json["detail"].as_str().unwrap();
        assert!(detail.contains(words) || language.starts_with("fr"), "{detail}");
        assert_eq!(
            told.header("content-language"),
            ["ar", "fr", "en"].into_iter().find(|tag| language.starts_with(tag)).unwrap_or("en")
        );
        assert!(told.json["type"].as_str().unwrap().ends_with("/api/problems#unknown-story"));
        assert_eq!(told.json["args"]["id"], "0000000000001");
    }
    reporter.language = "en";
    assert_eq!(reporter.get("/api/nowhere").await.refusal(), (404, "unknown-address"));
    let method =
        reporter.ask(reporter.request(Method::DELETE, "/api/stories").body(Body::empty()).unwrap()).await;
    assert_eq!((method.refusal(), method.header("allow")), ((405, "wrong-method"), "GET,HEAD,POST"));
    let large = reporter.send("/api/stories", "application/json", vec![b' '; 9 * 1024 * 1024], None).await;
    assert_eq!(large.refusal(), (413, "too-large"));
    let form = reporter.send("/api/stories", "application/x-www-form-urlencoded", "edition=fr", None).await;
    assert_eq!(form.refusal(), (415, "not-json"));
    assert_eq!(
        reporter.send("/api/stories", "application/json", "{", None).await.refusal(),
        (400, "unreadable-body")
    );
    let odd = reporter.post("/api/stories", json!({ "edition": "fr", "publish": true })).await;
    assert_eq!(odd.refusal(), (422, "unfit-body"));
    assert_eq!(reporter.get("/api/stories?limit=many").await.refusal(), (400, "unfit-query"));
    assert_eq!(reporter.get("/api/stories?from=somewhere").await.refusal(), (400, "unfit-query"));
    let list = fine_open(&world, "/api/problems").await;
    let codes: Vec<&str> =
        list["problems"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    for code in ["unknown-story", "unfit-body", "key-busy", "scope-missing"] {
        assert!(codes.contains(&code), "{code}");
    }
}

async fn fine_open(world: &World, path: &str) -> Value {
    let mut browser = crate::browser::Browser::new(world);
    let page = browser.ask(Request::get(path).body(Body::empty()).expect("what the test itself made")).await;
    assert_eq!(page.status, StatusCode::OK);
    serde_json::from_str(&page.text).expect("what the test itself made")
}

#[tokio::test]
async fn strangers_are_asked_for_a_token_and_wait_after_many_wrong_ones() {
    let world = World::new().await;
    let stranger = Program::new(&world, "mrb_nonsense".into()).await;
    let told = stranger.get("/api/stories").await;
    assert_eq!(
        (told.refusal(), told.header("www-authenticate")),
        ((401, "bad-token"), "Bearer realm=\"marbre\"")
    );
    for _ in 0..99 {
        stranger.get("/api/stories").await;
    }
    let told = stranger.get("/api/stories").await;
    assert_eq!(told.refusal(), (429, "too-many-attempts"));
    assert!(told.header("retry-after").parse::<u32>().unwrap() > 0);
    let scoped = Program::new(&world, world.token(Role::Editor, &[Scope::Read]).await).await;
    fine(scoped.get("/api/stories").await);
    let told = scoped.post("/api/stories", json!({ "edition": "fr" })).await;
    assert_eq!(told.refusal(), (403, "scope-missing"));
    assert!(
        told.header("www-authenticate").contains("scope=\"write\""),
        "{}",
        told.header("www-authenticate")
    );
}

/// An address for a path with holes: things that are not there, but for one story.
fn filled(path: &str, story: &str) -> String {
    let numbered = ["/presets/", "/letters/", "/sources/", "/partners/", "/invitations/", "/tokens/"];
    let id = if numbered.iter().any(|noun| path.contains(noun)) { "7" } else { story };
    let path = path.replace("{id}", id).replace("{edition}", "fr").replace("{session}", "7");
    path.replace("{number}", "9").replace("{version}", "9").replace("{entry}", "9")
}

#[tokio::test]
async fn every_route_is_for_its_scope_and_role_and_for_no_session() {
    let world = World::new().await;
    let story = world.story(content()).await.to_string();
    let mut chief = world.browser(Role::Chief).await;
    let routes: Vec<_> = desk::routes()
        .into_iter()
        .filter_map(|(method, path, access)| match access {
            Access::Api(permission) => Some((method, filled(path, &story), permission)),
            _ => None,
        })
        .collect();
    assert!(routes.len() > 70, "{}", routes.len());
    for (method, path, _) in &routes {
        // A hundred wrong tokens at once are told to wait.
        world.kit.advance_minutes(1);
        let page = chief.send(method.clone(), path, "application/json", Body::from("{}")).await;
        assert_eq!(page.status, 401, "{method} {path} with a session");
        assert!(page.header("www-authenticate").starts_with("Bearer"), "{method} {path}");
    }
    let mut held = 0;
    for role in Role::ALL {
        for scope in Scope::ALL {
            let program = Program::new(&world, world.token(role, &[*scope]).await).await;
            for (method, path, permission) in &routes {
                let request = program.request(method.clone(), path);
                let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from("{}"));
                let told = program.ask(request.unwrap()).await;
                let (status, code) = told.refusal();
                let lacks = matches!(code, "scope-missing" | "not-allowed") && status == 403;
                let may = role.may(*permission) && Scope::of(*permission) == *scope;
                assert_eq!(lacks, !may, "{role} with {scope:?}: {method} {path}: {status} {code}");
                held += usize::from(lacks);
            }
        }
    }
    assert!(held > 1000, "{held}");
    assert_eq!(world.kit.journal().await.len(), 0);
}
