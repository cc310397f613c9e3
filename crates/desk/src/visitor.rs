//! Who is looking at a screen, and how they like it.

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;
use newsroom::{Caller, Code, Refusal};
use story::Language;

use crate::access::Access;
use crate::app::Desk;
use crate::cookies;
use crate::messages::{LANGUAGES, Messages};
use crate::problem::Problem;

/// How a browser wants its screens, signed in or not.
#[derive(Clone)]
pub(crate) struct Taste {
    pub messages: &'static Messages,
    /// `light`, `dark`, or empty for the system's.
    pub theme: &'static str,
    pub letters_off: bool,
    /// The sheet of fonts that is in the browser's cache.
    pub fonts: Option<String>,
}

impl Taste {
    /// The browser's own choice, then the account's language, then the browser's list, then the newsroom's.
    pub(crate) fn of(headers: &HeaderMap, account: Option<&Language>, newsroom: Option<&Language>) -> Self {
        let cookie = |name| cookies::read(headers, name);
        let known = |tag: &str| LANGUAGES.contains(&Language::new(tag).primary());
        let chosen = cookie(cookies::LANGUAGE).filter(|tag| known(tag));
        let account = account.map(|language| language.tag().to_owned()).filter(|tag| known(tag));
        let accepted = accepted(headers).into_iter().find(|tag| known(tag));
        let newsroom = newsroom.map(|language| language.tag().to_owned());
        let tag = chosen.or(account).or(accepted).or(newsroom).unwrap_or_default();
        let theme = cookie(cookies::THEME).unwrap_or_default();
        Self {
            messages: Messages::of(&Language::new(&tag)),
            theme: ["light", "dark"].into_iter().find(|known| *known == theme).unwrap_or_default(),
            letters_off: cookie(cookies::LETTERS).is_some_and(|value| value == "off"),
            fonts: cookie(cookies::FONTS),
        }
    }
}

/// The first language of the list that we speak; otherwise `fallback`.
pub(crate) fn asked_for(headers: &HeaderMap, fallback: Option<&Language>) -> &'static Messages {
    let wanted = accepted(headers).into_iter().map(|tag| Language::new(&tag));
    let known = wanted.into_iter().find(|tag| LANGUAGES.contains(&tag.primary()));
    Messages::of(&known.or_else(|| fallback.cloned()).unwrap_or_default())
}

/// The languages a browser asks for, in the order of its list: browsers write it by preference.
fn accepted(headers: &HeaderMap) -> Vec<String> {
    let value = headers.get(http::header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let list = value.unwrap_or_default().split(',').take(10);
    list.map(|part| part.split(';').next().unwrap_or_default().trim().to_owned()).collect()
}

/// A signed-in person.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub caller: Caller,
    /// The number of this browser's session.
    pub session: u64,
    pub csrf: String,
    pub taste: Taste,
    /// What the browser is known by, and whom the route is for.
    pub token: String,
    pub access: Access,
}

impl Visitor {
    pub(crate) fn messages(&self) -> &'static Messages {
        self.taste.messages
    }

    pub(crate) fn say(&self, key: &str) -> String {
        self.taste.messages.plain(key)
    }

    /// Asked again by what takes long: a session may have ended meanwhile, a role may be another one.
    pub(crate) async fn is_still_let_in(&self, desk: &Desk) -> Result<(), Problem> {
        self.as_now(desk).await.map(drop)
    }

    /// The same person as they would come in now; refused where they would not.
    pub(crate) async fn as_now(&self, desk: &Desk) -> Result<Caller, Problem> {
        let open = desk.newsroom.session(&self.token).await?.ok_or_else(Problem::signed_out)?;
        match self.access {
            Access::May(permission) => open.caller.needs(permission)?,
            _ if open.caller.scopes.is_arriving() => return Err(Refusal::new(Code::SecondStepNeeded).into()),
            _ => {}
        }
        Ok(Caller { language: self.taste.messages.language(), ..open.caller })
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // The guard puts it there on every route that is not open.
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::signed_out)
    }
}

impl<S: Sync> FromRequestParts<S> for Taste {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::signed_out)
    }
}
