//! The list of items and the one that is open beside it.

use minijinja::Value;

use newsroom::{ArrivalFilter, Arrived, Cursor, ItemRow, Permission, PresetList};
use serde::{Deserialize, Serialize};
use story::{Content, Edition, ItemId, ItemStatus, Language, Problem as Flaw, Report, Severity};

use super::{kin, own_name, presets};
use crate::app::Names;
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::{Numbered, Proof, letter, numbered};
use crate::times::Clock;
use crate::values::values;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub source: String,
    pub language: String,
    /// `new`, `read`, `taken`, `ignored`; empty for all that nobody ignores.
    pub state: String,
    /// `yes` for what is urgent.
    pub urgent: String,
    pub text: String,
    pub from: String,
    pub done: Option<String>,
}

const ROWS: u32 = 50;

#[derive(Debug, Serialize)]
struct Row {
    href: String,
    current: bool,
    iso: String,
    /// Its hour; its day only where it is not today.
    time: String,
    day: Option<String>,
    headline: String,
    language: String,
    direction: &'static str,
    source: String,
    urgency: u8,
    words: usize,
    pictures: usize,
    status: &'static str,
    problems: usize,
    embargo: Option<String>,
    taken: Option<String>,
    /// What the newsroom did with it.
    state: &'static str,
    alert: bool,
}

#[derive(Debug, Serialize)]
struct Fact {
    label: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct Open {
    id: String,
    language: String,
    direction: &'static str,
    source: String,
    received: String,
    urgency: u8,
    slugline: String,
    embargo: Option<String>,
    note: String,
    /// For this desk alone.
    private_note: String,
    problems: Vec<Flaw>,
    facts: Vec<Fact>,
    proof: Proof,
    taken_story: Option<String>,
    /// Whether it says that something is going to happen, and the event that it is in the planning.
    announces: bool,
    event: Option<String>,
    /// What the desk would say of it if it were taken as it is.
    doubts: Vec<Doubt>,
}

#[derive(Debug, Serialize)]
struct Doubt {
    letter: &'static str,
    message: String,
    words: Vec<String>,
}

/// Where an item may go: an edition and one of its sections.
#[derive(Debug, Serialize)]
struct Place {
    value: String,
    name: String,
    language: String,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Tongue {
    tag: String,
    name: String,
}

pub(crate) async fn values(
    screen: &Screen<'_>,
    asked: &Asked,
    open: Option<ItemId>,
    refusal: Option<String>,
) -> Result<Value, Problem> {
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let (found, next) = listed(screen, asked).await?;
    let query = query(asked);
    let mut rows = Vec::with_capacity(found.len());
    for one in &found {
        let taken = match one.row.taken {
            Some(taken) => Some(names.of(taken.by).await),
            None => None,
        };
        rows.push(line(one, &clock, &query, open, taken));
    }
    let item = match open {
        Some(id) => Some(screen.desk.newsroom.item(&screen.visitor.caller, id).await?),
        None => None,
    };
    let kin = match open {
        Some(id) => Some(kin::of(screen, id, &clock).await?),
        None => None,
    };
    let last = screen.desk.newsroom.last_arrival(&screen.visitor.caller).await?;
    let presets = kept(screen, asked).await?;
    let places = item.as_ref().map(|row| places(screen, row)).unwrap_or_default();
    let opened = match &item {
        Some(row) => Some(opened(screen, row, &clock).await?),
        None => None,
    };
    let more = next.map(|cursor| format!("/items?{query}&from={cursor}"));
    let kept = values! { source => asked.source, language => asked.language, state => asked.state, urgent => asked.urgent, text => asked.text };
    Ok(values! {
        items => rows, more, refusal, filter => kept, foreign => item.as_ref().map(|row| foreign(screen, row)).unwrap_or_default(), places,
        sources => sources(&found, asked), item_languages => tongues(screen, asked),
        newest => found.first().map(|one| clock.short(one.row.received)),
        last, presets, kin, may_share => screen.visitor.caller.may(Permission::ManagePresets),
        may_plan => screen.visitor.caller.may(Permission::Plan),
        item => opened, alarms => super::alerts::alarms(screen).await?,
    })
}

/// What the address asks of the wire.
pub(crate) fn filter_of(asked: &Asked) -> ArrivalFilter {
    ArrivalFilter {
        source: asked.source.clone(),
        language: Language::new(&asked.language).primary().to_owned(),
        handling: asked.state.clone(),
        urgency_max: if asked.urgent == "yes" { 2 } else { 0 },
        text: asked.text.trim().to_owned(),
        ..ArrivalFilter::default()
    }
}

async fn listed(screen: &Screen<'_>, asked: &Asked) -> Result<(Vec<Arrived>, Option<Cursor>), Problem> {
    let from = asked.from.parse::<Cursor>().ok();
    let page = screen.desk.newsroom.arrivals(&screen.visitor.caller, &filter_of(asked), from, ROWS).await?;
    Ok((page.rows, page.next))
}

async fn kept(screen: &Screen<'_>, asked: &Asked) -> Result<Vec<presets::Kept>, Problem> {
    let address = |asked: &Asked| {
        let query = query(asked);
        if query.is_empty() { "/items".to_owned() } else { format!("/items?{query}") }
    };
    presets::kept(screen, PresetList::Wires, &address(asked), |query| {
        let filter: ArrivalFilter = serde_json::from_value(query.clone()).unwrap_or_default();
        let alerts = filter.alerts;
        let asked = Asked {
            source: filter.source,
            language: filter.language,
            state: filter.handling,
            urgent: if filter.urgency_max > 0 { "yes".into() } else { String::new() },
            text: filter.text,
            ..Asked::default()
        };
        (address(&asked), alerts)
    })
    .await
}

fn query(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("source", &asked.source),
        ("language", &asked.language),
        ("state", &asked.state),
        ("urgent", &asked.urgent),
        ("text", &asked.text),
    ] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    query.finish()
}

fn line(one: &Arrived, clock: &Clock, query: &str, open: Option<ItemId>, taken: Option<String>) -> Row {
    let row = &one.row;
    let content = row.item.to_content();
    Row {
        href: if query.is_empty() {
            format!("/items/{}", row.id)
        } else {
            format!("/items/{}?{query}", row.id)
        },
        current: open == Some(row.id),
        iso: row.received.to_string(),
        time: clock.hour(row.received),
        day: (clock.short(row.received) != clock.hour(row.received)).then(|| clock.day(row.received)),
        headline: row.item.headline.clone(),
        language: row.item.language.to_string(),
        direction: row.item.language.direction().as_str(),
        source: source(row),
        urgency: row.item.urgency.level(),
        words: content.word_count(),
        pictures: content.pictures().count(),
        status: status(row.item.status),
        problems: row.problems.len(),
        embargo: row.item.embargo.map(|until| clock.short(until)),
        taken,
        state: one.arrival.handling.as_str(),
        alert: one.arrival.alert,
    }
}

fn source(row: &ItemRow) -> String {
    if row.item.provider.is_empty() { row.source.clone() } else { row.item.provider.clone() }
}

fn status(status: ItemStatus) -> &'static str {
    match status {
        ItemStatus::Usable => "usable",
        ItemStatus::Withheld => "withheld",
        ItemStatus::Canceled => "canceled",
    }
}

/// The sources met in this list, and the one asked for.
fn sources(rows: &[Arrived], asked: &Asked) -> Vec<String> {
    let mut sources: Vec<String> = rows.iter().map(|one| one.row.source.clone()).collect();
    sources.push(asked.source.clone());
    sources.retain(|source| !source.is_empty());
    sources.sort_unstable();
    sources.dedup();
    sources
}

fn tongues(screen: &Screen<'_>, asked: &Asked) -> Vec<Tongue> {
    let editions = screen.desk.config.editions.iter().map(|edition| edition.language.primary().to_owned());
    let mut tags: Vec<String> =
        editions.chain([Language::new(&asked.language).primary().to_owned()]).collect();
    tags.retain(|tag| !tag.is_empty());
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter().map(|tag| Tongue { name: own_name(&tag).to_owned(), tag }).collect()
}

/// Every section of every edition; the edition in the item's own language comes first.
fn places(screen: &Screen<'_>, row: &ItemRow) -> Vec<Place> {
    let speaks = |edition: &Edition| edition.language.primary() == row.item.language.primary();
    let (own, others): (Vec<&Edition>, Vec<&Edition>) =
        screen.desk.config.editions.iter().partition(|edition| speaks(edition));
    let mut places = Vec::new();
    for edition in own.into_iter().chain(others) {
        for section in &edition.sections {
            places.push(Place {
                value: format!("{}/{}", edition.id, section.id),
                name: format!("{} · {}", edition.name, section.name),
                language: edition.language.to_string(),
                current: false,
            });
        }
    }
    let wanted = row.item.sections.iter().map(|section| section.to_lowercase()).collect::<Vec<_>>();
    let fits =
        |place: &Place| wanted.iter().any(|word| place.name.to_lowercase().ends_with(&format!("· {word}")));
    let chosen = places.iter().position(fits).unwrap_or_default();
    if let Some(place) = places.get_mut(chosen) {
        place.current = true;
    }
    places
}

/// The sections of those editions that are in another language.
fn foreign(screen: &Screen<'_>, row: &ItemRow) -> Vec<Place> {
    let own = row.item.language.primary();
    let mut places = places(screen, row);
    places.retain(|place| Language::new(&place.language).primary() != own);
    places
}

async fn opened(screen: &Screen<'_>, row: &ItemRow, clock: &Clock) -> Result<Open, Problem> {
    let content = row.item.to_content();
    let event = screen.desk.newsroom.event_of_item(&screen.visitor.caller, row.id).await?;
    let report = screen.desk.newsroom.check_item(&screen.visitor.caller, row).await?;
    Ok(Open {
        id: row.id.to_string(),
        language: row.item.language.to_string(),
        direction: row.item.language.direction().as_str(),
        source: source(row),
        received: clock.full(row.received),
        urgency: row.item.urgency.level(),
        slugline: row.item.slugline.clone(),
        embargo: row.item.embargo.map(|until| clock.full(until)),
        note: row.item.editors_note.clone(),
        private_note: row.item.private_note.clone(),
        problems: row.problems.clone(),
        facts: facts(screen, row, clock),
        proof: Proof::plain(&content),
        taken_story: row.taken.map(|taken| taken.story.to_string()),
        announces: newsroom::is_announced(&row.item),
        event: event.map(|event| event.to_string()),
        doubts: doubts(&content, &report),
    })
}

/// Errors and warnings in reading order; what is only a suggestion can wait until the item is a story.
fn doubts(content: &Content, report: &Report) -> Vec<Doubt> {
    let grave = |it: &Numbered| it.finding.severity != Severity::Info;
    let doubt = |it: Numbered| Doubt {
        letter: letter(it.finding.severity),
        message: it.finding.message.clone(),
        words: it.finding.targets.iter().map(|target| target.text.clone()).collect(),
    };
    numbered(content, &report.findings, |_| false).into_iter().filter(grave).map(doubt).collect()
}

fn facts(screen: &Screen<'_>, row: &ItemRow, clock: &Clock) -> Vec<Fact> {
    let item = &row.item;
    let list = |words: &[String]| words.join(", ");
    let rights = [item.copyright.as_str(), &item.usage_terms].join(" ").trim().to_owned();
    let happening = item.happening.as_ref();
    let moment = |at: Option<story::Timestamp>| at.map(|at| clock.full(at)).unwrap_or_default();
    let all = [
        ("event-starts", moment(happening.and_then(|it| it.starts))),
        ("event-ends", moment(happening.and_then(|it| it.ends))),
        ("event-place", happening.map(|it| list(&it.places)).unwrap_or_default()),
        ("fact-provider", item.provider.clone()),
        ("fact-status", screen.visitor.say(&format!("status-{}", status(item.status)))),
        ("fact-created", item.updated.or(item.created).map(|at| clock.full(at)).unwrap_or_default()),
        ("fact-sections", list(&item.sections)),
        ("field-topics", list(&item.topics)),
        ("field-places", list(&item.places)),
        ("field-people", list(&item.people)),
        ("fact-rights", rights),
        ("fact-format", item.format.clone()),
        ("fact-version", item.version.clone()),
        ("fact-address", item.href.clone()),
    ];
    let told = all.into_iter().filter(|(_, value)| !value.is_empty());
    told.map(|(label, value)| Fact { label, value }).collect()
}
