//! Where each post goes: edition, section, topics, dates, and the addresses it had.

use anyhow::bail;
use newsroom::{ImportStory, Newsroom};
use story::{Edition, Item, ItemStatus};

use crate::cli::ImportArgs;

/// What the command line asked for, held against the newsroom's editions.
pub(super) struct Plan {
    editions: Vec<Edition>,
    edition: Option<String>,
    section: Option<String>,
    /// Category of the old site, and the section it becomes.
    map: Vec<(String, String)>,
    /// What makes identifiers of this site differ from those of another.
    origin: Option<String>,
}

impl Plan {
    pub(super) fn of(args: &ImportArgs, newsroom: &Newsroom) -> anyhow::Result<Self> {
        let editions = newsroom.editions().to_vec();
        let known = |id: &String| editions.iter().any(|edition| edition.id == *id);
        if let Some(unknown) = args.edition.iter().find(|id| !known(id)) {
            bail!("there is no edition '{unknown}'");
        }
        let mut map = Vec::new();
        for pair in &args.map {
            let Some((category, section)) = pair.split_once('=') else {
                bail!("'{pair}' is not CATEGORY=SECTION")
            };
            map.push((category.trim().to_lowercase(), section.trim().to_owned()));
        }
        let sections = map.iter().map(|(_, section)| section).chain(&args.section);
        for section in sections {
            if !editions.iter().any(|edition| find(edition, section).is_some()) {
                bail!("no edition has a section '{section}'");
            }
        }
        let (edition, section, origin) = (args.edition.clone(), args.section.clone(), args.origin.clone());
        Ok(Self { editions, edition, section, map, origin })
    }

    pub(super) fn origin(&self, item: &Item) -> String {
        self.origin.clone().unwrap_or_else(|| {
            if item.provider.is_empty() { item.format.clone() } else { item.provider.clone() }
        })
    }

    pub(super) fn story(&self, item: &Item) -> ImportStory {
        let edition = self.edition_of(item);
        let mut content = item.to_content();
        content.section = self.section_of(edition, item);
        content.topics = topics(edition, &content.section, item);
        let usable = item.status == ItemStatus::Usable;
        ImportStory {
            origin: self.origin(item),
            guid: guid(item),
            seal: seal(item, &edition.id, &content.section),
            edition: edition.id.clone(),
            content,
            published: item.created.filter(|_| usable),
            updated: item.updated,
            embargo: item.embargo,
            former: former(item),
        }
    }

    /// That of the command line, or the one that speaks the post's language, or the first.
    fn edition_of(&self, item: &Item) -> &Edition {
        let spoken = |edition: &&Edition| match &self.edition {
            Some(id) => edition.id == *id,
            None => edition.language.primary() == item.language.primary(),
        };
        self.editions.iter().find(spoken).unwrap_or(&self.editions[0])
    }

    /// The section that a category was mapped to, or one of the same name, or that of the command line.
    fn section_of(&self, edition: &Edition, item: &Item) -> String {
        let categories = || {
            let codes = item.subjects.iter().map(|subject| subject.code.as_str());
            item.sections.iter().map(String::as_str).chain(codes).map(str::to_lowercase)
        };
        let mapped = categories()
            .find_map(|own| self.map.iter().find(|(category, _)| *category == own))
            .and_then(|(_, section)| find(edition, section));
        let named = || categories().find_map(|own| find(edition, &own));
        let fallback = || self.section.as_deref().and_then(|section| find(edition, section));
        mapped.or_else(named).or_else(fallback).unwrap_or_default()
    }
}

fn find(edition: &Edition, wanted: &str) -> Option<String> {
    let is_it = |section: &&story::Section| {
        [&section.id, &section.slug, &section.name]
            .iter()
            .any(|own| own.to_lowercase() == wanted.to_lowercase())
    };
    edition.all_sections().find(is_it).map(|section| section.id.clone())
}

/// Tags, and the categories that became no section.
fn topics(edition: &Edition, section: &str, item: &Item) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for name in item.topics.iter().chain(&item.keywords).chain(&item.sections) {
        let known = topics.iter().any(|topic| topic.eq_ignore_ascii_case(name));
        let nothing = name.trim().is_empty() || name.eq_ignore_ascii_case("uncategorized");
        if !known && !nothing && find(edition, name).as_deref() != Some(section) {
            topics.push(name.clone());
        }
    }
    topics
}

/// A post that changed there is brought in again; one that did not is not.
fn seal(item: &Item, edition: &str, section: &str) -> String {
    format!("{edition}/{section}/{}", serde_json::to_string(item).unwrap_or_default())
}

/// With WordPress's own number where there is one: the addresses it calls identifiers are copied with a post.
pub(super) fn guid(item: &Item) -> String {
    match item.more.get("id").filter(|id| !id.is_empty()) {
        Some(id) => format!("{}#{id}", item.guid),
        None => item.guid.clone(),
    }
}

/// What WordPress keeps among the posts and nobody wrote.
pub(super) fn is_machinery(item: &Item) -> bool {
    const OWN: &[&str] = &[
        "customize_changeset",
        "custom_css",
        "oembed_cache",
        "user_request",
        "acf-field",
        "acf-field-group",
        "patterns_ai_data",
    ];
    let kind = item.more.get("type").map(String::as_str).unwrap_or_default();
    item.format == "wxr" && (kind.starts_with("wp_") || OWN.contains(&kind))
}

/// Paths at which readers found the post: its address, those it had before, and Ghost's own form where none is told.
fn former(item: &Item) -> Vec<String> {
    let mut paths: Vec<String> = path_of(&item.href).into_iter().collect();
    let slug = item.more.get("slug").map(String::as_str).unwrap_or_default();
    if paths.is_empty() && item.format == "ghost" && !slug.is_empty() {
        paths.push(format!("/{slug}"));
    }
    if let (Some(old), Some(path)) = (item.more.get("wp_old_slug"), paths.first())
        && let Some((folder, _)) = path.rsplit_once('/')
    {
        paths.push(format!("{folder}/{old}"));
    }
    paths
}

/// `https://old.example/2012/01/a/?x#y` → `/2012/01/a`, percent-decoded as the site looks addresses up.
fn path_of(href: &str) -> Option<String> {
    let rest = href.split_once("://")?.1;
    let path = &rest[rest.find('/')?..];
    if path.contains('?') {
        return None;
    }
    let path = path.split('#').next()?.trim_end_matches('/');
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned();
    (decoded.len() > 1).then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_addresses_are_paths_without_their_last_slash() {
        let item = |href: &str| Item { href: href.into(), format: "wxr".into(), ..Item::default() };
        for (href, paths) in [
            ("https://old.example/2012/01/le-port/", vec!["/2012/01/le-port"]),
            ("https://old.example/%D9%85%D9%8A/", vec!["/مي"]),
            ("https://old.example/?p=12", vec![]),
            ("https://old.example/", vec![]),
        ] {
            assert_eq!(former(&item(href)), paths, "{href}");
        }
        let mut moved = item("https://old.example/2012/le-port/");
        moved.more.insert("wp_old_slug".into(), "port".into());
        assert_eq!(former(&moved), ["/2012/le-port", "/2012/port"]);
        let mut ghost = Item { format: "ghost".into(), ..Item::default() };
        ghost.more.insert("slug".into(), "le-port".into());
        assert_eq!(former(&ghost), ["/le-port"]);
    }
}
