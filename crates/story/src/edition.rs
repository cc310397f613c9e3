//! An edition: one language service, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Direction, Language};

/// Which digits an edition counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numerals {
    #[default]
    Latin,
    Arabic,
    Persian,
}

/// A section of an edition; `slug` is its part of the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub slug: String,
    pub name: String,
}

/// One language service: name, sections, words on the page. One typed file each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// First part of every address: `fr`.
    pub id: String,
    pub language: Language,
    /// The name of the newspaper in this edition.
    pub title: String,
    /// The edition's own name for itself: `Français`.
    pub name: String,
    /// IANA time zone of its clock.
    pub time_zone: String,
    /// ISO 3166 code of the country its readers live in; empty when there is none.
    #[serde(default)]
    pub home_country: String,
    #[serde(default)]
    pub numerals: Numerals,
    pub sections: Vec<Section>,
    /// Words on the page by key.
    pub words: BTreeMap<String, String>,
}

impl Edition {
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}
