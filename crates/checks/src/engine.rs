//! Runs every rule over one analysis, each inside its budget and its own net, and puts drafts into words.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use story::{
    CheckInput, Edit, Evidence, Finding, Level, Report, RuleFailure, Stage, Suggestion, Target, TextRole,
};

use crate::analysis::Analysis;
use crate::draft::{Draft, Mend, Place, Proof, say};
use crate::fingerprint::{Fnv, beside, fingerprint, renamed};
use crate::fuel::{STEPS_MAX, Spent};
use crate::house::{self, HouseRule};
use crate::message::{MESSAGES, Voice};
use crate::rules::{RULES, Rule};
use crate::tables;

/// More than this helps nobody choose.
const SUGGESTIONS_MAX: usize = 3;
/// A story in which one rule finds more than this has one problem, not a hundred.
const FINDINGS_PER_RULE_MAX: usize = 50;

/// Everything the rules say about a story. Never panics.
pub(crate) fn check(input: &CheckInput) -> Report {
    check_with(RULES, STEPS_MAX, input)
}

/// What the house rules say, drafts among them and each at its full weight.
pub(crate) fn try_house(input: &CheckInput) -> Report {
    run(&[], House::All, STEPS_MAX, input)
}

pub(crate) fn check_with(rules: &[Rule], steps_max: u64, input: &CheckInput) -> Report {
    run(rules, House::Live, steps_max, input)
}

/// Which house rules run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum House {
    Live,
    All,
}

type Find<'a> = Box<dyn Fn(&Analysis) -> Vec<Draft> + 'a>;

/// One that runs: by what name, how far, and what it finds.
struct Runner<'a> {
    id: &'a str,
    version: u16,
    level: Level,
    find: Find<'a>,
}

impl<'a> Runner<'a> {
    fn of(rule: &'a Rule, input: &CheckInput) -> Self {
        let level = input.levels.of(rule.card.id, rule.card.stage);
        Self { id: rule.card.id, version: rule.card.version, level, find: Box::new(rule.find) }
    }

    /// The newsroom's decision holds for its own rules too, but never when they are tried.
    fn of_house(rule: &'a HouseRule, which: House, input: &CheckInput) -> Self {
        let level = match which {
            House::All => Level::Error,
            House::Live if rule.live => input.levels.of(&rule.id, Stage::Live),
            House::Live => Level::Off,
        };
        Self { id: &rule.id, version: 1, level, find: Box::new(|story| rule.find(story)) }
    }
}

fn run(rules: &[Rule], which: House, steps_max: u64, input: &CheckInput) -> Report {
    let voice = Voice::of(input.speak);
    let mut report = Report { rule_set: version(rules), ..Report::default() };
    if let Some(archive) = input.archive {
        report.rule_set += &format!(" archive@{}", archive.version());
    }
    let mut runners: Vec<Runner> = rules.iter().map(|rule| Runner::of(rule, input)).collect();
    if let Some(house) = house::house(input.house) {
        report.rule_set += &format!(" house@{}", house.version);
        runners.extend(house.rules.iter().map(|rule| Runner::of_house(rule, which, input)));
    }
    let analysis = match catch_unwind(AssertUnwindSafe(|| Analysis::new(input))) {
        Ok(analysis) => analysis,
        Err(cause) => {
            report.unavailable = runners.iter().map(|runner| failure(runner.id, &voice, &*cause)).collect();
            return report;
        }
    };
    if !analysis.complete {
        let reason = voice.message(&say("text-too-long"));
        report.unavailable.push(RuleFailure { rule: "text-limit".into(), reason });
    }
    for runner in runners.iter().filter(|runner| runner.level != Level::Off) {
        analysis.fuel.refill(steps_max);
        // A rule only reads the analysis; a part of it left unfinished by a panic is computed anew.
        match catch_unwind(AssertUnwindSafe(|| findings(runner, &analysis, &voice))) {
            Ok(found) => report.findings.extend(found.into_iter().filter_map(|mut finding| {
                finding.severity = runner.level.at_most(finding.severity)?;
                Some(finding)
            })),
            Err(cause) => report.unavailable.push(failure(runner.id, &voice, &*cause)),
        }
    }
    report.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    report
}

fn failure(rule: &str, voice: &Voice, cause: &(dyn Any + Send)) -> RuleFailure {
    let reason = if cause.is::<Spent>() { say("rule-overran") } else { say("rule-panicked") };
    RuleFailure { rule: rule.into(), reason: voice.message(&reason) }
}

/// Names rules, tables and messages: the same name means the same answer.
fn version(rules: &[Rule]) -> String {
    static DATA: OnceLock<String> = OnceLock::new();
    let data = DATA.get_or_init(|| {
        let mut hash = Fnv::new();
        tables::SOURCES.iter().for_each(|text| hash.add(text));
        tables::lexicon::sizes().for_each(|size| hash.add(&size.to_string()));
        MESSAGES.iter().for_each(|(_, text)| hash.add(text));
        hash.hex()
    });
    let rules: Vec<String> =
        rules.iter().map(|rule| format!("{}@{}", rule.card.id, rule.card.version)).collect();
    format!("{} tables@{data}", rules.join(" "))
}

fn findings(runner: &Runner, analysis: &Analysis, voice: &Voice) -> Vec<Finding> {
    analysis.fuel.spend(1);
    let mut drafts = (runner.find)(analysis);
    // Worst first, so that of two findings on the same words the milder one goes.
    drafts.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.targets.cmp(&b.targets)));
    let mut seen = BTreeSet::new();
    drafts.retain(|draft| seen.insert(draft.targets.clone()));
    drafts.sort_by(|a, b| a.targets.cmp(&b.targets));
    once_per_headline(&mut drafts, analysis);
    drafts.truncate(FINDINGS_PER_RULE_MAX);
    let mut findings: Vec<Finding> =
        drafts.iter().map(|draft| finding(runner, draft, analysis, voice)).collect();
    // The same words beside the same words: each is a fault of its own all the same.
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &mut findings {
        let nth = names.entry(finding.fingerprint.clone()).or_default();
        if *nth > 0 {
            finding.fingerprint = renamed(&finding.fingerprint, *nth);
        }
        *nth += 1;
    }
    findings
}

/// A fault that several headlines of a story have in the same words is told once, of the first of them.
fn once_per_headline(drafts: &mut Vec<Draft>, analysis: &Analysis) {
    let mut told: BTreeMap<(&str, Vec<String>), usize> = BTreeMap::new();
    drafts.retain(|draft| {
        let texts = || draft.targets.iter().map(|place| &analysis.texts[place.text]);
        let Some(first) =
            draft.targets.first().filter(|_| texts().all(|text| text.role == TextRole::Headline))
        else {
            return true;
        };
        let words = texts().zip(&draft.targets).map(|(text, place)| text.words(place.span).to_lowercase());
        *told.entry((draft.message.key, words.collect())).or_insert(first.text) == first.text
    });
}

fn finding(runner: &Runner, draft: &Draft, analysis: &Analysis, voice: &Voice) -> Finding {
    let targets: Vec<Target> = draft.targets.iter().map(|place| target(*place, analysis)).collect();
    let near: Vec<String> =
        draft.targets.iter().map(|place| beside(analysis.texts[place.text].text, place.span)).collect();
    let evidence: Vec<Evidence> =
        draft.evidence.iter().map(|proof| evidence(proof, analysis, voice)).collect();
    let suggestions = draft.mends.iter().take(SUGGESTIONS_MAX);
    Finding {
        rule: runner.id.into(),
        version: runner.version,
        severity: draft.severity,
        confidence: draft.confidence,
        message: voice.message(&draft.message),
        explanation: voice.why(&draft.message),
        fingerprint: fingerprint(runner.id, &targets, &near, &evidence),
        suggestions: suggestions.map(|mend| suggestion(mend, analysis, voice)).collect(),
        targets,
        evidence,
    }
}

fn target(place: Place, analysis: &Analysis) -> Target {
    let text = &analysis.texts[place.text];
    Target { field: text.field, span: place.span, text: text.words(place.span).to_owned() }
}

fn evidence(proof: &Proof, analysis: &Analysis, voice: &Voice) -> Evidence {
    match proof {
        Proof::At(note, place) => {
            let at = target(*place, analysis);
            Evidence { note: voice.message(note), text: at.text.clone(), at: Some(at) }
        }
        Proof::Words(note, words) => Evidence { note: voice.message(note), text: words.clone(), at: None },
    }
}

fn suggestion(mend: &Mend, analysis: &Analysis, voice: &Voice) -> Suggestion {
    let edit = |(place, text): &(Place, String)| Edit {
        field: analysis.texts[place.text].field,
        span: place.span,
        text: text.clone(),
    };
    Suggestion { label: voice.message(&mend.label), edits: mend.edits.iter().map(edit).collect() }
}
