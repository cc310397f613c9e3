//! Every word that pages need from an edition, with the placeholders its text must keep.

use std::collections::BTreeMap;

use story::Edition;

use crate::locale::Locale;
use crate::script;

/// Key and placeholders. A placeholder is written `{name}` in the edition's text.
pub(crate) const WORDS: &[(&str, &[&str])] = &[
    // Parts of addresses
    ("stream_slug", &[]),
    ("archive_slug", &[]),
    ("topic_slug", &[]),
    ("author_slug", &[]),
    ("place_slug", &[]),
    ("search_slug", &[]),
    ("corrections_slug", &[]),
    ("about_slug", &[]),
    ("tv_slug", &[]),
    ("tagline", &[]),
    ("skip", &[]),
    ("editions", &[]),
    ("sections", &[]),
    ("front", &[]),
    ("search", &[]),
    ("paper", &[]),
    ("practical", &[]),
    ("feeds", &[]),
    ("feed_rss", &[]),
    ("feed_rss_full", &[]),
    ("feed_atom", &[]),
    ("feed_json", &[]),
    ("section_feed", &["section"]),
    ("made_with", &[]),
    ("imprint", &["title"]),
    ("urgent", &[]),
    ("list_comma", &[]),
    ("list_and", &[]),
    ("empty", &[]),
    ("secondary", &[]),
    ("updated_at", &["time"]),
    ("corrections_block", &[]),
    ("report_error", &[]),
    ("see_story", &[]),
    ("pictures_look", &[]),
    ("most_read", &[]),
    ("videos", &[]),
    ("section_about", &["section", "title"]),
    ("section_package", &[]),
    ("section_latest", &["section"]),
    ("pages", &[]),
    ("page", &["page"]),
    ("page_of", &["section", "page"]),
    ("page_newest", &["page"]),
    ("page_fixed", &["page"]),
    ("page_older", &["page", "dates"]),
    ("page_latest", &[]),
    ("dates_range", &["first", "last"]),
    ("stream", &[]),
    ("stream_nav", &[]),
    ("stream_all", &[]),
    ("stream_latest", &["time"]),
    ("stream_about", &["title"]),
    ("stream_filter", &[]),
    ("stream_everything", &[]),
    ("stream_urgent", &[]),
    ("stream_hours", &[]),
    ("follow_stream", &[]),
    ("change_day", &[]),
    ("live", &[]),
    ("live_title", &["headline"]),
    ("live_since", &["time"]),
    ("live_closed", &["time"]),
    ("live_last", &[]),
    ("live_points", &[]),
    ("live_highlights", &[]),
    ("live_pinned", &["time"]),
    ("live_feed", &[]),
    ("live_link", &[]),
    ("live_changed", &["time"]),
    ("live_follow", &[]),
    ("live_older", &[]),
    ("live_none", &[]),
    ("times_range", &["first", "last"]),
    ("breadcrumb", &[]),
    ("published", &[]),
    ("updated", &[]),
    ("reading", &[]),
    ("share", &[]),
    ("share_sheet", &[]),
    ("share_mail", &[]),
    ("share_copy", &[]),
    ("share_copied", &[]),
    ("share_short", &[]),
    ("share_print", &[]),
    ("share_quote", &[]),
    ("related", &[]),
    ("same_section", &[]),
    ("translations", &[]),
    ("correction_at", &["date", "time"]),
    ("pull_quote", &[]),
    ("gallery", &[]),
    ("picture_of", &["number", "total"]),
    ("video", &[]),
    ("video_watch", &[]),
    ("video_failed", &[]),
    ("embed_open", &["provider"]),
    ("embed_load", &[]),
    ("embed_note", &["provider"]),
    ("table_region", &[]),
    ("provenance", &[]),
    ("sources", &[]),
    ("pictures", &[]),
    ("versions", &[]),
    ("version_text", &["number", "first", "last"]),
    ("corrections_row", &[]),
    ("no_corrections", &[]),
    ("topics", &[]),
    ("topic", &[]),
    ("author", &[]),
    ("place", &[]),
    ("topic_about", &["name", "title"]),
    ("author_about", &["name", "title"]),
    ("place_about", &["name", "title"]),
    ("topic_all", &[]),
    ("author_all", &[]),
    ("place_all", &[]),
    ("archive", &[]),
    ("archive_about", &["title"]),
    ("day_before", &[]),
    ("day_after", &[]),
    ("search_title", &[]),
    ("search_in", &["title"]),
    ("search_words", &[]),
    ("search_section", &[]),
    ("search_all", &[]),
    ("search_topic", &[]),
    ("search_from", &[]),
    ("search_to", &[]),
    ("search_order", &[]),
    ("search_best", &[]),
    ("search_newest", &[]),
    ("search_none", &["words"]),
    ("search_wider", &[]),
    ("search_shown", &["first", "last", "total"]),
    ("search_next", &[]),
    ("search_previous", &[]),
    ("search_refine", &[]),
    ("search_phrase_help", &[]),
    ("search_phrase_example", &[]),
    ("search_without_help", &[]),
    ("search_without_example", &[]),
    ("search_near", &[]),
    ("corrections_about", &[]),
    ("corrections_none", &[]),
    ("withdrawn_at", &["date", "time"]),
    ("about", &[]),
    ("about_us", &["title"]),
    ("about_contact", &[]),
    ("tv", &[]),
    ("tv_programme", &[]),
    ("tv_now", &[]),
    ("tv_replay", &[]),
    ("tv_about", &["title"]),
    ("tv_off", &[]),
    ("tv_open", &[]),
    ("missing", &[]),
    ("missing_title", &[]),
    ("missing_text", &[]),
    ("missing_sections", &[]),
    ("gone", &[]),
    ("gone_title", &[]),
    ("gone_text", &[]),
    ("stale_copy", &["time"]),
    ("stale_why", &[]),
    ("down_title", &[]),
    ("down_text", &[]),
    ("down_retry", &[]),
    ("down_known", &[]),
    ("date_time", &["date", "time"]),
];

/// Words that change with a number: one key per form of the language (`minutes_one`, `minutes_other`…). `{count}`
/// may be missing only from forms that stand for one number.
pub(crate) const PLURALS: &[(&str, &[&str])] = &[
    ("minutes", &[]),
    ("corrections", &[]),
    ("stories", &[]),
    ("results", &["words"]),
    ("fresh", &[]),
    ("entries", &[]),
    ("new_entries", &[]),
];

/// The words of one edition; complete, because `complaints` found nothing.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    words: BTreeMap<String, String>,
}

impl Words {
    pub(crate) fn of(edition: &Edition) -> Self {
        Self { words: edition.words.clone() }
    }

    /// The text of a key; the key itself where there is none, so that a mistake is seen and not fatal.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The form of `key` for a number.
    pub(crate) fn count(&self, locale: &Locale, key: &str, count: u64, values: &[(&str, &str)]) -> String {
        let number = locale.number(count);
        let values = [values, &[("count", &number)]].concat();
        self.fill(&format!("{key}_{}", locale.plural(count)), &values)
    }

    /// Every form of a word that changes with a number, by the name of the form, as JSON.
    pub(crate) fn forms(&self, key: &str) -> String {
        let form = |(name, text): (&String, &String)| {
            Some((name.strip_prefix(key)?.strip_prefix('_')?.to_owned(), text.clone()))
        };
        serde_json::Value::Object(
            self.words.iter().filter_map(form).map(|(name, text)| (name, text.into())).collect(),
        )
        .to_string()
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
pub(crate) fn complaints(edition: &Edition, locale: &Locale) -> Vec<String> {
    let mut wanted: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, placeholders) in WORDS {
        wanted.insert((*key).to_owned(), placeholders.to_vec());
    }
    for (key, placeholders) in PLURALS {
        for form in locale.plural_forms() {
            let exact = locale.is_one_number(form);
            let count = if exact { [].as_slice() } else { &["count"] };
            wanted.insert(format!("{key}_{form}"), [count, placeholders].concat());
        }
    }
    let mut complaints = Vec::new();
    for (key, placeholders) in &wanted {
        match edition.words.get(key) {
            Some(text) if !text.is_empty() => {
                complaints.extend(about_word(key, text, placeholders, &edition.script));
            }
            _ => complaints.push(format!("words.{key} is missing")),
        }
    }
    let unknown = edition.words.keys().filter(|key| !wanted.contains_key(*key));
    complaints.extend(unknown.map(|key| format!("words.{key} is not a word that pages know")));
    complaints
}

fn about_word(key: &str, text: &str, wanted: &[&str], script: &str) -> Vec<String> {
    let found = placeholders(text);
    let countable =
        PLURALS.iter().any(|(plural, _)| key.strip_prefix(plural).is_some_and(|form| form.starts_with('_')));
    let lost = wanted.iter().filter(|name| !found.contains(name));
    let mut complaints: Vec<String> =
        lost.map(|name| format!("words.{key} has lost its placeholder {{{name}}}")).collect();
    let strange = found.iter().filter(|name| !(wanted.contains(name) || countable && **name == "count"));
    complaints.extend(strange.map(|name| format!("words.{key} has an unknown placeholder {{{name}}}")));
    let words = found.iter().fold(text.to_owned(), |text, name| text.replace(&format!("{{{name}}}"), " "));
    if let Some(letter) = script::foreign_letter(&words, script) {
        complaints.push(format!("words.{key} has '{letter}', which is not in the script '{script}'"));
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
