//! Screens that are open when whoever has them open loses their access.

use e2e::browser;
use e2e::server::Server;

use crate::editor::{PASSWORD, colleague, someone};
use crate::live_coverage::opened;

const WORDS: &str = "La passe est ouverte.";

#[test]
fn whoever_is_signed_out_is_told_so_on_every_screen_and_goes_on_with_what_they_wrote() {
    for language in ["fr", "ar"] {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::demo(folder.path());
        let noemie = colleague(&server, folder.path(), language);
        let (coverage, _) = opened(&server, &noemie, "Port d’Ostrande : la reprise du trafic");
        let login = "lucien";
        let mut lucien = someone(&server, folder.path(), [login, "Lucien Morvan", "editor"]);
        lucien.speak(language);
        let story = lucien.write_story("fr/region", "Le port rouvre", WORDS);
        let arguments = [language, &lucien.url("/"), &coverage, &story, login, PASSWORD, noemie.cookie()];
        browser::run_signed_in("signed-out.mjs", &arguments, lucien.cookie());
    }
}
