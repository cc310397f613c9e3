//! Opens the newsroom that the configuration names.

use anyhow::{Context as _, bail};
use newsroom::{Context, Newsroom};
use store::{Store, StoreConfig};

use crate::config::Config;
use crate::{crash, tables};

/// The store, brought to this version where its folder or database is new or older.
pub(crate) async fn store(config: &Config) -> anyhow::Result<Store> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("the data folder {} cannot be made", config.data.display()))?;
    let store = Store::open(&store_config(config)).await?;
    store.migrate().await?;
    Ok(store)
}

/// The newsroom, for commands that act in it.
pub(crate) async fn newsroom(config: &Config) -> anyhow::Result<Newsroom> {
    newsroom_in(config, store(config).await?)
}

/// The newsroom of an open store.
pub(crate) fn newsroom_in(config: &Config, store: Store) -> anyhow::Result<Newsroom> {
    let tables = tables::newsroom_tables(config)?;
    Ok(Newsroom::new(store, tables, crash::context_from_environment(Context::system())?))
}

pub(crate) fn store_config(config: &Config) -> StoreConfig {
    StoreConfig { url: config.database.clone(), blobs: config.blobs.clone() }
}

/// Refuses to make an empty newsroom where somebody meant an existing one.
pub(crate) fn existing(config: &Config) -> anyhow::Result<()> {
    match config.database.strip_prefix("sqlite:") {
        Some(path) if !std::path::Path::new(path.trim_start_matches("//")).exists() => {
            bail!(
                "there is no newsroom at {path}; name its folder with --data, or start one with `marbre serve`"
            )
        }
        _ => Ok(()),
    }
}
