//! Hostile and broken files: a clear message, bounded memory, an exit code that is not 0, no panic, nothing lost.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use e2e::binary::{self, Run};

/// Address space of a run, in KiB: far above what it needs, far below what an unbounded reader would take.
const ADDRESS_SPACE_KIB: u64 = 3 * 1024 * 1024;

/// Name and bytes of files that no command may accept as good.
fn broken_files() -> Vec<(&'static str, Vec<u8>)> {
    let nested_json = [vec![b'['; 300_000], vec![b']'; 300_000]].concat();
    let nested_xml = format!("<newsItem>{}{}</newsItem>", "<p>".repeat(100_000), "</p>".repeat(100_000));
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\
        <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><rss><channel><item>\
        <title>&d;</title></item></channel></rss>";
    let item = fs::read(sample()).unwrap();
    vec![
        ("empty.xml", Vec::new()),
        ("blank.txt", b" \n\t\n".to_vec()),
        ("truncated.xml", item[..item.len() / 2].to_vec()),
        ("nested.json", nested_json),
        ("nested.xml", nested_xml.into_bytes()),
        ("laughs.xml", laughs.as_bytes().to_vec()),
        ("noise.bin", (0..70_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()),
    ]
}

/// Declared UTF-8, written in another encoding.
fn wrong_encoding() -> Vec<u8> {
    let mut bytes = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>x</title><item><title>Le march".to_vec();
    bytes.extend([0xe9, b' ', 0xe0, b' ', 0xff]);
    bytes.extend_from_slice(b" Lorme</title><description>Texte.</description></item></channel></rss>");
    bytes
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../marbre/demo/wires/boreale-keldonie.xml")
}

fn bounded(arguments: &[&str]) -> Run {
    let script = format!("ulimit -v {ADDRESS_SPACE_KIB}; exec \"$@\"");
    Command::new("bash")
        .args(["-c", &script, "bash"])
        .arg(binary::path())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("bash starts")
        .into()
}

fn assert_refused(run: &Run, what: &str) {
    assert!((1..=4).contains(&run.code), "{what}: exit code {} {run:?}", run.code);
    assert!(!run.err.contains("panicked"), "{what}: {}", run.err);
    assert!(!run.err.trim().is_empty() || !run.out.trim().is_empty(), "{what}: said nothing");
}

/// Nothing is missing from it: it is told, and no fault of the file.
#[test]
fn a_wrongly_declared_encoding_is_read_as_it_is_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.xml");
    fs::write(&path, wrong_encoding()).unwrap();
    let run = bounded(&["parse", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("wrong-encoding") && run.out.contains("Le marché à"), "{run:?}");
}

#[test]
fn a_broken_file_gets_a_message_and_an_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    for (name, bytes) in broken_files() {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let path = path.to_str().unwrap();
        for command in ["parse", "check"] {
            assert_refused(&bounded(&[command, path]), &format!("{command} {name}"));
        }
        let filed = bounded(&["file", path, "--data", data.to_str().unwrap()]);
        assert_refused(&filed, &format!("file {name}"));
    }
}

#[test]
fn the_bytes_of_a_broken_file_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (path, data) = (folder.path().join("noise.bin"), folder.path().join("data"));
    let bytes = b"\x00\x01neither a wire nor a text\x02".to_vec();
    fs::write(&path, &bytes).unwrap();
    bounded(&["file", path.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert!(files_under(&data.join("blobs")).iter().any(|blob| fs::read(blob).unwrap() == bytes));
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_under(&path) } else { vec![path] }).collect()
}

#[test]
fn a_file_of_200_mb_is_refused_without_being_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.xml");
    File::create(&path).unwrap().set_len(200 * 1024 * 1024).unwrap();
    let data = folder.path().join("data");
    for arguments in [vec!["parse"], vec!["check"], vec!["file", "--data", data.to_str().unwrap()]] {
        let run = bounded(&[arguments.as_slice(), &[path.to_str().unwrap()]].concat());
        assert_eq!(run.code, 3, "{run:?}");
        assert!(run.err.contains("huge.xml") && run.err.contains("64 MiB"), "{}", run.err);
    }
    assert_eq!(fs::metadata(&path).unwrap().len(), 200 * 1024 * 1024);
}

#[test]
fn standard_input_has_the_same_limit() {
    let run = binary::run_with_input(&["parse", "-"], &vec![b'x'; 65 * 1024 * 1024]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("limit of 64 MiB"), "{}", run.err);
}

#[test]
fn script_never_survives_parsing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.html");
    let page = "<html><head><title>Le port rouvre</title></head><body><article><h1>Le port rouvre</h1>\
        <p onclick=\"alert(1)\">Le port d'Ostrande rouvre ce matin aux passagers, après neuf jours de tempête.</p>\
        <script>alert('x')</script><p><a href=\"javascript:alert(2)\">Suite</a> et fin de la dépêche du matin, avec assez de mots \
        pour être un paragraphe.</p></article></body></html>";
    fs::write(&path, page).unwrap();
    let run = binary::run(&["parse", path.to_str().unwrap()]);
    assert!(run.out.contains("Ostrande"), "{run:?}");
    assert!(!run.out.contains("alert") && !run.out.contains("javascript:"), "{}", run.out);
}

#[test]
fn a_missing_file_and_a_folder_are_named_in_the_message() {
    let folder = tempfile::tempdir().unwrap();
    let run = binary::run(&["parse", "/nowhere/story.txt", folder.path().to_str().unwrap()]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("/nowhere/story.txt") && run.err.contains("is a folder"), "{}", run.err);
}

#[test]
fn a_folder_is_checked_without_what_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("wires");
    fs::create_dir(&inside).unwrap();
    fs::copy(sample(), inside.join("item.xml")).unwrap();
    fs::write(folder.path().join(".hidden"), b"").unwrap();
    // Nobody ever writes to it: whoever reads it waits for ever.
    assert!(Command::new("mkfifo").arg(inside.join("pipe")).status().unwrap().success());
    std::os::unix::fs::symlink("/", inside.join("elsewhere")).unwrap();
    let run = binary::run(&["check", "--format", "json", folder.path().to_str().unwrap()]);
    assert!(run.code < 3, "{run:?}");
    assert_eq!(run.json_lines().len(), 1, "{}", run.out);
}
