//! `marbre migrate`: brings the database to this version.

use store::Store;

use crate::config::{Config, DataArgs};
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &DataArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(args)?;
    std::fs::create_dir_all(&config.data)?;
    let applied = Store::open(&open::store_config(&config)).await?.migrate().await?;
    match applied.as_slice() {
        [] => println!("The database is up to date."),
        names => println!("Applied: {}", names.join(", ")),
    }
    Ok(Outcome::Done)
}
