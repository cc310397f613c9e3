//! What several rules ask about a headline: its label, its case, the countries the rest of the story speaks of.

use std::collections::BTreeMap;

use story::TextRole;

use super::{Analysis, Kind, Lang, Mention, Text, is_frame};
use crate::draft::{Draft, Place, say};
use crate::tables::french;
use crate::tables::gazetteer::{Country, Gazetteer, Sort, code};
use story::Span;

impl Text<'_> {
    pub(super) fn is_title_case(&self) -> bool {
        let long = (0..self.tokens.len()).filter(|n| self.is_word(*n) && self.raw(*n).chars().count() >= 4);
        let (mut all, mut capitals) = (0, 0);
        for n in long {
            all += 1;
            capitals += usize::from(self.tokens[n].capital);
        }
        all >= 3 && capitals * 10 >= all * 7
    }
}

impl Analysis<'_> {
    /// English headlines That Write Every Word Like This say nothing about what is a name.
    pub(crate) fn is_title_case(&self, text: usize) -> bool {
        self.fuel.spend(1);
        self.lang == Lang::En && self.texts[text].is_title_case()
    }

    /// The first token after the label ("Guerre Ukraine - Russie : …"), 0 without one.
    pub(crate) fn after_label(&self, text: usize) -> usize {
        let tokens = self.tokens(text);
        let colon = tokens.iter().position(|token| token.kind == Kind::Mark(':'));
        colon.map_or(0, |at| if at + 2 < tokens.len() { at + 1 } else { 0 })
    }

    /// How often each country is spoken of outside the headline, captions included.
    pub(crate) fn countries_told(&self) -> BTreeMap<Country, usize> {
        let mut counts = BTreeMap::new();
        for text in self.with_role(|role| role.is_body() || is_frame(role) || role == TextRole::Caption) {
            for mention in self.places(text) {
                for entry in mention.entries {
                    *counts.entry(entry.country).or_default() += 1;
                }
            }
        }
        counts
    }

    pub(crate) fn home(&self) -> Option<Country> {
        code(self.input.home_country)
    }

    /// A hyphen joins the place to what is no place: `Air-France`, `Jean-France`.
    pub(crate) fn is_tied(&self, text: usize, mention: &Mention) -> bool {
        let source = &self.texts[text];
        let in_place =
            |n: usize| self.places(text).iter().any(|other| (other.first..=other.last).contains(&n));
        let hyphen = |n: usize| source.tokens.get(n).is_some_and(|token| token.join == super::Join::Hyphen);
        let next = mention.last + 1;
        hyphen(next) && !in_place(next) || hyphen(mention.first) && !in_place(mention.first - 1)
    }

    /// The place is part of a longer name: `France Inter`, `Tour de France`, `Air-France`, `France 2`.
    pub(crate) fn is_inside_name(&self, text: usize, mention: &Mention) -> bool {
        let source = &self.texts[text];
        let loose = !self.is_title_case(text) && self.lang != Lang::De && !self.lang.is_arabic_script();
        let next = source.tokens.get(mention.last + 1);
        let in_place =
            |n: usize| self.places(text).iter().any(|other| (other.first..=other.last).contains(&n));
        let named_after = next.is_some_and(|next| match next.kind {
            Kind::Word => {
                loose && next.capital && next.join == super::Join::Space && !in_place(mention.last + 1)
            }
            Kind::Number => true,
            Kind::Mark(_) => false,
        });
        let of = mention.first.checked_sub(2).is_some_and(|n| {
            let capital = source.tokens[n].capital && source.is_word(n);
            capital && loose && n > 0 && ["de", "of", "du"].contains(&source.fold(n + 1))
                || [
                    "tour",
                    "stade",
                    "equipe",
                    "coupe",
                    "banque",
                    "bank",
                    "ile",
                    "iles",
                    "championnat",
                    "rallye",
                ]
                .contains(&source.fold(n))
        });
        let direction = ["nord", "sud", "est", "ouest", "north", "south", "east", "west", "l", "du"];
        let half = next.is_some_and(|next| next.kind == Kind::Word)
            && (direction[..8].contains(&source.fold(mention.last + 1))
                || direction[..4].contains(&source.fold(mention.last + 2)));
        self.is_tied(text, mention) || named_after || of || half
    }

    /// Offers the countries that the story speaks of and the headline does not, most named first. A caption offers
    /// none: the picture may be that of another story.
    pub(crate) fn offer_countries(&self, mut draft: Draft, text: usize, mention: &Mention) -> Draft {
        if mention.sort() != Sort::Name || self.lang.is_arabic_script() {
            return draft;
        }
        // What the headline names by its people only may be what was meant: "Niger: Nigerian soldiers …".
        let taken = |country: Country| {
            let named = |place: &&Mention| place.sort() != Sort::People || place.first == mention.first;
            self.places(text).iter().filter(named).any(|place| place.speaks_of(country))
        };
        let mut others = self.told_most();
        others.retain(|country| !taken(*country) && country != b"EU");
        let gazetteer = Gazetteer::of(self.lang);
        for country in others.into_iter().take(3) {
            let Some(name) = self.told_as(country).or_else(|| gazetteer.name(country)) else { continue };
            let (place, words) = self.renamed(text, mention, name);
            draft = draft.mend(say("mend-write").with("words", words.clone()), vec![(place, words)]);
        }
        draft
    }

    /// The countries that the body is about: those that it names, or whose people, before those of its cities; then the
    /// oftener named, then the earlier.
    fn told_most(&self) -> Vec<Country> {
        let mut told: Vec<(Country, usize, usize)> = Vec::new();
        for text in self.with_role(|role| role.is_body() || is_frame(role)) {
            for (mention, entry) in
                self.places(text).iter().flat_map(|at| at.entries.iter().map(move |it| (at, it)))
            {
                let itself = usize::from(matches!(mention.sort(), Sort::Name | Sort::People));
                match told.iter_mut().find(|(country, ..)| *country == entry.country) {
                    Some((_, named, count)) => (*named, *count) = (*named + itself, *count + 1),
                    None => told.push((entry.country, itself, 1)),
                }
            }
        }
        // Stable: of two that are named as often, the earlier stays before.
        told.sort_by_key(|(_, named, count)| std::cmp::Reverse((*named, *count)));
        told.into_iter().map(|(country, ..)| country).collect()
    }

    /// The name of a country as the body writes it first.
    fn told_as(&self, country: Country) -> Option<&str> {
        let named = |mention: &&Mention| mention.country() == Some(country);
        self.with_role(TextRole::is_body).into_iter().find_map(|text| {
            let mention = self.places(text).iter().find(named)?;
            let source = &self.texts[text];
            Some(source.words(source.span(mention.first, mention.last)))
        })
    }

    fn renamed(&self, text: usize, mention: &Mention, name: &str) -> (Place, String) {
        let span = self.texts[text].span(mention.first, mention.last);
        if self.lang != Lang::Fr {
            return (Place { text, span }, name.to_owned());
        }
        let before = &self.texts[text].text[..span.start];
        let fits = |word: &&&str| {
            let start = before.len().checked_sub(word.len());
            start.and_then(|start| Some((before.get(start..)?, before.get(..start)?))).is_some_and(
                |(tail, rest)| tail.to_lowercase() == **word && !rest.ends_with(char::is_alphanumeric),
            )
        };
        let article = french::BEFORE.iter().find(fits).map_or(0, |word| word.len());
        let start = span.start - article;
        let words = french::with_article(&before[start..], name);
        (Place { text, span: Span::new(start, span.end) }, words)
    }
}
