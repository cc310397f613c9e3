//! What the newsroom decides about its checks: how much each weighs, and the rules of its own.

use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;
use newsroom::{CheckPolicy, Code, Demotion, DryRun, Error, Permission, Role};
use serde::{Deserialize, Serialize};
use story::{HouseFault, Language, Level, Levels, Stage};

use crate::access::{Access, Route};
use crate::app::{Desk, Names};
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageChecks);
    vec![
        Route::get("/check-levels", manage, get(levels)),
        Route::post("/check-levels", manage, post(set_levels)),
        Route::post("/check-policy", manage, post(set_policy)),
        Route::get("/house-rules", manage, get(house)),
        Route::post("/house-rules", manage, post(set_house)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
    version: Option<u64>,
}

const LEVELS: [Level; 4] = [Level::Off, Level::Info, Level::Warn, Level::Error];

fn word(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Error => "error",
    }
}

/// Who may be left to answer for findings that block: no reporter publishes.
const ANSWERERS: [Role; 2] = [Role::Editor, Role::Chief];

#[derive(Serialize)]
struct Rule {
    id: String,
    name: String,
    /// What it finds, and why that matters; house rules have the newsroom's own reason.
    finds: String,
    matters: String,
    language: Option<Language>,
    house: bool,
    /// What it weighs where nothing is decided.
    shipped: &'static str,
    /// Empty where nothing is decided.
    level: &'static str,
}

/// A check that lost weight by itself.
#[derive(Serialize)]
struct Told {
    name: String,
    from: &'static str,
    to: &'static str,
    decided: u64,
    fixed: u64,
    time: String,
}

impl Told {
    fn of(it: &Demotion, name: String, time: String) -> Self {
        let (from, to) = (it.from.as_str(), it.to.as_str());
        Self { name, from, to, decided: it.decided, fixed: it.fixed, time }
    }
}

async fn levels(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show_levels(&desk, &visitor, asked.done, None).await
}

async fn show_levels(
    desk: &Desk,
    visitor: &Visitor,
    done: Option<String>,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let ruled = desk.newsroom.check_levels(&visitor.caller).await?;
    let (policy_version, policy) = desk.newsroom.check_policy(&visitor.caller).await?;
    let decided = |id: &str| ruled.levels.0.get(id).map_or("", |level| word(*level));
    let mut rules = Vec::new();
    for card in desk.newsroom.rules().rules {
        let weighs = Levels::as_shipped().of(card.id, card.stage).at_most(card.severity);
        let (finds, language) = card.finds(&visitor.caller.language);
        rules.push(Rule {
            id: card.id.to_owned(),
            name: card.name(&visitor.caller.language),
            finds,
            matters: card.matters(&language).0,
            language: Some(language),
            house: false,
            shipped: weighs.map_or("off", |severity| severity.as_str()),
            level: decided(card.id),
        });
    }
    for card in ruled.house.iter().filter(|card| card.live) {
        let weighs = Levels::as_shipped().of(&card.id, Stage::Live).at_most(card.severity);
        rules.push(Rule {
            id: card.id.clone(),
            name: card.id.clone(),
            finds: card.reason.clone(),
            matters: String::new(),
            language: None,
            house: true,
            shipped: weighs.map_or("off", |severity| severity.as_str()),
            level: decided(&card.id),
        });
    }
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let clock = screen.clock();
    let name = |it: &Demotion| desk.newsroom.rules().name(&it.rule, &visitor.caller.language);
    let demoted: Vec<Told> =
        ruled.demoted.iter().map(|it| Told::of(it, name(it), clock.full(it.at))).collect();
    let values = values! {
        tab => "check-levels", policy_version, answers => policy.answers_for_errors.as_str(),
        answerers => ANSWERERS.map(Role::as_str), rules, demoted, version => ruled.version, levels => LEVELS.map(word),
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "check-levels.html", values))
}

async fn set_levels(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let ruled = desk.newsroom.check_levels(&visitor.caller).await?;
    let shipped = desk.newsroom.rules().rules.iter().map(|card| card.id.to_owned());
    let own = ruled.house.iter().map(|card| card.id.clone());
    let mut levels = Levels::default();
    for id in shipped.chain(own) {
        match posted.get(&format!("level-{id}")) {
            Some(said) => levels.0.extend(LEVELS.into_iter().find(|it| word(*it) == said).map(|it| (id, it))),
            // A draft is not on the screen: what was decided about it stays.
            None => levels.0.extend(ruled.levels.0.get(&id).map(|level| (id, *level))),
        }
    }
    match desk.newsroom.set_check_levels(&visitor.caller, base(&posted), levels).await {
        Ok(_) => Ok(see("/check-levels?done=check-levels")),
        Err(Error::Refused(refusal)) => show_levels(&desk, &visitor, None, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

async fn set_policy(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let said = posted.word("answers");
    let role = ANSWERERS.into_iter().find(|role| role.as_str() == said).ok_or_else(Problem::unreadable)?;
    let policy = CheckPolicy { answers_for_errors: role };
    match desk.newsroom.set_check_policy(&visitor.caller, base(&posted), policy).await {
        Ok(_) => Ok(see("/check-levels?done=check-policy")),
        Err(Error::Refused(refusal)) => show_levels(&desk, &visitor, None, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

fn base(posted: &crate::form::Submission) -> u64 {
    posted.word("version").parse().unwrap_or_default()
}

/// What the screen of house rules shows.
#[derive(Default)]
struct Shown {
    /// The text in the form, where it is not the newest version.
    text: Option<String>,
    /// The version that was looked at when the form was filled.
    base: Option<u64>,
    run: Option<DryRun>,
    faults: Vec<HouseFault>,
    refused: Option<Problem>,
}

#[derive(Serialize)]
struct Version {
    number: u64,
    who: String,
    iso: String,
    time: String,
}

async fn house(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut shown = Shown::default();
    if let Some(version) = asked.version {
        let kept = desk.newsroom.house_rules(&visitor.caller).await?;
        let ruling = kept.into_iter().find(|ruling| ruling.version == version);
        shown.text = Some(ruling.ok_or_else(Problem::unknown)?.text);
    }
    show_house(&desk, &visitor, asked.done, shown).await
}

async fn show_house(
    desk: &Desk,
    visitor: &Visitor,
    done: Option<String>,
    shown: Shown,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let clock = screen.clock();
    let mut names = Names::new(desk, &visitor.caller);
    let kept = desk.newsroom.house_rules(&visitor.caller).await?;
    let mut versions = Vec::with_capacity(kept.len());
    for ruling in &kept {
        let (iso, time) = (ruling.at.to_string(), clock.full(ruling.at));
        versions.push(Version { number: ruling.version, who: names.of(ruling.by).await, iso, time });
    }
    let newest = kept.first();
    let values = values! {
        tab => "house-rules", versions, run => shown.run, faults => shown.faults,
        text => shown.text.or_else(|| newest.map(|ruling| ruling.text.clone())).unwrap_or_default(),
        version => shown.base.or_else(|| newest.map(|ruling| ruling.version)).unwrap_or_default(),
        refusal => shown.refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = shown.refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "house-rules.html", values))
}

/// Tries the rules of the form over the archive, or keeps them.
async fn set_house(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    // Browsers send every line's end as two characters.
    let text = posted.get("rules").unwrap_or_default().replace("\r\n", "\n");
    let base = base(&posted);
    let mut shown = Shown { text: Some(text.clone()), base: Some(base), ..Shown::default() };
    if posted.word("step") == "keep" {
        match desk.newsroom.set_house_rules(&visitor.caller, base, text.clone()).await {
            Ok(_) => return Ok(see("/house-rules?done=house-rules")),
            // Its lines are listed below.
            Err(Error::Refused(refusal)) if refusal.code == Code::HouseUnsound => {}
            Err(Error::Refused(refusal)) => shown.refused = Some(refusal.into()),
            Err(fault) => return Err(fault.into()),
        }
    }
    if shown.refused.is_none() {
        match desk.newsroom.try_house_rules(&visitor.caller, &text).await? {
            Ok(run) => shown.run = Some(run),
            Err(faults) => shown.faults = faults,
        }
    }
    show_house(&desk, &visitor, None, shown).await
}
