//! Screens that wait for news, and somebody who loses their access while they wait.

use newsroom::Role::Editor;
use newsroom::{Reach, UpdateAccount};

use crate::browser::Browser;
use crate::page::Page;
use crate::world::{World, content};

fn mark(page: &Page) -> String {
    let text = page.read();
    let (_, rest) = text.split_once("data-mark=\"").expect("the screen says what it has seen");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// What every screen asks that shows all there is.
async fn questions(world: &World, browser: &mut Browser<'_>) -> Vec<String> {
    world.story(content()).await;
    let caller = world.kit.editor();
    let form = [("headline", "La reprise du trafic"), ("standfirst", "Suivez-la."), ("place", "fr/region")];
    let opened = browser.post("/live", &form).await;
    let coverage = opened.location().split('?').next().expect("an address").to_owned();
    let front = world.newsroom.front(caller, "fr").await.expect("a front");
    let (version, live) = (front.draft.version, front.live_seq());
    let (from, until) = (world.kit.now(), world.kit.in_minutes(600));
    let planned = world.newsroom.planning_mark(caller, from, until).await.expect("a mark");
    let direct = mark(&browser.get(&coverage).await);
    let board = mark(&browser.get("/stories").await);
    vec![
        "/wires/news?after=0&seen=0".into(),
        format!("{coverage}/news?mark={direct}"),
        format!("/fronts/fr/news?version={version}&live={live}&scheduled=0"),
        format!("/planning/news?mark={planned}&from={from}&until={until}"),
        format!("/stories/news?mark={board}"),
    ]
}

/// Waits until the guard has let the editor in: from then on, the session was used now.
async fn let_in(world: &World) {
    let account = world.kit.editor().account;
    loop {
        let sessions = world.newsroom.sessions(world.kit.chief(), account).await.expect("sessions");
        if sessions.iter().any(|one| one.used == world.kit.now()) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// What somebody is answered who loses their access while they wait.
async fn answered(world: &World, browser: &mut Browser<'_>, question: &str, lose: impl AsyncFn()) -> Page {
    world.kit.advance_minutes(2);
    let taken = async {
        let_in(world).await;
        lose().await;
    };
    tokio::join!(browser.get(question), taken).0
}

#[tokio::test]
async fn whoever_is_signed_out_while_they_wait_is_told_that_and_nothing_else() {
    let world = World::new().await;
    let chief = world.kit.chief();
    let account = world.kit.editor().account;
    let mut browser = world.browser(Editor).await;
    let asked = questions(&world, &mut browser).await;
    let waiting = desk::routes().into_iter().filter(|(_, path, _)| path.ends_with("/news")).count();
    assert_eq!(asked.len(), waiting, "each screen that waits is tried");
    for question in asked {
        let page = answered(&world, &mut browser, &question, async || {
            let sessions = world.newsroom.sessions(chief, account).await.expect("sessions");
            let used = sessions.iter().find(|one| one.used == world.kit.now()).expect("the one that waits");
            world.newsroom.end_session(chief, account, used.id).await.expect("a session that ends");
        })
        .await;
        assert_eq!(page.status, 401, "{question}: {}", page.text);
        page.hides("changed").hides("data-row").hides(&world.kit.editor().name);
        browser = world.browser(Editor).await;
    }
}

#[tokio::test]
async fn whoever_is_shut_out_or_needs_a_second_step_meanwhile_waits_no_longer() {
    let world = World::new().await;
    let chief = world.kit.chief();
    let mut browser = world.browser(Editor).await;
    let wires = questions(&world, &mut browser).await.swap_remove(0);
    let needed = answered(&world, &mut browser, &wires, async || {
        let policy = newsroom::SignInPolicy { second_step: [Editor].into() };
        world.newsroom.set_sign_in_policy(chief, 0, policy).await.expect("a policy");
    })
    .await;
    assert_eq!(needed.status, 403);
    needed.shows("second-step-needed");
    world.newsroom.set_sign_in_policy(chief, 1, newsroom::SignInPolicy::default()).await.expect("a policy");
    let shut = answered(&world, &mut browser, &wires, async || {
        let account = world.kit.editor().account;
        world.newsroom.disable_account(chief, account).await.expect("an account that closes");
    })
    .await;
    assert_eq!(shut.status, 401, "{}", shut.text);
}

#[tokio::test]
async fn whoever_keeps_their_access_hears_the_news_whatever_else_changes_about_them() {
    let world = World::new().await;
    let mut browser = world.browser(Editor).await;
    let board = questions(&world, &mut browser).await.pop().expect("the board");
    let editor = world.kit.editor().account;
    let page = answered(&world, &mut browser, &board, async || {
        let reach = Reach::of(["ar"], world.newsroom.editions()).expect("a place");
        let update = UpdateAccount { reach: Some(reach), ..UpdateAccount::default() };
        world.newsroom.update_account(world.kit.chief(), editor, update).await.expect("another reach");
        world.story(content()).await;
    })
    .await;
    assert_eq!(page.read(), r#"{"changed":true}"#, "everybody reads all of the desk");
}
