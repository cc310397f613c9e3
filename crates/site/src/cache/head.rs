//! The head of an answer, once as a map and once as the bytes that HTTP/1.1 sends.

use http::header::LAST_MODIFIED;
use http::{HeaderMap, HeaderValue, StatusCode};

#[derive(Debug, Clone)]
pub(crate) struct Head {
    map: HeaderMap,
    /// Status and headers, each with its line end, the date of the page last. What every answer has of its own, and the
    /// empty line, go after them.
    lines: Box<[u8]>,
    /// Up to the date of the page.
    undated: usize,
}

impl Head {
    pub(crate) fn new(status: StatusCode, map: HeaderMap) -> Self {
        let reason = status.canonical_reason().unwrap_or_default();
        let mut lines = format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).into_bytes();
        for (name, value) in &map {
            if name != LAST_MODIFIED {
                push_line(&mut lines, name.as_str(), value);
            }
        }
        let undated = lines.len();
        if let Some(date) = map.get(LAST_MODIFIED) {
            push_line(&mut lines, LAST_MODIFIED.as_str(), date);
        }
        Self { map, lines: lines.into(), undated }
    }

    pub(crate) fn map(&self) -> &HeaderMap {
        &self.map
    }

    /// The lines, without the date of the page if it is to be withheld.
    pub(crate) fn lines(&self, undated: bool) -> &[u8] {
        if undated { &self.lines[..self.undated] } else { &self.lines }
    }

    /// Bytes it takes in memory, about.
    pub(crate) fn weight(&self) -> usize {
        const ENTRY: usize = 104;
        self.lines.len() + self.map.capacity() * ENTRY
    }
}

pub(crate) fn push_line(lines: &mut Vec<u8>, name: &str, value: &HeaderValue) {
    lines.extend_from_slice(name.as_bytes());
    lines.extend_from_slice(b": ");
    lines.extend_from_slice(value.as_bytes());
    lines.extend_from_slice(b"\r\n");
}
