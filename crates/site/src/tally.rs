//! What readers ask for most: printed stories count their readers, a task sums them up now and then, and older reading
//! weighs less and less. Known to this node only, and not from the journal.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use story::{Shelf, Standing, StoryId};
use tokio::sync::watch;

use crate::kitchen::Kitchen;

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
struct Tally {
    scores: HashMap<StoryId, f64>,
}

impl Tally {
    /// Lets time pass, then counts new readers.
    fn add(&mut self, passed: Duration, readers: impl IntoIterator<Item = (StoryId, u32)>) {
        let fade = 0.5_f64.powf(passed.as_secs_f64() / HALF_LIFE.as_secs_f64());
        for score in self.scores.values_mut() {
            *score *= fade;
        }
        for (story, count) in readers {
            *self.scores.entry(story).or_default() += f64::from(count);
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
    fn lists(&self, shelf: &dyn Shelf) -> BTreeMap<String, Vec<StoryId>> {
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

/// Sums up every so often, until told to stop.
pub(crate) async fn keep(kitchen: Arc<Kitchen>, every: Duration, mut stop: watch::Receiver<bool>) {
    let mut tally = Tally::default();
    while !*stop.borrow() {
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            _ = stop.changed() => return,
        }
        let kitchen = Arc::clone(&kitchen);
        let summed = tokio::task::spawn_blocking(move || {
            tally.add(every, readers(&kitchen));
            if let Ok(shelf) = kitchen.shelf.snapshot() {
                kitchen.show_most_read(tally.lists(&shelf));
            }
            tally
        });
        match summed.await {
            Ok(summed) => tally = summed,
            Err(_) => return tracing::error!("what is read most is not counted any more"),
        }
    }
}

/// The stories read since the last time.
fn readers(kitchen: &Kitchen) -> Vec<(StoryId, u32)> {
    kitchen.cache.readers().into_iter().filter_map(|(path, count)| Some((story_at(&path)?, count))).collect()
}

/// The number that a story's address ends with.
fn story_at(path: &str) -> Option<StoryId> {
    let last = path.rsplit(['/', '-']).next()?;
    last.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> StoryId {
        StoryId::from_number(number)
    }

    #[test]
    fn older_reading_weighs_less() {
        let mut tally = Tally::default();
        tally.add(Duration::ZERO, [(id(1), 100), (id(2), 60)]);
        assert_eq!(tally.ranked()[0].0, id(1));
        tally.add(HALF_LIFE, [(id(2), 30)]);
        assert_eq!(tally.ranked(), [(id(2), 60.0), (id(1), 50.0)]);
        tally.add(HALF_LIFE * 20, []);
        assert!(tally.scores.is_empty());
    }

    #[test]
    fn no_more_than_so_many_are_followed() {
        let mut tally = Tally::default();
        let count = u32::try_from(STORIES_MAX).unwrap() + 10;
        tally.add(Duration::ZERO, (1..=count).map(|n| (id(u64::from(n)), n)));
        assert_eq!(tally.scores.len(), STORIES_MAX);
        assert_eq!(tally.ranked()[0].0, id(u64::from(count)));
        assert!(!tally.scores.contains_key(&id(10)));
    }

    #[test]
    fn a_path_ends_with_the_number_of_its_story() {
        let path = format!("/fr/region/le-port-rouvre-{}", id(7));
        assert_eq!(story_at(&path), Some(id(7)));
        assert_eq!(story_at(&format!("/fr/region/{}", id(7))), Some(id(7)));
        assert_eq!(story_at("/fr/region/"), None);
    }
}
