//! What the engine promises whatever the rules do: nets, budgets, the same answer every time.

use story::{CheckInput, Language, Level, Levels, RuleCard, Severity, Stage};

use super::sample::Sample;
use crate::analysis::Analysis;
use crate::draft::Draft;
use crate::engine::check_with;
use crate::fuel::STEPS_MAX;
use crate::rules::{RULES, Rule};

const FAULTY: &str = "headline: Accord entre l'Iran et l'Iran\nbody: La maire de de la ville et la Turquie, mardi 9 juin.\ncaption: La place du port.";

fn rule(id: &'static str, find: fn(&Analysis) -> Vec<Draft>) -> Rule {
    Rule { card: RuleCard { id, version: 1, severity: Severity::Error, stage: Stage::Live, page: "" }, find }
}

fn panics(_: &Analysis) -> Vec<Draft> {
    // Without the hook of a panic: a test's log stays readable.
    std::panic::resume_unwind(Box::new("a fault of ours"))
}

fn never_ends(story: &Analysis) -> Vec<Draft> {
    loop {
        story.tokens(0);
    }
}

#[test]
fn a_rule_that_panics_is_reported_and_the_others_answer() {
    let mut rules = vec![rule("broken-rule", panics)];
    rules.extend(RULES);
    let sample = Sample::read("fr", FAULTY);
    let report = sample.check_with(|input| check_with(&rules, STEPS_MAX, input));
    assert_eq!(report.unavailable.len(), 1);
    assert_eq!(report.unavailable[0].rule, "broken-rule");
    assert!(report.unavailable[0].reason.contains("panne"), "{}", report.unavailable[0].reason);
    assert_eq!(report.findings, sample.check().findings);
}

#[test]
fn a_rule_that_overruns_its_budget_is_reported_and_the_others_answer() {
    let mut rules = vec![rule("endless-rule", never_ends)];
    rules.extend(RULES);
    let sample = Sample::read("fr", FAULTY);
    let report = sample.check_with(|input| check_with(&rules, STEPS_MAX, input));
    assert_eq!(report.unavailable.len(), 1);
    assert!(report.unavailable[0].reason.contains("étapes"), "{}", report.unavailable[0].reason);
    assert_eq!(report.findings, sample.check().findings);
}

#[test]
fn without_budget_every_rule_is_unavailable_and_nothing_is_found() {
    let report = Sample::read("fr", FAULTY).check_with(|input| check_with(RULES, 0, input));
    assert_eq!(report.unavailable.len(), RULES.len());
    assert_eq!(report.findings, []);
}

#[test]
fn the_same_story_gives_the_same_bytes_a_thousand_times() {
    let sample = Sample::read("fr", FAULTY);
    let first = serde_json::to_string(&sample.check()).unwrap();
    assert!(first.contains("repeated-place") && first.contains("doubled-word") && first.contains("weekday"));
    for _ in 0..1_000 {
        assert_eq!(serde_json::to_string(&sample.check()).unwrap(), first);
    }
}

#[test]
fn the_answer_names_its_rules_and_tables() {
    let report = Sample::read("fr", FAULTY).check();
    for rule in RULES {
        let name = format!("{}@{}", rule.card.id, rule.card.version);
        assert!(report.rule_set.contains(&name), "{}", report.rule_set);
    }
    assert!(report.rule_set.contains(" tables@"));
}

#[test]
fn errors_come_first_and_no_words_are_blamed_twice_by_one_rule() {
    let report =
        Sample::read("fr", "headline: Accord entre l'Iran et l'Iran\nbody: Le vote vote, de de la ville.")
            .check();
    assert!(report.findings.is_sorted_by(|a, b| a.severity >= b.severity));
    for (n, a) in report.findings.iter().enumerate() {
        assert!(report.findings[n + 1..].iter().all(|b| a.rule != b.rule || a.targets != b.targets));
    }
}

#[test]
fn a_story_too_long_is_checked_up_to_the_limit_and_says_so() {
    let filler = "mot ".repeat(260_000);
    let lines = format!("headline: La maire de de la ville\nbody: {filler}\nbody: La fin de de tout.");
    let report = Sample::read("fr", &lines).check();
    assert_eq!(report.unavailable.len(), 1);
    assert_eq!(report.unavailable[0].rule, "text-limit");
    let doubled = report.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    assert_eq!(doubled, 1, "the end lies beyond the limit");
}

#[test]
fn a_fingerprint_survives_moves_unrelated_edits_and_the_speaker_and_dies_with_the_words() {
    let print = |lines: &str| {
        let report = Sample::read("fr", lines).check();
        let found = report.findings.into_iter().find(|finding| finding.rule == "weekday-mismatch");
        found.map(|finding| finding.fingerprint)
    };
    let first = print("body: La grève est mardi 9 juin.\nbody: Rien.");
    assert!(first.is_some());
    assert_eq!(print("body: Rien.\nbody: Demain ou après, la grève est  Mardi 9 juin !"), first);
    assert_ne!(print("body: La grève est mercredi 9 juin."), first);
    assert_ne!(
        print("body: Le concert aura lieu mardi 9 juin."),
        first,
        "another sentence of the same words"
    );
    let twice =
        Sample::read("fr", "body: La grève est mardi 9 juin.\nbody: La grève est mardi 9 juin.").check();
    let prints: Vec<_> = twice.findings.iter().filter(|it| it.rule == "weekday-mismatch").collect();
    assert_eq!(prints.len(), 2);
    assert_ne!(prints[0].fingerprint, prints[1].fingerprint, "each is answered for on its own");
    let mut sample = Sample::read("fr", "body: La grève est mardi 9 juin.");
    sample.content.language = Language::new("fr-ca");
    assert_eq!(Some(&sample.check().findings[0].fingerprint), first.as_ref());
}

#[test]
fn messages_are_in_the_journalists_language_whatever_the_storys() {
    let sample = Sample::read("en", "body: The mayor signed the the letter.");
    for (tag, words) in [("fr", "deux fois"), ("ar", "مرتين"), ("en", "twice"), ("xx", "twice")] {
        let speak = Language::new(tag);
        let report = sample.check_with(|input| crate::engine::check(&CheckInput { speak: &speak, ..*input }));
        assert!(report.findings[0].message.contains(words), "{tag}: {}", report.findings[0].message);
    }
}

#[test]
fn without_a_date_of_publication_only_dates_with_a_year_are_judged() {
    let mut sample = Sample::read("fr", "body: La grève est mardi 9 juin, pas le lundi 10 juin 2025.");
    sample.published = story::Timestamp::UNIX_EPOCH;
    let report = sample.check();
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].targets[0].text, "lundi 10 juin 2025");
}

#[test]
fn a_rule_on_trial_weighs_nothing_until_a_newsroom_raises_it_and_a_rule_turned_off_is_silent() {
    let mut trial = rule("trial-rule", |story| {
        let place = story.place(0, 0, 0);
        vec![Draft::new(Severity::Error, crate::draft::say("doubled-word"), vec![place])]
    });
    trial.card.stage = Stage::Trial;
    let sample = Sample::read("fr", FAULTY);
    let severity = |levels: &[(&str, Level)]| {
        let levels = Levels(levels.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect());
        let report = sample
            .check_with(|input| check_with(&[trial], STEPS_MAX, &CheckInput { levels: &levels, ..*input }));
        report.findings.first().map(|finding| finding.severity)
    };
    assert_eq!(severity(&[]), Some(Severity::Info));
    assert_eq!(severity(&[("trial-rule", Level::Error)]), Some(Severity::Error));
    assert_eq!(severity(&[("trial-rule", Level::Warn)]), Some(Severity::Warn));
    assert_eq!(severity(&[("trial-rule", Level::Off)]), None);
}

#[test]
fn a_fault_in_the_same_words_of_several_headlines_is_told_once_and_of_another_one_by_itself() {
    let said = |lines: &str| {
        let report = Sample::read("fr", lines).check();
        let fields = |finding: &story::Finding| finding.targets[0].field.to_string();
        report.findings.iter().filter(|one| one.rule == "repeated-place").map(fields).collect::<Vec<_>>()
    };
    let body = "body: Accord signé mardi.";
    let (both, other) = ("Accord entre l'Iran et l'Iran", "Accord entre la Chine et la Chine");
    assert_eq!(said(&format!("headline: {both}\nshort: {both}\nalert: {both}\n{body}")), ["headline"]);
    assert_eq!(
        said(&format!("headline: Un accord\nshort: {both}\nalert: {both}\n{body}")),
        ["headline-short"]
    );
    assert_eq!(said(&format!("headline: {both}\nalert: {other}\n{body}")), ["headline", "headline-alert"]);
}

#[test]
fn what_is_said_of_the_headline_is_said_of_those_for_single_uses() {
    let body = "Le feu a détruit trente-quatre maisons à Ostrande. Les pompiers sont restés toute la nuit sur place et le maire a \
                ouvert une salle aux familles, qui ne pourront pas rentrer chez elles avant plusieurs jours, le temps que l’eau \
                revienne dans les rues voisines du port.";
    for (rule, words) in [
        ("headline-number-differs", "Un incendie détruit 43 maisons à Ostrande"),
        ("headline-not-in-body", "Un incendie détruit des maisons au Pérou"),
        ("headline-stranger", "Un incendie chez Paul Hérisson à Ostrande"),
    ] {
        for field in ["short", "alert", "search"] {
            let lines = format!("headline: Un incendie à Ostrande\n{field}: {words}\nbody: {body}");
            let report = Sample::read("fr", &lines).check();
            let found = report.findings.iter().find(|one| one.rule == rule);
            let at = found.map(|one| one.targets[0].field.to_string());
            assert_eq!(at, Some(format!("headline-{field}")), "{rule}: {:?}", report.findings);
        }
    }
}
