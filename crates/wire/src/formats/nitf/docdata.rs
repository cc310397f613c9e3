//! The head of a NITF: identifier, status, dates, rights, keywords (`docdata`) and subjects (`tobject`).

use story::{CodedSubject, Item, ItemStatus, Related, Relation, SourceCredit, Urgency};

use super::unless_said;
use crate::embargo::{self, add_note};
use crate::problem::{Problems, excerpt};
use crate::tree::Element;
use crate::{dates, href, urgency};

pub(super) fn read(head: Element, item: &mut Item, problems: &mut Problems) {
    tobject(head, item);
    let Some(data) = head.find("docdata") else { return };
    identity(data, item, problems);
    when(data, head, item, problems);
    urgency(data, item, problems);
    rights(data, item);
    about(data, item);
    for message in data.all("ed-msg") {
        add_note(&mut item.editors_note, message.attribute("info").unwrap_or_default());
    }
    if let Some(publication) = head.find("pubdata") {
        unless_said(&mut item.href, publication.attribute("ex-ref").and_then(href::safe).unwrap_or_default());
        unless_said(&mut item.provider, publication.attribute("name").unwrap_or_default());
        let counted = publication.attribute("unit-of-measure") == Some("word");
        let length = publication.attribute("item-length").filter(|_| counted);
        item.word_count = item.word_count.or_else(|| length?.parse().ok());
    }
}

pub(super) fn is_embargoed(head: Element) -> bool {
    let status = head.find("docdata").and_then(|data| data.attribute("management-status"));
    status.is_some_and(|status| status.eq_ignore_ascii_case("embargoed"))
}

fn tobject(head: Element, item: &mut Item) {
    for object in head.all("tobject") {
        item.sections.extend(object.attribute("tobject.type").map(str::to_owned));
        for property in object.all("tobject.property") {
            item.genres.extend(property.attribute("tobject.property.type").map(str::to_owned));
        }
        for subject in object.all("tobject.subject") {
            let said = |name: &str| subject.attribute(&format!("tobject.subject.{name}"));
            let name = said("detail").or(said("matter")).or(said("type"));
            item.topics.extend(name.map(str::to_owned));
            let code = said("refnum").or(said("code")).or(said("ipr"));
            item.subjects.push(CodedSubject {
                code: code.unwrap_or_default().to_owned(),
                scheme: if said("refnum").is_some() { "subj".to_owned() } else { String::new() },
                name: name.unwrap_or_default().to_owned(),
            });
        }
    }
}

fn identity(data: Element, item: &mut Item, problems: &mut Problems) {
    if let Some(id) = data.child("doc-id") {
        unless_said(&mut item.guid, id.attribute("id-string").unwrap_or_default());
        unless_said(&mut item.provider, id.attribute("regsrc").unwrap_or_default());
    }
    if let Some(key) = data.child("du-key") {
        unless_said(&mut item.slugline, key.attribute("key").unwrap_or_default());
        unless_said(&mut item.version, key.attribute("version").unwrap_or_default());
    }
    if let Some(part) = data.child("du-key").and_then(|key| key.attribute("part")) {
        unless_said(&mut item.take_key, part);
    }
    let status = data.attribute("management-status").unwrap_or_default().to_lowercase();
    match status.as_str() {
        // Held until the time of release, which is read apart.
        "" | "usable" | "releasable" | "embargoed" => {}
        "withheld" => item.status = ItemStatus::Withheld,
        "canceled" | "cancelled" => item.status = ItemStatus::Canceled,
        _ => {
            // Using what its sender may have withdrawn is the worse mistake.
            let message = format!("'{}' is no status; taken as withheld", excerpt(&status));
            problems.add("bad-status", item.guid.clone(), message);
            item.status = ItemStatus::Withheld;
        }
    }
    if let Some(earlier) = data.attribute("management-doc-idref").filter(|earlier| *earlier != item.guid) {
        let becomes = data.attribute("management-idref-status").unwrap_or_default().to_lowercase();
        let relation = if becomes.starts_with("cancel") { Relation::Cancels } else { Relation::Replaces };
        item.replaces.push(earlier.to_owned());
        item.related.push(Related { relation, guid: earlier.to_owned(), ..Related::default() });
    }
}

/// The date of this name, as it is written.
fn said(data: Element, name: &str) -> String {
    let written = |date: Element| date.attribute("norm").map_or_else(|| date.line(), str::to_owned);
    data.child(name).map(written).unwrap_or_default()
}

fn when(data: Element, head: Element, item: &mut Item, problems: &mut Problems) {
    let mut date = |name: &str| dates::field(&said(data, name), name, problems);
    let (issued, expires) = (date("date.issue"), date("date.expire"));
    item.created = item.created.or(issued);
    item.updated = item.updated.or(issued);
    item.expires = item.expires.or(expires);
    // Many agencies repeat the time of issue as the time of release.
    let released = said(data, "date.release");
    let passed = dates::moment(&released).zip(issued).is_some_and(|(released, issued)| released <= issued);
    if is_embargoed(head) || (!passed && released != said(data, "date.issue")) {
        embargo::hold(item, &released, "date.release", problems);
    }
    let published = head.find("pubdata").and_then(|publication| publication.attribute("date.publication"));
    if let Some(published) = published.and_then(dates::read) {
        item.created = item.created.or(Some(published));
        item.updated = item.updated.or(Some(published));
    }
}

fn urgency(data: Element, item: &mut Item, problems: &mut Problems) {
    let Some(said) = data.child("urgency").and_then(|urgency| urgency.attribute("ed-urg")) else { return };
    match urgency::read(said) {
        Some(urgency) if item.urgency == Urgency::default() => item.urgency = urgency,
        Some(_) => {}
        None => problems.add(
            "bad-urgency",
            item.guid.clone(),
            format!("'{}' is no urgency from 1 to 9; taken as 5", excerpt(said)),
        ),
    }
}

fn rights(data: Element, item: &mut Item) {
    if let Some(copyright) = data.child("doc.copyright") {
        let year = copyright.attribute("year").unwrap_or_default();
        let holder = copyright.attribute("holder").unwrap_or_default();
        let said = if year.is_empty() { holder.to_owned() } else { format!("© {year} {holder}") };
        if !holder.is_empty() {
            unless_said(&mut item.copyright, said);
            unless_said(&mut item.provider, holder);
        }
    }
    if let Some(rights) = data.child("doc.rights") {
        unless_said(&mut item.usage_terms, rights.attribute("limitations").unwrap_or_default());
        unless_said(&mut item.copyright, rights.attribute("owner").unwrap_or_default());
    }
    for source in data.all("del-list").flat_map(|list| list.all("from-src").collect::<Vec<_>>()) {
        if let Some(name) = source.attribute("src-name") {
            item.sources.push(SourceCredit { name: name.to_owned(), ..SourceCredit::default() });
        }
    }
}

fn about(data: Element, item: &mut Item) {
    for place in data.all("evloc") {
        for part in ["city", "county-dist", "state-prov", "country", "iso-cc"] {
            item.places.extend(place.attribute(part).map(str::to_owned));
        }
        let said = |part: &str| place.attribute(part).unwrap_or_default();
        let located = &mut item.located;
        unless_said(&mut located.city, said("city"));
        unless_said(&mut located.region, said("state-prov"));
        unless_said(&mut located.country, said("country"));
        unless_said(&mut located.country, said("iso-cc"));
    }
    for keyword in data.all("key-list").flat_map(|list| list.all("keyword").collect::<Vec<_>>()) {
        let keys = keyword.attribute("key").unwrap_or_default().split([',', ';']).map(str::trim);
        item.keywords.extend(keys.filter(|key| !key.is_empty()).map(str::to_owned));
    }
    for series in data.all("series") {
        if let Some(name) = series.attribute("series.name") {
            item.more.insert("series".to_owned(), name.to_owned());
        }
    }
    if let Some(fixture) = data.child("fixture").and_then(|fixture| fixture.attribute("fix-id")) {
        item.more.insert("fixture".to_owned(), fixture.to_owned());
    }
    for named in data.all("identified-content").flat_map(|list| list.elements().collect::<Vec<_>>()) {
        identified(named, item);
    }
}

fn identified(named: Element, item: &mut Item) {
    let parts: Vec<String> =
        named.elements().map(|part| part.line()).filter(|part| !part.is_empty()).collect();
    let in_parts = named.name() == "location" && parts.len() > 1;
    let words = if in_parts { parts.join(", ") } else { named.line() };
    let name = if words.is_empty() { named.attribute("value").unwrap_or_default().to_owned() } else { words };
    match named.name() {
        "person" => item.people.push(name),
        "org" => item.organisations.push(name),
        "location" | "city" | "country" | "state" | "region" | "sublocation" => item.places.push(name),
        "classifier" | "object.title" | "event" => {
            let code = named.attribute("value").or(named.attribute("idsrc")).unwrap_or_default();
            let scheme = named.attribute("type").unwrap_or_default();
            item.subjects.push(CodedSubject { code: code.into(), scheme: scheme.into(), name });
        }
        _ => {}
    }
}
