//! `/.well-known/security.txt` (RFC 9116): whom to tell of a hole; `/.well-known/trust.txt` and `/trust.txt`
//! (JournalList, trust.txt 1.3): who answers for this paper.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::tz::TimeZone;
use story::{Found, Page, Shelf};

use crate::address::Ask;
use crate::site::Site;
use crate::stale::{Rank, Ripple, Stale};

const TEXT: &str = "text/plain; charset=utf-8";
const FRESH_S: u32 = 3600;
const SECURITY: &str = "/.well-known/security.txt";
const TRUST: [&str; 2] = ["/.well-known/trust.txt", "/trust.txt"];

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let text = match ask.path {
        SECURITY => security(ask)?,
        path if TRUST.contains(&path) => trust(ask.site),
        _ => return None,
    };
    Some(Found::Page(Page::new(TEXT, text.into_bytes(), FRESH_S)))
}

pub(super) fn stale(_: &Ripple, stale: &mut Stale) {
    // It is good until the second new year from now.
    stale.add(Rank::Neighbour, SECURITY);
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let mut paths: Vec<String> = TRUST.map(str::to_owned).into();
    if shelf.as_of().is_some() && contact(site).is_some() {
        paths.push(SECURITY.to_owned());
    }
    paths
}

fn contact(site: &Site) -> Option<&str> {
    site.editions.iter().map(|edition| edition.edition.contact.as_str()).find(|contact| !contact.is_empty())
}

/// An expired file is worse than none: it is written from the time of the shelf, so that a site that stopped says so.
fn security(ask: &Ask) -> Option<String> {
    let (contact, (_, now)) = (contact(ask.site)?, ask.shelf.as_of()?);
    let year = now.to_zoned_datetime(TimeZone::UTC).date().first_of_year().checked_add(2.years()).ok()?;
    let languages: Vec<&str> =
        ask.site.editions.iter().map(|edition| edition.edition.language.tag()).collect();
    Some(format!(
        "Contact: mailto:{contact}\nExpires: {}T00:00:00Z\nPreferred-Languages: {}\nCanonical: {}\n",
        year.strftime("%Y-%m-%d"),
        languages.join(", "),
        ask.site.url(SECURITY),
    ))
}

fn trust(site: &Site) -> String {
    let mut text = String::from("# Who answers for this paper, and where its rules are.\n");
    for edition in &site.editions {
        if !edition.edition.contact.is_empty() {
            let _ = writeln!(text, "contact=mailto:{}", edition.edition.contact);
        }
        let _ = writeln!(text, "disclosure={}", site.url(&edition.path_of("about_slug")));
        let _ = writeln!(text, "disclosure={}", site.url(&edition.path_of("corrections_slug")));
    }
    text
}
