//! Where somebody is signed in: ending it there.

use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::post;
use newsroom::Permission;

use super::accounts::account_id;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::page::see;
use crate::problem::Problem;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    let manage = Access::May(Permission::ManageAccounts);
    vec![
        Route::post("/settings/sessions/end", Access::SignedIn, post(end_others)),
        Route::post("/settings/sessions/{id}/end", Access::SignedIn, post(end_own)),
        Route::post("/accounts/{id}/sessions/{session}/end", manage, post(end)),
    ]
}

fn number(id: &str) -> Result<u64, Problem> {
    id.parse().map_err(|_| Problem::unknown())
}

async fn end_others(State(desk): State<Desk>, visitor: Visitor) -> Result<Response, Problem> {
    desk.newsroom.end_other_sessions(&visitor.caller, visitor.session).await?;
    Ok(see("/settings?done=sessions-ended"))
}

async fn end_own(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let Visitor { caller, .. } = &visitor;
    desk.newsroom.end_session(caller, caller.account, number(&id)?).await?;
    Ok(see("/settings?done=session-ended"))
}

async fn end(
    State(desk): State<Desk>,
    visitor: Visitor,
    Path((id, session)): Path<(String, String)>,
) -> Result<Response, Problem> {
    desk.newsroom.end_session(&visitor.caller, account_id(&id)?, number(&session)?).await?;
    Ok(see(&format!("/accounts/{id}?done=session-ended")))
}
