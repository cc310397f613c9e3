//! An edition: one language service, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Direction, Language, StoryId, slug};

/// Which digits an edition counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Numerals {
    #[default]
    Latin,
    Arabic,
    Persian,
}

/// Which calendar its dates are told in. Addresses and machines always get the Gregorian one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    #[default]
    Gregorian,
    Persian,
    /// As calculated for Umm al-Qura.
    Islamic,
}

/// How dates and times are written, where the language alone does not say (CLDR does, for names and order).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateStyle {
    /// In prose, with `{hour}` and `{minute}`: `{hour} h {minute}`.
    pub time: String,
    /// At a full hour: `{hour} h`, `{hour}:00`.
    pub full_hour: String,
    /// What stands for the day number on the first of a month: `1er`. Empty: the number.
    #[serde(default)]
    pub first_of_month: String,
    /// The twelve months, where the edition has names of its own (`حزيران/يونيو`). Empty: those of the locale.
    #[serde(default)]
    pub months: Vec<String>,
}

/// Marks around words that somebody said, outside and inside another quotation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotationMarks {
    pub open: String,
    pub close: String,
    pub inner_open: String,
    pub inner_close: String,
}

/// How the script sits on the page, beside Latin set at 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TypeScale {
    /// Size of all type, in percent.
    pub size: u16,
    /// Distance of lines in running text and in headlines, in percent of the size.
    pub text_lines: u16,
    pub head_lines: u16,
}

impl Default for TypeScale {
    fn default() -> Self {
        Self { size: 100, text_lines: 160, head_lines: 110 }
    }
}

/// A section of an edition; `slug` is its part of the address. Its own sections have an address below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub id: String,
    pub slug: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
}

/// A heading and its paragraphs; `{title}` stands for the paper's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    pub title: String,
    pub text: Vec<String>,
}

/// Where the edition's television can be watched: an HLS play list, and who makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Television {
    pub title: String,
    /// `https://…/live.m3u8`; nothing is fetched from there before a reader presses play.
    pub stream: String,
}

/// One language service: name, sections, words on the page. One typed file each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// First part of every address: `fr`.
    pub id: String,
    pub language: Language,
    /// BCP 47, where dates and numbers follow a region (`ar-LB`, `en-GB`); empty means `language`.
    #[serde(default)]
    pub locale: String,
    /// ISO 15924 code of the letters it is written in: `Latn`, `Arab`.
    pub script: String,
    pub direction: Direction,
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
    #[serde(default)]
    pub calendar: Calendar,
    pub dates: DateStyle,
    pub quotes: QuotationMarks,
    #[serde(rename = "type", default)]
    pub type_scale: TypeScale,
    pub sections: Vec<Section>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub television: Option<Television>,
    /// Who makes the paper and how, for its own page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Passage>,
    /// Mail address for readers; empty where there is none.
    #[serde(default)]
    pub contact: String,
    /// Words on the page by key.
    pub words: BTreeMap<String, String>,
}

impl Edition {
    /// A section or a section of a section, by its id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.all_sections().find(|section| section.id == id)
    }

    /// The section that this one belongs to.
    pub fn parent(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.sections.iter().any(|inner| inner.id == id))
    }

    /// The sections that a story in this one is listed in: that one, and the one it belongs to.
    pub fn listed_in(&self, section: &str) -> Vec<String> {
        let parent = self.parent(section).map(|parent| parent.id.clone());
        parent.into_iter().chain([section.to_owned()]).collect()
    }

    /// Where a story stands from its first publication on: `/fr/region/le-port-rouvre-0abc…`; without words, the
    /// identifier alone.
    pub fn first_path(&self, section: &Section, headline: &str, story: StoryId) -> String {
        let words = slug(headline);
        let hyphen = if words.is_empty() { "" } else { "-" };
        let parent = self.parent(&section.id).map(|parent| format!("{}/", parent.slug)).unwrap_or_default();
        format!("/{}/{parent}{}/{words}{hyphen}{story}", self.id, section.slug)
    }

    /// Every section, each followed by its own.
    pub fn all_sections(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter().flat_map(|section| std::iter::once(section).chain(&section.sections))
    }
}
