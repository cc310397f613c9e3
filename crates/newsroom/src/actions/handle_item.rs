//! Says for the whole newsroom what became of an item: read, or not for us.

use store::Handling;
use story::ItemId;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// `New` takes it back. What was taken stays taken. No audit: a desk reads thousands a day, and who last said so
    /// stands in the row.
    pub async fn handle_item(&self, caller: &Caller, item: ItemId, handling: Handling) -> Result<()> {
        caller.needs(Permission::TakeItems)?;
        if self.store.arrival(item).await?.is_none() {
            return Err(Refusal::new(Code::UnknownItem).with("id", item.to_string()).into());
        }
        if handling == Handling::Taken {
            // Only a story takes an item.
            return Ok(());
        }
        let mut tx = self.store.begin().await?;
        tx.handle_item(item, handling, caller.account, self.now()).await?;
        tx.commit().await?;
        self.shared.arrivals.send_modify(|_| {});
        Ok(())
    }
}
