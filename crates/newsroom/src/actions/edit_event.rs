//! Works on an event of the planning: alone or with others, nothing that anybody did is lost.

use serde_json::json;
use store::{Event, EventRow, EventVersion, Note, Tx};
use story::{AccountId, EventId, Timestamp};

use crate::limits::EVENT_TEXT_CHARS_MAX;
use crate::mend::required;
use crate::newsroom::event_subject;
use crate::planning::{merge, settled};
use crate::recurrence::{left_out, times};
use crate::{Caller, Code, EventEdit, Newsroom, Permission, Refusal, Result, event_changes};

/// Versions that are looked through for whoever changed a field.
const LOOKED_THROUGH: u32 = 100;

impl Newsroom {
    /// The number of the version that says so. `base` is the version that the caller looked at; what others did to
    /// other fields since stays. Refused where somebody else changed the same field.
    pub async fn edit_event(&self, caller: &Caller, id: EventId, base: u64, edit: &EventEdit) -> Result<u64> {
        caller.needs(Permission::TakeCoverage)?;
        let mut tx = self.store.begin().await?;
        let row = tx.event_for_update(id).await?.ok_or_else(|| unknown_event(id))?;
        may_edit(caller, &row.event, edit)?;
        self.fits_coverage(edit).await?;
        let (seen, mine) = match edit {
            EventEdit::Undo { version } => {
                let before = event_at(&mut tx, id, version.saturating_sub(1)).await?.event;
                (event_at(&mut tx, id, *version).await?.event, before)
            }
            _ => {
                let seen = event_at(&mut tx, id, base).await?.event;
                let mine = self.edited(caller, seen.clone(), edit)?;
                (seen, mine)
            }
        };
        let event = match merge(&seen, &settled(mine), &row.event) {
            Ok(event) => self.checked_event(event)?,
            Err(field) => {
                drop(tx);
                return Err(self.event_changed(&row, &field).await?.into());
            }
        };
        if event == row.event {
            return Ok(row.version);
        }
        let changed: Vec<String> =
            event_changes(&row.event, &event).into_iter().map(|change| change.field).collect();
        let version = row.version + 1;
        let row = EventRow { version, by: caller.account, at: self.now(), event, ..row };
        tx.put_event(&row).await?;
        let detail = json!({ "edit": edit.name(), "version": version, "changed": changed });
        tx.insert_audit(&self.audit_row(caller, "edit-event", event_subject(id), detail)).await?;
        tx.commit().await?;
        self.wake_planning();
        Ok(version)
    }

    fn edited(&self, caller: &Caller, mut event: Event, edit: &EventEdit) -> Result<Event> {
        let number = edit.number();
        let coverage = match number {
            Some(number) => Some(event.coverages.get_mut(&number).ok_or_else(unknown_coverage)?),
            None => None,
        };
        match (edit, coverage) {
            (EventEdit::Change { coverage: wanted, .. }, Some(coverage)) => *coverage = wanted.clone(),
            (EventEdit::Assign { to, .. }, Some(coverage)) => coverage.assignee = *to,
            (EventEdit::Advance { state, .. }, Some(coverage)) => coverage.state = *state,
            (EventEdit::Link { story, .. }, Some(coverage)) => coverage.story = *story,
            (EventEdit::Describe(words), _) => {
                let (coverages, notes, news_since) = (event.coverages, event.notes, event.news_since);
                let (also, skipped) = (event.also, event.skipped);
                event = Event { coverages, notes, news_since, also, skipped, ..(**words).clone() };
            }
            (EventEdit::Stand(standing), _) => event.standing = *standing,
            (EventEdit::Cover(coverage), _) => {
                event.coverages.insert(self.free_number(), coverage.clone());
            }
            (EventEdit::Note(text), _) => {
                let text = required(text, Code::EmptyReason, EVENT_TEXT_CHARS_MAX)?;
                event.notes.insert(self.free_number(), Note { by: caller.account, at: self.now(), text });
            }
            (EventEdit::Skip(starts), _) => {
                self.one_of(&event, *starts)?;
                let key = left_out(&event, &self.time_zone_of_house(), *starts);
                event.skipped.insert(key, true);
            }
            (EventEdit::Seen, _) => event.news_since = None,
            _ => {}
        }
        Ok(event)
    }

    /// The time of a series that begins then.
    pub(super) fn one_of(&self, event: &Event, starts: Timestamp) -> Result<(Timestamp, Timestamp), Refusal> {
        let behind = starts.checked_add(jiff::SignedDuration::from_secs(1)).unwrap_or(starts);
        let found = times(event, &self.time_zone_of_house(), starts, behind);
        let found = found.into_iter().find(|(begins, _)| event.is_series() && *begins == starts);
        found.ok_or_else(|| Refusal::new(Code::NotATimeOfIt))
    }

    /// Later ones are larger, and two that are given at once are not the same: what each adds stays.
    pub(super) fn free_number(&self) -> u32 {
        let minutes = self.now().as_second() / 60 % (1 << 20);
        ((minutes as u32) << 12) | (self.context.random() as u32 & 0xfff)
    }

    /// Whom it names, and which story, must be there.
    async fn fits_coverage(&self, edit: &EventEdit) -> Result<()> {
        let (assignee, story) = match edit {
            EventEdit::Cover(coverage) | EventEdit::Change { coverage, .. } => {
                (coverage.assignee, coverage.story)
            }
            EventEdit::Assign { to, .. } => (*to, None),
            EventEdit::Link { story, .. } => (None, *story),
            _ => return Ok(()),
        };
        if let Some(account) = assignee {
            self.known_account(account).await?;
        }
        if let Some(story) = story {
            self.row(story).await?;
        }
        Ok(())
    }

    async fn event_changed(&self, row: &EventRow, field: &str) -> Result<Refusal> {
        let versions = self.store.event_versions(row.id, row.version + 1, LOOKED_THROUGH).await?;
        let changed = versions.windows(2).find(|pair| {
            event_changes(&pair[1].event, &pair[0].event).iter().any(|change| change.field == field)
        });
        let by = changed.map_or(row.by, |pair| pair[0].by);
        let name = self.name_of(&Caller::system(), by).await?;
        Ok(Refusal::new(Code::EventChanged).with("name", name).with("field", field))
    }
}

/// Editors plan; reporters take what nobody has, and say how far they are with what is theirs.
fn may_edit(caller: &Caller, event: &Event, edit: &EventEdit) -> Result<(), Refusal> {
    if caller.role.may(Permission::Plan) || matches!(edit, EventEdit::Note(_)) {
        return Ok(());
    }
    let Some(number) = edit.number() else { return Err(caller.lacks(Permission::Plan)) };
    let coverage = event.coverages.get(&number).ok_or_else(unknown_coverage)?;
    let me = Some(caller.account);
    match edit {
        EventEdit::Assign { to, .. } if *to == me => free_for(caller.account, coverage.assignee),
        EventEdit::Assign { to: None, .. } | EventEdit::Advance { .. } | EventEdit::Link { .. } => {
            if coverage.assignee == me { Ok(()) } else { Err(Refusal::new(Code::CoverageNotYours)) }
        }
        _ => Err(caller.lacks(Permission::Plan)),
    }
}

pub(super) fn free_for(account: AccountId, assignee: Option<AccountId>) -> Result<(), Refusal> {
    match assignee {
        Some(other) if other != account => Err(Refusal::new(Code::CoverageNotYours)),
        _ => Ok(()),
    }
}

pub(super) async fn event_at(tx: &mut Tx, id: EventId, version: u64) -> Result<EventVersion> {
    Ok(tx.event_version(id, version).await?.ok_or_else(|| unknown_event(id))?)
}

pub(crate) fn unknown_event(id: EventId) -> Refusal {
    Refusal::new(Code::UnknownEvent).with("id", id.to_string())
}

pub(super) fn unknown_coverage() -> Refusal {
    Refusal::new(Code::UnknownCoverage)
}
