//! `marbre journal`: the record of everything published, corrected and killed.

use std::time::Duration;

use serde_json::json;
use story::{Change, JournalEntry};

use crate::cli::JournalCommand;
use crate::config::Config;
use crate::exit::Outcome;
use crate::open;
use crate::output::OutputArgs;

const PAGE: u32 = 500;
/// Another process may write; this is how soon a follower notices.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

pub(crate) async fn run(command: JournalCommand) -> anyhow::Result<Outcome> {
    let (args, follow) = match command {
        JournalCommand::List(args) => (args, false),
        JournalCommand::Follow(args) => (args, true),
    };
    let config = Config::of_data(&args.data)?;
    open::existing(&config)?;
    let journal = open::store(&config).await?.journal();
    let mut after = args.after;
    loop {
        let entries = journal.after(after, PAGE).await?;
        for entry in &entries {
            print(entry, args.output)?;
            after = entry.seq;
        }
        if entries.is_empty() {
            if !follow {
                return Ok(Outcome::Done);
            }
            tokio::select! {
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                _ = tokio::signal::ctrl_c() => return Ok(Outcome::Done),
            }
        }
    }
}

fn print(entry: &JournalEntry, output: OutputArgs) -> anyhow::Result<()> {
    let (path, words) = address_and_words(&entry.change);
    let (seq, at, change) = (entry.seq, entry.at, entry.change.name());
    let story = entry.change.about();
    output.result(
        || json!({ "seq": seq, "at": at, "change": change, "story": story, "path": path, "words": words }),
        format_args!("{seq}\t{at}\t{change}\t{path}\t{words}"),
    )
}

/// Where readers see the change, and its words.
fn address_and_words(change: &Change) -> (String, String) {
    let front = |edition: &str| format!("/{edition}/");
    match change {
        Change::Killed(withdrawal) => (withdrawal.path.clone(), withdrawal.reason.clone()),
        Change::Published(story) | Change::Updated(story) => {
            (story.path.clone(), story.content.headline.clone())
        }
        Change::Corrected(story) => {
            let notice = story.corrections.last().map(|correction| correction.notice.clone());
            (story.path.clone(), notice.unwrap_or_else(|| story.content.headline.clone()))
        }
        Change::Advanced(advance) => {
            let told =
                advance.until.map_or("taken back".to_owned(), |until| format!("under embargo until {until}"));
            (String::new(), format!("revision {} {told}", advance.revision))
        }
        Change::Front(board) => {
            (front(&board.edition), format!("{} stories placed by hand", board.slots.len()))
        }
        Change::Programme(programme) => {
            (front(&programme.edition), format!("{} broadcasts", programme.broadcasts.len()))
        }
    }
}
