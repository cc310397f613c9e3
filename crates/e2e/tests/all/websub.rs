//! The hub is told of a publication once readers can have it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

use e2e::binary;
use e2e::reader::get;
use e2e::server::Server;

/// The body of the next request.
fn asked(hub: &TcpListener) -> String {
    let (stream, _) = hub.accept().unwrap();
    let mut reader = BufReader::new(&stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    (&stream).write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").unwrap();
    String::from_utf8(body).unwrap()
}

#[test]
fn the_hub_is_told_of_every_feed_that_changed_once_readers_can_get_it() {
    let folder = tempfile::tempdir().unwrap();
    let hub = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", hub.local_addr().unwrap());
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
    let told = asked(&hub);
    assert!(told.starts_with("hub.mode=publish&"), "{told}");
    for feed in ["%2Ffr%2Frss.xml", "%2Ffr%2Fatom.xml", "%2Ffr%2Fregion%2Ffeed.json"] {
        assert!(told.contains(feed), "{feed} in {told}");
    }
    let feed = get(&server.page("/fr/rss.xml")).body;
    assert!(feed.contains("Le pont de Sarrac rouvre demain"), "readers have it already");
    assert!(feed.contains(&format!("<atom:link rel=\"hub\" href=\"{address}\"/>")), "the feed names its hub");
}
