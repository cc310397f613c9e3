//! Before publishing: what blocks, what warns, who answered for what, what readers will see, what can be done.

use fluent_bundle::FluentValue;
use minijinja::Value;

use newsroom::{Permission, Prospect, Refusal, Role, StoryRow};
use serde::Serialize;
use story::{RuleCard, State, Urgency};

use super::card::{Card, cards};
use super::outcome::Outcome;
use super::story::{Found, Showing, values};
use crate::app::Names;
use crate::comparison::{Comparison, compare};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

#[derive(Debug, Serialize)]
struct Panel {
    blocking: Vec<Point>,
    warnings: Vec<Point>,
    acknowledged: Vec<Point>,
    /// Checks that found nothing.
    passed: Vec<Passed>,
    /// When it goes out, and what holds it until when.
    hours: Vec<String>,
    /// Where it stands in the stream; none for an entry of a live coverage, which has its own.
    ranks: Vec<Rank>,
    /// What readers get, where something goes out from here.
    outcome: Option<Outcome>,
    clear: bool,
    effect: &'static str,
    /// From what readers see now.
    changes: Option<Comparison>,
    main: Vec<Act>,
    asides: Vec<Act>,
    may_kill: bool,
    why: Option<String>,
}

/// One line of the panel: a finding (with its card's number) or a refusal of the newsroom.
#[derive(Debug, Default, Serialize)]
struct Point {
    text: String,
    language: String,
    direction: &'static str,
    letter: &'static str,
    number: usize,
    targets: Vec<String>,
    by: String,
    at: String,
    reason: String,
}

/// A check, by what it looks for.
#[derive(Debug, Serialize)]
struct Passed {
    finds: String,
    language: String,
    direction: &'static str,
}

/// Something that can be done to the story from here.
#[derive(Debug, Serialize)]
struct Act {
    action: &'static str,
    red: bool,
    open: bool,
    /// Why it would be refused now.
    why: Option<String>,
    /// Pages that change beside those of the panel.
    also: Vec<String>,
}

/// How loudly the story goes into the stream: as news, as urgent, or as an alert above the front.
#[derive(Debug, Serialize)]
struct Rank {
    word: &'static str,
    current: bool,
}

pub(crate) const RANKS: [(&str, Urgency); 3] =
    [("news", Urgency::NORMAL), ("urgent", Urgency::URGENT), ("flash", Urgency::FLASH)];

/// Going out in an emergency, over errors that nobody answered for.
pub(crate) const OVER_CHECKS: &str = "publish-over-checks";

/// Everything that the pre-flight shows, over the story's proof.
pub(crate) async fn panel(
    screen: &Screen<'_>,
    found: &Found,
    refused: Option<(&'static str, String)>,
) -> Result<Value, Problem> {
    let clock = screen.clock();
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let findings = found.numbered();
    let cards = cards(screen, &clock, &mut names, &found.preflight, &findings, false).await;
    let (action, refusal) = refused.map_or((None, None), |(action, words)| (Some(action), Some(words)));
    let mut panel = Panel {
        changes: changes(screen, found).await?,
        passed: passed(screen, found),
        hours: hours(screen, &found.view.row, &clock),
        ranks: ranks(&found.view.row),
        outcome: outcome(screen, found, &Prospect::Out).await?,
        effect: effect(found),
        ..points(screen, found, cards, action).await
    };
    if let Some(out) = &panel.outcome
        && let Some(correct) = panel.asides.iter_mut().find(|act| act.action == "correct")
        && let Some(with) = outcome(screen, found, &Prospect::Correction { notice: String::new() }).await?
    {
        correct.also = with.beyond(out);
    }
    let under = values(screen, found, Showing { refusal, ..Showing::default() }).await;
    Ok(values! { preflight => panel, ..under })
}

fn passed(screen: &Screen<'_>, found: &Found) -> Vec<Passed> {
    let line = |card: &&RuleCard| {
        let (finds, language) = card.finds(&screen.visitor.caller.language);
        Passed { finds, direction: language.direction().as_str(), language: language.to_string() }
    };
    found.preflight.passed.iter().map(line).collect()
}

/// Nothing where readers have this revision already or will not have it.
async fn outcome(screen: &Screen<'_>, found: &Found, what: &Prospect) -> Result<Option<Outcome>, Problem> {
    let row = &found.view.row;
    let goes = match row.state {
        State::Draft | State::InDesk | State::Scheduled { .. } => true,
        State::Live => row.live != Some(row.head),
        State::Withdrawn { .. } | State::Spiked => false,
    };
    if !goes {
        return Ok(None);
    }
    Outcome::of_story(screen.desk, &screen.visitor.caller, row.id, what).await
}

async fn points(screen: &Screen<'_>, found: &Found, cards: Vec<Card>, action: Option<&'static str>) -> Panel {
    let caller = &screen.visitor.caller;
    let role = caller.role;
    let (settled, open): (Vec<Card>, Vec<Card>) = cards.into_iter().partition(|card| card.settled);
    let blocks = |card: &Card| card.letter == "b";
    let (errors, others): (Vec<Card>, Vec<Card>) = open.into_iter().partition(blocks);
    let of_refusal = |letter| move |refusal: &Refusal| of_refusal(screen, refusal, letter);
    let mut blocking: Vec<Point> = found.preflight.refusals.iter().map(of_refusal("b")).collect();
    blocking.extend(errors.into_iter().map(of_card));
    let mut warnings: Vec<Point> = found.preflight.warnings.iter().map(of_refusal("w")).collect();
    warnings.extend(others.into_iter().map(of_card));
    let row = &found.view.row;
    let far = caller.reaches(&row.edition, &row.section).err();
    let far = far.map(|refusal| refusal.text(&screen.visitor.messages().language()));
    let reached = far.is_none();
    let may_kill = reached && row.state == State::Live && role.may(Permission::Kill);
    let why =
        far.or_else(|| why(screen, role, blocking.len())).or_else(|| embargo(screen, row, &screen.clock()));
    let (main, mut asides) = acts(role, &row.state, row.live != Some(row.head), why.as_deref(), action);
    if reached && may_pass_over(screen, found, &main).await {
        asides.push(Act {
            action: OVER_CHECKS,
            red: true,
            open: action == Some(OVER_CHECKS),
            why: None,
            also: Vec::new(),
        });
    }
    Panel {
        clear: blocking.is_empty(),
        blocking,
        warnings,
        acknowledged: settled.into_iter().map(of_card).collect(),
        effect: "",
        changes: None,
        passed: Vec::new(),
        hours: Vec::new(),
        ranks: Vec::new(),
        outcome: None,
        why: why.filter(|_| main.iter().any(|act| act.why.is_some())),
        main,
        asides,
        may_kill,
    }
}

/// Whether nothing but checks keeps the story from going out now, and this person may answer for that.
async fn may_pass_over(screen: &Screen<'_>, found: &Found, main: &[Act]) -> bool {
    let caller = &screen.visitor.caller;
    let goes_out = main.iter().any(|act| matches!(act.action, "publish" | "update"));
    goes_out
        && found.preflight.refusals.is_empty()
        && !found.preflight.blocking.is_empty()
        && caller.may(Permission::Publish)
        && screen.desk.newsroom.may_answer_for_errors(caller).await.is_ok()
}

/// The embargo that holds the story now, in words.
fn embargo(screen: &Screen<'_>, row: &StoryRow, clock: &Clock) -> Option<String> {
    let until = row.embargo.filter(|until| *until > screen.desk.newsroom.now())?;
    let until = FluentValue::from(clock.full(until));
    Some(screen.visitor.messages().text("embargo-is", &[("until", until)]))
}

fn hours(screen: &Screen<'_>, row: &StoryRow, clock: &Clock) -> Vec<String> {
    let messages = screen.visitor.messages();
    let due = match row.state {
        State::Scheduled { at } => {
            Some(messages.text("goes-out-at", &[("time", FluentValue::from(clock.full(at)))]))
        }
        State::Draft | State::InDesk => Some(messages.plain("goes-out-now")),
        State::Live if row.live != Some(row.head) => Some(messages.plain("goes-out-now")),
        _ => None,
    };
    due.into_iter().chain(embargo(screen, row, clock)).collect()
}

fn ranks(row: &StoryRow) -> Vec<Rank> {
    if row.entry_of.is_some() {
        return Vec::new();
    }
    let loud = RANKS.iter().rev().find(|(_, level)| level.is_urgent() && row.urgency <= *level);
    let current = loud.map_or("news", |(word, _)| *word);
    RANKS.iter().map(|(word, _)| Rank { word, current: *word == current }).collect()
}

fn of_card(card: Card) -> Point {
    Point {
        text: card.message,
        language: card.language,
        direction: card.direction,
        letter: card.letter,
        number: card.number,
        targets: card.targets,
        by: card.by,
        at: card.at,
        reason: card.reason,
    }
}

fn of_refusal(screen: &Screen<'_>, refusal: &Refusal, letter: &'static str) -> Point {
    let language = screen.visitor.messages().language();
    Point {
        text: refusal.text(&language),
        direction: language.direction().as_str(),
        language: language.to_string(),
        letter,
        ..Point::default()
    }
}

/// Why the story cannot go out at this person's word.
fn why(screen: &Screen<'_>, role: Role, blocking: usize) -> Option<String> {
    let messages = screen.visitor.messages();
    if !role.may(Permission::Publish) {
        return Some(messages.plain("need-editor"));
    }
    let count = i64::try_from(blocking).unwrap_or(i64::MAX);
    (blocking > 0).then(|| messages.text("blocked-count", &[("n", FluentValue::from(count))]))
}

/// What can be done from each state: first what the story is waiting for, then the rest.
fn acts(
    role: Role,
    state: &State,
    unpublished: bool,
    why: Option<&str>,
    refused: Option<&'static str>,
) -> (Vec<Act>, Vec<Act>) {
    let (main, asides): (&[&'static str], &[&'static str]) = match state {
        State::Draft if role.may(Permission::Publish) => (&["publish", "submit"], &["schedule", "spike"]),
        State::Draft => (&["submit", "publish"], &["spike"]),
        State::InDesk => (&["publish"], &["schedule", "send-back", "spike"]),
        State::Scheduled { .. } => (&["publish"], &["schedule", "unschedule", "spike"]),
        State::Live if unpublished => (&["update"], &["correct"]),
        State::Live | State::Withdrawn { .. } => (&[], &[]),
        State::Spiked => (&["unspike"], &[]),
    };
    let act = |action: &&'static str| Act {
        action,
        red: *action == "spike",
        open: refused == Some(*action),
        why: why.filter(|_| matches!(*action, "publish" | "update" | "correct")).map(str::to_owned),
        also: Vec::new(),
    };
    (main.iter().map(act).collect(), asides.iter().map(act).collect())
}

fn effect(found: &Found) -> &'static str {
    let row = &found.view.row;
    match row.state {
        State::Draft | State::InDesk | State::Scheduled { .. } => "effect-new",
        State::Live if row.live == Some(row.head) => "effect-same",
        State::Live => "effect-live",
        State::Withdrawn { .. } => "effect-gone",
        State::Spiked => "effect-spiked",
    }
}

async fn changes(screen: &Screen<'_>, found: &Found) -> Result<Option<Comparison>, Problem> {
    let row = &found.view.row;
    let Some(live) = row.live.filter(|live| *live != row.head) else { return Ok(None) };
    let live = screen.desk.newsroom.revision(&screen.visitor.caller, row.id, live).await?;
    Ok(Some(compare(&live.content, &found.view.revision.content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_what_the_workflow_allows() {
        use story::Move;
        let at = story::Timestamp::UNIX_EPOCH;
        let step = |action: &str| match action {
            "publish" => Move::Publish,
            "update" => Move::Update,
            "correct" => Move::Correct,
            "schedule" => Move::Schedule { at },
            "unschedule" => Move::Unschedule,
            "submit" => Move::Submit,
            "send-back" => Move::SendBack,
            "spike" => Move::Spike,
            "unspike" => Move::Unspike,
            other => unreachable!("{other}"),
        };
        let states = [State::Draft, State::InDesk, State::Scheduled { at }, State::Live, State::Spiked];
        for state in states {
            for role in Role::ALL {
                let (main, asides) = acts(role, &state, true, None, None);
                assert!(!main.is_empty(), "{}", state.name());
                for act in main.iter().chain(&asides) {
                    assert!(state.after(step(act.action)).is_ok(), "{} from {}", act.action, state.name());
                }
            }
        }
    }
}
