//! The planning on the desk: by forms alone, by several people at once, from the wire to the story.

use newsroom::Role::{Editor, Reporter};
use newsroom::{EventEdit, FileItem, Standing};
use story::EventId;

use crate::browser::Browser;
use crate::page::Page;
use crate::world::{World, content};

/// An event next Friday, filled in as a form; its address without the query.
async fn planned(editor: &mut Browser<'_>) -> String {
    let form = [
        ("title", "Vote du budget"),
        ("place", "Assemblée"),
        ("starts", "2026-06-12T17:00"),
        ("ends", "2026-06-12T18:30"),
        ("edition", "fr"),
        ("section", "region"),
        ("urgency", "2"),
        ("embargo", "2026-06-12T19:00"),
        ("private_note", "Accréditation au poste 2"),
        ("cover", "text"),
        ("cover", "photo"),
    ];
    address(&editor.post("/planning", &form).await, "event-added")
}

fn address(page: &Page, done: &str) -> String {
    assert_eq!(page.status, 303, "{}", page.text);
    let (path, query) = page.location().split_once('?').expect("a query");
    assert!(query.ends_with(&format!("done={done}")), "{query}");
    path.to_owned()
}

fn id(path: &str) -> EventId {
    path.rsplit('/').next().expect("an identifier").parse().expect("an identifier")
}

#[tokio::test]
async fn an_event_is_planned_covered_and_written_by_forms_alone() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    editor.get("/planning/new?day=2026-06-20").await.shows("value=\"2026-06-20T10:00\"").shows("New event");
    let event = planned(&mut editor).await;
    let sheet = editor.get(&event).await;
    sheet
        .shows("Vote du budget")
        .shows("Friday 12 June, 17:00 until 18:30")
        .shows("Accréditation au poste 2");
    sheet.shows("Week 24, 8 to 14 June 2026").shows("<span class=\"n red b\">2</span> Needed");
    let who = world.kit.reporter().account.to_string();
    let give = [
        ("do", "change 1"),
        ("version", "1"),
        ("kind", "text"),
        ("assignee", &who),
        ("deadline", "2026-06-12T18:00"),
    ];
    let done = editor.post(&format!("{event}?view=day"), &give).await;
    assert_eq!(done.location(), format!("{event}?view=day&done=coverage-saved"));
    editor.get(&event).await.shows("The reporter").shows("12 June 18:00");
    let video = [
        ("do", "cover"),
        ("version", "1"),
        ("kind", "video"),
        ("edition", "en"),
        ("assignee", ""),
        ("note", "Pas de drone"),
    ];
    editor.post(&event, &video).await;
    editor
        .post(&event, &[("do", "note"), ("version", "3"), ("note", "La présidente parlera à 17:10.")])
        .await;
    editor.get(&event).await.shows("Pas de drone").shows("La présidente parlera").shows("The editor");

    let mut reporter = world.browser(Reporter).await;
    reporter.get("/stories").await.shows("My assignments").shows("Vote du budget");
    reporter.get("/planning").await.shows("My assignments").hides("New event");
    let story = reporter.post(&format!("{event}/story"), &[("coverage", "1")]).await;
    let story = story.location().split('?').next().unwrap().to_owned();
    let screen = reporter.get(&story).await;
    screen.shows("VOTE-BUDGET").shows(&format!("href=\"{event}\"")).shows("2026-06-12T19:00");
    editor.get(&event).await.shows("VOTE-BUDGET").shows("in work");
    assert_eq!(editor.post(&format!("{event}/story"), &[("coverage", "1")]).await.status, 409, "once");

    editor.post(&event, &[("do", "stand cancelled"), ("version", "5")]).await;
    editor.get(&event).await.shows("Cancelled");
    editor.post(&event, &[("do", "undo 6"), ("version", "6")]).await;
    let row = world.newsroom.event(world.kit.editor(), id(&event)).await.unwrap();
    assert_eq!((row.event.standing, row.version), (Standing::Planned, 7));
}

#[tokio::test]
async fn a_form_that_says_nonsense_is_given_back_as_it_was_sent() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let form = |title: &'static str, starts: &'static str, ends: &'static str| {
        [("title", title), ("starts", starts), ("ends", ends), ("place", "Quai nord"), ("cover", "live")]
    };
    for (title, starts, ends) in
        [("Vote", "2026-06-12T17:00", "2026-06-12T16:00"), ("", "2026-06-12T17:00", ""), ("Vote", "soon", "")]
    {
        let page = editor.post("/planning", &form(title, starts, ends)).await;
        assert_eq!(page.status, 422, "{title} {starts} {ends}");
        page.shows("role=\"alert\"").shows("Quai nord").shows("value=\"live\" checked");
    }
    let event = planned(&mut editor).await;
    let late = [
        ("do", "describe"),
        ("version", "1"),
        ("title", ""),
        ("starts", "2026-06-12T17:00"),
        ("place", "Salle 2"),
    ];
    let page = editor.post(&event, &late).await;
    assert_eq!(page.status, 422);
    page.shows("Salle 2").shows("Change the event");
    for (bad, status) in [
        ("", 400),
        ("take x", 400),
        ("take 9", 404),
        ("stand never", 400),
        ("undo 99", 404),
        ("change 9", 404),
    ] {
        assert_eq!(editor.post(&event, &[("do", bad), ("version", "1")]).await.status, status, "{bad}");
    }
    for path in ["/planning/none", "/planning/none/edit", "/planning/0000000000001"] {
        assert_eq!(editor.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn days_without_hours_and_clocks_elsewhere_are_read_as_they_are_meant() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let all_day = [
        ("title", "Régate"),
        ("starts", "2026-06-12T17:00"),
        ("ends", "2026-06-13T09:00"),
        ("all_day", "yes"),
    ];
    let path = address(&editor.post("/planning", &all_day).await, "event-added");
    editor.get(&path).await.shows("Friday 12 June to Saturday 13 June");
    let event = world.newsroom.event(world.kit.editor(), id(&path)).await.unwrap().event;
    assert_eq!(
        (event.starts.to_string(), event.ends.to_string()),
        ("2026-06-11T22:00:00Z".into(), "2026-06-13T21:59:00Z".into())
    );
    let elsewhere = [("title", "Sommet"), ("starts", "2026-06-12T09:00"), ("zone", "UTC")];
    let path = address(&editor.post("/planning", &elsewhere).await, "event-added");
    editor.get(&path).await.shows("Friday 12 June, 11:00").shows("<bdi>UTC</bdi>");
    editor.get(&format!("{path}/edit")).await.shows("value=\"2026-06-12T09:00\"");
}

#[tokio::test]
async fn a_calendar_shows_its_time_and_what_is_asked_for() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    planned(&mut editor).await;
    let summit = [("title", "Sommet de Tharse"), ("starts", "2026-06-30T08:00"), ("section", "sport")];
    editor.post("/planning", &summit).await;
    for (question, vote, tharse) in [
        ("", true, false),
        ("?view=week&day=2026-06-30", false, true),
        ("?view=day&day=2026-06-12", true, false),
        ("?view=month&day=2026-06-12", true, true),
        ("?view=month&day=2026-06-12&section=sport", false, true),
        ("?view=month&day=2026-06-12&edition=en", false, true),
        ("?view=month&day=2026-06-12&text=BUDGET", true, false),
        ("?view=month&day=2026-06-12&only=open", true, false),
        ("?view=month&day=2026-06-12&only=embargo", true, false),
        ("?view=month&day=2026-06-12&only=mine", false, false),
        ("?view=never&day=nonsense&only=x", false, false),
    ] {
        let page = editor.get(&format!("/planning{question}")).await;
        assert_eq!(page.text.contains("Vote du budget"), vote, "{question}");
        assert_eq!(page.text.contains("Sommet de Tharse"), tharse, "{question}");
    }
    // Where a calendar program finds the same.
    editor.get("/planning").await.shows("/api/events.ics\"");
    editor.get("/planning?edition=fr").await.shows("/api/editions/fr/events.ics\"");
}

#[tokio::test]
async fn whoever_was_slower_sees_both_and_may_do_it_all_the_same() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let event = planned(&mut editor).await;
    let chief = world.kit.chief().account;
    let theirs = EventEdit::Assign { number: 1, to: Some(chief) };
    world.newsroom.edit_event(world.kit.chief(), id(&event), 1, &theirs).await.unwrap();
    let who = world.kit.reporter().account.to_string();
    let mine = [("do", "change 1"), ("version", "1"), ("kind", "text"), ("assignee", who.as_str())];
    let lost = editor.post(&event, &mine).await;
    assert_eq!(lost.status, 409);
    lost.shows("The chief changed this meanwhile: Text, Given to").shows("Do it all the same");
    let again: Vec<(String, String)> =
        lost.form().into_iter().skip_while(|(name, _)| name != "version").take(4).collect();
    let again: Vec<(&str, &str)> =
        again.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert!(again.contains(&("version", "2")) && again.contains(&("do", "change 1")), "{again:?}");
    assert_eq!(editor.post(&event, &again).await.status, 303);
    let row = world.newsroom.event(world.kit.editor(), id(&event)).await.unwrap();
    assert_eq!(row.event.coverages[&1].assignee, Some(world.kit.reporter().account));
}

#[tokio::test]
async fn what_others_change_is_told_to_a_page_that_is_open() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let event = id(&planned(&mut editor).await);
    let time = "from=2026-06-08T00:00:00Z&until=2026-06-15T00:00:00Z";
    let (from, until) = ("2026-06-08T00:00:00Z".parse().unwrap(), "2026-06-15T00:00:00Z".parse().unwrap());
    let mark = world.newsroom.planning_mark(world.kit.editor(), from, until).await.unwrap();
    let edit = EventEdit::Stand(Standing::Postponed);
    let ask = format!("/planning/news?mark={mark}&{time}");
    let (news, _) =
        tokio::join!(editor.get(&ask), world.newsroom.edit_event(world.kit.chief(), event, 1, &edit));
    news.shows("\"changed\":true");
}

#[tokio::test]
async fn an_event_of_the_wire_goes_into_the_planning_and_its_end_is_told_everywhere() {
    let world = World::new().await;
    let file = async |version: u32, status: &str, headline: &str| {
        let line = format!("sommet|{version}|{status}||{headline}|");
        let file =
            FileItem { bytes: testkit::delivery(&[&line]), source: "boreale".into(), ..FileItem::default() };
        world.newsroom.file_item(world.kit.editor(), file).await.unwrap().items[0].id
    };
    let item = file(1, "usable", "Sommet de Tharse @Tharse @2026-06-12T08:00:00Z/2026-06-12T16:00:00Z").await;
    let mut editor = world.browser(Editor).await;
    editor
        .get(&format!("/items/{item}"))
        .await
        .shows("Put into the planning")
        .shows("12 June 2026, 10:00:00");
    let done = editor.post(&format!("/items/{item}/plan"), &[("place", "fr/region")]).await;
    let event = address(&done, "event-planned");
    editor.get(&format!("/items/{item}")).await.shows("Open the event").hides(&format!("/items/{item}/plan"));
    file(2, "usable", "Sommet de Tharse @Sarrac @2026-06-12T08:00:00Z/2026-06-12T16:00:00Z").await;
    let sheet = editor.get(&event).await;
    sheet
        .shows("The wire changed this event")
        .shows("<del dir=\"auto\">Tharse</del>")
        .shows("<ins dir=\"auto\">Sarrac</ins>");
    file(3, "canceled", "Annulé").await;
    for screen in ["/stories", "/planning", "/items"] {
        editor.get(screen).await.shows("Changed by the wire:").shows("Cancelled");
    }
    editor.post(&event, &[("do", "seen"), ("version", "3")]).await;
    editor.get("/stories").await.hides("Changed by the wire:");
    let port = world.newsroom.file_item(
        world.kit.editor(),
        FileItem { bytes: testkit::delivery(&["port|1|usable||Le port|"]), ..FileItem::default() },
    );
    let port = port.await.unwrap().items[0].id;
    assert_eq!(editor.post(&format!("/items/{port}/plan"), &[("place", "")]).await.status, 422);
}

#[tokio::test]
async fn a_reporter_takes_gives_back_and_finishes_what_is_open() {
    let world = World::new().await;
    let mut editor = world.browser(Editor).await;
    let event = planned(&mut editor).await;
    let mut reporter = world.browser(Reporter).await;
    let page = reporter.get(&event).await;
    page.shows("Take it").hides("Assign, change").hides("Add a coverage");
    let done = reporter.post(&event, &[("do", "take 1"), ("version", "1")]).await;
    address(&done, "coverage-taken");
    reporter.get(&event).await.shows("Give back").shows("It is done");
    address(&reporter.post(&event, &[("do", "working 1"), ("version", "2")]).await, "coverage-saved");
    let story = world.story(content()).await;
    let link = format!("https://desk.example/stories/{story}?view=read");
    address(
        &reporter.post(&event, &[("do", "link 1"), ("version", "3"), ("story", &link)]).await,
        "coverage-saved",
    );
    reporter.get(&event).await.shows("PORT-RÉOUVERTURE");
    reporter.get(&format!("/stories/{story}")).await.shows(&format!("href=\"{event}\""));
    address(&reporter.post(&event, &[("do", "done 1"), ("version", "4")]).await, "coverage-saved");
    reporter.get("/stories").await.hides("My assignments");
    assert_eq!(reporter.post(&event, &[("do", "stand cancelled"), ("version", "5")]).await.status, 403);
    assert_eq!(reporter.get(&format!("{event}/edit")).await.status, 403);
}
