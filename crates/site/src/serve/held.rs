//! What a connection of HTTP/2 holds of its answers until the reader takes them. A reader may ask for a hundred things and
//! take none: what is held then is bounded whatever is asked for, and the connection is watched for bytes taken, as nothing
//! else it says is progress.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::body::{Body, PIECE};
use super::connection::Watch;
use crate::metrics::WorkerCounts;

/// Bytes of bodies held at once, the small ones and the others each: no page waits behind pictures.
const BODIES: usize = 512 << 10;
const SMALL: usize = 64 << 10;
/// Bytes of pieces of files. When they are nearly used up pieces become small; none waits, as a film may be paused for long.
const PIECES: usize = 256 << 10;
const PIECE_LEAST: usize = 1 << 10;

/// The books of one connection.
pub(crate) struct Held {
    watch: Arc<Watch>,
    counts: Arc<WorkerCounts>,
    small: Arc<Semaphore>,
    large: Arc<Semaphore>,
    pieces: Arc<Semaphore>,
}

/// The right to hold a body.
pub(crate) type Room = Option<OwnedSemaphorePermit>;

impl Held {
    pub(crate) fn new(watch: &Arc<Watch>, counts: &Arc<WorkerCounts>) -> Arc<Self> {
        Arc::new(Self {
            watch: Arc::clone(watch),
            counts: Arc::clone(counts),
            small: Arc::new(Semaphore::new(BODIES)),
            large: Arc::new(Semaphore::new(BODIES)),
            pieces: Arc::new(Semaphore::new(PIECES)),
        })
    }

    /// Room for a body, if there is any now. Files and events need none.
    pub(crate) fn room(&self, body: &Body) -> Option<Room> {
        let Body::Bytes(bytes) = body else { return Some(None) };
        let (room, len) = self.room_of(bytes.len());
        Arc::clone(room).try_acquire_many_owned(len).ok().map(Some)
    }

    /// Waits for room for a body of so many bytes.
    pub(crate) async fn room_in_time(&self, len: usize) -> Room {
        let (room, len) = self.room_of(len);
        Arc::clone(room).acquire_many_owned(len).await.ok()
    }

    /// What is larger than all there is gets all.
    fn room_of(&self, len: usize) -> (&Arc<Semaphore>, u32) {
        let room = if len <= SMALL { &self.small } else { &self.large };
        (room, len.min(BODIES) as u32)
    }

    /// How much is read of a file, and the right to hold that.
    fn piece(&self) -> (usize, Room) {
        let len = (self.pieces.available_permits() / 8).clamp(PIECE_LEAST, PIECE);
        (len, Arc::clone(&self.pieces).try_acquire_many_owned(len as u32).ok())
    }
}

/// A body that is kept in the books.
pub(crate) struct HeldBody {
    body: Body,
    held: Arc<Held>,
    /// For the piece that comes next.
    room: Room,
}

impl HeldBody {
    pub(crate) fn new(body: Body, held: &Arc<Held>, room: Room) -> Self {
        Self { body, held: Arc::clone(held), room }
    }

    fn poll_bytes(&mut self, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        let Body::File(file) = &mut self.body else { return Pin::new(&mut self.body).poll_frame(cx) };
        let mut most = 0;
        if !file.is_reading() {
            (most, self.room) = self.held.piece();
        }
        file.poll_piece(most, cx)
    }
}

impl HttpBody for HeldBody {
    type Data = Piece;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Piece>>>> {
        let this = self.get_mut();
        let frame = ready!(this.poll_bytes(cx));
        let room = this.room.take();
        Poll::Ready(frame.map(|frame| Ok(frame?.map_data(|bytes| Piece::new(bytes, &this.held, room)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Bytes on their way to a reader.
pub(crate) struct Piece {
    bytes: Bytes,
    /// At first: all of them are held until the last is taken.
    len: u64,
    held: Arc<Held>,
    _room: Room,
}

impl Piece {
    fn new(bytes: Bytes, held: &Arc<Held>, room: Room) -> Self {
        let len = bytes.len() as u64;
        held.watch.owes();
        held.counts.held.add(len);
        Self { bytes, len, held: Arc::clone(held), _room: room }
    }
}

impl Buf for Piece {
    fn remaining(&self) -> usize {
        self.bytes.len()
    }

    fn chunk(&self) -> &[u8] {
        &self.bytes
    }

    fn advance(&mut self, count: usize) {
        if count > 0 {
            self.held.watch.takes();
        }
        self.bytes.advance(count);
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.held.watch.owes_less();
        self.held.counts.held.take(self.len);
    }
}
