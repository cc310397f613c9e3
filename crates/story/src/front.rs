//! What a newsroom decides about an edition besides its stories: who stands where on the front, and what is on air.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{AssetId, Moment, StoryId, Timestamp};

/// The front of an edition as the desk made it up. Slots that nobody filled fill themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Front {
    pub edition: String,
    pub slots: Vec<Slot>,
}

/// One place of the front, and the story that stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    pub area: Area,
    /// Which place of the area, from 0.
    pub position: u16,
    pub story: StoryId,
    /// The front's own headline; empty means the story's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// A picture of the story to show instead of its lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<AssetId>,
}

/// A part of the front.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The opening.
    Lead,
    /// Headlines under the opening.
    Beside,
    /// The row below.
    Second,
    /// The block that pictures tell.
    Pictures,
    /// The block of a section, by the section's id.
    Section(String),
}

/// One place of a front, without what stands there. As text: `lead/0`, `section:sport/2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    pub area: Area,
    pub position: u16,
}

impl Slot {
    pub fn spot(&self) -> Spot {
        Spot { area: self.area.clone(), position: self.position }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.area {
            Area::Lead => f.write_str("lead")?,
            Area::Beside => f.write_str("beside")?,
            Area::Second => f.write_str("second")?,
            Area::Pictures => f.write_str("pictures")?,
            Area::Section(id) => write!(f, "section:{id}")?,
        }
        write!(f, "/{}", self.position)
    }
}

/// A text that names no place of any front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSpot;

impl FromStr for Spot {
    type Err = NoSpot;
    fn from_str(text: &str) -> Result<Self, NoSpot> {
        let (area, position) = text.rsplit_once('/').ok_or(NoSpot)?;
        let area = match area {
            "lead" => Area::Lead,
            "beside" => Area::Beside,
            "second" => Area::Second,
            "pictures" => Area::Pictures,
            other => Area::Section(other.strip_prefix("section:").ok_or(NoSpot)?.to_owned()),
        };
        Ok(Self { area, position: position.parse().map_err(|_| NoSpot)? })
    }
}

/// One place of a front as a press fills it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub spot: Spot,
    /// `None` where nothing fits, so that readers do not see the place.
    pub shown: Option<Shown>,
}

/// What readers see in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub story: StoryId,
    pub headline: String,
    /// The desk put it there; otherwise the place filled itself.
    pub placed: bool,
}

/// What an edition's television shows, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Programme {
    pub edition: String,
    pub broadcasts: Vec<Broadcast>,
}

/// One broadcast; it lasts until the next one begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Broadcast {
    #[schemars(with = "Moment")]
    pub at: Timestamp,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_as_it_is_written_and_nothing_else_is_one() {
        let areas = [Area::Lead, Area::Beside, Area::Second, Area::Pictures, Area::Section("a:b/c".into())];
        for (position, area) in areas.into_iter().enumerate() {
            let spot = Spot { area, position: position as u16 };
            assert_eq!(spot.to_string().parse(), Ok(spot));
        }
        for bad in ["", "lead", "lead/", "lead/-1", "lead/65536", "nowhere/0", "/0"] {
            assert_eq!(bad.parse::<Spot>(), Err(NoSpot), "{bad:?}");
        }
    }
}
