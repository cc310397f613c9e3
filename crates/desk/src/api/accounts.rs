//! The people of the newsroom, their ways in, and what they did. One's own password, second step and passkeys are
//! changed in a browser only: no token changes how its owner comes in.

use std::collections::BTreeSet;

use newsroom::{
    AccountView, AuditFilter, Invite, LinkToken, Permission, Reach, Role, Scope, Scopes, SignInPolicy,
    UpdateAccount,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use story::{AccountId, Language, Moment, Timestamp};

use super::endpoint::{Call, Endpoint, get, post};
use super::shapes::{Nothing, Version, next, page};
use crate::problem::Problem;

pub(super) fn endpoints() -> Vec<Endpoint> {
    use Permission::{ManageAccounts, Read, ReadAudit};
    vec![
        get("/api/me", ("whoAmI", "Whom the token speaks for, and what it is for."), Read, me),
        get("/api/audit", ("listAudit", "Who did what, newest first."), ReadAudit, audit),
        get("/api/accounts", ("listAccounts", "Everybody, by login."), ManageAccounts, list),
        post(
            "/api/accounts/{id}",
            ("updateAccount", "Changes name, language, role, where the role counts, or the address."),
            ManageAccounts,
            update,
        ),
        post(
            "/api/accounts/{id}/disable",
            ("disableAccount", "Closes an account: its sessions and tokens end."),
            ManageAccounts,
            disable,
        ),
        post("/api/accounts/{id}/enable", ("enableAccount", "Opens it again."), ManageAccounts, enable),
        post(
            "/api/accounts/{id}/reset",
            ("resetSecondStep", "Takes second step, passkeys and tokens away from who lost them."),
            ManageAccounts,
            reset,
        ),
        post(
            "/api/accounts/{id}/link",
            ("linkToPassword", "Makes a link to a new password."),
            ManageAccounts,
            link,
        )
        .creates(),
        get(
            "/api/accounts/{id}/sessions",
            ("listSessions", "Where somebody is signed in."),
            ManageAccounts,
            sessions,
        ),
        post(
            "/api/accounts/{id}/sessions/{session}/end",
            ("endSession", "Signs somebody out there."),
            ManageAccounts,
            end_session,
        ),
        get(
            "/api/invitations",
            ("listInvitations", "Links that nobody has used yet."),
            ManageAccounts,
            invitations,
        ),
        post("/api/invitations", ("invite", "Invites somebody: makes a link."), ManageAccounts, invite)
            .creates(),
        post(
            "/api/invitations/{id}/withdraw",
            ("withdrawInvitation", "Ends a link."),
            ManageAccounts,
            withdraw,
        ),
        get(
            "/api/sign-in-policy",
            ("getSignInPolicy", "Which roles need a second step."),
            ManageAccounts,
            policy,
        ),
        post("/api/sign-in-policy", ("setSignInPolicy", "Decides which do."), ManageAccounts, set_policy),
        get("/api/tokens", ("listTokens", "Everybody's tokens."), ManageAccounts, tokens),
        post("/api/tokens/{id}/revoke", ("revokeToken", "Ends a token at once."), ManageAccounts, revoke),
    ]
}

fn id(call: &Call) -> Result<AccountId, Problem> {
    call.part("id")
}

#[derive(Debug, Serialize, JsonSchema)]
struct Me {
    account: AccountId,
    name: String,
    role: Role,
    /// Where the role counts: editions (`fr`) and sections (`fr/region`); none is everywhere.
    reach: Vec<String>,
    scopes: Vec<Scope>,
}

async fn me(call: Call, _: Nothing) -> Result<Me, Problem> {
    let caller = call.caller;
    Ok(Me {
        account: caller.account,
        name: caller.name,
        role: caller.role,
        reach: caller.reach.places().map(str::to_owned).collect(),
        scopes: caller.scopes.iter().collect(),
    })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    account: Option<AccountId>,
    /// `story:…`, `account:…`, `source:…`, `edition:…`.
    subject: Option<String>,
    /// Where the page starts: the `next` of the one before.
    from: Option<String>,
    /// Rows of the page, 50 where it is not said, 200 at most.
    limit: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Audit {
    acts: Vec<Act>,
    next: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Act {
    number: u64,
    #[schemars(with = "Moment")]
    at: Timestamp,
    account: AccountId,
    action: String,
    subject: String,
    detail: Value,
}

async fn audit(call: Call, asked: Asked) -> Result<Audit, Problem> {
    let (from, limit) = page(asked.from.as_ref(), asked.limit)?;
    let filter = AuditFilter { account: asked.account, subject: asked.subject };
    let found = call.newsroom.audit(&call.caller, &filter, from, limit).await?;
    let act = |it: newsroom::AuditRow| Act {
        number: it.seq,
        at: it.at,
        account: it.account,
        action: it.action,
        subject: it.subject,
        detail: it.detail,
    };
    Ok(Audit { acts: found.rows.into_iter().map(act).collect(), next: next(found.next) })
}

#[derive(Debug, Serialize, JsonSchema)]
struct Accounts {
    accounts: Vec<Account>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Account {
    id: AccountId,
    login: String,
    name: String,
    role: String,
    /// Where the role counts; none is everywhere.
    reach: Vec<String>,
    /// By which the identity provider knows them; empty is none.
    email: String,
    language: Language,
    #[schemars(with = "Moment")]
    created: Timestamp,
    disabled: bool,
    passkeys: u64,
    /// Whether signing in by password asks for a code.
    second_step: bool,
    #[schemars(with = "Option<Moment>")]
    last_seen: Option<Timestamp>,
}

impl From<AccountView> for Account {
    fn from(it: AccountView) -> Self {
        let AccountView { account, passkeys, second_step, last_seen } = it;
        Self {
            id: account.id,
            login: account.login,
            name: account.name,
            role: account.role,
            reach: places(&account.reach),
            email: account.email,
            language: account.language,
            created: account.created,
            disabled: account.disabled,
            passkeys,
            second_step,
            last_seen,
        }
    }
}

fn places(stored: &str) -> Vec<String> {
    Reach::stored(stored).places().map(str::to_owned).collect()
}

fn reach(call: &Call, places: &[String]) -> Result<Reach, Problem> {
    Ok(Reach::of(places.iter().map(String::as_str), call.newsroom.editions())?)
}

async fn list(call: Call, _: Nothing) -> Result<Accounts, Problem> {
    let all = call.newsroom.accounts(&call.caller).await?;
    Ok(Accounts { accounts: all.into_iter().map(Account::from).collect() })
}

/// What is left out stays as it is.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Update {
    name: Option<String>,
    language: Option<String>,
    role: Option<Role>,
    /// Editions (`fr`) and sections (`fr/region`); none is everywhere.
    reach: Option<Vec<String>>,
    /// By which the identity provider knows them; empty is none.
    email: Option<String>,
}

async fn update(call: Call, body: Update) -> Result<Nothing, Problem> {
    let update = UpdateAccount {
        name: body.name,
        language: body.language.map(|tag| Language::new(&tag)),
        role: body.role,
        reach: body.reach.map(|places| reach(&call, &places)).transpose()?,
        email: body.email,
    };
    call.newsroom.update_account(&call.caller, id(&call)?, update).await?;
    Ok(Nothing {})
}

async fn disable(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.disable_account(&call.caller, id(&call)?).await?;
    Ok(Nothing {})
}

async fn enable(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.enable_account(&call.caller, id(&call)?).await?;
    Ok(Nothing {})
}

async fn reset(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.reset_second_step(&call.caller, id(&call)?).await?;
    Ok(Nothing {})
}

/// Leads to a password, once. It is shown this once.
#[derive(Debug, Serialize, JsonSchema)]
struct Link {
    link: String,
}

fn shown(call: &Call, token: &LinkToken) -> Link {
    Link { link: format!("{}/invitation/{}", call.newsroom.desk_origin(), token.0) }
}

async fn link(call: Call, _: Nothing) -> Result<Link, Problem> {
    let token = call.newsroom.link_to_password(&call.caller, id(&call)?).await?;
    Ok(shown(&call, &token))
}

#[derive(Debug, Serialize, JsonSchema)]
struct Sessions {
    sessions: Vec<Session>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Session {
    id: String,
    /// As the browser names itself.
    browser: String,
    address: String,
    #[schemars(with = "Moment")]
    created: Timestamp,
    #[schemars(with = "Moment")]
    used: Timestamp,
}

async fn sessions(call: Call, _: Nothing) -> Result<Sessions, Problem> {
    let shape = |it: newsroom::Session| Session {
        id: it.id.to_string(),
        browser: it.browser,
        address: it.address,
        created: it.created,
        used: it.used,
    };
    let all = call.newsroom.sessions(&call.caller, id(&call)?).await?;
    Ok(Sessions { sessions: all.into_iter().map(shape).collect() })
}

async fn end_session(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.end_session(&call.caller, id(&call)?, call.part("session")?).await?;
    Ok(Nothing {})
}

#[derive(Debug, Serialize, JsonSchema)]
struct Invitations {
    invitations: Vec<Invitation>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Invitation {
    id: String,
    /// Of an account that is there: the link leads to a new password.
    account: Option<AccountId>,
    login: String,
    name: String,
    role: String,
    reach: Vec<String>,
    #[schemars(with = "Moment")]
    expires: Timestamp,
}

async fn invitations(call: Call, _: Nothing) -> Result<Invitations, Problem> {
    let shape = |it: newsroom::Invitation| Invitation {
        id: it.id.to_string(),
        account: it.account,
        login: it.login,
        name: it.name,
        role: it.role,
        reach: places(&it.reach),
        expires: it.expires,
    };
    let all = call.newsroom.invitations(&call.caller).await?;
    Ok(Invitations { invitations: all.into_iter().map(shape).collect() })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Person {
    login: String,
    name: String,
    role: Role,
    /// Editions (`fr`) and sections (`fr/region`); none is everywhere.
    #[serde(default)]
    reach: Vec<String>,
    /// Of the screens and findings: fr, en, ar.
    #[serde(default)]
    language: String,
}

async fn invite(call: Call, body: Person) -> Result<Link, Problem> {
    let invite = Invite {
        login: body.login,
        name: body.name,
        role: body.role,
        reach: reach(&call, &body.reach)?,
        language: Language::new(&body.language),
    };
    let token = call.newsroom.invite(&call.caller, invite).await?;
    Ok(shown(&call, &token))
}

async fn withdraw(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.withdraw_invitation(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}

#[derive(Debug, Serialize, JsonSchema)]
struct Tokens {
    tokens: Vec<Token>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Token {
    id: String,
    account: AccountId,
    name: String,
    scopes: Vec<Scope>,
    #[schemars(with = "Moment")]
    created: Timestamp,
    #[schemars(with = "Option<Moment>")]
    expires: Option<Timestamp>,
    #[schemars(with = "Option<Moment>")]
    used: Option<Timestamp>,
    /// Where it was last used.
    address: String,
}

async fn tokens(call: Call, _: Nothing) -> Result<Tokens, Problem> {
    let shape = |it: newsroom::Token| Token {
        id: it.id.to_string(),
        account: it.account,
        name: it.name,
        scopes: Scopes::stored(&it.scopes).iter().collect(),
        created: it.created,
        expires: it.expires,
        used: it.used,
        address: it.address,
    };
    let all = call.newsroom.all_tokens(&call.caller).await?;
    Ok(Tokens { tokens: all.into_iter().map(shape).collect() })
}

async fn revoke(call: Call, _: Nothing) -> Result<Nothing, Problem> {
    call.newsroom.revoke_token(&call.caller, call.part("id")?).await?;
    Ok(Nothing {})
}

#[derive(Debug, Serialize, JsonSchema)]
struct SignIn {
    /// 0 where nothing was decided yet.
    version: u64,
    /// The roles that need a passkey, or a password and a code. Who has neither can only set one up.
    second_step: BTreeSet<Role>,
}

async fn policy(call: Call, _: Nothing) -> Result<SignIn, Problem> {
    let (version, policy) = call.newsroom.sign_in_policy(&call.caller).await?;
    Ok(SignIn { version, second_step: policy.second_step })
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SetSignIn {
    /// The version that was looked at.
    base: u64,
    second_step: BTreeSet<Role>,
}

async fn set_policy(call: Call, body: SetSignIn) -> Result<Version, Problem> {
    let policy = SignInPolicy { second_step: body.second_step };
    Ok(Version { version: call.newsroom.set_sign_in_policy(&call.caller, body.base, policy).await? })
}
