//! Planned accidents, for the tests that prove what one leaves behind. `MARBRE_CRASH_AT=point:n` ends the process with
//! SIGKILL at the n-th time that publication passes the named point; `MARBRE_CLOCK_JUMP=n:seconds` puts its clock forward
//! or back when words are stored for the n-th time. Unset, nothing is there.

use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, bail};
use jiff::SignedDuration;
use newsroom::{Context, KEEP_POINT, PUBLISH_POINTS, WrongClock};

/// The context, with the accidents that are asked for.
pub(crate) fn context_from_environment(mut context: Context) -> anyhow::Result<Context> {
    let accidents: Vec<Accident> =
        [planned_death()?, planned_jump(&mut context)?].into_iter().flatten().collect();
    if accidents.is_empty() {
        return Ok(context);
    }
    Ok(context.on_reach(move |reached| {
        accidents.iter().for_each(|accident| accident.pass(reached));
        Ok(())
    }))
}

/// What happens when a point is passed for the n-th time.
struct Accident {
    point: &'static str,
    times: u64,
    passed: AtomicU64,
    happen: Box<dyn Fn() + Send + Sync>,
}

impl Accident {
    fn new(point: &'static str, times: u64, happen: impl Fn() + Send + Sync + 'static) -> Self {
        Self { point, times, passed: AtomicU64::new(0), happen: Box::new(happen) }
    }

    fn pass(&self, reached: &str) {
        if reached == self.point && self.passed.fetch_add(1, Ordering::SeqCst) + 1 == self.times {
            (self.happen)();
        }
    }
}

fn planned_death() -> anyhow::Result<Option<Accident>> {
    let Ok(plan) = std::env::var("MARBRE_CRASH_AT") else { return Ok(None) };
    let (point, times) = plan.split_once(':').context("MARBRE_CRASH_AT is written point:n")?;
    let times = times.parse().context("MARBRE_CRASH_AT is written point:n")?;
    let Some(point) = PUBLISH_POINTS.iter().copied().find(|known| *known == point) else {
        bail!("MARBRE_CRASH_AT: there is no point '{point}'; known are {}", PUBLISH_POINTS.join(", "));
    };
    Ok(Some(Accident::new(point, times, || die())))
}

fn planned_jump(context: &mut Context) -> anyhow::Result<Option<Accident>> {
    let Ok(plan) = std::env::var("MARBRE_CLOCK_JUMP") else { return Ok(None) };
    let form = "MARBRE_CLOCK_JUMP is written n:seconds";
    let (times, by) = plan.split_once(':').context(form)?;
    let (times, by) = (times.parse().context(form)?, SignedDuration::from_secs(by.parse().context(form)?));
    let clock = WrongClock::default();
    *context = context.clone().on_clock(clock.clone());
    Ok(Some(Accident::new(KEEP_POINT, times, move || clock.put(by))))
}

/// As `kill -9` does it: nothing is flushed, nobody says goodbye.
fn die() -> ! {
    let _ = std::process::Command::new("kill").args(["-KILL", &std::process::id().to_string()]).status();
    // SIGKILL has come by now; where there is no `kill`, abort also runs no destructor.
    std::process::abort()
}
