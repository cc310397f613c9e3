//! Limits on signing in behind a proxy: each person has their own, and nobody gets another by saying who they are.

use newsroom::Role::Editor;

use crate::browser::Browser;
use crate::world::{PASSWORD, World};

const PROXY: &str = "10.0.0.1";
/// More than one address may try for one login.
const TRIES: usize = 12;

/// Tries passwords, saying another address each time; whether it was told to wait.
async fn besieges(world: &World, peer: &'static str, said: impl Fn(usize) -> String) -> bool {
    let mut browser = Browser::new(world);
    for n in 0..TRIES {
        browser.way = Some((peer, said(n)));
        if browser.sign_in("editor", "wrong").await.status == 429 {
            return true;
        }
    }
    false
}

/// Signs in from an address behind the proxy; the screen that lists the sessions.
async fn comes_in(world: &World, peer: &'static str, from: &str) -> (u16, String) {
    let mut browser = Browser::new(world);
    browser.way = Some((peer, from.to_owned()));
    let status = browser.sign_in("editor", PASSWORD).await.status.as_u16();
    (status, browser.get("/settings").await.text)
}

#[tokio::test]
async fn behind_a_named_proxy_each_address_has_its_own_limit_and_a_false_word_gets_no_other() {
    let mut world = World::new().await;
    world.browser(Editor).await;
    world.stand_behind(PROXY.parse().unwrap());
    assert!(besieges(&world, PROXY, |n| format!("192.0.2.{n}, 203.0.113.9")).await, "the last word is one");
    let (status, settings) = comes_in(&world, PROXY, "198.51.100.7").await;
    assert_eq!(status, 303, "others behind the same proxy come in");
    assert!(settings.contains("198.51.100.7"), "and the record knows from where: {settings}");
    assert_eq!(comes_in(&world, PROXY, "203.0.113.9").await.0, 429);
}

#[tokio::test]
async fn nobody_else_is_believed_whom_they_speak_for() {
    let mut world = World::new().await;
    world.browser(Editor).await;
    world.stand_behind(PROXY.parse().unwrap());
    assert!(besieges(&world, "203.0.113.9", |n| format!("192.0.2.{n}")).await);
    // Nor where no proxy was named.
    let mut world = World::new().await;
    world.browser(Editor).await;
    assert!(besieges(&world, PROXY, |n| format!("192.0.2.{n}")).await);
    world.stand_behind("10.0.0.2".parse().unwrap());
    assert_eq!(comes_in(&world, PROXY, "198.51.100.7").await.0, 429, "that connection is the proxy's own");
}
