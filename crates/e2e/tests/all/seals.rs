//! A record that was changed past the newsroom says so, on its screen and from the command line.

use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::binary::{Run, run};
use e2e::journalist::Journalist;
use e2e::server::Server;

/// In every revision that has these words, others.
fn past_the_newsroom(data: &Path, before: &str, after: &str) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("seals/tamper.py");
    let mut tamper = Command::new("/usr/bin/python3");
    let done = tamper.arg(script).arg(data.join("newsroom.db")).args([before, after]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn verify(data: &str, more: &[&str]) -> Run {
    run(&[&["verify", "--data", data, "--format", "json"], more].concat())
}

#[test]
fn a_record_that_was_changed_past_the_newsroom_is_told_on_its_screen_and_by_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let (path, kept) = (folder.path().join("data"), folder.path().join("seals.txt"));
    let (data, kept) = (path.to_str().unwrap(), kept.to_str().unwrap());
    let server = Server::demo(&path);
    let mut journalist = Journalist::sign_in(&server);
    journalist.speak("en");
    let story =
        journalist.write_story("fr/region", "Le phare de Lorme est repeint", "Six semaines de travaux.");
    assert_eq!(journalist.publish(&story).status, 303);
    let history = format!("{story}/history");
    let screen = journalist.open(&history).body;
    let file: serde_json::Value =
        serde_json::from_str(&journalist.open(&format!("{history}/file?form=json")).body).unwrap();
    assert_eq!(file["record"]["state"], "sealed");
    let last = file["revisions"].as_array().unwrap().len();
    assert!(last > 1, "{file}");
    assert!(screen.contains(&format!("Record sealed, {last} revisions, 1 publication<")), "{screen}");
    let seal = file["record"]["seal"].as_str().unwrap();
    assert_eq!(file["publications"][0]["seal"], seal, "the last link is the publication");
    let short = format!("{} {} {} {}", &seal[..4], &seal[4..8], &seal[8..12], &seal[12..16]);
    assert!(screen.contains(&short), "{short}");

    let whole = verify(data, &["--keep", kept]);
    assert_eq!(whole.code, 0, "{whole:?}");
    let told = whole.json_lines().remove(0);
    assert_eq!((&told["broken"], &told["unsealed"]), (&0.into(), &0.into()), "{told}");
    let list = fs::read_to_string(kept).unwrap();
    let id = story.rsplit('/').next().unwrap();
    assert!(list.contains(&format!("{id} {} {seal}\n", last + 1)), "{list}");
    let digest = Command::new("sha256sum").arg(kept).output().unwrap();
    assert!(String::from_utf8_lossy(&digest.stdout).starts_with(told["head"].as_str().unwrap()));
    // What is written since does not change what was kept.
    journalist.write_story("fr/region", "Les travaux reprennent", "Dès lundi.");
    assert_eq!(verify(data, &["--against", kept]).code, 0);

    past_the_newsroom(&path, "Six semaines de travaux.", "Dix semaines de travaux.");
    let screen = journalist.open(&history).body;
    assert!(!screen.contains("Record sealed"), "{screen}");
    assert!(screen.contains(&format!("The record does not agree from revision {last} on")), "{screen}");
    let broken = verify(data, &[]);
    assert_eq!(broken.code, 1, "{broken:?}");
    let found = broken.json_lines().remove(0);
    assert_eq!(
        (&found["story"], &found["kind"], &found["number"]),
        (&id.into(), &"revision".into(), &last.into())
    );
    let said = run(&["verify", "--data", data]);
    assert!(
        said.out.contains(&format!("story {id}, revision {last}: what is stored is not what was sealed.")),
        "{}",
        said.out
    );

    // Written anew from end to end, only what was kept elsewhere tells.
    fs::write(kept, format!("{id} {} {}\n", last + 1, "0".repeat(64))).unwrap();
    past_the_newsroom(&path, "Dix semaines de travaux.", "Six semaines de travaux.");
    assert_eq!(verify(data, &[]).code, 0);
    let other = verify(data, &["--against", kept]);
    assert_eq!((other.code, &other.json_lines()[0]["how"]), (1, &"not-as-kept".into()), "{other:?}");
}
