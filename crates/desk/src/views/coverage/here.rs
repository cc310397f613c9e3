//! Who is in a coverage at the desk now, as its screen shows them.

use serde::Serialize;
use story::StoryId;

use crate::app::initials;
use crate::page::Screen;
use crate::present::Person;

/// Pencils that tell people apart, by the number of the account as in the editor; initials and names do where two have the
/// same.
const HUES: u64 = 4;

#[derive(Debug, Serialize)]
pub(crate) struct Here {
    /// What an open screen knows, to hear of another.
    pub mark: String,
    people: Vec<Face>,
    /// Who else writes in the composer, in words.
    pub writing: String,
}

#[derive(Debug, Serialize)]
struct Face {
    name: String,
    initials: String,
    hue: u64,
}

impl Here {
    /// Whoever looks is there.
    pub(crate) fn of(screen: &Screen<'_>, coverage: StoryId) -> Self {
        let caller = &screen.visitor.caller;
        let mut all = screen.desk.present.there(coverage);
        if all.iter().all(|one| one.account != caller.account) {
            all.push(Person { account: caller.account, name: caller.name.clone(), writes: false });
            all.sort_by_key(|one| one.account);
        }
        let others: Vec<String> = all
            .iter()
            .filter(|one| one.writes && one.account != caller.account)
            .map(|one| one.name.clone())
            .collect();
        let mark = |one: &Person| format!("{}{}", one.account, if one.writes { "w" } else { "" });
        Self {
            mark: all.iter().map(mark).collect::<Vec<_>>().join("-"),
            writing: screen.visitor.messages().writing(&others).unwrap_or_default(),
            people: all.into_iter().map(face).collect(),
        }
    }
}

fn face(one: Person) -> Face {
    Face { initials: initials(&one.name), hue: one.account.number() % HUES + 1, name: one.name }
}
