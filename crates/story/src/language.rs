//! Languages and the direction their script runs in.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A BCP 47 language tag, lower-case language first: `fr`, `en-gb`, `ar`. Empty when unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// Any tag as a wire may write it (`FR`, `fr_CA`, ` en-US `); what is no tag at all becomes unknown.
    pub fn new(tag: &str) -> Self {
        let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
        let primary = tag.split('-').next().unwrap_or_default();
        let fine = (2..=3).contains(&primary.len())
            && tag.len() <= 35
            && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if fine { Self(tag) } else { Self::default() }
    }

    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language without its region: `fr` for `fr-ca`; empty when unknown.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    pub fn is_known(&self) -> bool {
        !self.0.is_empty()
    }

    pub fn direction(&self) -> Direction {
        match self.primary() {
            "ar" | "fa" | "he" | "ur" | "ps" | "ckb" | "yi" | "sd" | "ug" | "dv" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

impl From<String> for Language {
    fn from(tag: String) -> Self {
        Self::new(&tag)
    }
}

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The direction a line of text runs in, as HTML's `dir` writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_wires_write_them() {
        assert_eq!(Language::new(" fr_CA ").tag(), "fr-ca");
        assert_eq!(Language::new("FR").primary(), "fr");
        assert!(!Language::new("français").is_known());
        assert!(!Language::new("").is_known());
    }

    #[test]
    fn direction_follows_the_script() {
        assert_eq!(Language::new("fa-IR").direction(), Direction::Rtl);
        assert_eq!(Language::new("de").direction(), Direction::Ltr);
    }
}
