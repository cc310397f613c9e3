//! A job: seals the stories that an earlier version wrote.

use std::future::Future;

use crate::{Newsroom, Result};

impl Newsroom {
    /// Runs until all are sealed, or until `shutdown`. Whoever writes in one before its turn has it sealed then.
    pub async fn keep_seals(&self, shutdown: impl Future<Output = ()> + Send) {
        tokio::select! {
            () = shutdown => {}
            // The error is in the log; the next start tries again.
            sealed = self.seal_stories() => drop(sealed),
        }
    }

    async fn seal_stories(&self) -> Result<()> {
        while self.store.seal_some().await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}
