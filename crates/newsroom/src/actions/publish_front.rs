//! Makes up the front of an edition: which story stands where, under which headline, with which picture.

use std::collections::BTreeSet;

use serde_json::json;
use store::Tx;
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
        self.reached_edition(caller, &front.edition)?;
        self.may_go_out(&front).await?;
        let mut tx = self.store.begin().await?;
        let seq = self.put_out_front(&mut tx, caller, front).await?;
        tx.commit().await?;
        self.wake_fronts();
        Ok(seq)
    }

    /// Refuses what readers' pages could not show.
    pub(crate) async fn may_go_out(&self, front: &Front) -> Result<()> {
        let edition = self.known_edition(&front.edition)?;
        check(&front.slots, edition)?;
        for slot in &front.slots {
            if !self.stands_live(slot, edition).await? {
                return Err(Refusal::new(Code::UnfitSlot)
                    .with("story", slot.story.to_string())
                    .with("edition", edition.id.as_str())
                    .into());
            }
        }
        Ok(())
    }

    /// Writes the journal entry and who did it. From here to the commit nobody else publishes anything.
    pub(crate) async fn put_out_front(&self, tx: &mut Tx, caller: &Caller, front: Front) -> Result<u64> {
        let (edition, slots) = (front.edition.clone(), front.slots.len());
        let seq = tx.append_journal(self.now(), &Change::Front(front)).await?;
        let detail = json!({ "edition": edition, "slots": slots, "entry": seq });
        tx.insert_audit(&self.audit_row(caller, "publish-front", edition_subject(&edition), detail)).await?;
        Ok(seq)
    }

    /// A story that is withdrawn in the next moment falls out of its slot by itself.
    pub(crate) async fn stands_live(&self, slot: &Slot, edition: &Edition) -> Result<bool> {
        let row = self.store.story(slot.story).await?;
        Ok(row.is_some_and(|row| row.state == State::Live && row.edition == edition.id))
    }
}

pub(super) fn check(slots: &[Slot], edition: &Edition) -> Result<(), Refusal> {
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
