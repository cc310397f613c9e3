//! The planning, from an editor's keyboard to the story that is written.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

/// Planned, covered, written and taken from the wire by keyboard, in both directions of script.
#[test]
fn a_week_is_planned_covered_and_written_by_keyboard_in_french_and_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        browser::run_signed_in(
            "planning.mjs",
            &[language, &journalist.url("/"), &server.greeting.password],
            journalist.cookie(),
        );
    }
}
