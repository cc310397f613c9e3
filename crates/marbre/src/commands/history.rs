//! `marbre history`: everything that a story ever said, on standard output.

use std::io::Write as _;

use newsroom::Caller;

use crate::cli::HistoryArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::{open, speak};

pub(crate) async fn run(args: &HistoryArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let newsroom = open::newsroom(&config).await?;
    let history = match newsroom.story_history(&Caller::system(), args.story).await {
        Ok(history) => history,
        Err(error) => return super::refused(error),
    };
    let text = if args.page {
        desk::history_page(&history, newsroom.rules(), newsroom.editions(), &speak::terminal_language())?
    } else {
        serde_json::to_string_pretty(&history)? + "\n"
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
