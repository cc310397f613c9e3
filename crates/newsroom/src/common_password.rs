//! Passwords that are guessed first (NIST SP 800-63B, 5.1.1.2): common ones, repeated or running characters, and what is
//! made of the person's own names. Nothing else about a password is a rule.

use story::folded;

const COMMON: &str = include_str!("common_passwords.txt");
/// Of what is left when all that is guessed first was taken out, so many letters make a password.
const OWN_LETTERS_MIN: usize = 4;
/// So many different characters, at least.
const DIFFERENT_MIN: usize = 5;
/// Names of fewer letters are in too many words.
const NAME_LETTERS_MIN: usize = 3;
const RUNS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "azertyuiop",
    "asdfghjkl",
    "qsdfghjklm",
];

/// Whether it is among those that are tried first against somebody of these names.
pub(crate) fn is_common(password: &str, names: &[&str]) -> bool {
    let typed = folded(password);
    let characters: Vec<char> = typed.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let mut different = characters.clone();
    different.sort_unstable();
    different.dedup();
    different.len() < DIFFERENT_MIN || repeats(&characters) || runs(&characters) || only_known(&typed, names)
}

/// `ivanivanivan`: the same few characters over and over.
fn repeats(characters: &[char]) -> bool {
    (1..=characters.len() / 2).any(|length| {
        let unit = &characters[..length];
        characters.chunks(length).all(|chunk| unit.starts_with(chunk))
    })
}

/// A piece of a row of the keyboard, the alphabet or the numbers, forwards or backwards.
fn runs(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let back: String = characters.iter().rev().collect();
    RUNS.iter().any(|run| {
        let twice = run.repeat(2);
        twice.contains(&text) || twice.contains(&back)
    })
}

/// Nothing of its own: common words, names, and signs around them.
fn only_known(typed: &str, names: &[&str]) -> bool {
    let names = names.iter().flat_map(|name| {
        let name = folded(name);
        name.split(|letter: char| !letter.is_alphanumeric()).map(plain).collect::<Vec<_>>()
    });
    let common = COMMON.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let mut known: Vec<String> = common.map(str::to_owned).chain(["marbre".to_owned()]).collect();
    known.extend(names.filter(|name| name.chars().count() >= NAME_LETTERS_MIN));
    known.sort_by_key(|word| std::cmp::Reverse(word.len()));
    [typed.to_owned(), undone(typed)].into_iter().any(|typed| {
        let mut rest = plain(&typed);
        for word in &known {
            rest = rest.replace(word.as_str(), "");
        }
        rest.chars().count() < OWN_LETTERS_MIN
    })
}

/// Letters alone.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphabetic()).collect()
}

/// `p4ssw0rd` is `password`.
fn undone(text: &str) -> String {
    let letter = |sign| match sign {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_guessed_first_is_common_and_sentences_are_not() {
        let names = ["ivan", "Ivan Petrov"];
        for common in [
            "ivanivanivan",
            "aaaaaaaaaaaaaaaa",
            "            ",
            "password12345",
            "motdepasse2026",
            "azertyuiop123",
            "P4ssw0rd!2026",
            "123456789012",
            "abcdefghijklm",
            "poiuytrewq!!",
            "Ivan.Petrov.2026",
            "Marbre2026!!!",
            "bienvenue2026",
            "abcabcabcabc",
            "Été2026Été2026",
        ] {
            assert!(is_common(common, &names), "{common}");
        }
        for own in [
            "trois ferries à quai",
            "nine days of storm",
            "another long one",
            "seven quiet harbours",
            "كلمة سر طويلة جدا",
            "correct-horse-7",
            "xk72-qpvm-03zt",
        ] {
            assert!(!is_common(own, &names), "{own}");
        }
    }
}
