//! Mail (RFC 5322, MIME): headers, the text in its best form, and what is attached. An attachment in a format we read
//! gives its own items; a picture goes with the story of the mail.

use std::borrow::Cow;

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};
use story::{
    Block, BlockBody, Enclosed, File, Item, ItemKind, Language, Picture, Related, Relation, SourceCredit,
    Timestamp, Urgency,
};

use super::{Head, Input, Read, formats_but_text, text};
use crate::problem::Problems;
use crate::prose::{fold, plain_lower};
use crate::{embargo, html};

/// A mail in a mail in a mail is a thread; deeper it is an attack.
const DEPTH_MAX: usize = 4;
const ATTACHMENTS_MAX: usize = 100;

pub(super) fn sniff(head: &Head) -> u8 {
    const OWN: &[&str] = &[
        "received",
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "return-path",
        "delivered-to",
        "x-received",
        "dkim-signature",
        "reply-to",
        "cc",
    ];
    let mut seen = Vec::new();
    for line in head.text.lines().take(400) {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((key, _)) = line.split_once(':').filter(|(key, _)| !key.contains(' ')) else { break };
        let key = key.to_lowercase();
        if OWN.contains(&key.as_str()) && !seen.contains(&key) {
            seen.push(key);
        }
    }
    let has = |name: &str| seen.iter().any(|key| key == name);
    let machine = has("message-id") || has("mime-version") || has("received") || has("date");
    let folded = has("received") && has("mime-version");
    if (has("from") && has("subject") && machine) || folded {
        return 92;
    }
    let declared = head.media_type.starts_with("message/rfc822") || head.named(&[".eml"]);
    if declared && !seen.is_empty() { 70 } else { 0 }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let start = input.bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let Some(message) = MessageParser::default().parse(&input.bytes[start..]) else {
        problems.add("no-items", "", "this is no mail that could be read");
        return Vec::new();
    };
    let mut item = headers(&message, problems);
    let mut items = wires_in_text(&message, input, problems);
    if let Some(first) = items.first_mut() {
        carried(std::mem::take(&mut item), first);
    } else {
        words(&message, &mut item, problems);
    }
    attachments(&message, input, &mut item, &mut items, problems);
    if item.headline.is_empty() && item.blocks.is_empty() && item.lead.is_none() && !items.is_empty() {
        return items;
    }
    items.insert(0, item);
    items
}

/// The items of a mail whose text is nothing but a wire, as agencies sent those before they had other ways.
fn wires_in_text(message: &Message, input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = parts(message, &message.text_body, false).join("\n\n");
    // Only markup, objects and messages with their headers: what people write is no wire.
    let framed = text.trim_start().starts_with(['<', '{', '[', '\u{1}', '\u{16}']);
    if !framed || input.depth >= DEPTH_MAX {
        return Vec::new();
    }
    let origin = story::Origin { name: "", media_type: "", time_zone: input.origin.time_zone };
    formats_but_text(text.as_bytes(), &origin)
        .map(|format| within(format, text.as_bytes(), &origin, input, problems))
        .unwrap_or_default()
}

/// What the mail says of the wire in it where that does not say it itself.
fn carried(mail: Item, wire: &mut Item) {
    for (own, mails) in [(&mut wire.guid, mail.guid), (&mut wire.provider, mail.provider)] {
        if own.is_empty() {
            *own = mails;
        }
    }
    wire.created = wire.created.or(wire.updated).or(mail.created);
    wire.updated = wire.updated.or(wire.created);
}

/// The items of bytes that lie in the mail, under their own format's name.
fn within(
    (format, read): (&str, Read),
    bytes: &[u8],
    origin: &story::Origin,
    input: &Input,
    problems: &mut Problems,
) -> Vec<Item> {
    let inner = Input { bytes, origin, enclosed: Default::default(), depth: input.depth + 1 };
    let mut found = read(&inner, problems);
    for one in found.iter_mut().filter(|one| one.format.is_empty()) {
        format.clone_into(&mut one.format);
    }
    input.enclosed.borrow_mut().append(&mut inner.enclosed.borrow_mut());
    found
}

fn headers(message: &Message, problems: &mut Problems) -> Item {
    let mut item = Item { headline: fold(message.subject().unwrap_or_default()), ..Item::default() };
    item.guid = message.message_id().unwrap_or_default().to_owned();
    if let Some((name, address)) = message.from().and_then(first_of) {
        let note = if name.is_empty() { String::new() } else { address.clone() };
        let name = if name.is_empty() { address } else { name };
        item.sources.push(SourceCredit { name: name.clone(), href: String::new(), note });
        item.provider = name;
    }
    let moment = message.date().map(mail_parser::DateTime::to_timestamp);
    item.created = moment.and_then(|seconds| Timestamp::from_second(seconds).ok());
    if moment.is_some() && item.created.is_none() {
        problems.add("bad-date", "Date", "the date of the mail is none; left out");
    }
    item.updated = item.created;
    let text =
        |name: &str| message.header(name).and_then(|value| value.as_text()).unwrap_or_default().to_owned();
    let keywords = message.keywords().as_text_list().unwrap_or_default().iter();
    item.keywords = keywords.flat_map(|list| list.split([',', ';']).map(fold)).collect();
    item.language = Language::new(&text("Content-Language"));
    if text("Importance").eq_ignore_ascii_case("high") || text("X-Priority").trim().starts_with('1') {
        item.urgency = Urgency::try_from(2).unwrap_or_default();
    }
    for earlier in message.in_reply_to().as_text_list().unwrap_or_default().iter().take(20) {
        let guid = earlier.to_string();
        item.related.push(Related { relation: Relation::SeeAlso, guid, ..Related::default() });
    }
    item
}

fn first_of(address: &Address) -> Option<(String, String)> {
    let first = address.first()?;
    Some((fold(first.name().unwrap_or_default()), first.address().unwrap_or_default().to_owned()))
}

/// The plain text, read as what people write; the markup where there is no plain text, or hardly any.
fn words(message: &Message, item: &mut Item, problems: &mut Problems) {
    let markup = parts(message, &message.html_body, true);
    let plain = parts(message, &message.text_body, false).join("\n\n");
    let blocks: Vec<BlockBody> =
        markup.iter().flat_map(|markup| html::fragment(markup, "", problems)).collect();
    let in_markup: usize = blocks.iter().map(words_of).sum();
    let rich = blocks.iter().any(|block| !matches!(block, BlockBody::Paragraph(_)));
    if in_markup * 10 >= plain.split_whitespace().count() * 9 && (rich || plain.trim().is_empty()) {
        item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
        return;
    }
    // A signature follows a line of two dashes.
    let bare: Vec<&str> = plain.lines().take_while(|line| line.trim_end() != "--").collect();
    text::story(&unforwarded(&bare, item), item, problems);
}

/// Of a mail that only passes another on, the other: its headers are a note, and no paragraphs of the story.
fn unforwarded(lines: &[&str], item: &mut Item) -> String {
    const MARKS: &[&str] = &[
        "forwarded message",
        "original message",
        "begin forwarded message",
        "message transféré",
        "message d'origine",
        "weitergeleitete nachricht",
        "ursprüngliche nachricht",
        "mensaje reenviado",
        "messaggio inoltrato",
        "رسالة معاد توجيهها",
    ];
    let is_mark = |line: &&str| {
        let bare = plain_lower(line.trim_matches(|letter: char| !letter.is_alphanumeric()));
        MARKS.contains(&bare.as_str())
    };
    let Some(at) =
        lines.iter().position(is_mark).filter(|at| lines[..*at].join(" ").split_whitespace().count() < 20)
    else {
        return lines.join("\n");
    };
    let gap = lines[at + 1..].iter().take_while(|line| line.trim().is_empty()).count();
    let headers =
        lines[at + 1 + gap..].iter().take_while(|line| line.contains(':') && !line.trim().is_empty()).count();
    let head = &lines[at + 1 + gap..at + 1 + gap + headers];
    embargo::add_note(&mut item.editors_note, &head.join("\n"));
    let before = lines[..at].join("\n");
    embargo::add_note(&mut item.editors_note, &before);
    const FORWARDS: &[&str] = &["fwd: ", "fw: ", "tr: ", "wg: ", "rv: ", "i: "];
    let lower = item.headline.to_lowercase();
    if let Some(mark) = FORWARDS.iter().find(|mark| lower.starts_with(**mark)) {
        item.headline = item.headline.get(mark.len()..).unwrap_or_default().to_owned();
    }
    lines[at + 1 + gap + headers..].join("\n")
}

fn words_of(block: &BlockBody) -> usize {
    match block {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => text.text.split_whitespace().count(),
        BlockBody::Quote(quote) => quote.words.text.split_whitespace().count(),
        BlockBody::List(list) => list.items.iter().map(|one| one.text.split_whitespace().count()).sum(),
        BlockBody::Table(table) => {
            table.rows.iter().flatten().map(|cell| cell.text.split_whitespace().count()).sum()
        }
        _ => 0,
    }
}

fn parts<'m>(message: &'m Message, ids: &[u32], markup: bool) -> Vec<Cow<'m, str>> {
    let part = |id: &u32| {
        let part = message.parts.get(*id as usize)?;
        match &part.body {
            PartType::Html(text) if markup => Some(Cow::Borrowed(text.as_ref())),
            PartType::Text(text) if !markup => {
                let says = |name, value| {
                    let said = part.content_type().and_then(|kind| kind.attribute(name));
                    said.is_some_and(|said| said.eq_ignore_ascii_case(value))
                };
                Some(match says("format", "flowed") {
                    true => Cow::Owned(unflowed(text, says("delsp", "yes"))),
                    false => Cow::Borrowed(text.as_ref()),
                })
            }
            _ => None,
        }
    };
    ids.iter().filter_map(part).collect()
}

/// Lines as they were written: one that ends with a space goes on in the next (RFC 3676). `spaced_out`: that space is
/// none of the text.
fn unflowed(text: &str, spaced_out: bool) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut open = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let rest = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        let signature = rest == "-- ";
        if open != Some(depth) || signature {
            whole.push_str(if whole.is_empty() { "" } else { "\n" });
            whole.push_str(&line[..depth]);
            // As people and programs write a quotation: a space behind its sign.
            whole.push_str(if depth > 0 && !rest.is_empty() { " " } else { "" });
        }
        let goes_on = rest.ends_with(' ') && !signature;
        whole.push_str(if goes_on && spaced_out { &rest[..rest.len() - 1] } else { rest });
        open = goes_on.then_some(depth);
    }
    whole
}

fn attachments(
    message: &Message,
    input: &Input,
    item: &mut Item,
    items: &mut Vec<Item>,
    problems: &mut Problems,
) {
    for (n, part) in message.attachments().take(ATTACHMENTS_MAX).enumerate() {
        let name = fold(part.attachment_name().unwrap_or_default());
        let kind = part.content_type().map(|kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()).to_lowercase(),
            None => kind.ctype().to_lowercase(),
        });
        let kind = kind.unwrap_or_default();
        if kind.starts_with("image/") {
            picture(n, &name, &kind, part.contents(), input, item);
        } else if input.depth < DEPTH_MAX {
            let bytes = match &part.body {
                PartType::Message(inner) => inner.raw_message(),
                _ => part.contents(),
            };
            let origin = story::Origin { name: &name, media_type: &kind, time_zone: input.origin.time_zone };
            match formats_but_text(bytes, &origin) {
                Some(format) => items.append(&mut within(format, bytes, &origin, input, problems)),
                None if is_story(&name, &kind, bytes) => {
                    items.append(&mut within(("text", text::parse), bytes, &origin, input, problems));
                }
                None => {
                    let message = format!("the attachment {name} ({kind}) was not read; its bytes are kept");
                    problems.add("attachment-not-read", format!("attachment {}", n + 1), message);
                }
            }
        }
    }
}

/// A text of more than a signature.
fn is_story(name: &str, kind: &str, bytes: &[u8]) -> bool {
    const BYTES_MIN: usize = 200;
    let lower = name.to_lowercase();
    let named = lower.ends_with(".txt") || lower.ends_with(".md");
    (kind.starts_with("text/plain") || (named && kind.starts_with("application/octet-stream")))
        && bytes.len() >= BYTES_MIN
}

/// A picture goes with the story; without a story it is the item.
fn picture(n: usize, name: &str, kind: &str, bytes: &[u8], input: &Input, item: &mut Item) {
    let unique = format!("{}-{}-{name}", input.depth, n + 1);
    let about = super::picture::about(bytes);
    let words = about.as_ref().and_then(|about| about.lead.clone()).unwrap_or_default();
    let picture = Picture { file: File::Remote { href: format!("cid:{unique}") }, ..words };
    if item.byline.is_empty() && item.blocks.is_empty() {
        item.byline = about.map(|about| about.byline).unwrap_or_default();
        item.kind = ItemKind::Picture;
    }
    if item.lead.is_none() {
        item.lead = Some(picture);
    } else {
        item.blocks.push(Block { id: 0, body: BlockBody::Picture(picture) });
    }
    let enclosed = Enclosed { name: unique, media_type: kind.to_owned(), bytes: bytes.to_vec() };
    input.enclosed.borrow_mut().push(enclosed);
}

#[cfg(test)]
mod tests {
    use story::{BlockBody, Origin};

    use super::*;

    #[test]
    fn flowed_lines_are_one_paragraph() {
        let mail = |kind: &str, body: &str| {
            format!(
                "From: desk@vara.example\r\nSubject: Harbour reopens\r\nMIME-Version: 1.0\r\n\
                 Date: Wed, 3 Jun 2026 06:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8; {kind}\r\n\r\n{body}"
            )
        };
        let paragraphs = |mail: String| -> Vec<String> {
            let items = crate::parse(mail.as_bytes(), &Origin::default()).items;
            let of = |block: &Block| match &block.body {
                BlockBody::Paragraph(text) => Some(text.text.clone()),
                _ => None,
            };
            items[0].blocks.iter().filter_map(of).collect()
        };
        let body = "The harbour of Vara is open \r\nagain.\r\n\r\n From the quay, ferries left.\r\n-- \r\nThe desk\r\n";
        let whole = ["The harbour of Vara is open again.", "From the quay, ferries left."];
        assert_eq!(paragraphs(mail("format=flowed", body)), whole);
        let body = "The harbour of Vara is open a \r\ngain.\r\n\r\nFrom the quay, ferries left.\r\n";
        assert_eq!(paragraphs(mail("format=Flowed; DelSp=Yes", body)), whole);
        assert_eq!(unflowed("> one \n> two\n>> three\nfour", false), "> one two\n>> three\nfour");
    }
}
