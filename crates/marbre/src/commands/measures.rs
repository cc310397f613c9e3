//! `marbre measures`: what became of the findings that the newsroom saw.

use newsroom::{Caller, MeasureFilter, MeasuredDesk};
use serde_json::json;

use crate::cli::MeasuresArgs;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;

pub(crate) async fn run(args: &MeasuresArgs) -> anyhow::Result<Outcome> {
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let newsroom = open::newsroom(&config).await?;
    let desk = args.desk.as_deref().map(|desk| {
        let (edition, section) = desk.split_once('/').unwrap_or((desk, ""));
        MeasuredDesk { edition: edition.to_owned(), section: section.to_owned() }
    });
    let filter = MeasureFilter { days: args.days, desk };
    match newsroom.check_measures(&Caller::system(), &filter).await {
        Ok(measures) => {
            for it in &measures.rules {
                let accepted =
                    it.accepted_percent().map_or("–".to_owned(), |percent| format!("{percent} %"));
                let mut line = json!(it);
                line["accepted_percent"] = json!(it.accepted_percent());
                args.output.result(
                    || line,
                    format_args!(
                        "{}\t{accepted} mended\t{} shown\t{} mended\t{} acknowledged\t{} left\t{} open",
                        it.rule, it.shown, it.fixed, it.acknowledged, it.ignored, it.open
                    ),
                )?;
            }
            Ok(Outcome::Done)
        }
        Err(error) => super::refused(error),
    }
}
