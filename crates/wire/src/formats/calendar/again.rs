//! What happens again: rules, further times, times that are left out, and times that are told otherwise.

use jiff::Timestamp;
use story::{Instead, Recurrence};

use super::zones::Zones;
use super::{Line, said};
use crate::limits::LIST_MAX;
use crate::problem::Problems;

/// The rules, each in a line.
pub(super) fn rules(lines: &[Line], problems: &mut Problems) -> String {
    let mut rules = Vec::new();
    for line in lines.iter().filter(|line| matches!(line.name.as_str(), "RRULE" | "EXRULE")) {
        match Recurrence::read(&line.value) {
            Ok(rule) if line.name == "RRULE" => rules.push(rule.to_string()),
            // RFC 5545 did away with it (section A.2).
            Ok(_) => problems.add("not-recurring", "EXRULE", "a rule of exceptions is not followed"),
            Err(bad) => problems.add("not-recurring", &line.name, format!("{bad}; the first time is kept")),
        }
    }
    rules.truncate(LIST_MAX);
    rules.join("\n")
}

/// Every time of the lines of that name; of a period (`RDATE;VALUE=PERIOD`) its beginning.
pub(super) fn times(lines: &[Line], name: &str, zones: &Zones, calendar: &str) -> Vec<Timestamp> {
    let lines = lines.iter().filter(|line| line.name == name);
    let times = lines.flat_map(|line| {
        let one = |value: &str| zones.moment(line, value.split('/').next().unwrap_or_default(), calendar);
        line.value.split(',').filter_map(one).collect::<Vec<_>>()
    });
    times.take(LIST_MAX).collect()
}

/// Which time of which series it stands for (section 3.8.4.4).
pub(super) fn instead(lines: &[Line], zones: &Zones, calendar: &str) -> Option<Instead> {
    let line = lines.iter().find(|line| line.name == "RECURRENCE-ID")?;
    let of = zones.moment(line, &line.value, calendar)?;
    Some(Instead { series: said(lines, "UID"), of }).filter(|instead| !instead.series.is_empty())
}
