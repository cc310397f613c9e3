//! Lines that only say when: `Publié le 3 juin 2026 à 14h05 - Mis à jour le 4 juin 2026`.

use story::Timestamp;

use super::plain_lower;
use crate::dates;

const UPDATED: &[&str] = &[
    "mis à jour",
    "mise à jour",
    "actualisé",
    "modifié",
    "updated",
    "last updated",
    "last modified",
    "modified",
    "aktualisiert",
    "stand",
    "actualizado",
    "تحديث",
    "آخر تحديث",
    "حُدّث",
    "به‌روزرسانی",
];
const PUBLISHED: &[&str] = &[
    "publié",
    "publiée",
    "paru",
    "posté",
    "mis en ligne",
    "créé",
    "published",
    "posted",
    "issued",
    "date",
    "veröffentlicht",
    "erstellt",
    "publicado",
    "نشر",
    "نُشر",
    "تاريخ النشر",
    "تاریخ انتشار",
    "first published",
    "publication",
];

/// When it was made and when it was changed, as one line says it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) created: Option<Timestamp>,
    pub(crate) updated: Option<Timestamp>,
}

/// The moments of a line that says nothing else.
pub(crate) fn line(line: &str) -> Option<Stamp> {
    const LETTERS_MAX: usize = 130;
    if line.chars().count() > LETTERS_MAX || !line.chars().any(char::is_numeric) {
        return None;
    }
    let lower = plain_lower(line);
    let updated_at = UPDATED.iter().filter_map(|word| find_word(&lower, word)).min();
    let published_at = PUBLISHED.iter().filter_map(|word| find_word(&lower, word)).min();
    let starts = [updated_at, published_at].into_iter().flatten().any(|at| at <= 12);
    if !starts {
        let bare = dates::is_only_a_date(line).then(|| dates::read(line)).flatten();
        return bare.map(|at| Stamp { created: Some(at), updated: None });
    }
    let (published, updated) = match (published_at, updated_at) {
        (Some(p), Some(u)) if p < u => (&lower[p..u], &lower[u..]),
        (Some(p), Some(u)) => (&lower[p..], &lower[u..p]),
        (Some(p), None) => (&lower[p..], ""),
        (None, Some(u)) => ("", &lower[u..]),
        (None, None) => ("", ""),
    };
    let mut stamp = Stamp { created: dates::read(published), updated: dates::read(updated) };
    // "Published on 3 June at 10:00, updated at 14:00": the second is on the same day.
    if stamp.updated.is_none() && stamp.created.is_some() {
        stamp.updated = stamp.created.and_then(|day| dates::time_on(day, updated));
    }
    (stamp != Stamp::default()).then_some(stamp)
}

/// Where a word begins; inside another word it does not.
fn find_word(lower: &str, word: &str) -> Option<usize> {
    let begins = |at: &usize| !lower[..*at].ends_with(char::is_alphabetic);
    lower.match_indices(word).map(|(at, _)| at).find(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_only_say_when_are_read() {
        for (text, created, updated) in [
            ("Publié le 3 juin 2026 à 14h05", "2026-06-03T14:05:00Z", ""),
            (
                "Publié le 03/06/2026 à 14:05 - Mis à jour le 04/06/2026 à 08:00",
                "2026-06-03T14:05:00Z",
                "2026-06-04T08:00:00Z",
            ),
            (
                "Publié le 3 juin 2026 à 10:00, mis à jour à 14:00",
                "2026-06-03T10:00:00Z",
                "2026-06-03T14:00:00Z",
            ),
            ("Updated: June 4, 2026 8:00 AM", "", "2026-06-04T08:00:00Z"),
            ("3 juin 2026", "2026-06-03T00:00:00Z", ""),
            ("نشر في 3 يونيو 2026", "2026-06-03T00:00:00Z", ""),
        ] {
            let stamp = line(text).unwrap_or_else(|| panic!("{text}"));
            let said = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
            assert_eq!(
                (said(stamp.created).as_str(), said(stamp.updated).as_str()),
                (created, updated),
                "{text}"
            );
        }
    }

    #[test]
    fn sentences_with_a_date_are_not_stamps() {
        for text in
            ["Le 3 juin 2026, le port a rouvert.", "Le port a été mis à jour.", "Ostrande 3, Valmère 1"]
        {
            assert_eq!(line(text), None, "{text}");
        }
    }
}
