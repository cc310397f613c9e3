//! Pictures that came inside a delivery: kept as blobs and assets, so that its items can show them.

use std::collections::BTreeMap;

use story::{Asset, AssetId, BlockBody, Enclosed, File, Item, Picture, Rights};

use crate::actions::asset;
use crate::{AddAsset, Newsroom, Result};

/// Assets of a delivery: by the name or address that its items use, and those that are new to the library.
pub(crate) struct Kept {
    by_name: BTreeMap<String, AssetId>,
    pub(crate) new: Vec<Asset>,
}

impl Newsroom {
    /// Bytes first; the rows are written by the transaction that files the items. What is no picture we can show is
    /// left in the delivery's own bytes.
    pub(crate) async fn keep_enclosed(
        &self,
        items: &[Item],
        files: &[Enclosed],
        known: BTreeMap<String, AssetId>,
    ) -> Result<Kept> {
        let mut kept = Kept { by_name: known, new: Vec::new() };
        for file in files {
            let Ok((bytes, picture)) = self.inspect(file.bytes.clone()).await else { continue };
            let hash = self.store.blobs().put(&bytes).await?;
            let known = kept.new.iter().find(|asset| asset.hash == hash).cloned();
            let known = match known {
                Some(asset) => Some(asset),
                None => self.store.asset_by_hash(&hash).await?,
            };
            let id = if let Some(asset) = known {
                asset.id
            } else {
                let (words, item) = shown(items, &file.name).unwrap_or_default();
                let add = AddAsset {
                    bytes: Vec::new(),
                    media_type: None,
                    caption: words.caption,
                    credit: words.credit,
                    alt: words.alt,
                    language: item.language,
                    rights: Rights { holder: item.copyright, terms: item.usage_terms, expires: item.expires },
                };
                let asset = asset(AssetId::from_number(self.context.random()), hash, add, picture);
                kept.new.push(asset.clone());
                asset.id
            };
            kept.by_name.insert(file.name.clone(), id);
        }
        Ok(kept)
    }
}

impl Kept {
    /// Points the item's pictures at the assets; names that lead nowhere become missing files.
    pub(crate) fn point(&self, item: &mut Item) {
        for picture in pictures(item) {
            let File::Remote { href } = &picture.file else { continue };
            let inside = href.strip_prefix("cid:");
            match self.by_name.get(inside.unwrap_or(href)) {
                Some(asset) => picture.file = File::Stored { asset: *asset },
                None if inside.is_some() => picture.file = File::Missing,
                None => {}
            }
        }
    }
}

fn shown(items: &[Item], name: &str) -> Option<(Picture, Item)> {
    let named = |picture: &Picture| matches!(&picture.file, File::Remote { href } if href.strip_prefix("cid:") == Some(name));
    items.iter().find_map(|item| {
        let mut item = item.clone();
        let words = pictures(&mut item).into_iter().find(|picture| named(picture)).cloned()?;
        Some((words, item))
    })
}

fn pictures(item: &mut Item) -> Vec<&mut Picture> {
    let inside = item.blocks.iter_mut().flat_map(|block| match &mut block.body {
        BlockBody::Picture(picture) => std::slice::from_mut(picture).iter_mut(),
        BlockBody::Gallery(gallery) => gallery.pictures.iter_mut(),
        BlockBody::Video(video) => std::slice::from_mut(&mut video.poster).iter_mut(),
        _ => [].iter_mut(),
    });
    item.lead.iter_mut().chain(inside).collect()
}
