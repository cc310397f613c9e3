//! iCalendar (RFC 5545): each event, to-do or journal entry is an item for the planning desk.

mod again;
mod zones;

use std::collections::HashMap;

use jiff::Timestamp;
use story::{Happening, Item, ItemKind, ItemStatus};

use self::zones::{Clock, Zones};
use super::{Head, Input};
use crate::limits::{ITEMS_MAX, LINES_MAX, LIST_MAX};
use crate::problem::Problems;
use crate::prose::fold;
use crate::{dates, href};

pub(super) fn sniff(head: &Head) -> u8 {
    let start = head.text.get(..15).unwrap_or(&head.text).to_ascii_uppercase();
    u8::from(start == "BEGIN:VCALENDAR") * 97
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let read = Calendar::read(&text, problems);
    let mut cancelled: HashMap<String, Vec<Timestamp>> = HashMap::new();
    for instead in read.events.iter().filter(|lines| said(lines, "STATUS").eq_ignore_ascii_case("CANCELLED"))
    {
        if let Some(instead) = again::instead(instead, &read.zones, &read.zone()) {
            cancelled.entry(instead.series).or_default().push(instead.of);
        }
    }
    let mut items: Vec<Item> = read.events.iter().map(|lines| item(lines, &read, problems)).collect();
    for item in &mut items {
        let Some(happening) = item.happening.as_mut().filter(|it| !it.recurs.is_empty()) else { continue };
        happening.except.extend(cancelled.get(&item.guid).into_iter().flatten().take(LIST_MAX));
    }
    if items.is_empty() {
        problems.add("no-items", "", "the calendar holds no events");
    }
    items
}

/// A calendar by its lines.
#[derive(Default)]
struct Calendar {
    own: Vec<Line>,
    events: Vec<Vec<Line>>,
    zones: Zones,
}

impl Calendar {
    fn read(text: &str, problems: &mut Problems) -> Self {
        let (mut calendar, mut open) = (Self::default(), None::<Vec<Line>>);
        let (mut inside, mut zone) = (Vec::<String>::new(), Vec::new());
        for line in unfolded(text).into_iter().filter_map(|line| read(&line)) {
            match (line.name.as_str(), line.value.trim().to_ascii_uppercase().as_str()) {
                ("BEGIN", "VEVENT" | "VTODO" | "VJOURNAL") if open.is_none() => open = Some(Vec::new()),
                ("END", "VEVENT" | "VTODO" | "VJOURNAL") => {
                    let room = calendar.events.len() <= ITEMS_MAX;
                    calendar.events.extend(open.take().filter(|_| room));
                }
                ("BEGIN", part) => inside.push(part.to_owned()),
                ("END", part) => {
                    inside.pop();
                    if part == "VTIMEZONE" {
                        calendar.zones.learn(&std::mem::take(&mut zone));
                    }
                }
                _ if open.is_none() && inside.iter().any(|part| part == "VTIMEZONE") => {
                    zone.push((inside.last().cloned().unwrap_or_default(), line));
                }
                // An alarm inside an event has a summary of its own.
                _ if inside.len() > 1 => {}
                _ => open.as_mut().unwrap_or(&mut calendar.own).push(line),
            }
        }
        if let Some(lines) = open {
            problems.add("truncated", "", "the calendar ends inside an event; what was there is kept");
            calendar.events.push(lines);
        }
        calendar
    }

    /// The zone of times that name none.
    fn zone(&self) -> String {
        said(&self.own, "X-WR-TIMEZONE")
    }
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

/// What the first property of that name says.
fn said(lines: &[Line], name: &str) -> String {
    let line = lines.iter().find(|line| line.name == name);
    line.map(|line| line.value.trim().to_owned()).unwrap_or_default()
}

fn item(lines: &[Line], calendar: &Calendar, problems: &mut Problems) -> Item {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let said = |name: &str| said(lines, name);
    let (zones, zone) = (&calendar.zones, &calendar.zone());
    let recurs = again::rules(lines, problems);
    let begins = find("DTSTART").or_else(|| find("DUE"));
    let clock = begins.map(|line| zones.clock(line, zone)).unwrap_or_default();
    let mut moment = |name: &str| {
        let line = find(name)?;
        let at = zones.moment(line, &line.value, zone);
        if at.is_none() {
            let message = format!("'{}' is no date; left out", crate::problem::excerpt(&line.value));
            problems.add("bad-date", name, message);
        }
        at
    };
    let starts = moment("DTSTART").or_else(|| moment("DUE"));
    let all_day = find("DTSTART").is_some_and(|line| !line.value.contains('T'));
    let happening = Happening {
        starts,
        ends: moment("DTEND").or_else(|| zones::after(starts?, &find("DURATION")?.value)),
        all_day,
        recurs,
        also: again::times(lines, "RDATE", zones, zone),
        except: again::times(lines, "EXDATE", zones, zone),
        instead: again::instead(lines, zones, zone),
        // A sender whose clock we know said it by that one.
        floating: clock == Clock::Floating && !all_day && !dates::zone_is_known(),
        zone: if let Clock::Named(name) = clock { name } else { String::new() },
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
        provider: super::calendar::said(&calendar.own, "X-WR-CALNAME"),
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
