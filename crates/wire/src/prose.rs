//! What a line of news text gives away about itself: credit, byline, date, source, dateline, or no story at all.
//! Plain text and web pages are read with the same knowledge.

pub(crate) mod byline;
pub(crate) mod credit;
pub(crate) mod dateline;
pub(crate) mod junk;
pub(crate) mod label;
pub(crate) mod lined;
pub(crate) mod quote;
pub(crate) mod reading;
pub(crate) mod source;
pub(crate) mod stamp;

use story::BlockBody;

/// One line: white space folded, invisible letters gone. No-break spaces stay; French typography needs them.
pub(crate) fn fold(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\n' | '\r' | '\t' | '\u{A0}' if line.is_empty() => {}
            ' ' | '\n' | '\r' | '\t' if line.ends_with([' ', '\u{A0}']) => {}
            ' ' | '\n' | '\r' | '\t' => line.push(' '),
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            _ => line.push(letter),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The paragraphs of a plain text that separates them by empty lines; by line ends where it has none.
pub(crate) fn paragraphs(text: &str) -> Vec<BlockBody> {
    let unix = text.replace("\r\n", "\n");
    let by = if unix.trim().contains("\n\n") { "\n\n" } else { "\n" };
    let lines = unix.split(by).map(fold).filter(|line| !line.is_empty());
    lines.map(|line| BlockBody::Paragraph(line.as_str().into())).collect()
}

pub(crate) fn word_count(line: &str) -> usize {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Whether a line has more words than that; looks no further.
pub(crate) fn has_more_words(line: &str, than: usize) -> bool {
    line.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).nth(than).is_some()
}

/// How much a text says, in words; scripts without spaces between words count two letters as one.
pub(crate) fn weight(text: &str) -> usize {
    let unspaced = text.chars().filter(|letter| {
        matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{0E00}'..='\u{0E7F}')
    });
    word_count(text) + unspaced.count() / 2
}

/// Ends as a sentence does.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '»', '’', '\'', ')', ']', ' ', '\u{A0}', '\u{202F}']);
    bare.ends_with(['.', '!', '?', '…', '؟', '。', '۔', '।'])
}

/// `- Une reprise lente -`: how agencies set a sub-heading in running text.
pub(crate) fn dashed_title(line: &str) -> Option<&str> {
    const DASHES: &[char] = &['-', '–', '—'];
    let inner = line.trim().trim_end_matches('.').strip_prefix(DASHES)?.strip_suffix(DASHES)?;
    let title = inner.trim();
    let apart = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
    (apart && (1..=14).contains(&word_count(title))).then_some(title)
}

/// For comparing: lower case, one kind of apostrophe, ordinary spaces.
pub(crate) fn plain_lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '’' | '‘' | 'ʼ' => plain.push('\''),
            '\u{A0}' | '\u{202F}' => plain.push(' '),
            letter if letter.is_ascii() => plain.push(letter.to_ascii_lowercase()),
            letter => plain.extend(letter.to_lowercase()),
        }
    }
    plain
}

/// Letters and digits only, in lower case: two lines are the same words when these are equal.
pub(crate) fn words_only(text: &str) -> String {
    letters(text).collect()
}

/// Whether two lines are the same words; a line that differs in its first letters costs no more than those.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).filter(|letter| letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_set_sub_headings_between_dashes() {
        assert_eq!(dashed_title("- Une reprise lente -"), Some("Une reprise lente"));
        assert_eq!(dashed_title("– « On ne vend rien » –."), Some("« On ne vend rien »"));
        for line in ["- une liste", "-non-", "Le port - fermé -", "- -"] {
            assert_eq!(dashed_title(line), None, "{line}");
        }
    }

    #[test]
    fn words_are_counted_no_further_than_asked() {
        for (line, words) in
            [("", 0), ("- –", 0), ("le port", 2), ("Le port : 3 grues.", 4), ("الميناء مفتوح", 2)]
        {
            assert_eq!(word_count(line), words, "{line}");
            assert!(
                !has_more_words(line, words) && (words == 0 || has_more_words(line, words - 1)),
                "{line}"
            );
        }
    }

    #[test]
    fn lines_are_the_same_words_whatever_their_case_and_marks() {
        for (a, b, same) in [
            ("Le port : ÉTÉ !", "le port été", true),
            ("Le port", "Le port rouvre", false),
            ("", "…", true),
            ("ميناء أوستراند", "ميناء، أوستراند", true),
        ] {
            assert_eq!((same_words(a, b), words_only(a) == words_only(b)), (same, same), "{a} {b}");
        }
    }

    #[test]
    fn folding_keeps_no_break_spaces_and_joiners() {
        assert_eq!(fold("  a\r\n b\u{A0}: c\u{AD}d\u{200B} "), "a b\u{A0}: cd");
        assert_eq!(fold("می\u{200C}رود"), "می\u{200C}رود");
    }
}
