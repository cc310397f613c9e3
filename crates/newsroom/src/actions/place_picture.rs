//! Puts a picture of the library into a story.

use serde_json::json;
use story::{Asset, AssetId, BlockBody, Content, File, Picture, StoryId};

use super::save_revision::{Words, add, closed};
use super::set_focal_point::picture;
use crate::mend::mended;
use crate::newsroom::desk_has_it;
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result, Saved};

impl Newsroom {
    /// A new revision that shows it: above the text where nothing stands there, otherwise below the last block. What the
    /// library says of it goes along. A story that shows it already stays as it is.
    pub async fn place_picture(&self, caller: &Caller, story: StoryId, asset: AssetId) -> Result<Saved> {
        caller.needs(Permission::WriteOwn)?;
        let mut work = self.begin_on(caller, story).await?;
        caller.may_write(&work.row)?;
        if let Some(state) = closed(caller, &work.row) {
            return Err(desk_has_it(state).into());
        }
        let known = picture(&mut work.tx, asset).await?;
        let head = work.row.head;
        let unread = || Refusal::new(Code::UnknownRevision).with("number", head);
        let before = work.tx.revision(story, head).await?.ok_or_else(unread)?;
        let Some(content) = with(before.content, known) else { return Ok(Saved { number: head }) };
        let (content, note) = (mended(content)?, String::new());
        let number =
            add(&mut work, caller, Words { base: head, note, beside: false, merged: false, content }).await?;
        let detail = json!({ "asset": asset.to_string(), "revision": number });
        work.write(caller, "place-picture", detail).await?;
        work.commit().await?;
        Ok(Saved { number })
    }
}

/// The story with the picture; nothing where it shows it already.
fn with(mut content: Content, asset: Asset) -> Option<Content> {
    let file = File::Stored { asset: asset.id };
    if content.pictures().any(|picture| picture.file == file) {
        return None;
    }
    let (caption, language) = asset.caption_in(&content.language);
    let language = Some(language).filter(|known| known.is_known() && *known != content.language);
    let picture =
        Picture { file, caption: caption.to_owned(), credit: asset.credit, alt: asset.alt, language };
    match &content.lead {
        None => content.lead = Some(picture),
        Some(_) => content.push(BlockBody::Picture(picture)),
    }
    Some(content)
}
