//! The words of refusals in every language we speak, from `messages/*.ftl`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use story::Language;
use unic_langid::LanguageIdentifier;

use crate::Arg;

/// The first is spoken where a language is not ours.
const SOURCES: [(&str, &str); 3] = [
    ("en", include_str!("../messages/en.ftl")),
    ("fr", include_str!("../messages/fr.ftl")),
    ("ar", include_str!("../messages/ar.ftl")),
];

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> =
    LazyLock::new(|| SOURCES.iter().map(|(tag, source)| bundle(tag, source)).collect());

fn bundle(tag: &str, source: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks keep a Latin name in its place inside Arabic; elsewhere they only get into copied text.
    bundle.set_use_isolating(tag == "ar");
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(sound, _)| sound);
    bundle.add_resource_overriding(resource);
    bundle
}

fn bundle_for(language: &Language) -> &'static FluentBundle<FluentResource> {
    let spoken = SOURCES.iter().position(|(tag, _)| *tag == language.primary()).unwrap_or(0);
    &BUNDLES[spoken]
}

/// The message under `key`; the key itself where there is none (a test keeps that from happening).
pub(crate) fn text(language: &Language, key: &str, args: &[(&'static str, Arg)]) -> String {
    let mut values = FluentArgs::new();
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => values.set(*name, text.clone()),
            Arg::Number(number) => values.set(*name, *number),
            Arg::Key(key) => values.set(*name, text(language, key, &[])),
        }
    }
    let bundle = bundle_for(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
}

/// The key of a state's words, from `State::name`.
pub(crate) fn state_key(name: &str) -> &'static str {
    match name {
        "draft" => "state-draft",
        "in-desk" => "state-in-desk",
        "scheduled" => "state-scheduled",
        "live" => "state-live",
        "withdrawn" => "state-withdrawn",
        _ => "state-spiked",
    }
}

/// The key of a move's words, from `Move::name`.
pub(crate) fn move_key(name: &str) -> &'static str {
    match name {
        "submit" => "move-submit",
        "send-back" => "move-send-back",
        "schedule" => "move-schedule",
        "unschedule" => "move-unschedule",
        "publish" => "move-publish",
        "update" => "move-update",
        "correct" => "move-correct",
        "kill" => "move-kill",
        "spike" => "move-spike",
        _ => "move-unspike",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{Code, Permission, Role};

    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|line| line.starts_with(|letter: char| letter.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    /// What is wrong with a source or a partner.
    const WHYS: [&str; 8] = [
        "why-name-taken",
        "why-name-length",
        "why-urgency",
        "why-web-address",
        "why-unknown-form",
        "why-unknown-kind",
        "why-no-address",
        "why-no-zone",
    ];

    #[test]
    fn every_message_file_is_sound_fluent() {
        for (tag, source) in SOURCES {
            let broken = FluentResource::try_new(source.to_owned()).err().map(|(_, errors)| errors);
            assert_eq!(broken, None, "{tag}");
        }
    }

    #[test]
    fn no_language_lacks_a_message_and_none_has_one_too_many() {
        let states = ["draft", "in-desk", "scheduled", "live", "withdrawn", "spiked"].map(state_key);
        let moves = ["submit", "send-back", "schedule", "unschedule", "publish", "update", "correct", "kill"]
            .map(move_key);
        let wanted: BTreeSet<&str> = (Code::ALL.iter().map(|code| code.slug()))
            .chain(Permission::ALL.iter().map(|permission| permission.message_key()))
            .chain(["role-reporter", "role-editor", "role-chief"])
            .chain(WHYS)
            .chain(["partner-correction", "partner-withdrawn", "partner-kept-back", "partner-taken-back"])
            .chain(["partner-embargo", "partner-embargo-moved", "partner-embargo-over"])
            .chain(states)
            .chain(moves)
            .chain(["move-spike", "move-unspike"])
            .chain(["advice-send-back", "advice-spiked", "advice-withdrawn"])
            .collect();
        assert_eq!(Role::ALL.len(), 3);
        for (tag, source) in SOURCES {
            assert_eq!(keys(source), wanted, "{tag}");
        }
    }

    #[test]
    fn no_translation_loses_what_a_refusal_has_to_tell() {
        for (tag, _) in SOURCES {
            for code in Code::ALL {
                let args: Vec<_> =
                    code.args().iter().map(|name| (*name, Arg::Text(format!("<{name}>")))).collect();
                let message = text(&Language::new(tag), code.slug(), &args);
                for name in code.args() {
                    assert!(message.contains(&format!("<{name}>")), "{tag} {}: {message}", code.slug());
                }
                assert!(!message.contains("{$"), "{tag} {}: unknown argument: {message}", code.slug());
            }
        }
    }

    #[test]
    fn slugs_are_given_once() {
        let slugs: BTreeSet<&str> = Code::ALL.iter().map(|code| code.slug()).collect();
        assert_eq!(slugs.len(), Code::ALL.len());
    }

    #[test]
    fn a_language_we_do_not_speak_is_answered_in_english() {
        let german = text(&Language::new("de"), "no-headline", &[]);
        assert_eq!(german, text(&Language::new("en"), "no-headline", &[]));
        assert_ne!(german, text(&Language::new("fr-ca"), "no-headline", &[]));
    }
}
