//! Words that would like to run, in every field of every form and in wires of many formats: nothing does, on no screen, no
//! page and no feed.

use std::collections::BTreeSet;
use std::path::Path;

use e2e::binary;
use e2e::browser;
use e2e::journalist::Journalist;
use e2e::reader::get_until;
use e2e::server::Server;
use serde_json::json;

use crate::attack_files;

pub(crate) const ATTACK: &str =
    "\"'></textarea></title></script><script>attack()</script><img src=x onerror=attack()>";
/// Where words would change who may come in, or end what the test needs.
const SPARED: [&str; 10] = [
    "sign-out",
    "password",
    "second-step",
    "passkeys",
    "sessions",
    "tokens",
    "disable",
    "reset",
    "withdraw",
    "theme",
];

#[test]
fn no_word_of_any_field_or_wire_runs_on_any_screen_page_or_feed() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(&folder.path().join("data"));
    let data = folder.path().join("data");
    let chief = Journalist::sign_in(&server);
    wires(folder.path(), &data);
    attack_files::plant(&server, &chief, folder.path());
    published(folder.path(), &data);
    let planted = plant(&chief);
    assert!(planted.len() >= 12, "{planted:?}");
    get_until(&server.page("/fr/"), |page| page.body.contains("attack()"));
    let screens = chief.screens();
    let site = server.page("/");
    let arguments: Vec<&str> =
        [site.as_str()].into_iter().chain(screens.iter().map(String::as_str)).collect();
    browser::run_signed_in("attacks.mjs", &arguments, chief.cookie());
}

/// Fills the forms of all screens, whole and field by field; answers where something was taken.
fn plant(chief: &Journalist) -> BTreeSet<String> {
    let mut tried = BTreeSet::new();
    let mut taken = BTreeSet::new();
    let story = chief.write_story("fr/region", "Le port", "Un mot.");
    let screens = chief.screens().into_iter().map(|url| url.replacen(&chief.url(""), "", 1));
    for screen in screens.chain([story, "/live".to_owned(), "/planning/new".to_owned()]) {
        for form in chief.forms(&screen) {
            let kind = shape(form.action());
            let names = form.texts();
            if names.is_empty()
                || SPARED.iter().any(|word| kind.contains(word))
                || !tried.insert((kind.clone(), names.clone()))
            {
                continue;
            }
            let all = names.iter().fold(form.clone(), |form, name| form.write(name, ATTACK));
            let each = names.iter().map(|name| form.clone().write(name, ATTACK));
            for form in [all].into_iter().chain(each) {
                let status = chief.send(&form).status;
                assert!(status < 500, "{screen} {kind}: {status}");
                if status < 400 {
                    taken.insert(kind.clone());
                }
            }
        }
    }
    taken
}

/// The address of a form without the numbers in it.
fn shape(action: &str) -> String {
    let plain =
        |part: &str| if part.bytes().any(|byte| byte.is_ascii_digit()) { "*" } else { part }.to_owned();
    action.split('/').map(plain).collect::<Vec<_>>().join("/")
}

/// In the text of a format that is markup.
pub(crate) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn wires(folder: &Path, data: &Path) {
    let words = escaped(ATTACK);
    let twice = escaped(&words);
    let page = format!(
        "<html lang=fr><title>{words}</title><meta name=author content=\"{words}\"><article><h1>{words}</h1>\
         <p onclick=attack()>Le port rouvre ce matin, dit {words}, et les bacs repartent. <a href=\"javascript:attack()\">ici</a> <a href=\"data:text/html,x\">là</a></p>\
         <script>attack()</script><svg onload=attack()></svg><iframe src=\"javascript:attack()\"></iframe>\
         <figure><img src=\"javascript:attack()\"><figcaption>{words}</figcaption></figure></article></html>"
    );
    let ninjs = json!({ "uri": "urn:attack:1", "type": "text", "language": "fr", "headline": ATTACK,
        "byline": ATTACK, "slugline": ATTACK, "ednote": ATTACK, "located": ATTACK, "copyrightholder": ATTACK,
        "subject": [{ "name": ATTACK, "code": ATTACK }], "body_html": format!("<p>{words}{ATTACK}</p>") });
    let nitf = format!(
        "<nitf><head><title>{words}</title></head><body><body.head><hedline><hl1>{words}</hl1></hedline><byline>\
         {words}</byline></body.head><body.content><p>{words}</p><media media-type=\"image\"><media-caption>{words}\
         </media-caption></media></body.content></body></nitf>"
    );
    let rss = format!(
        "<rss version=\"2.0\"><channel><title>{words}</title><item><guid>a-1</guid><title>{words}</title>\
         <link>javascript:attack()</link><description>{twice}</description><author>{words}</author></item></channel></rss>"
    );
    let atom = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{words}</title><entry><id>urn:a:2</id><title>{words}</title>\
         <link href=\"javascript:attack()\"/><content type=\"html\">{twice}{words}</content></entry></feed>"
    );
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": ATTACK, "items": [{ "id": "a-3",
        "title": ATTACK, "url": "javascript:attack()", "content_html": ATTACK, "authors": [{ "name": ATTACK }] }] });
    let mail = format!(
        "From: {ATTACK} <a@b.example>\r\nSubject: {ATTACK}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; \
         charset=utf-8\r\n\r\n<p>{ATTACK}</p><p onclick=attack()>Texte</p>\r\n"
    );
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a-4\r\nDTSTART:20270101T100000Z\r\nSUMMARY:{ATTACK}\r\n\
         LOCATION:{ATTACK}\r\nDESCRIPTION:{ATTACK}\r\nURL:javascript:attack()\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let text = format!("{ATTACK}\n\nPar {ATTACK}\n\n{ATTACK} Le port rouvre ce matin.\n");
    for (name, words) in [
        ("a.html", page),
        ("a.json", ninjs.to_string()),
        ("a.xml", nitf),
        ("b.xml", rss),
        ("c.xml", atom),
        ("b.json", feed.to_string()),
        ("a.eml", mail),
        ("a.ics", calendar),
        ("a.txt", text),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, words).unwrap();
        let paths = [file.to_str().unwrap(), data.to_str().unwrap()];
        let run = binary::run(&["file", paths[0], "--source", ATTACK, "--data", paths[1]]);
        assert!([0, 1, 3].contains(&run.code), "{name}: {run:?}");
    }
}

/// What readers have: a page whose words say so, over whatever the checks say.
fn published(folder: &Path, data: &Path) {
    let file = folder.join("a.html");
    let paths = [file.to_str().unwrap(), data.to_str().unwrap()];
    let place = ["--edition", "fr", "--section", "region", "--over-checks", ATTACK, "--data", paths[1]];
    let run = binary::run(&[&["publish", paths[0]], place.as_slice()].concat());
    assert_eq!(run.code, 0, "{run:?}");
}
