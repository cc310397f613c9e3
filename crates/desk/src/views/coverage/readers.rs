//! Who has a coverage open, in words. One node knows its own readers.

use std::collections::HashMap;

use fluent_bundle::FluentValue;
use newsroom::StoryRow;
use serde::Serialize;
use story::{Audience, StoryId};

use super::readers_page;
use crate::messages::Messages;
use crate::numbers::{grouped, seconds};
use crate::page::Screen;

#[derive(Debug, Default, Serialize)]
pub(crate) struct Readers {
    /// How many pages are open: what an open screen knows, to hear of another number.
    pub mark: String,
    /// Nothing where readers do not have the coverage, or the node has no answer.
    pub count: String,
    /// How long the last entry was on its way to them.
    pub told: String,
    /// On how many pages an entry was shown.
    #[serde(skip)]
    pub shown: HashMap<StoryId, String>,
}

impl Readers {
    /// Of a coverage.
    pub(crate) fn of(screen: &Screen<'_>, coverage: &StoryRow) -> Self {
        let proofs = &screen.desk.config.proofs;
        let audience = readers_page(coverage).and_then(|path| proofs.audience(path).ok());
        audience.map(|audience| Self::told(&audience, screen.visitor.messages())).unwrap_or_default()
    }

    fn told(audience: &Audience, messages: &Messages) -> Self {
        let count = |key: &str, number: u64| {
            let args = [("n", number.into()), ("count", FluentValue::from(grouped(number, messages)))];
            messages.text(key, &args)
        };
        let told = audience
            .told_in
            .map(|time| messages.text("direct-told-in", &[("seconds", seconds(time, messages).into())]));
        let shown = audience.shown.iter().filter(|(_, pages)| *pages > 0);
        Self {
            mark: audience.readers.to_string(),
            count: count("direct-readers", audience.readers as u64),
            told: told.unwrap_or_default(),
            shown: shown.map(|(story, pages)| (*story, count("entry-shown-on", *pages))).collect(),
        }
    }
}
