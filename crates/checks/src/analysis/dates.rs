//! Dates as news writes them: a day and a month, often with the day of the week, sometimes with a year.

use jiff::civil::Date;

use super::calendar::Calendar;
use super::{Join, Kind, Lang, Text};
use crate::tables::words::Words;

/// A date of a text. Token numbers tell where its parts stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateRead {
    /// Token and day, Monday 1.
    pub weekday: Option<(usize, i8)>,
    /// The last token of the weekday, where its name has two.
    pub weekday_last: usize,
    pub day: i8,
    pub day_token: usize,
    pub month: i8,
    pub year: Option<i16>,
    pub first: usize,
    pub last: usize,
    /// Nothing else it could be: "June 31 people" is no date.
    pub certain: bool,
    pub calendar: Calendar,
}

impl DateRead {
    /// The day itself, were it of that year of its calendar.
    pub(crate) fn in_year(&self, year: i16) -> Option<Date> {
        self.calendar.date(year, self.month, self.day)
    }
}

/// Small words of lists of days, and endings of their numbers.
const LINKS: &[&str] = &[
    "et", "ou", "au", "a", "le", "and", "or", "to", "through", "the", "y", "o", "al", "und", "oder", "bis",
    "den", "puis", "er", "st", "nd", "rd", "th", "و", "يا", "تا",
];
/// Words between the day of a list and the month at its end: "lundi 9, mardi 10 et mercredi 11 juin".
const LIST_WORDS_MAX: usize = 14;

pub(super) fn find(text: &Text, lang: Lang, words: &Words) -> Vec<DateRead> {
    if lang == Lang::Other {
        return Vec::new();
    }
    let reader = Reader { text, lang, words };
    let mut dates: Vec<DateRead> = Vec::new();
    for at in 0..text.tokens.len() {
        let covered =
            |token: usize| dates.iter().rev().take(8).any(|date: &DateRead| date.day_token == token);
        let found = match reader.weekday(at) {
            Some((weekday, last)) => reader.with_weekday(at, last, weekday),
            None => reader.day_and_month(at).or_else(|| reader.month_and_day(at)),
        };
        if let Some(date) = found.filter(|date| !covered(date.day_token)) {
            dates.push(date);
        }
    }
    dates
}

/// A month by its name.
#[derive(Debug, Clone, Copy)]
struct Month {
    number: i8,
    /// Of the other calendar that the language writes.
    other: bool,
}

impl Month {
    fn own(number: i8) -> Self {
        Self { number, other: false }
    }
}

struct Reader<'t> {
    text: &'t Text<'t>,
    lang: Lang,
    words: &'t Words,
}

impl<'t> Reader<'t> {
    /// The day of the week at a token, and the last token of its name: "سه شنبه" has two.
    fn weekday(&self, at: usize) -> Option<(i8, usize)> {
        if self.lang != Lang::Fa {
            return self.weekday_word(at).map(|day| (day, at));
        }
        let pair = |first: usize| {
            self.words
                .weekdays
                .get(&format!("{} {}", self.text.fold(first), self.text.fold(first + 1)))
                .copied()
        };
        if at.checked_sub(1).is_some_and(|before| pair(before).is_some()) {
            return None;
        }
        pair(at).map(|day| (day, at + 1)).or_else(|| self.weekday_word(at).map(|day| (day, at)))
    }

    fn weekday_word(&self, at: usize) -> Option<i8> {
        let token = self.text.tokens.get(at)?;
        if token.kind != Kind::Word || (self.lang == Lang::En && !token.capital) {
            return None;
        }
        let word = self.text.fold(at);
        let known = |word: &str| self.words.weekdays.get(word).copied();
        let clitic = || word.strip_prefix(['و', 'ف', 'ب', 'ل']).and_then(known);
        known(word).or_else(|| (self.lang == Lang::Ar).then(clitic).flatten())
    }

    /// The month at a token and the last token of its name.
    fn month(&self, at: usize) -> Option<(Month, usize)> {
        let token = self.text.tokens.get(at)?;
        let small = self.lang == Lang::En && !token.capital;
        if token.kind != Kind::Word || small {
            return None;
        }
        let pair = format!("{} {}", self.text.fold(at), self.text.fold(at + 1));
        let known = |name: &str| {
            let own = self.words.months.get(name).map(|number| Month { number: *number, other: false });
            own.or_else(|| Some(Month { number: *self.words.other_months.get(name)?, other: true }))
        };
        known(&pair)
            .map(|month| (month, at + 1))
            .or_else(|| known(self.text.fold(at)).map(|month| (month, at)))
    }

    fn with_weekday(&self, at: usize, last: usize, weekday: i8) -> Option<DateRead> {
        let hours = [
            "matin",
            "soir",
            "midi",
            "dernier",
            "prochain",
            "morning",
            "evening",
            "night",
            "afternoon",
            "abend",
            "morgen",
            "nachmittag",
            "صباح",
            "مساء",
        ];
        let day = self.skip(
            self.skip(last + 1, &[], &hours),
            &[',', '،', '('],
            &["le", "the", "den", "dem", "el", "on", "الموافق", "المصادف", "يوم", "dia", "روز", "مورخ"],
        );
        // "Saturday and Sunday, March 21-22": which weekday is which day's, only counting them would tell.
        if self.follows_weekday(at) && self.leads_days(day) {
            return None;
        }
        let whole = |date: DateRead| DateRead {
            weekday: Some((at, weekday)),
            weekday_last: last,
            first: at,
            certain: true,
            ..date
        };
        let found = self
            .day_and_month(day)
            .or_else(|| self.month_and_day(day))
            .or_else(|| self.in_figures(day))
            .or_else(|| self.in_list(day))?;
        // The same day as another calendar has it is surer: "1 محرم 1447 هـ الموافق 26 يونيو 2025".
        let twin = if found.calendar == Calendar::Islamic { self.equal(found.last + 1) } else { None };
        Some(whole(twin.unwrap_or(found)))
    }

    /// The date behind "which is".
    fn equal(&self, at: usize) -> Option<DateRead> {
        const SAME: &[&str] = &["الموافق", "المصادف", "الموافقه"];
        let at = self.skip(at, &[], &["ه", "هجريه", "هجري"]);
        let at = self.skip(at, &[',', '،', '('], &[]);
        if !self.text.is_word(at) || !SAME.contains(&self.text.fold(at)) {
            return None;
        }
        self.day_and_month(self.skip(at + 1, &[], &["ل", "يوم"]))
    }

    /// A weekday stands before this one, with a small word between them at most.
    fn follows_weekday(&self, at: usize) -> bool {
        let back = |n: usize| at.checked_sub(n).filter(|before| self.weekday_word(*before).is_some());
        let link = at.checked_sub(1).is_some_and(|before| match self.text.tokens[before].kind {
            Kind::Word => LINKS.contains(&self.text.fold(before)),
            Kind::Mark(mark) => matches!(mark, ',' | '،' | '-' | '–' | '/'),
            Kind::Number => false,
        });
        back(1).is_some() || link && back(2).is_some()
    }

    /// Two days or more of one month begin here.
    fn leads_days(&self, at: usize) -> bool {
        let mut days = 0;
        for n in at..at + LIST_WORDS_MAX {
            let Some(token) = self.text.tokens.get(n) else { break };
            let goes_on = match token.kind {
                Kind::Number => self.day(n).is_some(),
                Kind::Mark(mark) => matches!(mark, ',' | '،' | '-' | '–' | '.' | '/'),
                Kind::Word => {
                    LINKS.contains(&self.text.fold(n))
                        || days == 0 && self.month(n).is_some()
                        || self.text.fold(n).strip_prefix('و').is_some_and(|rest| small(rest, 31).is_some())
                }
            };
            if !goes_on {
                break;
            }
            days += usize::from(token.kind == Kind::Number);
        }
        days >= 2
    }

    /// 9 juin, 1er juin, 9. Juni, 9 de junio, 9th of June.
    fn day_and_month(&self, at: usize) -> Option<DateRead> {
        let day = self.day(at)?;
        let after = self.after_day(at);
        let month_at = self.skip(after, &[], &["de", "d", "of", "من", "du", "del", "ماه"]);
        let (month, last) = self.month(month_at)?;
        let near = self.text.tokens[month_at].join != Join::Line;
        let plain =
            self.lang != Lang::En || self.text.tokens.get(at).is_some_and(|token| token.join != Join::Touch);
        near.then(|| self.date(day, at, month, last, plain))
    }

    /// June 9, Jan. 9th.
    fn month_and_day(&self, at: usize) -> Option<DateRead> {
        if self.lang != Lang::En {
            return None;
        }
        let (month, last) = self.month(at)?;
        let day_at = self.skip(last + 1, &['.'], &["the"]);
        let day = self.day(day_at)?;
        let end = self.after_day(day_at) - 1;
        // 4:30, 9-5, 31 people: what follows tells whether it was a day.
        let on = at.checked_sub(1).is_some_and(|n| self.text.fold(n) == "on");
        let stops = self
            .text
            .tokens
            .get(end + 1)
            .is_none_or(|next| matches!(next.kind, Kind::Mark('.' | ',' | ';' | ')')));
        let date = self.date(day, day_at, month, end, on || stops);
        let certain = date.certain || date.year.is_some();
        Some(DateRead { first: at, certain, ..date })
    }

    /// 09/06/2025, and 9.6.2025 in German. English writes days and months in either order.
    fn in_figures(&self, at: usize) -> Option<DateRead> {
        let token = self.text.tokens.get(at)?;
        if token.kind != Kind::Number || self.lang == Lang::En {
            return None;
        }
        let mut parts = self.text.fold(at).split('.');
        if let (Some(day), Some(month), year) = (parts.next(), parts.next(), parts.next()) {
            let (day, month) = (small(day, 31)?, small(month, 12)?);
            let year = year.and_then(year_of);
            let date = self.date(day, at, Month::own(month), at, true);
            return (self.lang == Lang::De).then_some(DateRead { year, ..date });
        }
        let slash = |n: usize| self.text.tokens.get(n).is_some_and(|token| token.kind == Kind::Mark('/'));
        if !slash(at + 1) {
            return None;
        }
        // 1404/12/18, largest part first.
        if let (Lang::Fa, Some(year)) = (self.lang, persian_year(self.text.fold(at))) {
            let month = small(self.text.fold(at + 2), 12)?;
            let day_at = if slash(at + 3) { at + 4 } else { return None };
            let date = self.date(self.day(day_at)?, day_at, Month::own(month), day_at, true);
            let calendar = Calendar::of(self.lang, false, Some(year));
            return Some(DateRead { year: Some(year), calendar, first: at, ..date });
        }
        let (day, month) = (self.day(at)?, small(self.text.fold(at + 2), 12)?);
        let year = slash(at + 3).then(|| year_of(self.text.fold(at + 4))).flatten();
        let last = if year.is_some() { at + 4 } else { at + 2 };
        let date = self.date(day, at, Month::own(month), last, true);
        let calendar = Calendar::of(self.lang, false, year);
        Some(DateRead { year, calendar, last, ..date })
    }

    /// The 9 of "lundi 9 et mardi 10 juin": the month stands at the end of the list.
    fn in_list(&self, at: usize) -> Option<DateRead> {
        let day = self.day(at)?;
        for next in at + 1..at + LIST_WORDS_MAX {
            if let Some(later) = self.day_and_month(next) {
                let month = if day < later.day { later.month } else { (later.month + 10) % 12 + 1 };
                let year = later.year.map(|year| year - i16::from(month > later.month));
                let date = self.date(day, at, Month::own(month), at, true);
                return Some(DateRead { year, calendar: later.calendar, ..date });
            }
            let token = self.text.tokens.get(next)?;
            let link = match token.kind {
                Kind::Mark(mark) => matches!(mark, ',' | '،' | '-' | '–' | '.'),
                Kind::Number => self.day(next).is_some(),
                Kind::Word => LINKS.contains(&self.text.fold(next)) || self.weekday(next).is_some(),
            };
            if !link {
                return None;
            }
        }
        None
    }

    fn date(&self, day: i8, day_token: usize, month: Month, last: usize, certain: bool) -> DateRead {
        let at = self.skip(last + 1, &[',', '،', '.'], &["de", "of", "del", "من"]);
        let touching =
            self.text.tokens.get(at).is_some_and(|token| matches!(token.join, Join::Space | Join::Touch));
        let year = self.number(at).filter(|_| touching).and_then(|word| match self.lang {
            Lang::Fa => persian_year(word),
            Lang::Ar if month.other => islamic_year(word),
            _ => year_of(word),
        });
        let last = if year.is_some() { at } else { last };
        let calendar = Calendar::of(self.lang, month.other, year);
        DateRead {
            weekday: None,
            weekday_last: day_token,
            day,
            day_token,
            month: month.number,
            year,
            first: day_token,
            last,
            certain,
            calendar,
        }
    }

    fn number(&self, at: usize) -> Option<&str> {
        self.text.tokens.get(at).filter(|token| token.kind == Kind::Number).map(|_| self.text.fold(at))
    }

    /// A number of one or two digits that can be the day of a month.
    fn day(&self, at: usize) -> Option<i8> {
        small(self.number(at)?, 31)
    }

    /// The token behind a day and its ending.
    fn after_day(&self, at: usize) -> usize {
        let touches = |n: usize| self.text.tokens.get(n).is_some_and(|token| token.join == Join::Touch);
        let ending = ["er", "st", "nd", "rd", "th", "º", "ᵉʳ"].contains(&self.text.fold(at + 1));
        let point = self.text.tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Mark('.'));
        if touches(at + 1) && (ending || (point && self.lang == Lang::De)) { at + 2 } else { at + 1 }
    }

    /// Passes marks and small words, one of each.
    fn skip(&self, mut at: usize, marks: &[char], words: &[&str]) -> usize {
        if self
            .text
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.kind, Kind::Mark(mark) if marks.contains(&mark)))
        {
            at += 1;
        }
        if self.text.is_word(at) && words.contains(&self.text.fold(at)) {
            at += 1;
        }
        at
    }
}

fn small(word: &str, max: i8) -> Option<i8> {
    if word.len() > 2 {
        return None;
    }
    word.parse().ok().filter(|number| (1..=max).contains(number))
}

fn year_of(word: &str) -> Option<i16> {
    if word.len() != 4 {
        return None;
    }
    word.parse().ok().filter(|year| (1800..=2200).contains(year))
}

/// 1404, or 2025 where a Persian text counts as others do.
fn persian_year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok().filter(|_| word.len() == 4)?;
    ((1200..=1500).contains(&year) || (1800..=2200).contains(&year)).then_some(year)
}

fn islamic_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1200..=1600).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tests::read;

    /// Weekday (0 without), day, month, year (0 without) of each date.
    fn dates(lang: Lang, words: &str) -> Vec<(i8, i8, i8, i16)> {
        read(words, |text| find(text, lang, Words::of(lang)))
            .iter()
            .map(|date| {
                (date.weekday.map_or(0, |(_, day)| day), date.day, date.month, date.year.unwrap_or(0))
            })
            .collect()
    }

    #[test]
    fn dates_are_read_as_each_language_writes_them() {
        for (lang, words, expected) in [
            (Lang::Fr, "lundi 9 juin 2025", vec![(1, 9, 6, 2025)]),
            (Lang::Fr, "le dimanche 1er mai", vec![(7, 1, 5, 0)]),
            (Lang::Fr, "lundi 9/06/2025", vec![(1, 9, 6, 2025)]),
            (
                Lang::Fr,
                "lundi 9, mardi 10 et mercredi 11 juin",
                vec![(1, 9, 6, 0), (2, 10, 6, 0), (3, 11, 6, 0)],
            ),
            (Lang::Fr, "du lundi 29 au jeudi 2 octobre", vec![(1, 29, 9, 0), (4, 2, 10, 0)]),
            (Lang::Fr, "lundi 9 personnes", vec![]),
            (Lang::En, "Monday, June 9, 2025", vec![(1, 9, 6, 2025)]),
            (Lang::En, "on Tuesday 10th of June", vec![(2, 10, 6, 0)]),
            (Lang::En, "Friday, Dec. 13, 2024", vec![(5, 13, 12, 2024)]),
            (Lang::En, "they may 9 times", vec![]),
            (Lang::De, "Montag, den 9. Juni", vec![(1, 9, 6, 0)]),
            (Lang::De, "Dienstag (10.6.2025)", vec![(2, 10, 6, 2025)]),
            (Lang::Es, "el lunes, 9 de junio de 2025", vec![(1, 9, 6, 2025)]),
            (Lang::Ar, "يوم الإثنين 9 جوان 2015", vec![(1, 9, 6, 2015)]),
            (Lang::Ar, "الاربعاء ١١ كانون الأول", vec![(3, 11, 12, 0)]),
            (Lang::Ar, "والأحد 8 حزيران", vec![(7, 8, 6, 0)]),
            (Lang::Ar, "الثلاثاء، 9 مارس", vec![(2, 9, 3, 0)]),
            (Lang::Ar, "يوم الاثنين 1 محرم 1447 هـ", vec![(1, 1, 1, 1447)]),
            (
                Lang::Ar,
                "يوم الاثنين 1 محرم 1447 هـ الموافق 26 يونيو 2025",
                vec![(1, 26, 6, 2025), (0, 1, 1, 1447)],
            ),
            (Lang::Fa, "سه‌شنبه، ۱۸ اسفند ۱۴۰۴", vec![(2, 18, 12, 1404)]),
            (Lang::Fa, "سه‌شنبه ۱۸ مارس ۲۰۲۶", vec![(2, 18, 3, 2026)]),
            (Lang::Fa, "سه‌شنبه ۱۴۰۴/۱۲/۱۸", vec![(2, 18, 12, 1404)]),
            (Lang::En, "on Saturday and Sunday, March 21-22", vec![(0, 21, 3, 0)]),
            (Lang::En, "from Friday to Sunday, March 22", vec![(7, 22, 3, 0)]),
            (Lang::Fr, "samedi et dimanche 21 et 22 mars", vec![(0, 22, 3, 0)]),
            (Lang::Fr, "samedi 21 et dimanche 22 mars", vec![(6, 21, 3, 0), (7, 22, 3, 0)]),
        ] {
            assert_eq!(dates(lang, words), expected, "{words}");
        }
    }
}
