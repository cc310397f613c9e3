//! The job that keeps the tallies of findings up with the revisions: woken by a signal and by a timer.

use std::future::Future;
use std::time::Duration;

use crate::Newsroom;

/// The longest that a revision waits to be counted when its signal is lost or another process made it.
const PAUSE_MAX: Duration = Duration::from_secs(5);

impl Newsroom {
    /// Runs until `shutdown`. Faults are logged where they happen; the next round tries again.
    pub async fn keep_tallies(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut stirred = self.shared.rooms.stirred();
        tokio::pin!(shutdown);
        loop {
            stirred.borrow_and_update();
            tokio::select! {
                () = &mut shutdown => return,
                // The error is in the log; there is nobody to hand it to.
                counted = self.tally_stories() => drop(counted),
            }
            tokio::select! {
                () = &mut shutdown => return,
                _ = stirred.changed() => {}
                () = tokio::time::sleep(PAUSE_MAX) => {}
            }
        }
    }
}
