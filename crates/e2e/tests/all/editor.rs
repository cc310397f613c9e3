//! The editor in a real browser, by keyboard alone: what is written is kept, whatever dies.

use e2e::binary;
use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

const WORDS: &str = "La capitainerie a publié son bulletin du matin et la passe est ouverte.";
const ARABIC: &str = "نشرت إدارة الميناء نشرتها الصباحية والممر مفتوح.";

fn run(step: &str, language: &str, journalist: &Journalist, story: &str) {
    browser::run_signed_in("editor.mjs", &[step, language, &journalist.url(story)], journalist.cookie());
}

/// A newsroom, somebody in it who reads a language, and a story of theirs.
fn desk(folder: &std::path::Path, language: &str) -> (Server, Journalist, String) {
    let server = Server::demo(folder);
    let mut journalist = Journalist::sign_in(&server);
    journalist.speak(language);
    let story = match language {
        "ar" => journalist.write_story("ar/region", "الميناء يفتح أبوابه", ARABIC),
        _ => journalist.write_story("fr/region", "Le port rouvre ce matin", WORDS),
    };
    (server, journalist, story)
}

#[test]
fn the_editor_s_story_is_the_server_s_story() {
    browser::run("editor-model.mjs", &[]);
}

#[test]
fn editors_of_one_document_end_with_one_story() {
    browser::run("shared-model.mjs", &[]);
}

#[test]
fn what_is_suggested_is_nothing_until_it_is_accepted() {
    browser::run("suggested-model.mjs", &[]);
}

#[test]
fn suggestions_are_made_seen_and_decided_by_keyboard_in_two_windows() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let (_server, journalist, story) = desk(folder.path(), language);
        browser::run_signed_in("suggestions.mjs", &[language, &journalist.url(&story)], journalist.cookie());
    }
}

#[test]
fn every_kind_of_block_is_written_by_keyboard_in_french() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "fr");
    run("keyboard", "fr", &journalist, &story);
}

#[test]
fn every_kind_of_block_is_written_by_keyboard_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "ar");
    run("keyboard", "ar", &journalist, &story);
}

#[test]
fn tables_replacing_typography_and_directions_by_keyboard_in_french_and_in_arabic() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let (_server, journalist, story) = desk(folder.path(), language);
        let arguments = ["keyboard", language, &journalist.url(&story)];
        browser::run_signed_in("editing.mjs", &arguments, journalist.cookie());
    }
}

#[test]
fn what_a_browser_called_kept_outlives_its_death() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "fr");
    browser::run_signed_in("editing.mjs", &["dies", "fr", &journalist.url(&story)], journalist.cookie());
}

#[test]
fn a_finding_is_seen_visited_mended_and_answered_for_by_keyboard() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let (_server, journalist, story) = desk(folder.path(), language);
        run("findings", language, &journalist, &story);
    }
}

#[test]
fn headlines_for_single_uses_are_written_by_keyboard_in_french_and_in_arabic() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let (_server, journalist, story) = desk(folder.path(), language);
        run("headlines", language, &journalist, &story);
    }
}

#[test]
fn what_is_pasted_from_elsewhere_is_cleaned_and_runs_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "fr");
    run("paste", "fr", &journalist, &story);
}

#[test]
fn a_picture_is_in_the_library_before_it_is_in_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "fr");
    run("pictures", "fr", &journalist, &story);
}

#[test]
fn no_word_is_lost_without_a_network_or_with_a_closed_tab() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, journalist, story) = desk(folder.path(), "fr");
    run("networks", "fr", &journalist, &story);
}

#[test]
fn a_story_that_is_open_goes_on_in_the_session_that_follows() {
    let folder = tempfile::tempdir().unwrap();
    let (server, journalist, story) = desk(folder.path(), "fr");
    let (url, greeting) = (journalist.url(&story), &server.greeting);
    let arguments = ["sessions", "fr", &url, &greeting.login, &greeting.password];
    browser::run_signed_in("editor.mjs", &arguments, journalist.cookie());
}

#[test]
fn words_and_suggestions_that_were_said_to_be_kept_outlive_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let (server, journalist, story) = desk(folder.path(), "fr");
    run("write", "fr", &journalist, &story);
    server.kill();
    let server = Server::serve(folder.path(), &[], &[]);
    let again = Journalist::sign_in(&server);
    run("read", "fr", &again, &story);
}

/// A chief of the newsroom beside the one who set it up.
pub(crate) fn colleague(server: &Server, folder: &std::path::Path, language: &str) -> Journalist {
    let mut noemie = someone(server, folder, ["noemie", "Noémie Althaus", "chief"]);
    noemie.speak(language);
    noemie
}

/// By login, name and role.
pub(crate) fn someone(
    server: &Server,
    folder: &std::path::Path,
    [login, name, role]: [&str; 3],
) -> Journalist {
    let data = folder.to_str().unwrap();
    let add = ["user", "add", login, "--name", name, "--role", role, "--data", data];
    let run = binary::run_with_input(&add, format!("{PASSWORD}\n").as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    Journalist::sign_in_as(server, login, PASSWORD)
}

pub(crate) const PASSWORD: &str = "nine days of storm";

#[test]
fn whoever_writes_while_another_publishes_is_told_who_when_and_how_to_compare() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let (server, journalist, story) = desk(folder.path(), language);
        let noemie = colleague(&server, folder.path(), language);
        let arguments = [language, &journalist.url(&story), noemie.cookie(), "Noémie Althaus"];
        browser::run_signed_in("released.mjs", &arguments, journalist.cookie());
    }
}
