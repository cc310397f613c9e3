//! What CLDR knows about an edition's language: names of months and days and their order, numbers, plural forms.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_datetime::fieldsets::{MD, MDE, YM, YMD, YMDE};
use icu_datetime::input::Date;
use icu_datetime::{DateTimeFormatter, DateTimeFormatterLoadError};
use icu_decimal::DecimalFormatter;
use icu_locale_core::Locale as Tag;
use icu_plurals::PluralRules;
use jiff::civil;
use story::{Calendar, Edition, Numerals};
use writeable::{Part, PartsWrite, Writeable};

/// Plural forms are asked for whole numbers below this: larger counts of stories or minutes are not written in words.
const COUNT_MAX: u64 = 1_000;

pub(crate) struct Locale {
    tag: String,
    /// A month and its year are written as a whole date is, without its day.
    month_of_date: bool,
    short: DateTimeFormatter<MD>,
    day: DateTimeFormatter<MDE>,
    long: DateTimeFormatter<YMD>,
    full: DateTimeFormatter<YMDE>,
    month: DateTimeFormatter<YM>,
    decimal: DecimalFormatter,
    plurals: PluralRules,
    collator: Collator,
}

/// The forms a date is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `9 juin`
    Short,
    /// `mardi 9 juin`
    Day,
    /// `9 juin 2026`
    Long,
    /// `mardi 9 juin 2026`
    Full,
    /// `juin 2026`
    Month,
}

impl Form {
    const ALL: [Self; 5] = [Self::Short, Self::Day, Self::Long, Self::Full, Self::Month];
}

/// A piece of a written date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub part: Option<&'static str>,
    pub text: String,
}

impl Locale {
    pub(crate) fn of(edition: &Edition) -> Result<Self, String> {
        let tag = tag(edition)?;
        let faulty = |fault: &dyn fmt::Display| format!("locale '{tag}': {fault}");
        let mut locale = Self::load(&tag).map_err(|fault| faulty(&fault))?;
        // Of other calendars CLDR has no order of the language's own for these two.
        locale.month_of_date = edition.calendar != Calendar::Gregorian || !locale.writes(Form::Month);
        match Form::ALL.into_iter().find(|form| !locale.writes(*form)) {
            Some(form) => Err(faulty(&format!("dates cannot be written in the form {form:?}"))),
            None => Ok(locale),
        }
    }

    fn load(tag: &Tag) -> Result<Self, DateTimeFormatterLoadError> {
        let collator = Collator::try_new(tag.into(), CollatorOptions::default());
        let plurals = PluralRules::try_new_cardinal(tag.into());
        Ok(Self {
            tag: tag.to_string(),
            month_of_date: false,
            short: DateTimeFormatter::try_new(tag.into(), MD::long())?,
            day: DateTimeFormatter::try_new(tag.into(), MDE::long())?,
            long: DateTimeFormatter::try_new(tag.into(), YMD::long())?,
            full: DateTimeFormatter::try_new(tag.into(), YMDE::long())?,
            month: DateTimeFormatter::try_new(tag.into(), YM::long())?,
            decimal: DecimalFormatter::try_new(
                tag.into(),
                icu_decimal::options::DecimalFormatterOptions::default(),
            )
            .map_err(DateTimeFormatterLoadError::Data)?,
            plurals: plurals.map_err(DateTimeFormatterLoadError::Data)?,
            collator: collator.map_err(DateTimeFormatterLoadError::Data)?.static_to_owned(),
        })
    }

    /// The locale as a browser reads it (BCP 47), calendar and digits included.
    pub(crate) fn tag(&self) -> &str {
        &self.tag
    }

    /// Whether this form can be written in every month: the library's data for some locales is not whole, which it tells
    /// by falling over.
    fn writes(&self, form: Form) -> bool {
        (1..=12).all(|month| {
            let day = civil::Date::constant(2026, month, 21);
            catch_unwind(AssertUnwindSafe(|| !self.date(day, form).is_empty())).unwrap_or(false)
        })
    }

    /// A date, in pieces.
    pub(crate) fn date(&self, date: civil::Date, form: Form) -> Vec<Piece> {
        if form == Form::Month && self.month_of_date {
            return without_day(self.date(date, Form::Long));
        }
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let Ok(date) = Date::try_new_iso(i32::from(date.year()), month, day) else { return Vec::new() };
        let mut pieces = Pieces::default();
        let written = match form {
            Form::Short => self.short.format(&date).write_to_parts(&mut pieces),
            Form::Day => self.day.format(&date).write_to_parts(&mut pieces),
            Form::Long => self.long.format(&date).write_to_parts(&mut pieces),
            Form::Full => self.full.format(&date).write_to_parts(&mut pieces),
            Form::Month => self.month.format(&date).write_to_parts(&mut pieces),
        };
        // Writing into memory does not fail.
        written.map_or_else(|_| Vec::new(), |()| pieces.list)
    }

    /// A number with the grouping and the digits of the locale.
    pub(crate) fn number(&self, number: u64) -> String {
        self.decimal.format(&number.into()).to_string()
    }

    /// Which form of a word goes with a number: `one`, `few`, `other`…
    pub(crate) fn plural(&self, count: u64) -> &'static str {
        use icu_plurals::PluralCategory::{Few, Many, One, Other, Two, Zero};
        match self.plurals.category_for(count) {
            Zero => "zero",
            One => "one",
            Two => "two",
            Few => "few",
            Many => "many",
            Other => "other",
        }
    }

    /// The order in which the language sorts two names.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_borrowed().compare(a, b)
    }

    /// The letter that a name is listed under.
    pub(crate) fn initial(&self, name: &str) -> String {
        story::slug(name).chars().next().map_or_else(String::new, |letter| letter.to_uppercase().to_string())
    }

    /// The forms that numbers of stories and minutes take.
    pub(crate) fn plural_forms(&self) -> BTreeSet<&'static str> {
        (0..COUNT_MAX).map(|count| self.plural(count)).collect()
    }

    /// Whether a form stands for one number only, so that its text may leave the number out ("two stories").
    pub(crate) fn is_one_number(&self, form: &str) -> bool {
        (0..COUNT_MAX).filter(|count| self.plural(*count) == form).count() == 1
    }
}

/// A month and its year in the order of a whole date.
fn without_day(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(at) = pieces.iter().position(|piece| piece.part == Some("day")) {
        pieces.drain(at..pieces.len().min(at + 2));
    }
    if pieces.last().is_some_and(|piece| piece.part.is_none()) {
        pieces.pop();
    }
    pieces
}

/// The locale's tag, with calendar and digits as the edition wants them.
fn tag(edition: &Edition) -> Result<Tag, String> {
    let locale = if edition.locale.is_empty() { edition.language.tag() } else { &edition.locale };
    let calendar = match edition.calendar {
        Calendar::Gregorian => "gregory",
        Calendar::Persian => "persian",
        Calendar::Islamic => "islamic-umalqura",
    };
    let digits = match edition.numerals {
        Numerals::Latin => "latn",
        Numerals::Arabic => "arab",
        Numerals::Persian => "arabext",
    };
    format!("{locale}-u-ca-{calendar}-nu-{digits}")
        .parse()
        .map_err(|fault| format!("locale '{locale}' is not a locale: {fault}"))
}

#[derive(Default)]
struct Pieces {
    list: Vec<Piece>,
    part: Option<&'static str>,
}

impl fmt::Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.list.last_mut() {
            Some(last) if last.part == self.part => last.text.push_str(text),
            _ => self.list.push(Piece { part: self.part, text: text.to_owned() }),
        }
        Ok(())
    }
}

impl PartsWrite for Pieces {
    type SubPartsWrite = Self;

    fn with_part(&mut self, part: Part, mut write: impl FnMut(&mut Self) -> fmt::Result) -> fmt::Result {
        let outer = self.part;
        // Parts of a part (the digits of a number) are not told apart.
        self.part = outer.or(Some(part.value));
        let written = write(self);
        self.part = outer;
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_form_their_language_wants() {
        let named = |id: &str, counts: &[u64]| -> Vec<&str> {
            let editions = crate::editions();
            let edition = editions.iter().find(|edition| edition.id == id).unwrap();
            let locale = Locale::of(edition).unwrap();
            counts.iter().map(|count| locale.plural(*count)).collect()
        };
        assert_eq!(named("fr", &[0, 1, 2, 100]), ["one", "one", "other", "other"]);
        assert_eq!(named("en", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(named("ar", &[0, 1, 2, 3, 11, 100]), ["zero", "one", "two", "few", "many", "other"]);
    }

    #[test]
    fn a_form_that_stands_for_one_number_may_leave_it_out() {
        for edition in crate::editions() {
            let locale = Locale::of(&edition).unwrap();
            let exact: Vec<_> =
                locale.plural_forms().into_iter().filter(|form| locale.is_one_number(form)).collect();
            match edition.id.as_str() {
                "ar" => assert_eq!(exact, ["one", "two", "zero"]),
                "fr" | "fa" => assert!(exact.is_empty(), "0 and 1 share a form in {}", edition.id),
                _ => assert_eq!(exact, ["one"], "{}", edition.id),
            }
        }
    }
}
