//! The head of a text: which line is the headline among menus, teasers and kickers, which the standfirst, and who
//! signs. The words of the body decide: a headline shares words with its story, a teaser for another does not.

use std::collections::HashSet;

use story::Item;

use super::dropped;
use super::lines::{Line, Set};
use crate::problem::Problems;
use crate::prose::reading::Line as Is;
use crate::prose::{self, plain_lower, word_count};

/// Sets what the head says; gives back the lines of the body.
pub(super) fn read(lines: Vec<Line>, item: &mut Item, problems: &mut Problems) -> Vec<Line> {
    let first_prose = lines.iter().position(Line::is_prose).unwrap_or(lines.len());
    let title = if item.headline.is_empty() { title(&lines, first_prose) } else { None };
    let title_at = title.map_or(0, |at| at + 1);
    let menus = menus(&lines, first_prose);
    let mut lines = lines;
    let below = lines.split_off(title_at);
    if title.is_some()
        && let Some(line) = lines.pop()
    {
        item.headline = without_site(&line.text, &lines, &below);
    }
    above(lines, &menus, item, problems);
    let below = without_repeats(below, &item.headline, problems);
    standfirst(below, item)
}

/// `Le port rouvre | Trois Rives`, where the page also has the headline alone.
fn without_site(title: &str, above: &[Line], below: &[Line]) -> String {
    let near = above.iter().chain(below.iter().take(20));
    let alone = near.map(|line| line.text.as_str()).find(|text| is_window_title(title, text));
    alone.unwrap_or(title).to_owned()
}

/// Whether `long` is `short` with the name of a site behind it.
fn is_window_title(long: &str, short: &str) -> bool {
    let rest = long.strip_prefix(short).map(str::trim_start);
    word_count(short) >= 3
        && rest.is_some_and(|rest| {
            rest.starts_with(['|', '-', '–', '—', '•', '·', ':']) && word_count(rest) <= 5
        })
}

fn title(lines: &[Line], first_prose: usize) -> Option<usize> {
    if let Some(at) = lines.iter().position(|line| line.set == Set::Heading(1)) {
        return Some(at);
    }
    let first = lines.iter().position(|line| line.is_words())?;
    let menus = menus(lines, first_prose);
    let clean = first == 0
        && menus.is_empty()
        && lines[..first_prose.min(lines.len())].iter().all(|line| !matches!(line.is, Is::Junk(_)));
    let has_more = lines.len() > 1;
    if clean
        && lines[0].is_title_like()
        && (has_more || !lines[0].is_prose())
        && !is_kicker_before_title(lines, first_prose)
    {
        return Some(0);
    }
    // A headline may be a question; with a full stop a sentence is one only where nothing stands over it.
    let asks = lines.get(first_prose).is_some_and(|line| !line.text.ends_with('.'));
    let over = (0..first_prose).any(|at| is_candidate(lines, at, &menus) && lines[at].words >= 4);
    let end = (first_prose + usize::from(asks || !over)).min(lines.len());
    let body = body_words(&lines[end..]);
    let candidates = (0..end).filter(|at| is_candidate(lines, *at, &menus));
    let best = candidates.max_by_key(|at| (score(lines, *at, &body, &menus), std::cmp::Reverse(*at)));
    best.filter(|_| has_more)
}

fn is_candidate(lines: &[Line], at: usize, menus: &HashSet<usize>) -> bool {
    lines[at].is_title_like() && !menus.contains(&at)
}

/// `MONDE` over a real headline: one or two words, then a longer line before the text.
fn is_kicker_before_title(lines: &[Line], first_prose: usize) -> bool {
    let longer = lines.get(1).is_some_and(|next| next.is_title_like() && next.words >= 4 && !next.is_prose());
    lines[0].words <= 2 && longer && first_prose >= 2
}

/// Lines of runs of at least four very short lines: menus.
fn menus(lines: &[Line], end: usize) -> HashSet<usize> {
    const RUN_MIN: usize = 4;
    let (mut menus, mut run) = (HashSet::new(), Vec::new());
    for (at, line) in lines.iter().enumerate().take(end + 1) {
        let short = at < end && line.words <= 3 && !prose::ends_sentence(&line.text);
        let label = short && (line.is_words() || matches!(line.is, Is::Junk(_)));
        if label {
            run.push(at);
            continue;
        }
        if run.len() >= RUN_MIN {
            menus.extend(run.iter().copied());
        }
        run.clear();
    }
    menus
}

fn score(lines: &[Line], at: usize, body: &HashSet<String>, menus: &HashSet<usize>) -> i64 {
    let line = &lines[at];
    let words = line.words;
    let length = match words {
        5..=22 => 20,
        3..=4 | 23..=30 => 8,
        _ => -10,
    };
    let overlap = overlap(&line.text, body);
    let menu_below = if menus.iter().any(|menu| *menu > at) { -30 } else { 0 };
    let next = lines.get(at + 1).map(|next| &next.is);
    let followed = if matches!(next, Some(Is::Stamp(_) | Is::Byline(_))) { 8 } else { 0 };
    let full_stop = if line.text.ends_with('.') { -25 } else { 0 };
    let again =
        lines.iter().enumerate().any(|(n, other)| n != at && is_window_title(&other.text, &line.text));
    let below = if is_below_title(lines, at, body) { -35 } else { 0 };
    let window = lines.iter().any(|other| is_window_title(&line.text, &other.text));
    let heading = if matches!(line.set, Set::Heading(_)) { 25 } else { 0 };
    let listed = if matches!(line.set, Set::Bullet | Set::Number) { -25 } else { 0 };
    length
        + below
        + overlap
        + menu_below
        + followed
        + full_stop
        + heading
        + listed
        + if again { 40 } else { 0 }
        - if window { 20 } else { 0 }
}

/// How many of a line's own words the body has, in sixtieths.
fn overlap(line: &str, body: &HashSet<String>) -> i64 {
    let own = content_words(line);
    let shared = own.iter().filter(|word| body.contains(*word)).count();
    if own.is_empty() { 0 } else { (shared * 60 / own.len()) as i64 }
}

/// The line under another that could be the headline is its standfirst.
fn is_below_title(lines: &[Line], at: usize, body: &HashSet<String>) -> bool {
    let before = at.checked_sub(1).map(|at| &lines[at]);
    // Under a line that ends as a sentence, even a teaser is the likelier headline.
    let shared_min = if lines[at].text.ends_with('.') { 0 } else { 15 };
    before.is_some_and(|before| {
        before.is_title_like() && before.words >= 4 && overlap(&before.text, body) >= shared_min
    })
}

fn body_words(lines: &[Line]) -> HashSet<String> {
    const LINES_MAX: usize = 12;
    let prose = lines.iter().filter(|line| line.is_prose()).take(LINES_MAX);
    prose.flat_map(|line| content_words(&line.text)).collect()
}

/// Words long enough to mean something, by their first letters: cases and plurals differ at the end.
fn content_words(text: &str) -> HashSet<String> {
    const STEM_LETTERS: usize = 6;
    let lower = plain_lower(text);
    let words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.map(|word| word.chars().take(STEM_LETTERS).collect()).collect()
}

/// What stands over the headline: the trail to the page, the kicker; the rest is the page's.
fn above(lines: Vec<Line>, menus: &HashSet<usize>, item: &mut Item, problems: &mut Problems) {
    let last = lines.len().saturating_sub(1);
    for (at, line) in lines.into_iter().enumerate() {
        match &line.is {
            Is::Trail(steps) => {
                let steps = steps.iter().filter(|step| !prose::same_words(step, &item.headline));
                item.sections.extend(steps.cloned());
            }
            Is::Topics(topics) => item.topics.extend(topics.iter().cloned()),
            Is::Stamp(stamp) => {
                item.created = item.created.or(stamp.created);
                item.updated = item.updated.or(stamp.updated);
            }
            Is::Byline(names) => item.byline.extend(names.iter().cloned()),
            Is::Source(sources) => item.sources.extend(sources.iter().cloned()),
            Is::Caption(picture) if item.lead.is_none() => item.lead = Some(picture.clone()),
            Is::Words if is_window_title(&line.text, &item.headline) => {
                let site = line.text.trim_start_matches(item.headline.as_str());
                item.provider = site.trim_matches([' ', '|', '-', '–', '—', '•', '·', ':']).to_owned();
                dropped(&line, "it repeats the headline", problems);
            }
            _ if menus.contains(&at) => dropped(&line, "a menu", problems),
            Is::Words if at == last && line.words <= 5 && !prose::ends_sentence(&line.text) => {
                item.kicker = line.text.clone();
            }
            Is::Junk(junk) => dropped(&line, junk.reason(), problems),
            _ => dropped(&line, "it stands above the headline, among the page's own lines", problems),
        }
    }
}

/// Pages say their headline two or three times.
fn without_repeats(lines: Vec<Line>, headline: &str, problems: &mut Problems) -> Vec<Line> {
    let says = headline.contains(char::is_alphanumeric);
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        let repeat =
            says && (prose::same_words(&line.text, headline) || is_window_title(&line.text, headline));
        if repeat {
            dropped(&line, "it repeats the headline", problems);
        } else {
            kept.push(line);
        }
    }
    kept
}

/// The line between headline and byline, date, buttons or picture; or one that is no sentence but as long as one.
fn standfirst(mut lines: Vec<Line>, item: &mut Item) -> Vec<Line> {
    if !item.standfirst.is_empty() {
        return lines;
    }
    let Some(at) = lines.iter().take(8).position(|line| line.is_words() || line.is_prose()) else {
        return lines;
    };
    let candidate = &lines[at];
    let words = candidate.words;
    let more = lines[at + 1..].iter().filter(|line| line.is_prose()).count();
    let next = lines.get(at + 1);
    let set_apart = next.is_some_and(|next| {
        matches!(
            next.is,
            Is::Stamp(_) | Is::Byline(_) | Is::Junk(_) | Is::Caption(_) | Is::Credit(_) | Is::Source(_)
        )
    });
    let before_meta = at == 0 && set_apart && words >= 6 && !is_caption_of_next(next);
    let unended =
        at == 0 && words >= 9 && !prose::ends_sentence(&candidate.text) && next.is_some_and(Line::is_prose);
    if candidate.set == Set::Plain && words <= 90 && more >= 1 && (before_meta || unended) {
        let line = lines.remove(at);
        item.standfirst = line.text;
    }
    lines
}

/// A credit on the next line, without an empty one between: the line is a caption and no standfirst.
fn is_caption_of_next(next: Option<&Line>) -> bool {
    next.is_some_and(|next| matches!(next.is, Is::Credit(_)) && !next.gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "La Keldonie et les Corlises ont signé mardi un accord de pêche, a annoncé le ministère.\nLe texte ouvre les eaux du nord aux chalutiers pour trois ans, selon ses services.\n";

    fn headline(head: &str) -> (String, String) {
        let lines = super::super::lines::read(&format!("{head}\n{BODY}"), 1, &mut Problems::default());
        let mut item = Item::default();
        read(lines, &mut item, &mut Problems::default());
        (item.headline, item.standfirst)
    }

    #[test]
    fn the_headline_is_told_from_menus_kickers_teasers_and_standfirst() {
        const TITLE: &str = "Accord de pêche entre la Keldonie et la Keldonie";
        for head in [
            TITLE.to_owned(),
            format!("Menu\nAccueil\nMonde\nSport\nSe connecter\n{TITLE}"),
            format!(
                "Menu\nAccueil\nMonde\nSport\nSe connecter\n{TITLE}\nL’accord signé mardi à Valmère ouvre les eaux du nord pour trois ans\nPublié le 9 juin 2026"
            ),
            format!("Un phare à vendre sur la côte sauvage\nMenu\nAccueil\nMonde\nSport\n{TITLE}"),
            format!("{TITLE} | Trois Rives\nAccueil\nMonde\nSport\nMenu\n{TITLE}\nPartager"),
            format!("# {TITLE}"),
        ] {
            assert_eq!(headline(&head).0, TITLE, "{head}");
        }
    }

    #[test]
    fn a_question_may_be_a_headline() {
        let asked = "Que change l’accord de pêche pour les chalutiers de la Keldonie ?";
        assert_eq!(headline(&format!("Menu\nAccueil\nMonde\nSport\n{asked}")).0, asked);
    }

    #[test]
    fn the_line_before_byline_and_date_is_the_standfirst() {
        let (_, standfirst) = headline(
            "Un accord de pêche est signé\nLe texte ouvre les eaux du nord pour trois ans.\nPar Thaïs Morvan",
        );
        assert_eq!(standfirst, "Le texte ouvre les eaux du nord pour trois ans.");
    }
}
