//! The margin: one card for each finding.

use std::cmp::Reverse;

use newsroom::{Permission, Preflight};
use serde::Serialize;
use story::{Field, Finding, Severity};

use crate::app::Names;
use crate::page::Screen;
use crate::proof::{Numbered, letter};
use crate::times::Clock;

/// A finding as its card tells it.
#[derive(Debug, Serialize)]
pub(crate) struct Card {
    pub number: usize,
    pub letter: &'static str,
    pub fingerprint: String,
    pub message: String,
    explanation: String,
    pub targets: Vec<String>,
    evidence: Vec<Shown>,
    suggestions: Vec<String>,
    /// The language in which the rules answered.
    pub language: String,
    pub direction: &'static str,
    /// Where on the screen its words are.
    place: Option<String>,
    pub settled: bool,
    pub by: String,
    pub at: String,
    pub reason: String,
    may_acknowledge: bool,
}

#[derive(Debug, Serialize)]
struct Shown {
    note: String,
    text: String,
}

/// The number beside a field of the form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Mark {
    number: usize,
    letter: &'static str,
}

/// Cards that wait for an answer and are seen before others are asked for: more are not read.
pub(crate) const AT_ONCE: usize = 5;

/// The cards, what weighs most and is surest first. `writing` says whether words are in fields of a form or in a proof.
pub(crate) async fn cards(
    screen: &Screen<'_>,
    clock: &Clock,
    names: &mut Names<'_>,
    preflight: &Preflight,
    numbered: &[Numbered<'_>],
    writing: bool,
) -> Vec<Card> {
    let mut cards = Vec::with_capacity(numbered.len());
    let mut numbered: Vec<&Numbered> = numbered.iter().collect();
    numbered.sort_by_key(|it| (Reverse((it.finding.severity, it.finding.confidence)), it.number));
    for it in numbered {
        let mut card = card(screen, it, writing);
        let known = preflight.acknowledged.iter().find(|known| known.fingerprint == it.finding.fingerprint);
        if let Some(known) = known {
            card.by = names.of(known.by).await;
            card.at = clock.short(known.at);
            card.reason = known.reason.clone();
        }
        cards.push(card);
    }
    cards
}

fn card(screen: &Screen<'_>, it: &Numbered, writing: bool) -> Card {
    let Numbered { number, finding, settled } = it;
    let language = screen.visitor.messages().language();
    let role = screen.visitor.caller.role;
    // The newsroom's policy has the last word; this only spares a reporter a form that would be refused.
    let needed =
        if finding.severity == Severity::Error { Permission::WriteAny } else { Permission::Acknowledge };
    let place = finding.targets.first().map(|target| match writing {
        true => form_field(target.field),
        false => format!("t{number}"),
    });
    Card {
        number: *number,
        letter: letter(finding.severity),
        fingerprint: finding.fingerprint.clone(),
        message: finding.message.clone(),
        explanation: finding.explanation.clone(),
        targets: words(finding),
        evidence: finding
            .evidence
            .iter()
            .map(|it| Shown { note: it.note.clone(), text: it.text.clone() })
            .collect(),
        suggestions: finding.suggestions.iter().map(|suggestion| suggestion.label.clone()).collect(),
        direction: language.direction().as_str(),
        language: language.to_string(),
        place: place.filter(|_| writing || !settled),
        settled: *settled,
        by: String::new(),
        at: String::new(),
        reason: String::new(),
        may_acknowledge: role.may(needed),
    }
}

/// The checks that did not answer, by name.
pub(crate) fn unavailable(screen: &Screen<'_>, preflight: &Preflight) -> Vec<String> {
    let rules = screen.desk.newsroom.rules();
    let name = |rule: &str| rules.name(rule, &screen.visitor.caller.language);
    preflight.report.unavailable.iter().map(|it| name(&it.rule)).collect()
}

fn words(finding: &Finding) -> Vec<String> {
    let mut words: Vec<String> = finding.targets.iter().map(|target| target.text.clone()).collect();
    words.dedup();
    words
}

/// The findings that speak of each field of the form.
pub(crate) fn marks<'a>(numbered: &'a [Numbered<'a>]) -> impl Iterator<Item = (String, Vec<Mark>)> + 'a {
    let mut marks: std::collections::BTreeMap<String, Vec<Mark>> = std::collections::BTreeMap::new();
    for it in numbered.iter().filter(|it| !it.settled) {
        let mut fields: Vec<String> =
            it.finding.targets.iter().map(|target| form_field(target.field)).collect();
        fields.dedup();
        for field in fields {
            let mark = Mark { number: it.number, letter: letter(it.finding.severity) };
            marks.entry(field).or_default().push(mark);
        }
    }
    marks.into_iter()
}

/// The field of the form that holds a text of the story. A title is a block's text to the rules, a field of its own
/// in the form: both names lead to the block.
pub(crate) fn form_field(field: Field) -> String {
    match field {
        Field::Headline => "headline".to_owned(),
        Field::HeadlineFor(_) => field.to_string(),
        Field::Kicker => "kicker".to_owned(),
        Field::Standfirst => "standfirst".to_owned(),
        Field::Dateline => "dateline".to_owned(),
        Field::LeadCaption => "lead.caption".to_owned(),
        Field::LeadCredit => "lead.credit".to_owned(),
        Field::LeadAlt => "lead.alt".to_owned(),
        Field::Block(id) => format!("b{id}.text"),
        Field::Speaker(id) => format!("b{id}.speaker"),
        Field::SpeakerRole(id) => format!("b{id}.role"),
        Field::Item(id, _) => format!("b{id}.items"),
        Field::Cell(id, ..) => format!("b{id}.rows"),
        Field::Caption(id, n) => format!("b{id}.p{n}.caption"),
        Field::Credit(id, n) => format!("b{id}.p{n}.credit"),
        Field::Alt(id, n) => format!("b{id}.p{n}.alt"),
    }
}
