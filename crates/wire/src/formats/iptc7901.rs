//! IPTC 7901: text between control characters. A header line, keywords, then headline and text, then the time.
//!
//! `SOH source number SP urgency SP category SP words SP options CRLF keywords CRLF STX text ETX time EOT`

mod notes;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use story::{Block, BlockBody, Item, Timestamp, Urgency};

use super::{Head, Input};
use crate::dates;
use crate::embargo;
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::prose::{self, byline, dateline};

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';

pub(super) fn sniff(head: &Head) -> u8 {
    let start = head.bytes.iter().position(|byte| !matches!(byte, 0x16 | b'\r' | b'\n' | b' '));
    if start.is_none_or(|start| head.bytes[start] != 1) {
        // Mail and copying take the signs away: the header and the equals sign under the headline are left.
        return u8::from(unframed(&head.text).is_some()) * 80;
    }
    let text = String::from_utf8_lossy(head.bytes);
    match text.split(SOH).nth(1).map(|rest| header(rest.lines().next().unwrap_or_default())) {
        Some(Some(_)) => 96,
        _ if text.contains(STX) => 40,
        _ => 0,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.with_controls(problems).replace("\r\n", "\n");
    if !text.contains(SOH)
        && let Some(framed) = unframed(text.trim_start())
    {
        return vec![item(&framed, problems)];
    }
    let messages = text.split(SOH).skip(1).take(ITEMS_MAX + 1);
    let items: Vec<Item> = messages.map(|message| item(message, problems)).collect();
    if items.is_empty() {
        problems.add("no-items", "", "there is no message in it");
    }
    items
}

/// A message that lost its signs on the way, with them again.
fn unframed(text: &str) -> Option<String> {
    const HEADING_LINES_MAX: usize = 14;
    let text = text.replace("\r\n", "\n");
    let (first, rest) = text.split_once('\n')?;
    header(first)?;
    let ends = |line: &str| line.trim_end().ends_with('=');
    rest.lines().take(HEADING_LINES_MAX).find(|line| ends(line))?;
    let rest = rest.trim_start();
    let keywords = rest.lines().next().filter(|line| line.trim_end().ends_with('/')).unwrap_or_default();
    let body = rest[keywords.len()..].trim();
    let (body, sent) = match body.rsplit_once('\n') {
        Some((body, last)) if time(last).is_some() => (body, last),
        _ => (body, ""),
    };
    Some(format!("{first}\n{keywords}\n{STX}{body}\n{ETX}{sent}{EOT}"))
}

/// The first line of a message.
struct Header<'a> {
    source: &'a str,
    number: &'a str,
    urgency: &'a str,
    category: &'a str,
    words: &'a str,
    options: String,
}

/// `eca062 4 i 211 ccccb   dpa 061`: letters and digits of the number may stand together or apart.
fn header(line: &str) -> Option<Header<'_>> {
    let mut parts = line.split_whitespace();
    let first = parts.next()?;
    let cut = first.find(|letter: char| letter.is_ascii_digit()).unwrap_or(first.len());
    let (source, digits) = first.split_at(cut);
    let number = if digits.is_empty() { parts.next()? } else { digits };
    let urgency = parts.next()?;
    let category = parts.next()?;
    let words = parts.next().unwrap_or_default();
    let plain = source.len() <= 12
        && source.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
        && number.len() <= 6
        && number.chars().all(|letter| letter.is_ascii_digit())
        && urgency.len() == 1
        && urgency.chars().all(|letter| letter.is_ascii_digit())
        && category.len() <= 12
        && category.chars().next().is_some_and(char::is_alphabetic);
    let options = parts.collect::<Vec<_>>().join(" ");
    plain.then_some(Header { source, number, urgency, category, words, options })
}

fn item(message: &str, problems: &mut Problems) -> Item {
    let mut item = Item::default();
    let (front, rest) = message.split_once(STX).unwrap_or_else(|| {
        problems.add("no-start-of-text", "", "the message has no start-of-text sign; read as it stands");
        message.split_once("\n\n").unwrap_or((message, ""))
    });
    let mut lines = front.lines();
    match header(lines.next().unwrap_or_default()) {
        Some(header) => of_header(&header, &mut item),
        None => problems.add("bad-header", "line 1", "the header line is not as IPTC 7901 has it"),
    }
    let keywords: Vec<String> = lines.map(clean).filter(|line| !line.is_empty()).collect();
    let keywords = keywords.join(" ");
    item.slugline = keywords.trim_end_matches(['/', ' ', '-']).to_owned();
    let named = item.slugline.split('/').map(|word| word.trim().to_owned());
    item.keywords = named.filter(|word| !word.is_empty()).collect();
    let (text, after) = rest.split_once(ETX).unwrap_or_else(|| {
        problems.add("truncated", "", "the message has no end-of-text sign; what was there is kept");
        (rest, "")
    });
    item.created = time(after.split(EOT).next().unwrap_or_default());
    item.updated = item.created;
    body(text, &mut item);
    // Numbers begin anew each day.
    if let Some(at) = item.created.filter(|_| !item.sequence.is_empty()) {
        let day = Offset::UTC.to_datetime(at).date().strftime("%Y%m%d").to_string();
        item.guid = format!("urn:iptc7901:{}:{day}:{}", item.provider, item.sequence);
    }
    let named = if item.credit.is_empty() { agency_in_options(&item) } else { item.credit.clone() };
    if !named.is_empty() {
        item.provider = named;
    }
    item
}

/// Behind the options of the header an agency names itself and the number of the item: `dpa 061`.
fn agency_in_options(item: &Item) -> String {
    let mut words = item.more.get("options").map(String::as_str).unwrap_or_default().split_whitespace().rev();
    let number = words.next().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    words.next().filter(|name| number && name.starts_with(char::is_alphabetic)).unwrap_or_default().to_owned()
}

fn of_header(header: &Header, item: &mut Item) {
    header.source.clone_into(&mut item.provider);
    item.sequence = header.number.to_owned();
    item.sections.push(header.category.to_owned());
    item.priority = header.urgency.parse().ok();
    item.urgency = item.priority.and_then(|level| Urgency::try_from(level).ok()).unwrap_or_default();
    item.word_count = header.words.parse().ok();
    if !header.options.is_empty() {
        item.more.insert("options".to_owned(), header.options.clone());
    }
}

fn clean(line: &str) -> String {
    let letters: String = line.chars().filter(|letter| !letter.is_control() || *letter == '\t').collect();
    prose::fold(&letters)
}

fn body(text: &str, item: &mut Item) {
    let text: String = text.chars().filter(|l| !l.is_control() || matches!(l, '\n' | '\t')).collect();
    let (heading, rest) = heading(&text);
    headlines(&heading, item);
    let (rest, notes) = notes::split(rest);
    notes::read(notes, item);
    let mut blocks = paragraphs(rest);
    // A summary may stand over the paragraph that begins with the place.
    let placed = |body: &BlockBody| match body {
        BlockBody::Paragraph(text) => dateline::at_start(&text.text),
        _ => None,
    };
    let at = usize::from(blocks.first().is_some_and(|first| placed(first).is_none()));
    if let Some(found) = blocks.get(at).and_then(placed).filter(|found| at == 0 || !found.agency.is_empty())
        && let BlockBody::Paragraph(text) = &mut blocks[at]
    {
        *text = text.text[found.end..].trim_start().into();
        item.dateline = found.place;
        item.credit = found.agency;
        if at == 1
            && let BlockBody::Paragraph(summary) = blocks.remove(0)
        {
            item.standfirst = summary.text;
        }
    }
    subheadings(&mut blocks);
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
}

/// A line without a stop between two full paragraphs is a heading; lines that end the text, or stand with others like
/// them, are not.
fn subheadings(blocks: &mut [BlockBody]) {
    const LETTERS_MAX: usize = 66;
    const PROSE_LETTERS_MIN: usize = 90;
    let text_of = |body: &BlockBody| match body {
        BlockBody::Paragraph(text) => text.text.clone(),
        _ => String::new(),
    };
    for at in 1..blocks.len().saturating_sub(1) {
        let line = text_of(&blocks[at]);
        let full = |body: &BlockBody| {
            let text = text_of(body);
            text.chars().count() >= PROSE_LETTERS_MIN && prose::ends_sentence(&text)
        };
        let heads = line.chars().next().is_some_and(|first| first.is_uppercase() || "«\"“„".contains(first))
            && line.chars().count() <= LETTERS_MAX
            && prose::word_count(&line) > 1
            && !prose::ends_sentence(&line)
            && !line.ends_with([':', ';', ',', ')']);
        if heads && full(&blocks[at - 1]) && full(&blocks[at + 1]) {
            blocks[at] = BlockBody::Subheading(line.as_str().into());
        }
    }
}

/// The lines up to the one that ends with an equals sign; up to the first empty line where none does.
fn heading(text: &str) -> (Vec<String>, &str) {
    const LINES_MAX: usize = 12;
    let mut at = 0;
    let mut ends_empty = None;
    for (count, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if line.trim_end().ends_with('=') {
            return (lines_of(&text[..at]), &text[at..]);
        }
        if line.trim().is_empty() && count > 0 && ends_empty.is_none() {
            ends_empty = Some(at);
        }
        if count > LINES_MAX {
            break;
        }
    }
    let end = ends_empty.unwrap_or(0);
    let lines = lines_of(&text[..end]);
    // One long paragraph is a text without a heading.
    if lines.len() > 4 { (Vec::new(), text) } else { (lines, &text[end..]) }
}

fn lines_of(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| clean(line.trim_end().trim_end_matches('=')));
    lines.filter(|line| !line.is_empty()).collect()
}

/// What stands in brackets over or under the headline, be it several lines long: a correction is told to editors, the
/// rest says what this version is. The other lines are left.
fn bracketed(lines: &[String], item: &mut Item) -> Vec<String> {
    let mut left = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for line in lines {
        if open.is_empty() && !line.starts_with('(') {
            left.push(line.clone());
            continue;
        }
        open.push(line);
        if line.ends_with(')') {
            let note = open.join(" ");
            open.clear();
            let bare = note.trim_matches(['(', ')']);
            if prose::word_count(bare) > 4 {
                embargo::add_note(&mut item.editors_note, &note);
            } else {
                item.signals.push(bare.to_owned());
            }
        }
    }
    left.extend(open.into_iter().map(str::to_owned));
    // Brackets alone are the headline.
    if left.is_empty() { lines.to_vec() } else { left }
}

/// `REFILE`, `1ST LEAD`, the headline, `By … `: marks first, the byline last, the headline between them.
fn headlines(lines: &[String], item: &mut Item) {
    let lines = &bracketed(lines, item);
    let is_by = |line: &&String| byline::line(line).is_some() || line.to_lowercase().starts_with("by ");
    for by in lines.iter().filter(is_by) {
        item.byline.extend(byline::names_in(by));
    }
    let lines: Vec<&String> = lines.iter().filter(|line| !is_by(line)).collect();
    let marks = lines.iter().take(lines.len().saturating_sub(1)).filter(|line| is_mark(line));
    let marks: Vec<String> = marks.map(|line| (*line).clone()).collect();
    let rest = lines.iter().filter(|line| !marks.contains(line)).map(|line| line.as_str());
    item.headline = rest.collect::<Vec<_>>().join(" ");
    item.take_key = marks.join(" ");
    item.signals.splice(0..0, marks);
}

/// What a version is: all in capitals, or a word that says so.
fn is_mark(line: &str) -> bool {
    const WORDS: &[&str] = &["lead", "refile", "urgent", "update", "correct", "embargo", "kill", "repeat"];
    let lower = line.to_lowercase();
    let shouted = line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    let numbered = line.chars().any(|letter| letter.is_ascii_digit());
    prose::word_count(line) <= 6 && (shouted || numbered || line.ends_with(':')) && {
        WORDS.iter().any(|word| lower.contains(word)) || (shouted && prose::word_count(line) <= 3)
    }
}

/// An empty line or an indent begins a paragraph; lines with columns stay a table's rows.
fn paragraphs(text: &str) -> Vec<BlockBody> {
    prose::lined::blocks(text)
}

/// `131137 GMT Nov 13`: day, hour and minute, then month and year.
fn time(text: &str) -> Option<Timestamp> {
    let words: Vec<String> = text.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let digits: i8 = 2;
    let number = |from: usize| words[at][from..from + digits as usize].parse::<i8>().ok();
    let rest = words[at + 1..].join(" ");
    let month = dates::month_in(&rest)?;
    let year = words[at + 1..].iter().rev().find_map(|word| word.parse::<i16>().ok())?;
    let year = if year < 100 { 2000 + year } else { year };
    let civil = DateTime::new(year, month, number(0)?, number(2)?, number(4)?, 0, 0).ok()?;
    match dates::zone_in(&rest) {
        Some(seconds) => Offset::from_seconds(seconds).ok()?.to_timestamp(civil).ok(),
        None => dates::local_moment(civil),
    }
}
