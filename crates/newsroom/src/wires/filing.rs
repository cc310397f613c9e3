//! Writes deliveries into the inbox, one transaction after the other. What comes while one is being written waits, and
//! goes into the next together: a burst costs few commits.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use store::{ArrivalFilter, DeadLetter, Insertion, ItemRow, Tx};
use story::{Asset, Hash, Problem, StoryId};
use tokio::sync::oneshot;
use tracing::Instrument as _;

use super::{Desk, Recent, SourceConfig, families};
use crate::advance;
use crate::error::Fault;
use crate::{Caller, FiledItem, Newsroom, PresetList, Result};

/// Items of one transaction, unless one delivery alone has more: who waits for its end waits some tens of milliseconds.
const ITEMS_AT_ONCE: usize = 100;

/// Bytes as they came, and by what way.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) raw: Hash,
    pub(crate) source: String,
    pub(crate) name: String,
    pub(crate) media_type: String,
}

/// One delivery, read and ready to be written.
#[derive(Debug)]
pub(crate) struct Filing {
    pub(crate) caller: Caller,
    pub(crate) delivery: Received,
    pub(crate) config: SourceConfig,
    pub(crate) rows: Vec<ItemRow>,
    /// Of the delivery as a whole.
    pub(crate) problems: Vec<Problem>,
    /// New to the library.
    pub(crate) pictures: Vec<Asset>,
}

type Reply = oneshot::Sender<Result<Vec<FiledItem>>>;

/// Deliveries on their way into the inbox.
#[derive(Debug, Default)]
pub(crate) struct Filings {
    /// What arrived lately, for telling what says the same. Whoever writes holds it: the next one must see what this one
    /// brought.
    recent: tokio::sync::Mutex<Recent>,
    /// In the order in which they came.
    waiting: Mutex<Vec<(Filing, Reply)>>,
}

impl Filings {
    fn waiting(&self) -> MutexGuard<'_, Vec<(Filing, Reply)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first that waits, and as many of those after it as go with it.
    fn next(&self) -> (Vec<Filing>, Vec<Reply>) {
        let mut waiting = self.waiting();
        let mut items = 0;
        let count = waiting.iter().take_while(|(filing, _)| {
            let first = items == 0;
            items += filing.rows.len().max(1);
            first || items <= ITEMS_AT_ONCE
        });
        let count = count.count();
        waiting.drain(..count).unzip()
    }
}

impl Newsroom {
    /// Returns when it is in the inbox.
    pub(crate) async fn write_in_turn(&self, filing: Filing) -> Result<Vec<FiledItem>> {
        let (reply, written) = oneshot::channel();
        self.shared.filings.waiting().push((filing, reply));
        let newsroom = self.clone();
        // Goes on when who sent this hangs up: others may be written with it.
        tokio::spawn(async move { newsroom.write_waiting().await }.in_current_span());
        written.await.map_err(|error| Fault::new("filing a delivery", error))?
    }

    async fn write_waiting(&self) {
        let mut recent = self.shared.filings.recent.lock().await;
        let (filings, replies) = self.shared.filings.next();
        match self.write_filings(&filings, &mut recent).await {
            Ok(items) => replies.into_iter().zip(items).for_each(|(reply, items)| answer(reply, Ok(items))),
            // One of them is at fault, or the database is: each is told of its own.
            Err(_) if filings.len() > 1 => {
                for (filing, reply) in filings.chunks(1).zip(replies) {
                    let items = self.write_filings(filing, &mut recent).await;
                    answer(reply, items.map(|items| items.into_iter().flatten().collect()));
                }
            }
            Err(error) => {
                let again = match error.is_busy() {
                    // Somebody else held what it needed, and has it no more.
                    true => self.write_filings(&filings, &mut recent).await,
                    false => Err(error),
                };
                if let Some(reply) = replies.into_iter().next() {
                    answer(reply, again.map(|items| items.into_iter().flatten().collect()));
                }
            }
        }
    }

    /// In one transaction: all of them or none. What became of the items of each.
    async fn write_filings(&self, filings: &[Filing], recent: &mut Recent) -> Result<Vec<Vec<FiledItem>>> {
        if filings.is_empty() {
            return Ok(Vec::new());
        }
        let written = self.write_together(filings, recent).await;
        if written.is_err() {
            // What was remembered was never written: begin again from what was.
            *recent = Recent::default();
        }
        let (items, last) = written?;
        if last > 0 {
            self.shared.arrivals.send_modify(|known| *known = last.max(*known));
            self.wake_planning();
        }
        Ok(items)
    }

    async fn write_together(
        &self,
        filings: &[Filing],
        recent: &mut Recent,
    ) -> Result<(Vec<Vec<FiledItem>>, u64)> {
        let alarms = self.alarms().await?;
        let mut tx = self.store.begin().await?;
        self.catch_up(&mut tx, recent).await?;
        let rows = filings.iter().flat_map(|filing| &filing.rows);
        let keys: BTreeSet<String> = rows.flat_map(|row| families::keys(&row.item, &row.source)).collect();
        tx.hold_families(&Vec::from_iter(keys)).await?;
        let (mut all, mut told, mut last) = (Vec::with_capacity(filings.len()), Vec::new(), 0);
        for filing in filings {
            let desk = Desk { config: &filing.config, alarms: &alarms, told: Vec::new() };
            let (items, of_these) = self.write_filing(&mut tx, filing, recent, desk, &mut told).await?;
            all.push(items);
            last = last.max(of_these);
        }
        // Last, because from here to the commit every publication waits for this one.
        for story in told {
            if let Some(row) = tx.story_for_update(story).await? {
                advance::follow(&mut tx, &row, None, self.now()).await?;
            }
        }
        tx.commit().await?;
        Ok((all, last))
    }

    /// The number of the last arrival, 0 where nothing was new; `told` gets the stories that were told something.
    async fn write_filing(
        &self,
        tx: &mut Tx,
        filing: &Filing,
        recent: &mut Recent,
        mut desk: Desk<'_>,
        told: &mut Vec<StoryId>,
    ) -> Result<(Vec<FiledItem>, u64)> {
        for asset in &filing.pictures {
            tx.insert_asset(asset, self.now()).await?;
        }
        let (mut items, mut new, mut last) = (Vec::with_capacity(filing.rows.len()), 0, 0);
        for row in &filing.rows {
            items.push(match tx.insert_item(row).await? {
                Insertion::Inserted(seq) => {
                    self.place(tx, recent, &mut desk, row, seq).await?;
                    (new, last) = (new + 1, seq);
                    FiledItem { id: row.id, already: false }
                }
                Insertion::AlreadyThere(id) => FiledItem { id, already: true },
            });
        }
        // A feed that is polled every minute and has nothing new is no event.
        if new > 0 {
            let Received { raw, source, name, media_type } = &filing.delivery;
            let detail = json!({ "source": source, "name": name, "new": new, "items": items.len(),
                "problems": filing.problems.len() });
            let row = self.audit_row(&filing.caller, "file-item", format!("raw:{raw}"), detail);
            tx.insert_audit(&row).await?;
            tx.source_heard(source, self.now()).await?;
            if self.is_damaged(&filing.problems) {
                let letter = DeadLetter {
                    id: self.context.random() >> 1,
                    source: source.clone(),
                    raw: raw.clone(),
                    name: name.clone(),
                    media_type: media_type.clone(),
                    problems: filing.problems.clone(),
                    at: self.now(),
                    settled: None,
                };
                tx.bury_letter(&letter).await?;
            }
        }
        told.append(&mut desk.told);
        Ok((items, last))
    }

    /// Presets that call somebody.
    async fn alarms(&self) -> Result<Vec<ArrivalFilter>> {
        let presets = self.store.presets(PresetList::Wires.as_str(), Caller::system().account).await?;
        let filters = presets.into_iter().filter_map(|preset| serde_json::from_value(preset.query).ok());
        Ok(filters.filter(|filter: &ArrivalFilter| filter.alerts).collect())
    }
}

/// Who asked may have left meanwhile.
fn answer(reply: Reply, items: Result<Vec<FiledItem>>) {
    let _ = reply.send(items);
}
