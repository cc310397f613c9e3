//! How much checks weigh, the newsroom's own rules, and how checks are answered.

use newsroom::{CheckPolicy, Demotion, DryRun, MeasureFilter, MeasuredDesk, Measures, Permission, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{AccountId, HouseCard, HouseFault, Levels, Moment, Severity, Stage, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use crate::problem::Problem;

use super::shapes::{Nothing, Version};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let manage = Permission::ManageChecks;
    vec![
        get(
            "/api/check-levels",
            ("getCheckLevels", "The checks, and how much each weighs here."),
            manage,
            levels,
        ),
        post("/api/check-levels", ("setCheckLevels", "Decides how much checks weigh."), manage, set_levels),
        get("/api/check-policy", ("getCheckPolicy", "Who answers for what blocks."), manage, policy),
        post("/api/check-policy", ("setCheckPolicy", "Decides who does."), manage, set_policy),
        get(
            "/api/house-rules",
            ("listHouseRules", "The newsroom's own rules, newest version first."),
            manage,
            house,
        ),
        post("/api/house-rules", ("setHouseRules", "Writes them anew."), manage, set_house),
        post(
            "/api/house-rules/try",
            ("tryHouseRules", "What they would find in recent stories."),
            manage,
            try_house,
        ),
        get("/api/check-measures", ("getCheckMeasures", "How findings were answered."), manage, measures),
    ]
}

#[derive(Debug, Serialize, JsonSchema)]
struct Weights {
    /// 0 where nothing was decided yet.
    version: u64,
    /// By name; a check that is not there weighs as it was shipped.
    levels: Levels,
    checks: Vec<Check>,
    house: Vec<HouseCard>,
    /// Those that weigh less because they were mostly dismissed.
    demoted: Vec<Demotion>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Check {
    id: &'static str,
    severity: Severity,
    stage: Stage,
    /// What it finds.
    finds: String,
}

async fn levels(call: Call, _: Nothing) -> Result<Weights, Problem> {
    let ruled = call.newsroom.check_levels(&call.caller).await?;
    let check = |card: &story::RuleCard| Check {
        id: card.id,
        severity: card.severity,
        stage: card.stage,
        finds: card.finds(&call.caller.language).0,
    };
    let checks = call.newsroom.rules().rules.iter().map(check).collect();
    let newsroom::CheckLevels { version, levels, house, demoted } = ruled;
    Ok(Weights { version, levels, checks, house, demoted })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetLevels {
    /// The version that was looked at.
    base: u64,
    levels: Levels,
}

async fn set_levels(call: Call, body: SetLevels) -> Result<Version, Problem> {
    Ok(Version { version: call.newsroom.set_check_levels(&call.caller, body.base, body.levels).await? })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Policy {
    /// 0 where nothing was decided yet.
    version: u64,
    /// The lowest role that answers for a finding that blocks, or publishes over it.
    answers_for_errors: Role,
}

async fn policy(call: Call, _: Nothing) -> Result<Policy, Problem> {
    let (version, policy) = call.newsroom.check_policy(&call.caller).await?;
    Ok(Policy { version, answers_for_errors: policy.answers_for_errors })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetPolicy {
    /// The version that was looked at.
    base: u64,
    answers_for_errors: Role,
}

async fn set_policy(call: Call, body: SetPolicy) -> Result<Version, Problem> {
    let policy = CheckPolicy { answers_for_errors: body.answers_for_errors };
    Ok(Version { version: call.newsroom.set_check_policy(&call.caller, body.base, policy).await? })
}

#[derive(Debug, Serialize, JsonSchema)]
struct House {
    versions: Vec<HouseVersion>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HouseVersion {
    version: u64,
    by: AccountId,
    #[schemars(with = "Moment")]
    at: Timestamp,
    text: String,
}

async fn house(call: Call, _: Nothing) -> Result<House, Problem> {
    let shape =
        |it: newsroom::Ruling| HouseVersion { version: it.version, by: it.by, at: it.at, text: it.text };
    let all = call.newsroom.house_rules(&call.caller).await?;
    Ok(House { versions: all.into_iter().map(shape).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetHouse {
    /// The version that was looked at; 0 for none.
    base: u64,
    text: String,
}

async fn set_house(call: Call, body: SetHouse) -> Result<Version, Problem> {
    Ok(Version { version: call.newsroom.set_house_rules(&call.caller, body.base, body.text).await? })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TryHouse {
    text: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Trial {
    /// `None` where the text is no set of rules.
    run: Option<DryRun>,
    faults: Vec<HouseFault>,
}

async fn try_house(call: Call, body: TryHouse) -> Result<Trial, Problem> {
    Ok(match call.newsroom.try_house_rules(&call.caller, &body.text).await? {
        Ok(run) => Trial { run: Some(run), faults: Vec::new() },
        Err(faults) => Trial { run: None, faults },
    })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Days back, 30 where it is not said.
    days: Option<u16>,
    edition: Option<String>,
    section: Option<String>,
}

const DAYS: u16 = 30;

async fn measures(call: Call, asked: Asked) -> Result<Measures, Problem> {
    let section = asked.section.unwrap_or_default();
    let desk = asked.edition.map(|edition| MeasuredDesk { edition, section });
    let filter = MeasureFilter { days: asked.days.unwrap_or(DAYS), desk };
    Ok(call.newsroom.check_measures(&call.caller, &filter).await?)
}
