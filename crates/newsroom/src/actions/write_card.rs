//! Takes fields of the card from a window, each of its changes once.

use std::collections::{BTreeMap, BTreeSet};

use manuscript::merged;
use store::ManuscriptChange;
use story::{Content, StoryId};

use super::open_manuscript::{begin, open};
use super::save_revision::closed;
use crate::manuscripts::{Shared, shared};
use crate::mend::mended;
use crate::{Caller, Fault, Newsroom, Permission, Result};

/// By the name of a field, the window that it was changed in, and which of that window's changes it was.
pub type CardMarks = BTreeMap<String, (u64, u64)>;

impl Newsroom {
    /// Makes the document say what `edit` makes of it, given the names of those fields that were taken before: whoever
    /// sends one again did not hear that it was kept, and others may have changed it since. Answers with the version.
    /// No audit: the revision that it becomes has it.
    pub async fn write_card(
        &self,
        caller: &Caller,
        story: StoryId,
        marks: &CardMarks,
        edit: impl FnOnce(&Content, &BTreeSet<&str>) -> Content + Send,
    ) -> Result<u64> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.owns(&work.row)?;
        open(closed(caller, &work.row))?;
        begin(&mut work).await?;
        let writer = work.writer();
        let Some(mut shared) = shared(&mut work.tx, story, writer).await? else { return Ok(0) };
        let (taken, new) = sorted(&shared, marks);
        let before = shared.content();
        let after = mended(edit(&before, &taken))?;
        if after == before && new.is_empty() {
            return Ok(shared.row.head.version);
        }
        let changes = [shared.document.change(&before, &after), shared.document.hear(&new)];
        let change = merged(changes).map_err(|error| Fault::new("write-card", error))?;
        let (version, at, account) = (shared.row.head.version + 1, work.now, caller.account);
        work.tx.append_change(story, &ManuscriptChange { version, account, at, change }).await?;
        work.commit().await?;
        Ok(version)
    }
}

/// The fields that were taken before, and the last change of each window among the others.
fn sorted<'m>(shared: &Shared, marks: &'m CardMarks) -> (BTreeSet<&'m str>, BTreeMap<u64, u64>) {
    let (mut taken, mut new) = (BTreeSet::new(), BTreeMap::new());
    for (name, &(window, count)) in marks {
        if count <= shared.document.heard(window) {
            taken.insert(name.as_str());
        } else {
            let last = new.entry(window).or_insert(count);
            *last = count.max(*last);
        }
    }
    (taken, new)
}
