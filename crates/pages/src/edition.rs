//! Editions as data: read from one TOML file each, refused with every fault named.

use std::collections::BTreeSet;

use story::Edition;

use crate::{script, words};

const SHIPPED: [(&str, &str); 3] = [
    ("fr.toml", include_str!("../editions/fr.toml")),
    ("en.toml", include_str!("../editions/en.toml")),
    ("ar.toml", include_str!("../editions/ar.toml")),
];

/// The editions that come with Marbre, the default one first.
///
/// # Panics
/// Never in a released build: a test reads them all.
pub fn editions() -> Vec<Edition> {
    let read = |(file, text): (&str, &str)| match edition_from_toml(text) {
        Ok(edition) => edition,
        Err(fault) => panic!("editions/{file}: {fault}"),
    };
    SHIPPED.into_iter().map(read).collect()
}

/// Reads an edition's file; the error names every fault, one a line.
pub fn edition_from_toml(text: &str) -> Result<Edition, String> {
    let edition: Edition = toml::from_str(text).map_err(|fault| fault.to_string())?;
    check(&edition)?;
    Ok(edition)
}

/// Whether an edition is fit to print; the error names every fault, one a line.
pub(crate) fn check(edition: &Edition) -> Result<(), String> {
    let mut faults = about_itself(edition);
    faults.extend(about_sections(edition));
    faults.extend(words::complaints(edition));
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn about_itself(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let id_is_fine = !edition.id.is_empty()
        && edition.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    // First parts of addresses that belong to the site itself.
    if !id_is_fine || matches!(edition.id.as_str(), "media" | "api" | "live" | "preview") {
        faults.push(format!("id '{}' cannot be the first part of an address", edition.id));
    }
    if !edition.language.is_known() {
        faults.push("language is not a language tag".to_owned());
    }
    if jiff::tz::TimeZone::get(&edition.time_zone).is_err() {
        faults.push(format!("time_zone '{}' is not an IANA time zone", edition.time_zone));
    }
    for (key, text) in [("title", &edition.title), ("name", &edition.name)] {
        faults.extend(about_name(key, text, edition));
    }
    faults
}

fn about_sections(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut ids, mut slugs) = (BTreeSet::new(), BTreeSet::new());
    slugs.insert(edition.words.get("stream_slug").map_or("", String::as_str));
    for section in &edition.sections {
        if section.id.is_empty() || !ids.insert(section.id.as_str()) {
            faults.push(format!("section id '{}' is empty or given twice", section.id));
        }
        if section.slug.is_empty() || section.slug != story::slug(&section.slug) {
            faults.push(format!(
                "slug '{}' of section '{}' is not fit for an address",
                section.slug, section.id
            ));
        }
        if !slugs.insert(section.slug.as_str()) {
            faults.push(format!("slug '{}' of section '{}' is taken", section.slug, section.id));
        }
        faults.extend(about_name(&format!("name of section '{}'", section.id), &section.name, edition));
    }
    let stream = edition.words.get("stream_slug").map_or("", String::as_str);
    if stream != story::slug(stream) {
        faults.push(format!("words.stream_slug '{stream}' is not fit for an address"));
    }
    faults
}

fn about_name(what: &str, text: &str, edition: &Edition) -> Option<String> {
    if text.trim().is_empty() {
        return Some(format!("{what} is empty"));
    }
    let letter = script::foreign_letter(text, edition.language.primary())?;
    Some(format!("{what} has '{letter}', which is not in the script of '{}'", edition.language))
}
