//! The forms in which partners get what goes live: an explicit list, one line and one file each. Strict where readers
//! are tolerant: what is written is valid by its standard's own schema.

mod markup;
mod newsml_g2;
mod ninjs;
mod nitf;
mod rss;
mod sendable;
mod xhtml;

use story::Writer;

/// Every form, the one that loses nothing first.
pub const WRITERS: &[Writer] = &[
    Writer {
        name: "ninjs",
        media_type: "application/json; charset=utf-8",
        embargoes: true,
        one: ninjs::one,
        list: Some(ninjs::list),
    },
    Writer {
        name: "newsml-g2",
        media_type: "application/vnd.iptc.g2.newsitem+xml; charset=utf-8",
        embargoes: true,
        one: newsml_g2::one,
        list: Some(newsml_g2::list),
    },
    Writer {
        name: "nitf",
        media_type: "application/nitf+xml; charset=utf-8",
        embargoes: true,
        one: nitf::one,
        list: None,
    },
    Writer {
        name: "rss",
        media_type: "application/rss+xml; charset=utf-8",
        embargoes: false,
        one: rss::one,
        list: Some(rss::list),
    },
];
