//! A newsroom with an archive, as `marbre seed` makes it.

use std::path::Path;

use anyhow::ensure;
use e2e::binary;

/// Fills a new data folder with `stories` live stories, the last one of now.
pub(crate) fn fill(data: &Path, stories: u64) -> anyhow::Result<()> {
    eprintln!("writing an archive of {stories} stories");
    let (count, data) = (stories.to_string(), data.display().to_string());
    let run = binary::run(&["seed", "--stories", &count, "--data", &data]);
    ensure!(run.code == 0, "marbre seed: {}", run.err);
    eprint!("{}", run.out);
    Ok(())
}
