//! What readers and journalists see: valid, accessible, legible, without a dead link, in three editions and in three
//! browsers.

use e2e::binary;
use e2e::browser::{self, Screen};
use e2e::journalist::{Journalist, links};
use e2e::newspaper::{EDITIONS, crawl, one_of_each_kind, richest_article};
use e2e::reader::get_until;
use e2e::server::Server;

fn the_list(server: &Server) -> Vec<Screen> {
    EDITIONS.iter().flat_map(|edition| one_of_each_kind(server, edition)).collect()
}

#[test]
fn every_page_of_the_demonstration_is_valid_and_no_link_is_dead() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let all = crawl(&server);
    assert!(all.len() > 60, "the demonstration has {} pages", all.len());
    let list = the_list(&server).into_iter().map(|screen| screen.url);
    let markup: Vec<String> = all.iter().map(|path| server.page(path)).chain(list).collect();
    let arguments: Vec<&str> = markup.iter().map(String::as_str).chain(["--"]).collect();
    browser::run("judge.mjs", &arguments);
}

/// Light and dark, at both widths and at 400 %, with the site's script and without, by keyboard; pictures are kept.
fn chromium(edition: &str) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let list = one_of_each_kind(&server, edition);
    let pictures = browser::look("chromium", &list);
    for screen in list {
        for look in ["360-light", "360-dark", "1280-light", "1280-dark"] {
            let name = format!("{edition}-{}-{look}.jpg", screen.kind);
            assert!(pictures.join(&name).is_file(), "no picture {name}");
        }
    }
}

#[test]
fn each_kind_of_page_is_accessible_and_legible_in_chromium_in_french() {
    chromium("fr");
}

#[test]
fn each_kind_of_page_is_accessible_and_legible_in_chromium_in_english() {
    chromium("en");
}

#[test]
fn each_kind_of_page_is_accessible_and_legible_in_chromium_in_arabic() {
    chromium("ar");
}

#[test]
fn each_kind_of_page_is_accessible_and_legible_in_firefox() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    browser::look("firefox", &the_list(&server));
}

#[test]
fn each_kind_of_page_is_accessible_and_legible_in_webkit() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    browser::look("webkit", &the_list(&server));
}

#[test]
fn words_of_5_000_letters_break_no_page() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let (file, word) = (folder.path().join("story.html"), "x".repeat(5000));
    let text =
        format!("Le port d’Ostrande rouvre ce matin aux passagers, après neuf jours de tempête : {word}.");
    let names = format!(
        "<meta name=\"news_keywords\" content=\"{0}, port\"><meta name=\"author\" content=\"{0}\">",
        &word[..400]
    );
    std::fs::write(
        &file,
        format!("<title>{word}</title>{names}<article><h1>{word}</h1><p>{text}</p></article>"),
    )
    .unwrap();
    let place = ["--edition", "fr", "--section", "region"];
    let (file, data) = (file.to_str().unwrap(), folder.path().to_str().unwrap());
    let run = binary::run(&[&["publish", file, "--data", data], place.as_slice()].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let short = &word[..20];
    let front = get_until(&server.page("/fr/"), |page| page.body.contains(short));
    let story = links(&front.body).into_iter().find(|link| link.contains(short)).unwrap();
    let screen = |(kind, path): (&str, &str)| Screen {
        edition: "fr".to_owned(),
        kind: format!("long-{kind}"),
        url: server.page(path),
        status: 200,
    };
    let pages = [
        ("front", "/fr/"),
        ("section", "/fr/region/"),
        ("stream", "/fr/en-continu/"),
        ("results", "/fr/recherche?q=Ostrande"),
        ("article", story.as_str()),
    ];
    browser::look("firefox", &pages.map(screen));
}

#[test]
fn the_judges_see_what_they_look_for() {
    browser::run("control.mjs", &[]);
}

#[test]
fn an_article_is_light_waits_for_nothing_but_its_sheet_and_says_only_what_schema_org_knows() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let front = |edition: &str| format!("/{edition}/");
    let articles = EDITIONS.map(|edition| server.page(&richest_article(&server, &front(edition))));
    let [one, two, three] = articles.each_ref().map(String::as_str);
    browser::run("weight.mjs", &["article", one, two, three]);
    browser::run("structured.mjs", &articles.each_ref().map(String::as_str));
}

#[test]
fn a_screen_of_the_desk_is_light_and_waits_for_nothing_but_its_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let journalist = Journalist::sign_in(&server);
    let mut screens = journalist.screens();
    // One that its writer opens in the editor, whatever became of the others.
    let draft = journalist.write_story("fr/region", "Le port rouvre", "Les ferries repartent ce matin.");
    screens.push(journalist.url(&draft));
    let arguments: Vec<&str> = ["desk"].into_iter().chain(screens.iter().map(String::as_str)).collect();
    browser::run_signed_in("weight.mjs", &arguments, journalist.cookie());
}

#[test]
fn every_screen_of_the_desk_is_valid_and_accessible_in_french() {
    desk_is_judged_in("fr");
}

#[test]
fn every_screen_of_the_desk_is_valid_and_accessible_in_arabic() {
    desk_is_judged_in("ar");
}

fn desk_is_judged_in(language: &str) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    journalist.speak(language);
    let screens = journalist.screens();
    let arguments: Vec<&str> = screens.iter().map(String::as_str).collect();
    browser::run_signed_in("judge.mjs", &arguments, journalist.cookie());
}
