//! Countries of headlines: named twice, or another than that of the story.

use std::sync::OnceLock;

use story::{Field, Span};

use super::dice::Dice;
use super::{Class, Injected, Pool, replaced};

const TABLE: &str = include_str!("../../../crates/checks/tables/places.tsv");
const LANGUAGES: [&str; 6] = ["fr", "en", "ar", "es", "de", "fa"];

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "country-joined", rules: &["repeated-place"], inject: joined },
    Class { name: "country-apart", rules: &["repeated-country", "repeated-place"], inject: apart },
    Class { name: "country-swap", rules: &["headline-not-in-body", "repeated-place"], inject: swapped },
    Class {
        name: "country-swap-near",
        rules: &["headline-not-in-body", "repeated-place"],
        inject: swapped_near,
    },
];

struct Country {
    continent: &'static str,
    name: &'static str,
}

fn countries(lang: &str) -> &'static [Country] {
    static ALL: [OnceLock<Vec<Country>>; 6] = [const { OnceLock::new() }; 6];
    let column = LANGUAGES.iter().position(|known| *known == lang).unwrap_or(1);
    ALL[column].get_or_init(|| {
        let rows = TABLE.lines().filter(|line| line.starts_with("country\t"));
        rows.filter_map(|line| {
            let cells: Vec<&'static str> = line.split('\t').collect();
            let name = cells.get(3 + column)?.split('|').next()?;
            (name.chars().count() >= 4 && name != "=").then_some(Country { continent: cells[2], name })
        })
        .collect()
    })
}

/// Countries named in a text, with where.
fn named<'a>(text: &str, lang: &str) -> Vec<(Span, &'a Country)> {
    let mut found: Vec<(Span, &Country)> = Vec::new();
    for country in countries(lang) {
        for (at, name) in text.match_indices(country.name) {
            let span = Span::new(at, at + name.len());
            let free = |letter: Option<char>| {
                !letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '-')
            };
            let whole = free(text[..at].chars().next_back()) && free(text[span.end..].chars().next());
            if whole && !found.iter().any(|(other, _)| other.overlaps(span)) {
                found.push((span, country));
            }
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

/// "A et B" becomes "A et A"; a lonely country is joined to itself.
fn joined(pool: &Pool, _: &mut Dice) -> Option<Injected> {
    let (text, lang) = (&pool.story.content.headline, pool.story.lang());
    let places = named(text, lang);
    let close = places.windows(2).find(|pair| {
        let between = &text[pair[0].0.end..pair[1].0.start];
        let word = |word: &str| {
            ["et", "and", "y", "und", "و", "-", "–", "l'", "la", "le", "the", "los", "les"].contains(&word)
        };
        !between.is_empty() && between.split_whitespace().all(word)
    });
    if let Some([(_, first), (second, _)]) = close {
        return replaced(&pool.story.content, Field::Headline, *second, first.name);
    }
    let (span, only) = places.first()?;
    let and = match lang {
        "fr" => " et ",
        "es" => " y ",
        "de" => " und ",
        "ar" => " و",
        "fa" => " و ",
        _ => " and ",
    };
    let at = Span::new(span.end, span.end);
    replaced(&pool.story.content, Field::Headline, at, &format!("{and}{}", only.name))
}

fn apart(pool: &Pool, _: &mut Dice) -> Option<Injected> {
    let (text, lang) = (&pool.story.content.headline, pool.story.lang());
    let places = named(text, lang);
    let [(_, first), .., (second, other)] = places.as_slice() else { return None };
    let far = text[places[0].0.end..second.start].split_whitespace().count() > 3;
    (far && first.name != other.name)
        .then(|| replaced(&pool.story.content, Field::Headline, *second, first.name))
        .flatten()
}

fn swapped(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    swap(pool, dice, false)
}

fn swapped_near(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    swap(pool, dice, true)
}

/// The country of the headline becomes one that the story does not name.
fn swap(pool: &Pool, dice: &mut Dice, near: bool) -> Option<Injected> {
    let (content, lang) = (&pool.story.content, pool.story.lang());
    let places = named(&content.headline, lang);
    let (span, old) = dice.one(&places)?;
    let told = |name: &str| content.fields().any(|text| text.text.contains(name));
    let fits = |other: &&Country| {
        other.name != old.name && (!near || other.continent == old.continent) && !told(other.name)
    };
    let others: Vec<&Country> = countries(lang).iter().filter(fits).collect();
    replaced(content, Field::Headline, *span, dice.one(&others)?.name)
}
