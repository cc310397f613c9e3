//! Who is sent what goes live.

use newsroom::{PartnerConfig, PartnerView, Permission, PutPartner, Receipt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use story::{Moment, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Nothing, Put};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    let manage = Permission::ManageSources;
    vec![
        get("/api/partners", ("listPartners", "All partners, without their secrets."), manage, list),
        post("/api/partners", ("addPartner", "Adds a partner."), manage, add).creates(),
        post("/api/partners/{id}", ("putPartner", "Changes a partner."), manage, put),
        get(
            "/api/partners/{id}/receipts",
            ("listReceipts", "What its server took, newest first."),
            manage,
            receipts,
        ),
        post(
            "/api/partners/{id}/resend",
            ("resendToPartner", "Sends everything behind an entry of the journal again."),
            manage,
            resend,
        ),
        post("/api/partners/{id}/remove", ("removePartner", "Removes it."), manage, remove),
    ]
}

#[derive(Debug, Serialize, JsonSchema)]
struct Partners {
    partners: Vec<Partner>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Partner {
    id: String,
    name: String,
    enabled: bool,
    /// `secret` is never shown again.
    config: PartnerConfig,
    /// The last entry of the journal that was looked at for it.
    entry: u64,
    /// Entries behind that one.
    behind: u64,
    /// What its server said last, where that was not a yes.
    trouble: Option<ReceiptLine>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Receipt")]
struct ReceiptLine {
    entry: u64,
    attempts: u64,
    #[schemars(with = "Option<Moment>")]
    next_attempt: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    done: Option<Timestamp>,
    answer: String,
}

impl From<Receipt> for ReceiptLine {
    fn from(it: Receipt) -> Self {
        let Receipt { seq, attempts, next_attempt, done, answer, .. } = it;
        Self { entry: seq, attempts, next_attempt, done, answer }
    }
}

async fn list(call: Call, _: Nothing) -> Result<Partners, Problem> {
    let shape = |it: PartnerView| Partner {
        id: it.row.id.to_string(),
        name: it.row.name,
        enabled: it.row.enabled,
        config: it.config,
        entry: it.row.cursor,
        behind: it.behind,
        trouble: it.trouble.map(ReceiptLine::from),
    };
    let all = call.newsroom.partners(&call.caller).await?;
    Ok(Partners { partners: all.into_iter().map(shape).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Settings {
    name: String,
    #[serde(default = "yes")]
    enabled: bool,
    /// An empty `secret` keeps the one there is.
    config: PartnerConfig,
    /// Makes a token to ask with; the one before ends.
    #[serde(default)]
    new_token: bool,
}

fn yes() -> bool {
    true
}

async fn put_as(call: &Call, id: Option<u64>, body: Settings) -> Result<Put, Problem> {
    let Settings { name, enabled, config, new_token } = body;
    let put = PutPartner { id, name, enabled, config, new_token };
    let answer = call.newsroom.put_partner(&call.caller, put).await?;
    Ok(Put { id: answer.id.to_string(), token: answer.token })
}

async fn add(call: Call, body: Settings) -> Result<Put, Problem> {
    put_as(&call, None, body).await
}

async fn put(call: Call, body: Settings) -> Result<Put, Problem> {
    put_as(&call, Some(call.part("id")?), body).await
}

#[derive(Debug, Serialize, JsonSchema)]
struct Receipts {
    receipts: Vec<ReceiptLine>,
}

const RECEIPTS: u32 = 200;

async fn receipts(call: Call, _: Nothing) -> Result<Receipts, Problem> {
    let all = call.newsroom.receipts(&call.caller, call.part("id")?, RECEIPTS).await?;
    Ok(Receipts { receipts: all.into_iter().map(ReceiptLine::from).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct After {
    /// The last entry that it keeps.
    after: u64,
}

async fn resend(call: Call, body: After) -> Result<Nothing, Problem> {
    call.newsroom.resend_to_partner(&call.caller, call.part("id")?, body.after).await?;
    Ok(Nothing {})
}

async fn remove(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.remove_partner(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}
