//! What one line is: the one place where all that is known about lines is asked, in the order that settles doubts.

use story::{Picture, Quote, Signature, SourceCredit};

use super::junk::{self, Junk};
use super::stamp::{self, Stamp};
use super::{byline, credit, quote, source};

/// What a line is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Line {
    Junk(Junk),
    Stamp(Stamp),
    Byline(Vec<Signature>),
    Source(Vec<SourceCredit>),
    /// A caption with its credit.
    Caption(Picture),
    /// A credit alone: the caption is the line before, or there is none.
    Credit(String),
    Quote(Quote),
    /// Who said the line before.
    Attribution,
    /// `Accueil > Monde > Keldonie`
    Trail(Vec<String>),
    /// `Mots-clés : port, grève`
    Topics(Vec<String>),
    Words,
}

pub(crate) fn line(text: &str) -> Line {
    if let Some(topics) = topics(text) {
        return Line::Topics(topics);
    }
    if let Some(sources) = source::line(text) {
        return Line::Source(sources);
    }
    if credit::is_credit(text) {
        return Line::Credit(credit::clean(text));
    }
    if let Some(stamp) = stamp::line(text) {
        return Line::Stamp(stamp);
    }
    if let Some(trail) = trail(text) {
        return Line::Trail(trail);
    }
    if let Some(junk) = junk::verdict(text) {
        return Line::Junk(junk);
    }
    if let Some(signatures) = byline::line(text) {
        return Line::Byline(signatures);
    }
    if quote::is_attribution(text) {
        return Line::Attribution;
    }
    if let Some(quote) = quote::attributed(text) {
        return Line::Quote(quote);
    }
    credit::caption(text).map_or(Line::Words, Line::Caption)
}

/// The steps from the home page to this one.
fn trail(text: &str) -> Option<Vec<String>> {
    const HOMES: &[&str] = &["accueil", "home", "startseite", "inicio", "الرئيسية", "à la une"];
    let sign = ['>', '›', '»', '/', '→'].into_iter().find(|sign| text.contains(*sign))?;
    if text.split(sign).any(|step| super::has_more_words(step, 5)) {
        return None;
    }
    let steps: Vec<String> = text.split(sign).map(super::fold).filter(|step| !step.is_empty()).collect();
    let home = steps.first().is_some_and(|first| HOMES.contains(&first.to_lowercase().as_str()));
    let sure = home || (steps.len() >= 3 && matches!(sign, '>' | '›'));
    (steps.len() >= 2 && sure).then(|| steps.into_iter().skip(usize::from(home)).collect())
}

fn topics(text: &str) -> Option<Vec<String>> {
    const LABELS: &[&str] = &[
        "tags",
        "tag",
        "mots-clés",
        "mots clés",
        "thèmes",
        "thématiques",
        "sujets",
        "topics",
        "topic",
        "keywords",
        "schlagworte",
        "etiquetas",
        "الكلمات المفتاحية",
        "كلمات مفتاحية",
        "وسوم",
        "الوسوم",
    ];
    let (label, list) = text.split_once([':', '：'])?;
    LABELS.contains(&super::plain_lower(label.trim()).trim()).then_some(())?;
    let entries =
        list.split([',', ';', '،', '|', '#', '/']).map(super::fold).filter(|entry| !entry.is_empty());
    Some(entries.collect())
}
