//! Takes what was counted, every so often and when the node stops: for the list of what is read most, and to be added up.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use super::unkept::Unkept;
use super::{Read, Readings};
use crate::kitchen::Kitchen;
use crate::tally::Tally;

/// A node that stops waits no longer for a database that does not answer.
const LAST_WITHIN: Duration = Duration::from_secs(8);

pub(crate) struct Sweep {
    kitchen: Arc<Kitchen>,
    readings: Arc<dyn Readings>,
    every: Duration,
    stop: watch::Receiver<bool>,
}

impl Sweep {
    /// `stop` is told when nobody is served any more.
    pub(crate) fn new(
        kitchen: &Arc<Kitchen>,
        readings: impl Readings,
        every: Duration,
        stop: watch::Receiver<bool>,
    ) -> Self {
        Self { kitchen: Arc::clone(kitchen), readings: Arc::new(readings), every, stop }
    }

    /// Sweeps until told to stop, and then once more.
    pub(crate) async fn run(self) {
        let mut unkept = Unkept::default();
        tokio::select! {
            () = self.sweep(&mut unkept) => {}
            () = too_late(self.stop.clone()) => {}
        }
        let readings = unkept.readings();
        if readings > 0 {
            tracing::warn!(readings, "what was read last could not be added up and is lost");
        }
    }

    async fn sweep(&self, unkept: &mut Unkept) {
        let (mut tally, mut stop, mut stopped) = (Tally::default(), self.stop.clone(), false);
        while !stopped {
            tokio::select! {
                () = tokio::time::sleep(self.every) => {}
                _ = stop.wait_for(|stop| *stop) => stopped = true,
            }
            let read = self.kitchen.counters.take();
            if !stopped {
                tally = self.show_most_read(tally, &read).await;
            }
            let metrics = &self.kitchen.metrics;
            metrics.readings_lost.add(unkept.note(read));
            unkept.add_to(&*self.readings, metrics).await;
        }
    }

    async fn show_most_read(&self, mut tally: Tally, read: &Read) -> Tally {
        tally.add(self.every, read);
        let kitchen = Arc::clone(&self.kitchen);
        let shown = tokio::task::spawn_blocking(move || {
            if let Ok(shelf) = kitchen.shelf.snapshot() {
                kitchen.show_most_read(tally.lists(&shelf));
            }
            tally
        });
        shown.await.unwrap_or_else(|_| {
            tracing::error!("the list of what is read most could not be made; it is counted anew");
            Tally::default()
        })
    }
}

async fn too_late(mut stop: watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
    tokio::time::sleep(LAST_WITHIN).await;
}
