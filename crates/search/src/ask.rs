//! What a reader typed, as a query to the index.

use std::ops::Bound;

use story::{Language, Question};
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::fields::Fields;
use crate::words::{Analyzer, EXACT, Word};

/// Longer questions are cut: nobody types them, and each word costs a walk through the index.
const LETTERS_MAX: usize = 300;
const WORDS_MAX: usize = 16;

/// A question taken apart.
pub(crate) struct Parsed {
    pub wanted: Vec<Word>,
    phrases: Vec<Vec<Word>>,
    unwanted: Vec<Word>,
}

impl Parsed {
    pub(crate) fn of(typed: &str, analyzer: &Analyzer) -> Self {
        let typed: String = typed.chars().take(LETTERS_MAX).collect();
        let mut parsed = Self { wanted: Vec::new(), phrases: Vec::new(), unwanted: Vec::new() };
        // Every language's marks for speech serve for phrases.
        let parts: Vec<&str> = typed.split(['"', '“', '”', '„', '«', '»']).collect();
        let last = parts.len() - 1;
        for (number, part) in parts.into_iter().enumerate() {
            // A mark that is never closed opens no phrase.
            if number % 2 == 1 && number < last {
                parsed.phrase(analyzer.words(part));
            } else {
                parsed.loose(part, analyzer);
            }
        }
        parsed.wanted.truncate(WORDS_MAX);
        parsed.unwanted.truncate(WORDS_MAX);
        parsed
    }

    fn phrase(&mut self, words: Vec<Word>) {
        self.wanted.extend(words.iter().cloned());
        if words.len() > 1 {
            self.phrases.push(words.into_iter().take(WORDS_MAX).collect());
        }
    }

    fn loose(&mut self, part: &str, analyzer: &Analyzer) {
        let mut wanted = Vec::new();
        for piece in part.split_whitespace() {
            match piece.strip_prefix(['-', '−']) {
                Some(without) if !without.is_empty() => self.unwanted.extend(analyzer.words(without)),
                _ => wanted.push(piece),
            }
        }
        // Together: a word may be written in two.
        self.wanted.extend(analyzer.words(&wanted.join(" ")));
    }
}

/// How near a word must be to the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// The word or another form of it.
    Form,
    /// Or a word with a slip of the finger.
    Alike,
    /// The last word may go on.
    Begun,
}

/// The query, or `None` where nothing is asked for.
pub(crate) fn query(
    fields: &Fields,
    language: &Language,
    question: &Question,
    parsed: &Parsed,
    how: Match,
) -> Option<Box<dyn Query>> {
    let (head, text) = fields.texts(language);
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let last = parsed.wanted.len().checked_sub(1)?;
    for (number, word) in parsed.wanted.iter().enumerate() {
        let how = if how == Match::Begun && number < last { Match::Form } else { how };
        let mut any = forms(head, word, 3.0, how);
        if how != Match::Begun {
            any.extend(forms(text, word, 1.0, how));
        }
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(any))));
    }
    for phrase in &parsed.phrases {
        let in_field = |field| -> (Occur, Box<dyn Query>) {
            let terms = phrase.iter().map(|word| exact(field, word)).collect();
            (Occur::Should, Box::new(PhraseQuery::new(terms)))
        };
        clauses.push((Occur::Must, Box::new(BooleanQuery::new(vec![in_field(head), in_field(text)]))));
    }
    for word in &parsed.unwanted {
        for field in [head, text] {
            clauses.push((Occur::MustNot, term(Term::from_field_text(field, &word.forms.stem))));
        }
    }
    clauses.push((Occur::Must, unscored(Term::from_field_text(fields.edition, &question.edition))));
    if let Some(section) = &question.section {
        clauses.push((Occur::Must, unscored(Term::from_field_text(fields.section, section))));
    }
    if let Some(topic) = &question.topic {
        clauses.push((Occur::Must, unscored(Term::from_field_text(fields.topic, topic))));
    }
    if question.from.is_some() || question.until.is_some() {
        let at = |at: story::Timestamp| Term::from_field_i64(fields.published, at.as_millisecond());
        let from = question.from.map_or(Bound::Unbounded, |from| Bound::Included(at(from)));
        let until = question.until.map_or(Bound::Unbounded, |until| Bound::Excluded(at(until)));
        let range: Box<dyn Query> = Box::new(RangeQuery::new(from, until));
        clauses.push((Occur::Must, Box::new(BoostQuery::new(range, 0.0))));
    }
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn forms(
    field: tantivy::schema::Field,
    word: &Word,
    weight: f32,
    how: Match,
) -> Vec<(Occur, Box<dyn Query>)> {
    let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    let mut add = |query: Box<dyn Query>, weight: f32| {
        any.push((Occur::Should, Box::new(BoostQuery::new(query, weight))));
    };
    add(term(exact(field, word)), weight * 1.5);
    add(term(Term::from_field_text(field, &word.forms.stem)), weight);
    match how {
        Match::Form => {}
        Match::Alike => {
            let slips = slips(&word.forms.plain);
            if slips > 0 {
                add(Box::new(FuzzyTermQuery::new(exact(field, word), slips, true)), weight * 0.3);
            }
        }
        Match::Begun => add(Box::new(FuzzyTermQuery::new_prefix(exact(field, word), 0, true)), weight * 0.5),
    }
    any
}

/// How many slips of the finger a word of this length may have.
pub(crate) fn slips(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

fn exact(field: tantivy::schema::Field, word: &Word) -> Term {
    Term::from_field_text(field, &format!("{EXACT}{}", word.forms.plain))
}

fn term(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

fn unscored(term: Term) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), 0.0))
}
