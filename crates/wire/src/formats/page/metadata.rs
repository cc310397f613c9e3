//! What a page says about itself: headline, site, dates, author, section, address. Structured data first, then
//! Open Graph and meta, then what is written large.

use story::{Item, Language, SourceCredit};

use super::linked::{self, Linked};
use crate::problem::Problems;
use crate::prose::{byline, fold, stamp, word_count, words_only};
use crate::tree::Element;
use crate::{dates, href};

/// What later steps need.
pub(super) struct About {
    /// Address of the page; empty where nobody says.
    pub(super) base: String,
    /// The picture that the page wants to be shared with.
    pub(super) picture: String,
    /// The page's own summary: a standfirst, where it is not the beginning of the text.
    pub(super) summary: String,
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
    About { picture: href::resolved(&picture, &base).unwrap_or_default(), base, summary }
}

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
        .collect();
    let found = names.iter().find_map(|name| metas.iter().find(|(key, _)| key == name));
    found.map(|(_, content)| fold(content)).unwrap_or_default()
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
    let said =
        meta(root, &["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"]);
    let named = |said: &str| !said.is_empty() && !said.starts_with("http") && word_count(said) <= 12;
    if named(&said) {
        return byline::names_in(&said);
    }
    let written = root
        .descendants()
        .find(|e| e.attribute("rel") == Some("author") || e.attribute("itemprop") == Some("author"));
    let written = written.map(|element| element.line()).filter(|line| named(line));
    written.map(|line| byline::names_in(&line)).unwrap_or_default()
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
    let shared = without_site(&meta(root, &["og:title", "twitter:title", "dc.title", "title"]), site);
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
    let single = (large.len() == 1).then(|| large[0].clone()).filter(|large| word_count(large) >= 3);
    let window = without_site(&window, site);
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
