//! `/fr/theme/`, `/fr/auteur/`, `/fr/lieu/`: every topic, author or place that a live story bears, by letter.

use minijinja::context;
use serde::Serialize;
use story::{Found, Name, Page, Shelf, Subject};

use crate::address::Ask;
use crate::links;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};

/// More names than this make no page that anybody reads: the ones with most stories stand on it.
const NAMES_MAX: usize = 2_000;
const FRESH_S: u32 = 60;

#[derive(Serialize)]
struct Letter {
    letter: String,
    names: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    stories: String,
}

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let edition = ask.edition?;
    let [slug, ""] = ask.rest.as_slice() else { return None };
    let subject = edition.subject_of_slug(slug)?;
    Some(Found::Page(page(ask, edition, subject)))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    let Some(edition) = ripple.edition else { return };
    if ripple.entry.change.story_id().is_some() {
        for subject in Subject::ALL {
            stale.add(Rank::Neighbour, edition.subject_path(subject));
        }
    }
}

pub(super) fn paths(site: &Site, _: &dyn Shelf) -> Vec<String> {
    let of = |subject| site.editions.iter().map(move |edition| edition.subject_path(subject));
    Subject::ALL.into_iter().flat_map(of).collect()
}

/// The names with most stories, those first.
pub(super) fn most_borne(ask: &Ask, edition: &EditionSite, subject: Subject, most: usize) -> Vec<Name> {
    let mut names = ask.shelf.names(&edition.edition.id, subject);
    names.sort_by(|a, b| b.stories.cmp(&a.stories).then_with(|| a.slug.cmp(&b.slug)));
    names.truncate(most);
    names
}

fn page(ask: &Ask, edition: &EditionSite, subject: Subject) -> Page {
    let mut names = most_borne(ask, edition, subject, NAMES_MAX);
    // Signs before a name are passed over, as they are in the letter that it stands under.
    let begun =
        |name: &Name| name.name.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
    names.sort_by(|a, b| edition.clock.locale().compare(&begun(a), &begun(b)));
    let path = edition.subject_path(subject);
    let title = edition.words.get(match subject {
        Subject::Topic => "topic_all",
        Subject::Author => "author_all",
        Subject::Place => "place_all",
    });
    let head = Head::new(title, edition.words.get("tagline"))
        .at(ask.site, &path)
        .in_editions(ask.site, |sister| Some(sister.subject_path(subject)));
    let values = context! {
        title,
        letters => value(letters(edition, &path, &names)),
        ..view::frame(ask.site, edition, head, "", None)
    };
    ask.site.render("directory.html", super::HTML, FRESH_S, values)
}

fn letters(edition: &EditionSite, path: &str, names: &[Name]) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for name in names {
        let letter = edition.clock.locale().initial(&name.name);
        let line = Line {
            name: name.name.clone(),
            href: links::encode(&format!("{path}{}/", name.slug)),
            stories: edition.counted("stories", usize::try_from(name.stories).unwrap_or(usize::MAX)),
        };
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.names.push(line),
            _ => letters.push(Letter { letter, names: vec![line] }),
        }
    }
    letters
}
