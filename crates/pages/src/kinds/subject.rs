//! `/fr/theme/<topic>/`, `/fr/auteur/<author>/`, `/fr/lieu/<place>/`: the stories that bear a name, newest first, and
//! their pages numbered from the oldest.

use std::sync::Arc;

use minijinja::context;
use story::{Card, Found, Page, Shelf, Subject};

use super::section::{self, SIZE};
use crate::address::Ask;
use crate::links;
use crate::listing::{self, ListKind, Listing, page_path};
use crate::pagination::{Pages, around};
use crate::site::Site;
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, Head};

/// More than a page, so that whoever goes from the newest stories to the last full page misses none.
const NEWEST: usize = 25;
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let (parts, number) = listing::split_page(&ask.rest)?;
    let list = Listing::at(ask, parts)?;
    let ListKind::Subject(subject) = list.kind else { return None };
    let pages = list.pages(ask.shelf, SIZE);
    Some(Found::Page(match number {
        None => newest(ask, &list, subject, pages),
        Some(number) => {
            let number = pages.numbered(number)?;
            let found = ask.shelf.cards(&list.feed, pages.first_place(number), SIZE);
            let cards: Vec<Arc<Card>> = found.into_iter().map(|(_, card)| card).collect();
            section::numbered_page(ask, &list, pages, number, cards)
        }
    }))
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    for touched in ripple.lists.iter().filter(|touched| matches!(touched.list.kind, ListKind::Subject(_))) {
        let path = &touched.list.path;
        for number in touched.place.into_iter().flat_map(|place| around(place, SIZE)) {
            stale.add(Rank::Neighbour, page_path(path, number));
        }
        stale.add(Rank::Neighbour, path.as_str());
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let lists = site.editions.iter().flat_map(|edition| Listing::all(edition, shelf));
    let subjects = lists.filter(|list| matches!(list.kind, ListKind::Subject(_)));
    subjects.flat_map(|list| list.paths(shelf, SIZE)).collect()
}

fn newest(ask: &Ask, list: &Listing, subject: Subject, pages: Pages) -> Page {
    let edition = list.edition;
    let cards = ask.shelf.newest(&list.feed, NEWEST);
    let stamp = cards.iter().map(|card| card.updated).max().map(|at| edition.clock.moment(at));
    let about = edition.words.fill(
        &format!("{}_about", subject.name()),
        &[("name", &list.title), ("title", &edition.edition.title)],
    );
    let mut head = Head::new(&list.title, about).at(ask.site, &list.path);
    head.feeds.push(section::feed_link(list));
    let directory = edition.subject_path(subject);
    let values = context! {
        title => list.title.as_str(),
        kind => edition.words.get(subject.name()),
        all => edition.words.get(&format!("{}_all", subject.name())),
        all_href => links::encode(&directory),
        here => links::encode(&list.path),
        list => value(view::cards(&cards, edition)),
        pages => listing::newest_links(ask.shelf, edition, &list.feed, pages, &list.path),
        ..view::frame(ask.site, edition, head, "", stamp)
    };
    ask.site.render("subject.html", super::HTML, FRESH_S, values)
}
