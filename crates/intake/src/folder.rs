//! A folder that other programs drop files into. A file is taken when it has stopped growing, and goes into the folder
//! `done` beside it once it is filed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use newsroom::{Delivery, FILE_BYTES_MAX, SourceConfig, Visit, VisitError};
use serde_json::Value as Json;

use crate::at_once;
use crate::listing::{delivery, left, too_large};

/// A file that changed a moment ago may still be written to.
const QUIET: Duration = Duration::from_secs(2);
const DONE: &str = "done";

pub(crate) async fn visit(allowed: &[PathBuf], config: &SourceConfig) -> Result<Visit, VisitError> {
    let folder = within(allowed, &config.address)?;
    let most = at_once(config);
    let read = tokio::task::spawn_blocking(move || read(&folder, most));
    let deliveries = read.await.map_err(|error| VisitError::Away(error.to_string()))??;
    Ok(Visit { deliveries, progress: Json::Null, wait_s: None })
}

/// Only folders that the operator named, and those inside them.
fn within(allowed: &[PathBuf], address: &str) -> Result<PathBuf, VisitError> {
    let wanted = Path::new(address.trim());
    let real = wanted.canonicalize().map_err(|error| VisitError::Settings(format!("{address}: {error}")))?;
    let inside =
        allowed.iter().filter_map(|folder| folder.canonicalize().ok()).any(|folder| real.starts_with(folder));
    if inside {
        Ok(real)
    } else {
        Err(VisitError::Refused(format!(
            "{address} is in no folder that may be watched (wire-folders in the configuration)"
        )))
    }
}

fn read(folder: &Path, most: usize) -> Result<Vec<Delivery>, VisitError> {
    let away = |error: std::io::Error| VisitError::Away(format!("{}: {error}", folder.display()));
    let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(away)? {
        let entry = entry.map_err(away)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.')
            || [".tmp", ".part", ".filepart", "~"].iter().any(|end| name.ends_with(end));
        // Links may lead out of the folder.
        let Ok(about) = entry.path().symlink_metadata() else { continue };
        let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let quiet = changed.elapsed().unwrap_or(QUIET) >= QUIET;
        if about.is_file() && !hidden && quiet && about.len() > 0 {
            files.push((changed, entry.path()));
        }
    }
    files.sort();
    let mut deliveries = Vec::new();
    for (_, path) in files.into_iter().take(most) {
        let size = path.metadata().map_or(0, |about| about.len());
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        deliveries.push(if size > FILE_BYTES_MAX as u64 {
            too_large(&name)
        } else {
            match std::fs::read(&path) {
                Ok(bytes) => delivery(&name, bytes),
                Err(error) => left(&name, format!("{name} cannot be read: {error}")),
            }
        });
    }
    Ok(deliveries)
}

/// A file that cannot be moved comes again, and is known by its bytes then.
pub(crate) async fn settle(allowed: &[PathBuf], config: &SourceConfig, filed: &[Delivery]) {
    let Ok(folder) = within(allowed, &config.address) else { return };
    let done = folder.join(DONE);
    let _ = tokio::fs::create_dir_all(&done).await;
    for delivery in filed {
        let name = Path::new(&delivery.name).file_name().unwrap_or_default();
        let _ = tokio::fs::rename(folder.join(name), done.join(name)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn old(path: &Path) {
        let file = std::fs::File::options().append(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
    }

    #[tokio::test]
    async fn files_are_taken_when_they_are_whole_and_put_away_once_filed() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("in");
        std::fs::create_dir(&folder).unwrap();
        for name in ["b.xml", "a.xml", "half.part", "now.xml"] {
            std::fs::write(folder.join(name), name).unwrap();
            if name != "now.xml" {
                old(&folder.join(name));
            }
        }
        std::os::unix::fs::symlink("/etc/hostname", folder.join("link.xml")).unwrap();
        let config = SourceConfig { address: folder.display().to_string(), ..SourceConfig::default() };
        let allowed = [home.path().to_path_buf()];
        let visit = visit(&allowed, &config).await.unwrap();
        let mut names: Vec<&str> = visit.deliveries.iter().map(|delivery| delivery.name.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["a.xml", "b.xml"]);
        settle(&allowed, &config, &visit.deliveries).await;
        assert!(super::visit(&allowed, &config).await.unwrap().deliveries.is_empty());
        assert!(folder.join("done/a.xml").exists());
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_taken_keeps_none_behind_it() {
        let home = tempfile::tempdir().unwrap();
        let film = std::fs::File::create(home.path().join("a-film.mp4")).unwrap();
        film.set_len(FILE_BYTES_MAX as u64 + 1).unwrap();
        std::fs::write(home.path().join("z.xml"), "z").unwrap();
        for name in ["a-film.mp4", "z.xml"] {
            old(&home.path().join(name));
        }
        let config = SourceConfig { address: home.path().display().to_string(), ..SourceConfig::default() };
        let allowed = [home.path().to_path_buf()];
        let brought = visit(&allowed, &config).await.unwrap().deliveries;
        let told: Vec<(&str, bool)> =
            brought.iter().map(|one| (one.name.as_str(), one.left.is_some())).collect();
        assert_eq!(told, [("a-film.mp4", true), ("z.xml", false)]);
        settle(&allowed, &config, &brought).await;
        assert!(visit(&allowed, &config).await.unwrap().deliveries.is_empty(), "told once");
    }

    #[tokio::test]
    async fn no_other_folder_is_looked_into() {
        let (home, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let allowed = [home.path().to_path_buf()];
        for address in
            [other.path().display().to_string(), format!("{}/..", home.path().display()), "/etc".into()]
        {
            let config = SourceConfig { address, ..SourceConfig::default() };
            assert!(matches!(visit(&allowed, &config).await, Err(VisitError::Refused(_))));
        }
    }
}
