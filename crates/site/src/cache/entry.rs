//! One answer, ready to be sent: status, header blocks and bodies in every encoding.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LAST_MODIFIED, LOCATION,
    RETRY_AFTER, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use story::Timestamp;

use super::compress;
use super::head::Head;
use super::sheet::{Rack, Sheet};
use crate::kitchen::FileSource;
use crate::readings::Counter;
use crate::serve::headers;

/// Where the bytes of an answer are.
pub(crate) enum Source {
    Bytes(Bytes),
    File(FileSource),
}

/// What an entry is made of.
pub(crate) struct Draft {
    pub(crate) status: StatusCode,
    pub(crate) media_type: String,
    pub(crate) source: Source,
    pub(crate) cache_control: HeaderValue,
    /// Second since 1970 of the bytes; `None` is now.
    pub(crate) modified_s: Option<u64>,
    /// Parts of it may be asked for; such bodies are never compressed.
    pub(crate) ranges: bool,
    /// Where it is, if not here.
    pub(crate) location: Option<HeaderValue>,
    /// From when on it is to be printed anew.
    pub(crate) until: Option<Timestamp>,
    /// It plays streams of others.
    pub(crate) streams: bool,
    /// Of the version of a story whose own page it is.
    pub(crate) counter: Option<Arc<Counter>>,
}

/// One body with the head that goes with it.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) body: Bytes,
    pub(crate) head: Head,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) status: StatusCode,
    /// BLAKE3 of the identity body.
    pub(crate) hash: [u8; 32],
    /// The part of its tag that all encodings share.
    pub(crate) tag: Box<str>,
    /// Second since 1970 in which these bytes were first there.
    pub(crate) modified_s: u64,
    /// Where the body is a file, this variant's own is empty.
    pub(crate) identity: Variant,
    pub(crate) file: Option<FileSource>,
    pub(crate) ranges: bool,
    until: Option<Timestamp>,
    pub(crate) gzip: Option<Variant>,
    /// Comes later, if the page is read.
    pub(crate) brotli: Option<Variant>,
    /// The head of a 304, without the tag: that one is the reader's own.
    pub(crate) not_modified: Head,
    /// How often it was read since it was printed, two standing for more: what was read is printed again on publication,
    /// what was read twice is packed as well as can be.
    used: AtomicU8,
    /// Of the version of a story whose own page it is. It lies apart from what the threads that serve only read.
    pub(crate) counter: Option<Arc<Counter>>,
    /// The identity body once more, if it is read unencoded.
    sheet: OnceLock<Option<Arc<Sheet>>>,
}

impl Entry {
    /// Compresses and tags. `old` is what was at this path before: the same bytes keep their date.
    pub(crate) fn new(draft: &Draft, old: Option<&Self>) -> Self {
        let (body, hash, file) = match &draft.source {
            Source::Bytes(body) => (body.clone(), *blake3::hash(body).as_bytes(), None),
            Source::File(file) => (Bytes::new(), file.hash, Some(file.clone())),
        };
        let modified_s = match old {
            Some(old) if old.hash == hash && old.status == draft.status => old.modified_s,
            _ => draft.modified_s.unwrap_or_else(now_s),
        };
        let common = common_headers(draft, modified_s);
        let tag = tag(&hash);
        let len = file.as_ref().map_or(body.len() as u64, |file| file.len);
        let gzip = shrinks(draft).then(|| compress::gzip(&body)).flatten();
        Self {
            status: draft.status,
            hash,
            modified_s,
            gzip: gzip.map(|body| encoded(&common, draft.status, body, &tag, GZIP)),
            brotli: None,
            identity: variant(common.clone(), draft.status, (body, len), &tag),
            file,
            ranges: draft.ranges,
            until: draft.until,
            not_modified: Head::new(StatusCode::NOT_MODIFIED, still_true(&common)),
            tag,
            used: AtomicU8::new(0),
            counter: draft.counter.clone(),
            sheet: OnceLock::new(),
        }
    }

    /// A permanent redirect; `path` is not percent-encoded.
    pub(crate) fn moved(path: &str) -> Self {
        let draft = Draft {
            status: StatusCode::MOVED_PERMANENTLY,
            media_type: String::new(),
            source: Source::Bytes(Bytes::new()),
            cache_control: headers::fresh_for(60),
            modified_s: None,
            ranges: false,
            location: HeaderValue::from_str(&crate::serve::path::encode(path)).ok(),
            until: None,
            streams: false,
            counter: None,
        };
        Self::new(&draft, None)
    }

    /// The same page with a brotli body too, which has a tag of its own.
    pub(crate) fn polished(&self, best: Bytes) -> Self {
        let mut common = self.identity.head.map();
        common.remove(ETAG);
        common.remove(CONTENT_LENGTH);
        Self {
            status: self.status,
            hash: self.hash,
            tag: self.tag.clone(),
            modified_s: self.modified_s,
            identity: self.identity.clone(),
            file: self.file.clone(),
            ranges: self.ranges,
            until: self.until,
            gzip: self.gzip.clone(),
            brotli: Some(encoded(&common, self.status, best, &self.tag, BROTLI)),
            not_modified: self.not_modified.clone(),
            used: AtomicU8::new(self.used.load(Ordering::Relaxed)),
            counter: self.counter.clone(),
            sheet: OnceLock::new(),
        }
    }

    /// Bytes of the whole body, unencoded.
    pub(crate) fn len(&self) -> u64 {
        self.file.as_ref().map_or(self.identity.body.len() as u64, |file| file.len)
    }

    /// Whether the time has come from which it says something else.
    pub(crate) fn is_over(&self) -> bool {
        self.until.is_some_and(|until| until <= Timestamp::now())
    }

    pub(crate) fn changes_by_itself(&self) -> bool {
        self.until.is_some()
    }

    /// Notes that it was read; true the second time: crawlers pass by every page once.
    pub(crate) fn touch(&self) -> bool {
        // Read before writing: a hot page's cache line stays shared between cores.
        self.used.load(Ordering::Relaxed) < 2 && self.used.fetch_add(1, Ordering::Relaxed) == 1
    }

    /// Whether it is for people, whole and in memory, and says what it was asked for.
    pub(crate) fn is_good_page(&self) -> bool {
        let media_type = self.identity.head.get(&CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let is_whole = self.status == StatusCode::OK && self.file.is_none();
        is_whole && media_type.is_some_and(|media_type| media_type.starts_with("text/html"))
    }

    /// The unencoded body in the system's memory, where it is long, was read twice and there is room in the rack.
    pub(crate) fn sheet(&self, rack: &Arc<Rack>) -> Option<Arc<Sheet>> {
        let is_hot = self.used.load(Ordering::Relaxed) > 1;
        let sheet = || rack.sheet(&self.identity.body).map(Arc::new);
        is_hot.then(|| self.sheet.get_or_init(sheet).clone()).flatten()
    }

    pub(crate) fn was_used(&self) -> bool {
        self.used.load(Ordering::Relaxed) > 0
    }

    /// Bytes it takes in memory.
    pub(crate) fn weight(&self) -> u64 {
        let variants = [Some(&self.identity), self.gzip.as_ref(), self.brotli.as_ref()].into_iter().flatten();
        let variants: usize = variants.map(|variant| variant.body.len() + variant.head.weight()).sum();
        (variants + self.not_modified.weight() + size_of::<Self>()) as u64
    }
}

/// The headers that every variant has; validators only where the answer is 200.
fn common_headers(draft: &Draft, modified_s: u64) -> HeaderMap {
    let mut common = HeaderMap::with_capacity(16);
    if let Ok(media_type) = HeaderValue::from_str(&draft.media_type)
        && !draft.media_type.is_empty()
    {
        common.insert(CONTENT_TYPE, media_type);
    }
    common.insert(CACHE_CONTROL, draft.cache_control.clone());
    if draft.status == StatusCode::SERVICE_UNAVAILABLE {
        common.insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    if shrinks(draft) {
        common.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if draft.status == StatusCode::OK {
        let modified = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(modified_s));
        if let Ok(modified) = HeaderValue::from_str(&modified) {
            common.insert(LAST_MODIFIED, modified);
        }
    }
    headers::add_security(&mut common, &draft.media_type, draft.streams);
    if draft.ranges {
        headers::add_ranges(&mut common);
    }
    if let Some(location) = &draft.location {
        common.insert(LOCATION, location.clone());
    }
    common
}

/// RFC 9110 §15.4.5: a 304 carries what updates the copy that the reader has, and nothing about a body.
fn still_true(common: &HeaderMap) -> HeaderMap {
    let kept = [CACHE_CONTROL, VARY, LAST_MODIFIED];
    // Room for the tag.
    let mut headers = HeaderMap::with_capacity(kept.len() + 1);
    for name in kept {
        if let Some(value) = common.get(&name) {
            headers.insert(name, value.clone());
        }
    }
    headers
}

fn shrinks(draft: &Draft) -> bool {
    !draft.ranges && compress::compressible(&draft.media_type)
}

/// An encoding, and what goes after the tag of the page in the tag of its bytes.
type Encoding = (&'static str, &'static str);
const GZIP: Encoding = ("gzip", "-gz");
const BROTLI: Encoding = ("br", "-br");

fn encoded(
    common: &HeaderMap,
    status: StatusCode,
    body: Bytes,
    tag: &str,
    (encoding, suffix): Encoding,
) -> Variant {
    let mut headers = common.clone();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    let len = body.len() as u64;
    variant(headers, status, (body, len), &format!("{tag}{suffix}"))
}

fn variant(mut headers: HeaderMap, status: StatusCode, (body, len): (Bytes, u64), tag: &str) -> Variant {
    headers.insert(CONTENT_LENGTH, HeaderValue::from(len));
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(&format!("\"{tag}\""))
    {
        headers.insert(ETAG, tag);
    }
    Variant { body, head: Head::new(status, headers) }
}

fn tag(hash: &[u8; 32]) -> Box<str> {
    hash[..10].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
