//! The headlines that a story has beside its own, each for one use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Content;

/// What a headline is for, where the story's own does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeadlineUse {
    /// Lists of one line, small heads.
    Short,
    /// The strip over a front, what a partner sends as an alert.
    Alert,
    /// The title of the page, as search engines show it.
    Search,
}

impl HeadlineUse {
    pub const ALL: [Self; 3] = [Self::Short, Self::Alert, Self::Search];

    /// Letters for which there is room. More is said to whoever writes, and never refused.
    pub const fn letters_max(self) -> usize {
        match self {
            Self::Short => 48,
            Self::Alert => 120,
            Self::Search => 65,
        }
    }

    /// Its name in the address of a field, and the role of the headline in what partners get.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Alert => "alert",
            Self::Search => "search",
        }
    }
}

impl Content {
    /// What was written for a use; empty where nothing was.
    pub fn headline_for(&self, wanted: HeadlineUse) -> &str {
        match wanted {
            HeadlineUse::Short => &self.headline_short,
            HeadlineUse::Alert => &self.headline_alert,
            HeadlineUse::Search => &self.headline_search,
        }
    }

    pub fn headline_for_mut(&mut self, wanted: HeadlineUse) -> &mut String {
        match wanted {
            HeadlineUse::Short => &mut self.headline_short,
            HeadlineUse::Alert => &mut self.headline_alert,
            HeadlineUse::Search => &mut self.headline_search,
        }
    }

    /// What readers see in that use: the headline where nothing was written for it.
    pub fn headline_in(&self, wanted: HeadlineUse) -> &str {
        Some(self.headline_for(wanted)).filter(|words| !words.trim().is_empty()).unwrap_or(&self.headline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_for_which_nothing_was_written_has_the_headline() {
        let mut content = Content { headline: "Le port rouvre".into(), ..Content::default() };
        for one in HeadlineUse::ALL {
            assert_eq!(content.headline_in(one), "Le port rouvre");
            one.name().clone_into(content.headline_for_mut(one));
            assert_eq!(content.headline_in(one), one.name());
        }
        content.headline_short = " ".into();
        assert_eq!(content.headline_in(HeadlineUse::Short), "Le port rouvre");
    }

    #[test]
    fn what_was_kept_before_there_were_any_reads_unchanged() {
        let old: Content =
            serde_json::from_str(r#"{ "headline": "Le port rouvre", "kicker": "Port" }"#).unwrap();
        assert!(HeadlineUse::ALL.iter().all(|one| old.headline_for(*one).is_empty()));
        assert_eq!(old.headline, "Le port rouvre");
    }
}
