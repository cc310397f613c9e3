//! Notes to oneself, filler text and markup that were never meant for readers.

use story::{Severity, Span, Stage, TextRole};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Place, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Marks of work in progress, as reporters of many countries write them.
const NOTES: &[&str] =
    &["TK", "TKTK", "TKTKTK", "TKK", "XXXX", "XXXXX", "XXXXXX", "TODO", "FIXME", "TBC", "TBD"];
/// What stands first in a bracket that is a note: "[à vérifier]".
const BRACKETS: &[&str] = &[
    "a verifier",
    "a completer",
    "a confirmer",
    "a preciser",
    "verifier",
    "check",
    "to check",
    "to come",
    "tk",
    "todo",
    "confirm",
    "insert",
    "source",
    "lien",
    "link",
    "photo ici",
    "comprobar",
    "verificar",
    "prufen",
    "للتحقق",
    "تاكيد",
];
/// Pieces of markup and of broken programs.
const MARKUP: &[&str] = &[
    "{{",
    "}}",
    "{%",
    "%}",
    "<iframe",
    "<script",
    "<blockquote",
    "[/caption]",
    "[caption",
    "[embed",
    "[/embed]",
    "[gallery",
    "[object Object]",
    "<!--",
    "-->",
    "utm_source=",
    "<<<<<<<",
    ">>>>>>>",
];
/// Letters and marks of HTML by name, as they are met in stories (HTML Living Standard, §13.5).
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("thinsp", "\u{2009}"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("middot", "·"),
    ("bull", "•"),
    ("euro", "€"),
    ("pound", "£"),
    ("deg", "°"),
    ("copy", "©"),
    ("reg", "®"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("auml", "ä"),
    ("aelig", "æ"),
    ("aring", "å"),
    ("atilde", "ã"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("oelig", "œ"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yuml", "ÿ"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Eacute", "É"),
    ("Egrave", "È"),
    ("Ccedil", "Ç"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
];
/// Longer names stand for nothing that a story writes.
const ENTITY_LETTERS_MAX: usize = 8;
/// Elements of HTML that get pasted with their text.
const ELEMENTS: &[&str] = &[
    "p", "br", "b", "i", "em", "strong", "a", "div", "span", "h1", "h2", "h3", "ul", "li", "ol", "img", "u",
    "sup", "sub", "figure", "table", "tr", "td",
];
/// A bracket or a piece of markup that does not end within so many bytes is none.
const PIECE_BYTES_MAX: usize = 300;
/// Latin that no story quotes.
const FILLER: &[&str] = &["lorem", "ipsum", "consectetur", "adipiscing"];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let texts = story.with_role(|role| role != TextRole::Cell);
    texts.into_iter().flat_map(|text| in_text(story, text)).collect()
}

fn in_text(story: &Analysis, text: usize) -> Vec<Draft> {
    let spans = story.once(text, "left-over", || spans(story, text));
    spans.iter().map(|span| draft(story, Place { text, span: *span })).collect()
}

fn spans(story: &Analysis, text: usize) -> Vec<Span> {
    let source = &story.texts[text];
    let mut spans = notes(story, text);
    spans.extend(brackets(story, text));
    spans.extend(elements(story, text));
    spans.extend(entities(source.text).map(|(span, _)| span));
    if source.text.contains(['&', '<', '>', '[', '{', '}', '%', '_']) {
        for mark in MARKUP {
            spans.extend(source.text.find(mark).map(|at| Span::new(at, at + mark.len())));
        }
    }
    let filler = |n: &usize| FILLER.contains(&source.fold(*n));
    spans.extend((0..source.tokens.len()).find(filler).map(|n| source.span(n, n)));
    spans.sort();
    spans.dedup_by(|later, earlier| later.overlaps(*earlier));
    spans
}

/// References to letters, and the letters.
fn entities(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    text.match_indices('&').filter_map(|(at, _)| {
        let (name, _) =
            near(text, at + 1).split_once(';').filter(|(name, _)| name.len() <= ENTITY_LETTERS_MAX)?;
        let letter = match name.strip_prefix('#') {
            Some(number) => {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?.to_string()
            }
            None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.to_owned(),
        };
        Some((Span::new(at, at + name.len() + 2), letter))
    })
}

fn notes(story: &Analysis, text: usize) -> Vec<Span> {
    let source = &story.texts[text];
    let shouted = |n: usize| source.tokens[n].kind == Kind::Word && NOTES.contains(&source.raw(n));
    // In a text all in capitals they may be initials; TBC and TBD are names of firms beside a name.
    let inside = |n: usize| {
        let before = n.checked_sub(1).is_some_and(|before| {
            source.tokens[before].capital && source.raw(before).chars().all(char::is_uppercase)
        });
        let tied = source.tokens[n].is_tied()
            || source.tokens.get(n + 1).is_some_and(|next| next.is_tied() || next.kind == Kind::Number);
        // TK Maxx, TBC Bank.
        let firm = ["maxx", "bank"].contains(&source.fold(n + 1));
        !before && !tied && !firm
    };
    // XXX alone is also a Roman 30 and a kind of film: only between two small words is it a hole.
    let hole = |n: usize| {
        let small = |n: Option<usize>| {
            n.and_then(|n| source.tokens.get(n))
                .is_some_and(|token| token.kind != Kind::Word || !token.capital)
        };
        source.raw(n) == "XXX" && small(n.checked_sub(1)) && small(Some(n + 1)) && source.is_word(n + 1)
    };
    (0..source.tokens.len())
        .filter(|n| (shouted(*n) && inside(*n)) || hole(*n))
        .map(|n| source.span(n, n))
        .collect()
}

fn brackets(story: &Analysis, text: usize) -> Vec<Span> {
    let source = &story.texts[text];
    let mut spans = Vec::new();
    for (at, _) in source.text.match_indices('[') {
        let Some(length) = near(source.text, at).find(']') else { continue };
        let words = crate::analysis::folded(source.text[at + 1..at + length].trim());
        let note = |start: &&&str| {
            words.strip_prefix(**start).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        // English reporters put what they add into a quotation between brackets; a source is no note there.
        let quoted = story.lang == Lang::En && words.split(' ').count() > 4;
        if !quoted && BRACKETS.iter().any(|start| note(&start)) {
            spans.push(Span::new(at, at + length + 1));
        }
    }
    spans
}

fn elements(story: &Analysis, text: usize) -> Vec<Span> {
    let source = &story.texts[text];
    let mut spans = Vec::new();
    for (at, _) in source.text.match_indices('<') {
        let rest = near(source.text, at + 1);
        let name = rest.trim_start_matches('/');
        let length = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
        let closed = name[length..].starts_with(['>', ' ', '/']);
        if closed && ELEMENTS.contains(&name[..length].to_ascii_lowercase().as_str()) {
            let end = rest.find('>').map_or(at + 1 + length, |end| at + end + 2);
            spans.push(Span::new(at, end));
        }
    }
    spans
}

/// The text from here on, as far as a piece of markup goes: looking further each time would take for ever.
fn near(text: &str, at: usize) -> &str {
    &text[at..text.ceil_char_boundary(text.len().min(at + PIECE_BYTES_MAX))]
}

fn draft(story: &Analysis, place: Place) -> Draft {
    let words = story.texts[place.text].words(place.span).to_owned();
    let found =
        Draft::new(Severity::Error, say("left-over").with("words", words.clone()), vec![place]).sure(950);
    let text = story.texts[place.text].text;
    let space = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
    let free =
        space(text[..place.span.start].chars().next_back()) && space(text[place.span.end..].chars().next());
    // One that stands between spaces was typed by a machine: nothing is missing without it.
    if let Some((_, letter)) = entities(&words).next().filter(|_| !free) {
        return found.mend(say("mend-write").with("words", letter.clone()), vec![(place, letter)]);
    }
    // With the space before it: what is left reads on.
    let before = &story.texts[place.text].text[..place.span.start];
    let start = if before.ends_with(' ') { place.span.start - 1 } else { place.span.start };
    let whole = Place { text: place.text, span: Span::new(start, place.span.end) };
    found.mend(say("mend-delete").with("words", words), vec![(whole, String::new())])
}
