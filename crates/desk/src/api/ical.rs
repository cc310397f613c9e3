//! Events of the planning as iCalendar (RFC 5545). What is for the desk alone does not leave it.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use newsroom::{CoverageState, Event, EventRow, Standing};
use story::{AccountId, Timestamp};

use crate::messages::Messages;
use crate::times::Clock;

/// Octets of a line (section 3.1).
const LINE_MAX: usize = 75;

pub(super) struct Calendar {
    pub(super) name: String,
    /// The desk's address.
    pub(super) desk: String,
    /// The clock of whole days that name none.
    pub(super) house: String,
    pub(super) names: BTreeMap<AccountId, String>,
    /// In whose words coverages are named, and on whose clock they are due.
    pub(super) messages: &'static Messages,
    pub(super) clock: Clock,
}

impl Calendar {
    pub(super) fn write(&self, events: &[EventRow]) -> String {
        let mut text = String::new();
        let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
        line("BEGIN", "VCALENDAR");
        line("VERSION", "2.0");
        line("PRODID", "-//Marbre//Planning//EN");
        line("CALSCALE", "GREGORIAN");
        line("METHOD", "PUBLISH");
        line("X-WR-CALNAME", &escaped(&self.name));
        for row in events {
            self.event(row, &mut line);
        }
        line("END", "VCALENDAR");
        text
    }

    fn event(&self, row: &EventRow, line: &mut impl FnMut(&str, &str)) {
        let event = &row.event;
        line("BEGIN", "VEVENT");
        // Each time of a series is told by itself: a program need not follow our rules, nor our clock.
        let time = if event.is_series() { format!("-{}", moment(event.starts)) } else { String::new() };
        line("UID", &format!("{}{time}@{}", row.id, host(&self.desk)));
        line("DTSTAMP", &moment(row.at));
        line("LAST-MODIFIED", &moment(row.at));
        // Versions count from 1, sequences from 0 (section 3.8.7.4).
        line("SEQUENCE", &row.version.saturating_sub(1).to_string());
        self.times(event, line);
        line("SUMMARY", &escaped(&event.title));
        if !event.place.is_empty() {
            line("LOCATION", &escaped(&event.place));
        }
        let description = self.description(event);
        if !description.is_empty() {
            line("DESCRIPTION", &escaped(&description));
        }
        line("URL", &format!("{}/planning/{}", self.desk, row.id));
        let status = match event.standing {
            Standing::Planned => "CONFIRMED",
            Standing::Postponed => "TENTATIVE",
            Standing::Cancelled => "CANCELLED",
        };
        line("STATUS", status);
        if event.own {
            line("TRANSP", "TRANSPARENT");
        }
        line("END", "VEVENT");
    }

    /// Whole days are named, the one behind the last as well (section 3.6.1).
    fn times(&self, event: &Event, line: &mut impl FnMut(&str, &str)) {
        if !event.all_day {
            line("DTSTART", &moment(event.starts));
            if event.ends > event.starts {
                line("DTEND", &moment(event.ends));
            }
            return;
        }
        let named = if event.zone.is_empty() { &self.house } else { &event.zone };
        let zone = TimeZone::get(named).unwrap_or(TimeZone::UTC);
        let day = |time: Timestamp| time.to_zoned_datetime(zone.clone()).date();
        let (first, last) = (day(event.starts), day(event.ends));
        line("DTSTART;VALUE=DATE", &first.strftime("%Y%m%d").to_string());
        let behind = last.tomorrow().unwrap_or(last);
        line("DTEND;VALUE=DATE", &behind.strftime("%Y%m%d").to_string());
    }

    /// What it is, then who brings what until when.
    fn description(&self, event: &Event) -> String {
        let coverages = event.coverages.values().filter(|it| it.state != CoverageState::Dropped);
        let brought = coverages.map(|it| {
            let kind = self.messages.plain(&format!("coverage-{}", it.kind.as_str()));
            let name = it.assignee.and_then(|account| self.names.get(&account).cloned()).unwrap_or_default();
            let until = it
                .deadline
                .map(|deadline| format!("→ {}, {}", self.clock.day(deadline), self.clock.hour(deadline)))
                .unwrap_or_default();
            let parts = [kind, name, until, it.note.clone()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        });
        let all = std::iter::once(event.description.clone()).chain(brought);
        all.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn moment(time: Timestamp) -> String {
    time.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Texts (section 3.3.11); a control character would end the line or the file.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Long lines go on behind a blank, never within a letter.
fn fold(text: &mut String, line: &str) {
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE_MAX {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
}
