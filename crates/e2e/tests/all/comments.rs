//! Comments in the margin, by keyboard alone, in two windows.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

use crate::editor::colleague;

const WORDS: &str = "La capitainerie a publié son bulletin du matin et la passe est ouverte.";
const ARABIC: &str = "نشرت إدارة الميناء نشرتها الصباحية والممر مفتوح.";

/// Said, answered, followed through the text, orphaned and closed; in both directions of script.
#[test]
fn comments_follow_their_words_by_keyboard_in_french_and_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for (language, place, headline, words) in [
        ("fr", "fr/region", "Le port rouvre ce matin", WORDS),
        ("ar", "ar/region", "الميناء يفتح أبوابه", ARABIC),
    ] {
        journalist.speak(language);
        let story = journalist.write_story(place, headline, words);
        browser::run_signed_in("comments.mjs", &[language, &journalist.url(&story)], journalist.cookie());
    }
}

/// Words marked, somebody named and called, an answer, closed and opened again; between two people.
#[test]
fn somebody_who_is_named_in_a_comment_answers_it_by_keyboard_in_french_and_in_arabic() {
    for (language, place, headline, words) in [
        ("fr", "fr/region", "Le port rouvre ce matin", WORDS),
        ("ar", "ar/region", "الميناء يفتح أبوابه", ARABIC),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::demo(folder.path());
        let mut journalist = Journalist::sign_in(&server);
        journalist.speak(language);
        let noemie = colleague(&server, folder.path(), language);
        let story = journalist.write_story(place, headline, words);
        let arguments = [language, &journalist.url(&story), noemie.cookie(), "Noémie Althaus"];
        browser::run_signed_in("mentions.mjs", &arguments, journalist.cookie());
    }
}
