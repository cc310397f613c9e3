//! Who made a picture, as captions say it: `© Jonas Kerval / Agence Boréale`, `(Photo by X/Agency)`, `Photo : X`,
//! `HANDOUT / AFP`, `تصوير: …`. Splits the credit from the words of the caption.

use story::{File, Picture};

use super::{fold, has_more_words, plain_lower, word_count};

/// Agencies and stock houses whose bare name is a credit.
const AGENCIES: &[&str] = &[
    "afp",
    "ap",
    "ap photo",
    "reuters",
    "epa",
    "epa-efe",
    "efe",
    "dpa",
    "ansa",
    "apa",
    "ats",
    "belga",
    "keystone",
    "keystone-ats",
    "sipa",
    "sipa usa",
    "abaca",
    "abacapress",
    "maxppp",
    "pa",
    "pa images",
    "pa wire",
    "getty",
    "getty images",
    "gettyimages",
    "istock",
    "shutterstock",
    "adobe stock",
    "alamy",
    "alamy stock photo",
    "tass",
    "ria novosti",
    "xinhua",
    "kyodo",
    "anadolu",
    "anadolu agency",
    "ntb",
    "tt",
    "ritzau",
    "lehtikuva",
    "stt",
    "hans lucas",
    "imago",
    "picture alliance",
    "zuma",
    "zuma press",
    "upi",
    "bloomberg",
    "canadian press",
    "the canadian press",
    "presse canadienne",
    "la presse canadienne",
    "press association",
    "associated press",
    "agence france-presse",
    "dr",
    "d.r.",
    "unsplash",
    "pexels",
    "pixabay",
    "flickr",
    "wikimedia commons",
    "nurphoto",
    "bestimage",
    "icon sport",
    "panoramic",
    "photo12",
    "rea",
    "divergence",
    "capture d'écran",
    "screenshot",
    "رويترز",
    "أ ف ب",
    "ا ف ب",
    "أ.ف.ب",
    "فرانس برس",
    "أ ب",
    "أ.ب",
    "الأناضول",
    "وام",
    "واس",
    "وات",
];

/// Words that an agency's name often ends or begins with.
const AGENCY_WORDS: &[&str] = &[
    "agence",
    "agency",
    "press",
    "presse",
    "wire",
    "images",
    "pictures",
    "photos",
    "news",
    "nachrichten",
    "وكالة",
];

/// Letters of the longest marker, with some to spare.
const MARKER_MAX: usize = 20;

/// What stands before a name: the rest of the line is the credit.
const MARKERS: &[&str] = &[
    "©",
    "(c)",
    "ⓒ",
    "crédit photo",
    "crédits photo",
    "crédit photos",
    "crédits photos",
    "crédits",
    "crédit",
    "image credits",
    "image credit",
    "photo credit",
    "photo credits",
    "picture credit",
    "credits",
    "credit",
    "photographie de",
    "photographie",
    "photograph by",
    "photograph",
    "photos by",
    "photo by",
    "photos",
    "photo",
    "picture by",
    "picture",
    "image",
    "images",
    "illustration",
    "bild",
    "foto",
    "fotos",
    "quelle",
    "archives",
    "تصوير",
    "صورة",
    "الصورة",
    "صور",
    "عدسة",
    "مصدر الصورة",
    "مصدر الصورة،",
    "via",
];

/// A bare credit: who made it and nothing else.
pub(crate) fn is_credit(line: &str) -> bool {
    let line = line.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    if line.is_empty() || has_more_words(line, 10) {
        return false;
    }
    if is_rights_line(line) {
        return false;
    }
    after_marker(line).is_some_and(names_somebody) || ends_with_agency(line)
}

/// "All rights reserved" belongs to the foot of a page, not to a picture.
pub(crate) fn is_rights_line(line: &str) -> bool {
    const RIGHTS: &[&str] = &[
        "tous droits",
        "droits réservés",
        "rights reserved",
        "alle rechte",
        "reproduction interdite",
        "derechos reservados",
        "جميع الحقوق",
        "الحقوق محفوظة",
    ];
    let lower = plain_lower(line);
    RIGHTS.iter().any(|words| lower.contains(words))
}

fn names_somebody(name: &str) -> bool {
    let words = word_count(name);
    let starts_year = name.trim_start().starts_with("20") || name.trim_start().starts_with("19");
    (1..=9).contains(&words) && !(starts_year && words == 1) && !(super::ends_sentence(name) && words > 5)
}

/// What follows the marker that a line begins with.
fn after_marker(line: &str) -> Option<&str> {
    let head = line.char_indices().nth(MARKER_MAX).map_or(line, |(at, _)| &line[..at]);
    let lower = plain_lower(head);
    for marker in MARKERS {
        if !lower.starts_with(marker) {
            continue;
        }
        // `plain_lower` keeps the number of letters, not of bytes.
        let rest = skip_letters(line, marker.chars().count());
        let tight = rest.trim_start_matches([' ', '\u{A0}', '\u{202F}']);
        let symbol = matches!(*marker, "©" | "(c)" | "ⓒ");
        if let Some(name) = tight.strip_prefix([':', '：', '|']) {
            return Some(name.trim());
        }
        let spaced = tight.len() < rest.len();
        if symbol || (spaced && (marker.ends_with(" by") || starts_name(tight))) {
            return Some(tight.trim());
        }
    }
    None
}

fn skip_letters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or("", |(at, _)| &text[at..])
}

/// Begins with a capital or has no case, and says who rather than what: holds a slash, or is a few capitalised words.
fn starts_name(text: &str) -> bool {
    let capitals =
        text.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    text.contains('/')
        || ends_with_agency(text)
        || (capitals >= 2 && capitals + 1 >= word_count(text))
        || (word_count(text) <= 5 && text.chars().any(|c| ('\u{600}'..='\u{6FF}').contains(&c)))
}

/// Ends with the name of an agency, after a slash, a comma, a pipe or alone.
fn ends_with_agency(line: &str) -> bool {
    let last = line.rsplit(['/', ',', '|', '–', '—', '،']).next().unwrap_or(line).trim();
    is_agency(last) && (last.len() == line.trim().len() || word_count(line) <= 8)
}

/// Whether a name is that of an agency or stock house.
pub(crate) fn is_agency(name: &str) -> bool {
    let lower = plain_lower(name.trim().trim_end_matches('.'));
    let lower = lower.strip_prefix("via ").unwrap_or(&lower);
    if AGENCIES.contains(&lower) {
        return true;
    }
    let mut words = lower.split_whitespace();
    let (first, last) =
        (words.next().unwrap_or_default(), lower.split_whitespace().last().unwrap_or_default());
    let capital = name.trim().chars().next().is_some_and(|letter| !letter.is_lowercase());
    capital
        && word_count(name) <= 4
        && word_count(name) >= 2
        && (AGENCY_WORDS.contains(&first) || AGENCY_WORDS.contains(&last))
}

/// The words of a caption and its credit; the credit is empty where none can be told.
pub(crate) fn split(caption: &str) -> (String, String) {
    let caption = fold(caption);
    let found = at_symbol(&caption)
        .or_else(|| in_brackets(&caption))
        .or_else(|| at_marker(&caption))
        .or_else(|| bare_tail(&caption));
    let Some((words, credit)) = found else {
        return if is_credit(&caption) { (String::new(), clean(&caption)) } else { (caption, String::new()) };
    };
    let words = words.trim().trim_end_matches(['|', '–', '—', '-', '(', ',', '/', '•', '·']).trim();
    (words.to_owned(), clean(credit))
}

/// A credit as it is kept: the marker and brackets gone.
pub(crate) fn clean(credit: &str) -> String {
    let mut credit = credit.trim();
    loop {
        let before = credit;
        credit =
            credit.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '|' | '[' | ']'));
        if let Some(inner) = credit.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            credit = inner;
        }
        if !credit.contains('(') {
            credit = credit.trim_end_matches(')');
        }
        if let Some(name) = after_marker(credit).filter(|name| !name.is_empty()) {
            credit = name;
        }
        if credit == before {
            return fold(credit.trim_end_matches([' ', '|', '-', ',', ';']));
        }
    }
}

type Halves<'a> = Option<(&'a str, &'a str)>;

/// `… © X / Y`
fn at_symbol(caption: &str) -> Halves<'_> {
    let at = ["©", "(c) ", "(C) ", "ⓒ"].iter().filter_map(|symbol| caption.rfind(symbol)).max()?;
    let (words, credit) = caption.split_at(at);
    (word_count(credit) <= 14 && !is_rights_line(credit)).then_some((words, credit))
}

/// `… (Photo by X/Agency)`, `… (X/AFP)`, `… [Agency]`
fn in_brackets(caption: &str) -> Halves<'_> {
    let bare = caption.trim_end_matches('.');
    let open = match bare.chars().next_back()? {
        ')' => bare.rfind('(')?,
        ']' => bare.rfind('[')?,
        _ => return None,
    };
    let inner = &bare[open + 1..bare.len() - 1];
    let credit = after_marker(inner).is_some_and(names_somebody) || looks_like_credit(inner);
    credit.then_some((&caption[..open], inner))
}

/// Names around a slash, or an agency.
fn looks_like_credit(text: &str) -> bool {
    let slashed = text.contains('/') && word_count(text) <= 8 && !text.contains(char::is_numeric);
    (slashed && text.split('/').all(starts_upper)) || (word_count(text) <= 7 && ends_with_agency(text))
}

fn starts_upper(part: &str) -> bool {
    part.trim().chars().next().is_some_and(|letter| letter.is_uppercase() || !letter.is_lowercase())
}

/// `… Photo : X`, `… Crédit photo X / Y`, `… Photo Jonas Kerval / Agence Boréale`
fn at_marker(caption: &str) -> Halves<'_> {
    let starts = caption.char_indices().filter(|(at, _)| {
        *at > 0
            && caption[..*at].ends_with([' ', '\u{A0}', '.', '|', '(', '،', ':', '،'])
            && caption.is_char_boundary(*at)
    });
    let colon = caption.rfind(':');
    let begins = |at: usize| {
        caption[..at].trim_end().ends_with(['.', '|', '(', '!', '?', '»', '”', '،', ',', '-', '–', '—'])
    };
    starts
        .map(|(at, _)| at)
        .filter(|at| colon.is_some_and(|colon| colon >= *at) || begins(*at))
        .map(|at| caption.split_at(at))
        .find(|(_, tail)| after_marker(tail).is_some_and(names_somebody) && !is_rights_line(tail))
}

/// `… à Dnipro. HANDOUT / AFP`, `… REUTERS/Susana Vera`, `… | Jonas Kerval`
fn bare_tail(caption: &str) -> Halves<'_> {
    let bare = caption.trim_end_matches('.');
    let at = bare.rfind(['.', '?', '!', '|', '»', '”', '…'])?;
    let (words, tail) = caption.split_at(bare.ceil_char_boundary(at + 1));
    // `… on Monday. / AFP / Jonas Kerval`
    let (words, tail) = match tail.trim_start().strip_prefix('/') {
        Some(behind) => (words, behind),
        None => (words, tail),
    };
    let piped = words.ends_with('|') && word_count(tail) <= 5 && starts_upper(tail);
    let tail_is = (1..=7).contains(&word_count(tail)) && (looks_like_credit(tail.trim()) || piped);
    tail_is.then_some((words, tail))
}

/// A caption that a line of text shows itself to be: it carries a credit, or says that it is a caption.
pub(crate) fn caption(line: &str) -> Option<Picture> {
    const BYTES_MAX: usize = 700;
    const LABELS: &[&str] =
        &["légende", "caption", "photo caption", "image caption", "bildunterschrift", "تعليق الصورة"];
    if line.len() > BYTES_MAX {
        return None;
    }
    let labelled = line.split_once([':', '：']).filter(|(label, _)| {
        !has_more_words(label, 2) && LABELS.contains(&plain_lower(label.trim()).as_str())
    });
    let (caption, credit) = split(labelled.map_or(line, |(_, words)| words));
    let says_so = labelled.is_some() || !credit.is_empty();
    (says_so && !is_rights_line(line)).then(|| missing(caption, credit))
}

/// A picture of which only words reached us.
pub(crate) fn missing(caption: String, credit: String) -> Picture {
    Picture { file: File::Missing, caption, credit, ..Picture::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_credit_is_split_from_the_words() {
        for (line, words, credit) in [
            (
                "Le port d'Ostrande, le 3 juin. © Jonas Kerval / Agence Boréale",
                "Le port d'Ostrande, le 3 juin.",
                "Jonas Kerval / Agence Boréale",
            ),
            ("Photo: Jonas Kerval/Meridian Wire", "", "Jonas Kerval/Meridian Wire"),
            (
                "Le terminal, mardi. Photo Jonas Kerval / Agence Boréale",
                "Le terminal, mardi.",
                "Jonas Kerval / Agence Boréale",
            ),
            (
                "The quay on Tuesday. (Photo by Jonas Kerval/Getty Images)",
                "The quay on Tuesday.",
                "Jonas Kerval/Getty Images",
            ),
            ("Le quai, lundi (Agence Boréale)", "Le quai, lundi", "Agence Boréale"),
            ("Le quai, lundi. (Jonas Kerval/SIPA)", "Le quai, lundi.", "Jonas Kerval/SIPA"),
            (
                "Des pompiers à Valmère, en Keldonie. HANDOUT / AFP",
                "Des pompiers à Valmère, en Keldonie.",
                "HANDOUT / AFP",
            ),
            (
                "Des records de vent à Valmère ? REUTERS/Noé Althaus",
                "Des records de vent à Valmère ?",
                "REUTERS/Noé Althaus",
            ),
            (
                "Dans leur maison, mardi (à gauche, Ana, 5 ans). | DR",
                "Dans leur maison, mardi (à gauche, Ana, 5 ans).",
                "DR",
            ),
            (
                "Le tramway, en 2011. (Photo d'illustration) ©Noé ALTHAUS / AFP",
                "Le tramway, en 2011. (Photo d'illustration)",
                "Noé ALTHAUS / AFP",
            ),
            (
                "The players pose Credit: Noé Althaus/Getty Images",
                "The players pose",
                "Noé Althaus/Getty Images",
            ),
            (
                "محطة أوستراند فجر الثلاثاء. تصوير يوناس كيرفال / وكالة بوريال",
                "محطة أوستراند فجر الثلاثاء.",
                "يوناس كيرفال / وكالة بوريال",
            ),
            ("محطة أوستراند (رويترز)", "محطة أوستراند", "رويترز"),
            ("Der Hafen von Ostrande. Foto: Noé Althaus/dpa", "Der Hafen von Ostrande.", "Noé Althaus/dpa"),
        ] {
            assert_eq!(split(line), (words.to_owned(), credit.to_owned()), "{line}");
        }
    }

    #[test]
    fn ordinary_sentences_carry_no_credit() {
        for line in [
            "Le port d'Ostrande a rouvert mardi.",
            "Elle a publié une photo de son chien.",
            "Le budget (12 millions d'euros) sera voté jeudi.",
            "Photo de famille au sommet de Valmère.",
            "© 2026 Trois Rives. Tous droits réservés.",
            "The minister (left) spoke in Valmère.",
            "Les images montrent un quai vide.",
        ] {
            assert_eq!(split(line).1, "", "{line}");
            assert_eq!(caption(line), None, "{line}");
        }
    }
}
