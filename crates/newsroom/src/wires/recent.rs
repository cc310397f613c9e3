//! The sketches of the last days in memory, so that what arrives finds those that say the same without asking the
//! database for each. Filled from there at the start and after what other processes filed.

use std::collections::{HashMap, VecDeque};

use story::Timestamp;

use super::Sketch;

/// Longer ago, the same words are a reminder and no copy.
pub(crate) const HOURS: i64 = 72;
/// Whatever a flood brings, memory stays below some 80 MB.
const KEPT_MAX: usize = 100_000;
/// A band that so many share is boilerplate: it finds nothing.
const BAND_MAX: usize = 64;

#[derive(Debug)]
struct Known {
    seq: u64,
    cluster: u64,
    received: Timestamp,
    language: String,
    sketch: Sketch,
}

/// What arrived lately.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    known: VecDeque<Known>,
    /// Band to numbers of arrival.
    bands: HashMap<u64, Vec<u64>>,
    /// Clusters that became part of another.
    joined: HashMap<u64, u64>,
    last: u64,
}

impl Recent {
    /// The last arrival it knows of.
    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    /// The clusters of those that say nearly the same, each once.
    pub(crate) fn clusters_like(&self, sketch: &Sketch, language: &str) -> Vec<u64> {
        let mut clusters: Vec<u64> = Vec::new();
        let mut seen: Vec<u64> = Vec::new();
        for band in sketch.bands() {
            let Some(found) = self.bands.get(&band).filter(|found| found.len() < BAND_MAX) else { continue };
            for seq in found {
                if seen.contains(seq) {
                    continue;
                }
                seen.push(*seq);
                let Some(known) = self.find(*seq) else { continue };
                let spoken = known.language == language || known.language.is_empty() || language.is_empty();
                let cluster = self.current(known.cluster);
                if spoken && !clusters.contains(&cluster) && known.sketch.says_the_same(sketch) {
                    clusters.push(cluster);
                }
            }
        }
        clusters
    }

    pub(crate) fn add(
        &mut self,
        seq: u64,
        cluster: u64,
        received: Timestamp,
        language: &str,
        sketch: Option<Sketch>,
    ) {
        self.last = self.last.max(seq);
        if let Some(sketch) = sketch {
            for band in sketch.bands() {
                self.bands.entry(band).or_default().push(seq);
            }
            let language = language.to_owned();
            self.known.push_back(Known { seq, cluster, received, language, sketch });
        }
        let oldest = received - jiff::SignedDuration::from_hours(HOURS);
        while self.known.len() > KEPT_MAX || self.known.front().is_some_and(|first| first.received < oldest) {
            self.forget_first();
        }
    }

    pub(crate) fn join(&mut self, into: u64, from: u64) {
        if into != from {
            self.joined.insert(from, into);
        }
    }

    fn current(&self, mut cluster: u64) -> u64 {
        while let Some(into) = self.joined.get(&cluster) {
            cluster = *into;
        }
        cluster
    }

    fn find(&self, seq: u64) -> Option<&Known> {
        let at = self.known.binary_search_by_key(&seq, |known| known.seq).ok()?;
        self.known.get(at)
    }

    fn forget_first(&mut self) {
        let Some(first) = self.known.pop_front() else { return };
        for band in first.sketch.bands() {
            if let Some(list) = self.bands.get_mut(&band) {
                list.retain(|seq| *seq != first.seq);
                if list.is_empty() {
                    self.bands.remove(&band);
                }
            }
        }
    }
}
