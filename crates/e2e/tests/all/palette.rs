//! The palette: every screen, story and action by keyboard, in both directions.

use e2e::browser;
use e2e::journalist::Journalist;
use e2e::server::Server;

#[test]
fn every_screen_and_every_action_is_reached_by_typing_a_part_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    let stories = [
        ("fr", "fr/region", "La capitainerie change de mains", "La capitainerie a un nouveau chef."),
        ("ar", "ar/region", "قبطان جديد للميناء", "تولى قبطان جديد إدارة الميناء."),
    ];
    for (language, place, headline, words) in stories {
        journalist.speak(language);
        let story = journalist.write_story(place, headline, words);
        let arguments = [language, &journalist.url("/"), &story, headline];
        browser::run_signed_in("palette.mjs", &arguments, journalist.cookie());
    }
}
