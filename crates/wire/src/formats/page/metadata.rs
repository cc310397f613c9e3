//! What a page says about itself: headline, site, dates, author, section, address. Structured data first, then
//! Open Graph and meta, then what is written large.

use story::{Item, Language, SourceCredit};

use super::linked::{self, Linked};
use crate::problem::Problems;
use crate::prose::{byline, fold, stamp, word_count, words_only};
use crate::tree::Element;
use crate::{dates, href, html};

/// What later steps need.
pub(super) struct About {
    /// Address of the page; empty where nobody says.
    pub(super) base: String,
    /// The picture that the page wants to be shared with.
    pub(super) picture: String,
    /// The page's own summary: a standfirst, where it is not the beginning of the text.
    pub(super) summary: String,
    /// The text in its structured data; pages that scripts fill have it nowhere else.
    pub(super) body: String,
}

pub(super) fn read(root: Element, name: &str, item: &mut Item, problems: &mut Problems) -> About {
    let linked = linked::article(root);
    let base = address(root, name, &linked);
    item.provider = site(root, &linked);
    item.headline = headline(root, &linked, &item.provider);
    item.language = language(root, &linked);
    item.href = base.clone();
    item.guid = base.clone();
    item.created = date(&[&linked.published, &meta(root, PUBLISHED)], "published", problems);
    item.updated = date(&[&linked.modified, &meta(root, MODIFIED)], "modified", problems);
    if item.created.is_none() {
        from_page(root, item);
    }
    item.updated = item.updated.or(item.created);
    item.byline = signatures(root, &linked);
    item.sections = sections(root, &linked);
    item.topics = linked.keywords.clone();
    if item.topics.is_empty() {
        item.topics = meta(root, &["news_keywords", "keywords"]).split([',', ';', '،']).map(fold).collect();
    }
    item.copyright = meta(root, &["copyright", "dcterms.rights", "rights"]);
    if !item.provider.is_empty() {
        item.sources.push(SourceCredit {
            name: item.provider.clone(),
            href: base.clone(),
            note: String::new(),
        });
    }
    let summary = [
        meta(root, &["og:description"]),
        linked.description.clone(),
        meta(root, &["description", "twitter:description", "dc.description"]),
    ];
    let summary = summary.into_iter().find(|summary| !summary.is_empty()).unwrap_or_default();
    let picture = meta(root, &["og:image", "og:image:url", "twitter:image"]);
    let picture = if picture.is_empty() { linked.picture.clone() } else { picture };
    About { picture: href::resolved(&picture, &base).unwrap_or_default(), base, summary, body: linked.body }
}

const TITLES: &[&str] = &[
    "dc.title",
    "dcterms.title",
    "og:title",
    "twitter:title",
    "title",
    "parsely-title",
    "weibo:article:title",
];
const AUTHORS: &[&str] = &[
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "og:article:author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "published_time",
    "og:published_time",
    "datecreated",
    "last-modified",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "article.updated",
];

/// The content of the first of these `meta` that has one.
pub(super) fn meta(root: Element, names: &[&str]) -> String {
    let metas: Vec<(String, &str)> = root
        .descendants()
        .filter(|element| element.name() == "meta")
        .filter_map(|element| {
            let name = ["property", "name", "itemprop"].iter().find_map(|key| element.attribute(key))?;
            Some((name.to_lowercase(), element.attribute("content")?))
        })
        // One element may have several names, and Dublin Core is written with a colon or a dot.
        .flat_map(|(names, content)| {
            let names: Vec<String> = names.split_whitespace().map(plain_name).collect();
            names.into_iter().map(move |name| (name, content))
        })
        .collect();
    let found = names.iter().find_map(|name| metas.iter().find(|(key, _)| key == name));
    found.map(|(_, content)| fold(content)).unwrap_or_default()
}

fn plain_name(name: &str) -> String {
    let prefix = ["dc:", "dcterm:", "dcterms:"].iter().find(|prefix| name.starts_with(**prefix));
    match prefix {
        Some(prefix) => {
            let vocabulary = if *prefix == "dc:" { "dc" } else { "dcterms" };
            format!("{vocabulary}.{}", &name[prefix.len()..])
        }
        None => name.to_owned(),
    }
}

fn address(root: Element, name: &str, linked: &Linked) -> String {
    let canonical =
        root.descendants().find(|e| e.name() == "link" && e.attribute("rel") == Some("canonical"));
    let canonical = canonical.and_then(|link| link.attribute("href")).unwrap_or_default();
    let said = [canonical, &meta(root, &["og:url"]), &linked.url, name].into_iter().find_map(href::safe);
    said.filter(|address| address.starts_with("http")).unwrap_or_default()
}

fn site(root: Element, linked: &Linked) -> String {
    let said = meta(root, &["og:site_name", "application-name", "twitter:app:name:iphone"]);
    if said.is_empty() { linked.publisher.clone() } else { said }
}

fn language(root: Element, linked: &Linked) -> Language {
    let html = root.find("html").and_then(|html| html.attribute("lang")).map(str::to_owned);
    let said = [
        html.unwrap_or_default(),
        linked.language.clone(),
        meta(root, &["og:locale", "content-language", "dc.language"]),
    ];
    said.iter().map(|tag| Language::new(tag)).find(Language::is_known).unwrap_or_default()
}

fn date(said: &[&str], place: &str, problems: &mut Problems) -> Option<story::Timestamp> {
    let said = said.iter().find(|said| !said.trim().is_empty())?;
    dates::field(said, place, problems)
}

/// Dates in `time` elements and in lines such as "Publié le …" near the headline.
fn from_page(root: Element, item: &mut Item) {
    let times = root.descendants().filter(|element| element.name() == "time");
    for time in times.take(5) {
        let said = time.attribute("datetime").map(str::to_owned).unwrap_or_else(|| time.line());
        if item.created.is_none() {
            item.created = dates::read(&said);
        }
    }
    let lines =
        root.descendants().filter(|element| matches!(element.name(), "p" | "span" | "div" | "small" | "li"));
    for element in lines.filter(|element| element.elements().count() <= 3) {
        if item.created.is_some() {
            return;
        }
        if let Some(stamp) = stamp::line(&element.line()) {
            item.created = stamp.created;
            item.updated = item.updated.or(stamp.updated);
        }
    }
}

fn signatures(root: Element, linked: &Linked) -> Vec<story::Signature> {
    if !linked.authors.is_empty() {
        return linked.authors.iter().flat_map(|name| byline::names_in(name)).collect();
    }
    let said = meta(root, AUTHORS);
    let named = |said: &str| !said.is_empty() && !said.starts_with("http") && word_count(said) <= 12;
    if named(&said) {
        return byline::names_in(&said);
    }
    written_signatures(root)
}

/// Who signs, in the words of the page: where markup says so, or a class of it. Near the top first.
fn written_signatures(root: Element) -> Vec<story::Signature> {
    const NAMES: &[&str] =
        &["byline", "author", "authors", "writer", "auteur", "autor", "signature", "writtenby"];
    const LETTERS_MAX: usize = 100;
    let marked = |e: &Element| {
        e.attribute("rel") == Some("author")
            || e.attribute("itemprop").is_some_and(|prop| prop.contains("author"))
    };
    let named = |e: &Element| html::has_part(*e, NAMES);
    let read = |element: Element| {
        let line = element.line();
        let fits = (3..=LETTERS_MAX).contains(&line.chars().count()) && !line.starts_with("http");
        if !fits {
            return None;
        }
        let line = without_date(&line);
        if let Some(names) = byline::line(line) {
            return Some(names);
        }
        let words = word_count(line);
        let like_a_name = (2..=5).contains(&words)
            && !line.ends_with([':', '.', '?', '…'])
            && line.split_whitespace().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()));
        like_a_name.then(|| byline::names_in(line)).filter(|names| !names.is_empty())
    };
    let body = root.find("body").unwrap_or(root);
    let by_markup = body.descendants().filter(marked).take(6).find_map(read);
    by_markup.or_else(|| body.descendants().filter(named).take(12).find_map(read)).unwrap_or_default()
}

/// `Jonas Kerval January 18` without the day: up to the first figure, and the month before it.
fn without_date(line: &str) -> &str {
    let Some(figure) = line.find(|letter: char| letter.is_ascii_digit()) else { return line };
    let before = line[..figure].trim_end_matches([' ', ',', '|', '·', '-', '–', ':']);
    match before.rsplit_once(' ') {
        Some((names, last)) if dates::month_in(last).is_some() => {
            names.trim_end_matches([' ', ',', '|', '·', '-', '–'])
        }
        _ => before,
    }
}

fn sections(root: Element, linked: &Linked) -> Vec<String> {
    let mut sections = linked.sections.clone();
    let said = meta(root, &["article:section", "og:article:section", "section", "parsely-section"]);
    if !said.is_empty() {
        sections.push(said);
    }
    if sections.is_empty() {
        sections = linked.trail.clone();
    }
    sections
}

/// What is written large, where the page's own title agrees; else the title without the site's name.
fn headline(root: Element, linked: &Linked, site: &str) -> String {
    let shared = without_site(&meta(root, TITLES), site);
    let window = root.find("head").and_then(|head| head.find("title")).or_else(|| root.find("title"));
    let window = window.map(|title| title.line()).unwrap_or_default();
    let agrees = |large: &str| {
        let large = words_only(large);
        let said = [&shared, &window, &linked.headline].map(|said| words_only(said));
        large.chars().count() >= 6
            && said.iter().any(|said| {
                said.contains(&large) || (said.chars().count() >= 15 && large.contains(said.as_str()))
            })
    };
    let large: Vec<String> = root
        .descendants()
        .filter(|e| e.name() == "h1")
        .map(|h1| h1.line())
        .filter(|line| !line.is_empty())
        .collect();
    if let Some(large) = large.iter().find(|large| agrees(large)) {
        return large.clone();
    }
    let smaller = root.descendants().filter(|e| e.name() == "h2").map(|h2| h2.line()).take(5);
    if large.is_empty()
        && let Some(large) = smaller.into_iter().find(|line| word_count(line) >= 3 && agrees(line))
    {
        return large;
    }
    let said = [linked.headline.clone(), shared];
    if let Some(said) = said.into_iter().find(|said| word_count(said) > 1) {
        return said;
    }
    let window = without_site(&window, site);
    // What the window is named after wins over large words that it does not know: those are the site's.
    let single = (large.len() == 1 && word_count(&window) < 4).then(|| large[0].clone());
    let single = single.filter(|large| word_count(large) >= 3);
    single.unwrap_or(if window.is_empty() { large.into_iter().next().unwrap_or_default() } else { window })
}

/// `Le port rouvre | Trois Rives` without the site's name at either end.
fn without_site(title: &str, site: &str) -> String {
    const BARS: &[&str] = &[" | ", " – ", " — ", " - ", " :: ", " » ", " • ", " · ", " / "];
    let site_words = words_only(site);
    for bar in BARS {
        let Some((head, tail)) = title.rsplit_once(bar) else { continue };
        let named = !site_words.is_empty()
            && (words_only(tail).contains(&site_words) || site_words.contains(&words_only(tail)));
        let looks = word_count(tail) <= 4 && word_count(head) >= 3;
        if named || looks {
            return without_site(head.trim(), site);
        }
    }
    title.trim().to_owned()
}
