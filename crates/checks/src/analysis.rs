//! One look at a story, shared by all rules: words, sentences, names, places, numbers and dates,
//! each worked out when a rule first asks for it.

mod calendar;
mod caption;
mod dates;
mod fold;
mod headline;
mod lang;
mod names;
mod numbers;
mod numerals;
mod places;
mod quotes;
mod reads;
mod spellings;
mod tokens;
mod uncounted;

use std::any::Any;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use story::{CheckInput, Field, Span, TextRole, Timestamp};

use crate::archive::{Earlier, Index};
use crate::draft::{Draft, Place};
use crate::fuel::{Fuel, STEPS_MAX};
use crate::tables::words::Words;

pub(crate) use calendar::Calendar;
pub(crate) use dates::DateRead;
pub(crate) use fold::folded;
pub(crate) use lang::Lang;
pub(crate) use names::Name;
pub(crate) use numbers::{Number, Unit, stem};
pub(crate) use places::Mention;
pub(crate) use quotes::Quotation;
pub(crate) use reads::{Read, Reads};
pub(crate) use spellings::Variant;
pub(crate) use tokens::{Join, Kind, Token};

/// Text beyond this is not checked, and the report says so: about 150,000 words, far above any story.
const TEXT_BYTES_MAX: usize = 1_000_000;
/// Texts (blocks, captions, cells) beyond this are not checked either.
const TEXTS_MAX: usize = 20_000;

/// One text of the story and what was read in it.
pub(crate) struct Text<'a> {
    pub field: Field,
    pub role: TextRole,
    pub text: &'a str,
    read: Arc<Read>,
}

impl Deref for Text<'_> {
    type Target = Read;
    fn deref(&self) -> &Read {
        &self.read
    }
}

impl Text<'_> {
    /// The words of a span; empty for a span that is not of this text.
    pub(crate) fn words(&self, span: Span) -> &str {
        span.of(self.text).unwrap_or_default()
    }

    pub(crate) fn raw(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| self.words(token.span()))
    }

    /// The folded form of a word: lower case, no accents, one spelling of each Arabic letter.
    pub(crate) fn fold(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| &self.folded[token.fold.0 as usize..token.fold.1 as usize])
    }

    /// The folded form of the word before a token; empty at the start.
    pub(crate) fn fold_before(&self, token: usize) -> &str {
        token.checked_sub(1).map_or("", |before| self.fold(before))
    }

    pub(crate) fn is_word(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.kind == Kind::Word)
    }

    /// Another day in the figures of this token; `None` where the token holds more than a day ("9.6.2025").
    pub(crate) fn day_like(&self, token: usize, day: i8) -> Option<String> {
        let raw = self.raw(token);
        let zero = match raw.chars().next()? {
            '٠'..='٩' => '٠',
            '۰'..='۹' => '۰',
            _ => '0',
        };
        let figure = |digit: char| char::from_u32(zero as u32 + digit.to_digit(10)?);
        let plain = raw.chars().count() <= 2 && raw.chars().all(char::is_numeric);
        plain.then(|| day.to_string().chars().filter_map(figure).collect())
    }

    /// From the start of one token to the end of another.
    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.tokens[first].start as usize, self.tokens[last].end as usize)
    }
}

/// A story as the rules see it.
pub(crate) struct Analysis<'a> {
    pub input: &'a CheckInput<'a>,
    pub lang: Lang,
    pub words: &'static Words,
    pub texts: Vec<Text<'a>>,
    /// False when the story was too long to be read whole: then nothing can be said to be absent.
    pub complete: bool,
    pub fuel: Fuel,
    /// What the newsroom published before.
    pub archive: Option<&'a Index>,
    vocabulary: OnceCell<HashSet<String>>,
    variants: OnceCell<Vec<Variant>>,
}

impl<'a> Analysis<'a> {
    pub(crate) fn new(input: &'a CheckInput<'a>) -> Self {
        let mut left = TEXT_BYTES_MAX;
        let mut complete = true;
        let declared = Lang::declared(&input.content.language);
        let memory = declared.and_then(|lang| Some((lang, input.memory?.get::<Reads>()?)));
        let mut texts = Vec::new();
        for field in input.content.fields() {
            if texts.len() == TEXTS_MAX || left == 0 {
                complete = false;
                break;
            }
            let end = field.text.floor_char_boundary(left.min(field.text.len()));
            complete &= end == field.text.len();
            left -= end;
            let text = &field.text[..end];
            let read = match memory {
                Some((lang, reads)) => reads.of(lang, text),
                None => Arc::new(Read::of(text)),
            };
            texts.push(Text { field: field.field, role: field.role, text, read });
        }
        let lang = declared.unwrap_or_else(|| Lang::guess(texts.iter()));
        Self {
            input,
            lang,
            words: Words::of(lang),
            texts,
            complete,
            fuel: Fuel::new(STEPS_MAX),
            archive: Index::of(input),
            vocabulary: OnceCell::new(),
            variants: OnceCell::new(),
        }
    }

    /// Numbers of the texts that play a part, in reading order.
    pub(crate) fn with_role(&self, wanted: impl Fn(TextRole) -> bool) -> Vec<usize> {
        (0..self.texts.len()).filter(|n| wanted(self.texts[*n].role)).collect()
    }

    pub(crate) fn headline(&self) -> Option<usize> {
        self.texts.iter().position(|text| text.field == Field::Headline)
    }

    /// The headline and those for single uses, each by itself.
    pub(crate) fn each_headline(&self, find: impl Fn(usize) -> Vec<Draft>) -> Vec<Draft> {
        self.with_role(|role| role == TextRole::Headline).into_iter().flat_map(find).collect()
    }

    /// The tokens of a text. Looking at them costs steps.
    pub(crate) fn tokens(&self, text: usize) -> &[Token] {
        self.fuel.spend(self.texts[text].tokens.len() + 1);
        &self.texts[text].tokens
    }

    /// The countries and cities named in a text.
    pub(crate) fn places(&self, text: usize) -> &[Mention] {
        let read = &self.texts[text];
        self.spent(read.places.get_or_init(|| places::find(read, self.lang)))
    }

    /// Runs of capitalised words that are not places.
    pub(crate) fn names(&self, text: usize) -> &[Name] {
        let places = self.places(text);
        let read = &self.texts[text];
        self.spent(read.names.get_or_init(|| names::find(read, places, self.words)))
    }

    pub(crate) fn numbers(&self, text: usize) -> &[Number] {
        let read = &self.texts[text];
        self.spent(read.numbers.get_or_init(|| numbers::find(read, self.lang, self.words)))
    }

    pub(crate) fn dates(&self, text: usize) -> &[DateRead] {
        let read = &self.texts[text];
        self.spent(read.dates.get_or_init(|| dates::find(read, self.lang, self.words)))
    }

    /// Quotations with their speakers.
    pub(crate) fn quotes(&self, text: usize) -> &[Quotation] {
        let read = &self.texts[text];
        self.spent(read.quotes.get_or_init(|| self.fuel.paused(|| quotes::find(self, text))))
    }

    /// What a rule found in the words of one text alone, whatever the rest of the story: worked out once for the same
    /// words, also when the story is checked again. `name` is the rule's own.
    pub(crate) fn once<T: Any + Send + Sync>(
        &self,
        text: usize,
        name: &'static str,
        find: impl FnOnce() -> T,
    ) -> Arc<T> {
        let read = &self.texts[text];
        // The same steps whether it was known or not: a story overruns its budget always or never.
        self.fuel.spend(read.tokens.len() + 1);
        read.once(name, || self.fuel.paused(find))
    }

    /// Every folded word of the story outside its headline and pictures.
    pub(crate) fn vocabulary(&self) -> &HashSet<String> {
        let found = self.vocabulary.get_or_init(|| {
            let mut words = HashSet::new();
            for text in self.texts.iter().filter(|text| text.role.is_body() || is_frame(text.role)) {
                for n in 0..text.tokens.len() {
                    if text.is_word(n) && !words.contains(text.fold(n)) {
                        words.insert(text.fold(n).to_owned());
                    }
                }
            }
            words
        });
        self.fuel.spend(1);
        found
    }

    /// Spellings of a name that stand beside a commoner one.
    pub(crate) fn variants(&self) -> &[Variant] {
        self.spent(self.variants.get_or_init(|| spellings::variants(self)))
    }

    /// An Arabic word without what is written onto it; any other as it is.
    pub(crate) fn plain<'w>(&self, word: &'w str) -> &'w str {
        if !self.lang.is_arabic_script() {
            return word;
        }
        let word = word.strip_prefix('و').filter(|rest| rest.chars().count() >= 4).unwrap_or(word);
        ["بال", "لل", "ال"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
    }

    /// An earlier story as a finding names it: day and headline.
    pub(crate) fn told_of(&self, earlier: &Earlier) -> String {
        let zone = TimeZone::get(self.input.time_zone).unwrap_or(TimeZone::UTC);
        format!("{} · {}", zone.to_datetime(earlier.at).date(), earlier.headline)
    }

    /// The day of publication where the edition is; `None` when nobody knows when the story goes out.
    pub(crate) fn today(&self) -> Option<Date> {
        if self.input.published == Timestamp::UNIX_EPOCH {
            return None;
        }
        let zone = TimeZone::get(self.input.time_zone).unwrap_or(TimeZone::UTC);
        Some(zone.to_datetime(self.input.published).date())
    }

    pub(crate) fn place(&self, text: usize, first: usize, last: usize) -> Place {
        Place { text, span: self.texts[text].span(first, last) }
    }

    fn spent<'s, T>(&self, found: &'s [T]) -> &'s [T] {
        self.fuel.spend(found.len() + 1);
        found
    }
}

/// Texts that tell the story besides its body.
pub(crate) fn is_frame(role: TextRole) -> bool {
    matches!(
        role,
        TextRole::Standfirst
            | TextRole::Kicker
            | TextRole::Dateline
            | TextRole::Speaker
            | TextRole::Title
            | TextRole::Cell
    )
}

#[cfg(test)]
pub(crate) mod tests {
    //! A text to look at, without a story around it.

    use super::*;

    pub(crate) fn read<T>(words: &str, look: impl Fn(&Text) -> T) -> T {
        let read = Arc::new(Read::of(words));
        look(&Text { field: Field::Headline, role: TextRole::Headline, text: words, read })
    }
}
