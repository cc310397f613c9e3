//! The job that keeps the schedule: woken by a signal and by a timer, so that a lost signal is only a delay.

use std::future::Future;
use std::time::Duration;

use story::Timestamp;

use crate::Newsroom;

/// The longest a story waits when a signal is lost, the clock jumps, or another process scheduled it.
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// So that a story that cannot go out (database down) is not tried without a breath.
const PAUSE_MIN: Duration = Duration::from_millis(20);

impl Newsroom {
    /// Runs until `shutdown`. Faults are logged where they happen; the next round tries again.
    pub async fn keep_schedule(&self, shutdown: impl Future<Output = ()> + Send) {
        let mut changes = self.shared.schedule.subscribe();
        tokio::pin!(shutdown);
        loop {
            // The error is in the log; there is nobody to hand it to.
            let _ = self.run_due().await;
            // Behind the stories: a front shows what went out in the same moment.
            let _ = self.run_due_fronts().await;
            let pause = self.pause().await;
            tokio::select! {
                () = &mut shutdown => return,
                _ = changes.changed() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn pause(&self) -> Duration {
        let due = [self.store.next_due().await, self.store.next_front_due().await];
        let next = due.into_iter().filter_map(|due| due.ok().flatten()).min();
        next.map_or(PAUSE_MAX, |due| until(self.now(), due).clamp(PAUSE_MIN, PAUSE_MAX))
    }
}

fn until(now: Timestamp, due: Timestamp) -> Duration {
    Duration::try_from(due.duration_since(now)).unwrap_or(Duration::ZERO)
}
