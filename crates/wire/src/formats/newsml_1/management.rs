//! What a NewsML 1 item says about its own life: identifier, revision, dates, status, what it takes the place of.

use story::{Item, ItemStatus, Related, Relation, Urgency};

use super::word;
use crate::problem::{Problems, excerpt};
use crate::tree::Element;
use crate::{dates, embargo};

pub(super) fn identification(element: Element, item: &mut Item, problems: &mut Problems) {
    if let Some(identifier) = element.find("newsidentifier") {
        let line = |name: &str| identifier.child(name).map(|part| part.line()).unwrap_or_default();
        item.version = line("revisionid");
        item.provider = line("providerid");
        item.guid = line("publicidentifier");
        let (id, day) = (line("newsitemid"), line("dateid"));
        if item.guid.is_empty() && !id.is_empty() {
            item.guid = format!("urn:newsml:{}:{day}:{id}:{}", item.provider, item.version);
            item.guid.truncate(item.guid.trim_end_matches(':').len());
        }
        // The day of the identifier is that of the item, where nothing else says one.
        item.created = dates::read(&day);
        item.more.insert("NewsItemId".to_owned(), id);
    }
    let label = |name: &str| {
        let identification = element.child("identification")?;
        identification.child(name).map(|label| label.line()).filter(|line| !line.is_empty())
    };
    if let Some(label) = label("label") {
        item.more.insert("Label".to_owned(), label);
    }
    let Some(management) = element.child("newsmanagement") else { return };
    let mut date = |name: &str| {
        let said = management.child(name)?.line();
        dates::field(&said, name, problems)
    };
    item.created = date("firstcreated").or(item.created);
    item.updated = date("thisrevisioncreated").or(item.created);
    let status = status_word(management);
    item.status = self::status(&status, item, problems);
    item.urgency = urgency(management).unwrap_or_default();
    if let Some(said) = until(management) {
        embargo::hold(item, &said, "StatusWillChange", problems);
    }
    if status == "embargoed" {
        embargo::marked(item, "Status", problems);
    }
    relations(management, item);
    for instruction in management.all("instruction").chain(management.all("newsitemtype")) {
        let said = word(instruction);
        if instruction.name() == "instruction" {
            item.signals.push(said);
        }
    }
    for note in management.all("property") {
        let name = note.attribute("formalname").unwrap_or_default();
        item.more.insert(name.to_owned(), note.attribute("value").unwrap_or_default().to_owned());
    }
}

/// The name that people know the item by, where it has no slug line.
pub(super) fn name(element: Element, item: &mut Item) {
    if item.slugline.is_empty() {
        let label = element.child("identification").and_then(|about| about.child("namelabel"));
        item.slugline = label.map(|label| label.line()).unwrap_or_default();
    }
}

/// An identifier that stands where it does not belong, or that of the outermost component.
pub(super) fn identifier(element: Element, item: &mut Item) {
    if item.guid.is_empty() {
        let guid = element.find("guid").map(|guid| guid.line()).unwrap_or_default();
        let component = element.child("newscomponent").and_then(|component| component.attribute("duid"));
        item.guid = if guid.is_empty() { component.unwrap_or_default().to_owned() } else { guid };
    }
}

/// The status in its own word, without the list it is from.
fn status_word(management: Element) -> String {
    let said = management.child("status").map(word).unwrap_or_default().to_lowercase();
    said.rsplit([':', '/']).next().unwrap_or_default().to_owned()
}

fn status(said: &str, item: &Item, problems: &mut Problems) -> ItemStatus {
    match said {
        // Held until the time that the status changes, which is read apart.
        "" | "usable" | "released" | "ok" | "embargoed" => ItemStatus::Usable,
        "withheld" | "hold" => ItemStatus::Withheld,
        "canceled" | "cancelled" | "killed" | "kill" | "deleted" => ItemStatus::Canceled,
        _ => {
            let message = format!("'{}' is no status; taken as withheld", excerpt(said));
            problems.add("bad-status", item.guid.clone(), message);
            ItemStatus::Withheld
        }
    }
}

fn urgency(management: Element) -> Option<Urgency> {
    let said = management.child("urgency").map(word)?;
    said.parse::<u8>().ok().and_then(|level| Urgency::try_from(level).ok())
}

/// An embargoed item says when it becomes usable.
fn until(management: Element) -> Option<String> {
    let status = status_word(management);
    let change = management.child("statuswillchange")?;
    let becomes = change.child("futurestatus").map(word).unwrap_or_default().to_lowercase();
    let at = change.child("dateandtime").map(|at| at.line()).unwrap_or_default();
    let held =
        matches!(status.as_str(), "embargoed" | "withheld") && (becomes.is_empty() || becomes == "usable");
    held.then_some(at)
}

fn relations(management: Element, item: &mut Item) {
    for (name, relation) in [("derivedfrom", Relation::Replaces), ("associatedwith", Relation::SeeAlso)] {
        for link in management.all(name) {
            let guid = link.attribute("newsitem").map_or_else(|| link.line(), str::to_owned);
            if relation == Relation::Replaces && !guid.is_empty() {
                item.replaces.push(guid.clone());
            }
            item.related.push(Related { relation, guid, ..Related::default() });
        }
    }
}

pub(super) fn envelope(envelope: Element, item: &mut Item) {
    let priority = envelope.child("priority").map(word).and_then(|said| said.parse().ok());
    item.priority = item.priority.or(priority);
    if item.urgency == Urgency::default()
        && let Some(level) = priority.and_then(|level: u8| Urgency::try_from(level).ok())
    {
        item.urgency = level;
    }
    let party = envelope.child("sentfrom").and_then(|from| from.find("party")).map(word);
    if item.provider.is_empty() {
        item.provider = party.unwrap_or_default();
    }
    if let Some(number) = envelope.child("transmissionid").map(|id| id.line()) {
        item.sequence = number;
    }
    for service in envelope.all("newsservice").chain(envelope.all("newsproduct")) {
        item.more.insert(service.name().to_owned(), word(service));
    }
    if item.updated.is_none() {
        let sent = envelope.child("dateandtime").map(|at| at.line()).unwrap_or_default();
        item.updated = dates::read(&sent);
        item.created = item.created.or(item.updated);
    }
}
