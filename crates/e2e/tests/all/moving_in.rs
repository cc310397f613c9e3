//! A site moves here over the web: every post and picture once, wherever the move is cut off.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use e2e::binary;
use e2e::dice::Dice;
use serde_json::{Value, json};

/// More than a page holds.
const POSTS: usize = 103;
const PICTURES: usize = 12;

/// A WordPress of 103 posts, some with pictures, that may stop in the middle of an answer.
struct Site {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    /// The picture, counted from 1, at which it stops answering; 0 for never.
    silent_at: Arc<AtomicUsize>,
    silent: Receiver<()>,
}

impl Site {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (asked, silent_at) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicUsize>::default());
        let (tell, silent) = channel();
        let site = (address.clone(), asked.clone(), silent_at.clone());
        std::thread::spawn(move || {
            let mut held = Vec::new();
            for stream in listener.incoming().map_while(Result::ok) {
                held.extend(answer(stream, &site.0, &site.1, &site.2, &tell));
            }
        });
        Self { address, asked, silent_at, silent }
    }

    fn pages(&self) -> usize {
        self.asked.lock().unwrap().iter().filter(|path| path.starts_with("/wp-json/wp/v2/posts")).count()
    }
}

/// The number of a picture, where that is what is asked for.
fn picture(path: &str) -> Option<u32> {
    path.strip_suffix(".png")?.rsplit('/').next()?.parse().ok()
}

/// Answers one request; a connection that is given back is one that is left without an answer.
fn answer(
    mut stream: TcpStream,
    address: &str,
    asked: &Mutex<Vec<String>>,
    silent_at: &AtomicUsize,
    tell: &Sender<()>,
) -> Option<TcpStream> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines().map_while(Result::ok);
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    lines.take_while(|line| !line.is_empty()).for_each(drop);
    asked.lock().unwrap().push(path.clone());
    let (status, headers, body) = if let Some(number) = picture(&path) {
        let pictures = asked.lock().unwrap().iter().filter_map(|path| picture(path)).count();
        if pictures == silent_at.load(Ordering::SeqCst) {
            tell.send(()).unwrap();
            return Some(stream);
        }
        ("200 OK", "content-type: image/png".to_owned(), testkit::photograph(32 + number, 24))
    } else if path.contains("/posts?") {
        let page: usize = path.split("&page=").nth(1)?.split('&').next()?.parse().ok()?;
        let posts: Vec<Value> =
            (1..=POSTS).skip((page - 1) * 100).take(100).map(|n| post(n, address)).collect();
        ("200 OK", "x-wp-totalpages: 2".to_owned(), serde_json::to_vec(&posts).unwrap())
    } else {
        ("200 OK", "x-wp-totalpages: 1".to_owned(), b"[]".to_vec())
    };
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    // Somebody who was killed does not listen any more.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    None
}

fn post(n: usize, address: &str) -> Value {
    let picture = if n <= PICTURES {
        format!("<p><img src=\"{address}/wp-content/{n}.png\" alt=\"Un quai\"></p>")
    } else {
        String::new()
    };
    // The last one has a note to oneself in it.
    let left = if n == POSTS { " TK" } else { "" };
    json!({
        "id": n, "date_gmt": format!("2026-06-09T{:02}:{:02}:00", n / 60, n % 60), "status": "publish", "type": "post",
        "guid": { "rendered": format!("https://old.example/?p={n}") }, "slug": format!("post-{n}"),
        "link": format!("https://old.example/2026/post-{n}/"), "title": { "rendered": format!("Le quai numéro {n} rouvre") },
        "content": { "rendered": format!("<p>Le quai numéro {n} a rouvert ce matin, dit la capitainerie.{left}</p>{picture}") },
    })
}

/// `origin` is what the site is called, or where it is.
fn arguments(source: &str, origin: &str, data: &std::path::Path) -> Vec<String> {
    let data = data.to_str().unwrap();
    let plain =
        ["--edition", "fr", "--section", "region", "--origin", origin, "--data", data, "--format", "json"];
    let plain = plain.into_iter().chain(["--wire-allow", "127.0.0.1/32"]);
    ["import", source].into_iter().chain(plain).map(str::to_owned).collect()
}

/// Runs until the site falls silent, and is killed there.
fn cut_off(site: &Site, arguments: &[String], at_picture: usize) {
    let before = site.asked.lock().unwrap().iter().filter_map(|path| picture(path)).count();
    site.silent_at.store(before + at_picture, Ordering::SeqCst);
    let mut child = binary::command();
    child.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.spawn().unwrap();
    site.silent.recv().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    site.silent_at.store(0, Ordering::SeqCst);
}

#[test]
fn a_move_that_is_killed_goes_on_where_it_was_and_brings_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (site, data) = (Site::open(), folder.path().join("data"));
    let arguments = arguments(&site.address, "old", &data);
    for at_picture in [1, 4, 6] {
        cut_off(&site, &arguments, at_picture);
    }
    let whole = binary::run(&arguments);
    assert_eq!(whole.code, 0, "{whole:?}");
    let report = &whole.json_lines()[0];
    let count = |key: &str| report[key].as_u64().unwrap();
    assert_eq!(count("posts"), POSTS as u64, "every page of posts was asked for");
    assert!(count("same") >= 5 && count("new") + count("same") == POSTS as u64, "{report}");
    assert_eq!((count("refused"), count("pictures_missing")), (0, 0), "{report}");
    assert_eq!(site.pages(), 4 * 2);
    assert_eq!(count("errors"), 1, "the desk checks look at what comes: {report}");
    assert!(report["told"]["desk check left-over"][1][0].as_str().unwrap().contains("TK"), "{report}");
    let again = &binary::run(&arguments).json_lines()[0];
    assert_eq!((&again["same"], &again["new"]), (&POSTS.into(), &0.into()), "{again}");
    assert_eq!(live_headlines(&data).len(), POSTS, "every post is live once");
    let export = folder.path().join("export");
    assert_eq!(exported(&data, &export)["assets"], PICTURES, "every picture is here once");
}

/// In alphabetical order; none stands there twice.
fn live_headlines(data: &std::path::Path) -> Vec<String> {
    let journal = binary::run(&["journal", "list", "--data", data.to_str().unwrap(), "--format", "json"]);
    let mut headlines: Vec<String> =
        journal.json_lines().iter().filter_map(|entry| entry["words"].as_str().map(str::to_owned)).collect();
    headlines.sort();
    let live = headlines.len();
    headlines.dedup();
    assert_eq!(headlines.len(), live, "a post is live twice");
    headlines
}

/// How many rows each table of an export has.
fn exported(data: &std::path::Path, into: &std::path::Path) -> Value {
    let (into, data) = (into.to_str().unwrap(), data.to_str().unwrap());
    let run = binary::run(&["export", into, "--data", data, "--format", "json"]);
    run.json_lines()[0]["tables"].clone()
}

/// One post of each kind that Ghost has, again and again: with the words as HTML, in Lexical or in Mobiledoc.
fn ghost_post(n: usize) -> Value {
    let words = format!("Le quai numéro {n} a rouvert ce matin, dit la capitainerie.");
    let (status, visibility) = match n % 10 {
        7 => ("draft", "public"),
        8 => ("sent", "public"),
        9 => ("published", "members"),
        _ => ("published", "public"),
    };
    let mut post = json!({
        "id": format!("5c7ece{n:018x}"), "slug": format!("quai-{n}"), "title": format!("Le quai numéro {n} rouvre"),
        "status": status, "visibility": visibility, "type": if n % 10 == 6 { "page" } else { "post" },
        "created_at": "2026-06-08T10:00:00.000Z",
        "published_at": format!("2026-06-09T{:02}:{:02}:00.000Z", n / 60, n % 60),
        "feature_image": (n % 4 == 1).then(|| format!("__GHOST_URL__/content/images/2026/06/{n}.png")),
    });
    let text = json!({ "type": "extended-text", "text": words, "format": 0 });
    match n % 3 {
        0 => post["html"] = format!("<p>{words}</p>").into(),
        1 => {
            let root = json!({ "root": { "children": [{ "type": "paragraph", "children": [text] }] } });
            post["lexical"] = root.to_string().into();
        }
        _ => {
            let sections = json!([[1, "p", [[0, [], 0, words]]]]);
            let document =
                json!({ "version": "0.3.1", "markups": [], "atoms": [], "cards": [], "sections": sections });
            post["mobiledoc"] = document.to_string().into();
        }
    }
    post
}

#[test]
fn a_ghost_export_comes_whole_and_once_wherever_its_import_is_killed() {
    const LIVE: usize = 63;
    let folder = tempfile::tempdir().unwrap();
    let (site, data) = (Site::open(), folder.path().join("data"));
    let (numbers, export) = (1..=90usize, folder.path().join("ghost.json"));
    let posts: Vec<Value> = numbers.clone().map(ghost_post).collect();
    let of = |post: &Value, key: &str, other: &str, n: usize| {
        let mut link = json!({ "post_id": post["id"], "sort_order": 0 });
        link[key] = format!("{other}{}", n % 2).into();
        link
    };
    let document = json!({ "db": [{ "meta": { "exported_on": 1_780_000_000_000_u64, "version": "5.90" }, "data": {
        "users": [{ "id": "u0", "name": "Odile Ferrand" }, { "id": "u1", "name": "Thaïs Morvan" }],
        "tags": [{ "id": "t0", "name": "Port", "slug": "port" }, { "id": "t1", "name": "Mer", "slug": "mer" }],
        "posts_authors": posts.iter().zip(0..).map(|(post, n)| of(post, "author_id", "u", n)).collect::<Vec<_>>(),
        "posts_tags": posts.iter().zip(0..).map(|(post, n)| of(post, "tag_id", "t", n)).collect::<Vec<_>>(),
        "posts": posts,
    } }] });
    std::fs::write(&export, document.to_string()).unwrap();
    let arguments = arguments(export.to_str().unwrap(), &site.address, &data);
    let mut dice = Dice::new(8);
    for _ in 0..5 {
        cut_off(&site, &arguments, 1 + dice.roll(4));
    }
    let whole = binary::run(&arguments);
    assert_eq!(whole.code, 0, "{whole:?}");
    let report = &whole.json_lines()[0];
    let count = |key: &str| report[key].as_u64().unwrap() as usize;
    assert_eq!((count("posts"), count("new") + count("same")), (90, 90), "{report}");
    assert!(count("same") > 0 && count("new") > 0, "killed in the middle: {report}");
    assert_eq!((count("refused"), count("pictures_missing")), (0, 0), "{report}");
    assert_eq!((count("authors"), count("terms")), (2, 2), "{report}");
    let again = &binary::run(&arguments).json_lines()[0];
    assert_eq!((&again["same"], &again["new"]), (&90.into(), &0.into()), "{again}");
    assert_eq!(live_headlines(&data).len(), LIVE, "drafts, letters and what members alone may read are not");
    let kept = folder.path().join("export");
    let tables = exported(&data, &kept);
    assert_eq!((&tables["stories"], &tables["assets"]), (&90.into(), &23.into()), "{tables}");
    let revisions = std::fs::read_to_string(kept.join("tables/revisions.jsonl")).unwrap();
    for n in numbers {
        assert!(revisions.contains(&format!("Le quai numéro {n} a rouvert ce matin")), "the words of {n}");
    }
    for words in ["Odile Ferrand", "Thaïs Morvan", "Port", "Mer"] {
        assert!(revisions.contains(words), "{words}");
    }
    let journal = std::fs::read_to_string(kept.join("tables/journal.jsonl")).unwrap();
    assert!(journal.contains("/quai-11"), "the address that readers know");
}

/// As WordPress documents its interface: no total where a proxy strips it, 400 behind the last page, and who wrote a post,
/// its terms and its picture embedded in it.
fn documented(address: &str, path: &str) -> (&'static str, &'static str, Vec<u8>) {
    let json = |value: Value| serde_json::to_vec(&value).unwrap();
    let beyond =
        json!({ "code": "rest_post_invalid_page_number", "message": "…", "data": { "status": 400 } });
    match path {
        "/wp-content/quay.png" => ("200 OK", "content-type: image/png", testkit::photograph(48, 32)),
        _ if !path.contains("_embed=1") => ("404 Not Found", "x-none: 0", Vec::new()),
        _ if path.contains("/posts?") && path.contains("&page=1&") => {
            let mut whole = post(1, address);
            whole["title"]["rendered"] = "La p&ecirc;che &amp; le quai".into();
            whole["content"]["rendered"] = "<p>Le quai a rouvert, dit la capitainerie.</p>".into();
            whole["_embedded"] = json!({
                "author": [{ "id": 3, "name": "Odile Ferrand" }],
                "wp:featuredmedia": [{ "source_url": format!("{address}/wp-content/quay.png"), "alt_text": "Un quai vide",
                    "caption": { "rendered": "<p>Le quai au matin</p>" } }],
                "wp:term": [[{ "taxonomy": "category", "slug": "mer", "name": "Mer" }], [{ "taxonomy": "post_tag", "slug": "quai", "name": "quai" }]],
            });
            ("200 OK", "content-type: application/json", json(json!([whole])))
        }
        _ if path.contains("/pages?") && path.contains("&page=1&") => {
            let mut page = post(2, address);
            page["type"] = "page".into();
            page["content"]["rendered"] = "<p>Qui nous sommes, et où nous trouver.</p>".into();
            ("200 OK", "content-type: application/json", json(json!([page])))
        }
        _ => ("400 Bad Request", "content-type: application/json", json(beyond)),
    }
}

#[test]
fn what_a_site_embeds_in_its_posts_comes_along_and_its_last_page_is_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let Some(first) = lines.next() else { continue };
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            let (status, header, body) = documented(&own, first.split(' ').nth(1).unwrap_or_default());
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\n{header}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    let arguments =
        ["import", &address, "--edition", "fr", "--section", "region", "--data", data, "--format", "json"];
    let run = binary::run(&[&arguments[..], &["--wire-allow", "127.0.0.1/32"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let report = &run.json_lines()[0];
    assert_eq!((&report["new"], &report["pictures_missing"]), (&2.into(), &0.into()), "{report}");
    let export = folder.path().join("export");
    binary::run(&["export", export.to_str().unwrap(), "--data", data]);
    let revisions = std::fs::read_to_string(export.join("tables/revisions.jsonl")).unwrap();
    for words in
        ["La pêche & le quai", "Odile Ferrand", "Un quai vide", "Le quai au matin", "Mer", "Qui nous sommes"]
    {
        assert!(revisions.contains(words), "{words}: {revisions}");
    }
}

/// A WordPress behind a server that is soon tired, with a draft, a post behind a password and comments; what it is asked
/// with an application password is signed `editor:secret`.
fn tired(path: &str, signed: bool, asked: usize, address: &str) -> (&'static str, &'static str, Vec<u8>) {
    let json = |value: Value| serde_json::to_vec(&value).unwrap();
    let all = path.contains("status=publish,future,draft,pending,private");
    match path {
        _ if asked % 2 == 1 && asked % 4 == 1 => ("429 Too Many Requests", "retry-after: 0", Vec::new()),
        _ if asked % 2 == 1 => ("503 Service Unavailable", "retry-after: 0", Vec::new()),
        _ if all && !signed => {
            ("400 Bad Request", "x-none: 0", json(json!({ "code": "rest_invalid_param" })))
        }
        _ if path.contains("/comments?") => ("200 OK", "x-wp-total: 7", b"[]".to_vec()),
        _ if path.contains("/posts?") => {
            let mut locked = post(20, address);
            locked["content"] = json!({ "rendered": "", "protected": true });
            let mut draft = post(21, address);
            draft["status"] = "draft".into();
            let shown =
                if all { vec![post(13, address), locked, draft] } else { vec![post(13, address), locked] };
            ("200 OK", "x-wp-totalpages: 1", json(json!(shown)))
        }
        _ => ("200 OK", "x-wp-totalpages: 1", b"[]".to_vec()),
    }
}

#[test]
fn a_busy_site_is_waited_for_and_shows_its_drafts_to_whoever_signs_in() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let own = address.clone();
    std::thread::spawn(move || {
        for (asked, mut stream) in (1..).zip(listener.incoming().map_while(Result::ok)) {
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let Some(first) = lines.next() else { continue };
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let signed = head.iter().any(|line| line.ends_with("Basic ZWRpdG9yOnNlY3JldA=="));
            let path = first.split(' ').nth(1).unwrap_or_default();
            let (status, header, body) = tired(path, signed, asked, &own);
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\n{header}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
        }
    });
    let data = folder.path().join("data");
    let plain = ["--edition", "fr", "--section", "region", "--origin", "old", "--format", "json", "--data"];
    let arguments =
        [&["import", &address][..], &plain, &[data.to_str().unwrap(), "--wire-allow", "127.0.0.1/32"]];
    let import = |login: &[&str]| binary::run(&[&arguments.concat()[..], login].concat());
    let run = import(&[]);
    assert_eq!(run.code, 0, "{run:?}");
    let report = &run.json_lines()[0];
    assert_eq!(
        (&report["new"], &report["drafts"]),
        (&2.into(), &1.into()),
        "the post behind a password: {report}"
    );
    assert_eq!(report["told"]["comments-left-out"][1][0], "7 comments are left out");
    assert_eq!(report["told"]["drafts-not-shown"][0], 1);
    let report = &import(&["--login", "editor:secret"]).json_lines()[0];
    let count = |key: &str| report[key].as_u64().unwrap();
    assert_eq!((count("new"), count("same"), count("drafts")), (1, 2, 1), "{report}");
    assert!(report["told"].get("drafts-not-shown").is_none());
    let wrong = import(&["--login", "editor:wrong"]);
    assert!(wrong.code != 0 && wrong.err.contains("does not show its drafts"), "{wrong:?}");
}
