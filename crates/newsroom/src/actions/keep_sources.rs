//! The job that visits sources: each at its time, few at once, slower after failures.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use serde_json::{Value as Json, json};
use store::{DeadLetter, SourceRow};
use story::Problem;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tracing::instrument;

use super::FileItem;
use crate::wires::{Fetch, SourceConfig, Visit, VisitError};
use crate::{Caller, Newsroom, Result};

/// The longest that a source which is due waits when a signal is lost.
const PAUSE: Duration = Duration::from_secs(1);
/// Visits at one time: each may hold a delivery in memory.
const VISITS_MAX: usize = 4;
/// While a visit lasts, no other node makes it; after a crash the source waits so long.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// However often a source fails, it is asked again after so long.
const BACKOFF_MAX: SignedDuration = SignedDuration::from_hours(1);

impl Newsroom {
    /// Runs until `shutdown`; visits that are under way are let end.
    pub async fn keep_sources(&self, fetch: Arc<dyn Fetch>, shutdown: impl Future<Output = ()> + Send) {
        let places = Arc::new(Semaphore::new(VISITS_MAX));
        let mut visits = JoinSet::new();
        let mut silent = BTreeSet::new();
        tokio::pin!(shutdown);
        loop {
            self.tell_silence(&mut silent).await;
            // A fault is in the log; the next round tries again.
            for source in self.store.due_sources(self.now()).await.unwrap_or_default() {
                if !self.lease(&source).await.unwrap_or(false) {
                    continue;
                }
                let (newsroom, fetch, places) = (self.clone(), fetch.clone(), places.clone());
                visits.spawn(async move {
                    let _place = places.acquire_owned().await;
                    // Told in the source's own row, and in the log where it is ours.
                    let _ = newsroom.visit_source(fetch.as_ref(), &source).await;
                });
            }
            while visits.try_join_next().is_some() {}
            tokio::select! {
                () = &mut shutdown => break,
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        while visits.join_next().await.is_some() {}
    }

    /// Says once that a source fell silent, and once that it speaks again; the desk shows it meanwhile.
    async fn tell_silence(&self, known: &mut BTreeSet<String>) {
        let Ok(sources) = self.silent_sources(&Caller::system()).await else { return };
        let now: BTreeSet<String> = sources.into_iter().map(|view| view.row.name).collect();
        for name in now.difference(known) {
            tracing::warn!(source = name, "a source is silent for longer than it should be");
        }
        for name in known.difference(&now) {
            tracing::info!(source = name, "a source that was silent speaks again");
        }
        *known = now;
    }

    async fn lease(&self, source: &SourceRow) -> Result<bool> {
        let Some(due) = source.next_visit else { return Ok(false) };
        let mut tx = self.store.begin().await?;
        let leased = tx.lease_source(source.id, due, self.now() + LEASE).await?;
        tx.commit().await?;
        Ok(leased)
    }

    /// One visit: fetch, file, and only then remember how far it came.
    #[instrument(skip_all, fields(source = source.name))]
    pub async fn visit_source(&self, fetch: &dyn Fetch, source: &SourceRow) -> Result<()> {
        let config: SourceConfig = serde_json::from_value(source.config.clone()).unwrap_or_default();
        let progress = source.progress.get("place").cloned().unwrap_or_default();
        let visited = fetch.visit(&config, &progress).await;
        let outcome = match visited {
            Ok(visit) => self.file_visit(fetch, source, &config, visit).await,
            Err(error) => Err(error),
        };
        let failures = source.progress.get("failures").and_then(Json::as_u64).unwrap_or(0);
        let (progress, wait) = match outcome {
            Ok((place, wait)) => {
                (json!({ "place": place, "failures": 0, "ok": self.now().to_string() }), wait)
            }
            Err(error) => {
                tracing::warn!(source = source.name, %error, "a source was not read");
                let failures = failures + 1;
                let told = json!({ "place": progress, "failures": failures, "error": error.to_string(), "at": self.now().to_string() });
                (told, backoff(&config, failures, &error))
            }
        };
        let mut tx = self.store.begin().await?;
        tx.source_visited(source.id, &progress, Some(self.now() + wait)).await?;
        Ok(tx.commit().await?)
    }

    async fn file_visit(
        &self,
        fetch: &dyn Fetch,
        source: &SourceRow,
        config: &SourceConfig,
        visit: Visit,
    ) -> std::result::Result<(Json, SignedDuration), VisitError> {
        for delivery in &visit.deliveries {
            if let Some(why) = &delivery.left {
                let told = self.tell_left(source, &delivery.name, why).await;
                told.map_err(|error| VisitError::Away(error.to_string()))?;
                continue;
            }
            let file = FileItem {
                bytes: delivery.bytes.clone(),
                name: delivery.name.clone(),
                media_type: delivery.media_type.clone(),
                source: source.name.clone(),
            };
            let filed = self.file_item(&Caller::system(), file).await;
            // A delivery that is refused (too large, empty) would be refused again: go on without it.
            if let Err(crate::Error::Fault(fault)) = filed {
                return Err(VisitError::Away(fault.to_string()));
            }
        }
        fetch.settle(config, &visit.deliveries).await;
        let asked = visit.wait_s.map_or(SignedDuration::ZERO, seconds);
        // A full hand means that there is more: no waiting for the next round.
        let most = if config.at_once_max == 0 { 100 } else { config.at_once_max as usize };
        let wait = if visit.deliveries.len() >= most { SignedDuration::from_secs(1) } else { every(config) };
        Ok((visit.progress, wait.max(asked)))
    }
}

impl Newsroom {
    /// A dead letter for what could not be fetched: it names the file, and holds the reason in its place.
    async fn tell_left(&self, source: &SourceRow, name: &str, why: &str) -> Result<()> {
        let raw = self.store.blobs().put(why.as_bytes()).await?;
        let problem =
            Problem { code: "left-at-source".into(), place: name.to_owned(), message: why.to_owned() };
        let letter = DeadLetter {
            id: self.context.random() >> 1,
            source: source.name.clone(),
            raw,
            name: name.to_owned(),
            media_type: String::new(),
            problems: vec![problem],
            at: self.now(),
            settled: None,
        };
        let mut tx = self.store.begin().await?;
        tx.bury_letter(&letter).await?;
        Ok(tx.commit().await?)
    }
}

fn seconds(count: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(count).unwrap_or(3600).min(24 * 3600))
}

fn every(config: &SourceConfig) -> SignedDuration {
    SignedDuration::from_mins(i64::from(config.every_minutes.max(1)))
}

/// Twice as long after each failure, an hour at most; as long as the server asks for.
fn backoff(config: &SourceConfig, failures: u64, error: &VisitError) -> SignedDuration {
    let doubled = every(config).as_secs().saturating_mul(1 << failures.min(12));
    let wait = SignedDuration::from_secs(doubled).min(BACKOFF_MAX.max(every(config)));
    match error {
        VisitError::Busy { wait_s: Some(asked), .. } => wait.max(seconds(*asked)),
        _ => wait,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_make_visits_rarer_and_a_server_may_ask_for_patience() {
        let config = SourceConfig { every_minutes: 5, ..SourceConfig::default() };
        let away = VisitError::Away("x".into());
        let minutes = |failures| backoff(&config, failures, &away).as_secs() / 60;
        assert_eq!([minutes(1), minutes(2), minutes(3), minutes(60)], [10, 20, 40, 60]);
        let busy = VisitError::Busy { status: 429, wait_s: Some(7200) };
        assert_eq!(backoff(&config, 1, &busy).as_secs(), 7200);
        let endless = VisitError::Busy { status: 429, wait_s: Some(u64::MAX) };
        assert!(backoff(&config, 1, &endless).as_secs() <= 24 * 3600);
    }
}
