//! What the editor in the browser is given: the words, the places of the findings, and the labels of its tools.

use std::collections::BTreeMap;

use newsroom::Draft;
use serde::Serialize;
use story::{Content, Edit, Target};

use super::card::{Card, cards};
use super::story::Found;
use crate::app::Names;
use crate::form::Document;
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::{Numbered, Tally, letter};
use crate::times::Clock;
use crate::values::values;

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
    "picture-remote",
    "picture-empty",
    "remove",
    "move-up",
    "move-down",
    "mark-strong",
    "mark-emphasis",
    "mark-link",
    "mark-foreign",
    "mark-sub",
    "mark-sup",
    "link-address",
    "language-tag",
    "apply",
    "cancel",
    "tools",
    "block-menu",
    "block-menu-none",
    "find",
    "replace-with",
    "find-next",
    "find-previous",
    "replace-one",
    "replace-all",
    "close",
    "found-count",
    "found-none",
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
    "writing-refused",
    "writing-elsewhere",
    "writing-signed-out",
    "writing-found",
    "writing-take",
    "writing-drop",
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
}

pub(crate) fn mount(
    screen: &Screen<'_>,
    script: &'static str,
    content: &Content,
    numbered: &[Numbered<'_>],
) -> Mount {
    let messages = screen.visitor.messages();
    // Filled in by the editor.
    let holes = [("n", "{n}".into()), ("total", "{total}".into()), ("time", "{time}".into())];
    let words: BTreeMap<&str, String> = WORDS.iter().map(|key| (*key, messages.text(key, &holes))).collect();
    Mount {
        script,
        document: json(&Document::of(content)),
        findings: json(&pointed(numbered)),
        words: json(&words),
        account: screen.visitor.caller.account.number(),
    }
}

/// Our types have string keys and no foreign serialisers: nothing in them can fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The draft that a screen goes on from, as its banner tells it.
#[derive(Debug, Serialize)]
pub(crate) struct DraftView {
    version: u64,
    time: String,
    base: u64,
    newer: Option<String>,
}

impl DraftView {
    pub(crate) async fn of(screen: &Screen<'_>, clock: &Clock, found: &Found) -> Option<Self> {
        let Draft { version, at, base, .. } = found.draft.as_ref()?;
        let newer = newer(screen, found, *base).await;
        Some(Self { version: *version, time: clock.short(*at), base: *base, newer })
    }
}

/// Who saved meanwhile, where somebody did.
async fn newer(screen: &Screen<'_>, found: &Found, base: u64) -> Option<String> {
    let head = &found.view.revision;
    if head.number <= base {
        return None;
    }
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let name = names.of(head.author).await;
    let values = [("number", head.number.into()), ("name", name.into())];
    Some(screen.visitor.messages().text("draft-newer", &values))
}

/// Who else is writing, where somebody is.
pub(crate) async fn others(screen: &Screen<'_>, story: story::StoryId) -> Result<Option<String>, Problem> {
    let caller = &screen.visitor.caller;
    let mut names = Names::new(screen.desk, caller);
    let mut others = Vec::new();
    for one in screen.desk.newsroom.others_writing(caller, story).await? {
        others.push(names.of(one.account).await);
    }
    if others.is_empty() {
        return Ok(None);
    }
    let comma = if screen.visitor.messages().tag() == "ar" { "، " } else { ", " };
    let values = [("n", others.len().into()), ("names", others.join(comma).into())];
    Ok(Some(screen.visitor.messages().text("others-writing", &values)))
}

/// What a browser is told after its words were kept: that they are, and what the checks say of them.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'a> {
    version: u64,
    saved: String,
    newer: Option<String>,
    others: Option<String>,
    length: String,
    margin: String,
    tally: String,
    findings: Vec<Pointed<'a>>,
}

/// About a draft; one of version 0 says nothing new and was not stored.
pub(crate) async fn answer<'a>(
    screen: &Screen<'_>,
    found: &'a Found,
    numbered: &'a [Numbered<'a>],
) -> Result<Answer<'a>, Problem> {
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let cards: Vec<Card> = cards(screen, &clock, &mut names, &found.preflight, numbered, true).await;
    let language = &found.content().language;
    let values = values! {
        story => values! { language => language, direction => language.direction().as_str() },
        frame => values! { name => screen.visitor.caller.name },
        cards => cards,
        checks => Tally::of(numbered),
        unavailable => found.preflight.report.unavailable,
        editing => true,
        live => true,
    };
    let messages = screen.visitor.messages();
    let (version, base) = (found.draft.as_ref().map_or(0, |draft| draft.version), found.base());
    let saved = match found.draft.as_ref().filter(|draft| draft.version > 0) {
        Some(draft) => messages.text("state-kept", &[("time", clock.second(draft.at).into())]),
        None => messages.text("state-unchanged", &[("number", base.into())]),
    };
    Ok(Answer {
        version,
        saved,
        newer: newer(screen, found, base).await,
        others: others(screen, found.view.row.id).await?,
        length: super::story::length(screen, found.content()),
        margin: screen.part("margin.html", values.clone())?,
        tally: screen.part("tally.html", values)?,
        findings: pointed(numbered),
    })
}
