//! Links by which somebody chooses a password: made and withdrawn by those who manage accounts, used by whoever has one.

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use newsroom::{Client, Error, Invite, Permission, Role};
use story::Language;

use super::accounts::{self, account_id, answer};
use super::door::{self, Arrival};
use crate::access::{Access, GATE_BYTES_MAX, Route};
use crate::app::Desk;
use crate::cookies;
use crate::form::Submission;
use crate::guard::Posted;
use crate::page::{outside, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::language_names;
use crate::visitor::{Taste, Visitor};

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageAccounts);
    vec![
        Route::post("/accounts", manage, post(invite)),
        Route::post("/accounts/{id}/link", manage, post(link)),
        Route::post("/accounts/invitations/{id}/withdraw", manage, post(withdraw)),
        Route::get("/invitation/{token}", Access::Open, get(show)),
        Route::post("/invitation/{token}", Access::Open, post(accept)).carrying(GATE_BYTES_MAX),
    ]
}

async fn invite(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    // A word that is no role gives the least rights; the form offers no such word.
    let role = posted.word("role").parse().unwrap_or(Role::Reporter);
    let invite = Invite {
        login: posted.word("login"),
        name: posted.word("name"),
        role,
        reach: accounts::reach(&desk, &posted)?,
        language: Language::new(&posted.word("language")),
    };
    match desk.newsroom.invite(&visitor.caller, invite).await {
        Ok(token) => accounts::show_link(&desk, &visitor, &posted.word("name"), &token).await,
        Err(error) => answer(&desk, &visitor, &posted, "", Err(error)).await,
    }
}

async fn link(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let account = account_id(&id)?;
    match desk.newsroom.link_to_password(&visitor.caller, account).await {
        Ok(token) => {
            let name = desk.newsroom.name_of(&visitor.caller, account).await?;
            accounts::show_link(&desk, &visitor, &name, &token).await
        }
        Err(error) => answer(&desk, &visitor, &Submission::default(), "", Err(error)).await,
    }
}

async fn withdraw(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::unknown())?;
    let done = desk.newsroom.withdraw_invitation(&visitor.caller, id).await;
    answer(&desk, &visitor, &Submission::default(), "withdrawn", done).await
}

/// A link as it was opened.
struct Opened<'a> {
    desk: &'a Desk,
    taste: &'a Taste,
    client: &'a Client,
    gate: &'a str,
    token: &'a str,
}

impl Opened<'_> {
    async fn show(&self, refused: Option<Problem>) -> Result<Response, Problem> {
        let link = self.desk.newsroom.invitation(self.token, self.client).await?;
        let here = format!("/invitation/{}", self.token);
        let values = values! {
            here, person => link.name, login => link.login, renews => link.account.is_some(),
            languages => language_names(),
            refusal => refused.as_ref().map(|problem| problem.text(self.taste.messages)),
        };
        let status = refused.map_or(StatusCode::OK, |problem| problem.status);
        Ok(outside(self.desk, self.taste, self.gate, status, "invitation.html", values))
    }
}

async fn show(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
    Query(arrival): Query<Arrival>,
    jar: CookieJar,
) -> Result<Response, Problem> {
    let (jar, gate, taste) = door::arrive(&desk, taste, jar, &arrival.lang)?;
    let opened = Opened { desk: &desk, taste: &taste, client: &client, gate: &gate, token: &token };
    Ok((jar, opened.show(None).await?).into_response())
}

async fn accept(
    State(desk): State<Desk>,
    taste: Taste,
    Extension(client): Extension<Client>,
    Path(token): Path<String>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let password = posted.get("password").unwrap_or_default();
    match desk.newsroom.accept_invitation(&token, password, &client).await {
        // Signing in follows: it asks for all that the account asks for, and the browser learns the password there.
        Ok(login) => {
            let login: String = form_urlencoded::byte_serialize(login.as_bytes()).collect();
            Ok(see(&format!("/sign-in?login={login}")))
        }
        Err(Error::Refused(refusal)) => {
            let gate = jar.get(cookies::GATE).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
            let opened = Opened { desk: &desk, taste: &taste, client: &client, gate: &gate, token: &token };
            opened.show(Some(refusal.into())).await
        }
        Err(fault) => Err(fault.into()),
    }
}
