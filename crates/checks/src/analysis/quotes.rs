//! Quotations in a text, and who is said to have said them.

use super::{Analysis, Kind, Lang};
use story::Span;

/// Words between quotation marks, marks left out.
#[derive(Debug, Clone)]
pub(crate) struct Quotation {
    /// Bytes of the words inside the marks.
    pub span: Span,
    /// First and last token inside.
    pub first: usize,
    pub last: usize,
    /// First and last token of the name of the speaker, where one is near.
    pub speaker: Option<(usize, usize)>,
    /// A verb of saying stands near, with or without a name.
    pub said: bool,
}

/// Tokens after or before a quotation in which its speaker is looked for.
const NEAR: usize = 14;

const SAYING: &[&str] = &[
    "dit",
    "declare",
    "affirme",
    "estime",
    "explique",
    "indique",
    "ajoute",
    "souligne",
    "precise",
    "assure",
    "lance",
    "confie",
    "raconte",
    "rappelle",
    "regrette",
    "note",
    "repond",
    "repondu",
    "poursuit",
    "poursuivi",
    "insiste",
    "previent",
    "prevenu",
    "martele",
    "denonce",
    "commente",
    "ecrit",
    "temoigne",
    "resume",
    "reconnait",
    "reconnu",
    "juge",
    "selon",
    "annonce",
    "conclut",
    "conclu",
    "plaide",
    "soutient",
    "soutenu",
    "felicite",
    "said",
    "says",
    "told",
    "added",
    "wrote",
    "asked",
    "argued",
    "replied",
    "explained",
    "according",
    "tweeted",
    "noted",
    "warned",
    "insisted",
    "claimed",
    "recalled",
    "continued",
    "dijo",
    "afirmo",
    "aseguro",
    "explico",
    "senalo",
    "declaro",
    "sagte",
    "sagt",
    "erklarte",
    "betonte",
    "meinte",
    "قال",
    "قالت",
    "وقال",
    "وقالت",
    "اضاف",
    "واضاف",
    "صرح",
    "گفت",
    "افزود",
];

pub(super) fn find(story: &Analysis, text: usize) -> Vec<Quotation> {
    let source = &story.texts[text];
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (n, token) in source.tokens.iter().enumerate() {
        let Kind::Mark(mark) = token.kind else { continue };
        match (open, mark) {
            (None, '«' | '“' | '„' | '"') => open = Some((n, mark)),
            (Some((start, first)), _) if closes(first, mark) => {
                if n > start + 1 {
                    let span = Span::new(source.tokens[start].end as usize, token.start as usize);
                    let trimmed = source.text[span.start..span.end].trim();
                    let from = span.start + source.text[span.start..span.end].find(trimmed).unwrap_or(0);
                    found.push(Quotation {
                        span: Span::new(from, from + trimmed.len()),
                        first: start + 1,
                        last: n - 1,
                        speaker: None,
                        said: false,
                    });
                }
                open = None;
            }
            _ => {}
        }
    }
    for n in 0..found.len() {
        let (before, after) = (
            n.checked_sub(1).map_or(0, |before| found[before].last + 2),
            found.get(n + 1).map(|next| next.first - 1),
        );
        let (said, speaker) =
            attribution(story, text, &found[n], before, after.unwrap_or(source.tokens.len()));
        found[n].said = said;
        found[n].speaker = speaker;
    }
    found
}

fn closes(open: char, mark: char) -> bool {
    matches!((open, mark), ('«', '»') | ('“' | '„', '”' | '“') | ('"', '"'))
}

/// Looks behind the quotation to the end of its sentence, then before it.
fn attribution(
    story: &Analysis,
    text: usize,
    quote: &Quotation,
    from: usize,
    to: usize,
) -> (bool, Option<(usize, usize)>) {
    let source = &story.texts[text];
    let stop = |n: &usize| !matches!(source.tokens[*n].kind, Kind::Mark('.' | '!' | '?' | '…'));
    let after: Vec<usize> = (quote.last + 2..to.min(quote.last + 2 + NEAR)).take_while(stop).collect();
    let before: Vec<usize> = (from.max(quote.first.saturating_sub(1 + NEAR))..quote.first.saturating_sub(1))
        .rev()
        .take_while(stop)
        .collect();
    let mut said = false;
    for side in [after, before] {
        let verb = side.iter().any(|n| SAYING.contains(&source.fold(*n)));
        said |= verb;
        if let (true, Some(first), Some(last)) = (verb, side.iter().min(), side.iter().max()) {
            let named = story.names(text).iter().find(|name| {
                name.first >= *first && name.last <= *last && !is_title(story, text, name.first, name.last)
            });
            if let Some(name) = named {
                return (true, Some((name.first, name.last)));
            }
        }
    }
    (said, None)
}

fn is_title(story: &Analysis, text: usize, first: usize, last: usize) -> bool {
    let source = &story.texts[text];
    (first..=last)
        .all(|n| story.words.titles.contains(source.fold(n)) || story.words.function.contains(source.fold(n)))
}

impl Analysis<'_> {
    /// A quotation of several sentences' weight: a word between marks is a title or irony.
    pub(crate) fn is_long_quote(&self, text: usize, quote: &Quotation) -> bool {
        let source = &self.texts[text];
        (quote.first..=quote.last).filter(|n| source.is_word(*n)).count() >= QUOTE_WORDS_MIN
    }

    /// The words of a quotation, folded and spaced once: what is compared with another.
    pub(crate) fn quote_key(&self, text: usize, quote: &Quotation) -> String {
        let source = &self.texts[text];
        let words = (quote.first..=quote.last).filter(|n| source.is_word(*n));
        words.map(|n| source.fold(n)).collect::<Vec<_>>().join(" ")
    }

    /// ", said Kessel", ", a déclaré le maire", ", a-t-elle dit" after a token: the end of a quotation, not what is told in one. The token of
    /// the comma.
    pub(crate) fn said_after_comma(&self, text: usize, from: usize) -> Option<usize> {
        let source = &self.texts[text];
        let says = |n: usize| SAYING.contains(&source.fold(n));
        let name = |n: usize| {
            let capital = source.tokens.get(n).is_some_and(|token| token.capital);
            capital || ["he", "she", "they"].contains(&source.fold(n))
        };
        let mut commas =
            (from + 1..source.tokens.len()).filter(|n| source.tokens[*n].kind == Kind::Mark(','));
        commas.find(|comma| match self.lang {
            Lang::En => {
                (says(*comma + 1) && name(*comma + 2))
                    || (name(*comma + 1) && (says(*comma + 2) || says(*comma + 3)))
            }
            _ => {
                says(*comma + 1)
                    || (["a", "ont", "s", "se"].contains(&source.fold(*comma + 1))
                        && (*comma + 2..*comma + 6).any(says))
            }
        })
    }

    /// Languages in which quotations are attributed by the words above.
    pub(crate) fn reads_speakers(&self) -> bool {
        matches!(self.lang, Lang::Fr | Lang::En)
    }
}

/// Words of a quotation that is somebody's, and not a term.
const QUOTE_WORDS_MIN: usize = 7;
