//! Pictures of the old site: from a copy of its folder where there is one, from the site itself otherwise. Each once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use intake::{Ask, Client};
use newsroom::{AddAsset, Caller, Error, Newsroom};
use story::{AssetId, BlockBody, Content, File, Item, Language, Picture, Rights};

use super::fetch;
use super::plan::guid;
use super::report::Report;
use crate::cli::ImportArgs;

/// A picture beyond is none for readers.
const BYTES_MAX: usize = 40 << 20;
/// A server that failed so often in a row is not asked any more.
const FAILURES_MAX: u32 = 3;

pub(super) struct Pictures {
    client: Arc<Client>,
    /// A copy of `wp-content/uploads` or of `content/images`.
    folder: Option<PathBuf>,
    wanted: bool,
    known: HashMap<String, Option<AssetId>>,
    failures: HashMap<String, u32>,
}

impl Pictures {
    pub(super) fn new(client: Arc<Client>, args: &ImportArgs) -> Self {
        let (folder, wanted) = (args.pictures.clone(), !args.without_pictures);
        Self { client, folder, wanted, known: HashMap::new(), failures: HashMap::new() }
    }

    /// Puts the pictures of a story into the library and points the story at them.
    pub(super) async fn bring(
        &mut self,
        newsroom: &Newsroom,
        content: &mut Content,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let language = content.language.clone();
        for picture in shown(content) {
            let File::Remote { href } = &picture.file else { continue };
            let href = href.clone();
            let asset = match self.known.get(&href) {
                Some(known) => *known,
                None => {
                    let asset = self.add(newsroom, None, &href, words(picture, &language), report).await?;
                    self.known.insert(href.clone(), asset);
                    asset
                }
            };
            if let Some(asset) = asset {
                picture.file = File::Stored { asset };
            }
        }
        Ok(())
    }

    /// A picture of the old library, whether a story shows it or not.
    pub(super) async fn keep(
        &mut self,
        newsroom: &Newsroom,
        origin: &str,
        item: &Item,
        report: &mut Report,
    ) -> anyhow::Result<()> {
        let Some(picture) = &item.lead else { return Ok(()) };
        let File::Remote { href } = &picture.file else { return Ok(()) };
        let guid = guid(item);
        if newsroom.imported(&Caller::system(), origin, &guid, href).await? == Some(true) {
            report.pictures_known += 1;
            return Ok(());
        }
        if self.known.contains_key(href) {
            return Ok(());
        }
        let mut add = words(picture, &item.language);
        add.rights =
            Rights { holder: item.copyright.clone(), terms: item.usage_terms.clone(), expires: None };
        let asset = self.add(newsroom, Some((origin, &guid)), href, add, report).await?;
        self.known.insert(href.clone(), asset);
        Ok(())
    }

    async fn add(
        &mut self,
        newsroom: &Newsroom,
        mark: Option<(&str, &str)>,
        href: &str,
        mut add: AddAsset,
        report: &mut Report,
    ) -> anyhow::Result<Option<AssetId>> {
        if !self.wanted {
            return Ok(None);
        }
        match self.bytes(href).await {
            Ok(bytes) => add.bytes = bytes,
            Err(why) => {
                report.picture_missing(href, &why);
                return Ok(None);
            }
        }
        let caller = Caller::system();
        let added = match mark {
            Some((origin, guid)) => newsroom.import_picture(&caller, (origin, guid, href), add).await,
            None => newsroom.add_asset(&caller, add).await,
        };
        match added {
            Ok(asset) => {
                report.pictures += 1;
                Ok(Some(asset.id))
            }
            Err(Error::Refused(refusal)) => {
                report.picture_missing(href, &refusal.text(&Language::new("en")));
                Ok(None)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn bytes(&mut self, href: &str) -> Result<Vec<u8>, String> {
        if let Some(file) = self.folder.as_deref().and_then(|folder| local(folder, href)) {
            return tokio::fs::read(&file).await.map_err(|error| format!("{}: {error}", file.display()));
        }
        let host = href.split('/').nth(2).unwrap_or_default().to_owned();
        if self.failures.get(&host).is_some_and(|count| *count >= FAILURES_MAX) {
            return Err(format!("{host} did not answer before"));
        }
        match fetch::patiently(&self.client, Ask::get(href, BYTES_MAX)).await {
            Ok(answer) if answer.status.is_success() => {
                self.failures.remove(&host);
                Ok(answer.body)
            }
            Ok(answer) => Err(format!("the server answers {}", answer.status)),
            Err(error) => {
                *self.failures.entry(host).or_default() += 1;
                Err(error.to_string())
            }
        }
    }
}

fn words(picture: &Picture, language: &Language) -> AddAsset {
    AddAsset {
        caption: picture.caption.clone(),
        credit: picture.credit.clone(),
        alt: picture.alt.clone(),
        language: language.clone(),
        ..AddAsset::default()
    }
}

fn shown(content: &mut Content) -> Vec<&mut Picture> {
    let inside = content.blocks.iter_mut().flat_map(|block| match &mut block.body {
        BlockBody::Picture(picture) => std::slice::from_mut(picture).iter_mut(),
        BlockBody::Gallery(gallery) => gallery.pictures.iter_mut(),
        BlockBody::Video(video) => std::slice::from_mut(&mut video.poster).iter_mut(),
        _ => [].iter_mut(),
    });
    content.lead.iter_mut().chain(inside).collect()
}

/// The longest end of the address that is a file in the folder; never outside it.
fn local(folder: &Path, href: &str) -> Option<PathBuf> {
    let path = href.split(['?', '#']).next()?.split("://").last()?;
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    if parts.iter().any(|part| matches!(*part, ".." | "." | "")) {
        return None;
    }
    (0..parts.len()).map(|from| folder.join(parts[from..].join("/"))).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_folder_is_looked_into_and_nothing_beside_it() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("uploads");
        std::fs::create_dir_all(folder.join("2012/01")).unwrap();
        std::fs::write(folder.join("2012/01/a.jpg"), "x").unwrap();
        std::fs::write(home.path().join("secret"), "x").unwrap();
        let found = |href: &str| local(&folder, href).is_some();
        assert!(found("https://old.example/wp-content/uploads/2012/01/a.jpg?w=3"));
        assert!(!found("https://old.example/2012/02/a.jpg"));
        assert!(!found("https://old.example/../secret") && !found("https://old.example/%2e%2e/secret"));
    }
}
