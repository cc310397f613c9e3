//! A restart in place: the same process, the same addresses, no reader turned away.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use e2e::journalist::Journalist;
use e2e::reader::{get, get_until};
use e2e::server::Server;

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
fn a_restart_turns_no_reader_away_and_keeps_addresses_and_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let desk = Journalist::sign_in(&server);
    let (stop, reads) = (AtomicBool::new(false), AtomicU64::new(0));
    std::thread::scope(|scope| {
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
    let story = desk.write_story("fr/region", "La passe est rouverte depuis hier", "La passe est ouverte.");
    let form = desk.form(&format!("{story}/preflight"), &format!("{story}/publish"));
    assert_eq!(desk.send(&form).status, 303, "who was signed in still is");
    get_until(&server.page("/fr/"), |page| page.body.contains("La passe est rouverte"));
}
