//! Stories torn to pieces and put together wrongly: no rule may panic, every place must be true, every edit must apply.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use story::{BlockBody, Content, Field, Report, Span, Target, apply_edits};

use crate::inject::Dice;
use crate::stories::{self, Around, Story};

#[derive(Args)]
pub(crate) struct FuzzArgs {
    /// Files of JSON lines, or folders of them: what the pieces are cut from.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Another number tears the stories in other places.
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// Characters that turn, join, hide or cut.
const ODD: &[char] = &[
    '\0', '\n', '\u{a0}', '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{202e}', '\u{2067}',
    '\u{2069}', '\u{2028}', '\u{feff}', '\u{fffd}', '\u{301}', '\u{640}', '"', '«', '»', '“', '”', '„', '‘',
    '’', '\'', '<', '>', '[', ']', '&', '{', '%', ':', '.', ',', '-', '–', '1', '٣', '۳', '½', '²', 'İ', 'ı',
    'ß', 'ﬁ', 'Ǆ', 'ﷺ', '𝒳', '👩', '🇫',
];

/// Whether every torn story was answered.
pub(crate) fn run(args: &FuzzArgs) -> Result<bool> {
    let stories = stories::read_all(&args.paths)?;
    let editions = pages::editions();
    let levels = stories::levels(true);
    let around = Around { editions: &editions, levels: &levels, archive: None, memory: None };
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let mut dice = Dice::new(&format!("fuzz{}", args.seed));
    let (mut tried, mut broken) = (0, 0);
    while Instant::now() < until && !stories.is_empty() {
        let torn = torn(&stories, &mut dice);
        let report = torn.check(&around);
        for fault in faults(&torn.content, &report) {
            println!("{}: {fault}", torn.id);
            broken += 1;
        }
        tried += 1;
    }
    println!("{tried} torn stories, {broken} faults");
    Ok(broken == 0)
}

fn torn(stories: &[Story], dice: &mut Dice) -> Story {
    let mut story = stories[dice.below(stories.len())].clone();
    let other = &stories[dice.below(stories.len())].content;
    for _ in 0..=dice.below(12) {
        let blocks = story.content.blocks.len();
        if blocks > 0
            && let BlockBody::Paragraph(text) = &mut story.content.blocks[dice.below(blocks)].body
        {
            tear(&mut text.text, &other.headline, dice);
        }
        tear(&mut story.content.headline, &other.standfirst, dice);
        if let Some(lead) = &mut story.content.lead {
            tear(&mut lead.caption, &other.headline, dice);
        }
    }
    story
}

fn tear(text: &mut String, other: &str, dice: &mut Dice) {
    let place = |text: &str, dice: &mut Dice| text.floor_char_boundary(dice.below(text.len() + 1));
    let (a, b) = (place(text, dice), place(text, dice));
    let (a, b) = (a.min(b), a.max(b));
    match dice.below(6) {
        0 => text.replace_range(a..b, ""),
        1 => {
            let again = text[a..b].to_owned();
            text.insert_str(a, &again);
        }
        2 => text.insert_str(a, other),
        _ => text.insert(a, ODD[dice.below(ODD.len())]),
    }
}

fn faults(content: &Content, report: &Report) -> Vec<String> {
    let mut faults: Vec<String> =
        report.unavailable.iter().map(|failure| format!("{}: {}", failure.rule, failure.reason)).collect();
    for finding in &report.findings {
        let proofs = finding.evidence.iter().filter_map(|proof| proof.at.as_ref());
        let lies = finding.targets.iter().chain(proofs).filter(|target| !is_true(content, target));
        faults.extend(lies.map(|target| format!("{}: not there: {target:?}", finding.rule)));
        let mends = |edits| apply_edits(content, edits).is_ok_and(|mended| mended != *content);
        let lame = finding.suggestions.iter().filter(|suggestion| !mends(&suggestion.edits));
        faults.extend(lame.map(|suggestion| format!("{}: does not apply: {suggestion:?}", finding.rule)));
    }
    faults
}

fn is_true(content: &Content, target: &Target) -> bool {
    let words = |field: Field, span: Span| content.text(field).and_then(|text| span.of(text).ok());
    words(target.field, target.span) == Some(target.text.as_str())
}
