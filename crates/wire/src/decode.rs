//! Bytes to text, whatever encoding they declare: byte order mark, declaration, then evidence. Declarations are
//! often wrong, so valid UTF-8 wins over a declared single-byte encoding.

mod mojibake;

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use quick_xml::escape::resolve_html5_entity;

use crate::problem::Problems;

/// How far a declaration inside the document may stand from its start (HTML asks for 1024).
const DECLARATION_BYTES_MAX: usize = 2048;
/// Bytes that the guess of an undeclared encoding is made from.
const GUESS_BYTES_MAX: usize = 256 << 10;

pub(crate) fn text<'a>(bytes: &'a [u8], media_type: &str, problems: &mut Problems) -> Cow<'a, str> {
    let text = with_controls(bytes, media_type, problems);
    let text = mojibake::undone(&text, problems).map_or(text, Cow::Owned);
    without_controls(text, problems)
}

/// As [`text`], control characters included: to old wires they are the signs that part one field from the next.
pub(crate) fn with_controls<'a>(bytes: &'a [u8], media_type: &str, problems: &mut Problems) -> Cow<'a, str> {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) if encoding == UTF_8 && mostly_utf8(&bytes[length..]) => {
            patched(&bytes[length..], problems)
        }
        Some((encoding, length)) => lossy(encoding, &bytes[length..], problems),
        None => without_mark(bytes, media_type, problems),
    }
}

fn without_mark<'a>(bytes: &'a [u8], media_type: &str, problems: &mut Problems) -> Cow<'a, str> {
    if let Some(encoding) = two_byte_text(bytes) {
        return lossy(encoding, bytes, problems);
    }
    let declared = declared(bytes, media_type);
    let stateful = declared.filter(|encoding| !encoding.is_ascii_compatible() && !is_utf16(encoding));
    if let Some(encoding) = stateful {
        return lossy(encoding, bytes, problems);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            if let Some(wrong) = declared.filter(|encoding| *encoding != UTF_8 && !text.is_ascii()) {
                say_wrong(wrong, UTF_8, problems);
            }
            Cow::Borrowed(text)
        }
        Err(_) => not_utf8(bytes, declared, problems),
    }
}

fn not_utf8<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
    problems: &mut Problems,
) -> Cow<'a, str> {
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8 && !is_utf16(encoding)) {
        // A single-byte encoding decodes anything: believed unless the bytes are plainly UTF-8 with a few faults.
        let (text, faults) = encoding.decode_without_bom_handling(bytes);
        if !faults && !mostly_utf8(bytes) {
            return text;
        }
    }
    if mostly_utf8(bytes) {
        return patched(bytes, problems);
    }
    let guess = guess(bytes);
    if let Some(wrong) = declared.filter(|encoding| *encoding != guess) {
        say_wrong(wrong, guess, problems);
    }
    lossy(guess, bytes, problems)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if mojibake::is_macintosh(&bytes[..bytes.len().min(GUESS_BYTES_MAX)]) {
        return MACINTOSH;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES_MAX)], true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

fn say_wrong(declared: &'static Encoding, used: &'static Encoding, problems: &mut Problems) {
    let message = format!("declared {}, but the bytes are {}: read as such", declared.name(), used.name());
    problems.add("wrong-encoding", "", message);
}

fn lossy<'a>(encoding: &'static Encoding, bytes: &'a [u8], problems: &mut Problems) -> Cow<'a, str> {
    let (text, faults) = encoding.decode_without_bom_handling(bytes);
    if faults {
        let message = format!("some bytes are not {}; they stand as U+FFFD", encoding.name());
        problems.add("bad-bytes", "", message);
    }
    text
}

/// UTF-8 into which somebody pasted bytes of Windows: those stand for the letters that they are there.
fn patched<'a>(bytes: &'a [u8], problems: &mut Problems) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes.len();
    for chunk in bytes.utf8_chunks() {
        rest -= chunk.valid().len() + chunk.invalid().len();
        text.push_str(chunk.valid());
        if rest == 0 && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none()) {
            // A letter cut off at the end.
            text.push('\u{FFFD}');
        } else {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    problems.add("bad-bytes", "", "some bytes are not UTF-8; they were read as windows-1252");
    Cow::Owned(text)
}

/// A control character of the upper half is a byte of Windows that was taken for Latin-1 on its way: a dash, a quotation
/// mark. The one that ends a line stays.
pub(crate) fn meant(letter: char) -> char {
    match u8::try_from(letter) {
        Ok(byte @ 0x80..=0x9F) if byte != 0x85 => {
            WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(letter)
        }
        _ => letter,
    }
}

/// Words whose references a program escaped a second time (`o&amp;#39;clock`). What would be markup stays as it is.
pub(crate) fn escaped_twice(words: &str) -> Cow<'_, str> {
    const LENGTH_MAX: usize = 10;
    let mut mended = String::new();
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let end = rest[at..].bytes().take(LENGTH_MAX).position(|byte| byte == b';');
        let meant = end.and_then(|end| Some((end, reference(rest.get(at + 1..at + end)?)?)));
        let (next, letters) =
            meant.map_or((at + 1, "&".to_owned()), |(end, letters)| (at + end + 1, letters));
        mended.push_str(&rest[..at]);
        mended.push_str(&letters);
        rest = &rest[next..];
    }
    if mended.is_empty() { Cow::Borrowed(words) } else { Cow::Owned(mended + rest) }
}

/// What `#39`, `#x27` or `quot` stands for.
fn reference(name: &str) -> Option<String> {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    let letters = match number {
        Some(number) => char::from_u32(number).map(|letter| meant(letter).to_string()),
        None => resolve_html5_entity(name).map(str::to_owned),
    };
    letters.filter(|letters| !letters.contains(['<', '>']) && !letters.contains(char::is_control))
}

fn is_utf16(encoding: &Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// UTF-16 without a mark: in text of the Latin script every second byte is zero.
fn two_byte_text(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 3 > half && even * 20 < half {
        Some(UTF_16LE)
    } else if even * 3 > half && odd * 20 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Many whole UTF-8 letters for each fault: UTF-8, cut or slightly damaged.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    let cut_at_end = faults == 1 && std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none());
    cut_at_end || letters > faults * 10
}

/// What the sender or the document itself says: `charset=`, `encoding=`.
fn declared(bytes: &[u8], media_type: &str) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES_MAX)]);
    let inside = if head.trim_start().starts_with("<?xml") {
        label(head.split("?>").next().unwrap_or_default(), "encoding")
    } else if head.contains('<') {
        label(&head, "charset")
    } else {
        None
    };
    label(media_type, "charset").or(inside)
}

fn label(text: &str, key: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let after = &lower[lower.find(key)? + key.len()..];
    let value = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_.:".contains(c)).unwrap_or(value.len());
    Encoding::for_label(&value.as_bytes()[..end])
}

/// Control bytes of old wires and accidents are no text; line feeds and tabs stay.
fn without_controls<'a>(text: Cow<'a, str>, problems: &mut Problems) -> Cow<'a, str> {
    let stray = |letter: char| {
        (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
            || matches!(letter, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}')
    };
    let count = text.chars().filter(|letter| stray(*letter)).count();
    if count == 0 {
        return text;
    }
    // Form feed, vertical tab, next line and the Unicode separators end a line.
    let ends_line = |letter| matches!(letter, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let removed =
        text.chars().map(meant).filter(|letter| letter.is_control() && stray(*letter) && !ends_line(*letter));
    let removed = removed.count();
    if removed > 0 {
        problems.add("control-characters", "", format!("{removed} control characters were removed"));
    }
    let clean = text
        .chars()
        .map(meant)
        .filter_map(|letter| if ends_line(letter) { Some('\n') } else { (!stray(letter)).then_some(letter) });
    Cow::Owned(clean.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], media_type: &str) -> (String, Vec<String>) {
        let mut problems = Problems::default();
        let text = text(bytes, media_type, &mut problems).into_owned();
        (text, problems.into_list().into_iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn every_way_of_writing_the_same_words_is_read_the_same() {
        let words = "L’été à Ostrande : « près de 3 000 € »";
        let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> =
            [0xFEu8, 0xFF].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let latin = WINDOWS_1252.encode(words).0.into_owned();
        for (bytes, media_type) in [
            (words.as_bytes().to_vec(), ""),
            ([b"\xEF\xBB\xBF", words.as_bytes()].concat(), ""),
            (utf16, ""),
            (marked, ""),
            (latin.clone(), "text/plain; charset=windows-1252"),
            (latin, "text/plain; charset=iso-8859-1"),
        ] {
            assert_eq!(read(&bytes, media_type), (words.to_owned(), vec![]), "{media_type} {bytes:?}");
        }
    }

    #[test]
    fn a_wrong_declaration_is_seen_through_and_told() {
        let latin = WINDOWS_1252.encode("L'été à Ostrande, la grève est finie").0.into_owned();
        let (text, codes) = read(&latin, "text/plain; charset=utf-8");
        assert_eq!(
            (text.as_str(), codes.as_slice()),
            ("L'été à Ostrande, la grève est finie", ["wrong-encoding".to_owned()].as_slice())
        );
        let (text, codes) = read("<?xml version='1.0' encoding='iso-8859-1'?><a>été</a>".as_bytes(), "");
        assert!(text.contains("été"));
        assert_eq!(codes, ["wrong-encoding"]);
    }

    #[test]
    fn a_cut_letter_at_the_end_does_not_change_the_encoding() {
        let bytes = "grève à Ostrande é".as_bytes();
        assert!(read(&bytes[..bytes.len() - 1], "").0.starts_with("grève à Ostrande"));
    }

    #[test]
    fn bytes_of_windows_within_utf8_are_the_letters_they_were() {
        let words = "Événement à Ostrande, où l’été a été très doux, déjà".as_bytes();
        let (text, codes) = read(&[words, b" \x96 na\xefve \xc2\x93", words].concat(), "");
        assert!(text.contains("déjà – naïve “Événement"), "{text}");
        assert_eq!(codes, ["bad-bytes"]);
    }

    #[test]
    fn control_bytes_are_removed_and_counted() {
        let (text, codes) = read(b"\x01URGENT\x02 Ostrande\x00\r\nligne\x0cpage", "");
        assert_eq!(text, "URGENT Ostrande\r\nligne\npage");
        assert_eq!(codes, ["control-characters"]);
    }
}
