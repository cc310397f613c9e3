//! The demonstration newspaper as its readers walk it: every page that links lead to, and the list of one page of each
//! kind in three editions that all browsers are shown.

use std::collections::{BTreeSet, VecDeque};

use crate::browser::Screen;
use crate::journalist::Journalist;
use crate::reader::{address, get, get_until};
use crate::server::Server;

pub const EDITIONS: [&str; 3] = ["fr", "en", "ar"];

/// Where each kind stands in the three editions.
const PLACES: [(&str, [&str; 3]); 18] = [
    ("front", ["", "", ""]),
    ("section", ["region/", "region/", "المنطقة/"]),
    ("subsection", ["region/transports/", "region/transport/", "المنطقة/نقل/"]),
    ("section-page", ["region/page/1", "region/page/1", "المنطقة/page/1"]),
    ("topic", ["theme/ports/", "topic/ports/", "موضوع/مواني/"]),
    ("topics", ["theme/", "topic/", "موضوع/"]),
    ("author", ["auteur/samia-rouvel/", "author/samia-rouvel/", "كاتب/سامية-روفيل/"]),
    ("authors", ["auteur/", "author/", "كاتب/"]),
    ("place", ["lieu/ostrande/", "place/ostrande/", "مكان/اوستراند/"]),
    ("places", ["lieu/", "place/", "مكان/"]),
    ("stream", ["en-continu/", "live-wire/", "على-مدار-الساعة/"]),
    ("stream-part", ["en-continu/urgents/", "live-wire/urgent/", "على-مدار-الساعة/العاجلة/"]),
    ("stream-page", ["en-continu/page/1", "live-wire/page/1", "على-مدار-الساعة/page/1"]),
    ("search", ["recherche", "search", "بحث"]),
    ("results", ["recherche?q=portique", "search?q=crane", "بحث?q=ميناء"]),
    ("television", ["direct-tv/", "live-tv/", "بث-مباشر/"]),
    ("about", ["a-propos/", "about/", "من-نحن/"]),
    ("corrections", ["rectificatifs/", "corrections/", "تصويبات/"]),
];
const ARCHIVE: [&str; 3] = ["archives/", "archive/", "ارشيف/"];
const STREAM: [&str; 3] = PLACES[10].1;

/// A story for each edition that is published and withdrawn: section, headline, paragraph, reason.
const WITHDRAWN: [[&str; 3]; 3] = [
    ["Un canal rouvre", "Le canal a rouvert au passage des barges.", "Le canal n’avait pas rouvert."],
    ["A canal reopens", "The canal is open to barges once more.", "The canal had not reopened."],
    ["قناة تفتح من جديد", "فتحت القناة أمام المراكب.", "لم تفتح القناة."],
];

/// More pages than the demonstration has: a crawl that reaches it is lost.
const PAGES_MAX: usize = 600;

/// Every page that links lead to from the three fronts, each answering 200.
pub fn crawl(server: &Server) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = EDITIONS.map(|edition| format!("/{edition}/")).into();
    let mut waiting: VecDeque<String> = found.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        let answer = get(&server.page(&path));
        assert_eq!(answer.status, 200, "a link leads to {path}");
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if !is_page {
            found.remove(&path);
            continue;
        }
        for link in own_links(&answer.body) {
            if found.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
        assert!(found.len() < PAGES_MAX, "the crawl does not end");
    }
    found
}

/// Links to other pages of the site, in `link` elements too.
fn own_links(html: &str) -> Vec<String> {
    html.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.starts_with('/') && !link.starts_with("_/"))
        .map(|link| format!("/{}", link.split('#').next().unwrap_or_default()))
        .collect()
}

/// One page of each kind in an edition, the withdrawn and the missing among them.
pub fn one_of_each_kind(server: &Server, edition: &str) -> Vec<Screen> {
    let number =
        EDITIONS.iter().position(|known| *known == edition).expect("an edition of the demonstration");
    let front = format!("/{edition}/");
    let mut paths: Vec<(&str, String)> =
        PLACES.iter().map(|(kind, places)| (*kind, address(&format!("{front}{}", places[number])))).collect();
    paths.push(("article", richest_article(server, &front)));
    paths.extend(archive(server, &address(&format!("{front}{}", ARCHIVE[number]))));
    paths.push(("missing", format!("{front}nothing-here")));
    paths.push(("withdrawn", withdrawn(server, edition, number)));
    let screen = |(kind, path): &(&str, String)| Screen {
        edition: edition.to_owned(),
        kind: (*kind).to_owned(),
        url: server.page(path),
        status: match *kind {
            "missing" => 404,
            "withdrawn" => 410,
            _ => 200,
        },
    };
    paths.iter().map(screen).collect()
}

/// The article whose page is the longest: it has the most kinds of blocks.
pub fn richest_article(server: &Server, front: &str) -> String {
    let depth = |path: &String| path.trim_matches('/').split('/').count();
    own_links(&get(&server.page(front)).body)
        .into_iter()
        .filter(|path| path.starts_with(front) && depth(path) == 3 && !path.ends_with('/'))
        .filter(|path| !path.contains(".xml") && !path.contains(".json"))
        .max_by_key(|path| get(&server.page(path)).body.len())
        .expect("an edition has articles")
}

/// The archive, a month and a day of it.
fn archive(server: &Server, years: &str) -> [(&'static str, String); 3] {
    let dated = |path: &str, length: usize| {
        let ends = |link: &String| {
            link.rsplit('/').next().is_some_and(|end| end.len() == length && end.starts_with("20"))
        };
        own_links(&get(&server.page(path)).body).into_iter().find(ends).expect("the archive leads on")
    };
    let month = dated(years, "2026-11".len());
    let day = dated(&month, "2026-11-26".len());
    [("archive", years.to_owned()), ("archive-month", month), ("archive-day", day)]
}

/// A story that was published and withdrawn: its address answers with the reason.
fn withdrawn(server: &Server, edition: &str, number: usize) -> String {
    let [headline, paragraph, reason] = WITHDRAWN[number];
    let stream = server.page(&address(&format!("/{edition}/{}", STREAM[number])));
    let before: BTreeSet<String> = own_links(&get(&stream).body).into_iter().collect();
    let desk = Journalist::sign_in(server);
    let story = desk.write_story(&format!("{edition}/region"), headline, paragraph);
    let published = desk.publish(&story);
    assert_eq!(published.status, 303, "{}", published.body);
    let shown = get_until(&stream, |page| page.body.contains(headline));
    // The first story of a day brings the day's own page with it.
    let days = address(&format!("/{edition}/{}", ARCHIVE[number]));
    let path =
        own_links(&shown.body).into_iter().find(|link| !before.contains(link) && !link.starts_with(&days));
    let path = path.expect("the stream leads to the story");
    let form = desk.form(&format!("{story}/kill"), &format!("{story}/kill"));
    desk.send(&form.write("reason", reason));
    get_until(&server.page(&path), |page| page.status == 410 && page.body.contains(reason));
    path
}
