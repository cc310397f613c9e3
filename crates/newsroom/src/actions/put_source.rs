//! Adds a source, or changes one.

use serde_json::json;
use store::SourceRow;

use crate::secret::{Secret, token_hash};
use crate::wires::{SOURCE_KINDS, SourceConfig};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// A source as somebody wrote it down.
#[derive(Debug, Clone, Default)]
pub struct PutSource {
    /// The one to change; nothing for a new one.
    pub id: Option<u64>,
    pub name: String,
    pub enabled: bool,
    pub config: SourceConfig,
    /// Give it a new token to push with.
    pub new_token: bool,
}

/// The source's number, and its token where a new one was made: shown once, kept as a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAnswer {
    pub id: u64,
    pub token: Option<String>,
}

impl Newsroom {
    /// An empty secret leaves the one that is there. A changed address begins from the start.
    pub async fn put_source(&self, caller: &Caller, put: PutSource) -> Result<PutAnswer> {
        caller.needs(Permission::ManageSources)?;
        let PutSource { id, name, enabled, mut config, new_token } = put;
        let name = name.trim().to_owned();
        self.check_source(&name, &config)?;
        let before = match id {
            Some(id) => Some(self.source_row(id).await?),
            None => None,
        };
        if self.store.source_named(&name).await?.is_some_and(|other| Some(other.id) != id) {
            return Err(Refusal::new(Code::SourceInvalid).key("why", "why-name-taken").into());
        }
        let old: SourceConfig = before
            .as_ref()
            .and_then(|row| serde_json::from_value(row.config.clone()).ok())
            .unwrap_or_default();
        if config.secret.is_empty() {
            config.secret.clone_from(&old.secret);
        }
        let same_place = old.address == config.address && old.kind == config.kind;
        let progress =
            before.as_ref().filter(|_| same_place).map(|row| row.progress.clone()).unwrap_or_default();
        let token = (new_token || (config.kind == "push" && before.is_none()))
            .then(|| Secret::new(&self.context).into_string());
        let token_hash = token
            .as_deref()
            .map(token_hash)
            .or_else(|| before.as_ref().and_then(|row| row.token_hash.clone()));
        let now = self.now();
        let row = SourceRow {
            id: id.unwrap_or_else(|| self.context.random() >> 1),
            name,
            enabled,
            progress,
            next_visit: (enabled && config.kind != "push").then_some(now),
            last_item: before.and_then(|row| row.last_item),
            token_hash,
            changed: now,
            config: serde_json::to_value(&config).unwrap_or_default(),
        };
        let mut tx = self.store.begin().await?;
        tx.put_source(&row).await?;
        let detail = json!({ "name": row.name, "kind": config.kind, "address": config.address, "enabled": enabled, "token": token.is_some() });
        tx.insert_audit(&self.audit_row(caller, "put-source", format!("source:{}", row.id), detail)).await?;
        tx.commit().await?;
        Ok(PutAnswer { id: row.id, token })
    }

    pub(crate) async fn source_row(&self, id: u64) -> Result<SourceRow> {
        let unknown = || Refusal::new(Code::UnknownSource).with("id", id.to_string());
        Ok(self.store.source(id).await?.ok_or_else(unknown)?)
    }

    fn check_source(&self, name: &str, config: &SourceConfig) -> Result<(), Refusal> {
        let wrong = |why| Err(Refusal::new(Code::SourceInvalid).key("why", why));
        if name.is_empty() || name.chars().count() > 100 {
            return wrong("why-name-length");
        }
        if !SOURCE_KINDS.contains(&config.kind.as_str()) {
            return wrong("why-unknown-kind");
        }
        if config.kind != "push" && config.address.trim().is_empty() {
            return wrong("why-no-address");
        }
        if !config.time_zone.is_empty() && jiff::tz::TimeZone::get(&config.time_zone).is_err() {
            return wrong("why-no-zone");
        }
        let desks = std::iter::once(&config.desk).chain(config.rules.iter().map(|rule| &rule.desk));
        if let Some(unknown) = desks.filter(|desk| !desk.is_empty()).find(|desk| self.edition(desk).is_none())
        {
            return Err(Refusal::new(Code::UnknownEdition).with("edition", unknown.as_str()));
        }
        if !config.mapping.trim().is_empty() {
            let origin = story::Origin::default();
            if let Err(why) = (self.shared.tables.mapped)(&config.mapping, b"{}", &origin) {
                // The mapping's own words: they name what it says.
                return Err(Refusal::new(Code::SourceInvalid).with("why", why));
            }
        }
        Ok(())
    }
}
