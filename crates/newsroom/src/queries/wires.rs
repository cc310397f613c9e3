//! Questions about the wire: what arrived, what belongs together, what it means for a story.

use store::{Arrival, ArrivalFilter, Arrived, Cursor, PageOf, StoryItem, StoryRow, WireAlert};
use story::{ItemId, StoryId, folded};
use tokio::sync::watch;

use crate::wires::{BlockOrigin, provenance};
use crate::{Caller, Newsroom, Permission, Result};

impl Newsroom {
    /// Last arrival first; of each family the newest, unless the filter asks for all versions.
    pub async fn arrivals(
        &self,
        caller: &Caller,
        filter: &ArrivalFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<PageOf<Arrived>> {
        caller.needs(Permission::Read)?;
        let filter = ArrivalFilter { text: folded(&filter.text), ..filter.clone() };
        Ok(self.store.arrivals(&filter, from, limit).await?)
    }

    pub async fn last_arrival(&self, caller: &Caller) -> Result<u64> {
        caller.needs(Permission::Read)?;
        Ok(self.store.last_arrival().await?)
    }

    /// Changes when something arrived in this process or somebody handled an item; others are found by asking.
    pub fn arrivals_signal(&self) -> watch::Receiver<u64> {
        self.shared.arrivals.subscribe()
    }

    pub async fn arrival(&self, caller: &Caller, item: ItemId) -> Result<Option<Arrival>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.arrival(item).await?)
    }

    /// Every version, correction and kill that belongs to an item, in the order of arrival.
    pub async fn family(&self, caller: &Caller, arrival: &Arrival) -> Result<Vec<Arrived>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.family(arrival.family).await?)
    }

    /// What other agencies sent that says nearly the same; who was first stands first.
    pub async fn cluster(&self, caller: &Caller, arrival: &Arrival) -> Result<Vec<Arrived>> {
        caller.needs(Permission::Read)?;
        let all = self.store.cluster(arrival.cluster).await?;
        Ok(all.into_iter().filter(|one| one.arrival.family != arrival.family).collect())
    }

    /// The stories that an item went into, in every edition.
    pub async fn stories_built_from(&self, caller: &Caller, item: ItemId) -> Result<Vec<StoryRow>> {
        caller.needs(Permission::Read)?;
        let mut rows = Vec::new();
        for story in self.store.stories_built_from(item).await? {
            rows.extend(self.store.story(story).await?);
        }
        Ok(rows)
    }

    pub async fn items_of_story(&self, caller: &Caller, story: StoryId) -> Result<Vec<StoryItem>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.items_of_story(story).await?)
    }

    /// What happened on the wire to what a story is built from; decided or not.
    pub async fn wire_alerts(&self, caller: &Caller, story: StoryId) -> Result<Vec<WireAlert>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.wire_alerts(story).await?)
    }

    /// What nobody has decided yet, of all stories.
    pub async fn open_wire_alerts(&self, caller: &Caller, limit: u32) -> Result<Vec<WireAlert>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.open_wire_alerts(limit).await?)
    }

    /// From which item each paragraph of the head revision comes, and whether it was changed.
    pub async fn provenance_of(&self, caller: &Caller, story: StoryId) -> Result<Vec<BlockOrigin>> {
        let view = self.story(caller, story).await?;
        let mut items = Vec::new();
        for built in self.store.items_of_story(story).await? {
            items.extend(self.store.item(built.item).await?.map(|row| (row.id, row.item)));
        }
        let borrowed: Vec<_> = items.iter().map(|(id, item)| (*id, item)).collect();
        Ok(provenance(&view.revision.content, &borrowed))
    }
}
