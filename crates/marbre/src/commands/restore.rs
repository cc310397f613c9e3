//! `marbre restore`: a newsroom from a backup, all of it or nothing.

use serde_json::json;
use store::Store;

use crate::cli::{FolderArgs, OutputFormat};
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &FolderArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    std::fs::create_dir_all(&config.data)?;
    let report = Store::restore(&args.folder, &open::store_config(&config), &mut open::progress()).await?;
    open::progress_end();
    let rows: u64 = report.tables.iter().map(|(_, rows)| rows).sum();
    match args.format {
        OutputFormat::Json => println!(
            "{}",
            json!({ "rows": rows, "blobs": report.blobs, "journal": report.journal, "lost": report.lost })
        ),
        OutputFormat::Text => println!(
            "Restored into {}: {rows} rows, {} blobs, journal up to {}.",
            config.data.display(),
            report.blobs,
            report.journal
        ),
    }
    Ok(super::tell_lost(&report.lost))
}
