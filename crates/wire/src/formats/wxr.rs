//! WordPress's export (WXR 1.0 to 1.2): posts and pages with the pictures, authors and words they are filed under.
//! Authors and terms come as concepts, pictures as pictures; comments are counted and left out.

mod content;

use std::collections::HashMap;

use story::{BlockBody, CodedSubject, File, Item, ItemKind, ItemStatus, Language, Picture, Signature};

use super::{Head, Input};
use crate::limits::ITEMS_MAX;
use crate::problem::Problems;
use crate::prose;
use crate::tree::Element;
use crate::{dates, href, html, xml};

pub(super) fn sniff(head: &Head) -> u8 {
    let own = head.text.starts_with('<')
        && (head.text.contains("wordpress.org/export/")
            || head.text.contains("<wp:wxr_version")
            || head.text.contains("WordPress eXtended RSS"));
    u8::from(own) * 99
}

pub(super) fn parse(input: &Input, problems: &mut Problems) -> Vec<Item> {
    let text = input.text(problems);
    let tree = xml::read(&text, problems);
    let Some(channel) = tree.root().find("channel") else {
        problems.add("no-items", "", "there is no channel in it");
        return Vec::new();
    };
    let entries: Vec<Element> = channel.all("item").take(ITEMS_MAX + 1).collect();
    let export = Export::of(channel, &entries);
    let mut items: Vec<Item> = Vec::new();
    let (mut comments, mut menus) = (0, 0);
    for entry in entries {
        comments += entry.all("comment").count();
        if matches!(word(entry, "post_type").as_str(), "nav_menu_item" | "revision" | "customize_changeset") {
            menus += 1;
            continue;
        }
        items.push(item(entry, &export, problems));
    }
    items.extend(channel.all("author").map(author));
    items.extend(terms(channel));
    if comments > 0 {
        problems.add("comments-left-out", "", format!("{comments} comments are left out"));
    }
    if menus > 0 {
        problems.add(
            "menus-left-out",
            "",
            format!("{menus} entries of menus and old revisions are left out"),
        );
    }
    if items.is_empty() {
        problems.add("no-items", "", "the export holds nothing");
    }
    items
}

/// What entries refer to by a number or a name.
#[derive(Default)]
struct Export<'a> {
    site: String,
    language: Language,
    /// Login to name.
    authors: HashMap<String, String>,
    attachments: HashMap<String, Element<'a>>,
}

impl<'a> Export<'a> {
    fn of(channel: Element<'a>, entries: &[Element<'a>]) -> Self {
        let names = channel.all("author").map(|author| {
            let (login, name) = (word(author, "author_login"), word(author, "author_display_name"));
            let name = if name.is_empty() { login.clone() } else { name };
            (login, name)
        });
        let attached = entries.iter().filter(|entry| word(**entry, "post_type") == "attachment");
        Self {
            site: href::safe(&word(channel, "base_blog_url"))
                .or_else(|| href::safe(&word(channel, "link")))
                .unwrap_or_default(),
            language: Language::new(&word(channel, "language")),
            authors: names.collect(),
            attachments: attached.map(|entry| (word(*entry, "post_id"), *entry)).collect(),
        }
    }

    fn picture(&self, id: &str) -> Option<Picture> {
        self.attachments.get(id).map(|attachment| attached(*attachment))
    }
}

fn word(element: Element, name: &str) -> String {
    element.child(name).map(|child| child.words().trim().to_owned()).unwrap_or_default()
}

fn author(author: Element) -> Item {
    let login = word(author, "author_login");
    let name = word(author, "author_display_name");
    let name = if name.is_empty() { login.clone() } else { name };
    let mut item = Item {
        guid: format!("author:{login}"),
        kind: ItemKind::Concept,
        headline: name.clone(),
        people: vec![name],
        ..Item::default()
    };
    for part in ["author_login", "author_email", "author_first_name", "author_last_name"] {
        item.more.insert(part.trim_start_matches("author_").to_owned(), word(author, part));
    }
    item
}

/// Categories, tags and other terms of the site, each a concept.
fn terms(channel: Element<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    for term in channel.elements().filter(|e| matches!(e.name(), "category" | "tag" | "term")) {
        let (name, slug, scheme) = match term.name() {
            "category" => (word(term, "cat_name"), word(term, "category_nicename"), "category".to_owned()),
            "tag" => (word(term, "tag_name"), word(term, "tag_slug"), "post_tag".to_owned()),
            _ => (word(term, "term_name"), word(term, "term_slug"), word(term, "term_taxonomy")),
        };
        if name.is_empty() && slug.is_empty() || items.len() > ITEMS_MAX {
            continue;
        }
        let headline = if name.is_empty() { slug.clone() } else { name.clone() };
        let subject = CodedSubject { code: slug.clone(), scheme: scheme.clone(), name };
        items.push(Item {
            guid: format!("{scheme}:{slug}"),
            kind: ItemKind::Concept,
            headline,
            subjects: vec![subject],
            ..Item::default()
        });
    }
    items
}

fn item(entry: Element, export: &Export, problems: &mut Problems) -> Item {
    let link = word(entry, "link");
    let login = entry.child("creator").map(|creator| creator.line()).unwrap_or_default();
    let byline = export.authors.get(&login).cloned().unwrap_or(login);
    let mut item = Item {
        guid: word(entry, "guid"),
        provider: export.site.clone(),
        language: export.language.clone(),
        headline: title(entry, problems),
        href: href::safe(&link).unwrap_or_default(),
        byline: vec![Signature { name: byline, role: String::new() }],
        ..Item::default()
    };
    if item.guid.is_empty() {
        item.guid = format!("{}/?p={}", export.site, word(entry, "post_id"));
    }
    when(entry, &mut item);
    life(entry, &mut item);
    filed_under(entry, &mut item);
    if word(entry, "post_type") == "attachment" {
        item.kind = ItemKind::Picture;
        item.lead = Some(attached(entry));
        return item;
    }
    let excerpt = spaced(entry, "excerpt");
    item.standfirst =
        if excerpt.contains('<') { html::parse(&excerpt, problems).root().line() } else { excerpt };
    let place = if item.href.is_empty() { item.headline.clone() } else { item.href.clone() };
    let body = spaced(entry, "content");
    let blocks = content::blocks(&body, export, &place, problems);
    item.blocks = blocks.into_iter().map(|body| story::Block { id: 0, body }).collect();
    lead(entry, export, &mut item);
    item
}

/// `content:encoded` and `excerpt:encoded` have one local name.
fn spaced(entry: Element, space: &str) -> String {
    let encoded = entry.elements().find(|e| e.name() == "encoded" && e.space().contains(space));
    encoded.map(|e| e.words().trim().to_owned()).unwrap_or_default()
}

fn title(entry: Element, problems: &mut Problems) -> String {
    let title = prose::fold(&word(entry, "title"));
    if title.contains(['<', '&']) { html::parse(&title, problems).root().line() } else { title }
}

fn when(entry: Element, item: &mut Item) {
    let date = |names: [&str; 3]| {
        let said = names.iter().map(|name| word(entry, name));
        let said = names.iter().zip(said).filter(|(_, said)| !said.starts_with("0000"));
        said.map(|(name, said)| if name.ends_with("_gmt") { format!("{said}Z") } else { said })
            .find_map(|said| dates::read(&said))
    };
    item.created = date(["post_date_gmt", "post_date", "pubdate"]);
    item.updated = date(["post_modified_gmt", "post_modified", "post_date_gmt"]).or(item.created);
}

/// Only what was published to everybody is usable; the rest is kept back, as it was.
fn life(entry: Element, item: &mut Item) {
    let status = word(entry, "status");
    item.status = match status.as_str() {
        "publish" | "inherit" | "" => ItemStatus::Usable,
        "trash" => ItemStatus::Canceled,
        _ => ItemStatus::Withheld,
    };
    if !word(entry, "post_password").is_empty() {
        item.status = ItemStatus::Withheld;
        item.signals.push("password".to_owned());
    }
    if status == "future" {
        item.embargo = item.created;
    }
    for (name, part) in
        [("status", "status"), ("type", "post_type"), ("slug", "post_name"), ("id", "post_id")]
    {
        item.more.insert(name.to_owned(), word(entry, part));
    }
    if word(entry, "is_sticky") == "1" {
        item.signals.push("sticky".to_owned());
    }
    let comments = entry.all("comment").count();
    if comments > 0 {
        item.more.insert("comments".to_owned(), comments.to_string());
    }
    for (key, value) in metas(entry) {
        if matches!(key.as_str(), "_wp_old_slug" | "_yoast_wpseo_canonical") {
            item.more.insert(key.trim_start_matches('_').to_owned(), value);
        }
    }
}

fn metas(entry: Element<'_>) -> Vec<(String, String)> {
    entry.all("postmeta").map(|meta| (word(meta, "meta_key"), word(meta, "meta_value"))).collect()
}

fn filed_under(entry: Element, item: &mut Item) {
    for category in entry.all("category") {
        let name = category.line();
        let scheme = category.attribute("domain").unwrap_or("category");
        let code = category.attribute("nicename").unwrap_or_default();
        item.subjects.push(CodedSubject { code: code.into(), scheme: scheme.into(), name: name.clone() });
        match scheme {
            "category" => item.sections.push(name),
            "post_tag" | "tag" => item.keywords.push(name),
            // Co-authors come as terms of their own taxonomy.
            "author" if !name.is_empty() => {
                if item.signals.iter().all(|signal| signal != "co-authors") {
                    item.byline.clear();
                    item.signals.push("co-authors".to_owned());
                }
                item.byline.push(Signature { name, role: String::new() });
            }
            _ => {}
        }
    }
}

/// The picture of an attachment, with the words that the library has for it.
fn attached(entry: Element) -> Picture {
    let address = word(entry, "attachment_url");
    let address = if address.is_empty() { word(entry, "guid") } else { address };
    let alt = metas(entry).into_iter().find(|(key, _)| key == "_wp_attachment_image_alt");
    let caption = spaced(entry, "excerpt");
    let caption = if caption.contains('<') {
        html::parse(&caption, &mut Problems::default()).root().line()
    } else {
        prose::fold(&caption)
    };
    let (caption, credit) = prose::credit::split(&caption);
    Picture {
        file: href::safe(&address).map_or(File::Missing, |href| File::Remote { href }),
        caption,
        credit,
        alt: alt.map(|(_, alt)| alt).unwrap_or_default(),
        ..Picture::default()
    }
}

/// The featured picture leads; the text does not show it a second time.
fn lead(entry: Element, export: &Export, item: &mut Item) {
    let metas = metas(entry);
    let id = metas.iter().find(|(key, _)| key == "_thumbnail_id").map(|(_, id)| id.as_str());
    item.lead = id.and_then(|id| export.picture(id));
    if let Some(lead) = &item.lead {
        let file = lead.file.clone();
        let first = item.blocks.first().is_some_and(
            |block| matches!(&block.body, BlockBody::Picture(shown) if shown.file == file && file != File::Missing),
        );
        if first {
            item.blocks.remove(0);
        }
    }
}
