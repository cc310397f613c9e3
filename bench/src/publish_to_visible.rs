//! From the publish call to the new headline on the front page, with a small and with a large archive.
//!
//! Method: newsrooms of the release binary with a thousand and a hundred thousand stories (or with as many as the
//! arguments say), each on SQLite in a folder of its own, run side by side and take turns, so that whatever else the
//! machine does falls on all alike. Stories are written and their panels read beforehand, as people read them: the
//! pages that a panel draws are no part of a publication. When the newsrooms are at rest, a journalist presses *Publish*
//! on one story after the other, with a pause for what follows a publication behind the readers' backs; meanwhile a reader asks for the front again and again on one connection, four times a millisecond at most, so that it
//! does not take the machine from what it measures. The time is from the first byte of the call until the answer that
//! carries the headline has been read. The call itself is acknowledged only when the publication is on disk; its time is
//! printed beside.
//!
//! Then 64 connections read the front of the large archive (wrk, one thread) for ten seconds, once left alone and once
//! while stories are published one after the other: what readers wait, and whether any of them is refused.

mod archive;
mod processor;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use e2e::journalist::{Form, Journalist, text_of};
use e2e::reader::{self, answer};
use e2e::server::Server;

const SIZES: [u64; 2] = [1_000, 100_000];
const ROUNDS: usize = 200;
/// The first publications warm caches and connections; they are not counted.
const WARM_UP: usize = 20;
/// Until half of the publications are visible.
const P50_MAX_MS: f64 = 5.0;
/// How much slower the large archive may be before this ends with an error.
const RATIO_MAX: f64 = 1.5;
const PAUSE: Duration = Duration::from_micros(250);
const BETWEEN: Duration = Duration::from_millis(20);
/// How much longer readers may wait while stories are published.
const READERS_RATIO_MAX: f64 = 2.0;

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let said: Vec<u64> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    let mut rooms = Vec::new();
    for size in if said.is_empty() { &SIZES[..] } else { &said } {
        rooms.push(Room::open(&folder.path().join(size.to_string()), *size)?);
    }
    let pids: Vec<u32> = rooms.iter().map(|room| room.server.pid()).collect();
    let mut ready = Vec::new();
    for round in 0..WARM_UP + ROUNDS {
        ready.push(rooms.iter().map(|room| room.ready(round)).collect::<Vec<_>>());
    }
    processor::until_at_rest(&pids)?;
    for (round, forms) in ready.iter().enumerate() {
        for (room, form) in rooms.iter_mut().zip(forms) {
            std::thread::sleep(BETWEEN);
            room.publish(round, form)?;
        }
    }
    println!("publish to visible on the front, {ROUNDS} publications (after {WARM_UP} to warm up), in ms");
    println!("{:>10}  {:>8} {:>8}  {:>8} {:>8}", "stories", "p50", "p99", "call p50", "call p99");
    for room in &rooms {
        let (visible, call) = (sorted(&room.visible), sorted(&room.call));
        println!(
            "{:>10}  {:>8.2} {:>8.2}  {:>8.2} {:>8.2}",
            room.size,
            percentile(&visible, 50),
            percentile(&visible, 99),
            percentile(&call, 50),
            percentile(&call, 99)
        );
    }
    let p50 = |room: &Room| percentile(&sorted(&room.visible), 50);
    let last = rooms.len() - 1;
    let ratio = p50(&rooms[last]) / p50(&rooms[0]);
    println!("p50, large archive / small archive: {ratio:.2} (promised: at most {RATIO_MAX})");
    let slowest = rooms.iter().map(p50).fold(0.0, f64::max);
    let readers = readers_meanwhile(&mut rooms[last])?;
    anyhow::ensure!(slowest <= P50_MAX_MS, "{slowest:.2} ms until it is visible, {P50_MAX_MS} promised");
    anyhow::ensure!(ratio <= RATIO_MAX, "publication slows down with the archive");
    anyhow::ensure!(readers <= READERS_RATIO_MAX, "readers wait while stories are published");
    Ok(())
}

/// Reads the front with and without publications; how many times longer the slowest hundredth waits with them.
fn readers_meanwhile(room: &mut Room) -> anyhow::Result<f64> {
    let url = room.server.page("/fr/");
    let read = |during: &mut dyn FnMut() -> anyhow::Result<()>| -> anyhow::Result<Waits> {
        let mut wrk = Command::new("wrk")
            .args([
                "-t1",
                "-c64",
                "-d10s",
                "--latency",
                "--timeout",
                "20s",
                "-H",
                "accept-encoding: gzip",
                &url,
            ])
            .stdout(Stdio::piped())
            .spawn()
            .context("wrk is not installed: see scripts/bench-peers")?;
        while wrk.try_wait()?.is_none() {
            during()?;
        }
        Waits::told(&String::from_utf8_lossy(&wrk.wait_with_output()?.stdout))
    };
    let alone = read(&mut || {
        std::thread::sleep(Duration::from_millis(50));
        Ok(())
    })?;
    let mut published = Vec::new();
    let mut round = WARM_UP + ROUNDS;
    let beside = read(&mut || {
        round += 1;
        published.push(room.publish_unseen(round)?);
        Ok(())
    })?;
    let published = sorted(&published);
    println!(
        "64 connections reading, p99: {:.2} ms alone, {:.2} ms beside {} publications (call p50 {:.2} ms)",
        alone.p99,
        beside.p99,
        published.len(),
        percentile(&published, 50)
    );
    anyhow::ensure!(
        alone.refused + beside.refused == 0,
        "{} requests failed",
        alone.refused + beside.refused
    );
    Ok(beside.p99 / alone.p99)
}

/// What wrk says of its requests.
struct Waits {
    /// Milliseconds.
    p99: f64,
    refused: u64,
}

impl Waits {
    fn told(said: &str) -> anyhow::Result<Self> {
        let slow =
            said.lines().find_map(|line| line.trim().strip_prefix("99%")).context("wrk said no 99 %")?;
        let p99 = milliseconds(slow.trim()).with_context(|| format!("'{slow}' is no time"))?;
        let sockets = said.lines().find_map(|line| line.trim().strip_prefix("Socket errors:"));
        let counts = sockets.into_iter().flat_map(|counts| counts.split([',', ' ']));
        let answers = said.lines().find_map(|line| line.trim().strip_prefix("Non-2xx or 3xx responses:"));
        let refused = counts.chain(answers).filter_map(|count| count.trim().parse::<u64>().ok()).sum();
        Ok(Self { p99, refused })
    }
}

/// `1.23ms`, `950.00us`, `1.20s`
fn milliseconds(time: &str) -> Option<f64> {
    let (number, unit) = time.split_at(time.find(|letter: char| letter.is_ascii_alphabetic())?);
    let number: f64 = number.parse().ok()?;
    Some(
        number
            * match unit {
                "us" => 0.001,
                "ms" => 1.0,
                "s" => 1000.0,
                _ => return None,
            },
    )
}

/// One newsroom with an archive, a journalist in it and a reader before it.
struct Room {
    size: u64,
    server: Server,
    desk: Journalist,
    reader: ureq::Agent,
    visible: Vec<Duration>,
    call: Vec<Duration>,
}

impl Room {
    fn open(data: &Path, size: u64) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)?;
        archive::fill(data, size)?;
        let server = Server::serve(data, &[], &[]);
        let desk = Journalist::sign_in(&server);
        Ok(Self { size, server, desk, reader: reader::agent(), visible: Vec::new(), call: Vec::new() })
    }

    fn publish(&mut self, round: usize, form: &Form) -> anyhow::Result<()> {
        let (call, visible) = self.race(form, &format!("Essai {round} de"))?;
        if round >= WARM_UP {
            self.call.push(call);
            self.visible.push(visible);
        }
        Ok(())
    }

    /// How long the call takes; nobody looks whether it can be seen.
    fn publish_unseen(&mut self, round: usize) -> anyhow::Result<Duration> {
        let form = self.ready(round);
        let start = Instant::now();
        let answer = self.desk.send(&form);
        anyhow::ensure!(answer.status == 303, "publication answered {}", answer.status);
        Ok(start.elapsed())
    }

    /// A story that waits for the button.
    fn ready(&self, round: usize) -> Form {
        let headline = format!("Essai {round} de la passe d’Ostrande");
        let story = self.desk.write_story(
            "fr/region",
            &headline,
            "La capitainerie d’Ostrande a ouvert la passe ce matin, à l’essai.",
        );
        self.desk.form(&format!("{story}/preflight"), &format!("{story}/publish"))
    }

    /// Sends the form in one thread while this one reads the front until it says the words.
    fn race(&self, form: &Form, words: &str) -> anyhow::Result<(Duration, Duration)> {
        let front = self.server.page("/fr/");
        answer(self.reader.get(&front).call()?);
        std::thread::scope(|scope| {
            let start = Instant::now();
            let call = scope.spawn(move || {
                let answer = self.desk.send(form);
                if answer.status != 303 {
                    eprintln!("publication answered {}: {}", answer.status, text_of(&answer.body));
                }
                (answer.status, start.elapsed())
            });
            while !answer(self.reader.get(&front).call()?).body.contains(words) {
                anyhow::ensure!(
                    start.elapsed() < Duration::from_secs(30),
                    "'{words}' never came to the front"
                );
                std::thread::sleep(PAUSE);
            }
            let visible = start.elapsed();
            let (status, call) = call.join().map_err(|_| anyhow::anyhow!("the publishing thread died"))?;
            anyhow::ensure!(status == 303, "publication answered {status}");
            Ok((call, visible))
        })
    }
}

fn sorted(times: &[Duration]) -> Vec<Duration> {
    let mut times = times.to_vec();
    times.sort();
    times
}

/// In milliseconds, of times in order; the nearest rank.
fn percentile(times: &[Duration], percent: usize) -> f64 {
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times[rank - 1].as_secs_f64() * 1000.0
}
