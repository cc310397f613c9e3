//! What the node counts about itself, in Prometheus' text format.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::cache::Cache;

/// One number.
#[derive(Debug, Default)]
pub(crate) struct Count(AtomicU64);

impl Count {
    pub(crate) fn add(&self, n: u64) {
        self.0.fetch_add(n, Ordering::Relaxed);
    }

    /// Of one that also falls.
    pub(crate) fn take(&self, n: u64) {
        self.0.fetch_sub(n, Ordering::Relaxed);
    }

    pub(crate) fn set(&self, n: u64) {
        self.0.store(n, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Counts of one serving thread: its own cache lines, so that counting a request costs no other thread anything.
#[derive(Debug, Default)]
#[repr(align(128))]
pub(crate) struct WorkerCounts {
    /// By first digit of the status.
    pub(crate) responses: [Count; 6],
    pub(crate) not_modified: Count,
    pub(crate) hits: Count,
    pub(crate) misses: Count,
    pub(crate) body_bytes: Count,
    pub(crate) connections: Count,
    pub(crate) open: Count,
    pub(crate) held: Count,
    pub(crate) timeouts: Count,
    pub(crate) turned_away: Count,
}

/// Upper bounds in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// How long something took, by buckets.
#[derive(Debug, Default)]
pub(crate) struct Histogram {
    buckets: [Count; BUCKETS.len()],
    count: Count,
    sum_us: Count,
}

impl Histogram {
    pub(crate) fn record(&self, took: Duration) {
        if let Some(place) = BUCKETS.iter().position(|bound| took.as_secs_f64() <= *bound) {
            self.buckets[place].add(1);
        }
        self.count.add(1);
        self.sum_us.add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    fn write(&self, text: &mut String, name: &str, help: &str) {
        head(text, name, help, "histogram");
        let mut total = 0;
        for (bound, bucket) in BUCKETS.iter().zip(&self.buckets) {
            total += bucket.get();
            let _ = writeln!(text, "{name}_bucket{{le=\"{bound}\"}} {total}");
        }
        let count = self.count.get();
        let _ = writeln!(text, "{name}_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(text, "{name}_sum {}", Duration::from_micros(self.sum_us.get()).as_secs_f64());
        let _ = writeln!(text, "{name}_count {count}");
    }
}

#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pub(crate) workers: Vec<Arc<WorkerCounts>>,
    /// The last entry whose pages readers see.
    pub(crate) cursor: Count,
    /// The newest entry the journal is known to have.
    pub(crate) journal_last: Count,
    pub(crate) journal_up: Count,
    pub(crate) entries_applied: Count,
    pub(crate) renders_failed: Count,
    pub(crate) log_lines_lost: Count,
    pub(crate) readings_kept: Count,
    pub(crate) readings_lost: Count,
    pub(crate) render: Histogram,
    /// Pictures unpacked to make sizes of them.
    pub(crate) unpacked: Count,
    /// Sizes made, unpacking included where it was needed.
    pub(crate) renditions: Histogram,
    /// From the entry's time in the journal to its pages being the ones served.
    pub(crate) visible: Histogram,
}

impl Metrics {
    pub(crate) fn for_workers(workers: usize) -> Self {
        Self { workers: (0..workers).map(|_| Arc::default()).collect(), ..Self::default() }
    }

    pub(crate) fn text(&self, cache: &Cache, listeners: usize) -> String {
        let mut text = String::with_capacity(4096);
        self.write_requests(&mut text);
        let gauge = |text: &mut String, name: &str, help: &str, value: u64| {
            head(text, name, help, "gauge");
            let _ = writeln!(text, "{name} {value}");
        };
        let last = self.journal_last.get().max(self.cursor.get());
        gauge(&mut text, "marbre_site_cache_bytes", "Bytes of printed pages in memory.", cache.bytes());
        let in_system = "Bytes of long pages that the system holds once more, to send them unencoded.";
        gauge(&mut text, "marbre_site_cache_system_bytes", in_system, cache.rack.taken());
        gauge(&mut text, "marbre_site_cache_pages", "Printed pages in memory.", cache.pages() as u64);
        gauge(
            &mut text,
            "marbre_site_unknown_paths",
            "Paths remembered as unknown.",
            cache.unknown_paths() as u64,
        );
        gauge(&mut text, "marbre_site_listeners", "Readers who listen to a list.", listeners as u64);
        gauge(
            &mut text,
            "marbre_site_journal_cursor",
            "Last entry whose pages are served.",
            self.cursor.get(),
        );
        gauge(
            &mut text,
            "marbre_site_journal_lag",
            "Entries known but not served yet.",
            last - self.cursor.get(),
        );
        gauge(&mut text, "marbre_site_journal_up", "Whether the journal answers.", self.journal_up.get());
        self.render.write(&mut text, "marbre_site_render_seconds", "Time to print and compress a page.");
        self.visible.write(
            &mut text,
            "marbre_site_publish_to_visible_seconds",
            "From the journal's time to new pages served.",
        );
        self.renditions.write(
            &mut text,
            "marbre_site_rendition_seconds",
            "Time to make a size of a picture.",
        );
        text
    }

    fn write_requests(&self, text: &mut String) {
        let sum = |pick: fn(&WorkerCounts) -> &Count| self.workers.iter().map(|w| pick(w).get()).sum::<u64>();
        head(text, "marbre_site_responses_total", "Responses by class of status.", "counter");
        for class in 1..6 {
            let responses: u64 = self.workers.iter().map(|worker| worker.responses[class].get()).sum();
            let _ = writeln!(text, "marbre_site_responses_total{{class=\"{class}xx\"}} {responses}");
        }
        let counters: [(&str, &str, u64); 13] = [
            ("not_modified", "Responses 304.", sum(|w| &w.not_modified)),
            ("cache_hits", "Requests answered from memory.", sum(|w| &w.hits)),
            ("cache_misses", "Requests that waited for a page to be printed.", sum(|w| &w.misses)),
            ("body_bytes", "Bytes of bodies sent.", sum(|w| &w.body_bytes)),
            ("connections", "Connections accepted.", sum(|w| &w.connections)),
            ("timeouts", "Connections closed for being too slow.", sum(|w| &w.timeouts)),
            ("turned_away", "Connections told to come back, for want of room.", sum(|w| &w.turned_away)),
            ("entries_applied", "Journal entries put on the shelf.", self.entries_applied.get()),
            ("pictures_unpacked", "Pictures unpacked to make sizes of them.", self.unpacked.get()),
            ("renders_failed", "Pages that could not be printed.", self.renders_failed.get()),
            ("readings_kept", "Readings of stories added up for the newsroom.", self.readings_kept.get()),
            (
                "readings_lost",
                "Readings not added up, for want of room or of certainty.",
                self.readings_lost.get(),
            ),
            (
                "access_log_lost",
                "Access log lines dropped, the writer being behind.",
                self.log_lines_lost.get(),
            ),
        ];
        for (name, help, value) in counters {
            let name = format!("marbre_site_{name}_total");
            head(text, &name, help, "counter");
            let _ = writeln!(text, "{name} {value}");
        }
        head(text, "marbre_site_connections_open", "Connections open now.", "gauge");
        let _ = writeln!(text, "marbre_site_connections_open {}", sum(|w| &w.open));
        let held = "Bytes that readers over HTTP/2 have yet to take.";
        head(text, "marbre_site_held_bytes", held, "gauge");
        let _ = writeln!(text, "marbre_site_held_bytes {}", sum(|w| &w.held));
    }
}

fn head(text: &mut String, name: &str, help: &str, kind: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}
