//! Long bodies that lie in the system's memory too, as files without a name: sending one copies nothing on our side
//! (sendfile(2), memfd_create(2)).

use std::fs::File;
use std::io::Write;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::fs::{MemfdFlags, memfd_create};

/// Copying a shorter one costs less than the second call to the system.
const LEN_MIN: usize = 16 << 10;
/// Files open for it at once, at most.
const SHEETS_MAX: u64 = 1024;
/// What the system takes for a file, whatever it holds.
const PAGE: u64 = 4 << 10;

/// The room that there is for sheets.
#[derive(Debug)]
pub(crate) struct Rack {
    sheets_left: AtomicU64,
    bytes_left: AtomicU64,
    bytes: u64,
}

/// A body in the system's memory.
#[derive(Debug)]
pub(crate) struct Sheet {
    file: File,
    len: u64,
    rack: Arc<Rack>,
}

impl Rack {
    /// Room for `bytes` of bodies.
    pub(crate) fn new(bytes: u64) -> Arc<Self> {
        let (sheets_left, bytes_left) = (AtomicU64::new(SHEETS_MAX), AtomicU64::new(bytes));
        Arc::new(Self { sheets_left, bytes_left, bytes })
    }

    /// Puts the body there; `None` where it is short, where there is no room, and where the system refuses.
    pub(crate) fn sheet(self: &Arc<Self>, body: &[u8]) -> Option<Sheet> {
        let len = body.len() as u64;
        if body.len() < LEN_MIN || !take(&self.sheets_left, 1) {
            return None;
        }
        if !take(&self.bytes_left, size_of(len)) {
            self.sheets_left.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        // From here on, what was taken is given back with the sheet.
        let file = memfd_create("page", MemfdFlags::CLOEXEC).map(File::from);
        match file {
            Ok(file) => {
                let mut sheet = Sheet { file, len, rack: Arc::clone(self) };
                sheet.file.write_all(body).is_ok().then_some(sheet)
            }
            Err(_) => {
                self.give_back(len);
                None
            }
        }
    }

    /// Bytes taken now.
    pub(crate) fn taken(&self) -> u64 {
        self.bytes.saturating_sub(self.bytes_left.load(Ordering::Relaxed))
    }

    fn give_back(&self, len: u64) {
        self.sheets_left.fetch_add(1, Ordering::Relaxed);
        self.bytes_left.fetch_add(size_of(len), Ordering::Relaxed);
    }
}

impl Sheet {
    pub(crate) fn len(&self) -> u64 {
        self.len
    }
}

impl AsFd for Sheet {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        self.rack.give_back(self.len);
    }
}

fn size_of(len: u64) -> u64 {
    len.next_multiple_of(PAGE) + PAGE
}

fn take(left: &AtomicU64, count: u64) -> bool {
    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(count)).is_ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use super::*;

    #[test]
    fn what_has_no_room_is_not_kept_and_what_goes_makes_room() {
        let body = vec![b'x'; LEN_MIN];
        let rack = Rack::new(2 * size_of(LEN_MIN as u64));
        let mut first = rack.sheet(&body).unwrap();
        let second = rack.sheet(&body).unwrap();
        assert!(rack.sheet(&body).is_none(), "two fit");
        drop(second);
        assert!(rack.sheet(&body).is_some());
        let mut read = Vec::new();
        first.file.rewind().unwrap();
        first.file.read_to_end(&mut read).unwrap();
        assert_eq!(read, body);
        assert!(rack.sheet(&body[1..]).is_none(), "it is short");
    }

    #[test]
    fn no_more_files_are_open_than_there_may_be() {
        let body = vec![b'x'; LEN_MIN];
        let rack = Rack::new(u64::MAX);
        let sheets: Vec<_> = std::iter::from_fn(|| rack.sheet(&body)).take(2 * SHEETS_MAX as usize).collect();
        assert_eq!(sheets.len() as u64, SHEETS_MAX);
        drop(sheets);
        assert!(rack.sheet(&body).is_some());
    }
}
