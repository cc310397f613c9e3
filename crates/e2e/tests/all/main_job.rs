//! The main job: a wire comes in, a planted error is found, publication is refused, the error mended, the story goes
//! live everywhere, is corrected, then killed.

use std::path::{Path, PathBuf};

use e2e::binary;
use e2e::journalist::{Journalist, links, location, text_of};
use e2e::reader::{get, get_until};
use e2e::server::Server;

/// Pages of the French edition that show a story of the section *world*.
const PLACES: [&str; 6] =
    ["/fr/", "/fr/international/", "/fr/en-continu/", "/fr/rss.xml", "/fr/atom.xml", "/fr/news-sitemap.xml"];

fn planted() -> String {
    let wire = project().join("crates/marbre/demo/wires/boreale-keldonie.xml");
    let wire = std::fs::read_to_string(wire).unwrap();
    // Another item than the demonstration's own.
    wire.replace("FR-INT-0520", "FR-INT-0777").replace("340 000", "341 000")
}

fn file_the_wire(server: &Server, data: &Path) {
    let wire = data.join("wire.xml");
    std::fs::write(&wire, planted()).unwrap();
    let run = binary::run(&[
        "file",
        wire.to_str().unwrap(),
        "--source",
        "Agence Boréale",
        "--data",
        data.to_str().unwrap(),
    ]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!server.greeting.desk.is_empty());
}

fn take_the_item(desk: &Journalist) -> String {
    let list = desk.open("/items").body;
    let item = links(&list)
        .into_iter()
        .filter(|link| link.starts_with("/items/"))
        .find(|item| {
            desk.open(item).body.contains("341\u{a0}000") || desk.open(item).body.contains("341 000")
        })
        .expect("the wire is in the list");
    let form = desk.form(&item, &format!("{item}/take")).write("place", "fr/world");
    location(&desk.send(&form))
}

#[test]
fn a_wire_becomes_a_live_story_once_its_planted_error_is_mended_and_can_be_corrected_and_killed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);

    file_the_wire(&server, folder.path());
    let story = take_the_item(&desk);

    let before = text_of(&desk.open(&format!("{story}/preflight")).body);
    assert!(before.contains("Norvège"), "the check names the words: {before}");
    let refused = desk.publish(&story);
    assert_eq!(refused.status, 422, "{}", text_of(&refused.body));
    assert!(!get(&server.page("/fr/")).body.contains("cabillaud"), "nothing went out");

    let form = desk.form(&story, &story);
    let headline = form.value("headline").to_owned();
    let saved = desk
        .send(&form.write("headline", &headline.replace("Norvège et la Norvège", "Norvège et la Russie")));
    assert_eq!(saved.status, 303, "{}", saved.body);
    let told = told_to_change(&desk, &format!("{story}/preflight"));
    let published = desk.publish(&story);
    assert_eq!(published.status, 303, "{}", text_of(&published.body));

    let front = get_until(&server.page("/fr/"), |page| page.body.contains("cabillaud"));
    let path = links(&front.body)
        .into_iter()
        .find(|link| link.contains("cabillaud"))
        .expect("the front links to it");
    for place in PLACES {
        let page = get_until(&server.page(place), |page| page.body.contains("cabillaud"));
        assert_eq!(page.status, 200, "{place}");
    }
    for place in PLACES.into_iter().chain([path.as_str()]) {
        assert!(told.iter().any(|page| page == place), "{place} changed and was not told of: {told:?}");
    }
    let sitemaps = get(&server.page("/sitemap.xml")).body;
    let in_sitemap = sitemaps
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next())
        .filter(|url| url.contains("/fr/"))
        .any(|url| get(url).body.contains(path.as_str()));
    assert!(in_sitemap, "the sitemap has {path}");
    let article = get(&server.page(&path));
    assert!(article.body.contains("Solveig Aune") && !article.body.contains("Norvège et la Norvège"));
    // The wire brought no picture: the story is shared with one of its words.
    let card =
        article.body.split("og:image\" content=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let drawn = get(card);
    assert_eq!((drawn.status, drawn.header("content-type")), (200, Some("image/png")), "{card}");
    assert_eq!(drawn.body.get(3..6), Some("PNG"), "{card}");

    correct(&desk, &story, &server, &path);
    kill(&desk, &story, &server, &path);
    assert_eq!(get(card).status, 404, "{card}");
}

fn correct(desk: &Journalist, story: &str, server: &Server, path: &str) {
    let form = desk.form(story, story);
    let (field, text) = form.field_saying("341");
    desk.send(&form.write(&field, &text.replace("341", "340")));
    let form = desk.form(&format!("{story}/preflight"), &format!("{story}/correct"));
    let corrected = desk.send(&form.write("notice", "Le quota est de 340 000 tonnes, et non de 341 000."));
    assert_eq!(corrected.status, 303, "{}", text_of(&corrected.body));
    let article = get_until(&server.page(path), |page| page.body.contains("et non de 341"));
    assert_eq!(article.status, 200);
}

/// The addresses that a panel names before something goes out.
fn told_to_change(desk: &Journalist, screen: &str) -> Vec<String> {
    let page = desk.open(screen).body;
    let lists = page.split("<ul class=\"goes\">").skip(1).filter_map(|rest| rest.split("</ul>").next());
    lists.flat_map(|list| list.split("</li>").map(text_of)).filter(|line| line.starts_with('/')).collect()
}

fn kill(desk: &Journalist, story: &str, server: &Server, path: &str) {
    let told = told_to_change(desk, &format!("{story}/kill"));
    for place in PLACES.into_iter().chain([path]) {
        assert!(told.iter().any(|page| page == place), "{place} will change and is not told of: {told:?}");
    }
    let form = desk.form(&format!("{story}/kill"), &format!("{story}/kill"));
    let killed = desk.send(&form.write("reason", "L’agence a retiré sa dépêche."));
    assert_eq!(killed.status, 303, "{}", text_of(&killed.body));
    let gone = get_until(&server.page(path), |page| page.status == 410);
    assert!(gone.body.contains("retiré sa dépêche"), "the page tells the reason");
    for place in PLACES {
        assert!(!get(&server.page(place)).body.contains("cabillaud"), "{place} still shows it");
    }
}

/// The commands of the README's walk, comments left out.
fn commands_of_the_readme() -> Vec<String> {
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    let walk = readme.split("## A story from wire to withdrawal").nth(1).expect("the README tells the walk");
    let block = walk.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("as commands");
    block.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_same_job_is_the_commands_of_the_readme() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let server = Server::demo(folder.path());
    let commands = commands_of_the_readme();
    assert_eq!(commands.len(), 6);
    let say = |command: &String, story: &str| {
        let command = command.replace("NUMBER", story).replace("--data demo", &format!("--data {data}"));
        binary::run_in_shell(&project(), &command)
    };

    let found = say(&commands[0], "");
    assert!(found.code == 1 && found.out.contains("“Norvège” is joined to itself"), "{found:?}");
    let refused = say(&commands[1], "");
    assert_eq!(refused.code, 1, "{refused:?}");
    let story = refused.out.split("story ").nth(1).and_then(|rest| rest.split(' ').next());
    let story = story.expect("the story is named");
    let live = say(&commands[2], story);
    assert_eq!(live.code, 0, "{live:?}");
    get_until(&server.page("/fr/"), |page| page.body.contains("cabillaud"));
    let corrected = say(&commands[3], story);
    assert_eq!(corrected.code, 0, "{corrected:?}");
    let killed = say(&commands[4], story);
    assert_eq!(killed.code, 0, "{killed:?}");
    get_until(&server.page("/fr/"), |page| !page.body.contains("cabillaud"));
    let history = say(&commands[5], story);
    assert!(history.code == 0 && history.out.contains("Norvège et la Norvège"), "{history:?}");

    let journal = binary::run(&["journal", "list", "--format", "json", "--data", data]).json_lines();
    let changes: Vec<&str> = journal
        .iter()
        .filter(|entry| entry["story"] == story)
        .filter_map(|entry| entry["change"].as_str())
        .collect();
    assert_eq!(changes, ["published", "corrected", "killed"]);
}
