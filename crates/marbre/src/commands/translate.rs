//! `marbre translate`: begins a story in another edition.

use newsroom::Caller;
use serde_json::json;

use crate::cli::TranslateArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &TranslateArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let newsroom = open::newsroom(&config).await?;
    match newsroom.translate_story(&Caller::system(), args.story, &args.edition).await {
        Ok(story) => {
            args.output.result(|| json!({ "story": story }), format_args!("Draft: {story}"))?;
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}
