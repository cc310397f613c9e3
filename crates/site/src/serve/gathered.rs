//! Writing of a multiplexed connection, which comes frame by frame, one answer after the other: what is written within
//! one turn of the connection goes to TLS and to the system together. Ten answers are one call instead of ten.

use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::connection::Watch;

/// Four records of TLS. More is never held; who writes more waits until some of it is gone.
const HELD_MAX: usize = 64 << 10;

pub(crate) struct Gathered<T> {
    stream: T,
    watch: Arc<Watch>,
    held: BytesMut,
    /// The turn in which the last of it came.
    turn: u32,
}

impl<T: AsyncWrite + Unpin> Gathered<T> {
    pub(crate) fn new(stream: T, watch: &Arc<Watch>) -> Self {
        Self { stream, watch: Arc::clone(watch), held: BytesMut::new(), turn: 0 }
    }

    /// Takes as much as there is room for.
    fn hold<'b>(&mut self, pieces: impl Iterator<Item = &'b [u8]>) -> usize {
        if self.held.is_empty() {
            // Room that grew with what comes would copy it as often again.
            self.held.reserve(HELD_MAX);
        }
        self.turn = self.watch.turn();
        let before = self.held.len();
        for piece in pieces {
            let room = HELD_MAX - self.held.len();
            self.held.extend_from_slice(&piece[..piece.len().min(room)]);
        }
        self.held.len() - before
    }

    fn poll_hold<'b>(
        &mut self,
        cx: &mut Context<'_>,
        pieces: impl Iterator<Item = &'b [u8]>,
    ) -> Poll<Result<usize, Error>> {
        if self.held.len() >= HELD_MAX {
            ready!(self.poll_hand_on(cx))?;
        }
        Poll::Ready(Ok(self.hold(pieces)))
    }

    /// Ready when nothing is held any more.
    fn poll_hand_on(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        while !self.held.is_empty() {
            let writing = Pin::new(&mut self.stream).poll_write(cx, &self.held);
            self.watch.tried(&writing);
            match ready!(writing)? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                taken => self.held.advance(taken),
            }
            if self.held.is_empty() {
                // Ten thousand connections that rest hold nothing.
                self.held = BytesMut::new();
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Gathered<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Gathered<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize, Error>> {
        self.poll_hold(cx, std::iter::once(bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<Result<usize, Error>> {
        self.poll_hold(cx, pieces.iter().map(|piece| &**piece))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    /// Within the turn in which something came, waits for the next one: more may come.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        if !self.held.is_empty() && self.turn == self.watch.turn() {
            cx.waker().wake_by_ref();
            return Poll::Ready(Ok(()));
        }
        ready!(self.poll_hand_on(cx))?;
        let writing = Pin::new(&mut self.stream).poll_flush(cx);
        self.watch.tried(&writing);
        writing
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        ready!(self.poll_hand_on(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;
    use crate::serve::clock::Clock;

    fn pair(room: usize) -> (Gathered<tokio::io::DuplexStream>, tokio::io::DuplexStream, Arc<Watch>) {
        let watch = Arc::new(Watch::new(Arc::new(Clock::new())));
        let (ours, theirs) = tokio::io::duplex(room);
        (Gathered::new(ours, &watch), theirs, watch)
    }

    #[tokio::test]
    async fn what_comes_within_a_turn_goes_out_with_the_next() {
        let (mut gathered, mut theirs, watch) = pair(HELD_MAX);
        let mut cx = Context::from_waker(Waker::noop());
        let mut came = [0; 16];
        for word in [b"one ", b"two "] {
            gathered.write_all(word).await.unwrap();
            gathered.flush().await.unwrap();
        }
        let mut buffer = ReadBuf::new(&mut came);
        assert!(Pin::new(&mut theirs).poll_read(&mut cx, &mut buffer).is_pending());
        watch.begins_turn();
        gathered.flush().await.unwrap();
        assert_eq!(theirs.read(&mut came).await.unwrap(), 8);
        assert_eq!(&came[..8], b"one two ");
    }

    #[tokio::test]
    async fn no_more_is_held_than_there_is_room_for_and_nothing_is_lost() {
        let (mut gathered, mut theirs, _watch) = pair(1000);
        let sent: Vec<u8> = (0..10 * HELD_MAX).map(|n| n.to_le_bytes()[n % 3]).collect();
        let copy = sent.clone();
        let writing = tokio::spawn(async move {
            for chunk in copy.chunks(7777) {
                gathered.write_all(chunk).await.unwrap();
                assert!(gathered.held.len() <= HELD_MAX);
            }
            gathered.shutdown().await.unwrap();
        });
        let mut came = Vec::new();
        theirs.read_to_end(&mut came).await.unwrap();
        writing.await.unwrap();
        assert!(came == sent);
    }
}
