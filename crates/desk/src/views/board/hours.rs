//! The next hours of the desk, laid flat: what is wanted, what goes out, what an embargo lets go and what is planned, each
//! at its time.

use jiff::SignedDuration;
use newsroom::{EventFilter, StoryRow};
use story::State;

use super::{Asked, slug};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::views::ruler::{Happening, Named, Ruler, Scale};

/// Six hours, from the one that has begun.
const TICK_S: i64 = 300;
/// Wanted so soon: it is time.
const SOON: SignedDuration = SignedDuration::from_mins(30);

/// Of the stories that the board shows, and of the planning.
pub(super) async fn hours(screen: &Screen<'_>, asked: &Asked, rows: &[StoryRow]) -> Result<Ruler, Problem> {
    let clock = screen.clock();
    let scale = Scale { from: clock.hour_began(), tick_s: TICK_S };
    let mut all: Vec<Happening> = rows.iter().flat_map(|row| of_story(row, &clock)).collect();
    let filter = EventFilter {
        from: scale.from,
        until: scale.until(),
        edition: asked.edition.clone(),
        section: asked.section.clone(),
        text: String::new(),
    };
    for row in screen.desk.newsroom.planning(&screen.visitor.caller, &filter).await?.events {
        if !row.event.all_day {
            let named = Named { name: row.event.title, href: format!("/planning/{}", row.id) };
            let planned = Happening::new(row.event.starts, "", named, "", &clock);
            all.push(planned.at_place(row.event.place));
        }
    }
    Ok(Ruler::of(scale, all, &clock))
}

fn of_story(row: &StoryRow, clock: &Clock) -> Vec<Happening> {
    let one = |at, word, tone| {
        let named = Named { name: slug(row), href: format!("/stories/{}", row.id) };
        Happening::new(at, word, named, tone, clock)
    };
    let wanted = row.deadline.filter(|_| matches!(row.state, State::Draft | State::InDesk)).map(|at| {
        let tone = if at.duration_since(clock.now()) <= SOON { "rd" } else { "" };
        one(at, "hours-wanted", tone)
    });
    let goes_out = match row.state {
        State::Scheduled { at } => Some(one(at, "hours-goes-out", "")),
        _ => None,
    };
    let waits = matches!(row.state, State::Draft | State::InDesk | State::Scheduled { .. });
    let embargo = row.embargo.filter(|_| waits).map(|until| one(until, "hours-embargo", "am"));
    [wanted, goes_out, embargo].into_iter().flatten().collect()
}
