//! What feed readers make of our feeds: Universal Feed Parser and newsboat, on the wire.

use std::path::Path;
use std::process::Command;

use e2e::journalist::Journalist;
use e2e::reader::get_until;
use e2e::server::Server;
use serde_json::Value;

const FEEDS: [&str; 4] = ["/fr/rss.xml", "/fr/rss-full.xml", "/fr/atom.xml", "/fr/region/rss.xml"];
const BEFORE: &str = "Un canal rouvre à la navigation";
const AFTER: &str = "Le canal du Sud rouvre à la navigation";

/// Of the other editions, right-to-left too.
const OTHERS: [&str; 4] = ["/ar/rss.xml", "/ar/rss-full.xml", "/ar/atom.xml", "/en/atom.xml"];

/// What both readers have read, newsboat with what it has kept in this folder.
fn read(folder: &Path, server: &Server, feeds: &[&str]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("feeds/read.py");
    // Debian's Python: it is the one that has Debian's feedparser.
    let mut command = Command::new("/usr/bin/python3");
    command.arg(script).arg(folder).args(feeds.iter().map(|feed| server.page(feed)));
    let output = command.output().expect("python starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The ids under which each feed has a story of this title, in their order.
fn ids(said: &Value, title: &str) -> Vec<String> {
    let feeds = said["feeds"].as_array().unwrap();
    let entries = feeds.iter().flat_map(|feed| feed["entries"].as_array().unwrap());
    entries
        .filter(|entry| entry["title"] == title)
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect()
}

fn wait_for(server: &Server, title: &str, there: bool) {
    for feed in FEEDS {
        get_until(&server.page(feed), |page| page.body.contains(title) == there);
    }
}

fn assert_sound(said: &Value) {
    for feed in said["feeds"].as_array().unwrap() {
        assert_eq!(feed["well_formed"], true, "{feed}");
        assert_eq!(feed["again"], 304, "an unchanged feed: {feed}");
        let entries = feed["entries"].as_array().unwrap();
        assert!(!entries.is_empty() && entries.iter().all(|entry| entry["dated"] == true), "{feed}");
    }
}

#[test]
fn feed_readers_see_what_is_published_then_changed_then_withdrawn() {
    let folder = tempfile::tempdir().unwrap();
    let newsboat = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);

    assert_sound(&read(newsboat.path(), &server, &OTHERS));

    let story = desk.write_story("fr/region", BEFORE, "Les barges passent de nouveau.");
    assert_eq!(desk.publish(&story).status, 303);
    wait_for(&server, BEFORE, true);
    let published = read(newsboat.path(), &server, &FEEDS);
    assert_sound(&published);
    let first = ids(&published, BEFORE);
    assert_eq!(first.len(), FEEDS.len(), "each feed has it once: {published}");
    let kept = published["kept"].as_array().unwrap();
    for entry in published["feeds"][0]["entries"].as_array().unwrap() {
        assert!(kept.contains(&entry["title"]), "newsboat keeps {}", entry["title"]);
    }

    desk.send(&desk.form(&story, &story).write("headline", AFTER));
    let update = desk.form(&format!("{story}/preflight"), &format!("{story}/update"));
    assert_eq!(desk.send(&update).status, 303);
    wait_for(&server, AFTER, true);
    let changed = read(newsboat.path(), &server, &FEEDS);
    assert_sound(&changed);
    assert_eq!(ids(&changed, AFTER), first, "the same story under its new headline");
    assert!(ids(&changed, BEFORE).is_empty());
    assert!(
        changed["kept"].as_array().unwrap().iter().any(|title| title == AFTER),
        "newsboat sees the change"
    );

    let form = desk.form(&format!("{story}/kill"), &format!("{story}/kill"));
    desk.send(&form.write("reason", "Le canal n’a pas rouvert."));
    wait_for(&server, AFTER, false);
    let withdrawn = read(newsboat.path(), &server, &FEEDS);
    assert_sound(&withdrawn);
    assert!(ids(&withdrawn, AFTER).is_empty());
}
