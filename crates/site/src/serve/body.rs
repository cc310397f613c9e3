//! What is sent after the headers: bytes in memory, a file in pieces, or events as they come.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::task::JoinHandle;

use super::listen::Listener;

/// Read at once; a slow reader holds one piece, whatever the size of the file.
pub(crate) const PIECE: usize = 64 << 10;

pub(crate) enum Body {
    Bytes(Bytes),
    File(FileBody),
    Live(Listener),
}

pub(crate) struct FileBody {
    file: Arc<File>,
    at: u64,
    left: u64,
    reading: Option<JoinHandle<std::io::Result<Bytes>>>,
}

impl Body {
    pub(crate) fn empty() -> Self {
        Self::Bytes(Bytes::new())
    }

    /// `len` bytes of a file from `first` on. Opens it now, so that a file that cannot be read is still an error page.
    pub(crate) fn file(path: &Path, first: u64, len: u64) -> std::io::Result<Self> {
        let file = Arc::new(File::open(path)?);
        Ok(Self::File(FileBody { file, at: first, left: len, reading: None }))
    }

    /// How long it is known to be.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.left,
            Self::Live(_) => 0,
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::File(file) => file.poll_piece(PIECE, cx),
            Self::Live(listener) => listener.poll_piece(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        !matches!(self, Self::Live(_)) && self.len() == 0
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Live(_) => SizeHint::new(),
            _ => SizeHint::with_exact(self.len()),
        }
    }
}

impl FileBody {
    /// Whether a piece is on its way; the next is read when it is asked for.
    pub(crate) fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// The next piece; of `most` bytes, where it is not being read yet.
    pub(crate) fn poll_piece(
        &mut self,
        most: usize,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let reading = self.reading.get_or_insert_with(|| {
            let (file, at, len) = (Arc::clone(&self.file), self.at, self.left.min(most as u64));
            tokio::task::spawn_blocking(move || read(&file, at, len))
        });
        let piece = ready!(Pin::new(reading).poll(cx));
        self.reading = None;
        let piece = piece.map_err(std::io::Error::other).flatten();
        if let Ok(piece) = &piece {
            self.at += piece.len() as u64;
            self.left -= piece.len() as u64;
        }
        Poll::Ready(Some(piece.map(Frame::data)))
    }
}

/// Exactly `len` bytes: a file that became shorter breaks the connection instead of a wrong length being kept.
fn read(file: &File, at: u64, len: u64) -> std::io::Result<Bytes> {
    let mut piece = vec![0; usize::try_from(len).map_err(std::io::Error::other)?];
    file.read_exact_at(&mut piece, at)?;
    Ok(piece.into())
}
