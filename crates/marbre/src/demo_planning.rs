//! The demonstration's planning: a week around now, and the colleagues who cover it.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use newsroom::{
    Caller, Context, Coverage, CoverageKind, CoverageState, Event, Newsroom, Note, Role, Standing,
};
use serde::Deserialize;
use store::{Account, Store};
use story::{AccountId, Edition, Language, Urgency};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanningFile {
    colleague: Vec<Colleague>,
    event: Vec<DemoEvent>,
}

/// Somebody invented. Nobody signs in as them before a chief gives them a password.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Colleague {
    login: String,
    name: String,
    role: Role,
    language: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoEvent {
    edition: String,
    /// From today; -1 is yesterday.
    day: i64,
    /// On the clock of the house; none is all day.
    time: Option<Time>,
    #[serde(default)]
    minutes: i64,
    title: String,
    #[serde(default)]
    place: String,
    section: String,
    #[serde(default)]
    urgency: Urgency,
    #[serde(default)]
    embargo: bool,
    #[serde(default)]
    own: bool,
    #[serde(default)]
    standing: Standing,
    #[serde(default)]
    description: String,
    #[serde(default)]
    private_note: String,
    #[serde(default)]
    coverages: Vec<DemoCoverage>,
    /// By login.
    #[serde(default)]
    notes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoCoverage {
    kind: CoverageKind,
    /// By login; nobody is open.
    #[serde(default)]
    who: String,
    #[serde(default)]
    state: CoverageState,
    #[serde(default)]
    edition: String,
}

/// Puts the events of the editions that there are into the planning.
pub(crate) async fn plan(newsroom: &Newsroom, store: &Store, text: &str) -> anyhow::Result<()> {
    let file: PlanningFile = toml::from_str(text).context("demo/planning.toml")?;
    for colleague in &file.colleague {
        add(store, colleague).await?;
    }
    let accounts = store.accounts().await?;
    let people: BTreeMap<&str, AccountId> =
        accounts.iter().map(|account| (account.login.as_str(), account.id)).collect();
    let house = newsroom.editions().first().context("no edition")?;
    // A demonstration may have fewer editions than its planning names.
    let there = |edition: &str| edition.is_empty() || newsroom.edition(edition).is_some();
    for event in &file.event {
        if there(&event.edition) {
            let made = made(event, house, there, &people).with_context(|| event.title.clone())?;
            newsroom.add_event(&Caller::system(), made).await.with_context(|| event.title.clone())?;
        }
    }
    Ok(())
}

async fn add(store: &Store, colleague: &Colleague) -> anyhow::Result<()> {
    let account = Account {
        id: AccountId::from_number(Context::system().random()),
        login: colleague.login.clone(),
        name: colleague.name.clone(),
        role: colleague.role.as_str().to_owned(),
        reach: String::new(),
        // No password has this hash.
        password_hash: String::new(),
        language: Language::new(&colleague.language),
        created: Timestamp::now(),
        disabled: false,
        email: String::new(),
    };
    let mut tx = store.begin().await?;
    tx.insert_account(&account).await?;
    Ok(tx.commit().await?)
}

fn made(
    event: &DemoEvent,
    house: &Edition,
    there: impl Fn(&str) -> bool,
    people: &BTreeMap<&str, AccountId>,
) -> anyhow::Result<Event> {
    let zone = TimeZone::get(&house.time_zone)?;
    let day = Timestamp::now().to_zoned_datetime(zone.clone()).date().checked_add(event.day.days())?;
    let at = day.to_datetime(event.time.unwrap_or_default()).to_zoned_datetime(zone.clone())?.timestamp();
    let ends = match event.time {
        Some(_) => at + SignedDuration::from_mins(event.minutes),
        None => day.checked_add(1.day())?.to_zoned_datetime(zone)?.timestamp() - SignedDuration::from_mins(1),
    };
    let who = |login: &str| {
        people.get(login).copied().ok_or_else(|| anyhow!("the demonstration has no colleague '{login}'"))
    };
    let mut coverages = BTreeMap::new();
    let planned = event.coverages.iter().filter(|coverage| there(&coverage.edition));
    for (number, coverage) in (1..).zip(planned) {
        let assignee = if coverage.who.is_empty() { None } else { Some(who(&coverage.who)?) };
        let DemoCoverage { kind, state, ref edition, .. } = *coverage;
        coverages.insert(
            number,
            Coverage { kind, state, edition: edition.clone(), assignee, ..Coverage::default() },
        );
    }
    let mut notes = BTreeMap::new();
    for (number, (login, text)) in (1..).zip(&event.notes) {
        notes.insert(number, Note { by: who(login)?, at: Timestamp::now(), text: text.clone() });
    }
    Ok(Event {
        title: event.title.clone(),
        description: event.description.clone(),
        place: event.place.clone(),
        private_note: event.private_note.clone(),
        starts: at,
        ends,
        all_day: event.time.is_none(),
        own: event.own,
        edition: event.edition.clone(),
        section: event.section.clone(),
        urgency: event.urgency,
        embargo: event.embargo.then_some(at),
        standing: event.standing,
        coverages,
        notes,
        ..Event::default()
    })
}
