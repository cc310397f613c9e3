//! How long processes kept processors busy, as the kernel counts it (`schedstat`).

use std::time::Duration;

/// Who uses less of a second than this is at rest.
const AT_REST_NS: u64 = 5_000_000;

/// Returns when the processes have nothing more to do: what they do for themselves would count as an answer's.
pub(crate) fn until_at_rest(pids: &[u32]) -> anyhow::Result<()> {
    loop {
        let before = spent_ns(pids)?;
        std::thread::sleep(Duration::from_secs(1));
        if spent_ns(pids)?.saturating_sub(before) < AT_REST_NS {
            return Ok(());
        }
    }
}

/// Nanoseconds that the threads of some processes have run.
pub(crate) fn spent_ns(pids: &[u32]) -> anyhow::Result<u64> {
    let mut sum = 0;
    for pid in pids {
        for task in std::fs::read_dir(format!("/proc/{pid}/task"))? {
            let stat = std::fs::read_to_string(task?.path().join("schedstat")).unwrap_or_default();
            sum += stat.split(' ').next().and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        }
    }
    Ok(sum)
}
