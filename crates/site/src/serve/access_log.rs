//! One line per request in the combined format, written by a thread of its own: a slow disk loses lines, which are
//! counted, and never makes a reader wait.

use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::net::IpAddr;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use http::header::{HeaderName, REFERER, USER_AGENT};
use http::{Request, StatusCode};
use story::Timestamp;

use crate::metrics::Metrics;

/// Lines waiting for the disk: at most some 4 MB.
const QUEUE: usize = 16_384;
/// Of what a client says about itself, no more than this is kept.
const FIELD_MAX: usize = 256;

struct Line {
    peer: IpAddr,
    /// From the request line on; the time before it is the writer's, one formatting per second.
    rest: String,
}

#[derive(Clone)]
pub(crate) struct AccessLog {
    lines: SyncSender<Line>,
}

impl AccessLog {
    /// Appends to the file. The writer ends, all written, when the last clone is gone.
    pub(crate) fn open(path: &Path) -> std::io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let (lines, waiting) = sync_channel(QUEUE);
        let write = move || {
            if let Err(error) = write_all(file, &waiting) {
                tracing::error!(%error, "the access log cannot be written any more");
            }
        };
        std::thread::Builder::new().name("site-access-log".into()).spawn(write)?;
        Ok(Self { lines })
    }

    pub(crate) fn write<B>(
        &self,
        request: &Request<B>,
        status: StatusCode,
        bytes: u64,
        peer: IpAddr,
        metrics: &Metrics,
    ) {
        let mut rest = String::with_capacity(192);
        let target = request.uri().path_and_query().map_or("*", |target| target.as_str());
        let _ = write!(rest, "\"{} ", request.method());
        push_safe(&mut rest, target.as_bytes());
        let _ = write!(rest, " {:?}\" {} {bytes} \"", request.version(), status.as_u16());
        push_header(&mut rest, request, &REFERER);
        rest.push_str("\" \"");
        push_header(&mut rest, request, &USER_AGENT);
        rest.push_str("\"\n");
        if self.lines.try_send(Line { peer, rest }).is_err() {
            metrics.log_lines_lost.add(1);
        }
    }
}

fn push_header<B>(line: &mut String, request: &Request<B>, name: &HeaderName) {
    match request.headers().get(name) {
        Some(value) => push_safe(line, value.as_bytes()),
        None => line.push('-'),
    }
}

/// Nothing a client sends can end the field or the line.
fn push_safe(line: &mut String, bytes: &[u8]) {
    for &byte in bytes.iter().take(FIELD_MAX) {
        match byte {
            b'"' | b'\\' | 0..=0x1f | 0x7f.. => {
                let _ = write!(line, "\\x{byte:02x}");
            }
            _ => line.push(char::from(byte)),
        }
    }
}

fn write_all(file: File, waiting: &Receiver<Line>) -> std::io::Result<()> {
    let mut file = BufWriter::with_capacity(64 << 10, file);
    let mut stamp = (0, String::new());
    loop {
        let line = match waiting.try_recv() {
            Ok(line) => line,
            // Nothing to do: what is written is made visible before waiting.
            Err(TryRecvError::Empty) => {
                file.flush()?;
                match waiting.recv() {
                    Ok(line) => line,
                    Err(_) => return Ok(()),
                }
            }
            Err(TryRecvError::Disconnected) => return file.flush(),
        };
        let now = Timestamp::now();
        if stamp.0 != now.as_second() {
            stamp = (now.as_second(), now.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string());
        }
        write!(file, "{} - - [{}] {}", line.peer, stamp.1, line.rest)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_write_lines_of_its_own() {
        let mut line = String::new();
        push_safe(&mut line, b"a\"b\nc\\\x80");
        assert_eq!(line, "a\\x22b\\x0ac\\x5c\\x80");
        line.clear();
        push_safe(&mut line, &[b'a'; 5000]);
        assert_eq!(line.len(), FIELD_MAX);
    }
}
