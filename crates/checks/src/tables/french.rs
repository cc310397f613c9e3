//! The small words French puts before the name of a country.

/// Countries whose name ends in e and is masculine all the same.
const MASCULINE_E: &[&str] = &["Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname"];
const PLURAL: &[&str] = &[
    "États-Unis",
    "Etats-Unis",
    "USA",
    "Pays-Bas",
    "Philippines",
    "Émirats arabes unis",
    "Émirats",
    "Seychelles",
    "Maldives",
    "Bahamas",
    "Comores",
    "Fidji",
    "Palaos",
    "Tonga",
];
const BARE: &[&str] = &[
    "Cuba",
    "Haïti",
    "Israël",
    "Chypre",
    "Malte",
    "Madagascar",
    "Bahreïn",
    "Djibouti",
    "Singapour",
    "Taïwan",
    "Oman",
    "Monaco",
    "Maurice",
    "Saint-Marin",
    "Hong Kong",
    "Belize",
    "Sao Tomé-et-Principe",
];

/// What may stand before the name of a country in a headline, written as in the text up to the name.
pub(crate) const BEFORE: &[&str] = &[
    "de la ", "de l'", "de l’", "à la ", "à l'", "le ", "la ", "les ", "l'", "l’", "du ", "des ", "de ",
    "d'", "d’", "au ", "aux ", "en ", "à ",
];

/// The name with the small word that stands where `before` stood; `before` is one of [`BEFORE`] or empty.
pub(crate) fn with_article(before: &str, name: &str) -> String {
    let bare = BARE.contains(&name);
    let plural = PLURAL.contains(&name);
    let vowel = name.starts_with(|first: char| "AEIOUYÉÎ".contains(first)) && !name.starts_with("Ye");
    let feminine = name.ends_with('e') && !MASCULINE_E.contains(&name);
    let lower = before.to_lowercase();
    let form = |bare_form: &str, plural_form: &str, vowel_form: &str, fem: &str, masc: &str| {
        let chosen = match (bare, plural, vowel, feminine) {
            (true, ..) => bare_form,
            (_, true, ..) => plural_form,
            (_, _, true, _) => vowel_form,
            (_, _, _, true) => fem,
            _ => masc,
        };
        format!("{chosen}{name}")
    };
    let written = match lower.as_str() {
        "le " | "la " | "les " | "l'" | "l’" => form("", "les ", "l'", "la ", "le "),
        "du " | "de la " | "de l'" | "de l’" | "des " => form("de ", "des ", "de l'", "de la ", "du "),
        "au " | "aux " | "en " => form("à ", "aux ", "en ", "en ", "au "),
        "à la " | "à l'" => form("à ", "aux ", "à l'", "à la ", "au "),
        "de " | "d'" | "d’" => form(if vowel { "d'" } else { "de " }, "des ", "d'", "de ", "du "),
        _ => format!("{before}{name}"),
    };
    if before.starts_with(char::is_uppercase) { capitalised(&written) } else { written }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_small_word_agrees_with_the_country() {
        for (before, name, written) in [
            ("l'", "Turquie", "la Turquie"),
            ("la ", "États-Unis", "les États-Unis"),
            ("L'", "Mexique", "Le Mexique"),
            ("en ", "Mexique", "au Mexique"),
            ("du ", "Iran", "de l'Iran"),
            ("la ", "Israël", "Israël"),
            ("au ", "Iran", "en Iran"),
            ("", "Iran", "Iran"),
        ] {
            assert_eq!(with_article(before, name), written);
        }
    }
}
