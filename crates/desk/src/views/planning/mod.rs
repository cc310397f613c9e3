//! The planning: a day, a week or a month of events, and the one that is open beside it.

mod days;
mod entry;
mod form;
mod repeats;
mod sheet;
mod told;

use jiff::ToSpan as _;
use jiff::civil::Date;
use minijinja::Value;
use newsroom::{CoverageState, Event, EventFilter, EventRow, Permission, Standing};
use serde::{Deserialize, Serialize};
use story::{AccountId, Edition, Timestamp};

pub(crate) use entry::{Assigned, assigned};
pub(crate) use form::{Form, coverage_of, event_of, story_of};
pub(crate) use sheet::{Clash, Found};

use crate::app::Names;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// What the address asks for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `day`, `week` or `month`; a week where it says nothing.
    pub view: String,
    /// Any day of the time, as `2026-06-09`; else that of the open event, else today.
    pub day: String,
    pub edition: String,
    pub section: String,
    /// `open`, `embargo` or `mine`; empty for all.
    pub only: String,
    pub text: String,
    /// Which time of the open series: when it begins.
    pub on: String,
    pub done: Option<String>,
    /// Why a calendar was not imported.
    #[serde(skip)]
    pub refused: Option<String>,
}

const VIEWS: [&str; 3] = ["day", "week", "month"];
const ONLY: [&str; 3] = ["open", "embargo", "mine"];

impl Asked {
    /// The question as an address has it, some answers changed; with `?` where there is any.
    pub(crate) fn query(&self, changes: &[(&str, &str)]) -> String {
        let kept = [
            ("view", self.view.as_str()),
            ("day", &self.day),
            ("edition", &self.edition),
            ("section", &self.section),
            ("only", &self.only),
            ("text", &self.text),
            // Of the open event alone: links lead to others.
            ("on", ""),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in kept {
            let changed = changes.iter().find(|(changed, _)| *changed == name);
            let value = changed.map_or(value, |(_, value)| *value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    pub(crate) fn on(&self) -> Option<Timestamp> {
        self.on.parse().ok()
    }

    /// The same question with the day that it means, where an open event or today says it.
    fn on_day(&self, day: Date) -> Self {
        Self { day: day.to_string(), view: self.view().to_owned(), ..self.clone() }
    }

    fn view(&self) -> &'static str {
        VIEWS.into_iter().find(|view| *view == self.view).unwrap_or("week")
    }
}

/// The days that are shown: from the first to the last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    view: &'static str,
    /// The day that was asked for.
    day: Date,
    first: Date,
    last: Date,
}

impl Span {
    pub(crate) fn of(asked: &Asked, clock: &Clock, open: Option<&EventRow>) -> Self {
        let begins = open.map_or_else(|| clock.now(), |row| row.event.starts);
        let day = asked.day.parse().unwrap_or_else(|_| clock.date(begins));
        let monday = |date: Date| {
            let back = i64::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(back.days()).unwrap_or(date)
        };
        let view = asked.view();
        let (first, last) = match view {
            "day" => (day, day),
            "week" => (monday(day), plus(monday(day), 6)),
            _ => (monday(day.first_of_month()), plus(monday(day.last_of_month()), 6)),
        };
        Self { view, day, first, last }
    }

    pub(crate) fn from(&self, clock: &Clock) -> Timestamp {
        clock.begin(self.first)
    }

    pub(crate) fn until(&self, clock: &Clock) -> Timestamp {
        clock.begin(plus(self.last, 1))
    }

    /// A day of the time before or after.
    fn next(&self, by: i64) -> Date {
        let step = match self.view {
            "day" => by.days(),
            "week" => by.weeks(),
            _ => by.months(),
        };
        self.day.checked_add(step).unwrap_or(self.day)
    }

    fn title(&self, screen: &Screen<'_>, clock: &Clock) -> String {
        match self.view {
            "day" => format!("{} {}", clock.weekday(self.day), clock.date_text(self.day)),
            "week" => {
                let from = if self.first.month() == self.last.month() {
                    self.first.day().to_string()
                } else {
                    clock.date_text(self.first)
                };
                let to = format!("{} {}", self.last.day(), clock.month_text(self.last));
                let number = i64::from(self.first.iso_week_date().week());
                let told = [("number", number.into()), ("from", from.into()), ("to", to.into())];
                screen.visitor.messages().text("planning-title-week", &told)
            }
            _ => clock.month_text(self.day),
        }
    }
}

pub(crate) fn plus(date: Date, days: i64) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

/// A choice among others, as a link.
#[derive(Debug, Serialize)]
struct Tab {
    href: String,
    name: String,
    language: String,
    direction: &'static str,
    current: bool,
    count: Option<usize>,
}

/// The edition that speaks the visitor's language, or the first: its sections have names that the visitor reads.
pub(crate) fn spoken<'a>(screen: &Screen<'a>) -> Option<&'a Edition> {
    let editions = &screen.desk.config.editions;
    let tag = screen.visitor.messages().tag();
    editions.iter().find(|edition| edition.language.primary() == tag).or_else(|| editions.first())
}

pub(crate) async fn values(
    screen: &Screen<'_>,
    asked: &Asked,
    open: Option<&Found>,
    clash: Option<Clash>,
) -> Result<Value, Problem> {
    let clock = screen.clock();
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let span = Span::of(asked, &clock, open.map(|found| &found.row));
    let asked = &asked.on_day(span.day);
    let filter = EventFilter {
        from: span.from(&clock),
        until: span.until(&clock),
        edition: asked.edition.clone(),
        section: asked.section.clone(),
        text: asked.text.trim().to_owned(),
    };
    let planning = newsroom.planning(caller, &filter).await?;
    let counts = ONLY.map(|only| {
        let matching = planning.events.iter().map(|row| fits(&row.event, only, caller.account, clock.now()));
        matching.sum()
    });
    let narrowed = |row: &EventRow| {
        asked.only.is_empty() || fits(&row.event, &asked.only, caller.account, clock.now()) > 0
    };
    let events: Vec<EventRow> = planning.events.into_iter().filter(narrowed).collect();
    let mut names = Names::new(screen.desk, caller);
    let path = open.map_or_else(|| "/planning".to_owned(), |found| format!("/planning/{}", found.row.id));
    let days =
        days::days(screen, &clock, &mut names, asked, &span, &events, open.map(|found| &found.row)).await;
    let sheet = match open {
        Some(found) => Some(sheet::sheet(screen, &clock, &mut names, found).await?),
        None => None,
    };
    let to = |changes: &[(&str, &str)]| format!("/planning{}", asked.query(changes));
    let [before, after] = [-1, 1].map(|by| to(&[("day", &span.next(by).to_string())]));
    let kept = values! { edition => asked.edition, section => asked.section, only => asked.only, text => asked.text,
    view => span.view, day => asked.day };
    Ok(values! {
        alarms => super::alerts::alarms(screen).await?,
        title => span.title(screen, &clock), view => span.view, days, before, after,
        today => to(&[("day", "")]), mark => planning.mark, more => planning.more,
        from => filter.from.to_string(), until => filter.until.to_string(),
        views => views(screen, asked), editions => editions(screen, asked), sections => sections(screen, asked),
        only => only(screen, asked, counts), filter => kept, query => asked.query(&[]), path,
        refused => asked.refused, all_editions => all_editions(screen), sheet, clash, mine => assigned(screen, &clock).await?,
        may_plan => caller.may(Permission::Plan), calendar => calendar(newsroom.desk_origin(), &asked.edition),
    })
}

/// Where a calendar program finds what the screen shows.
fn calendar(origin: &str, edition: &str) -> String {
    match edition {
        "" => format!("{origin}/api/events.ics"),
        edition => format!("{origin}/api/editions/{edition}/events.ics"),
    }
}

/// Those that a calendar's events may be for.
fn all_editions(screen: &Screen<'_>) -> Vec<(String, String, String)> {
    let one = |edition: &Edition| (edition.id.clone(), edition.name.clone(), edition.language.to_string());
    screen.desk.config.editions.iter().map(one).collect()
}

/// How much of an event a filter counts: open coverages, the event itself where it is held, coverages of the visitor.
fn fits(event: &Event, only: &str, me: AccountId, now: Timestamp) -> usize {
    if event.standing == Standing::Cancelled {
        return 0;
    }
    let covered = event.coverages.values();
    match only {
        "open" => covered.filter(|coverage| coverage.state == CoverageState::Open).count(),
        "embargo" => usize::from(event.embargo.is_some_and(|until| until > now)),
        _ => covered.filter(|coverage| coverage.assignee == Some(me)).count(),
    }
}

fn tab(screen: &Screen<'_>, href: String, name: String, current: bool) -> Tab {
    let language = screen.visitor.messages().language();
    let (direction, language) = (language.direction().as_str(), language.to_string());
    Tab { href, name, language, direction, current, count: None }
}

fn views(screen: &Screen<'_>, asked: &Asked) -> Vec<Tab> {
    let view = |view: &'static str| {
        let href = format!("/planning{}", asked.query(&[("view", view)]));
        tab(screen, href, screen.visitor.say(&format!("planning-{view}")), view == asked.view())
    };
    VIEWS.map(view).into()
}

fn editions(screen: &Screen<'_>, asked: &Asked) -> Vec<Tab> {
    let to = |id: &str| format!("/planning{}", asked.query(&[("edition", id)]));
    let mut tabs =
        vec![tab(screen, to(""), screen.visitor.say("planning-all-editions"), asked.edition.is_empty())];
    tabs.extend(screen.desk.config.editions.iter().map(|edition| Tab {
        language: edition.language.to_string(),
        direction: edition.language.direction().as_str(),
        ..tab(screen, to(&edition.id), edition.name.clone(), edition.id == asked.edition)
    }));
    tabs
}

fn sections(screen: &Screen<'_>, asked: &Asked) -> Vec<Tab> {
    let to = |id: &str| format!("/planning{}", asked.query(&[("section", id)]));
    let mut tabs =
        vec![tab(screen, to(""), screen.visitor.say("planning-all-sections"), asked.section.is_empty())];
    if let Some(edition) = spoken(screen) {
        tabs.extend(edition.sections.iter().map(|section| Tab {
            language: edition.language.to_string(),
            direction: edition.language.direction().as_str(),
            ..tab(screen, to(&section.id), section.name.clone(), section.id == asked.section)
        }));
    }
    tabs
}

fn only(screen: &Screen<'_>, asked: &Asked, counts: [usize; 3]) -> Vec<Tab> {
    let one = |(only, count): (&'static str, usize)| {
        let current = asked.only == only;
        // Pressed once more, it shows everything again.
        let href = format!("/planning{}", asked.query(&[("only", if current { "" } else { only })]));
        Tab {
            count: Some(count),
            ..tab(screen, href, screen.visitor.say(&format!("planning-only-{only}")), current)
        }
    };
    ONLY.into_iter().zip(counts).map(one).collect()
}

#[cfg(test)]
mod tests {
    use story::Language;

    use super::*;
    use crate::messages::Messages;

    fn span(view: &str, day: &str) -> (String, String, String) {
        let edition = testkit::editions().remove(0);
        let now = "2026-06-09T12:32:07Z".parse().unwrap();
        let clock = Clock::new(Some(&edition), now, Messages::of(&Language::new("fr")));
        let span = Span::of(&Asked { view: view.into(), day: day.into(), ..Asked::default() }, &clock, None);
        (span.first.to_string(), span.last.to_string(), span.next(1).to_string())
    }

    #[test]
    fn a_time_has_whole_weeks_from_monday() {
        for (view, day, first, last, next) in [
            ("day", "2026-06-14", "2026-06-14", "2026-06-14", "2026-06-15"),
            ("week", "2026-06-14", "2026-06-08", "2026-06-14", "2026-06-21"),
            ("week", "2026-06-08", "2026-06-08", "2026-06-14", "2026-06-15"),
            ("week", "2027-01-01", "2026-12-28", "2027-01-03", "2027-01-08"),
            ("month", "2026-02-28", "2026-01-26", "2026-03-01", "2026-03-28"),
            ("month", "2026-01-31", "2025-12-29", "2026-02-01", "2026-02-28"),
            ("never", "nonsense", "2026-06-08", "2026-06-14", "2026-06-16"),
        ] {
            assert_eq!(span(view, day), (first.into(), last.into(), next.into()), "{view} {day}");
        }
        assert_eq!(span("month", "9999-12-31").2, "9999-12-31", "where the calendar ends");
    }

    #[test]
    fn a_question_is_kept_but_for_what_changes() {
        let asked = Asked { view: "day".into(), only: "open".into(), text: "a b".into(), ..Asked::default() };
        assert_eq!(asked.query(&[]), "?view=day&only=open&text=a+b");
        assert_eq!(asked.query(&[("only", ""), ("day", "2026-06-09")]), "?view=day&day=2026-06-09&text=a+b");
        assert_eq!(Asked::default().query(&[]), "");
    }
}
