//! Who signs: `Par Thaïs Morvan et Leïla Kasmi, à Ostrande`, `By Jonas Kerval`, `بقلم …`.

use story::Signature;

use super::{ends_sentence, fold, has_more_words, plain_lower};

const BEFORE: &[&str] = &[
    "propos recueillis par",
    "écrit par",
    "publié par",
    "rédigé par",
    "article de",
    "texte de",
    "texte",
    "par",
    "written by",
    "reporting by",
    "reported by",
    "writing by",
    "story by",
    "posted by",
    "by",
    "von",
    "por",
    "di",
    "door",
    "av",
    "af",
    "auteur",
    "auteure",
    "autor",
    "author",
    "authors",
    "auteurs",
    "byline",
    "بقلم",
    "كتب",
    "كتبت",
    "إعداد",
    "نویسنده",
];

/// Words of the longest of these.
const MARKER_WORDS_MAX: usize = 3;
/// More than four people in full do not sign on one line.
const NAMES_WORDS_MAX: usize = 16;

/// The signatures of a line that is a byline and nothing else.
pub(crate) fn line(line: &str) -> Option<Vec<Signature>> {
    if has_more_words(line, MARKER_WORDS_MAX + NAMES_WORDS_MAX) {
        return None;
    }
    let line = fold(line);
    let lower = plain_lower(&line);
    let marker = BEFORE.iter().find(|marker| {
        lower.strip_prefix(**marker).is_some_and(|rest| rest.starts_with([' ', ':', '\u{A0}']))
    })?;
    let rest = line.char_indices().nth(marker.chars().count()).map_or("", |(at, _)| &line[at..]);
    let colon = rest.trim_start().starts_with(':');
    let names = rest.trim_start_matches([' ', '\u{A0}', ':']).trim();
    let latin = names.chars().any(|letter| letter.is_ascii_alphabetic());
    let capital = names.chars().next().is_some_and(|letter| !letter.is_lowercase() && letter.is_alphabetic());
    let fine =
        !names.is_empty() && !has_more_words(names, NAMES_WORDS_MAX) && capital && !ends_sentence(names);
    if !fine || !(colon || !latin || reads_as_names(names)) {
        return None;
    }
    let signatures = names_in(names);
    (!signatures.is_empty()).then_some(signatures)
}

/// Mostly capitalised words: a name and not the start of a sentence ("Par ailleurs…", "By Friday the…").
fn reads_as_names(names: &str) -> bool {
    let first = names.split([',', '|', '(', '·']).next().unwrap_or(names);
    let words: Vec<&str> = first.split_whitespace().collect();
    let small = |word: &&str| {
        matches!(
            *word,
            "et" | "and"
                | "avec"
                | "with"
                | "de"
                | "du"
                | "van"
                | "von"
                | "der"
                | "y"
                | "und"
                | "à"
                | "in"
                | "la"
                | "le"
                | "da"
                | "di"
                | "al"
                | "el"
                | "bin"
                | "d'"
                | "&"
                | "pour"
                | "for"
        )
    };
    words.len() <= 12
        && words.iter().all(|word| small(word) || word.chars().next().is_some_and(|c| !c.is_lowercase()))
        && words.iter().any(|word| !small(word))
}

/// Splits names joined by commas and "and"; what follows a name and is no name is its part ("à Ostrande").
pub(crate) fn names_in(names: &str) -> Vec<Signature> {
    let mut signatures: Vec<Signature> = Vec::new();
    let names = strip_prefix_marker(names.trim());
    let names = names.split(['|', '·', '•']).next().unwrap_or(names).trim_end_matches([' ', '=']);
    if names.is_ascii() && are_initials(names) {
        return vec![Signature { name: names.to_owned(), role: String::new() }];
    }
    for part in names.split([',', ';', '،', '/']) {
        for name in split_and(part) {
            let name = fold(name).trim_matches(['(', ')', '.', '-', '–', ' ']).to_owned();
            if name.is_empty() || name.contains('@') {
                continue;
            }
            let lower_start = name.chars().next().is_some_and(char::is_lowercase);
            match signatures.last_mut() {
                Some(last) if lower_start || is_place_or_role(&name) => {
                    if !last.role.is_empty() {
                        last.role.push_str(", ");
                    }
                    last.role.push_str(&name);
                }
                _ => signatures.push(Signature { name, role: String::new() }),
            }
        }
    }
    signatures
}

/// Who wrote it, where that stands in brackets behind the text: `(Reporting by Ann Lorne; editing by Bo Lind)`.
pub(crate) fn at_end(text: &str) -> Vec<Signature> {
    let inside =
        text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, inside)| inside);
    let says = |part: &&str| {
        let lower = plain_lower(part.trim());
        ["reporting by ", "reported by ", "writing by ", "written by ", "by "]
            .iter()
            .any(|start| lower.starts_with(start))
    };
    let said = inside.and_then(|inside| inside.split(';').find(says));
    said.and_then(|part| line(part.trim().trim_end_matches('.'))).unwrap_or_default()
}

fn strip_prefix_marker(names: &str) -> &str {
    for marker in [
        "By ",
        "BY ",
        "by ",
        "Par ",
        "PAR ",
        "par ",
        "Von ",
        "VON ",
        "von ",
        "Por ",
        "POR ",
        "por ",
        "Di ",
        "DI ",
        "Door ",
        "Av ",
        "AV ",
        "Af ",
        "بقلم ",
    ] {
        if let Some(rest) = names.strip_prefix(marker) {
            return rest;
        }
    }
    names
}

/// `gr/bp`: whoever wrote and whoever read it, as agencies sign.
pub(crate) fn are_initials(names: &str) -> bool {
    let short = |part: &str| match part.is_ascii() {
        true => (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase()),
        // Letters of a script without capitals, which may stand one by one.
        false => {
            (1..=5).contains(&part.chars().count())
                && part
                    .chars()
                    .all(|letter| letter == ' ' || (letter.is_alphabetic() && !letter.is_uppercase()))
        }
    };
    names.contains('/') && names.split('/').all(short)
}

fn split_and(part: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(part);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = [" et ", " and ", " und ", " y ", " & ", " و "]
            .iter()
            .filter_map(|and| Some((text.find(and)?, and.len())))
            .min();
        match cut {
            Some((at, length)) => {
                rest = Some(&text[at + length..]);
                Some(&text[..at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

fn is_place_or_role(name: &str) -> bool {
    const STARTS: &[&str] = &[
        "à ",
        "avec ",
        "envoyé",
        "correspondant",
        "in ",
        "at ",
        "with ",
        "special ",
        "political ",
        "senior ",
        "Correspondant",
        "Correspondent",
        "Envoyé",
        "Reporter",
        "The ",
    ];
    const JOBS: &[&str] = &[
        "editor",
        "correspondent",
        "reporter",
        "writer",
        "columnist",
        "correspondant",
        "correspondante",
        "korrespondent",
        "korrespondentin",
        "redakteur",
        "redakteurin",
        "corresponsal",
        "redactor",
        "redactora",
        "muhabiri",
    ];
    let last = name.split(' ').next_back().unwrap_or_default().to_lowercase();
    let job = name.contains(' ') && JOBS.contains(&last.as_str());
    // `PA Scotland`: an agency's letters before a place.
    let first = name.split(' ').next().unwrap_or_default();
    let desk = name.contains(' ')
        && (2..=5).contains(&first.len())
        && first.bytes().all(|letter| letter.is_ascii_uppercase())
        && name.chars().any(char::is_lowercase);
    job || desk || STARTS.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_with_their_part() {
        for (text, expected) in [
            (
                "Par Thaïs Morvan et Leïla Kasmi, à Ostrande",
                vec![("Thaïs Morvan", ""), ("Leïla Kasmi", "à Ostrande")],
            ),
            ("By Jonas Kerval", vec![("Jonas Kerval", "")]),
            ("By Jonas Kerval, Boreale City Editor", vec![("Jonas Kerval", "Boreale City Editor")]),
            ("Propos recueillis par Claire Aubanel", vec![("Claire Aubanel", "")]),
            ("بقلم ليلى قاسمي", vec![("ليلى قاسمي", "")]),
            ("Von Noé Althaus und Ana Ruiz", vec![("Noé Althaus", ""), ("Ana Ruiz", "")]),
        ] {
            let read = line(text).unwrap_or_else(|| panic!("{text}"));
            let read: Vec<_> = read.iter().map(|s| (s.name.as_str(), s.role.as_str())).collect();
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_bylines() {
        for text in [
            "Par ailleurs, le port a rouvert.",
            "By Friday the port will reopen",
            "Par temps clair",
            "Le port",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
