//! One line per request in the combined format. Each serving thread gathers its lines and hands them in blocks to a
//! writing thread: a slow disk loses lines, which are counted, and never makes a reader wait.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::net::IpAddr;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::{REFERER, USER_AGENT};
use http::{HeaderValue, Method, Request, StatusCode, Version};
use story::Timestamp;

use super::clock::{Clock, Stamp};
use crate::metrics::Metrics;

/// A block is handed over when it is this large, or a few times a second.
const BLOCK: usize = 32 << 10;
/// Blocks waiting for the disk: at most some 4 MB.
const QUEUE: usize = 128;
/// Of what a client says about itself, no more than this is kept.
const FIELD_MAX: usize = 256;

struct Block {
    text: Vec<u8>,
    lines: u64,
}

/// The file, open. The writer ends, all written, when the last clone is gone.
#[derive(Clone)]
pub(crate) struct LogFile {
    blocks: SyncSender<Block>,
}

impl LogFile {
    /// Appends to the file.
    pub(crate) fn open(path: &Path) -> std::io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let (blocks, waiting) = sync_channel(QUEUE);
        let write = move || {
            if let Err(error) = write_all(file, &waiting) {
                tracing::error!(%error, "the access log cannot be written any more");
            }
        };
        std::thread::Builder::new().name("site-access-log".into()).spawn(write)?;
        Ok(Self { blocks })
    }
}

/// The log of one serving thread.
pub(crate) struct AccessLog {
    file: LogFile,
    clock: Arc<Clock>,
    metrics: Arc<Metrics>,
    /// Never contended: one thread writes, and sweeps.
    gathered: Mutex<Gathered>,
}

struct Gathered {
    block: Block,
    stamp: Stamp,
}

/// What a line says of the request.
pub(crate) struct Line<'r> {
    pub(crate) peer: IpAddr,
    pub(crate) method: &'r Method,
    pub(crate) target: &'r str,
    pub(crate) version: Version,
    pub(crate) referer: Option<&'r [u8]>,
    pub(crate) user_agent: Option<&'r [u8]>,
}

impl<'r> Line<'r> {
    pub(crate) fn of<B>(request: &'r Request<B>, peer: IpAddr) -> Self {
        let header = |name| request.headers().get(name).map(HeaderValue::as_bytes);
        Self {
            peer,
            method: request.method(),
            target: request.uri().path_and_query().map_or("*", |target| target.as_str()),
            version: request.version(),
            referer: header(REFERER),
            user_agent: header(USER_AGENT),
        }
    }
}

impl AccessLog {
    pub(crate) fn new(file: LogFile, clock: Arc<Clock>, metrics: Arc<Metrics>) -> Self {
        let gathered = Gathered { block: Block::new(), stamp: Stamp::written_as(stamp) };
        Self { file, clock, metrics, gathered: Mutex::new(gathered) }
    }

    pub(crate) fn write(&self, request: &Line<'_>, status: StatusCode, bytes: u64) {
        self.push(request.peer, |line| {
            let _ = write!(line, "{} ", request.method);
            push_safe(line, request.target.as_bytes());
            let _ = write!(line, " {:?}\" {} {bytes} \"", request.version, status.as_u16());
            push_safe(line, request.referer.unwrap_or(b"-"));
            line.extend_from_slice(b"\" \"");
            push_safe(line, request.user_agent.unwrap_or(b"-"));
        });
    }

    /// Of something that could not be read as a request.
    pub(crate) fn write_unread(&self, peer: IpAddr, status: StatusCode) {
        self.push(peer, |line| {
            let _ = write!(line, "-\" {} 0 \"-\" \"-", status.as_u16());
        });
    }

    fn push(&self, peer: IpAddr, write: impl FnOnce(&mut Vec<u8>)) {
        let mut gathered = self.lock();
        let Gathered { block, stamp } = &mut *gathered;
        let line = &mut block.text;
        let _ = write!(line, "{peer} - - [{}] \"", stamp.at(&self.clock));
        write(line);
        line.extend_from_slice(b"\"\n");
        block.lines += 1;
        if block.text.len() >= BLOCK {
            self.hand_over(block);
        }
    }

    /// Called a few times a second, so that a quiet site's log is no old log.
    pub(crate) fn flush(&self) {
        let mut gathered = self.lock();
        if gathered.block.lines > 0 {
            self.hand_over(&mut gathered.block);
        }
    }

    fn hand_over(&self, block: &mut Block) {
        let full = std::mem::replace(block, Block::new());
        let lines = full.lines;
        if self.file.blocks.try_send(full).is_err() {
            self.metrics.log_lines_lost.add(lines);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for AccessLog {
    fn drop(&mut self) {
        self.flush();
    }
}

impl Block {
    fn new() -> Self {
        Self { text: Vec::with_capacity(BLOCK + 1024), lines: 0 }
    }
}

fn stamp(now_s: u64) -> String {
    let now = Timestamp::from_second(i64::try_from(now_s).unwrap_or(0)).unwrap_or_default();
    now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string()
}

/// Nothing a client sends can end the field or the line.
fn push_safe(line: &mut Vec<u8>, bytes: &[u8]) {
    for &byte in bytes.iter().take(FIELD_MAX) {
        match byte {
            b'"' | b'\\' | 0..=0x1f | 0x7f.. => {
                let _ = write!(line, "\\x{byte:02x}");
            }
            _ => line.push(byte),
        }
    }
}

fn write_all(mut file: File, waiting: &Receiver<Block>) -> std::io::Result<()> {
    for block in waiting {
        file.write_all(&block.text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_write_lines_of_its_own() {
        let mut line = Vec::new();
        push_safe(&mut line, b"a\"b\nc\\\x80");
        assert_eq!(line, b"a\\x22b\\x0ac\\x5c\\x80");
        line.clear();
        push_safe(&mut line, &[b'a'; 5000]);
        assert_eq!(line.len(), FIELD_MAX);
    }
}
