//! The house rules that neither the compiler nor clippy knows, each in its own file with its own tests.

mod banned;
mod crates;
mod generated;
mod layers;
mod links;
mod lists;
mod machine_paths;
mod module_docs;
mod orphans;
mod promises;
mod pure;
mod size;
mod sql;

use std::fmt;

use crate::code::{Source, sources};
use crate::manifest::{Manifest, manifests};
use crate::tree::Tree;

/// What rules look at.
pub(crate) struct House<'a> {
    pub tree: &'a Tree,
    pub sources: Vec<Source<'a>>,
    pub manifests: Vec<Manifest>,
}

impl<'a> House<'a> {
    pub(crate) fn new(tree: &'a Tree) -> Self {
        Self { tree, sources: sources(tree), manifests: manifests(tree) }
    }
}

/// One house rule. Its `why` is shown with every violation.
pub(crate) struct Rule {
    pub name: &'static str,
    pub why: &'static str,
    pub find: fn(&House) -> Vec<Violation>,
}

/// Where a rule is broken, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    pub path: String,
    pub line: usize,
    pub what: String,
    pub fix: String,
}

impl Violation {
    pub(crate) fn new(path: &str, line: usize, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into(), fix: fix.into() }
    }
}

const RULES: &[&Rule] = &[
    &layers::RULE,
    &crates::RULE,
    &pure::RULE,
    &sql::RULE,
    &orphans::RULE,
    &module_docs::RULE,
    &size::RULE,
    &banned::RULE,
    &lists::RULE,
    &links::RULE,
    &promises::RULE,
    &generated::RULE,
    &machine_paths::RULE,
];

/// A violation with the rule it breaks, as it is printed.
pub(crate) struct Reported {
    rule: &'static Rule,
    violation: Violation,
}

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation { path, line, what, fix } = &self.violation;
        writeln!(f, "{path}:{line}: {what} [{}]", self.rule.name)?;
        writeln!(f, "    why: {}", self.rule.why)?;
        write!(f, "    do:  {fix}")
    }
}

/// Everything in the tree that breaks a rule, in the order of the rules, then of the files.
pub(crate) fn tidy(tree: &Tree) -> Vec<Reported> {
    let house = House::new(tree);
    let mut reports = Vec::new();
    for rule in RULES {
        let mut violations = (rule.find)(&house);
        violations.sort();
        violations.dedup();
        reports.extend(violations.into_iter().map(|violation| Reported { rule, violation }));
    }
    reports
}

/// What one rule finds in a small tree, as `path:line what`.
#[cfg(test)]
fn found(rule: &Rule, files: &[(&str, &str)]) -> Vec<String> {
    let tree = Tree::of(files);
    let mut violations = (rule.find)(&House::new(&tree));
    violations.sort();
    violations.into_iter().map(|v| format!("{}:{} {}", v.path, v.line, v.what)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_where_what_why_and_what_to_do() {
        let tree = Tree::of(&[
            ("xtask/Cargo.toml", "[package]\nname = \"xtask\"\n"),
            ("xtask/src/main.rs", "fn a() {}\n"),
        ]);
        let reports: Vec<String> = tidy(&tree).iter().map(Reported::to_string).collect();
        assert_eq!(reports.len(), 1, "{reports:?}");
        let lines: Vec<&str> = reports[0].lines().collect();
        assert!(lines[0].starts_with("xtask/src/main.rs:1: ") && lines[0].ends_with("[module-docs]"));
        assert!(lines[1].starts_with("    why: ") && lines[2].starts_with("    do:  "));
    }

    #[test]
    fn every_rule_has_a_name_of_its_own_and_a_reason() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        assert!(RULES.iter().all(|rule| rule.why.len() > 20));
    }
}
