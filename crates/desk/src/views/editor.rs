//! What the editor in the browser is given: the words, the places of the findings, and the labels of its tools.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;
use story::{AccountId, Content, Edit, StoryId, Target};

use super::card::{AT_ONCE, Card, cards, unavailable};
use super::story::Found;
use crate::app::Names;
use crate::form::{CARD_FIELDS, Document, entries};
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::{Numbered, Tally, letter};
use crate::values::values;

/// More people do not suggest something in one story.
const AUTHORS_MAX: usize = 50;

/// Keys of all that the editor says by itself. A test holds them to the message files.
pub(crate) const WORDS: &[&str] = &[
    "block-paragraph",
    "block-subheading",
    "block-quote",
    "block-list",
    "block-picture",
    "block-gallery",
    "block-video",
    "block-embed",
    "block-fact-box",
    "block-table",
    "list-numbered",
    "field-kicker",
    "field-headline",
    "field-standfirst",
    "field-caption",
    "field-credit",
    "field-alt",
    "field-title",
    "field-address",
    "field-provider",
    "field-seconds",
    "field-speaker",
    "field-speaker-role",
    "field-table-caption",
    "lead-picture",
    "upload-picture",
    "library-choose",
    "library-search",
    "library-none",
    "media-nameless",
    "focal-point",
    "picture-remote",
    "picture-empty",
    "remove",
    "move-up",
    "move-down",
    "mark-strong",
    "sign-strong",
    "sign-emphasis",
    "mark-emphasis",
    "mark-link",
    "mark-foreign",
    "mark-sub",
    "mark-sup",
    "link-address",
    "link-stories",
    "link-wrong",
    "language-wrong",
    "language-tag",
    "apply",
    "cancel",
    "tools",
    "block-menu",
    "block-menu-none",
    "find",
    "find-exact",
    "replace-with",
    "find-next",
    "find-previous",
    "replace-one",
    "replace-all",
    "close",
    "found-count",
    "found-none",
    "replaced-count",
    "replaced-left",
    "crossed",
    "crossed-take",
    "table-row-add",
    "table-row-remove",
    "table-column-add",
    "table-column-remove",
    "table-header",
    "picture-add",
    "undo",
    "redo",
    "writing-now",
    "writing-kept-here",
    "writing-offline",
    "writing-offline-since",
    "writing-offline-help",
    "writing-refused",
    "writing-closed",
    "writing-left-over",
    "writing-unkept",
    "words-changed",
    "someone-joined",
    "someone-left",
    "their-caret",
    "comment-failed",
    "suggest",
    "suggesting-on",
    "suggestions",
    "suggestion-of",
    "suggestion-unknown",
    "suggestion-accept",
    "suggestion-refuse",
    "suggestions-accept",
    "suggestions-refuse",
    "suggestion-not",
    "upload-failed",
    "go-to-words",
    "text",
];

/// A finding by the places it points at. Spans are UTF-8 bytes, as everywhere on the server.
#[derive(Debug, Serialize)]
pub(crate) struct Pointed<'a> {
    number: usize,
    letter: &'static str,
    fingerprint: &'a str,
    settled: bool,
    targets: &'a [Target],
    /// The edits of each suggestion, in the order of the card's buttons.
    fixes: Vec<&'a [Edit]>,
}

pub(crate) fn pointed<'a>(numbered: &'a [Numbered<'a>]) -> Vec<Pointed<'a>> {
    let one = |it: &'a Numbered<'a>| Pointed {
        number: it.number,
        letter: letter(it.finding.severity),
        fingerprint: &it.finding.fingerprint,
        settled: it.settled,
        targets: &it.finding.targets,
        fixes: it.finding.suggestions.iter().map(|suggestion| suggestion.edits.as_slice()).collect(),
    };
    numbered.iter().map(one).collect()
}

/// What stands on the page for the editor to start from.
#[derive(Debug, Serialize)]
pub(crate) struct Mount {
    script: &'static str,
    document: String,
    findings: String,
    words: String,
    account: u64,
    /// Who made the suggestions that are open, by number.
    authors: String,
}

pub(crate) fn mount(
    screen: &Screen<'_>,
    script: &'static str,
    content: &Content,
    authors: &Authors,
    numbered: &[Numbered<'_>],
) -> Mount {
    let messages = screen.visitor.messages();
    // Filled in by the editor.
    let holes = ["n", "total", "name", "time", "value"].map(|hole| (hole, format!("{{{hole}}}").into()));
    let words: BTreeMap<&str, String> = WORDS.iter().map(|key| (*key, messages.text(key, &holes))).collect();
    Mount {
        script,
        document: json(&Document::of(content)),
        findings: json(&pointed(numbered)),
        words: json(&words),
        account: screen.visitor.caller.account.number(),
        authors: json(authors),
    }
}

/// Names by the number of the account.
pub(crate) type Authors = BTreeMap<String, String>;

/// Who made the suggestions that are open, as far as a signature names somebody.
pub(crate) async fn authors(found: &Found, names: &mut Names<'_>) -> Authors {
    let signed = found.written.iter().flat_map(|written| &written.suggestions);
    let mut authors = Authors::new();
    for account in signed.filter_map(|by| by.split('.').next()?.parse::<u64>().ok()) {
        if authors.len() == AUTHORS_MAX {
            break;
        }
        if let Entry::Vacant(new) = authors.entry(account.to_string()) {
            new.insert(names.of(AccountId::from_number(account)).await);
        }
    }
    authors
}

/// Our types have string keys and no foreign serialisers: nothing in them can fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Who else is writing, where somebody is.
pub(crate) fn others(screen: &Screen<'_>, story: StoryId) -> Option<String> {
    let mut others = screen.desk.newsroom.writing(story);
    others.retain(|one| one.account != screen.visitor.caller.account);
    let names: Vec<String> = others.into_iter().map(|one| one.name).collect();
    screen.visitor.messages().writing(&names)
}

/// What an open page is told of the words at a pause: what the checks say of them, the card, the length.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'a> {
    version: u64,
    base: u64,
    length: String,
    margin: String,
    tally: String,
    findings: Vec<Pointed<'a>>,
    authors: Authors,
    /// The card's fields, as the form has them.
    card: BTreeMap<String, String>,
}

pub(crate) async fn answer<'a>(
    screen: &Screen<'_>,
    found: &'a Found,
    numbered: &'a [Numbered<'a>],
) -> Result<Answer<'a>, Problem> {
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let cards: Vec<Card> = cards(screen, &clock, &mut names, &found.preflight, numbered, true).await;
    let authors = authors(found, &mut names).await;
    let language = &found.content().language;
    let values = values! {
        story => values! { language => language, direction => language.direction().as_str() },
        frame => values! { name => screen.visitor.caller.name },
        cards => cards,
        at_once => AT_ONCE,
        checks => Tally::of(numbered),
        unavailable => unavailable(screen, &found.preflight),
        editing => true,
        live => true,
    };
    let card =
        entries(found.content()).into_iter().filter(|entry| CARD_FIELDS.contains(&entry.name.as_str()));
    Ok(Answer {
        version: found.version(),
        base: found.base(),
        length: super::story::length(screen, found.content()),
        margin: screen.part("margin.html", values.clone())?,
        tally: screen.part("tally.html", values)?,
        findings: pointed(numbered),
        authors,
        card: card.map(|entry| (entry.name, entry.value)).collect(),
    })
}
