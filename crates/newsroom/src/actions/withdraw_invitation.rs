//! Takes a link back.

use serde_json::json;

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

impl Newsroom {
    pub async fn withdraw_invitation(&self, caller: &Caller, invitation: u64) -> Result<()> {
        caller.needs(Permission::ManageAccounts)?;
        let mut tx = self.store.begin().await?;
        let open = self.store.invitations(self.now()).await?;
        let Some(withdrawn) = open.into_iter().find(|one| one.id == invitation) else {
            return Err(Refusal::new(Code::InvitationOver).into());
        };
        tx.remove_invitation(invitation).await?;
        let subject = format!("login:{}", withdrawn.login);
        tx.insert_audit(&self.audit_row(caller, "withdraw-invitation", subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }
}
