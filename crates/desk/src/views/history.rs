//! The list of revisions and the difference between two of them.

use minijinja::Value;

use newsroom::{Publication, RevisionHead, StoryRow, StoryView};
use serde::{Deserialize, Serialize};
use story::Content;

use super::story::{head, read_only};
use crate::app::Names;
use crate::comparison::compare;
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::times::Clock;
use crate::values::values;

/// Which two revisions to compare; 0 is the empty page before the first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub from: Option<u64>,
    pub to: Option<u64>,
    pub view: String,
}

#[derive(Debug, Serialize)]
struct Line {
    number: u64,
    /// The revision it was written from, to compare with.
    before: u64,
    author: String,
    iso: String,
    time: String,
    day: String,
    note: String,
    beside: bool,
    live: bool,
    /// When readers were shown it, and by what.
    seen: Vec<Seen>,
    head: bool,
}

#[derive(Debug, Serialize)]
struct Seen {
    change: &'static str,
    at: String,
}

#[derive(Debug, Serialize)]
struct Answered {
    rule: String,
    by: String,
    at: String,
    reason: String,
}

pub(crate) async fn values(
    screen: &Screen<'_>,
    view: &StoryView,
    asked: &Asked,
    refusal: Option<String>,
) -> Result<Value, Problem> {
    let newsroom = &screen.desk.newsroom;
    let caller = &screen.visitor.caller;
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, caller);
    let heads = newsroom.revisions(caller, view.row.id).await?;
    let to =
        asked.to.filter(|number| heads.iter().any(|head| head.number == *number)).unwrap_or(view.row.head);
    let base = heads.iter().find(|head| head.number == to).and_then(|head| head.base).unwrap_or_default();
    let from = asked.from.filter(|number| *number == 0 || heads.iter().any(|head| head.number == *number));
    let from = from.unwrap_or(base);
    let new = newsroom.revision(caller, view.row.id, to).await?.content;
    let old = match from {
        0 => Content::default(),
        number => newsroom.revision(caller, view.row.id, number).await?.content,
    };
    let out = newsroom.publications_of(caller, view.row.id).await?;
    let mut lines = Vec::with_capacity(heads.len());
    for head in &heads {
        lines.push(line(head, &view.row, &clock, &out, names.of(head.author).await));
    }
    let mut acknowledged = Vec::new();
    for known in newsroom.preflight(caller, view.row.id).await?.acknowledged {
        let by = names.of(known.by).await;
        acknowledged.push(Answered { rule: known.rule, by, at: clock.short(known.at), reason: known.reason });
    }
    let may_restore = read_only(screen, &view.row).is_none() && to != view.row.head;
    Ok(values! {
        story => head(screen, view, &clock), revisions => lines, from, to, may_restore, acknowledged, refusal,
        comparison => compare(&old, &new), full => asked.view == "full", proof_view => Proof::plain(&new),
    })
}

fn line(head: &RevisionHead, row: &StoryRow, clock: &Clock, out: &[Publication], author: String) -> Line {
    let seen = out.iter().filter(|one| one.revision == Some(head.number));
    Line {
        number: head.number,
        before: head.base.unwrap_or_default(),
        author,
        iso: head.at.to_string(),
        time: clock.hour(head.at),
        day: clock.day(head.at),
        note: head.note.clone(),
        beside: head.beside,
        live: row.live == Some(head.number),
        seen: seen.map(|one| Seen { change: one.change, at: clock.short(one.at) }).collect(),
        head: row.head == head.number,
    }
}
