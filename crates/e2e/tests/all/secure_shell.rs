//! A source that is visited by SFTP, on the server of OpenSSH, as it comes with Debian.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use e2e::journalist::Journalist;
use e2e::server::Server;

const SFTP_SERVER: &str = "/usr/lib/openssh/sftp-server";
/// Answers of the wire reader that are waited for: each comes with news or after its own time.
const ANSWERS_MAX: usize = 20;

/// What takes the place of `ssh` and its sign-in: notes how it was asked, then is the server, in a folder.
fn stand_in(folder: &Path) -> String {
    let bin = folder.join("bin");
    fs::create_dir(&bin).unwrap();
    let ssh = bin.join("ssh");
    let script =
        format!("#!/bin/sh\necho \"$@\" >> '{0}/asked'\ncd '{0}' && exec {SFTP_SERVER}\n", folder.display());
    fs::write(&ssh, script).unwrap();
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:{}", bin.display(), std::env::var("PATH").unwrap())
}

fn fill(outbox: &Path) {
    fs::create_dir_all(outbox.join("old")).unwrap();
    let long = "Trois ferries attendaient au large de la jetée. ".repeat(4_000);
    fs::write(outbox.join("a b.txt"), format!("Le port d’Ostrande rouvre\n\n{long}Fin du texte.\n")).unwrap();
    fs::write(outbox.join("c.txt"), "Sarrac vote son budget\n\nLa mairie a signé.\n").unwrap();
    fs::write(outbox.join("d.txt.part"), "Encore en route\n\nRien à lire.\n").unwrap();
    fs::write(outbox.join("old/e.txt"), "Une vieille dépêche\n\nRien à lire.\n").unwrap();
}

#[test]
fn whole_files_of_an_sftp_server_arrive_in_the_wire_reader() {
    if !Path::new(SFTP_SERVER).exists() {
        assert_ne!(std::env::var("MARBRE_TEST_SFTP").as_deref(), Ok("require"), "{SFTP_SERVER} is missing");
        eprintln!("not tested: {SFTP_SERVER} is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = stand_in(folder.path());
    fill(&folder.path().join("out"));
    let data = folder.path().join("data");
    let server = Server::serve(&data, &["--wire-allow", "127.0.0.0/8"], &[("PATH", &path)]);
    let desk = Journalist::sign_in(&server);
    let form = desk.form("/sources", "/sources").write("name", "Boréale").press("kind", "sftp");
    let form =
        form.write("address", "sftp://127.0.0.1:2022/out").write("user", "desk").press("enabled", "on");
    desk.send(&form);
    let mut seen = "0".to_owned();
    let arrived = (0..ANSWERS_MAX).find_map(|_| {
        let news = desk.open(&format!("/wires/news?after={seen}&seen={seen}")).body;
        let last: serde_json::Value = serde_json::from_str(&news).unwrap();
        seen = last["last"].to_string();
        let list = desk.open("/items").body;
        (list.contains("Sarrac vote son budget") && list.contains("Le port d’Ostrande rouvre"))
            .then_some(list)
    });
    let list = arrived.expect("both files are in the wire reader");
    assert!(!list.contains("Encore en route") && !list.contains("vieille dépêche"), "{list}");
    let link = e2e::journalist::links(&list);
    let items = link.iter().filter(|link| link.starts_with("/items/"));
    let whole = items.filter(|link| desk.open(link).body.contains("Fin du texte.")).count();
    assert!(whole >= 1, "the file of 200 kB is read to its end");
    let asked = fs::read_to_string(folder.path().join("asked")).unwrap();
    for words in ["BatchMode=yes", "StrictHostKeyChecking=yes", "-p 2022", "-l desk", "-s -- 127.0.0.1 sftp"]
    {
        assert!(asked.contains(words), "{words}: {asked}");
    }
}
