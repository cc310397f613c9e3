//! Capitalised words by their spelling, and pairs of spellings that are probably one name.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use std::sync::Arc;

use story::TextRole;

use super::{Analysis, Join, Kind, Lang};
use crate::tables::gazetteer::Gazetteer;
use crate::tables::lexicon;
use crate::tables::quick::Quick;

/// Shorter names are too often one letter away from another.
const LETTERS_MIN: usize = 4;
/// A name this long is rarely one letter away from another by chance.
const LONG: usize = 6;
/// Edits between two spellings of one name.
const EDITS_MAX: usize = 2;
/// Far more names than any story has; a list of results is no story.
const FORMS_MAX: usize = 1_500;

/// One spelling and where it stands.
struct Form<'a> {
    folded: &'a str,
    letters: Vec<char>,
    /// Which letters it has, a bit for each of 32 groups.
    signature: u32,
    /// A word or name of the dictionaries.
    known: bool,
    /// Text and token.
    places: Vec<(usize, usize)>,
    /// How often it stands inside a sentence, where a capital means a name.
    inner: usize,
    before: BTreeSet<&'a str>,
    after: BTreeSet<&'a str>,
    /// Words before it with a small word between: "ville de".
    around: BTreeSet<(&'a str, &'a str)>,
    /// It also stands in small letters, so it may be any word.
    small: bool,
}

/// Two spellings of what is probably one name.
pub(crate) struct Variant {
    /// Text and token of each place.
    pub rare: Vec<(usize, usize)>,
    pub usual: Vec<(usize, usize)>,
    /// Nothing else it could be.
    pub sure: bool,
}

/// The pairs, each rare spelling once, with the commonest other.
pub(super) fn variants(story: &Analysis) -> Vec<Variant> {
    if story.lang == Lang::Other {
        return Vec::new();
    }
    let forms = forms(story);
    if forms.len() > FORMS_MAX {
        return Vec::new();
    }
    let arabic = story.lang.is_arabic_script();
    // Without capitals any word may be a name: only what comes back is one.
    let usuals: Vec<&Form> = forms.iter().filter(|form| !arabic || form.often() >= 2).collect();
    let mut found = Vec::new();
    let rares = forms.iter().filter(|form| if arabic { form.often() == 1 } else { !form.small });
    for rare in rares {
        story.fuel.spend(usuals.len());
        let pairs = usuals.iter().filter_map(|usual| Pair::of(usual, rare));
        let is_one = |pair: &Pair| {
            if arabic { pair.is_one_arabic_name(story) } else { pair.is_one_name(story.lang) }
        };
        let best = pairs.filter(is_one).max_by_key(Pair::weight);
        found.extend(best.map(|pair| Variant {
            rare: pair.rare.places.clone(),
            usual: pair.usual.places.clone(),
            sure: !arabic && pair.is_sure(story.lang),
        }));
    }
    found
}

fn forms<'a>(story: &'a Analysis<'_>) -> Vec<Form<'a>> {
    let mut forms: BTreeMap<&str, Form> = BTreeMap::new();
    let mut small: Vec<Arc<Seen>> = Vec::new();
    for (n, text) in story.texts.iter().enumerate() {
        if matches!(text.role, TextRole::Credit | TextRole::Alt | TextRole::Kicker) {
            continue;
        }
        let seen = story.once(n, "spellings", || Seen::of(story, n));
        for name in &seen.names {
            let folded = text.fold(name.at);
            let form = forms.entry(folded).or_insert_with(|| Form {
                folded,
                letters: folded.chars().collect(),
                signature: folded.chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 32)),
                known: name.known || is_house_name(story, text.raw(name.at)),
                places: Vec::new(),
                inner: 0,
                before: BTreeSet::new(),
                after: BTreeSet::new(),
                around: BTreeSet::new(),
                small: false,
            });
            form.places.push((n, name.at));
            form.inner += usize::from(name.inner);
            form.before.extend(name.before.map(|at| text.fold(at)));
            form.after.extend(name.after.map(|at| text.fold(at)));
            form.around.extend(name.around.map(|at| (text.fold(at), text.fold(at + 1))));
        }
        small.push(seen);
    }
    for form in forms.values_mut() {
        let hash = hashed(form.folded);
        form.small = small.iter().any(|seen| seen.small.binary_search(&hash).is_ok());
    }
    forms.into_values().collect()
}

/// So many earlier stories write it so: it is somebody's name.
fn is_house_name(story: &Analysis, word: &str) -> bool {
    const STORIES_MIN: u32 = 3;
    story.archive.is_some_and(|archive| archive.stories_with(word, story.input.story) >= STORIES_MIN)
}

/// The capitalised words of one text, and the others.
struct Seen {
    names: Vec<NameSeen>,
    /// Hashes of the words in small letters, in order.
    small: Vec<u64>,
}

struct NameSeen {
    at: usize,
    known: bool,
    inner: bool,
    /// Tokens of the names beside it.
    before: Option<usize>,
    after: Option<usize>,
    /// The token of the word before it, over one small word.
    around: Option<usize>,
}

impl Seen {
    fn of(story: &Analysis, n: usize) -> Self {
        let text = &story.texts[n];
        let title_case = story.lang == Lang::En && text.is_title_case();
        let capitals = !story.lang.is_arabic_script();
        let mut seen = Self { names: Vec::new(), small: Vec::new() };
        for (at, token) in text.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
            if capitals && !token.capital {
                seen.small.push(hashed(text.fold(at)));
            } else if is_name(story, n, at) {
                let before = at.checked_sub(1).filter(|_| !title_case);
                seen.names.push(NameSeen {
                    at,
                    known: capitals && lexicon::knows_anywhere(text.raw(at)),
                    inner: !title_case && (!capitals || !opens(story, n, at)),
                    before: before.filter(|before| neighbour(story, n, *before, at)),
                    after: Some(at + 1).filter(|after| !title_case && neighbour(story, n, *after, *after)),
                    around: at.checked_sub(2).filter(|before| !title_case && leads_to(story, n, *before)),
                });
            }
        }
        seen.small.sort_unstable();
        seen.small.dedup();
        seen
    }
}

fn hashed(word: &str) -> u64 {
    let mut hash = Quick::default();
    hash.write(word.as_bytes());
    hash.finish()
}

fn is_name(story: &Analysis, text: usize, at: usize) -> bool {
    let (source, raw) = (&story.texts[text], story.texts[text].raw(at));
    let letters = raw.chars().count() >= LETTERS_MIN && raw.chars().all(char::is_alphabetic);
    let mixed = story.lang.is_arabic_script() || raw.chars().skip(1).any(char::is_lowercase);
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

/// Whether a capitalised word beside a name is its first name or surname: no title and no small word. `join` is the
/// token whose join lies between.
fn neighbour(story: &Analysis, text: usize, at: usize, join: usize) -> bool {
    let source = &story.texts[text];
    let (Some(token), Some(joined)) = (source.tokens.get(at), source.tokens.get(join)) else { return false };
    let near = matches!(joined.join, Join::Space | Join::Hyphen);
    let folded = source.fold(at);
    let capital = token.capital || story.lang.is_arabic_script();
    let says = token.kind == Kind::Word && capital && folded.chars().count() >= 3;
    let plain = !story.words.function.contains(folded) && !story.words.titles.contains(folded);
    // A word that opens a sentence ("Selon Macron") is no first name.
    let sure = !opens(story, text, at) || at > join || is_known_pair(story, text, at);
    near && says && plain && sure
}

/// A word that says something, a small one, and the name: "police de Paris".
fn leads_to(story: &Analysis, text: usize, at: usize) -> bool {
    let source = &story.texts[text];
    let tied = |n: usize| matches!(source.tokens[n].join, Join::Space | Join::Apostrophe | Join::Hyphen);
    let small = |n: usize| source.is_word(n) && story.words.function.contains(source.fold(n));
    let long = source.fold(at).chars().count() >= LETTERS_MIN;
    source.is_word(at) && long && !small(at) && small(at + 1) && tied(at + 1) && tied(at + 2)
}

/// "Emmanuel Macron" at the start of a text, or of a sentence where Emmanuel is a name that is known.
fn is_known_pair(story: &Analysis, text: usize, at: usize) -> bool {
    at == 0 || lexicon::knows_name(story.texts[text].raw(at))
}

/// Two spellings, and what speaks for one name or for two.
struct Pair<'f, 'a> {
    usual: &'f Form<'a>,
    rare: &'f Form<'a>,
    edits: usize,
    /// Letters of the shorter one.
    letters: usize,
    same_company: bool,
    /// What they share stands before them: a first name.
    same_before: bool,
    /// The same words lead to both.
    same_way: bool,
    /// Other first names or surnames stand beside them.
    other_company: bool,
    /// No dictionary has the rare one, and the other stands more often or is known.
    stranger: bool,
}

impl<'f, 'a> Pair<'f, 'a> {
    /// `None` where the first is not the usual spelling, or the two are too far apart.
    fn of(usual: &'f Form<'a>, rare: &'f Form<'a>) -> Option<Self> {
        let apart = (usual.letters.len().abs_diff(rare.letters.len()) > EDITS_MAX)
            || (usual.signature ^ rare.signature).count_ones() as usize > 2 * EDITS_MAX;
        if apart || usual.inner == 0 || usual.rank() <= rare.rank() {
            return None;
        }
        let disjoint =
            |a: &BTreeSet<&str>, b: &BTreeSet<&str>| !a.is_empty() && !b.is_empty() && a.is_disjoint(b);
        Some(Self {
            edits: distance(&usual.letters, &rare.letters, EDITS_MAX)?,
            letters: usual.letters.len().min(rare.letters.len()),
            same_company: !usual.before.is_disjoint(&rare.before) || !usual.after.is_disjoint(&rare.after),
            same_before: !usual.before.is_disjoint(&rare.before),
            same_way: !usual.around.is_disjoint(&rare.around),
            other_company: disjoint(&usual.before, &rare.before) || disjoint(&usual.after, &rare.after),
            stranger: !rare.known && (usual.often() >= 2 || usual.known),
            usual,
            rare,
        })
    }

    fn is_one_name(&self, lang: Lang) -> bool {
        if self.are_two_words(lang) || self.is_ending() {
            return false;
        }
        if self.usual.small && !(self.stranger && self.edits == 1 && self.letters > LETTERS_MIN) {
            return false;
        }
        if self.is_lone_slip() {
            return true;
        }
        let inflected = is_inflected(&self.usual.letters, &self.rare.letters);
        if lang == Lang::De && inflected {
            return false;
        }
        if self.same_company {
            return self.edits == 1 || self.letters >= LONG;
        }
        let (often, seldom) = (self.usual.often(), self.rare.often());
        let settled = lang != Lang::De && (seldom == 1 || often >= 3 * seldom);
        if !settled || (self.other_company && !(self.stranger && often >= 3 && self.letters >= LETTERS_MIN)) {
            return false;
        }
        let same_start = self.usual.letters[0] == self.rare.letters[0];
        if !same_start && (often < 3 || self.letters <= LETTERS_MIN) {
            return false;
        }
        if !self.stranger {
            return self.edits == 1
                && self.letters > LETTERS_MIN
                && same_start
                && self.rare.inner > 0
                && (often >= 2 || self.letters > LONG)
                && !inflected;
        }
        match self.edits {
            1 => self.letters > LETTERS_MIN || often >= 3,
            _ => self.letters >= LONG + 2 && often >= 3 && !self.other_company,
        }
    }

    /// Arabic letters have no capitals: a word that no dictionary has, beside the same name as the other, with one slip
    /// inside it. Beginnings and ends of words say who, whose and how many.
    fn is_one_arabic_name(&self, story: &Analysis) -> bool {
        let (usual, rare) = (without_article(&self.usual.letters), without_article(&self.rare.letters));
        let inside = usual.first() == rare.first() && usual.last() == rare.last();
        let long = usual.len().min(rare.len()) > LETTERS_MIN;
        let (text, at) = self.rare.places[0];
        self.edits == 1
            && inside
            && long
            && self.same_company
            && !lexicon::knows_in_arabic_letters(story.lang, story.texts[text].raw(at))
            && !Gazetteer::of(story.lang).by_word.contains_key(self.rare.folded)
    }

    /// Words that dictionaries and tables of places know are two names: François and Français, Iran and Irak.
    fn are_two_words(&self, lang: Lang) -> bool {
        let place = |form: &Form| Gazetteer::of(lang).by_word.contains_key(form.folded);
        let (usual, rare) = (self.usual.known || place(self.usual), self.rare.known || place(self.rare));
        rare && (usual || !self.same_company) && (place(self.rare) || !self.is_lone_slip())
    }

    /// Once otherwise than each other time, where the words around it are the same.
    fn is_lone_slip(&self) -> bool {
        let settled = self.usual.often() >= 3 && self.rare.often() == 1 && self.edits == 1;
        // "Pete Corland" and "Peter Corland" are both somebody; "Anna Corland" and "Anna Corlan" are one.
        let firm = !is_inflected(&self.usual.letters, &self.rare.letters) || self.same_before;
        let way = self.same_way && !self.other_company && self.letters > LETTERS_MIN;
        settled && (firm && self.same_company || way)
    }

    /// The longer one is the shorter with an ending: a plural (Trumps), a people (Punjabi), a language (Milano).
    fn is_ending(&self) -> bool {
        const ENDINGS: &[&str] =
            &["s", "x", "i", "n", "a", "o", "an", "er", "es", "is", "ne", "en", "in", "ai", "us"];
        let (usual, rare) = (&self.usual.letters, &self.rare.letters);
        let (short, long) = if usual.len() < rare.len() { (usual, rare) } else { (rare, usual) };
        let Some(ending) = long.strip_prefix(short.as_slice()) else { return false };
        let doubled = ending.len() == 1 && short.last() == ending.first();
        // A name that stands often and once lacks its last letter is a slip; the other way round it is a word of its own.
        let slip = self.is_lone_slip() || self.stranger && self.usual.often() >= 3 && ending != ['s'];
        let lost = std::ptr::eq(short, rare) && slip;
        !doubled && !lost && ENDINGS.contains(&ending.iter().collect::<String>().as_str())
    }

    fn weight(&self) -> usize {
        self.usual.often() + if self.same_company { 100 } else { 0 }
    }

    fn is_sure(&self, lang: Lang) -> bool {
        let alone = self.usual.often() >= 3 && self.rare.often() == 1 && self.edits == 1;
        // English stories name people of all countries: spellings differ more between two people.
        let long = match lang {
            Lang::En | Lang::De => self.stranger && self.letters > LONG,
            _ => self.letters >= LONG || (self.stranger && self.letters > LETTERS_MIN),
        };
        let plain = !self.usual.small && !self.rare.known;
        self.same_company && (plain || !self.usual.known) || (alone && long && !self.other_company && plain)
    }
}

impl Form<'_> {
    fn often(&self) -> usize {
        self.places.len()
    }

    /// Of two spellings that stand equally often, the one that dictionaries have is the usual one, then the first.
    fn rank(&self) -> (usize, bool, std::cmp::Reverse<(usize, usize)>) {
        (self.often(), self.known, std::cmp::Reverse(self.places[0]))
    }
}

fn without_article(word: &[char]) -> &[char] {
    word.strip_prefix(&['ا', 'ل']).unwrap_or(word)
}

/// Endings that make another word of the same stem: Mario and Maria, Laurent and Laurence.
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
