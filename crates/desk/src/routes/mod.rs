//! Every route of the desk. One file an area; a new area is one line in the list.

mod accounts;
mod alerts;
mod assets;
mod audit;
mod board;
mod comments;
mod coverage;
mod dispatches;
mod door;
mod editions;
mod focus;
mod fronts;
pub(crate) mod history;
mod invitations;
mod items;
mod library;
mod manuscripts;
mod measures;
mod moves;
mod partners;
mod passkeys;
mod planning;
mod presets;
mod proofs;
pub(crate) mod push;
mod rulings;
mod second_step;
mod sessions;
mod settings;
mod sources;
mod sso;
mod story;
pub(crate) mod theme;
mod together;
mod tokens;
mod wires;

use crate::access::Route;
use crate::api;

/// All of them. A path that is not here does not exist.
pub(crate) fn all() -> Vec<Route> {
    [
        theme::routes(),
        door::routes(),
        sso::routes(),
        board::routes(),
        story::routes(),
        manuscripts::routes(),
        moves::routes(),
        comments::routes(),
        coverage::routes(),
        alerts::routes(),
        focus::routes(),
        fronts::routes(),
        proofs::routes(),
        planning::routes(),
        history::routes(),
        items::routes(),
        wires::routes(),
        presets::routes(),
        assets::routes(),
        library::routes(),
        push::routes(),
        dispatches::routes(),
        partners::routes(),
        settings::routes(),
        sources::routes(),
        rulings::routes(),
        measures::routes(),
        sessions::routes(),
        second_step::routes(),
        passkeys::routes(),
        tokens::routes(),
        accounts::routes(),
        invitations::routes(),
        audit::routes(),
        editions::routes(),
        api::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
