//! `cargo xtask corpus`: what the desk checks say on stories whose faults are known, or put there on purpose.

mod diff;
mod figures;
mod fuzz;
mod inject;
mod judged;
mod run;
mod saved;
mod stories;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures the desk checks on stories as JSON lines (`id`, `lang`, `headline`, `body`, and where known `date`,
/// `standfirst`, `captions`, `section`).
#[derive(Parser)]
#[command(name = "corpus", bin_name = "cargo xtask corpus")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Alarms per 100 stories and per rule with 95 % intervals, examples, time per story.
    Run(run::RunArgs),
    /// Puts errors into the stories and says how many are found, on the right words, and mended by the first suggestion.
    Inject(inject::InjectArgs),
    /// What two saved runs do not share: findings that came and findings that went.
    Diff { before: PathBuf, after: PathBuf },
    /// Tears stories apart for some time: no rule may panic. Ends with 1 where one does.
    Fuzz(fuzz::FuzzArgs),
    /// Judged findings: the real must stay found, the false must not grow. Ends with 1 where they do not.
    Judged(judged::JudgedArgs),
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Run(args) => run::run(&args).map(|()| true),
        Task::Inject(args) => inject::run(&args).map(|()| true),
        Task::Diff { before, after } => diff::run(&before, &after).map(|()| true),
        Task::Fuzz(args) => fuzz::run(&args),
        Task::Judged(args) => judged::run(&args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
