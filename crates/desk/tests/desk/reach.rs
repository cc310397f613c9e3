//! Roles that count in some places only, over every route and on the screens.

use axum::body::Body;
use desk::Access;
use http::{Method, header};
use newsroom::Role::{Chief, Editor};
use newsroom::{Reach, Scope, UpdateAccount};
use story::AccountId;

use crate::program::Program;
use crate::world::{World, content};

async fn limit(world: &World, account: AccountId, reach: &str) {
    let update = UpdateAccount { reach: Some(Reach::stored(reach)), ..UpdateAccount::default() };
    let by = if account == world.kit.chief().account {
        newsroom::Caller::system()
    } else {
        world.kit.chief().clone()
    };
    world.newsroom.update_account(&by, account, update).await.expect("what the test itself made");
}

/// What the routes of the API ask for, one or another.
const BODIES: [&str; 9] = [
    "{}",
    r#"{"revision":1}"#,
    r#"{"revision":1,"notice":"x"}"#,
    r#"{"revision":1,"at":"2027-01-01T10:00:00Z"}"#,
    r#"{"reason":"x"}"#,
    r#"{"revision":1,"reason":"x"}"#,
    r#"{"assignee":null}"#,
    r#"{"deadline":null}"#,
    r#"{"edition":"en"}"#,
];
/// What the forms have, all together.
const FIELDS: [(&str, &str); 10] = [
    ("rank", "urgent"),
    ("revision", "1"),
    ("number", "1"),
    ("reason", "x"),
    ("notice", "x"),
    ("at", "2027-01-01T10:00"),
    ("base", "1"),
    ("version", "0"),
    ("headline", "Autre"),
    ("do", "save"),
];

/// What they are about is asked for first, and is not there: a finding, an alert, whole words. The action behind each is in
/// the newsroom's own table of refusals.
const OTHERWISE: [&str; 8] = [
    "/stories/{id}/wire",
    "/stories/{id}/focus",
    "/api/stories/{id}/revisions",
    "/api/stories/{id}/findings/apply",
    "/api/stories/{id}/findings/acknowledge",
    "/api/stories/{id}/findings/reopen",
    "/api/stories/{id}/alerts/decide",
    "/api/stories/{id}/focus",
];

/// What everybody may do to every story.
fn is_everybodys(path: &str) -> bool {
    path.contains("/comments")
}

#[tokio::test]
async fn no_route_changes_a_story_where_the_role_does_not_count() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let before = world.newsroom.story_row(world.kit.chief(), story).await.unwrap();
    let all: Vec<Scope> = Scope::ALL.to_vec();
    let program = Program::new(&world, world.token(Editor, &all).await).await;
    let mut browser = world.browser(Editor).await;
    limit(&world, world.kit.editor().account, "ar fr/sport").await;
    let (mut asked, mut otherwise) = (0, Vec::new());
    for (method, path, access) in desk::routes() {
        let about = path.starts_with("/stories/{id}") || path.starts_with("/api/stories/{id}");
        if !about || method != Method::POST || is_everybodys(path) {
            continue;
        }
        let at = path.replace("{id}", &story.to_string()).replace("{number}", "1");
        asked += 1;
        let mut far = false;
        if matches!(access, Access::Api(_)) {
            for body in BODIES {
                let request = program.request(method.clone(), &at);
                let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body));
                let told = program.ask(request.unwrap()).await;
                assert!(told.status.is_client_error(), "{method} {path} {body}: {}", told.status);
                far |= told.json["code"] == "out-of-reach";
            }
        } else {
            let told = browser.post(&at, &FIELDS).await;
            assert!(told.status.is_client_error(), "{method} {path}: {}", told.status);
            far = told.read().contains("does not reach there");
        }
        if !far {
            otherwise.push(path);
        }
    }
    assert_eq!(otherwise, OTHERWISE, "all others are refused for the place");
    assert!(asked > 25, "{asked}");
    let after = world.newsroom.story_row(world.kit.chief(), story).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(world.newsroom.revisions(world.kit.chief(), story).await.unwrap().len(), 1);
    let page = browser.get(&format!("/stories/{story}")).await;
    page.shows("Your role does not reach");
    let moved = browser.post("/stories/move", &[("story", &story.to_string()), ("do", "urgency:1")]).await;
    moved.shows("Your role does not reach there: fr/region");
}

#[tokio::test]
async fn where_a_role_counts_is_shown_and_changed_on_the_screen_of_people() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    let editor = world.kit.editor().account;
    let at = format!("/accounts/{editor}");
    let fields = [
        ("name", "The editor"),
        ("role", "editor"),
        ("reaches", "1"),
        ("reach", "fr/region"),
        ("reach", "ar"),
    ];
    assert_eq!(chief.post(&at, &fields).await.status, 303);
    chief.get("/accounts").await.shows("<span class=\"tag\" dir=\"ltr\">fr/region</span>");
    let page = chief.get(&at).await;
    page.shows("value=\"fr/region\" checked").shows("value=\"ar\" checked");
    let nowhere = [("name", "The editor"), ("role", "editor"), ("reaches", "1"), ("reach", "fr/nulle-part")];
    assert_eq!(chief.post(&at, &nowhere).await.status, 422);
    chief.get("/audit").await.shows("fr/region");
    let everywhere = [("name", "The editor"), ("role", "editor"), ("reaches", "1")];
    assert_eq!(chief.post(&at, &everywhere).await.status, 303);
    chief.get(&at).await.hides(" checked");
    let invited = [
        ("login", "noe"),
        ("name", "Noé"),
        ("role", "editor"),
        ("language", "fr"),
        ("reaches", "1"),
        ("reach", "ar"),
    ];
    assert_eq!(chief.post("/accounts", &invited).await.status, 200);
    assert_eq!(world.newsroom.invitations(world.kit.chief()).await.unwrap()[0].reach, "ar");
    let program = Program::new(&world, world.token(Chief, &[Scope::Manage]).await).await;
    let told = program.get("/api/accounts").await.json;
    assert!(
        told["accounts"].as_array().unwrap().iter().all(|one| one["reach"].as_array().unwrap().is_empty())
    );
}
