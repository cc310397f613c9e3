//! Findings as SARIF 2.1.0, the form that code-scanning services read (OASIS, "Static Analysis Results Interchange
//! Format").

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use story::{Finding, Language, RuleCard, Severity};

/// One document for a whole run.
pub(crate) struct Log(Vec<Value>);

impl Log {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// The findings of one file, each with its line where that is known.
    pub(crate) fn add<'a>(
        &mut self,
        file: &str,
        findings: impl Iterator<Item = (Option<usize>, &'a Finding)>,
    ) {
        self.0.extend(findings.map(|(line, finding)| result(file, line, finding)));
    }

    pub(crate) fn json(&self) -> Value {
        let rules: Vec<Value> = checks::RULE_SET.rules.iter().map(rule).collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": { "name": "marbre", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
                "columnKind": "unicodeCodePoints",
                "results": self.0,
            }],
        })
    }
}

fn rule(card: &RuleCard) -> Value {
    let (finds, _) = card.finds(&Language::new("en"));
    json!({
        "id": card.id,
        "shortDescription": { "text": finds },
        "fullDescription": { "text": finds },
        "help": { "text": card.page, "markdown": card.page },
        "defaultConfiguration": { "level": level(card.severity) },
    })
}

/// What may stand as it is in the path of an address (RFC 3986 §3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'@')
    .remove(b'+');

fn result(file: &str, line: Option<usize>, finding: &Finding) -> Value {
    let index = checks::RULE_SET.rules.iter().position(|card| card.id == finding.rule);
    let words: Vec<&str> = finding.targets.iter().map(|target| target.text.as_str()).collect();
    let uri = utf8_percent_encode(file, PATH).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(line) = line {
        physical["region"] = json!({ "startLine": line, "snippet": { "text": words.join(" … ") } });
    }
    let fields: Vec<Value> = finding
        .targets
        .iter()
        .map(|target| json!({ "fullyQualifiedName": target.field.to_string(), "kind": "member" }))
        .collect();
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(finding.severity),
        "rank": f64::from(finding.confidence) / 10.0,
        "message": { "text": finding.message },
        "locations": [{ "physicalLocation": physical, "logicalLocations": fields }],
        "partialFingerprints": { "marbre/v1": finding.fingerprint },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}
