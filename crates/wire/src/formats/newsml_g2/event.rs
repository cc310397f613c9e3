//! Events and planned coverage (EventsML-G2, planning items): what happens when and where, and who delivers what.

use story::{
    BlockBody, CodedSubject, Coverage, Happening, Item, ItemKind, List, ListStyle, Recurrence, Related,
    Relation, RichText,
};

use super::meta::Place;
use super::names::{code, parted};
use crate::dates;
use crate::limits::LIST_MAX;
use crate::tree::Element;

/// The concepts in an item that are events.
pub(super) fn concepts(element: Element<'_>) -> Vec<Element<'_>> {
    let is_event = |concept: &Element| concept.child("eventdetails").is_some();
    element.descendants().filter(|e| e.name() == "concept").filter(is_event).take(LIST_MAX).collect()
}

/// An event concept, or the same inside news content (`event`).
pub(super) fn read<'a>(event: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    item.kind = ItemKind::Event;
    let names = place.names;
    let line = |name: &'a str| names.best(event.all(name)).map(|found| found.line()).unwrap_or_default();
    if item.headline.is_empty() {
        item.headline = line("name");
    }
    if item.standfirst.is_empty() {
        item.standfirst = line("definition");
    }
    for note in event.all("note") {
        item.editors_note = note.line();
    }
    let details = event.child("eventdetails").unwrap_or(event);
    for subject in details.all("subject") {
        let (scheme, bare) = parted(code(subject).unwrap_or_default());
        let name = names.of(subject);
        item.topics.push(name.clone());
        item.subjects.push(CodedSubject { code: bare.into(), scheme: scheme.into(), name });
    }
    for participant in details.all("participant").chain(details.all("organiser")) {
        item.organisations.push(names.of(participant));
    }
    item.happening = Some(happening(details, place));
    if let Some(happening) = &item.happening {
        item.places.extend(happening.places.iter().cloned());
    }
}

fn happening<'a>(details: Element<'a>, place: &mut Place<'a, '_>) -> Happening {
    let names = place.names;
    let mut happening = Happening::default();
    if let Some(when) = details.child("dates") {
        let start = when.child("start").or_else(|| when.child("confirmation"));
        happening.starts = start.and_then(|start| dates::read(&start.line()));
        happening.ends = place.date(when, "end");
        happening.all_day = start.is_some_and(|start| !start.line().contains('T'));
        happening.recurs =
            when.all("rrule").map(rule).filter(|rule| !rule.is_empty()).collect::<Vec<_>>().join("\n");
        let times = |name: &str| {
            let times = when.all(name).filter_map(|time| dates::read(&time.line()));
            times.take(LIST_MAX).collect::<Vec<_>>()
        };
        (happening.also, happening.except) = (times("rdate"), times("exdate"));
    }
    happening.certainty = details.child("occurstatus").and_then(code).map(str::to_owned).unwrap_or_default();
    for location in details.all("location") {
        happening.places.push(names.of(location));
        happening.places.extend(location.all("broader").map(|broader| names.of(broader)));
    }
    happening.places.retain(|place| !place.is_empty());
    let contact = |info: Element| {
        let parts = info.elements().map(|part| part.line()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    };
    happening.contacts = details.all("contactinfo").map(contact).filter(|said| !said.is_empty()).collect();
    happening.contacts.extend(details.all("registration").map(|said| said.line()));
    happening.contacts.truncate(LIST_MAX);
    happening
}

/// Its parts stand in attributes that are named as those of RFC 5545 (NewsML-G2, section 14); some senders write them
/// as that does.
fn rule(element: Element) -> String {
    let parts = element.attributes().into_iter().filter(|(_, value)| !value.trim().is_empty());
    let parts: Vec<String> =
        parts.map(|(name, value)| format!("{name}={}", value.trim().replace(' ', ","))).collect();
    let written = if parts.is_empty() { element.line() } else { parts.join(";") };
    Recurrence::read(&written).map(|rule| rule.to_string()).unwrap_or_default()
}

/// The coverages of a planning item, and the event it is for.
pub(super) fn planning<'a>(element: Element<'a>, item: &mut Item, place: &mut Place<'a, '_>) {
    item.kind = ItemKind::Planning;
    let names = place.names;
    let covered = element.descendants().filter(|e| e.name() == "newscoverage").take(LIST_MAX);
    item.coverages = covered.map(|coverage| planned(coverage, place)).collect();
    for assertion in concepts(element).into_iter().chain(element.all("assert")).take(LIST_MAX) {
        if assertion.child("eventdetails").is_some() {
            let kept = item.headline.clone();
            read(assertion, item, place);
            if !kept.is_empty() {
                item.headline = kept;
            }
        }
    }
    item.kind = ItemKind::Planning;
    for event in element.all("itemmeta").flat_map(|meta| meta.all("link").collect::<Vec<_>>()) {
        item.related.push(Related {
            relation: Relation::PartOf,
            guid: event.attribute("residref").unwrap_or_default().to_owned(),
            title: event.child("title").map(|title| title.line()).unwrap_or_default(),
            ..Related::default()
        });
    }
    if item.headline.is_empty() {
        let title = element.child("itemmeta").and_then(|meta| names.best(meta.all("title")));
        item.headline = title.map(|title| title.line()).unwrap_or_default();
    }
    if item.headline.is_empty() {
        let first = item.coverages.iter().map(|coverage| &coverage.headline);
        item.headline = first.into_iter().find(|line| !line.is_empty()).cloned().unwrap_or_default();
    }
}

fn planned<'a>(coverage: Element<'a>, place: &mut Place<'a, '_>) -> Coverage {
    let plan = coverage.child("planning").unwrap_or(coverage);
    let names = place.names;
    let best = |name: &'a str| names.best(plan.all(name)).map(|found| found.line()).unwrap_or_default();
    let note = names.best(plan.all("ednote")).or_else(|| names.best(plan.all("description")));
    let (headline, kind) = (best("headline"), plan.child("itemclass"));
    let kind = kind.map(|class| parted(code(class).unwrap_or_default()).1.to_owned()).unwrap_or_default();
    let delivered = coverage.descendants().filter(|e| e.name() == "delivereditemref");
    Coverage {
        kind,
        headline,
        due: place.date(plan, "scheduled"),
        certainty: coverage.find("newscoveragestatus").and_then(code).map(str::to_owned).unwrap_or_default(),
        note: note.map(|note| note.line()).unwrap_or_default(),
        delivered: delivered
            .filter_map(|reference| reference.attribute("residref").or(reference.attribute("guidref")))
            .map(str::to_owned)
            .take(LIST_MAX)
            .collect(),
    }
}

/// Events as the text of a news item: one entry each.
pub(super) fn listed<'a>(top: Element<'a>, place: &Place<'a, '_>) -> Vec<BlockBody> {
    let events: Vec<Element> =
        if top.name() == "event" { vec![top] } else { top.all("event").take(LIST_MAX).collect() };
    let line = |event: Element<'a>| {
        let name = place.names.best(event.all("name")).map(|name| name.line()).unwrap_or_default();
        let start = event.find("start").map(|start| start.line()).unwrap_or_default();
        let venue = event.find("location").map(|location| place.names.of(location)).unwrap_or_default();
        let parts = [name, start, venue];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        RichText::plain(said.join(", "))
    };
    let items: Vec<RichText> = events.into_iter().map(line).filter(|line| !line.is_empty()).collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![BlockBody::List(List { style: ListStyle::Bulleted, items })]
}
