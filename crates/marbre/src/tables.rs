//! The tables that the binary builds and hands to the rooms: formats, rules, editions, pages.

use std::sync::{Arc, LazyLock};

use anyhow::anyhow;
use newsroom::Tables;
use pages::Printer;
use story::{Edition, SiteConfig};

use crate::config::Config;

/// The editions that ship with the binary.
pub(crate) fn editions() -> &'static [Edition] {
    static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(pages::editions);
    &EDITIONS
}

pub(crate) fn newsroom_tables() -> Tables {
    Tables { formats: wire::FORMATS, rules: checks::RULE_SET, editions: editions().to_vec() }
}

pub(crate) fn printer(config: &Config) -> anyhow::Result<Arc<Printer>> {
    let site = SiteConfig { origin: config.origin.clone(), editions: editions().to_vec() };
    Printer::new(site).map(Arc::new).map_err(|why| anyhow!("the pages cannot be made: {why}"))
}
