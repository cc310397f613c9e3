//! Puts the events of a calendar file into the planning.

use std::collections::BTreeMap;

use story::{EventId, ItemStatus};

use crate::wires::is_announced;
use crate::{Caller, Code, FileItem, Newsroom, Permission, Refusal, Result, SourceConfig};

/// What came of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedCalendar {
    /// Events that were not in the planning, in the file's order but series first.
    pub new: Vec<EventId>,
    /// Those that were: they follow what the file says, where nobody had decided otherwise.
    pub known: Vec<EventId>,
    /// Cancelled before they came, or not to be read as an event.
    pub left_out: usize,
    pub problems: Vec<story::Problem>,
}

impl Newsroom {
    /// The file goes into the wires first, as any delivery: so its later versions find their events. Of an edition and
    /// one of its sections; both may be empty.
    pub async fn import_calendar(
        &self,
        caller: &Caller,
        file: FileItem,
        edition: &str,
        section: &str,
    ) -> Result<ImportedCalendar> {
        caller.needs(Permission::Plan)?;
        let FileItem { bytes, name, media_type, .. } = &file;
        let config = SourceConfig::default();
        let read = self.read(bytes.clone(), name.clone(), media_type.clone(), &config).await;
        if !read.items.iter().any(is_announced) {
            return Err(Refusal::new(Code::NoEventsInFile).into());
        }
        let filed = self.file_for(caller, file, BTreeMap::new()).await?;
        let mut imported = ImportedCalendar { problems: filed.problems, ..ImportedCalendar::default() };
        let mut rows = Vec::with_capacity(filed.items.len());
        for item in &filed.items {
            rows.extend(self.store.item(item.id).await?);
        }
        // A time that is told otherwise is taken out of its series, which is to be there by then.
        rows.sort_by_key(|row| row.item.happening.as_ref().is_some_and(|it| it.instead.is_some()));
        for row in rows {
            let known = self.event_of_item(caller, row.id).await?;
            if let Some(known) = known {
                imported.known.push(known);
            } else if row.item.status != ItemStatus::Usable || !is_announced(&row.item) {
                imported.left_out += 1;
            } else {
                imported.new.push(self.plan_item(caller, row.id, edition, section).await?);
            }
        }
        Ok(imported)
    }
}
