//! Live coverage, from the desk's keyboard to readers who have it open, and out of sight again.

use e2e::browser::{self, OpenPages};
use e2e::journalist::{Journalist, links, location, text_of};
use e2e::reader::{get, get_until};
use e2e::server::Server;

use crate::editor::colleague;
use crate::withdrawn::reach;

/// A coverage that readers have: its screen at the desk, and its address on the site.
pub(crate) fn opened(server: &Server, desk: &Journalist, headline: &str) -> (String, String) {
    let form = desk.form("/live", "/live").write("headline", headline).write("place", "fr/region");
    let screen = location(&desk.send(&form));
    act(desk, &screen, "publish", "");
    let address =
        links(&desk.open(&screen).body).into_iter().find(|link| link.starts_with(&server.greeting.site));
    let address = address.expect("the screen leads to the page").replace(&server.greeting.site, "");
    get_until(&server.page(&address), |page| page.status == 200);
    (screen, address)
}

/// Asks for something on the screen of a coverage.
fn act(desk: &Journalist, screen: &str, what: &str, reason: &str) {
    let mut form = desk.form(screen, screen).press("do", what);
    if !reason.is_empty() {
        form = form.press("reason", reason);
    }
    let done = desk.send(&form);
    assert_eq!(done.status, 303, "{}", text_of(&done.body));
}

/// Writes in the composer, on an entry or a new one, and publishes.
fn write(desk: &Journalist, screen: &str, on: &str, words: [&str; 2], kind: &str) {
    let page = if on.is_empty() { screen.to_owned() } else { format!("{screen}?entry={on}") };
    let form = desk.form(&page, &format!("{screen}/entries"));
    let form = form.write("headline", words[0]).write("text", words[1]).write("kind", kind);
    let done = desk.send(&form.press("do", "publish"));
    assert_eq!(done.status, 303, "{}", text_of(&done.body));
}

/// The number of the entry with this headline.
fn entry(desk: &Journalist, screen: &str, headline: &str) -> String {
    let body = desk.open(screen).body;
    let (before, _) = body.split_once(&format!(">{headline}</a></h2>")).expect("the entry is on the screen");
    before.rsplit_once("entry=").expect("its link").1.trim_end_matches('"').to_owned()
}

#[test]
fn a_coverage_is_opened_told_and_closed_by_keyboard_in_french_and_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        browser::run_signed_in("coverage.mjs", &[language, &journalist.url("/")], journalist.cookie());
    }
}

#[test]
fn two_people_in_a_coverage_see_each_other_come_write_and_go_in_french_and_in_arabic() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::demo(folder.path());
        let mut journalist = Journalist::sign_in(&server);
        journalist.speak(language);
        let noemie = colleague(&server, folder.path(), language);
        let (screen, _) = opened(&server, &journalist, "Port d’Ostrande : la reprise du trafic");
        let arguments = [language, &journalist.url(&screen), noemie.cookie(), "Noémie Althaus"];
        browser::run_signed_in("two.mjs", &arguments, journalist.cookie());
    }
}

#[test]
fn an_open_coverage_takes_in_entries_and_what_becomes_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let (screen, address) = opened(&server, &desk, "Port d’Ostrande : la reprise du trafic");
    write(&desk, &screen, "", ["Trois ferrys ont accosté", "Ils sont arrivés avant l’aube."], "plain");
    let first = get_until(&server.page(&address), |page| page.body.contains("Trois ferrys ont accosté"));
    assert!(first.body.contains("LiveBlogPosting") && first.body.contains("Ils sont arrivés avant l’aube."));

    let stream = server.page("/fr/en-continu/");
    let mut open = OpenPages::open(&[("coverage", server.page(&address)), ("stream", stream)]);
    open.ask("coverage", "is sound", "fr-coverage");
    assert!(desk.open(&screen).body.contains("data-readers=\"1\""), "the desk knows that somebody reads");
    write(
        &desk,
        &screen,
        "",
        ["31 remorques attendent au quai nord", "Ils transportent des fruits."],
        "highlight",
    );
    open.ask("coverage", "sees", "1 nouvelle entrée");
    open.ask("coverage", "is sound", "fr-coverage-with-news");
    open.ask("coverage", "presses", ".news button");
    open.ask("coverage", "sees", "Ils transportent des fruits.");
    open.ask("coverage", "lists what a new page lists", "");
    open.ask("stream", "sees", "1 nouvelle information");
    open.ask("stream", "presses", ".news button");
    open.ask("stream", "sees", "31 remorques attendent au quai nord");

    let trucks = entry(&desk, &screen, "31 remorques attendent au quai nord");
    act(&desk, &screen, &format!("pin {trucks}"), "");
    open.ask("coverage", "sees", "Épinglé à");
    write(
        &desk,
        &screen,
        &trucks,
        ["13 remorques attendent au quai nord", "Ils transportent du lait."],
        "highlight",
    );
    for page in ["coverage", "stream"] {
        open.ask(page, "sees", "13 remorques attendent au quai nord");
        open.ask(page, "misses", "31 remorques");
    }
    open.ask("coverage", "misses", "des fruits");
    let points = desk
        .form(&screen, &screen)
        .press("do", "points")
        .press("points", "Deux portiques à l’arrêt\nBillets valables");
    assert_eq!(desk.send(&points).status, 303);
    open.ask("coverage", "sees", "Deux portiques à l’arrêt");
    open.ask("coverage", "is sound", "fr-coverage-with-points");

    act(&desk, &screen, &format!("withdraw {trucks}"), "La capitainerie dément.");
    for page in ["coverage", "stream"] {
        open.ask(page, "misses", "13 remorques");
        open.ask(page, "lists what a new page lists", "");
    }
    open.ask("coverage", "misses", "du lait");
    open.ask("coverage", "misses", "Épinglé à");
    act(&desk, &screen, "close", "");
    open.ask("coverage", "sees", "clos le");
    let told = desk.open(&screen).body;
    assert!(told.contains("data-told"), "how soon readers had the last entry");
}

#[test]
fn after_the_kill_of_a_coverage_no_address_has_a_word_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let (screen, address) = opened(&server, &desk, "Quai-Neuf : une journée de Xylandre");
    for n in 0..24 {
        let kind = ["plain", "highlight", "urgent"][n % 3];
        let words = [format!("Point {n} de Xylandre"), format!("Xylandre, suite numéro {n}.")];
        write(&desk, &screen, "", [&words[0], &words[1]], kind);
    }
    get_until(&server.page(&address), |page| page.body.contains("Point 23 de Xylandre"));
    let fronts = || ["/fr/", "/en/", "/ar/", "/sitemap.xml"].map(str::to_owned);
    let numbered = [1, 2].map(|n| format!("{address}/page/{n}"));
    let before = reach(&server, fronts().into_iter().chain(numbered));
    let showed: Vec<_> = before
        .iter()
        .filter(|(_, answer)| answer.as_ref().is_some_and(|answer| answer.body.contains("Xylandre")))
        .map(|(path, _)| path.clone())
        .collect();
    assert!(showed.len() > 30, "pages, entries, stream, front: {showed:?}");
    let feeds: Vec<_> = showed
        .iter()
        .filter(|path| path.ends_with(".xml") && before[*path].as_ref().unwrap().body.contains("<channel>"))
        .filter(|path| before[*path].as_ref().unwrap().body.contains("Point "))
        .collect();
    assert!(feeds.is_empty(), "entries stand in no feed: {feeds:?}");

    let kill = screen.replace("/live/", "/stories/") + "/kill";
    let killed = desk.send(&desk.form(&kill, &kill).write("reason", "La source s’est rétractée."));
    assert_eq!(killed.status, 303, "{}", text_of(&killed.body));
    get_until(&server.page(&address), |page| page.status == 410);
    let after = reach(&server, before.keys().cloned().chain(fronts()));
    let shows: Vec<_> = after
        .iter()
        .filter(|(_, answer)| answer.as_ref().is_some_and(|answer| answer.body.contains("Xylandre")))
        .map(|(path, _)| path)
        .collect();
    assert!(shows.is_empty(), "still there: {shows:?}");
    for path in &showed {
        let gone = after[path].as_ref().unwrap().status;
        assert!(gone != 200 || !path.contains("xylandre"), "{path} answers {gone}");
    }
    assert_eq!(get(&server.page(&format!("{address}/page/1"))).status, 410);
    assert_eq!(get(&server.page(&format!("{address}/live?after=0"))).status, 404, "nobody is told of it");
    let found = get_until(&server.page("/fr/recherche?q=Xylandre"), |page| !page.body.contains("Point "));
    assert!(!found.body.contains("-xylandre-"), "the search leads to none");
}
