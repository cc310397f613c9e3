//! Characters that are not what they look like: two scripts in one word, broken encodings, invisible signs, wrong spaces.

use story::{Severity, Span, Stage, TextRole};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Place, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// UTF-8 read as Latin-1 or Windows-1252: what accents and quotation marks turn into.
const BROKEN: &[(&str, &str)] = &[
    ("Ã©", "é"),
    ("Ã¨", "è"),
    ("Ãª", "ê"),
    ("Ã«", "ë"),
    ("Ã§", "ç"),
    ("Ã´", "ô"),
    ("Ã®", "î"),
    ("Ã¯", "ï"),
    ("Ã»", "û"),
    ("Ã¹", "ù"),
    ("Ã¢", "â"),
    ("Ã±", "ñ"),
    ("Ã¶", "ö"),
    ("Ã¼", "ü"),
    ("Ã¤", "ä"),
    ("Ã³", "ó"),
    ("Ã¡", "á"),
    ("Ã\u{ad}", "í"),
    ("Ãº", "ú"),
    ("ÃŸ", "ß"),
    ("â€™", "’"),
    ("â€œ", "“"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¦", "…"),
    ("Â«", "«"),
    ("Â»", "»"),
];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let texts = story.with_role(|role| role != TextRole::Credit);
    for text in texts.iter().copied().filter(|text| !story.texts[*text].text.is_ascii()) {
        if *story.once(text, "wrong-characters", || is_suspect(story.texts[text].text)) {
            drafts.extend(broken(story, text));
            drafts.extend(mixed_scripts(story, text));
        }
    }
    drafts.extend(letters(story, &texts));
    drafts.extend(spaces(story, &texts));
    drafts
}

/// One look at all letters: most texts have none of these.
fn is_suspect(text: &str) -> bool {
    text.contains(|letter| matches!(letter, 'Ã' | 'â' | 'Â' | '\u{fffd}') || is_greek_or_cyrillic(letter))
}

fn broken(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = story.texts[text].text;
    let mut drafts = Vec::new();
    for (wrong, right) in BROKEN {
        for (at, _) in source.match_indices(wrong) {
            let place = Place { text, span: Span::new(at, at + wrong.len()) };
            let message = say("broken-character").with("wrong", *wrong);
            let label = say("mend-write").with("words", *right);
            drafts.push(
                Draft::new(Severity::Error, message, vec![place])
                    .sure(970)
                    .mend(label, vec![(place, (*right).to_owned())]),
            );
        }
    }
    for (at, lost) in source.match_indices('\u{fffd}') {
        let place = Place { text, span: Span::new(at, at + lost.len()) };
        drafts.push(Draft::new(Severity::Error, say("lost-character"), vec![place]).sure(980));
    }
    drafts
}

/// A Cyrillic or Greek letter inside a Latin word: it looks right, and no search finds the word.
fn mixed_scripts(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let mut drafts = Vec::new();
    for (n, token) in source.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
        let word = source.raw(n);
        if word.is_ascii() {
            continue;
        }
        let latin = word
            .chars()
            .filter(|letter| letter.is_ascii_alphabetic() || ('\u{c0}'..'\u{250}').contains(letter))
            .count();
        let twins = word.chars().filter(|letter| twin(*letter).is_some()).count();
        let others = word.chars().filter(|letter| is_greek_or_cyrillic(*letter)).count();
        if latin >= 2 && twins >= 1 && twins == others {
            let mended: String = word.chars().map(|letter| twin(letter).unwrap_or(letter)).collect();
            let place = Place { text, span: token.span() };
            let label = say("mend-write").with("words", mended.clone());
            let message = say("mixed-scripts").with("word", word);
            drafts.push(
                Draft::new(Severity::Error, message, vec![place])
                    .sure(960)
                    .mend(label, vec![(place, mended)]),
            );
        }
    }
    drafts
}

fn is_greek_or_cyrillic(letter: char) -> bool {
    ('\u{370}'..'\u{530}').contains(&letter)
}

/// The Latin letter that a Cyrillic or Greek one is taken for.
fn twin(letter: char) -> Option<char> {
    const TWINS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('х', 'x'),
        ('у', 'y'),
        ('і', 'i'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('ο', 'o'),
        ('Α', 'A'),
        ('Ε', 'E'),
    ];
    TWINS.iter().find(|(other, _)| *other == letter).map(|(_, latin)| *latin)
}

/// Arabic letters in a Persian story and the other way round: they look the same, and no search takes one for the other.
/// One remark for the whole story, mended in one go.
fn letters(story: &Analysis, texts: &[usize]) -> Vec<Draft> {
    let own = |letter: char| match (story.lang, letter) {
        (Lang::Fa, 'ي') | (Lang::Fa, 'ى') => Some('ی'),
        (Lang::Fa, 'ك') => Some('ک'),
        (Lang::Ar, 'ی') => Some('ي'),
        (Lang::Ar, 'ک') => Some('ك'),
        _ => None,
    };
    if !story.lang.is_arabic_script() {
        return Vec::new();
    }
    let in_text = |text: &usize| {
        let (text, words) = (*text, story.texts[*text].text);
        let edit = move |(at, letter): (usize, char)| {
            let place = Place { text, span: Span::new(at, at + letter.len_utf8()) };
            Some((place, own(letter)?.to_string()))
        };
        words.char_indices().filter_map(edit).collect::<Vec<_>>()
    };
    let edits: Vec<(Place, String)> = texts.iter().flat_map(in_text).collect();
    let Some((first, _)) = edits.first() else { return Vec::new() };
    let message = say("wrong-letters").with("times", edits.len().to_string());
    vec![Draft::new(Severity::Info, message, vec![*first]).sure(950).mend(say("mend-letters"), edits)]
}

/// Two spaces, and a space before a mark that takes none: one remark for the whole story, mended in one go.
fn spaces(story: &Analysis, texts: &[usize]) -> Vec<Draft> {
    let in_text = |text: &usize| {
        let found = story.once(*text, "wrong-space", || spaces_in(story, *text));
        found
            .iter()
            .map(|(span, mended)| (Place { text: *text, span: *span }, (*mended).to_owned()))
            .collect::<Vec<_>>()
    };
    let edits: Vec<(Place, String)> = texts.iter().flat_map(in_text).collect();
    let Some((first, _)) = edits.first() else { return Vec::new() };
    let message = say("wrong-space").with("times", edits.len().to_string());
    vec![Draft::new(Severity::Info, message, vec![*first]).sure(950).mend(say("mend-spaces"), edits)]
}

fn spaces_in(story: &Analysis, text: usize) -> Vec<(Span, &'static str)> {
    let source = &story.texts[text];
    let mut edits = Vec::new();
    for n in 1..source.tokens.len() {
        let gap = Span::new(source.tokens[n - 1].end as usize, source.tokens[n].start as usize);
        let between = source.words(gap);
        let free_after = source.tokens.get(n + 1).is_none_or(|next| next.start > source.tokens[n].end);
        let mended = match source.tokens[n].kind {
            _ if between.len() >= 2 && between.bytes().all(|byte| byte == b' ') => " ",
            Kind::Mark(',' | '.' | '،') if between == " " && free_after => "",
            // French alone has a space there.
            Kind::Mark(';' | ':' | '!' | '?' | '؛' | '؟')
                if between == " " && free_after && !matches!(story.lang, Lang::Fr | Lang::Other) =>
            {
                ""
            }
            _ => continue,
        };
        edits.push((gap, mended));
    }
    edits
}
