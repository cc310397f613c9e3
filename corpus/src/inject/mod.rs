//! Puts errors into stories and counts which are found, where, and whether the first suggestion mends them.

mod captions;
mod countries;
mod dates;
mod dice;
mod names;
mod numbers;
mod scan;
mod texts;

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use story::{Content, Field, Finding, Report, Severity, Span, apply_edits};

use crate::figures::share;
use crate::stories::{self, Around, Story};
pub(crate) use dice::Dice;

#[derive(Args)]
pub(crate) struct InjectArgs {
    /// Files of JSON lines, or folders of them.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Only errors whose name begins so.
    #[arg(long)]
    only: Vec<String>,
    /// Rules on trial and rules that are off weigh what they say.
    #[arg(long)]
    raise: bool,
    /// Takes all these stories for the newsroom's archive; none of them knows itself.
    #[arg(long)]
    archive: bool,
    /// Another number puts other errors into the same stories.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// At most this many of each error.
    #[arg(long, default_value_t = 400)]
    most: usize,
    /// Shows this many that were missed.
    #[arg(long, default_value_t = 0)]
    missed: usize,
}

/// A story with an error in it.
pub(crate) struct Injected {
    pub content: Content,
    /// Where the error stands.
    pub field: Field,
    pub span: Span,
}

/// What an injector may look at besides the story itself.
pub(crate) struct Pool<'a> {
    pub stories: &'a [Story],
    pub story: &'a Story,
}

/// One class of errors.
pub(crate) struct Class {
    pub name: &'static str,
    /// Rules that may find it.
    pub rules: &'static [&'static str],
    pub inject: fn(&Pool, &mut Dice) -> Option<Injected>,
}

/// How one class went.
#[derive(Default)]
struct Score {
    tried: usize,
    found: usize,
    as_error: usize,
    as_warn: usize,
    restored: usize,
    missed: Vec<String>,
}

pub(crate) fn run(args: &InjectArgs) -> Result<()> {
    let stories = stories::read_all(&args.paths)?;
    let classes = [
        countries::CLASSES,
        numbers::CLASSES,
        captions::CLASSES,
        dates::CLASSES,
        names::CLASSES,
        texts::CLASSES,
    ];
    println!(
        "{:<26} {:>5} {:>7} {:>6}  {:<15} {:>7} {:>9}",
        "error put in", "n", "error %", "warn+ %", "95 % interval", "any %", "mended %"
    );
    for class in classes.into_iter().flatten() {
        if !args.only.is_empty() && !args.only.iter().any(|name| class.name.starts_with(name.as_str())) {
            continue;
        }
        let score = try_class(class, &stories, args);
        print(class, &score, args.missed);
    }
    Ok(())
}

fn try_class(class: &Class, stories: &[Story], args: &InjectArgs) -> Score {
    let editions = pages::editions();
    let levels = stories::levels(args.raise);
    let archive = args.archive.then(|| stories::archive(stories));
    let around = Around { editions: &editions, levels: &levels, archive: archive.as_deref(), memory: None };
    let mut score = Score::default();
    for story in stories {
        if score.tried == args.most {
            break;
        }
        let mut dice = Dice::new(&format!("{}{}{}", class.name, story.id, args.seed));
        let Some(injected) = (class.inject)(&Pool { stories, story }, &mut dice) else { continue };
        let before = story.check(&around);
        let faulty = Story { content: injected.content.clone(), ..story.clone() };
        let after = faulty.check(&around);
        score.count(class, story, &injected, &before, &after);
    }
    score
}

impl Score {
    fn count(&mut self, class: &Class, story: &Story, injected: &Injected, before: &Report, after: &Report) {
        let known: BTreeSet<(&str, Severity)> =
            before.findings.iter().map(|it| (it.fingerprint.as_str(), it.severity)).collect();
        let new = after.findings.iter().filter(|it| {
            class.rules.contains(&it.rule.as_str())
                && !known.contains(&(it.fingerprint.as_str(), it.severity))
                && touches(it, injected)
        });
        self.tried += 1;
        let Some(best) = new.max_by_key(|it| it.severity) else {
            let text = injected.content.text(injected.field).unwrap_or_default();
            let words = injected.span.of(text).unwrap_or_default();
            let around = around(text, injected.span);
            self.missed.push(format!("{} {}: {words:?} in {around}", story.id, injected.field));
            return;
        };
        self.found += 1;
        self.as_error += usize::from(best.severity == Severity::Error);
        self.as_warn += usize::from(best.severity >= Severity::Warn);
        let mended = best.suggestions.first().and_then(|it| apply_edits(&injected.content, &it.edits).ok());
        self.restored += usize::from(mended.is_some_and(|mended| mended == story.content));
    }
}

/// The words of an error with a few before and after.
fn around(text: &str, span: Span) -> &str {
    let start = text.floor_char_boundary(span.start.saturating_sub(70));
    let end = text.ceil_char_boundary((span.end + 70).min(text.len()));
    &text[start..end]
}

/// The finding, or what it rests on, lies on the words of the error.
fn touches(finding: &Finding, injected: &Injected) -> bool {
    let proofs = finding.evidence.iter().filter_map(|proof| proof.at.as_ref());
    let wide = Span::new(injected.span.start, injected.span.end.max(injected.span.start + 1));
    finding.targets.iter().chain(proofs).any(|target| {
        target.field == injected.field && (target.span.overlaps(wide) || target.span == injected.span)
    })
}

fn print(class: &Class, score: &Score, missed: usize) {
    let percent = |hits: usize| 100.0 * hits as f64 / score.tried.max(1) as f64;
    let (low, high) = share(score.as_warn, score.tried);
    println!(
        "{:<26} {:>5} {:>7.1} {:>6.1}  {:<15} {:>7.1} {:>9.1}",
        class.name,
        score.tried,
        percent(score.as_error),
        percent(score.as_warn),
        format!("{low:.1} – {high:.1}"),
        percent(score.found),
        percent(score.restored)
    );
    score.missed.iter().take(missed).for_each(|line| println!("    missed: {line}"));
}

/// The content with a span of one text replaced.
pub(crate) fn replaced(content: &Content, field: Field, span: Span, words: &str) -> Option<Injected> {
    let mut content = content.clone();
    content.replace(field, span, words).ok()?;
    Some(Injected { content, field, span: Span::new(span.start, span.start + words.len()) })
}
