//! How sure a count is: 95 % intervals.

/// 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_964;

/// Wilson's interval of a share, in per cent.
pub(crate) fn share(hits: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 100.0);
    }
    let (hits, of) = (hits as f64, of as f64);
    let p = hits / of;
    let middle = (p + Z * Z / (2.0 * of)) / (1.0 + Z * Z / of);
    let half = Z * (p * (1.0 - p) / of + Z * Z / (4.0 * of * of)).sqrt() / (1.0 + Z * Z / of);
    ((middle - half).max(0.0) * 100.0, (middle + half).min(1.0) * 100.0)
}

/// Byar's interval of a Poisson count, per 100 stories: a story may have several alarms.
pub(crate) fn rate(count: usize, stories: usize) -> (f64, f64) {
    let per = 100.0 / stories.max(1) as f64;
    let bound = |n: f64, sign: f64| n * (1.0 - 1.0 / (9.0 * n) + sign * Z / (3.0 * n.sqrt())).powi(3);
    let n = count as f64;
    let low = if count == 0 { 0.0 } else { bound(n, -1.0) };
    (low * per, bound(n + 1.0, 1.0) * per)
}

pub(crate) fn percentile(sorted: &[f64], percent: usize) -> f64 {
    let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
    sorted.get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_hold_the_estimate_and_narrow_with_more_stories() {
        let (low, high) = share(96, 100);
        assert!(low < 96.0 && 96.0 < high && low > 89.0 && high < 99.0);
        let (low, high) = rate(5, 1000);
        assert!((0.16..0.17).contains(&low) && (1.16..1.18).contains(&high), "{low} {high}");
        assert!((rate(0, 1000).1 - 0.369).abs() < 0.02, "{:?}", rate(0, 1000));
        assert_eq!(share(0, 0), (0.0, 100.0));
    }
}
