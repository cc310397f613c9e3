//! One file per subcommand.

mod backup;
mod boards;
mod check;
mod export;
mod file;
mod history;
mod import;
mod journal;
mod kill;
mod locate;
mod measures;
mod migrate;
mod parse;
mod partner;
mod publish;
mod restore;
mod sarif;
mod seed;
mod serve;
mod site;
mod translate;
mod user;
mod verify;

use newsroom::Error;

use crate::cli::{Cli, Command};
use crate::exit::Outcome;
use crate::output::Progress;
use crate::speak;

pub(crate) async fn run(cli: Cli) -> anyhow::Result<Outcome> {
    match cli.command {
        Command::Serve(args) => serve::run(&args).await,
        Command::Site(args) => site::run(&args).await,
        Command::Parse(args) => parse::run(&args),
        Command::Check(args) => check::run(&args),
        Command::File(args) => file::run(&args).await,
        Command::Import(args) => import::run(&args).await,
        Command::Publish(args) => publish::run(&args).await,
        Command::Kill(args) => kill::run(&args).await,
        Command::History(args) => history::run(&args).await,
        Command::Verify(args) => verify::run(&args).await,
        Command::Measures(args) => measures::run(&args).await,
        Command::Front(args) => boards::front(&args).await,
        Command::Programme(args) => boards::programme(&args).await,
        Command::Translate(args) => translate::run(&args).await,
        Command::User(command) => user::run(command).await,
        Command::Partner(command) => partner::run(command).await,
        Command::Backup(args) => backup::run(&args).await,
        Command::Export(args) => export::run(&args).await,
        Command::Restore(args) => restore::run(&args).await,
        Command::Journal(command) => journal::run(command).await,
        Command::Migrate(args) => migrate::run(&args).await,
        Command::Seed(args) => seed::run(&args).await,
    }
}

/// Progress of work on the store, as the store tells it.
fn telling(progress: Progress) -> impl FnMut(store::Progress) + Send {
    move |step| progress.tell(format_args!("{}: {}", step.part, step.done))
}

/// Names the blobs that rows refer to and nobody has any more; the rest was done, but somebody must know.
fn tell_lost(lost: &[story::Hash]) -> Outcome {
    for hash in lost {
        eprintln!("marbre: the blob {hash} is missing or damaged");
    }
    if lost.is_empty() { Outcome::Done } else { Outcome::BadInput }
}

/// A refusal is told and is no fault of ours; anything else is.
fn refused(error: Error) -> anyhow::Result<Outcome> {
    match error {
        Error::Refused(refusal) => {
            eprintln!("marbre: {}", refusal.text(&speak::terminal_language()));
            Ok(Outcome::Refused)
        }
        fault => Err(fault.into()),
    }
}
