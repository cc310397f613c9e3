//! The job that pushes to partners: each gets its part of the journal in order, one entry at a time, until its server
//! has it.
//!
//! A server that is away, or does not let us in, is asked again ever more rarely, and nothing overtakes what waits for
//! it. What a server refuses as such, or fails at again and again, is set aside with its answer, so that one entry never
//! holds up a kill behind it.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use store::{PartnerRow, Receipt};
use story::JournalEntry;
use tokio::task::JoinHandle;
use tracing::instrument;

use super::AFTER_READERS;
use super::put_partner::settings;
use crate::partners::{Answered, Deliver, Parcel, PartnerConfig};
use crate::wires::VisitError;
use crate::{Newsroom, Result};

/// The longest that an entry which is due waits when a signal is lost.
const PAUSE: Duration = Duration::from_secs(1);
/// While an entry is carried, no other node carries it; after a crash it waits so long.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
const BACKOFF_MIN: SignedDuration = SignedDuration::from_secs(2);
const BACKOFF_MAX: SignedDuration = SignedDuration::from_hours(1);
/// So often a server may fail at an entry before it is set aside: a good half hour.
const FAILURES_MAX: u64 = 10;
const ENTRIES_AT_ONCE: u32 = 100;
const ANSWER_CHARS_MAX: usize = 500;

/// What became of one entry.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Taken,
    /// The server will never take it.
    SetAside,
    Wait(SignedDuration),
}

impl Newsroom {
    /// Runs until `shutdown`; what is on its way is let arrive.
    pub async fn keep_partners(&self, deliver: Arc<dyn Deliver>, shutdown: impl Future<Output = ()> + Send) {
        let mut committed = self.store.committed();
        let mut under_way: HashMap<u64, JoinHandle<()>> = HashMap::new();
        tokio::pin!(shutdown);
        loop {
            // A fault is in the log; the next round tries again.
            for partner in self.store.partners().await.unwrap_or_default() {
                if !partner.enabled || under_way.get(&partner.id).is_some_and(|task| !task.is_finished()) {
                    continue;
                }
                let (newsroom, deliver) = (self.clone(), deliver.clone());
                let id = partner.id;
                let task = tokio::spawn(async move {
                    if let Err(error) = newsroom.serve_partner(deliver.as_ref(), partner).await {
                        tracing::warn!(%error, "a partner was not served");
                    }
                });
                under_way.insert(id, task);
            }
            tokio::select! {
                () = &mut shutdown => break,
                _ = committed.changed() => tokio::time::sleep(AFTER_READERS).await,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        for task in under_way.into_values() {
            let _ = task.await;
        }
    }

    /// Carries what is behind the partner's cursor, as far as its server lets us.
    pub async fn serve_partner(&self, deliver: &dyn Deliver, partner: PartnerRow) -> Result<()> {
        let config = settings(&partner);
        if config.address.trim().is_empty() {
            return Ok(());
        }
        let mut cursor = partner.cursor;
        loop {
            let entries = self.store.journal().after(cursor, ENTRIES_AT_ONCE).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else { return Ok(()) };
            for entry in &entries {
                if !self.carry(deliver, &partner, &config, entry).await? {
                    return Ok(());
                }
            }
            cursor = last;
            let mut tx = self.store.begin().await?;
            tx.advance_partner(partner.id, cursor).await?;
            tx.commit().await?;
        }
    }

    /// Whether the next entry may follow.
    #[instrument(skip_all, fields(partner = partner.name, journal.entry = entry.seq))]
    async fn carry(
        &self,
        deliver: &dyn Deliver,
        partner: &PartnerRow,
        config: &PartnerConfig,
        entry: &JournalEntry,
    ) -> Result<bool> {
        let known = self.store.receipt(partner.id, entry.seq).await?;
        if known.as_ref().is_some_and(|receipt| receipt.next_attempt.is_none()) {
            return Ok(true);
        }
        let writer = self.writer(&config.form).unwrap_or_else(|| &self.writers()[0]);
        let Some(dispatch) = self.dispatch(config, writer, entry).await? else { return Ok(true) };
        let mut tx = self.store.begin().await?;
        let now = self.now();
        let leased = tx.lease_receipt(partner.id, entry.seq, now, now + LEASE).await?;
        tx.commit().await?;
        if !leased {
            return Ok(false);
        }
        let parcel = Parcel {
            address: config.address.trim().to_owned(),
            secret: config.secret.clone(),
            media_type: writer.media_type.to_owned(),
            body: (writer.one)(&dispatch),
            seq: entry.seq,
        };
        let attempts = known.map_or(0, |receipt| receipt.attempts) + 1;
        let answer = deliver.deliver(&parcel).await;
        self.reach("partner-answered")?;
        let (fate, told) = fate(attempts, &answer);
        if fate != Fate::Taken {
            tracing::warn!(partner = partner.name, seq = entry.seq, told, "a partner did not take an entry");
        }
        let now = self.now();
        let mut tx = self.store.begin().await?;
        tx.put_receipt(&Receipt {
            partner: partner.id,
            seq: entry.seq,
            attempts,
            next_attempt: if let Fate::Wait(wait) = fate { Some(now + wait) } else { None },
            done: (fate == Fate::Taken).then_some(now),
            answer: told.chars().take(ANSWER_CHARS_MAX).collect(),
        })
        .await?;
        if !matches!(fate, Fate::Wait(_)) {
            tx.advance_partner(partner.id, entry.seq).await?;
        }
        tx.commit().await?;
        Ok(!matches!(fate, Fate::Wait(_)))
    }
}

fn fate(attempts: u64, answer: &std::result::Result<Answered, VisitError>) -> (Fate, String) {
    let again = backoff(attempts);
    match answer {
        Ok(answered) => {
            let told = format!("{} {}", answered.status, answered.told.trim());
            let asked = answered.wait_s.map_or(SignedDuration::ZERO, |seconds| {
                SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(0)).min(BACKOFF_MAX)
            });
            let fate = match answered.status {
                200..=299 => Fate::Taken,
                // We are not let in, or not now: it is not about this entry.
                401 | 403 | 404 | 405 | 407 | 408 | 410 | 425 | 429 | 300..=399 => {
                    Fate::Wait(again.max(asked))
                }
                400..=499 => Fate::SetAside,
                _ if attempts >= FAILURES_MAX => Fate::SetAside,
                _ => Fate::Wait(again.max(asked)),
            };
            (fate, told)
        }
        Err(error) => (Fate::Wait(again), error.to_string()),
    }
}

/// Twice as long after each attempt, an hour at most.
fn backoff(attempts: u64) -> SignedDuration {
    let doubled = BACKOFF_MIN.as_secs().saturating_mul(1 << attempts.saturating_sub(1).min(20));
    SignedDuration::from_secs(doubled).min(BACKOFF_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16) -> std::result::Result<Answered, VisitError> {
        Ok(Answered { status, told: String::new(), wait_s: None })
    }

    #[test]
    fn a_server_that_is_away_is_waited_for_and_what_it_refuses_is_set_aside() {
        let wait = |seconds| Fate::Wait(SignedDuration::from_secs(seconds));
        for (attempts, answer, expected) in [
            (1, answered(204), Fate::Taken),
            (1, answered(422), Fate::SetAside),
            (1, answered(503), wait(2)),
            (3, answered(503), wait(8)),
            (10, answered(503), Fate::SetAside),
            (40, answered(401), wait(3600)),
            (40, Err(VisitError::Away("x".into())), wait(3600)),
        ] {
            assert_eq!(fate(attempts, &answer).0, expected, "{attempts} {answer:?}");
        }
        let patient = Ok(Answered { status: 429, told: String::new(), wait_s: Some(u64::MAX) });
        assert!(matches!(fate(1, &patient).0, Fate::Wait(wait) if wait <= BACKOFF_MAX));
    }
}
