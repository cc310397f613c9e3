//! Adds a partner, or changes one.

use serde_json::json;
use store::PartnerRow;

use crate::partners::PartnerConfig;
use crate::secret::{Secret, token_hash};
use crate::{Caller, Code, Newsroom, Permission, PutAnswer, Refusal, Result};

/// A partner as somebody wrote it down.
#[derive(Debug, Clone, Default)]
pub struct PutPartner {
    /// The one to change; nothing for a new one.
    pub id: Option<u64>,
    pub name: String,
    pub enabled: bool,
    pub config: PartnerConfig,
    /// Give it a new token to ask with.
    pub new_token: bool,
}

impl Newsroom {
    /// A new partner gets a token, shown once, and what goes live from now on. An empty secret leaves the one that is
    /// there.
    pub async fn put_partner(&self, caller: &Caller, put: PutPartner) -> Result<PutAnswer> {
        caller.needs(Permission::ManageSources)?;
        let PutPartner { id, name, enabled, mut config, new_token } = put;
        let name = name.trim().to_owned();
        self.check_partner(&name, &config)?;
        let before = match id {
            Some(id) => Some(self.partner_row(id).await?),
            None => None,
        };
        if self.store.partner_named(&name).await?.is_some_and(|other| Some(other.id) != id) {
            return Err(Refusal::new(Code::PartnerInvalid).key("why", "why-name-taken").into());
        }
        if let Some(before) = before.as_ref().filter(|_| config.secret.is_empty()) {
            config.secret = settings(before).secret;
        }
        let token = (new_token || before.is_none()).then(|| Secret::new(&self.context).into_string());
        let kept = before.as_ref().and_then(|row| row.token_hash.clone());
        let row = PartnerRow {
            id: id.unwrap_or_else(|| self.context.random() >> 1),
            name,
            enabled,
            token_hash: token.as_deref().map(token_hash).or(kept),
            cursor: match &before {
                Some(row) => row.cursor,
                None => self.store.journal().last().await?,
            },
            changed: self.now(),
            config: serde_json::to_value(&config).unwrap_or_default(),
        };
        let mut tx = self.store.begin().await?;
        tx.put_partner(&row).await?;
        let detail = json!({ "name": row.name, "address": config.address, "enabled": enabled, "token": token.is_some() });
        tx.insert_audit(&self.audit_row(caller, "put-partner", subject(row.id), detail)).await?;
        tx.commit().await?;
        Ok(PutAnswer { id: row.id, token })
    }

    pub(crate) async fn partner_row(&self, id: u64) -> Result<PartnerRow> {
        let unknown = || Refusal::new(Code::UnknownPartner).with("id", id.to_string());
        Ok(self.store.partner(id).await?.ok_or_else(unknown)?)
    }

    fn check_partner(&self, name: &str, config: &PartnerConfig) -> Result<(), Refusal> {
        let wrong = |why| Err(Refusal::new(Code::PartnerInvalid).key("why", why));
        if name.is_empty() || name.chars().count() > 100 {
            return wrong("why-name-length");
        }
        if let Some(unknown) = config.editions.iter().find(|edition| self.edition(edition).is_none()) {
            return Err(Refusal::new(Code::UnknownEdition).with("edition", unknown.as_str()));
        }
        if config.urgency_max > 8 {
            return wrong("why-urgency");
        }
        let address = config.address.trim();
        if !address.is_empty() && !address.starts_with("https://") && !address.starts_with("http://") {
            return wrong("why-web-address");
        }
        if !config.form.is_empty() && self.writer(&config.form).is_none() {
            return wrong("why-unknown-form");
        }
        Ok(())
    }
}

pub(crate) fn settings(row: &PartnerRow) -> PartnerConfig {
    serde_json::from_value(row.config.clone()).unwrap_or_default()
}

/// How the audit names a partner.
pub(super) fn subject(id: u64) -> String {
    format!("partner:{id}")
}
