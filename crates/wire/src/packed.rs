//! Text that a wire packs into letters (base64, RFC 4648).

use story::BlockBody;

use crate::html;
use crate::problem::Problems;
use crate::{decode, prose};

/// The words, where they are words: a picture that is packed the same way is none.
pub(crate) fn text(letters: &str) -> Option<String> {
    let bytes = bytes(letters)?;
    let binary = bytes.iter().any(|byte| *byte < 9);
    let text = decode::text(&bytes, "", &mut Problems::default()).into_owned();
    (!binary && !text.trim().is_empty()).then_some(text)
}

/// Markup or plain paragraphs, as it is.
pub(crate) fn blocks(words: &str, problems: &mut Problems) -> Vec<BlockBody> {
    if words.contains("</") || words.contains("<br") || words.contains("<p>") {
        return html::fragment(words, "", problems);
    }
    prose::paragraphs(words)
}

fn bytes(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for letter in letters.bytes().filter(|letter| !letter.is_ascii_whitespace() && *letter != b'=') {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        held = (held << 6 | u32::from(six)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_words_again_and_pictures_are_none() {
        assert_eq!(text("TGUgcG9ydCBlc3Qgb3V2\nZXJ0Lg==").as_deref(), Some("Le port est ouvert."));
        assert_eq!(text("/9j/4AAQSkZJRgABAQ=="), None);
        assert_eq!(text("no letters!"), None);
    }
}
