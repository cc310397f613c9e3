//! The text of an ANPA message: heading lines, notes to editors, paragraphs, tables.

use story::{Block, BlockBody, Item, RichText, Table};

use super::{typography, without_cycle};
use crate::prose::{self, byline, dateline, words_only};

/// A line of a table starts with a backspace.
const ROW: char = '\u{8}';

pub(super) fn read(text: &str, item: &mut Item) {
    // Signs for the typesetting machine stand before the text, and some agencies write two heading lines as one.
    let signs = |letter: char| letter.is_control() && !matches!(letter, '\t' | ROW);
    let lines = text.lines().map(|line| line.trim_start_matches(signs));
    let lines: Vec<&str> = lines.flat_map(headings).filter(|line| !is_code(line)).collect();
    let first = lines.iter().position(|line| is_prose(line)).unwrap_or(lines.len());
    // Heading lines carry a sign; where no line is indented, the first without a sign begins the text.
    let first = if first == lines.len() {
        lines.iter().position(|line| !is_heading(line)).unwrap_or(lines.len()).max(1).min(lines.len())
    } else {
        first
    };
    let further = heading(&lines[..first], item);
    body(&lines[first..], item);
    sign_off(item);
    let subheading = |words: String| Block { id: 0, body: BlockBody::Subheading(RichText::plain(words)) };
    item.blocks.splice(0..0, further.into_iter().map(subheading));
}

/// The heading lines that stand on one line: each begins with the sign of one.
fn headings(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let whole = rest.take()?;
        let cut = whole.find("< ^").filter(|_| whole.starts_with('^'));
        rest = cut.map(|at| &whole[at + 2..]);
        Some(cut.map_or(whole, |at| &whole[..at + 1]))
    })
}

/// `^*9006<`: a number that only the sender's program knows.
fn is_code(line: &str) -> bool {
    let rest = line.trim().strip_prefix("^*").map(|rest| rest.trim_end_matches('<'));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_heading(line: &str) -> bool {
    line.starts_with('^') || line.trim_end().ends_with(['<', '=', '+'])
}

/// Indented and without the sign of a heading.
fn is_prose(line: &str) -> bool {
    (line.starts_with("   ") || line.starts_with('\t')) && !line.trim().is_empty() && !line.contains('^')
        || line.starts_with(ROW)
}

fn bare(line: &str) -> String {
    typography(line.trim_start_matches('^').trim_end().trim_end_matches(['<', '=', '+', ' ']))
}

/// Sets what the lines over the text say; gives back those that are already its sub-headings.
fn heading(lines: &[&str], item: &mut Item) -> Vec<String> {
    let (mut title, mut further) = (String::new(), Vec::new());
    let mut in_note = false;
    for line in lines {
        let words = bare(line);
        let lower = words.to_lowercase();
        if words.is_empty() || words.chars().all(|letter| matches!(letter, '_' | '-' | ' ')) {
            continue;
        }
        let starts_note =
            ["eds:", "eds.", "editors:", "ap photo", "with photo", "with graphic", "note contents"];
        if starts_note.iter().any(|start| lower.starts_with(start)) || lists_pictures(&lower) {
            in_note = true;
            add_line(&mut item.editors_note, &words);
        } else if in_note && !line.starts_with('^') {
            add_line(&mut item.editors_note, &words);
        } else if let Some(take) = repeats_keyword(&words, &item.slugline) {
            title = words_after_cycle(&words);
            item.take_key = take;
        } else if let Some(names) = byline::line(&words) {
            in_note = false;
            item.byline.extend(names);
        } else if is_job(&words)
            && let Some(last) = item.byline.last_mut().filter(|last| last.role.is_empty())
        {
            last.role = words;
        } else if item.headline.is_empty() {
            in_note = false;
            item.headline = words;
        } else if item.standfirst.is_empty() && prose::ends_sentence(&words) {
            in_note = false;
            item.standfirst = words;
        } else {
            in_note = false;
            further.push(words);
        }
    }
    if item.headline.is_empty() {
        item.headline = title;
    }
    further
}

/// `XP Photo XNP101, XNP102`: what an agency sent beside it, by number.
fn lists_pictures(lower: &str) -> bool {
    let mut words = lower.split_whitespace().skip(1);
    let kind = words.next().unwrap_or_default();
    matches!(kind, "photo" | "photos" | "graphic" | "video")
        && lower.ends_with(|last: char| last.is_ascii_digit())
}

/// `AP Sports Writer` under a byline.
fn is_job(words: &str) -> bool {
    const JOBS: &[&str] = &["writer", "editor", "press", "correspondent", "reporter", "news", "columnist"];
    let lower = words.to_lowercase();
    JOBS.iter().any(|job| lower.split_whitespace().any(|word| word == *job))
}

fn add_line(note: &mut String, words: &str) {
    if !note.is_empty() {
        note.push(' ');
    }
    note.push_str(words);
}

fn words_after_cycle(words: &str) -> String {
    let words = words.split([',']).next().unwrap_or(words);
    without_cycle(words).replace("--", ": ").trim().to_owned()
}

/// `BC-EU--Spain-Bullfight, 1st Ld-Writethru,0123`: the keyword again, with what this take is.
fn repeats_keyword(words: &str, slugline: &str) -> Option<String> {
    let cycle = without_cycle(words) != words;
    let (key, slug) = (words_only(without_cycle(words)), words_only(slugline));
    let start: String = slug.chars().take(12).collect();
    let same = !start.is_empty() && key.starts_with(&start) && !words.contains(' ');
    (cycle || same).then(|| {
        let parts: Vec<&str> = words.split(',').skip(1).map(str::trim).collect();
        let words = parts.into_iter().filter(|part| part.chars().any(char::is_alphabetic));
        words.collect::<Vec<_>>().join(", ")
    })
}

fn body(lines: &[&str], item: &mut Item) {
    let mut writing = Writing::default();
    // What programs of the sender say to each other at the very end.
    let profile =
        lines.iter().rposition(|line| line.trim_start().starts_with("(PROFILE")).unwrap_or(lines.len());
    let closed = lines.last().is_some_and(|_| lines[profile..].iter().all(|line| is_profile(line)));
    let (lines, profile) = lines.split_at(if closed { profile } else { lines.len() });
    if !profile.is_empty() {
        item.more.insert("profile".to_owned(), bare(&profile.join(" ")));
    }
    for line in lines {
        writing.line(line);
    }
    writing.end();
    let mut blocks = writing.blocks;
    let first = blocks.iter_mut().find_map(|block| match block {
        BlockBody::Paragraph(text) => Some(text),
        _ => None,
    });
    if let Some(first) = first
        && let Some(found) = head_of(&first.text)
    {
        (item.dateline, item.credit) = (found.place, found.agency);
        let words = first.text[found.end..].trim_start().to_owned();
        *first = RichText::plain(words);
    }
    item.blocks = blocks.into_iter().map(|body| Block { id: 0, body }).collect();
}

/// `(PROFILE`, `(WS SL:BC-Port; CT:s;)`, `(CAT:Sports;)`, `)`.
fn is_profile(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('(') || line.ends_with(')')
}

/// `SAITAMA, Japan, Dec. 9 Kyodo - …` has no brackets around the agency.
fn head_of(text: &str) -> Option<dateline::Dateline> {
    let mut found = dateline::at_start(text)?;
    if found.agency.is_empty()
        && let Some((place, agency)) = found.place.rsplit_once(' ')
        && prose::credit::is_agency(agency)
    {
        (found.agency, found.place) = (agency.to_owned(), place.trim_end_matches(',').to_owned());
    }
    Some(found)
}

/// `==Kyodo`, `(PROFILE …)`, `___`: a last line that only signs.
fn sign_off(item: &mut Item) {
    if let Some(BlockBody::Paragraph(last)) = item.blocks.last().map(|block| &block.body)
        && let Some(agency) = last.text.strip_prefix("==")
    {
        if item.credit.is_empty() {
            item.credit = agency.trim().to_owned();
        }
        item.blocks.pop();
    }
}

#[derive(Default)]
struct Writing {
    blocks: Vec<BlockBody>,
    paragraph: String,
    rows: Vec<Vec<RichText>>,
}

impl Writing {
    fn line(&mut self, line: &str) {
        if let Some(row) = line.strip_prefix(ROW) {
            self.end_paragraph();
            let row = row.trim_end();
            let cells =
                row.strip_suffix(';').unwrap_or(row).split(';').map(|cell| RichText::plain(bare(cell)));
            return self.rows.push(cells.collect());
        }
        let words = bare(line);
        if words.chars().all(|letter| matches!(letter, '_' | '-' | ' ')) {
            return self.end();
        }
        if line.starts_with('^') {
            self.end();
            let titled = prose::word_count(&words) <= 14 && !prose::ends_sentence(&words);
            let text = RichText::plain(words);
            self.blocks.push(if titled { BlockBody::Subheading(text) } else { BlockBody::Paragraph(text) });
            return;
        }
        self.end_table();
        if line.starts_with("   ") || line.starts_with('\t') || line.starts_with("==") {
            self.end_paragraph();
        }
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(&words);
    }

    fn end(&mut self) {
        self.end_paragraph();
        self.end_table();
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.paragraph);
        if !words.is_empty() {
            self.blocks.push(BlockBody::Paragraph(RichText::plain(words)));
        }
    }

    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            let header_rows = usize::from(rows.len() > 1);
            self.blocks.push(BlockBody::Table(Table { caption: String::new(), header_rows, rows }));
        }
    }
}
