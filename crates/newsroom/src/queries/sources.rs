//! Questions about sources: how they do, what could not be read, and what other settings would make of the past.

use jiff::SignedDuration;
use ring::hmac;
use store::{DeadLetter, Preset, SourceRow};
use story::ItemId;

use crate::secret::token_hash;
use crate::wires::{Routed, SourceConfig};
use crate::{Caller, Newsroom, Permission, PresetList, Result};

/// A source and whether it is quiet for longer than it should be.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceView {
    pub row: SourceRow,
    /// Its secret left out.
    pub config: SourceConfig,
    pub silent: bool,
}

impl Newsroom {
    pub async fn sources(&self, caller: &Caller) -> Result<Vec<SourceView>> {
        caller.needs(Permission::Read)?;
        let now = self.now();
        let view = |row: SourceRow| {
            let mut config: SourceConfig = serde_json::from_value(row.config.clone()).unwrap_or_default();
            config.secret.clear();
            let heard = row.last_item.unwrap_or(row.changed);
            let patience = SignedDuration::from_mins(i64::from(config.silence_minutes));
            let silent = row.enabled && config.silence_minutes > 0 && now.duration_since(heard) > patience;
            SourceView { row, config, silent }
        };
        Ok(self.store.sources().await?.into_iter().map(view).collect())
    }

    /// Those that sent nothing for longer than they should.
    pub async fn silent_sources(&self, caller: &Caller) -> Result<Vec<SourceView>> {
        Ok(self.sources(caller).await?.into_iter().filter(|view| view.silent).collect())
    }

    /// What was not read whole, newest first.
    pub async fn dead_letters(&self, caller: &Caller) -> Result<Vec<DeadLetter>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.dead_letters(200).await?)
    }

    /// Questions that the newsroom or the caller keeps.
    pub async fn presets(&self, caller: &Caller, list: PresetList) -> Result<Vec<Preset>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.presets(list.as_str(), caller.account).await?)
    }

    /// What these settings would have made of the last items of the source: before a rule goes live.
    pub async fn try_routing(
        &self,
        caller: &Caller,
        source: &str,
        config: &SourceConfig,
        count: u32,
    ) -> Result<Vec<(ItemId, String, Routed)>> {
        caller.needs(Permission::ManageSources)?;
        let filter = store::ArrivalFilter { source: source.to_owned(), versions: true, ..Default::default() };
        let page = self.store.arrivals(&filter, None, count).await?;
        let routed =
            |one: store::Arrived| (one.row.id, one.row.item.headline.clone(), config.route(&one.row.item));
        Ok(page.rows.into_iter().map(routed).collect())
    }

    /// The source that pushes with this token.
    pub async fn source_of_token(&self, token: &str) -> Result<Option<SourceRow>> {
        Ok(self.store.source_of_token(&token_hash(token)).await?)
    }

    /// Whether it can be anybody's signature: whoever sends without one is not listened to.
    pub async fn may_be_signature(&self, signature: &str) -> Result<bool> {
        const SHA1_BYTES: usize = 20;
        let digits = signature.trim().strip_prefix("sha1=").and_then(from_hex);
        if digits.is_none_or(|bytes| bytes.len() != SHA1_BYTES) {
            return Ok(false);
        }
        Ok(self.store.sources().await?.iter().any(|row| signing_key(row).is_some()))
    }

    /// The source whose secret signed these bytes (`sha1=` and HMAC in hexadecimal, as Superdesk's push sends it).
    pub async fn source_of_signature(&self, signature: &str, bytes: &[u8]) -> Result<Option<SourceRow>> {
        let Some(digits) = signature.trim().strip_prefix("sha1=") else { return Ok(None) };
        let Some(signed) = from_hex(digits) else { return Ok(None) };
        for row in self.store.sources().await? {
            let Some(key) = signing_key(&row) else { continue };
            if hmac::verify(&key, bytes, &signed).is_ok() {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }
}

/// The key by which a source signs what it pushes, where it does.
fn signing_key(row: &SourceRow) -> Option<hmac::Key> {
    let config: SourceConfig = serde_json::from_value(row.config.clone()).unwrap_or_default();
    let signs = row.enabled && config.kind == "push" && !config.secret.is_empty();
    signs.then(|| hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, config.secret.as_bytes()))
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok().filter(|_| pair.len() == 2))
        .collect()
}
