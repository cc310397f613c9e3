//! What goes live reaches partners: pushed until it is taken, or asked for by token; notes of wires never do.

use dom_query::Document;
use e2e::binary::{self, Run};
use e2e::counterpart::Counterpart;
use e2e::journalist::{Journalist, links};
use e2e::reader::{agent, answer, get};
use e2e::server::Server;

/// A dispatch with a note for editors and one for the receiving desk only.
const DISPATCH: &str = r#"{
  "uri": "urn:boreale:7", "version": "1", "type": "text", "language": "fr", "pubstatus": "usable", "urgency": 2,
  "headline": "Le pont de Sarrac rouvre demain", "ednote": "NOTE-AUX-EDITEURS", "privatenote": "NOTE-PRIVEE",
  "body_html": "<p>Les travaux du pont sont finis, dit la mairie de Sarrac.</p><p>Le pont ouvre <b>à six heures</b>.</p>"
}"#;

fn marbre(data: &std::path::Path, arguments: &[&str]) -> Run {
    let data = ["--data", data.to_str().unwrap(), "--format", "json"];
    let run = binary::run(&[arguments, &data].concat());
    assert_eq!(run.code, 0, "{run:?}");
    run
}

fn asked(server: &Server, path: &str, token: &str) -> String {
    let address = format!("{}{path}", server.greeting.desk.trim_end_matches('/'));
    let request = agent().get(&address).header("authorization", format!("Bearer {token}"));
    answer(request.call().unwrap()).body
}

#[test]
fn a_partner_is_told_of_a_story_and_of_its_kill_and_never_of_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let (data, far) = (folder.path().join("data"), Counterpart::open());
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("marbre.toml"), "wire_allow = [\"127.0.0.1/32\"]\n").unwrap();
    let server = Server::serve(&data, &[], &[]);
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "far-secret\n").unwrap();
    let put = ["partner", "put", "Radio Rive", "--push-to", &far.address(), "--form", "newsml-g2"];
    let put = marbre(&data, &[&put[..], &["--secret-file", secret.to_str().unwrap()]].concat());
    let token = put.json_lines()[0]["token"].as_str().unwrap().to_owned();

    let file = folder.path().join("dispatch.json");
    std::fs::write(&file, DISPATCH).unwrap();
    let published = marbre(&data, &["publish", file.to_str().unwrap(), "--section", "region"]);
    let story = published.json_lines()[0]["story"].as_str().unwrap().to_owned();
    let refused = far.hear(503);
    let taken = far.hear(201);
    assert_eq!(refused.body, taken.body, "what was not taken comes again");
    assert_eq!(
        (taken.header("idempotency-key"), taken.header("authorization")),
        ("\"1\"", "Bearer far-secret")
    );
    assert!(taken.header("content-type").contains("newsitem+xml"));
    std::fs::write(folder.path().join("got.xml"), &taken.body).unwrap();
    let read = binary::run(&["parse", folder.path().join("got.xml").to_str().unwrap()]);
    let item = &read.json_lines()[0];
    assert_eq!(item["guid"], server.page(&format!("/s/{story}")).replace("//s/", "/s/"));
    assert_eq!((&item["headline"], &item["urgency"]), (&"Le pont de Sarrac rouvre demain".into(), &2.into()));

    for form in ["ninjs", "newsml-g2", "rss"] {
        let list = asked(&server, &format!("/partner/{form}"), &token);
        assert!(list.contains("Le pont de Sarrac rouvre demain"), "{form}: {list}");
    }
    let nitf = asked(&server, &format!("/partner/nitf/{story}"), &token);
    assert!(nitf.contains("<hl1>Le pont de Sarrac rouvre demain</hl1>"), "{nitf}");

    marbre(&data, &["kill", &story, "--reason", "La mairie se dédit."]);
    let killed = far.hear(200);
    assert!(killed.text().contains("stat:canceled") && killed.text().contains("La mairie se dédit."));
    let after = asked(&server, "/partner/ninjs?after=1", &token);
    assert!(after.contains("\"pubStatus\":\"canceled\"") && !after.contains("à six heures"), "{after}");
    let everything = asked(&server, "/partner/ninjs?after=0", &token);
    let site = get(&server.page("/fr/rss-full.xml")).body;
    for note in ["NOTE-PRIVEE", "NOTE-AUX-EDITEURS"] {
        for said in [taken.text(), killed.text(), &nitf, &everything, &site] {
            assert!(!said.contains(note), "{note} in {said}");
        }
    }
    let receipts = marbre(&data, &["partner", "receipts", "Radio Rive"]).json_lines();
    let attempts: Vec<_> = receipts.iter().map(|one| (one["seq"].clone(), one["attempts"].clone())).collect();
    assert_eq!(attempts, [(2.into(), 1.into()), (1.into(), 2.into())]);
}

/// Every file under a folder with its bytes.
fn files(folder: &std::path::Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// The readers' address of the French live coverage of the demonstration.
fn french_coverage(server: &Server) -> String {
    let desk = Journalist::sign_in(server);
    let screens = links(&desk.open("/live").body).into_iter().filter(|link| link.starts_with("/live/"));
    let mut pages = screens.flat_map(|screen| links(&desk.open(&screen).body));
    let page = pages.find(|link| link.starts_with(&server.page("/fr/")));
    page.expect("a screen leads to the page").replace(&server.greeting.site, "")
}

/// The entries of a coverage, as its page has them.
fn entries(page: &str) -> Vec<String> {
    Document::from(page).select("[data-story]").iter().map(|entry| entry.text().to_string()).collect()
}

#[test]
fn an_export_imported_into_an_empty_folder_is_the_same_newsroom() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let server = Server::demo(&at("one"));
    let front = get(&server.page("/fr/")).body;
    let coverage = french_coverage(&server);
    let told = get(&server.page(&coverage)).body;
    assert!(entries(&told).len() > 4, "{told}");
    drop(server);
    marbre(&at("one"), &["export", at("first").to_str().unwrap()]);
    marbre(&at("two"), &["import", at("first").to_str().unwrap()]);
    marbre(&at("two"), &["export", at("second").to_str().unwrap()]);
    let (first, second) = (files(&at("first")), files(&at("second")));
    assert!(first.len() > 20 && first.keys().any(|name| name.starts_with("blobs/")), "{:?}", first.keys());
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    assert!(first == second, "every byte is the same");
    let accounts = String::from_utf8_lossy(&first["tables/accounts.jsonl"]).into_owned();
    assert!(!accounts.contains("$argon2"), "{accounts}");
    let again =
        binary::run(&["import", at("first").to_str().unwrap(), "--data", at("two").to_str().unwrap()]);
    assert_ne!(again.code, 0, "nothing is written over a newsroom");
    let server = Server::serve(&at("two"), &[], &[]);
    let headline = |page: &str| page.split("<h2").nth(1).unwrap().split("</a>").next().unwrap().to_owned();
    assert_eq!(headline(&get(&server.page("/fr/")).body), headline(&front), "readers see the same front");
    assert_eq!(entries(&get(&server.page(&coverage)).body), entries(&told), "and the same live coverage");
}
