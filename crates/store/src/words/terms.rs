//! Words as an index keeps them: runs of letters and digits, each once, and what Arabic writes together with one.

use std::collections::BTreeSet;

use story::folded;

/// Letters of a word that are told apart: no language has longer ones that differ only behind them.
const LETTERS_MAX: usize = 40;
/// More words than this do not narrow a search.
const ASKED_MAX: usize = 8;

/// The words of a folded text, each once, with a space between two.
pub(super) fn of(words: &str) -> String {
    let mut terms = BTreeSet::new();
    for word in split(words) {
        terms.extend(without_article(&word));
        terms.insert(word);
    }
    terms.into_iter().collect::<Vec<_>>().join(" ")
}

/// The words of a search in their order.
pub(super) fn asked(search: &str) -> Vec<String> {
    split(&folded(search)).take(ASKED_MAX).collect()
}

fn split(words: &str) -> impl Iterator<Item = String> {
    let parts = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(|word| word.chars().take(LETTERS_MAX).collect())
}

/// `والميناء` is found by `ميناء` too: Arabic writes "and", "in", "for" and the article together with the word.
fn without_article(word: &str) -> Vec<String> {
    const LETTERS_MIN: usize = 3;
    if !word.starts_with(|first: char| ('\u{620}'..='\u{64a}').contains(&first)) {
        return Vec::new();
    }
    let and = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let joined = and.strip_prefix(['ب', 'ك', 'ل']).unwrap_or(and);
    let articled =
        ["ال", "لل"].iter().find_map(|article| joined.strip_prefix(article).or(and.strip_prefix(article)));
    let forms = [Some(and), Some(joined), articled];
    let fine = |form: &&str| *form != word && form.chars().count() >= LETTERS_MIN;
    forms.into_iter().flatten().filter(fine).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_stands_once_and_arabic_ones_without_what_is_written_together_with_them() {
        assert_eq!(of(&folded("L’île et le PORT: l'Île, 3 ports")), "3 et ile l le port ports");
        let arabic = of(&folded("والميناء بالمرفأ وقال"));
        let terms: Vec<&str> = arabic.split(' ').collect();
        for found in ["والميناء", "الميناء", "ميناء", "مرفا", "قال"] {
            assert!(terms.contains(&folded(found).as_str()), "{found} in {terms:?}");
        }
        assert_eq!(asked("  L'Île-de-Vara "), ["l", "ile", "de", "vara"]);
        assert!(asked("… — !").is_empty() && of("").is_empty());
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(of(&"a".repeat(5000)).len(), LETTERS_MAX);
    }
}
