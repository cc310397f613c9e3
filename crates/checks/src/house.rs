//! House rules: a newsroom's own, written as data. They look for phrases and patterns in time linear in the text.

mod read;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use regex::{Captures, Regex};
use serde::Deserialize;
use story::{HouseRules, Severity, Span, TextRole};

use crate::analysis::{Analysis, Text};
use crate::draft::{Draft, Place, Proof, Say, say};

pub(crate) use read::read;

/// A match costs about as much as looking at this many letters, in steps of a rule's budget.
const LETTERS_A_STEP: usize = 8;
/// More places than this of one rule say no more to anybody.
const HITS_MAX: usize = 200;

/// What a house rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// Words that are not used here.
    Forbidden,
    /// Words for which others are used here.
    Substitution,
    /// Words that may stand only so many times in a story.
    Occurrence,
    /// Spellings of which a story uses one.
    Consistency,
}

/// The parts of a story that a house rule may be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Part {
    Headline,
    Standfirst,
    Body,
    Captions,
}

impl Part {
    fn of(role: TextRole) -> Self {
        match role {
            TextRole::Headline | TextRole::Kicker => Self::Headline,
            TextRole::Standfirst => Self::Standfirst,
            TextRole::Caption | TextRole::Credit | TextRole::Alt => Self::Captions,
            _ => Self::Body,
        }
    }
}

/// A house rule, read and sound.
pub(crate) struct HouseRule {
    pub id: String,
    pub live: bool,
    pub severity: Severity,
    pub reason: String,
    kind: Kind,
    /// Primary subtags; empty means every language.
    languages: Vec<String>,
    /// Empty means every part.
    parts: Vec<Part>,
    /// One; of a consistency rule one for each spelling.
    patterns: Vec<Regex>,
    write: String,
    most: usize,
}

/// What the engine finds inside [`HouseRules`].
pub(crate) struct House {
    pub rules: Vec<HouseRule>,
    /// Names the text they were read from.
    pub version: String,
}

pub(crate) fn house(rules: Option<&HouseRules>) -> Option<&House> {
    rules?.get()
}

/// Some words that a pattern found: in which text, where, and by which of the patterns.
struct Hit {
    place: Place,
    pattern: usize,
    found: String,
    /// What a substitution would write.
    write: String,
}

impl HouseRule {
    pub(crate) fn find(&self, story: &Analysis) -> Vec<Draft> {
        let language = story.input.content.language.primary();
        if !self.languages.is_empty() && !self.languages.iter().any(|known| known == language) {
            return Vec::new();
        }
        let mine = |text: &Text| self.parts.is_empty() || self.parts.contains(&Part::of(text.role));
        let texts = story.texts.iter().enumerate().filter(|(_, text)| mine(text));
        let hits =
            self.hits(texts.map(|(number, text)| (number, text.text)), |steps| story.fuel.spend(steps));
        self.drafts(&hits)
    }

    /// Whether it finds anything in words that stand alone: the examples of a rule are tried with it.
    fn fires_on(&self, words: &str) -> bool {
        !self.drafts(&self.hits([(0, words)].into_iter(), |_| {})).is_empty()
    }

    fn hits<'t>(&self, texts: impl Iterator<Item = (usize, &'t str)>, spend: impl Fn(usize)) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (number, text) in texts {
            for (pattern, regex) in self.patterns.iter().enumerate() {
                spend(1 + text.len() / LETTERS_A_STEP);
                let room = HITS_MAX.saturating_sub(hits.len());
                hits.extend(
                    regex.captures_iter(text).take(room).map(|found| self.hit(number, pattern, &found)),
                );
            }
        }
        hits.sort_by_key(|hit| hit.place);
        hits
    }

    fn hit(&self, text: usize, pattern: usize, found: &Captures) -> Hit {
        let whole = found.get_match();
        let mut write = String::new();
        found.expand(&self.write, &mut write);
        Hit {
            place: Place { text, span: Span::new(whole.start(), whole.end()) },
            pattern,
            found: whole.as_str().to_owned(),
            write: like(whole.as_str(), &write),
        }
    }

    fn drafts(&self, hits: &[Hit]) -> Vec<Draft> {
        match self.kind {
            Kind::Forbidden => hits.iter().map(|hit| self.forbidden(hit)).collect(),
            // Words that already are what the house writes: “courriel” inside a pattern of both.
            Kind::Substitution => {
                hits.iter().filter(|hit| hit.found != hit.write).map(|hit| self.substitution(hit)).collect()
            }
            Kind::Occurrence => self.occurrence(hits).into_iter().collect(),
            Kind::Consistency => self.consistency(hits),
        }
    }

    fn draft(&self, message: Say, hit: &Hit, more: &[(&'static str, String)]) -> Draft {
        let message = message.with("found", &*hit.found).with("reason", &*self.reason);
        let message = more.iter().fold(message, |message, (name, value)| message.with(name, &**value));
        Draft::new(self.severity, message, vec![hit.place])
    }

    fn forbidden(&self, hit: &Hit) -> Draft {
        self.draft(say("house-forbidden"), hit, &[])
    }

    fn substitution(&self, hit: &Hit) -> Draft {
        let label = say("mend-write").with("words", &*hit.write);
        let draft = self.draft(say("house-substitution"), hit, &[("write", hit.write.clone())]);
        draft.mend(label, vec![(hit.place, hit.write.clone())])
    }

    /// One finding on all places past the last that is allowed.
    fn occurrence(&self, hits: &[Hit]) -> Option<Draft> {
        let (allowed, past) = hits.split_at_checked(self.most)?;
        let first = past.first()?;
        let counts = [("times", hits.len().to_string()), ("most", self.most.to_string())];
        let mut draft = self.draft(say("house-occurrence"), first, &counts);
        draft.targets = past.iter().map(|hit| hit.place).collect();
        let earlier = allowed.iter().map(|hit| Proof::At(say("note-spelled"), hit.place));
        Some(earlier.fold(draft, Draft::because))
    }

    /// The spelling that stands most often is right, of equals the one that the rule names first.
    fn consistency(&self, hits: &[Hit]) -> Vec<Draft> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        hits.iter().for_each(|hit| *counts.entry(hit.pattern).or_default() += 1);
        let usual = counts.iter().max_by_key(|(pattern, count)| (**count, std::cmp::Reverse(**pattern)));
        let Some((usual, _)) = usual else { return Vec::new() };
        let Some(example) = hits.iter().find(|hit| hit.pattern == *usual) else { return Vec::new() };
        let odd = hits.iter().filter(|hit| hit.pattern != *usual);
        odd.map(|hit| {
            let write = like(&hit.found, &example.found);
            let label = say("mend-write").with("words", &*write);
            let draft = self.draft(say("house-inconsistent"), hit, &[("usual", example.found.clone())]);
            let proof = Proof::At(say("note-spelled"), example.place);
            draft.because(proof).mend(label, vec![(hit.place, write)])
        })
        .collect()
    }
}

/// The words written with a capital where those that they replace have one.
fn like(found: &str, write: &str) -> String {
    let mut letters = write.chars();
    match (found.chars().next(), letters.next()) {
        (Some(old), Some(new)) if old.is_uppercase() && new.is_lowercase() => {
            new.to_uppercase().chain(letters).collect()
        }
        _ => write.to_owned(),
    }
}
