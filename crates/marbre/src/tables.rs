//! The tables that the binary builds and hands to the rooms: formats, rules, editions, pages.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use anyhow::{Context, anyhow};
use newsroom::Tables;
use pages::Printer;
use pictures::Typesetter;
use story::{Edition, Language, SiteConfig};

use crate::config::Config;
use crate::{key, theme};

/// The editions that come with Marbre.
pub(crate) fn shipped() -> &'static [Edition] {
    static EDITIONS: LazyLock<Vec<Edition>> = LazyLock::new(pages::editions);
    &EDITIONS
}

/// The editions that the configuration names, in its order. A file of the newsroom (`editions/<id>.toml` in the data
/// folder) wins over the one that comes with Marbre.
pub(crate) fn editions(config: &Config) -> anyhow::Result<Vec<Edition>> {
    let read = |id: &String| -> anyhow::Result<Edition> {
        let file = config.data.join("editions").join(format!("{id}.toml"));
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => {
                return shipped().iter().find(|edition| edition.id == *id).cloned().ok_or_else(|| {
                    let known: Vec<&str> = shipped().iter().map(|edition| edition.id.as_str()).collect();
                    let (file, known) = (file.display(), known.join(", "));
                    anyhow!("there is no edition '{id}': write it to {file}, or name one of {known}")
                });
            }
            Err(why) => return Err(why).with_context(|| format!("{} cannot be read", file.display())),
        };
        let edition =
            pages::edition_from_toml(&text).map_err(|faults| anyhow!("{}: {faults}", file.display()))?;
        match edition.id == *id {
            true => Ok(edition),
            false => {
                Err(anyhow!("{}: its id is '{}', its file is named for '{id}'", file.display(), edition.id))
            }
        }
    };
    config.editions.iter().map(read).collect()
}

/// The language of each edition.
pub(crate) fn languages(config: &Config) -> anyhow::Result<BTreeMap<String, Language>> {
    Ok(editions(config)?.into_iter().map(|edition| (edition.id, edition.language)).collect())
}

pub(crate) fn newsroom_tables(config: &Config) -> anyhow::Result<Tables> {
    Ok(Tables {
        formats: wire::FORMATS,
        rules: checks::RULE_SET,
        is_damage: wire::is_damage,
        mapped: |mapping, bytes, origin| Ok(wire::Mapping::read(mapping)?.parse(bytes, origin)),
        editions: editions(config)?,
        writers: wire::WRITERS,
        origin: config.origin.clone(),
        desk_origin: config.desk_origin.clone(),
        key: key::of(&config.key_file)?,
    })
}

/// In the newsroom's own look.
pub(crate) fn printer(config: &Config) -> anyhow::Result<Arc<Printer>> {
    printer_with(config, &theme::read(&theme::folder(config))?)
}

pub(crate) fn printer_with(config: &Config, own: &theme::Files) -> anyhow::Result<Arc<Printer>> {
    let (origin, hub) = (config.origin.clone(), config.hub.clone());
    let site = SiteConfig { origin, hub, editions: editions(config)? };
    let made = Printer::with_theme(&site, own)
        .map_err(|why| anyhow!("the pages cannot be made ({}): {why}", theme::folder(config).display()))?;
    let cards = Typesetter::new(pages::card_fonts()).map_err(anyhow::Error::msg)?;
    Ok(Arc::new(made.with_cards(Arc::new(cards))))
}
