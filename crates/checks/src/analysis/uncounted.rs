//! Numbers that count nothing: ranks, years, hours, scores, shares, parts of names; and how long ago something was.

use super::numbers::{Number, Reader, mark};
use super::{Join, Kind, Lang, Text, folded};

/// Nouns that no year stands before: "1404 mètres".
const MEASURES: &[&str] = &[
    "metres",
    "kilometres",
    "km",
    "euros",
    "dollars",
    "hectares",
    "tonnes",
    "personnes",
    "habitants",
    "meters",
    "miles",
    "feet",
    "acres",
    "tons",
    "people",
    "metros",
    "kilometros",
    "toneladas",
    "personas",
    "hectareas",
    "meter",
    "kilometer",
    "tonnen",
    "menschen",
    "einwohner",
    "hektar",
    "متر",
    "كيلومتر",
    "شخص",
    "طن",
    "نفر",
    "تن",
    "هكتار",
];

pub(super) fn counts_nothing(text: &Text, number: &Number, words: &Reader) -> bool {
    if number.spelled {
        return false;
    }
    let (first, last) = (number.first, number.last);
    let token = &text.tokens[first];
    let before = first.checked_sub(1);
    let name_before = before.is_some_and(|n| {
        let word = &text.tokens[n];
        // "و20", "ب25": a small word of Arabic, written onto the number.
        let arabic = text.raw(n).starts_with(|first: char| ('\u{620}'..'\u{700}').contains(&first));
        if arabic && token.join == Join::Touch {
            return false;
        }
        let label = words.function.contains(text.fold(n));
        let acronym = text.raw(n).chars().skip(1).any(char::is_uppercase) && token.join == Join::Space;
        word.kind == Kind::Word
            && matches!(token.join, Join::Space | Join::Hyphen)
            && word.capital
            && words.lang != Lang::De
            && n > 0
            && !words.title_case
            && !label
            || word.kind == Kind::Word
                && (acronym && !words.title_case || !matches!(token.join, Join::Space | Join::Line))
    });
    let next = text.tokens.get(last + 1);
    // German writes a rank or a day with a point: "zum 20. Mal".
    let ordinal = words.lang == Lang::De
        && mark(text, Some(last + 1)) == Some('.')
        && text.tokens[last + 1].join == Join::Touch
        && text.is_word(last + 2);
    let glued_after = next.is_some_and(|next| {
        let short =
            ["h", "e", "er", "eme", "ere", "nd", "st", "rd", "th", "g", "s"].contains(&text.fold(last + 1));
        next.kind == Kind::Word && (next.join == Join::Touch && short || next.is_tied())
    });
    let marked = |mark: Option<char>| matches!(mark, Some('-' | '–' | '—' | '/' | ':' | '°' | '#'));
    let touching_before = before.is_some_and(|_| token.join == Join::Touch) && marked(mark(text, before));
    let touching_after =
        next.is_some_and(|next| next.join == Join::Touch) && marked(mark(text, Some(last + 1)));
    // "2000 ordonnances" is no year.
    let counted = MEASURES.contains(&text.fold(last + 1))
        || number.value % 100.0 == 0.0 && text.is_word(last + 1) && text.fold(last + 1).ends_with('s');
    // The Persian calendar is in its fifteenth century.
    let first_year = if words.lang == Lang::Fa { 1300.0 } else { 1400.0 };
    let year = !counted
        && (first_year..2101.0).contains(&number.value)
        && text.raw(first).len() == 4
        && first == last;
    let hour = words.months.contains_key(text.fold(last + 1))
        || before.is_some_and(|n| words.months.contains_key(text.fold(n)))
        || ["heures", "heure", "am", "pm", "horas", "uhr"].contains(&text.fold(last + 1));
    let share = is_share(text, first, last);
    share
        || ordinal
        || name_before
        || glued_after
        || touching_before
        || touching_after
        || year
        || hour
        || is_rank(text, first)
}

/// "40 ans après", "il y a 80 ans", "80 years on".
pub(super) fn is_ago(text: &Text, first: usize, last: usize) -> bool {
    let years = ["ans", "annees", "years", "anos", "jahre", "jahren"].contains(&text.fold(last + 1));
    let after = ["apres", "plus", "on", "ago", "later", "after", "despues", "danach", "spater"]
        .contains(&text.fold(last + 2));
    let before = first.checked_sub(1).is_some_and(|n| {
        let ago = text.fold(n) == "a" && n > 0 && text.fold(n - 1) == "y";
        ago || ["apres", "after", "hace", "tras", "vor", "nach", "seit"].contains(&text.fold(n))
    });
    years && (after || before)
}

/// Seven in ten.
fn is_share(text: &Text, first: usize, last: usize) -> bool {
    let over =
        |n: usize| ["sur", "in", "out", "cada", "von", "اصل", "كل", "بين", "هر"].contains(&text.fold(n));
    let number = |n: usize| text.tokens.get(n).is_some_and(|token| token.kind == Kind::Number);
    (last + 1..=last + 3).any(|n| over(n) && (number(n + 1) || number(n + 2)))
        || first.checked_sub(1).is_some_and(over) && (first.saturating_sub(4)..first).any(number)
}

fn is_rank(text: &Text, first: usize) -> bool {
    const BEFORE: &[&str] = &[
        "no",
        "n",
        "numero",
        "saison",
        "episode",
        "season",
        "episode",
        "article",
        "acte",
        "tome",
        "chapitre",
        "day",
        "jour",
        "j",
        "top",
        "route",
        "page",
        "chapter",
        "part",
        "partie",
        "phase",
        "level",
        "niveau",
        "temporada",
        "episodio",
        "articulo",
        "capitulo",
        "jornada",
        "nr",
        "nummer",
        "staffel",
        "folge",
        "artikel",
        "platz",
        "kapitel",
        "paragraf",
        "tag",
        "رقم",
        "الماده",
        "الجوله",
        "الساعه",
        "شماره",
        "ماده",
        "هفته",
        "ساعت",
        "سال",
        "دقيقه",
        "الدقيقه",
        "minuto",
        "بهار",
        "تابستان",
        "پاييز",
        "زمستان",
    ];
    first.checked_sub(1).is_some_and(|n| BEFORE.contains(&folded(text.raw(n)).as_str()))
}
