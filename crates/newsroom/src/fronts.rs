//! Drafts of fronts: what an editor does to one, how the work of several comes together, what differs between two.

use std::collections::BTreeMap;

use story::{AssetId, Front, Slot, Spot, StoryId};

/// What an editor does to the draft of a front, as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontEdit {
    /// Puts a story in a place. One that stood elsewhere on the front changes places with what stands here.
    Place { story: StoryId, spot: Spot },
    /// Leaves a place to fill itself.
    Empty { spot: Spot },
    /// Puts a story in a place, as [`FrontEdit::Place`] does, under the front's own headline and with a picture of its
    /// choice; empty and `None` are the story's own.
    Dress { story: StoryId, spot: Spot, headline: String, picture: Option<AssetId> },
    /// Leaves all places to fill themselves.
    Clear,
    /// Takes back what one version changed.
    Undo { version: u64 },
    /// Makes it as a version was.
    Restore { version: u64 },
    /// Makes it as readers once saw it: the number of a journal entry.
    RestorePublished { seq: u64 },
}

impl FrontEdit {
    /// For the audit.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Place { .. } => "place",
            Self::Empty { .. } => "empty",
            Self::Dress { .. } => "dress",
            Self::Clear => "clear",
            Self::Undo { .. } => "undo",
            Self::Restore { .. } => "restore",
            Self::RestorePublished { .. } => "restore-published",
        }
    }
}

/// One difference between two fronts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontChange {
    Entered {
        story: StoryId,
        spot: Spot,
    },
    Left {
        story: StoryId,
        spot: Spot,
    },
    Moved {
        story: StoryId,
        from: Spot,
        to: Spot,
    },
    /// The front's own headline; empty is the story's.
    Headline {
        story: StoryId,
        spot: Spot,
        before: String,
        after: String,
    },
    Picture {
        story: StoryId,
        spot: Spot,
    },
}

impl FrontChange {
    pub fn story(&self) -> StoryId {
        match self {
            Self::Entered { story, .. }
            | Self::Left { story, .. }
            | Self::Moved { story, .. }
            | Self::Headline { story, .. }
            | Self::Picture { story, .. } => *story,
        }
    }
}

/// What a place holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    story: StoryId,
    headline: String,
    picture: Option<AssetId>,
}

/// A front by its places. No story stands twice: readers would see the first of its places only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Spots(pub(crate) BTreeMap<Spot, Held>);

impl Spots {
    pub(crate) fn of(front: &Front) -> Self {
        let mut spots = Self::default();
        for slot in &front.slots {
            if spots.place_of(slot.story).is_none() {
                let held = Held { story: slot.story, headline: slot.headline.clone(), picture: slot.picture };
                spots.0.entry(slot.spot()).or_insert(held);
            }
        }
        spots
    }

    pub(crate) fn into_front(self, edition: &str) -> Front {
        let slot = |(spot, held): (Spot, Held)| Slot {
            area: spot.area,
            position: spot.position,
            story: held.story,
            headline: held.headline,
            picture: held.picture,
        };
        Front { edition: edition.to_owned(), slots: self.0.into_iter().map(slot).collect() }
    }

    fn place_of(&self, story: StoryId) -> Option<&Spot> {
        self.0.iter().find(|(_, held)| held.story == story).map(|(spot, _)| spot)
    }

    pub(crate) fn place(&mut self, story: StoryId, spot: &Spot) {
        let from = self.place_of(story).cloned();
        if from.as_ref() == Some(spot) {
            return;
        }
        let held = from.as_ref().and_then(|from| self.0.remove(from));
        let held = held.unwrap_or(Held { story, headline: String::new(), picture: None });
        if let (Some(other), Some(from)) = (self.0.insert(spot.clone(), held), from) {
            self.0.insert(from, other);
        }
    }

    pub(crate) fn dress(&mut self, story: StoryId, spot: &Spot, headline: &str, picture: Option<AssetId>) {
        self.place(story, spot);
        self.0.insert(spot.clone(), Held { story, headline: headline.to_owned(), picture });
    }

    /// What changed from `base` to `mine`, done to what others made of `base` meanwhile. Refused with the place that
    /// somebody else changed otherwise, or gave the same story.
    pub(crate) fn merge(base: &Self, mine: &Self, newest: &Self) -> Result<Self, Spot> {
        let spots = base.0.keys().chain(mine.0.keys());
        let touched: Vec<&Spot> = spots.filter(|spot| base.0.get(spot) != mine.0.get(spot)).collect();
        let mut merged = newest.clone();
        for spot in &touched {
            let (now, wanted) = (newest.0.get(spot), mine.0.get(spot));
            if now != base.0.get(spot) && now != wanted {
                return Err((*spot).clone());
            }
            match wanted {
                Some(held) => drop(merged.0.insert((*spot).clone(), held.clone())),
                None => drop(merged.0.remove(spot)),
            }
        }
        let stories = touched.iter().filter_map(|spot| Some((*spot, merged.0.get(spot)?.story)));
        for (spot, story) in stories {
            if let Some((other, _)) = merged.0.iter().find(|(at, held)| held.story == story && *at != spot) {
                return Err(other.clone());
            }
        }
        Ok(merged)
    }

    /// Whether a place holds the same in both.
    pub(crate) fn agree(&self, other: &Self, spot: &Spot) -> bool {
        self.0.get(spot) == other.0.get(spot)
    }
}

/// What readers would notice, in the order of the places of the newer one; what left comes last.
pub fn front_changes(older: &Front, newer: &Front) -> Vec<FrontChange> {
    let (older, newer) = (Spots::of(older), Spots::of(newer));
    let mut changes = Vec::new();
    for (spot, held) in &newer.0 {
        let story = held.story;
        let before = older.place_of(story).and_then(|from| Some((from, older.0.get(from)?)));
        let Some((from, was)) = before else {
            changes.push(FrontChange::Entered { story, spot: spot.clone() });
            continue;
        };
        if from != spot {
            changes.push(FrontChange::Moved { story, from: from.clone(), to: spot.clone() });
        }
        if was.headline != held.headline {
            let (before, after) = (was.headline.clone(), held.headline.clone());
            changes.push(FrontChange::Headline { story, spot: spot.clone(), before, after });
        }
        if was.picture != held.picture {
            changes.push(FrontChange::Picture { story, spot: spot.clone() });
        }
    }
    let gone = older.0.iter().filter(|(_, held)| newer.place_of(held.story).is_none());
    changes.extend(gone.map(|(spot, held)| FrontChange::Left { story: held.story, spot: spot.clone() }));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(said: &str) -> Spots {
        let mut spots = Spots::default();
        for (position, story) in said.split(' ').enumerate().filter(|(_, story)| *story != "-") {
            let spot = spot(position as u16);
            let (story, headline) = story.split_once(':').unwrap_or((story, ""));
            let story = StoryId::from_number(u64::from(story.as_bytes()[0]));
            spots.0.insert(spot, Held { story, headline: headline.into(), picture: None });
        }
        spots
    }

    fn spot(position: u16) -> Spot {
        Spot { area: story::Area::Second, position }
    }

    #[test]
    fn what_two_editors_did_to_different_places_comes_together() {
        for (base, mine, newest, merged) in [
            ("a b -", "a b c", "d b -", "d b c"),
            ("a b -", "b a -", "a b c", "b a c"),
            ("a b c", "- b c", "a - c", "- - c"),
            ("a b -", "a:x b -", "a b:y -", "a:x b:y -"),
            ("a - -", "b - -", "b - -", "b - -"),
            ("a b c", "- - -", "a b c", "- - -"),
        ] {
            assert_eq!(Spots::merge(&spots(base), &spots(mine), &spots(newest)), Ok(spots(merged)), "{base}");
        }
    }

    #[test]
    fn a_place_or_a_story_that_both_took_is_nobodys_to_overwrite() {
        for (base, mine, newest, at) in [
            ("a b -", "c b -", "d b -", 0),
            ("a b -", "a:x b -", "a:y b -", 0),
            ("a b -", "a c -", "a b c", 2),
            ("a b -", "b a -", "a - b", 1),
            ("a b c", "- - -", "a b d", 2),
        ] {
            let merged = Spots::merge(&spots(base), &spots(mine), &spots(newest));
            assert_eq!(merged, Err(spot(at)), "{base} / {mine} / {newest}");
        }
    }

    #[test]
    fn a_story_that_stands_elsewhere_changes_places() {
        for (before, story, to, after) in [
            ("a b -", b'a', 1, "b a -"),
            ("a b -", b'a', 2, "- b a"),
            ("a:x b -", b'a', 1, "b a:x -"),
            ("a b -", b'c', 1, "a c -"),
            ("a b -", b'a', 0, "a b -"),
        ] {
            let mut front = spots(before);
            front.place(StoryId::from_number(u64::from(story)), &spot(to));
            assert_eq!(front, spots(after), "{before}");
        }
    }

    #[test]
    fn every_difference_is_told_and_undoing_them_all_is_the_older_front() {
        let front = |said| spots(said).into_front("fr");
        let id = |letter: u8| StoryId::from_number(u64::from(letter));
        let changes = front_changes(&front("a b c -"), &front("b a:x - d"));
        assert_eq!(
            changes,
            [
                FrontChange::Moved { story: id(b'b'), from: spot(1), to: spot(0) },
                FrontChange::Moved { story: id(b'a'), from: spot(0), to: spot(1) },
                FrontChange::Headline {
                    story: id(b'a'),
                    spot: spot(1),
                    before: String::new(),
                    after: "x".into()
                },
                FrontChange::Entered { story: id(b'd'), spot: spot(3) },
                FrontChange::Left { story: id(b'c'), spot: spot(2) },
            ]
        );
        assert_eq!(front_changes(&front("a b"), &front("a b")), []);
    }
}
