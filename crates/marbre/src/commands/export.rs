//! `marbre export`: everything but passwords, keys and tokens, in a folder that can be handed on.

use serde_json::json;

use crate::cli::FolderArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;
use crate::output::Progress;

pub(crate) async fn run(args: &FolderArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let store = open::store(&config).await?;
    let mut tell = super::telling(Progress::new());
    let report = store.export(&args.folder, &mut tell).await?;
    drop(tell);
    let rows: u64 = report.tables.iter().map(|(_, rows)| rows).sum();
    args.output.result(
        || json!({ "folder": args.folder, "tables": report.tables.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(), "blobs": report.blobs, "blob_bytes": report.blob_bytes, "journal": report.journal, "lost": report.lost }),
        format_args!(
            "Exported to {}: {rows} rows, {} blobs ({} bytes), journal up to {}. Passwords, keys and tokens stayed here.",
            args.folder.display(),
            report.blobs,
            report.blob_bytes,
            report.journal
        ),
    )?;
    Ok(super::tell_lost(&report.lost))
}
