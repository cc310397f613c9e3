//! The API of a running service: a program with a token, and a service that dies between its question and its second one.

use e2e::journalist::Journalist;
use e2e::server::Server;
use serde_json::{Value, json};

/// A token for everything, as the screen of one's own account shows it once.
fn token(desk: &Journalist, server: &Server) -> String {
    let form = desk.form("/settings", "/settings/tokens");
    let form = form.write("name", "Import").write("password", &server.greeting.password);
    let form = ["read", "write", "publish"].into_iter().fold(form, |form, scope| form.press("scope", scope));
    let page = desk.send(&form).body;
    let shown = page.split("mrb_").nth(1).expect("the token is shown");
    let token: String = shown.chars().take_while(char::is_ascii_alphanumeric).collect();
    assert!(!desk.open("/settings").body.contains(&token), "once");
    format!("mrb_{token}")
}

struct Told {
    status: u16,
    replayed: bool,
    json: Value,
}

fn post(server: &Server, token: &str, key: &str, path: &str, body: &Value) -> Told {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer = agent
        .post(format!("{}{path}", server.greeting.desk))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .send(body.to_string());
    let mut answer = answer.expect("the desk answers");
    let replayed = answer.headers().contains_key("idempotency-replayed");
    let text = answer.body_mut().read_to_string().unwrap();
    Told { status: answer.status().as_u16(), replayed, json: serde_json::from_str(&text).unwrap() }
}

#[test]
fn what_a_program_asked_for_before_a_kill_9_is_not_done_again_after_it() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::demo(data.path());
    let desk = Journalist::sign_in(&server);
    let token = token(&desk, &server);
    let block = json!({ "id": 1, "type": "paragraph", "text": "Trois ferries ont accosté avant l’aube." });
    let content = json!({ "headline": "Le bac de Selvane repart", "section": "", "blocks": [block] });
    let create = json!({ "edition": "fr", "content": content });
    let first = post(&server, &token, "create-1", "/api/stories", &create);
    assert_eq!((first.status, first.replayed), (201, false), "{}", first.json);
    server.kill();
    let server = Server::demo(data.path());
    let again = post(&server, &token, "create-1", "/api/stories", &create);
    assert_eq!((again.status, again.replayed, &again.json), (201, true, &first.json));
    let other = post(&server, &token, "create-1", "/api/stories", &json!({ "edition": "en" }));
    assert_eq!((other.status, other.json["code"].as_str()), (422, Some("key-reused")));
    let list = found(&server, &token);
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    assert_eq!(list[0]["id"], first.json["id"]);
}

fn found(server: &Server, token: &str) -> Value {
    let list = format!("{}/api/stories?text=selvane%20repart", server.greeting.desk);
    let mut answer = ureq::get(list).header("authorization", format!("Bearer {token}")).call().unwrap();
    let told: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
    told["stories"].clone()
}
