//! Whether what was written about a story is what was sealed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use store::{Break, Disagreement, LinkKind, Record, Verdict};
use story::StoryId;

use crate::newsroom::unknown_story;
use crate::{Caller, Newsroom, Permission, Result};

/// The record of one story, its seals computed anew from what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryRecord {
    /// The last one, over all that was ever written about the story: 64 hexadecimal digits. Nothing where an earlier version
    /// wrote the story and it is still to be sealed.
    pub seal: Option<String>,
    /// `sealed` where every seal agrees, `broken` where one does not, `unsealed` where there are none yet.
    pub state: &'static str,
    /// The first that does not agree: from it on nothing is proven.
    pub broken: Option<BrokenLink>,
}

/// Where a record does not agree with its seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BrokenLink {
    /// `revision` or `publication`.
    pub kind: &'static str,
    /// That of the revision, or of the journal's entry; 0 where nothing is left.
    pub number: u64,
    /// `changed`; `lost-before` and `lost-after` where others are gone; `added` where it has no seal.
    pub how: &'static str,
}

/// Seals by what they seal.
pub(super) type Seals = BTreeMap<(LinkKind, u64), String>;

impl Newsroom {
    pub async fn story_record(&self, caller: &Caller, story: StoryId) -> Result<StoryRecord> {
        caller.needs(Permission::Read)?;
        Ok(self.sealed(story).await?.0)
    }

    pub(super) async fn sealed(&self, story: StoryId) -> Result<(StoryRecord, Seals)> {
        let record = self.store.record(story).await?.ok_or_else(|| unknown_story(story))?;
        let told = StoryRecord::of(&record);
        let seals = record.links.into_iter().map(|link| ((link.kind, link.number), link.seal));
        Ok((told, seals.collect()))
    }
}

impl StoryRecord {
    pub fn of(record: &Record) -> Self {
        let (state, broken) = match record.verdict {
            Verdict::Sealed => ("sealed", None),
            Verdict::Unsealed => ("unsealed", None),
            Verdict::Broken(found) => ("broken", Some(broken(found))),
        };
        let seal = (record.verdict != Verdict::Unsealed).then(|| record.seal.clone());
        Self { seal, state, broken }
    }
}

fn broken(Break { kind, number, how }: Break) -> BrokenLink {
    let kind = match kind {
        LinkKind::Revision => "revision",
        LinkKind::Publication => "publication",
    };
    let how = match how {
        Disagreement::Changed => "changed",
        Disagreement::LostBefore => "lost-before",
        Disagreement::LostAfter => "lost-after",
        Disagreement::Added => "added",
    };
    BrokenLink { kind, number, how }
}
