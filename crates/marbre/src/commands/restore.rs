//! `marbre restore`: a newsroom from a backup, all of it or nothing.

use std::path::Path;

use serde_json::json;
use store::Store;

use crate::cli::FolderArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;
use crate::output::{OutputArgs, Progress};

pub(crate) async fn run(args: &FolderArgs) -> anyhow::Result<Outcome> {
    fill(&args.folder, &Config::of_data(&args.data)?, args.output).await
}

/// From a backup or an export: both are read the same way.
pub(crate) async fn fill(folder: &Path, config: &Config, output: OutputArgs) -> anyhow::Result<Outcome> {
    std::fs::create_dir_all(&config.data)?;
    let mut tell = super::telling(Progress::new());
    let report = Store::restore(folder, &open::store_config(config), &mut tell).await?;
    drop(tell);
    let rows: u64 = report.tables.iter().map(|(_, rows)| rows).sum();
    output.result(
        || json!({ "rows": rows, "blobs": report.blobs, "journal": report.journal, "lost": report.lost }),
        format_args!(
            "Restored into {}: {rows} rows, {} blobs, journal up to {}.",
            config.data.display(),
            report.blobs,
            report.journal
        ),
    )?;
    Ok(super::tell_lost(&report.lost))
}
