//! Letters that no page or feed may hold: XML cannot carry them, and HTML calls them errors.

use std::borrow::Cow;

/// The text without control characters and noncharacters, and with every bidirectional embedding, override and
/// isolate closed, so that one headline cannot turn round the words that follow it.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| is_fit(letter) && !is_bidi_control(letter)) {
        return Cow::Borrowed(text);
    }
    let mut cleaned: String = text.chars().filter(|letter| is_fit(*letter)).collect();
    close_bidi(&mut cleaned);
    Cow::Owned(cleaned)
}

/// The text with its punctuation kept on the line of its word: where a writer put a space before `»;:!?%` or after
/// `«`, as French does, the line cannot break there. Nothing is put in or taken away.
pub(crate) fn keep_punctuation(text: Cow<'_, str>) -> Cow<'_, str> {
    let stays = |at: usize| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        before.ends_with('«') || (at > 0 && after.starts_with(['»', ';', ':', '!', '?', '%']))
    };
    let mut kept = String::new();
    let mut done = 0;
    for (at, space) in text.match_indices(' ').filter(|(at, _)| stays(*at)) {
        kept.push_str(&text[done..at]);
        kept.push('\u{a0}');
        done = at + space.len();
    }
    if done == 0 {
        return text;
    }
    kept.push_str(&text[done..]);
    Cow::Owned(kept)
}

/// Whether XML and HTML may carry a letter.
pub(crate) fn is_fit(letter: char) -> bool {
    match letter {
        '\t' | '\n' => true,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' => false,
        _ => u32::from(letter) & 0xfffe != 0xfffe,
    }
}

/// JSON that can neither end a script element it stands in nor break a JavaScript parser, without the characters that
/// HTML calls errors.
pub(crate) fn json(value: &serde_json::Value) -> String {
    let mut out = String::new();
    for letter in value.to_string().chars().filter(|letter| is_fit(*letter)) {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => out.push(letter),
        }
    }
    out
}

fn is_bidi_control(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Appends a closing mark for each one left open; drops those that close nothing.
fn close_bidi(text: &mut String) {
    const POP_EMBEDDING: char = '\u{202c}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut open = Vec::new();
    text.retain(|letter| match letter {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => {
            open.push(POP_EMBEDDING);
            true
        }
        '\u{2066}'..='\u{2068}' => {
            open.push(POP_ISOLATE);
            true
        }
        POP_EMBEDDING | POP_ISOLATE => open.pop_if(|closer| *closer == letter).is_some(),
        _ => true,
    });
    text.extend(open.into_iter().rev());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_carry_is_dropped_and_the_rest_is_kept() {
        assert_eq!(clean("a\0b\u{b}c\u{fffe}d\u{85}e\u{1ffff}f\tg\nh"), "abcdef\tg\nh");
        assert!(matches!(clean("« Après » \u{202f}; ميناء 📰"), Cow::Borrowed(_)));
    }

    #[test]
    fn french_punctuation_stays_with_its_word() {
        let kept = |text: &'static str| keep_punctuation(Cow::Borrowed(text)).into_owned();
        assert_eq!(kept("Il dit : « Non ! »"), "Il dit\u{a0}: «\u{a0}Non\u{a0}!\u{a0}»");
        assert_eq!(kept(": 5 % de plus"), ": 5\u{a0}% de plus");
        assert_eq!(kept("He said: \"No!\""), "He said: \"No!\"");
    }

    #[test]
    fn an_open_override_is_closed() {
        assert_eq!(clean("a\u{202e}b"), "a\u{202e}b\u{202c}");
        assert_eq!(clean("\u{2067}a\u{202b}b"), "\u{2067}a\u{202b}b\u{202c}\u{2069}");
        assert_eq!(clean("a\u{202c}\u{2069}b"), "ab");
    }
}
