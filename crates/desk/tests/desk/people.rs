//! Signing in and out, accounts, languages.

use axum::body::Body;
use http::{Request, StatusCode};
use newsroom::Role::{Chief, Editor, Reporter};
use totp_rs::{Builder, Secret};

use crate::browser::Browser;
use crate::page::Page;
use crate::world::{PASSWORD, World, content};

#[tokio::test]
async fn signing_in_opens_a_session_and_signing_out_ends_it() {
    let world = World::new().await;
    world.browser(Editor).await;
    let mut browser = Browser::new(&world);
    let wrong = browser.sign_in("editor", "not the password").await;
    assert_eq!(wrong.status, 401);
    wrong.shows("role=\"alert\"").shows("value=\"editor\"").hides("not the password");
    browser.get("/sign-in?next=/items").await;
    let fields = [("login", "editor"), ("password", PASSWORD), ("next", "/items")];
    let right = browser.post("/sign-in", &fields).await;
    assert_eq!((right.status.as_u16(), right.location()), (303, "/items"));
    let cookies: Vec<&str> =
        right.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("marbre_session=")).unwrap();
    for rule in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(session.contains(rule), "{rule}: {session}");
    }
    let stolen = browser.cookies.clone();
    browser.get("/stories").await.shows("The editor");
    assert_eq!(browser.post("/sign-out", &[]).await.location(), "/sign-in");
    browser.cookies = stolen;
    assert_eq!(browser.get("/stories").await.status, 303, "an ended session opens nothing");
}

#[tokio::test]
async fn too_many_attempts_are_refused_and_say_so() {
    let world = World::new().await;
    let mut browser = Browser::new(&world);
    let mut last = browser.sign_in("chief", "wrong").await;
    for _ in 0..20 {
        if last.status == 429 {
            break;
        }
        last = browser.sign_in("chief", "wrong").await;
    }
    assert_eq!(last.status, 429);
    assert!(last.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
    last.shows("seconds");
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let world = World::new().await;
    world.browser(Editor).await;
    for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let mut browser = Browser::new(&world);
        browser.get("/sign-in").await;
        let fields = [("login", "editor"), ("password", PASSWORD), ("next", next)];
        assert_eq!(browser.post("/sign-in", &fields).await.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn the_desk_speaks_three_languages() {
    let world = World::new().await;
    let story = world.story(content()).await;
    let mut editor = world.browser(Editor).await;
    for (language, direction, words) in
        [("fr", "ltr", "Avant de publier"), ("ar", "rtl", "قبل النشر"), ("en", "ltr", "Before publishing")]
    {
        let saved = editor.post("/settings/interface", &[("language", language), ("theme", "dark")]).await;
        assert_eq!(saved.status, 303);
        let page = editor.get(&format!("/stories/{story}")).await;
        page.shows(&format!("<html lang=\"{language}\" dir=\"{direction}\" data-theme=\"dark\""))
            .shows(words);
        page.shows("class=\"doc doc-w\" lang=\"fr\" dir=\"ltr\"");
        editor.get("/stories/0000000000000").await.shows("0000000000000");
    }
}

/// The address that an answer shows, without the desk's own.
fn link_in(page: &Page) -> String {
    let text = page.read();
    let (_, rest) = text.split_once("https://desk.example").expect("a link");
    rest.split('"').next().expect("its end").to_owned()
}

#[tokio::test]
async fn somebody_is_invited_chooses_a_password_comes_in_and_is_closed_out_and_it_is_on_record() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    let new = |login| [("name", "Thaïs Morvan"), ("login", login), ("role", "editor"), ("language", "fr")];
    let bad = chief.post("/accounts", &new("a b")).await;
    assert_eq!(bad.status, 422);
    bad.shows("value=\"a b\"").shows("value=\"Thaïs Morvan\"");
    let invited = chief.post("/accounts", &new("thais")).await;
    invited.shows("Send this link to Thaïs Morvan");
    let link = link_in(&invited);
    chief.get("/accounts").await.shows("Thaïs Morvan").shows("New account").hides(&link);

    let mut thais = Browser::new(&world);
    thais.get(&link).await.shows("Hello Thaïs Morvan").shows("value=\"thais\"");
    let short = thais.post(&link, &[("password", "court")]).await;
    assert_eq!(short.status, 422);
    short.shows("role=\"alert\"").hides("court");
    let chosen = thais.post(&link, &[("password", PASSWORD)]).await;
    assert_eq!(chosen.location(), "/sign-in?login=thais");
    thais.get(chosen.location()).await.shows("value=\"thais\"").shows("Your password is kept");
    assert_eq!(Browser::new(&world).get(&link).await.status, 404, "once");
    assert_eq!(thais.sign_in("thais", PASSWORD).await.status, 303);
    thais.get("/stories").await.shows("Articles");

    let accounts = world.newsroom.accounts(world.kit.chief()).await.unwrap();
    let id = accounts.iter().find(|view| view.account.login == "thais").unwrap().account.id;
    let page = chief.get(&format!("/accounts/{id}")).await;
    page.shows("Thaïs Morvan").shows("Unknown browser");
    let role = [("name", "Thaïs M."), ("role", "reporter"), ("language", "fr")];
    assert_eq!(chief.post(&format!("/accounts/{id}"), &role).await.status, 303);
    assert_eq!(thais.get("/audit").await.status, 403, "a role counts at once");
    let reset = chief.post(&format!("/accounts/{id}/link"), &[]).await;
    let again = link_in(&reset);
    thais.get(&again).await.shows("Bonjour Thaïs M.");
    let withdrawn = world.newsroom.invitations(world.kit.chief()).await.unwrap()[0].id;
    let done = chief.post(&format!("/accounts/invitations/{withdrawn}/withdraw"), &[]).await;
    assert_eq!(done.location(), "/accounts?done=withdrawn");
    assert_eq!(thais.get(&again).await.status, 404);
    let session = world.newsroom.sessions(world.kit.chief(), id).await.unwrap()[0].id;
    let ended = chief.post(&format!("/accounts/{id}/sessions/{session}/end"), &[]).await;
    assert_eq!(ended.status, 303);
    assert_eq!(thais.get("/stories").await.status, 303, "signed out by somebody else");
    assert_eq!(thais.sign_in("thais", PASSWORD).await.status, 303);
    assert_eq!(chief.post(&format!("/accounts/{id}/disable"), &[]).await.status, 303);
    assert_eq!(thais.get("/stories").await.status, 303, "a closed account is out at once");
    assert_eq!(chief.post(&format!("/accounts/{id}/enable"), &[]).await.status, 303);
    let own = world.kit.chief().account;
    assert_eq!(chief.post(&format!("/accounts/{own}/disable"), &[]).await.status, 409);
    let audit = chief.get("/audit").await;
    for act in [
        "invited somebody",
        "chose a password",
        "withdrew an invitation",
        "changed an account",
        "ended a session",
    ] {
        audit.shows(act);
    }
    audit.shows("closed an account").hides(PASSWORD).hides(link.rsplit('/').next().unwrap());
}

#[tokio::test]
async fn one_changes_ones_own_name_and_password_and_goes_on() {
    let world = World::new().await;
    let mut reporter = world.browser(Reporter).await;
    let change = |present, new| [("present", present), ("password", new)];
    assert_eq!(reporter.post("/settings/password", &change(PASSWORD, "short")).await.status, 422);
    let wrong = reporter.post("/settings/password", &change("wrong", "a much longer phrase")).await;
    assert_eq!(wrong.status, 422);
    wrong.shows("not your present password").hides("a much longer phrase");
    let before = reporter.cookies["marbre_session"].clone();
    let done = reporter.post("/settings/password", &change(PASSWORD, "a much longer phrase")).await;
    assert_eq!(done.location(), "/settings?done=password");
    assert_ne!(reporter.cookies["marbre_session"], before, "under a new name");
    reporter.get("/settings").await.shows("This session");
    let mut again = Browser::new(&world);
    assert_eq!(again.sign_in("reporter", PASSWORD).await.status, 401);
    assert_eq!(again.sign_in("reporter", "a much longer phrase").await.status, 303);
    assert_eq!(reporter.post("/settings/name", &[("name", " Ro Reporter ")]).await.status, 303);
    reporter.get("/settings").await.shows("value=\"Ro Reporter\"");
    let mut french = Browser::new(&world);
    reporter.post("/settings/interface", &[("language", "ar")]).await;
    french.sign_in("reporter", "a much longer phrase").await;
    french.get("/settings").await.shows("dir=\"rtl\"");
}

#[tokio::test]
async fn a_session_is_shown_with_its_place_and_ended_from_another() {
    let world = World::new().await;
    let mut here = world.browser(Editor).await;
    let mut there = Browser::new(&world);
    there.sign_in("editor", PASSWORD).await;
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
    let session = format!("marbre_session={}", there.cookies["marbre_session"]);
    let ask = Request::get("/settings").header("cookie", session).header("user-agent", firefox);
    there.ask(ask.body(Body::empty()).unwrap()).await.shows("Firefox on Linux");
    here.get("/settings")
        .await
        .shows("Firefox on Linux")
        .shows("This session")
        .shows("/settings/sessions/end\"");
    let list = world.newsroom.sessions(world.kit.editor(), world.kit.editor().account).await.unwrap();
    let other = list.iter().find(|one| one.browser == firefox).unwrap().id;
    let ended = here.post(&format!("/settings/sessions/{other}/end"), &[]).await;
    assert_eq!(ended.location(), "/settings?done=session-ended");
    assert_eq!(there.get("/stories").await.status, 303);
    there.sign_in("editor", PASSWORD).await;
    assert_eq!(here.post("/settings/sessions/end", &[]).await.location(), "/settings?done=sessions-ended");
    assert_eq!(there.get("/stories").await.status, 303);
    let own = here.get("/settings").await;
    own.shows("This session").hides("/settings/sessions/end\"");
    assert_eq!(here.post("/settings/sessions/7/end", &[]).await.status, 404);
}

#[tokio::test]
async fn a_session_that_was_planted_in_a_browser_is_worth_nothing_after_signing_in() {
    let world = World::new().await;
    let planted = world.browser(Reporter).await;
    let mut victim = world.browser(Editor).await;
    let thief = planted.cookies["marbre_session"].clone();
    victim.cookies.clear();
    victim.cookies.insert("marbre_session".into(), thief.clone());
    let gate = Request::get("/sign-in").body(Body::empty()).unwrap();
    victim.ask(gate).await;
    let done = victim.post("/sign-in", &[("login", "editor"), ("password", PASSWORD)]).await;
    assert_eq!(done.status, 303);
    assert_ne!(victim.cookies["marbre_session"], thief);
    let mut left = Browser::new(&world);
    left.cookies.insert("marbre_session".into(), thief);
    assert_eq!(left.get("/stories").await.status, 303, "nor to whoever planted it");
}

/// What comes back with a code.
fn ticket(page: &Page) -> String {
    page.fields("ticket").pop().expect("a ticket")
}

#[tokio::test]
async fn a_second_step_is_set_up_asked_for_and_switched_off_without_a_script() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let wrong = editor.post("/settings/second-step", &[("password", "wrong")]).await;
    assert_eq!(wrong.status, 422);
    let page = editor.post("/settings/second-step", &[("password", PASSWORD)]).await;
    page.shows("<svg class=\"qr\"").shows("otpauth://totp").hides(PASSWORD);
    let begun = ticket(&page);
    let typed = [("ticket", begun.as_str()), ("code", "000000")];
    let mistyped = editor.post("/settings/second-step/confirm", &typed).await;
    assert_eq!(mistyped.status, 401);
    mistyped.shows("role=\"alert\"").shows("<svg class=\"qr\"");
    let text = page.read();
    let (_, secret) = text.split_once("secret=").unwrap();
    let code = |steps: i64| {
        let secret = Secret::try_from_base32(secret.split('&').next().unwrap()).unwrap();
        let at = (world.newsroom.now().as_second() + 30 * steps).unsigned_abs();
        Builder::new().with_secret(secret).build().unwrap().generate(at).to_string()
    };
    let typed = [("ticket", begun.as_str()), ("code", &code(0))];
    let codes = editor.post("/settings/second-step/confirm", &typed).await;
    codes.shows("never be shown again");
    let recovery = codes.text.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    editor.get("/settings").await.shows("10 recovery codes are left").hides(&recovery);

    for code in [code(1), recovery.clone()] {
        let mut browser = Browser::new(&world);
        browser.get("/sign-in?next=/items").await;
        let fields = [("login", "editor"), ("password", PASSWORD), ("next", "/items")];
        let asked = browser.post("/sign-in", &fields).await;
        assert_eq!(asked.status, 200);
        asked.shows("one-time-code").hides(&format!("value=\"{PASSWORD}"));
        assert!(!browser.cookies.contains_key("marbre_session"), "not in yet");
        let asked = ticket(&asked);
        let fields = |code| [("ticket", asked.as_str()), ("code", code), ("next", "/items")];
        let wrong = browser.post("/sign-in/code", &fields("123")).await;
        assert_eq!(wrong.status, 401);
        assert_eq!(ticket(&wrong), asked);
        let right = browser.post("/sign-in/code", &fields(&code)).await;
        assert_eq!((right.status.as_u16(), right.location()), (303, "/items"));
        let over = browser.post("/sign-in/code", &[("ticket", "nonsense"), ("code", "1")]).await;
        assert_eq!(over.status, 403, "the gate is gone with the sign-in");
    }
    let renewed = editor.post("/settings/second-step/codes", &[("password", PASSWORD)]).await;
    renewed.shows("never be shown again").hides(&recovery);
    world.browser(Chief).await.get("/accounts").await.shows("Password and code");
    let off = editor.post("/settings/second-step/remove", &[("password", PASSWORD)]).await;
    assert_eq!(off.location(), "/settings?done=second-step-removed");
    assert_eq!(Browser::new(&world).sign_in("editor", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn what_no_device_answered_makes_no_passkey_and_opens_nothing() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let refused = editor.post("/settings/passkeys/new", &[("password", "wrong")]).await;
    assert_eq!(refused.status, 422);
    let offered = editor.post("/settings/passkeys/new", &[("password", PASSWORD)]).await;
    offered
        .shows("data-passkey=\"create\"")
        .shows("data-host=\"desk.example\"")
        .shows("data-algorithms=\"-7 -8 -257\"");
    let made = editor.post("/settings/passkeys", &[("name", "Phone"), ("client-data", "e30")]).await;
    assert_eq!(made.status, 422);
    assert_eq!(editor.post("/settings/passkeys/7", &[("name", "x")]).await.status, 404);
    assert_eq!(editor.post("/settings/passkeys/7/remove", &[]).await.status, 404);
    let mut stranger = Browser::new(&world);
    assert_eq!(stranger.get("/sign-in/challenge").await.status, 401, "no browser of ours");
    stranger.get("/sign-in").await.shows("data-passkey=\"get\"").shows("https://desk.example");
    let (one, two) = (stranger.get("/sign-in/challenge").await, stranger.get("/sign-in/challenge").await);
    assert_eq!((one.status, one.text == two.text), (StatusCode::OK, false));
    let answer = [("credential", "x"), ("client-data", "e30"), ("signature", "")];
    let turned = stranger.post("/sign-in/passkey", &answer).await;
    assert_eq!(turned.status, 401);
    turned.shows("role=\"alert\"").shows("not accepted");
}

#[tokio::test]
async fn a_chief_sees_what_became_of_findings_and_which_check_lost_weight_by_itself() {
    let world = World::new().await;
    let (mut chief, mut editor) = (world.browser(Chief).await, world.browser(Editor).await);
    for n in 0..newsroom::DEMOTE_DECIDED_MIN {
        let headline = format!("DOUTE au quai {n}");
        let story = world.story(story::Content { headline, ..content() }).await;
        editor.get(&format!("/stories/{story}")).await.shows("DOUTE");
        world.newsroom.publish_story(world.kit.editor(), story, 1).await.unwrap();
    }
    let seen = chief.get("/check-measures").await;
    seen.shows("planted-word").shows("0 %").shows("mostly dismissed").shows("<option value=\"fr\"");
    chief.get("/check-measures?desk=en&days=7").await.shows("Nobody saw a finding");
    chief.get("/check-levels").await.hides("by itself on");
    assert_eq!(world.newsroom.demote_checks().await.unwrap().len(), 1);
    chief.get("/check-levels").await.shows("planted-word went from error to warning by itself on");
    let back = [("version", "1"), ("level-planted-word", "error")];
    assert_eq!(chief.post("/check-levels", &back).await.location(), "/check-levels?done=check-levels");
    chief.get("/check-levels").await.hides("by itself on");
    chief.get("/audit").await.shows("lowered checks");
    chief.get("/check-levels").await.shows("A planted word.").hides("Un mot planté");
    assert_eq!(editor.get("/check-measures").await.status, 403);
}

#[tokio::test]
async fn a_chief_weighs_checks_and_writes_house_rules_and_it_is_on_record() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    let bad = [("version", "0"), ("rules", "tsunami!\r\nUNSOUND"), ("step", "keep")];
    chief
        .post("/house-rules", &bad)
        .await
        .shows("UNSOUND is no rule")
        .shows("Line 2")
        .shows("tsunami!\nUNSOUND");
    let tried = chief.post("/house-rules", &[("version", "0"), ("rules", "tsunami"), ("step", "try")]).await;
    tried.shows("house:tsunami").shows("Tried over").shows("draft");
    chief.get("/house-rules").await.hides("tsunami");
    for (version, rules) in [("0", "tsunami!"), ("1", "raz de marée!")] {
        let kept =
            chief.post("/house-rules", &[("version", version), ("rules", rules), ("step", "keep")]).await;
        assert_eq!(kept.location(), "/house-rules?done=house-rules");
    }
    let late = chief.post("/house-rules", &[("version", "1"), ("rules", "late"), ("step", "keep")]).await;
    assert_eq!(late.status, 409);
    late.shows("late").shows("value=\"1\"");
    chief.get("/house-rules?done=house-rules").await.shows("raz de marée!").shows("Version 2");
    chief.get("/house-rules?version=1").await.shows("tsunami!").shows("name=\"version\" value=\"2\"");
    assert_eq!(chief.get("/house-rules?version=9").await.status, 404);

    let levels = chief.get("/check-levels").await;
    levels.shows("house:raz de marée");
    let warn = [("version", "0"), ("level-house:raz de marée", "warn")];
    assert_eq!(chief.post("/check-levels", &warn).await.location(), "/check-levels?done=check-levels");
    chief.get("/check-levels").await.shows("<option value=\"warn\" selected>");
    assert_eq!(chief.post("/check-levels", &warn).await.status, 409);
    chief.get("/check-measures").await.shows("Nobody saw a finding");
    chief.get("/audit").await.shows("set the weight of checks").shows("rewrote the house rules");
    world.browser(Editor).await.get("/settings").await.hides("/house-rules").hides("/check-levels");
}

#[tokio::test]
async fn a_token_of_the_api_is_made_on_one_s_account_shown_once_and_revoked_there_or_by_a_chief() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let page = editor.get("/settings").await;
    page.shows("API tokens").shows("make up fronts");
    world.browser(Reporter).await.get("/settings").await.shows("sort wires").hides("make up fronts");
    assert_eq!(page.fields("expires"), ["2026-09-08"], "a quarter from now");
    let form = |password: &'static str, scope: &'static str| {
        [("name", "Import"), ("scope", scope), ("scope", "read"), ("expires", ""), ("password", password)]
    };
    let wrong = editor.post("/settings/tokens", &form("wrong", "wires")).await;
    assert_eq!(wrong.status, 422);
    wrong.shows("not your present password").shows("value=\"Import\"").shows("value=\"wires\" checked");
    let made = editor.post("/settings/tokens", &form(PASSWORD, "wires")).await;
    assert_eq!(made.status, 200);
    made.shows("It is shown this once").shows("value=\"mrb_");
    let listed = editor.get("/settings").await;
    listed.shows("read wires").shows("no end").hides("mrb_");
    let mut chief = world.browser(Chief).await;
    chief.get("/accounts").await.shows("The editor").shows("read wires");
    let id = world.newsroom.all_tokens(world.kit.chief()).await.unwrap()[0].id;
    let own = editor.post(&format!("/settings/tokens/{id}/revoke"), &[]).await;
    assert_eq!(own.location(), "/settings?done=token-revoked");
    editor.post("/settings/tokens", &form(PASSWORD, "write")).await;
    let id = world.newsroom.all_tokens(world.kit.chief()).await.unwrap()[0].id;
    let any = chief.post(&format!("/accounts/tokens/{id}/revoke"), &[]).await;
    assert_eq!(any.location(), "/accounts?done=token-revoked");
    assert!(world.newsroom.all_tokens(world.kit.chief()).await.unwrap().is_empty());
}
