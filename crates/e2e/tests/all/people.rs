//! People: how they come in, by keyboard, in both directions.

use e2e::browser;
use e2e::server::Server;

#[test]
fn people_come_in_by_passkey_by_code_and_by_invitation_with_the_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let greeting = &server.greeting;
    // Passkeys are for names, not for numbers: `localhost` is the machine's own.
    let desk = greeting.desk.replace("127.0.0.1", "localhost");
    for language in ["fr", "ar"] {
        browser::run("people.mjs", &[language, &desk, &greeting.login, &greeting.password]);
    }
}
