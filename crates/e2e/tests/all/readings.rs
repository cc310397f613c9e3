//! How often readers were given each version of a story: counted by all nodes, told in its history.

use std::cell::Cell;

use e2e::journalist::Journalist;
use e2e::reader::{agent, answer, get, get_until};
use e2e::server::Server;
use testkit::postgres;

/// A story's address on the site.
fn address(journalist: &Journalist, story: &str) -> String {
    file(journalist, story)["path"].as_str().unwrap().to_owned()
}

fn file(journalist: &Journalist, story: &str) -> serde_json::Value {
    serde_json::from_str(&journalist.open(&format!("{story}/history/file?form=json")).body).unwrap()
}

/// How often each revision was read, where any was.
fn read(journalist: &Journalist, story: &str) -> Vec<(u64, u64)> {
    let file = file(journalist, story);
    let revisions = file["revisions"].as_array().unwrap().iter();
    revisions.filter_map(|it| Some((it["number"].as_u64()?, it["read"].as_u64()?))).collect()
}

/// Writes a story and publishes it; its screen, its address, and the revision that readers have.
fn published(journalist: &Journalist) -> (String, String, u64) {
    let story =
        journalist.write_story("fr/region", "Le bac de Lorme reprend", "Les vents ont faibli sur la passe.");
    assert_eq!(journalist.publish(&story).status, 303);
    let (path, file) = (address(journalist, &story), file(journalist, &story));
    let live = file["publications"][0]["revision"].as_u64().unwrap();
    (story, path, live)
}

#[test]
fn the_history_says_how_often_each_version_was_read_and_outlives_stops_and_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    let (story, path, first) = published(&journalist);
    let page = server.page(&path);
    let seen = get_until(&page, |page| page.status == 200);
    // Six that read: one is told that it is unchanged. Asking for the head is no reading.
    (0..4).for_each(|_| assert_eq!(get(&page).status, 200));
    let tag = seen.header("etag").unwrap();
    assert_eq!(answer(agent().get(&page).header("if-none-match", tag).call().unwrap()).status, 304);
    assert_eq!(agent().head(&page).call().unwrap().status(), 200);
    let form = journalist.form(&story, &story).write("headline", "Le bac de Lorme reprend mardi");
    assert_eq!(journalist.send(&form).status, 303);
    let update = journalist.form(&format!("{story}/preflight"), &format!("{story}/update"));
    assert_eq!(journalist.send(&update).status, 303);
    // Whoever waits for it reads what is there meanwhile.
    let before = Cell::new(6);
    get_until(&page, |page| {
        let new = page.body.contains("mardi");
        before.set(before.get() + u64::from(!new));
        new
    });
    (0..2).for_each(|_| assert!(get(&page).body.contains("mardi")));
    assert_eq!(server.restart(), server.greeting);
    let second = file(&journalist, &story)["publications"][1]["revision"].as_u64().unwrap();
    assert_eq!(read(&journalist, &story), [(first, before.get()), (second, 3)]);
    assert_eq!(get(&page).status, 200);
    let greeting = server.greeting.clone();
    server.stop();
    let again = Server::serve(folder.path(), &["--editions", "fr,en,ar"], &[]);
    journalist = Journalist::sign_in_as(&again, &greeting.login, &greeting.password);
    assert_eq!(read(&journalist, &story), [(first, before.get()), (second, 4)]);
    for (language, words) in
        [("fr", "lue 4 fois"), ("ar", "قُرئت \u{2068}4\u{2069} مرات"), ("en", "read 4 times")]
    {
        journalist.speak(language);
        let screen = journalist.open(&format!("{story}/history")).body;
        assert_eq!(screen.matches(words).count(), 2, "in the list, and in what readers saw: {screen}");
    }
}

#[test]
fn what_all_nodes_count_adds_up_also_where_the_database_was_away_meanwhile() {
    let Some(postgres) = postgres::Server::alone() else { return };
    let (folder, database) = (tempfile::tempdir().unwrap(), postgres.database());
    let url = database.url();
    let newsroom = folder.path().join("newsroom");
    let server = Server::serve(&newsroom, &["--demo", "--database", &url], &[]);
    let blobs = newsroom.join("blobs");
    let node = folder.path().join("node");
    let node = Server::site(&node, &["--database", &url, "--blobs", blobs.to_str().unwrap()]);
    let journalist = Journalist::sign_in(&server);
    let (story, path, live) = published(&journalist);
    for site in [&server, &node] {
        get_until(&site.page(&path), |page| page.status == 200);
    }
    postgres.pause();
    (0..3).for_each(|_| assert_eq!(get(&node.page(&path)).status, 200));
    postgres.go_on();
    node.stop();
    server.restart();
    assert_eq!(read(&journalist, &story), [(live, 5)]);
}
