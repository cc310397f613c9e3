//! Every word that pages need from an edition, with the placeholders its text must keep.

use std::collections::BTreeMap;

use story::Edition;

use crate::{plural, script};

/// Key and placeholders. A placeholder is written `{name}` in the edition's text.
pub(crate) const WORDS: &[(&str, &[&str])] = &[
    // The frame of every page
    ("tagline", &[]),
    ("skip", &[]),
    ("editions", &[]),
    ("sections", &[]),
    ("front", &[]),
    ("stream", &[]),
    ("stream_nav", &[]),
    ("stream_all", &[]),
    ("stream_slug", &[]),
    ("stream_latest", &["time"]),
    ("stream_about", &["title"]),
    ("feeds", &[]),
    ("feed_rss", &[]),
    ("feed_atom", &[]),
    ("section_feed", &["section"]),
    ("made_with", &[]),
    ("imprint", &["title"]),
    ("urgent", &[]),
    ("list_comma", &[]),
    ("list_and", &[]),
    ("empty", &[]),
    // Front and sections
    ("secondary", &[]),
    ("updated_at", &["time"]),
    ("corrections_block", &[]),
    ("see_story", &[]),
    ("section_about", &["section", "title"]),
    ("section_package", &[]),
    ("section_latest", &["section"]),
    ("follow_stream", &[]),
    ("pages", &[]),
    ("page", &["page"]),
    ("page_of", &["section", "page"]),
    ("page_newest", &["page"]),
    ("page_fixed", &["page"]),
    ("page_older", &["page", "dates"]),
    ("page_latest", &[]),
    ("dates_range", &["first", "last"]),
    // Article
    ("breadcrumb", &[]),
    ("published", &[]),
    ("updated", &[]),
    ("reading", &[]),
    ("share", &[]),
    ("share_mail", &[]),
    ("related", &[]),
    ("correction_at", &["date", "time"]),
    ("pull_quote", &[]),
    ("video_watch", &[]),
    ("embed_open", &["provider"]),
    ("table_region", &[]),
    ("provenance", &[]),
    ("sources", &[]),
    ("pictures", &[]),
    ("versions", &[]),
    ("version_text", &["number", "first", "last"]),
    ("corrections_row", &[]),
    ("no_corrections", &[]),
    ("topics", &[]),
    // Nothing there, withdrawn
    ("missing", &[]),
    ("missing_title", &[]),
    ("missing_text", &[]),
    ("missing_sections", &[]),
    ("gone", &[]),
    ("gone_title", &[]),
    ("gone_text", &[]),
    ("gone_at", &["date", "time"]),
    // Dates and numbers
    ("date_full", &["weekday", "day", "month", "year"]),
    ("date_long", &["day", "month", "year"]),
    ("date_day", &["weekday", "day", "month"]),
    ("date_short", &["day", "month"]),
    ("date_time", &["date", "time"]),
    ("first_of_month", &[]),
    ("time_prose", &["hour", "minute"]),
    ("time_sharp", &["hour"]),
    ("hour", &["hour"]),
    ("month_1", &[]),
    ("month_2", &[]),
    ("month_3", &[]),
    ("month_4", &[]),
    ("month_5", &[]),
    ("month_6", &[]),
    ("month_7", &[]),
    ("month_8", &[]),
    ("month_9", &[]),
    ("month_10", &[]),
    ("month_11", &[]),
    ("month_12", &[]),
    ("weekday_1", &[]),
    ("weekday_2", &[]),
    ("weekday_3", &[]),
    ("weekday_4", &[]),
    ("weekday_5", &[]),
    ("weekday_6", &[]),
    ("weekday_7", &[]),
];

/// Words that change with a number: one key per form of the language (`minutes_one`, `minutes_other`…). `{count}`
/// may be missing only from forms that stand for one number.
pub(crate) const PLURALS: &[&str] = &["minutes", "corrections", "stories"];

/// The words of one edition; complete, because `complaints` found nothing.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    language: String,
    words: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn of(edition: &Edition) -> Self {
        Self { language: edition.language.primary().to_owned(), words: edition.words.clone() }
    }

    /// The text of a key; the key itself where there is none, so that a mistake is seen and not fatal.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The form of `key` for a number, which `shown` is in the edition's digits.
    pub(crate) fn count(&self, key: &str, count: u64, shown: &str) -> String {
        let key = format!("{key}_{}", plural::form(&self.language, count));
        self.fill(&key, &[("count", shown)])
    }

    pub(crate) fn all(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

/// Replaces `{name}` by its value, in one pass: a value that looks like a placeholder stays as it is.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.extend(["{", name, "}"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// What is wrong with the words of an edition, one line each.
pub(crate) fn complaints(edition: &Edition) -> Vec<String> {
    let language = edition.language.primary();
    let mut wanted: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, placeholders) in WORDS {
        wanted.insert((*key).to_owned(), placeholders.to_vec());
    }
    for key in PLURALS {
        for form in plural::forms(language) {
            let exact = plural::is_one_number(language, form);
            wanted.insert(format!("{key}_{form}"), if exact { Vec::new() } else { vec!["count"] });
        }
    }
    let mut complaints = Vec::new();
    for (key, placeholders) in &wanted {
        match edition.words.get(key) {
            Some(text) if !text.is_empty() => {
                complaints.extend(about_word(key, text, placeholders, language));
            }
            _ => complaints.push(format!("words.{key} is missing")),
        }
    }
    let unknown = edition.words.keys().filter(|key| !wanted.contains_key(*key));
    complaints.extend(unknown.map(|key| format!("words.{key} is not a word that pages know")));
    complaints
}

fn about_word(key: &str, text: &str, wanted: &[&str], language: &str) -> Vec<String> {
    let found = placeholders(text);
    let countable = PLURALS.iter().any(|plural| key.strip_prefix(plural).is_some_and(|f| f.starts_with('_')));
    let lost = wanted.iter().filter(|name| !found.contains(name));
    let mut complaints: Vec<String> =
        lost.map(|name| format!("words.{key} has lost its placeholder {{{name}}}")).collect();
    let strange = found.iter().filter(|name| !(wanted.contains(name) || countable && **name == "count"));
    complaints.extend(strange.map(|name| format!("words.{key} has an unknown placeholder {{{name}}}")));
    let words = found.iter().fold(text.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), " "));
    if let Some(letter) = script::foreign_letter(&words, language) {
        complaints.push(format!("words.{key} has '{letter}', which is not in the script of '{language}'"));
    }
    complaints
}

fn placeholders(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_looks_like_a_placeholder_is_not_filled_again() {
        let values = [("a", "{b}"), ("b", "x")];
        assert_eq!(fill("{a} {b} {c} {", &values), "{b} x {c} {");
    }
}
