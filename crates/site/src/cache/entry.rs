//! One answer, ready to be sent: status, header blocks and bodies in every encoding.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LAST_MODIFIED, LOCATION,
    RETRY_AFTER, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::compress::{self, BROTLI_QUICK};
use crate::kitchen::FileSource;
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
}

/// One body with the headers that go with it.
#[derive(Debug, Clone)]
pub(crate) struct Variant {
    pub(crate) body: Bytes,
    pub(crate) headers: HeaderMap,
}

#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) status: StatusCode,
    /// BLAKE3 of the identity body.
    pub(crate) hash: [u8; 32],
    /// Second since 1970 in which these bytes were first there.
    pub(crate) modified_s: u64,
    /// Where the body is a file, this variant's own is empty.
    pub(crate) identity: Variant,
    pub(crate) file: Option<FileSource>,
    pub(crate) ranges: bool,
    pub(crate) gzip: Option<Variant>,
    pub(crate) brotli: Option<Variant>,
    /// Headers of a 304, without the tag: that one is the reader's own.
    pub(crate) not_modified: HeaderMap,
    /// Whether anybody read it since it was printed: only such pages are printed again on publication.
    used: AtomicBool,
    /// Readers since somebody asked.
    readers: AtomicU32,
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
        let shrinks = shrinks(draft);
        let variant = |body: Bytes, encoding: Option<&'static str>, suffix: &str| {
            variant(&common, draft.status, body, &hash, encoding, suffix)
        };
        let gzip = shrinks.then(|| compress::gzip(&body)).flatten();
        let brotli = shrinks.then(|| compress::brotli(&body, BROTLI_QUICK)).flatten();
        let mut identity = variant(body, None, "");
        if let Some(file) = &file {
            identity.headers.insert(CONTENT_LENGTH, HeaderValue::from(file.len));
        }
        Self {
            status: draft.status,
            hash,
            modified_s,
            gzip: gzip.map(|body| variant(body, Some("gzip"), "-gz")),
            brotli: brotli.map(|body| variant(body, Some("br"), "-b")),
            identity,
            file,
            ranges: draft.ranges,
            not_modified: still_true(&common),
            used: AtomicBool::new(false),
            readers: AtomicU32::new(0),
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
        };
        let mut entry = Self::new(&draft, None);
        let location = crate::serve::path::encode(path);
        if let Ok(location) = HeaderValue::from_str(&location) {
            entry.identity.headers.insert(LOCATION, location);
        }
        entry
    }

    /// The same page with a better brotli body, which has a tag of its own.
    pub(crate) fn polished(&self, best: Bytes) -> Self {
        let mut common = self.identity.headers.clone();
        common.remove(ETAG);
        common.remove(CONTENT_LENGTH);
        Self {
            status: self.status,
            hash: self.hash,
            modified_s: self.modified_s,
            identity: self.identity.clone(),
            file: self.file.clone(),
            ranges: self.ranges,
            gzip: self.gzip.clone(),
            brotli: Some(variant(&common, self.status, best, &self.hash, Some("br"), "-br")),
            not_modified: self.not_modified.clone(),
            used: AtomicBool::new(self.used.load(Ordering::Relaxed)),
            readers: AtomicU32::new(self.take_readers()),
        }
    }

    /// Bytes of the whole body, unencoded.
    pub(crate) fn len(&self) -> u64 {
        self.file.as_ref().map_or(self.identity.body.len() as u64, |file| file.len)
    }

    /// Notes that it was read; true the first time.
    pub(crate) fn touch(&self) -> bool {
        // Read before writing: a hot page's cache line stays shared between cores.
        !self.used.load(Ordering::Relaxed) && !self.used.swap(true, Ordering::Relaxed)
    }

    /// Whether it is for people, whole and in memory.
    pub(crate) fn is_page(&self) -> bool {
        let media_type = self.identity.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        self.file.is_none() && media_type.is_some_and(|media_type| media_type.starts_with("text/html"))
    }

    pub(crate) fn count_reader(&self) {
        self.readers.fetch_add(1, Ordering::Relaxed);
    }

    /// Readers since the last time this was asked.
    pub(crate) fn take_readers(&self) -> u32 {
        if self.readers.load(Ordering::Relaxed) == 0 { 0 } else { self.readers.swap(0, Ordering::Relaxed) }
    }

    pub(crate) fn was_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    /// Bytes it takes in memory, headers estimated.
    pub(crate) fn weight(&self) -> u64 {
        const HEADERS: usize = 2048;
        let variants = [Some(&self.identity), self.gzip.as_ref(), self.brotli.as_ref()];
        let bodies: usize = variants.into_iter().flatten().map(|variant| variant.body.len() + HEADERS).sum();
        (bodies + HEADERS) as u64
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
    headers::add_security(&mut common, &draft.media_type);
    if draft.ranges {
        headers::add_ranges(&mut common);
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

fn variant(
    common: &HeaderMap,
    status: StatusCode,
    body: Bytes,
    hash: &[u8; 32],
    encoding: Option<&'static str>,
    suffix: &str,
) -> Variant {
    let mut headers = common.clone();
    headers.insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    if let Some(encoding) = encoding {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(&format!("\"{}{suffix}\"", tag(hash)))
    {
        headers.insert(ETAG, tag);
    }
    Variant { body, headers }
}

/// The part of the tag that all encodings of the same bytes share.
pub(crate) fn tag(hash: &[u8; 32]) -> String {
    hash[..10].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}
