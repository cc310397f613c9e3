//! iCalendar (RFC 5545): each event, to-do or journal entry is an item for the planning desk.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use story::{Happening, Item, ItemKind, ItemStatus};

use super::{Head, Input};
use crate::limits::{ITEMS_MAX, LINES_MAX};
use crate::problem::Problems;
use crate::prose::fold;
use crate::{dates, href};

pub(super) fn sniff(head: &Head) -> u8 {
    let start = head.text.get(..15).unwrap_or(&head.text).to_ascii_uppercase();
    u8::from(start == "BEGIN:VCALENDAR") * 97
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let (mut items, mut open, mut calendar) = (Vec::new(), None::<Vec<Line>>, Vec::new());
    let mut inside: Vec<String> = Vec::new();
    for line in unfolded(&text).into_iter().filter_map(|line| read(&line)) {
        match (line.name.as_str(), line.value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT" | "VTODO" | "VJOURNAL") if open.is_none() => open = Some(Vec::new()),
            ("END", "VEVENT" | "VTODO" | "VJOURNAL") => {
                if let Some(lines) = open.take().filter(|_| items.len() <= ITEMS_MAX) {
                    items.push(item(&lines, &calendar, problems));
                }
            }
            ("BEGIN", part) => inside.push(part.to_owned()),
            ("END", _) => {
                inside.pop();
            }
            // An alarm inside an event has a summary of its own.
            _ if inside.len() > 1 => {}
            _ => open.as_mut().unwrap_or(&mut calendar).push(line),
        }
    }
    if let Some(lines) = open {
        problems.add("truncated", "", "the calendar ends inside an event; what was there is kept");
        items.push(item(&lines, &calendar, problems));
    }
    if items.is_empty() {
        problems.add("no-items", "", "the calendar holds no events");
    }
    items
}

/// One property: `DTSTART;TZID=Europe/Oslo:20260609T100000`.
struct Line {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl Line {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Long lines go on in the next one, behind a blank.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().take(LINES_MAX) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn read(line: &str) -> Option<Line> {
    let mut quoted = false;
    let colon = line.char_indices().find(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == ':' && !quoted
    });
    let (head, value) = line.split_at(colon?.0);
    let mut parts = head.split(';');
    let name = parts.next()?.trim().to_ascii_uppercase();
    let pair = |part: &str| {
        let (key, value) = part.split_once('=')?;
        Some((key.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
    };
    let parameters = parts.filter_map(pair).collect();
    Some(Line { name, parameters, value: unescaped(&value[1..]) })
}

fn unescaped(value: &str) -> String {
    let (mut plain, mut letters) = (String::with_capacity(value.len()), value.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            _ => plain.push(letter),
        }
    }
    plain
}

fn item(lines: &[Line], calendar: &[Line], problems: &mut Problems) -> Item {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let said = |name: &str| find(name).map(|line| line.value.trim().to_owned()).unwrap_or_default();
    let zone = calendar.iter().find(|line| line.name == "X-WR-TIMEZONE").map(|line| line.value.as_str());
    let mut moment = |name: &str| {
        let line = find(name)?;
        let at = moment(line, zone.unwrap_or_default());
        if at.is_none() {
            let message = format!("'{}' is no date; left out", crate::problem::excerpt(&line.value));
            problems.add("bad-date", name, message);
        }
        at
    };
    let happening = Happening {
        starts: moment("DTSTART").or_else(|| moment("DUE")),
        ends: moment("DTEND"),
        all_day: find("DTSTART").is_some_and(|line| !line.value.contains('T')),
        recurs: said("RRULE"),
        certainty: said("STATUS"),
        places: Some(fold(&said("LOCATION"))).filter(|place| !place.is_empty()).into_iter().collect(),
        contacts: lines
            .iter()
            .filter(|line| matches!(line.name.as_str(), "CONTACT" | "ORGANIZER"))
            .map(who)
            .collect(),
    };
    let created = moment("CREATED").or_else(|| moment("DTSTAMP"));
    let updated = moment("LAST-MODIFIED").or(created);
    let canceled = happening.certainty.eq_ignore_ascii_case("CANCELLED");
    Item {
        // One day of a series that is moved or cancelled carries the series' name (section 3.8.4.4): it is not the series.
        guid: [said("UID"), said("RECURRENCE-ID")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("#"),
        version: said("SEQUENCE"),
        kind: ItemKind::Event,
        status: if canceled { ItemStatus::Canceled } else { ItemStatus::Usable },
        headline: fold(&said("SUMMARY")),
        standfirst: fold(&said("DESCRIPTION")),
        provider: calendar
            .iter()
            .find(|l| l.name == "X-WR-CALNAME")
            .map(|l| l.value.clone())
            .unwrap_or_default(),
        keywords: said("CATEGORIES").split(',').map(fold).collect(),
        places: happening.places.clone(),
        href: href::safe(&said("URL")).unwrap_or_default(),
        created,
        updated,
        happening: Some(happening),
        ..Item::default()
    }
}

fn who(line: &Line) -> String {
    let name = line.parameter("CN").unwrap_or_default();
    let address = line.value.trim().trim_start_matches("mailto:").trim_start_matches("MAILTO:");
    if name.is_empty() { address.to_owned() } else { format!("{name}, {address}") }
}

/// In UTC, in the zone that it names, or in that of the calendar.
fn moment(line: &Line, calendar_zone: &str) -> Option<Timestamp> {
    let value = line.value.trim();
    let zone = line.parameter("TZID").unwrap_or(calendar_zone);
    let zone = TimeZone::get(zone).ok().filter(|_| !value.ends_with('Z') && value.contains('T'));
    match zone {
        Some(zone) => {
            let civil = DateTime::strptime("%Y%m%dT%H%M%S", value).ok()?;
            zone.to_ambiguous_timestamp(civil).compatible().ok()
        }
        None => dates::read(value),
    }
}
