//! Desk checks on what is no story yet: an item of a wire before it is taken, a document that somebody sends.

use schemars::JsonSchema;
use serde::Serialize;
use store::ItemRow;
use story::{Item, Problem, Report, Timestamp};

use crate::SourceConfig;
use crate::limits::{FILE_BYTES_MAX, FILE_ITEMS_MAX};
use crate::{Caller, Code, FileItem, Newsroom, Permission, Refusal, Result};

/// What the desk would say of everything in a document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckedDocument {
    pub items: Vec<CheckedItem>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheckedItem {
    pub headline: String,
    #[serde(flatten)]
    pub report: Report,
}

impl Newsroom {
    /// What the desk would say of an item if it were taken as it is, into an edition of its language.
    pub async fn check_item(&self, caller: &Caller, row: &ItemRow) -> Result<Report> {
        caller.needs(Permission::Read)?;
        self.check_as_is(caller, &row.item, row.received).await
    }

    /// Reads a document as a delivery is read, and keeps nothing of it.
    pub async fn check_document(&self, caller: &Caller, file: FileItem) -> Result<CheckedDocument> {
        caller.needs(Permission::CheckDocuments)?;
        if file.bytes.is_empty() {
            return Err(Refusal::new(Code::FileEmpty).into());
        }
        if file.bytes.len() > FILE_BYTES_MAX {
            return Err(Refusal::new(Code::FileTooLarge).with("max", FILE_BYTES_MAX).into());
        }
        let parsed = self.read(file.bytes, file.name, file.media_type, &SourceConfig::default()).await;
        let mut items = Vec::new();
        for item in parsed.items.into_iter().take(FILE_ITEMS_MAX) {
            let report = self.check_as_is(caller, &item, self.now()).await?;
            items.push(CheckedItem { headline: item.headline, report });
        }
        Ok(CheckedDocument { items, problems: parsed.problems })
    }

    /// Dates without a year are near to what the item says of its own time.
    async fn check_as_is(&self, caller: &Caller, item: &Item, otherwise: Timestamp) -> Result<Report> {
        let language = item.language.primary();
        let edition = self.shared.tables.editions.iter().find(|it| it.language.primary() == language);
        let at = item.updated.or(item.created).unwrap_or(otherwise);
        self.check(&caller.language, edition, None, &item.to_content(), at).await
    }
}
