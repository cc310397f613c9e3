//! What a new version means to those who built on the old one.

use story::{Item, ItemStatus, Relation, Timestamp};

/// In the order of their weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WireChange {
    Update,
    Embargo,
    Correction,
    /// Nothing but words says that it is of this item.
    DoubtfulKill,
    Kill,
}

impl WireChange {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Embargo => "embargo",
            Self::Correction => "correction",
            Self::DoubtfulKill => "doubtful-kill",
            Self::Kill => "kill",
        }
    }

    /// Whether a story built on the old version may not go out before somebody decides.
    pub(crate) fn blocks(change: &str) -> bool {
        matches!(change, "kill" | "doubtful-kill" | "correction" | "embargo")
    }
}

/// What this item is to a story that was built on an earlier version and is held until `held`.
pub(crate) fn change_of(item: &Item, held: Option<Timestamp>) -> WireChange {
    let related = |relation| item.related.iter().any(|link| link.relation == relation);
    // An item that cancels another and stands itself has only taken its place.
    if item.status == ItemStatus::Canceled || item.status == ItemStatus::Withheld {
        return WireChange::Kill;
    }
    if related(Relation::Corrects) || says_correction(item) {
        return WireChange::Correction;
    }
    if item.embargo.is_some() && item.embargo > held {
        return WireChange::Embargo;
    }
    WireChange::Update
}

/// Signals, marks and the first word of a headline say it where no relation does.
fn says_correction(item: &Item) -> bool {
    const WORDS: &[&str] = &[
        "correct",
        "corrig",
        "rectif",
        "berichtig",
        "korrektur",
        "rectific",
        "corrección",
        "correzione",
        "erratum",
        "kill",
        "تصحيح",
        "تصويب",
    ];
    let says = |text: &str| {
        let lower = text.to_lowercase();
        WORDS.iter().any(|word| lower.contains(word))
    };
    let first = item.headline.split([':', '-', '–', '—']).next().unwrap_or_default();
    let labelled = first.len() < item.headline.len() && first.split_whitespace().count() <= 2 && says(first);
    item.signals.iter().any(|signal| says(signal)) || says(&item.take_key) || labelled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kills_corrections_and_longer_embargoes_are_told_from_updates() {
        let item = |edit: fn(&mut Item)| {
            let mut item = Item { headline: "Le port rouvre".into(), ..Item::default() };
            edit(&mut item);
            item
        };
        for (edit, change) in [
            ((|_| {}) as fn(&mut Item), WireChange::Update),
            (|item| item.status = ItemStatus::Canceled, WireChange::Kill),
            (|item| item.signals.push("sig:correction".into()), WireChange::Correction),
            (|item| item.headline = "RECTIFICATIF - Le port rouvre".into(), WireChange::Correction),
            (|item| item.headline = "Le port corrige son horaire".into(), WireChange::Update),
            (|item| item.embargo = "2030-01-01T00:00:00Z".parse().ok(), WireChange::Embargo),
        ] {
            assert_eq!(change_of(&item(edit), None), change);
        }
    }
}
