//! An identity provider vouches for people, in a real browser and by keyboard, in both directions of script.

use e2e::browser::Standing;
use e2e::journalist::{Journalist, links};
use e2e::server::Server;
use serde_json::json;

#[test]
fn people_come_in_by_an_identity_provider_and_by_no_answer_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let mut provider = Standing::begin("sso.mjs", &[folder.path().to_str().unwrap()]);
    let issuer = std::fs::read_to_string(folder.path().join("port")).unwrap();
    let sso = ["--sso-issuer", &issuer, "--sso-client-id", "marbre", "--sso-name", "Annuaire"];
    let arguments = [&["--demo", "--editions", "fr,en,ar"], sso.as_slice()].concat();
    let server = Server::serve(&folder.path().join("data"), &arguments, &[]);
    let chief = Journalist::sign_in(&server);
    let accounts = links(&chief.open("/accounts").body);
    let own = accounts.iter().filter(|link| link.starts_with("/accounts/")).find_map(|account| {
        let screen = chief.open(account);
        screen.body.contains(&server.greeting.login).then(|| chief.form(account, account))
    });
    let form = own.expect("the account of whoever signed in").write("email", "claire@desk.example");
    let name = form.value("name").to_owned();
    assert_eq!(chief.send(&form).status, 303);
    let desk = server.greeting.desk.replace("127.0.0.1", "localhost");
    for (language, refused) in [("fr", "n’a pas été acceptée"), ("ar", "لم يُقبل")] {
        let order = json!({ "desk": desk, "language": language, "email": "claire@desk.example",
            "name": name, "refused": refused });
        provider.order(&order);
    }
}
