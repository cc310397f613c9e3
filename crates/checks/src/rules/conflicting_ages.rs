//! Two ages for one person.

use std::collections::BTreeMap;

use story::{Severity, Stage};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// One alarm in 6,000 published stories: too few to judge.
pub(crate) const STAGE: Stage = Stage::Trial;

/// One age of one name: text, tokens of the number.
struct Age {
    years: f64,
    text: usize,
    token: usize,
}

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    if story.lang == Lang::Other {
        return Vec::new();
    }
    let mut ages: BTreeMap<String, Vec<Age>> = BTreeMap::new();
    for text in 0..story.texts.len() {
        for (name, last) in people(story, text) {
            if let Some((years, token)) = age_after(story, text, last + 1) {
                ages.entry(name).or_default().push(Age { years, text, token });
            }
        }
    }
    ages.values().filter_map(|ages| draft(story, ages)).collect()
}

/// Whoever may be given an age, by surname, with the last token of the name. Arabic letters have no capitals: there it
/// is the two words before the mark.
fn people(story: &Analysis, text: usize) -> Vec<(String, usize)> {
    let source = &story.texts[text];
    if !story.lang.is_arabic_script() {
        let names = story.names(text).iter();
        return names.map(|name| (source.fold(name.last).to_owned(), name.last)).collect();
    }
    let named = |last: usize| source.is_word(last - 1) && source.is_word(last);
    let lasts = (1..source.tokens.len()).filter(|last| named(*last));
    lasts.map(|last| (format!("{} {}", source.fold(last - 1), source.fold(last)), last)).collect()
}

/// ", 34 ans", "(34 ans)", ", 34,", ", aged 34", "(34 عاما)", "، ۳۴ ساله".
fn age_after(story: &Analysis, text: usize, at: usize) -> Option<(f64, usize)> {
    let source = &story.texts[text];
    let mark = source.tokens.get(at)?;
    if !matches!(mark.kind, Kind::Mark(',' | '(' | '،')) {
        return None;
    }
    let number = if ["aged", "age", "agee", "de", "البالغ", "البالغه"].contains(&source.fold(at + 1)) { at + 2 } else { at + 1 };
    let years: f64 = source
        .tokens
        .get(number)
        .filter(|token| token.kind == Kind::Number)
        .and_then(|_| source.fold(number).parse().ok())?;
    const UNITS: &[&str] = &["ans", "years", "anos", "jahre", "عاما", "عام", "سنه", "سنوات", "اعوام", "ساله", "سال"];
    let unit = UNITS.contains(&source.fold(number + 1));
    // English gives an age by its number alone, between two commas.
    let bare = story.lang == Lang::En
        && matches!(source.tokens.get(number + 1).map(|token| token.kind), Some(Kind::Mark(',' | ')')));
    ((unit || bare) && (1.0..=115.0).contains(&years)).then_some((years, number))
}

fn draft(story: &Analysis, ages: &[Age]) -> Option<Draft> {
    let first = ages.first()?;
    // A birthday may lie between two scenes of one story; two years do not.
    let other = ages.iter().find(|age| (age.years - first.years).abs() > 1.0)?;
    let place = |age: &Age| story.place(age.text, age.token, age.token);
    let message =
        say("conflicting-ages").with("one", first.years.to_string()).with("other", other.years.to_string());
    Some(
        Draft::new(Severity::Warn, message, vec![place(other)])
            .because(Proof::At(say("note-first-time"), place(first))),
    )
}
