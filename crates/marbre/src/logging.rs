//! Logs go to standard error, so that standard output stays for results.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

#[derive(Debug, Clone, Args)]
pub(crate) struct LogArgs {
    /// What to log: a level (error, warn, info, debug) or `room=level` pairs
    #[arg(long = "log", global = true, env = "MARBRE_LOG", default_value = "warn", value_name = "FILTER")]
    filter: String,
    /// How logs are written
    #[arg(long, global = true, env = "MARBRE_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    log_format: LogFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// Starts logging; a filter that cannot be read falls back to warnings and says so.
pub(crate) fn start(args: &LogArgs) {
    let filter = EnvFilter::try_new(&args.filter).unwrap_or_else(|why| {
        eprintln!("marbre: the log filter '{}' cannot be read ({why}); logging warnings", args.filter);
        EnvFilter::new("warn")
    });
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match args.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}
