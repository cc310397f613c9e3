//! The zones that dates name: by their distance from Greenwich, or by a coast whose clocks change twice a year.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Fixed(i32),
    /// The same in winter, and an hour more while American clocks are advanced.
    American(i32),
}

/// Seconds east of Greenwich. Names that two zones share stand for the one that news agencies mean.
const FIXED: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 3600),
    ("bst", 3600),
    ("cet", 3600),
    ("mez", 3600),
    ("cest", 7200),
    ("mesz", 7200),
    ("eet", 7200),
    ("eest", 10_800),
    ("msk", 10_800),
    ("ist", 19_800),
    ("jst", 32_400),
    ("kst", 32_400),
    ("hkt", 28_800),
    ("aest", 36_000),
    ("aedt", 39_600),
    ("nzst", 43_200),
    ("est", -18_000),
    ("edt", -14_400),
    ("cst", -21_600),
    ("cdt", -18_000),
    ("mst", -25_200),
    ("mdt", -21_600),
    ("pst", -28_800),
    ("pdt", -25_200),
    ("akst", -32_400),
    ("akdt", -28_800),
    ("hst", -36_000),
    ("ast", -14_400),
    ("adt", -10_800),
    ("brt", -10_800),
];

/// What Americans say without saying whether it is summer.
const AMERICAN: &[(&str, i32)] = &[
    ("et", -18_000),
    ("eastern", -18_000),
    ("ct", -21_600),
    ("mt", -25_200),
    ("pt", -28_800),
    ("pacific", -28_800),
];

pub(super) fn zone(word: &str) -> Option<Zone> {
    let of = |list: &[(&str, i32)]| list.iter().find(|(name, _)| *name == word).map(|(_, seconds)| *seconds);
    of(FIXED).map(Zone::Fixed).or_else(|| of(AMERICAN).map(Zone::American))
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FIXED.iter().chain(AMERICAN).map(|(name, _)| *name)
}

impl Zone {
    /// Seconds east of Greenwich in winter.
    pub(super) fn standard_s(self) -> i32 {
        match self {
            Self::Fixed(seconds) | Self::American(seconds) => seconds,
        }
    }

    pub(super) fn moment(self, civil: DateTime) -> Option<Timestamp> {
        if let Self::American(seconds) = self {
            // From the second Sunday of March to the first of November (Energy Policy Act of 2005).
            let west = -seconds / 3600;
            let rule = format!("STD{west}DST,M3.2.0,M11.1.0");
            let zone = TimeZone::posix(&rule).ok()?;
            return zone.to_timestamp(civil).ok();
        }
        Offset::from_seconds(self.standard_s()).ok()?.to_timestamp(civil).ok()
    }
}
