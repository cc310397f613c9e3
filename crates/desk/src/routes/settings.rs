//! One's own account, the look of the desk, and the list of keys.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use newsroom::{Client, Error, NewToken, UpdateAccount};
use serde::{Deserialize, Serialize};
use story::Language;

use super::second_step;
use crate::access::{Access, Route};
use crate::app::Desk;
use crate::cookies;
use crate::form::Submission;
use crate::guard::Posted;
use crate::messages::LANGUAGES;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::{language_names, people};
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/settings", Access::SignedIn, get(open)),
        Route::post("/settings/name", Access::SignedIn, post(name)),
        Route::post("/settings/interface", Access::SignedIn, post(interface)),
        Route::post("/settings/password", Access::SignedIn, post(password)),
        Route::get("/keys", Access::SignedIn, get(keys)),
    ]
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    done: Option<String>,
}

async fn open(
    State(desk): State<Desk>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    show(&desk, &visitor, Shown { done: asked.done, ..Shown::default() }).await
}

/// What the screen shows beside itself.
#[derive(Default)]
struct Shown {
    done: Option<String>,
    refused: Option<Problem>,
    /// The form of a new token as it was sent.
    form: Option<Submission>,
    /// The name of a token that was just made, and the token.
    made: Option<(String, NewToken)>,
}

async fn show(desk: &Desk, visitor: &Visitor, shown: Shown) -> Result<Response, Problem> {
    let Shown { done, refused, form, made } = shown;
    let screen = Screen::new(desk, visitor, "settings").done(done);
    let (clock, messages, caller) = (screen.clock(), visitor.messages(), &visitor.caller);
    let ways = desk.newsroom.ways_in(caller, caller.account).await?;
    let sessions = desk.newsroom.sessions(caller, caller.account).await?;
    let tokens = desk.newsroom.tokens(caller, caller.account).await?;
    let row = |one| people::session_row(&clock, messages, one, visitor.session);
    let (made_name, made) = made.map(|(name, token)| (name, token.0)).unzip();
    let values = values! {
        tab => "me", languages => language_names(), ways => people::ways_in(&clock, &ways),
        sessions => sessions.iter().map(row).collect::<Vec<_>>(), origin => desk.newsroom.desk_origin(),
        tokens => tokens.iter().map(|one| people::token_row(&clock, one, "")).collect::<Vec<_>>(),
        token_form => people::token_form(&clock, desk.newsroom.now(), caller.role, form.as_ref()), made, made_name,
        refusal => refused.as_ref().map(|problem| problem.text(messages)),
    };
    let status = refused.map_or(StatusCode::OK, |problem| problem.status);
    Ok(screen.show_as(status, "settings.html", values))
}

/// The screen again, with why something was not done.
pub(super) async fn refused(desk: &Desk, visitor: &Visitor, error: Error) -> Result<Response, Problem> {
    match error {
        Error::Refused(refusal) if visitor.caller.scopes.is_arriving() => {
            Ok(second_step::show_needed(desk, visitor, Some(&refusal.into())))
        }
        Error::Refused(refusal) => {
            show(desk, visitor, Shown { refused: Some(refusal.into()), ..Shown::default() }).await
        }
        fault => Err(fault.into()),
    }
}

/// The same, with the form of a new token as it was sent.
pub(super) async fn refused_with(
    desk: &Desk,
    visitor: &Visitor,
    error: Error,
    form: Submission,
) -> Result<Response, Problem> {
    match error {
        Error::Refused(refusal) => {
            let shown = Shown { refused: Some(refusal.into()), form: Some(form), ..Shown::default() };
            show(desk, visitor, shown).await
        }
        fault => Err(fault.into()),
    }
}

/// Shown once: the newsroom keeps only its hash.
pub(super) async fn show_token(
    desk: &Desk,
    visitor: &Visitor,
    name: String,
    token: NewToken,
) -> Result<Response, Problem> {
    show(desk, visitor, Shown { made: Some((name, token)), ..Shown::default() }).await
}

async fn name(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let update = UpdateAccount { name: Some(posted.word("name")), ..UpdateAccount::default() };
    match desk.newsroom.update_account(&visitor.caller, visitor.caller.account, update).await {
        Ok(()) => Ok(see("/settings?done=name")),
        Err(error) => refused(&desk, &visitor, error).await,
    }
}

/// What a browser likes stays in that browser; the language is the person's everywhere.
async fn interface(
    State(desk): State<Desk>,
    visitor: Visitor,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let secure = desk.secure_cookies();
    let mut jar = jar;
    let language = posted.word("language");
    if LANGUAGES.contains(&language.as_str()) {
        let update = UpdateAccount { language: Some(Language::new(&language)), ..UpdateAccount::default() };
        desk.newsroom.update_account(&visitor.caller, visitor.caller.account, update).await?;
        jar = jar.add(cookies::keep(cookies::LANGUAGE, language, secure));
    }
    let theme = posted.word("theme");
    jar = match theme.as_str() {
        "light" | "dark" => jar.add(cookies::keep(cookies::THEME, theme, secure)),
        _ => jar.remove(cookies::gone(cookies::THEME)),
    };
    jar = match posted.word("letters").as_str() {
        "off" => jar.add(cookies::keep(cookies::LETTERS, "off".to_owned(), secure)),
        _ => jar.remove(cookies::gone(cookies::LETTERS)),
    };
    Ok((jar, see("/settings?done=interface")).into_response())
}

async fn password(
    State(desk): State<Desk>,
    visitor: Visitor,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let (present, new) =
        (posted.get("present").unwrap_or_default(), posted.get("password").unwrap_or_default());
    match desk.newsroom.change_password(&visitor.caller, present, new, &client).await {
        Ok(session) => {
            let session = cookies::session(session.token, desk.secure_cookies());
            Ok((jar.add(session), see("/settings?done=password")).into_response())
        }
        Err(error) => refused(&desk, &visitor, error).await,
    }
}

#[derive(Serialize)]
struct Group {
    id: &'static str,
    title: &'static str,
    keys: Vec<Key>,
}

#[derive(Serialize)]
struct Key {
    keys: Vec<String>,
    label: &'static str,
}

/// What screens call a group, its title, and what each of its keys does.
type Keys = (&'static str, &'static str, &'static [(&'static [&'static str], &'static str)]);

/// The same keys as in `desk.js` and, for writing, in `editor/index.js`. Each screen names the groups that it answers to.
const KEYS: &[Keys] = &[
    (
        "anywhere",
        "key-anywhere",
        &[
            (&["Ctrl K"], "key-palette"),
            (&["?", "F1"], "key-all"),
            (&["G", "A"], "key-go-stories"),
            (&["G", "D"], "key-go-wires"),
            (&["G", "L"], "key-go-live"),
            (&["G", "P"], "key-go-planning"),
            (&["G", "U"], "key-go-front"),
            (&["G", "M"], "key-go-media"),
            (&["G", "R"], "key-go-settings"),
            (&["/"], "key-filter"),
            (&["F6"], "key-next-pane"),
            (&["Esc"], "key-close"),
        ],
    ),
    ("lists", "key-lists", &[(&["J", "K"], "key-move"), (&["Enter"], "key-open")]),
    (
        "stories",
        "space-stories",
        &[
            (&["J", "K"], "key-move"),
            (&["H", "L"], "key-column"),
            (&["Space"], "key-peek"),
            (&["Enter"], "key-open"),
            (&["X"], "key-tick"),
            (&["A"], "key-assign"),
            (&[">", "<"], "key-forward"),
            (&["1–5"], "key-urgency"),
            (&["N"], "new-story"),
            (&["Z"], "undo"),
        ],
    ),
    (
        "wires",
        "space-wires",
        &[
            (&["1–9"], "presets"),
            (&["T"], "take"),
            (&["R"], "translate"),
            (&["M"], "merge"),
            (&["X"], "ignore"),
            (&["Space"], "mark-read"),
            (&["P"], "plan-item"),
            (&["U"], "key-urgent"),
        ],
    ),
    (
        "story",
        "key-story",
        &[
            (&["F8", "Shift F8"], "key-next-check"),
            (&["Ctrl ."], "key-into-card"),
            (&["Ctrl Alt M"], "key-comment"),
            (&["Ctrl Alt S"], "key-suggest"),
            (&["F9"], "key-next-suggestion"),
            (&["Enter"], "key-fix"),
            (&["A"], "key-acknowledge"),
            (&["Ctrl S"], "save"),
            (&["Ctrl Enter"], "preflight"),
        ],
    ),
    (
        "preflight",
        "preflight",
        &[(&["1–9"], "key-jump"), (&["Ctrl Enter"], "key-preflight"), (&["Esc"], "key-close")],
    ),
    (
        "history",
        "history",
        &[(&["W"], "key-saw"), (&["R"], "key-restore"), (&["E"], "history-export"), (&["Esc"], "story")],
    ),
    (
        "front",
        "space-front",
        &[
            (&["↑ ↓ ← →"], "key-slot"),
            (&["Enter"], "key-pick-put"),
            (&["Esc"], "front-put-back-now"),
            (&["Delete"], "front-remove"),
            (&["E"], "front-dress"),
            (&["Shift P"], "front-pin"),
            (&["Z"], "undo"),
            (&["V"], "front-preview"),
            (&["Ctrl Enter"], "front-publish"),
        ],
    ),
    (
        "front-history",
        "front-history",
        &[(&["W"], "front-see"), (&["R"], "key-restore"), (&["Esc"], "space-front")],
    ),
    ("front-preview", "front-preview", &[(&["1", "2", "3"], "front-width"), (&["Esc"], "space-front")]),
    (
        "planning",
        "space-planning",
        &[
            (&["← →"], "key-day"),
            (&["T"], "key-today"),
            (&["N"], "new-event"),
            (&["A"], "key-assign"),
            (&["C"], "add-coverage"),
            (&["S"], "start-story"),
            (&["E"], "edit-event"),
            (&["D"], "event-apart"),
            (&["X"], "event-skip"),
            (&["I"], "planning-import"),
            (&["Z"], "undo"),
        ],
    ),
    (
        "live",
        "direct-screen",
        &[
            (&["N"], "entry-new"),
            (&["Ctrl Enter"], "entry-publish"),
            (&["Ctrl Shift Enter"], "entry-publish-urgent"),
            (&["↑ ↓"], "key-move"),
            (&["E"], "entry-edit"),
            (&["P"], "entry-pin"),
            (&["I"], "entry-use-wire"),
            (&["K"], "points-edit"),
        ],
    ),
    (
        "focus",
        "focal-point",
        &[(&["← → ↑ ↓"], "key-focal"), (&["Shift →"], "key-focal-far"), (&["Ctrl Enter"], "focal-point-set")],
    ),
    ("lives", "space-live", &[(&["N"], "direct-new")]),
    (
        "media",
        "space-media",
        &[
            (&["← → ↑ ↓"], "key-move"),
            (&["Enter"], "key-open"),
            (&["F"], "focal-point"),
            (&["I"], "key-place"),
            (&["N"], "media-add"),
            (&["Ctrl Enter"], "save"),
        ],
    ),
    ("event", "edit-event", &[(&["Ctrl Enter"], "save")]),
    (
        "writing",
        "key-writing",
        &[
            (&["/"], "block-menu"),
            (&["Ctrl Alt P"], "library-choose"),
            (&["Alt F10"], "tools"),
            (&["Ctrl B"], "mark-strong"),
            (&["Ctrl I"], "mark-emphasis"),
            (&["Ctrl Shift K"], "mark-link"),
            (&["Ctrl F", "Ctrl H"], "find-replace"),
            (&["Alt Shift ↑", "Alt Shift ↓"], "key-move-block"),
            (&["Shift Enter"], "key-line"),
            (&["Tab"], "key-cell"),
            (&["Ctrl Z", "Ctrl Y"], "key-undo"),
        ],
    ),
];

async fn keys(State(desk): State<Desk>, visitor: Visitor) -> Response {
    let named =
        |keys: &&str| keys.split(' ').map(|key| key_name(&visitor, key)).collect::<Vec<_>>().join(" ");
    let key = |(keys, label): &(&'static [&'static str], &'static str)| Key {
        keys: keys.iter().map(named).collect(),
        label,
    };
    let groups: Vec<Group> = KEYS
        .iter()
        .map(|(id, title, keys)| Group { id, title, keys: keys.iter().map(key).collect() })
        .collect();
    Screen::new(&desk, &visitor, "settings").show("keys.html", values! { tab => "keys", groups })
}

/// A key as it is called where the visitor's language is written.
fn key_name(visitor: &Visitor, key: &str) -> String {
    let word = match key {
        "Enter" => "key-enter-name",
        "Esc" => "key-escape-name",
        "Delete" => "key-delete-name",
        "Shift" => "key-shift-name",
        "Space" => "key-space-name",
        _ => return key.to_owned(),
    };
    visitor.say(word)
}
