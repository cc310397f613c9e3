//! Signing in and out, accounts, languages.

use newsroom::Role::{Chief, Editor, Reporter};

use crate::browser::Browser;
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

#[tokio::test]
async fn a_chief_opens_and_closes_accounts_and_it_is_on_record() {
    let world = World::new().await;
    let mut chief = world.browser(Chief).await;
    let new = |login: &'static str, password: &'static str| {
        [
            ("name", "Thaïs Morvan"),
            ("login", login),
            ("role", "editor"),
            ("language", "fr"),
            ("password", password),
        ]
    };
    let short = chief.post("/accounts", &new("thais", "court")).await;
    assert_eq!(short.status, 422);
    short.shows("value=\"thais\"").hides("court");
    assert_eq!(chief.post("/accounts", &new("thais", PASSWORD)).await.status, 303);
    chief.get("/accounts").await.shows("Thaïs Morvan");
    let mut thais = Browser::new(&world);
    assert_eq!(thais.sign_in("thais", PASSWORD).await.status, 303);
    thais.get("/stories").await.shows("Articles");

    let account = world.newsroom.accounts(world.kit.chief()).await.unwrap();
    let id = account.iter().find(|account| account.login == "thais").unwrap().id;
    chief.post(&format!("/accounts/{id}/password"), &[("password", "une autre phrase longue")]).await;
    assert_eq!(chief.post(&format!("/accounts/{id}/disable"), &[]).await.status, 303);
    assert_eq!(thais.get("/stories").await.status, 303, "a closed account is out at once");
    chief.get("/audit").await.shows("disable-account").shows("add-account").hides(PASSWORD);
}

#[tokio::test]
async fn one_changes_ones_own_password() {
    let world = World::new().await;
    let mut reporter = world.browser(Reporter).await;
    assert_eq!(reporter.post("/settings/password", &[("password", "short")]).await.status, 422);
    assert_eq!(
        reporter.post("/settings/password", &[("password", "a much longer phrase")]).await.status,
        303
    );
    let mut again = Browser::new(&world);
    assert_eq!(again.sign_in("reporter", PASSWORD).await.status, 401);
    assert_eq!(again.sign_in("reporter", "a much longer phrase").await.status, 303);
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
    chief.get("/audit").await.shows("demote-checks");
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
    chief.get("/audit").await.shows("set-check-levels").shows("set-house-rules");
    world.browser(Editor).await.get("/settings").await.hides("/house-rules").hides("/check-levels");
}
