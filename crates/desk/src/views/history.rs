//! The list of revisions and the difference between two of them.

use minijinja::Value;

use newsroom::{BrokenLink, Error, Publication, RevisionHead, StoryRow, StoryView, Written};
use serde::{Deserialize, Serialize};
use story::{Content, File, Timestamp};

use super::outcome::look;
use super::ruler::{Happening, Named, Ruler, Scale};
use super::stood::places;
use super::story::{head, read_only};
use crate::app::Names;
use crate::comparison::compare;
use crate::numbers::times_read;
use crate::page::Screen;
use crate::problem::Problem;
use crate::proof::Proof;
use crate::times::Clock;
use crate::values::values;

/// In the place of a revision's number: what is being written, and is in none yet.
const DRAFT: &str = "draft";

/// Which two revisions to compare; 0 is the empty page before the first.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub from: Option<u64>,
    /// Or `draft`: what is being written.
    pub to: String,
    pub view: String,
    /// What readers saw at this time, on the edition's clock.
    pub at: String,
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
    /// How often, in words; empty where that was not counted.
    read: String,
    head: bool,
}

#[derive(Debug, Serialize)]
struct Seen {
    change: &'static str,
    at: String,
}

/// What readers were shown at a time.
#[derive(Debug, Serialize)]
struct Shown {
    number: u64,
    /// From when on, until when where that is over, and how often it was read.
    told: String,
    headline: String,
    standfirst: String,
    picture: Option<String>,
    look: String,
    corrections: usize,
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
    let written = being_written(screen, view).await?.filter(|written| written.unsaved);
    let draft = written.as_ref().filter(|_| asked.to == DRAFT);
    let known = |number: &u64| heads.iter().any(|head| head.number == *number);
    let to = asked.to.parse().ok().filter(known).unwrap_or(view.row.head);
    let base = heads.iter().find(|head| head.number == to).and_then(|head| head.base).unwrap_or_default();
    let base = draft.map_or(base, |written| written.base);
    let from = asked.from.filter(|number| *number == 0 || known(number)).unwrap_or(base);
    let new = match draft {
        Some(written) => written.content.clone(),
        None => newsroom.revision(caller, view.row.id, to).await?.content,
    };
    let old = match from {
        0 => Content::default(),
        number => newsroom.revision(caller, view.row.id, number).await?.content,
    };
    let out = newsroom.publications_of(caller, view.row.id).await?;
    let mut lines = Vec::with_capacity(heads.len());
    for head in &heads {
        lines.push(line(head, &view.row, screen, &out, names.of(head.author).await));
    }
    let mut acknowledged = Vec::new();
    for known in newsroom.preflight(caller, view.row.id).await?.acknowledged {
        let by = names.of(known.by).await;
        let rule = newsroom.rules().name(&known.rule, &caller.language);
        acknowledged.push(Answered { rule, by, at: clock.short(known.at), reason: known.reason });
    }
    let record = newsroom.story_record(caller, view.row.id).await?;
    let may_restore = read_only(screen, &view.row).is_none() && to != view.row.head && draft.is_none();
    let to = draft.map_or_else(|| Value::from(to), |_| Value::from(DRAFT));
    let at = clock.read_to_end(&asked.at);
    let at_or_last = at.or(out.last().map(|one| one.at));
    let shown = match at_or_last {
        Some(at) => shown(screen, &heads, &out, at).await?,
        None => None,
    };
    let stood = match &shown {
        Some(_) => places(screen, view.row.id, at).await,
        None => None,
    };
    Ok(values! {
        stood, ruler => ruler(&heads, &out, &clock), shown, at => at_or_last.map_or_else(String::new, |at| clock.input(at)), zone => clock.zone,
        bad_time => at.is_none() && !asked.at.is_empty(), was_out => !out.is_empty(),
        seal => record.seal.as_deref().map(seal_short), broken_at => record.broken.as_ref().map(|found| broken_at(screen, found, &out, &clock)), record,
        publications => out.iter().filter(|one| one.revision.is_some()).count(),
        story => head(screen, view, &clock), revisions => lines, from, to, unsaved => written.is_some(), may_restore, acknowledged, refusal,
        comparison => compare(&old, &new), full => asked.view == "full", proof_view => Proof::plain(&new),
    })
}

/// The first of a seal's digits, as they are read out.
fn seal_short(seal: &str) -> String {
    let digits: Vec<char> = seal.chars().take(16).collect();
    digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

/// From where on the record does not agree.
fn broken_at(screen: &Screen<'_>, found: &BrokenLink, out: &[Publication], clock: &Clock) -> String {
    let messages = screen.visitor.messages();
    let published = out.iter().find(|one| found.kind == "publication" && one.entry == found.number);
    match published {
        Some(one) => messages.text("record-broken-publication", &[("time", clock.full(one.at).into())]),
        None => messages.text("record-broken-revision", &[("number", found.number.into())]),
    }
}

/// What is being written in the story, for whoever may see it.
async fn being_written(screen: &Screen<'_>, view: &StoryView) -> Result<Option<Written>, Problem> {
    match screen.desk.newsroom.written(&screen.visitor.caller, view.row.id).await {
        Ok(written) => Ok(written),
        Err(Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

/// Who changed last what readers have, when, and how much of what stands in the text now they had not then.
pub(crate) async fn released(screen: &Screen<'_>, view: &StoryView) -> Result<Value, Problem> {
    let (newsroom, caller, clock) = (&screen.desk.newsroom, &screen.visitor.caller, screen.clock());
    let Some(last) = newsroom.last_release(caller, view.row.id).await? else { return Ok(values! {}) };
    let out = newsroom.revision(caller, view.row.id, last.revision).await?.content;
    let written = being_written(screen, view).await?;
    let now = written.as_ref().map_or(&view.revision.content, |written| &written.content);
    let differs = compare(&out, now);
    let unsaved = written.as_ref().is_some_and(|written| written.unsaved);
    Ok(values! {
        number => last.number, change => last.change, own => last.by == caller.account,
        name => Names::new(screen.desk, caller).of(last.by).await,
        time => clock.short(last.at), changes => differs.rows.len() + usize::from(differs.moved),
        from => last.revision, to => if unsaved { DRAFT.to_owned() } else { view.row.head.to_string() },
        story => head(screen, view, &clock),
    })
}

/// From the first revision to what happened last.
fn ruler(heads: &[RevisionHead], out: &[Publication], clock: &Clock) -> Option<Ruler> {
    let times = heads.iter().map(|head| head.at).chain(out.iter().map(|one| one.at));
    let (first, last) = (times.clone().min()?, times.max()?);
    let happening = |one: &Publication| {
        let tone = match one.change {
            "killed" => "rd",
            "corrected" => "bl",
            _ => "",
        };
        let named = match one.revision {
            Some(number) => Named { name: number.to_string(), href: format!("?to={number}") },
            None => Named { name: String::new(), href: "#".to_owned() },
        };
        Happening::new(one.at, format!("publication-{}", one.change), named, tone, clock)
    };
    Some(Ruler::of(Scale::of(first, last, clock), out.iter().map(happening).collect(), clock))
}

/// Nothing where readers had no such story then.
async fn shown(
    screen: &Screen<'_>,
    heads: &[RevisionHead],
    out: &[Publication],
    at: Timestamp,
) -> Result<Option<Shown>, Problem> {
    let Some(place) = out.iter().rposition(|one| one.at <= at) else { return Ok(None) };
    let number = out[place].revision;
    let Some(head) = heads.iter().find(|head| Some(head.number) == number) else { return Ok(None) };
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let content = newsroom.revision(caller, head.story, head.number).await?.content;
    let picture = match content.lead.map(|lead| lead.file) {
        Some(File::Stored { asset }) => newsroom.asset(caller, asset).await?,
        _ => None,
    };
    Ok(Some(Shown {
        number: head.number,
        told: told(screen, head, &out[place], out.get(place + 1)),
        headline: content.headline,
        standfirst: content.standfirst,
        look: picture.as_ref().map(|asset| look(asset.focal_point)).unwrap_or_default(),
        picture: picture.map(|asset| asset.id.to_string()),
        corrections: out[..=place].iter().filter(|one| one.change == "corrected").count(),
    }))
}

/// `Revision 2, on screen from 08:40:02 to 11:05:11, read 12,306 times`.
fn told(screen: &Screen<'_>, head: &RevisionHead, one: &Publication, next: Option<&Publication>) -> String {
    let (messages, clock) = (screen.visitor.messages(), screen.clock());
    let since = [("number", head.number.into()), ("since", clock.exact(one.at).into())];
    let mut told = messages.text("readers-saw-version", &since);
    if let Some(next) = next {
        told = format!(
            "{told} {}",
            messages.text("readers-saw-until", &[("until", clock.exact(next.at).into())])
        );
    }
    match head.read {
        Some(times) => {
            let read = times_read(times, messages);
            messages.text("readers-saw-read", &[("seen", told.into()), ("read", read.into())])
        }
        None => told,
    }
}

fn line(
    head: &RevisionHead,
    row: &StoryRow,
    screen: &Screen<'_>,
    out: &[Publication],
    author: String,
) -> Line {
    let clock = screen.clock();
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
        read: head.read.map(|times| times_read(times, screen.visitor.messages())).unwrap_or_default(),
        seen: seen.map(|one| Seen { change: one.change, at: clock.short(one.at) }).collect(),
        head: row.head == head.number,
    }
}
