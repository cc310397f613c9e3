//! Logs go to standard error, so that standard output stays for results; traces, where an operator wants them, to a
//! collector.

use std::fmt::{self, Debug, Write as _};
use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tokio::runtime::Handle;
use tracing::field::Field;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{Writer, debug_fn};
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
        LogFormat::Text => log.fmt_fields(on_one_line()).boxed(),
        LogFormat::Json => log.json().boxed(),
    };
    tracing_subscriber::registry().with(tracing).with(log.with_filter(filter)).init();
    traces
}

/// Much of what is logged was said by others: a login, the answer of a server. None of it begins a line of its own or speaks
/// to the terminal.
fn on_one_line() -> impl for<'w> FormatFields<'w> + Send + Sync + 'static {
    let field = |writer: &mut Writer<'_>, field: &Field, value: &dyn Debug| {
        let mut line = OneLine(writer);
        match field.name() {
            "message" => write!(line, "{value:?}"),
            name => write!(line, "{name}={value:?}"),
        }
    };
    debug_fn(field).delimited(" ")
}

struct OneLine<'a, 'w>(&'a mut Writer<'w>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.chars().try_for_each(|letter| match letter.is_control() {
            true => write!(self.0, "{}", letter.escape_default()),
            false => self.0.write_char(letter),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nobody_writes_a_line_of_their_own_or_to_the_terminal() {
        let (kept, said) = (Kept::default(), "x\r\n2026-11-29 ERROR forged\u{1b}[2J\u{9b}31m");
        let writer = kept.clone();
        let log = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || writer.clone());
        let log = tracing_subscriber::registry().with(log.fmt_fields(on_one_line()));
        tracing::subscriber::with_default(log, || {
            tracing::warn!(login = said, error = %said, how = ?said, "said: {said}");
        });
        let bytes = kept.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches("forged").count(), 4, "{text}");
        assert_eq!(
            text.trim_end_matches('\n').chars().filter(|letter| letter.is_control()).count(),
            0,
            "{text:?}"
        );
    }
}
