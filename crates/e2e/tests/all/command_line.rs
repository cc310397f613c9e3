//! The command line: fixed shapes that others build on.

use std::fs;

use e2e::binary::{run, run_with_input};

const FAULTY: &str = "Grèce et Grèce : un accord sur les gares\n\nLa Grèce et la Bulgarie ont signé mardi un accord \
    sur les gares de la ligne côtière, ont indiqué les deux ministères.\n\nSofia financera un tiers des travaux, Athènes le reste.\n";

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        "serve",
        "site",
        "parse",
        "check",
        "measures",
        "file",
        "publish",
        "user add",
        "user list",
        "backup",
        "restore",
        "journal list",
        "journal follow",
        "migrate",
        "verify",
    ] {
        let arguments: Vec<&str> = command.split(' ').chain(["--help"]).collect();
        let help = run(&arguments);
        assert_eq!(help.code, 0, "{command}");
        assert!(help.out.contains(&format!("Example: marbre {command}")), "{command}: {}", help.out);
    }
    assert!(run(&["--help"]).out.contains("Exit codes:"));
}

#[test]
fn parse_prints_one_json_object_a_line_per_item() {
    let rss = "<rss version=\"2.0\"><channel><title>S</title><item><title>Un</title><guid>1</guid><description>Texte un.</description></item>\
        <item><title>Deux</title><guid>2</guid><description>Texte deux.</description></item></channel></rss>";
    let run = run_with_input(&["parse", "-", "--format", "json"], rss.as_bytes());
    let items = run.json_lines();
    assert_eq!(items.len(), 2, "{run:?}");
    assert_eq!(items[0]["headline"], "Un");
    assert_eq!(items[1]["guid"], "2");
}

#[test]
fn check_prints_one_object_per_file_and_exits_with_1_when_something_blocks() {
    let folder = tempfile::tempdir().unwrap();
    let (faulty, fine) = (folder.path().join("faulty.txt"), folder.path().join("fine.txt"));
    fs::write(&faulty, FAULTY).unwrap();
    fs::write(&fine, FAULTY.replacen("Grèce et Grèce", "Grèce et Bulgarie", 1)).unwrap();
    let both = run(&["check", faulty.to_str().unwrap(), fine.to_str().unwrap(), "--format", "json"]);
    assert_eq!(both.code, 1, "{both:?}");
    let files = both.json_lines();
    assert_eq!(files.len(), 2);
    let finding = &files[0]["findings"][0];
    assert_eq!(finding["rule"], "repeated-place");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["line"], 1);
    for key in ["message", "targets", "evidence", "suggestions"] {
        assert!(!finding[key].is_null(), "{key} is missing in {finding}");
    }
    assert_eq!(files[1]["findings"].as_array().map(Vec::len), Some(0), "{}", files[1]);
    assert_eq!(run(&["check", fine.to_str().unwrap()]).code, 0);
}

#[test]
fn check_goes_through_folders_and_writes_sarif_for_other_peoples_pipelines() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    for name in ["a.txt", "inner/b.txt", ".hidden.txt"] {
        fs::write(folder.path().join(name), "Le port rouvre\n\nLa maire de de la ville a signé.\n").unwrap();
    }
    let run = run(&["check", folder.path().to_str().unwrap(), "--format", "sarif"]);
    assert_eq!(run.code, 1);
    let log: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let doubled: Vec<&serde_json::Value> =
        results.iter().filter(|result| result["ruleId"] == "doubled-word").collect();
    assert_eq!(doubled.len(), 2, "{results:#?}");
    for (result, name) in doubled.iter().zip(["a.txt", "b.txt"]) {
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["artifactLocation"]["uri"].as_str().unwrap().ends_with(name));
        assert_eq!((&result["level"], &place["region"]["startLine"]), (&"error".into(), &3.into()));
    }
}

#[test]
fn check_tells_people_file_line_words_reason_and_mend() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.txt");
    fs::write(&path, FAULTY).unwrap();
    let run = run(&["check", path.to_str().unwrap(), "--speak", "fr"]);
    assert!(run.out.contains("story.txt:1: error:"), "{}", run.out);
    assert!(run.out.contains("Grèce") && run.out.contains("Bulgarie"), "{}", run.out);
}

const HOUSE: &str = "[[rule]]\nid = 'courriel'\nkind = 'substitution'\nreason = 'The house writes French.'\nlive = true\n\
    severity = 'error'\nfind = ['mail']\nwrite = 'courriel'\nfires = ['Un mail.']\n\n\
    [[rule]]\nid = 'drame'\nkind = 'forbidden'\nreason = 'Say what happened.'\nfind = ['drame']\nfires = ['Un drame.']\n";

#[test]
fn check_holds_stories_to_the_rules_of_the_house_and_tries_drafts_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let (house, story) = (folder.path().join("house.toml"), folder.path().join("story.txt"));
    fs::write(&house, HOUSE).unwrap();
    fs::write(&story, "Le port rouvre\n\nLa maire de de la ville a reçu un mail après le drame.\n").unwrap();
    let (house, story) = (house.to_str().unwrap(), story.to_str().unwrap());
    let rules = |words: &[&str]| {
        let run = run(&[&["check", story, "--format", "json"], words].concat());
        let file = run.json_lines().remove(0);
        let rules =
            file["findings"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap().to_owned());
        (run.code, rules.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>())
    };
    assert_eq!(rules(&[]), (1, vec!["doubled-word".to_owned()]));
    assert_eq!(rules(&["--house", house]).1, ["doubled-word", "house:courriel"]);
    assert_eq!(rules(&["--house", house, "--try-house"]).1, ["house:courriel", "house:drame"]);
    let text = run(&["check", story, "--house", house, "--speak", "en"]);
    assert!(
        text.out.contains("story.txt:3: error: Write “courriel”, not “mail”. [house:courriel]"),
        "{}",
        text.out
    );
    assert!(text.out.contains("The house writes French."), "{}", text.out);
}

#[test]
fn house_rules_that_cannot_be_read_are_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let (house, story) = (folder.path().join("house.toml"), folder.path().join("story.txt"));
    fs::write(&story, "Le port rouvre\n\nLa maire a signé.\n").unwrap();
    fs::write(&house, HOUSE.replace("'forbidden'", "'forgotten'")).unwrap();
    let run = run(&["check", story.to_str().unwrap(), "--house", house.to_str().unwrap()]);
    assert_ne!(run.code, 0);
    assert!(run.out.is_empty() && run.err.contains("house.toml:13"), "{}", run.err);
    let without = e2e::binary::run(&["check", story.to_str().unwrap(), "--try-house"]);
    assert_eq!(without.code, 2);
    assert!(without.err.contains("--house"), "{}", without.err);
}

#[test]
fn wrong_usage_exits_with_2_and_names_the_nearest_flag() {
    let run = run(&["serve", "--lisen", "x"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--listen"), "{}", run.err);
}
