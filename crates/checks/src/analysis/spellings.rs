//! Capitalised words by their spelling, and pairs of spellings that are probably one name.

use std::collections::{BTreeMap, BTreeSet};

use story::TextRole;

use super::{Analysis, Join, Kind, Lang};
use crate::tables::gazetteer::Gazetteer;

/// Shorter names are too often one letter away from another.
const LETTERS_MIN: usize = 4;
/// A name this long is rarely one letter away from another by chance.
const LONG: usize = 6;
/// Far more names than any story has; a list of results is no story.
const FORMS_MAX: usize = 1_500;

/// One spelling and where it stands.
struct Form<'a> {
    folded: &'a str,
    /// Text and token.
    places: Vec<(usize, usize)>,
    /// How often it stands inside a sentence, where a capital means a name.
    inner: usize,
    before: BTreeSet<&'a str>,
    after: BTreeSet<&'a str>,
}

/// Two spellings of what is probably one name.
pub(crate) struct Variant {
    /// Text and token of each place.
    pub rare: Vec<(usize, usize)>,
    pub usual: Vec<(usize, usize)>,
    /// The same first name or surname stands beside both.
    pub same_company: bool,
    /// Nothing else it could be.
    pub sure: bool,
}

/// The pairs, each rare spelling once, with the commonest other.
pub(super) fn variants(story: &Analysis) -> Vec<Variant> {
    if !matches!(story.lang, Lang::Fr | Lang::En | Lang::Es | Lang::De) {
        return Vec::new();
    }
    let forms = forms(story);
    if forms.len() > FORMS_MAX {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (n, rare) in forms.iter().enumerate() {
        story.fuel.spend(forms.len());
        let others = forms.iter().enumerate().filter(|(other, _)| *other != n).map(|(_, form)| form);
        let best = others.filter_map(|usual| judge(story, usual, rare)).max_by_key(|(weight, ..)| *weight);
        if let Some((_, usual, same_company, sure)) = best {
            let (rare, usual) = (rare.places.clone(), usual.places.clone());
            found.push(Variant { rare, usual, same_company, sure });
        }
    }
    found
}

fn forms<'a>(story: &'a Analysis<'_>) -> Vec<Form<'a>> {
    let mut forms: BTreeMap<&str, Form> = BTreeMap::new();
    let mut small: BTreeSet<&str> = BTreeSet::new();
    for (n, text) in story.texts.iter().enumerate() {
        if matches!(text.role, TextRole::Credit | TextRole::Alt | TextRole::Kicker) {
            continue;
        }
        let title_case = text.is_title_case();
        for (at, token) in text.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
            let folded = text.fold(at);
            if !token.capital {
                small.insert(folded);
                continue;
            }
            if !is_name(story, n, at) {
                continue;
            }
            let form = forms.entry(folded).or_insert_with(|| Form {
                folded,
                places: Vec::new(),
                inner: 0,
                before: BTreeSet::new(),
                after: BTreeSet::new(),
            });
            form.places.push((n, at));
            form.inner += usize::from(!title_case && !opens(story, n, at));
            if !title_case {
                form.before.extend(at.checked_sub(1).and_then(|before| neighbour(story, n, before, at)));
                form.after.extend(neighbour(story, n, at + 1, at + 1));
            }
        }
    }
    forms.into_values().filter(|form| !small.contains(form.folded)).collect()
}

fn is_name(story: &Analysis, text: usize, at: usize) -> bool {
    let (source, raw) = (&story.texts[text], story.texts[text].raw(at));
    let letters = raw.chars().count() >= LETTERS_MIN && raw.chars().all(char::is_alphabetic);
    let mixed = raw.chars().skip(1).any(char::is_lowercase);
    // I-Pace, F-Pace: a model; "Al-", "El-" are articles.
    let model = source.tokens[at].join == Join::Hyphen
        && at.checked_sub(1).is_some_and(|before| source.raw(before).chars().count() == 1);
    letters && mixed && !model && !story.words.function.contains(source.fold(at))
}

fn opens(story: &Analysis, text: usize, at: usize) -> bool {
    let source = &story.texts[text];
    match at.checked_sub(1).map(|before| source.tokens[before].kind) {
        None => true,
        Some(Kind::Mark(mark)) => ".!?:…\"«“”»•-–—".contains(mark),
        Some(_) => source.tokens[at].join == Join::Line,
    }
}

/// A capitalised word beside a name, that is no title and no small word. `join` is the token whose join lies between.
fn neighbour<'a>(story: &'a Analysis<'_>, text: usize, at: usize, join: usize) -> Option<&'a str> {
    let source = &story.texts[text];
    let token = source.tokens.get(at)?;
    let near = matches!(source.tokens.get(join)?.join, Join::Space | Join::Hyphen);
    let folded = source.fold(at);
    let says = token.kind == Kind::Word && token.capital && folded.chars().count() >= 3;
    let plain = !story.words.function.contains(folded) && !story.words.titles.contains(folded);
    // A word that opens a sentence ("Selon Macron") is no first name.
    let sure = !opens(story, text, at) || at > join || is_known_pair(story, text, at);
    (near && says && plain && sure).then_some(folded)
}

/// "Emmanuel Macron" at the start of a sentence, where "Emmanuel" also stands inside one.
fn is_known_pair(story: &Analysis, text: usize, at: usize) -> bool {
    story.texts[text].tokens[at].capital && at == 0
}

/// How much the pair weighs, the usual form, the same company, certainty; `None` where they are two names.
fn judge<'f, 'a>(
    story: &Analysis,
    usual: &'f Form<'a>,
    rare: &Form,
) -> Option<(usize, &'f Form<'a>, bool, bool)> {
    let (often, seldom) = (usual.places.len(), rare.places.len());
    let order = (often, std::cmp::Reverse(usual.places[0])) > (seldom, std::cmp::Reverse(rare.places[0]));
    if !order || usual.inner == 0 || usual.folded.chars().count().abs_diff(rare.folded.chars().count()) > 2 {
        return None;
    }
    let (a, b): (Vec<char>, Vec<char>) = (usual.folded.chars().collect(), rare.folded.chars().collect());
    let edits = distance(&a, &b, 2)?;
    let same_company = !usual.before.is_disjoint(&rare.before) || !usual.after.is_disjoint(&rare.after);
    let apart = |a: &BTreeSet<&str>, b: &BTreeSet<&str>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
    let other_company = apart(&usual.before, &rare.before) || apart(&usual.after, &rare.after);
    let letters = a.len().min(b.len());
    let enough = match edits {
        1 => same_company || (letters >= LETTERS_MIN + 1 && !other_company),
        _ => {
            same_company && letters >= LONG
                || (letters >= LONG + 2 && !other_company && often >= 3 && seldom == 1)
        }
    };
    let inside = same_company || rare.inner > 0;
    if !enough || !inside || is_family(&a, &b) || (!same_company && (a[0] != b[0] || is_inflected(&a, &b))) {
        return None;
    }
    let known = |form: &str| Gazetteer::of(story.lang).by_word.contains_key(form);
    if known(rare.folded) && (known(usual.folded) || !same_company) {
        return None;
    }
    let clear = often >= 2 || same_company;
    if !clear && letters < LONG + 1 || (seldom > 1 && !same_company && often < 3 * seldom) {
        return None;
    }
    let sure = same_company || (often >= 3 && seldom == 1 && letters >= LONG && edits == 1);
    Some((often + if same_company { 100 } else { 0 }, usual, same_company, sure))
}

/// Plurals, possessives and doublings that make another word: Trump and Trumps.
fn is_family(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.len() == short.len() + 1 && long.starts_with(short) && matches!(long[long.len() - 1], 's' | 'x')
}

/// Endings that make another word of the same stem: Punjab and Punjabi, Mario and Maria, Laurent and Laurence.
fn is_inflected(a: &[char], b: &[char]) -> bool {
    let common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    common + 1 >= a.len().max(b.len()) || common + 2 >= a.len().max(b.len()) && a.len() != b.len()
}

/// Edits between two words (a swap of neighbours is one), `None` above `most`.
pub(crate) fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    // What is left of two words that far apart is small, or the words are other words.
    if a.len() > 2 * most + 2 && b.len() > 2 * most + 2 {
        return None;
    }
    let mut rows = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, _) => j,
                (_, 0) => i,
                _ => {
                    let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let least = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                    if swap { least.min(rows[i - 2][j - 2] + 1) } else { least }
                }
            };
        }
    }
    let edits = rows[a.len()][b.len()];
    (edits > 0 && edits <= most).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted_as_typists_make_them() {
        for (a, b, edits) in [
            ("macron", "macorn", Some(1)),
            ("macron", "mcron", Some(1)),
            ("pernaut", "pernault", Some(1)),
            ("linsey", "lynsey", Some(1)),
            ("corlandre", "korlander", None),
            ("joseph", "josef", Some(2)),
            ("same", "same", None),
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(a), &letters(b), 2), edits, "{a} {b}");
        }
    }
}
