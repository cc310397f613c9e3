//! Two who divide and join paragraphs, and of whom one only suggests, with the editor's own code, over connections that break
//! and at a service that is killed again and again: every word of both is there in the end, for both and for whoever comes.

use e2e::browser::Standing;
use e2e::journalist::{Journalist, location};
use e2e::server::Server;
use serde_json::json;

use crate::together::asked_for;

const LIVES: u64 = 3;
/// What each writer is told is kept in one life.
const KEPT_A_LIFE: u64 = 25;

#[test]
fn no_word_is_lost_where_paragraphs_are_divided_and_joined_while_the_service_dies() {
    let seed = asked_for("MARBRE_TEST_SEED").unwrap_or(1);
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::serve(folder.path(), &[], &[]);
    let mut desk = Journalist::sign_in(&server);
    let form = desk.form("/stories/new", "/stories").write("edition", "fr");
    let story = location(&desk.send(&form.write("headline", "Le port rouvre")));
    let screen = desk.open(&story).body;
    let (_, account) = screen.split_once("data-account=\"").expect("the editor knows whose it is");
    let account = account.split('"').next().unwrap_or_default();
    let mut writers = Standing::start("paragraphs.mjs", &[&seed.to_string(), account]);
    for _ in 0..asked_for("MARBRE_TEST_LIVES").unwrap_or(LIVES) {
        let service = json!({ "url": desk.url(""), "story": story, "cookie": desk.cookie() });
        writers.order(&json!({ "service": service, "kept": KEPT_A_LIFE }));
        // In the middle of what both write.
        server.kill();
        writers.order(&json!({ "service": null }));
        server = Server::serve(folder.path(), &[], &[]);
        desk = Journalist::sign_in(&server);
    }
    let service = json!({ "url": desk.url(""), "story": story, "cookie": desk.cookie() });
    writers.order(&json!({ "service": service, "end": true }));
}
