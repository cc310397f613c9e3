//! A newsroom's own look: taken up while the site runs, refused with file and line where it is broken.

use e2e::reader::{get, get_until};
use e2e::server::Server;

#[test]
fn a_theme_is_taken_up_while_the_site_runs_and_a_broken_one_leaves_the_last_good_one() {
    let folder = tempfile::tempdir().unwrap();
    let theme = folder.path().join("theme");
    std::fs::create_dir(&theme).unwrap();
    std::fs::write(theme.join("own.css"), ".name a{color:rebeccapurple}").unwrap();
    let server = Server::demo(folder.path());

    let front = get(&server.page("/fr/")).body;
    let sheet =
        front.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(get(&server.page(&sheet)).body.ends_with(".name a{color:rebeccapurple}"));

    let foot = "<footer><p>Imprimé à Ostrande</p></footer>";
    std::fs::write(theme.join("foot.html"), foot).unwrap();
    get_until(&server.page("/fr/"), |page| page.body.contains("Imprimé à Ostrande"));

    // One that cannot be read, then one that reads but cannot print what it names.
    for broken in ["{% if %}", "{{ no.such.word }}"] {
        std::fs::write(theme.join("article.html"), format!("<p>\n{broken}</p>\n")).unwrap();
        std::fs::write(theme.join("foot.html"), format!("{foot}<!--{broken}-->").replace(['{', '}'], ""))
            .unwrap();
        server.logged("article.html:2");
        assert!(get(&server.page("/fr/")).body.contains(foot), "the last good one stays");
    }
    std::fs::remove_file(theme.join("article.html")).unwrap();
    get_until(&server.page("/fr/"), |page| page.body.contains("<!-- no.such.word -->"));

    // A service that starts with one that cannot be printed with has the shipped look.
    drop(server);
    std::fs::write(theme.join("front.html"), "\n{{ e.title|no_such_filter }}").unwrap();
    let server = Server::serve(folder.path(), &[], &[]);
    server.logged("front.html:2");
    get_until(&server.page("/fr/"), |page| page.status == 200 && page.body.contains("id=\"main\""));

    // Nor does one that cannot even be read stand in the way of a start or a restart.
    std::fs::write(theme.join("front.html"), "\n{% if %}").unwrap();
    server.logged("front.html:2");
    server.restart();
    assert_eq!(get(&server.page("/fr/")).status, 200);
    drop(server);
    let server = Server::serve(folder.path(), &[], &[]);
    assert_eq!(get(&server.page("/fr/")).status, 200);
    server.logged("front.html:2");
}
