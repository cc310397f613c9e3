//! What a ninjs object has to do with others, and what happens where it announces an event.

use serde_json::Value;
use story::{Happening, Item, ItemKind, Related, Relation};

use super::Object;
use super::fields::{names, text, word};
use crate::{dates, href};

/// Keys that name other items, and what they say of them.
const KEYS: &[(&str, Relation)] = &[
    ("evolvedfrom", Relation::Replaces),
    ("evolvedFrom", Relation::Replaces),
    ("replaces", Relation::Replaces),
    ("rewrite_of", Relation::Replaces),
    ("corrects", Relation::Corrects),
    ("cancels", Relation::Cancels),
    ("translated_from", Relation::TranslationOf),
    ("translationof", Relation::TranslationOf),
    ("translationOf", Relation::TranslationOf),
];

pub(super) fn read(object: &Object, item: &mut Item) {
    for (key, relation) in KEYS {
        let values = match object.get(*key) {
            Some(Value::Array(values)) => values.iter().collect(),
            Some(value) => vec![value],
            None => continue,
        };
        for guid in values.into_iter().map(identifier).filter(|guid| !guid.is_empty()) {
            if matches!(relation, Relation::Replaces | Relation::Corrects | Relation::Cancels) {
                item.replaces.push(guid.clone());
            }
            item.related.push(Related { relation: *relation, guid, ..Related::default() });
        }
    }
    for (name, linked) in associated(object) {
        let guid = text(linked, &["uri", "guid", "urn"]);
        let address = href::safe(&text(linked, &["href", "url"])).unwrap_or_default();
        let lower = name.to_lowercase();
        let relation = if lower.contains("evolved") || lower.contains("update") || lower.contains("replace") {
            item.replaces.push(guid.clone());
            Relation::Replaces
        } else if lower.contains("transl") {
            Relation::TranslationOf
        } else if lower.contains("partof") {
            Relation::PartOf
        } else {
            Relation::Includes
        };
        let title = text(linked, &["headline", "title", "slugline"]);
        item.related.push(Related { relation, guid, href: address, title });
    }
    if item.kind == ItemKind::Event {
        item.happening = Some(happening(object));
    }
}

fn identifier(value: &Value) -> String {
    value.as_object().map_or_else(|| word(value), |object| text(object, &["uri", "guid", "id"]))
}

/// By name in 1.x, in a list in 2.x and later.
pub(super) fn associated(object: &Object) -> Vec<(String, &Object)> {
    match object.get("associations") {
        Some(Value::Object(named)) => {
            named.iter().filter_map(|(key, value)| Some((key.clone(), value.as_object()?))).collect()
        }
        Some(Value::Array(list)) => {
            let entry = |value: &'_ Value| value.as_object().map(|object| text(object, &["rel", "name"]));
            list.iter().filter_map(|value| Some((entry(value)?, value.as_object()?))).collect()
        }
        _ => Vec::new(),
    }
}

fn happening(object: &Object) -> Happening {
    let details =
        object.get("eventDetails").or_else(|| object.get("eventdetails")).and_then(Value::as_object);
    let details = details.unwrap_or(object);
    let dates_of = details.get("dates").and_then(Value::as_object).unwrap_or(details);
    let start = text(dates_of, &["startDate", "startdate", "start", "startTime"]);
    Happening {
        starts: dates::read(&start),
        ends: dates::read(&text(dates_of, &["endDate", "enddate", "end", "endTime"])),
        all_day: !start.is_empty() && !start.contains('T'),
        recurs: text(dates_of, &["recurrenceRule", "rrule"]),
        zone: text(dates_of, &["tz", "timeZone", "timezone"]),
        certainty: text(details, &["eventStatus", "eventstatus", "occurStatus"]),
        places: names(details, &["location", "locations", "places", "place"]),
        contacts: names(details, &["contactinfo", "contactInfo", "organiser", "organisers"]),
        ..Happening::default()
    }
}
