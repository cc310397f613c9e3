//! NITF 3.6 (IPTC): one document a story, for receivers that print. Its own elements where it has them; what it has no
//! word for (a fact box, an embedded post) is written as text.

use story::{
    AssetKind, Block, BlockBody, Change, Content, Dispatch, File, List, ListStyle, LiveStory, MarkKind,
    Picture, Quote, RichText, Table, Timestamp, Video, Withdrawal,
};

use super::markup::Markup;
use super::sendable;

const SPACE: &str = "http://iptc.org/std/NITF/2006-10-18/";

pub(super) fn one(dispatch: &Dispatch) -> String {
    let mut markup = Markup::document();
    markup.open("nitf", &[("xmlns", SPACE), ("version", "-//IPTC//DTD NITF 3.6//EN")]);
    match &dispatch.entry.change {
        Change::Published(story) | Change::Updated(story) | Change::Corrected(story) => {
            live(dispatch, story, &mut markup);
        }
        Change::Killed(withdrawal) => withdrawn(dispatch, withdrawal, &mut markup),
        Change::Advanced(_) | Change::Front(_) | Change::Programme(_) => {}
    }
    markup.finish()
}

/// ISO 8601 without marks between the parts, as the standard's own examples have it: `20260609T143200Z`.
fn norm(at: Timestamp) -> String {
    sendable::time(at).replace(['-', ':'], "")
}

fn live(dispatch: &Dispatch, story: &LiveStory, markup: &mut Markup) {
    let content = sendable::content(story, &dispatch.origin);
    markup.open("head", &[]);
    markup.leaf("title", &[], &content.headline);
    let page = sendable::page(story, &dispatch.origin);
    meta("anpa-keyword", &content.slugline, markup);
    meta("section", &content.section, markup);
    meta("webpage", &page, markup);
    let status = if dispatch.embargo.is_some() { "embargoed" } else { "usable" };
    markup.open("docdata", &[("management-status", status)]);
    identity(dispatch, markup);
    markup.empty("urgency", &[("ed-urg", &content.urgency.level().to_string())]);
    markup.empty("date.issue", &[("norm", &norm(story.updated))]);
    markup.empty("date.release", &[("norm", &norm(dispatch.embargo.unwrap_or(story.first_published)))]);
    rights(dispatch, story.updated, markup);
    if let Some(note) = sendable::note(dispatch, story) {
        markup.empty("ed-msg", &[("info", &note)]);
    }
    keys(&content, markup);
    markup.close();
    markup.close();
    markup.open("body", &[("xml:lang", content.language.tag())]);
    head(&content, markup);
    markup.open("body.content", &[]);
    if let Some(lead) = &content.lead {
        media(lead, dispatch, story, markup);
    }
    for Block { body, .. } in &content.blocks {
        block(body, dispatch, story, markup);
    }
    markup.close();
    markup.close();
}

fn withdrawn(dispatch: &Dispatch, withdrawal: &Withdrawal, markup: &mut Markup) {
    markup.open("head", &[]);
    markup.leaf("title", &[], &dispatch.notice);
    markup.open("docdata", &[("management-status", "canceled")]);
    identity(dispatch, markup);
    markup.empty("urgency", &[("ed-urg", "1")]);
    markup.empty("date.issue", &[("norm", &norm(withdrawal.at))]);
    rights(dispatch, withdrawal.at, markup);
    markup.empty("ed-msg", &[("info", &withdrawal.reason)]);
    markup.close();
    markup.close();
    markup.open("body", &[("xml:lang", dispatch.language.tag())]);
    markup.open("body.head", &[]);
    hedline(&dispatch.notice, "", markup);
    markup.close();
    markup.open("body.content", &[]);
    markup.said("p", &[], &withdrawal.reason);
    markup.close();
    markup.close();
}

fn meta(name: &str, content: &str, markup: &mut Markup) {
    if !content.is_empty() {
        markup.empty("meta", &[("name", name), ("content", content)]);
    }
}

fn identity(dispatch: &Dispatch, markup: &mut Markup) {
    markup.empty("doc-id", &[("regsrc", &dispatch.provider), ("id-string", &dispatch.guid())]);
    let slugline = dispatch.entry.change.live().map_or("", |story| story.content.slugline.as_str());
    markup.empty("du-key", &[("key", slugline), ("version", &dispatch.entry.seq.to_string())]);
}

fn rights(dispatch: &Dispatch, at: Timestamp, markup: &mut Markup) {
    let year = at.to_string().chars().take(4).collect::<String>();
    markup.empty("doc.copyright", &[("holder", &dispatch.provider), ("year", &year)]);
}

fn keys(content: &Content, markup: &mut Markup) {
    if !content.topics.is_empty() {
        markup.open("key-list", &[]);
        for topic in &content.topics {
            markup.empty("keyword", &[("key", topic)]);
        }
        markup.close();
    }
    if content.people.is_empty() && content.places.is_empty() {
        return;
    }
    markup.open("identified-content", &[]);
    content.people.iter().for_each(|name| markup.said("person", &[], name));
    content.places.iter().for_each(|name| markup.said("location", &[], name));
    markup.close();
}

fn hedline(headline: &str, kicker: &str, markup: &mut Markup) {
    markup.open("hedline", &[]);
    markup.leaf("hl1", &[], headline);
    markup.said("hl2", &[], kicker);
    markup.close();
}

fn head(content: &Content, markup: &mut Markup) {
    markup.open("body.head", &[]);
    hedline(&content.headline, &content.kicker, markup);
    for signature in &content.byline {
        markup.open("byline", &[]);
        markup.leaf("person", &[], &signature.name);
        markup.said("byttl", &[], &signature.role);
        markup.close();
    }
    let sources: Vec<&str> = content.sources.iter().map(|source| source.name.as_str()).collect();
    markup.said("distributor", &[], &sources.join("; "));
    if !content.dateline.is_empty() {
        markup.open("dateline", &[]);
        markup.leaf("location", &[], &content.dateline);
        markup.close();
    }
    if !content.standfirst.is_empty() {
        markup.open("abstract", &[]);
        markup.leaf("p", &[], &content.standfirst);
        markup.close();
    }
    markup.close();
}

fn block(body: &BlockBody, dispatch: &Dispatch, story: &LiveStory, markup: &mut Markup) {
    match body {
        BlockBody::Paragraph(text) => rich_leaf("p", text, markup),
        BlockBody::Subheading(text) => markup.leaf("hl2", &[], &text.text),
        BlockBody::Quote(quote) => self::quote(quote, markup),
        BlockBody::List(list) => self::list(list, markup),
        BlockBody::Picture(picture) => media(picture, dispatch, story, markup),
        BlockBody::Gallery(gallery) => {
            markup.said("hl2", &[], &gallery.title);
            gallery.pictures.iter().for_each(|picture| media(picture, dispatch, story, markup));
        }
        BlockBody::Video(video) => self::video(video, markup),
        BlockBody::Embed(embed) => {
            markup.open("p", &[]);
            markup.leaf(
                "a",
                &[("href", &embed.href)],
                if embed.title.is_empty() { &embed.href } else { &embed.title },
            );
            markup.close();
        }
        BlockBody::FactBox(facts) => {
            markup.said("hl2", &[], &facts.title);
            facts.paragraphs.iter().for_each(|text| rich_leaf("p", text, markup));
        }
        BlockBody::Table(table) => self::table(table, markup),
    }
}

fn rich_leaf(name: &'static str, text: &RichText, markup: &mut Markup) {
    markup.open(name, &[]);
    rich(text, markup);
    markup.close();
}

/// NITF marks words by `em` and `a`, and has no raised or lowered word.
fn rich(rich: &RichText, markup: &mut Markup) {
    for (words, kinds) in sendable::pieces(rich) {
        let link = kinds.iter().find_map(|kind| match kind {
            MarkKind::Link { href } => Some(href.as_str()),
            _ => None,
        });
        let weight = kinds.iter().find_map(|kind| match kind {
            MarkKind::Strong => Some("bold"),
            MarkKind::Emphasis => Some("italic"),
            _ => None,
        });
        if let Some(href) = link {
            markup.open("a", &[("href", href)]);
        }
        if let Some(weight) = weight {
            markup.open("em", &[("class", weight)]);
        }
        markup.text(words);
        link.iter().chain(&weight).for_each(|_| markup.close());
    }
}

fn quote(quote: &Quote, markup: &mut Markup) {
    markup.open("bq", &[]);
    markup.open("block", &[]);
    rich_leaf("p", &quote.words, markup);
    markup.close();
    if let Some(speaker) = &quote.speaker {
        let role = if speaker.role.is_empty() { String::new() } else { format!(", {}", speaker.role) };
        markup.leaf("credit", &[], &format!("{}{role}", speaker.name));
    }
    markup.close();
}

fn list(list: &List, markup: &mut Markup) {
    if list.items.is_empty() {
        return;
    }
    markup.open(if list.style == ListStyle::Numbered { "ol" } else { "ul" }, &[]);
    list.items.iter().for_each(|item| rich_leaf("li", item, markup));
    markup.close();
}

fn media(picture: &Picture, dispatch: &Dispatch, story: &LiveStory, markup: &mut Markup) {
    let File::Remote { href } = &picture.file else { return };
    let pictures = story.assets.iter().filter(|asset| asset.kind == AssetKind::Picture);
    let asset = pictures
        .into_iter()
        .find(|asset| sendable::media_address(asset, &dispatch.origin).as_ref() == Some(href));
    let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string()).unwrap_or_default();
    markup.open("media", &[("media-type", "image")]);
    markup.empty(
        "media-reference",
        &[
            ("source", href),
            ("mime-type", asset.map_or("", |asset| &asset.media_type)),
            ("width", &size(asset.map(|asset| asset.width))),
            ("height", &size(asset.map(|asset| asset.height))),
            ("alternate-text", &picture.alt),
        ],
    );
    media_words(picture, markup);
}

fn media_words(picture: &Picture, markup: &mut Markup) {
    if !picture.caption.is_empty() {
        markup.open("media-caption", &[]);
        markup.leaf("p", &[], &picture.caption);
        markup.close();
    }
    markup.said("media-producer", &[], &picture.credit);
    markup.close();
}

fn video(video: &Video, markup: &mut Markup) {
    markup.open("media", &[("media-type", "video")]);
    markup.empty("media-reference", &[("source", &video.href), ("name", &video.title)]);
    media_words(&video.poster, markup);
}

fn table(table: &Table, markup: &mut Markup) {
    if table.rows.is_empty() {
        return;
    }
    markup.open("table", &[]);
    markup.said("caption", &[], &table.caption);
    for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        markup.open("tr", &[]);
        let cell = if at < table.header_rows { "th" } else { "td" };
        row.iter().for_each(|text| rich_leaf(cell, text, markup));
        markup.close();
    }
    markup.close();
}
