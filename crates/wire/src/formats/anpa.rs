//! ANPA 1312, as American and Asian agencies still send it: two header lines, then text whose lines end in typesetting
//! signs, then the place, day and minute it was sent.
//!
//! `SOH level number US… CRLF priority SP category … keyword MM-DD words CRLF STX text ETX sign-off EOT`

mod text;

use jiff::civil::DateTime;
use jiff::tz::Offset;
use story::{Item, Timestamp, Urgency};

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::{dates, prose};

const SOH: char = '\u{1}';
const STX: char = '\u{2}';
const ETX: char = '\u{3}';
const EOT: char = '\u{4}';

pub(super) fn sniff(head: &Head) -> u8 {
    let text = String::from_utf8_lossy(head.bytes);
    let framed = text.contains(SOH) || text.contains('\u{16}') || text.contains(STX);
    let found = text.lines().take(4).any(|line| keyword_line(line).is_some());
    // Mail and copying take the signs away; what a level and a number start is still one of these.
    let numbered = text.lines().next().is_some_and(is_numbered);
    match (framed, found) {
        (true, true) => 97,
        (false, true) if numbered => 80,
        (false, true) => 40,
        _ => 0,
    }
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.with_controls(problems).replace("\r\n", "\n");
    let text = text.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{16}');
    let messages: Vec<&str> = match text.contains(SOH) {
        true => text.split(SOH).filter(|part| part.lines().count() > 1).collect(),
        false => vec![text],
    };
    if messages.is_empty() {
        problems.add("no-items", "", "there is no message in it");
    }
    messages.into_iter().take(ITEMS_MAX + 1).map(|message| item(message, problems)).collect()
}

/// `z9631`, `a0105KYODO`: the line before the header.
fn is_numbered(line: &str) -> bool {
    let line = line.trim();
    let digits = |text: &str| text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    line.len() <= 24 && line.starts_with(|first: char| first.is_ascii_alphabetic()) && digits(&line[1..])
}

/// `r z BC-BBO--BaseballExpanded 05-17 0820`.
struct KeywordLine {
    priority: char,
    category: String,
    keyword: String,
    words: Option<u32>,
}

fn keyword_line(line: &str) -> Option<KeywordLine> {
    let words: String = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let parts: Vec<&str> = words.split_whitespace().collect();
    let [priority, category, keyword @ .., day, count] = parts.as_slice() else { return None };
    let mut letters = priority.chars();
    let (letter, more) = (letters.next()?, letters.next());
    let (month, day) = day.split_once(['-', '/'])?;
    let number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let counts = count.len() <= 5 && count.bytes().all(|b| b.is_ascii_digit());
    let fine = letter.is_ascii_alphabetic() && more.is_none() && category.len() <= 3 && counts;
    let fine = fine
        && number(month)
        && number(day)
        && !keyword.is_empty()
        && category.chars().all(|c| c.is_ascii_alphanumeric());
    fine.then_some(KeywordLine {
        priority: letter.to_ascii_lowercase(),
        category: (*category).to_owned(),
        keyword: keyword.join(" "),
        words: count.parse().ok(),
    })
}

fn item(message: &str, problems: &mut Problems) -> Item {
    let mut item = Item::default();
    let (front, rest) = message.split_once(STX).unwrap_or_else(|| {
        let at = message.lines().take_while(|line| keyword_line(line).is_none()).count();
        let cut = message.split_inclusive('\n').take(at + 1).map(str::len).sum::<usize>();
        message.split_at(cut)
    });
    let found = front.lines().find_map(keyword_line);
    match &found {
        Some(line) => of_keyword_line(line, &mut item),
        None => problems.add("bad-header", "line 2", "the header is not as ANPA 1312 has it"),
    }
    first_line(front, &mut item);
    let (body, after) = match rest.split_once(ETX) {
        Some((body, after)) => (body, after.split(EOT).next().unwrap_or_default()),
        None => signed(rest).unwrap_or_else(|| {
            problems.add("truncated", "", "the message has no end-of-text sign; what was there is kept");
            (rest, "")
        }),
    };
    text::read(body, &mut item);
    let sent = sent(after, found.as_ref(), &item.dateline);
    item.created = sent;
    item.updated = sent;
    if item.provider.is_empty() {
        let letters = |c: &char| c.is_ascii_alphabetic();
        item.provider = after.trim_start().chars().take_while(letters).collect();
    }
    if let Some(name) = agency_of(&item.provider) {
        name.clone_into(&mut item.provider);
    }
    item
}

fn agency_of(code: &str) -> Option<&'static str> {
    const CODES: &[(&str, &str)] = &[("KWS", "Kyodo"), ("KYODO", "Kyodo"), ("AP", "AP")];
    CODES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// Flash, bulletin, urgent, regular, deferred; the rest is for later days.
fn urgency_of(priority: char) -> u8 {
    match priority {
        'f' => 1,
        'b' | 'u' => 2,
        'r' => 4,
        'd' => 5,
        _ => 6,
    }
}

/// A text without its signs, and the last line, where that is a sign-off: `AP-WF-02-20-16 0337GMT`.
fn signed(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end();
    let (body, last) = text.rsplit_once('\n')?;
    let letters = last.trim().split('-').next().unwrap_or_default();
    let coded = (2..=8).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    (coded && sent(last, None, "").is_some()).then_some((body, last))
}

fn of_keyword_line(line: &KeywordLine, item: &mut Item) {
    let level = urgency_of(line.priority);
    item.priority = Some(level);
    item.urgency = Urgency::try_from(level).unwrap_or_default();
    item.sections.push(line.category.clone());
    item.slugline = without_cycle(&line.keyword).to_owned();
    item.word_count = line.words;
}

/// Without the cycle (`AM-`, `PM-`, `BC-`) that the keyword starts with.
fn without_cycle(keyword: &str) -> &str {
    ["BC-", "AM-", "PM-", "bc-", "am-", "pm-"].iter().find_map(|c| keyword.strip_prefix(c)).unwrap_or(keyword)
}

/// `z9631`, `a0105KYODO`: level and number, perhaps the sender.
fn first_line(front: &str, item: &mut Item) {
    let line = front.lines().next().unwrap_or_default();
    let end = line.find(|letter: char| letter.is_control()).unwrap_or(line.len());
    let word = line[..end].trim();
    let digits: String =
        word.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() && keyword_line(line).is_none() {
        let after = word.split(digits.as_str()).nth(1).unwrap_or_default();
        // In small letters it says for whom: a selector of lines.
        let sender = after.trim();
        if sender.starts_with(|letter: char| letter.is_ascii_uppercase()) {
            sender.clone_into(&mut item.provider);
        }
        item.sequence = digits;
    }
}

/// `AP-NY-05-17-16 0305EDT`, `KWS-21:37-09-12-18`. Month first, unless the dateline or the calendar says otherwise.
fn sent(sign_off: &str, header: Option<&KeywordLine>, dateline: &str) -> Option<Timestamp> {
    let cleaned: String = sign_off.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let pieces: Vec<&str> = cleaned.split(|c: char| !c.is_ascii_digit() && c != ':').collect();
    let clock = pieces.iter().find_map(|piece| clock(piece));
    let numbers: Vec<i8> =
        pieces.iter().filter(|piece| piece.len() == 2).filter_map(|piece| piece.parse().ok()).collect();
    let [first, second, year] = match numbers.as_slice() {
        [.., a, b, c] => [*a, *b, *c],
        _ => return None,
    };
    let spoken = dates::month_in(dateline);
    let month_second = first > 12 || (spoken == Some(second) && spoken != Some(first));
    let (month, day) = if month_second { (second, first) } else { (first, second) };
    let (hour, minute) = clock.or_else(|| header.map(|_| (0, 0)))?;
    let civil = DateTime::new(2000 + i16::from(year), month, day, hour, minute, 0, 0).ok()?;
    match dates::zone_in(&cleaned) {
        Some(seconds) => Offset::from_seconds(seconds).ok()?.to_timestamp(civil).ok(),
        None => dates::local_moment(civil),
    }
}

fn clock(piece: &str) -> Option<(i8, i8)> {
    let bare = piece.replace(':', "");
    let fine = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let number = |range: std::ops::Range<usize>| bare.get(range)?.parse::<i8>().ok();
    fine.then(|| Some((number(0..2)?, number(2..4)?)))?.filter(|(hour, minute)| *hour < 24 && *minute < 60)
}

/// Typewriter signs as they were meant: two grave accents and two apostrophes are quotation marks.
fn typography(words: &str) -> String {
    let letters: String = words.chars().filter(|letter| !letter.is_control()).collect();
    prose::fold(&letters.replace("``", "“").replace("''", "”").replace(" _ ", " — "))
}
