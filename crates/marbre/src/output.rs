//! What commands say: results on standard output, progress on standard error where somebody looks at it.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use clap::{Args, ValueEnum};

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct OutputArgs {
    /// `json` prints one object a line, for programs
    #[arg(long, default_value = "text", value_name = "FORMAT")]
    pub format: OutputFormat,
}

impl OutputArgs {
    /// Prints a result in the form asked for.
    pub(crate) fn result(
        self,
        json: impl FnOnce() -> serde_json::Value,
        text: impl Display,
    ) -> anyhow::Result<()> {
        match self.format {
            OutputFormat::Json => line(json()),
            OutputFormat::Text => line(text),
        }
    }
}

/// One line on standard output, out at once. Fails when nobody reads it any more.
pub(crate) fn line(text: impl Display) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

/// Whether a failure is only that the reader of our output went away: `marbre journal list | head` is no fault.
pub(crate) fn is_unread(fault: &anyhow::Error) -> bool {
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    fault.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(broken))
}

/// One line of a terminal that tells how far long work has come; nothing where standard error is no terminal.
pub(crate) struct Progress {
    shown: bool,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { shown: std::io::stderr().is_terminal() }
    }

    /// For work on so many files whose results appear line by line: those tell the progress, where they are seen.
    pub(crate) fn of_files(count: usize) -> Self {
        Self { shown: count > 1 && std::io::stderr().is_terminal() && !std::io::stdout().is_terminal() }
    }

    pub(crate) fn tell(&self, text: impl Display) {
        if self.shown {
            eprint!("\r\x1b[K{text}");
            let _ = std::io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.tell("");
    }
}
