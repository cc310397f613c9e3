//! The clocks of a calendar: by the name of a zone, by Windows' name for it, or by what the calendar says of it.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use super::Line;
use crate::dates;

/// Windows' names of zones (CLDR, windowsZones), and a city for each. Where a calendar describes a zone under another
/// name, the first city whose clock goes so stands for it.
const WINDOWS: &[(&str, &str)] = &[
    ("utc", "Etc/UTC"),
    ("w. europe standard time", "Europe/Berlin"),
    ("romance standard time", "Europe/Paris"),
    ("central europe standard time", "Europe/Budapest"),
    ("central european standard time", "Europe/Warsaw"),
    ("gmt standard time", "Europe/London"),
    ("greenwich standard time", "Atlantic/Reykjavik"),
    ("gtb standard time", "Europe/Bucharest"),
    ("fle standard time", "Europe/Kyiv"),
    ("e. europe standard time", "Europe/Chisinau"),
    ("turkey standard time", "Europe/Istanbul"),
    ("russian standard time", "Europe/Moscow"),
    ("eastern standard time", "America/New_York"),
    ("central standard time", "America/Chicago"),
    ("mountain standard time", "America/Denver"),
    ("us mountain standard time", "America/Phoenix"),
    ("pacific standard time", "America/Los_Angeles"),
    ("alaskan standard time", "America/Anchorage"),
    ("hawaiian standard time", "Pacific/Honolulu"),
    ("atlantic standard time", "America/Halifax"),
    ("newfoundland standard time", "America/St_Johns"),
    ("central standard time (mexico)", "America/Mexico_City"),
    ("sa pacific standard time", "America/Bogota"),
    ("venezuela standard time", "America/Caracas"),
    ("sa western standard time", "America/La_Paz"),
    ("pacific sa standard time", "America/Santiago"),
    ("e. south america standard time", "America/Sao_Paulo"),
    ("argentina standard time", "America/Buenos_Aires"),
    ("morocco standard time", "Africa/Casablanca"),
    ("w. central africa standard time", "Africa/Lagos"),
    ("south africa standard time", "Africa/Johannesburg"),
    ("egypt standard time", "Africa/Cairo"),
    ("libya standard time", "Africa/Tripoli"),
    ("sudan standard time", "Africa/Khartoum"),
    ("e. africa standard time", "Africa/Nairobi"),
    ("middle east standard time", "Asia/Beirut"),
    ("syria standard time", "Asia/Damascus"),
    ("west bank standard time", "Asia/Hebron"),
    ("israel standard time", "Asia/Jerusalem"),
    ("jordan standard time", "Asia/Amman"),
    ("arabic standard time", "Asia/Baghdad"),
    ("arab standard time", "Asia/Riyadh"),
    ("arabian standard time", "Asia/Dubai"),
    ("iran standard time", "Asia/Tehran"),
    ("afghanistan standard time", "Asia/Kabul"),
    ("pakistan standard time", "Asia/Karachi"),
    ("india standard time", "Asia/Kolkata"),
    ("nepal standard time", "Asia/Kathmandu"),
    ("bangladesh standard time", "Asia/Dhaka"),
    ("se asia standard time", "Asia/Bangkok"),
    ("china standard time", "Asia/Shanghai"),
    ("singapore standard time", "Asia/Singapore"),
    ("tokyo standard time", "Asia/Tokyo"),
    ("korea standard time", "Asia/Seoul"),
    ("aus eastern standard time", "Australia/Sydney"),
    ("e. australia standard time", "Australia/Brisbane"),
    ("w. australia standard time", "Australia/Perth"),
    ("new zealand standard time", "Pacific/Auckland"),
];

/// What a calendar says of its zones, by their names in small letters.
#[derive(Debug, Default)]
pub(super) struct Zones(HashMap<String, Described>);

#[derive(Debug, Default)]
struct Described {
    location: String,
    /// Seconds east of Greenwich.
    standard: Option<i32>,
    daylight: Option<i32>,
    /// The month in which clocks go forward.
    forward: Option<i8>,
}

/// By which clock a time goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Clock {
    /// Whichever hangs there; days have none at all.
    #[default]
    Floating,
    Named(String),
}

impl Zones {
    /// One `VTIMEZONE`: each line with the name of the part that it stands in.
    pub(super) fn learn(&mut self, lines: &[(String, Line)]) {
        let mut zone = Described::default();
        let mut name = String::new();
        for (part, line) in lines {
            match (part.as_str(), line.name.as_str()) {
                (_, "TZID") => name = line.value.trim().to_lowercase(),
                (_, "X-LIC-LOCATION") => line.value.trim().clone_into(&mut zone.location),
                ("STANDARD", "TZOFFSETTO") => zone.standard = offset(&line.value),
                ("DAYLIGHT", "TZOFFSETTO") => zone.daylight = offset(&line.value),
                ("DAYLIGHT", "DTSTART") => zone.forward = line.value.get(4..6).and_then(|m| m.parse().ok()),
                _ => {}
            }
        }
        self.0.insert(name, zone);
    }

    /// The zone of a name; its own name, so that it can be asked for again.
    fn named(&self, name: &str) -> Option<String> {
        let known = |name: &str| {
            let zone = TimeZone::get(name).ok().filter(|_| !name.is_empty())?;
            zone.iana_name().map(str::to_owned)
        };
        let lower = name.trim().trim_matches('"').to_lowercase();
        let windows = || WINDOWS.iter().find(|(windows, _)| *windows == lower).map(|(_, city)| *city);
        let described = self.0.get(&lower);
        // `/citadel.org/20210210_1/Europe/Paris`
        let tail = |parts: usize| {
            let all: Vec<&str> = name.trim().split('/').collect();
            all.len().checked_sub(parts).filter(|at| *at > 0).and_then(|at| known(&all[at..].join("/")))
        };
        known(name.trim())
            .or_else(|| described.and_then(|zone| known(&zone.location)))
            .or_else(|| windows().and_then(known))
            .or_else(|| tail(3))
            .or_else(|| tail(2))
            .or_else(|| described.and_then(Described::like))
    }

    /// By which clock the line's time goes.
    pub(super) fn clock(&self, line: &Line, calendar: &str) -> Clock {
        let value = line.value.trim();
        if value.ends_with(['Z', 'z']) {
            return Clock::Named("UTC".to_owned());
        }
        if !value.contains(['T', 't']) {
            return Clock::Floating;
        }
        let name = line.parameter("TZID").unwrap_or(calendar);
        self.named(name).map_or(Clock::Floating, Clock::Named)
    }

    /// In UTC, in the zone that the line names, in that of the calendar, or in that of its sender.
    pub(super) fn moment(&self, line: &Line, value: &str, calendar: &str) -> Option<Timestamp> {
        let value = value.trim();
        let civil =
            DateTime::strptime("%Y%m%dT%H%M%S", value).or_else(|_| DateTime::strptime("%Y%m%dT%H%M", value));
        let name = line.parameter("TZID").unwrap_or(calendar);
        match (civil, self.named(name).and_then(|name| TimeZone::get(&name).ok())) {
            (Ok(civil), Some(zone)) => zone.to_ambiguous_timestamp(civil).compatible().ok(),
            _ => dates::read(value),
        }
    }
}

impl Described {
    /// A city whose clock goes as it is described.
    fn like(&self) -> Option<String> {
        let standard = self.standard?;
        let summer = self.daylight.unwrap_or(standard);
        let north = self.forward.is_none_or(|month| month < 7);
        let (january, july) = if north { (standard, summer) } else { (summer, standard) };
        let offset = |city: &str, month: i8| {
            let noon = Date::new(2026, month, 15).ok()?.at(12, 0, 0, 0);
            let zone = TimeZone::get(city).ok()?;
            Some(zone.to_offset(noon.to_zoned_datetime(zone.clone()).ok()?.timestamp()).seconds())
        };
        let goes_so = |city: &str| offset(city, 1) == Some(january) && offset(city, 7) == Some(july);
        let city = WINDOWS.iter().map(|(_, city)| *city).find(|city| goes_so(city));
        // `Etc/GMT-3` is three hours east.
        let hours =
            (standard == summer && standard % 3600 == 0).then(|| format!("Etc/GMT{:+}", -standard / 3600));
        city.map(str::to_owned).or(hours.filter(|name| TimeZone::get(name).is_ok()))
    }
}

/// `+0530`, `-083000`.
fn offset(text: &str) -> Option<i32> {
    let text = text.trim();
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.trim_start_matches(['+', '-']);
    let two = |from: usize| digits.get(from..from + 2).and_then(|part| part.parse::<i32>().ok());
    let seconds = two(0)? * 3600 + two(2)? * 60 + two(4).unwrap_or(0);
    Offset::from_seconds(sign * seconds).ok().map(Offset::seconds)
}

/// `P1W`, `PT1H30M` (section 3.3.6), added to a moment.
pub(super) fn after(begin: Timestamp, duration: &str) -> Option<Timestamp> {
    let mut seconds: i64 = 0;
    let mut number = String::new();
    for letter in duration.trim().trim_start_matches('+').chars() {
        let unit = match letter {
            'P' | 'T' => continue,
            '0'..='9' => {
                number.push(letter);
                continue;
            }
            'W' => 7 * 86_400,
            'D' => 86_400,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    begin.checked_add(jiff::Span::new().try_seconds(seconds).unwrap_or_else(|_| 0.seconds())).ok()
}
