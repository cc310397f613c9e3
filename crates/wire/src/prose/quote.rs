//! Quotations set apart and who said them.

use story::{Quote, RichText, Speaker};

use super::{ends_sentence, fold, word_count};

const DASHES: &[char] = &['—', '–', '-', '―', '~'];
const PAIRS: &[(char, char)] = &[('«', '»'), ('“', '”'), ('"', '"'), ('„', '“'), ('„', '”')];

/// A line that only says who spoke: `— Claire Aubanel, directrice du port`.
pub(crate) fn is_attribution(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(DASHES) && word_count(line) <= 16 && !ends_sentence(line) && speaker(line).is_some()
}

/// Name and role: `Claire Aubanel, directrice du port`, `Claire Aubanel (directrice)`.
pub(crate) fn speaker(line: &str) -> Option<Speaker> {
    let line = fold(line.trim().trim_start_matches(DASHES).trim());
    let (name, role) = match line.split_once([',', '،']) {
        Some((name, role)) => (name.trim(), role.trim()),
        None => match line.strip_suffix(')').and_then(|line| line.split_once('(')) {
            Some((name, role)) => (name.trim(), role.trim()),
            None => (line.as_str(), ""),
        },
    };
    let fine = !name.is_empty() && word_count(name) <= 8;
    fine.then(|| Speaker { name: name.to_owned(), role: role.to_owned() })
}

/// A line that is a quotation from its first letter to its last, without the marks; long ones are paragraphs.
pub(crate) fn pull_quote(line: &str) -> Option<String> {
    let line = line.trim();
    let (open, close) = PAIRS
        .iter()
        .find(|(open, close)| line.starts_with(*open) && line.trim_end_matches('.').ends_with(*close))?;
    let inner = line.trim_end_matches('.').strip_prefix(*open)?.strip_suffix(*close)?;
    let one = !inner.contains([*open, *close]);
    (one && word_count(inner) >= 2).then(|| fold(inner.trim_matches(['\u{A0}', '\u{202F}', ' '])))
}

/// `« … » — Name, role` on one line.
pub(crate) fn attributed(line: &str) -> Option<Quote> {
    if !line.trim_start().starts_with(|letter| PAIRS.iter().any(|(open, _)| *open == letter)) {
        return None;
    }
    let at = DASHES.iter().filter_map(|dash| line.rfind(&format!(" {dash} "))).max()?;
    let (words, who) = line.split_at(at);
    let words = pull_quote(words)?;
    is_attribution(who).then(|| Quote { words: RichText::plain(words), speaker: speaker(who) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speakers_are_read_with_their_role() {
        let said = speaker("— Claire Aubanel, directrice du port").unwrap();
        assert_eq!((said.name.as_str(), said.role.as_str()), ("Claire Aubanel", "directrice du port"));
        assert_eq!(speaker("Claire Aubanel (port director)").unwrap().role, "port director");
        assert!(!is_attribution("— Le port a rouvert mardi, a dit la directrice."));
    }

    #[test]
    fn a_quotation_with_its_speaker_is_one_block() {
        let quote = attributed("« Nous avons tenu. » — Claire Aubanel, directrice").unwrap();
        assert_eq!(quote.words.text, "Nous avons tenu.");
        assert_eq!(pull_quote("« Oui », dit-elle, « non »"), None);
    }
}
