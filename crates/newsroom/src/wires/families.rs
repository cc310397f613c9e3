//! The names by which items find their family: identifiers as the standards write them, without what only tells
//! versions apart.

use story::{Item, Relation, Timestamp};

/// The item's own names and those it speaks of: sharing one makes a family, whatever came first.
pub(crate) fn keys(item: &Item, source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut add = |guid: &str| {
        let key = key(guid, source);
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
    let bare = without_version(guid.trim()).to_lowercase();
    if bare.is_empty() {
        return bare;
    }
    let universal = bare.starts_with("urn:") || bare.starts_with("tag:") || bare.contains("://");
    if universal { bare } else { format!("{}\u{1f}{bare}", source.to_lowercase()) }
}

/// `urn:newsml:agency:20260609:ID:2` and `…:2U` without the revision (NewsML 1.2, section 5.4.1).
fn without_version(guid: &str) -> &str {
    let parts: Vec<&str> = guid.split(':').collect();
    let is_newsml =
        parts.len() == 6 && parts[0].eq_ignore_ascii_case("urn") && parts[1].eq_ignore_ascii_case("newsml");
    let revision = parts.last().map_or("", |last| last.trim_end_matches(['U', 'A', 'N', 'u', 'a', 'n']));
    let numbered = !revision.is_empty() && revision.bytes().all(|byte| byte.is_ascii_digit());
    if is_newsml && numbered { &guid[..guid.len() - parts[5].len() - 1] } else { guid }
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

/// When its sender made this version. Where nobody says, the number of the version decides, or else the arrival; a day
/// that is yet to come is believed to be today.
pub(crate) fn stamp(item: &Item, received: Timestamp) -> Timestamp {
    let tomorrow = received + jiff::SignedDuration::from_hours(24);
    match item.updated.or(item.created) {
        Some(said) if said <= tomorrow => said,
        None if version_number(item) > 0 => Timestamp::UNIX_EPOCH,
        _ => received,
    }
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
        let first = keys(&item("urn:newsml:boreale.example:20260609:PORT:1", &[]), "a");
        let second = keys(&item("urn:newsml:boreale.example:20260609:PORT:2U", &[]), "b");
        assert_eq!(first, second);
        assert_ne!(first, keys(&item("urn:newsml:boreale.example:20260609:GRUE:1", &[]), "a"));
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
