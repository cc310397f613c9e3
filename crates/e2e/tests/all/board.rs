//! The board, by keyboard alone, beside another window.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

/// Looked at, ticked, moved, assigned, undone, and a search kept; in both directions of script.
#[test]
fn stories_are_moved_over_the_board_by_keyboard_in_french_and_in_arabic() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for (language, place, headline) in
        [("fr", "fr/region", "Le bac reprend à l’aube"), ("ar", "ar/region", "العبّارة تعود فجرًا")]
    {
        journalist.speak(language);
        let story = journalist.write_story(place, headline, headline);
        let id = story.rsplit('/').next().unwrap_or_default();
        browser::run_signed_in("board.mjs", &[language, &journalist.url("/"), id], journalist.cookie());
    }
}
