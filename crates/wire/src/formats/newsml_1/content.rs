//! The content of a NewsML 1 item: text as NITF, XHTML or plain, pictures and videos by address.

use story::{Block, BlockBody, File, Item, ItemKind, Language, Picture, Related, Relation, Video};

use super::super::nitf;
use super::{component::own, properties, word};
use crate::problem::Problems;
use crate::prose::{self, credit};
use crate::tree::Element;
use crate::{href, html, language, packed};

/// One piece of content with what stands around it.
struct Piece<'a> {
    content: Element<'a>,
    /// Of the innermost component that has one.
    role: String,
    mime: String,
}

pub(super) fn read(element: Element, item: &mut Item, problems: &mut Problems) {
    let pieces: Vec<Piece> = own(element, "contentitem").into_iter().map(piece).collect();
    for piece in &pieces {
        counted(piece.content, item);
    }
    let texts: Vec<&Piece> = pieces.iter().filter(|piece| is_text(piece)).collect();
    for piece in &texts {
        by_role(piece, item, problems);
    }
    for piece in pieces.iter().filter(|piece| !is_text(piece) && !is_shown(piece)) {
        if piece.content.find("datacontent").is_some_and(|data| !data.line().is_empty()) {
            let message = format!("content of the kind '{}' was not read", piece.mime.trim());
            problems.add("content-not-read", item.guid.clone(), message);
        }
    }
    let mut bodies: Vec<&&Piece> = texts.iter().filter(|piece| is_body(&piece.role)).collect();
    // Markup before plain text, the body before what merely may be it, then the order of the sender.
    bodies.sort_by_key(|piece| (!piece.role.contains("body") && piece.role != "main", is_plain(piece)));
    let mut read_from: Option<Element> = None;
    for piece in bodies {
        let component = piece.content.parent();
        let further = read_from.is_some_and(|first| component.is_none_or(|c| !beside(first, c)));
        if read_from.is_some() && !further {
            continue;
        }
        if read_from.is_none() {
            if !item.language.is_known() {
                item.language = spoken(piece.content);
            }
            text(piece.content, item, problems);
        } else {
            another(piece.content, item, problems);
        }
        if !item.blocks.is_empty() || !item.standfirst.is_empty() {
            read_from = read_from.or(component);
        }
    }
    let named =
        pieces.iter().filter(|piece| !is_text(piece)).filter_map(|piece| piece.content.attribute("href"));
    let files = href::files_beside(named);
    if !files.is_empty() {
        item.more.insert("files".to_owned(), files);
    }
    media(&pieces, item);
}

fn piece(content: Element<'_>) -> Piece<'_> {
    let around = std::iter::successors(content.parent(), |up| up.parent());
    let role = around
        .take_while(|up| up.name() != "newsitem")
        .filter(|up| up.name() == "newscomponent")
        .find_map(|component| component.child("role").map(word))
        .unwrap_or_default()
        .to_lowercase();
    let said = |name: &str| content.child(name).map(word).unwrap_or_default().to_lowercase();
    let mime = format!("{} {} {}", said("mimetype"), said("mediatype"), said("format"));
    Piece { content, role, mime }
}

fn is_text(piece: &Piece) -> bool {
    let others = ["image", "photo", "picture", "graphic", "video", "audio", "css", "style", "jpeg"];
    piece.content.find("datacontent").is_some_and(|data| !data.line().is_empty())
        && !others.iter().any(|word| piece.mime.contains(word))
        && (piece.content.find("encoding").is_none() || decoded(piece.content).is_some())
}

/// The text that is packed into letters (`Encoding Notation="Base64"`), where it is a text.
fn decoded(content: Element) -> Option<String> {
    let encoding = content.find("encoding")?;
    let notation = encoding.attribute("notation").unwrap_or_default();
    let data = encoding.find("datacontent").filter(|_| notation.eq_ignore_ascii_case("base64"))?;
    packed::text(&data.words())
}

fn is_body(role: &str) -> bool {
    const NOT: &[&str] =
        &["abstract", "summary", "headline", "contact", "stylesheet", "caption", "logo", "note", "teaser"];
    !NOT.iter().any(|word| role.contains(word)) && !matches!(role, "title" | "lead")
}

fn is_plain(piece: &Piece) -> bool {
    piece.content.find("datacontent").is_some_and(|data| data.elements().next().is_none())
        && !piece.mime.contains("html")
}

/// Alternatives of one text stand in one component, or in components side by side in one that says so.
fn beside(first: Element, other: Element) -> bool {
    let equivalents = |element: Element| element.attribute("equivalentslist") == Some("yes");
    let parent = first.parent();
    first == other || (parent.is_some() && parent == other.parent() && parent.is_some_and(equivalents))
}

fn counted(content: Element, item: &mut Item) {
    let Some(characteristics) = content.child("characteristics") else { return };
    for (name, value) in properties(characteristics) {
        if matches!(name.as_str(), "words" | "wordcount" | "word count") {
            item.word_count = item.word_count.or_else(|| value.parse().ok());
        }
    }
}

/// A text whose role says that it is no body.
fn by_role(piece: &Piece, item: &mut Item, problems: &mut Problems) {
    let Some(data) = piece.content.find("datacontent") else { return };
    let words = plain_words(data, problems);
    let is = |word: &str| piece.role == word;
    let target = if piece.role.contains("abstract") || piece.role.contains("summary") || is("lead") {
        &mut item.standfirst
    } else if piece.role.contains("headline") || is("title") {
        &mut item.headline
    } else if piece.role.contains("contact") {
        // Telephone numbers of people: for the desk, not for readers.
        &mut item.private_note
    } else if piece.role.contains("note") {
        &mut item.editors_note
    } else {
        return;
    };
    if target.is_empty() {
        *target = words;
    }
}

fn plain_words(data: Element, problems: &mut Problems) -> String {
    let line = data.line();
    if data.elements().next().is_none() && line.contains('<') {
        return html::parse(&line, problems).root().line();
    }
    line
}

fn text(content: Element, item: &mut Item, problems: &mut Problems) {
    if let Some(words) = decoded(content) {
        let blocks = packed::blocks(&words, problems);
        return item.blocks.extend(blocks.into_iter().map(|body| Block { id: 0, body }));
    }
    let Some(data) = content.find("datacontent") else { return };
    if let Some(nitf) = data.find("nitf") {
        return nitf::into(nitf, item, problems);
    }
    if data.find("body.content").is_some() {
        return nitf::into(data, item, problems);
    }
    if data.elements().next().is_none() && nitf::carried(&data.words(), item, problems) {
        return;
    }
    let blocks = blocks(data, problems);
    let said = prose::words_only(&item.headline);
    let repeats = |body: &BlockBody| matches!(body, BlockBody::Subheading(text) if prose::words_only(&text.text) == said);
    item.blocks.extend(blocks.into_iter().filter(|body| !repeats(body)).map(|body| Block { id: 0, body }));
}

fn blocks(data: Element, problems: &mut Problems) -> Vec<BlockBody> {
    if data.elements().next().is_some() {
        let body = data.find("body").unwrap_or(data);
        html::tell_scripts(data, problems);
        return html::blocks(body, "");
    }
    let words = data.words();
    if words.contains("</") || words.contains("<br") {
        return html::fragment(&words, "", problems);
    }
    prose::paragraphs(&words)
}

/// The language that the content, or what stands around it, says that it is in.
fn spoken(content: Element) -> Language {
    let mut around = std::iter::successors(Some(content), |up| up.parent());
    around.find_map(|up| up.attribute("lang")).map(Language::new).unwrap_or_default()
}

/// A second text of the same item, under its own headline; in another language it is marked as foreign.
fn another(content: Element, item: &mut Item, problems: &mut Problems) {
    let around = std::iter::successors(content.parent(), |up| up.parent())
        .take_while(|up| up.name() == "newscomponent" && up.attribute("equivalentslist") != Some("yes"));
    let lines = around.filter_map(|component| component.child("newslines")?.child("headline")).next();
    let title = lines.map(|line| line.line()).unwrap_or_default();
    let mut further = Item { headline: title.clone(), ..Item::default() };
    text(content, &mut further, problems);
    if further.blocks.is_empty() || further.blocks == item.blocks {
        return;
    }
    let from = item.blocks.len();
    if !title.is_empty() && title != item.headline {
        item.blocks.push(Block { id: 0, body: BlockBody::Subheading(title.as_str().into()) });
    }
    item.blocks.extend(further.blocks);
    let language = spoken(content);
    if language.is_known() && item.language.is_known() && language.primary() != item.language.primary() {
        language::foreign(item.blocks[from..].iter_mut().map(|block| &mut block.body), &language);
    }
}

/// The component whose contents are one thing in several sizes: its own, or those of the components in it where it says
/// so, or where each is named as a size.
fn one_thing<'a>(piece: &Piece<'a>) -> Option<Element<'a>> {
    let component = piece.content.parent()?;
    let around = component.parent().filter(|around| {
        around.name() == "newscomponent"
            && (around.attribute("equivalentslist") == Some("yes")
                || is_size(&piece.role) && has_sizes(*around))
    });
    Some(around.unwrap_or(component))
}

fn is_size(role: &str) -> bool {
    const SIZES: &[&str] =
        &["thumb", "quicklook", "preview", "highdef", "hires", "lowres", "viewex", "squared", "icon"];
    SIZES.iter().any(|size| role.contains(size))
        || matches!(role, "main" | "high" | "low" | "web" | "original")
}

/// Whether beside words about it, everything in a component is a size of one picture.
fn has_sizes(component: Element) -> bool {
    let roles = component.all("newscomponent").map(|part| part.child("role").map(word).unwrap_or_default());
    roles.into_iter().all(|role| {
        let role = role.to_lowercase();
        is_size(&role) || role.contains("caption")
    })
}

/// A picture, a film or a sound, or a file by its address; a style sheet is for no reader.
fn is_shown(piece: &Piece) -> bool {
    let shown = is_image(piece) || ["video", "audio"].iter().any(|word| piece.mime.contains(word));
    shown || piece.content.attribute("href").is_some() || piece.role.contains("stylesheet")
}

/// Pictures and videos: of the renditions of one thing, the widest.
fn media(pieces: &[Piece], item: &mut Item) {
    let mut components: Vec<(Element, Vec<&Piece>)> = Vec::new();
    let (documents, shown): (Vec<&Piece>, Vec<&Piece>) = pieces
        .iter()
        .filter(|piece| !is_text(piece) && !piece.role.contains("stylesheet"))
        .partition(|piece| is_document(piece));
    for document in documents {
        beside_text(document.content, item);
    }
    for piece in shown {
        let Some(component) = one_thing(piece) else { continue };
        match components.last_mut().filter(|(last, _)| *last == component) {
            Some((_, renditions)) => renditions.push(piece),
            None => components.push((component, vec![piece])),
        }
    }
    let has_text = !item.blocks.is_empty();
    for (component, renditions) in components {
        let Some(best) = renditions.iter().max_by_key(|piece| width(piece.content)) else { continue };
        // The nearest words are its own; further out stand those of the text.
        let (caption, credit) = words_of(best.content.parent().unwrap_or(component));
        let href = best.content.attribute("href").and_then(href::safe);
        let logo = best.role.contains("logo") || best.role.contains("icon");
        if best.mime.contains("video") || best.mime.contains("audio") {
            let poster = Picture { caption, credit, ..Picture::default() };
            let href = href.unwrap_or_default();
            item.kind = if has_text { item.kind } else { ItemKind::Video };
            let video = Video { poster, href, title: String::new(), duration_s: 0 };
            item.blocks.push(Block { id: 0, body: BlockBody::Video(video) });
        } else if !logo && (is_image(best) || href.is_some()) {
            let file = href.map_or(File::Missing, |href| File::Remote { href });
            let caption = if caption.is_empty() { caption_of(best.content) } else { caption };
            let picture = Picture { file, caption, credit, ..Picture::default() };
            if item.lead.is_none() {
                item.kind = if has_text { item.kind } else { ItemKind::Picture };
                item.lead = Some(picture);
            } else {
                item.blocks.push(Block { id: 0, body: BlockBody::Picture(picture) });
            }
        }
    }
}

fn is_document(piece: &Piece) -> bool {
    let said = !piece.mime.trim().is_empty() && !is_image(piece);
    said && !["video", "audio"].iter().any(|word| piece.mime.contains(word))
}

/// A document that comes with the text: whoever works with it may open it.
fn beside_text(content: Element, item: &mut Item) {
    let Some(href) = content.attribute("href").and_then(href::safe) else { return };
    let said = content.child("characteristics").map(properties).unwrap_or_default();
    let title = said.into_iter().find(|(name, _)| name == "title").map(|(_, title)| title);
    let title = title.unwrap_or_default();
    item.related.push(Related { relation: Relation::Includes, guid: String::new(), href, title });
}

/// What the content itself says of what it shows.
fn caption_of(content: Element) -> String {
    let said = content.all("property").filter(|property| {
        property.attribute("formalname").is_some_and(|name| name.eq_ignore_ascii_case("caption"))
    });
    let value =
        |property: Element| property.attribute("value").map_or_else(|| property.line(), str::to_owned);
    said.map(value).next().unwrap_or_default()
}

fn is_image(piece: &Piece) -> bool {
    ["image", "photo", "picture", "graphic", "jpeg"].iter().any(|word| piece.mime.contains(word))
}

fn width(content: Element) -> u64 {
    let characteristics = content.child("characteristics").map(properties).unwrap_or_default();
    let wide = characteristics.iter().find(|(name, _)| name.ends_with("width"));
    wide.and_then(|(_, value)| value.parse().ok()).unwrap_or(0)
}

/// Caption and credit of a picture: lines of its component, or of the one around it.
fn words_of(component: Element) -> (String, String) {
    let around = std::iter::successors(Some(component), |up| up.parent())
        .take(3)
        .filter(|up| up.name() == "newscomponent");
    let (mut caption, mut declared) = (String::new(), String::new());
    for around in around {
        let texts = around.all("newscomponent").chain([around]).filter(|part| {
            part.child("role").map(word).unwrap_or_default().to_lowercase().contains("caption")
        });
        for part in texts {
            let data = part.find("datacontent").map(|data| data.line()).unwrap_or_default();
            caption = if caption.is_empty() { data } else { caption };
        }
        if let Some(lines) = around.child("newslines") {
            let line = |name: &str| lines.child(name).map(|line| line.line()).unwrap_or_default();
            caption = if caption.is_empty() { line("captionline") } else { caption };
            declared = if declared.is_empty() { line("creditline") } else { declared };
            declared = if declared.is_empty() { line("byline") } else { declared };
        }
    }
    if declared.is_empty() { credit::split(&caption) } else { (caption, credit::clean(&declared)) }
}
