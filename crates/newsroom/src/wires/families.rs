//! The names by which items find their family: identifiers as the standards write them, without what only tells
//! versions apart.

use std::cmp::Ordering;

use store::Newest;
use story::{Item, Relation, Timestamp};

/// The item's own names and those it speaks of: sharing one makes a family, whatever came first.
pub(crate) fn keys(item: &Item, source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut add = |guid: &str| {
        let key = key(bare(guid.trim(), item), source);
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    };
    add(&item.guid);
    for guid in &item.replaces {
        add(guid);
    }
    let links = item.related.iter().filter(|related| {
        matches!(
            related.relation,
            Relation::Replaces | Relation::Corrects | Relation::Cancels | Relation::Continues
        )
    });
    for related in links {
        add(&related.guid);
    }
    if let Some(day) = by_slugline(item) {
        add(&day);
    }
    keys
}

/// Identifiers that are the sender's alone are told apart by source.
fn key(guid: &str, source: &str) -> String {
    let bare = guid.to_lowercase();
    if bare.is_empty() {
        return bare;
    }
    let universal = bare.starts_with("urn:") || bare.starts_with("tag:") || bare.contains("://");
    if universal { bare } else { format!("{}\u{1f}{bare}", source.to_lowercase()) }
}

/// `urn:newsml:agency:20260609:ID:2` and `…:2U` without the revision (NewsML 1.2, section 5.4.1; NITF names documents
/// so too). Where the version has a place of its own, a number at the end is one of the identifier's, unless it is that
/// version.
fn bare<'g>(guid: &'g str, item: &Item) -> &'g str {
    let parts: Vec<&str> = guid.split(':').collect();
    let is_newsml =
        parts.len() == 6 && parts[0].eq_ignore_ascii_case("urn") && parts[1].eq_ignore_ascii_case("newsml");
    let revision = parts.last().map_or("", |last| last.trim_end_matches(['U', 'A', 'N', 'u', 'a', 'n']));
    let numbered = !revision.is_empty() && revision.bytes().all(|byte| byte.is_ascii_digit());
    let told = matches!(item.format.as_str(), "newsml-1" | "nitf") || revision == item.version;
    if is_newsml && numbered && told { &guid[..guid.len() - parts[5].len() - 1] } else { guid }
}

/// Wires without identifiers say by a slugline and a day what belongs together.
fn by_slugline(item: &Item) -> Option<String> {
    let nameless = item.guid.is_empty() || item.guid.contains('#') || item.guid.starts_with("urn:iptc7901:");
    let wired = matches!(item.format.as_str(), "anpa" | "iptc7901");
    let at = item.updated.or(item.created)?;
    (nameless && wired && !item.slugline.is_empty()).then(|| {
        let day = at.as_second().div_euclid(86_400);
        let slug: String =
            item.slugline.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
        format!("urn:slugline:{}:{day}:{slug}", item.provider)
    })
}

/// When its sender made this version; where nobody says, the arrival. A day that is yet to come is believed to be today.
pub(crate) fn stamp(item: &Item, received: Timestamp) -> Timestamp {
    let tomorrow = received + jiff::SignedDuration::from_hours(24);
    item.updated.or(item.created).filter(|said| *said <= tomorrow).unwrap_or(received)
}

/// Which of two versions is the later one. Numbers tell it where both have one and are of one thing; else time does. Of
/// two that neither tells apart, what withdraws the other comes after it.
pub(crate) fn in_order(a: &Newest, b: &Newest) -> Ordering {
    let one_thing = !a.guid.is_empty() && a.guid == b.guid && a.version > 0 && b.version > 0;
    let by_number = if one_thing { a.version.cmp(&b.version) } else { Ordering::Equal };
    let by_status = is_withdrawn(a).cmp(&is_withdrawn(b));
    let same_number = if one_thing { by_status } else { Ordering::Equal };
    by_number
        .then(same_number)
        .then(a.stamp.cmp(&b.stamp))
        .then(a.version.cmp(&b.version))
        .then(by_status)
        .then(a.seq.cmp(&b.seq))
}

fn is_withdrawn(version: &Newest) -> bool {
    version.status != "usable"
}

/// The number of a version; what is no number is 0, so that time decides.
pub(crate) fn version_number(item: &Item) -> u64 {
    let digits: String = item.version.chars().take_while(char::is_ascii_digit).take(15).collect();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use story::Related;

    use super::*;

    fn item(guid: &str, replaces: &[&str]) -> Item {
        Item {
            guid: guid.into(),
            replaces: replaces.iter().map(|guid| (*guid).to_owned()).collect(),
            ..Item::default()
        }
    }

    #[test]
    fn versions_of_one_thing_have_one_name() {
        let of = |guid: &str, format: &str, version: &str| {
            let item = Item { format: format.into(), version: version.into(), ..item(guid, &[]) };
            keys(&item, "a")
        };
        let first = of("urn:newsml:boreale.example:20260609:PORT:1", "newsml-1", "");
        assert_eq!(first, of("urn:newsml:boreale.example:20260609:PORT:2U", "newsml-1", "2"));
        assert_eq!(first, of("urn:newsml:boreale.example:20260609:PORT:3", "newsml-g2", "3"));
        assert_ne!(first, of("urn:newsml:boreale.example:20260609:GRUE:1", "newsml-1", ""));
        let harvest = of("urn:newsml:boreale.example:20260609:text:1001", "newsml-g2", "1");
        assert_ne!(harvest, of("urn:newsml:boreale.example:20260609:text:1002", "newsml-g2", "1"));
    }

    #[test]
    fn names_that_are_only_the_senders_do_not_meet_across_sources() {
        assert_ne!(keys(&item("42", &[]), "boreale"), keys(&item("42", &[]), "meridian"));
        assert_eq!(keys(&item("42", &[]), "boreale"), keys(&item("42", &[]), "Boreale"));
    }

    #[test]
    fn what_an_item_takes_the_place_of_is_among_its_names() {
        let mut correction = item("b", &["a"]);
        correction.related.push(Related {
            relation: Relation::Corrects,
            guid: "c".into(),
            ..Related::default()
        });
        correction.related.push(Related {
            relation: Relation::SeeAlso,
            guid: "d".into(),
            ..Related::default()
        });
        assert_eq!(keys(&correction, "s").len(), 3, "see also makes no family");
    }
}
