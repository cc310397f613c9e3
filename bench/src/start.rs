//! A node with a large archive: how fast the shelf is built from the journal, how soon a node with a shelf serves, how
//! much memory it takes.
//!
//! Method: `marbre seed` writes the archive (100 000 stories, or as many as the first argument says). A `marbre site`
//! with an empty folder builds its shelf and search from the journal; the time is from the start of the process until
//! the newest story is there. Then the same folder is started again, after an orderly stop and after `kill -9`, five times
//! each; the time is until the newest story and the front have been read. Memory is the resident size after a
//! hundred pages of the archive were read.

mod archive;
mod memory;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use e2e::binary;
use e2e::reader::get;
use e2e::server::Server;

const STORIES: u64 = 100_000;
const ROUNDS: usize = 5;
/// What is promised: entries a second, and until a node with a shelf serves.
const ENTRIES_PER_SECOND_MIN: f64 = 20_000.0;
const WARM_MAX: Duration = Duration::from_secs(1);

fn main() -> anyhow::Result<()> {
    let stories = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(STORIES);
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("newsroom");
    archive::fill(&data, stories)?;
    let node = Node { data: &data, folder: folder.path().join("node"), newest: newest(&data, stories)? };
    let (mut server, took) = node.start()?;
    let rate = stories as f64 / took.as_secs_f64();
    println!("shelf and search of {stories} entries: {:.1} s, {rate:.0} a second", took.as_secs_f64());
    let mut warm = Vec::new();
    for (how, signal) in [("an orderly stop", "TERM"), ("kill -9", "KILL")] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            Command::new("kill").args(["-s", signal, &server.pid().to_string()]).status()?;
            server.wait();
            let took;
            (server, took) = node.start()?;
            times.push(took);
        }
        times.sort();
        println!(
            "start after {how}: median {:.0} ms, most {:.0} ms",
            ms(times[ROUNDS / 2]),
            ms(times[ROUNDS - 1])
        );
        warm.push(times[ROUNDS / 2]);
    }
    for page in 1..=100 {
        get(&server.page(&format!("/fr/region/{page}/")));
    }
    println!("memory: {} MB", memory::resident(server.pid())? >> 20);
    ensure!(rate >= ENTRIES_PER_SECOND_MIN, "{ENTRIES_PER_SECOND_MIN} entries a second are promised");
    ensure!(warm.iter().all(|took| *took <= WARM_MAX), "a start within {WARM_MAX:?} is promised");
    Ok(())
}

struct Node<'a> {
    data: &'a Path,
    folder: std::path::PathBuf,
    /// Short address of the newest story.
    newest: String,
}

impl Node<'_> {
    /// The node, and how long it took until its newest story and its front were there.
    fn start(&self) -> anyhow::Result<(Server, Duration)> {
        let database = format!("sqlite:{}", self.data.join("newsroom.db").display());
        let blobs = self.data.join("blobs");
        let start = Instant::now();
        let arguments = ["--database", &database, "--blobs", blobs.to_str().context("blobs")?];
        let server = Server::site(&self.folder, &arguments);
        for path in [self.newest.as_str(), "/fr/"] {
            while get(&server.page(path)).status >= 400 {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        Ok((server, start.elapsed()))
    }
}

fn newest(data: &Path, stories: u64) -> anyhow::Result<String> {
    let (after, data) = ((stories - 1).to_string(), data.display().to_string());
    let listed = binary::run(&["journal", "list", "--after", &after, "--format", "json", "--data", &data]);
    let lines = listed.json_lines();
    let story = lines.first().and_then(|entry| entry["story"].as_str());
    Ok(format!("/s/{}", story.context("the journal has no such entry")?))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
