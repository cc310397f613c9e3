//! What calls the desk: what the wire did to the items that stories are built from, until somebody decides, and sources
//! that are silent.

use minijinja::Value;
use newsroom::{Permission, WireAlert};
use serde::Serialize;

use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// Open ones shown at once, and counted at most.
const ROWS: usize = 20;
const COUNTED: u32 = 500;

/// One open alert, on its story or above the board.
#[derive(Debug, Serialize)]
pub(crate) struct Alert {
    item: String,
    change: String,
    headline: String,
    language: String,
    direction: &'static str,
    time: String,
    story: String,
    story_slug: String,
    /// Whether this person may open the gate again.
    may: bool,
}

pub(crate) async fn of_story(
    screen: &Screen<'_>,
    alerts: &[WireAlert],
    clock: &Clock,
) -> Result<Vec<Alert>, Problem> {
    let mut open = Vec::new();
    for alert in alerts.iter().filter(|alert| alert.decided.is_none()) {
        open.push(read(screen, alert, clock, String::new()).await?);
    }
    Ok(open)
}

/// A source that sent nothing for longer than it should.
#[derive(Debug, Serialize)]
struct Silent {
    name: String,
    /// When it last sent something.
    since: Option<String>,
}

/// An event of the planning that the wire changed.
#[derive(Debug, Serialize)]
struct ChangedEvent {
    id: String,
    title: String,
    standing: &'static str,
    time: String,
}

/// Above the board, the planning and the wire.
pub(crate) async fn alarms(screen: &Screen<'_>) -> Result<Value, Problem> {
    let (newsroom, caller, clock) = (&screen.desk.newsroom, &screen.visitor.caller, screen.clock());
    let open = newsroom.open_wire_alerts(caller, COUNTED).await?;
    let mut shown = Vec::new();
    for alert in open.iter().take(ROWS) {
        let row = newsroom.story(caller, alert.story).await?.row;
        shown.push(read(screen, alert, &clock, super::board::slug(&row)).await?);
    }
    let changed = newsroom.events_with_news(caller).await?.into_iter().map(|row| ChangedEvent {
        id: row.id.to_string(),
        title: row.event.title,
        standing: row.event.standing.as_str(),
        time: clock.short(row.event.starts),
    });
    let silent = newsroom
        .silent_sources(caller)
        .await?
        .into_iter()
        .map(|view| Silent { since: view.row.last_item.map(|at| clock.full(at)), name: view.row.name });
    let calls = super::comments::calls(screen, &clock).await?;
    Ok(
        values! { events => changed.collect::<Vec<_>>(), alerts => shown, alerts_count => open.len(), silent => silent.collect::<Vec<_>>(), ..calls },
    )
}

async fn read(
    screen: &Screen<'_>,
    alert: &WireAlert,
    clock: &Clock,
    story_slug: String,
) -> Result<Alert, Problem> {
    let caller = &screen.visitor.caller;
    let item = screen.desk.newsroom.item(caller, alert.item).await?.item;
    let needed = if alert.change == "update" { Permission::WriteOwn } else { Permission::DecideAlerts };
    Ok(Alert {
        item: alert.item.to_string(),
        change: alert.change.clone(),
        language: item.language.to_string(),
        direction: item.language.direction().as_str(),
        headline: if item.headline.is_empty() { item.slugline } else { item.headline },
        time: clock.short(alert.at),
        story: alert.story.to_string(),
        story_slug,
        may: caller.may(needed),
    })
}
