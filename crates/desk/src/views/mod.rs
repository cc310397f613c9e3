//! What the screens show, gathered from the newsroom's answers.

pub(crate) mod alerts;
pub(crate) mod board;
pub(crate) mod card;
pub(crate) mod comments;
pub(crate) mod contradictions;
pub(crate) mod coverage;
pub(crate) mod editor;
pub(crate) mod front;
pub(crate) mod history;
pub(crate) mod history_file;
pub(crate) mod items;
pub(crate) mod kin;
pub(crate) mod library;
pub(crate) mod outcome;
pub(crate) mod partners;
pub(crate) mod people;
pub(crate) mod planning;
pub(crate) mod preflight;
pub(crate) mod presets;
pub(crate) mod qr;
pub(crate) mod ruler;
pub(crate) mod sources;
pub(crate) mod stood;
pub(crate) mod story;

use crate::messages::LANGUAGES;

/// The languages of the interface by their own names.
pub(crate) fn language_names() -> Vec<(&'static str, &'static str)> {
    LANGUAGES.into_iter().map(|tag| (tag, own_name(tag))).collect()
}

/// A language's own name; its tag where we do not know it.
pub(crate) fn own_name(tag: &str) -> &str {
    match tag.split('-').next().unwrap_or_default() {
        "fr" => "Français",
        "en" => "English",
        "ar" => "العربية",
        "fa" => "فارسی",
        "es" => "Español",
        "de" => "Deutsch",
        _ => tag,
    }
}
