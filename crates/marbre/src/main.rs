//! `marbre`: a complete news service in one binary. This file only picks the subcommand and turns its
//! outcome into an exit code; each subcommand is a file in `commands/`.

mod certificates;
mod cli;
mod commands;
mod config;
mod crash;
mod demo;
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

use clap::Parser;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let outcome = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => {
            let _traces = logging::start(&cli.log, runtime.handle().clone());
            runtime.block_on(commands::run(cli))
        }
        Err(why) => Err(anyhow::Error::new(why).context("the asynchronous runtime could not start")),
    };
    exit::code(outcome)
}
