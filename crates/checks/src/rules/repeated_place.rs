//! A headline that joins a country, a place or a person to itself.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Join, Kind, Lang, Mention, Name};
use crate::draft::{Draft, Proof, say};
use crate::tables::gazetteer::{Gazetteer, Sort};

pub(crate) const VERSION: u16 = 3;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Words between two names that are joined: "l'Iran et l'Iran", "face à la France".
const BETWEEN_MAX: usize = 4;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    story.each_headline(|text| in_headline(story, text))
}

pub(super) fn in_headline(story: &Analysis, text: usize) -> Vec<Draft> {
    let mut drafts = joined_places(story, text);
    if drafts.is_empty() {
        drafts = joined_names(story, text);
    }
    drafts
}

/// How closely two names stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Link {
    Comma,
    /// A word such as "and", or a dash.
    Coordinator,
}

/// What joins the token after `from` to the token `to`, when nothing but joining stands between.
fn link(story: &Analysis, text: usize, from: usize, to: usize) -> Option<Link> {
    let source = &story.texts[text];
    story.fuel.spend(1);
    let clitic = story.lang == Lang::Ar && source.fold(to).starts_with('و') && to == from + 1;
    if clitic || (to == from + 1 && source.tokens[to].join == Join::Hyphen) {
        return Some(Link::Coordinator);
    }
    if to - from - 1 > BETWEEN_MAX {
        return None;
    }
    let mut best = None;
    for n in from + 1..to {
        let token = &source.tokens[n];
        best = best.max(match token.kind {
            Kind::Mark(',' | '،') => Some(Link::Comma),
            Kind::Mark('-' | '–' | '—' | '&' | '/' | '+') => Some(Link::Coordinator),
            Kind::Word if story.words.coordinators.contains(source.fold(n)) => Some(Link::Coordinator),
            Kind::Word if story.words.fillers.contains(source.fold(n)) => None,
            _ => return None,
        });
    }
    best
}

fn joined_places(story: &Analysis, text: usize) -> Vec<Draft> {
    let places: Vec<&Mention> =
        story.places(text).iter().filter(|place| place.sort() != Sort::Seat).collect();
    let mut drafts = Vec::new();
    // "A, B and A" is one chain; each place is compared with those joined to it before.
    let mut chain: Vec<(&Mention, Option<Link>)> = Vec::new();
    for place in places {
        let joined = chain.last().and_then(|(last, _)| link(story, text, last.last, place.first));
        if joined.is_none() {
            chain.clear();
        }
        chain.push((place, joined));
        let links = chain[1..].iter().filter_map(|(_, link)| *link);
        let strongest = links.max();
        let same = |(other, _): &(&Mention, Option<Link>)| is_same(story, text, other, place);
        let twin = chain[..chain.len() - 1].iter().find(|other| same(other));
        if let (Some((other, _)), Some(strongest)) = (twin, strongest) {
            let sure = strongest == Link::Coordinator && !begins_name(story, text, place);
            let severity = if sure { Severity::Error } else { Severity::Warn };
            drafts.push(draft(story, text, other, place, severity));
        }
    }
    drafts
}

fn is_same(story: &Analysis, text: usize, a: &Mention, b: &Mention) -> bool {
    let inside = |place: &Mention| story.is_inside_name(text, place);
    if inside(a) || inside(b) && !begins_name(story, text, b) {
        return false;
    }
    match (a.country(), b.country()) {
        (Some(a), Some(b)) => a == b,
        (None, None) => words(story, text, a) == words(story, text, b),
        _ => false,
    }
}

/// A country before a capitalised word: "China and China Covid" is the fault, "Iran and Iran Air" is not.
fn begins_name(story: &Analysis, text: usize, place: &Mention) -> bool {
    let source = &story.texts[text];
    let next = place.last + 1;
    let capital =
        source.is_word(next) && source.tokens[next].capital && source.tokens[next].join == Join::Space;
    let after_capital = place.first.checked_sub(1).is_some_and(|before| {
        source.tokens[before].capital && !story.words.function.contains(source.fold(before))
    });
    place.sort() == Sort::Name && capital && !after_capital
}

fn words(story: &Analysis, text: usize, place: &Mention) -> Vec<String> {
    let source = &story.texts[text];
    (place.first..=place.last).map(|n| source.fold(n).trim_start_matches('و').to_owned()).collect()
}

fn draft(story: &Analysis, text: usize, a: &Mention, b: &Mention, severity: Severity) -> Draft {
    let targets = vec![story.place(text, a.first, a.last), story.place(text, b.first, b.last)];
    let name = spoken(story, text, b);
    let draft = Draft::new(severity, say("repeated-place").with("name", name), targets).sure(990);
    story.offer_countries(told(story, text, draft), text, b)
}

pub(super) fn spoken(story: &Analysis, text: usize, place: &Mention) -> String {
    let name = place.country().and_then(|country| Gazetteer::of(story.lang).name(country));
    let source = &story.texts[text];
    name.map_or_else(|| source.words(source.span(place.first, place.last)).to_owned(), str::to_owned)
}

/// The first place of the body that the headline does not have, as what it may have meant.
pub(super) fn told(story: &Analysis, headline: usize, draft: Draft) -> Draft {
    let known = |place: &Mention| story.places(headline).iter().any(|other| other.entries == place.entries);
    for text in story.with_role(|role| role.is_body()) {
        if let Some(place) =
            story.places(text).iter().find(|place| place.country().is_some() && !known(place))
        {
            return draft
                .because(Proof::At(say("note-body-names"), story.place(text, place.first, place.last)));
        }
    }
    draft
}

fn joined_names(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let folded =
        |name: &Name| (name.first..=name.last).map(|n| source.fold(n).to_owned()).collect::<Vec<_>>();
    let title_case = story.is_title_case(text);
    let mut drafts = Vec::new();
    for pair in story.names(text).windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let long = source.words(source.span(b.first, b.last)).chars().count() >= 3;
        let version = source
            .tokens
            .get(b.last + 1)
            .is_some_and(|next| next.kind == Kind::Number || next.kind == Kind::Mark('+'));
        let tied = source.tokens[b.first].join == Join::Hyphen
            || source.tokens.get(b.last + 1).is_some_and(|next| next.join == Join::Hyphen);
        let joined = link(story, text, a.last, b.first) == Some(Link::Coordinator);
        if joined && long && !version && !tied && folded(a) == folded(b) {
            let severity = if title_case { Severity::Warn } else { Severity::Error };
            let targets = vec![story.place(text, a.first, a.last), story.place(text, b.first, b.last)];
            let name = source.words(source.span(b.first, b.last));
            drafts.push(Draft::new(severity, say("repeated-name").with("name", name), targets));
        }
    }
    drafts
}
