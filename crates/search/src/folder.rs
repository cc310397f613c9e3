//! The folder of the index. Its files are not waited for on their way to the disk: with them, each publication would wait
//! ten times for what can be made again from the journal. A mark tells the next start whether the machine stopped with
//! the index open. Only then, not when the program died, can files be half there; the index is built anew.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// There while the index is open, with the name of the machine's present run.
const MARK: &str = "open";

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    path: Arc<Path>,
    files: MmapDirectory,
}

impl Folder {
    /// Refuses one that was open when the machine stopped.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let (mark, run) = (path.join(MARK), run());
        match std::fs::read(&mark) {
            Ok(marked) if run.as_ref().is_none_or(|run| *run != marked) => {
                return Err(io::Error::other("the machine stopped while it was open"));
            }
            _ => {}
        }
        let mut file = File::create(&mark)?;
        file.write_all(&run.unwrap_or_default())?;
        file.sync_all()?;
        sync(path)?;
        let files = MmapDirectory::open(path).map_err(io::Error::other)?;
        Ok(Self { path: path.into(), files })
    }

    /// To be called when nothing is written any more.
    pub(crate) fn close(&self) -> io::Result<()> {
        for file in std::fs::read_dir(&self.path)? {
            sync(&file?.path())?;
        }
        std::fs::remove_file(self.path.join(MARK))?;
        sync(&self.path)
    }

    fn at(&self, file: &Path) -> PathBuf {
        self.path.join(file)
    }
}

fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// What tells one run of the machine from another; where the system has none, no index is trusted that was not closed.
fn run() -> Option<Vec<u8>> {
    std::fs::read("/proc/sys/kernel/random/boot_id").ok()
}

/// A file whose bytes are the system's once it is closed.
struct Unsynced(File);

impl Write for Unsynced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl TerminatingWrite for Unsynced {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.0.flush()
    }
}

impl Directory for Folder {
    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let opened = OpenOptions::new().write(true).create_new(true).open(self.at(path));
        let file = opened.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        Ok(BufWriter::new(Box::new(Unsynced(file))))
    }

    fn atomic_write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let whole = self.at(path);
        let new = whole.with_extension("new");
        std::fs::write(&new, bytes)?;
        std::fs::rename(new, whole)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.files.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.files.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.files.exists(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.files.atomic_read(path)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.files.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.files.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_open_when_the_machine_stopped_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join(MARK);
        Folder::open(folder.path()).unwrap();
        assert!(Folder::open(folder.path()).is_ok(), "the program died, the machine did not");
        std::fs::write(&mark, "another run").unwrap();
        assert!(Folder::open(folder.path()).is_err());
        std::fs::remove_file(&mark).unwrap();
        Folder::open(folder.path()).unwrap().close().unwrap();
        assert!(!mark.exists());
        assert!(Folder::open(folder.path()).is_ok());
    }
}
