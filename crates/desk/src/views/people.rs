//! People and where they are signed in, for the screens.

use fluent_bundle::FluentValue;
use jiff::SignedDuration;
use newsroom::{
    Account, AccountView, Invitation, Passkey, Permission, Reach, Role, Scope, Scopes, Session, Token, WaysIn,
};
use serde::Serialize;
use story::{Edition, Language, Section, Timestamp};

use crate::app::initials;
use crate::form::Submission;
use crate::messages::Messages;
use crate::times::Clock;
use crate::views::own_name;

/// One signed-in browser.
#[derive(Serialize)]
pub(crate) struct SessionRow {
    id: String,
    browser: String,
    address: String,
    used: String,
    since: String,
    /// The one that looks at the screen.
    this: bool,
}

pub(crate) fn session_row(clock: &Clock, messages: &Messages, session: &Session, this: u64) -> SessionRow {
    SessionRow {
        id: session.id.to_string(),
        browser: browser_words(messages, &session.browser),
        address: session.address.clone(),
        used: clock.short(session.used),
        since: clock.short(session.created),
        this: session.id == this,
    }
}

/// What a browser says of itself, in two words.
fn browser_words(messages: &Messages, said: &str) -> String {
    // Each also names those it wants to be taken for: the most particular one first.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"),
        ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let first = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    match (first(&browsers), first(&systems)) {
        (Some(browser), Some(system)) => {
            let names = [("browser", FluentValue::from(browser)), ("system", FluentValue::from(system))];
            messages.text("browser-on", &names)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => messages.plain("browser-unknown"),
    }
}

/// One line of the list of accounts.
#[derive(Serialize)]
pub(crate) struct AccountRow {
    id: String,
    login: String,
    name: String,
    initials: String,
    role: String,
    /// Where it counts; nothing is everywhere.
    reach: Vec<String>,
    passkeys: u64,
    second_step: bool,
    last_seen: Option<String>,
    disabled: bool,
    me: bool,
}

pub(crate) fn account_row(clock: &Clock, view: &AccountView, me: story::AccountId) -> AccountRow {
    let Account { id, login, name, role, reach, disabled, .. } = &view.account;
    AccountRow {
        id: id.to_string(),
        login: login.clone(),
        name: name.clone(),
        initials: initials(name),
        role: role.clone(),
        reach: Reach::stored(reach).places().map(str::to_owned).collect(),
        passkeys: view.passkeys,
        second_step: view.second_step,
        last_seen: view.last_seen.map(|seen| clock.short(seen)),
        disabled: *disabled,
        me: *id == me,
    }
}

/// An edition in which a role may count, as a choice, with its sections.
#[derive(Serialize)]
pub(crate) struct ReachChoice {
    value: String,
    name: String,
    language: String,
    direction: &'static str,
    chosen: bool,
    sections: Vec<ReachChoice>,
}

/// Every place that there is; those that are chosen are marked.
pub(crate) fn reach_choices(editions: &[Edition], chosen: &Reach) -> Vec<ReachChoice> {
    let one = |edition: &Edition, value: String, name: &str, sections| ReachChoice {
        chosen: chosen.places().any(|place| place == value),
        value,
        name: name.to_owned(),
        language: edition.language.to_string(),
        direction: edition.language.direction().as_str(),
        sections,
    };
    let section = |edition: &Edition, it: &Section| {
        one(edition, format!("{}/{}", edition.id, it.id), &it.name, Vec::new())
    };
    let all = editions.iter().map(|edition| {
        let sections = edition.sections.iter().map(|it| section(edition, it)).collect();
        one(edition, edition.id.clone(), &edition.name, sections)
    });
    all.collect()
}

/// How one person comes in.
#[derive(Serialize)]
pub(crate) struct WaysInRow {
    login: String,
    /// Since when a code is asked for.
    second_step: Option<String>,
    recovery_codes: u64,
    passkeys: Vec<PasskeyRow>,
}

#[derive(Serialize)]
struct PasskeyRow {
    id: String,
    name: String,
    created: String,
    used: Option<String>,
}

pub(crate) fn ways_in(clock: &Clock, ways: &WaysIn) -> WaysInRow {
    let passkey = |one: &Passkey| PasskeyRow {
        id: one.id.to_string(),
        name: one.name.clone(),
        created: clock.day(one.created),
        used: one.used.map(|used| clock.short(used)),
    };
    WaysInRow {
        login: ways.account.login.clone(),
        second_step: ways.second_step.map(|since| clock.day(since)),
        recovery_codes: ways.recovery_codes,
        passkeys: ways.passkeys.iter().map(passkey).collect(),
    }
}

/// One token of the API.
#[derive(Serialize)]
pub(crate) struct TokenRow {
    id: String,
    name: String,
    /// Whose it is, where that is not plain.
    owner: String,
    scopes: Vec<&'static str>,
    created: String,
    used: Option<String>,
    address: String,
    until: Option<String>,
}

pub(crate) fn token_row(clock: &Clock, token: &Token, owner: &str) -> TokenRow {
    TokenRow {
        id: token.id.to_string(),
        name: token.name.clone(),
        owner: owner.to_owned(),
        scopes: Scopes::stored(&token.scopes).iter().map(Scope::as_str).collect(),
        created: clock.day(token.created),
        used: token.used.map(|used| clock.short(used)),
        address: token.address.clone(),
        until: token.expires.map(|end| clock.day(end)),
    }
}

/// The form of a new token.
#[derive(Serialize)]
pub(crate) struct TokenForm {
    name: String,
    /// As a `date` field holds it.
    expires: String,
    scopes: Vec<ScopeChoice>,
}

#[derive(Serialize)]
struct ScopeChoice {
    word: &'static str,
    chosen: bool,
}

/// A quarter: long enough to forget how it was made, short enough to be looked at again.
const TOKEN_DAYS: i64 = 90;

/// Offers what the role has a use for.
pub(crate) fn token_form(clock: &Clock, now: Timestamp, role: Role, sent: Option<&Submission>) -> TokenForm {
    let end = now.saturating_add(SignedDuration::from_hours(24 * TOKEN_DAYS)).unwrap_or(now);
    let day = clock.input(end).chars().take_while(|letter| *letter != 'T').collect();
    let chosen = |scope: Scope| sent.is_some_and(|form| form.all("scope").any(|word| word == scope.as_str()));
    let useful = Scope::ALL.iter().filter(|scope| scope.permissions().iter().any(|one| role.may(*one)));
    TokenForm {
        name: sent.map(|form| form.word("name")).unwrap_or_default(),
        expires: sent.map_or(day, |form| form.word("expires")),
        scopes: useful.map(|scope| ScopeChoice { word: scope.as_str(), chosen: chosen(*scope) }).collect(),
    }
}

/// A link that nobody has used yet.
#[derive(Serialize)]
pub(crate) struct InvitationRow {
    id: String,
    login: String,
    name: String,
    role: String,
    reach: Vec<String>,
    language: String,
    /// Of an account that is there.
    renews: bool,
    until: String,
}

pub(crate) fn invitation_row(clock: &Clock, one: &Invitation) -> InvitationRow {
    InvitationRow {
        id: one.id.to_string(),
        login: one.login.clone(),
        name: one.name.clone(),
        role: one.role.clone(),
        reach: Reach::stored(&one.reach).places().map(str::to_owned).collect(),
        language: own_name(one.language.tag()).to_owned(),
        renews: one.account.is_some(),
        until: clock.short(one.expires),
    }
}

/// One thing that people may do, and which roles may, in the order of the roles.
#[derive(Debug, Serialize)]
pub(crate) struct May {
    text: String,
    roles: Vec<bool>,
}

/// What most may do first.
pub(crate) fn roles_may(language: &Language) -> Vec<May> {
    let mut all: Vec<Permission> = Permission::ALL.to_vec();
    all.sort_by_key(|permission| permission.least_role());
    let may = |permission: Permission| May {
        text: permission.text(language),
        roles: Role::ALL.iter().map(|role| role.may(permission)).collect(),
    };
    all.into_iter().map(may).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use story::Language;

    #[test]
    fn a_browser_is_told_in_words() {
        let english = Messages::of(&Language::new("en"));
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        for (said, words) in [
            (format!("{mac} Version/18.5 Safari/605.1.15"), "Safari on macOS"),
            (windows.to_owned(), "Chrome on Windows"),
            (format!("{windows} Edg/140.0.0.0"), "Edge on Windows"),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0".to_owned(),
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) CriOS/140 Safari/604.1".to_owned(),
                "Chrome on iPhone",
            ),
            ("curl/8.0".to_owned(), "Unknown browser"),
        ] {
            assert_eq!(browser_words(english, &said), words);
        }
    }
}
