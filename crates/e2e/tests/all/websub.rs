//! The hub is told of a publication once readers can have it.

use e2e::binary;
use e2e::counterpart::Counterpart;
use e2e::reader::get;
use e2e::server::Server;

#[test]
fn the_hub_is_told_of_every_feed_that_changed_once_readers_can_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let hub = Counterpart::open();
    let address = hub.address();
    // The hub of this test stands on this machine, where nothing is asked unless an operator says so.
    std::fs::write(folder.path().join("marbre.toml"), "wire_allow = [\"127.0.0.1/32\"]\n").unwrap();
    let server = Server::serve(folder.path(), &["--hub", &address], &[]);
    let story = folder.path().join("story.txt");
    std::fs::write(
        &story,
        "Le pont de Sarrac rouvre demain\n\nLes travaux sont finis, dit la mairie de Sarrac.\n",
    )
    .unwrap();
    let run = binary::run(&[
        "publish",
        story.to_str().unwrap(),
        "--edition",
        "fr",
        "--section",
        "region",
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    let heard = hub.hear(204);
    let told = heard.text();
    assert!(told.starts_with("hub.mode=publish&"), "{told}");
    for feed in ["%2Ffr%2Frss.xml", "%2Ffr%2Fatom.xml", "%2Ffr%2Fregion%2Ffeed.json"] {
        assert!(told.contains(feed), "{feed} in {told}");
    }
    let feed = get(&server.page("/fr/rss.xml")).body;
    assert!(feed.contains("Le pont de Sarrac rouvre demain"), "readers have it already");
    assert!(feed.contains(&format!("<atom:link rel=\"hub\" href=\"{address}\"/>")), "the feed names its hub");
}
