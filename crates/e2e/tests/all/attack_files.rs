//! Files that would like to run, or to be somewhere else: words within pictures, names of files, parts of archives, and
//! lines that would like to be another event of a page that listens.

use std::io::{BufRead, BufReader};
use std::path::Path;

use e2e::binary;
use e2e::journalist::Journalist;
use e2e::reader::agent;
use e2e::server::Server;
use flate2::Crc;

use crate::attacks::{ATTACK, escaped};

/// Names under which a file would be written elsewhere, or somewhere that no file is.
const NAMES: [&str; 12] = [
    "\\\"><img src=x onerror=attack()>.jpg",
    "<script>attack()</script>.jpg",
    "../../../../escaped.jpg",
    "..\\\\..\\\\escaped.jpg",
    "/escaped.jpg",
    "C:\\\\escaped.jpg",
    "file:///escaped.jpg",
    "CON",
    "NUL.jpg",
    "a\0escaped.jpg",
    "\u{202e}gpj.escaped",
    "",
];

/// Sends all of them by every form that takes a file, and by wire. Nothing of them is outside of the newsroom's folder.
pub(crate) fn plant(server: &Server, chief: &Journalist, folder: &Path) {
    let picture = picture();
    by_forms(chief, &picture);
    for (name, bytes) in [("a.jpg", picture), ("a.docx", archive()), ("b.docx", bomb())] {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let data = folder.join("data");
        let paths = [file.to_str().unwrap(), data.to_str().unwrap()];
        let run = binary::run(&["file", paths[0], "--source", ATTACK, "--data", paths[1]]);
        assert!([0, 1, 3].contains(&run.code), "{name}: {run:?}");
    }
    an_event_stays_one(server, chief);
    let mut found = escaped_in(folder);
    found.extend(
        ["/escaped.jpg", "/tmp/escaped.jpg", "escaped.jpg"]
            .map(Into::into)
            .into_iter()
            .filter(|path: &std::path::PathBuf| path.exists()),
    );
    assert!(found.is_empty(), "written elsewhere, or under its own name: {found:?}");
}

fn by_forms(chief: &Journalist, picture: &[u8]) {
    let story = chief.write_story("fr/region", "Le quai", "Un quai.");
    let coverage = chief.screens().into_iter().find(|url| url.contains("/live/")).expect("a coverage");
    let coverage = coverage.replacen(&chief.url(""), "", 1);
    let mut taken = 0;
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:../../escaped\r\nDTSTART:20270101T100000Z\r\n\
         SUMMARY:Le port\r\nATTACH:file:///etc/passwd\r\nATTACH;FMTTYPE=image/svg+xml:data:text/html,{ATTACK}\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    for screen in ["/media", "/items", "/planning", story.as_str(), coverage.as_str()] {
        let forms: Vec<_> = chief.forms(screen).into_iter().filter(|form| !form.files().is_empty()).collect();
        assert!(!forms.is_empty(), "{screen} takes a file");
        for form in forms {
            for name in NAMES {
                for bytes in [
                    picture,
                    calendar.as_bytes(),
                    b"<svg xmlns='http://www.w3.org/2000/svg' onload='attack()'/>",
                ] {
                    let status = chief.upload(&form, name, bytes).status;
                    assert!(status < 500, "{screen} {name:?}: {status}");
                    taken += usize::from(status < 400);
                }
            }
        }
    }
    assert!(taken > 20, "{taken}");
}

/// A JPEG with the words in every place where agencies and cameras leave some: IIM, XMP and EXIF.
fn picture() -> Vec<u8> {
    let hostile = format!("{ATTACK}\u{7}\u{1b}[2J\u{202e}\r\n\r\nevent: reset");
    let mut iim = Vec::new();
    // Object name, category, keywords, by-line and its title, city, country, headline, credit, source, notice, caption.
    for number in [5, 15, 25, 80, 85, 90, 101, 105, 110, 115, 116, 120] {
        iim.extend([0x1c, 2, number]);
        iim.extend((hostile.len() as u16).to_be_bytes());
        iim.extend(hostile.as_bytes());
    }
    let resource =
        [b"Photoshop 3.0\08BIM\x04\x04\0\0".as_slice(), &(iim.len() as u32).to_be_bytes(), &iim].concat();
    let words = escaped(ATTACK);
    let fields =
        ["dc:title", "dc:description", "dc:creator", "dc:rights", "photoshop:Credit", "photoshop:Headline"];
    let fields: String = fields.map(|name| format!("<{name}>{words}</{name}>")).concat();
    let xmp = format!(
        "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:City='{words}'>{fields}</rdf:Description></rdf:RDF>\
         </x:xmpmeta>"
    );
    // One directory of one field: ImageDescription, where the words stand behind it (TIFF 6.0, section 2).
    let described = [ATTACK.as_bytes(), b"\0"].concat();
    let exif = [
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x0e\x01\x02\0".as_slice(),
        &(described.len() as u32).to_le_bytes(),
        &26_u32.to_le_bytes(),
        &0_u32.to_le_bytes(),
        &described,
    ];
    testkit::photograph_with(&[(1, exif.concat()), (1, xmp.into_bytes()), (13, resource)])
}

/// A Word document with parts that would like to be elsewhere; one of them is a link.
fn archive() -> Vec<u8> {
    let words = escaped(ATTACK);
    let text = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
         <w:p><w:r><w:t>{words}</w:t></w:r></w:p><w:p><w:r><w:t>Le port rouvre ce matin, dit {words}.</w:t></w:r></w:p>\
         </w:body></w:document>"
    );
    let parts: [(&str, &[u8], u32); 6] = [
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            0,
        ),
        ("word/document.xml", text.as_bytes(), 0),
        ("../../../escaped.jpg", b"x", 0),
        ("/escaped.jpg", b"x", 0),
        ("..\\escaped.jpg", b"x", 0),
        // The mode of a symbolic link, as Unix has it.
        ("word/media/escaped.jpg", b"/etc/passwd", 0o120_777 << 16),
    ];
    zip(&parts.map(|(name, bytes, mode)| (name.to_owned(), bytes.to_vec(), mode)))
}

/// A document that says of itself to be far larger than it is, and has ten thousand parts.
fn bomb() -> Vec<u8> {
    let many = (0..10_000).map(|n| (format!("word/media/{n}.jpg"), Vec::new(), 0));
    let text = ("word/document.xml".to_owned(), b"<w:document/>".to_vec(), 0);
    let mut bytes = zip(&[text].into_iter().chain(many).collect::<Vec<_>>());
    let size = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("its directory") + 24;
    bytes[size..size + 4].fill(0xfe);
    bytes
}

/// An archive of parts that are stored as they are (APPNOTE, 4.3).
fn zip(parts: &[(String, Vec<u8>, u32)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, part, mode) in parts {
        let mut crc = Crc::new();
        crc.update(part);
        let size = (part.len() as u32).to_le_bytes();
        let about =
            [&crc.sum().to_le_bytes(), &size, &size, (name.len() as u16).to_le_bytes().as_slice(), &[0, 0]]
                .concat();
        let at = (bytes.len() as u32).to_le_bytes();
        bytes
            .extend([b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".as_slice(), &about, name.as_bytes(), part].concat());
        let rest = [[0; 6].as_slice(), &mode.to_le_bytes(), &at].concat();
        directory.extend(
            [b"PK\x01\x02\x14\x03\x14\0\0\0\0\0\0\0\0\0".as_slice(), &about, &rest, name.as_bytes()].concat(),
        );
    }
    let (count, at) = ((parts.len() as u16).to_le_bytes(), (bytes.len() as u32).to_le_bytes());
    let end = [
        b"PK\x05\x06\0\0\0\0".as_slice(),
        &count,
        &count,
        &(directory.len() as u32).to_le_bytes(),
        &at,
        &[0, 0],
    ];
    [bytes, directory, end.concat()].concat()
}

/// A headline with the end of an event in it is one event of the list, and begins no other.
fn an_event_stays_one(server: &Server, chief: &Journalist) {
    let listening = agent().get(server.page("/fr/en-continu/live?after=0")).call().expect("the site answers");
    assert_eq!(listening.status(), 200);
    let headline = "Le bac d’Ostrande repart\u{85}\u{2028}\r\n\r\nevent: reset\rdata: {}\n\n";
    let story = chief.write_story("fr/region", headline, "Le bac d’Ostrande repart ce matin vers la gare.");
    let out = chief.publish(&story);
    assert_eq!(out.status, 303, "{}", out.body);
    let lines = BufReader::new(listening.into_body().into_reader()).lines().map(|line| line.expect("a line"));
    let mut resets = 0;
    for line in lines {
        let known =
            ["id: ", "data: {", "event: reset", "retry: ", ":"].iter().any(|begin| line.starts_with(begin));
        assert!(known || line.is_empty(), "{line:?}");
        assert!(!line.contains('\r'), "{line:?}");
        resets += usize::from(line.starts_with("event: "));
        if line.contains("Ostrande repart") {
            assert!(resets <= 1, "only the one of a list that has just begun");
            return;
        }
    }
    panic!("the stream ended before the story was told");
}

fn escaped_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_name().to_string_lossy().contains("escaped") {
            found.push(entry.path());
        }
        if entry.file_type().unwrap().is_dir() {
            found.extend(escaped_in(&entry.path()));
        }
    }
    found
}
