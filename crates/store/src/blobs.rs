//! Bytes under the name of their content, in a folder: written whole or not at all, never changed.

use std::path::{Path, PathBuf};

use story::Hash;
use tokio::io::AsyncRead;

use crate::StoreError;
use crate::error::soon;

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
        Ok(Self::at(folder))
    }

    /// For reading only: touches nothing.
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// On disk for good once this returns; the same bytes again cost nothing.
    pub async fn put(&self, _bytes: &[u8]) -> Result<Hash, StoreError> {
        soon()
    }

    /// From a stream, in bounded memory; refused beyond `bytes_max`. Returns the name and the length.
    pub async fn put_stream(
        &self,
        _bytes: &mut (dyn AsyncRead + Unpin + Send),
        _bytes_max: u64,
    ) -> Result<(Hash, u64), StoreError> {
        soon()
    }

    /// The bytes, checked against their name; refused when there are more than `bytes_max`.
    pub async fn get(&self, _hash: &Hash, _bytes_max: u64) -> Result<Option<Vec<u8>>, StoreError> {
        soon()
    }

    /// Opened for reading, for ranges and streams.
    pub async fn open_file(&self, _hash: &Hash) -> Result<Option<BlobFile>, StoreError> {
        soon()
    }

    /// Where the blob is, or would be.
    pub fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.as_str();
        self.folder.join(&name[..2]).join(&name[2..4]).join(name)
    }
}

pub(crate) fn hash_from(hash: blake3::Hash) -> Hash {
    hash.to_hex().parse().unwrap_or_else(|_| unreachable!("BLAKE3 in hexadecimal is 64 lower-case digits"))
}
