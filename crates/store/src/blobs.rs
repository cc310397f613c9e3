//! Bytes under the name of their content, in a folder: written whole or not at all, never changed.
//!
//! A blob is written to a temporary file, synced, renamed and its folder synced, before `put` returns: a row that
//! refers to it can only be written after that, so no row ever refers to nothing.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use story::Hash;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};

use crate::StoreError;
use crate::error::At as _;

const CHUNK: usize = 128 * 1024;
const TEMPORARY: &str = "tmp";

/// A folder of blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// An open blob and its length in bytes.
#[derive(Debug)]
pub struct BlobFile {
    pub file: tokio::fs::File,
    pub len: u64,
}

impl Blobs {
    /// Makes the folder if need be and removes what a crash left half written.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        let blobs = Self::at(folder);
        let temporary = folder.join(TEMPORARY);
        tokio::fs::create_dir_all(&temporary).await.at("making the folder of blobs", &temporary)?;
        let mut files = tokio::fs::read_dir(&temporary).await.at("listing half-written blobs", &temporary)?;
        while let Some(file) = files.next_entry().await.at("listing half-written blobs", &temporary)? {
            remove_if_abandoned(&file.path())?;
        }
        Ok(blobs)
    }

    /// For reading only: touches nothing.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// On disk for good once this returns; the same bytes again cost no writing.
    pub async fn put(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        let hash = crate::hash(bytes);
        let there = tokio::fs::metadata(self.path(&hash)).await;
        if there.is_ok_and(|file| file.len() == bytes.len() as u64) {
            return Ok(hash);
        }
        let mut rest = bytes;
        self.put_stream(&mut rest, bytes.len() as u64).await.map(|(hash, _)| hash)
    }

    /// From a stream, in bounded memory; refused beyond `bytes_max`. Returns the name and the length.
    pub async fn put_stream(
        &self,
        bytes: &mut (dyn AsyncRead + Unpin + Send),
        bytes_max: u64,
    ) -> Result<(Hash, u64), StoreError> {
        let temporary = Temporary::new(&self.folder.join(TEMPORARY))?;
        let mut file =
            tokio::fs::File::from_std(temporary.file.try_clone().at("writing a blob", &temporary.path)?);
        let mut hasher = blake3::Hasher::new();
        let mut chunk = vec![0; CHUNK];
        let mut len = 0;
        loop {
            let count = bytes.read(&mut chunk).await.at("reading what is to be kept", &temporary.path)?;
            if count == 0 {
                break;
            }
            len += count as u64;
            if len > bytes_max {
                return Err(StoreError::TooLarge { what: "the file".to_owned(), bytes_max });
            }
            hasher.update(&chunk[..count]);
            file.write_all(&chunk[..count]).await.at("writing a blob", &temporary.path)?;
        }
        file.flush().await.at("writing a blob", &temporary.path)?;
        file.sync_all().await.at("writing a blob", &temporary.path)?;
        let hash = hash_from(hasher.finalize());
        self.rename(&temporary, &hash).await?;
        Ok((hash, len))
    }

    /// The bytes, checked against their name; refused when there are more than `bytes_max`.
    pub async fn get(&self, hash: &Hash, bytes_max: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(mut blob) = self.open_file(hash).await? else { return Ok(None) };
        if blob.len > bytes_max {
            return Err(StoreError::TooLarge { what: format!("blob {hash}"), bytes_max });
        }
        let path = self.path(hash);
        let mut bytes = Vec::with_capacity(usize::try_from(blob.len).unwrap_or_default());
        blob.file.read_to_end(&mut bytes).await.at("reading a blob", &path)?;
        if bytes.len() as u64 != blob.len || crate::hash(&bytes) != *hash {
            return Err(StoreError::Corrupt {
                place: path.display().to_string(),
                why: "its bytes are not those it was named for".to_owned(),
            });
        }
        Ok(Some(bytes))
    }

    /// Opened for reading, for ranges and streams; what is read this way is not checked.
    pub async fn open_file(&self, hash: &Hash) -> Result<Option<BlobFile>, StoreError> {
        let path = self.path(hash);
        let file = match tokio::fs::File::open(&path).await {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            opened => opened.at("opening a blob", &path)?,
        };
        let len = file.metadata().await.at("opening a blob", &path)?.len();
        Ok(Some(BlobFile { file, len }))
    }

    /// Where the blob is, or would be: two levels of folders keep each of them small.
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.as_str();
        self.folder.join(&name[..2]).join(&name[2..4]).join(name)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    async fn rename(&self, temporary: &Temporary, hash: &Hash) -> Result<(), StoreError> {
        let path = self.path(hash);
        let (inner, outer) = (self.folder.join(&hash.as_str()[..2]).join(&hash.as_str()[2..4]), &self.folder);
        tokio::fs::create_dir_all(&inner).await.at("making a folder for a blob", &inner)?;
        tokio::fs::rename(&temporary.path, &path).await.at("naming a blob", &path)?;
        // A rename is on disk only when the folder is; a new folder only when the folder above it is.
        for folder in inner.ancestors().take_while(|folder| folder.starts_with(outer)) {
            sync_folder(folder).await?;
        }
        Ok(())
    }
}

pub(crate) fn hash_from(hash: blake3::Hash) -> Hash {
    hash.to_hex().parse().unwrap_or_else(|_| unreachable!("BLAKE3 in hexadecimal is 64 lower-case digits"))
}

pub(crate) async fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let opened = tokio::fs::File::open(folder).await.at("syncing a folder", folder)?;
    opened.sync_all().await.at("syncing a folder", folder)
}

/// A file that goes when its writer gives up. It is locked while it is written: that tells it from an abandoned one.
#[derive(Debug)]
struct Temporary {
    path: PathBuf,
    file: File,
}

impl Temporary {
    fn new(folder: &Path) -> Result<Self, StoreError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{}-{number}", std::process::id()));
            let file = match File::create_new(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                made => made.at("writing a blob", &path)?,
            };
            file.lock().at("writing a blob", &path)?;
            // Between making and locking, a process that starts may have taken it for abandoned.
            if path.exists() {
                return Ok(Self { path, file });
            }
        }
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already when it was renamed; otherwise the next start removes what this cannot.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn remove_if_abandoned(path: &Path) -> Result<(), StoreError> {
    let opened = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        opened => opened.at("looking at a half-written blob", path)?,
    };
    match opened.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error).at("looking at a half-written blob", path),
        Ok(()) => match std::fs::remove_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed.at("removing a half-written blob", path),
        },
    }
}
