//! What two runs do not share.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::saved::{self, Line};

pub(crate) fn run(before: &Path, after: &Path) -> Result<()> {
    let (before, after) = (saved::read(before)?, saved::read(after)?);
    let mut rules: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in gone(&before, &after) {
        println!("- {}", shown(line));
        rules.entry(key(line)).or_default().0 += 1;
    }
    for line in gone(&after, &before) {
        println!("+ {}", shown(line));
        rules.entry(key(line)).or_default().1 += 1;
    }
    println!("{} findings before, {} after", before.len(), after.len());
    for (rule, (went, came)) in rules {
        println!("  {rule}: -{went} +{came}");
    }
    Ok(())
}

/// Lines of `a` that `b` lacks; as often as `a` has them more.
fn gone<'a>(a: &'a [Line], b: &[Line]) -> Vec<&'a Line> {
    let id = |line: &Line| (line.story.clone(), line.severity.clone(), line.fingerprint.clone());
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    b.iter().for_each(|line| *left.entry(id(line)).or_default() += 1);
    a.iter()
        .filter(|line| match left.get_mut(&id(line)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

fn key(line: &Line) -> String {
    format!("{} {}", line.rule, line.severity)
}

fn shown(line: &Line) -> String {
    format!("{} {} {}: {} {:?}", line.story, line.severity, line.rule, line.message, line.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_that_came_and_one_that_went_are_told_apart() {
        let line = |fingerprint: &str| Line {
            story: "s".into(),
            rule: "r".into(),
            severity: "warn".into(),
            fingerprint: fingerprint.into(),
            message: String::new(),
            words: Vec::new(),
            evidence: Vec::new(),
            mended: None,
        };
        let (before, after) = ([line("a"), line("b"), line("b")], [line("b"), line("c")]);
        let names = |lines: Vec<&Line>| lines.iter().map(|line| line.fingerprint.clone()).collect::<Vec<_>>();
        assert_eq!(names(gone(&before, &after)), ["a", "b"]);
        assert_eq!(names(gone(&after, &before)), ["c"]);
    }
}
