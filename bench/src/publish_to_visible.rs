//! From the publish call to the new headline on the front page, with a small and with a large archive.
//!
//! Method: two newsrooms of the release binary, each on SQLite in a folder of its own, run side by side and take turns,
//! so that whatever else the machine does falls on both alike. A journalist presses *Publish* on a story that is ready;
//! meanwhile a reader asks for the front again and again on one connection. The time is from the first byte of the call
//! until the answer that carries the headline has been read. The call itself is acknowledged only when the publication
//! is on disk; its time is printed beside.

mod archive;

use std::path::Path;
use std::time::{Duration, Instant};

use e2e::journalist::{Form, Journalist, text_of};
use e2e::reader::{self, answer};
use e2e::server::Server;

const SIZES: [u64; 2] = [1_000, 100_000];
const ROUNDS: usize = 200;
/// The first publications warm caches and connections; they are not counted.
const WARM_UP: usize = 20;
/// How much slower the large archive may be before this ends with an error.
const RATIO_MAX: f64 = 1.5;

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut rooms = Vec::new();
    for size in SIZES {
        rooms.push(Room::open(&folder.path().join(size.to_string()), size)?);
    }
    for round in 0..WARM_UP + ROUNDS {
        for room in &mut rooms {
            room.publish(round)?;
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
    let ratio = p50(&rooms[1]) / p50(&rooms[0]);
    println!("p50, large archive / small archive: {ratio:.2} (promised: at most {RATIO_MAX})");
    anyhow::ensure!(ratio <= RATIO_MAX, "publication slows down with the archive");
    Ok(())
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

    fn publish(&mut self, round: usize) -> anyhow::Result<()> {
        let headline = format!("Essai {round} de la passe d’Ostrande");
        let story = self.desk.write_story(
            "fr/region",
            &headline,
            "La capitainerie d’Ostrande a ouvert la passe ce matin, à l’essai.",
        );
        let form = self.desk.form(&format!("{story}/preflight"), &format!("{story}/publish"));
        let (call, visible) = self.race(&form, &format!("Essai {round} de"))?;
        if round >= WARM_UP {
            self.call.push(call);
            self.visible.push(visible);
        }
        Ok(())
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
