//! Numbers in digits and in letters, with the words they count.

use story::Span;

use super::numerals::{closed_up, joined, unclothed};
use super::uncounted::{counts_nothing, is_ago};
use super::{Join, Kind, Lang, Text};
use crate::tables::words::Words;

/// What a number is written with besides its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    None,
    Percent,
    Money,
}

/// A number and what it counts.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    pub first: usize,
    pub last: usize,
    pub value: f64,
    /// Digits that carry meaning: 1,300 has two.
    pub digits: u32,
    pub unit: Unit,
    /// Stems of the next words that are not small words, two at most.
    pub nouns: Vec<String>,
    /// In letters.
    pub spelled: bool,
    /// Part of a name, rank, score, hour or date: nothing is counted.
    pub counts_nothing: bool,
    /// Years since something: "40 ans après", "80 years on".
    pub ago: bool,
}

impl Number {
    pub(crate) fn span(&self, text: &Text) -> Span {
        text.span(self.first, self.last)
    }
}

/// Small words that begin where, when or why: what stands behind them is not counted.
const PLACE_AND_TIME: &[&str] = &[
    "en", "dans", "depuis", "pendant", "lors", "apres", "avant", "in", "on", "since", "during", "after",
    "before", "at", "desde", "durante", "tras", "antes", "seit", "am", "im", "nach", "vor", "um", "في",
    "منذ", "خلال", "بعد", "قبل", "در", "از", "طي", "پس", "پيش",
];

/// What reading a number takes besides the text.
pub(super) struct Reader<'w> {
    pub(super) lang: Lang,
    words: &'w Words,
    /// Where Every Word Has a Capital, one before a number says nothing.
    pub(super) title_case: bool,
}

impl std::ops::Deref for Reader<'_> {
    type Target = Words;
    fn deref(&self) -> &Words {
        self.words
    }
}

impl Reader<'_> {
    /// What a word of a number says; `begun`: numbers stand before it.
    fn value(&self, word: &str, begun: bool) -> Option<f64> {
        let known = |word: &str| self.number_words.get(word).copied();
        known(word).or_else(|| match self.lang {
            Lang::De => closed_up(word, self.words),
            Lang::Ar => known(unclothed(word, begun)?),
            _ => None,
        })
    }

    fn scale(&self, word: &str, begun: bool) -> Option<f64> {
        let known = |word: &str| self.number_scales.get(word).copied();
        known(word).or_else(|| if self.lang == Lang::Ar { known(unclothed(word, begun)?) } else { None })
    }
}

/// Letters compared of two nouns: `blessés` and `blessées`, `morts` and `morte` are one.
const STEM_LETTERS: usize = 5;

pub(crate) fn stem(word: &str) -> String {
    let word = word.strip_suffix('s').filter(|rest| rest.len() >= 3).unwrap_or(word);
    // The article before, and the ending of what is counted: قتيلا, القتيل.
    let word = word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    let word = word.strip_suffix('ا').filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    word.chars().take(STEM_LETTERS).collect()
}

pub(super) fn find(text: &Text, lang: Lang, words: &Words) -> Vec<Number> {
    let mut numbers = Vec::new();
    let words = &Reader { lang, words, title_case: lang == Lang::En && text.is_title_case() };
    let mut at = 0;
    while at < text.tokens.len() {
        let found = match text.tokens[at].kind {
            Kind::Number => in_digits(text, at, words),
            Kind::Word => in_letters(text, at, words),
            Kind::Mark(_) => None,
        };
        match found {
            Some(number) => {
                at = number.last + 1;
                numbers.push(number);
            }
            None => at += 1,
        }
    }
    numbers
}

fn in_digits(text: &Text, first: usize, words: &Reader) -> Option<Number> {
    let lang = words.lang;
    let mut written = text.fold(first).to_owned();
    let mut last = first;
    // 12 000: groups of three behind a space.
    while is_group(text, last + 1, &written, lang) {
        last += 1;
        written.push_str(text.fold(last));
    }
    let (mut value, mut digits) = parse(&written, lang)?;
    let mut smallest = 1.0f64;
    while let Some(scale) = scale(text, last + 1, words) {
        last += 1;
        value *= scale;
        smallest = scale;
    }
    if let Some((rest, end)) = rest(text, last + 1, smallest, words) {
        last = end;
        value += rest;
        digits = significant(value);
    }
    if value == 0.0 {
        digits = 1;
    }
    Some(finish(
        text,
        words,
        Number {
            first,
            last,
            value,
            digits,
            unit: Unit::None,
            nouns: Vec::new(),
            spelled: false,
            counts_nothing: false,
            ago: false,
        },
    ))
}

/// What is added below a scale, and where it ends: the 500 of "2 هزار و 500", as Arabic and Persian go on.
fn rest(text: &Text, at: usize, scale: f64, words: &Reader) -> Option<(f64, usize)> {
    let and = words.lang.is_arabic_script() && scale >= 1000.0 && text.is_word(at) && text.fold(at) == "و";
    let number = text.tokens.get(at + 1).filter(|token| and && token.kind == Kind::Number)?;
    let near = matches!(number.join, Join::Space | Join::Touch);
    let below = in_digits(text, at + 1, words).filter(|below| near && below.value < scale)?;
    Some((below.value, below.last))
}

fn is_group(text: &Text, n: usize, before: &str, lang: Lang) -> bool {
    let Some(token) = text.tokens.get(n) else { return false };
    let start = before.len() <= 3 || text.tokens[n - 1].end - text.tokens[n - 1].start == 3;
    let gap = &text.text[text.tokens[n - 1].end as usize..token.start as usize];
    // English writes commas: there a plain space separates two numbers.
    let spaced = matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}") || (gap == " " && lang != Lang::En);
    let whole = |word: &str| word.bytes().all(|digit| digit.is_ascii_digit());
    let three = text.fold(n).split(',').next().is_some_and(|whole_part| whole_part.len() == 3);
    token.kind == Kind::Number && spaced && start && whole(before) && !before.starts_with('0') && three
}

/// Value and significant digits.
fn parse(written: &str, lang: Lang) -> Option<(f64, u32)> {
    let (thousands, decimal) =
        if lang == Lang::En || lang.is_arabic_script() { (',', '.') } else { ('.', ',') };
    let grouped = |mark: char| {
        let mut parts = written.split(mark);
        parts.next().is_some_and(|first| (1..=3).contains(&first.len()) && first != "0")
            && written.contains(mark)
            && parts.all(|part| part.len() == 3)
    };
    let both = written.contains(thousands) && written.contains(decimal);
    let plain = if both || (grouped(thousands) && !written.contains(decimal)) {
        written.replace(thousands, "").replace(decimal, ".")
    } else {
        written.replace([thousands, decimal], ".")
    };
    let value: f64 = plain.parse().ok()?;
    let digits = plain.trim_start_matches(['0', '.']);
    let digits = if plain.contains('.') { digits } else { digits.trim_end_matches('0') };
    Some((value, digits.bytes().filter(u8::is_ascii_digit).count().max(1) as u32))
}

fn scale(text: &Text, n: usize, words: &Reader) -> Option<f64> {
    let token = text.tokens.get(n)?;
    let near = matches!(token.join, Join::Space | Join::Touch | Join::Hyphen) && token.kind == Kind::Word;
    let word = text.fold(n);
    // A single letter is a scale only where it touches the digits: 5m, 10k.
    let short = word.len() == 1 && token.join != Join::Touch;
    if near && !short { words.scale(word, true) } else { None }
}

fn in_letters(text: &Text, first: usize, words: &Reader) -> Option<Number> {
    let start = text.fold(first);
    if words.value(start, false).is_none() && words.scale(start, false).is_none() {
        return None;
    }
    let (mut total, mut current, mut last) = (0.0, 0.0, first);
    let mut at = first;
    while let Some(token) = text.tokens.get(at) {
        let word = text.fold(at);
        let near = at == first || matches!(token.join, Join::Space | Join::Hyphen);
        if !near || token.kind != Kind::Word {
            break;
        }
        if let Some(value) = words.value(word, at > first) {
            current = joined(current, value);
        } else if let Some(scale) = words.scale(word, at > first).filter(|_| word.len() > 1) {
            if scale < 1000.0 {
                current = current.max(1.0) * scale;
            } else if (1.0..scale).contains(&total) {
                // Two thousand million.
                total = (total + current) * scale;
                current = 0.0;
            } else {
                total += if current == 0.0 { scale } else { current * scale };
                current = 0.0;
            }
        } else if !(words.number_links.contains(word) && at > first && is_number_word(text, at + 1, words)) {
            break;
        } else {
            at += 1;
            continue;
        }
        last = at;
        at += 1;
    }
    let number = Number {
        first,
        last,
        value: total + current,
        digits: significant(total + current),
        unit: Unit::None,
        nouns: Vec::new(),
        spelled: true,
        counts_nothing: false,
        ago: false,
    };
    Some(finish(text, words, number))
}

fn significant(value: f64) -> u32 {
    let written = value.to_string();
    written.trim_end_matches('0').bytes().filter(u8::is_ascii_digit).count().max(1) as u32
}

fn is_number_word(text: &Text, n: usize, words: &Reader) -> bool {
    let word = text.fold(n);
    words.value(word, true).is_some() || (word.len() > 1 && words.scale(word, true).is_some())
}

fn finish(text: &Text, words: &Reader, mut number: Number) -> Number {
    number.unit = unit(text, &number);
    number.counts_nothing = counts_nothing(text, &number, words);
    number.ago = is_ago(text, number.first, number.last);
    let mut at = number.last + 1;
    // "3 800 en une semaine": weeks are not what is counted.
    if PLACE_AND_TIME.contains(&text.fold(at)) {
        return number;
    }
    // "120 of its 900 jobs" counts jobs.
    let part = |at: usize| {
        text.tokens.get(at).is_some_and(|token| token.kind == Kind::Number)
            && at > number.last + 1
            && words.function.contains(text.fold(at - 1))
            && !["a", "to", "bis", "et", "and", "und", "ou", "or", "oder", "y", "o"]
                .contains(&text.fold(at - 1))
    };
    while number.nouns.len() < 2
        && at <= number.last + 6
        && (text.is_word(at) || number.nouns.is_empty() && part(at))
    {
        if text.is_word(at) && !words.function.contains(text.fold(at)) {
            number.nouns.push(stem(text.fold(at)));
        }
        at += 1;
    }
    number
}

pub(super) fn mark(text: &Text, n: Option<usize>) -> Option<char> {
    match text.tokens.get(n?)?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

fn unit(text: &Text, number: &Number) -> Unit {
    let before = mark(text, number.first.checked_sub(1));
    let after = mark(text, Some(number.last + 1));
    let word = text.fold(number.last + 1);
    if matches!(after, Some('%' | '٪'))
        || ["percent", "prozent", "درصد", "بالميه", "بالمايه"].contains(&word)
        || [("pour", "cent"), ("por", "ciento"), ("في", "الميه"), ("في", "المايه")]
            .contains(&(word, text.fold(number.last + 2)))
    {
        return Unit::Percent;
    }
    let coin = |mark: Option<char>| mark.is_some_and(|mark| "$€£¥₽₹".contains(mark));
    let named = [
        "euro",
        "euros",
        "eur",
        "dollar",
        "dollars",
        "usd",
        "livres",
        "dolares",
        "pesos",
        "franken",
        "دولار",
        "دولارا",
        "يورو",
        "ريال",
        "ريالا",
        "درهم",
        "دينار",
        "جنيه",
        "ليره",
        "دلار",
        "تومان",
    ];
    if coin(before) || coin(after) || named.contains(&word) {
        return Unit::Money;
    }
    Unit::None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::read;

    fn first(lang: Lang, words: &str) -> Option<Number> {
        read(words, |text| find(text, lang, Words::of(lang)).into_iter().next())
    }

    #[test]
    fn numbers_are_read_as_each_language_writes_them() {
        for (lang, words, value) in [
            (Lang::Fr, "1.300 morts", 1300.0),
            (Lang::Fr, "12 000 morts", 12_000.0),
            (Lang::Fr, "2,5 millions d'euros", 2_500_000.0),
            (Lang::Fr, "trois cent cinq mille habitants", 305_000.0),
            (Lang::Fr, "quatre-vingt-dix-sept élèves", 97.0),
            (Lang::Fr, "vingt et un ans", 21.0),
            (Lang::Fr, "une centaine de maisons", 100.0),
            (Lang::En, "1,300 dead", 1300.0),
            (Lang::En, "£3.5bn plan", 3_500_000_000.0),
            (Lang::En, "two hundred and five homes", 205.0),
            (Lang::En, "twenty-one boats", 21.0),
            (Lang::En, "two thousand million pounds", 2e9),
            (Lang::Ar, "١٬٣٠٠ قتيل", 1300.0),
            (Lang::Ar, "ثلاثة وعشرون قتيلا", 23.0),
            (Lang::Ar, "خمسمئة ألف نازح", 500_000.0),
            (Lang::Ar, "بثلاثة ملايين دولار", 3e6),
            (Lang::Ar, "ألفان وخمسمائة عامل", 2500.0),
            (Lang::Ar, "٢٫٥ مليار يورو", 2.5e9),
            (Lang::Ar, "ب25 ألف دينار", 25_000.0),
            (Lang::Ar, "و5 فتيات", 5.0),
            (Lang::Ar, "3 آلاف و250 نازحا", 3250.0),
            (Lang::Fa, "2 هزار و 500 واحد صنفی", 2500.0),
            (Lang::Fa, "8 میلیون و 300 هزار لیتر", 8_300_000.0),
            (Lang::Fa, "بیست و سه نفر", 23.0),
            (Lang::Fa, "یک میلیون و دویست هزار تومان", 1_200_000.0),
            (Lang::Fa, "۵ هزار میلیارد تومان", 5e12),
            (Lang::Es, "treinta y cinco heridos", 35.0),
            (Lang::Es, "mil doscientos millones de euros", 1.2e9),
            (Lang::Es, "25 mil millones de pesos", 25e9),
            (Lang::Es, "ciento veintitrés votos", 123.0),
            (Lang::De, "zweihundertfünfundzwanzig Häuser", 225.0),
            (Lang::De, "dreitausendvierhundert Menschen", 3400.0),
            (Lang::De, "einundzwanzig Boote", 21.0),
            (Lang::De, "3,5 Milliarden Euro", 3.5e9),
            (Lang::De, "zwei Millionen dreihunderttausend Wähler", 2_300_000.0),
        ] {
            let number = first(lang, words).unwrap_or_else(|| panic!("no number in {words}"));
            assert!((number.value - value).abs() < 1e-6, "{words}: {}", number.value);
        }
    }

    #[test]
    fn what_counts_nothing_is_told_apart_from_what_does() {
        for (lang, words, nothing) in [
            (Lang::Fr, "la saison 3 de la série", true),
            (Lang::Fr, "la Ligue 1 reprend", true),
            (Lang::Fr, "à 20h ce soir", true),
            (Lang::Fr, "victoire 3-1 du club", true),
            (Lang::Fr, "élections de 2027 au Sénat", true),
            (Lang::Fr, "7 Français sur 10 le disent", true),
            (Lang::Fr, "le 14 juillet au soir", true),
            (Lang::Fr, "2000 maisons détruites", false),
            (Lang::Fr, "1404 mètres de dénivelé", false),
            (Lang::Fr, "après 43 jours de mer", false),
            (Lang::En, "Fire Destroys 430 Homes Near Ostrande", false),
            (Lang::En, "the iPhone 12 is here", true),
            (Lang::De, "zum 20. Mal im Finale", true),
            (Lang::De, "am 14. Juli am Abend", true),
            (Lang::Es, "7 de cada 10 vecinos", true),
            (Lang::Fa, "در سال ۱۴۰۵ نیز", true),
            (Lang::Fa, "۲۰ نفر زخمی شدند", false),
        ] {
            assert_eq!(first(lang, words).map(|number| number.counts_nothing), Some(nothing), "{words}");
        }
    }

    #[test]
    fn a_number_knows_what_it_counts() {
        let number = first(Lang::Fr, "plus de 300 élèves blessés").unwrap();
        assert_eq!(number.nouns, [stem("eleve"), stem("blesses")]);
        assert_eq!(first(Lang::En, "cases rise to 3,800 in a week").unwrap().nouns, Vec::<String>::new());
        assert_eq!(first(Lang::Fr, "6,2% de hausse").unwrap().unit, Unit::Percent);
        assert_eq!(first(Lang::En, "$5m deal").unwrap().unit, Unit::Money);
    }
}
