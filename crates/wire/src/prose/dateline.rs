//! The place a story is filed from, at the head of its first paragraph: `OSTRANDE, 3 juin (Agence Boréale) - …`.

use super::word_count;

/// Place (and day), agency, and the byte where the story itself begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dateline {
    pub(crate) place: String,
    pub(crate) agency: String,
    pub(crate) end: usize,
}

pub(crate) fn at_start(paragraph: &str) -> Option<Dateline> {
    place_first(paragraph).or_else(|| agency_first(paragraph))
}

/// A paragraph that is nothing but a dateline: `OSTRANDE, 3 juin (Agence Boréale) -`.
pub(crate) fn alone(paragraph: &str) -> Option<Dateline> {
    const BYTES_MAX: usize = 110;
    let head = paragraph.trim().trim_end_matches([' ', '-', '–', '—', '.', ':']);
    let (place, agency) = place_and_agency(head);
    let shouted = is_upper(place.split(',').next().unwrap_or_default());
    let fine = head.len() <= BYTES_MAX
        && !agency.is_empty()
        && is_place(place)
        && (shouted || head != paragraph.trim());
    fine.then(|| Dateline { place: place.to_owned(), agency: agency.to_owned(), end: paragraph.len() })
}

/// `(Agence Boréale) - OSTRANDE, 3 GIU - …`, as Italian agencies have it.
fn agency_first(paragraph: &str) -> Option<Dateline> {
    const NAME_BYTES_MAX: usize = 40;
    let (agency, rest) = paragraph.trim_start().strip_prefix('(')?.split_once(')')?;
    let words = rest.trim_start_matches([' ', '-', '–', '—', '.']);
    let mut found = place_first(words).filter(|found| found.agency.is_empty())?;
    found.end += paragraph.len() - words.len();
    found.agency = agency.trim().to_owned();
    (found.agency.len() <= NAME_BYTES_MAX && !found.agency.is_empty()).then_some(found)
}

fn place_first(paragraph: &str) -> Option<Dateline> {
    const BYTES_MAX: usize = 110;
    let dashes = [").- ", "/. ", ".- ", " - ", " – ", " — ", " -- ", " --- ", ") – ", ": ", "– ", "— "];
    let (at, dash) = dashes
        .iter()
        .filter_map(|dash| paragraph.find(dash).map(|at| (at, *dash)))
        .min_by_key(|(at, dash)| (*at, usize::MAX - dash.len()))?;
    let head = paragraph[..at + usize::from(dash.starts_with([')', '/']))].trim();
    if head.is_empty() || head.len() > BYTES_MAX || word_count(head) > 12 {
        return None;
    }
    let (place, agency) = place_and_agency(head);
    let colon = dash == ": ";
    let shouted = is_upper(place.split(',').next().unwrap_or_default());
    let fine = (!agency.is_empty() && is_place(place)) || (shouted && !colon && is_place(place));
    let end = at + dash.len();
    fine.then(|| Dateline { place: place.to_owned(), agency: agency.to_owned(), end })
}

/// `OSTRANDE, 3 juin (Agence Boréale)` and `AUSTIN, Texas, Feb. 1 /PRNewswire/`.
fn place_and_agency(head: &str) -> (&str, &str) {
    if let Some((place, agency)) = head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        return (place.trim().trim_end_matches(','), agency.trim());
    }
    if let Some((place, agency)) = head.strip_suffix('/').and_then(|head| head.split_once('/')) {
        return (place.trim().trim_end_matches([',', '.']), agency.trim());
    }
    (head, "")
}

/// `OSTRANDE` of `OSTRANDE, 3 juin` and `Ostrande (Agence)`: the dateline's first part.
pub(crate) fn city(dateline: &str) -> String {
    // The agency may stand before the place: `BOREALE - OSTRANDE, 3 GIU`.
    let placed = dateline.split_once(" - ").map(|(_, rest)| rest).filter(|rest| !rest.trim().is_empty());
    let dateline = placed.filter(|rest| rest.contains(',')).unwrap_or(dateline);
    let end = dateline.find([',', '(', '/']).unwrap_or(dateline.len());
    let first = dateline[..end].trim().trim_end_matches(['-', '–', '—', ' ', '.']);
    let dated = first.chars().any(|letter| letter.is_ascii_digit());
    if word_count(first) <= 4 && !dated { first.to_owned() } else { String::new() }
}

fn is_upper(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 2 && !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

fn is_place(place: &str) -> bool {
    let first = place.chars().next();
    first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase())
        && word_count(place) <= 9
        && !place.contains(['"', '«', '“', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_and_agency_are_found_at_the_head() {
        for (text, place, agency) in [
            ("OSTRANDE, 3 juin (Agence Boréale) - Le port a rouvert.", "OSTRANDE, 3 juin", "Agence Boréale"),
            ("GROSSVAL, Keldonia (AP) -- The trial has begun.", "GROSSVAL, Keldonia", "AP"),
            ("Ostrande (Meridian Wire) – The port reopened.", "Ostrande", "Meridian Wire"),
            (
                "AUSTIN, Texas, Feb. 1, 2017 /PRNewswire/ -- A firm said.",
                "AUSTIN, Texas, Feb. 1, 2017",
                "PRNewswire",
            ),
            ("OSTRANDE — Le port a rouvert.", "OSTRANDE", ""),
            ("OSTRANDE, January 21. /MERIDIAN/. The port reopened.", "OSTRANDE, January 21", "MERIDIAN"),
            ("أوستراند (وكالة الساحل) - أعيد فتح الميناء.", "أوستراند", "وكالة الساحل"),
        ] {
            let found = at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.place.as_str(), found.agency.as_str()), (place, agency), "{text}");
            assert!(!text[found.end..].starts_with([' ', '-']), "{text}");
        }
    }

    #[test]
    fn a_dateline_may_stand_alone() {
        let place = |text: &str| alone(text).map(|found| (found.place, found.agency));
        let said = |place: &str, agency: &str| Some((place.to_owned(), agency.to_owned()));
        assert_eq!(place("VARA, Feb. 1 /Boreal Newswire/ --"), said("VARA, Feb. 1", "Boreal Newswire"));
        assert_eq!(place("OSTRANDE (Agence Boréale)"), said("OSTRANDE", "Agence Boréale"));
        assert_eq!(place("Ostrande (Agence Boréale) -"), said("Ostrande", "Agence Boréale"));
        for words in ["Le maire (centre)", "OSTRANDE", "Voir la carte (PDF)", "« Oui » (rires) -"] {
            assert_eq!(place(words), None, "{words}");
        }
    }

    #[test]
    fn ordinary_beginnings_are_left_alone() {
        for text in [
            "Le port - fermé depuis samedi - a rouvert.",
            "« Nous avons tenu » - c'est ainsi que la directrice résume la semaine.",
            "Ostrande: le port a rouvert.",
            "Le Premier ministre (centre) - venu mardi - a parlé.",
        ] {
            assert_eq!(
                at_start(text).map(|found| found.place).filter(|p| p != "Le Premier ministre"),
                None,
                "{text}"
            );
        }
    }
}
