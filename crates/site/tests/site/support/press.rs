//! A press whose pages show what the shelf says and nothing else, and whose prints can be held and counted.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Condvar, Mutex};

use story::{
    Change, Feed, Finder, Found, JournalEntry, LiveEvent, Page, Place, Press, Question, Shelf, Shown, Slot,
    Standing, Timestamp,
};

use super::PATIENCE;

#[derive(Default)]
pub(crate) struct FakePress {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    begun: HashMap<String, usize>,
    held: HashSet<String>,
}

impl FakePress {
    /// How often the page was printed, counting prints under way.
    pub(crate) fn prints(&self, path: &str) -> usize {
        self.state.lock().unwrap().begun.get(path).copied().unwrap_or(0)
    }

    /// From now on, prints of this page look at the shelf, then wait for [`FakePress::release`].
    pub(crate) fn hold(&self, path: &str) {
        self.state.lock().unwrap().held.insert(path.into());
    }

    pub(crate) fn release(&self, path: &str) {
        self.state.lock().unwrap().held.remove(path);
        self.changed.notify_all();
    }

    /// Returns once the page's print began for the `count`th time.
    pub(crate) fn await_prints(&self, path: &str, count: usize) {
        let state = self.state.lock().unwrap();
        let waiting = |state: &mut State| state.begun.get(path).copied().unwrap_or(0) < count;
        let (_state, late) = self.changed.wait_timeout_while(state, PATIENCE, waiting).unwrap();
        assert!(!late.timed_out(), "{path} was not printed {count} times");
    }

    fn begin(&self, path: &str) {
        let mut state = self.state.lock().unwrap();
        *state.begun.entry(path.into()).or_default() += 1;
        self.changed.notify_all();
    }

    fn wait(&self, path: &str) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |state| state.held.contains(path)).unwrap());
    }
}

impl Press for FakePress {
    fn print(&self, shelf: &dyn Shelf, path: &str) -> Found {
        self.begin(path);
        let found = print(shelf, path);
        self.wait(path);
        found
    }

    fn stale(&self, _shelf: &dyn Shelf, entry: &JournalEntry, before: Option<&Standing>) -> Vec<String> {
        if let Change::Advanced(_) = &entry.change {
            return Vec::new();
        }
        let mut paths = Vec::new();
        if let Some(Standing::Live(before)) = before {
            paths.push(format!("/fr/{}/", before.content.section));
            paths.push(before.path.clone());
        }
        match &entry.change {
            Change::Killed(withdrawal) => paths.push(withdrawal.path.clone()),
            Change::Front(_) => {}
            change => {
                let story = change.live().unwrap();
                assert_ne!(story.content.headline, "panic in stale");
                paths.extend([story.path.clone(), format!("/fr/{}/", story.content.section)]);
            }
        }
        paths.push("/fr/".into());
        paths
    }

    /// One list of everything.
    fn live_events(
        &self,
        _shelf: &dyn Shelf,
        entry: &JournalEntry,
        _before: Option<&Standing>,
    ) -> Vec<LiveEvent> {
        if let Change::Advanced(_) = &entry.change {
            return Vec::new();
        }
        let story = entry.change.story_id().unwrap();
        let data = entry.change.live().map_or("gone", |story| &story.content.headline);
        vec![LiveEvent { path: "/fr/live".into(), story, data: data.to_owned() }]
    }

    fn front_path(&self, edition: &str) -> Option<String> {
        (edition == "fr").then(|| "/fr/".into())
    }

    /// As many as the desk placed.
    fn places(&self, shelf: &dyn Shelf, edition: &str) -> Vec<Place> {
        let slots = shelf.front(edition).map(|front| front.slots).unwrap_or_default();
        let shown = |slot: &Slot| {
            let live = shelf.standing(slot.story)?;
            matches!(live, Standing::Live(_)).then(|| Shown {
                story: slot.story,
                headline: slot.headline.clone(),
                placed: true,
            })
        };
        slots.iter().map(|slot| Place { spot: slot.spot(), shown: shown(slot) }).collect()
    }

    fn live_path(&self, page: &str) -> Option<String> {
        (page == "/fr/").then(|| "/fr/live".into())
    }

    fn live_since(&self, shelf: &dyn Shelf, path: &str) -> Option<u64> {
        (path == "/fr/live").then(|| shelf.changed(&Feed::Edition { edition: "fr".into() }))
    }

    fn down(&self, shelf: Option<&dyn Shelf>, _path: &str, last: Option<(&[u8], Timestamp)>) -> Page {
        let known = shelf.map(|shelf| shelf.newest(&Feed::Edition { edition: "fr".into() }, 1));
        let text = match (last, known) {
            (Some((body, _)), _) => format!("An old copy: {}", String::from_utf8_lossy(body)),
            (None, Some(known)) => format!("Down, no copy, {} known", known.len()),
            (None, None) => "Down, no copy".into(),
        };
        Page::new("text/html; charset=utf-8", text.into_bytes(), 0)
    }

    fn reads_queries(&self, path: &str) -> bool {
        path == "/fr/recherche"
    }

    /// The headlines found, with their marks in brackets.
    fn answer(&self, shelf: &dyn Shelf, finder: &dyn Finder, _path: &str, query: &str) -> Found {
        let words = query.replace('+', " ").replace("%22", "\"");
        let question = Question { edition: "fr".into(), words, take: 20, ..Question::default() };
        let answer = finder.find(shelf, &question);
        let mut text = format!("{} found, alike: {}\n", answer.total, answer.alike);
        for hit in &answer.hits {
            text.push_str(&format!("{}: {:?} {}\n", hit.headline.text, hit.headline.marks, hit.passage.text));
        }
        page("text/html; charset=utf-8", text)
    }

    fn most_read_pages(&self) -> Vec<String> {
        vec!["/fr/".into()]
    }

    fn file(&self, name: &str) -> Option<(&'static str, Cow<'static, [u8]>)> {
        let sheet = ".card { color: var(--ink); margin: 0 }\n".repeat(20);
        (name == "site-0a1b.css").then(|| ("text/css; charset=utf-8", sheet.into_bytes().into()))
    }
}

fn print(shelf: &dyn Shelf, path: &str) -> Found {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (path, parts.as_slice()) {
        ("/", _) => Found::Moved { path: "/fr/".into() },
        ("/panic", _) => panic!("a press that panics, as this test wishes"),
        ("/fr/été", _) => page("text/html; charset=utf-8", "Page d’été. ".repeat(50)),
        ("/fr/vers-été", _) => Found::Moved { path: "/fr/été".into() },
        ("/fr/prose", _) => page("text/html; charset=utf-8", prose()),
        ("/fr/tiny", _) => page("text/plain; charset=utf-8", "short".into()),
        ("/fr/", _) => list(shelf, &Feed::Edition { edition: "fr".into() }),
        (_, ["fr", "region" | "monde"]) if path.ends_with('/') => {
            list(shelf, &Feed::Section { edition: "fr".into(), section: parts[1].into() })
        }
        (_, ["fr"] | ["fr", "region" | "monde"]) if !path.starts_with("//") => {
            Found::Moved { path: format!("{path}/") }
        }
        (_, ["fr", section, number]) => article(shelf, section, number),
        (_, ["big", size]) => size.parse().map_or_else(|_| missing(), |size| big(path, size)),
        _ => missing(),
    }
}

/// Every line ends with the number of the newest entry, so that a page of two moments would show.
fn list(shelf: &dyn Shelf, feed: &Feed) -> Found {
    let seq = shelf.as_of().map_or(0, |(seq, _)| seq);
    let mut text = format!("list as of {seq}\n").repeat(100);
    for card in shelf.newest(feed, 20) {
        assert_ne!(card.headline, "panic in print");
        text.push_str(&format!("{} {} as of {seq}\n", card.path, card.headline));
    }
    for slot in shelf.front("fr").into_iter().flat_map(|front| front.slots) {
        text.push_str(&format!("placed at {}\n", slot.spot()));
    }
    text.push_str(&format!("most read: {:?} as of {seq}\n", shelf.most_read("fr")));
    page("text/html; charset=utf-8", text)
}

fn article(shelf: &dyn Shelf, section: &str, number: &str) -> Found {
    let Ok(id) = number.parse() else { return missing() };
    match shelf.standing(id) {
        None => missing(),
        Some(Standing::Live(story)) if story.content.section == section => {
            let text = format!("<h1>{}</h1>\n", story.content.headline).repeat(30);
            let page = Page::new("text/html; charset=utf-8", text.into_bytes(), 5);
            Found::Page(Page { shows: Some(story.version()), ..page })
        }
        Some(Standing::Live(story)) => Found::Moved { path: story.path.clone() },
        Some(Standing::Withdrawn(withdrawal)) => match page("text/html; charset=utf-8", withdrawal.reason) {
            Found::Page(page) => Found::Gone(page),
            found => found,
        },
    }
}

/// A page that does not compress, for filling memory.
fn big(path: &str, size: usize) -> Found {
    let mut bytes = vec![0; size];
    blake3::Hasher::new().update(path.as_bytes()).finalize_xof().fill(&mut bytes);
    Found::Page(Page::new("application/octet-stream", bytes, 60))
}

/// Words in no order, always the same, so that compressing better pays.
fn prose() -> String {
    let words = [
        "le",
        "port",
        "rouvre",
        "après",
        "hiver",
        "et",
        "les",
        "ferries",
        "repartent",
        "lundi",
        "vers",
        "Corlises",
    ];
    let mut rolls = vec![0u8; 3000];
    blake3::Hasher::new().update(b"prose").finalize_xof().fill(&mut rolls);
    rolls.iter().map(|roll| format!("{} ", words[usize::from(*roll) % words.len()])).collect()
}

fn page(media_type: &'static str, text: String) -> Found {
    Found::Page(Page::new(media_type, text.into_bytes(), 5))
}

fn missing() -> Found {
    let body = "Rien ici. Nothing here. ".repeat(20).into_bytes();
    Found::Missing(Page::new("text/html; charset=utf-8", body, 1))
}
