//! Messages in the journalist's language, from `messages/*.ftl`. Keys never reach a screen: English stands in.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use story::Language;
use unic_langid::LanguageIdentifier;

use crate::draft::Say;

/// The languages we speak, and their messages.
pub(crate) const MESSAGES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("fr", include_str!("../messages/fr.ftl")),
    ("ar", include_str!("../messages/ar.ftl")),
];

type Bundle = FluentBundle<FluentResource>;

/// One journalist's language.
pub(crate) struct Voice(&'static Bundle);

impl Voice {
    /// English where we do not speak the language.
    pub(crate) fn of(language: &Language) -> Self {
        static BUNDLES: OnceLock<Vec<Bundle>> = OnceLock::new();
        let bundles = BUNDLES.get_or_init(|| MESSAGES.iter().map(|(tag, text)| bundle(tag, text)).collect());
        let known = MESSAGES.iter().position(|(tag, _)| *tag == language.primary());
        Self(&bundles[known.unwrap_or(0)])
    }

    pub(crate) fn message(&self, say: &Say) -> String {
        self.text(say, None)
    }

    /// Why it matters: the attribute `why` of the message.
    pub(crate) fn why(&self, say: &Say) -> String {
        self.text(say, Some("why"))
    }

    fn text(&self, say: &Say, attribute: Option<&str>) -> String {
        let Some(message) = self.0.get_message(say.key) else { return say.key.to_owned() };
        let pattern = match attribute {
            None => message.value(),
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
        };
        let Some(pattern) = pattern else { return String::new() };
        let args: FluentArgs = say.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

fn bundle(tag: &str, text: &str) -> Bundle {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Isolation marks would end up in the words of buttons and JSON; our messages quote with « » and “ ”.
    bundle.set_use_isolating(false);
    // Broken messages are left out here and caught by a test.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}
