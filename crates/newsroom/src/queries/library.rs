//! The pictures of the library: those that came last, those that say some words, those that need care.

use std::collections::{HashMap, HashSet};

use store::{Cursor, Held, StoryRow};
use story::{AssetId, File, Slot, Timestamp, folded};

use crate::{Caller, Newsroom, Permission, Result};

/// What is looked for; what is empty narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LibraryFilter {
    /// Words of caption, credit, description, place or holder, each from its beginning, whatever their case and accents.
    pub text: String,
    /// Only what somebody has to look after.
    pub care: bool,
}

/// Why a picture needs care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    NoCredit,
    /// It may not be shown any more.
    Expired(Timestamp),
    /// It may be shown for a few more days.
    Expires(Timestamp),
}

/// A part of the library, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    pub pictures: Vec<Held>,
    /// Where it goes on; there may be nothing more that fits.
    pub next: Option<Cursor>,
}

/// Where a picture stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Uses {
    /// Stories that show it now, the last changed first; the first of many.
    pub stories: Vec<StoryRow>,
    /// Editions whose front shows readers one of these stories with it.
    pub fronts: Vec<String>,
}

/// Stories that a picture is told to stand in; what has more is a sign of the house.
const USES_MAX: u32 = 50;
/// Rows read at once, and how many are looked through for one answer.
const STEP: u32 = 200;
const LOOKED_MAX: u32 = 4000;
/// Rights that end so soon are told.
const SOON_DAYS: i64 = 30;

impl Newsroom {
    pub async fn library(
        &self,
        caller: &Caller,
        filter: &LibraryFilter,
        from: Option<Cursor>,
        limit: u32,
    ) -> Result<Library> {
        caller.needs(Permission::Read)?;
        let words: Vec<String> = split(&folded(&filter.text)).map(str::to_owned).collect();
        let (mut pictures, mut next, mut looked) = (Vec::new(), from, 0);
        loop {
            let page = self.store.library(next, STEP).await?;
            next = page.next;
            looked += STEP;
            for held in page.rows {
                let wanted = says(&held, &words) && (!filter.care || self.care_of(&held).is_some());
                if !wanted {
                    continue;
                }
                if pictures.len() >= limit as usize {
                    let next = pictures.last().map(Held::place);
                    return Ok(Library { pictures, next });
                }
                pictures.push(held);
            }
            if next.is_none() || looked >= LOOKED_MAX {
                return Ok(Library { pictures, next });
            }
        }
    }

    pub async fn held(&self, caller: &Caller, id: AssetId) -> Result<Option<Held>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.held(id).await?)
    }

    /// How many stories show each of these.
    pub async fn count_uses(&self, caller: &Caller, assets: &[AssetId]) -> Result<HashMap<AssetId, u64>> {
        caller.needs(Permission::Read)?;
        Ok(self.store.uses(assets).await?.into_iter().collect())
    }

    /// Where it stands: in which stories, and on which fronts that readers see.
    pub async fn uses(&self, caller: &Caller, asset: AssetId) -> Result<Uses> {
        caller.needs(Permission::Read)?;
        let stories = self.store.stories_showing(asset, USES_MAX).await?;
        let mut leads = HashSet::new();
        for row in stories.iter().filter(|row| row.live.is_some()) {
            let live = self.store.revision(row.id, row.live.unwrap_or_default()).await?;
            let lead = live.and_then(|live| live.content.lead).map(|picture| picture.file);
            if lead == Some(File::Stored { asset }) {
                leads.insert(row.id);
            }
        }
        let mut fronts = Vec::new();
        for edition in &self.shared.tables.editions {
            let Some(out) = self.live_front(&edition.id).await? else { continue };
            let shows = |slot: &Slot| match slot.picture {
                Some(chosen) => chosen == asset,
                None => leads.contains(&slot.story),
            };
            if out.front.slots.iter().any(shows) {
                fronts.push(edition.id.clone());
            }
        }
        Ok(Uses { stories, fronts })
    }

    /// What somebody has to look after about it, the gravest first.
    pub fn care_of(&self, held: &Held) -> Option<Care> {
        let now = self.now();
        match held.asset.rights.expires {
            Some(at) if at <= now => Some(Care::Expired(at)),
            _ if held.asset.credit.trim().is_empty() => Some(Care::NoCredit),
            Some(at) if at.duration_since(now).as_hours() < SOON_DAYS * 24 => Some(Care::Expires(at)),
            _ => None,
        }
    }
}

fn says(held: &Held, words: &[String]) -> bool {
    let asset = &held.asset;
    let all = [&asset.caption, &asset.credit, &asset.alt, &asset.place, &asset.rights.holder];
    let there: Vec<String> =
        all.into_iter().chain(asset.captions.values()).map(|text| folded(text)).collect();
    let begins =
        |word: &String| there.iter().any(|text| split(text).any(|one| one.starts_with(word.as_str())));
    words.iter().all(begins)
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
