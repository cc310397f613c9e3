//! Findings that somebody judged: what was real stays found, what was false does not grow.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use story::Levels;

use crate::saved::Line;
use crate::stories::{self, Around, Story};

#[derive(Args)]
pub(crate) struct JudgedArgs {
    /// Lines of `story<TAB>rule<TAB>words<TAB>real|false`.
    verdicts: PathBuf,
    /// Files of JSON lines, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

/// One judged finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Verdict {
    story: String,
    rule: String,
    words: String,
    real: bool,
}

pub(crate) fn run(args: &JudgedArgs) -> Result<bool> {
    let text = std::fs::read_to_string(&args.verdicts)
        .with_context(|| format!("reading {}", args.verdicts.display()))?;
    let verdicts = read(&text)?;
    let stories = stories::read_all(&args.paths)?;
    let faults = faults(&verdicts, &stories);
    faults.iter().for_each(|fault| println!("{fault}"));
    let real = verdicts.iter().filter(|verdict| verdict.real).count();
    println!("{} judged findings, {real} real, {} not as judged", verdicts.len(), faults.len());
    Ok(faults.is_empty())
}

fn read(text: &str) -> Result<Vec<Verdict>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [story, rule, words, verdict @ ("real" | "false")] => Ok(Verdict {
                story: story.into(),
                rule: rule.into(),
                words: words.into(),
                real: verdict == "real",
            }),
            _ => anyhow::bail!("not `story, rule, words, real or false`: {line}"),
        })
        .collect()
}

/// What is not as judged: a real finding that is gone, an error or warning that nobody judged.
fn faults(verdicts: &[Verdict], stories: &[Story]) -> Vec<String> {
    let editions = pages::editions();
    let around = Around { editions: &editions, levels: Levels::as_shipped(), archive: None, memory: None };
    let mut found = BTreeSet::new();
    for story in stories {
        for finding in story.check(&around).findings.iter().filter(|it| it.severity.as_str() != "info") {
            let line = Line::of(&story.id, finding);
            found.insert((line.story, line.rule, line.words.join(" | ")));
        }
    }
    let key = |verdict: &Verdict| (verdict.story.clone(), verdict.rule.clone(), verdict.words.clone());
    let judged: BTreeSet<_> = verdicts.iter().map(key).collect();
    let lost = verdicts.iter().filter(|verdict| verdict.real).map(key).filter(|key| !found.contains(key));
    let new = found.iter().filter(|key| !judged.contains(key)).cloned();
    let say = |what: &str, (story, rule, words): (String, String, String)| {
        format!("{what}: {story} {rule} {words}")
    };
    lost.map(|key| say("lost", key)).chain(new.map(|key| say("unjudged", key))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [&str; 6] = ["ar", "de", "en", "es", "fa", "fr"];

    fn ours() -> (Vec<Verdict>, Vec<Story>) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let verdicts = std::fs::read_to_string(folder.join("judged.tsv")).unwrap();
        (read(&verdicts).unwrap(), stories::read_all(&[folder.join("stories")]).unwrap())
    }

    #[test]
    fn judged_findings_stay_found_and_false_alarms_do_not_grow() {
        let (verdicts, stories) = ours();
        assert_eq!(faults(&verdicts, &stories), Vec::<String>::new());
    }

    #[test]
    fn the_judged_stories_are_ten_and_more_in_each_language_with_faults_of_many_kinds() {
        let (verdicts, stories) = ours();
        for language in LANGUAGES {
            assert!(stories.iter().filter(|story| story.lang() == language).count() >= 10, "{language}");
            let rules: BTreeSet<_> = verdicts
                .iter()
                .filter(|verdict| verdict.story.starts_with(language))
                .map(|verdict| &verdict.rule)
                .collect();
            assert!(rules.len() >= 8, "{language}: {rules:?}");
        }
    }

    #[test]
    fn a_lost_finding_and_a_new_alarm_are_told() {
        let (mut verdicts, stories) = ours();
        let gone = verdicts.pop().unwrap();
        let other = Verdict { words: "never written".into(), ..gone.clone() };
        verdicts.push(other);
        let told = faults(&verdicts, &stories);
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("lost: ") && told[0].ends_with("never written"), "{told:?}");
        assert!(told[1].starts_with("unjudged: ") && told[1].ends_with(&gone.words), "{told:?}");
    }
}
