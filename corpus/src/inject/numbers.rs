//! Numbers of headlines that the story does not say.

use story::{Field, Span};

use super::dice::Dice;
use super::scan::words;
use super::{Class, Injected, Pool, replaced};

const RULES: &[&str] = &["headline-number-differs", "headline-scale-differs"];

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "number-digit", rules: RULES, inject: digit },
    Class { name: "number-times-ten", rules: RULES, inject: times_ten },
    Class { name: "number-scale", rules: RULES, inject: scale },
    Class { name: "number-of-story", rules: RULES, inject: of_story },
];

/// Numbers of a headline that the body says too, ranks, years, hours and scores left out.
fn stated(pool: &Pool) -> Vec<Span> {
    let content = &pool.story.content;
    let text = &content.headline;
    let mut spans = words(text);
    spans.retain(|span| {
        let number = &text[span.start..span.end];
        let digits = number.bytes().all(|byte| byte.is_ascii_digit());
        let value: u64 = number.parse().unwrap_or(0);
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].chars().next();
        let free = before.is_none_or(|letter| letter.is_whitespace() || letter == '(')
            && after.is_none_or(|letter| letter.is_whitespace() || letter == '%');
        let year = number.len() == 4 && (1800..2100).contains(&value);
        digits && value >= 3 && free && !year && counted(text, *span) && told(pool, number)
    });
    spans
}

/// A word that begins with a small letter follows, or a per cent sign.
fn counted(text: &str, span: Span) -> bool {
    let after = &text[span.end..];
    let before = text[..span.start].split_whitespace().next_back().unwrap_or_default();
    let next = after.trim_start();
    let small = next.starts_with(|letter: char| letter == '%' || letter.is_lowercase());
    let month = [
        "jan", "fév", "feb", "mar", "avr", "apr", "mai", "may", "jui", "aoû", "aug", "sep", "oct", "nov",
        "déc", "dec", "sur ",
    ];
    small
        && !before.starts_with(char::is_uppercase)
        && !month.iter().any(|name| next.to_lowercase().starts_with(name))
}

fn told(pool: &Pool, number: &str) -> bool {
    let fields = pool.story.content.fields().filter(|text| text.field != Field::Headline);
    let mut texts = fields.map(|text| text.text);
    texts.any(|text| words(text).iter().any(|span| &text[span.start..span.end] == number))
}

fn digit(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let spans = stated(pool);
    let span = *dice.one(&spans)?;
    let number = &pool.story.content.headline[span.start..span.end];
    let at = dice.below(number.len());
    let old = u32::from(number.as_bytes()[at] - b'0');
    let new = (old + 1 + dice.below(8) as u32) % 10;
    let new = if at == 0 && new == 0 { (old % 9) + 1 } else { new };
    let changed = format!("{}{new}{}", &number[..at], &number[at + 1..]);
    let same = changed == number || told(pool, &changed);
    (!same).then(|| replaced(&pool.story.content, Field::Headline, span, &changed)).flatten()
}

fn times_ten(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let spans = stated(pool);
    let span = *dice.one(&spans)?;
    let number = &pool.story.content.headline[span.start..span.end];
    let changed = format!("{number}0");
    (!told(pool, &changed)).then(|| replaced(&pool.story.content, Field::Headline, span, &changed)).flatten()
}

/// Another number of the same story.
fn of_story(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let spans = stated(pool);
    let span = *dice.one(&spans)?;
    let content = &pool.story.content;
    let number = &content.headline[span.start..span.end];
    let mut others: Vec<String> = Vec::new();
    for text in content.fields().filter(|text| text.role.is_body()) {
        for word in words(text.text) {
            let word = &text.text[word.start..word.end];
            let value: u64 = word.parse().unwrap_or(0);
            let year = word.len() == 4 && (1800..2100).contains(&value);
            if value >= 3 && !year && word != number && word.len() <= 4 {
                others.push(word.to_owned());
            }
        }
    }
    replaced(content, Field::Headline, span, dice.one(&others)?)
}

const SCALES: &[(&str, &str)] = &[
    ("millions", "milliards"),
    ("million", "milliard"),
    ("milliards", "millions"),
    ("million", "billion"),
    ("billion", "million"),
    ("millones", "mil millones"),
    ("Millionen", "Milliarden"),
    ("Milliarden", "Millionen"),
    ("مليون", "مليار"),
    ("مليار", "مليون"),
    ("میلیون", "میلیارد"),
    ("میلیارد", "میلیون"),
];

fn scale(pool: &Pool, _: &mut Dice) -> Option<Injected> {
    let text = &pool.story.content.headline;
    let french = pool.story.lang() == "fr";
    words(text).into_iter().find_map(|span| {
        let word = &text[span.start..span.end];
        let (_, other) = SCALES.iter().find(|(name, other)| {
            *name == word && french == other.starts_with("mil") | other.starts_with("milli")
        })?;
        let digits_before = text[..span.start].trim_end().ends_with(|letter: char| letter.is_numeric());
        (digits_before && told(pool, word))
            .then(|| replaced(&pool.story.content, Field::Headline, span, other))
            .flatten()
    })
}
