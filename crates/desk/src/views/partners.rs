//! The partners as a list, one of them as a form, and what its server took last.

use minijinja::Value;
use newsroom::{Code, PartnerConfig, PartnerView, Receipt, Refusal};
use serde::Serialize;

use crate::form::Submission;
use crate::page::Screen;
use crate::problem::Problem;
use crate::times::Clock;
use crate::values::values;

/// Receipts on the screen; the command line shows all.
const RECEIPTS_MAX: u32 = 30;

/// What the page shows besides the list.
#[derive(Default)]
pub(crate) struct Shown {
    pub open: Option<u64>,
    /// What somebody wrote and was not kept.
    pub posted: Option<Submission>,
    pub refused: Option<Problem>,
    pub token: Option<String>,
}

#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    address: String,
    form: String,
    enabled: bool,
    behind: u64,
    trouble: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Form {
    id: String,
    name: String,
    enabled: bool,
    editions: String,
    languages: String,
    sections: String,
    topics: String,
    urgency: String,
    cleared: String,
    embargoed: bool,
    form: String,
    address: String,
}

#[derive(Debug, Serialize)]
struct Sent {
    seq: u64,
    attempts: u64,
    /// `taken`, `again` or `aside`.
    fate: &'static str,
    time: Option<String>,
    answer: String,
}

pub(crate) async fn values(screen: &Screen<'_>, shown: Shown) -> Result<Value, Problem> {
    let (newsroom, caller) = (&screen.desk.newsroom, &screen.visitor.caller);
    let clock = screen.clock();
    let partners = newsroom.partners(caller).await?;
    let open = partners.iter().find(|view| Some(view.row.id) == shown.open);
    let form = match (&shown.posted, open) {
        (Some(posted), _) => posted_form(posted),
        (None, Some(view)) => form_of(view),
        (None, None) => Form { enabled: true, ..Form::default() },
    };
    let receipts = match open {
        Some(view) => newsroom.receipts(caller, view.row.id, RECEIPTS_MAX).await?,
        None => Vec::new(),
    };
    let refusal = shown.refused.as_ref().map(|problem| problem.text(screen.visitor.messages()));
    Ok(values! {
        tab => "partners", form, refusal, token => shown.token,
        forms => newsroom.writers().iter().map(|writer| writer.name).collect::<Vec<_>>(),
        cursor => open.map(|view| view.row.cursor),
        partners => partners.iter().map(row).collect::<Vec<_>>(),
        receipts => receipts.iter().map(|one| sent(one, &clock)).collect::<Vec<_>>(),
    })
}

fn row(view: &PartnerView) -> Row {
    Row {
        id: view.row.id.to_string(),
        name: view.row.name.clone(),
        address: view.config.address.clone(),
        form: view.config.form.clone(),
        enabled: view.row.enabled,
        behind: view.behind,
        trouble: view.trouble.as_ref().map(|receipt| receipt.answer.clone()),
    }
}

fn sent(receipt: &Receipt, clock: &Clock) -> Sent {
    let (fate, at) = match (receipt.done, receipt.next_attempt) {
        (Some(at), _) => ("taken", Some(at)),
        (None, Some(at)) => ("again", Some(at)),
        (None, None) => ("aside", None),
    };
    Sent {
        seq: receipt.seq,
        attempts: receipt.attempts,
        fate,
        time: at.map(|at| clock.short(at)),
        answer: receipt.answer.clone(),
    }
}

fn form_of(view: &PartnerView) -> Form {
    let config = &view.config;
    let list = |words: &[String]| words.join(", ");
    Form {
        id: view.row.id.to_string(),
        name: view.row.name.clone(),
        enabled: view.row.enabled,
        editions: list(&config.editions),
        languages: list(&config.languages),
        sections: list(&config.sections),
        topics: list(&config.topics),
        urgency: if config.urgency_max == 0 { String::new() } else { config.urgency_max.to_string() },
        cleared: list(&config.cleared),
        embargoed: config.embargoed,
        form: config.form.clone(),
        address: config.address.clone(),
    }
}

fn posted_form(posted: &Submission) -> Form {
    let word = |name: &str| posted.word(name);
    Form {
        id: word("id"),
        name: word("name"),
        enabled: word("enabled") == "on",
        editions: word("editions"),
        languages: word("languages"),
        sections: word("sections"),
        topics: word("topics"),
        urgency: word("urgency"),
        cleared: word("cleared"),
        embargoed: word("embargoed") == "on",
        form: word("form"),
        address: word("address"),
    }
}

/// The settings that a form says. An urgency that is none is refused: taken for 0 it would send everything.
pub(crate) fn config_of(posted: &Submission) -> Result<PartnerConfig, Refusal> {
    let list = |name: &str| {
        let words = posted.word(name);
        let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    let urgency = posted.word("urgency");
    let urgency_max = match urgency.as_str() {
        "" => 0,
        typed => typed.parse().map_err(|_| {
            let why = format!("urgencies are 1 to 8, or 0 for all; “{typed}” is none");
            Refusal::new(Code::PartnerInvalid).with("why", why)
        })?,
    };
    Ok(PartnerConfig {
        editions: list("editions"),
        languages: list("languages"),
        sections: list("sections"),
        topics: list("topics"),
        urgency_max,
        cleared: list("cleared"),
        embargoed: posted.word("embargoed") == "on",
        form: posted.word("form"),
        address: posted.word("address"),
        secret: posted.get("secret").unwrap_or_default(),
    })
}
