//! Wires into a newsroom with half a million items: how many a second, and how soon the reader's screen is told.
//!
//! Method: the release binary on SQLite, its inbox filled through the store; then invented ninjs items pushed over HTTP,
//! one delivery each, at 200 a second from four connections, while a journalist's screen waits for news as the desk's
//! script does. An item is visible when the answer that counts it has been read; the time runs from the first byte of
//! its push. Afterwards the same deliveries come twice more, which must change nothing; then the reader is searched for
//! words that one item has, that every second one has, for two words, and for the beginning of a word.

mod inbox;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use e2e::journalist::Journalist;
use e2e::reader::{self, answer};
use e2e::server::Server;
use store::StoreConfig;

const ITEMS: u64 = 500_000;
const SECONDS: usize = 30;
const A_SECOND: usize = 200;
const CONNECTIONS: usize = 4;
/// What is promised: p99 from push to told, in milliseconds.
const VISIBLE_MS_MAX: f64 = 300.0;

/// What is promised of a search: p99 from asking to the whole page, in milliseconds.
const SEARCH_MS_MAX: f64 = 100.0;
const SEARCHED_TIMES: usize = 100;
const SEARCHES: [(&str, &str); 5] = [
    ("a rare word", "1234"),
    ("a common word", "ostrande"),
    ("two words", "capitainerie+norrholm"),
    ("a word that no item has", "xylophone"),
    ("the beginning of a word", "norr"),
];

fn main() -> anyhow::Result<()> {
    let items = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(ITEMS);
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    eprintln!("writing an inbox of {items} items");
    let url = format!("sqlite:{}", data.join("newsroom.db").display());
    let config = StoreConfig { url, blobs: data.join("blobs") };
    let filled = inbox::fill(&config, items);
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(filled)?;
    let server = Server::serve(data, &[], &[]);
    let desk = Journalist::sign_in(&server);
    let form =
        desk.form("/sources", "/sources").write("name", "bench").press("kind", "push").press("enabled", "on");
    let made = desk.send(&form);
    let token = made.body.split("<code dir=\"ltr\">").nth(1).and_then(|rest| rest.split('<').next());
    let token = token.ok_or_else(|| anyhow::anyhow!("no token: {}", made.body))?.to_owned();
    let push = desk.url(&format!("/push?token={token}"));

    let (times, spent) = pushed(&desk, &push)?;
    let ms = |duration: &Duration| duration.as_secs_f64() * 1000.0;
    let p = |percent: usize| ms(&times[(times.len() * percent / 100).min(times.len() - 1)]);
    let rate = times.len() as f64 / spent.as_secs_f64();
    println!("{items} items in the inbox; {} pushed at {rate:.0} a second", times.len());
    println!("push to told, ms: p50 {:.1}, p99 {:.1}, worst {:.1}", p(50), p(99), p(100));
    let start = Instant::now();
    let before = last(&desk);
    for _ in 0..2 {
        all(&push, SECONDS * A_SECOND, None, &Mutex::default())?;
    }
    let again = 2.0 * (SECONDS * A_SECOND) as f64 / start.elapsed().as_secs_f64();
    println!("the same day twice more: {} new items, {again:.0} a second", last(&desk) - before);
    anyhow::ensure!(last(&desk) == before, "a replayed delivery is filed again");
    for (kind, words) in SEARCHES {
        let times = searched(&desk, words)?;
        let p = |percent: usize| ms(&times[(times.len() * percent / 100).min(times.len() - 1)]);
        println!("search for {kind} ({words}), ms: p50 {:.1}, p99 {:.1}", p(50), p(99));
        anyhow::ensure!(p(99) <= SEARCH_MS_MAX, "a search is slower than promised");
    }
    anyhow::ensure!(p(99) <= VISIBLE_MS_MAX && rate >= 0.98 * A_SECOND as f64, "slower than promised");
    Ok(())
}

/// How long the reader's screen takes for a search, sorted.
fn searched(desk: &Journalist, words: &str) -> anyhow::Result<Vec<Duration>> {
    let mut times = Vec::with_capacity(SEARCHED_TIMES);
    for _ in 0..SEARCHED_TIMES {
        let start = Instant::now();
        let page = desk.open(&format!("/items?text={words}"));
        times.push(start.elapsed());
        anyhow::ensure!(page.status == 200, "{}", page.body);
    }
    times.sort();
    Ok(times)
}

/// The number of the last arrival, as the reader's screen asks for it.
fn last(desk: &Journalist) -> u64 {
    number(&desk.open("/wires/news?after=0&seen=0").body, "\"last\":")
}

fn number(json: &str, key: &str) -> u64 {
    let rest = json.split(key).nth(1).unwrap_or_default();
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Times from push to told, sorted, and how long the pushing took.
fn pushed(desk: &Journalist, push: &str) -> anyhow::Result<(Vec<Duration>, Duration)> {
    let (count, starts) = (SECONDS * A_SECOND, Mutex::new(Vec::with_capacity(SECONDS * A_SECOND)));
    let (base, done) = (last(desk), AtomicBool::new(false));
    let begun = Instant::now();
    let (told, spent) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let (mut told, mut seen) = (Vec::new(), base);
            while seen < base + count as u64 && !done.load(Ordering::Relaxed) {
                seen = number(&desk.open(&format!("/wires/news?after={seen}&seen={seen}")).body, "\"last\":");
                told.push((Instant::now(), seen));
            }
            told
        });
        let sent = all(push, count, Some(begun), &starts);
        let spent = begun.elapsed();
        if sent.is_err() {
            done.store(true, Ordering::Relaxed);
        }
        let told = watcher.join().map_err(|_| anyhow::anyhow!("the watching thread died"))?;
        sent.map(|()| (told, spent))
    })?;
    // Pushes are filed in the order in which they are answered; the earliest start belongs to the lowest number.
    let mut starts = starts.into_inner().unwrap_or_default();
    starts.sort();
    let mut times: Vec<Duration> = starts
        .iter()
        .enumerate()
        .filter_map(|(at, start)| {
            let (when, _) = told.iter().find(|(_, seen)| *seen > base + at as u64)?;
            Some(when.saturating_duration_since(*start))
        })
        .collect();
    times.sort();
    anyhow::ensure!(times.len() == count, "{} of {count} were told", times.len());
    Ok((times, spent))
}

/// Pushes so many items; paced where a start is given, as fast as it goes otherwise.
fn all(push: &str, count: usize, begun: Option<Instant>, starts: &Mutex<Vec<Instant>>) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    let agent = reader::agent();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= count {
                            return Ok(());
                        }
                        if let Some(begun) = begun {
                            let due = begun + Duration::from_secs_f64(at as f64 / A_SECOND as f64);
                            std::thread::sleep(due.saturating_duration_since(Instant::now()));
                        }
                        let start = Instant::now();
                        let sent =
                            answer(agent.post(push).content_type("application/json").send(inbox::ninjs(at))?);
                        anyhow::ensure!(sent.status == 201, "{}", sent.body);
                        starts.lock().map_err(|_| anyhow::anyhow!("a worker died"))?.push(start);
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.join().map_err(|_| anyhow::anyhow!("a pushing thread died"))??;
        }
        Ok(())
    })
}
