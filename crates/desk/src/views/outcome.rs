//! What readers would get if something went out: the pages that change, where it stands, and how a list shows it.

use newsroom::{Caller, Error, Prospect};
use serde::Serialize;
use story::{AssetId, Card, Change, File, FocalPoint, LiveStory, StoryId};

use crate::app::Desk;
use crate::problem::Problem;

/// What the press of this node declares and prints anew.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Outcome {
    /// Scheme and host of those addresses.
    site: String,
    /// Addresses of what is read in a browser, most read first.
    pub pages: Vec<String>,
    /// Of what programs read.
    pub feeds: Vec<String>,
    /// Where the story will stand.
    pub address: Option<String>,
    /// As lists will show it.
    pub picture: Option<Shot>,
    /// Who is given it beside readers.
    pub partners: Vec<String>,
}

/// A picture in the cut that lists have.
#[derive(Debug, Serialize)]
pub(crate) struct Shot {
    pub asset: AssetId,
    pub look: String,
}

/// The classes that keep a focal point in sight, in steps of a tenth: no style attribute is allowed.
pub(crate) fn look(point: FocalPoint) -> String {
    let tenth = |thousandths: u16| (u32::from(thousandths.min(1000)) + 50) / 100 * 10;
    format!("fx-{} fy-{}", tenth(point.x), tenth(point.y))
}

/// Whether programs read what is at this address of the site.
pub(crate) fn is_feed(path: &str) -> bool {
    [".xml", ".json", ".txt"].iter().any(|end| path.ends_with(end))
}

impl Outcome {
    /// Of the pages and of what would stand there; nothing where the press has no answer, and the log says why.
    pub(crate) async fn of(
        desk: &Desk,
        caller: &Caller,
        changes: Vec<Change>,
    ) -> Result<Option<Self>, Problem> {
        let live = changes.iter().rev().find_map(Change::live).cloned();
        let Ok(declared) = desk.proof(move |proofs| proofs.stale(&changes)).await else { return Ok(None) };
        let (feeds, pages) = declared.into_iter().partition(|path| is_feed(path));
        let picture = live.as_ref().and_then(shot);
        let partners = match &live {
            Some(live) => desk.newsroom.partners_given(caller, live).await?,
            None => Vec::new(),
        };
        let site = desk.config.site_origin.clone();
        Ok(Some(Self { site, pages, feeds, address: live.map(|live| live.path), picture, partners }))
    }

    /// What this changes beyond what another does.
    pub(crate) fn beyond(self, other: &Self) -> Vec<String> {
        let known = |path: &String| other.pages.contains(path) || other.feeds.contains(path);
        self.pages.into_iter().chain(self.feeds).filter(|path| !known(path)).collect()
    }

    /// If this were done to a story; nothing where it cannot be.
    pub(crate) async fn of_story(
        desk: &Desk,
        caller: &Caller,
        story: StoryId,
        what: &Prospect,
    ) -> Result<Option<Self>, Problem> {
        match desk.newsroom.prospect(caller, story, what).await {
            Ok(changes) => Self::of(desk, caller, changes).await,
            Err(Error::Refused(_)) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }
}

fn shot(live: &LiveStory) -> Option<Shot> {
    let picture = Card::of(live).picture?;
    match live.content.lead.as_ref()?.file {
        File::Stored { asset } => Some(Shot { asset, look: look(picture.focal_point) }),
        _ => None,
    }
}
