//! Above the board: what may be asked of it, and how much each question finds.

use minijinja::Value;
use newsroom::{Permission, PresetList, Show, StoryCount, StoryFilter, StoryQuestion};
use serde::Serialize;
use story::Edition;

use super::{Asked, address};
use crate::page::Screen;
use crate::problem::Problem;
use crate::values::values;
use crate::views::presets;
use crate::views::story::people;

/// Stories counted at most; more are told as so many and a sign.
pub(super) const COUNTED: u32 = 1_000;

/// A choice among others, as a link.
#[derive(Debug, Serialize)]
pub(super) struct Tab {
    href: String,
    name: String,
    language: String,
    direction: &'static str,
    current: bool,
    count: Option<String>,
}

/// `1000+` where there are that many or more.
pub(super) fn told(count: StoryCount) -> String {
    let sign = if count.stories >= u64::from(COUNTED) { "+" } else { "" };
    format!("{}{sign}", count.stories)
}

pub(super) async fn count(screen: &Screen<'_>, filter: &StoryFilter) -> Result<StoryCount, Problem> {
    Ok(screen.desk.newsroom.count_stories(&screen.visitor.caller, filter, COUNTED).await?)
}

/// How many stories in the works answer such a question.
async fn in_works(screen: &Screen<'_>, question: &StoryQuestion) -> Result<String, Problem> {
    let mut filter = question.filter(&screen.visitor.caller, screen.desk.newsroom.now());
    if filter.states.is_empty() {
        filter.states = ["draft", "in-desk", "scheduled"].map(str::to_owned).into();
    }
    Ok(told(count(screen, &filter).await?))
}

pub(super) async fn shared(screen: &Screen<'_>, asked: &Asked, path: &str) -> Result<Value, Problem> {
    let query = address("", asked, &[("from", "")]);
    let plain = address("", asked, &[("state", ""), ("from", "")]);
    let chosen = chosen(screen, asked);
    let places: Vec<Tab> = chosen.map_or_else(Vec::new, |edition| {
        edition
            .sections
            .iter()
            .map(|section| of_edition(edition, section.id.clone(), &section.name))
            .collect()
    });
    Ok(values! {
        editions => editions(screen, asked, path).await?,
        sections => sections(screen, asked, path).await?,
        shows => shows(screen, asked, path).await?,
        presets => kept(screen, asked, path).await?,
        may_share => screen.visitor.caller.may(Permission::ManagePresets),
        people => people(screen).await?,
        me => screen.visitor.caller.account.to_string(),
        places, query, plain, filter => asked.kept(),
    })
}

fn chosen<'a>(screen: &Screen<'a>, asked: &Asked) -> Option<&'a Edition> {
    screen.desk.config.editions.iter().find(|edition| edition.id == asked.edition)
}

fn of_edition(edition: &Edition, href: String, name: &str) -> Tab {
    Tab {
        href,
        name: name.to_owned(),
        language: edition.language.to_string(),
        direction: edition.language.direction().as_str(),
        current: false,
        count: None,
    }
}

pub(super) fn own(screen: &Screen<'_>, href: String, name: String, current: bool) -> Tab {
    let language = screen.visitor.messages().language();
    let (direction, language) = (language.direction().as_str(), language.to_string());
    Tab { href, name, language, direction, current, count: None }
}

async fn editions(screen: &Screen<'_>, asked: &Asked, path: &str) -> Result<Vec<Tab>, Problem> {
    let href = |id: &str| address(path, asked, &[("edition", id), ("section", "")]);
    let none = chosen(screen, asked).is_none();
    let all = own(screen, href(""), screen.visitor.say("all"), none);
    let mut tabs = vec![Tab { count: Some(in_works(screen, &StoryQuestion::default()).await?), ..all }];
    for edition in &screen.desk.config.editions {
        let question = StoryQuestion { edition: Some(edition.id.clone()), ..StoryQuestion::default() };
        let count = Some(in_works(screen, &question).await?);
        let current = edition.id == asked.edition;
        tabs.push(Tab { current, count, ..of_edition(edition, href(&edition.id), &edition.name) });
    }
    Ok(tabs)
}

async fn sections(screen: &Screen<'_>, asked: &Asked, path: &str) -> Result<Vec<Tab>, Problem> {
    let Some(edition) = chosen(screen, asked) else { return Ok(Vec::new()) };
    let href = |id: &str| address(path, asked, &[("section", id)]);
    let mut tabs = vec![own(screen, href(""), screen.visitor.say("all"), asked.section.is_empty())];
    for section in &edition.sections {
        let question = StoryQuestion {
            edition: Some(edition.id.clone()),
            section: Some(section.id.clone()),
            ..StoryQuestion::default()
        };
        let count = Some(in_works(screen, &question).await?);
        let current = section.id == asked.section;
        tabs.push(Tab { current, count, ..of_edition(edition, href(&section.id), &section.name) });
    }
    Ok(tabs)
}

/// What every desk asks; of the edition and section that are chosen. The one that is asked is taken back by asking again.
async fn shows(screen: &Screen<'_>, asked: &Asked, path: &str) -> Result<Vec<Value>, Problem> {
    let mut tabs = Vec::new();
    for show in Show::ALL {
        let current = asked.show == show.as_str();
        let word = if current { "" } else { show.as_str() };
        let href = address(path, asked, &[("show", word), ("state", ""), ("from", "")]);
        let question = StoryQuestion { show: Some(show), state: None, assignee: None, ..asked.question() };
        let count = in_works(screen, &question).await?;
        let name = screen.visitor.say(&format!("show-{}", show.as_str()));
        let hot = matches!(show, Show::Late | Show::Blocked) && count != "0";
        tabs.push(values! { href, name, count, current, hot, word => show.as_str() });
    }
    Ok(tabs)
}

async fn kept(screen: &Screen<'_>, asked: &Asked, path: &str) -> Result<Vec<presets::Kept>, Problem> {
    let here = address(path, &Asked { from: String::new(), ..asked.clone() }, &[]);
    presets::kept(screen, PresetList::Stories, &here, |query| {
        let question = serde_json::from_value::<StoryQuestion>(query.clone()).unwrap_or_default();
        (address(path, &Asked::of(question), &[]), false)
    })
    .await
}
