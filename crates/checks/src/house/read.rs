//! Reads house rules from TOML; everything that is wrong is told with its line, and nothing unsound gets through.

use std::collections::BTreeSet;
use std::ops::Range;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use story::{HouseCard, HouseFault, HouseRules, Language, Severity};
use toml::Spanned;

use super::{House, HouseRule, Kind, Part};
use crate::draft::{Say, say};
use crate::fingerprint::Fnv;
use crate::message::Voice;

/// A style book of a large house stays below these; they keep a check inside its time.
const FILE_BYTES_MAX: usize = 256 * 1024;
const RULES_MAX: usize = 300;
const PHRASES_MAX: usize = 60;
const PHRASE_CHARS_MAX: usize = 200;
const EXAMPLES_MAX: usize = 20;
/// What one compiled pattern may hold: `\w{1000}` is no house rule.
const PATTERN_BYTES_MAX: usize = 512 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    /// Small letters, digits and dashes.
    id: String,
    kind: Kind,
    /// What the journalist reads below the finding.
    reason: String,
    /// Runs on stories; otherwise only when it is tried.
    #[serde(default)]
    live: bool,
    #[serde(default = "warn")]
    severity: Severity,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    parts: Vec<Part>,
    /// Whole words, small and capital letters alike.
    #[serde(default)]
    find: Vec<String>,
    /// In place of `find`: a regular expression without look-around and back references.
    #[serde(default)]
    pattern: String,
    /// Capitals count.
    #[serde(default)]
    case: bool,
    /// What a substitution writes; `$1` stands for a group of `pattern`.
    #[serde(default)]
    write: String,
    /// How often an occurrence rule lets the words stand.
    #[serde(default = "once")]
    most: usize,
    /// Sentences in which it must find something, and in which it must not.
    #[serde(default)]
    fires: Vec<String>,
    #[serde(default)]
    fine: Vec<String>,
}

fn warn() -> Severity {
    Severity::Warn
}

fn once() -> usize {
    1
}

/// House rules, or everything that is wrong with them, first line first.
pub(crate) fn read(text: &str, speak: &Language) -> Result<HouseRules, Vec<HouseFault>> {
    let voice = Voice::of(speak);
    let fault = |line: usize, say: &Say| HouseFault { line, message: voice.message(say) };
    if text.len() > FILE_BYTES_MAX {
        return Err(vec![fault(1, &say("fault-too-long").with("max", FILE_BYTES_MAX.to_string()))]);
    }
    let file: File = toml::from_str(text).map_err(|why| {
        let line = line(text, why.span().unwrap_or_default());
        vec![fault(line, &say("fault-unreadable").with("why", why.message()))]
    })?;
    if file.rule.len() > RULES_MAX {
        return Err(vec![fault(1, &say("fault-too-many").with("max", RULES_MAX.to_string()))]);
    }
    let (mut rules, mut cards, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let mut ids = BTreeSet::new();
    for written in file.rule {
        let line = line(text, written.span());
        let written = written.into_inner();
        let twice = !ids.insert(written.id.clone());
        match written.sound().and_then(|rule| if twice { Err(say("fault-twice")) } else { Ok(rule) }) {
            Ok(rule) => {
                cards.push(card(&rule, line));
                rules.push(rule);
            }
            Err(why) => faults.push(fault(line, &why.with("id", written.id))),
        }
    }
    let mut hash = Fnv::new();
    hash.add(text);
    match faults.is_empty() {
        true => Ok(HouseRules::new(cards, House { rules, version: hash.hex() })),
        false => Err(faults),
    }
}

fn card(rule: &HouseRule, line: usize) -> HouseCard {
    let HouseRule { id, live, severity, reason, .. } = rule;
    HouseCard { id: id.clone(), line, live: *live, severity: *severity, reason: reason.clone() }
}

fn line(text: &str, span: Range<usize>) -> usize {
    text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1
}

impl Written {
    fn sound(&self) -> Result<HouseRule, Say> {
        self.bounded()?;
        self.fits_its_kind()?;
        let rule = HouseRule {
            id: format!("house:{}", self.id),
            live: self.live,
            severity: self.severity,
            reason: self.reason.trim().to_owned(),
            kind: self.kind,
            languages: self.languages.clone(),
            parts: self.parts.clone(),
            patterns: self.patterns()?,
            // `$` of a phrase is money, not a group.
            write: if self.pattern.is_empty() { self.write.replace('$', "$$") } else { self.write.clone() },
            most: self.most,
        };
        if let Some(words) = self.fires.iter().find(|words| !rule.fires_on(words)) {
            return Err(say("fault-silent").with("words", &**words));
        }
        if let Some(words) = self.fine.iter().find(|words| rule.fires_on(words)) {
            return Err(say("fault-fires").with("words", &**words));
        }
        // A rule that nobody tried does not speak to journalists.
        if self.live && self.fires.is_empty() {
            return Err(say("fault-no-example"));
        }
        Ok(rule)
    }

    fn bounded(&self) -> Result<(), Say> {
        let fit = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if self.id.is_empty() || self.id.len() > PHRASE_CHARS_MAX || !self.id.chars().all(fit) {
            return Err(say("fault-id"));
        }
        if self.reason.trim().is_empty() {
            return Err(say("fault-no-reason"));
        }
        let examples = self.fires.len() + self.fine.len();
        if self.find.len() > PHRASES_MAX || examples > EXAMPLES_MAX {
            let (phrases, examples) = (PHRASES_MAX.to_string(), EXAMPLES_MAX.to_string());
            return Err(say("fault-too-much").with("phrases", phrases).with("examples", examples));
        }
        let texts = self.find.iter().chain([&self.pattern, &self.write]);
        if texts.into_iter().any(|text| text.chars().count() > PHRASE_CHARS_MAX) {
            return Err(say("fault-long-phrase").with("max", PHRASE_CHARS_MAX.to_string()));
        }
        Ok(())
    }

    fn fits_its_kind(&self) -> Result<(), Say> {
        let both = !self.find.is_empty() && !self.pattern.is_empty();
        let neither = self.find.is_empty() && self.pattern.is_empty();
        if both || neither || self.find.iter().any(|phrase| phrase.trim().is_empty()) {
            return Err(say("fault-find"));
        }
        match self.kind {
            Kind::Substitution if self.write.is_empty() => Err(say("fault-no-write")),
            Kind::Occurrence if self.most == 0 => Err(say("fault-most")),
            Kind::Consistency if self.find.len() < 2 => Err(say("fault-one-spelling")),
            _ if self.kind != Kind::Substitution && !self.write.is_empty() => Err(say("fault-write")),
            _ => Ok(()),
        }
    }

    fn patterns(&self) -> Result<Vec<Regex>, Say> {
        if !self.pattern.is_empty() {
            return Ok(vec![self.compiled(&self.pattern)?]);
        }
        let phrases: Vec<String> = self.find.iter().map(|phrase| whole_words(phrase)).collect();
        match self.kind {
            Kind::Consistency => phrases.iter().map(|phrase| self.compiled(phrase)).collect(),
            _ => Ok(vec![self.compiled(&longest_first(phrases).join("|"))?]),
        }
    }

    fn compiled(&self, pattern: &str) -> Result<Regex, Say> {
        let mut builder = RegexBuilder::new(pattern);
        let built = builder.case_insensitive(!self.case).size_limit(PATTERN_BYTES_MAX).build();
        let regex = built.map_err(|why| say("fault-pattern").with("why", last_line(&why.to_string())))?;
        // It would be found between any two letters.
        if regex.is_match("") {
            return Err(say("fault-empty-match"));
        }
        Ok(regex)
    }
}

/// Of “e-mail” and “e-mail address” the longer is meant where both fit.
fn longest_first(mut phrases: Vec<String>) -> Vec<String> {
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
}

/// A phrase between borders of words; any space and either apostrophe will do.
fn whole_words(phrase: &str) -> String {
    let phrase = phrase.trim();
    let border = |letter: Option<char>| if letter.is_some_and(char::is_alphanumeric) { r"\b" } else { "" };
    let words: Vec<String> = phrase.split_whitespace().map(regex::escape).collect();
    let inside = words.join(r"\s+").replace(['\'', '’'], "['’]");
    format!("{}{inside}{}", border(phrase.chars().next()), border(phrase.chars().next_back()))
}

/// The library draws the pattern and an arrow before it says what is wrong.
fn last_line(why: &str) -> String {
    why.lines().last().unwrap_or_default().trim().trim_start_matches("error: ").to_owned()
}
