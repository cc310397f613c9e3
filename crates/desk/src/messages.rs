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

    pub(crate) fn plain(&self, key: &str) -> String {
        self.text(key, &[])
    }
}
