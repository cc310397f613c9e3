//! The head of an answer, as the bytes that HTTP/1.1 sends and as the map that HTTP/2 does. Most of it is the same for
//! all pages of a kind and is held once: a node that holds more pages serves more of them from memory.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use http::header::{CONTENT_LENGTH, ETAG, LAST_MODIFIED, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

/// What each page has of its own, the date last: it is what may be withheld.
const OWN: [HeaderName; 4] = [CONTENT_LENGTH, ETAG, LOCATION, LAST_MODIFIED];

#[derive(Debug, Clone)]
pub(crate) struct Head {
    common: Arc<Common>,
    own: Box<[(HeaderName, HeaderValue)]>,
    /// Those of its own as lines.
    lines: Box<[u8]>,
    /// Up to the date of the page.
    undated: usize,
}

/// What pages have alike.
#[derive(Debug)]
struct Common {
    /// With an empty value for each header that a page has of its own: to fill a place costs less than to make one.
    map: HeaderMap,
    /// Status and headers, each with its line end.
    lines: Box<[u8]>,
}

/// By all that they say.
type Known = HashMap<Box<[u8]>, Weak<Common>>;

impl Head {
    pub(crate) fn new(status: StatusCode, mut map: HeaderMap) -> Self {
        let mut own = Vec::with_capacity(OWN.len());
        for name in OWN {
            if let Some(value) = map.get_mut(&name) {
                own.push((name, std::mem::replace(value, HeaderValue::from_static(""))));
            }
        }
        let (mut lines, mut undated) = (Vec::new(), 0);
        for (name, value) in &own {
            push_line(&mut lines, name, value);
            undated = if *name == LAST_MODIFIED { undated } else { lines.len() };
        }
        Self { common: Common::of(status, map), own: own.into(), lines: lines.into(), undated }
    }

    pub(crate) fn get(&self, name: &HeaderName) -> Option<&HeaderValue> {
        let own = self.own.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        own.or_else(|| self.common.map.get(name))
    }

    /// All of it.
    pub(crate) fn map(&self) -> HeaderMap {
        let mut map = self.common.map.clone();
        for (name, value) in &self.own {
            if let Some(place) = map.get_mut(name) {
                *place = value.clone();
            }
        }
        map
    }

    /// Writes status and headers, each with its line end; without the date of the page if it is to be withheld. What
    /// every answer has of its own, and the empty line, go after them.
    pub(crate) fn write(&self, undated: bool, head: &mut Vec<u8>) {
        head.extend_from_slice(&self.common.lines);
        head.extend_from_slice(if undated { &self.lines[..self.undated] } else { &self.lines });
    }

    /// Bytes that it takes in memory beside what all share, about.
    pub(crate) fn weight(&self) -> usize {
        const VALUE: usize = size_of::<(HeaderName, HeaderValue)>() + 32;
        self.lines.len() + self.own.len() * VALUE
    }
}

impl Common {
    /// The one that others have already, where there is one.
    fn of(status: StatusCode, map: HeaderMap) -> Arc<Self> {
        static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
        let mut key = Vec::new();
        write(status, &map, &mut key);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(common) = known.get(&*key).and_then(Weak::upgrade) {
            return common;
        }
        known.retain(|_, common| common.strong_count() > 0);
        let mut lines = Vec::new();
        let shared = map.iter().filter(|(name, _)| !OWN.contains(name));
        write(status, shared, &mut lines);
        let common = Arc::new(Self { map, lines: lines.into() });
        known.insert(key.into(), Arc::downgrade(&common));
        common
    }
}

/// Writes status and headers, each with its line end.
pub(crate) fn write<'h>(
    status: StatusCode,
    headers: impl IntoIterator<Item = (&'h HeaderName, &'h HeaderValue)>,
    head: &mut Vec<u8>,
) {
    let reason = status.canonical_reason().unwrap_or_default();
    head.extend_from_slice(format!("HTTP/1.1 {} {reason}\r\n", status.as_u16()).as_bytes());
    headers.into_iter().for_each(|(name, value)| push_line(head, name, value));
}

pub(crate) fn push_line(lines: &mut Vec<u8>, name: &HeaderName, value: &HeaderValue) {
    lines.extend_from_slice(name.as_str().as_bytes());
    lines.extend_from_slice(b": ");
    lines.extend_from_slice(value.as_bytes());
    lines.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use http::header::{CACHE_CONTROL, CONTENT_TYPE};

    use super::*;

    fn page(tag: &'static str) -> HeaderMap {
        let fields = [
            (LAST_MODIFIED, "Tue, 09 Jun 2026 10:00:00 GMT"),
            (CONTENT_TYPE, "text/html"),
            (ETAG, tag),
            (CONTENT_LENGTH, "7"),
            (CACHE_CONTROL, "max-age=0"),
        ];
        fields.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn both_forms_say_all_of_it_and_pages_of_a_kind_share_what_is_alike() {
        let [one, other] = ["\"1\"", "\"2\""].map(|tag| Head::new(StatusCode::OK, page(tag)));
        assert!(Arc::ptr_eq(&one.common, &other.common));
        assert_eq!((one.map(), other.map()), (page("\"1\""), page("\"2\"")));
        assert_eq!(other.get(&ETAG), Some(&HeaderValue::from_static("\"2\"")));
        assert_eq!(other.get(&CONTENT_TYPE), Some(&HeaderValue::from_static("text/html")));
        assert_eq!(other.get(&LOCATION), None);
        let text = |undated| {
            let mut head = Vec::new();
            one.write(undated, &mut head);
            String::from_utf8(head).unwrap()
        };
        let dated = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncache-control: max-age=0\r\n\
                     content-length: 7\r\netag: \"1\"\r\n";
        assert_eq!(text(true), dated);
        assert_eq!(text(false), format!("{dated}last-modified: Tue, 09 Jun 2026 10:00:00 GMT\r\n"));
    }

    #[test]
    fn what_differs_in_any_way_is_not_shared() {
        let head = |status, without| {
            let mut map = page("\"1\"");
            map.remove(without);
            Head::new(status, map)
        };
        let whole = head(StatusCode::OK, LOCATION);
        for other in [
            head(StatusCode::NOT_FOUND, LOCATION),
            head(StatusCode::OK, ETAG),
            head(StatusCode::OK, CACHE_CONTROL),
        ] {
            assert!(!Arc::ptr_eq(&whole.common, &other.common));
        }
        assert!(!head(StatusCode::OK, ETAG).map().contains_key(ETAG));
    }
}
