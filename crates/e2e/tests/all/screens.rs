//! What readers and journalists see: valid, accessible, without a dead link, in three editions.

use std::collections::{BTreeSet, VecDeque};

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::reader::get;
use e2e::server::Server;

/// More pages than the demonstration has: a crawl that reaches it is lost.
const PAGES_MAX: usize = 600;

/// Every page that links lead to from the three fronts, each answering 200.
fn crawl(server: &Server) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = ["/fr/", "/en/", "/ar/"].map(str::to_owned).into();
    let mut waiting: VecDeque<String> = found.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        let answer = get(&server.page(&path));
        assert_eq!(answer.status, 200, "a link leads to {path}");
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !is_page {
            found.remove(&path);
            continue;
        }
        for link in links(&answer.body) {
            if found.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        assert!(found.len() < PAGES_MAX, "the crawl does not end");
    }
    found
}

fn links(html: &str) -> Vec<String> {
    html.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.starts_with('/') && !link.starts_with("_/"))
        .map(|link| format!("/{}", link.split('#').next().unwrap_or_default()))
        .collect()
}

/// One page of each kind in an edition, the richest article among them.
fn one_of_each_kind(server: &Server, edition: &str, all: &BTreeSet<String>) -> Vec<String> {
    let prefix = format!("/{edition}/");
    let here: Vec<&String> = all.iter().filter(|path| path.starts_with(&prefix)).collect();
    let depth = |path: &str| path.trim_matches('/').split('/').count();
    let article = here
        .iter()
        .filter(|path| depth(path) == 3 && !path.ends_with('/'))
        .max_by_key(|path| get(&server.page(path)).body.len())
        .expect("an edition has articles");
    let lists = here.iter().filter(|path| depth(path) == 2 && path.ends_with('/')).take(3);
    let archive = here.iter().find(|path| depth(path) == 4);
    let mut pages: Vec<String> = lists.chain(archive).map(|path| server.page(path)).collect();
    pages.extend([server.page(&prefix), server.page(article), server.page(&format!("{prefix}nothing-here"))]);
    pages
}

#[test]
fn every_page_of_the_demonstration_is_valid_and_accessible_and_no_link_is_dead() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let all = crawl(&server);
    assert!(all.len() > 60, "the demonstration has {} pages", all.len());
    let look: Vec<String> =
        ["fr", "en", "ar"].iter().flat_map(|edition| one_of_each_kind(&server, edition, &all)).collect();
    let markup: Vec<String> =
        all.iter().map(|path| server.page(path)).filter(|url| !look.contains(url)).collect();
    let arguments: Vec<&str> =
        markup.iter().map(String::as_str).chain(["--"]).chain(look.iter().map(String::as_str)).collect();
    browser::run("judge.mjs", &arguments);
}

#[test]
fn every_screen_of_the_desk_is_valid_and_accessible_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        let screens = journalist.screens();
        let arguments: Vec<&str> = screens.iter().map(String::as_str).collect();
        browser::run_signed_in("judge.mjs", &arguments, journalist.cookie());
    }
}
