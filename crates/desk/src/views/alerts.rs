//! What the wire did to the items that stories are built from, until somebody decides.

use newsroom::{Permission, WireAlert};
use serde::Serialize;

use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;

/// Open ones shown above the board; the rest is behind them.
const ROWS: u32 = 20;

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

pub(crate) async fn of_all(screen: &Screen<'_>) -> Result<Vec<Alert>, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let mut open = Vec::new();
    for alert in newsroom.open_wire_alerts(caller, ROWS).await? {
        let row = newsroom.story(caller, alert.story).await?.row;
        open.push(read(screen, &alert, &screen.clock(), super::board::slug(&row)).await?);
    }
    Ok(open)
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
        may: caller.role.may(needed),
    })
}
