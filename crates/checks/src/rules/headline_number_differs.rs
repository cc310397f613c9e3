//! A number or a day of the headline that the story never says.

use story::{Severity, Stage, TextRole};

use super::headline_not_in_body::each_headline_of_told;
use crate::analysis::{Analysis, Kind, Number, Text, Unit, is_frame};
use crate::draft::{Draft, Proof, say};

pub(crate) const VERSION: u16 = 3;
pub(crate) const SEVERITY: Severity = Severity::Warn;
pub(crate) const STAGE: Stage = Stage::Live;

/// From here on a number is seldom met twice in one story.
const RARE_MIN: f64 = 1000.0;
/// The same in letters.
const SPELLED_MIN: f64 = 10.0;
/// Nobody is asked to count more names than this.
const NAMED_MAX: f64 = 9.0;

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    each_headline_of_told(story, |headline| {
        let mut drafts = numbers(story, headline);
        drafts.extend(days(story, headline));
        drafts
    })
}

fn numbers(story: &Analysis, headline: usize) -> Vec<Draft> {
    let body: Vec<(usize, &Number)> = story
        .with_role(|role| role.is_body() || is_frame(role) || role == TextRole::Caption)
        .into_iter()
        .flat_map(|text| story.numbers(text).iter().map(move |number| (text, number)))
        .collect();
    let asked = story.numbers(headline).iter().filter(|number| is_stated(story, headline, number));
    asked.filter_map(|number| number_draft(story, headline, number, &body)).collect()
}

/// A day of the headline where the story has other days of that month, and never this one.
fn days(story: &Analysis, headline: usize) -> Vec<Draft> {
    let body = story.with_role(|role| role.is_body() || is_frame(role));
    let mut drafts = Vec::new();
    for date in story.dates(headline).iter().filter(|date| date.certain) {
        let told: Vec<_> =
            body.iter().flat_map(|text| story.dates(*text).iter().map(move |date| (*text, date))).collect();
        let said = body
            .iter()
            .flat_map(|text| story.numbers(*text))
            .any(|number| !number.spelled && number.value == f64::from(date.day));
        let rival = told.iter().find(|(_, other)| other.month == date.month);
        if let (false, Some((text, other))) = (said, rival) {
            let target = story.place(headline, date.first, date.last);
            let words = story.texts[headline].words(target.span).to_owned();
            let there = story.place(*text, other.first, other.last);
            let draft =
                Draft::new(Severity::Warn, say("headline-number").with("number", words), vec![target]);
            drafts.push(draft.because(Proof::At(say("note-body-says"), there)));
        }
    }
    drafts
}

/// A number that says how many, and that a story would say again.
fn is_stated(story: &Analysis, headline: usize, number: &Number) -> bool {
    let source = &story.texts[headline];
    let small = number.value < 3.0 && number.unit == Unit::None;
    let listed = (number.last + 1..=number.last + 3).any(|n| story.words.listicle.contains(source.fold(n)));
    let plural = [
        "dizaines",
        "centaines",
        "milliers",
        "millions",
        "milliards",
        "dozens",
        "hundreds",
        "thousands",
        "billions",
        "decenas",
        "docenas",
        "centenares",
        "cientos",
        "miles",
        "millares",
        "millones",
        "dutzende",
        "hunderte",
        "tausende",
        "millionen",
        "milliarden",
        "عشرات",
        "ميات",
        "الاف",
        "ملايين",
        "مليارات",
    ];
    let vague = number.spelled && plural.contains(&source.fold(number.first));
    let named = vague || number.spelled && (number.nouns.is_empty() || number.value < 4.0);
    !(number.counts_nothing || small || listed || named || begins_days(story, headline, number))
}

/// The first of some days: "du 13 au 29 mars".
fn begins_days(story: &Analysis, headline: usize, number: &Number) -> bool {
    const TO: &[&str] = &["au", "a", "to", "bis", "al", "hasta", "until", "till", "الي", "حتي", "تا"];
    let source = &story.texts[headline];
    let between = number.last + 1;
    let to = source.tokens.get(between).is_some_and(|token| match token.kind {
        Kind::Mark(mark) => matches!(mark, '-' | '–'),
        _ => TO.contains(&source.fold(between)),
    });
    to && story.dates(headline).iter().any(|date| date.first == between + 1)
}

fn number_draft(
    story: &Analysis,
    headline: usize,
    number: &Number,
    body: &[(usize, &Number)],
) -> Option<Draft> {
    story.fuel.spend(body.len());
    let alike = |other: &Number| shares_noun(number, other);
    let equal: Vec<&Number> =
        body.iter().map(|(_, other)| *other).filter(|other| says(number, other)).collect();
    // How long ago it was, a story says by a year; only another number of the same kind speaks against it.
    let rival =
        body.iter().find(|(_, other)| alike(other) && !says(number, other) && (!number.ago || other.ago));
    // A day, an hour or a rank says nothing about what is counted, once another number counts it.
    let loose = |other: &Number| other.nouns.is_empty() && !(rival.is_some() && other.counts_nothing);
    let told = equal
        .iter()
        .any(|other| alike(other) || loose(other) || is_rare(number, other) || number.nouns.is_empty())
        || body.iter().any(|(text, other)| completes(number, other, &story.texts[*text]))
        || is_sum(number, body);
    // The same digits count something else, and what the headline counts has another number.
    if told || (!equal.is_empty() && rival.is_none()) {
        return None;
    }
    let target = story.place(headline, number.first, number.last);
    debug_assert_eq!(target.span, number.span(&story.texts[headline]));
    let words = story.texts[headline].words(target.span).to_owned();
    // In letters it may be a sum, or the reporter's own count of people named one by one.
    let unsure = number.spelled || number.ago && rival.is_none();
    let severity = if unsure { Severity::Info } else { Severity::Warn };
    let mut draft =
        Draft::new(severity, say("headline-number").with("number", words), vec![target]).sure(700);
    if let Some((text, other)) = rival {
        let place = story.place(*text, other.first, other.last);
        let words = story.texts[*text].words(place.span).to_owned();
        draft = draft
            .because(Proof::At(say("note-body-says"), place))
            .mend(say("mend-write").with("words", words.clone()), vec![(target, words)]);
    }
    Some(draft)
}

/// Nobody writes 300,000 or twenty-six twice by chance: whatever it counts there, it is the headline's number.
fn is_rare(headline: &Number, body: &Number) -> bool {
    let same = (headline.value - body.value).abs() <= f64::EPSILON * headline.value.abs();
    same && !body.counts_nothing && (body.value >= RARE_MIN || body.spelled && body.value >= SPELLED_MIN)
}

/// What follows from the story: 85 % where it says 15 %, 76 people where it names three and "73 others".
fn completes(headline: &Number, body: &Number, text: &Text) -> bool {
    let rest = headline.value - body.value;
    let whole = (headline.value + body.value - 100.0).abs() < 1e-9;
    // Eight in ten are 80 %.
    let of_ten = (body.last + 1..=body.last + 3).any(|n| {
        ["sur", "in", "of", "de", "von"].contains(&text.fold(n))
            && ["dix", "10", "ten", "diez", "zehn"]
                .iter()
                .any(|ten| text.fold(n + 1) == *ten || text.fold(n + 2) == *ten)
    });
    let others =
        ["autres", "autre", "others", "other", "otros", "otras", "weitere", "andere", "اخرين", "ديگر"]
            .iter()
            .any(|word| (body.last + 1..=body.last + 2).any(|n| text.fold(n) == *word));
    headline.unit == Unit::Percent
        && (body.unit == Unit::Percent && whole || of_ten && body.value * 10.0 == headline.value)
        || others && (1.0..=NAMED_MAX).contains(&rest)
}

/// Two numbers of one paragraph that follow one another, taken together: 9 kilos in one bag and 8 in the other.
fn is_sum(headline: &Number, body: &[(usize, &Number)]) -> bool {
    let counts = |other: &Number| shares_noun(headline, other) && !other.counts_nothing;
    body.windows(2).any(|pair| {
        let [(text, one), (next, other)] = pair else { return false };
        text == next && counts(one) && counts(other) && one.value + other.value == headline.value
    })
}

fn shares_noun(a: &Number, b: &Number) -> bool {
    (a.unit != Unit::None && a.unit == b.unit) || a.nouns.iter().any(|noun| b.nouns.contains(noun))
}

/// The body's number is the headline's, or the headline's rounded.
fn says(headline: &Number, body: &Number) -> bool {
    let (asked, told) = (headline.value, body.value);
    if (asked - told).abs() <= f64::EPSILON * asked.abs() {
        return true;
    }
    // A year or a rank is never what the headline rounds.
    if body.digits <= headline.digits || told <= 0.0 || body.counts_nothing {
        return false;
    }
    // One step in the headline's last digit: up, down or nearest, as headlines round.
    let step = 10f64.powi(told.log10().floor() as i32 + 1 - headline.digits as i32);
    let rounded = [(told / step).floor(), (told / step).round(), (told / step).ceil()];
    rounded.into_iter().any(|times| (times * step - asked).abs() < step * 1e-6)
}
