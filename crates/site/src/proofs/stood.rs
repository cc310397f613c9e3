//! Where readers found a story: every page that changes when it goes is asked whether it leads there.

use story::{Change, Found, Press, Shelf, Standing, Stood, StoryId, Timestamp, Withdrawal};

use super::asked;
use super::trial::TrialShelf;
use crate::ShelfFile;

/// On a shelf as it is, or as it was at a time.
pub(super) fn stood(
    press: &dyn Press,
    shelf: &ShelfFile,
    story: StoryId,
    at: Option<Timestamp>,
) -> Result<Stood, String> {
    let snapshot = shelf.snapshot().map_err(|error| error.to_string())?;
    let then = TrialShelf { shelf: &snapshot, front: None, now: at.unwrap_or_else(|| snapshot.now()) };
    asked(&snapshot, || {
        let Some(Standing::Live(live)) = then.standing(story) else { return Ok(Stood::default()) };
        let gone = Withdrawal {
            id: story,
            edition: live.edition.clone(),
            path: live.path.clone(),
            at: then.now,
            reason: String::new(),
        };
        let mut declared = Vec::new();
        shelf
            .as_if(&[Change::Killed(gone)], |without, entry, before| {
                declared = press.stale(without, entry, before);
            })
            .map_err(|error| error.to_string())?;
        // More is declared than shows it. An address ends with the number of its story, which stands nowhere else.
        let number = story.to_string();
        declared.retain(|path| *path != live.path && leads_to(press, &then, path, &number));
        let places = press.places(&then, &live.edition);
        let spot = places.into_iter().find_map(|place| {
            let shown = place.shown.filter(|shown| shown.story == story)?;
            Some((place.spot, shown.placed))
        });
        Ok(Stood { spot, pages: declared })
    })?
}

fn leads_to(press: &dyn Press, shelf: &dyn Shelf, path: &str, number: &str) -> bool {
    match press.outline(shelf, path) {
        Found::Page(page) => page.body.windows(number.len()).any(|part| part == number.as_bytes()),
        _ => false,
    }
}
