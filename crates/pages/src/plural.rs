//! Which form of a word goes with a number (CLDR's cardinal rules, for whole numbers).

/// The forms a language has, fewest first; `other` is always there.
pub(crate) fn forms(language: &str) -> &'static [&'static str] {
    match language {
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        "ja" | "ko" | "zh" | "vi" | "th" | "id" | "ms" => &["other"],
        "ru" | "uk" | "be" | "pl" => &["one", "few", "many", "other"],
        "cs" | "sk" => &["one", "few", "other"],
        "he" => &["one", "two", "other"],
        _ => &["one", "other"],
    }
}

pub(crate) fn form(language: &str, count: u64) -> &'static str {
    let (tens, ones) = (count % 100, count % 10);
    match language {
        "ar" => match (count, tens) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..) => "many",
            _ => "other",
        },
        "fr" | "fa" | "hi" | "pt" if count <= 1 => "one",
        "ja" | "ko" | "zh" | "vi" | "th" | "id" | "ms" => "other",
        "ru" | "uk" | "be" => match (ones, tens) {
            (1, tens) if tens != 11 => "one",
            (2..=4, tens) if !(12..=14).contains(&tens) => "few",
            _ => "many",
        },
        "pl" => match (count, ones, tens) {
            (1, _, _) => "one",
            (_, 2..=4, tens) if !(12..=14).contains(&tens) => "few",
            _ => "many",
        },
        "cs" | "sk" if (2..=4).contains(&count) => "few",
        "he" if count == 2 => "two",
        _ if count == 1 => "one",
        _ => "other",
    }
}

/// Whether a form stands for one number only, so that its text may leave the number out ("two stories").
pub(crate) fn is_one_number(language: &str, form: &str) -> bool {
    match form {
        "zero" | "two" => true,
        "one" => !matches!(language, "fr" | "fa" | "hi" | "pt" | "ru" | "uk" | "be"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_form_their_language_wants() {
        let named = |language, counts: &[u64]| -> Vec<_> {
            counts.iter().map(|count| form(language, *count)).collect()
        };
        assert_eq!(named("fr", &[0, 1, 2, 100]), ["one", "one", "other", "other"]);
        assert_eq!(named("en", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(
            named("ar", &[0, 1, 2, 3, 10, 11, 99, 100, 103, 111]),
            ["zero", "one", "two", "few", "few", "many", "many", "other", "few", "many"]
        );
        assert_eq!(named("ru", &[1, 2, 5, 11, 21]), ["one", "few", "many", "many", "one"]);
    }

    #[test]
    fn a_form_for_one_number_is_never_used_for_another() {
        for language in ["ar", "fr", "en", "ru", "pl", "cs", "he", "ja", "fa"] {
            for one in forms(language).iter().filter(|one| is_one_number(language, one)) {
                let used = (0..250).filter(|count| form(language, *count) == *one).count();
                assert_eq!(used, 1, "{language} {one}");
            }
        }
    }

    #[test]
    fn every_form_that_is_used_is_listed() {
        for language in ["ar", "fr", "en", "ru", "pl", "cs", "he", "ja", "fa"] {
            for count in 0..250 {
                assert!(forms(language).contains(&form(language, count)), "{language} {count}");
            }
        }
    }
}
