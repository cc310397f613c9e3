//! A posted form as a story: what differs from what the form showed is taken, all else stays as it was.

use std::collections::HashMap;

use story::{
    Block, BlockBody, BlockId, Content, Field, File, HeadlineUse, Language, ListStyle, Picture, RichText,
    Signature, SourceCredit, Speaker, Urgency,
};

use super::blocks::empty;
use super::{Submission, entries};
use crate::markup;

/// The story that `form` describes, where `base` is the revision the form was made from.
pub(crate) fn content(form: &Submission, base: &Content) -> Content {
    let shown = entries(base).into_iter().map(|entry| (entry.name, entry.value)).collect();
    let posted = Posted { form, shown };
    let mut content = base.clone();
    posted.plain("kicker", &mut content.kicker);
    posted.plain("headline", &mut content.headline);
    for wanted in HeadlineUse::ALL {
        posted.plain(&Field::HeadlineFor(wanted).to_string(), content.headline_for_mut(wanted));
    }
    posted.plain("standfirst", &mut content.standfirst);
    posted.plain("dateline", &mut content.dateline);
    read_fiche(&posted, &mut content);
    content.lead = lead(&posted, base);
    content.blocks = blocks(&posted, base);
    content
}

struct Posted<'a> {
    form: &'a Submission,
    shown: HashMap<String, String>,
}

impl Posted<'_> {
    /// What was typed under a name, if it is not what the form showed there.
    fn changed(&self, name: &str) -> Option<String> {
        let typed = self.form.get(name)?;
        let shown = self.shown.get(name).map(String::as_str).unwrap_or_default();
        let same = typed == shown || squeezed(&typed) == squeezed(shown);
        (!same).then_some(typed)
    }

    fn plain(&self, name: &str, place: &mut String) {
        if let Some(typed) = self.changed(name) {
            *place = typed.trim().to_owned();
        }
    }

    fn rich(&self, name: &str, place: &mut RichText) {
        if let Some(typed) = self.changed(name) {
            *place = markup::read(typed.trim());
        }
    }

    fn number<T: std::str::FromStr>(&self, name: &str, place: &mut T) {
        if let Some(number) = self.changed(name).and_then(|typed| typed.trim().parse().ok()) {
            *place = number;
        }
    }

    fn lines(&self, name: &str, place: &mut Vec<String>) {
        if let Some(typed) = self.changed(name) {
            *place =
                typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        }
    }
}

/// Line ends do not survive a one-line field, nor does the browser's idea of them: they alone are no change.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, '\n' | '\r')).collect()
}

fn read_fiche(posted: &Posted, content: &mut Content) {
    posted.plain("slugline", &mut content.slugline);
    posted.plain("section", &mut content.section);
    posted.lines("topics", &mut content.topics);
    posted.lines("places", &mut content.places);
    posted.lines("people", &mut content.people);
    if let Some(typed) = posted.changed("language") {
        content.language = Language::new(&typed);
    }
    if let Some(level) = posted.changed("urgency").and_then(|typed| typed.trim().parse::<u8>().ok()) {
        content.urgency = Urgency::try_from(level).unwrap_or(content.urgency);
    }
    if let Some(typed) = posted.changed("byline") {
        let signature = |[name, role]: [String; 2]| Signature { name, role };
        content.byline = markup::read_pairs(&typed).into_iter().map(signature).collect();
    }
    if let Some(typed) = posted.changed("sources") {
        let source = |[name, href, note]: [String; 3]| SourceCredit { name, href, note };
        content.sources = markup::read_pairs(&typed).into_iter().map(source).collect();
    }
}

fn lead(posted: &Posted, base: &Content) -> Option<Picture> {
    let before = base.lead.clone().unwrap_or_default();
    let mut lead = before.clone();
    read_picture(posted, "lead", &mut lead);
    if lead == before { base.lead.clone() } else { (lead != Picture::default()).then_some(lead) }
}

/// The blocks in the order in which the form names them; one that it does not name was removed.
fn blocks(posted: &Posted, base: &Content) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for id in posted.form.all("block").filter_map(|id| id.parse::<BlockId>().ok()) {
        let known = base.block(id).cloned();
        let new = || posted.form.get(&format!("b{id}.kind")).and_then(|kind| empty(&kind));
        let body = known.map(|block| block.body).or_else(new);
        if let Some(body) = body.filter(|_| blocks.iter().all(|block| block.id != id)) {
            let mut block = Block { id, body };
            read_block(posted, &mut block);
            blocks.push(block);
        }
    }
    blocks
}

fn read_block(posted: &Posted, block: &mut Block) {
    let id = block.id;
    let name = |part: &str| format!("b{id}.{part}");
    match &mut block.body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => posted.rich(&name("text"), text),
        BlockBody::Quote(quote) => {
            posted.rich(&name("text"), &mut quote.words);
            let before = quote.speaker.clone().unwrap_or_default();
            let mut speaker = before.clone();
            posted.plain(&name("speaker"), &mut speaker.name);
            posted.plain(&name("role"), &mut speaker.role);
            if speaker != before {
                quote.speaker = (speaker != Speaker::default()).then_some(speaker);
            }
        }
        BlockBody::List(list) => {
            if let Some(style) = posted.changed(&name("style")) {
                list.style = if style == "numbered" { ListStyle::Numbered } else { ListStyle::Bulleted };
            }
            read_items(posted, &name("items"), &mut list.items);
        }
        BlockBody::Picture(picture) => read_picture(posted, &name("p0"), picture),
        BlockBody::Gallery(gallery) => {
            posted.plain(&name("title"), &mut gallery.title);
            read_gallery(posted, &name("p"), &name("count"), &mut gallery.pictures);
        }
        BlockBody::Video(video) => {
            posted.plain(&name("title"), &mut video.title);
            posted.plain(&name("href"), &mut video.href);
            posted.number(&name("seconds"), &mut video.duration_s);
            read_picture(posted, &name("p0"), &mut video.poster);
        }
        BlockBody::Embed(embed) => {
            posted.plain(&name("title"), &mut embed.title);
            posted.plain(&name("provider"), &mut embed.provider);
            posted.plain(&name("href"), &mut embed.href);
        }
        BlockBody::FactBox(facts) => {
            posted.plain(&name("title"), &mut facts.title);
            read_items(posted, &name("items"), &mut facts.paragraphs);
        }
        BlockBody::Table(table) => {
            posted.plain(&name("title"), &mut table.caption);
            posted.number(&name("header"), &mut table.header_rows);
            if let Some(typed) = posted.changed(&name("rows")) {
                table.rows = markup::read_rows(&typed);
            }
        }
    }
}

fn read_items(posted: &Posted, name: &str, items: &mut Vec<RichText>) {
    // Here line ends are what divides, so they alone are a change.
    let shown = posted.shown.get(name).map(String::as_str).unwrap_or_default();
    if let Some(typed) = posted.form.get(name).filter(|typed| typed != shown) {
        *items = markup::read_lines(&typed);
    }
}

/// A gallery of a story that a form brought back from elsewhere may have more pictures than its base.
const GALLERY_PICTURES_MAX: usize = 200;

fn read_gallery(posted: &Posted, prefix: &str, count: &str, pictures: &mut Vec<Picture>) {
    let mut wanted = pictures.len();
    posted.number(count, &mut wanted);
    pictures
        .resize(wanted.clamp(pictures.len(), GALLERY_PICTURES_MAX.max(pictures.len())), Picture::default());
    for (n, picture) in pictures.iter_mut().enumerate() {
        read_picture(posted, &format!("{prefix}{n}"), picture);
    }
}

fn read_picture(posted: &Posted, prefix: &str, picture: &mut Picture) {
    let name = |part: &str| format!("{prefix}.{part}");
    posted.plain(&name("caption"), &mut picture.caption);
    posted.plain(&name("credit"), &mut picture.credit);
    posted.plain(&name("alt"), &mut picture.alt);
    if let Some(typed) = posted.changed(&name("language")) {
        picture.language = Some(Language::new(&typed)).filter(Language::is_known);
    }
    if let Some(typed) = posted.changed(&name("file")) {
        picture.file = file(typed.trim());
    }
}

fn file(typed: &str) -> File {
    match typed.parse() {
        Ok(asset) => File::Stored { asset },
        Err(_) if typed.is_empty() => File::Missing,
        Err(_) => File::Remote { href: typed.to_owned() },
    }
}
