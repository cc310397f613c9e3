//! Whoever writes without a network loses nothing that was called kept, however long it lasts and whatever dies
//! meanwhile: the service, the session, the browser, all together.

use e2e::browser::Standing;
use e2e::journalist::Journalist;
use e2e::server::Server;
use serde_json::{Value, json};

const WORDS: &str = "La passe est ouverte.";

struct Writing {
    server: Server,
    one: Journalist,
    story: String,
    windows: Standing,
}

impl Writing {
    /// Two people at one story, each in a session of their own.
    fn begin(data: &std::path::Path) -> Self {
        let server = Server::demo(data);
        let [mut one, two] = [(); 2].map(|()| Journalist::sign_in(&server));
        one.speak("fr");
        let story = one.write_story("fr/region", "Le port rouvre", WORDS);
        let arguments = ["fr", &one.url(&story), one.cookie(), two.cookie()];
        let windows = Standing::begin("offline.mjs", &arguments);
        Self { server, one, story, windows }
    }

    fn does(&mut self, deed: &str, with: &Value) {
        self.windows.order(&json!({ "does": deed, "with": with }));
    }
}

#[test]
fn an_hour_without_a_network_ends_in_one_story_though_the_service_and_the_session_have_ended() {
    let folder = tempfile::tempdir().unwrap();
    let mut writing = Writing::begin(folder.path());
    for deed in [
        "is cut off and comes back",
        "sleeps beside a dead connection",
        "writes for an hour without a network",
    ] {
        writing.does(deed, &Value::Null);
    }
    let (login, password) = (writing.server.greeting.login.clone(), writing.server.greeting.password.clone());
    let out = writing.one.form("/settings", "/sign-out");
    assert_eq!(writing.one.send(&out).status, 303);
    writing.server.kill();
    // Its clock goes forward by an hour with the first words that it keeps.
    let server = Server::serve(folder.path(), &[], &[("MARBRE_CLOCK_JUMP", "1:3600")]);
    let url = format!("{}{}", server.greeting.desk, writing.story);
    let mut order = |does: &str, with: Value| writing.windows.order(&json!({ "does": does, "with": with }));
    order("comes back to a session that has ended", json!(url));
    order("signs in in another tab", json!({ "login": login, "password": password }));
    order("dies before it forgets a field that was kept", Value::Null);
    order("sets a field that another sets meanwhile", Value::Null);
    order("does not write as somebody else", Value::Null);
}

#[test]
fn what_was_called_kept_outlives_a_browser_and_a_service_that_are_killed_together() {
    let folder = tempfile::tempdir().unwrap();
    let Writing { server, story, mut windows, .. } = Writing::begin(folder.path());
    let mut does = |deed: &str, with: Value| windows.order(&json!({ "does": deed, "with": with }));
    does("types into a browser that can be killed", json!(" Un."));
    server.kill();
    does("kills the browser", Value::Null);
    let server = Server::serve(folder.path(), &[], &[]);
    let url = format!("{}{story}", server.greeting.desk);
    does("comes back with", json!({ "address": url, "text": " Un." }));
    server.kill();
    does("types while the service is away", json!(" Deux."));
    does("kills the browser", Value::Null);
    let server = Server::serve(folder.path(), &[], &[]);
    let url = format!("{}{story}", server.greeting.desk);
    does("comes back with", json!({ "address": url, "text": " Un. Deux." }));
}
