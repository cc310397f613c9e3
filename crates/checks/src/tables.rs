//! Our own tables, compiled in as text and made into look-ups when a language is first met.

pub(crate) mod french;
pub(crate) mod gazetteer;
pub(crate) mod lexicon;
pub(crate) mod quick;
pub(crate) mod words;

/// Every table, for the name of the rule set.
pub(crate) const SOURCES: [&str; 9] = [
    gazetteer::PLACES,
    gazetteer::ALIASES,
    gazetteer::DEMONYMS,
    words::FR,
    words::EN,
    words::AR,
    words::ES,
    words::DE,
    words::FA,
];
