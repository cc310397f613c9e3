//! A run as lines of JSON, so that two builds can be compared.

use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use story::Finding;

/// One finding on one story.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Line {
    pub story: String,
    pub rule: String,
    pub severity: String,
    pub fingerprint: String,
    pub message: String,
    pub words: Vec<String>,
    pub evidence: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mended: Option<String>,
}

impl Line {
    pub(crate) fn of(story: &str, finding: &Finding) -> Self {
        Self {
            story: story.to_owned(),
            rule: finding.rule.clone(),
            severity: finding.severity.as_str().to_owned(),
            fingerprint: finding.fingerprint.clone(),
            message: finding.message.clone(),
            words: finding.targets.iter().map(|target| target.text.clone()).collect(),
            evidence: finding.evidence.iter().map(|proof| proof.text.clone()).collect(),
            mended: finding.suggestions.first().map(|mend| mend.label.clone()),
        }
    }
}

pub(crate) fn write(path: &Path, lines: &[Line]) -> Result<()> {
    let mut text = String::new();
    for line in lines {
        text += &serde_json::to_string(line)?;
        text.push('\n');
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

pub(crate) fn read(path: &Path) -> Result<Vec<Line>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = text.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    lines.with_context(|| format!("{} is no saved run", path.display()))
}
