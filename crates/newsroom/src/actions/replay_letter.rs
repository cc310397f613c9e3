//! Reads a delivery again that could not be read, or not all of it: after a fix, or a new mapping.

use serde_json::json;

use super::{FileItem, Filed};
use crate::limits::FILE_BYTES_MAX;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// The same bytes through today's readers. Items that are there already stay as they are; the letter is put away
    /// where nothing is damaged any more.
    pub async fn replay_letter(&self, caller: &Caller, id: u64) -> Result<Filed> {
        caller.needs(Permission::FileItems)?;
        let unknown = || Refusal::new(Code::UnknownItem).with("id", id.to_string());
        let letter = self.store.dead_letter(id).await?.ok_or_else(unknown)?;
        let bytes = self.store.blobs().get(&letter.raw, FILE_BYTES_MAX as u64).await?.ok_or_else(unknown)?;
        let file =
            FileItem { bytes, name: letter.name, media_type: letter.media_type, source: letter.source };
        let filed = self.file_item(caller, file).await?;
        if !self.is_damaged(&filed.problems) {
            self.settle_letter(caller, id).await?;
        }
        Ok(filed)
    }

    /// Puts a letter away unread: its bytes stay.
    pub async fn settle_letter(&self, caller: &Caller, id: u64) -> Result<()> {
        caller.needs(Permission::FileItems)?;
        let mut tx = self.store.begin().await?;
        tx.settle_letter(id, self.now()).await?;
        tx.insert_audit(&self.audit_row(caller, "settle-letter", format!("letter:{id}"), json!({}))).await?;
        Ok(tx.commit().await?)
    }
}
