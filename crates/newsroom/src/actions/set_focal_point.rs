//! Says which point of a picture every crop keeps.

use serde_json::json;
use store::Tx;
use story::{Asset, AssetId, AssetKind, FocalPoint, State, StoryId};

use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// Thousandths: the far edge.
const EDGE: u16 = 1000;

/// A picture of the library.
pub(super) async fn picture(tx: &mut Tx, asset: AssetId) -> Result<Asset> {
    let known = tx.assets(&[asset]).await?.into_iter().find(|known| known.kind == AssetKind::Picture);
    let unknown = || Refusal::new(Code::UnknownPicture).with("asset", asset.to_string());
    Ok(known.ok_or_else(unknown)?)
}

/// The point of the picture that is nearest.
pub(super) fn within(point: FocalPoint) -> FocalPoint {
    FocalPoint { x: point.x.min(EDGE), y: point.y.min(EDGE) }
}

impl Newsroom {
    /// Of the picture, wherever it is shown. Readers who have this story see the new crops at once, which asks for the right
    /// to publish; those of other stories once these go out again, or the point is set in them too.
    pub async fn set_focal_point(
        &self,
        caller: &Caller,
        story: StoryId,
        asset: AssetId,
        point: FocalPoint,
    ) -> Result<()> {
        caller.needs(Permission::WriteOwn)?;
        let row = self.row(story).await?;
        let (mut work, coverage) = self.begin_with_coverage(caller, &row).await?;
        caller.owns(&work.row)?;
        if work.row.state == State::Live {
            caller.needs(Permission::Publish)?;
        }
        let mut picture = picture(&mut work.tx, asset).await?;
        let point = within(point);
        // Set elsewhere, it may not have come to the readers of this story.
        if picture.focal_point == point && work.row.state != State::Live {
            return Ok(());
        }
        picture.focal_point = point;
        work.tx.update_asset(&picture).await?;
        let detail = json!({ "asset": asset.to_string(), "x": point.x, "y": point.y });
        self.tell_readers(caller, &mut work, coverage.as_ref(), "set-focal-point", detail).await?;
        work.commit().await
    }
}
