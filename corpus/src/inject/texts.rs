//! Faults of typing and pasting: words, paragraphs, quotation marks, left-overs.

use story::{Block, BlockBody, Content, Field, RichText, Span};

use super::dice::Dice;
use super::scan::{body, words};
use super::{Class, Injected, Pool, replaced};

pub(crate) const CLASSES: &[Class] = &[
    Class {
        name: "word-twice-small",
        rules: &["doubled-word"],
        inject: |pool, dice| doubled(pool, dice, true),
    },
    Class { name: "word-twice", rules: &["doubled-word"], inject: |pool, dice| doubled(pool, dice, false) },
    Class {
        name: "paragraph-twice",
        rules: &["repeated-paragraph"],
        inject: |pool, dice| pasted(pool, dice, 0),
    },
    Class {
        name: "paragraph-twice-edited",
        rules: &["repeated-paragraph"],
        inject: |pool, dice| pasted(pool, dice, 8),
    },
    Class { name: "mark-lost", rules: &["unbalanced-quotes"], inject: mark_lost },
    Class { name: "left-over", rules: &["left-over"], inject: left_over },
    Class { name: "quote-two-speakers", rules: &["quote-two-speakers"], inject: two_speakers },
];

const SMALL: &[&str] = &[
    "de", "la", "le", "les", "des", "du", "et", "à", "dans", "pour", "the", "of", "and", "to", "in", "for",
    "el", "los", "del", "und", "der", "die", "den", "mit", "في", "من", "على", "به", "از", "که",
];

fn doubled(pool: &Pool, dice: &mut Dice, small: bool) -> Option<Injected> {
    let mut places: Vec<(Field, Span, String)> = Vec::new();
    for text in body(&pool.story.content) {
        for span in words(text.text) {
            let word = &text.text[span.start..span.end];
            let free = |letter: Option<char>| letter.is_none_or(char::is_whitespace);
            let alone = free(text.text[..span.start].chars().next_back())
                && free(text.text[span.end..].chars().next());
            let fits = if small {
                SMALL.contains(&word)
            } else {
                word.chars().count() >= 5 && word.chars().all(char::is_lowercase)
            };
            let arabic = !small
                && word.chars().count() >= 4
                && word.chars().all(|letter| ('\u{600}'..'\u{700}').contains(&letter));
            if alone && (fits || arabic) && span.start > 0 {
                places.push((text.field, span, word.to_owned()));
            }
        }
    }
    let (field, span, word) = dice.one(&places)?;
    let after = Span::new(span.end, span.end);
    let mut injected = replaced(&pool.story.content, *field, after, &format!(" {word}"))?;
    injected.span = Span::new(span.start, injected.span.end);
    Some(injected)
}

/// A paragraph of 18 words and more stands again two blocks further on; so many in a hundred of its words are another.
fn pasted(pool: &Pool, dice: &mut Dice, percent: usize) -> Option<Injected> {
    let mut content: Content = pool.story.content.clone();
    let long: Vec<usize> = (0..content.blocks.len())
        .filter(|n| matches!(&content.blocks[*n].body, BlockBody::Paragraph(text) if text.text.split_whitespace().count() >= 18))
        .collect();
    let from = *dice.one(&long)?;
    let BlockBody::Paragraph(source) = &content.blocks[from].body else { return None };
    let mut pieces: Vec<&str> = source.text.split(' ').collect();
    for piece in &mut pieces {
        if dice.below(100) < percent {
            *piece = "autre";
        }
    }
    let text = pieces.join(" ");
    let id = content.next_block_id();
    let at = (from + 2).min(content.blocks.len());
    let span = Span::new(0, text.len());
    content.blocks.insert(at, Block { id, body: BlockBody::Paragraph(RichText::plain(text)) });
    Some(Injected { content, field: Field::Block(id), span })
}

fn mark_lost(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let marks = ['"', '«', '»', '“', '”', '„'];
    let mut places = Vec::new();
    for text in body(&pool.story.content) {
        let all: Vec<(usize, char)> =
            text.text.char_indices().filter(|(_, letter)| marks.contains(letter)).collect();
        if all.len() >= 2 && all.len().is_multiple_of(2) {
            places.extend(all.into_iter().map(|(at, letter)| (text.field, at, letter, text.text.len())));
        }
    }
    let (field, at, letter, length) = *dice.one(&places)?;
    let mut injected = replaced(&pool.story.content, field, Span::new(at, at + letter.len_utf8()), "")?;
    // The mark is gone: its twin, anywhere in the paragraph, is where it shows.
    injected.span = Span::new(0, length - letter.len_utf8());
    Some(injected)
}

fn left_over(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    const LEFT: &[&str] = &[
        "TK",
        "XXX",
        "[à vérifier]",
        "lorem ipsum",
        "<p>",
        "&nbsp;",
        "{{titre}}",
        "TODO",
        "[CHECK]",
        "TKTK",
    ];
    let texts = body(&pool.story.content);
    let text = dice.one(&texts)?;
    let gaps: Vec<usize> = text.text.match_indices(' ').map(|(at, _)| at).collect();
    let at = *dice.one(&gaps)?;
    let words = format!(" {}", dice.one(LEFT)?);
    let mut injected = replaced(&pool.story.content, text.field, Span::new(at, at), &words)?;
    injected.span.start += 1;
    Some(injected)
}

/// A quotation of the story stands again, and somebody else says it.
fn two_speakers(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let (open, close, said) = match pool.story.lang() {
        "fr" => ("\"", "\"", ", a déclaré Lucie Corlandre."),
        "en" => ("“", "”", ", said Lucy Corland."),
        _ => return None,
    };
    let mut content = pool.story.content.clone();
    let mut quotes = Vec::new();
    for text in body(&content) {
        let spoken = ["a dit", "a déclaré", "a affirmé", "a estimé", "a-t-il", "a-t-elle", "said"];
        let mut parts = text.text.split(open).skip(1);
        let first = parts.next().and_then(|rest| rest.split(close).next());
        if let Some(words) = first.filter(|words| {
            words.split_whitespace().count() >= 8 && spoken.iter().any(|verb| text.text.contains(verb))
        }) {
            quotes.push(words.to_owned());
        }
    }
    let words = dice.one(&quotes)?;
    let text = format!("{open}{}{close}{said}", words.trim_end_matches([',', '.']));
    let id = content.next_block_id();
    let span = Span::new(0, text.len());
    content.push(BlockBody::Paragraph(RichText::plain(text)));
    Some(Injected { content, field: Field::Block(id), span })
}
