//! Exit codes, the same for every subcommand.

use std::process::ExitCode;

use crate::output;
use crate::restart::Doors;

/// How a subcommand ended when nothing broke.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Everything asked for was done.
    Done,
    /// The newsroom said no, or a desk check blocks.
    Refused,
    /// An input could not be read, or nothing in it could be understood.
    BadInput,
    /// The process is to become the program anew, at these doors.
    Restart(Doors),
}

pub(crate) const TABLE: &str = "Exit codes: 0 done, 1 refused or blocked by a check, 2 wrong usage, 3 an input could not be read, 4 a fault (database, disk, network).";

const FAULT: u8 = 4;

/// Turns the outcome into the process's exit code; a fault is told on standard error, causes included.
pub(crate) fn code(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Refused) => ExitCode::from(1),
        Ok(Outcome::BadInput) => ExitCode::from(3),
        Ok(Outcome::Restart(doors)) => told(&doors.start_again()),
        Err(fault) if output::is_unread(&fault) => ExitCode::SUCCESS,
        Err(fault) => told(&fault),
    }
}

fn told(fault: &anyhow::Error) -> ExitCode {
    eprintln!("marbre: {fault:#}");
    ExitCode::from(FAULT)
}
