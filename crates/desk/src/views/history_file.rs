//! The history of a story as a page that can be kept and read without us.

use minijinja::Value;
use newsroom::{HistoryRevision, StoryHistory};
use serde::Serialize;
use story::{AccountId, Content, Edition, Language, RuleSet};

use crate::comparison::{Comparison, compare};
use crate::messages::Messages;
use crate::numbers::times_read;
use crate::templates::Templates;
use crate::times::Clock;
use crate::values::values;

/// One revision, and what it says otherwise than the one it was written from.
#[derive(Serialize)]
struct Step {
    number: u64,
    before: u64,
    author: String,
    at: String,
    note: String,
    beside: bool,
    /// How often readers were given it, in words; empty where that was not counted.
    read: String,
    comparison: Comparison,
}

#[derive(Serialize)]
struct Seen {
    at: String,
    change: &'static str,
    revision: Option<u64>,
    notice: Option<String>,
}

/// Every revision with its differences word by word, newest first. An error is one of our template.
pub fn history_page(
    history: &StoryHistory,
    rules: &RuleSet,
    editions: &[Edition],
    language: &Language,
) -> Result<String, minijinja::Error> {
    let messages = Messages::of(language);
    let edition = editions.iter().find(|edition| edition.id == history.edition);
    let clock = Clock::new(edition, history.written, messages);
    let name = |account: &AccountId| history.people.get(account).cloned().unwrap_or_default();
    let step = |revision: &HistoryRevision| Step {
        number: revision.number,
        before: revision.base.unwrap_or_default(),
        author: name(&revision.author),
        at: clock.full(revision.at),
        note: revision.note.clone(),
        beside: revision.beside,
        read: revision.read.map(|times| times_read(times, messages)).unwrap_or_default(),
        comparison: compare(&before(history, revision), &revision.content),
    };
    let seen = history.publications.iter().map(|one| Seen {
        at: clock.full(one.at),
        change: one.change,
        revision: one.revision,
        notice: one.notice.clone(),
    });
    let newest = history.revisions.iter().rev().find(|revision| !revision.beside);
    let content = newest.map(|revision| revision.content.clone()).unwrap_or_default();
    let answered = history.acknowledged.iter().map(|known| {
        values! { rule => rules.name(&known.rule, &messages.language()), by => name(&known.by), at => clock.full(known.at), reason => known.reason }
    });
    let values = values! {
        story => values! {
            id => history.id.to_string(), slug => content.slugline, headline => content.headline,
            language => content.language, direction => content.language.direction().as_str(),
        },
        record => history.record, zone => clock.zone, written => clock.full(history.written), path => history.path,
        steps => history.revisions.iter().rev().map(step).collect::<Vec<_>>(),
        seen => seen.collect::<Vec<_>>(), answered => answered.collect::<Vec<Value>>(),
    };
    Templates::embedded().render(messages, "history-file.html", values)
}

/// What a revision was written from; nothing before the first.
fn before(history: &StoryHistory, revision: &HistoryRevision) -> Content {
    let known = history.revisions.iter().find(|one| Some(one.number) == revision.base);
    known.map(|one| one.content.clone()).unwrap_or_default()
}
