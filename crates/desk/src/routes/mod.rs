//! Every route of the desk. One file an area; a new area is one line in the list.

mod accounts;
mod assets;
mod board;
mod checks;
mod door;
mod history;
mod items;
mod moves;
mod settings;
mod story;
mod theme;

use crate::access::Route;

/// All of them. A path that is not here does not exist.
pub(crate) fn all() -> Vec<Route> {
    [
        theme::routes(),
        door::routes(),
        board::routes(),
        story::routes(),
        moves::routes(),
        history::routes(),
        items::routes(),
        checks::routes(),
        assets::routes(),
        settings::routes(),
        accounts::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
