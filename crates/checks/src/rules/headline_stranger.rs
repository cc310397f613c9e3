//! A person of the headline whom the story never names.

use std::collections::HashSet;

use story::{Severity, Stage, TextRole};

use super::headline_not_in_body::each_headline_of_told;
use crate::analysis::{Analysis, Lang, Name};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 2;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let speaks = matches!(story.lang, Lang::Fr | Lang::En | Lang::Es);
    if speaks { each_headline_of_told(story, |headline| people(story, headline)) } else { Vec::new() }
}

fn people(story: &Analysis, headline: usize) -> Vec<Draft> {
    if story.is_title_case(headline) {
        return Vec::new();
    }
    let captions: HashSet<String> = story
        .with_role(|role| role == TextRole::Caption)
        .into_iter()
        .flat_map(|text| (0..story.tokens(text).len()).map(move |n| story.texts[text].fold(n).to_owned()))
        .collect();
    let names = story.names(headline).iter();
    names.filter_map(|name| person(story, headline, name, &captions)).collect()
}

fn person(story: &Analysis, headline: usize, name: &Name, captions: &HashSet<String>) -> Option<Draft> {
    let source = &story.texts[headline];
    let capitals: Vec<usize> = (name.first..=name.last).filter(|n| source.tokens[*n].capital).collect();
    // Acronyms are explained by what they stand for; one letter says nothing.
    let lower = |n: usize| source.raw(n).chars().skip(1).any(char::is_lowercase);
    let told = |n: usize| {
        let word = source.fold(n);
        let singular = word.strip_suffix('s').unwrap_or(word);
        story.vocabulary().contains(word) || story.vocabulary().contains(singular) || captions.contains(word)
    };
    let plain = capitals.iter().all(|n| lower(*n) && source.raw(*n).chars().count() >= 3);
    if !plain || capitals.iter().any(|n| told(*n)) {
        return None;
    }
    let severity = match capitals.len() {
        1 if name.opens => return None,
        1 => Severity::Info,
        2 | 3 if !name.opens || name.first == 0 && capitals.len() == name.last + 1 - name.first => {
            Severity::Warn
        }
        _ => Severity::Info,
    };
    let target = story.place(headline, name.first, name.last);
    let words = source.words(target.span).to_owned();
    Some(Draft::new(severity, say("headline-person").with("name", words), vec![target]))
}
