//! What a source's own settings make of an item: which desk it goes to, whether somebody is called, what is added.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{Item, folded};

/// The ways by which wires come: all but the last are visited.
pub const SOURCE_KINDS: [&str; 7] = ["poll", "imap", "ftp", "sftp", "s3", "folder", "push"];

/// How a source is fetched, and what becomes of what it sends. Written as JSON in the store, as a form on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct SourceConfig {
    /// `poll`, `imap`, `ftp`, `sftp`, `folder`, `s3`, or `push`.
    pub kind: String,
    /// Where: an address, or the path of a folder.
    pub address: String,
    pub user: String,
    /// Password, key or token; the desk never shows it again.
    pub secret: String,
    /// Minutes between visits.
    pub every_minutes: u32,
    /// Deliveries taken in one visit at most.
    pub at_once_max: u32,
    /// After so many minutes without anything new, the desk is told; 0 for never.
    pub silence_minutes: u32,
    /// The edition whose desk gets the items; empty for all.
    pub desk: String,
    /// IANA's name of the zone in which its times stand that name none, embargoes among them: `Europe/Paris`; empty for
    /// UTC.
    pub time_zone: String,
    /// Set where an item does not say them.
    pub copyright: String,
    pub usage_terms: String,
    /// Its items are for our own readers: stories built from them are not passed on to partners.
    pub own_use_only: bool,
    /// How its JSON is read, in TOML; empty for what we recognise ourselves.
    pub mapping: String,
    /// Asked in their order; the first that fits decides.
    pub rules: Vec<RoutingRule>,
}

/// One rule: what is empty fits everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct RoutingRule {
    /// Any of these words, anywhere in the text or what stands around it: whole, in the plural with an s, or begun where
    /// a star stands at the end.
    pub words: Vec<String>,
    /// None of these.
    pub without: Vec<String>,
    pub sections: Vec<String>,
    pub languages: Vec<String>,
    pub kinds: Vec<String>,
    /// This urgent or more; 0 for all.
    pub urgency_max: u8,
    /// What happens: another desk, an alert, or nobody is bothered.
    pub desk: String,
    pub alert: bool,
    pub ignore: bool,
}

/// What the settings make of one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Routed {
    pub desk: String,
    pub alert: bool,
    pub ignore: bool,
    /// The rule that decided, counted from 1; 0 where none fitted.
    pub rule: usize,
}

impl SourceConfig {
    pub fn route(&self, item: &Item) -> Routed {
        let words = store::words_of_item(item);
        let found = self.rules.iter().position(|rule| rule.fits(item, &words));
        let rule = found.map(|at| &self.rules[at]);
        Routed {
            desk: rule
                .map(|rule| rule.desk.clone())
                .filter(|desk| !desk.is_empty())
                .unwrap_or_else(|| self.desk.clone()),
            alert: rule.is_some_and(|rule| rule.alert),
            ignore: rule.is_some_and(|rule| rule.ignore),
            rule: found.map_or(0, |at| at + 1),
        }
    }

    /// Adds the rights that the source stands under, where the item is silent.
    pub(crate) fn complete(&self, item: &mut Item) {
        for (target, said) in
            [(&mut item.copyright, &self.copyright), (&mut item.usage_terms, &self.usage_terms)]
        {
            if target.is_empty() {
                target.clone_from(said);
            }
        }
    }
}

impl RoutingRule {
    fn fits(&self, item: &Item, words: &str) -> bool {
        let any = |wanted: &[String], has: &dyn Fn(&str) -> bool| {
            wanted.iter().all(String::is_empty)
                || wanted.iter().any(|one| !one.is_empty() && has(&one.to_lowercase()))
        };
        let sections: Vec<String> = item.sections.iter().map(|section| section.to_lowercase()).collect();
        any(&self.words, &|word| has_word(words, word))
            && !self.without.iter().any(|word| !word.is_empty() && has_word(words, word))
            && any(&self.sections, &|section| sections.iter().any(|own| own == section))
            && any(&self.languages, &|tag| item.language.primary() == tag || item.language.tag() == tag)
            && any(&self.kinds, &|kind| kind_of(item) == kind)
            && (self.urgency_max == 0 || item.urgency.level() <= self.urgency_max)
    }
}

/// Whether a word stands in a folded text. In the Arabic script, articles and conjunctions are written onto words, so
/// that there it may also stand within one.
fn has_word(text: &str, word: &str) -> bool {
    let (word, goes_on) = word.strip_suffix('*').map_or((word, false), |begun| (begun, true));
    let word = folded(word.trim());
    let is_arabic = word.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter));
    let found = |(at, _): (usize, &str)| {
        let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let after = &text[at + word.len()..];
        let begins = !text[..at].ends_with(char::is_alphanumeric);
        begins && (goes_on || ends(after) || after.strip_prefix('s').is_some_and(ends))
    };
    !word.is_empty() && text.match_indices(&word).any(|found_at| is_arabic || found(found_at))
}

/// The word that the store keeps for what an item is.
pub(crate) fn kind_of(item: &Item) -> &'static str {
    use story::ItemKind::{Audio, Concept, Event, Graphic, Package, Picture, Planning, Text, Video};
    match item.kind {
        Text => "text",
        Picture => "picture",
        Graphic => "graphic",
        Video => "video",
        Audio => "audio",
        Package => "package",
        Event => "event",
        Planning => "planning",
        Concept => "concept",
    }
}

#[cfg(test)]
mod tests {
    use story::{Language, Urgency};

    use super::*;

    #[test]
    fn rules_ask_for_words_and_not_for_letters() {
        let text = folded("Le report du match\nLes ports de l’île\nإضراب في المرفأ الأقصى");
        for (word, there) in [
            ("port", true),
            ("ports", true),
            ("sport", false),
            ("repo", false),
            ("repo*", true),
            ("ile", true),
            ("ports de l'île", true),
            ("مرفا", true),
            ("اضراب", true),
            ("*", false),
            (" ", false),
        ] {
            assert_eq!(has_word(&text, word), there, "{word}");
        }
        assert!(!has_word(&folded("report, transport, sports"), "port"));
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let rule = |words: &str, edit: fn(&mut RoutingRule)| {
            let mut rule = RoutingRule { words: vec![words.into()], ..RoutingRule::default() };
            edit(&mut rule);
            rule
        };
        let config = SourceConfig {
            desk: "fr".into(),
            rules: vec![
                rule("tennis", |rule| rule.ignore = true),
                rule("", |rule| {
                    rule.urgency_max = 2;
                    rule.alert = true;
                    rule.languages = vec!["en".into()];
                    rule.desk = "en".into();
                }),
            ],
            ..SourceConfig::default()
        };
        let item = |headline: &str, level: u8, language: &str| Item {
            headline: headline.into(),
            urgency: Urgency::try_from(level).unwrap(),
            language: Language::new(language),
            ..Item::default()
        };
        let routed = |headline, level, language| config.route(&item(headline, level, language));
        assert!(routed("Tennis : une finale", 1, "en").ignore);
        assert_eq!(
            routed("Port closed", 2, "en-gb"),
            Routed { desk: "en".into(), alert: true, ignore: false, rule: 2 }
        );
        assert_eq!(routed("Port closed", 4, "en").desk, "fr");
        assert_eq!(routed("Le port ferme", 1, "fr").rule, 0);
    }
}
