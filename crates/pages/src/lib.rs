//! Published stories to HTML, feeds and sitemaps, and which pages a journal entry makes stale. Pure: everything
//! comes from the shelf and the configuration; no I/O, no clock, no async.

mod address;
mod almanac;
mod clean;
mod dates;
mod edition;
mod json_ld;
mod kinds;
mod links;
mod listing;
mod locale;
mod makeup;
mod pagination;
mod printer;
mod rich;
mod script;
mod site;
mod stale;
mod templates;
mod theme;
mod view;
mod words;

pub use edition::{edition_from_toml, editions};
pub use links::article_path;
pub use printer::Printer;
pub use theme::{card_fonts, theme_file, theme_packed, theme_url};
