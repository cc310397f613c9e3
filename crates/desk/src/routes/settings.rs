//! One's own account, the look of the desk, and the list of keys.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::cookie::CookieJar;

use newsroom::Error;
use serde::{Deserialize, Serialize};

use crate::access::{Access, Route};
use crate::app::Desk;
use crate::cookies;
use crate::guard::Posted;
use crate::messages::LANGUAGES;
use crate::page::{Screen, see};
use crate::problem::Problem;
use crate::values::values;
use crate::views::language_names;
use crate::visitor::Visitor;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/settings", Access::SignedIn, get(show)),
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

async fn show(State(desk): State<Desk>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let screen = Screen::new(&desk, &visitor, "settings").done(asked.done);
    screen.show("settings.html", values! { tab => "me", languages => language_names() })
}

/// What a browser likes stays in that browser.
async fn interface(State(desk): State<Desk>, jar: CookieJar, Posted(posted): Posted) -> Response {
    let secure = desk.config.secure_cookies;
    let mut jar = jar;
    let language = posted.word("language");
    if LANGUAGES.contains(&language.as_str()) {
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
    (jar, see("/settings?done=interface")).into_response()
}

async fn password(
    State(desk): State<Desk>,
    visitor: Visitor,
    Posted(posted): Posted,
) -> Result<Response, Problem> {
    let new = posted.get("password").unwrap_or_default();
    match desk.newsroom.set_password(&visitor.caller, visitor.caller.account, new).await {
        Ok(()) => Ok(see("/settings?done=password")),
        Err(Error::Refused(refusal)) => {
            let problem = Problem::from(refusal);
            let refusal = problem.text(visitor.messages());
            let values = values! { tab => "me", languages => language_names(), refusal };
            Ok(Screen::new(&desk, &visitor, "settings").show_as(problem.status, "settings.html", values))
        }
        Err(fault) => Err(fault.into()),
    }
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    keys: Vec<Key>,
}

#[derive(Serialize)]
struct Key {
    keys: &'static [&'static str],
    label: &'static str,
}

/// Title of a group, and what each of its keys does.
type Keys = (&'static str, &'static [(&'static [&'static str], &'static str)]);

/// The same keys as in `desk.js` and, for writing, in `editor/index.js`.
const KEYS: &[Keys] = &[
    (
        "key-anywhere",
        &[
            (&["Ctrl K"], "key-palette"),
            (&["?", "F1"], "key-all"),
            (&["G", "A"], "key-go-stories"),
            (&["G", "D"], "key-go-wires"),
            (&["G", "U"], "key-go-front"),
            (&["G", "R"], "key-go-settings"),
            (&["/"], "key-filter"),
            (&["F6"], "key-next-pane"),
            (&["Esc"], "key-close"),
        ],
    ),
    (
        "key-lists",
        &[
            (&["J", "K"], "key-move"),
            (&["H", "L"], "key-column"),
            (&["Enter"], "key-open"),
            (&["N"], "new-story"),
            (&["T"], "take"),
            (&["U"], "key-urgent"),
            (&["R"], "key-restore"),
        ],
    ),
    (
        "key-story",
        &[
            (&["F8", "Shift F8"], "key-next-check"),
            (&["Ctrl ."], "key-into-card"),
            (&["Enter"], "key-fix"),
            (&["A"], "key-acknowledge"),
            (&["Ctrl S"], "save"),
            (&["Ctrl Enter"], "key-preflight"),
            (&["1–9"], "key-jump"),
        ],
    ),
    (
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
            (&["W"], "front-see"),
        ],
    ),
    (
        "key-writing",
        &[
            (&["/"], "block-menu"),
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
    let key = |(keys, label): &(&'static [&'static str], &'static str)| Key { keys, label };
    let groups: Vec<Group> =
        KEYS.iter().map(|(title, keys)| Group { title, keys: keys.iter().map(key).collect() }).collect();
    Screen::new(&desk, &visitor, "settings").show("keys.html", values! { tab => "keys", groups })
}
