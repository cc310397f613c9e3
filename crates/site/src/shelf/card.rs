//! A live story as lists show it.

use story::{AssetKind, Card, CardPicture, File, LiveStory, Picture};

pub(crate) fn card(story: &LiveStory) -> Card {
    let content = &story.content;
    Card {
        id: story.id,
        path: story.path.clone(),
        headline: content.headline.clone(),
        kicker: content.kicker.clone(),
        standfirst: content.standfirst.clone(),
        byline: content.byline.iter().map(|signature| signature.name.clone()).collect(),
        section: content.section.clone(),
        urgency: content.urgency,
        first_published: story.first_published,
        updated: story.updated,
        corrected: !story.corrections.is_empty(),
        picture: content.lead.as_ref().and_then(|lead| picture(story, lead)),
    }
}

/// Only a picture of the library can be shown; one that a wire merely named has no bytes here.
fn picture(story: &LiveStory, lead: &Picture) -> Option<CardPicture> {
    let File::Stored { asset } = lead.file else { return None };
    let asset = story.assets.iter().find(|known| known.id == asset && known.kind == AssetKind::Picture)?;
    Some(CardPicture {
        hash: asset.hash.clone(),
        media_type: asset.media_type.clone(),
        width: asset.width,
        height: asset.height,
        focal_point: asset.focal_point,
        caption: lead.caption.clone(),
        credit: lead.credit.clone(),
    })
}
