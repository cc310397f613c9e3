//! Who needs a second step and has none: led to set one up before anything else works.

use axum::body::Body;
use desk::Access;
use http::{Method, StatusCode};
use newsroom::Role::{Chief, Editor, Reporter};
use newsroom::{MakeToken, Scope};
use totp_rs::{Builder, Secret};

use crate::browser::{Browser, FORM, encoded};
use crate::world::{PASSWORD, World, content};

const NEEDED: &str = "/settings/second-step";

/// What the application that was just set up shows.
fn code(world: &World, page: &str) -> String {
    let (_, secret) = page.split_once("secret=").expect("an address for the application");
    let secret = Secret::try_from_base32(secret.split('&').next().unwrap_or_default()).expect("a secret");
    let at = world.newsroom.now().as_second().unsigned_abs();
    Builder::new().with_secret(secret).build().expect("an application").generate(at).to_string()
}

async fn decide(chief: &mut Browser<'_>, version: &str, roles: &[&str]) -> StatusCode {
    let fields = roles.iter().map(|role| ("second-step", *role)).chain([("version", version)]);
    chief.post("/accounts/sign-in-policy", &fields.collect::<Vec<_>>()).await.status
}

#[tokio::test]
async fn nothing_but_setting_up_a_second_step_is_open_to_whose_role_needs_one_and_who_has_none() {
    let world = World::new().await;
    let story = world.story(content()).await.to_string();
    let (mut chief, mut editor) = (world.browser(Chief).await, world.browser(Editor).await);
    let mut reporter = world.browser(Reporter).await;
    let make = MakeToken { name: "Import".into(), scopes: vec![Scope::Read], expires: None };
    let client = newsroom::Client::new("192.0.2.7", "Script");
    let made = world.newsroom.make_token(world.kit.editor(), make, PASSWORD.into(), &client).await;
    let token = made.expect("a token").0;
    chief.get("/accounts").await.hides("second step to be set up");
    assert_eq!(decide(&mut chief, "0", &["editor"]).await, 303);
    chief.get("/accounts").await.shows("value=\"editor\" checked").shows("second step to be set up");

    let mut tried = 0;
    for (method, path, access) in desk::routes() {
        let path = path.replace("{id}", &story).replace("{edition}", "fr").replace("{story}", &story);
        let body = Body::from(encoded(&[("csrf", &editor.csrf)]));
        match access {
            Access::SignedIn | Access::May(_) if method == Method::GET => {
                let page = editor.get(&path).await;
                assert_eq!((page.status.as_u16(), page.location()), (303, NEEDED), "{path}");
                tried += 1;
            }
            Access::SignedIn | Access::May(_) => {
                let page = editor.send(method, &path, FORM, body).await;
                assert_eq!(page.status, 403, "{path}");
                page.shows("second-step-needed");
                tried += 1;
            }
            Access::Api(_) => {
                let ask = http::Request::builder().method(method).uri(&path);
                let ask = ask.header("authorization", format!("Bearer {token}")).body(Body::empty());
                let page = editor.ask(ask.expect("a request")).await;
                assert_eq!(page.status, 403, "{path}");
                page.shows("second-step-needed");
                tried += 1;
            }
            Access::Open | Access::Token | Access::Arriving => {}
        }
    }
    assert!(tried > 150, "{tried}");
    assert_eq!(reporter.get("/stories").await.status, 200, "of another role");
    for (language, words) in [("fr", "Il vous faut une seconde étape"), ("ar", "تحتاج إلى خطوة ثانية")]
    {
        editor.cookies.insert("marbre_language".into(), language.into());
        editor.get(NEEDED).await.shows(words).hides("href=\"/stories\"");
    }
    editor.cookies.remove("marbre_language");
    assert_eq!(editor.post("/sign-out", &[]).await.location(), "/sign-in");
}

#[tokio::test]
async fn whoever_sets_one_up_goes_on_and_does_not_take_it_away_again() {
    let world = World::new().await;
    let (mut chief, mut editor) = (world.browser(Chief).await, world.browser(Editor).await);
    decide(&mut chief, "0", &["editor"]).await;
    let wrong = editor.post(NEEDED, &[("password", "wrong")]).await;
    assert_eq!(wrong.status, 422);
    wrong.shows("You need a second step").shows("role=\"alert\"").hides("API tokens");
    let begun = editor.post(NEEDED, &[("password", PASSWORD)]).await;
    begun.shows("<svg class=\"qr\"").hides("href=\"/stories\"");
    let ticket = begun.fields("ticket").pop().expect("a ticket");
    let typed = [("ticket", ticket.as_str()), ("code", &code(&world, &begun.read()))];
    editor.post("/settings/second-step/confirm", &typed).await.shows("never be shown again");
    assert_eq!(editor.get("/stories").await.status, 200);
    assert_eq!(editor.get(NEEDED).await.location(), "/settings");
    let off = [("password", PASSWORD)];
    let refused = editor.post("/settings/second-step/remove", &off).await;
    assert_eq!(refused.status, 403);
    refused.shows("your role needs a second step");
    assert_eq!(decide(&mut chief, "0", &[]).await, 409, "decided by somebody else meanwhile");
    assert_eq!(decide(&mut chief, "1", &[]).await, 303);
    let gone = editor.post("/settings/second-step/remove", &off).await;
    assert_eq!(gone.location(), "/settings?done=second-step-removed");
    chief.get("/audit").await.shows("decided who needs a second step").shows("roles editor");
}

#[tokio::test]
async fn those_who_write_when_it_is_decided_are_led_there_too() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    assert_eq!(decide(&mut chief, "0", &["chief", "nobody"]).await, 400, "no role");
    assert_eq!(decide(&mut chief, "0", &["chief"]).await, 303);
    assert_eq!(chief.get("/accounts").await.location(), NEEDED, "whoever decides it, at once");
    let mut again = Browser::new(&world);
    again.get("/sign-in").await;
    let comes = again.post("/sign-in", &[("login", "chief"), ("password", PASSWORD)]).await;
    assert_eq!(comes.status, 303);
    assert_eq!(again.get("/").await.location(), NEEDED);
    let mut editor = world.browser(Editor).await;
    assert_eq!(decide(&mut editor, "1", &[]).await, 403, "an editor decides nothing of the kind");
}
