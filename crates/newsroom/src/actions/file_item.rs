//! Files what a wire delivered: its bytes first, whatever can be read in them after.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use store::ItemRow;
use story::{AssetId, Format, Hash, Item, ItemId, Origin, Parsed, Problem};
use tracing::instrument;

use crate::limits::{FILE_BYTES_MAX, FILE_ITEMS_MAX};
use crate::mend::mended_item;
use crate::wires::{Filing, Received, SourceConfig};
use crate::{Caller, Code, Newsroom, Permission, Refusal, Result};

/// One delivery.
#[derive(Debug, Clone, Default)]
pub struct FileItem {
    pub bytes: Vec<u8>,
    /// File name or address; may be empty.
    pub name: String,
    /// As the sender declared it; may be empty.
    pub media_type: String,
    /// The wire, folder or feed it came by.
    pub source: String,
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// The blob with the bytes.
    pub raw: Hash,
    pub items: Vec<FiledItem>,
    /// Problems of the delivery as a whole; those of one item are in its row too.
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiledItem {
    pub id: ItemId,
    /// The same item was in the inbox before.
    pub already: bool,
}

impl Newsroom {
    /// Keeps the bytes, reads them with the format that knows them best, and puts the items into the inbox in their
    /// order. Bytes in which nothing can be read leave one item that says so. The same delivery twice is filed once.
    pub async fn file_item(&self, caller: &Caller, file: FileItem) -> Result<Filed> {
        self.file_with(caller, file, BTreeMap::new()).await
    }

    /// `pictures`: what the library has already of what its items show, by the addresses that they use.
    #[instrument(name = "file_item", skip_all, fields(source = file.source, bytes = file.bytes.len()))]
    pub(super) async fn file_with(
        &self,
        caller: &Caller,
        file: FileItem,
        pictures: BTreeMap<String, AssetId>,
    ) -> Result<Filed> {
        caller.needs(Permission::FileItems)?;
        self.file_for(caller, file, pictures).await
    }

    /// For whoever was found to be allowed what the file is for.
    pub(super) async fn file_for(
        &self,
        caller: &Caller,
        file: FileItem,
        pictures: BTreeMap<String, AssetId>,
    ) -> Result<Filed> {
        if file.bytes.is_empty() {
            return Err(Refusal::new(Code::FileEmpty).into());
        }
        if file.bytes.len() > FILE_BYTES_MAX {
            return Err(Refusal::new(Code::FileTooLarge).with("max", FILE_BYTES_MAX).into());
        }
        let raw = self.store.blobs().put(&file.bytes).await?;
        let FileItem { bytes, name, media_type, source } = file;
        let config = self.config_of(&source).await?;
        let mut parsed = self.read(bytes, name.clone(), media_type.clone(), &config).await;
        let kept = self.keep_enclosed(&parsed.items, &parsed.files, pictures).await?;
        for item in &mut parsed.items {
            kept.point(item);
            config.complete(item);
        }
        let Rows { items: rows, problems } = self.item_rows(&raw, &source, &name, parsed);
        let filing = Filing {
            caller: caller.clone(),
            delivery: Received { raw: raw.clone(), source, name, media_type },
            config,
            rows,
            problems: problems.clone(),
            pictures: kept.new,
        };
        let items = self.write_in_turn(filing).await?;
        Ok(Filed { raw, items, problems })
    }

    /// Whether something that was sent may be missing, or was not understood at all.
    pub(crate) fn is_damaged(&self, problems: &[Problem]) -> bool {
        const OURS: &[&str] = &["parser-failed", "no-item", "bad-mapping"];
        let damage = self.shared.tables.is_damage;
        problems.iter().any(|problem| damage(problem) || OURS.contains(&problem.code.as_str()))
    }

    /// The settings of the source of that name; none where it is a person or the command line.
    async fn config_of(&self, source: &str) -> Result<SourceConfig> {
        let row = self.store.source_named(source).await?;
        Ok(row.and_then(|row| serde_json::from_value(row.config).ok()).unwrap_or_default())
    }

    /// Parsing takes its time and sees hostile bytes: away from the async threads, and a panic is only a problem.
    pub(crate) async fn read(
        &self,
        bytes: Vec<u8>,
        name: String,
        media_type: String,
        config: &SourceConfig,
    ) -> Parsed {
        let (mapping, time_zone) = (config.mapping.clone(), config.time_zone.clone());
        let (formats, mapped) = (self.shared.tables.formats, self.shared.tables.mapped);
        let read = tokio::task::spawn_blocking(move || {
            let origin = Origin { name: &name, media_type: &media_type, time_zone: &time_zone };
            if mapping.trim().is_empty() {
                return read_with_best(formats, &bytes, &origin);
            }
            let read = catch_unwind(AssertUnwindSafe(|| mapped(&mapping, &bytes, &origin)));
            let read = read.unwrap_or_else(|_| Err("the reader fell over".to_owned()));
            read.unwrap_or_else(|why| unreadable("bad-mapping", &why))
        });
        read.await.unwrap_or_else(|failure| unreadable("parser-failed", &failure.to_string()))
    }

    fn item_rows(&self, raw: &Hash, source: &str, name: &str, parsed: Parsed) -> Rows {
        let Parsed { mut items, mut problems, .. } = parsed;
        if items.len() > FILE_ITEMS_MAX {
            let message = format!(
                "{} items; the first {FILE_ITEMS_MAX} are filed, the bytes of all are kept",
                items.len()
            );
            problems.push(Problem { code: "too-many-items".into(), place: String::new(), message });
            items.truncate(FILE_ITEMS_MAX);
        }
        if items.is_empty() {
            if problems.is_empty() {
                problems.extend(unreadable("no-item", "nothing that looks like an item").problems);
            }
            items.push(Item { slugline: name.to_owned(), ..Item::default() });
        }
        let received = self.now();
        let mut row = |(place, item): (usize, Item)| {
            let mut item = mended_item(item);
            if item.guid.is_empty() {
                // Two nameless items of one delivery are two; the same delivery again is not.
                item.guid = format!("{raw}#{place}");
            }
            ItemRow {
                id: ItemId::from_number(self.context.random()),
                received,
                seq: 0,
                raw: raw.clone(),
                source: source.to_owned(),
                item,
                problems: problems.clone(),
                taken: None,
            }
        };
        let items = items.into_iter().enumerate().map(&mut row).collect();
        Rows { items, problems }
    }
}

struct Rows {
    items: Vec<ItemRow>,
    problems: Vec<Problem>,
}

fn read_with_best(formats: &[Format], bytes: &[u8], origin: &Origin) -> Parsed {
    let sure = |format: &Format| catch_unwind(|| (format.sniff)(bytes, origin)).unwrap_or(0);
    // The first of equals: the table's order is the order of preference.
    let best = formats.iter().map(|format| (sure(format), format)).rev().max_by_key(|(sure, _)| *sure);
    match best {
        Some((1.., format)) => catch_unwind(AssertUnwindSafe(|| (format.parse)(bytes, origin)))
            .unwrap_or_else(|_| unreadable("parser-failed", format.name)),
        _ => unreadable("unknown-format", "no format of ours knows these bytes"),
    }
}

fn unreadable(code: &str, message: &str) -> Parsed {
    let problem = Problem {
        code: code.to_owned(),
        place: String::new(),
        message: format!("{message}; the bytes are kept"),
    };
    Parsed { problems: vec![problem], ..Parsed::default() }
}
