//! The people of the newsroom: who they are, what they may do, how they come in.

use std::collections::HashMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use http::StatusCode;

use newsroom::{
    Error, LinkToken, Permission, Reach, Result as Done, Role, SignInPolicy, Token, UpdateAccount,
};
use serde::Deserialize;
use story::{AccountId, Language};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::{language_names, people};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageAccounts);
    vec![
        Route::get("/accounts", manage, get(list)),
        Route::post("/accounts/sign-in-policy", manage, post(set_policy)),
        Route::get("/accounts/{id}", manage, get(open)),
        Route::post("/accounts/{id}", manage, post(update)),
        Route::post("/accounts/{id}/reset", manage, post(reset)),
        Route::post("/accounts/{id}/disable", manage, post(disable)),
        Route::post("/accounts/{id}/enable", manage, post(enable)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

/// What the list shows beside itself.
#[derive(Default)]
struct Shown<'a> {
    done: Option<String>,
    form: Submission,
    refused: Option<Problem>,
    /// Whose link, and where it leads.
    link: Option<(&'a str, String)>,
}

async fn list(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, Shown { done: asked.done, ..Shown::default() }).await
}

async fn show(desk: &Desk, visitor: &Visitor, shown: Shown<'_>) -> Result<Response, Problem> {
    let Shown { done, form, refused, link } = shown;
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let clock = screen.clock();
    let me = visitor.caller.account;
    let accounts = desk.newsroom.accounts(&visitor.caller).await?;
    let invitations = desk.newsroom.invitations(&visitor.caller).await?;
    let (policy_version, policy) = desk.newsroom.sign_in_policy(&visitor.caller).await?;
    let tokens = desk.newsroom.all_tokens(&visitor.caller).await?;
    let names: HashMap<AccountId, &str> =
        accounts.iter().map(|view| (view.account.id, view.account.name.as_str())).collect();
    let token =
        |one: &Token| people::token_row(&clock, one, names.get(&one.account).copied().unwrap_or_default());
    let (link_of, link) = link.unzip();
    let values = values! {
        tab => "accounts", languages => language_names(), roles => Role::ALL.map(Role::as_str), link, link_of,
        reaches => people::reach_choices(&desk.config.editions, &Reach::stored(&words(&form))),
        policy_version, needs_second_step => policy.second_step.iter().map(|role| role.as_str()).collect::<Vec<_>>(),
        accounts => accounts.iter().map(|view| people::account_row(&clock, view, me)).collect::<Vec<_>>(),
        invitations => invitations.iter().map(|one| people::invitation_row(&clock, one)).collect::<Vec<_>>(),
        tokens => tokens.iter().map(token).collect::<Vec<_>>(),
        may => people::roles_may(&visitor.caller.language),
        form => values! {
            name => form.word("name"), login => form.word("login"), role => form.word("role"),
            language => form.word("language"),
        },
        refusal => refused.as_ref().map(|problem| problem.text(visitor.messages())),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "accounts.html", values))
}

/// Shown once: the newsroom keeps only its hash.
pub(super) async fn show_link(
    desk: &Desk,
    visitor: &Visitor,
    name: &str,
    token: &LinkToken,
) -> Result<Response, Problem> {
    let link = format!("{}/invitation/{}", desk.newsroom.desk_origin(), token.0);
    show(desk, visitor, Shown { link: Some((name, link)), ..Shown::default() }).await
}

fn words(form: &Submission) -> String {
    form.all("reach").collect::<Vec<_>>().join(" ")
}

pub(super) fn account_id(id: &str) -> Result<AccountId, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    one(&desk, &visitor, account_id(&id)?, asked.done, None).await
}

async fn one(
    desk: &Desk,
    visitor: &Visitor,
    id: AccountId,
    done: Option<String>,
    refused: Option<Problem>,
) -> Result<Response, Problem> {
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let (clock, messages) = (screen.clock(), visitor.messages());
    let ways = desk.newsroom.ways_in(&visitor.caller, id).await?;
    let sessions = desk.newsroom.sessions(&visitor.caller, id).await?;
    let row = |one| people::session_row(&clock, messages, one, visitor.session);
    let account = &ways.account;
    let values = values! {
        tab => "accounts", languages => language_names(), roles => Role::ALL.map(Role::as_str), id => id.to_string(),
        person => account.name, role => account.role, email => account.email,
        reaches => people::reach_choices(&desk.config.editions, &Reach::stored(&account.reach)), language => account.language.tag(),
        disabled => account.disabled, created => clock.day(account.created), me => id == visitor.caller.account,
        ways => people::ways_in(&clock, &ways), sessions => sessions.iter().map(row).collect::<Vec<_>>(),
        refusal => refused.as_ref().map(|problem| problem.text(messages)),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "account.html", values))
}

async fn update(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let language = posted.get("language").filter(|tag| !tag.is_empty());
    let reach = posted.raw("reaches").map(|_| reach(&desk, &posted)).transpose()?;
    let update = UpdateAccount {
        reach,
        name: Some(posted.word("name")),
        language: language.map(|tag| Language::new(&tag)),
        role: posted.word("role").parse().ok(),
        email: posted.get("email"),
    };
    let account = account_id(&id)?;
    let done = desk.newsroom.update_account(&visitor.caller, account, update).await;
    answer_one(&desk, &visitor, account, "account-saved", done).await
}

/// The places that a form names.
pub(super) fn reach(desk: &Desk, posted: &Submission) -> Result<Reach, Problem> {
    Ok(Reach::of(posted.all("reach"), &desk.config.editions)?)
}

async fn reset(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = account_id(&id)?;
    let done = desk.newsroom.reset_second_step(&visitor.caller, account).await;
    answer_one(&desk, &visitor, account, "second-step-reset", done).await
}

async fn disable(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = account_id(&id)?;
    let done = desk.newsroom.disable_account(&visitor.caller, account).await;
    answer_one(&desk, &visitor, account, "disabled", done).await
}

async fn enable(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = account_id(&id)?;
    let done = desk.newsroom.enable_account(&visitor.caller, account).await;
    answer_one(&desk, &visitor, account, "enabled", done).await
}

async fn set_policy(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let base = posted.word("version").parse().unwrap_or_default();
    let roles = posted.all("second-step").map(str::parse);
    let second_step = roles.collect::<Result<_, _>>().map_err(|_| Problem::unreadable())?;
    let done = desk.newsroom.set_sign_in_policy(&visitor.caller, base, SignInPolicy { second_step }).await;
    answer(&desk, &visitor, &Submission::default(), "sign-in-policy", done.map(drop)).await
}

async fn answer_one(
    desk: &Desk,
    visitor: &Visitor,
    account: AccountId,
    key: &str,
    done: Done<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see(&format!("/accounts/{account}?done={key}"))),
        Err(Error::Refused(refusal)) => one(desk, visitor, account, None, Some(refusal.into())).await,
        Err(fault) => Err(fault.into()),
    }
}

pub(super) async fn answer(
    desk: &Desk,
    visitor: &Visitor,
    form: &Submission,
    key: &str,
    done: Done<()>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(see(&format!("/accounts?done={key}"))),
        Err(Error::Refused(refusal)) => {
            let shown = Shown { form: form.clone(), refused: Some(refusal.into()), ..Shown::default() };
            show(desk, visitor, shown).await
        }
        Err(fault) => Err(fault.into()),
    }
}
