//! `marbre backup`: one moment of everything, in a folder, while the service runs.

use serde_json::json;

use crate::cli::{FolderArgs, OutputFormat};
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &FolderArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let store = open::store(&config).await?;
    let report = store.backup(&args.folder, &mut open::progress()).await?;
    open::progress_end();
    let rows: u64 = report.tables.iter().map(|(_, rows)| rows).sum();
    match args.format {
        OutputFormat::Json => println!(
            "{}",
            json!({ "folder": args.folder, "rows": rows, "blobs": report.blobs, "blob_bytes": report.blob_bytes, "journal": report.journal, "lost": report.lost })
        ),
        OutputFormat::Text => println!(
            "Saved in {}: {rows} rows, {} blobs ({} bytes), journal up to {}.",
            args.folder.display(),
            report.blobs,
            report.blob_bytes,
            report.journal
        ),
    }
    Ok(super::tell_lost(&report.lost))
}
