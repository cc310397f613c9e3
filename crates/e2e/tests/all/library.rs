//! The library of pictures: looked through, described and brought into stories by keyboard, from its screen and from the
//! text.

use e2e::browser;
use e2e::journalist::{Journalist, text_of};
use e2e::server::Server;

#[test]
fn pictures_are_described_and_brought_into_stories_by_keyboard_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::demo(folder.path());
    let mut journalist = Journalist::sign_in(&server);
    for language in ["fr", "ar"] {
        journalist.speak(language);
        let place = format!("{language}/region");
        let story = journalist.write_story(&place, "Le phare de la pointe", "Il a été repeint ce matin.");
        browser::run_signed_in("library.mjs", &[language, &journalist.url(&story)], journalist.cookie());
        let read = text_of(&journalist.open(&format!("{story}?view=read")).body);
        // A story gets the caption in its language where there is one.
        let caption =
            if language == "ar" { "منارة عند الجزر" } else { "Un phare, à marée basse" };
        for words in [caption, "Ada Marl"] {
            assert!(read.contains(words), "{language}: {words} in {read}");
        }
    }
}
