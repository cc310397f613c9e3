//! `marbre migrate`: brings the database to this version.

use serde_json::json;
use store::Store;

use crate::cli::MigrateArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &MigrateArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    std::fs::create_dir_all(&config.data)?;
    let applied = Store::open(&open::store_config(&config)).await?.migrate().await?;
    let said = match applied.as_slice() {
        [] => "The database is up to date.".to_owned(),
        names => format!("Applied: {}", names.join(", ")),
    };
    args.output.result(|| json!({ "applied": applied }), said)?;
    Ok(Outcome::Done)
}
