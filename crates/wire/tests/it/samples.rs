//! Over every sample of every format: what is read from it is as written beside it, and no cut of it does harm.

use story::{BlockBody, Origin, Parsed};

fn folders() -> Vec<&'static str> {
    wire::FORMATS.iter().map(|format| format.name).collect()
}

/// Problems and items, without what is empty: a snapshot shows what was found.
fn shown(parsed: &Parsed) -> serde_json::Value {
    let mut value = serde_json::to_value(parsed).unwrap();
    prune(&mut value);
    value
}

fn prune(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            object.values_mut().for_each(prune);
            object.retain(|_, value| !is_blank(value));
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_blank(value: &serde_json::Value) -> bool {
    value.is_null()
        || value.as_str().is_some_and(str::is_empty)
        || value.as_array().is_some_and(Vec::is_empty)
        || value.as_object().is_some_and(serde_json::Map::is_empty)
}

#[test]
fn every_sample_is_read_as_written_beside_it() {
    insta::glob!("../../formats", "*/*.*", |path| {
        if path.extension().is_some_and(|ending| ending == "snap") {
            return;
        }
        let folder =
            path.parent().and_then(|folder| folder.file_name()).unwrap().to_string_lossy().into_owned();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = bytes_of(path);
        let parsed = wire::parse(&bytes, &Origin { name: &file, media_type: "", time_zone: "" });
        // What is attached to a mail has a format of its own.
        if let Some(first) = parsed.items.first() {
            assert_eq!(first.format, folder, "{file} is recognised");
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_snapshot_suffix("");
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_json_snapshot!(file.replace('.', "-"), shown(&parsed)));
    });
}

#[test]
fn every_format_has_a_sample() {
    for folder in folders() {
        assert!(!samples(folder).is_empty(), "formats/{folder} holds no sample");
    }
}

#[test]
fn every_format_survives_its_samples_cut_at_every_byte() {
    let all: Vec<(&story::Format, Vec<u8>)> = wire::FORMATS
        .iter()
        .flat_map(|format| samples(format.name).into_iter().map(move |bytes| (format, bytes)))
        .collect();
    // Thousands of documents: one core reads the odd samples, another the even ones.
    std::thread::scope(|threads| {
        for half in 0..2 {
            let mine = all.iter().skip(half).step_by(2);
            threads.spawn(move || mine.for_each(|(format, bytes)| survives_cuts(format, bytes)));
        }
    });
}

fn survives_cuts(format: &story::Format, bytes: &[u8]) {
    for end in 0..=bytes.len() {
        let parsed = wire::parse_as(format, &bytes[..end], &Origin::default());
        // Words come from the bytes: escapes may grow a little, but nothing multiplies.
        assert!(words(&parsed) <= end * 4 + 200, "{} cut at {end} says more than it holds", format.name);
        assert!(parsed.problems.len() <= wire::limits::PROBLEMS_MAX + 1);
        assert!(
            !parsed.items.is_empty() || !parsed.problems.is_empty(),
            "{} cut at {end} says nothing",
            format.name
        );
    }
}

#[test]
fn no_format_falls_over_another_formats_sample() {
    for format in wire::FORMATS {
        for folder in folders() {
            for bytes in samples(folder) {
                wire::parse_as(format, &bytes, &Origin::default());
            }
        }
    }
}

#[test]
fn no_script_and_no_private_note_is_ever_in_the_text() {
    for folder in folders() {
        for bytes in samples(folder) {
            for item in wire::parse(&bytes, &Origin::default()).items {
                let text = serde_json::to_string(&item.to_content()).unwrap();
                assert!(!text.contains("alert(") && !text.contains("javascript:"), "{text}");
                assert!(item.private_note.is_empty() || !text.contains(&item.private_note), "{text}");
            }
        }
    }
}

fn words(parsed: &Parsed) -> usize {
    let texts = parsed.items.iter().flat_map(|item| {
        let blocks = item.blocks.iter().map(|block| match &block.body {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => text.text.len(),
            other => serde_json::to_string(other).map_or(0, |text| text.len() / 4),
        });
        blocks.chain([item.headline.len(), item.standfirst.len()])
    });
    texts.sum()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test reads its samples; the crate itself never reads a file"
)]
fn bytes_of(path: &std::path::Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test reads its samples; the crate itself never reads a file"
)]
fn samples(folder: &str) -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("formats").join(folder);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let inputs = files.filter(|path| path.extension().is_none_or(|ending| ending != "snap"));
    inputs.map(|path| bytes_of(&path)).collect()
}
