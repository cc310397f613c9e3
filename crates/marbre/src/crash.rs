//! Planned deaths, for the tests that prove what a crash leaves behind: `MARBRE_CRASH_AT=point:n` ends the process
//! with SIGKILL at the n-th time that publication passes the named point. Unset, nothing is there.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, bail};
use newsroom::{Context, PUBLISH_POINTS};

/// The context, with the planned death when one is asked for.
pub(crate) fn context_from_environment(context: Context) -> anyhow::Result<Context> {
    let Ok(plan) = std::env::var("MARBRE_CRASH_AT") else { return Ok(context) };
    let (point, times) = plan.split_once(':').context("MARBRE_CRASH_AT is written point:n")?;
    let times: u64 = times.parse().context("MARBRE_CRASH_AT is written point:n")?;
    let Some(point) = PUBLISH_POINTS.iter().copied().find(|known| *known == point) else {
        bail!("MARBRE_CRASH_AT: there is no point '{point}'; known are {}", PUBLISH_POINTS.join(", "));
    };
    let passed = AtomicU64::new(0);
    Ok(context.on_reach(move |reached| {
        if reached == point && passed.fetch_add(1, Ordering::SeqCst) + 1 == times {
            die();
        }
        Ok(())
    }))
}

/// As `kill -9` does it: nothing is flushed, nobody says goodbye.
fn die() -> ! {
    let _ = std::process::Command::new("kill").args(["-KILL", &std::process::id().to_string()]).status();
    // SIGKILL has come by now; where there is no `kill`, abort also runs no destructor.
    std::process::abort()
}
