//! HTML, XHTML and NITF bodies to story blocks. Unknown elements are walked through, so no words are lost.

use story::{BlockBody, FactBox, Language, List, ListStyle, MarkKind, Quote, RichText, Table};

use super::figure::{custom, figure, is_custom, is_player, is_tracker, picture, player, post};
use super::inline::{Writer, is_inline};
use super::outline::has_part;
use crate::problem::Problems;
use crate::tree::Element;
use crate::{href, prose};

/// The blocks inside an element. `base` is the address of the page, for its relative addresses; may be empty.
pub(crate) fn blocks(element: Element, base: &str) -> Vec<BlockBody> {
    let mut reading = Reading::new(base);
    reading.flow(element);
    reading.end_paragraph();
    reading.blocks
}

/// The blocks that an element is itself.
pub(crate) fn blocks_of(element: Element) -> Vec<BlockBody> {
    let mut reading = Reading::new("");
    reading.element(element);
    reading.end_paragraph();
    reading.blocks
}

/// The blocks of a piece of HTML that stands inside a feed, a NewsML or a ninjs.
pub(crate) fn fragment(html: &str, base: &str, problems: &mut Problems) -> Vec<BlockBody> {
    let tree = super::parse(html, problems);
    super::tell_scripts(tree.root(), problems);
    blocks(tree.root(), base)
}

struct Reading<'b> {
    base: &'b str,
    writer: Writer,
    blocks: Vec<BlockBody>,
    /// Pictures met inside a paragraph: they follow it.
    pictures: Vec<BlockBody>,
}

impl<'b> Reading<'b> {
    fn new(base: &'b str) -> Self {
        Self { base, writer: Writer::default(), blocks: Vec::new(), pictures: Vec::new() }
    }

    fn flow(&mut self, element: Element) {
        for inside in element.inside() {
            match inside {
                crate::tree::Inside::Text(words) => self.writer.text(words),
                crate::tree::Inside::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, element: Element) {
        match element.name() {
            "script" | "style" | "template" | "svg" | "math" | "head" | "title" | "form" | "button"
            | "input" | "select" | "textarea" | "nav" | "noscript" | "body.head" | "docdata" | "canvas"
            | "map" | "rt" | "rp" => {}
            "br" => self.line_break(),
            "hr" => self.end_paragraph(),
            "img" | "amp-img" => self.image(element),
            name if is_inline(name) => self.inline(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => self.subheading(element),
            "blockquote" | "bq" => self.quote(element),
            "ul" | "ol" | "dl" => self.list(element),
            "figure" | "media" | "picture" => self.figure(element),
            "table" | "nitf-table" => self.table(element),
            "pre" => self.preformatted(element),
            "aside" | "details" => self.aside(element),
            name if is_player(name) => {
                let block = player(element, self.base);
                self.set_apart(block);
            }
            name if is_custom(name) && element.line().is_empty() => {
                let block = custom(element, self.base);
                self.set_apart(block);
            }
            _ if has_part(element, &["caption"]) && element.find("img").is_some() => self.figure(element),
            name if is_unknown(name) && element.parent().is_some_and(|parent| parent.name() == "p") => {
                self.inline(element);
            }
            _ => self.apart(element),
        }
    }

    /// An element that stands alone: a paragraph ends before it and after it.
    fn apart(&mut self, element: Element) {
        self.end_paragraph();
        self.flow(element);
        self.end_paragraph();
    }

    fn set_apart(&mut self, block: Option<BlockBody>) {
        self.end_paragraph();
        self.blocks.extend(block);
    }

    fn end_paragraph(&mut self) {
        let text = self.writer.take();
        if !text.is_empty() {
            let block = if let Some(title) = prose::dashed_title(&text.text) {
                BlockBody::Subheading(RichText::plain(title))
            } else if is_bold_title(&text) && !self.blocks.is_empty() {
                BlockBody::Subheading(RichText::plain(text.text))
            } else {
                BlockBody::Paragraph(text)
            };
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.pictures);
    }

    /// Two breaks in a row end a paragraph; one is only a new line.
    fn line_break(&mut self) {
        if self.writer.line_break() {
            self.end_paragraph();
        }
    }

    fn image(&mut self, element: Element) {
        if is_tracker(element) {
            return;
        }
        let picture = picture(element, self.base);
        if picture.file != story::File::Missing {
            self.pictures.push(BlockBody::Picture(picture));
        }
        if self.writer.is_blank() {
            self.end_paragraph();
        }
    }

    fn inline(&mut self, element: Element) {
        let kind = mark_of(element, self.base);
        let marked = kind.is_some();
        if let Some(kind) = kind {
            self.writer.open(kind);
        }
        if element.name() == "q" && !element.line().starts_with(['"', '“', '«']) {
            self.writer.text("“");
            self.flow(element);
            self.writer.text("”");
        } else {
            self.flow(element);
        }
        if marked {
            self.writer.close();
        }
    }

    fn subheading(&mut self, element: Element) {
        self.end_paragraph();
        let text = rich(element, self.base);
        if !text.is_empty() {
            self.blocks.push(BlockBody::Subheading(RichText::plain(text.text)));
        }
        for image in element.descendants().filter(|inside| inside.name() == "img") {
            self.image(image);
        }
    }

    fn quote(&mut self, element: Element) {
        self.end_paragraph();
        if let Some(embed) = post(element) {
            return self.blocks.push(BlockBody::Embed(embed));
        }
        self.blocks.extend(quotes(element, self.base));
    }

    fn list(&mut self, element: Element) {
        self.end_paragraph();
        let entries = element.elements().filter(|child| matches!(child.name(), "li" | "dt" | "dd"));
        // Every entry is read once: what is no text in it, pictures above all, follows the list.
        let (mut items, mut others) = (Vec::new(), Vec::new());
        for entry in entries {
            let (text, nested, more) = entry_parts(entry, self.base);
            items.push(text);
            items.extend(nested);
            others.extend(more);
        }
        items.retain(|item: &RichText| !item.is_empty());
        let style = if element.name() == "ol" { ListStyle::Numbered } else { ListStyle::Bulleted };
        if !items.is_empty() {
            self.blocks.push(BlockBody::List(List { style, items }));
        }
        self.blocks.extend(others);
    }

    fn figure(&mut self, element: Element) {
        // Without a picture it is only a frame around text; a caption alone is what is left of a picture.
        let is_text = |inside: &Element| {
            let text = ["p", "blockquote", "table", "pre", "ul", "ol", "dl"].contains(&inside.name());
            text && !inside
                .parent()
                .is_some_and(|parent| matches!(parent.name(), "figcaption" | "media-caption"))
        };
        let shows = |inside: Element| {
            is_player(inside.name()) || matches!(inside.name(), "img" | "amp-img" | "media-reference")
        };
        if !element.descendants().any(shows) && element.descendants().any(|inside| is_text(&inside)) {
            self.apart(element);
            return self.caption_of_table(element);
        }
        let block = figure(element, self.base);
        self.set_apart(block);
    }

    /// What stands under a table in one figure with it is its caption, and no paragraph.
    fn caption_of_table(&mut self, figure: Element) {
        let Some(words) = figure.elements().find(|inside| inside.name() == "figcaption").map(|it| it.line())
        else {
            return;
        };
        if let [.., BlockBody::Table(table), BlockBody::Paragraph(said)] = self.blocks.as_mut_slice()
            && table.caption.is_empty()
            && prose::fold(&said.text) == words
        {
            table.caption = words;
            self.blocks.pop();
        }
    }

    fn table(&mut self, element: Element) {
        self.end_paragraph();
        // A table of one column, or around another, is a page laid out the old way. Read as cells, each table within a
        // table would be read twice, and so the innermost without end.
        let around = |row: Element| row.name() == "tr" && row.find("table").is_some();
        if element.descendants().any(around) {
            return self.flow(element);
        }
        match table(element, self.base) {
            Some(table) if table.rows.iter().any(|row| row.len() > 1) => {
                self.blocks.push(BlockBody::Table(table));
            }
            _ => self.flow(element),
        }
    }

    /// Lines as they stand: columns under each other are a table.
    fn preformatted(&mut self, element: Element) {
        self.end_paragraph();
        let words = element.words();
        match prose::lined::boxed(&words) {
            Some(note) => self.blocks.push(BlockBody::Paragraph(RichText::plain(note))),
            None => self.blocks.extend(prose::lined::blocks(&words)),
        }
    }

    /// A heading and text set aside are a fact box; anything else set aside is walked through.
    fn aside(&mut self, element: Element) {
        self.end_paragraph();
        let mut inside = blocks(element, self.base).into_iter().peekable();
        let title = match inside.next_if(|block| matches!(block, BlockBody::Subheading(_))) {
            Some(BlockBody::Subheading(title)) => title.text,
            _ => return self.blocks.extend(inside),
        };
        let inside: Vec<BlockBody> = inside.collect();
        if !inside.is_empty() && inside.iter().all(|block| matches!(block, BlockBody::Paragraph(_))) {
            let paragraphs = inside.into_iter().filter_map(|block| match block {
                BlockBody::Paragraph(text) => Some(text),
                _ => None,
            });
            self.blocks.push(BlockBody::FactBox(FactBox { title, paragraphs: paragraphs.collect() }));
        } else {
            self.blocks.push(BlockBody::Subheading(RichText::plain(title)));
            self.blocks.extend(inside);
        }
    }
}

/// No element of HTML or NITF that stands alone. In the middle of a paragraph it is some agency's mark on its words.
fn is_unknown(name: &str) -> bool {
    const APART: &[&str] = &[
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "center",
        "address",
        "block",
        "body.content",
        "body",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "figcaption",
        "note",
        "media-caption",
    ];
    !APART.contains(&name)
}

fn mark_of(element: Element, base: &str) -> Option<MarkKind> {
    match element.name() {
        "b" | "strong" => Some(MarkKind::Strong),
        "i" | "em" | "cite" | "dfn" => Some(MarkKind::Emphasis),
        "sub" => Some(MarkKind::Subscript),
        "sup" => Some(MarkKind::Superscript),
        "a" => element
            .attribute("href")
            .and_then(|to| href::resolved(to, base))
            .map(|href| MarkKind::Link { href }),
        "span" | "lang" => {
            let language = Language::new(element.attribute("lang")?);
            language.is_known().then_some(MarkKind::Foreign { language })
        }
        _ => None,
    }
}

/// All the words of an element as one text.
fn rich(element: Element, base: &str) -> RichText {
    parts(element, base).0
}

/// All the words of an element as one text, and what in it is no text.
fn parts(element: Element, base: &str) -> (RichText, Vec<BlockBody>) {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for block in blocks(element, base) {
        match block {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => texts.push(text),
            BlockBody::List(list) => texts.extend(list.items),
            BlockBody::Quote(quote) => texts.push(quote.words),
            other => others.push(other),
        }
    }
    (joined(texts), others)
}

/// An entry of a list: its words, the entries of lists inside it, and what is no text.
fn entry_parts(entry: Element, base: &str) -> (RichText, Vec<RichText>, Vec<BlockBody>) {
    let (mut texts, mut nested, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for block in blocks(entry, base) {
        match block {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => texts.push(text),
            BlockBody::List(list) => nested.extend(list.items),
            BlockBody::Quote(quote) => texts.push(quote.words),
            other => others.push(other),
        }
    }
    (joined(texts), nested, others)
}

fn joined(texts: Vec<RichText>) -> RichText {
    let mut texts = texts.into_iter();
    let mut whole = texts.next().unwrap_or_default();
    for text in texts {
        whole.text.push(' ');
        let shift = whole.text.len();
        whole.text.push_str(&text.text);
        for mark in text.marks {
            let span = story::Span::new(mark.span.start + shift, mark.span.end + shift);
            let _ = whole.mark(span, mark.kind);
        }
    }
    whole
}

/// A quotation: one block a paragraph, the speaker (`cite`, `footer`, a last line with a dash) on the last.
fn quotes(element: Element, base: &str) -> Vec<BlockBody> {
    let named = |e: &Element| matches!(e.name(), "cite" | "footer" | "figcaption" | "credit");
    let source = element.descendants().find(named).map(|cite| cite.line()).filter(|line| !line.is_empty());
    let mut texts: Vec<RichText> = Vec::new();
    let mut others: Vec<BlockBody> = Vec::new();
    for block in blocks(element, base) {
        match block {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => texts.push(text),
            BlockBody::Quote(quote) => texts.push(quote.words),
            other => others.push(other),
        }
    }
    if let Some(source) = &source {
        texts.retain(|text| prose::fold(&text.text) != *source);
        if let Some(last) = texts.last_mut()
            && let Some(rest) = last.text.strip_suffix(source.as_str())
        {
            let end = rest.trim_end_matches([' ', '—', '–', '-']).len();
            last.text.truncate(end);
            last.marks.retain(|mark| mark.span.end <= end);
        }
    }
    let dashed = texts.len() > 1 && texts.last().is_some_and(|last| prose::quote::is_attribution(&last.text));
    let source = source.or_else(|| if dashed { texts.pop().map(|last| last.text) } else { None });
    texts.retain(|text| !text.is_empty());
    if texts.is_empty() {
        return others;
    }
    let speaker = source.and_then(|source| prose::quote::speaker(&source));
    let mut words = joined(texts);
    if words.marks.is_empty()
        && let Some(bare) = prose::quote::pull_quote(&words.text)
    {
        // The block itself says that these are somebody's words.
        words.text = bare;
    }
    let quote = BlockBody::Quote(Quote { words, speaker });
    std::iter::once(quote).chain(others).collect()
}

fn table(element: Element, base: &str) -> Option<Table> {
    let caption = element.child("caption").map(|caption| caption.line()).unwrap_or_default();
    let (mut rows, mut header_rows, mut heading) = (Vec::new(), 0, true);
    // Cells that reach into the rows below: for each column, how many rows are left.
    let mut below: Vec<usize> = Vec::new();
    // Empty cells for what spans several: a real table has fewer than cells with words.
    let own = element.descendants().filter(|inside| matches!(inside.name(), "td" | "th")).count();
    let mut room = own.saturating_mul(4) + 1_000;
    for row in element.descendants().filter(|inside| inside.name() == "tr") {
        let cells: Vec<Element> = row.elements().filter(|cell| matches!(cell.name(), "td" | "th")).collect();
        heading = heading && !cells.is_empty() && cells.iter().all(|cell| cell.name() == "th");
        header_rows += usize::from(heading);
        let cells = spread(&cells, &mut below, &mut room, base);
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
    }
    (!rows.is_empty()).then_some(Table { caption, header_rows, rows })
}

/// The cells of a row each in its column: one that spans several is followed by empty ones, and so are the rows it
/// reaches into.
fn spread(cells: &[Element], below: &mut Vec<usize>, room: &mut usize, base: &str) -> Vec<RichText> {
    const SPAN_MAX: usize = 50;
    let span = |cell: Element, name: &str| {
        let said = cell.attribute(name).and_then(|said| said.parse::<usize>().ok());
        said.unwrap_or(1).clamp(1, SPAN_MAX)
    };
    let mut row: Vec<RichText> = Vec::new();
    let mut cells = cells.iter().copied();
    let mut next = cells.next();
    loop {
        let column = row.len();
        if let Some(left) = below.get_mut(column).filter(|left| **left > 0) {
            // Without room for it, it ends here.
            *left = if *room == 0 { 0 } else { *left - 1 };
            row.extend((*room > 0).then(RichText::default));
            *room = room.saturating_sub(1);
            continue;
        }
        let Some(cell) = next else { break };
        let (wide, deep) = (span(cell, "colspan").min(*room + 1), span(cell, "rowspan"));
        *room -= wide - 1;
        row.push(rich(cell, base));
        row.extend((1..wide).map(|_| RichText::default()));
        if deep > 1 {
            below.resize(below.len().max(row.len()), 0);
            below[column..row.len()].fill(deep - 1);
        }
        next = cells.next();
    }
    row
}

/// A short line all in bold is how many systems write a sub-heading.
fn is_bold_title(text: &RichText) -> bool {
    const LETTERS_MAX: usize = 100;
    let whole = |mark: &story::Mark| {
        mark.kind == MarkKind::Strong && mark.span.start == 0 && mark.span.end == text.text.len()
    };
    text.text.chars().count() <= LETTERS_MAX
        && text.marks.iter().any(whole)
        && !text.text.ends_with(['.', '!', '…', ':', ',', ';', '»', '”', '"'])
}
