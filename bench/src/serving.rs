//! Pages as readers get them, beside Debian's nginx with the same bytes on disk.
//!
//! Method: the release binary with one serving thread, an archive of a hundred thousand stories (or as many as the first
//! argument says) and one article of the length of `ARTICLE_CHARS`; nginx with one process, `gzip_static`,
//! `brotli_static`, `sendfile`, `tcp_nopush` and an open file cache, serving the bytes that Marbre sent. Both stand on
//! core 0, the client on core 1 (one thread, 64 connections, keep-alive, three seconds); they take turns, three rounds,
//! medians. CPU is what the kernel counted for all threads of the server (`schedstat`), per request: it says more than
//! requests a second on a machine that others use too. nginx writes no log and knows nothing of freshness; Marbre
//! counts, and has its conditional requests and ranges on. wrk asks over plain HTTP, h2load over TLS 1.3 (one
//! certificate for both, HTTP/2 with ten requests at once on a connection) and at a fixed rate; a script of wrk asks for
//! any article of the archive at random, with the same seed for both, where Marbre has memory for all pages and
//! nginx's files are in the system's.
//!
//! The last column is what a loop costs that reads no HTTP and sends the same bytes again (`bare.rs`), by nginx's time:
//! where a promise is below it, sockets cost that much on this machine. The first row waits until Marbre has done what the
//! new archive gave it to do.

mod archive;
mod bare;
mod load;
mod nginx;
mod processor;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};
use bare::Bare;
use e2e::binary;
use e2e::journalist::{links, text_of};
use e2e::reader::{address, get, get_until};
use e2e::server::Server;
use load::Run;
use nginx::{Certificate, Nginx};

const STORIES: u64 = 100_000;
const ROUNDS: usize = 3;
/// What makes a page of some 29 KB, as those of big sites are without their scripts.
const ARTICLE_CHARS: usize = 23_000;
/// Holds every page that is asked for.
const CACHE_MIB: &str = "6000";
const FIXED_RATE: u32 = 10_000;
/// What is promised: CPU per request, Marbre's by nginx's, and requests a second likewise.
const ARTICLE_CPU_MAX: f64 = 0.85;
const OTHERS_CPU_MAX: f64 = 0.65;
const RATE_MIN: f64 = 1.0;
const RANDOM_RATE_MIN: f64 = 2.0;

/// A server to be asked, ours or the peer.
struct Side {
    /// Over plain HTTP and over TLS.
    origins: [String; 2],
    /// The processes that answer there.
    pids: [Vec<u32>; 2],
}

enum Ask {
    /// One page in an encoding.
    Page,
    /// With its tag, so that the answer has no body.
    Unchanged,
    /// Whatever the script names.
    Random([PathBuf; 2]),
    Tls {
        http2: bool,
    },
}

/// A row of the table.
struct Row {
    name: String,
    encoding: &'static str,
    ask: Ask,
    /// At Marbre and at nginx.
    paths: [String; 2],
    bytes: usize,
    cpu_max: f64,
    rate_min: f64,
}

fn main() -> anyhow::Result<()> {
    bare::answer_if_told()?;
    let stories = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(STORIES);
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let (data, pages) = (folder.join("newsroom"), folder.join("pages"));
    std::fs::create_dir_all(&data)?;
    std::fs::create_dir_all(&pages)?;
    archive::fill(&data, stories)?;
    let certificate = Certificate::make(folder)?;
    let marbre = Server::serve(&data, &["--site-threads", "1", "--cache-mib", CACHE_MIB], &[]);
    let (secured, secured_origin) = secured(folder, &data, &certificate)?;
    let article = publish_article(&marbre, &data)?;
    let rows = rows(&marbre, &article, &data, folder)?;
    until_there(&format!("{secured_origin}{article}"))?;
    let nginx = Nginx::start(folder, &certificate)?;
    let sides = [
        Side { origins: [marbre.page(""), secured_origin], pids: [vec![marbre.pid()], vec![secured.pid()]] },
        Side { origins: nginx.origins(), pids: [nginx.workers()?, nginx.workers()?] },
    ];
    sides.iter().flat_map(|side| side.pids.iter().flatten()).try_for_each(|pid| load::prefer(*pid))?;
    processor::until_at_rest(&[marbre.pid(), secured.pid()])?;
    let mut missed = compare(&rows, &sides, &folder.join("answer"))?;
    missed.extend(compare_at_fixed_rate(&rows[0], &sides, &folder.join("h2load.log"))?);
    ensure!(missed.is_empty(), "{}", missed.join("; "));
    Ok(())
}

fn compare(rows: &[Row], sides: &[Side; 2], answer: &Path) -> anyhow::Result<Vec<String>> {
    println!(
        "{:32} {:>7}  {:>9} {:>6}  {:>9} {:>6}  {:>5} {:>5}  {:>5}",
        "", "bytes", "nginx/s", "us", "marbre/s", "us", "CPU", "rate", "bare"
    );
    let mut missed = Vec::new();
    for row in rows {
        let mut runs: [Vec<Run>; 2] = Default::default();
        for _ in 0..ROUNDS {
            for at in [1, 0] {
                runs[at].push(row.run(at, &sides[at])?);
            }
        }
        let [ours, theirs] = runs.map(|runs| median(runs, |run| run.cpu_us));
        let (cpu, rate) = (ours.cpu_us / theirs.cpu_us, ours.rate / theirs.rate);
        let name = format!("{}, {}", row.name, row.encoding);
        let bare = match row.least(&sides[0], answer)? {
            Some(least) => format!("{:.2}", least.cpu_us / theirs.cpu_us),
            None => String::new(),
        };
        println!(
            "{name:32} {:>7}  {:>9.0} {:>6.2}  {:>9.0} {:>6.2}  {cpu:>5.2} {rate:>5.2}  {bare:>5}",
            row.bytes, theirs.rate, theirs.cpu_us, ours.rate, ours.cpu_us
        );
        if cpu > row.cpu_max {
            missed.push(format!("{name}: {cpu:.2} of nginx's CPU, {} promised", row.cpu_max));
        }
        if rate < row.rate_min {
            missed.push(format!("{name}: {rate:.2} of nginx's rate, {} promised", row.rate_min));
        }
    }
    Ok(missed)
}

fn compare_at_fixed_rate(row: &Row, sides: &[Side; 2], log: &Path) -> anyhow::Result<Option<String>> {
    let mut times: [Vec<f64>; 2] = Default::default();
    for _ in 0..ROUNDS {
        for at in [1, 0] {
            let url = format!("{}{}", sides[at].origins[0].trim_end_matches('/'), row.paths[at]);
            times[at].push(load::p99_at(FIXED_RATE, &url, &row.accepts(), log)?);
        }
    }
    let [ours, theirs] = times.map(|times| median(times, |time| *time));
    println!(
        "99 of 100 within, at {FIXED_RATE} requests a second: nginx {theirs:.0} us, marbre {ours:.0} us"
    );
    Ok((ours > theirs).then(|| format!("p99 at a fixed rate: {ours:.0} us, nginx {theirs:.0} us")))
}

/// A node of the newsroom that serves over TLS, and its address there.
fn secured(folder: &Path, data: &Path, certificate: &Certificate) -> anyhow::Result<(Server, String)> {
    let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let database = format!("sqlite:{}", data.join("newsroom.db").display());
    let blobs = data.join("blobs").display().to_string();
    let (chain, key) = (certificate.chain.display().to_string(), certificate.key.display().to_string());
    let origin = format!("https://{free}");
    let arguments = [
        ["--site-threads", "1"],
        ["--database", &database],
        ["--blobs", &blobs],
        ["--tls-listen", &free],
        ["--tls-certificate", &chain],
        ["--tls-key", &key],
        ["--origin", &origin],
    ];
    Ok((Server::site(&folder.join("node"), &arguments.concat()), origin))
}

/// Returns when a page is served under the certificate, which nobody else vouches for.
fn until_there(url: &str) -> anyhow::Result<()> {
    let asked = || Command::new("curl").args(["-s", "-k", "-f", "-o", "/dev/null", url]).status();
    while !asked().context("curl")?.success() {}
    Ok(())
}

/// Publishes an article made of the paragraphs of others; its address.
fn publish_article(marbre: &Server, data: &Path) -> anyhow::Result<String> {
    let mut text = String::from("The harbour, the bridge and the bakery: a year in one long read\n\n");
    for link in links(&get(&marbre.page("/en/")).body) {
        let page = get(&marbre.page(&link)).body;
        let paragraphs = page.split("<p>").skip(1).filter_map(|rest| rest.split_once("</p>"));
        for paragraph in paragraphs.map(|(paragraph, _)| text_of(paragraph)) {
            if text.len() < ARTICLE_CHARS {
                writeln!(text, "{}\n", paragraph.trim())?;
            }
        }
    }
    ensure!(text.len() >= ARTICLE_CHARS, "the front links to too little text");
    let file = data.join("article.txt");
    std::fs::write(&file, text)?;
    let (file, data) = (file.display().to_string(), data.display().to_string());
    let how = [
        "--edition",
        "en",
        "--section",
        "region",
        "--over-checks",
        "a bench",
        "--format",
        "json",
        "--data",
        &data,
    ];
    let run = binary::run(&[&["publish", &file][..], &how].concat());
    ensure!(run.code == 0, "marbre publish: {} {}", run.out, run.err);
    let path = run.json_lines().first().and_then(|line| line["path"].as_str().map(str::to_owned));
    let path = path.with_context(|| format!("marbre publish names no address: {}", run.out))?;
    get_until(&marbre.page(&path), |answer| answer.status == 200);
    Ok(path)
}

/// Fetches each page in each encoding from Marbre and puts the bytes where nginx will find them.
fn rows(marbre: &Server, article: &str, data: &Path, folder: &Path) -> anyhow::Result<Vec<Row>> {
    let pages = [
        ("article", article, "article.html", ARTICLE_CPU_MAX),
        ("front", "/fr/", "front.html", OTHERS_CPU_MAX),
        ("feed", "/fr/rss.xml", "feed.xml", OTHERS_CPU_MAX),
        ("not found", "/fr/nowhere", "404.html", OTHERS_CPU_MAX),
    ];
    let mut rows = Vec::new();
    let mut of_article = 0;
    for (name, path, file, cpu_max) in pages {
        for (encoding, ending) in [("gzip", ".gz"), ("br", ".br"), ("identity", "")] {
            // What is not there is not worth packing better.
            if name == "not found" && encoding == "br" {
                continue;
            }
            let body = fetch(&marbre.page(path), encoding)?;
            std::fs::write(folder.join("pages").join(format!("{file}{ending}")), &body)?;
            let there = if name == "not found" { "/nowhere".to_owned() } else { format!("/{file}") };
            if name == "article" && encoding == "gzip" {
                of_article = body.len();
            }
            // Brotli and identity of the other pages would tell nothing new.
            if name == "article" || encoding == "gzip" {
                let paths = [path.to_owned(), there];
                let (name, bytes) = (name.to_owned(), body.len());
                rows.push(Row { name, encoding, ask: Ask::Page, paths, bytes, cpu_max, rate_min: RATE_MIN });
            }
        }
    }
    let again = |name: &str, ask: Ask, bytes: usize| Row {
        name: format!("article, {name}"),
        encoding: "gzip",
        ask,
        paths: [article.to_owned(), "/article.html".to_owned()],
        bytes,
        cpu_max: ARTICLE_CPU_MAX,
        rate_min: RATE_MIN,
    };
    rows.push(again("unchanged", Ask::Unchanged, 0));
    rows.push(again("TLS", Ask::Tls { http2: false }, of_article));
    rows.push(again("TLS, HTTP/2", Ask::Tls { http2: true }, of_article));
    let (scripts, bytes) = any_article(marbre, data, folder)?;
    let rate_min = RANDOM_RATE_MIN;
    rows.push(Row {
        rate_min,
        paths: Default::default(),
        ..again("any of all", Ask::Random(scripts), bytes)
    });
    Ok(rows)
}

/// Puts every article where nginx finds it; scripts that ask for one at random, and the mean length.
fn any_article(marbre: &Server, data: &Path, folder: &Path) -> anyhow::Result<([PathBuf; 2], usize)> {
    let run = binary::run(&["journal", "list", "--format", "json", "--data", &data.display().to_string()]);
    let paths: Vec<String> =
        run.json_lines().iter().filter_map(|entry| entry["path"].as_str().map(str::to_owned)).collect();
    let mut wanted = String::new();
    let mut here = String::new();
    for (number, path) in paths.iter().enumerate() {
        let there = format!("news/{:03}/{number}.html", number % 1000);
        let file = folder.join("pages").join(format!("{there}.gz"));
        writeln!(wanted, "url = \"{}\"\noutput = \"{}\"", marbre.page(path), file.display())?;
        writeln!(here, "{} /{there}", address(path))?;
    }
    let (list, config) = (folder.join("paths"), folder.join("curl"));
    std::fs::write(&list, here)?;
    std::fs::write(&config, wanted)?;
    let accept = ["-s", "-f", "-H", "Accept-Encoding: gzip", "--create-dirs", "-K"];
    let status = Command::new("curl").args(accept).arg(&config).status().context("curl")?;
    ensure!(status.success(), "not every article could be fetched");
    let mut bytes = 0;
    for number in 0..paths.len() {
        let file = folder.join("pages").join(format!("news/{:03}/{number}.html.gz", number % 1000));
        bytes += std::fs::metadata(file)?.len() as usize;
    }
    let script = |column: usize| -> anyhow::Result<PathBuf> {
        let file = folder.join(format!("any-{column}.lua"));
        // Made beforehand: a client that makes each request anew is busier than the servers.
        let text = format!(
            "math.randomseed(42)\nlocal requests = {{}}\nfunction init()\n  for line in io.lines('{}') do\n    \
             local both = {{}}\n    for path in line:gmatch('%S+') do both[#both + 1] = path end\n    \
             requests[#requests + 1] = wrk.format('GET', both[{column}])\n  end\nend\n\
             function request() return requests[math.random(#requests)] end\n",
            list.display()
        );
        std::fs::write(&file, text)?;
        Ok(file)
    };
    Ok(([script(1)?, script(2)?], bytes / paths.len().max(1)))
}

/// The body as it is sent, once it is packed as tightly as it will be: that happens behind the readers' backs.
fn fetch(url: &str, encoding: &str) -> anyhow::Result<Vec<u8>> {
    const SAME: usize = 200;
    let (mut last, mut same) = (Vec::new(), 0);
    // Readers who ask are what makes a page worth packing.
    while same < SAME {
        let (head, body) = curl(url, encoding)?;
        let packed = encoding == "identity" || head.contains(&format!("content-encoding: {encoding}"));
        same = if packed && body == last { same + 1 } else { 0 };
        last = body;
    }
    Ok(last)
}

/// Head, in lower case, and body of an answer, byte for byte.
fn curl(url: &str, encoding: &str) -> anyhow::Result<(String, Vec<u8>)> {
    let accept = format!("Accept-Encoding: {encoding}");
    let output = Command::new("curl").args(["-s", "-i", "-H", &accept, url]).output().context("curl")?;
    let end = output.stdout.windows(4).position(|four| four == b"\r\n\r\n").context("no answer")?;
    let head = String::from_utf8_lossy(&output.stdout[..end]).to_lowercase();
    Ok((head, output.stdout[end + 4..].to_vec()))
}

impl Row {
    fn accepts(&self) -> String {
        format!("Accept-Encoding: {}", self.encoding)
    }

    fn run(&self, at: usize, side: &Side) -> anyhow::Result<Run> {
        let url = |origin: &str| format!("{}{}", origin.trim_end_matches('/'), self.paths[at]);
        let plain = url(&side.origins[0]);
        let accepts = self.accepts();
        match &self.ask {
            Ask::Page | Ask::Unchanged => load::wrk(&plain, &self.headers(&plain)?, None, &side.pids[0]),
            Ask::Random(scripts) => load::wrk(&plain, &[accepts], Some(&scripts[at]), &side.pids[0]),
            Ask::Tls { http2 } => load::tls(&url(&side.origins[1]), *http2, &accepts, &side.pids[1]),
        }
    }

    /// What an answer of this length costs without HTTP; nothing where there is more to it than sending one.
    fn least(&self, ours: &Side, file: &Path) -> anyhow::Result<Option<Run>> {
        if !matches!(self.ask, Ask::Page | Ask::Unchanged) {
            return Ok(None);
        }
        let url = format!("{}{}", ours.origins[0].trim_end_matches('/'), self.paths[0]);
        let headers = self.headers(&url)?;
        let wanted = headers.iter().flat_map(|header| ["-H", header]);
        let answer = Command::new("curl").args(["-s", "-i", &url]).args(wanted).output().context("curl")?;
        std::fs::write(file, answer.stdout)?;
        let bare = Bare::start(file)?;
        load::prefer(bare.pid())?;
        let runs: Result<Vec<Run>, _> =
            (0..ROUNDS).map(|_| load::wrk(&Bare::origin(), &headers, None, &[bare.pid()])).collect();
        Ok(Some(median(runs?, |run| run.cpu_us)))
    }

    /// What a request for the page over plain HTTP says.
    fn headers(&self, url: &str) -> anyhow::Result<Vec<String>> {
        let mut headers = vec![self.accepts()];
        if matches!(self.ask, Ask::Unchanged) {
            headers.push(format!("If-None-Match: {}", tag(url, self.encoding)?));
        }
        Ok(headers)
    }
}

fn tag(url: &str, encoding: &str) -> anyhow::Result<String> {
    let (head, _) = curl(url, encoding)?;
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: "));
    Ok(tag.context("no tag")?.trim().to_owned())
}

fn median<T: Copy>(mut of: Vec<T>, by: impl Fn(&T) -> f64) -> T {
    of.sort_by(|a, b| by(a).total_cmp(&by(b)));
    of[of.len() / 2]
}
