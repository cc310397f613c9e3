//! Hours, minutes and shares that cannot be: 25h, 12:75, 120 % of the votes.

use story::{Severity, Stage};

use crate::analysis::{Analysis, Join, Kind, Lang, Unit};
use crate::draft::{Draft, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Words after which a time of day stands, and no duration.
const AT: &[&str] = &[
    "a",
    "vers",
    "des",
    "apres",
    "avant",
    "jusqu",
    "at",
    "from",
    "until",
    "around",
    "by",
    "las",
    "um",
    "gegen",
    "الساعه",
    "ساعت",
];
/// Of these there can be no more than all.
const WHOLES: &[&str] = &[
    "voix",
    "suffrages",
    "votes",
    "votants",
    "electeurs",
    "inscrits",
    "sondes",
    "personnes",
    "francais",
    "habitants",
    "foyers",
    "menages",
    "eleves",
    "sieges",
    "vote",
    "voters",
    "respondents",
    "people",
    "residents",
    "households",
    "seats",
    "votos",
    "votantes",
    "encuestados",
    "stimmen",
    "befragten",
    "wahler",
];

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for text in 0..story.texts.len() {
        let numbers =
            (0..story.texts[text].tokens.len()).filter(|n| story.texts[text].tokens[*n].kind == Kind::Number);
        for n in story.once(text, "impossible-quantity", || numbers.collect::<Vec<_>>()).iter() {
            drafts.extend(time(story, text, *n));
        }
        drafts.extend(shares(story, text));
    }
    drafts
}

/// 25h, 14h75, 12:75 where a time of day is meant.
fn time(story: &Analysis, text: usize, n: usize) -> Option<Draft> {
    let source = &story.texts[text];
    let hour = two_digits(story, text, n)?;
    let touches = |n: usize| source.tokens.get(n).is_some_and(|token| token.join == Join::Touch);
    let before = n.checked_sub(1).map(|n| source.tokens[n].kind);
    // 1:12:75 is a running time, and 3-12:75 something else.
    if touches(n) && before.is_some() {
        return None;
    }
    let colon = touches(n + 1) && source.tokens[n + 1].kind == Kind::Mark(':');
    // "14h75" is a number and a word: the letter holds its minutes.
    let after_letter = if touches(n + 1) { source.fold(n + 1).strip_prefix('h') } else { None };
    let (minutes, last) = match after_letter {
        Some("") => (None, n + 1),
        Some(digits) => (Some(digits.parse::<u8>().ok()?), n + 1),
        None if colon && touches(n + 2) => (two_digits(story, text, n + 2), n + 2),
        None => return None,
    };
    let goes_on =
        touches(last + 1) && matches!(source.tokens[last + 1].kind, Kind::Mark(':' | '/') | Kind::Number);
    let at = AT.contains(&source.fold_before(n));
    // French writes times with an h; with a colon it writes what a runner took.
    let clock = after_letter.is_some() && (at || minutes.is_some())
        || colon && at && minutes.is_some() && story.lang != Lang::Fr;
    if !clock || goes_on {
        return None;
    }
    let wrong_minutes = minutes.is_some_and(|minutes| minutes > 59);
    // "27h30 de vol" and "dès 48h" last; "à 27h30" does not exist.
    let day = at && !matches!(hour, 36 | 48 | 72) && source.fold(last + 1) != "de";
    let wrong_hour = day && (hour > 24 || (hour == 24 && minutes.is_some_and(|minutes| minutes > 0)));
    let place = story.place(text, n, last);
    let words = source.words(place.span);
    (wrong_minutes || wrong_hour).then(|| {
        Draft::new(Severity::Error, say("impossible-time").with("time", words), vec![place]).sure(950)
    })
}

fn two_digits(story: &Analysis, text: usize, n: usize) -> Option<u8> {
    let source = &story.texts[text];
    let number = source.tokens.get(n).is_some_and(|token| token.kind == Kind::Number);
    let digits = source.fold(n);
    (number && (1..=2).contains(&digits.len())).then(|| digits.parse().ok()).flatten()
}

/// More than all of the voters.
fn shares(story: &Analysis, text: usize) -> Vec<Draft> {
    let source = &story.texts[text];
    let over =
        story.numbers(text).iter().filter(|number| number.unit == Unit::Percent && number.value > 100.0);
    let of_all = over.filter(|number| {
        let sign = number.last + 1;
        let after = if source.is_word(sign) && source.fold(sign) == "pour" { sign + 2 } else { sign + 1 };
        ["des", "of", "de", "del", "der"].contains(&source.fold(after))
            && (after + 1..=after + 2).any(|n| WHOLES.contains(&source.fold(n)))
    });
    of_all
        .map(|number| {
            let place = story.place(text, number.first, number.last + 1);
            let share = source.words(place.span);
            Draft::new(Severity::Error, say("impossible-share").with("share", share), vec![place]).sure(930)
        })
        .collect()
}
