//! Restores a backup into an empty database and a folder of blobs: all of it or nothing.

use std::path::{Path, PathBuf};

use sqlx::SqlSafeStr as _;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};

use super::manifest::{self, Manifest, Part};
use super::tables::{LAST, Table, tables_of};
use super::write::copy_blobs;
use super::{Progress, RestoreReport, STEP};
use crate::database::{Database, Dialect, Transaction};
use crate::error::At as _;
use crate::value::values;
use crate::{Blobs, StoreError, migrate};

/// PostgreSQL counts the audit by itself and must be told where to go on; SQLite looks at the rows.
pub(crate) const AUDIT_GOES_ON: &str = "SELECT setval(pg_get_serial_sequence('audit', 'seq'), (SELECT COALESCE(max(seq), 0) + 1 FROM audit), false)";

type Tell<'p> = &'p mut (dyn FnMut(Progress) + Send);

pub(crate) async fn read(
    database: &Database,
    blobs: &Blobs,
    from: &Path,
    progress: Tell<'_>,
) -> Result<RestoreReport, StoreError> {
    let manifest = read_manifest(from).await?;
    for table in tables_of(&manifest.schema) {
        verify(from, table, part(&manifest, from, table)?).await?;
    }
    let mut open = database.begin().await?;
    if database.dialect() == Dialect::Postgres {
        open.script(super::NO_TIMEOUT.to_owned()).await?;
    }
    let schema = refuse_unless_empty(&mut open).await?;
    if schema.is_some_and(|schema| schema > manifest.schema) {
        // What later steps work out from the rows of earlier ones would be missing.
        let why = "it is older than the empty database here; restore it into one that was never migrated"
            .to_owned();
        return Err(StoreError::BadBackup { file: from.join(manifest::FILE), why });
    }
    // Blobs before rows. Bytes under the name of their content can replace nothing, so a second try is harmless.
    let copied = copy_blobs(&Blobs::at(&from.join("blobs")), blobs.folder(), progress).await?;
    if (copied.count, copied.bytes, &copied.hash)
        != (manifest.blobs, manifest.blob_bytes, &manifest.blobs_hash)
    {
        let why = format!("{} sound blobs where the manifest has {}", copied.count, manifest.blobs);
        return Err(StoreError::BadBackup { file: from.join("blobs"), why });
    }
    migrate::apply_in(&mut open, Some(&manifest.schema)).await?;
    let mut tables = Vec::new();
    for table in tables_of(&manifest.schema) {
        let rows = fill(&mut open, from, table, progress).await?;
        if rows != part(&manifest, from, table)?.rows {
            return Err(bad(from, table, format!("{rows} rows are not as many as the manifest has")));
        }
        tables.push((table.name.to_owned(), rows));
    }
    migrate::apply_in(&mut open, None).await?;
    if database.dialect() == Dialect::Postgres {
        open.script(AUDIT_GOES_ON.to_owned()).await?;
    }
    let journal = open.all(LAST.into_sql_str(), values![], |row| row.columns().number()).await?;
    let journal = journal.into_iter().next().unwrap_or_default();
    if journal != manifest.journal || tables.iter().any(|(name, rows)| name == "journal" && *rows != journal)
    {
        let why = format!("the journal ends with {journal} and the manifest says {}", manifest.journal);
        return Err(StoreError::BadBackup { file: from.join(manifest::FILE), why });
    }
    open.commit().await?;
    Ok(RestoreReport { tables, blobs: copied.count, journal, lost: manifest.lost })
}

async fn read_manifest(from: &Path) -> Result<Manifest, StoreError> {
    let file = from.join(manifest::FILE);
    let bad = |why: String| StoreError::BadBackup { file: file.clone(), why };
    let opened = tokio::fs::File::open(&file)
        .await
        .map_err(|error| bad(format!("{error}; a backup that was never finished has no manifest")))?;
    let mut text = Vec::new();
    opened.take(manifest::BYTES_MAX).read_to_end(&mut text).await.at("reading the manifest", &file)?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| bad(error.to_string()))?;
    if manifest.kind != manifest::KIND || manifest.format != manifest::FORMAT {
        return Err(bad(format!("'{}' of format {} is not known here", manifest.kind, manifest.format)));
    }
    if !migrate::MIGRATIONS.iter().any(|known| known.name == manifest.schema) {
        return Err(bad(format!("it has the schema '{}', which only a newer marbre knows", manifest.schema)));
    }
    Ok(manifest)
}

fn part<'m>(manifest: &'m Manifest, from: &Path, table: &Table) -> Result<&'m Part, StoreError> {
    let missing = || bad(from, table, "the manifest does not have it".to_owned());
    manifest.tables.get(table.name).ok_or_else(missing)
}

fn file_of(from: &Path, table: &Table) -> PathBuf {
    from.join("tables").join(format!("{}.jsonl", table.name))
}

fn bad(from: &Path, table: &Table, why: String) -> StoreError {
    StoreError::BadBackup { file: file_of(from, table), why }
}

/// Nothing is written before every file was seen to be what the manifest says.
async fn verify(from: &Path, table: &Table, part: &Part) -> Result<(), StoreError> {
    let unreadable = |error: std::io::Error| bad(from, table, error.to_string());
    let mut file = tokio::fs::File::open(file_of(from, table)).await.map_err(unreadable)?;
    let (mut hasher, mut chunk) = (blake3::Hasher::new(), vec![0; 256 * 1024]);
    loop {
        match file.read(&mut chunk).await.map_err(unreadable)? {
            0 => break,
            count => hasher.update(&chunk[..count]),
        };
    }
    if hasher.count() == part.bytes && crate::blobs::hash_from(hasher.finalize()) == part.hash {
        Ok(())
    } else {
        Err(bad(from, table, "it is not the file that the manifest was written for".to_owned()))
    }
}

/// Empty: never migrated, or migrated up to what is returned and without a row.
async fn refuse_unless_empty(open: &mut Transaction) -> Result<Option<String>, StoreError> {
    migrate::apply_in(open, Some("")).await?;
    let applied = migrate::applied_in(open).await?;
    let Some((schema, _)) = applied.last() else { return Ok(None) };
    for table in tables_of(schema) {
        let rows = open.all(table.count(), values![], |row| row.columns().int()).await?;
        if rows != [0] {
            return Err(StoreError::NotEmpty { place: open.place.clone() });
        }
    }
    Ok(Some(schema.clone()))
}

async fn fill(
    open: &mut Transaction,
    from: &Path,
    table: &Table,
    progress: Tell<'_>,
) -> Result<u64, StoreError> {
    let path = file_of(from, table);
    let file = tokio::fs::File::open(&path).await.at("reading the backup", &path)?;
    let mut lines = BufReader::with_capacity(256 * 1024, file).lines();
    let first = next(&mut lines, &path).await?.unwrap_or_default();
    let header = table.header(&first).map_err(|why| bad(from, table, why))?;
    let insert = table.insert(&header);
    let mut rows = 0;
    while let Some(line) = next(&mut lines, &path).await? {
        rows += 1;
        let values =
            table.values(&header, &line).map_err(|why| bad(from, table, format!("row {rows}: {why}")))?;
        open.run(insert.clone(), values).await?;
        if rows % STEP == 0 {
            progress(Progress { part: table.name.to_owned(), done: rows });
        }
    }
    progress(Progress { part: table.name.to_owned(), done: rows });
    Ok(rows)
}

async fn next(
    lines: &mut Lines<BufReader<tokio::fs::File>>,
    path: &Path,
) -> Result<Option<String>, StoreError> {
    lines.next_line().await.at("reading the backup", path)
}
