//! A story's text as XHTML without classes or scripts: what every receiver can show, and our own reader takes apart.

use story::{
    Block, BlockBody, Content, FactBox, File, Gallery, List, ListStyle, MarkKind, Picture, Quote, RichText,
    Table, Video,
};

use super::markup::Markup;
use super::sendable;

/// The lead picture and the blocks, one after the other.
pub(super) fn fragment(content: &Content) -> String {
    let mut markup = Markup::default();
    body(content, &mut markup);
    markup.finish()
}

pub(super) fn body(content: &Content, markup: &mut Markup) {
    if let Some(lead) = &content.lead {
        figure(lead, markup);
    }
    for Block { body, .. } in &content.blocks {
        block(body, markup);
    }
}

fn block(body: &BlockBody, markup: &mut Markup) {
    match body {
        BlockBody::Paragraph(text) => rich_leaf("p", text, markup),
        BlockBody::Subheading(text) => rich_leaf("h2", text, markup),
        BlockBody::Quote(quote) => self::quote(quote, markup),
        BlockBody::List(list) => self::list(list, markup),
        BlockBody::Picture(picture) => figure(picture, markup),
        BlockBody::Gallery(gallery) => self::gallery(gallery, markup),
        BlockBody::Video(video) => self::video(video, markup),
        BlockBody::Embed(embed) => {
            markup.open("p", &[]);
            let title = if embed.title.is_empty() { &embed.href } else { &embed.title };
            markup.leaf("a", &[("href", &embed.href)], title);
            markup.close();
        }
        BlockBody::FactBox(facts) => fact_box(facts, markup),
        BlockBody::Table(table) => self::table(table, markup),
    }
}

pub(super) fn rich_leaf(name: &'static str, text: &RichText, markup: &mut Markup) {
    markup.open(name, &[]);
    rich(text, markup);
    markup.close();
}

pub(super) fn rich(rich: &RichText, markup: &mut Markup) {
    for (words, kinds) in sendable::pieces(rich) {
        kinds.iter().for_each(|kind| open_mark(kind, markup));
        markup.text(words);
        kinds.iter().for_each(|_| markup.close());
    }
}

fn open_mark(kind: &MarkKind, markup: &mut Markup) {
    match kind {
        MarkKind::Strong => markup.open("strong", &[]),
        MarkKind::Emphasis => markup.open("em", &[]),
        MarkKind::Subscript => markup.open("sub", &[]),
        MarkKind::Superscript => markup.open("sup", &[]),
        MarkKind::Link { href } => markup.open("a", &[("href", href)]),
        MarkKind::Foreign { language } => {
            markup.open("span", &[("lang", language.tag()), ("xml:lang", language.tag())]);
        }
    }
}

fn quote(quote: &Quote, markup: &mut Markup) {
    markup.open("blockquote", &[]);
    rich_leaf("p", &quote.words, markup);
    if let Some(speaker) = &quote.speaker {
        let role = if speaker.role.is_empty() { String::new() } else { format!(", {}", speaker.role) };
        markup.leaf("footer", &[], &format!("{}{role}", speaker.name));
    }
    markup.close();
}

fn list(list: &List, markup: &mut Markup) {
    markup.open(if list.style == ListStyle::Numbered { "ol" } else { "ul" }, &[]);
    list.items.iter().for_each(|item| rich_leaf("li", item, markup));
    markup.close();
}

/// A picture whose bytes never reached us is no figure for others.
fn figure(picture: &Picture, markup: &mut Markup) {
    let File::Remote { href } = &picture.file else { return };
    markup.open("figure", &[]);
    image(href, &picture.alt, markup);
    caption(picture, markup);
    markup.close();
}

fn image(href: &str, alt: &str, markup: &mut Markup) {
    // An empty `alt` is said too: it tells that there is nothing to say.
    if alt.is_empty() {
        markup.empty("img", &[("src", href)]);
    } else {
        markup.empty("img", &[("src", href), ("alt", alt)]);
    }
}

fn caption(picture: &Picture, markup: &mut Markup) {
    if picture.caption.is_empty() && picture.credit.is_empty() {
        return;
    }
    let language = picture.language.as_ref().map_or("", |language| language.tag());
    markup.open("figcaption", &[("lang", language), ("xml:lang", language)]);
    markup.text(&picture.caption);
    if !picture.credit.is_empty() {
        markup.text(" ");
        markup.leaf("small", &[("class", "credit")], &picture.credit);
    }
    markup.close();
}

fn gallery(gallery: &Gallery, markup: &mut Markup) {
    if !gallery.title.is_empty() {
        markup.leaf("h2", &[], &gallery.title);
    }
    gallery.pictures.iter().for_each(|picture| figure(picture, markup));
}

fn video(video: &Video, markup: &mut Markup) {
    markup.open("figure", &[]);
    let poster = if let File::Remote { href } = &video.poster.file { href } else { "" };
    markup.open(
        "video",
        &[("src", &video.href), ("poster", poster), ("title", &video.title), ("controls", "controls")],
    );
    markup.leaf(
        "a",
        &[("href", &video.href)],
        if video.title.is_empty() { &video.href } else { &video.title },
    );
    markup.close();
    caption(&video.poster, markup);
    markup.close();
}

fn fact_box(facts: &FactBox, markup: &mut Markup) {
    markup.open("aside", &[]);
    markup.said("h3", &[], &facts.title);
    facts.paragraphs.iter().for_each(|text| rich_leaf("p", text, markup));
    markup.close();
}

fn table(table: &Table, markup: &mut Markup) {
    markup.open("table", &[]);
    markup.said("caption", &[], &table.caption);
    for (at, row) in table.rows.iter().enumerate() {
        markup.open("tr", &[]);
        let cell = if at < table.header_rows { "th" } else { "td" };
        row.iter().for_each(|text| rich_leaf(cell, text, markup));
        markup.close();
    }
    markup.close();
}
