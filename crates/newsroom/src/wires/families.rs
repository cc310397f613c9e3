//! The names by which items find their family: identifiers as the standards write them, without what only tells
//! versions apart.

use std::collections::HashMap;

use store::Version;
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

/// The newest version of a family, whatever the order in which its versions came. Those that bear one identifier are
/// told apart by their numbers; of what bears several, time decides, and the time of the last word about an identifier
/// is that of all its versions. Of two that nothing tells apart, what withdraws the other comes after it.
pub(crate) fn newest(versions: &[Version]) -> Option<&Version> {
    let rank = |one: &Version| (one.version, is_withdrawn(one), one.stamp, one.seq);
    // Of each identifier the last version and the time of the last word; what has no number stands for itself.
    let mut things: HashMap<(&str, u64), (&Version, Timestamp)> = HashMap::new();
    for one in versions {
        let is_numbered = !one.guid.is_empty() && one.version > 0;
        let name = if is_numbered { (one.guid.as_str(), 0) } else { ("", one.seq) };
        let (last, word) = things.entry(name).or_insert((one, one.stamp));
        if rank(one) > rank(last) {
            *last = one;
        }
        *word = one.stamp.max(*word);
    }
    let newest =
        things.into_values().max_by_key(|(last, word)| (*word, last.version, is_withdrawn(last), last.seq));
    newest.map(|(last, _)| last)
}

fn is_withdrawn(version: &Version) -> bool {
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

    fn version(seq: u64, guid: &str, version: u64, second: i64, status: &str) -> Version {
        Version {
            seq,
            item: story::ItemId::from_number(seq),
            stamp: Timestamp::from_second(second).unwrap(),
            version,
            status: status.into(),
            guid: guid.into(),
            newest: false,
        }
    }

    #[test]
    fn one_version_is_the_newest_whatever_the_order_in_which_they_came() {
        for (versions, newest_is) in [
            (
                vec![
                    version(1, "a", 1, 10, "usable"),
                    version(2, "a", 2, 5, "usable"),
                    version(3, "b", 1, 7, "usable"),
                ],
                2,
            ),
            (vec![version(1, "a", 1, 10, "usable"), version(2, "a", 2, 5, "canceled")], 2),
            (vec![version(1, "a", 2, 10, "usable"), version(2, "a", 2, 5, "canceled")], 2),
            (vec![version(1, "a", 0, 10, "usable"), version(2, "a", 0, 5, "canceled")], 1),
            (vec![version(1, "a", 1, 10, "usable"), version(2, "b", 9, 5, "usable")], 1),
            (
                vec![
                    version(1, "a", 1, 10, "usable"),
                    version(2, "b", 1, 10, "canceled"),
                    version(3, "", 0, 11, "usable"),
                ],
                3,
            ),
        ] {
            let mut order = versions.clone();
            for _ in 0..versions.len() {
                order.rotate_left(1);
                for pair in 1..order.len() {
                    order.swap(0, pair);
                    assert_eq!(newest(&order).map(|one| one.seq), Some(newest_is), "{order:?}");
                }
            }
        }
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
