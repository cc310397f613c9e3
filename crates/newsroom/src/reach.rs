//! Where a role counts: everywhere, or in some editions and sections.

use std::collections::BTreeSet;
use std::fmt;

use story::Edition;

use crate::gate::unknown_section;
use crate::{Code, Refusal};

/// Everywhere, or the editions (`fr`) and sections (`fr/region`) that it names. It limits what is done to stories and
/// fronts; everybody reads all of the desk, and comments on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach(BTreeSet<String>);

impl Reach {
    pub const EVERYWHERE: Self = Self(BTreeSet::new());

    /// As the store keeps it. A word of an edition that is gone reaches nowhere, and never everywhere.
    pub fn stored(words: &str) -> Self {
        Self(words.split_whitespace().map(str::to_owned).collect())
    }

    /// Only places that there are; sections of an edition that is named whole say nothing more.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>, editions: &[Edition]) -> Result<Self, Refusal> {
        let mut places = BTreeSet::new();
        for word in words {
            let (id, section) = word.split_once('/').map_or((word, None), |(id, rest)| (id, Some(rest)));
            let unknown = || Refusal::new(Code::UnknownEdition).with("edition", id);
            let edition = editions.iter().find(|edition| edition.id == id).ok_or_else(unknown)?;
            if let Some(section) = section.filter(|section| edition.section(section).is_none()) {
                return Err(unknown_section(section, edition));
            }
            places.insert(word.to_owned());
        }
        let whole: Vec<String> = places.iter().filter(|place| !place.contains('/')).cloned().collect();
        let inside =
            |place: &String| whole.iter().any(|id| place.split_once('/').is_some_and(|(of, _)| of == id));
        places.retain(|place| !inside(place));
        Ok(Self(places))
    }

    pub fn is_everywhere(&self) -> bool {
        self.0.is_empty()
    }

    /// A story in no section yet is everybody's who has one in its edition.
    pub fn holds(&self, edition: &str, section: &str) -> bool {
        self.is_everywhere()
            || self.0.iter().any(|place| match place.split_once('/') {
                None => place == edition,
                Some((id, own)) => id == edition && (section.is_empty() || own == section),
            })
    }

    /// Fronts and programmes are of an edition as a whole.
    pub fn holds_all_of(&self, edition: &str) -> bool {
        self.is_everywhere() || self.0.contains(edition)
    }

    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// As the store keeps it.
impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.places().collect::<Vec<_>>().join(" "))
    }
}

/// A place in a refusal: `fr/region`.
pub(crate) fn place(edition: &str, section: &str) -> String {
    if section.is_empty() { edition.to_owned() } else { format!("{edition}/{section}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reach_holds_what_it_names_and_nothing_else() {
        let reach = Reach::stored("ar fr/region");
        for (edition, section, holds, all) in [
            ("ar", "sport", true, true),
            ("ar", "", true, true),
            ("fr", "region", true, false),
            ("fr", "", true, false),
            ("fr", "sport", false, false),
            ("en", "region", false, false),
            ("f", "region", false, false),
        ] {
            assert_eq!(reach.holds(edition, section), holds, "{edition}/{section}");
            assert_eq!(reach.holds_all_of(edition), all, "{edition}");
        }
        assert!(Reach::EVERYWHERE.holds("en", "x") && Reach::EVERYWHERE.holds_all_of("en"));
        assert_eq!(Reach::stored(&reach.to_string()), reach);
        assert!(!Reach::stored("gone").is_everywhere());
    }
}
