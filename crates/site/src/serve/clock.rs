//! The time, a little late: serving threads read it for each request, so it is set a few times a second instead.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    /// Seconds since 1970. Never ahead of the real time.
    wall_s: AtomicU64,
    /// Milliseconds since `start`; never goes back.
    ticks_ms: AtomicU64,
}

impl Clock {
    pub(crate) fn new() -> Self {
        let clock = Self { start: Instant::now(), wall_s: AtomicU64::new(0), ticks_ms: AtomicU64::new(0) };
        clock.set();
        clock
    }

    pub(crate) fn set(&self) {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
        self.wall_s.store(wall, Ordering::Relaxed);
        let ticks = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.ticks_ms.store(ticks, Ordering::Relaxed);
    }

    pub(crate) fn now_s(&self) -> u64 {
        self.wall_s.load(Ordering::Relaxed)
    }

    pub(crate) fn ticks_ms(&self) -> u64 {
        self.ticks_ms.load(Ordering::Relaxed)
    }
}

/// The line of a head that says when it was sent.
pub(crate) fn date(now_s: u64) -> String {
    format!("date: {}\r\n", httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(now_s)))
}

/// The second now as some format writes it, written once a second.
#[derive(Debug)]
pub(crate) struct Stamp {
    write: fn(u64) -> String,
    second: Option<u64>,
    text: String,
}

impl Stamp {
    pub(crate) fn written_as(write: fn(u64) -> String) -> Self {
        Self { write, second: None, text: String::new() }
    }

    pub(crate) fn at(&mut self, clock: &Clock) -> &str {
        let now_s = clock.now_s();
        if self.second != Some(now_s) {
            self.text = (self.write)(now_s);
            self.second = Some(now_s);
        }
        &self.text
    }
}
