//! `marbre`: a complete news service in one binary. This file only picks the subcommand and turns its
//! outcome into an exit code; each subcommand is a file in `commands/`.

mod certificates;
mod cli;
mod commands;
mod config;
mod crash;
mod demo;
mod demo_coverage;
mod demo_planning;
mod exit;
mod first_account;
mod input;
mod key;
mod logging;
mod open;
mod output;
mod restart;
mod secrets;
mod seed;
mod speak;
mod tables;
mod theme;
mod traces;
mod websub;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How long threads that are still at work may hold up the end.
const LAST_WORK_MAX: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let outcome = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => {
            let traces = logging::start(&cli.log, runtime.handle().clone());
            let outcome = runtime.block_on(commands::run(cli));
            drop(traces);
            // A restart takes the process over: nothing of ours may be at work in it by then.
            runtime.shutdown_timeout(LAST_WORK_MAX);
            outcome
        }
        Err(why) => Err(anyhow::Error::new(why).context("the asynchronous runtime could not start")),
    };
    exit::code(outcome)
}
