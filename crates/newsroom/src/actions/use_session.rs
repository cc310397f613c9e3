//! Notes where a session is used, and when.

use jiff::SignedDuration;

use crate::queries::OpenSession;
use crate::{Client, Newsroom, Result};

/// How exactly it is known when a session was last used. A row written for every request would be a row too many.
const EXACT_TO: SignedDuration = SignedDuration::from_mins(1);

impl Newsroom {
    /// As `session`, for a browser that asks for something.
    pub async fn use_session(&self, token: &str, client: &Client) -> Result<Option<OpenSession>> {
        let Some((open, row)) = self.known_session(token).await? else { return Ok(None) };
        let now = self.now();
        let elsewhere = row.address != client.address || row.browser != client.browser;
        if elsewhere || now.duration_since(row.used).abs() >= EXACT_TO {
            let mut tx = self.store.begin().await?;
            tx.use_session(row.id, &client.browser, &client.address, now).await?;
            tx.commit().await?;
        }
        Ok(Some(open))
    }
}
