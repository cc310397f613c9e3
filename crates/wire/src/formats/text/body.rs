//! The body of a text: paragraphs, sub-headings, quotes, lists and captions; what leads to other stories goes,
//! each time with a problem that says so.

use std::collections::HashSet;

use story::{Block, BlockBody, Item, List, ListStyle, Picture, Quote, RichText};

use super::dropped;
use super::lines::{Line, Set};
use crate::finish::keep_new;
use crate::problem::Problems;
use crate::prose::junk::Junk;
use crate::prose::reading::Line as Is;
use crate::prose::{self, credit, dateline, quote, source};

pub(super) fn read(lines: &[Line], item: &mut Item, problems: &mut Problems) {
    let end = end_of_story(lines);
    let last_prose = lines.iter().take(end).rposition(Line::is_prose);
    let mut reading =
        Reading { item, problems, last_prose, teasers: 0, started: false, captions: HashSet::new() };
    for at in 0..lines.len() {
        if at < end {
            reading.line(lines, at);
        } else {
            reading.foot(&lines[at]);
        }
    }
    sign_off(item);
    dateline_of_first(item);
}

/// The line where only ways to other stories follow: behind most of the text, or with no sentence after it.
fn end_of_story(lines: &[Line]) -> usize {
    let prose = |line: &Line| if line.is_prose() { line.text.len() } else { 0 };
    let lengths: Vec<usize> = lines.iter().map(prose).collect();
    let total: usize = lengths.iter().sum();
    let mut before = 0;
    for (at, line) in lines.iter().enumerate() {
        let foot = matches!(line.is, Is::Junk(Junk::TeasersFollow));
        let any = matches!(line.is, Is::Junk(_));
        if before > 0 && ((foot && before * 10 >= total * 6) || (any && before == total)) {
            return at;
        }
        before += lengths[at];
    }
    lines.len()
}

struct Reading<'a> {
    item: &'a mut Item,
    problems: &'a mut Problems,
    last_prose: Option<usize>,
    /// How many lines may still be teasers behind a line that announces them.
    teasers: usize,
    /// A sentence of the story has been read.
    started: bool,
    captions: HashSet<String>,
}

impl Reading<'_> {
    fn line(&mut self, lines: &[Line], at: usize) {
        const TEASERS_MAX: usize = 6;
        let line = &lines[at];
        match &line.is {
            Is::Junk(junk) => {
                dropped(line, junk.reason(), self.problems);
                if matches!(junk, Junk::AlsoFollow | Junk::TeasersFollow) {
                    self.teasers = TEASERS_MAX;
                }
            }
            Is::Words if self.teasers > 0 && !line.is_prose() && line.set != Set::Heading(2) => {
                self.teasers -= 1;
                dropped(line, Junk::ReadAlso.reason(), self.problems);
            }
            Is::Credit(credit) => self.credit(credit),
            Is::Words if is_caption_line(lines, at, self.started) => self.caption(&line.text),
            Is::Caption(picture) => self.picture(picture.clone()),
            Is::Quote(quote) => self.push(BlockBody::Quote(quote.clone())),
            Is::Attribution if self.attribute(&line.text) => {}
            Is::Words | Is::Attribution => self.words(lines, at),
            _ => self.about(line),
        }
    }

    /// Lines about the story: who, when, from whom.
    fn about(&mut self, line: &Line) {
        match &line.is {
            Is::Stamp(stamp) => {
                self.item.created = self.item.created.or(stamp.created);
                self.item.updated = self.item.updated.or(stamp.updated);
            }
            Is::Byline(names) => keep_new(&mut self.item.byline, names.iter().cloned()),
            Is::Source(sources) => keep_new(&mut self.item.sources, sources.iter().cloned()),
            Is::Trail(steps) => self.item.sections.extend(steps.iter().cloned()),
            Is::Topics(topics) => self.item.topics.extend(topics.iter().cloned()),
            _ => {}
        }
    }

    /// Behind the end of the story only lines about it are read.
    fn foot(&mut self, line: &Line) {
        match &line.is {
            Is::Stamp(_) | Is::Byline(_) | Is::Source(_) | Is::Topics(_) => self.about(line),
            Is::Junk(junk) => {
                if *junk == Junk::Legal && self.item.copyright.is_empty() && line.text.starts_with(['©', 'C'])
                {
                    self.item.copyright = line.text.clone();
                }
                dropped(line, junk.reason(), self.problems);
            }
            _ => dropped(line, "it stands below the end of the story", self.problems),
        }
    }

    fn words(&mut self, lines: &[Line], at: usize) {
        let line = &lines[at];
        self.teasers = 0;
        self.started |= line.is_prose();
        match line.set {
            Set::Heading(_) => self.push(BlockBody::Subheading(RichText::plain(line.text.as_str()))),
            Set::Bullet => self.listed(ListStyle::Bulleted, &line.text),
            Set::Number => self.listed(ListStyle::Numbered, &line.text),
            Set::Quoted => self.quoted(&line.text),
            Set::Plain => self.plain(line, at, lines),
        }
    }

    fn plain(&mut self, line: &Line, at: usize, lines: &[Line]) {
        let said = quote::pull_quote(&line.text);
        let attributed = lines.get(at + 1).is_some_and(|next| next.is == Is::Attribution);
        if let Some(words) = said.filter(|_| attributed) {
            return self.push(BlockBody::Quote(Quote { words: RichText::plain(words), speaker: None }));
        }
        let more_follows = self.last_prose.is_some_and(|last| last > at);
        let title = line.words <= 14
            && line.text.chars().count() <= 120
            && !line.text.ends_with(['.', '!', '…', ':', ',', ';', '»', '”', '"'])
            && !(line.text.ends_with('?') && line.text.contains("? "));
        let text = RichText::plain(line.text.as_str());
        if title && more_follows && self.started {
            self.push(BlockBody::Subheading(text));
        } else {
            self.push(BlockBody::Paragraph(text));
        }
    }

    fn push(&mut self, body: BlockBody) {
        self.item.blocks.push(Block { id: 0, body });
    }

    fn listed(&mut self, style: ListStyle, words: &str) {
        let entry = RichText::plain(words);
        match self.item.blocks.last_mut().map(|block| &mut block.body) {
            Some(BlockBody::List(list)) if list.style == style => list.items.push(entry),
            _ => self.push(BlockBody::List(List { style, items: vec![entry] })),
        }
    }

    fn quoted(&mut self, words: &str) {
        if quote::is_attribution(words) && self.attribute(words) {
            return;
        }
        let words = quote::pull_quote(words).unwrap_or_else(|| words.to_owned());
        self.push(BlockBody::Quote(Quote { words: RichText::plain(words), speaker: None }));
    }

    /// Gives the quote before its speaker; false where there is none.
    fn attribute(&mut self, line: &str) -> bool {
        match self.item.blocks.last_mut().map(|block| &mut block.body) {
            Some(BlockBody::Quote(quote)) if quote.speaker.is_none() => {
                quote.speaker = quote::speaker(line);
                true
            }
            _ => false,
        }
    }

    /// A credit alone belongs to the picture just read, or to one without a caption.
    fn credit(&mut self, credit: &str) {
        let waiting = match self.item.blocks.last_mut().map(|block| &mut block.body) {
            Some(BlockBody::Picture(picture)) => Some(picture),
            None => self.item.lead.as_mut(),
            _ => None,
        };
        match waiting.filter(|picture| picture.credit.is_empty()) {
            Some(picture) => picture.credit = credit.to_owned(),
            None => self.picture(credit::missing(String::new(), credit.to_owned())),
        }
    }

    fn caption(&mut self, words: &str) {
        let (caption, credit) = credit::split(words);
        self.picture(credit::missing(caption, credit));
    }

    /// The first picture before the text leads; the same caption twice is one picture.
    fn picture(&mut self, picture: Picture) {
        if !picture.caption.is_empty() && !self.captions.insert(picture.caption.clone()) {
            return self.problems.add("repeated-caption", "", "a caption that stands twice was kept once");
        }
        if self.item.lead.is_none() && !self.started {
            self.item.lead = Some(picture);
        } else {
            self.push(BlockBody::Picture(picture));
        }
    }
}

/// A line that is the caption of the credit on the next one: no empty line between, or both stand before the text.
fn is_caption_line(lines: &[Line], at: usize, started: bool) -> bool {
    const LETTERS_MAX: usize = 400;
    let line = &lines[at];
    let credited = lines.get(at + 1).is_some_and(|next| {
        let lone = matches!(&next.is, Is::Credit(_));
        lone && (!next.gap || !started)
    });

    line.set == Set::Plain && line.text.chars().count() <= LETTERS_MAX && credited
}

/// `… (AFP)` at the very end names the source.
fn sign_off(item: &mut Item) {
    let Some(BlockBody::Paragraph(last)) = item.blocks.last_mut().map(|block| &mut block.body) else {
        return;
    };
    let Some((words, agency)) = source::sign_off(&last.text) else { return };
    let source = story::SourceCredit { name: agency.to_owned(), ..story::SourceCredit::default() };
    let words = words.to_owned();
    last.text = words;
    if !item.sources.contains(&source) {
        item.sources.push(source);
    }
}

fn dateline_of_first(item: &mut Item) {
    let first = item.blocks.iter_mut().find_map(|block| match &mut block.body {
        BlockBody::Paragraph(text) => Some(text),
        _ => None,
    });
    let Some(first) = first else { return };
    let Some(found) = dateline::at_start(&first.text) else { return };
    let rest = prose::fold(&first.text[found.end..]);
    if rest.is_empty() || !item.dateline.is_empty() {
        return;
    }
    *first = RichText::plain(rest);
    item.dateline = found.place;
    let source = story::SourceCredit { name: found.agency, ..story::SourceCredit::default() };
    if !source.name.is_empty() && !item.sources.contains(&source) {
        item.sources.push(source);
    }
}
