//! What readers saw at some time: the journal read again up to there, onto a shelf of its own.

use std::path::{Path, PathBuf};

use story::{JournalEntry, Timestamp};

use crate::ShelfFile;

/// Entries read at once.
const BATCH: u32 = 2000;
/// Memory for pages of the file; it is asked for one page at a time.
const CACHE_BYTES: usize = 8 << 20;

/// A shelf of the past. It goes forward from where it is, and begins anew to go back.
pub(super) struct Past {
    path: PathBuf,
    shelf: Option<ShelfFile>,
    /// It holds everything up to here, this moment included.
    at: Timestamp,
}

impl Past {
    /// In a file beside the node's own shelf. One that was left there is of no use: nobody knows of which moment it is.
    pub(super) fn beside(shelf: &Path) -> Self {
        let path = shelf.with_file_name("past.redb");
        // There may be none.
        let _ = std::fs::remove_file(&path);
        Self { path, shelf: None, at: Timestamp::MIN }
    }

    /// The shelf as it was at a time. `journal` answers the entries after a number, oldest first. Entries follow the
    /// order of commits: a clock that was put back between two of them hides neither.
    pub(super) fn at(
        &mut self,
        at: Timestamp,
        journal: impl Fn(u64, u32) -> Result<Vec<JournalEntry>, String>,
    ) -> Result<&ShelfFile, String> {
        let failed = |error: crate::ShelfError| error.to_string();
        if self.shelf.is_none() {
            self.shelf = Some(ShelfFile::open(&self.path, CACHE_BYTES).map_err(failed)?);
            self.at = Timestamp::MIN;
        }
        let Some(shelf) = &self.shelf else { unreachable!("opened above") };
        if at < self.at {
            shelf.clear().map_err(failed)?;
        }
        // Should reading fail half-way, what is there is of an earlier time than this.
        self.at = at;
        loop {
            let mut entries = journal(shelf.cursor(), BATCH)?;
            let read = entries.len();
            let then = entries.iter().position(|entry| entry.at > at).unwrap_or(read);
            entries.truncate(then);
            if !entries.is_empty() {
                shelf.apply_all(&entries).map_err(failed)?;
            }
            if then < read || read < BATCH as usize {
                return Ok(shelf);
            }
        }
    }
}
