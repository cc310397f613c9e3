//! From X to Y, a rise or fall of Z %, where the three do not fit.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Kind, Lang, Number, Text, Unit};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// Fewer than one published story in a hundred has such a sentence; none of three alarms was a fault.
pub(crate) const STAGE: Stage = Stage::Trial;

const RISES: &[&str] = &[
    "hausse",
    "augmentation",
    "progression",
    "augmente",
    "augmenter",
    "grimpe",
    "progresse",
    "rise",
    "increase",
    "rose",
    "up",
    "increased",
    "grew",
];
const FALLS: &[&str] = &[
    "baisse",
    "recul",
    "chute",
    "diminution",
    "recule",
    "baisse",
    "chuter",
    "fall",
    "drop",
    "decline",
    "decrease",
    "fell",
    "down",
    "dropped",
];
/// Per cent points by which a rounded share may miss.
const SLACK: f64 = 3.0;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if !matches!(story.lang, Lang::Fr | Lang::En) {
        return Vec::new();
    }
    let texts = story.with_role(|role| role.is_body());
    texts.into_iter().flat_map(|text| in_text(story, text)).collect()
}

fn in_text(story: &Analysis, text: usize) -> Vec<Draft> {
    let (source, numbers) = (&story.texts[text], story.numbers(text));
    let mut drafts = Vec::new();
    for pair in numbers.windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        let from = &scaled(source, story, from, to);
        let (start, link) = (word_before(source, from.first), word_before(source, to.first));
        let joined =
            ["de", "from"].contains(&start) && ["a", "to"].contains(&link) && to.first - from.last <= 5;
        if !joined
            || from.value <= 0.0
            || to.value <= 0.0
            || from.counts_nothing
            || to.counts_nothing
            || !(from.unit == to.unit || from.unit == Unit::None)
        {
            continue;
        }
        let near = |other: &&Number| {
            other.unit == Unit::Percent && from.unit != Unit::Percent && other.first.abs_diff(to.last) <= 14
        };
        let share = numbers.iter().filter(near).min_by_key(|other| other.first.abs_diff(to.last));
        let change = (to.value - from.value) / from.value * 100.0;
        drafts.extend(judge(story, text, from, to, share, change));
    }
    drafts
}

/// The word before a number, over the sign of its money.
fn word_before<'t>(source: &'t Text, first: usize) -> &'t str {
    let sign = first
        .checked_sub(1)
        .filter(|n| matches!(source.tokens[*n].kind, Kind::Mark(mark) if "$€£¥".contains(mark)));
    source.fold_before(sign.unwrap_or(first))
}

/// "From 310 to 355 million": both are millions.
fn scaled(source: &Text, story: &Analysis, from: &Number, to: &Number) -> Number {
    let scale = story.words.number_scales.get(source.fold(to.last)).filter(|_| to.last > to.first);
    let alone = from.first == from.last && !from.spelled;
    let value = scale.filter(|_| alone).map_or(from.value, |scale| from.value * scale);
    Number { value, ..from.clone() }
}

fn judge(
    story: &Analysis,
    text: usize,
    from: &Number,
    to: &Number,
    share: Option<&Number>,
    change: f64,
) -> Option<Draft> {
    let source = &story.texts[text];
    let (start, end) = (from.first.saturating_sub(10), (to.last + 14).min(source.tokens.len()));
    let said = |words: &[&str]| (start..end).any(|n| words.contains(&source.fold(n)));
    let (rises, falls) = (said(RISES), said(FALLS));
    let place = story.place(text, from.first, to.last);
    let words = source.words(place.span).to_owned();
    if rises != falls && (rises && change < 0.0 || falls && change > 0.0) {
        return Some(
            Draft::new(Severity::Warn, say("wrong-direction").with("words", words), vec![place]).sure(500),
        );
    }
    let share = share.filter(|_| rises != falls)?;
    let off = (share.value - change.abs()).abs();
    let rounded = off <= SLACK.max(change.abs() * 0.1);
    let right = format!("{:.1} %", change.abs());
    let message = say("wrong-arithmetic").with("words", words).with("share", right);
    let target = story.place(text, share.first, share.last);
    (!rounded).then(|| {
        Draft::new(Severity::Warn, message, vec![target])
            .sure(500)
            .because(Proof::At(say("note-from-to"), place))
    })
}
