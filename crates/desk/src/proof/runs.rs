//! One text cut where a mark or a finding begins or ends.

use serde::Serialize;
use story::{Field, Mark, MarkKind, Span};

use super::{Numbered, letter};

/// Words that are all marked alike.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub(crate) struct Run {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    pub subscript: bool,
    pub superscript: bool,
    /// Where a link leads; only addresses that a browser may follow.
    pub href: Option<String>,
    pub link: bool,
    pub language: Option<String>,
    pub direction: Option<&'static str>,
    /// Class letter of the gravest finding on these words.
    pub mark: Option<&'static str>,
    /// Ids of the cards that speak of these words: `f2 f3`.
    pub cards: String,
    /// The place that a card leads back to: `t2`.
    pub id: Option<String>,
    /// Findings whose words end here.
    pub references: Vec<Reference>,
}

/// The superior number after the words of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Reference {
    pub number: usize,
    pub letter: &'static str,
}

/// Cuts `text`. Spans that do not fit it are left out: they belong to an older revision.
pub(crate) fn runs(field: Field, text: &str, marks: &[Mark], findings: &[Numbered]) -> Vec<Run> {
    let targets = targets(field, text, findings);
    let marks: Vec<&Mark> = marks.iter().filter(|mark| mark.span.of(text).is_ok()).collect();
    let mut cuts: Vec<usize> = targets
        .iter()
        .map(|target| target.span)
        .chain(marks.iter().map(|mark| mark.span))
        .flat_map(|span| [span.start, span.end])
        .chain([0, text.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|cut| Span::new(cut[0], cut[1]));
    pieces.map(|span| run(span, text, &marks, &targets)).collect()
}

struct Place {
    span: Span,
    number: usize,
    letter: &'static str,
    first: bool,
}

fn targets(field: Field, text: &str, findings: &[Numbered]) -> Vec<Place> {
    let mut places = Vec::new();
    for it in findings.iter().filter(|it| !it.settled) {
        for (n, target) in it.finding.targets.iter().enumerate() {
            let fits = target.span.of(text).is_ok_and(|words| !words.is_empty());
            if target.field == field && fits {
                let letter = letter(it.finding.severity);
                places.push(Place { span: target.span, number: it.number, letter, first: n == 0 });
            }
        }
    }
    places
}

fn run(span: Span, text: &str, marks: &[&Mark], targets: &[Place]) -> Run {
    let mut run = Run { text: span.of(text).unwrap_or_default().to_owned(), ..Run::default() };
    for mark in marks.iter().filter(|mark| mark.span.overlaps(span)) {
        dress(&mut run, &mark.kind);
    }
    let over: Vec<&Place> = targets.iter().filter(|target| target.span.overlaps(span)).collect();
    run.mark = ["b", "w", "s"].into_iter().find(|letter| over.iter().any(|it| it.letter == *letter));
    run.cards = over.iter().map(|it| format!("f{}", it.number)).collect::<Vec<_>>().join(" ");
    run.id =
        over.iter().find(|it| it.first && it.span.start == span.start).map(|it| format!("t{}", it.number));
    run.references = over
        .iter()
        .filter(|it| it.span.end == span.end)
        .map(|it| Reference { number: it.number, letter: it.letter })
        .collect();
    run
}

fn dress(run: &mut Run, kind: &MarkKind) {
    match kind {
        MarkKind::Strong => run.strong = true,
        MarkKind::Emphasis => run.emphasis = true,
        MarkKind::Subscript => run.subscript = true,
        MarkKind::Superscript => run.superscript = true,
        MarkKind::Foreign { language } => {
            run.language = Some(language.tag().to_owned());
            run.direction = Some(language.direction().as_str());
        }
        MarkKind::Link { href } => {
            run.link = true;
            run.href = may_be_followed(href).then(|| href.clone());
        }
    }
}

/// What a browser may be led to from the desk: nothing that runs.
fn may_be_followed(href: &str) -> bool {
    let lower = href.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use story::{Finding, Severity, Target};

    fn finding(severity: Severity, spans: &[(usize, usize)], text: &str) -> Finding {
        let target = |&(start, end): &(usize, usize)| {
            let span = Span::new(start, end);
            Target { field: Field::Headline, span, text: span.of(text).unwrap_or_default().into() }
        };
        Finding {
            rule: "doubled-word".into(),
            version: 1,
            severity,
            confidence: 900,
            message: "m".into(),
            explanation: "e".into(),
            targets: spans.iter().map(target).collect(),
            evidence: Vec::new(),
            suggestions: Vec::new(),
            fingerprint: "f".into(),
        }
    }

    #[test]
    fn overlapping_findings_show_the_gravest_and_both_numbers() {
        let text = "le port rouvre";
        let (warn, error) =
            (finding(Severity::Warn, &[(0, 7)], text), finding(Severity::Error, &[(3, 7)], text));
        let findings = [
            Numbered { number: 1, finding: &warn, settled: false },
            Numbered { number: 2, finding: &error, settled: false },
        ];
        let runs = runs(Field::Headline, text, &[], &findings);
        let seen: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.mark, run.cards.as_str())).collect();
        assert_eq!(seen, [("le ", Some("w"), "f1"), ("port", Some("b"), "f1 f2"), (" rouvre", None, "")]);
        assert_eq!(runs[1].references.len(), 2);
        assert_eq!(runs[1].id.as_deref(), Some("t2"));
    }

    proptest! {
        #[test]
        fn the_proof_shows_every_word_once(text in "\\PC{0,20}", spans in proptest::collection::vec((0usize..22, 0usize..22), 0..5)) {
            let error = finding(Severity::Error, &spans, &text);
            let findings = [Numbered { number: 1, finding: &error, settled: false }];
            let marks: Vec<Mark> = spans.iter().map(|&(a, b)| Mark { span: Span::new(b, a), kind: MarkKind::Strong }).collect();
            let all: String = runs(Field::Headline, &text, &marks, &findings).iter().map(|run| run.text.as_str()).collect();
            prop_assert_eq!(all, text);
        }
    }

    #[test]
    fn a_link_that_runs_is_never_followed() {
        for href in ["javascript:alert(1)", " JAVASCRIPT:x", "data:text/html,x", "//evil.example", "/fr/"] {
            assert!(!may_be_followed(href), "{href}");
        }
        assert!(may_be_followed("https://port.example"));
    }
}
