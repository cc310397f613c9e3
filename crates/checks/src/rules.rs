//! The list of desk checks: one line each. The line makes the module, reads the page and registers the rule.

use story::RuleCard;

use crate::analysis::Analysis;
use crate::draft::Draft;

/// A desk check: what others see of it, and the function that looks.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub card: RuleCard,
    pub find: fn(&Analysis) -> Vec<Draft>,
}

macro_rules! rules {
    ($($module:ident = $id:literal,)+) => {
        $(mod $module;)+

        pub(crate) const RULES: &[Rule] = &[$(Rule { card: card!($module, $id), find: $module::find },)+];
        pub(crate) const CARDS: &[RuleCard] = &[$(card!($module, $id),)+];

        /// The text of each rule, so that a test can see which messages it uses.
        #[cfg(test)]
        pub(crate) const SOURCES: &[(&str, &str)] =
            &[$(($id, include_str!(concat!("rules/", stringify!($module), ".rs"))),)+];
    };
}

macro_rules! card {
    ($module:ident, $id:literal) => {
        RuleCard {
            id: $id,
            version: $module::VERSION,
            severity: $module::SEVERITY,
            stage: $module::STAGE,
            page: include_str!(concat!("../rules/", $id, ".md")),
        }
    };
}

// One line per rule, in the order in which findings of equal weight are shown.
rules! {
    repeated_place = "repeated-place",
    repeated_country = "repeated-country",
    headline_not_in_body = "headline-not-in-body",
    headline_stranger = "headline-stranger",
    headline_number_differs = "headline-number-differs",
    stale_caption = "stale-caption",
    weekday_mismatch = "weekday-mismatch",
    unbalanced_quotes = "unbalanced-quotes",
    doubled_word = "doubled-word",
    name_spelled_two_ways = "name-spelled-two-ways",
    headline_name_differs = "headline-name-differs",
    caption_name_differs = "caption-name-differs",
    foreign_caption = "foreign-caption",
    repeated_paragraph = "repeated-paragraph",
    left_over = "left-over",
    impossible_date = "impossible-date",
    impossible_quantity = "impossible-quantity",
    headline_scale_differs = "headline-scale-differs",
    unrelated_headline = "unrelated-headline",
    unfit_headline = "unfit-headline",
    quote_two_speakers = "quote-two-speakers",
    repeated_quote = "repeated-quote",
    unattributed_quote = "unattributed-quote",
    nested_same_quotes = "nested-same-quotes",
    wrong_characters = "wrong-characters",
    mixed_quote_marks = "mixed-quote-marks",
    caption_stranger = "caption-stranger",
    unlabelled_file_picture = "unlabelled-file-picture",
    missing_credit = "missing-credit",
    caption_marks_mismatch = "caption-marks-mismatch",
    contradicted_day = "contradicted-day",
    conflicting_ages = "conflicting-ages",
    conflicting_titles = "conflicting-titles",
    conflicting_courtesy = "conflicting-courtesy",
    surname_first = "surname-first",
    future_in_past_tense = "future-in-past-tense",
    wrong_arithmetic = "wrong-arithmetic",
    unknown_word = "unknown-word",
    reused_headline = "reused-headline",
    reused_picture = "reused-picture",
    near_duplicate_story = "near-duplicate-story",
    name_unlike_archive = "name-unlike-archive",
}
