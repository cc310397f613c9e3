//! `/cards/…`: the picture that stands for a page where others share it, drawn from its words: `/cards/<number>.png`
//! for a story without a picture of its own, `/cards/<edition>.png` for the newspaper.

use story::{Found, LiveStory, Page, Shelf, SocialCard, Standing, StoryId};

use crate::address::Ask;
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::view::Image;

const FOLDER: &str = "cards";
const FRESH_S: u32 = 3600;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    let [FOLDER, file] = ask.rest.as_slice() else { return None };
    let maker = ask.site.card_maker.as_ref().filter(|_| ask.edition.is_none())?;
    let name = file.strip_suffix(".png")?;
    let card = match ask.site.edition(name) {
        Some(edition) => of_newspaper(ask.site, edition),
        None => of_number(ask, name.parse().ok()?)?,
    };
    let picture = if ask.outline { format!("{card:?}").into_bytes() } else { maker.draw(&card) };
    Some(Found::Page(Page::new("image/png", picture, FRESH_S)))
}

fn of_number(ask: &Ask, id: StoryId) -> Option<SocialCard> {
    let Standing::Live(story) = ask.shelf.standing(id)? else { return None };
    Some(of_story(ask.site.edition(&story.edition)?, &story))
}

fn of_newspaper(site: &Site, edition: &EditionSite) -> SocialCard {
    SocialCard {
        title: edition.edition.title.clone(),
        kicker: String::new(),
        headline: String::new(),
        foot: site.origin.split_once("://").map_or("", |(_, host)| host).to_owned(),
        direction: edition.edition.language.direction(),
    }
}

fn of_story(edition: &EditionSite, story: &LiveStory) -> SocialCard {
    let content = &story.content;
    let section = || edition.edition.section(&content.section).map(|section| section.name.clone());
    let kicker = content.kicker.trim();
    SocialCard {
        title: edition.edition.title.clone(),
        kicker: if kicker.is_empty() { section().unwrap_or_default() } else { kicker.to_owned() },
        headline: content.headline.clone(),
        foot: edition.clock.moment(story.first_published).date.long.clone(),
        direction: edition.edition.language.direction(),
    }
}

/// A story's stays while the story does: it may be shared before a picture comes.
pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    if let Some(id) = ripple.entry.change.story_id() {
        stale.add(Rank::Neighbour, path(&id.to_string()));
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| {
        let feed = edition.feed();
        let stories = shelf
            .cards(&feed, 0, shelf.places(&feed))
            .into_iter()
            .map(|(_, card)| path(&card.id.to_string()));
        stories.chain([path(&edition.edition.id)]).collect::<Vec<_>>()
    };
    site.card_maker.iter().flat_map(|_| site.editions.iter().flat_map(of)).collect()
}

/// The picture of a story that has none.
pub(crate) fn image_of_story(site: &Site, story: &LiveStory) -> Option<Image> {
    image(site, &story.id.to_string(), &story.content.headline)
}

/// The picture of all other pages.
pub(crate) fn image_of_newspaper(site: &Site, edition: &EditionSite) -> Option<Image> {
    image(site, &edition.edition.id, &edition.edition.title)
}

fn image(site: &Site, name: &str, alt: &str) -> Option<Image> {
    site.card_maker.as_ref()?;
    Some(Image {
        url: site.url(&path(name)),
        width: SocialCard::WIDTH,
        height: SocialCard::HEIGHT,
        alt: alt.to_owned(),
    })
}

fn path(name: &str) -> String {
    format!("/{FOLDER}/{name}.png")
}
