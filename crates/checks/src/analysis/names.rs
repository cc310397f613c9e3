//! Names: runs of capitalised words that are neither places nor the first word of a sentence by accident.

use super::{Join, Kind, Mention, Text};
use crate::tables::gazetteer::Sort;
use crate::tables::words::Words;

/// A run of capitalised words, particles between them included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    pub first: usize,
    pub last: usize,
    /// It opens a sentence, so its first word may be any word.
    pub opens: bool,
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "du", "des", "d", "da", "do", "dos", "del", "della", "di", "van", "von", "der", "den", "ter",
    "bin", "ben", "ibn", "al", "el", "le", "la", "y", "und", "of", "e",
];

pub(super) fn find(text: &Text, places: &[Mention], words: &Words) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        if !is_capital(text, at) || is_small(text, at, words) || in_place(places, at) {
            at += 1;
            continue;
        }
        let last = run(text, at, places, words);
        names.push(Name { first: at, last, opens: opens_sentence(text, at) });
        at = last + 1;
    }
    names
}

fn run(text: &Text, first: usize, places: &[Mention], words: &Words) -> usize {
    let mut last = first;
    loop {
        let next = last + 1;
        if !follows(text, next) || in_place(places, next) {
            return last;
        }
        if is_capital(text, next) && (text.tokens[next].is_tied() || !is_small(text, next, words)) {
            last = next;
            continue;
        }
        let particle = PARTICLES.contains(&text.fold(next));
        // "de la": two small words at most.
        let after = (next + 1..=next + 2).find(|n| is_capital(text, *n) && !in_place(places, *n));
        match after {
            Some(after)
                if particle && (next..=after).all(|n| follows(text, n)) && between(text, next, after) =>
            {
                last = after;
            }
            _ => return last,
        }
    }
}

fn between(text: &Text, from: usize, to: usize) -> bool {
    (from..to).all(|n| PARTICLES.contains(&text.fold(n)))
}

fn follows(text: &Text, n: usize) -> bool {
    text.tokens.get(n).is_some_and(|token| {
        token.kind == Kind::Word && matches!(token.join, Join::Space | Join::Hyphen | Join::Apostrophe)
    })
}

fn is_capital(text: &Text, n: usize) -> bool {
    text.tokens.get(n).is_some_and(|token| token.kind == Kind::Word && token.capital)
}

fn is_small(text: &Text, n: usize, words: &Words) -> bool {
    words.function.contains(text.fold(n))
}

/// Heads of state stand for their countries in the tables, and are names all the same.
fn in_place(places: &[Mention], n: usize) -> bool {
    let before = places.partition_point(|place| place.last < n);
    places.get(before).is_some_and(|place| place.first <= n && place.sort() != Sort::Seat)
}

/// Nothing before it, or a mark after which a sentence begins.
fn opens_sentence(text: &Text, n: usize) -> bool {
    match n.checked_sub(1).map(|before| text.tokens[before].kind) {
        None => true,
        Some(Kind::Mark(mark)) => !matches!(mark, ',' | ';' | ')' | '’' | '\'' | '&' | '/' | '%'),
        Some(_) => text.tokens[n].join == Join::Line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Lang, places, tests::read};

    fn names(lang: Lang, words: &str) -> Vec<String> {
        read(words, |text| {
            let found = find(text, &places::find(text, lang), Words::of(lang));
            found.iter().map(|name| text.words(text.span(name.first, name.last)).to_owned()).collect()
        })
    }

    #[test]
    fn names_are_runs_of_capitals_with_their_small_words() {
        for (lang, words, expected) in [
            (Lang::Fr, "La maire Anna de la Corlande répond", vec!["Anna de la Corlande"]),
            (Lang::Fr, "L'appel de Jean-Marc Valmère à Paris", vec!["Jean-Marc Valmère"]),
            (Lang::Fr, "Hier, Bruno Le Maire et Anna Corlis", vec!["Hier", "Bruno Le Maire", "Anna Corlis"]),
            (Lang::En, "Ludwig van Corlis met O'Brien", vec!["Ludwig van Corlis", "O'Brien"]),
        ] {
            assert_eq!(names(lang, words), expected, "{words}");
        }
    }
}
