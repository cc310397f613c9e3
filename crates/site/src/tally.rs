//! What readers ask for most: what is read is summed up now and then, and older reading weighs less and less. Known to
//! this node only, and not from the journal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use crate::readings::Read;
use story::{Shelf, Standing, StoryId};

/// After this long, a reader counts half.
const HALF_LIFE: Duration = Duration::from_secs(3 * 3600);
/// Places of a list.
const LIST: usize = 10;
/// Stories followed at once; beyond it, the least read are forgotten.
const STORIES_MAX: usize = 4_096;
/// Fewer readers than this are forgotten.
const SCORE_MIN: f64 = 0.05;

/// Readers by story, in units of a reader now.
#[derive(Default)]
pub(crate) struct Tally {
    scores: HashMap<StoryId, f64>,
}

impl Tally {
    /// Lets time pass, then counts what was read.
    pub(crate) fn add(&mut self, passed: Duration, read: &Read) {
        let fade = 0.5_f64.powf(passed.as_secs_f64() / HALF_LIFE.as_secs_f64());
        for score in self.scores.values_mut() {
            *score *= fade;
        }
        for (version, times) in read {
            // So many readers in between two sums are not to be had.
            let times = u32::try_from(*times).unwrap_or(u32::MAX);
            *self.scores.entry(version.story).or_default() += f64::from(times);
        }
        self.scores.retain(|_, score| *score >= SCORE_MIN);
        if self.scores.len() > STORIES_MAX {
            self.scores = self.ranked().into_iter().take(STORIES_MAX).collect();
        }
    }

    /// Most read first; among equals, the newer story.
    fn ranked(&self) -> Vec<(StoryId, f64)> {
        let mut ranked: Vec<_> = self.scores.iter().map(|(story, score)| (*story, *score)).collect();
        ranked.sort_by(|(a, left), (b, right)| right.total_cmp(left).then(Reverse(a).cmp(&Reverse(b))));
        ranked
    }

    /// The lists by edition; what is not live any more is left out.
    pub(crate) fn lists(&self, shelf: &dyn Shelf) -> BTreeMap<String, Vec<StoryId>> {
        let mut lists: BTreeMap<String, Vec<StoryId>> = BTreeMap::new();
        for (id, _) in self.ranked() {
            if let Some(Standing::Live(story)) = shelf.standing(id) {
                let list = lists.entry(story.edition.clone()).or_default();
                if list.len() < LIST {
                    list.push(id);
                }
            }
        }
        lists
    }
}

#[cfg(test)]
mod tests {
    use story::Version;

    use super::*;

    fn id(number: u64) -> StoryId {
        StoryId::from_number(number)
    }

    /// The first revision of each.
    fn read(times: impl IntoIterator<Item = (StoryId, u64)>) -> Read {
        times.into_iter().map(|(story, times)| (Version { story, revision: 1 }, times)).collect()
    }

    #[test]
    fn older_reading_weighs_less() {
        let mut tally = Tally::default();
        tally.add(Duration::ZERO, &read([(id(1), 100), (id(2), 60)]));
        assert_eq!(tally.ranked()[0].0, id(1));
        tally.add(HALF_LIFE, &read([(id(2), 30)]));
        assert_eq!(tally.ranked(), [(id(2), 60.0), (id(1), 50.0)]);
        tally.add(HALF_LIFE * 20, &Read::new());
        assert!(tally.scores.is_empty());
    }

    #[test]
    fn all_versions_of_a_story_count_together() {
        let mut tally = Tally::default();
        let of = |story, revision| Version { story: id(story), revision };
        tally.add(Duration::ZERO, &Read::from([(of(1, 1), 3), (of(1, 2), 3), (of(2, 1), 5)]));
        assert_eq!(tally.ranked(), [(id(1), 6.0), (id(2), 5.0)]);
    }

    #[test]
    fn no_more_than_so_many_are_followed() {
        let mut tally = Tally::default();
        let count = STORIES_MAX as u64 + 10;
        tally.add(Duration::ZERO, &read((1..=count).map(|n| (id(n), n))));
        assert_eq!(tally.scores.len(), STORIES_MAX);
        assert_eq!(tally.ranked()[0].0, id(count));
        assert!(!tally.scores.contains_key(&id(10)));
    }
}
