//! The board's columns and the list of stories.

use minijinja::Value;

use newsroom::{Cursor, StoryFilter, StoryRow};
use serde::{Deserialize, Serialize};
use story::{Edition, State};

use crate::app::{Desk, Names, initials};
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub edition: String,
    pub section: String,
    pub state: String,
    pub text: String,
    pub from: String,
    pub done: Option<String>,
}

const COLUMNS: [&str; 4] = ["draft", "in-desk", "scheduled", "live"];
const STATES: [&str; 6] = ["draft", "in-desk", "scheduled", "live", "withdrawn", "spiked"];
const COLUMN_ROWS: u32 = 30;
const LIST_ROWS: u32 = 60;
const LINKS: u32 = 8;

/// One story on a slip or in a row.
#[derive(Debug, Serialize)]
struct Slip {
    id: String,
    slug: String,
    headline: String,
    language: String,
    direction: &'static str,
    edition: String,
    /// Not of the edition that the board shows.
    foreign: bool,
    urgency: u8,
    state: &'static str,
    time: String,
    /// The same for machines: another day's is told in words.
    moment: String,
    embargo: Option<String>,
    author: String,
    initials: String,
    corrections: usize,
}

#[derive(Debug, Serialize)]
struct Column {
    state: &'static str,
    stories: Vec<Slip>,
    count: String,
    more: Option<String>,
}

/// A choice among others, as a link.
#[derive(Debug, Serialize)]
struct Tab {
    href: String,
    name: String,
    language: String,
    direction: &'static str,
    current: bool,
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

pub(crate) async fn columns(screen: &Screen<'_>, asked: &Asked) -> Result<Value, Problem> {
    let clock = screen.clock();
    // Before what is shown: what happens meanwhile is news.
    let mark = screen.desk.newsroom.stories_mark(&screen.visitor.caller).await?;
    let mut names = Names::new(screen.desk, &screen.visitor.caller);
    let mut columns = Vec::new();
    for state in COLUMNS {
        let filter = filter(asked, &[state]);
        let page = screen.desk.newsroom.stories(&screen.visitor.caller, &filter, None, COLUMN_ROWS).await?;
        let mut stories = Vec::with_capacity(page.rows.len());
        for row in &page.rows {
            stories.push(slip(row, asked, &clock, names.of(row.created_by).await));
        }
        let more = page.next.map(|_| address("/stories/list", asked, &[("state", state)]));
        let count = format!("{}{}", stories.len(), if more.is_some() { "+" } else { "" });
        columns.push(Column { state, stories, count, more });
    }
    let alarms = super::alerts::alarms(screen).await?;
    let mine = super::planning::assigned(screen, &clock).await?;
    Ok(values! { alarms, mark, mine, columns => columns, ..shared(screen, asked, "/stories") })
}

pub(crate) async fn list(screen: &Screen<'_>, asked: &Asked) -> Result<Value, Problem> {
    let clock = screen.clock();
    let state = STATES.into_iter().find(|state| *state == asked.state);
    let filter = filter(asked, &state.into_iter().collect::<Vec<_>>());
    let mark = screen.desk.newsroom.stories_mark(&screen.visitor.caller).await?;
    let from = asked.from.parse::<Cursor>().ok();
    let page = screen.desk.newsroom.stories(&screen.visitor.caller, &filter, from, LIST_ROWS).await?;
    let stories: Vec<Slip> = page.rows.iter().map(|row| slip(row, asked, &clock, String::new())).collect();
    let more = page.next.map(|cursor| address("/stories/list", asked, &[("from", &cursor.to_string())]));
    let tab = |state: Option<&'static str>| Tab {
        href: address("/stories/list", asked, &[("state", state.unwrap_or_default()), ("from", "")]),
        name: screen.visitor.say(&state.map_or_else(|| "all".to_owned(), |state| format!("state-{state}"))),
        language: String::new(),
        direction: "",
        current: state.unwrap_or_default() == asked.state,
    };
    let states: Vec<Tab> = [None].into_iter().chain(STATES.map(Some)).map(tab).collect();
    let alarms = super::alerts::alarms(screen).await?;
    Ok(
        values! { alarms, mark, list => true, stories, more, states, ..shared(screen, asked, "/stories/list") },
    )
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
    let filter = filter(asked, &["live"]);
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

fn shared(screen: &Screen<'_>, asked: &Asked, path: &str) -> Value {
    let chosen = screen.desk.config.editions.iter().find(|edition| edition.id == asked.edition);
    let tab = |href: String, name: String, edition: Option<&Edition>, current: bool| Tab {
        href,
        name,
        language: edition
            .map_or(screen.visitor.messages().tag().to_owned(), |edition| edition.language.to_string()),
        direction: edition
            .map_or(screen.visitor.messages().language().direction(), |edition| edition.language.direction())
            .as_str(),
        current,
    };
    let to = |changes: &[(&str, &str)]| address(path, asked, changes);
    let all = || screen.visitor.say("all");
    let mut editions = vec![tab(to(&[("edition", ""), ("section", "")]), all(), None, chosen.is_none())];
    editions.extend(screen.desk.config.editions.iter().map(|edition| {
        let href = to(&[("edition", &edition.id), ("section", "")]);
        tab(href, edition.name.clone(), Some(edition), edition.id == asked.edition)
    }));
    let sections: Vec<Tab> = chosen.map_or_else(Vec::new, |edition| {
        let first = tab(to(&[("section", "")]), all(), None, asked.section.is_empty());
        let others = edition.sections.iter().map(|section| {
            let current = section.id == asked.section;
            tab(to(&[("section", &section.id)]), section.name.clone(), Some(edition), current)
        });
        [first].into_iter().chain(others).collect()
    });
    let query = address("", asked, &[("state", ""), ("from", "")]);
    let kept = values! { edition => asked.edition, section => asked.section, state => asked.state, text => asked.text };
    values! { editions, sections, query, filter => kept }
}

fn filter(asked: &Asked, states: &[&str]) -> StoryFilter {
    StoryFilter {
        edition: Some(asked.edition.clone()).filter(|edition| !edition.is_empty()),
        states: states.iter().map(|state| (*state).to_owned()).collect(),
        section: Some(asked.section.clone()).filter(|section| !section.is_empty()),
        text: asked.text.trim().to_owned(),
    }
}

/// The same question with some answers changed.
fn address(path: &str, asked: &Asked, changes: &[(&str, &str)]) -> String {
    let kept = [
        ("edition", asked.edition.as_str()),
        ("section", &asked.section),
        ("state", &asked.state),
        ("text", &asked.text),
    ];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in kept {
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

fn slip(row: &StoryRow, asked: &Asked, clock: &Clock, author: String) -> Slip {
    let time = match row.state {
        State::Scheduled { at } => at,
        _ => row.changed,
    };
    Slip {
        id: row.id.to_string(),
        slug: slug(row),
        headline: row.headline.clone(),
        language: row.language.to_string(),
        direction: row.language.direction().as_str(),
        edition: row.edition.clone(),
        foreign: asked.edition.is_empty(),
        urgency: row.urgency.level(),
        state: row.state.name(),
        time: clock.short(time),
        moment: time.to_string(),
        embargo: row.embargo.map(|until| clock.short(until)),
        initials: initials(&author),
        author,
        corrections: row.corrections.len(),
    }
}

/// What the desk calls a story: its working name, or the start of its headline, or its number.
pub(crate) fn slug(row: &StoryRow) -> String {
    let headline: String = row.headline.chars().take(30).collect();
    [row.slugline.trim(), headline.trim()]
        .into_iter()
        .find(|name| !name.is_empty())
        .map_or_else(|| row.id.to_string(), str::to_owned)
}
