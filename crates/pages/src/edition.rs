//! Editions as data: read from one TOML file each, refused with every fault named.

use std::collections::BTreeSet;

use story::{Direction, Edition, Section};

use crate::locale::Locale;
use crate::{links, script, words};

const SHIPPED: [(&str, &str); 7] = [
    ("fr.toml", include_str!("../editions/fr.toml")),
    ("en.toml", include_str!("../editions/en.toml")),
    ("ar.toml", include_str!("../editions/ar.toml")),
    ("fa.toml", include_str!("../editions/fa.toml")),
    ("es.toml", include_str!("../editions/es.toml")),
    ("de.toml", include_str!("../editions/de.toml")),
    ("tr.toml", include_str!("../editions/tr.toml")),
];

/// The editions that come with Marbre, the default one first. They are read, not checked again: commands that need no more
/// than a time zone start with them.
///
/// # Panics
/// Never in a released build: a test reads and checks them all.
pub fn editions() -> Vec<Edition> {
    let read = |(file, text): (&str, &str)| match toml::from_str(text) {
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
    faults.extend(about_style(edition));
    faults.extend(about_sections(edition));
    match Locale::of(edition) {
        Ok(locale) => faults.extend(words::complaints(edition, &locale)),
        Err(fault) => faults.push(fault),
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
}

fn about_itself(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let id_is_fine = !edition.id.is_empty()
        && edition.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    // First parts of addresses that belong to the site itself.
    if !id_is_fine
        || matches!(edition.id.as_str(), "media" | "api" | "live" | "preview" | "s" | "cards" | "oembed")
    {
        faults.push(format!("id '{}' cannot be the first part of an address", edition.id));
    }
    if !edition.language.is_known() {
        faults.push("language is not a language tag".to_owned());
    }
    if !script::is_known(&edition.script) {
        faults.push(format!("script '{}' is not an ISO 15924 code", edition.script));
    }
    if (edition.direction == Direction::Rtl) != script::is_right_to_left(&edition.script) {
        let (script, direction) = (&edition.script, edition.direction.as_str());
        faults.push(format!("direction '{direction}' is not that of the script '{script}'"));
    }
    if jiff::tz::TimeZone::get(&edition.time_zone).is_err() {
        faults.push(format!("time_zone '{}' is not an IANA time zone", edition.time_zone));
    }
    for (key, text) in [("title", &edition.title), ("name", &edition.name)] {
        faults.extend(about_name(key, text, edition));
    }
    if let Some(television) = &edition.television
        && !links::safe_href(&television.stream).is_some_and(|href| href.starts_with("https://"))
    {
        faults.push(format!("television.stream '{}' is no https address", television.stream));
    }
    faults
}

fn about_style(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, pattern, wanted) in [
        ("dates.time", &edition.dates.time, ["{hour}", "{minute}"].as_slice()),
        ("dates.full_hour", &edition.dates.full_hour, ["{hour}"].as_slice()),
    ] {
        let lost = wanted.iter().filter(|name| !pattern.contains(**name));
        faults.extend(lost.map(|name| format!("{key} has lost its placeholder {name}")));
    }
    if !matches!(edition.dates.months.len(), 0 | 12) {
        faults.push(format!("dates.months has {} names instead of 12", edition.dates.months.len()));
    }
    let quotes = &edition.quotes;
    for (key, mark) in [
        ("open", &quotes.open),
        ("close", &quotes.close),
        ("inner_open", &quotes.inner_open),
        ("inner_close", &quotes.inner_close),
    ] {
        if mark.trim().is_empty() || mark.chars().any(char::is_alphanumeric) {
            faults.push(format!("quotes.{key} '{mark}' is no quotation mark"));
        }
    }
    let scale = &edition.type_scale;
    for (key, value, fine) in [
        ("size", scale.size, 70..=150),
        ("text_lines", scale.text_lines, 110..=240),
        ("head_lines", scale.head_lines, 95..=200),
    ] {
        if !fine.contains(&value) {
            faults.push(format!("type.{key} {value} is not between {} and {}", fine.start(), fine.end()));
        }
    }
    faults
}

fn about_sections(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for section in edition.all_sections() {
        if section.id.is_empty() || !ids.insert(section.id.as_str()) {
            faults.push(format!("section id '{}' is empty or given twice", section.id));
        }
        if section.slug.is_empty() || section.slug != story::slug(&section.slug) {
            let (slug, id) = (&section.slug, &section.id);
            faults.push(format!("slug '{slug}' of section '{id}' is not fit for an address"));
        }
        if section.sections.iter().any(|inner| !inner.sections.is_empty()) {
            faults.push(format!("section '{}' has sections three deep; two is the most", section.id));
        }
        faults.extend(about_name(&format!("name of section '{}'", section.id), &section.name, edition));
    }
    faults.extend(about_addresses(edition));
    faults
}

/// Words that are parts of addresses, and sections, each need one of their own.
fn about_addresses(edition: &Edition) -> Vec<String> {
    let mut faults = Vec::new();
    let mut taken = BTreeSet::new();
    for (key, word) in edition.words.iter().filter(|(key, _)| key.ends_with("_slug")) {
        if *word != story::slug(word) {
            faults.push(format!("words.{key} '{word}' is not fit for an address"));
        }
        if !taken.insert(word.as_str()) {
            faults.push(format!("words.{key} '{word}' is taken"));
        }
    }
    let free = |section: &Section, taken: &BTreeSet<&str>| {
        let fault = format!("slug '{}' of section '{}' is taken", section.slug, section.id);
        taken.contains(section.slug.as_str()).then_some(fault)
    };
    for section in &edition.sections {
        faults.extend(free(section, &taken));
        taken.insert(&section.slug);
        // Below a section only its own sections and its numbered pages have addresses.
        let mut inner_taken = BTreeSet::from(["page"]);
        for inner in &section.sections {
            faults.extend(free(inner, &inner_taken));
            inner_taken.insert(&inner.slug);
        }
    }
    faults
}

fn about_name(what: &str, text: &str, edition: &Edition) -> Option<String> {
    if text.trim().is_empty() {
        return Some(format!("{what} is empty"));
    }
    let letter = script::foreign_letter(text, &edition.script)?;
    Some(format!("{what} has '{letter}', which is not in the script '{}'", edition.script))
}
