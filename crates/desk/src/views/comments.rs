//! Comments in the margin of a story, and calls above the board.

use minijinja::Value;
use newsroom::{Comment, Permission};
use serde::Serialize;
use story::StoryId;

use super::board::slug;
use super::story::people;
use crate::app::{Names, initials};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// A comment and what was answered.
#[derive(Debug, Serialize)]
struct Thread {
    id: String,
    place: String,
    quote: String,
    /// Who closed it, and when.
    closed: Option<Closed>,
    said: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Closed {
    by: String,
    at: String,
}

#[derive(Debug, Serialize)]
struct Said {
    id: String,
    by: String,
    initials: String,
    at: String,
    iso: String,
    text: String,
}

/// The threads of a story, the open ones first, each in the order in which it was begun.
pub(crate) async fn of_story(screen: &Screen<'_>, story: StoryId) -> Result<Value, Problem> {
    let caller = &screen.visitor.caller;
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, caller);
    let mut threads: Vec<Thread> = Vec::new();
    // Whatever a clock said: a thread begins with what began it.
    let all = screen.desk.newsroom.comments(caller, story).await?;
    let (first, answers): (Vec<Comment>, Vec<Comment>) = all.into_iter().partition(Comment::is_first);
    for comment in first {
        let said = said(&comment, &clock, &mut names).await;
        threads.push(begun(comment, said, &clock, &mut names).await);
    }
    for answer in answers {
        let thread = answer.thread.to_string();
        let said = said(&answer, &clock, &mut names).await;
        if let Some(known) = threads.iter_mut().find(|known| known.id == thread) {
            known.said.push(said);
        }
    }
    threads.sort_by_key(|thread| thread.closed.is_some());
    let open = threads.iter().filter(|thread| thread.closed.is_none()).count();
    let people = people(screen).await?;
    Ok(values! { threads, open, people, may => caller.may(Permission::Comment) })
}

async fn begun(comment: Comment, said: Said, clock: &Clock, names: &mut Names<'_>) -> Thread {
    let closed = match comment.resolved {
        Some((by, at)) => Some(Closed { by: names.of(by).await, at: clock.short(at) }),
        None => None,
    };
    let id = comment.thread.to_string();
    Thread { id, place: comment.place, quote: comment.quote, closed, said: vec![said] }
}

async fn said(comment: &Comment, clock: &Clock, names: &mut Names<'_>) -> Said {
    let by = names.of(comment.by).await;
    Said {
        id: comment.id.to_string(),
        initials: initials(&by),
        by,
        at: clock.short(comment.at),
        iso: comment.at.to_string(),
        text: comment.text.clone(),
    }
}

/// Somebody who calls the visitor.
#[derive(Debug, Serialize)]
struct Call {
    story: String,
    thread: String,
    slug: String,
    by: String,
    at: String,
    text: String,
}

/// Letters of a comment that its call quotes.
const QUOTED: usize = 140;

pub(crate) async fn calls(screen: &Screen<'_>, clock: &Clock) -> Result<Value, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let mut names = Names::new(screen.desk, caller);
    let mut calls = Vec::new();
    for comment in newsroom.mentions(caller).await? {
        let row = newsroom.story_row(caller, comment.story).await?;
        calls.push(Call {
            story: comment.story.to_string(),
            thread: comment.thread.to_string(),
            slug: slug(&row),
            by: names.of(comment.by).await,
            at: clock.short(comment.at),
            text: comment.text.chars().take(QUOTED).collect(),
        });
    }
    Ok(values! { calls })
}
