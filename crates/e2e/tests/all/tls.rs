//! The readers' site over TLS, by HTTP/2 and HTTP/1.1, as curl speaks them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use e2e::binary;
use e2e::server::Server;
use testkit::certificate;

const HOST: &str = "news.example";
const PATIENCE: Duration = Duration::from_secs(30);

struct Files {
    chain: PathBuf,
    key: PathBuf,
}

impl Files {
    fn new(folder: &Path) -> Self {
        let files = Self { chain: folder.join("chain.pem"), key: folder.join("key.pem") };
        files.renew();
        files
    }

    /// Another certificate in the same files.
    fn renew(&self) {
        certificate::write(&format!("DNS:{HOST}"), &self.chain, &self.key);
    }

    fn arguments(&self) -> [&str; 6] {
        let [chain, key] = [&self.chain, &self.key].map(|file| file.to_str().unwrap());
        ["--tls-listen", "127.0.0.1:0", "--tls-certificate", chain, "--tls-key", key]
    }
}

fn serve(data: &Path, files: &Files, more: &[&str]) -> Server {
    Server::serve(data, &[files.arguments().as_slice(), more].concat(), &[])
}

/// curl asks for a page and says `version status type` behind the body.
fn asked(server: &Server, trust: &Path, path: &str, more: &[&str]) -> Output {
    let port = server.greeting.site.trim_end_matches('/').rsplit(':').next().unwrap();
    Command::new("curl")
        .args(["-s", "-w", "%{http_version} %{http_code} %{content_type}\n", "--max-time", "20", "--cacert"])
        .arg(trust)
        .args(["--resolve", &format!("{HOST}:{port}:127.0.0.1"), &format!("https://{HOST}:{port}{path}")])
        .args(more)
        .output()
        .expect("curl is installed: see scripts/setup-tests")
}

/// What it said. `None` where it trusts the certificate no more.
fn curl(server: &Server, trust: &Path, path: &str, more: &[&str]) -> Option<String> {
    let output = asked(server, trust, path, more);
    const UNTRUSTED: i32 = 60;
    match output.status.code() {
        Some(UNTRUSTED) => None,
        code => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(code, Some(0), "{said} {}", String::from_utf8_lossy(&output.stderr));
            Some(said)
        }
    }
}

#[test]
fn pages_come_over_tls_by_http_2_and_1_1_and_plain_http_leads_there() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path());
    let server = serve(folder.path(), &files, &["--origin", "https://news.example", "--demo"]);
    assert!(server.greeting.site.starts_with("https://"), "{}", server.greeting.site);
    let get = |path: &str, more: &[&str]| curl(&server, &files.chain, path, more).unwrap();
    for (version, flag) in [("2", "--http2"), ("1.1", "--http1.1")] {
        let said = get("/fr/", &[flag]);
        assert!(said.ends_with(&format!("{version} 200 text/html; charset=utf-8\n")), "{flag}: {said}");
        assert!(said.contains("<h1"), "{said}");
        let head = get("/fr/", &[flag, "-I"]).to_lowercase();
        assert!(head.contains("strict-transport-security: max-age=31536000\r\n"), "{head}");
        let said = get("/fr/nowhere", &[flag, "-o", "/dev/null"]);
        assert_eq!(said, format!("{version} 404 text/html; charset=utf-8\n"));
        // A body is no page's business, and whoever sends one is told so each time.
        for words in ["words".to_owned(), "words ".repeat(5_000)] {
            for _ in 0..10 {
                let said = get("/fr/", &[flag, "-o", "/dev/null", "-H", "Expect:", "-d", &words]);
                assert!(said.starts_with(&format!("{version} 405")), "{said}");
            }
        }
    }
    // Heads of requests are bounded. Who sends more may be cut off in the middle of it, so how curl ends is not asked.
    for flag in ["--http2", "--http1.1"] {
        let long = format!("x-long: {}", "x".repeat(40_000));
        let output = asked(&server, &files.chain, "/fr/", &[flag, "-o", "/dev/null", "-H", &long]);
        assert!(!String::from_utf8_lossy(&output.stdout).contains(" 200 "), "{flag}: {output:?}");
    }
    // Many pages at once on one connection.
    let many: Vec<String> = (0..50).flat_map(|_| ["-o".to_owned(), "/dev/null".to_owned()]).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).chain(["--http2", "--parallel"]).collect();
    assert!(get("/fr/[1-50]", &many).lines().all(|line| line.starts_with("2 404")));

    let plain = format!("{}fr/%C3%A9t%C3%A9?q=1", server.greeting.plain);
    let output = Command::new("curl")
        .args([
            "-s",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code} %{redirect_url}",
            "-H",
            "Host: evil.example",
            &plain,
        ])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "308 https://news.example/fr/%C3%A9t%C3%A9?q=1");
}

#[test]
fn a_renewed_certificate_is_taken_into_service_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path());
    let server = serve(folder.path(), &files, &[]);
    let old = folder.path().join("old.pem");
    std::fs::copy(&files.chain, &old).unwrap();
    assert!(curl(&server, &old, "/robots.txt", &[]).is_some());
    std::fs::write(&files.chain, "no certificate").unwrap();
    server.logged("the old one stays in service");
    assert!(curl(&server, &old, "/robots.txt", &[]).is_some());
    files.renew();
    let start = Instant::now();
    while curl(&server, &files.chain, "/robots.txt", &[]).is_none() {
        assert!(start.elapsed() < PATIENCE, "the new certificate never came into service");
    }
    assert!(curl(&server, &old, "/robots.txt", &[]).is_none());
}

#[test]
fn what_is_missing_or_wrong_with_a_certificate_is_said_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::new(folder.path());
    let other = Files { key: folder.path().join("other.pem"), chain: folder.path().join("unused.pem") };
    other.renew();
    let [chain, key, other] =
        [&files.chain, &files.key, &other.key].map(|file| file.to_str().unwrap().to_owned());
    let data = folder.path().to_str().unwrap();
    let start =
        ["site", "--data", data, "--listen", "127.0.0.1:0", "--database", "postgres://127.0.0.1:1/none"];
    for (tls, said) in [
        (vec!["--tls-listen", "127.0.0.1:0"], "tls_certificate and tls_key"),
        (vec!["--tls-certificate", &chain, "--tls-key", &key], "tls_listen"),
        (
            vec!["--tls-listen", "127.0.0.1:0", "--tls-certificate", &chain, "--tls-key", &other],
            "belong together",
        ),
        (vec!["--tls-listen", "127.0.0.1:0", "--tls-certificate", &key, "--tls-key", &key], "no certificate"),
        (vec!["--tls-listen", "127.0.0.1:0", "--tls-certificate", "/nowhere", "--tls-key", &key], "/nowhere"),
        (vec!["--tls-listen", "127.0.0.1:0", "--tls-acme", "https://ca.example/dir"], "https://news.example"),
        (vec!["--tls-listen", "127.0.0.1:0", "--tls-acme", "http://ca.example/dir"], "https://"),
        (vec!["--tls-acme", "https://ca.example/dir"], "tls_listen"),
    ] {
        let run = binary::run(&[start.as_slice(), &tls].concat());
        assert_ne!(run.code, 0, "{tls:?}");
        assert!(run.err.contains(said), "{tls:?}: {}", run.err);
    }
}
