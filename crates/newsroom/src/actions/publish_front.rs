//! Makes up the front of an edition: which story stands where, under which headline, with which picture.

use std::collections::BTreeSet;

use serde_json::json;
use story::{Area, Change, Edition, Front, Slot, State};

use crate::newsroom::edition_subject;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// More than any front has room for.
const SLOTS_MAX: usize = 200;
/// Letters of a headline of the front's own.
const HEADLINE_MAX: usize = 300;

impl Newsroom {
    /// What readers see as soon as this returns the number of its journal entry. Slots that nobody filled fill
    /// themselves; an empty front is one that fills itself whole.
    pub async fn publish_front(&self, caller: &Caller, front: Front) -> Result<u64> {
        caller.needs(Permission::Publish)?;
        let edition = self.known_edition(&front.edition)?;
        check(&front.slots, edition)?;
        for slot in &front.slots {
            self.stands_live(slot, edition).await?;
        }
        let mut tx = self.store.begin().await?;
        let detail = json!({ "edition": front.edition, "slots": front.slots.len() });
        let subject = edition_subject(&front.edition);
        tx.insert_audit(&self.audit_row(caller, "publish-front", subject, detail)).await?;
        let seq = tx.append_journal(self.now(), &Change::Front(front)).await?;
        tx.commit().await?;
        Ok(seq)
    }

    /// A story that is withdrawn in the next moment falls out of its slot by itself.
    async fn stands_live(&self, slot: &Slot, edition: &Edition) -> Result<()> {
        let unfit = || {
            Refusal::new(Code::UnfitSlot)
                .with("story", slot.story.to_string())
                .with("edition", edition.id.as_str())
        };
        let row = self.store.story(slot.story).await?.ok_or_else(unfit)?;
        if row.state != State::Live || row.edition != edition.id {
            return Err(unfit().into());
        }
        Ok(())
    }
}

fn check(slots: &[Slot], edition: &Edition) -> Result<(), Refusal> {
    if slots.len() > SLOTS_MAX {
        return Err(Refusal::new(Code::TooMany).with("max", SLOTS_MAX as u64));
    }
    let mut taken = BTreeSet::new();
    for slot in slots {
        if let Area::Section(id) = &slot.area
            && edition.section(id).is_none()
        {
            return Err(Refusal::new(Code::UnknownSection)
                .with("section", id.as_str())
                .with("edition", edition.id.as_str()));
        }
        if !taken.insert((&slot.area, slot.position)) {
            return Err(Refusal::new(Code::SlotTwice).with("position", u64::from(slot.position)));
        }
        if slot.headline.chars().count() > HEADLINE_MAX {
            return Err(Refusal::new(Code::TextTooLong).with("max", HEADLINE_MAX as u64));
        }
    }
    Ok(())
}
