//! Puts out the draft of a front as its editors left it.

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    /// The number of its journal entry. `version` is the draft that was looked at, and `live` the entry of the front
    /// that readers saw then (0 is none): refused where either is not the newest any more, so that nobody puts out
    /// what they have not seen, or takes back unseen what somebody else just put out.
    pub async fn publish_front_draft(
        &self,
        caller: &Caller,
        edition: &str,
        version: u64,
        live: u64,
    ) -> Result<u64> {
        caller.needs(Permission::Publish)?;
        let edition = self.reached_edition(caller, edition)?;
        let draft = self.newest_front(&edition.id).await?;
        if draft.version != version {
            let name = self.name_of(caller, draft.by).await?;
            return Err(Refusal::new(Code::FrontMoved).with("name", name).into());
        }
        self.may_go_out(&draft.front).await?;
        let mut tx = self.store.begin().await?;
        let seq = self.put_out_front(&mut tx, caller, draft.front).await?;
        // Nobody can publish between here and the commit; what is read now stays true.
        if self.live_front(&edition.id).await?.map_or(0, |front| front.seq) != live {
            return Err(Refusal::new(Code::FrontPublished).into());
        }
        tx.commit().await?;
        self.wake_fronts();
        Ok(seq)
    }
}
