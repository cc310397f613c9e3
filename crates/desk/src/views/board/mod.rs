//! The board's columns and the list of stories.

mod bar;
mod hours;
mod moved;
mod slip;

use std::collections::HashMap;

use minijinja::Value;

use fluent_bundle::FluentValue;
use newsroom::{Cursor, Moved, Show, StoryFilter, StoryQuestion, StoryRow};
use serde::{Deserialize, Serialize};
use story::{Edition, StoryId};

use self::bar::{Tab, own, shared};
use self::hours::hours;
pub(crate) use self::moved::{step, undo};
use self::slip::{Slip, slip};
use crate::app::{Desk, Names};
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;

/// What the address asks for.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub edition: String,
    pub section: String,
    pub state: String,
    /// A word of `Show`.
    pub show: String,
    pub assignee: String,
    pub urgency: String,
    pub text: String,
    pub from: String,
    pub done: Option<String>,
}

impl Asked {
    /// The question alone. A word that means nothing does not narrow it.
    pub(crate) fn question(&self) -> StoryQuestion {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        StoryQuestion {
            edition: said(&self.edition),
            section: said(&self.section),
            state: said(&self.state).filter(|state| STATES.contains(&state.as_str())),
            show: Show::ALL.into_iter().find(|show| show.as_str() == self.show),
            assignee: said(&self.assignee),
            urgency_max: self.urgency.parse().ok().filter(|level| (1..=8).contains(level)),
            text: said(&self.text),
        }
    }

    fn of(question: StoryQuestion) -> Self {
        let StoryQuestion { edition, section, state, show, assignee, urgency_max, text } = question;
        Self {
            edition: edition.unwrap_or_default(),
            section: section.unwrap_or_default(),
            state: state.unwrap_or_default(),
            show: show.map(Show::as_str).unwrap_or_default().to_owned(),
            assignee: assignee.unwrap_or_default(),
            urgency: urgency_max.map(|level| level.to_string()).unwrap_or_default(),
            text: text.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// By the names that addresses and forms have for them.
    fn fields(&self) -> [(&'static str, &str); 7] {
        [
            ("edition", &self.edition),
            ("section", &self.section),
            ("state", &self.state),
            ("show", &self.show),
            ("assignee", &self.assignee),
            ("urgency", &self.urgency),
            ("text", &self.text),
        ]
    }

    fn kept(&self) -> Value {
        self.fields().into_iter().collect()
    }

    fn filter(&self, screen: &Screen<'_>) -> StoryFilter {
        self.question().filter(&screen.visitor.caller, screen.desk.newsroom.now())
    }
}

const COLUMNS: [&str; 4] = ["draft", "in-desk", "scheduled", "live"];
const STATES: [&str; 6] = ["draft", "in-desk", "scheduled", "live", "withdrawn", "spiked"];
const COLUMN_ROWS: u32 = 30;
const LIST_ROWS: u32 = 60;
const LINKS: u32 = 8;

#[derive(Debug, Serialize)]
struct Column {
    state: &'static str,
    stories: Vec<Slip>,
    count: String,
    /// All their words together, where they are still being written.
    words: Option<String>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct EditionChoice {
    id: String,
    name: String,
    language: String,
}

pub(crate) fn edition_choices(desk: &Desk) -> Vec<EditionChoice> {
    let choice = |edition: &Edition| EditionChoice {
        id: edition.id.clone(),
        name: format!("{}, {}", edition.title, edition.name),
        language: edition.language.to_string(),
    };
    desk.config.editions.iter().map(choice).collect()
}

/// `moved` is what was just done to several stories at once, where that is why the board is shown.
pub(crate) async fn columns(
    screen: &Screen<'_>,
    asked: &Asked,
    moved: Option<Value>,
) -> Result<Value, Problem> {
    let clock = screen.clock();
    // Before what is shown: what happens meanwhile is news.
    let mark = screen.desk.newsroom.stories_mark(&screen.visitor.caller).await?;
    let filter = Asked { state: String::new(), ..asked.clone() }.filter(screen);
    let wanted = |state: &&str| filter.states.is_empty() || filter.states.iter().any(|one| one == state);
    let mut columns = Vec::new();
    let mut rows = Vec::new();
    let threads = screen.desk.newsroom.open_threads(&screen.visitor.caller).await?;
    for state in COLUMNS.into_iter().filter(wanted) {
        let (column, shown) = column(screen, asked, state, &filter, &threads).await?;
        columns.push(column);
        rows.extend(shown);
    }
    let alarms = super::alerts::alarms(screen).await?;
    let mine = super::planning::assigned(screen, &clock).await?;
    let hours = hours(screen, asked, &rows).await?;
    let shared = shared(screen, asked, "/stories").await?;
    Ok(values! { alarms, mark, mine, moved, hours, columns => columns, ..shared })
}

/// And the stories themselves.
async fn column(
    screen: &Screen<'_>,
    asked: &Asked,
    state: &'static str,
    filter: &StoryFilter,
    threads: &HashMap<StoryId, u64>,
) -> Result<(Column, Vec<StoryRow>), Problem> {
    let (clock, caller) = (screen.clock(), &screen.visitor.caller);
    let filter = StoryFilter { states: vec![state.to_owned()], ..filter.clone() };
    let page = screen.desk.newsroom.stories(caller, &filter, None, COLUMN_ROWS).await?;
    let mut names = Names::new(screen.desk, caller);
    let mut stories = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let threads = threads.get(&row.id).copied().unwrap_or_default();
        stories.push(slip(screen, row, asked.edition.is_empty(), &clock, &mut names, threads).await);
    }
    let count = bar::count(screen, &filter).await?;
    let words = (state != "live" && count.words > 0)
        .then(|| screen.visitor.messages().text("words-count", &[("n", FluentValue::from(count.words))]));
    let more = page.next.map(|_| address("/stories/list", asked, &[("state", state)]));
    Ok((Column { state, stories, count: bar::told(count), words, more }, page.rows))
}

pub(crate) async fn list(screen: &Screen<'_>, asked: &Asked, moved: Option<Value>) -> Result<Value, Problem> {
    let (clock, caller) = (screen.clock(), &screen.visitor.caller);
    let filter = asked.filter(screen);
    let mark = screen.desk.newsroom.stories_mark(caller).await?;
    let from = asked.from.parse::<Cursor>().ok();
    let page = screen.desk.newsroom.stories(caller, &filter, from, LIST_ROWS).await?;
    let mut names = Names::new(screen.desk, caller);
    let threads = screen.desk.newsroom.open_threads(caller).await?;
    let mut stories = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let threads = threads.get(&row.id).copied().unwrap_or_default();
        stories.push(slip(screen, row, true, &clock, &mut names, threads).await);
    }
    let count = bar::told(bar::count(screen, &filter).await?);
    let more = page.next.map(|cursor| address("/stories/list", asked, &[("from", &cursor.to_string())]));
    let tab = |state: Option<&'static str>| {
        let word = state.unwrap_or_default();
        let name = state.map_or_else(|| "all".to_owned(), |state| format!("state-{state}"));
        let href = address("/stories/list", asked, &[("state", word), ("show", ""), ("from", "")]);
        own(screen, href, screen.visitor.say(&name), word == asked.state)
    };
    let states: Vec<Tab> = [None].into_iter().chain(STATES.map(Some)).map(tab).collect();
    let alarms = super::alerts::alarms(screen).await?;
    let shared = shared(screen, asked, "/stories/list").await?;
    Ok(values! { alarms, mark, moved, list => true, stories, count, more, states, ..shared })
}

/// What became of stories that were moved together.
pub(crate) fn moved(screen: &Screen<'_>, moved: &[Moved], undone: bool) -> Value {
    moved::told(screen, moved, undone)
}

/// A story that readers can read, as the editor offers it for a link.
#[derive(Debug, Serialize)]
pub(crate) struct Link {
    headline: String,
    language: String,
    direction: &'static str,
    time: String,
    /// From the root of the site.
    href: String,
}

/// What is live and has the words.
pub(crate) async fn links(screen: &Screen<'_>, asked: &Asked) -> Result<Vec<Link>, Problem> {
    let clock = screen.clock();
    let filter = StoryFilter { states: vec!["live".to_owned()], ..asked.filter(screen) };
    let page = screen.desk.newsroom.stories(&screen.visitor.caller, &filter, None, LINKS).await?;
    let link = |row: StoryRow| {
        Some(Link {
            href: row.path?,
            headline: row.headline,
            language: row.language.to_string(),
            direction: row.language.direction().as_str(),
            time: clock.short(row.updated.or(row.first_published)?),
        })
    };
    Ok(page.rows.into_iter().filter_map(link).collect())
}

/// The same question with some answers changed.
fn address(path: &str, asked: &Asked, changes: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.fields() {
        let value = changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value);
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    if let Some((_, from)) = changes.iter().find(|(name, from)| *name == "from" && !from.is_empty()) {
        query.append_pair("from", from);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// What the desk calls a story: its working name, or the start of its headline, or its number.
pub(crate) fn slug(row: &StoryRow) -> String {
    let headline: String = row.headline.chars().take(30).collect();
    [row.slugline.trim(), headline.trim()]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or_else(|| row.id.to_string(), str::to_owned)
}
