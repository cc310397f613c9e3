//! The front of an edition, from an editor's keyboard to the readers' page.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::reader::get_until;
use e2e::server::Server;

/// Made up by keyboard beside another editor, looked at in every width, put out, and found in the history.
fn made_up_by_keyboard(language: &str) {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    journalist.speak(language);
    let before = get_until(&server.page(&format!("/{language}/")), |page| page.status == 200);
    assert!(!before.body.contains("Marbre ABC"));
    browser::run_signed_in("front.mjs", &[language, &journalist.url("/")], journalist.cookie());
    get_until(&server.page(&format!("/{language}/")), |page| page.body.contains("Marbre ABC"));
}

#[test]
fn a_front_is_made_up_by_keyboard_and_reaches_readers_in_french() {
    made_up_by_keyboard("fr");
}

#[test]
fn a_front_is_made_up_by_keyboard_and_reaches_readers_in_arabic() {
    made_up_by_keyboard("ar");
}
