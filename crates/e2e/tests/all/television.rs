//! The live television: a stream that browsers play, and what is on air by the clock.

use e2e::reader::{get, get_until};
use e2e::server::Server;
use e2e::{binary, browser};
use testkit::Timestamp;

const EDITION: &str = include_str!("../../../pages/editions/fr.toml");
const STREAM: &str =
    "television = { title = \"Trois Rives TV\", stream = \"https://stream.example/live/index.m3u8\" }\n";

#[test]
fn television_plays_where_the_browser_plays_no_streams_and_is_on_time_while_nothing_is_published() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("editions")).unwrap();
    std::fs::write(folder.path().join("editions/fr.toml"), format!("{STREAM}{EDITION}")).unwrap();
    let server = Server::demo(folder.path());
    let page = server.page("/fr/direct-tv/");

    let at = |distance_s: i64| Timestamp::from_second(Timestamp::now().as_second() + distance_s).unwrap();
    let programme = format!(
        r#"{{"edition": "fr", "broadcasts": [{{"at": "{}", "title": "Le matin"}}, {{"at": "{}", "title": "Le journal"}}]}}"#,
        at(-3600),
        at(3)
    );
    let file = folder.path().join("today.json");
    std::fs::write(&file, programme).unwrap();
    let data = folder.path().to_str().unwrap();
    assert_eq!(binary::run(&["programme", file.to_str().unwrap(), "--data", data]).code, 0);
    let on_air = |title: &str| format!("<h1 class=\"head\">{title}</h1>");
    get_until(&page, |page| page.body.contains(&on_air("Le matin")));
    get_until(&page, |page| page.body.contains(&on_air("Le journal")));

    let policy = |path: &str| get(&server.page(path)).header("content-security-policy").unwrap().to_owned();
    assert!(policy("/fr/direct-tv/").contains("media-src 'self' https: blob:; connect-src 'self' https:;"));
    for elsewhere in ["/fr/", "/en/live-tv/"] {
        assert!(policy(elsewhere).contains("media-src 'self' https:; connect-src 'self';"), "{elsewhere}");
    }
    browser::run("films.mjs", &[&page]);
}
