//! NewsML-G2 2.35 at power conformance (IPTC): a news item a story, several in a news message; the text as XHTML, and
//! the whole story as our own document beside it.

use story::{Change, Channel, Content, Dispatch, HeadlineUse, LiveStory, Withdrawal};

use super::markup::Markup;
use super::sendable;
use super::xhtml;
use crate::own::OWN_TYPE;

const SPACE: &str = "http://iptc.org/std/nar/2006-10-01/";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const CATALOG: &str = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml";
const VERSION: &str = "2.35";
/// DCMI Metadata Terms: IPTC has no relation of a part to its whole.
const PART_OF: &str = "http://purl.org/dc/terms/isPartOf";

pub(super) fn one(dispatch: &Dispatch) -> String {
    let mut markup = Markup::document();
    item(dispatch, &mut markup);
    markup.finish()
}

/// A message without items is none by the standard's schema: nothing new is no text at all.
pub(super) fn list(channel: &Channel, dispatches: &[Dispatch]) -> String {
    if dispatches.is_empty() {
        return String::new();
    }
    let mut markup = Markup::document();
    markup.open("newsMessage", &[("xmlns", SPACE)]);
    markup.open("header", &[]);
    markup.leaf("sent", &[], &sendable::time(channel.now));
    markup.leaf("catalogRef", &[("href", CATALOG)], "");
    markup.leaf("sender", &[], &channel.origin);
    markup.leaf("transmitId", &[], &format!("{}#{}", channel.href, channel.next));
    markup.leaf("origin", &[], &channel.title);
    markup.close();
    markup.open("itemSet", &[]);
    dispatches.iter().for_each(|dispatch| item(dispatch, &mut markup));
    markup.finish()
}

fn item(dispatch: &Dispatch, markup: &mut Markup) {
    let (guid, version) = (dispatch.guid(), dispatch.entry.seq.to_string());
    let language = match dispatch.entry.change.live() {
        Some(story) if story.content.language.is_known() => &story.content.language,
        _ => &dispatch.language,
    };
    markup.open(
        "newsItem",
        &[
            ("xmlns", SPACE),
            ("guid", &guid),
            ("version", &version),
            ("standard", "NewsML-G2"),
            ("standardversion", VERSION),
            ("conformance", "power"),
            ("xml:lang", language.tag()),
        ],
    );
    markup.empty("catalogRef", &[("href", CATALOG)]);
    markup.open("rightsInfo", &[]);
    named("copyrightHolder", &[("uri", &dispatch.origin)], &dispatch.provider, markup);
    markup.close();
    match &dispatch.entry.change {
        Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => {
            live(dispatch, story, markup);
        }
        Change::Killed(withdrawal) => withdrawn(dispatch, withdrawal, markup),
        Change::Advanced(_) | Change::Front(_) | Change::Programme(_) => {}
    }
    markup.close();
}

fn live(dispatch: &Dispatch, story: &LiveStory, markup: &mut Markup) {
    let content = sendable::content(story, &dispatch.origin);
    markup.open("itemMeta", &[]);
    management(dispatch, &story.updated, "stat:usable", markup);
    if !content.section.is_empty() {
        let code = format!("{}/{}/{}", dispatch.origin, story.edition, content.section);
        named("service", &[("uri", &code)], &content.section, markup);
    }
    if let Some(note) = sendable::note(dispatch, story) {
        markup.leaf("edNote", &[], &note);
    }
    match dispatch.entry.change {
        Change::Corrected(_) => markup.empty("signal", &[("qcode", "sig:correction")]),
        Change::Updated(_) => markup.empty("signal", &[("qcode", "sig:update")]),
        _ => {}
    }
    if let Some(first) = story.translation.filter(|first| *first != story.id) {
        let of = format!("{}/s/{first}", dispatch.origin);
        markup.empty("link", &[("rel", "irel:translatedFrom"), ("residref", &of)]);
    }
    if let Some((coverage, _)) = story.entry_of() {
        let of = format!("{}/s/{coverage}", dispatch.origin);
        markup.empty("link", &[("reluri", PART_OF), ("residref", &of)]);
    }
    markup.close();
    content_meta(story, &content, &dispatch.origin, markup);
    markup.open("contentSet", &[]);
    markup.open(
        "inlineXML",
        &[("contenttype", "application/xhtml+xml"), ("wordcount", &content.word_count().to_string())],
    );
    markup.open("html", &[("xmlns", XHTML), ("xml:lang", content.language.tag())]);
    markup.open("head", &[]);
    markup.leaf("title", &[], &content.headline);
    markup.close();
    markup.open("body", &[]);
    xhtml::body(&content, markup);
    (0..3).for_each(|_| markup.close());
    markup.leaf("inlineData", &[("contenttype", OWN_TYPE)], &sendable::document(story, &content));
    markup.close();
}

fn withdrawn(dispatch: &Dispatch, withdrawal: &Withdrawal, markup: &mut Markup) {
    markup.open("itemMeta", &[]);
    management(dispatch, &withdrawal.at, "stat:canceled", markup);
    markup.said("edNote", &[], &withdrawal.reason);
    markup.close();
    markup.open("contentMeta", &[]);
    markup.leaf("urgency", &[], "1");
    markup.said("headline", &[], &dispatch.notice);
    markup.close();
}

fn management(dispatch: &Dispatch, at: &story::Timestamp, status: &str, markup: &mut Markup) {
    markup.empty("itemClass", &[("qcode", "ninat:text")]);
    named("provider", &[("uri", &dispatch.origin)], &dispatch.provider, markup);
    markup.leaf("versionCreated", &[], &sendable::time(*at));
    if let Some(story) = dispatch.entry.change.live() {
        markup.leaf("firstCreated", &[], &sendable::time(story.first_published));
    }
    if let Some(until) = dispatch.embargo {
        markup.leaf("embargoed", &[], &sendable::time(until));
    }
    markup.empty("pubStatus", &[("qcode", status)]);
}

fn content_meta(story: &LiveStory, content: &Content, origin: &str, markup: &mut Markup) {
    markup.open("contentMeta", &[]);
    markup.leaf("urgency", &[], &content.urgency.level().to_string());
    markup.leaf("contentCreated", &[], &sendable::time(story.first_published));
    markup.leaf("contentModified", &[], &sendable::time(story.updated));
    for signature in &content.byline {
        markup.open("creator", &[("literal", &signature.name)]);
        markup.said("name", &[], &signature.name);
        markup.close();
    }
    for source in content.sources.iter().filter(|source| !source.name.is_empty()) {
        let uri = if source.href.starts_with("http") { source.href.as_str() } else { "" };
        let literal = if uri.is_empty() { source.name.as_str() } else { "" };
        named("infoSource", &[("uri", uri), ("literal", literal)], &source.name, markup);
    }
    if content.language.is_known() {
        markup.empty("language", &[("tag", content.language.tag())]);
    }
    for (kind, names) in
        [("", &content.topics), ("cpnat:geoArea", &content.places), ("cpnat:person", &content.people)]
    {
        for name in names.iter().filter(|name| !name.is_empty()) {
            named("subject", &[("type", kind), ("literal", name)], name, markup);
        }
    }
    markup.said("slugline", &[], &content.slugline);
    markup.said("headline", &[], &content.headline);
    markup.said("headline", &[("roleuri", &format!("{origin}/kicker"))], &content.kicker);
    for wanted in HeadlineUse::ALL {
        let role = format!("{origin}/headline/{}", wanted.name());
        markup.said("headline", &[("roleuri", &role)], content.headline_for(wanted));
    }
    markup.said("dateline", &[], &content.dateline);
    markup.said("by", &[], &sendable::byline(content));
    markup.said("description", &[("role", "drol:summary")], &content.standfirst);
    markup.close();
}

fn named(element: &'static str, attributes: super::markup::Attributes, name: &str, markup: &mut Markup) {
    markup.open(element, attributes);
    markup.said("name", &[], name);
    markup.close();
}
