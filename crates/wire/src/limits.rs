//! What one file may cost. Wires are not trusted: each limit is reached by attacks or accidents, never by news.

/// Longer input is not parsed at all; the caller keeps the bytes.
pub const INPUT_BYTES_MAX: usize = 64 << 20;
/// What a format may look at to recognise its own.
pub const SNIFF_BYTES_MAX: usize = 8 << 10;
/// Nested elements; a newsMessage with NITF tables in it needs about 25.
pub const MARKUP_DEPTH_MAX: usize = 200;
/// Elements of one document. A feed of a thousand full articles has about 100 000.
pub const MARKUP_ELEMENTS_MAX: usize = 1_000_000;
/// Elements of one web page: article extraction walks a page several times.
pub const PAGE_ELEMENTS_MAX: usize = 60_000;
/// Bytes of one web page or HTML fragment.
pub const PAGE_BYTES_MAX: usize = 8 << 20;
/// Nested arrays and objects; ninjs needs about 12. (The JSON reader itself refuses 128.)
pub const JSON_DEPTH_MAX: usize = 100;
/// Items of one file; further ones are counted in a problem.
pub const ITEMS_MAX: usize = 10_000;
/// Blocks of one item; further ones are dropped with a problem.
pub const BLOCKS_MAX: usize = 5_000;
/// Bytes of one text (a paragraph, a headline); the rest is cut with a problem.
pub const TEXT_BYTES_MAX: usize = 256 << 10;
/// Entries of one list of an item: topics, places, signatures…
pub const LIST_MAX: usize = 500;
/// Problems told one by one; the rest is counted.
pub const PROBLEMS_MAX: usize = 300;
/// Lines of a plain text; a longer one is data, not a story.
pub const LINES_MAX: usize = 100_000;
