//! `/fr/region/<words>-<number>`: a story at its own address, or the notice that it was withdrawn. It depends on
//! nothing but the story and its nearest elders in the section, so publishing never touches old pages.

use std::sync::Arc;

use minijinja::context;
use serde::Serialize;
use story::{
    Card, Content, Found, HeadlineUse, Language, LiveStory, Page, Shelf, Signature, Standing, StoryId,
    Subject, Withdrawal,
};

use super::{card, coverage};
use crate::address::Ask;
use crate::dates::Moment;
use crate::listing::{ListKind, Listing};
use crate::site::{EditionSite, Site};
use crate::stale::{Rank, Ripple, Stale};
use crate::templates::value;
use crate::view::{self, BlockView, CardView, Head, PictureView};
use crate::{json_ld, links};

/// Places looked back in the section for related stories, holes included, and how many of them are shown: beside the
/// text and under it.
const RELATED_PLACES: u64 = 16;
const RELATED_SHOWN: usize = 3;
const SAME_SECTION: usize = 4;
const WORDS_A_MINUTE: usize = 220;
const FRESH_S: u32 = 5;

pub(super) fn print(ask: &Ask) -> Option<Found> {
    of_story(ask, links::trailing_id(ask.path)?)
}

/// The page of a story, or the notice that it was withdrawn; its own address where another one was asked for.
pub(super) fn of_story(ask: &Ask, id: StoryId) -> Option<Found> {
    let standing = ask.shelf.standing(id)?;
    let edition = match &standing {
        Standing::Live(story) => ask.site.edition(&story.edition)?,
        Standing::Withdrawn(withdrawal) => ask.site.edition(&withdrawal.edition)?,
    };
    Some(match standing {
        Standing::Withdrawn(withdrawal) => Found::Gone(gone(ask.site, edition, &withdrawal)),
        Standing::Live(story) if story.path != ask.path => Found::Moved { path: story.path.clone() },
        Standing::Live(story) if story.live_coverage().is_some() => {
            Found::Page(coverage::page(ask, edition, &story))
        }
        Standing::Live(story) => Found::Page(page(ask, edition, &story)),
    })
}

pub(super) fn stale(ripple: &Ripple, stale: &mut Stale) {
    for path in &ripple.paths {
        stale.add(Rank::Article, *path);
    }
    // Those that tell of it, or told: the last translation gone, the first story stands alone.
    for story in [ripple.entry.change.live(), ripple.was].into_iter().flatten() {
        let group = story.translation.unwrap_or(story.id);
        for (_, path) in ripple.shelf.translations(group) {
            stale.add(Rank::Neighbour, path);
        }
        if let Some(Standing::Live(first)) = ripple.shelf.standing(group) {
            stale.add(Rank::Neighbour, first.path.as_str());
        }
    }
    for touched in ripple.lists.iter().filter(|touched| matches!(touched.list.kind, ListKind::Section(_))) {
        let Some(place) = touched.place else { continue };
        for (_, card) in ripple.shelf.cards(&touched.list.feed, place + 1, RELATED_PLACES) {
            stale.add(Rank::Neighbour, card.path.clone());
        }
    }
}

pub(super) fn paths(site: &Site, shelf: &dyn Shelf) -> Vec<String> {
    let of = |edition: &EditionSite| {
        let feed = edition.feed();
        shelf.cards(&feed, 0, shelf.places(&feed)).into_iter().map(|(_, card)| card.path.clone())
    };
    site.editions.iter().flat_map(of).collect()
}

#[derive(Serialize)]
pub(super) struct Fix {
    at: Moment,
    notice: String,
}

#[derive(Serialize)]
struct Source {
    name: String,
    href: String,
    note: String,
}

#[derive(Serialize)]
struct Signatory<'a> {
    name: &'a str,
    role: &'a str,
    /// Everything they signed; empty where the name has no letters.
    href: String,
}

/// A topic or place, and where its stories are.
#[derive(Serialize)]
struct Tag<'a> {
    name: &'a str,
    href: String,
}

/// The same story in another edition.
#[derive(Serialize)]
struct Translation<'a> {
    name: &'a str,
    language: &'a str,
    href: String,
}

#[derive(Serialize)]
pub(super) struct Crumb<'a> {
    pub(super) name: &'a str,
    pub(super) href: String,
}

/// The story as its template shows it.
#[derive(Serialize)]
struct Article<'a> {
    language: &'a str,
    direction: &'a str,
    crumb: Option<Crumb<'a>>,
    /// The live coverage that it is an entry of: its place there.
    coverage: String,
    kicker: &'a str,
    urgent: bool,
    headline: &'a str,
    standfirst: &'a str,
    lead: Option<&'a PictureView>,
    byline: Vec<Signatory<'a>>,
    dateline: &'a str,
    published: &'a Moment,
    updated: &'a Moment,
    changed: bool,
    same_day: bool,
    reading: String,
    blocks: Vec<BlockView>,
    fixes: Vec<Fix>,
    fix_count: String,
    sources: Vec<Source>,
    credits: Vec<String>,
    version: String,
    tags: Vec<Tag<'a>>,
    translations: Vec<Translation<'a>>,
    related: Vec<CardView>,
    same_section: Vec<CardView>,
    share: Share,
}

/// Addresses that hand the story on without a script of ours or theirs.
#[derive(Serialize)]
pub(super) struct Share {
    url: String,
    short: String,
    mail: String,
    whatsapp: String,
    telegram: String,
    bluesky: String,
}

/// The place it is filed from, unless a signature says it already ("à Ostrande").
pub(super) fn dateline(content: &Content) -> &str {
    let place = content.dateline.trim();
    if content.byline.iter().any(|who| who.role.contains(place)) { "" } else { place }
}

fn page(ask: &Ask, edition: &EditionSite, story: &LiveStory) -> Page {
    let content = &story.content;
    let lead = content.lead.as_ref().and_then(|lead| PictureView::of(lead, &story.assets));
    let (related, same_section) = related(ask.shelf, edition, story);
    let translations = translations(ask, story);
    let (published, updated) =
        (edition.clock.moment(story.first_published), edition.clock.moment(story.updated));
    let section = edition.edition.section(&content.section);
    let current = section.map(|section| edition.section_path(section)).unwrap_or_default();
    let head = head(ask.site, edition, story, lead.as_ref(), &translations);
    let language = language(edition, content);
    let article = Article {
        language: language.tag(),
        direction: language.direction().as_str(),
        crumb: section.map(|section| Crumb { name: &section.name, href: links::encode(&current) }),
        coverage: story.entry_of().map(|(_, path)| coverage::anchor(path, story.id)).unwrap_or_default(),
        kicker: content.kicker.trim(),
        urgent: content.urgency.is_urgent(),
        headline: &content.headline,
        standfirst: content.standfirst.trim(),
        lead: lead.as_ref(),
        byline: content.byline.iter().map(|who| signatory(edition, who)).collect(),
        dateline: dateline(content),
        published: &published,
        updated: &updated,
        changed: story.updated > story.first_published,
        same_day: published.date == updated.date,
        reading: reading_time(edition, content.word_count()),
        blocks: view::blocks(&content.blocks, &story.assets),
        fixes: fixes(edition, story),
        fix_count: edition.counted("corrections", story.corrections.len()),
        sources: sources(story),
        credits: credits(story),
        version: version(edition, story, &published, &updated),
        tags: tags(edition, content),
        translations: others(ask.site, edition, &translations),
        related: view::cards(&related, edition),
        same_section: view::cards(&same_section, edition),
        share: share(ask.site, story),
    };
    let streams = view::any_streams(&article.blocks);
    let frame = view::frame(ask.site, edition, head, &current, None);
    let values = context! { story => value(&article), ..frame };
    Page {
        streams,
        shows: Some(story.version()),
        ..ask.site.render("article.html", super::HTML, FRESH_S, values)
    }
}

/// What the words are in, where the edition speaks another language.
pub(super) fn language<'a>(edition: &'a EditionSite, content: &'a Content) -> &'a Language {
    let own = content.language.is_known() && content.language.primary() != edition.edition.language.primary();
    if own { &content.language } else { &edition.edition.language }
}

fn head(
    site: &Site,
    edition: &EditionSite,
    story: &LiveStory,
    lead: Option<&PictureView>,
    translations: &[(String, String)],
) -> Head {
    let content = &story.content;
    let section = edition.edition.section(&content.section);
    let in_edition = |edition: &EditionSite| {
        let of = |(id, path): &(String, String)| (*id == edition.edition.id).then(|| path.clone());
        translations.iter().find_map(of)
    };
    let mut head =
        Head::new(&content.headline, &content.standfirst).at(site, &story.path).in_editions(site, in_edition);
    content.headline_in(HeadlineUse::Search).clone_into(&mut head.found_as);
    head.kind = "article";
    head.oembed = super::oembed::url_for(site, &story.path);
    head.published = edition.clock.moment(story.first_published).iso;
    head.modified = edition.clock.moment(story.updated).iso;
    head.json_ld = json_ld::article(site, edition, story, lead);
    let own = || lead.map(|picture| view::image(site, picture));
    head.image = match lead.filter(|picture| picture.can_be_shared()) {
        Some(_) => own(),
        None => card::image_of_story(site, story).or_else(own),
    };
    if let Some(section) = section {
        head.section.clone_from(&section.name);
        head.feeds.push(super::section::feed_link(&Listing::section(edition, section)));
    }
    head
}

/// The nearest earlier stories of the section, nearest first: for beside the text, those that share a topic before
/// the others, and for under it.
fn related(shelf: &dyn Shelf, edition: &EditionSite, story: &LiveStory) -> (Vec<Arc<Card>>, Vec<Arc<Card>>) {
    let none = || (Vec::new(), Vec::new());
    let Some(section) = edition.edition.section(&story.content.section) else { return none() };
    let feed = Listing::section(edition, section).feed;
    let Some(place) = shelf.place(&feed, story.id) else { return none() };
    let first = place.saturating_sub(RELATED_PLACES);
    let mut elders: Vec<Arc<Card>> =
        shelf.cards(&feed, first, place - first).into_iter().rev().map(|(_, card)| card).collect();
    let kicker = story.content.kicker.trim();
    elders.sort_by_key(|card| kicker.is_empty() || card.kicker.trim() != kicker);
    elders.truncate(RELATED_SHOWN + SAME_SECTION);
    let under = elders.split_off(elders.len().min(RELATED_SHOWN));
    (elders, under)
}

/// The editions that have the story, and where; this one included.
fn translations(ask: &Ask, story: &LiveStory) -> Vec<(String, String)> {
    ask.shelf.translations(story.translation.unwrap_or(story.id))
}

fn others<'a>(site: &'a Site, own: &EditionSite, translations: &[(String, String)]) -> Vec<Translation<'a>> {
    let other = |(id, path): &(String, String)| {
        let edition = &site.edition(id).filter(|edition| edition.edition.id != own.edition.id)?.edition;
        Some(Translation { name: &edition.name, language: edition.language.tag(), href: links::encode(path) })
    };
    translations.iter().filter_map(other).collect()
}

fn signatory<'a>(edition: &EditionSite, who: &'a Signature) -> Signatory<'a> {
    let href = subject_href(edition, Subject::Author, who.name.trim());
    Signatory { name: &who.name, role: &who.role, href: href.unwrap_or_default() }
}

fn tags<'a>(edition: &EditionSite, content: &'a Content) -> Vec<Tag<'a>> {
    let mut tags: Vec<Tag<'a>> = Vec::new();
    for subject in [Subject::Topic, Subject::Place] {
        for name in subject.of(content) {
            let Some(href) = subject_href(edition, subject, name) else { continue };
            // A port is a topic and a place: one line is enough.
            if !tags.iter().any(|tag| tag.name == name || tag.href == href) {
                tags.push(Tag { name, href });
            }
        }
    }
    tags
}

fn subject_href(edition: &EditionSite, subject: Subject, name: &str) -> Option<String> {
    edition.path_of_subject(subject, name).map(|path| links::encode(&path))
}

fn reading_time(edition: &EditionSite, words: usize) -> String {
    edition.counted("minutes", words.div_ceil(WORDS_A_MINUTE).max(1))
}

pub(super) fn fixes(edition: &EditionSite, story: &LiveStory) -> Vec<Fix> {
    let fix = |fix: &story::Correction| Fix { at: edition.clock.moment(fix.at), notice: fix.notice.clone() };
    story.corrections.iter().map(fix).collect()
}

fn sources(story: &LiveStory) -> Vec<Source> {
    let source = |source: &story::SourceCredit| Source {
        name: source.name.clone(),
        href: links::safe_href(&source.href).unwrap_or_default(),
        note: source.note.clone(),
    };
    story.content.sources.iter().map(source).collect()
}

/// Who made the pictures that are shown, each once.
fn credits(story: &LiveStory) -> Vec<String> {
    let mut credits: Vec<String> = Vec::new();
    for picture in story.content.pictures() {
        let shown = PictureView::of(picture, &story.assets).is_some();
        let credit = picture.credit.trim();
        if shown && !credit.is_empty() && !credits.iter().any(|known| known == credit) {
            credits.push(credit.to_owned());
        }
    }
    credits
}

fn version(edition: &EditionSite, story: &LiveStory, first: &Moment, last: &Moment) -> String {
    let words = &edition.words;
    let whole = |at: &Moment| words.fill("date_time", &[("date", &at.date.long), ("time", &at.time)]);
    let number = edition.clock.number(story.revision);
    words.fill("version_text", &[("number", &number), ("first", &whole(first)), ("last", &whole(last))])
}

pub(super) fn share(site: &Site, story: &LiveStory) -> Share {
    let url = links::encode_value(&site.url(&story.path));
    let headline = links::encode_value(&story.content.headline);
    Share {
        short: site.url(&super::short::path(story.id)),
        mail: format!("mailto:?subject={headline}&body={url}"),
        whatsapp: format!("https://wa.me/?text={headline}%20{url}"),
        telegram: format!("https://t.me/share/url?url={url}&text={headline}"),
        bluesky: format!("https://bsky.app/intent/compose?text={headline}%20{url}"),
        url: site.url(&story.path),
    }
}

fn gone(site: &Site, edition: &EditionSite, withdrawal: &Withdrawal) -> Page {
    let head = Head::new(edition.words.get("gone"), edition.words.get("gone_text"));
    let values = context! {
        at => value(edition.clock.moment(withdrawal.at)),
        reason => withdrawal.reason.as_str(),
        sections => edition.section_links(),
        ..view::frame(site, edition, head, "", None)
    };
    site.render("gone.html", super::HTML, FRESH_S, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_a_signature_says_is_not_said_twice() {
        let signed = |role: &str| Content {
            dateline: "Ostrande".into(),
            byline: vec![Signature { name: "Thaïs Morvan".into(), role: role.into() }],
            ..Content::default()
        };
        assert_eq!(dateline(&signed("à Ostrande")), "");
        assert_eq!(dateline(&signed("envoyée spéciale")), "Ostrande");
    }
}
