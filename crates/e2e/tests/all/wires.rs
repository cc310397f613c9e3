//! The wire by keyboard, from what arrived to the story that is made of it, in both directions of script.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

#[test]
fn the_wire_is_read_taken_translated_and_merged_by_keyboard_in_french_and_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        browser::run_signed_in("wires.mjs", &[language, &journalist.url("/")], journalist.cookie());
    }
}
