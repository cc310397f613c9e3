//! The words of the screens: `messages/{fr,en,ar}.ftl`.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use story::Language;

/// The languages of the interface, by tag.
pub(crate) const LANGUAGES: [&str; 3] = ["fr", "en", "ar"];

const FILES: [&str; 3] = [
    include_str!("../messages/fr.ftl"),
    include_str!("../messages/en.ftl"),
    include_str!("../messages/ar.ftl"),
];

/// The messages in one language.
pub(crate) struct Messages {
    bundle: FluentBundle<FluentResource>,
    tag: &'static str,
}

impl Messages {
    /// The messages in `language`, or in English where we do not speak it.
    pub(crate) fn of(language: &Language) -> &'static Self {
        static ALL: OnceLock<Vec<Messages>> = OnceLock::new();
        let all = ALL
            .get_or_init(|| LANGUAGES.iter().zip(FILES).map(|(tag, file)| Self::read(tag, file)).collect());
        let wanted = LANGUAGES.iter().position(|tag| *tag == language.primary());
        &all[wanted.unwrap_or(1)]
    }

    fn read(tag: &'static str, file: &str) -> Self {
        // A damaged file still gives the messages that could be read; a test keeps the files whole.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let locale = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Names in Latin letters stand inside Arabic sentences: isolate them there.
        bundle.set_use_isolating(tag == "ar");
        if tag == "ar" {
            // Refused only where there is one of this name.
            let _ = bundle.add_function("PLURAL", |args, _| args.first().map_or(FluentValue::None, arabic));
        }
        bundle.add_resource_overriding(resource);
        Self { bundle, tag }
    }

    pub(crate) fn tag(&self) -> &'static str {
        self.tag
    }

    pub(crate) fn language(&self) -> Language {
        Language::new(self.tag)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The words for `key`; the key itself where there are none, so that it is seen.
    pub(crate) fn text(&self, key: &str, args: &[(&str, FluentValue)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, language = self.tag, "a message is missing");
            return key.to_owned();
        };
        let args: FluentArgs = args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// Who is writing, in words; nothing where nobody is.
    pub(crate) fn writing(&self, names: &[String]) -> Option<String> {
        let comma = if self.tag == "ar" { "، " } else { ", " };
        let values = [("n", names.len().into()), ("names", names.join(comma).into())];
        (!names.is_empty()).then(|| self.text("others-writing", &values))
    }

    pub(crate) fn plain(&self, key: &str) -> String {
        self.text(key, &[])
    }
}

/// A number with the same form in Arabic, as CLDR has the forms: those of 103 and 3 are the same. The library knows them up to
/// 99 only.
fn arabic<'n>(number: &FluentValue<'n>) -> FluentValue<'n> {
    const HUNDRED: f64 = 100.0;
    match number {
        FluentValue::Number(number) if number.value >= HUNDRED => match number.value % HUNDRED {
            beyond if beyond < 3.0 => HUNDRED.into(),
            beyond => beyond.into(),
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// Each message's placeholders.
    fn messages(file: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" = ").filter(|_| line.starts_with(char::is_alphabetic))
            {
                key = name.to_owned();
                assert!(all.insert(key.clone(), BTreeSet::new()).is_none(), "{key} is there twice");
            }
            for part in line.replace("PLURAL($", "$").split("{ $").skip(1) {
                let name = part.split([' ', ')', '}']).next().unwrap_or_default().to_owned();
                all.get_mut(&key).unwrap().insert(name);
            }
        }
        all
    }

    #[test]
    fn the_three_languages_say_the_same_things() {
        let [fr, en, ar] = FILES.map(messages);
        assert!(fr.len() > 250);
        for key in fr.keys().chain(en.keys()).chain(ar.keys()) {
            assert!(fr.contains_key(key) && en.contains_key(key) && ar.contains_key(key), "{key} is missing");
            let french = &fr[key];
            assert!(en[key] == *french, "{key} loses a placeholder in English");
            // Arabic says one and two in words.
            assert!(ar[key] == *french, "{key} loses a placeholder in Arabic");
        }
        for file in FILES {
            assert!(FluentResource::try_new(file.to_owned()).is_ok());
        }
    }

    #[test]
    fn every_message_speaks_with_every_number() {
        for tag in LANGUAGES {
            let messages = Messages::of(&Language::new(tag));
            for (key, names) in messages_of(tag) {
                for n in [0, 1, 2, 3, 11, 100] {
                    let args: Vec<(&str, FluentValue)> =
                        names.iter().map(|name| (name.as_str(), FluentValue::from(n))).collect();
                    let text = messages.text(&key, &args);
                    assert!(!text.contains('{') && !text.trim().is_empty(), "{tag} {key}: {text}");
                }
            }
        }
    }

    #[test]
    fn large_numbers_have_their_forms_in_arabic() {
        let arabic = Messages::of(&Language::new("ar"));
        let read = |n: u64| {
            let words = arabic.text("version-read", &[("n", n.into()), ("count", "n".into())]);
            words.rsplit(' ').next().unwrap_or_default().to_owned()
        };
        assert_eq!([3, 103, 12_306].map(read), ["مرات"; 3]);
        assert_eq!([11, 99, 111, 1_299].map(read), ["مرةً"; 4]);
        assert_eq!([100, 101, 102, 1_000, 12_302].map(read), ["مرة"; 5]);
    }

    fn messages_of(tag: &str) -> BTreeMap<String, BTreeSet<String>> {
        messages(FILES[LANGUAGES.iter().position(|known| *known == tag).unwrap()])
    }

    #[test]
    fn every_key_that_a_screen_asks_for_is_there() {
        let english = Messages::of(&Language::new("en"));
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut asked = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let template = std::fs::read_to_string(&path).unwrap();
            for part in template.split("t(\"").chain(template.split("t('")).skip(1) {
                let key = part.split(['"', '\'']).next().unwrap_or_default();
                let is_key = !key.is_empty()
                    && key.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit());
                if is_key && !key.ends_with('-') {
                    assert!(english.has(key), "{key} of {}", path.display());
                    asked += 1;
                }
            }
        }
        assert!(asked > 200, "{asked}");
    }
}
