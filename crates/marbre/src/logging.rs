//! Logs go to standard error, so that standard output stays for results; traces, where an operator wants them, to a
//! collector.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tokio::runtime::Handle;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

use crate::traces::Traces;

#[derive(Debug, Clone, Args)]
pub(crate) struct LogArgs {
    /// What to log: a level (error, warn, info, debug) or `room=level` pairs
    #[arg(long = "log", global = true, env = "MARBRE_LOG", default_value = "warn", value_name = "FILTER")]
    filter: String,
    /// How logs are written
    #[arg(long, global = true, env = "MARBRE_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    log_format: LogFormat,
    /// Collector that is told traces (OpenTelemetry Protocol over HTTP), as in http://localhost:4318 [default: none]
    #[arg(long, global = true, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL")]
    traces_to: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// Starts logging, and tracing until what this returns is dropped. A filter that cannot be read falls back to warnings
/// and says so; an address to which no traces can go is said and nothing else.
pub(crate) fn start(args: &LogArgs, runtime: Handle) -> Option<Traces> {
    let filter = EnvFilter::try_new(&args.filter).unwrap_or_else(|why| {
        eprintln!("marbre: the log filter '{}' cannot be read ({why}); logging warnings", args.filter);
        EnvFilter::new("warn")
    });
    let traces = args.traces_to.as_deref().filter(|endpoint| !endpoint.is_empty()).and_then(|endpoint| {
        Traces::to(endpoint, runtime).inspect_err(|why| eprintln!("marbre: {why:#}")).ok()
    });
    let tracing = traces.as_ref().map(|traces| {
        let layer = tracing_opentelemetry::layer().with_tracer(traces.tracer());
        let layer = layer.with_location(false).with_threads(false).with_target(false);
        layer.with_tracked_inactivity(false).with_filter(LevelFilter::INFO)
    });
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(colours);
    let log = match args.log_format {
        LogFormat::Text => log.boxed(),
        LogFormat::Json => log.json().boxed(),
    };
    tracing_subscriber::registry().with(tracing).with(log.with_filter(filter)).init();
    traces
}
