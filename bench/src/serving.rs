//! Pages as readers get them, beside Debian's nginx with the same bytes on disk.
//!
//! Method: the release binary with one serving thread and an archive of a thousand stories; nginx with one process,
//! `gzip_static`, `brotli_static`, `sendfile`, `tcp_nopush` and an open file cache, serving the bytes that Marbre sent.
//! Both stand on core 0, wrk on core 1 (one thread, 64 connections, keep-alive, three seconds); they take turns, three
//! rounds, medians. CPU is what the kernel counted for all threads of the server (`schedstat`), per request: it says
//! more than requests a second on a machine that others use too. nginx writes no log and knows nothing of freshness;
//! Marbre counts, and has its conditional requests and ranges on.

mod archive;

use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, ensure};
use e2e::journalist::links;
use e2e::reader::get;
use e2e::server::Server;

const STORIES: u64 = 1_000;
const ROUNDS: usize = 3;
const SECONDS: &str = "3s";
const NGINX_PORT: u16 = 8_199;
/// What is promised: CPU per request, Marbre's by nginx's.
const ARTICLE_MAX: f64 = 0.85;
const OTHERS_MAX: f64 = 0.65;

/// One row of the table: a page in an encoding.
struct Row {
    name: &'static str,
    encoding: &'static str,
    /// At Marbre and at nginx.
    paths: [String; 2],
    /// Asked for with its tag, so that the answer has no body.
    unchanged: bool,
    bytes: usize,
    most: f64,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    rate: f64,
    cpu_us: f64,
}

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("newsroom");
    std::fs::create_dir_all(&data)?;
    archive::fill(&data, STORIES)?;
    let marbre = Server::serve(&data, &["--site-threads", "1"], &[]);
    let rows = rows(&marbre, &folder.path().join("pages"))?;
    let nginx = Nginx::start(folder.path())?;
    let servers = [(marbre.page(""), vec![marbre.pid()]), (nginx.origin(), nginx.workers()?)];
    for (_, pids) in &servers {
        pids.iter().try_for_each(|pid| prefer(*pid))?;
    }
    println!(
        "{:28} {:>7}  {:>9} {:>6}  {:>9} {:>6}  {:>5} {:>5}",
        "", "bytes", "nginx/s", "us", "marbre/s", "us", "CPU", "rate"
    );
    let mut missed = Vec::new();
    for row in &rows {
        let mut runs: [Vec<Run>; 2] = Default::default();
        for _ in 0..ROUNDS {
            for side in [1, 0] {
                runs[side].push(row.run(side, &servers[side])?);
            }
        }
        let [ours, theirs] = runs.map(median);
        let (cpu, rate) = (ours.cpu_us / theirs.cpu_us, ours.rate / theirs.rate);
        let name = format!("{}, {}", row.name, row.encoding);
        println!(
            "{name:28} {:>7}  {:>9.0} {:>6.2}  {:>9.0} {:>6.2}  {cpu:>5.2} {rate:>5.2}",
            row.bytes, theirs.rate, theirs.cpu_us, ours.rate, ours.cpu_us
        );
        if cpu > row.most {
            missed.push(format!("{name}: {cpu:.2} of nginx's CPU, {} promised", row.most));
        }
    }
    ensure!(missed.is_empty(), "{}", missed.join("; "));
    Ok(())
}

/// Fetches each page in each encoding from Marbre and puts the bytes where nginx will find them.
fn rows(marbre: &Server, root: &Path) -> anyhow::Result<Vec<Row>> {
    std::fs::create_dir_all(root)?;
    let front = get(&marbre.page("/fr/"));
    let article = links(&front.body)
        .into_iter()
        .find(|link| link.starts_with("/fr/") && link.split('/').count() > 3 && link.contains('-'));
    let article = article.context("no article on the front")?;
    let pages = [
        ("article", article.as_str(), "article.html", ARTICLE_MAX),
        ("front", "/fr/", "front.html", OTHERS_MAX),
        ("feed", "/fr/rss.xml", "feed.xml", OTHERS_MAX),
        ("not found", "/fr/nowhere", "404.html", OTHERS_MAX),
    ];
    let mut rows = Vec::new();
    for (name, path, file, most) in pages {
        for (encoding, ending) in [("gzip", ".gz"), ("br", ".br"), ("identity", "")] {
            // What is not there is not worth packing better.
            if name == "not found" && encoding == "br" {
                continue;
            }
            let body = fetch(&marbre.page(path), encoding)?;
            std::fs::write(root.join(format!("{file}{ending}")), &body)?;
            let there = if name == "not found" { "/nowhere".to_owned() } else { format!("/{file}") };
            let paths = [path.to_owned(), there];
            // Brotli and identity of the other pages would tell nothing new.
            if name == "article" || encoding == "gzip" {
                rows.push(Row { name, encoding, paths, unchanged: false, bytes: body.len(), most });
            }
        }
    }
    rows.push(Row {
        name: "article, unchanged",
        encoding: "gzip",
        paths: [article.clone(), "/article.html".to_owned()],
        unchanged: true,
        bytes: 0,
        most: ARTICLE_MAX,
    });
    Ok(rows)
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
    fn run(&self, side: usize, (origin, pids): &(String, Vec<u32>)) -> anyhow::Result<Run> {
        let url = format!("{}{}", origin.trim_end_matches('/'), self.paths[side]);
        let mut headers = vec![format!("Accept-Encoding: {}", self.encoding)];
        if self.unchanged {
            headers.push(format!("If-None-Match: {}", tag(&url, self.encoding)?));
        }
        let before = cpu_ns(pids)?;
        let output = Command::new("taskset")
            .args(["-c", "1", "nice", "-n", "-20", "wrk", "-t1", "-c64", "-d", SECONDS, "--timeout", "20s"])
            .args(headers.iter().flat_map(|header| ["-H", header]))
            .arg(&url)
            .output()
            .context("wrk is not installed: see scripts/bench-peers")?;
        let spent = cpu_ns(pids)? - before;
        let said = String::from_utf8_lossy(&output.stdout);
        let requests = said.lines().find_map(|line| line.split_once(" requests in ")).map(|(count, _)| count);
        let requests: f64 = requests.with_context(|| format!("wrk said {said}"))?.trim().parse()?;
        let rate = said.lines().find_map(|line| line.strip_prefix("Requests/sec:")).context("no rate")?;
        Ok(Run { rate: rate.trim().parse()?, cpu_us: spent as f64 / 1000.0 / requests })
    }
}

fn tag(url: &str, encoding: &str) -> anyhow::Result<String> {
    let (head, _) = curl(url, encoding)?;
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: "));
    Ok(tag.context("no tag")?.trim().to_owned())
}

fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|a, b| a.cpu_us.total_cmp(&b.cpu_us));
    runs[runs.len() / 2]
}

/// Nanoseconds that the threads of some processes have run.
fn cpu_ns(pids: &[u32]) -> anyhow::Result<u64> {
    let mut sum = 0;
    for pid in pids {
        for task in std::fs::read_dir(format!("/proc/{pid}/task"))? {
            let stat = std::fs::read_to_string(task?.path().join("schedstat")).unwrap_or_default();
            sum += stat.split(' ').next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    Ok(sum)
}

/// On core 0, before everybody else where that is allowed.
fn prefer(pid: u32) -> anyhow::Result<()> {
    let pinned = Command::new("taskset").args(["-a", "-p", "-c", "0", &pid.to_string()]).output()?;
    ensure!(pinned.status.success(), "taskset: {}", String::from_utf8_lossy(&pinned.stderr));
    let _ = std::fs::write(format!("/proc/{pid}/autogroup"), "-20");
    let _ = Command::new("renice").args(["-n", "-20", "-p", &pid.to_string()]).output();
    Ok(())
}

struct Nginx {
    master: Child,
}

impl Nginx {
    fn start(folder: &Path) -> anyhow::Result<Self> {
        let settings = folder.join("nginx.conf");
        std::fs::write(&settings, settings_of(folder))?;
        let mut command = Command::new("nginx");
        command.arg("-c").arg(&settings).arg("-p").arg(folder).stderr(Stdio::null());
        let master = command.spawn().context("nginx is not installed: see scripts/bench-peers")?;
        let nginx = Self { master };
        // The master listens before it has a worker.
        let there = || std::net::TcpStream::connect(("127.0.0.1", NGINX_PORT)).is_ok();
        while !there() || nginx.workers()?.is_empty() {
            std::thread::yield_now();
        }
        Ok(nginx)
    }

    fn origin(&self) -> String {
        format!("http://127.0.0.1:{NGINX_PORT}")
    }

    fn workers(&self) -> anyhow::Result<Vec<u32>> {
        let master = self.master.id();
        let children = std::fs::read_to_string(format!("/proc/{master}/task/{master}/children"))?;
        Ok(children.split_whitespace().filter_map(|pid| pid.parse().ok()).collect())
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.master.id().to_string()).status();
        let _ = self.master.wait();
    }
}

fn settings_of(folder: &Path) -> String {
    let folder = folder.display();
    let module = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
    let (load, brotli) = match Path::new(module).exists() {
        true => (format!("load_module {module};"), "brotli_static on;"),
        false => (String::new(), ""),
    };
    format!(
        "daemon off; worker_processes 1; error_log /dev/null; user root; pid {folder}/nginx.pid; {load}
        events {{ worker_connections 4096; multi_accept on; }}
        http {{
            types {{ text/html html; application/rss+xml xml; }}
            sendfile on; tcp_nopush on; tcp_nodelay on; access_log off; keepalive_requests 10000000;
            open_file_cache max=10000 inactive=60s; open_file_cache_valid 30s; open_file_cache_errors on;
            gzip_static on; {brotli}
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            server {{
                listen 127.0.0.1:{NGINX_PORT} reuseport backlog=4096; root {folder}/pages;
                error_page 404 /404.html;
            }}
        }}"
    )
}
