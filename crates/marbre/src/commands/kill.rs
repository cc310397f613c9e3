//! `marbre kill`: withdraws a live story at once.

use newsroom::Caller;
use serde_json::json;

use crate::cli::KillArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &KillArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let newsroom = open::newsroom(&config).await?;
    match newsroom.kill_story(&Caller::system(), args.story, args.reason.clone()).await {
        Ok(killed) => {
            args.output.result(
                || json!({ "story": args.story, "seq": killed.seq, "path": killed.path }),
                format_args!("Withdrawn: {} (journal entry {})", killed.path, killed.seq),
            )?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}
