//! A quotation mark that was never opened or never closed.

use story::{Severity, Span, Stage, TextRole};

use crate::analysis::{Analysis, Kind, Lang};
use crate::draft::{Draft, Place, Proof, say};

pub(crate) const VERSION: u16 = 1;
pub(crate) const SEVERITY: Severity = Severity::Error;
pub(crate) const STAGE: Stage = Stage::Live;

/// Marks that belong together. Each family is counted on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Guillemets,
    Curly,
    Straight,
}

const FAMILIES: [Family; 3] = [Family::Guillemets, Family::Curly, Family::Straight];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// A straight mark whose neighbours do not tell.
    Either,
}

/// One quotation mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    text: usize,
    token: usize,
    side: Side,
}

/// A mark without its other half.
struct Fault {
    mark: Mark,
    sure: bool,
}

pub(crate) fn find(story: &Analysis) -> Vec<Draft> {
    let body = story.with_role(|role| matches!(role, TextRole::Paragraph | TextRole::ListItem));
    let alone = story.with_role(|role| {
        matches!(
            role,
            TextRole::Headline
                | TextRole::Standfirst
                | TextRole::Caption
                | TextRole::Subheading
                | TextRole::Fact
                | TextRole::Quote
        )
    });
    let mut faults: Vec<(Family, Fault)> = Vec::new();
    for family in FAMILIES {
        let habit = Habit::of(story, family);
        let mut add = |texts: &[usize]| {
            faults.extend(walk(story, texts, family, habit).into_iter().map(|fault| (family, fault)));
        };
        add(&body);
        alone.iter().for_each(|text| add(&[*text]));
    }
    faults.sort_by_key(|(_, fault)| (fault.mark.text, fault.mark.token));
    let pairs = mixed(&mut faults);
    let pairs = pairs.into_iter().map(|(open, close)| mixed_draft(story, open, close));
    let alone = faults.iter().map(|(family, fault)| draft(story, *family, Habit::of(story, *family), fault));
    pairs.chain(alone).collect()
}

/// How this story uses a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Habit {
    Usual,
    /// »German books«.
    Reversed,
    /// ”One shape for both”.
    OneShape,
    /// Straight and curly marks beside each other, closing one another: counted together.
    Merged,
}

/// More faults than these in one story and family are a habit.
const FAULTS_MAX: usize = 3;
/// A paragraph this short, without marks, may be a sub-heading.
const HEADING_TOKENS_MAX: usize = 14;
/// So many of each make a habit; fewer are a slip.
const MERGED_MIN: usize = 2;

impl Habit {
    fn of(story: &Analysis, family: Family) -> Self {
        let marks = || {
            (0..story.texts.len()).flat_map(|text| {
                let tokens = story.tokens(text).iter();
                tokens.filter_map(|token| match token.kind {
                    Kind::Mark(mark) => Some(mark),
                    _ => None,
                })
            })
        };
        let count = |set: &str| marks().filter(|mark| set.contains(*mark)).count();
        match family {
            Family::Curly | Family::Straight
                if story.lang != Lang::De && count("\"") >= MERGED_MIN && count("“”") >= MERGED_MIN =>
            {
                Self::Merged
            }
            Family::Guillemets
                if marks().find(|mark| "«»".contains(*mark)) == Some('»') && story.lang == Lang::De =>
            {
                Self::Reversed
            }
            Family::Curly if !marks().any(|mark| mark == '“') => Self::OneShape,
            _ => Self::Usual,
        }
    }
}

/// Goes through texts as one quotation may run over several of them.
fn walk(story: &Analysis, texts: &[usize], family: Family, habit: Habit) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut carried: Option<Mark> = None;
    let mut last_marked = 0;
    for (n, text) in texts.iter().enumerate() {
        let marks = marks_of(story, *text, family, habit);
        let Some(first) = marks.first() else { continue };
        // A sub-heading may stand between two paragraphs of one speech.
        let is_heading = |text: &usize| story.texts[*text].tokens.len() <= HEADING_TOKENS_MAX;
        let skipped = texts.get(last_marked + 1..n).unwrap_or_default();
        let next_door = skipped.len() <= 2 && skipped.iter().all(is_heading);
        last_marked = n;
        let even = marks.len().is_multiple_of(2);
        // Marks of one shape in pairs with a space on the wrong side: a fault of spacing, not of quoting.
        let one_shape = family == Family::Straight || habit == Habit::OneShape;
        if one_shape && even && carried.is_none() {
            continue;
        }
        let clear = marks.iter().all(|mark| mark.side != Side::Either);
        // Each paragraph of a long quotation opens again; only the last one closes.
        if let Some(open) = carried.filter(|_| first.side != Side::Close) {
            let goes_on = next_door && first.token == 0 && runs_on(story, family, &open);
            if !goes_on {
                faults.push(Fault { mark: open, sure: true });
            }
            carried = None;
        }
        let mut open: Vec<Mark> = Vec::new();
        for mark in &marks {
            let closes = match mark.side {
                Side::Close => true,
                Side::Open => false,
                Side::Either => !open.is_empty() || carried.is_some(),
            };
            if !closes {
                open.push(*mark);
            } else if open.pop().is_none() && carried.take().is_none() {
                faults.push(Fault { mark: *mark, sure: !even && clear });
            }
        }
        if let Some(last) = open.pop() {
            faults.extend(open.into_iter().map(|mark| Fault { mark, sure: false }));
            carried = Some(last);
        }
    }
    // Where one convention after another seems broken, it is one that we do not know.
    if faults.len() > FAULTS_MAX {
        faults.truncate(FAULTS_MAX);
        faults.iter_mut().for_each(|fault| fault.sure = false);
    }
    faults.extend(carried.map(|mark| Fault { mark, sure: true }));
    faults
}

/// The quotation may go on in the next paragraph: nobody is named after it in its own.
fn runs_on(story: &Analysis, family: Family, open: &Mark) -> bool {
    let source = &story.texts[open.text];
    // French with straight marks closes each paragraph, unless the whole of it is quoted.
    let announced = open.token == 0
        || open.token.checked_sub(1).is_some_and(|n| source.tokens[n].kind == Kind::Mark(':'));
    if story.lang == Lang::Fr && family == Family::Straight && !announced {
        return false;
    }
    story.said_after_comma(open.text, open.token).is_none()
}

fn marks_of(story: &Analysis, text: usize, family: Family, habit: Habit) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut depth = 0i32;
    for (token, seen) in story.tokens(text).iter().enumerate() {
        let Kind::Mark(mark) = seen.kind else { continue };
        let Some(side) = side(story, text, token, mark, family, habit, depth) else { continue };
        depth += match side {
            Side::Open => 1,
            Side::Close => -1,
            Side::Either if depth > 0 => -1,
            Side::Either => 1,
        };
        marks.push(Mark { text, token, side });
    }
    marks
}

fn side(
    story: &Analysis,
    text: usize,
    token: usize,
    mark: char,
    family: Family,
    habit: Habit,
    depth: i32,
) -> Option<Side> {
    match (family, habit, mark) {
        (Family::Guillemets, Habit::Reversed, '»') | (Family::Guillemets, _, '«')
            if !(habit == Habit::Reversed && mark == '«') =>
        {
            Some(Side::Open)
        }
        // Web pages separate the parts of an address with it: Home » News » Sport.
        (Family::Guillemets, _, '»')
            if story.lang != Lang::Fr && depth <= 0 && is_free(story, text, token) =>
        {
            None
        }
        (Family::Guillemets, _, '«' | '»') => Some(Side::Close),
        (Family::Curly, Habit::Merged, _) => None,
        (Family::Straight, Habit::Merged, '“') => Some(Side::Open),
        (Family::Straight, Habit::Merged, '”') => Some(Side::Close),
        (Family::Curly, Habit::OneShape, '”') => by_neighbours(story, text, token, depth),
        (Family::Curly, _, '„') => Some(Side::Open),
        // German closes with the mark that others open with, and some write the English way.
        (Family::Curly, _, '“') if story.lang == Lang::De => by_neighbours(story, text, token, depth),
        (Family::Curly, _, '“') => Some(Side::Open),
        (Family::Curly, _, '”')
            if is_inch(&story.texts[text].text[..story.texts[text].tokens[token].start as usize]) =>
        {
            None
        }
        (Family::Curly, _, '”') => Some(Side::Close),
        (Family::Straight, _, '"') => by_neighbours(story, text, token, depth),
        _ => None,
    }
}

/// Spaces on both sides.
fn is_free(story: &Analysis, text: usize, token: usize) -> bool {
    let source = &story.texts[text];
    let span = source.tokens[token].span();
    let space = |letter: Option<char>| letter.is_some_and(char::is_whitespace);
    space(source.text[..span.start].chars().next_back()) && space(source.text[span.end..].chars().next())
}

/// A mark of one shape opens where a word follows and none stands before, and closes the other way round.
fn by_neighbours(story: &Analysis, text: usize, token: usize, depth: i32) -> Option<Side> {
    let source = &story.texts[text];
    let span: Span = source.tokens[token].span();
    let before = source.text[..span.start].chars().next_back();
    let after = source.text[span.end..].chars().next();
    if is_inch(&source.text[..span.start]) {
        return None;
    }
    // Inches and seconds.
    if depth <= 0 && before.is_some_and(char::is_numeric) && !after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let free_before =
        before.is_none_or(|letter| letter.is_whitespace() || "([{—–-/'’«“‘:…>|".contains(letter));
    let free_after =
        after.is_none_or(|letter| letter.is_whitespace() || ".,;:!?)]}…»”’-–—/<|'،؛؟".contains(letter));
    match (free_before, free_after) {
        (true, false) => Some(Side::Open),
        (false, true) => Some(Side::Close),
        _ => Some(Side::Either),
    }
}

/// 6'2": feet before the inches.
fn is_inch(before: &str) -> bool {
    let rest = before.trim_end_matches(char::is_numeric);
    rest.len() < before.len() && rest.ends_with(['\'', '’', '′'])
}

/// A quotation opened with one family of marks and closed with another is one fault, and a smaller one.
fn mixed(faults: &mut Vec<(Family, Fault)>) -> Vec<(Mark, Mark)> {
    let mut pairs = Vec::new();
    let mut n = 0;
    while n + 1 < faults.len() {
        let ((a, open), (b, close)) = (&faults[n], &faults[n + 1]);
        let pair = a != b
            && open.mark.text == close.mark.text
            && open.mark.side != Side::Close
            && close.mark.side != Side::Open;
        if pair {
            pairs.push((open.mark, close.mark));
            faults.drain(n..n + 2);
        } else {
            n += 1;
        }
    }
    pairs
}

fn mixed_draft(story: &Analysis, open: Mark, close: Mark) -> Draft {
    let place = |mark: Mark| story.place(mark.text, mark.token, mark.token);
    let raw = |mark: Mark| story.texts[mark.text].raw(mark.token).to_owned();
    let twin = match raw(open).as_str() {
        "«" => "»",
        "“" | "„" | "”" => "”",
        _ => "\"",
    };
    let message = say("quote-mixed").with("open", raw(open)).with("close", raw(close));
    let draft = Draft::new(Severity::Warn, message, vec![place(open), place(close)]).sure(800);
    if twin == raw(close) {
        return draft;
    }
    draft.mend(say("mend-write").with("words", twin), vec![(place(close), twin.to_owned())])
}

fn draft(story: &Analysis, family: Family, habit: Habit, fault: &Fault) -> Draft {
    let Mark { text, token, side } = fault.mark;
    let source = &story.texts[text];
    let place = Place { text, span: source.tokens[token].span() };
    let excerpt = source.role == TextRole::Standfirst
        && !source.text.trim_end().ends_with(['.', '!', '?', '"', '»', '”']);
    let severity =
        if fault.sure && !excerpt && !ends_cut(source.text) { Severity::Error } else { Severity::Warn };
    let opened = side != Side::Close;
    let message = if opened { say("quote-not-closed") } else { say("quote-not-opened") };
    let context = around(source.text, place.span, opened);
    let words = Place { text, span: context };
    let near = say("note-quoted");
    let draft = Draft::new(severity, message.with("mark", source.words(place.span)), vec![place])
        .sure(if severity == Severity::Error { 820 } else { 600 })
        .because(Proof::At(near, words));
    // An opening mark where only a closing one can stand: the wrong one of the two keys.
    let turned = family == Family::Curly
        && story.lang != Lang::De
        && source.raw(token) == "“"
        && by_neighbours(story, text, token, 1) == Some(Side::Close);
    if turned {
        return draft.mend(say("mend-write").with("words", "”"), vec![(place, "”".to_owned())]);
    }
    mended(story, draft, &fault.mark, opened, twin(story.lang, family, habit, opened))
}

/// The other half of a mark, as the language and this story write it, with the space that belongs to it.
fn twin(lang: Lang, family: Family, habit: Habit, opened: bool) -> &'static str {
    match (family, opened) {
        (Family::Guillemets, true) if lang == Lang::Fr => "\u{a0}»",
        (Family::Guillemets, false) if lang == Lang::Fr => "«\u{a0}",
        (Family::Guillemets, closing) if closing == (habit == Habit::Reversed) => "«",
        (Family::Guillemets, _) => "»",
        (Family::Curly, true) if lang == Lang::De => "“",
        (Family::Curly, false) if lang == Lang::De => "„",
        (Family::Curly, false) if habit != Habit::OneShape => "“",
        (Family::Curly, _) => "”",
        (Family::Straight, _) => "\"",
    }
}

/// Text that a machine cut off ("…") may have lost its last mark with its last words.
fn ends_cut(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with('…') || text.ends_with("...")
}

/// The words after an opening mark or before a closing one.
fn around(text: &str, mark: Span, after: bool) -> Span {
    const WORDS: usize = 6;
    if after {
        let rest = &text[mark.end..];
        let lead = rest.len() - rest.trim_start().len();
        let end = rest[lead..]
            .match_indices(char::is_whitespace)
            .nth(WORDS - 1)
            .map_or(rest.trim_end().len(), |(at, _)| lead + at);
        Span::new(mark.end + lead.min(end), mark.end + end)
    } else {
        let before = text[..mark.start].trim_end();
        let start =
            before.rmatch_indices(char::is_whitespace).nth(WORDS - 1).map_or(0, |(at, gap)| at + gap.len());
        Span::new(start, before.len().max(start))
    }
}

/// The missing mark at the likeliest place, and taking the lonely one away.
fn mended(story: &Analysis, draft: Draft, mark: &Mark, opened: bool, twin: &str) -> Draft {
    let source = &story.texts[mark.text];
    let span = source.tokens[mark.token].span();
    let (at, tail) = if opened {
        let rest = &source.text[span.end..];
        let before_speaker =
            story.said_after_comma(mark.text, mark.token).map(|comma| source.tokens[comma - 1].end as usize);
        (before_speaker.unwrap_or(span.end + rest.trim_end().trim_end_matches('.').len()), true)
    } else {
        let before = &source.text[..span.start];
        let sentence = before.rfind([':', '.', '!', '?']).map_or(0, |at| at + 1);
        (sentence + before[sentence..].len() - before[sentence..].trim_start().len(), false)
    };
    let label = if tail { say("mend-close-quote") } else { say("mend-open-quote") };
    let missing = Place { text: mark.text, span: Span::new(at, at) };
    // With the space that belongs to it, so that the words left read on.
    let gap =
        |rest: &str| rest.chars().next().filter(|letter| letter.is_whitespace()).map_or(0, char::len_utf8);
    let back = |rest: &str| {
        rest.chars().next_back().filter(|letter| letter.is_whitespace()).map_or(0, char::len_utf8)
    };
    let whole = if opened {
        Span::new(span.start, span.end + gap(&source.text[span.end..]))
    } else {
        Span::new(span.start - back(&source.text[..span.start]), span.end)
    };
    let lonely = Place { text: mark.text, span: whole };
    draft
        .mend(label.with("mark", twin.trim()), vec![(missing, twin.to_owned())])
        .mend(say("mend-delete").with("words", source.words(span)), vec![(lonely, String::new())])
}
