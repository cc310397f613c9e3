//! The same service on PostgreSQL; readers are served while it is down; a backup of one database lives on in the other.

use std::path::Path;
use std::sync::Arc;

use e2e::binary;
use e2e::journalist::Journalist;
use e2e::reader::{get, get_until};
use e2e::server::Server;
use testkit::postgres;

fn postgres() -> Option<Arc<postgres::Server>> {
    postgres::Server::alone()
}

#[test]
fn on_postgres_the_site_follows_in_its_own_process_and_serves_on_while_the_database_is_down() {
    let Some(postgres) = postgres() else { return };
    let folder = tempfile::tempdir().unwrap();
    let database = postgres.database();
    let url = database.url();
    let newsroom = folder.path().join("newsroom");
    let server = Server::serve(&newsroom, &["--demo", "--database", &url], &[]);
    let node = folder.path().join("node");
    let blobs = newsroom.join("blobs");
    let readers = Server::site(&node, &["--database", &url, "--blobs", blobs.to_str().unwrap()]);
    let path = "/fr/region/";
    let before = get_until(&readers.page(path), |page| page.status == 200 && page.body.contains("Ostrande"));

    let desk = Journalist::sign_in(&server);
    let words = "La capitainerie a publié son bulletin du matin. La passe est ouverte et le vent faiblit.";
    let story = desk.write_story("fr/region", "Un bulletin de plus à la capitainerie", words);
    assert_eq!(desk.publish(&story).status, 303);
    let after = get_until(&readers.page(path), |page| page.body.contains("Un bulletin de plus"));
    assert_ne!(before.body, after.body);

    let picture = e2e::journalist::pictures(&before.body).remove(0);
    postgres.kill();
    assert_eq!(get(&readers.page(&picture)).status, 200, "a picture with the database down");
    for page in [path, "/fr/", "/ar/", "/fr/rss.xml"] {
        assert_eq!(get(&readers.page(page)).status, 200, "{page} with the database down");
    }
    assert_eq!(get(&readers.page(path)).body, after.body);
    let alone = Server::site(&node.with_file_name("node2"), &["--database", &url]);
    let empty = get(&alone.page("/fr/nothing"));
    assert_eq!(
        empty.status, 503,
        "a node that has learnt nothing yet does not say that a page does not exist"
    );
}

#[test]
fn a_backup_of_a_running_sqlite_newsroom_becomes_the_same_site() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Server::demo(&data);
    let (backup, again) = (folder.path().join("backup"), folder.path().join("again"));
    let saved = backup_of(&data, &backup);
    assert_eq!(saved.code, 0, "{saved:?}");
    let restored = binary::run(&["restore", backup.to_str().unwrap(), "--data", again.to_str().unwrap()]);
    assert_eq!(restored.code, 0, "{restored:?}");
    let twice = binary::run(&["restore", backup.to_str().unwrap(), "--data", again.to_str().unwrap()]);
    assert_ne!(twice.code, 0, "a newsroom that is not empty is never overwritten");

    let other = Server::serve(&again, &["--origin", &server.greeting.site], &[]);
    for path in ["/fr/", "/en/", "/ar/", "/fr/region/", "/fr/rss.xml"] {
        let (ours, theirs) = (get(&server.page(path)), get(&other.page(path)));
        assert_eq!(ours.body, theirs.body, "{path}");
        assert_eq!(ours.status, 200);
    }
    let picture = e2e::journalist::pictures(&get(&other.page("/fr/")).body).remove(0);
    assert_eq!(get(&other.page(&picture)).status, 200, "pictures came along");
}

fn backup_of(data: &Path, into: &Path) -> binary::Run {
    binary::run(&["backup", into.to_str().unwrap(), "--data", data.to_str().unwrap()])
}
