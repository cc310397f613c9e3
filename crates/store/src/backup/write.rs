//! Writes a backup, or an export, while the newsroom goes on.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt as _;
use sqlx::SqlSafeStr as _;
use story::Hash;
use tokio::io::AsyncWriteExt as _;

use super::manifest::{self, Manifest, Part};
use super::secrets;
use super::tables::{LAST, REFERRED_TO, SCHEMA_NOW, TABLES, Table};
use super::{BackupReport, Progress, STEP, Secrets};
use crate::blobs::sync_folder;
use crate::database::{Database, Dialect, Transaction};
use crate::error::{At as _, Doing as _, damaged};
use crate::value::values;
use crate::{Blobs, StoreError, migrate};

/// A backup may take longer than any statement of the daily work.
pub(crate) const NO_TIMEOUT: &str = "SELECT set_config('statement_timeout', '0', true)";
const BUFFER: usize = 256 * 1024;

type Tell<'p> = &'p mut (dyn FnMut(Progress) + Send);

/// The database first, at one moment; then the blobs, which can only have become more since.
pub(crate) async fn write(
    database: &Database,
    blobs: &Blobs,
    into: &Path,
    secrets: Secrets,
    progress: Tell<'_>,
) -> Result<BackupReport, StoreError> {
    if let Some(migration) = migrate::pending(database).await?.into_iter().next() {
        return Err(StoreError::OlderSchema { place: database.place.clone(), migration });
    }
    let folder = Unfinished::new(into).await?;
    let mut open = database.begin_snapshot().await?;
    if database.dialect() == Dialect::Postgres {
        open.script(NO_TIMEOUT.to_owned()).await?;
    }
    let journal = open.all(LAST.into_sql_str(), values![], |row| row.columns().number()).await?;
    let schema = open.all(SCHEMA_NOW.into_sql_str(), values![], |row| row.columns().string()).await?;
    let mut tables = BTreeMap::new();
    for table in TABLES {
        let path = folder.path.join("tables").join(format!("{}.jsonl", table.name));
        tables.insert(table.name.to_owned(), write_table(&mut open, table, &path, secrets, progress).await?);
    }
    let copied = copy_blobs(blobs, &folder.path.join("blobs"), progress).await?;
    let lost = lost_blobs(&mut open, &Blobs::at(&folder.path.join("blobs"))).await?;
    let manifest = Manifest {
        kind: manifest::KIND.to_owned(),
        format: manifest::FORMAT,
        schema: schema.into_iter().next().unwrap_or_default(),
        journal: journal.into_iter().next().unwrap_or_default(),
        tables,
        blobs: copied.count,
        blob_bytes: copied.bytes,
        blobs_hash: copied.hash,
        lost,
    };
    folder.finish(into, &manifest).await?;
    Ok(report(manifest))
}

fn report(manifest: Manifest) -> BackupReport {
    BackupReport {
        tables: manifest.tables.into_iter().map(|(name, part)| (name, part.rows)).collect(),
        blobs: manifest.blobs,
        blob_bytes: manifest.blob_bytes,
        journal: manifest.journal,
        lost: manifest.lost,
    }
}

/// A backup in the making, beside the place where it will be; gone if it is never finished.
struct Unfinished {
    path: PathBuf,
    done: bool,
}

impl Unfinished {
    async fn new(into: &Path) -> Result<Self, StoreError> {
        match tokio::fs::read_dir(into).await {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).at("looking at the place for the backup", into),
            Ok(mut files) => {
                if files.next_entry().await.at("looking at the place for the backup", into)?.is_some() {
                    return Err(StoreError::NotEmpty { place: into.display().to_string() });
                }
            }
        }
        let mut name = into.file_name().unwrap_or_default().to_owned();
        name.push(".unfinished");
        let path = into.with_file_name(name);
        // What an earlier one left when it was killed.
        match tokio::fs::remove_dir_all(&path).await {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(error).at("removing an unfinished backup", &path);
            }
            _ => {}
        }
        for folder in [path.join("tables"), path.join("blobs")] {
            tokio::fs::create_dir_all(&folder).await.at("making the folder of the backup", &folder)?;
        }
        Ok(Self { path, done: false })
    }

    async fn finish(mut self, into: &Path, manifest: &Manifest) -> Result<(), StoreError> {
        let path = self.path.join(manifest::FILE);
        let text = serde_json::to_vec_pretty(manifest).unwrap_or_default();
        let mut file = tokio::fs::File::create(&path).await.at("writing the manifest", &path)?;
        file.write_all(&text).await.at("writing the manifest", &path)?;
        file.sync_all().await.at("writing the manifest", &path)?;
        for folder in [self.path.join("tables"), self.path.clone()] {
            sync_folder(&folder).await?;
        }
        tokio::fs::rename(&self.path, into).await.at("naming the backup", into)?;
        self.done = true;
        match into.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent).await,
            _ => sync_folder(Path::new(".")).await,
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.done {
            // An error is on its way to the caller already; the next backup to this place removes what is left.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

async fn write_table(
    open: &mut Transaction,
    table: &Table,
    path: &Path,
    secrets: Secrets,
    progress: Tell<'_>,
) -> Result<Part, StoreError> {
    let what = "writing the backup";
    let place = open.place.clone();
    let file = tokio::fs::File::create(path).await.at(what, path)?;
    let mut file = tokio::io::BufWriter::with_capacity(BUFFER, file);
    let (mut hasher, mut bytes, mut rows) = (blake3::Hasher::new(), 0, 0);
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let mut line = format!("{}\n", serde_json::json!(names));
    let mut stream = open.link().await?.stream(table.select());
    loop {
        hasher.update(line.as_bytes());
        bytes += line.len() as u64;
        file.write_all(line.as_bytes()).await.at(what, path)?;
        if !secrets::leaves(secrets, table.name) {
            break;
        }
        let Some(row) = stream.try_next().await.doing("reading for the backup", &place)? else { break };
        line = table.line(&row, secrets).map_err(|damage| damaged(&place, damage))?;
        rows += 1;
        if rows % STEP == 0 {
            progress(Progress { part: table.name.to_owned(), done: rows });
        }
    }
    progress(Progress { part: table.name.to_owned(), done: rows });
    file.flush().await.at(what, path)?;
    file.get_ref().sync_all().await.at(what, path)?;
    Ok(Part { rows, bytes, hash: crate::blobs::hash_from(hasher.finalize()) })
}

pub(super) struct Copied {
    pub(super) count: u64,
    pub(super) bytes: u64,
    pub(super) hash: Hash,
}

/// Copies every blob whose bytes are those of its name, in the order of names. A damaged one is left behind.
pub(super) async fn copy_blobs(from: &Blobs, to: &Path, progress: Tell<'_>) -> Result<Copied, StoreError> {
    let target = Blobs::open(to).await?;
    let (mut list, mut count, mut bytes) = (blake3::Hasher::new(), 0, 0);
    for outer in names_in(from.folder(), 2).await? {
        for inner in names_in(&outer, 2).await? {
            for path in names_in(&inner, 64).await? {
                let Ok(name) = path.file_name().unwrap_or_default().to_string_lossy().parse::<Hash>() else {
                    continue;
                };
                let Some(mut blob) = from.open_file(&name).await? else { continue };
                let (copied, len) = target.put_stream(&mut blob.file, u64::MAX).await?;
                if copied != name {
                    let wrong = target.path(&copied);
                    tokio::fs::remove_file(&wrong).await.at("leaving a damaged blob behind", &wrong)?;
                    continue;
                }
                list.update(format!("{name} {len}\n").as_bytes());
                (count, bytes) = (count + 1, bytes + len);
                if count % STEP == 0 {
                    progress(Progress { part: "blobs".to_owned(), done: count });
                }
            }
        }
    }
    progress(Progress { part: "blobs".to_owned(), done: count });
    Ok(Copied { count, bytes, hash: crate::blobs::hash_from(list.finalize()) })
}

/// What is in a folder under names of this many hexadecimal digits, sorted; one folder's names are few.
async fn names_in(folder: &Path, digits: usize) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = Vec::new();
    let mut entries = match tokio::fs::read_dir(folder).await {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        entries => entries.at("listing blobs", folder)?,
    };
    while let Some(entry) = entries.next_entry().await.at("listing blobs", folder)? {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.len() == digits && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

async fn lost_blobs(open: &mut Transaction, copied: &Blobs) -> Result<Vec<Hash>, StoreError> {
    let place = open.place.clone();
    let mut lost = Vec::new();
    let mut stream = open.link().await?.stream(REFERRED_TO.into_sql_str());
    while let Some(row) = stream.try_next().await.doing("reading for the backup", &place)? {
        let hash = row.columns().hash().map_err(|damage| damaged(&place, damage))?;
        if copied.open_file(&hash).await?.is_none() {
            lost.push(hash);
        }
    }
    lost.sort();
    Ok(lost)
}
