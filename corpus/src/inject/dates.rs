//! Days of the week that are not those of their dates, dates and times that do not exist.

use jiff::civil::Date;
use story::{Field, Span};

use super::dice::Dice;
use super::scan::words;
use super::{Class, Injected, Pool, replaced};

pub(crate) const CLASSES: &[Class] = &[
    Class { name: "weekday", rules: &["weekday-mismatch"], inject: weekday },
    Class { name: "day-by-one", rules: &["weekday-mismatch"], inject: day },
    Class { name: "date-missing", rules: &["weekday-mismatch", "impossible-date"], inject: missing },
    Class { name: "time-impossible", rules: &["impossible-quantity"], inject: time },
];

const DAYS: &[(&str, [&str; 7])] = &[
    ("fr", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]),
    ("en", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    ("es", ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]),
    ("de", ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]),
    ("ar", ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]),
    ("fa", ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"]),
];

const MONTHS: &[(&str, [&str; 12])] = &[
    (
        "fr",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "es",
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    ),
    (
        "de",
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    ),
    (
        "ar",
        [
            "جانفي",
            "فيفري",
            "مارس",
            "أفريل",
            "ماي",
            "جوان",
            "جويلية",
            "أوت",
            "سبتمبر",
            "أكتوبر",
            "نوفمبر",
            "ديسمبر",
        ],
    ),
    (
        "fa",
        [
            "فروردین",
            "اردیبهشت",
            "خرداد",
            "تیر",
            "مرداد",
            "شهریور",
            "مهر",
            "آبان",
            "آذر",
            "دی",
            "بهمن",
            "اسفند",
        ],
    ),
];

/// A weekday, a day and a month of a text that the calendar bears out.
struct Found {
    field: Field,
    weekday: Span,
    day: Span,
    /// Monday is 0.
    index: usize,
    date: Date,
}

fn row<const N: usize>(
    table: &'static [(&str, [&'static str; N])],
    lang: &str,
) -> Option<&'static [&'static str; N]> {
    table.iter().find(|(known, _)| *known == lang).map(|(_, names)| names)
}

fn dated(pool: &Pool) -> Vec<Found> {
    let lang = pool.story.lang();
    let (Some(days), Some(months)) = (row(DAYS, lang), row(MONTHS, lang)) else { return Vec::new() };
    let mut found = Vec::new();
    for text in pool.story.content.fields() {
        let spans = words(text.text);
        let word = |n: usize| spans.get(n).map_or("", |span: &Span| &text.text[span.start..span.end]);
        for n in 0..spans.len() {
            let Some(index) = days.iter().position(|day| *day == word(n)) else { continue };
            let month = |n: usize| months.iter().position(|month| *month == word(n));
            let number = |n: usize| word(n).parse::<i8>().ok().filter(|day| (1..=31).contains(day));
            let pair = match lang {
                "en" => month(n + 1).zip(number(n + 2)).map(|(month, day)| (month, day, n + 2, n + 3)),
                _ => (n + 1..=n + 2).find_map(|at| {
                    let of = usize::from(word(at + 1) == "de");
                    number(at).zip(month(at + 1 + of)).map(|(day, month)| (month, day, at, at + 2 + of))
                }),
            };
            let Some((month, day, at, after)) = pair else { continue };
            let year = word(after).parse::<i16>().ok().filter(|year| (1900..2100).contains(year));
            let Some(date) = real(pool, year, month as i8 + 1, day, index, lang) else { continue };
            found.push(Found { field: text.field, weekday: spans[n], day: spans[at], index, date });
        }
    }
    found
}

/// The date where its weekday is right: within half a year of publication, or of the year written.
fn real(pool: &Pool, year: Option<i16>, month: i8, day: i8, index: usize, lang: &str) -> Option<Date> {
    let published = jiff::tz::TimeZone::UTC.to_datetime(pool.story.published).date();
    if lang == "fa" || (year.is_none() && published.year() == 1970) {
        return None;
    }
    let near = |year: i16| Date::new(year, month, day).ok();
    let date = match year {
        Some(year) => near(year)?,
        None => (-1..=1)
            .filter_map(|step| near(published.year() + step))
            .min_by_key(|date| date.since(published).map_or(i32::MAX, |span| span.get_days().abs()))?,
    };
    (date.weekday().to_monday_zero_offset() as usize == index).then_some(date)
}

fn weekday(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let all = dated(pool);
    let found = dice.one(&all)?;
    let names = row(DAYS, pool.story.lang())?;
    let other = (found.index + 1 + dice.below(6)) % 7;
    replaced(&pool.story.content, found.field, found.weekday, names[other])
}

fn day(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let all = dated(pool);
    let found = dice.one(&all)?;
    let step = if dice.below(2) == 0 { -1 } else { 1 };
    let day = found.date.day() + step;
    let inside = day >= 2 && day <= found.date.days_in_month();
    inside.then(|| replaced(&pool.story.content, found.field, found.day, &day.to_string())).flatten()
}

/// The 31st of a month of 30 days.
fn missing(pool: &Pool, dice: &mut Dice) -> Option<Injected> {
    let all = dated(pool);
    let found = dice.one(&all)?;
    let last = found.date.days_in_month();
    (last < 31)
        .then(|| replaced(&pool.story.content, found.field, found.day, &(last + 1).to_string()))
        .flatten()
}

/// 20h becomes 25h, 12:30 becomes 12:75.
fn time(pool: &Pool, _: &mut Dice) -> Option<Injected> {
    for text in pool.story.content.fields().filter(|text| text.role.is_body()) {
        for span in words(text.text) {
            let word = &text.text[span.start..span.end];
            let Some((hour, minutes)) = word.split_once('h') else { continue };
            let number = |part: &str| part.parse::<u8>().is_ok();
            // "48h" lasts; "à 20h" is a time of day.
            let at = text.text[..span.start].ends_with("à ");
            if at && number(hour) && (minutes.is_empty() || number(minutes)) {
                let wrong = format!("{}h{minutes}", 25 + hour.len());
                return replaced(&pool.story.content, text.field, span, &wrong);
            }
        }
    }
    None
}
