//! Where a text says it comes from: `Source : Agence Boréale`, `Avec AFP`, `Trois Rives avec Agence Boréale`.

use story::SourceCredit;

use super::{credit, fold, has_more_words, plain_lower};

const BEFORE: &[&str] = &[
    "source",
    "sources",
    "avec",
    "with",
    "d'après",
    "quelle",
    "quellen",
    "fuente",
    "المصدر",
    "المصادر",
    "منبع",
    "via",
];

/// The sources of a line that says nothing else.
pub(crate) fn line(line: &str) -> Option<Vec<SourceCredit>> {
    if has_more_words(line, 12) {
        return None;
    }
    let line = fold(line);
    let bare = line.trim_matches(['(', ')', '[', ']', '.', ' ']);
    if bare.is_empty() {
        return None;
    }
    let lower = plain_lower(bare);
    for marker in BEFORE {
        let Some(rest) = lower.strip_prefix(marker) else { continue };
        let named = &bare[bare.len() - rest.len().min(bare.len())..];
        let named = if named.len() == rest.len() { named } else { continue };
        let colon = named.trim_start_matches([' ', '\u{A0}', '\u{202F}']).starts_with([':', '：']);
        let names = named.trim_start_matches([' ', '\u{A0}', '\u{202F}', ':', '：']);
        let known = names
            .split([',', '،'])
            .flat_map(|part| part.split(" et "))
            .all(|name| credit::is_agency(name.trim_start_matches("l'")));
        if (colon || (known && named.starts_with(' '))) && !names.is_empty() {
            return Some(list(names));
        }
    }
    let signed =
        line.starts_with('(') && line.ends_with(')') || !line.contains(' ') || credit::is_agency(bare);
    (signed && credit::is_agency(bare)).then(|| list(bare))
}

fn list(names: &str) -> Vec<SourceCredit> {
    let parts =
        names.split([',', ';', '،']).flat_map(|part| part.split(" et ")).flat_map(|part| part.split(" and "));
    let source =
        |name: &str| SourceCredit { name: fold(name.trim_end_matches('.')), ..SourceCredit::default() };
    parts.map(source).filter(|source| !source.name.is_empty()).collect()
}

/// `… a-t-elle ajouté. (Agence Boréale)`: the words without the sign-off, and the agency.
pub(crate) fn sign_off(paragraph: &str) -> Option<(&str, &str)> {
    let (words, agency) = paragraph.trim_end_matches('.').strip_suffix(')')?.rsplit_once('(')?;
    let agency = plain(agency);
    credit::is_agency(agency).then_some((words.trim_end(), agency))
}

fn plain(agency: &str) -> &str {
    let agency = agency.trim();
    ["avec ", "Avec ", "with ", "With "].iter().find_map(|with| agency.strip_prefix(with)).unwrap_or(agency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_named() {
        for (text, names) in [
            ("Source : Agence Boréale", vec!["Agence Boréale"]),
            ("Sources: Meridian Wire, AP", vec!["Meridian Wire", "AP"]),
            ("(avec AFP)", vec!["AFP"]),
            ("Avec AFP et Reuters", vec!["AFP", "Reuters"]),
            ("المصدر: وكالة الساحل", vec!["وكالة الساحل"]),
            ("AFP", vec!["AFP"]),
        ] {
            let read = line(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), names, "{text}");
        }
        for text in ["Avec le retour du beau temps", "Source de joie", "With the port closed"] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn a_sign_off_is_told_from_the_words() {
        assert_eq!(sign_off("Le port a rouvert. (AFP)"), Some(("Le port a rouvert.", "AFP")));
        assert_eq!(sign_off("Le port a rouvert (mardi)."), None);
    }
}
