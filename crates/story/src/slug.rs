//! The readable part of an address, made from a headline.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const LENGTH_MAX: usize = 80;

/// Lower-case words joined by hyphens, at most 80 bytes, cut between words. Latin letters lose their accents; other
/// scripts keep their letters (addresses carry them percent-encoded). Empty when the headline has no letter or digit.
pub fn slug(headline: &str) -> String {
    let mut slug = String::new();
    for word in words(headline) {
        let separator = usize::from(!slug.is_empty());
        if slug.len() + separator + word.len() > LENGTH_MAX {
            if slug.is_empty() {
                slug = word.chars().take(LENGTH_MAX / 4).collect();
            }
            break;
        }
        if separator == 1 {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

fn words(headline: &str) -> Vec<String> {
    let folded: String = headline.nfkd().filter(|letter| !is_combining_mark(*letter)).nfc().collect();
    let folded = folded.to_lowercase().replace('œ', "oe").replace('æ', "ae").replace('ß', "ss");
    // Letters that no accent can be taken from.
    let folded: String = folded.chars().map(plain).collect();
    spelled(&folded)
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A plus or a sharp behind a letter is a part of the name: *C++*, *C#* and *C* are three.
fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut named = false;
    for letter in text.chars() {
        match letter {
            '+' if named => spelled.push_str(" plus"),
            '#' if named => spelled.push_str(" sharp"),
            _ => {
                named = letter.is_alphanumeric();
                spelled.push(letter);
            }
        }
    }
    spelled
}

fn plain(letter: char) -> char {
    match letter {
        'ı' => 'i',
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_loses_its_accents_and_arabic_keeps_its_letters() {
        assert_eq!(
            slug("Après l’été, le cœur du « Port » : 3 ferries"),
            "apres-l-ete-le-coeur-du-port-3-ferries"
        );
        assert_eq!(slug("ميناء أوستراند"), "ميناء-اوستراند");
        assert_eq!(slug("Işıklı İstanbul"), "isikli-istanbul");
        assert_eq!(slug("!!!"), "");
        assert_eq!(
            ["C", "C++", "C#", "Canal+ et A + B"].map(slug),
            ["c", "c-plus-plus", "c-sharp", "canal-plus-et-a-b"]
        );
    }

    #[test]
    fn a_long_headline_is_cut_between_words() {
        let slug = slug(&"mot ".repeat(60));
        assert!(slug.len() <= LENGTH_MAX && slug.ends_with("mot"));
        assert!(!super::slug(&"é".repeat(500)).is_empty());
    }
}
