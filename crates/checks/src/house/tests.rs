//! What house rules promise to those who write them.

use story::{
    BlockBody, CheckInput, Content, Finding, HouseRules, Language, Levels, Picture, Report, RichText,
};

use super::read;
use crate::engine::{check_with, try_house};
use crate::fuel::STEPS_MAX;

const COURRIEL: &str = r#"
[[rule]]
id = "courriel"
kind = "substitution"
reason = "The house writes French."
live = true
severity = "error"
languages = ["fr"]
find = ["e-mail", "mail", "l'e-mail"]
write = "courriel"
fires = ["Un e-mail est arrivé."]
fine = ["Un courriel est arrivé.", "Les mailles du filet."]
"#;

fn rules(text: &str) -> HouseRules {
    read(text, &Language::new("en")).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// Line and message of what is wrong.
fn faults(text: &str) -> Vec<(usize, String)> {
    let faults = read(text, &Language::new("en")).expect_err("it is not sound");
    faults.into_iter().map(|fault| (fault.line, fault.message)).collect()
}

/// A rule of one kind with these lines.
fn rule(kind: &str, lines: &str) -> String {
    format!("[[rule]]\nid = \"own\"\nkind = \"{kind}\"\nreason = \"So we decided.\"\n{lines}\n")
}

fn content(headline: &str, paragraphs: &[&str]) -> Content {
    let mut content =
        Content { language: Language::new("fr"), headline: headline.into(), ..Content::default() };
    for text in paragraphs {
        content.push(BlockBody::Paragraph(RichText::plain((*text).to_owned())));
    }
    content
}

fn ask(rules: &HouseRules, content: &Content, run: impl Fn(&CheckInput) -> Report) -> Report {
    let speak = Language::new("en");
    run(&CheckInput {
        content,
        published: "2025-06-05T12:00:00Z".parse().unwrap(),
        time_zone: "UTC",
        home_country: "",
        speak: &speak,
        levels: Levels::as_shipped(),
        house: Some(rules),
        archive: None,
        story: None,
        memory: None,
    })
}

fn tried(text: &str, content: &Content) -> Vec<Finding> {
    ask(&rules(text), content, try_house).findings
}

fn words(findings: &[Finding]) -> Vec<&str> {
    findings.iter().flat_map(|finding| finding.targets.iter().map(|target| &*target.text)).collect()
}

#[test]
fn a_substitution_finds_whole_words_and_writes_ours_with_its_capital() {
    let story = content("E-mail perdu", &["Le mail et les mailles. L’e-mail suit."]);
    let found = tried(COURRIEL, &story);
    assert_eq!(words(&found), ["E-mail", "mail", "L’e-mail"]);
    let edits: Vec<&str> = found.iter().map(|it| &*it.suggestions[0].edits[0].text).collect();
    assert_eq!(edits, ["Courriel", "courriel", "Courriel"]);
    assert_eq!((found[0].rule.as_str(), found[0].severity.as_str()), ("house:courriel", "error"));
    assert_eq!(found[0].message, "Write “Courriel”, not “E-mail”.");
    assert_eq!(found[0].explanation, "The house writes French.");
}

#[test]
fn a_pattern_writes_what_its_groups_hold_and_a_phrase_writes_its_dollar() {
    let pattern = rule("substitution", "pattern = '(\\d+) %'\nwrite = '$1 p. 100'");
    let found = tried(&pattern, &content("Titre", &["Une hausse de 12 % en un an."]));
    assert_eq!(found[0].suggestions[0].edits[0].text, "12 p. 100");
    let phrase = rule("substitution", "find = ['dollars']\nwrite = '$1'");
    assert_eq!(tried(&phrase, &content("", &["dollars"]))[0].suggestions[0].edits[0].text, "$1");
}

#[test]
fn a_forbidden_word_is_found_in_the_parts_that_are_named_and_in_no_other() {
    let text = rule("forbidden", "find = ['drame']\nparts = ['headline', 'captions']");
    let mut story = content("Drame au port", &["Un drame."]);
    story.push(BlockBody::Picture(Picture { caption: "Le drame".into(), ..Picture::default() }));
    assert_eq!(words(&tried(&text, &story)), ["Drame", "drame"]);
    let cased = rule("forbidden", "find = ['Drame']\ncase = true");
    assert_eq!(words(&tried(&cased, &story)), ["Drame"]);
}

#[test]
fn an_occurrence_rule_counts_over_the_whole_story() {
    let text = rule("occurrence", "find = ['notamment']\nmost = 2");
    assert!(tried(&text, &content("", &["notamment", "Notamment"])).is_empty());
    let found = tried(&text, &content("", &["notamment notamment", "notamment", "notamment"]));
    assert_eq!((found.len(), found[0].targets.len(), found[0].evidence.len()), (1, 2, 2));
    assert!(found[0].message.contains("4 times"), "{}", found[0].message);
}

#[test]
fn a_consistency_rule_offers_the_spelling_that_stands_most_often() {
    let text =
        rule("consistency", "find = ['Kyiv', 'Kiev']\nfires = ['Kiev, puis Kyiv.']\nfine = ['Kiev, Kiev.']");
    let found = tried(&text, &content("Kyiv", &["Kiev ce matin, Kiev ce soir."]));
    assert_eq!(words(&found), ["Kyiv"]);
    assert_eq!(found[0].suggestions[0].edits[0].text, "Kiev");
    assert_eq!(found[0].evidence.len(), 1);
}

#[test]
fn arabic_words_are_whole_words_too() {
    let text = rule("forbidden", "find = ['كارثة']\nlanguages = ['ar']");
    let mut story = content("كارثة في الميناء", &["كارثتان"]);
    assert!(tried(&text, &story).is_empty(), "a rule of another language");
    story.language = Language::new("ar");
    assert_eq!(words(&tried(&text, &story)), ["كارثة"]);
}

#[test]
fn a_draft_speaks_only_when_it_is_tried() {
    let story = content("Le mail", &[]);
    let live = rules(COURRIEL);
    let draft = rules(&COURRIEL.replace("live = true\n", ""));
    let check = |input: &CheckInput| check_with(&[], STEPS_MAX, input);
    assert_eq!(ask(&live, &story, check).findings.len(), 1);
    assert_eq!(ask(&draft, &story, check).findings.len(), 0);
    assert_eq!(ask(&draft, &story, try_house).findings.len(), 1);
    assert_ne!(ask(&live, &story, check).rule_set, ask(&draft, &story, check).rule_set);
}

#[test]
fn a_decision_of_the_newsroom_weighs_on_its_own_rules() {
    let story = content("Le mail", &[]);
    let live = rules(COURRIEL);
    let at = |level: &str| {
        let levels: Levels = serde_json::from_str(&format!("{{\"house:courriel\":\"{level}\"}}")).unwrap();
        let run = |input: &CheckInput| check_with(&[], STEPS_MAX, &CheckInput { levels: &levels, ..*input });
        ask(&live, &story, run).findings.first().map(|finding| finding.severity.as_str())
    };
    assert_eq!(
        (at("error"), at("warn"), at("info"), at("off")),
        (Some("error"), Some("warn"), Some("info"), None)
    );
}

#[test]
fn every_fault_is_told_with_the_line_of_its_rule() {
    let two = format!("# Ours\n{}\n{}", rule("forbidden", "find = []"), rule("substitution", "find = ['x']"));
    let found = faults(&two);
    assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 8]);
    assert!(found[0].1.contains("“own”"), "{found:?}");
    assert_eq!(faults("[[rule]]\nid = 'a'\nkin = 'forbidden'").len(), 1);
    assert_eq!(faults("[[rule]]\nid = 'a'\nkin = 'forbidden'")[0].0, 3);
    assert_eq!(faults("\n\n= 3")[0].0, 3);
}

#[test]
fn what_is_unsound_is_refused() {
    let kinds = [
        ("forbidden", "find = ['']", "no empty phrase"),
        ("forbidden", "find = ['a']\npattern = 'a'", "either find"),
        ("forbidden", "pattern = '('", "cannot be used"),
        ("forbidden", "pattern = '(?=a)'", "cannot be used"),
        ("forbidden", "pattern = '(a)\\1'", "cannot be used"),
        ("forbidden", "pattern = '\\w{1000}'", "cannot be used"),
        ("forbidden", "pattern = 'a*'", "nothing at all"),
        ("forbidden", "find = ['a']\nwrite = 'b'", "take write away"),
        ("forbidden", "find = ['a']\nlive = true", "no example"),
        ("forbidden", "find = ['a']\nfires = ['b']", "own example"),
        ("forbidden", "find = ['a']\nfine = ['a b']", "calls fine"),
        ("substitution", "find = ['a']", "what to write"),
        ("occurrence", "find = ['a']\nmost = 0", "allows nothing"),
        ("consistency", "find = ['a']", "two or more"),
    ];
    for (kind, lines, why) in kinds {
        let found = faults(&rule(kind, lines));
        assert!(found.len() == 1 && found[0].1.contains(why), "{kind} {lines}: {found:?}");
    }
    let twice = rule("forbidden", "find = ['a']").repeat(2);
    assert!(faults(&twice)[0].1.contains("further up"));
    assert!(faults(&rule("forbidden", "find = ['a']").replace("own", "Own !"))[0].1.contains("is no name"));
    assert!(
        faults(&rule("forbidden", "find = ['a']").replace("So we decided.", " "))[0].1.contains("no reason")
    );
}

#[test]
fn a_flood_is_refused_before_it_is_compiled() {
    assert!(faults(&"#".repeat(300_000))[0].1.contains("longer than"));
    let many: String =
        (0..301).map(|n| rule("forbidden", "find = ['a']").replace("own", &n.to_string())).collect();
    assert!(faults(&many)[0].1.contains("more than"));
    let long = format!("find = ['{}']", "a".repeat(201));
    assert!(faults(&rule("forbidden", &long))[0].1.contains("longer than 200"));
    let phrases = format!("find = {:?}", vec!["a"; 61]);
    assert!(faults(&rule("forbidden", &phrases))[0].1.contains("too much"));
}

#[test]
fn nested_repetition_over_a_megabyte_ends_within_the_budget() {
    let text = rule("forbidden", "pattern = '(a+)+$'");
    let report = ask(&rules(&text), &content("", &[&("a".repeat(900_000) + "b")]), try_house);
    assert!(report.unavailable.is_empty() && report.findings.is_empty());
}

#[test]
fn faults_are_told_in_the_language_of_whoever_wrote_them() {
    let text = rule("forbidden", "find = []");
    let said = |tag: &str| read(&text, &Language::new(tag)).expect_err("unsound")[0].message.clone();
    assert!(said("fr").contains("demande") && said("ar").contains("تحتاج"));
}
