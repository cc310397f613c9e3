//! Places of a front and changes of one, in the words of the screen.

use std::collections::BTreeMap;

use fluent_bundle::FluentValue;
use newsroom::{FrontChange, StoryRow};
use serde::Serialize;
use story::{Area, Edition, Spot, StoryId};

use crate::messages::Messages;
use crate::page::Screen;
use crate::views::board::slug;

/// Names places and stories.
pub(crate) struct Speaker<'a> {
    pub screen: &'a Screen<'a>,
    pub edition: &'a Edition,
    pub rows: &'a BTreeMap<StoryId, StoryRow>,
}

/// One change of a front.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    /// `entered`, `left`, `moved`, `headline`, `picture`.
    pub kind: &'static str,
    pub place: String,
    /// Where a moved story stood.
    pub from: String,
    pub headline: String,
    /// A headline of the front's own that is gone.
    pub before: String,
}

/// `Ouverture`, `Rang 2, case 3`, `Sport, 1`: counted from 1.
pub(crate) fn place(messages: &Messages, edition: &Edition, spot: &Spot) -> String {
    let number = FluentValue::from(u32::from(spot.position) + 1);
    let key = match &spot.area {
        Area::Lead => "spot-lead",
        Area::Beside => "spot-beside",
        Area::Second => "spot-second",
        Area::Pictures => "spot-pictures",
        Area::Section(id) => {
            let name = edition.section(id).map_or(id.as_str(), |section| section.name.as_str());
            return messages.text("spot-section", &[("name", FluentValue::from(name)), ("number", number)]);
        }
    };
    messages.text(key, &[("number", number)])
}

impl Speaker<'_> {
    pub(crate) fn place(&self, spot: &Spot) -> String {
        place(self.screen.visitor.messages(), self.edition, spot)
    }

    /// As the desk calls it now; its number where it is not known.
    pub(crate) fn story(&self, story: StoryId) -> String {
        let row = self.rows.get(&story);
        row.map_or_else(
            || story.to_string(),
            |row| if row.headline.is_empty() { slug(row) } else { row.headline.clone() },
        )
    }

    pub(crate) fn lines(&self, changes: &[FrontChange]) -> Vec<Line> {
        changes.iter().map(|change| self.line(change)).collect()
    }

    fn line(&self, change: &FrontChange) -> Line {
        let line = |kind, story: &StoryId, spot: &Spot| Line {
            kind,
            place: self.place(spot),
            from: String::new(),
            headline: self.story(*story),
            before: String::new(),
        };
        match change {
            FrontChange::Entered { story, spot } => line("entered", story, spot),
            FrontChange::Left { story, spot } => line("left", story, spot),
            FrontChange::Moved { story, from, to } => {
                Line { from: self.place(from), ..line("moved", story, to) }
            }
            FrontChange::Headline { story, spot, before, after } => {
                let own = |text: &String| if text.is_empty() { self.story(*story) } else { text.clone() };
                Line { headline: own(after), before: own(before), ..line("headline", story, spot) }
            }
            FrontChange::Picture { story, spot } => line("picture", story, spot),
        }
    }
}
