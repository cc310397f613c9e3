//! The people of the newsroom, and the record of what they did.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;

use newsroom::{AddAccount, AuditFilter, Cursor, Error, Permission, Result as Done, Role};
use serde::{Deserialize, Serialize};
use story::{AccountId, Language};

use crate::access::{Access, Route};
use crate::app::{Desk, Names, initials};
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::{language_names, own_name};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageAccounts);
    vec![
        Route::get("/accounts", manage, get(list)),
        Route::post("/accounts", manage, post(add)),
        Route::post("/accounts/{id}/password", manage, post(set_password)),
        Route::post("/accounts/{id}/disable", manage, post(disable)),
        Route::get("/audit", Access::May(Permission::ReadAudit), get(audit)),
    ]
}

#[derive(Serialize)]
struct Row {
    id: String,
    login: String,
    name: String,
    initials: String,
    role: String,
    language: String,
    created: String,
    disabled: bool,
    me: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
    from: String,
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, asked.done, &Submission::default(), None).await
}

async fn show(
    desk: &Desk,
    visitor: &Visitor,
    done: Option<String>,
    form: &Submission,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let clock = screen.clock();
    let accounts = desk.newsroom.accounts(&visitor.caller).await?;
    let row = |account: &newsroom::Account| Row {
        id: account.id.to_string(),
        login: account.login.clone(),
        name: account.name.clone(),
        initials: initials(&account.name),
        role: account.role.clone(),
        language: own_name(account.language.tag()).to_owned(),
        created: clock.day(account.created),
        disabled: account.disabled,
        me: account.id == visitor.caller.account,
    };
    let values = values! {
        tab => "accounts", languages => language_names(), roles => Role::ALL.map(Role::as_str),
        accounts => accounts.iter().map(row).collect::<Vec<_>>(),
        form => values! { name => form.word("name"), login => form.word("login"), role => form.word("role") },
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "accounts.html", values))
}

async fn add(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    // A word that is no role gives the least rights; the form offers no such word.
    let role = posted.word("role").parse().unwrap_or(Role::Reporter);
    let account = AddAccount {
        login: posted.word("login"),
        name: posted.word("name"),
        role,
        password: posted.get("password").unwrap_or_default(),
        language: Language::new(&posted.word("language")),
    };
    let done = desk.newsroom.add_account(&visitor.caller, account).await.map(drop);
    answer(&desk, &visitor, &posted, "account", done).await
}

fn account_id(id: &str) -> Result<AccountId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn set_password(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    let done = desk.newsroom.set_password(&visitor.caller, account_id(&id)?, password).await;
    answer(&desk, &visitor, &Submission::default(), "password", done).await
}

async fn disable(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let done = desk.newsroom.disable_account(&visitor.caller, account_id(&id)?).await;
    answer(&desk, &visitor, &Submission::default(), "disabled", done).await
}

async fn answer(
    desk: &Desk,
    visitor: &Visitor,
    form: &Submission,
    key: &str,
    done: Done<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see(&format!("/accounts?done={key}"))),
        Err(Error::Refused(refusal)) => show(desk, visitor, None, form, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

const AUDIT_ROWS: u32 = 100;

#[derive(Serialize)]
struct Act {
    iso: String,
    time: String,
    who: String,
    action: String,
    subject: String,
    story: Option<String>,
    detail: String,
}

async fn audit(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let screen = Screen::new(&desk, &visitor, "settings");
    let clock = screen.clock();
    let mut names = Names::new(&desk, &visitor.caller);
    let from = asked.from.parse::<Cursor>().ok();
    let page = desk.newsroom.audit(&visitor.caller, &AuditFilter::default(), from, AUDIT_ROWS).await?;
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in page.rows {
        rows.push(Act {
            iso: row.at.to_string(),
            time: clock.full(row.at),
            who: names.of(row.account).await,
            story: row.subject.strip_prefix("story:").map(str::to_owned),
            detail: detail(&row.detail),
            action: row.action,
            subject: row.subject,
        });
    }
    let more = page.next.map(|cursor| format!("/audit?from={cursor}"));
    Ok(screen.show("audit.html", values! { tab => "audit", rows, more }))
}

/// `revision 3, path /fr/…`, without the braces.
fn detail(detail: &serde_json::Value) -> String {
    let word = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match detail.as_object() {
        Some(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name} {}", word(value)))
            .collect::<Vec<_>>()
            .join(", "),
        None => String::new(),
    }
}
