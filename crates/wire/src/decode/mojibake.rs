//! Words whose letters were taken for those of another encoding on their way: UTF-8 written as UTF-8 once more, and the
//! bytes of old Macintoshes.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

use crate::problem::Problems;

/// UTF-8 whose bytes somebody took for windows-1252 and wrote as UTF-8 again (`PÃªche`, `lâ€™Ã©tÃ©`), as it was meant; nothing
/// where there is none. Only pieces between marks and line ends of which every letter says it: `café’”` may be meant.
pub(super) fn undone(text: &str, problems: &mut Problems) -> Option<String> {
    const SEQUENCES_MIN: usize = 2;
    if !text
        .chars()
        .any(|letter| matches!(letter, 'Â' | 'Ã' | 'Ä' | 'Å' | 'Ø' | 'Ù' | 'Ú' | 'Û' | 'Ð' | 'Ñ' | 'â'))
    {
        return None;
    }
    let (mut whole, mut sequences) = (String::with_capacity(text.len()), 0);
    for piece in text.split_inclusive(['\n', '<', '>', '"']) {
        match meant(piece) {
            Some((words, count)) => {
                whole.push_str(&words);
                sequences += count;
            }
            None => whole.push_str(piece),
        }
    }
    if sequences < SEQUENCES_MIN {
        return None;
    }
    problems.add("wrong-encoding", "", "some words were encoded twice; they were read as they were meant");
    Some(whole)
}

/// A piece with its letters put right, and how many they are.
fn meant(piece: &str) -> Option<(String, usize)> {
    let (mut words, mut count) = (String::new(), 0);
    let mut letters = piece.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii() {
            words.push(letter);
            continue;
        }
        let lead = byte(letter)?;
        let length = match lead {
            0xC2..=0xDF => 2,
            0xE2 | 0xEF => 3,
            _ => return None,
        };
        let mut bytes = vec![lead];
        for _ in 1..length {
            bytes.push(byte(letters.next()?).filter(|byte| (0x80..0xC0).contains(byte))?);
        }
        let letter = std::str::from_utf8(&bytes).ok()?.chars().next()?;
        // Letters and signs of the wires; a quotation mark behind `ß` or `Ö` would be one of a script that no wire has.
        let written = matches!(letter, '\u{80}'..='\u{58F}' | '\u{5D0}'..='\u{6FF}' | '\u{2000}'..='\u{22FF}' | '\u{FB50}'..='\u{FEFF}');
        written.then_some(())?;
        words.push(letter);
        count += 1;
    }
    (count > 0).then_some((words, count))
}

/// The byte of windows-1252 that a letter is; those that it leaves open are control characters.
fn byte(letter: char) -> Option<u8> {
    if let Ok(byte @ 0x80..) = u8::try_from(letter)
        && (byte >= 0xA0 || matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D))
    {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, strange) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if byte >= 0x80 && !strange => Some(byte),
        _ => None,
    }
}

/// Whether bytes that are no UTF-8 are those of an old Macintosh: its small letters with accents stand where Windows has
/// signs, alone among plain letters, and none of them is a capital in the middle of a word.
pub(super) fn is_macintosh(bytes: &[u8]) -> bool {
    const LETTERS_MIN: usize = 3;
    let (mut mac, mut other) = (0, 0);
    for at in 1..bytes.len() {
        let (before, byte, after) = (bytes[at - 1], bytes[at], bytes.get(at + 1).copied().unwrap_or(b' '));
        if byte.is_ascii() {
            continue;
        }
        let within = before.is_ascii_lowercase() || after.is_ascii_lowercase();
        let letter = MACINTOSH.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(' ');
        match byte {
            // Apostrophes, dashes and points of Windows, and the `œ` of both.
            0x85 | 0x91..=0x97 | 0x9C if !letter.is_lowercase() => {}
            0x80..=0x9F if within && before.is_ascii() && after.is_ascii() => {
                if letter.is_lowercase() && !matches!(byte, 0x92 | 0x93 | 0x94 | 0x96 | 0x97) {
                    mac += 1;
                } else if before.is_ascii_lowercase() && letter.is_uppercase() {
                    other += 1;
                }
            }
            0xE0..=0xFF => other += 1,
            _ => {}
        }
    }
    mac >= LETTERS_MIN && mac > other * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_twice_is_read_as_it_was_meant() {
        let twice = |words: &str| {
            words
                .bytes()
                .map(|byte| {
                    let one = [byte];
                    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&one);
                    text.into_owned()
                })
                .collect::<String>()
        };
        let mut problems = Problems::default();
        for words in ["La pêche reprend à l’été", "« Où ? » – Łódź, déjà", "إضراب في المرفأ", "Порт открыт"]
        {
            assert_eq!(undone(&twice(words), &mut problems).as_deref(), Some(words), "{}", twice(words));
        }
        let feed = format!("<title>{}</title><p>Déjà là, l’été.</p>", twice("Pêche à l’île"));
        let expected = "<title>Pêche à l’île</title><p>Déjà là, l’été.</p>";
        assert_eq!(undone(&feed, &mut problems).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_meant_as_it_stands_stays() {
        let mut problems = Problems::default();
        for words in ["Un café’” là»… Â", "„Spaß“, „Ö“", "“AMANHÃ” É NÃO", "São João à Ñuñoa", "Ã©"]
        {
            assert_eq!(undone(words, &mut problems), None, "{words}");
        }
        assert!(problems.into_list().is_empty());
    }

    #[test]
    fn an_old_macintosh_is_known_by_its_letters() {
        let words = "La pêche a été très bonne à Ostrande, où l'été était déjà là";
        assert!(is_macintosh(b"La p\x90che a \x8et\x8e tr\x8fs bonne \x88 Ostrande, d\x8ej\x88"));
        assert!(!is_macintosh(&WINDOWS_1252.encode(words).0));
        let quoted = "L’été – “déjà” – n’a qu’un œil, d’où l’île… l’ami, l’or, d’un";
        assert!(!is_macintosh(&WINDOWS_1252.encode(quoted).0));
        // DOS (code page 850).
        assert!(!is_macintosh(b"La p\x88che a \x82t\x82 tr\x8as bonne, d\x82j\x85, \x82tait"));
    }
}
