//! A withdrawn story is gone from every address that the site ever gave out: pages, feeds, sitemaps, search, cards,
//! sizes of its pictures.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use e2e::binary;
use e2e::newspaper::{EDITIONS, richest_article};
use e2e::reader::{Answer, get, get_until};
use e2e::server::Server;

/// Every address of the site that can be reached from some others, with what it answers; bytes that are no text, and
/// streams, which have no end, are named and not read.
pub(crate) fn reach(
    server: &Server,
    from: impl IntoIterator<Item = String>,
) -> BTreeMap<String, Option<Answer>> {
    let mut waiting: VecDeque<String> = from.into_iter().collect();
    let mut reached = BTreeMap::new();
    while let Some(path) = waiting.pop_front() {
        if reached.contains_key(&path) {
            continue;
        }
        let unread = ["/media/", "/_/", "/cards/"].iter().any(|files| path.starts_with(files))
            || path.ends_with("/live");
        let answer = (!unread).then(|| get(&server.page(&path)));
        waiting.extend(answer.iter().flat_map(|answer| addresses(server, &answer.body)));
        reached.insert(path, answer);
    }
    reached
}

/// What looks like an address of the site in a page, a feed, a sitemap or JSON.
fn addresses(server: &Server, text: &str) -> Vec<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || "\"'<>,()\\".contains(letter));
    let own = words.filter_map(|word| {
        let path = word.strip_prefix(&server.greeting.site).unwrap_or(word);
        let path = path.split(['#', '&']).next().unwrap_or_default();
        (path.starts_with('/') && path.len() > 1 && path.as_bytes()[1] != b'/').then(|| path.to_owned())
    });
    own.collect()
}

/// The longest piece of a text that no page writes otherwise than it is.
fn plain_piece(text: &str) -> &str {
    let pieces = text.split(|letter: char| !(letter.is_alphanumeric() || letter == ' '));
    pieces.map(str::trim).max_by_key(|piece| piece.len()).unwrap_or_default()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    text.split(start).nth(1).and_then(|rest| rest.split(end).next()).expect("the page has it")
}

#[test]
fn after_a_kill_no_address_of_the_site_has_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let fronts =
        || EDITIONS.map(|edition| format!("/{edition}/")).into_iter().chain(["/sitemap.xml".to_owned()]);
    let before = reach(&server, fronts());
    // The same story in three languages: together they are all who show its picture.
    let victims = EDITIONS.map(|edition| richest_article(&server, &format!("/{edition}/")));
    let pages = victims.each_ref().map(|victim| get(&server.page(victim)).body);
    let headlines = pages.each_ref().map(|page| plain_piece(between(page, "<h1>", "</h1>")).to_owned());
    assert!(headlines.iter().all(|headline| headline.len() > 20), "{headlines:?}");
    let holds = |answer: &Option<Answer>| {
        let body = answer.as_ref().map_or("", |answer| answer.body.as_str());
        headlines.iter().any(|headline| body.contains(headline))
    };
    let showed: Vec<&String> =
        before.iter().filter(|(_, answer)| holds(answer)).map(|(path, _)| path).collect();
    assert!(showed.len() > 30, "their pages, fronts, lists and feeds: {showed:?}");

    let data = folder.path().to_str().unwrap();
    for victim in &victims {
        let number = victim.rsplit('-').next().unwrap();
        let killed = binary::run(&["kill", number, "--reason", "La dépêche était fausse.", "--data", data]);
        assert_eq!(killed.code, 0, "{killed:?}");
        get_until(&server.page(victim), |page| page.status == 410);
    }

    // What anybody may have kept an address of, and what the site leads to now.
    let after = reach(&server, before.keys().cloned().chain(fronts()));
    let shows: Vec<&String> =
        after.iter().filter(|(_, answer)| holds(answer)).map(|(path, _)| path).collect();
    assert!(shows.is_empty(), "still there: {shows:?}");
    let files = |pages: &mut dyn Iterator<Item = &String>| -> BTreeSet<String> {
        let all = pages.flat_map(|page| addresses(&server, page));
        all.filter(|path| path.starts_with("/media/") || path.starts_with("/cards/")).collect()
    };
    let theirs = files(&mut pages.iter());
    let others =
        files(&mut after.values().flatten().filter(|answer| answer.status == 200).map(|answer| &answer.body));
    let hidden: Vec<&String> = theirs.difference(&others).collect();
    assert!(hidden.len() > 2, "sizes of their picture: {theirs:?}");
    for file in hidden {
        assert_eq!(get(&server.page(file)).status, 404, "{file}");
    }
    let query: String = headlines[0].split(' ').collect::<Vec<_>>().join("+");
    let found = get(&server.page(&format!("/fr/recherche?q={query}"))).body;
    assert!(!found.contains(&victims[0]), "the search leads to it");
    let embed = get(&server.page(&format!("/oembed?url={}{}", server.greeting.site, victims[0])));
    assert_ne!(embed.status, 200, "{}", embed.body);
}
