//! A restart in place: the same process, the same addresses, no reader turned away.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use e2e::binary;
use e2e::journalist::Journalist;
use e2e::reader::{get, get_until};
use e2e::server::Server;
use testkit::certificate;

#[test]
fn a_restart_that_would_fail_is_refused_and_the_service_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let editions = folder.path().join("editions");
    std::fs::create_dir_all(&editions).unwrap();
    std::fs::write(editions.join("fr.toml"), "id = \"fr\"\n").unwrap();
    server.hang_up();
    server.logged("not restarted");
    assert_eq!(get(&server.page("/fr/")).status, 200);
    std::fs::remove_file(editions.join("fr.toml")).unwrap();
    assert_eq!(server.restart(), server.greeting);
}

#[test]
fn a_program_or_a_certificate_that_cannot_serve_is_tried_before_anything_is_handed_over() {
    let folder = tempfile::tempdir().unwrap();
    let [chain, key, program] = ["chain.pem", "key.pem", "marbre"].map(|name| folder.path().join(name));
    certificate::write("DNS:news.example", &chain, &key);
    std::os::unix::fs::symlink(binary::path(), &program).unwrap();
    let [chain, key] = [&chain, &key].map(|file| file.to_str().unwrap());
    let tls = ["--tls-listen", "127.0.0.1:0", "--tls-certificate", chain, "--tls-key", key];
    let server = Server::serve_by(binary::command_of(&program), folder.path(), &tls, &[]);
    let refused = || {
        server.hang_up();
        server.logged("not restarted");
        assert_eq!(get(&format!("{}robots.txt", server.greeting.plain)).status, 308);
    };
    let good = std::fs::read(chain).unwrap();
    std::fs::write(chain, "no certificate").unwrap();
    refused();
    std::fs::write(chain, good).unwrap();
    std::fs::remove_file(&program).unwrap();
    refused();
    let whole = std::fs::read(binary::path()).unwrap();
    for len in [0, 4096] {
        std::fs::write(&program, &whole[..len]).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&program, mode).unwrap();
        refused();
    }
    std::fs::remove_file(&program).unwrap();
    std::os::unix::fs::symlink(binary::path(), &program).unwrap();
    assert_eq!(server.restart(), server.greeting);
    assert!(!server.has_logged("panicked"));
}

#[test]
fn a_restart_turns_no_reader_away_and_keeps_addresses_and_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let (stop, reads) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
        // A reader who goes on asking on the same connection is told before it ends.
        scope.spawn(|| stays(&server, &stop));
        for path in ["/fr/", "/en/"] {
            let (page, stop, reads) = (server.page(path), &stop, &reads);
            scope.spawn(move || {
                // Each on a connection of its own.
                while !stop.load(Ordering::Acquire) {
                    assert_eq!(get(&page).status, 200);
                    reads.fetch_add(1, Ordering::AcqRel);
                }
            });
        }
        let more = |than: u64| {
            while reads.load(Ordering::Acquire) < than + 10 {
                std::thread::yield_now();
            }
        };
        more(0);
        for _ in 0..2 {
            assert_eq!(server.restart(), server.greeting, "the same addresses");
            more(reads.load(Ordering::Acquire));
        }
        stop.store(true, Ordering::Release);
    });
    assert!(!server.has_logged("panicked"));
    let story = desk.write_story("fr/region", "La passe est rouverte depuis hier", "La passe est ouverte.");
    let form = desk.form(&format!("{story}/preflight"), &format!("{story}/publish"));
    assert_eq!(desk.send(&form).status, 303, "who was signed in still is");
    get_until(&server.page("/fr/"), |page| page.body.contains("La passe est rouverte"));
}

/// Asks again and again on one connection, and comes back only when an answer says that it was the last.
fn stays(server: &Server, stop: &AtomicBool) {
    let address = server.greeting.site.trim_start_matches("http://");
    while !stop.load(Ordering::Acquire) {
        let mut stream = BufReader::new(TcpStream::connect(address).unwrap());
        let mut stays = true;
        while stays && !stop.load(Ordering::Acquire) {
            stream.get_mut().write_all(b"HEAD /fr/ HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
            let head: Vec<String> =
                stream.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
            assert!(head.first().is_some_and(|line| line.starts_with("HTTP/1.1 200 ")), "cut off: {head:?}");
            stays = !head.iter().any(|line| line.eq_ignore_ascii_case("connection: close"));
        }
    }
}
