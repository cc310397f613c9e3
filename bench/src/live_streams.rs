//! Readers who have the stream open: how soon the last of them is told of a publication, and what each costs.
//!
//! Method: the release binary on SQLite with a small archive; so many connections from this process listen to one list.
//! A journalist presses *Publish*; the time runs from the first byte of the call until the event has been read on the
//! last connection, and is printed beside the time of the call itself. Memory is the server's resident set with the
//! listeners less without them, by listener; what the kernel holds for a socket is not in it.

mod archive;
mod memory;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use e2e::journalist::Journalist;
use e2e::server::Server;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

const LISTENERS: usize = 10_000;
const STORIES: u64 = 1_000;
const ROUNDS: usize = 20;
/// What is promised: until the last is told, in milliseconds, and bytes of memory for each.
const LAST_MS_MAX: f64 = 500.0;
const BYTES_MAX: u64 = 20_000;

fn main() -> anyhow::Result<()> {
    let listeners = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(LISTENERS);
    let folder = tempfile::tempdir()?;
    let data = folder.path();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    archive::fill(data, STORIES)?;
    let server = Server::serve(data, &["--connections-per-address", "0"], &[]);
    let desk = Journalist::sign_in(&server);
    let address = server.page("").trim_start_matches("http://").trim_end_matches('/').to_owned();

    let before = memory::resident(server.pid())?;
    let (heard, mut told) = mpsc::unbounded_channel();
    let opened = runtime.block_on(listen(&address, listeners, &heard))?;
    let bytes = memory::resident(server.pid())?.saturating_sub(before) / listeners as u64;
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let story =
            desk.write_story("fr/region", &format!("Essai {round} de la passe"), "La passe est ouverte.");
        let form = desk.form(&format!("{story}/preflight"), &format!("{story}/publish"));
        let start = Instant::now();
        let (call, last) = std::thread::scope(|scope| {
            let call = scope.spawn(|| (desk.send(&form).status, start.elapsed()));
            let last = runtime.block_on(async {
                for _ in 0..listeners {
                    told.recv().await;
                }
                start.elapsed()
            });
            call.join().map(|call| (call, last))
        })
        .map_err(|_| anyhow::anyhow!("the publishing thread died"))?;
        anyhow::ensure!(call.0 == 303, "publication answered {}", call.0);
        times.push((last, call.1));
    }
    drop(opened);
    times.sort();
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    let (median, worst) = (times[times.len() / 2], times[times.len() - 1]);
    println!(
        "{listeners} listeners, {ROUNDS} publications, {bytes} bytes of the server's memory for each listener"
    );
    println!("from publish to the last listener, ms: median {:.1}, worst {:.1}", ms(median.0), ms(worst.0));
    println!("the call itself in these two, ms: {:.1}, {:.1}", ms(median.1), ms(worst.1));
    anyhow::ensure!(ms(worst.0) <= LAST_MS_MAX && bytes <= BYTES_MAX, "slower or larger than promised");
    Ok(())
}

/// Opens the streams, each of which says when an event came; returns once all have been greeted.
async fn listen(
    address: &str,
    count: usize,
    heard: &mpsc::UnboundedSender<()>,
) -> anyhow::Result<Vec<Listener>> {
    let request = format!("GET /fr/en-continu/live HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let request: Arc<str> = request.into();
    let mut listeners = Vec::new();
    for _ in 0..count {
        let mut stream = TcpStream::connect(address).await.context("more open files? see ulimit -n")?;
        stream.write_all(request.as_bytes()).await?;
        let mut lines = BufReader::with_capacity(512, stream).lines();
        while lines.next_line().await?.is_some_and(|line| !line.starts_with("retry:")) {}
        let heard = heard.clone();
        listeners.push(Listener(tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                if line.starts_with("id:") {
                    // The bench may be over.
                    let _ = heard.send(());
                }
            }
        })));
    }
    Ok(listeners)
}

/// One open stream; closed when dropped.
struct Listener(tokio::task::JoinHandle<()>);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}
