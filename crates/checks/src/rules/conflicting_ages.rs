//! Two ages for one person.

use std::collections::BTreeMap;

use story::{Severity, Stage};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
/// One alarm in 6,000 published stories: too few to judge.
pub(crate) const STAGE: Stage = Stage::Trial;

/// One age of one name: whose (the first word of the name, where it has two), text, token of the number.
struct Age {
    first: Option<String>,
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
        for Person { first, surname, last } in people(story, text) {
            if let Some((years, token)) = age_after(story, text, last + 1) {
                ages.entry(surname).or_default().push(Age { first, years, text, token });
            }
        }
    }
    ages.values().filter_map(|ages| draft(story, ages)).collect()
}

/// Whoever may be given an age.
struct Person {
    first: Option<String>,
    surname: String,
    /// The last token of the name.
    last: usize,
}

/// Arabic letters have no capitals: there it is the two words before the mark.
fn people(story: &Analysis, text: usize) -> Vec<Person> {
    let source = &story.texts[text];
    let person = |first: usize, last: usize| Person {
        first: (first < last).then(|| source.fold(first).to_owned()),
        surname: source.fold(last).to_owned(),
        last,
    };
    if !story.lang.is_arabic_script() {
        return story.names(text).iter().map(|name| person(name.first, name.last)).collect();
    }
    let named = |last: &usize| source.is_word(last - 1) && source.is_word(*last);
    (1..source.tokens.len()).filter(named).map(|last| person(last - 1, last)).collect()
}

/// ", 34 ans", "(34 ans)", ", 34,", ", aged 34", "(34 عاما)", "، ۳۴ ساله".
fn age_after(story: &Analysis, text: usize, at: usize) -> Option<(f64, usize)> {
    let source = &story.texts[text];
    let mark = source.tokens.get(at)?;
    if !matches!(mark.kind, Kind::Mark(',' | '(' | '،')) {
        return None;
    }
    let number = if ["aged", "age", "agee", "de", "البالغ", "البالغه"].contains(&source.fold(at + 1))
    {
        at + 2
    } else {
        at + 1
    };
    let years: f64 = source
        .tokens
        .get(number)
        .filter(|token| token.kind == Kind::Number)
        .and_then(|_| source.fold(number).parse().ok())?;
    const UNITS: &[&str] =
        &["ans", "years", "anos", "jahre", "عاما", "عام", "سنه", "سنوات", "اعوام", "ساله", "سال"];
    let unit = UNITS.contains(&source.fold(number + 1));
    // English gives an age by its number alone, between two commas.
    let bare = story.lang == Lang::En
        && matches!(source.tokens.get(number + 1).map(|token| token.kind), Some(Kind::Mark(',' | ')')));
    ((unit || bare) && (1.0..=115.0).contains(&years)).then_some((years, number))
}

fn draft(story: &Analysis, ages: &[Age]) -> Option<Draft> {
    let first = ages.first()?;
    // A birthday may lie between two scenes of one story; two years do not. Two first names are two people.
    let same = |age: &Age| age.first.is_none() || first.first.is_none() || age.first == first.first;
    let other = ages.iter().find(|age| same(age) && (age.years - first.years).abs() > 1.0)?;
    let place = |age: &Age| story.place(age.text, age.token, age.token);
    let message =
        say("conflicting-ages").with("one", first.years.to_string()).with("other", other.years.to_string());
    Some(
        Draft::new(Severity::Warn, message, vec![place(other)])
            .because(Proof::At(say("note-first-time"), place(first))),
    )
}
