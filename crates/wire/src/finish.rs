//! What every item goes through last, whatever its format: lists without doubles, lengths within limits, numbers
//! for the blocks, a language where none was said, and the faults that any format may have.

use story::{Block, BlockBody, File, Item, ItemStatus, Picture, Related, Relation, RichText, Span};

use crate::limits::{BLOCKS_MAX, LIST_MAX, TEXT_BYTES_MAX};
use crate::problem::Problems;
use crate::prose::label;
use crate::{decode, embargo, headlines, href, language, prose};

/// What readers have already: no line in it is meant for a desk.
const PUBLISHED: &[&str] = &["page", "feed", "json-feed", "wordpress", "wxr", "ghost", "calendar"];

pub(crate) fn item(item: &mut Item, place: &str, problems: &mut Problems) {
    let mut finish = Finish { place, problems };
    frame(item);
    if !PUBLISHED.contains(&item.format.as_str()) {
        embargo::labels(item, place, finish.problems);
        withdrawn(item);
    }
    finish.texts(item);
    finish.lists(item);
    finish.described(item);
    finish.blocks(item);
    if let Some(lead) = &mut item.lead {
        finish.picture(lead);
    }
    documents(item);
    item.lead = item.lead.take().filter(|lead| !is_nothing(lead));
    item.href = href::safe(&item.href).unwrap_or_default();
    if !item.language.is_known() {
        item.language = language::of(item);
    }
    headlines::promote(item);
    if item.headline.is_empty() {
        item.headline = only_line(item);
    }
    if item.headline.is_empty() {
        finish.say("missing-headline", "no headline was found");
    }
}

/// An alert is one sentence and nothing over it: the sentence is its headline, too.
fn only_line(item: &Item) -> String {
    const LETTERS_MAX: usize = 200;
    let alert = item.kind.is_text() && !PUBLISHED.contains(&item.format.as_str()) && item.format != "text";
    match item.blocks.as_slice() {
        [Block { body: BlockBody::Paragraph(only), .. }]
            if alert && only.text.chars().count() <= LETTERS_MAX =>
        {
            only.text.trim_end_matches('.').to_owned()
        }
        _ => String::new(),
    }
}

/// What a sender shows as a picture and no browser does: it stays, as a document that comes with the item.
fn documents(item: &mut Item) {
    let document = |picture: &Picture| match &picture.file {
        File::Remote { href } if href::is_document(href) => Some((href.clone(), picture.caption.clone())),
        _ => None,
    };
    let mut found: Vec<(String, String)> = item.lead.iter().filter_map(document).collect();
    if !found.is_empty() {
        item.lead = None;
    }
    item.blocks.retain(|block| {
        let own = match &block.body {
            BlockBody::Picture(picture) => document(picture),
            _ => None,
        };
        let keep = own.is_none();
        found.extend(own);
        keep
    });
    let more = found.into_iter().map(|(href, title)| Related {
        relation: Relation::Includes,
        href,
        title,
        ..Related::default()
    });
    keep_new(&mut item.related, more);
}

/// Old wires have no field for a kill, and senders of new ones forget it: the words over the text say so.
fn withdrawn(item: &mut Item) {
    let marks = || item.signals.iter().chain([&item.take_key]).any(|mark| label::is_withdrawal(mark));
    if item.status == ItemStatus::Usable && (marks() || label::withdraws(&item.headline)) {
        item.status = ItemStatus::Canceled;
    }
}

struct Finish<'a> {
    place: &'a str,
    problems: &'a mut Problems,
}

/// A first paragraph that repeats the standfirst or only signs, and a last one that only says that the story is over, are
/// none of its text.
fn frame(item: &mut Item) {
    const ENDS: &[&str] = &["ends", "end", "ende", "fin", "nnnn", "mfl"];
    if (item.blocks.len() > 1 || !item.kind.is_text())
        && let Some(BlockBody::Paragraph(first) | BlockBody::Subheading(first)) =
            item.blocks.first().map(|block| &block.body)
        && !item.standfirst.is_empty()
        && prose::same_words(&first.text, &item.standfirst)
    {
        item.blocks.remove(0);
    }
    let line = |block: Option<&Block>| match block.map(|block| &block.body) {
        Some(BlockBody::Paragraph(text)) if text.text.len() < 200 => Some(text.text.clone()),
        _ => None,
    };
    if item.blocks.len() > 1
        && let Some(news) = line(item.blocks.first()).filter(|line| tells_what_is_new(line))
    {
        item.blocks.remove(0);
        embargo::add_note(&mut item.editors_note, &news);
    }
    if item.blocks.len() > 1
        && let Some(found) = line(item.blocks.first()).and_then(|line| prose::dateline::alone(&line))
    {
        item.blocks.remove(0);
        if item.dateline.is_empty() {
            item.dateline = found.place;
        }
    }
    let ends = |line: String| ENDS.contains(&prose::words_only(&line).trim());
    if item.blocks.len() > 1 && line(item.blocks.last()).is_some_and(ends) {
        item.blocks.pop();
    }
    if item.blocks.len() > 1
        && let Some(initials) = line(item.blocks.last()).filter(|line| prose::byline::are_initials(line))
    {
        item.blocks.pop();
        item.more.insert("initials".to_owned(), initials);
    }
    if item.byline.is_empty()
        && let Some(BlockBody::Paragraph(last)) = item.blocks.last().map(|block| &block.body)
    {
        item.byline = prose::byline::at_end(&last.text);
    }
    let Some(names) = line(item.blocks.first()).and_then(|line| prose::byline::line(&line)) else { return };
    let known = |name: &str| item.byline.iter().any(|one| one.name.to_lowercase() == name.to_lowercase());
    if !item.byline.is_empty() && !names.iter().all(|one| known(&one.name)) {
        return;
    }
    if item.byline.is_empty() {
        item.byline = names;
    }
    if item.blocks.len() > 1 {
        item.blocks.remove(0);
    }
}

/// `(Adds quotes from the harbour master)`: what this version has that the last one had not, for those who edit it.
fn tells_what_is_new(line: &str) -> bool {
    const VERBS: &[&str] = &[
        "adds",
        "updates",
        "recasts",
        "refiles",
        "corrects",
        "repeats",
        "rewrites",
        "releads",
        "removes",
        "changes",
        "ajoute",
        "actualise",
        "précise",
        "corrige",
        "reprend",
        "añade",
        "actualiza",
        "aktualisiert",
        "ergänzt",
        "berichtigt",
        "neu",
    ];
    let inside = line.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let first = inside.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        !inside.contains(['(', ')']) && VERBS.contains(&first.to_lowercase().as_str())
    })
}

/// What stands over the text, which some senders escape twice.
fn heads(item: &mut Item) -> [&mut String; 7] {
    [
        &mut item.headline,
        &mut item.headline_short,
        &mut item.headline_alert,
        &mut item.headline_search,
        &mut item.kicker,
        &mut item.standfirst,
        &mut item.slugline,
    ]
}

impl Finish<'_> {
    fn say(&mut self, code: &str, message: &str) {
        self.problems.add(code, self.place, message);
    }

    fn texts(&mut self, item: &mut Item) {
        for words in heads(item) {
            if words.contains('&') {
                *words = decode::escaped_twice(words).into_owned();
            }
            self.line(words);
        }
        for text in [
            &mut item.guid,
            &mut item.version,
            &mut item.provider,
            &mut item.dateline,
            &mut item.copyright,
            &mut item.usage_terms,
            &mut item.credit,
            &mut item.take_key,
            &mut item.sequence,
            &mut item.located.city,
            &mut item.located.region,
            &mut item.located.country,
        ] {
            self.line(text);
        }
        for note in [&mut item.editors_note, &mut item.private_note] {
            *note = note.trim().to_owned();
            self.short(note);
        }
    }

    fn line(&mut self, text: &mut String) {
        *text = prose::fold(text);
        self.short(text);
    }

    fn short(&mut self, text: &mut String) {
        if text.len() > TEXT_BYTES_MAX {
            let end = (0..=TEXT_BYTES_MAX).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
            self.say("too-long", "a text is longer than any news text; it was cut");
        }
    }

    fn rich(&mut self, rich: &mut RichText) {
        self.short(&mut rich.text);
        let end = rich.text.len();
        rich.marks.retain(|mark| mark.span.end <= end);
    }

    fn lists(&mut self, item: &mut Item) {
        item.topics.extend(item.keywords.iter().cloned());
        for list in [
            &mut item.sections,
            &mut item.topics,
            &mut item.keywords,
            &mut item.genres,
            &mut item.places,
            &mut item.people,
            &mut item.organisations,
            &mut item.signals,
            &mut item.replaces,
        ] {
            *list = distinct(list);
        }
        item.byline.retain(|signature| !signature.name.trim().is_empty());
        item.byline.truncate(LIST_MAX);
        item.sources.retain(|source| !source.name.trim().is_empty() || !source.href.is_empty());
        item.sources.truncate(LIST_MAX);
        for source in &mut item.sources {
            source.href = href::safe(&source.href).unwrap_or_default();
        }
    }

    /// Subjects, relations, events and the rest that comes in lists of its own.
    fn described(&mut self, item: &mut Item) {
        for subject in &mut item.subjects {
            for text in [&mut subject.code, &mut subject.scheme, &mut subject.name] {
                *text = prose::fold(text);
                self.short(text);
            }
        }
        let mut subjects = Vec::new();
        let said = |subject: &story::CodedSubject| !subject.code.is_empty() || !subject.name.is_empty();
        keep_new(&mut subjects, std::mem::take(&mut item.subjects).into_iter().filter(said));
        item.subjects = subjects;
        let mut related = Vec::new();
        for one in &mut item.related {
            one.href = href::safe(&one.href).unwrap_or_default();
            one.title = prose::fold(&one.title);
        }
        let named = |one: &Related| !one.guid.is_empty() || !one.href.is_empty();
        keep_new(&mut related, std::mem::take(&mut item.related).into_iter().filter(named));
        item.related = related;
        item.coverages.truncate(LIST_MAX);
        while item.more.len() > LIST_MAX {
            item.more.pop_last();
        }
        for text in item.more.values_mut() {
            *text = prose::fold(text);
            self.short(text);
        }
        item.more.retain(|key, text| !text.is_empty() && !key.is_empty());
        let bare = item.dateline.trim_end_matches([' ', '-', '–', '—', ':']);
        item.dateline = if bare.ends_with(").") { bare.trim_end_matches('.') } else { bare }.to_owned();
        let letters = item.dateline.chars().filter(|letter| letter.is_alphabetic()).count();
        let dated = crate::dates::is_only_a_date(&item.dateline) || crate::dates::is_day(&item.dateline);
        if letters < 2 || dated {
            // A day, or a time for machines: no place is said.
            item.dateline.clear();
        }
        said_twice(item);
        if item.dateline.is_empty() && item.kind == story::ItemKind::Text {
            item.dateline = spoken_dateline(&item.blocks);
        }
        let city = prose::dateline::city(&item.dateline);
        if !city.is_empty() {
            // What readers see wins over a field that desks forget to change.
            item.located.city = city;
        }
    }

    fn blocks(&mut self, item: &mut Item) {
        if item.blocks.len() > BLOCKS_MAX {
            self.say("too-many-blocks", "more blocks than any story has; the last ones were dropped");
            item.blocks.truncate(BLOCKS_MAX);
        }
        let blocks = std::mem::take(&mut item.blocks);
        for mut block in blocks {
            self.block(&mut block.body);
            if !is_empty(&block.body) {
                let id = item.blocks.len() as u32 + 1;
                item.blocks.push(Block { id, body: block.body });
            }
        }
    }

    fn block(&mut self, body: &mut BlockBody) {
        match body {
            BlockBody::Paragraph(text) | BlockBody::Subheading(text) => self.rich(text),
            BlockBody::Quote(quote) => self.rich(&mut quote.words),
            BlockBody::List(list) => list.items.iter_mut().for_each(|text| self.rich(text)),
            BlockBody::Picture(picture) => self.picture(picture),
            BlockBody::Gallery(gallery) => gallery.pictures.iter_mut().for_each(|one| self.picture(one)),
            BlockBody::Video(video) => self.picture(&mut video.poster),
            BlockBody::FactBox(facts) => facts.paragraphs.iter_mut().for_each(|text| self.rich(text)),
            BlockBody::Table(table) => table.rows.iter_mut().flatten().for_each(|cell| self.rich(cell)),
            BlockBody::Embed(_) => {}
        }
    }

    fn picture(&mut self, picture: &mut Picture) {
        for text in [&mut picture.caption, &mut picture.credit, &mut picture.alt] {
            *text = prose::fold(text);
            self.short(text);
        }
        if let File::Remote { href } = &picture.file {
            picture.file = href::of_file(href).map_or(File::Missing, |href| File::Remote { href });
        }
    }
}

/// A dateline that has a field of its own stands once: `Ostrande (ab) - ` is taken from the head of the text.
fn said_twice(item: &mut Item) {
    let Some(BlockBody::Paragraph(first)) = item.blocks.first_mut().map(|block| &mut block.body) else {
        return;
    };
    let Some(rest) = first.text.strip_prefix(&item.dateline).filter(|_| !item.dateline.is_empty()) else {
        return;
    };
    let words = rest.trim_start_matches([' ', '-', '–', '—', '.', ':']);
    let cut = &rest[..rest.len() - words.len()];
    if cut.contains(['-', '–', '—']) && !words.is_empty() {
        let end = first.text.len() - words.len();
        // The span is the head of this very text.
        let _ = first.replace(Span::new(0, end), "");
    }
}

/// The dateline at the head of one of the first paragraphs, where an agency is named in it.
fn spoken_dateline(blocks: &[Block]) -> String {
    let paragraphs = blocks.iter().filter_map(|block| match &block.body {
        BlockBody::Paragraph(text) => Some(text.text.as_str()),
        _ => None,
    });
    let found = paragraphs
        .take(3)
        .filter_map(prose::dateline::at_start)
        .find(|found| !found.agency.is_empty() && !crate::dates::is_day(&found.place));
    found.map(|found| found.place).unwrap_or_default()
}

fn is_nothing(picture: &Picture) -> bool {
    picture.file == File::Missing
        && picture.caption.is_empty()
        && picture.credit.is_empty()
        && picture.alt.is_empty()
}

fn is_empty(body: &BlockBody) -> bool {
    match body {
        BlockBody::Paragraph(text) | BlockBody::Subheading(text) => text.is_empty(),
        BlockBody::Quote(quote) => quote.words.is_empty(),
        BlockBody::List(list) => list.items.is_empty(),
        BlockBody::Picture(picture) => is_nothing(picture),
        BlockBody::Gallery(gallery) => gallery.pictures.is_empty(),
        BlockBody::FactBox(facts) => facts.paragraphs.is_empty(),
        BlockBody::Table(table) => table.rows.is_empty(),
        BlockBody::Video(video) => video.href.is_empty() && is_nothing(&video.poster),
        BlockBody::Embed(embed) => embed.href.is_empty(),
    }
}

fn distinct(list: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let folded = list.iter().map(|entry| prose::fold(entry));
    keep_new(&mut kept, folded.filter(|entry| !entry.is_empty()));
    kept
}

/// Adds what is not in the list yet, as long as there is room for more.
pub(crate) fn keep_new<T: PartialEq>(list: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    for entry in more {
        if list.len() == LIST_MAX {
            return;
        }
        if !list.contains(&entry) {
            list.push(entry);
        }
    }
}
