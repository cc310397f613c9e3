//! The front on the desk: made up by forms alone, put out once it was seen, by several people at once.

use newsroom::Role::{Chief, Editor, Reporter};
use story::{Content, StoryId};

use crate::world::{World, content};

async fn live(world: &World, headline: &str) -> StoryId {
    let story = world.story(Content { headline: headline.into(), ..content() }).await;
    world.newsroom.publish_story(world.kit.editor(), story, 1).await.expect("it is published");
    story
}

async fn placed(world: &World) -> Vec<(String, StoryId)> {
    let front = world.newsroom.front(world.kit.editor(), "fr").await.expect("there is a front").draft.front;
    front.slots.iter().map(|slot| (slot.spot().to_string(), slot.story)).collect()
}

#[tokio::test]
async fn a_front_is_made_up_and_put_out_by_forms_alone() {
    let world = World::new().await;
    let (port, wheat) = (live(&world, "Le port rouvre").await, live(&world, "Le blé recule").await);
    let mut editor = world.browser(Editor).await;
    assert_eq!(editor.get("/fronts").await.location(), "/fronts/fr");
    editor.get("/fronts/fr").await.shows("Opening").shows("Le blé recule").shows("Nothing: the draft says");
    // Picked up, it can be put down everywhere.
    editor.get(&format!("/fronts/fr?pick={port}")).await.shows("Held:").shows("Put here");
    let story = port.to_string();
    let put = [("do", "place lead/0"), ("story", story.as_str()), ("version", "0")];
    let done = editor.post("/fronts/fr", &put).await;
    assert_eq!(done.location(), "/fronts/fr?done=front-placed");
    editor.get(done.location()).await.shows("Put there").shows("Version 2, The editor").shows("chosen");
    let pin = format!("pin {wheat} second/0");
    editor.post("/fronts/fr", &[("do", &pin), ("version", "2")]).await;
    let open = editor.get("/fronts/fr?spot=lead/0").await;
    assert_eq!(open.fields("headline"), [""], "the story's own");
    let dress =
        [("do", "dress lead/0"), ("story", &story), ("version", "3"), ("headline", "Enfin"), ("picture", "")];
    editor.post("/fronts/fr", &dress).await;
    assert_eq!(placed(&world).await, [("lead/0".into(), port), ("second/0".into(), wheat)]);

    let confirm = editor.get("/fronts/fr/publish").await;
    confirm.shows("Enfin").shows("Pages that change").shows("https://news.example/fr/");
    confirm.shows("/fronts/fr/page?version=4").shows("Publish the front");
    let out = editor.post("/fronts/fr/publish", &[("version", "4"), ("live", "0")]).await;
    assert_eq!(out.location(), "/fronts/fr?done=front-published");
    editor.get(out.location()).await.shows("The front is live").shows("Nothing: the draft says");
    let journal = world.kit.journal().await;
    assert_eq!(journal.last().unwrap().change.name(), "front");

    editor.post("/fronts/fr", &[("do", "empty lead/0"), ("version", "4")]).await;
    editor.get("/fronts/fr").await.shows("<b class=\"b red\">Out</b>").hides("Nothing: the draft says");
    editor.post("/fronts/fr", &[("do", "undo 5"), ("version", "5")]).await;
    assert_eq!(placed(&world).await.len(), 2);
    for (bad, status) in
        [("place", 400), ("place nowhere", 400), ("", 400), ("undo x", 400), ("undo 99", 404)]
    {
        assert_eq!(editor.post("/fronts/fr", &[("do", bad), ("version", "6")]).await.status, status, "{bad}");
    }
    assert_eq!(editor.get("/fronts/xx").await.status, 404);
}

#[tokio::test]
async fn whoever_was_slower_sees_both_and_may_do_it_all_the_same() {
    let world = World::new().await;
    let (mine, theirs) = (live(&world, "Le port rouvre").await, live(&world, "Le blé recule").await);
    let mut editor = world.browser(Editor).await;
    let theirs_edit = newsroom::FrontEdit::Place { story: theirs, spot: "lead/0".parse().unwrap() };
    world.newsroom.edit_front(world.kit.chief(), "fr", 0, &theirs_edit).await.unwrap();
    let story = mine.to_string();
    let put = [("do", "place lead/0"), ("story", story.as_str()), ("version", "1")];
    let lost = editor.post("/fronts/fr", &put).await;
    assert_eq!(lost.status, 409);
    lost.shows("The chief changed “Opening” meanwhile").shows("“Le blé recule”").shows("Do it all the same");
    assert_eq!(placed(&world).await, [("lead/0".into(), theirs)]);
    // The form that is offered says what was asked for, over what stands there now.
    let again: Vec<(String, String)> =
        lost.form().into_iter().filter(|(name, _)| name != "csrf").take(3).collect();
    let again: Vec<(&str, &str)> =
        again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(again, [("version", "2"), ("do", "place lead/0"), ("story", &story)]);
    assert_eq!(editor.post("/fronts/fr", &again).await.status, 303);
    assert_eq!(placed(&world).await, [("lead/0".into(), mine)]);
    let stale = editor.post("/fronts/fr/publish", &[("version", "2"), ("live", "0")]).await;
    assert_eq!(stale.status, 409);
    stale.shows("changed the draft after you looked at it");
}

#[tokio::test]
async fn what_others_do_is_told_to_a_page_that_is_open() {
    let world = World::new().await;
    let story = live(&world, "Le port rouvre").await;
    let mut editor = world.browser(Editor).await;
    let edit = newsroom::FrontEdit::Place { story, spot: "lead/0".parse().unwrap() };
    let (news, _) = tokio::join!(
        editor.get("/fronts/fr/news?version=0&live=0&scheduled=0"),
        world.newsroom.edit_front(world.kit.chief(), "fr", 0, &edit)
    );
    news.shows("\"changed\":true").shows("The draft changed: The chief");
}

#[tokio::test]
async fn a_story_that_is_not_live_keeps_the_front_and_a_schedule_waits_for_it() {
    let world = World::new().await;
    let draft = world.story(content()).await.to_string();
    let mut editor = world.browser(Editor).await;
    editor.post("/fronts/fr", &[("do", "place lead/0"), ("story", &draft), ("version", "0")]).await;
    editor.get("/fronts/fr").await.shows("not live yet");
    editor.get("/fronts/fr/publish").await.shows("1 story keeps the front from going out");
    let out = editor.post("/fronts/fr/publish", &[("version", "2"), ("live", "0")]).await;
    assert_eq!(out.status, 422);
    let late = editor.post("/fronts/fr/schedule", &[("version", "2"), ("at", "2099-01-01T18:00")]).await;
    assert_eq!(late.location(), "/fronts/fr?done=front-scheduled");
    let screen = editor.get("/fronts/fr").await;
    screen.shows("On schedule").shows("2099");
    let due = screen.fields("due").pop().unwrap();
    assert_eq!(editor.post("/fronts/fr/schedule", &[("version", "2"), ("at", "soon")]).await.status, 422);
    let early = editor.post("/fronts/fr/schedule", &[("version", "2"), ("at", "2001-01-01T18:00")]).await;
    assert_eq!(early.status, 422);
    assert_eq!(editor.post("/fronts/fr/unschedule", &[("due", &due)]).await.status, 303);
    assert_eq!(editor.post("/fronts/fr/unschedule", &[("due", &due)]).await.status, 409);
    editor.get("/fronts/fr").await.hides("On schedule");
}

#[tokio::test]
async fn a_proof_is_framed_and_runs_nothing_and_the_past_can_be_seen_and_restored() {
    let world = World::new().await;
    let story = live(&world, "Le port rouvre").await.to_string();
    let mut chief = world.browser(Chief).await;
    chief.post("/fronts/fr", &[("do", "place lead/0"), ("story", &story), ("version", "0")]).await;
    let dress =
        [("do", "dress lead/0"), ("story", &story), ("version", "2"), ("headline", "Enfin"), ("picture", "")];
    chief.post("/fronts/fr", &dress).await;
    chief.post("/fronts/fr/publish", &[("version", "3"), ("live", "0")]).await;
    let page = chief.get("/fronts/fr/page").await;
    page.shows("<p>lead/0 Enfin</p>").shows("<base target=\"_blank\">");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("sandbox allow-same-origin") && !policy.contains("script-src"), "{policy}");
    assert_eq!(page.header("x-frame-options"), "SAMEORIGIN");
    chief.get("/fronts/fr/page?version=2").await.shows("<p>lead/0 </p>");
    chief.get("/fronts/fr/page?entry=2").await.shows("<p>lead/0 Enfin</p>");
    chief.get("/fronts/fr/page?at=2026-06-09T14:32:07").await.shows("fr at 2026-06-09T12:32:07.999Z");
    assert_eq!(chief.get("/fronts/fr/page?at=once").await.status, 422);
    assert_eq!(chief.get("/fronts/en/page?entry=2").await.status, 404, "another edition's");
    for width in ["360", "768", "1280"] {
        let preview = chief.get(&format!("/fronts/fr/preview?width={width}&version=2")).await;
        preview.shows(&format!("width=\"{width}\"")).shows("src=\"/fronts/fr/page?version=2\"");
    }
    let history = chief.get("/fronts/fr/history?version=2").await;
    history.shows("Went out, entry 2").shows("Version 3").shows("The chief").shows("value=\"restore 2\"");
    chief.get("/fronts/fr/history?at=2026-06-09T14:32:07").await.shows("The front as readers saw it");
    chief.post("/fronts/fr", &[("do", "restore 2"), ("version", "3")]).await;
    chief.get("/fronts/fr/page").await.shows("<p>lead/0 </p>");
    let picture = chief.get("/media/known.jpg").await;
    assert_eq!((picture.header("content-type"), picture.text.as_str()), ("image/jpeg", "picture"));
    assert_eq!(chief.get("/media/unknown.jpg").await.status, 404);
    let mut reporter = world.browser(Reporter).await;
    reporter.get("/fronts/fr").await.shows("Opening").hides("Put here").hides("Publish the front");
}
