//! The formats we read: an explicit list, one line and one file each, and the gate that every format stands behind.

use std::borrow::Cow;
use std::cell::RefCell;

use story::{Enclosed, Format, Item, Origin, Parsed};

use crate::limits::{INPUT_BYTES_MAX, ITEMS_MAX, SNIFF_BYTES_MAX};
use crate::problem::Problems;
use crate::{dates, decode, finish, own};

/// One line per format: its file, and its name as others see it.
macro_rules! formats {
    ($($module:ident $name:literal,)+) => {
        $(mod $module;)+

        /// Every format, in the order in which they are asked whose the bytes are.
        pub const FORMATS: &[Format] = &[$(Format {
            name: $name,
            sniff: |bytes, origin| $module::sniff(&Head::new(bytes, origin)),
            parse: |bytes, origin| gate($name, $module::parse, bytes, origin),
        }),+];

        /// The same without the gate, for what lies inside another delivery: it passed the gate already.
        const READERS: &[(fn(&Head) -> u8, &str, Read)] = &[$(($module::sniff, $name, $module::parse)),+];
    };
}

formats! {
    newsml_g2 "newsml-g2",
    newsml_1 "newsml-1",
    nitf "nitf",
    ninjs "ninjs",
    iptc7901 "iptc7901",
    anpa "anpa",
    mail "mail",
    calendar "calendar",
    picture "picture",
    docx "docx",
    json_feed "json-feed",
    ghost "ghost",
    wordpress "wordpress",
    wxr "wxr",
    feed "feed",
    dialect "dialect",
    page "page",
    text "text",
}

mod mapped;
mod vocabulary;
pub use mapped::Mapping;

/// What a format recognises its own by.
struct Head<'a> {
    /// The first kilobytes as text, without byte order mark and white space at the start.
    text: String,
    /// In lower case.
    name: String,
    /// In lower case, parameters included.
    media_type: String,
    bytes: &'a [u8],
}

impl<'a> Head<'a> {
    fn new(bytes: &'a [u8], origin: &Origin) -> Self {
        let bytes = &bytes[..bytes.len().min(SNIFF_BYTES_MAX)];
        let text = decode::text(bytes, origin.media_type, &mut Problems::default());
        Self {
            text: text.trim_start().to_owned(),
            name: origin.name.to_ascii_lowercase(),
            media_type: origin.media_type.to_ascii_lowercase(),
            bytes,
        }
    }

    /// The markup in lower case, without what it carries as a text.
    fn markup(&self) -> String {
        let lower = self.text.to_lowercase();
        let mut parts = lower.split("<![cdata[");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |kept, part| kept + part.split_once("]]>").map_or("", |(_, rest)| rest))
    }

    fn named(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.name.ends_with(ending))
    }
}

/// What a format reads.
struct Input<'a> {
    bytes: &'a [u8],
    origin: &'a Origin<'a>,
    /// Files met on the way: they leave beside the items.
    enclosed: RefCell<Vec<Enclosed>>,
    /// How many deliveries this one lies in: a mail in a mail.
    depth: usize,
}

impl Input<'_> {
    /// The bytes as text, whatever their encoding is and says it is.
    fn text(&self, problems: &mut Problems) -> Cow<'_, str> {
        decode::text(self.bytes, self.origin.media_type, problems)
    }

    /// As [`Input::text`], with the control characters by which old wires part their fields.
    fn with_controls(&self, problems: &mut Problems) -> Cow<'_, str> {
        decode::with_controls(self.bytes, self.origin.media_type, problems)
    }
}

type Read = fn(&Input, &mut Problems) -> Vec<Item>;

/// The head is made once: decoding it for each format would cost more than reading a short text.
pub(crate) fn recognise(bytes: &[u8], origin: &Origin) -> Option<&'static Format> {
    let head = Head::new(bytes, origin);
    let asked = FORMATS.iter().zip(READERS).map(|(format, (sniff, ..))| (format, sniff(&head)));
    // Of two that are equally sure the last is the greatest: so from behind.
    let best = asked.rev().max_by_key(|(_, sure)| *sure);
    best.filter(|(_, sure)| *sure > 0).map(|(format, _)| format)
}

/// No format is reached but through here: limits before it, the same finish after it.
fn gate(
    name: &str,
    read: impl Fn(&Input, &mut Problems) -> Vec<Item>,
    bytes: &[u8],
    origin: &Origin,
) -> Parsed {
    if let Some(refusal) = refusal(bytes) {
        return refusal;
    }
    let problems = Problems::default();
    let input = Input { bytes, origin, enclosed: RefCell::default(), depth: 0 };
    dates::within(origin.time_zone, || finished(name, read, &input, problems))
}

fn finished(
    name: &str,
    read: impl Fn(&Input, &mut Problems) -> Vec<Item>,
    input: &Input,
    mut problems: Problems,
) -> Parsed {
    let mut items = read(input, &mut problems);
    if items.len() > ITEMS_MAX {
        let message = format!("{} items; only the first {ITEMS_MAX} were read", items.len());
        problems.add("too-many-items", "", message);
        items.truncate(ITEMS_MAX);
    }
    let several = items.len() > 1;
    for (n, item) in items.iter_mut().enumerate() {
        if item.format.is_empty() {
            name.clone_into(&mut item.format);
        }
        let place = if several { format!("item {}", n + 1) } else { String::new() };
        let own = own::taken(item);
        finish::item(item, &place, &mut problems);
        if let Some(document) = own {
            own::restore(item, &document, &place, &mut problems);
        }
    }
    Parsed { items, problems: problems.into_list(), files: input.enclosed.take() }
}

/// How the bytes inside another delivery are read, where a format is sure of them; bare text is left to its carrier.
fn formats_but_text(bytes: &[u8], origin: &Origin) -> Option<(&'static str, Read)> {
    const SURE: u8 = 60;
    if bytes.len() > INPUT_BYTES_MAX {
        return None;
    }
    let head = Head::new(bytes, origin);
    let asked = READERS.iter().map(|(sniff, name, read)| (sniff(&head), (*name, *read)));
    let best = asked.rev().max_by_key(|(sure, _)| *sure);
    best.filter(|(sure, _)| *sure >= SURE).map(|(_, format)| format)
}

/// The answer to bytes that no format claims.
pub(crate) fn refuse(bytes: &[u8]) -> Parsed {
    refusal(bytes).unwrap_or_else(|| {
        only(
            "unknown-format",
            "this is in no format we read; nothing was parsed, the bytes are untouched".into(),
        )
    })
}

fn refusal(bytes: &[u8]) -> Option<Parsed> {
    if bytes.len() > INPUT_BYTES_MAX {
        let message = format!(
            "{} MiB is over the limit of {} MiB; nothing was parsed, the bytes are untouched",
            bytes.len() >> 20,
            INPUT_BYTES_MAX >> 20
        );
        return Some(only("too-large", message));
    }
    let blank = bytes.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF));
    blank.then(|| only("empty", "there is nothing in it".into()))
}

fn only(code: &str, message: String) -> Parsed {
    let mut problems = Problems::default();
    problems.add(code, "", message);
    Parsed { problems: problems.into_list(), ..Parsed::default() }
}
