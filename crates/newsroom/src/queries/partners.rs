//! Questions about partners, and what partners ask for themselves.

use story::{Channel, Dispatch, StoryId, Writer};

use store::{PartnerRow, Receipt};
use subtle::ConstantTimeEq as _;

use crate::actions::settings;
use crate::partners::PartnerConfig;
use crate::secret::token_hash;
use crate::{Caller, Newsroom, Permission, Result};

/// A partner and how far it has come.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerView {
    pub row: PartnerRow,
    /// Its secret left out.
    pub config: PartnerConfig,
    /// Entries of the journal behind the last one that was looked at for it; 0 for those who ask by themselves.
    pub behind: u64,
    /// What its server said last, where that was not a yes.
    pub trouble: Option<Receipt>,
}

/// What a list of dispatches is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchList {
    pub dispatches: Vec<Dispatch>,
    pub channel: Channel,
}

/// Entries looked at for one list, whatever is found in them.
const ENTRIES_MAX: u32 = 1000;
/// Entries read at once: an entry carries its whole story, and a full list is mostly found in the first few.
const ENTRIES_STEP: u32 = 50;
const LIST_MAX: usize = 100;
const LIST_DEFAULT: usize = 50;

impl Newsroom {
    pub fn writers(&self) -> &'static [Writer] {
        self.shared.tables.writers
    }

    pub fn writer(&self, name: &str) -> Option<&'static Writer> {
        self.writers().iter().find(|writer| writer.name == name)
    }

    pub async fn partners(&self, caller: &Caller) -> Result<Vec<PartnerView>> {
        caller.needs(Permission::ManageSources)?;
        let last = self.store.journal().last().await?;
        let mut views = Vec::new();
        for row in self.store.partners().await? {
            let mut config = settings(&row);
            config.secret.clear();
            let behind = if config.address.is_empty() { 0 } else { last.saturating_sub(row.cursor) };
            let newest = self.store.receipts(row.id, 1).await?.into_iter().next();
            let trouble = newest.filter(|receipt| receipt.done.is_none());
            views.push(PartnerView { row, config, behind, trouble });
        }
        Ok(views)
    }

    /// Newest first.
    pub async fn receipts(&self, caller: &Caller, partner: u64, limit: u32) -> Result<Vec<Receipt>> {
        caller.needs(Permission::ManageSources)?;
        self.partner_row(partner).await?;
        Ok(self.store.receipts(partner, limit).await?)
    }

    /// The partner that asks with this token.
    pub async fn partner_of_token(&self, token: &str) -> Result<Option<PartnerRow>> {
        let hash = token_hash(token);
        let found = self.store.partner_of_token(&hash).await?;
        // The database looked for the hash as it looks for any word; whether it is the same is said in constant time.
        let same = |row: &PartnerRow| {
            row.token_hash
                .as_ref()
                .is_some_and(|known| bool::from(known.as_str().as_bytes().ct_eq(hash.as_str().as_bytes())))
        };
        Ok(found.filter(same))
    }

    /// What happened behind an entry of the journal, oldest first: every publication, correction and kill that is the
    /// partner's. Where nothing is, the list still says from where to go on.
    pub async fn dispatches_after(
        &self,
        partner: &PartnerRow,
        writer: &Writer,
        after: u64,
        limit: Option<usize>,
    ) -> Result<DispatchList> {
        let config = settings(partner);
        let most = limit.unwrap_or(LIST_DEFAULT).clamp(1, LIST_MAX);
        let (mut dispatches, mut next) = (Vec::new(), after);
        for _ in 0..ENTRIES_MAX / ENTRIES_STEP {
            let entries = self.store.journal().after(next, ENTRIES_STEP).await?;
            let more = entries.len() == ENTRIES_STEP as usize;
            for entry in entries {
                dispatches.extend(self.dispatch(&config, writer, &entry).await?);
                next = entry.seq;
                if dispatches.len() == most {
                    return Ok(self.list(partner, dispatches, next));
                }
            }
            if !more {
                break;
            }
        }
        Ok(self.list(partner, dispatches, next))
    }

    /// How the partner's newest stories stand, each once, newest first.
    pub async fn newest_dispatches(
        &self,
        partner: &PartnerRow,
        writer: &Writer,
        limit: Option<usize>,
    ) -> Result<DispatchList> {
        let config = settings(partner);
        let most = limit.unwrap_or(LIST_DEFAULT).clamp(1, LIST_MAX);
        let journal = self.store.journal();
        let last = journal.last().await?;
        let mut dispatches: Vec<Dispatch> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut before = last + 1;
        for _ in 0..ENTRIES_MAX / ENTRIES_STEP {
            let entries = journal.before(before, ENTRIES_STEP).await?;
            let more = entries.len() == ENTRIES_STEP as usize;
            for entry in entries {
                before = entry.seq;
                if dispatches.len() < most && entry.change.about().is_some_and(|story| seen.insert(story)) {
                    dispatches.extend(self.dispatch(&config, writer, &entry).await?);
                }
            }
            if !more || dispatches.len() == most {
                break;
            }
        }
        Ok(self.list(partner, dispatches, last))
    }

    /// How one story stands for a partner; nothing where it never was theirs.
    pub async fn dispatch_of(
        &self,
        partner: &PartnerRow,
        writer: &Writer,
        story: StoryId,
    ) -> Result<Option<Dispatch>> {
        match self.newest_entry(story).await? {
            Some(entry) => self.dispatch(&settings(partner), writer, &entry).await,
            None => Ok(None),
        }
    }

    fn list(&self, partner: &PartnerRow, dispatches: Vec<Dispatch>, next: u64) -> DispatchList {
        let origin = self.shared.tables.origin.clone();
        let title = self.editions().first().map(|edition| edition.title.clone()).unwrap_or_default();
        let title = format!("{title} – {}", partner.name);
        DispatchList {
            dispatches,
            channel: Channel { title, href: String::new(), origin, now: self.now(), next },
        }
    }
}
