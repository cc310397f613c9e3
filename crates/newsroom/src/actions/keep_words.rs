//! A job: takes the words of items that an earlier version filed into the index that searches ask, the newest first.

use std::future::Future;

use crate::{Newsroom, Result};

impl Newsroom {
    /// Runs until all are taken in, or until `shutdown`. Between two parts others have their turn to write.
    pub async fn keep_words(&self, shutdown: impl Future<Output = ()> + Send) {
        tokio::select! {
            () = shutdown => {}
            // The error is in the log; the next start tries again.
            taken = self.take_in_words() => drop(taken),
        }
    }

    async fn take_in_words(&self) -> Result<()> {
        while self.store.catch_up_with_items().await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    }
}
