//! `kill -9` in the middle of publication, at every named point, under load: nothing acknowledged is missing,
//! nothing is there by half, the journal has no gap.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use e2e::binary;
use e2e::journalist::Journalist;
use e2e::reader::get;
use e2e::server::Server;

const ROUNDS: u64 = 50;
const WRITERS: usize = 3;
/// The names are the newsroom's; a name it does not know ends the service at start, and so this test.
const POINTS: [&str; 10] = [
    "publish.start",
    "publish.checked",
    "publish.begun",
    "publish.revision-read",
    "publish.story-written",
    "publish.journal-written",
    "publish.audit-written",
    "publish.before-commit",
    "publish.committed",
    "publish.signalled",
];

/// Publishes until the service dies; adds every headline whose publication was acknowledged.
fn publish_until_death(desk: &Journalist, stories: &[(String, String)], acknowledged: &Mutex<Vec<String>>) {
    for (story, headline) in stories {
        let preflight = format!("{story}/preflight");
        let Some(form) = desk.try_form(&preflight, &format!("{story}/publish")) else { return };
        match desk.try_send(&form) {
            Some(answer) if answer.status == 303 => acknowledged.lock().unwrap().push(headline.clone()),
            Some(answer) => panic!("publication refused: {} {}", answer.status, answer.body),
            None => return,
        }
    }
}

fn one_life(data: &Path, round: u64, acknowledged: &Mutex<Vec<String>>) {
    let point = POINTS[usize::try_from(round).unwrap() % POINTS.len()];
    // The first, second… publication that passes there: some before, some amid the others.
    let plan = format!("{point}:{}", 1 + round % 4);
    let mut server = Server::serve(data, &[], &[("MARBRE_CRASH_AT", &plan)]);
    let desk = Journalist::sign_in(&server);
    let drafts: Vec<Vec<(String, String)>> = (0..WRITERS)
        .map(|writer| {
            (0..2)
                .map(|n| draft(&desk, &format!("Bulletin {round}-{writer}-{n} de la capitainerie")))
                .collect()
        })
        .collect();
    std::thread::scope(|scope| {
        for drafts in &drafts {
            let desk = desk.clone();
            scope.spawn(move || publish_until_death(&desk, drafts, acknowledged));
        }
    });
    server.wait();
}

fn draft(desk: &Journalist, headline: &str) -> (String, String) {
    let words = "La capitainerie a publié son bulletin du matin. La passe est ouverte et le vent faiblit.";
    (desk.write_story("fr/region", headline, words), headline.to_owned())
}

#[test]
fn fifty_deaths_at_every_point_of_publication_lose_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let acknowledged = Mutex::new(Vec::new());
    for round in 0..ROUNDS {
        one_life(&data, round, &acknowledged);
        check_journal(&data, &acknowledged.lock().unwrap());
    }
    check_site(&data);
}

/// Gapless, each story once, every acknowledged headline there.
fn check_journal(data: &Path, acknowledged: &[String]) -> BTreeMap<String, String> {
    let list = binary::run(&["journal", "list", "--format", "json", "--data", data.to_str().unwrap()]);
    assert_eq!(list.code, 0, "{list:?}");
    let entries = list.json_lines();
    let mut live = BTreeMap::new();
    for (n, entry) in entries.iter().enumerate() {
        assert_eq!(entry["seq"].as_u64(), Some(n as u64 + 1), "the journal has a gap");
        let (words, path) = (entry["words"].as_str().unwrap(), entry["path"].as_str().unwrap());
        assert!(live.insert(words.to_owned(), path.to_owned()).is_none(), "{words} was published twice");
    }
    for headline in acknowledged {
        assert!(live.contains_key(headline), "{headline} was acknowledged and is not in the journal");
    }
    live
}

/// What the journal has, readers see whole: the article, and its line in the stream.
fn check_site(data: &Path) {
    let live = check_journal(data, &[]);
    assert!(live.len() as u64 >= ROUNDS / 2, "the load published only {}", live.len());
    let server = Server::serve(data, &[], &[]);
    let desk = Journalist::sign_in(&server);
    for (headline, path) in &live {
        let page = get(&server.page(path));
        assert_eq!(page.status, 200, "{path}");
        assert!(page.body.contains(headline.as_str()) && page.body.contains("le vent faiblit"), "{headline}");
    }
    let board = desk.open("/stories").body;
    assert!(board.contains("Bulletin"), "the desk works on after fifty deaths");
}
