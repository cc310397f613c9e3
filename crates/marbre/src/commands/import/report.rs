//! What an import did, and what it did not understand.

use std::collections::BTreeMap;

use newsroom::{ImportOutcome, ImportedStory, Refusal};
use serde_json::json;
use story::{Item, Problem, Severity};

use crate::output::{self, OutputArgs, OutputFormat};
use crate::speak;

/// Examples told of each kind; all are counted.
const EXAMPLES: usize = 5;

#[derive(Default)]
pub(super) struct Report {
    pub(super) posts: usize,
    new: usize,
    changed: usize,
    same: usize,
    kept: usize,
    drafts: usize,
    addresses: usize,
    authors: usize,
    terms: usize,
    pub(super) attachments: usize,
    pub(super) pictures: usize,
    pub(super) pictures_known: usize,
    pictures_missing: usize,
    left_out: BTreeMap<&'static str, usize>,
    refused: usize,
    /// What the desk checks found in the stories that came.
    errors: usize,
    warnings: usize,
    /// By kind: how many, and the first few.
    told: BTreeMap<String, (usize, Vec<String>)>,
}

impl Report {
    pub(super) fn outcome(&mut self, outcome: ImportOutcome) {
        *match outcome {
            ImportOutcome::New => &mut self.new,
            ImportOutcome::Changed => &mut self.changed,
            ImportOutcome::Same => &mut self.same,
            ImportOutcome::Kept => &mut self.kept,
        } += 1;
    }

    pub(super) fn story(&mut self, item: &Item, done: &ImportedStory, former: usize) {
        self.addresses += former;
        self.drafts += usize::from(!done.live);
        for refusal in &done.refusals {
            let why = refusal.text(&speak::terminal_language());
            self.note(&format!("stays a draft: {why}"), name(item));
        }
    }

    /// Errors are told one by one, as the desk will see them; an import is not kept out by them.
    pub(super) fn checked(&mut self, item: &Item, report: &story::Report) {
        for finding in &report.findings {
            match finding.severity {
                Severity::Error => {
                    self.errors += 1;
                    self.note(
                        &format!("desk check {}", finding.rule),
                        format!("{}: {}", name(item), finding.message),
                    );
                }
                Severity::Warn => self.warnings += 1,
                Severity::Info => {}
            }
        }
    }

    pub(super) fn refused(&mut self, item: &Item, refusal: &Refusal) {
        self.refused += 1;
        self.note(&refusal.text(&speak::terminal_language()), name(item));
    }

    pub(super) fn concept(&mut self, item: &Item) {
        *if item.people.is_empty() { &mut self.terms } else { &mut self.authors } += 1;
    }

    pub(super) fn left_out(&mut self, what: &'static str) {
        *self.left_out.entry(what).or_default() += 1;
    }

    pub(super) fn picture_missing(&mut self, href: &str, why: &str) {
        self.pictures_missing += 1;
        self.note("picture not brought", format!("{href}: {why}"));
    }

    pub(super) fn problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let place = if problem.place.is_empty() { String::new() } else { format!("{}: ", problem.place) };
            self.note(&problem.code, format!("{place}{}", problem.message));
        }
    }

    pub(super) fn note(&mut self, kind: &str, what: String) {
        let (count, examples) = self.told.entry(kind.to_owned()).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(what);
        }
    }

    /// Whether every post is here now.
    pub(super) fn understood(&self) -> bool {
        self.refused == 0 && self.posts + self.attachments > 0
    }

    pub(super) fn tell(&self, output: OutputArgs) -> anyhow::Result<()> {
        if output.format == OutputFormat::Json {
            return output::line(json!({
                "posts": self.posts, "new": self.new, "changed": self.changed, "same": self.same, "kept": self.kept,
                "drafts": self.drafts, "refused": self.refused, "addresses": self.addresses,
                "authors": self.authors, "terms": self.terms, "attachments": self.attachments,
                "pictures": self.pictures, "pictures_known": self.pictures_known,
                "pictures_missing": self.pictures_missing, "errors": self.errors, "warnings": self.warnings,
                "left_out": self.left_out, "told": self.told,
            }));
        }
        output::line(format_args!(
            "{} posts: {} new, {} changed, {} as before, {} left as they were edited here; {} stay drafts",
            self.posts, self.new, self.changed, self.same, self.kept, self.drafts
        ))?;
        output::line(format_args!(
            "{} authors, {} categories and tags; {} old addresses lead to the stories",
            self.authors, self.terms, self.addresses
        ))?;
        output::line(format_args!(
            "{} attachments; {} pictures brought, {} here before, {} not to be had",
            self.attachments, self.pictures, self.pictures_known, self.pictures_missing
        ))?;
        output::line(format_args!("desk checks: {} errors and {} warnings", self.errors, self.warnings))?;
        for (what, count) in &self.left_out {
            output::line(format_args!("{count} {what} left out"))?;
        }
        for (kind, (count, examples)) in &self.told {
            output::line(format_args!("{count} × {kind}"))?;
            for example in examples {
                output::line(format_args!("    {example}"))?;
            }
        }
        Ok(())
    }
}

fn name(item: &Item) -> String {
    let headline = if item.headline.is_empty() { "(no headline)" } else { &item.headline };
    format!("{headline} ({})", item.guid)
}
