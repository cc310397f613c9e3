//! The job that looks now and then which checks are mostly dismissed.

use std::future::Future;
use std::time::Duration;

use crate::Newsroom;

/// What is counted grows by a few an hour.
const PAUSE: Duration = Duration::from_secs(600);

impl Newsroom {
    /// Runs until `shutdown`. Faults are logged where they happen; the next round tries again.
    pub async fn keep_levels(&self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        loop {
            // The error is in the log; there is nobody to hand it to.
            let _ = self.demote_checks().await;
            tokio::select! {
                () = &mut shutdown => return,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
    }
}
