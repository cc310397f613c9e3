//! RSS 2.0 with whole texts, for partners who read feeds. A withdrawn story stays in the feed under its identifier, as
//! the notice that it was withdrawn.

use story::{Change, Channel, Dispatch, File, LiveStory, Timestamp};

use super::markup::Markup;
use super::sendable;
use super::xhtml;

pub(super) fn one(dispatch: &Dispatch) -> String {
    let channel = Channel {
        title: dispatch.provider.clone(),
        href: String::new(),
        origin: dispatch.origin.clone(),
        now: dispatch.entry.at,
        next: dispatch.entry.seq,
    };
    list(&channel, std::slice::from_ref(dispatch))
}

pub(super) fn list(channel: &Channel, dispatches: &[Dispatch]) -> String {
    let mut markup = Markup::document();
    markup.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ],
    );
    markup.open("channel", &[]);
    markup.leaf("title", &[], &channel.title);
    markup.leaf("link", &[], &format!("{}/", channel.origin));
    markup.leaf("description", &[], &channel.title);
    if !channel.href.is_empty() {
        markup
            .empty("atom:link", &[("href", &channel.href), ("rel", "self"), ("type", "application/rss+xml")]);
    }
    markup.leaf("lastBuildDate", &[], &rfc_822(channel.now));
    dispatches.iter().for_each(|dispatch| item(dispatch, &mut markup));
    markup.finish()
}

fn rfc_822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn item(dispatch: &Dispatch, markup: &mut Markup) {
    markup.open("item", &[]);
    match &dispatch.entry.change {
        Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => {
            live(dispatch, story, markup);
        }
        Change::Killed(withdrawal) => {
            markup.leaf("title", &[], &dispatch.notice);
            markup.leaf("link", &[], &dispatch.guid());
            markup.leaf("description", &[], &withdrawal.reason);
            markup.leaf("category", &[("domain", "pubstatus")], "canceled");
            markup.leaf("pubDate", &[], &rfc_822(withdrawal.at));
        }
        Change::Advanced(_) | Change::Front(_) | Change::Programme(_) => {}
    }
    markup.leaf("guid", &[("isPermaLink", "true")], &dispatch.guid());
    markup.close();
}

fn live(dispatch: &Dispatch, story: &LiveStory, markup: &mut Markup) {
    let content = sendable::content(story, &dispatch.origin);
    markup.leaf("title", &[], &content.headline);
    markup.leaf("link", &[], &sendable::page(story, &dispatch.origin));
    markup.leaf("description", &[], &content.standfirst);
    for signature in &content.byline {
        markup.leaf("dc:creator", &[], &signature.name);
    }
    markup.said("dc:language", &[], content.language.tag());
    for name in std::iter::once(&content.section).chain(&content.topics) {
        markup.said("category", &[], name);
    }
    markup.leaf("pubDate", &[], &rfc_822(story.first_published));
    if let Some(note) = sendable::note(dispatch, story) {
        markup.leaf("dc:description", &[], &note);
    }
    for picture in content.pictures() {
        let File::Remote { href } = &picture.file else { continue };
        markup.open("media:content", &[("url", href), ("medium", "image")]);
        markup.said("media:description", &[("type", "plain")], &picture.caption);
        markup.said("media:credit", &[], &picture.credit);
        markup.close();
    }
    markup.leaf("content:encoded", &[], &xhtml::fragment(&content));
}
