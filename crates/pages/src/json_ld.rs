//! Structured data (schema.org) for article pages, made safe to stand inside a script element.

use serde_json::{Value, json};
use story::{Block, BlockBody, HeadlineUse, LiveStory, Signature, Subject};

use crate::site::{EditionSite, Site};
use crate::view::{self, PictureView};
use crate::{clean, links};

/// Who publishes an edition, for its front.
pub(crate) fn organization(site: &Site, edition: &EditionSite) -> String {
    let mut about = publisher(site, edition);
    about["publishingPrinciples"] = json!(site.url(&edition.path_of("about_slug")));
    about["correctionsPolicy"] = json!(site.url(&edition.path_of("corrections_slug")));
    if !edition.edition.contact.is_empty() {
        about["email"] = json!(edition.edition.contact);
    }
    clean::json(&in_context(about))
}

fn in_context(mut about: Value) -> Value {
    about["@context"] = json!("https://schema.org");
    about
}

/// NewsArticle, BreadcrumbList and the VideoObjects of a story.
pub(crate) fn article(
    site: &Site,
    edition: &EditionSite,
    story: &LiveStory,
    lead: Option<&PictureView>,
) -> String {
    let things = [news_article(site, edition, story, lead), breadcrumbs(site, edition, story)];
    // A list of things that each stand alone: not all who read them look into a graph.
    let things = things.into_iter().chain(videos(site, edition, story)).map(in_context);
    clean::json(&things.collect())
}

/// LiveBlogPosting with the entries that the page shows, and BreadcrumbList.
pub(crate) fn live_blog(
    site: &Site,
    edition: &EditionSite,
    story: &LiveStory,
    entries: &[std::sync::Arc<LiveStory>],
) -> String {
    let iso = |at| edition.clock.moment(at).iso;
    let mut blog = news_article(site, edition, story, None);
    blog["@type"] = json!("LiveBlogPosting");
    blog["coverageStartTime"] = json!(iso(story.first_published));
    if let Some(closed) = story.live_coverage().and_then(|coverage| coverage.closed) {
        blog["coverageEndTime"] = json!(iso(closed));
    }
    let newest = entries.iter().map(|entry| entry.updated).chain([story.updated]).max();
    blog["dateModified"] = json!(newest.map(iso));
    blog["liveBlogUpdate"] = entries.iter().map(|entry| posting(site, edition, entry)).collect();
    let things = [blog, breadcrumbs(site, edition, story)];
    clean::json(&things.into_iter().map(in_context).collect())
}

fn posting(site: &Site, edition: &EditionSite, entry: &LiveStory) -> Value {
    let body: Vec<&str> =
        entry.content.fields().filter(|field| field.role.is_body()).map(|field| field.text).collect();
    json!({
        "@type": "BlogPosting",
        "headline": entry.content.headline,
        "url": site.url(&entry.path),
        "datePublished": edition.clock.moment(entry.first_published).iso,
        "dateModified": edition.clock.moment(entry.updated).iso,
        "articleBody": body.join("\n"),
        "author": authors(site, edition, entry),
    })
}

fn videos(site: &Site, edition: &EditionSite, story: &LiveStory) -> Vec<Value> {
    let of = |block: &Block| {
        let BlockBody::Video(video) = &block.body else { return None };
        let href = links::safe_href(&video.href)?;
        let or_headline =
            |text: &str| if text.is_empty() { story.content.headline.clone() } else { text.to_owned() };
        let mut about = json!({
            "@type": "VideoObject",
            "name": or_headline(&video.title),
            "description": or_headline(&video.poster.caption),
            "uploadDate": edition.clock.moment(story.first_published).iso,
        });
        let place = if view::film_type(&href).is_empty() { "url" } else { "contentUrl" };
        about[place] = json!(if href.starts_with('/') { site.url(&href) } else { href });
        if video.duration_s > 0 {
            about["duration"] = json!(format!("PT{}S", video.duration_s));
        }
        if let Some(poster) = PictureView::of(&video.poster, &story.assets) {
            about["thumbnailUrl"] = json!(site.url(&poster.src));
        }
        Some(about)
    };
    story.content.blocks.iter().filter_map(of).collect()
}

fn news_article(site: &Site, edition: &EditionSite, story: &LiveStory, lead: Option<&PictureView>) -> Value {
    let content = &story.content;
    let url = site.url(&story.path);
    let mut article = json!({
        "@type": "NewsArticle",
        "@id": format!("{url}#article"),
        "url": url,
        "mainEntityOfPage": url,
        "headline": content.headline,
        "description": content.standfirst,
        "inLanguage": edition.edition.language.tag(),
        "datePublished": edition.clock.moment(story.first_published).iso,
        "dateModified": edition.clock.moment(story.updated).iso,
        "author": authors(site, edition, story),
        "publisher": publisher(site, edition),
        "isAccessibleForFree": true,
        "wordCount": content.word_count(),
    });
    let mut set = |key: &str, value: Value| article[key] = value;
    if let Some(section) = edition.edition.section(&content.section) {
        set("articleSection", json!(section.name));
    }
    if !content.topics.is_empty() {
        set("keywords", json!(content.topics));
    }
    if let Some(picture) = lead {
        set("image", json!([image(site, picture)]));
    }
    if !story.corrections.is_empty() {
        set("correction", story.corrections.iter().map(|fix| correction(edition, fix)).collect());
    }
    article
}

fn publisher(site: &Site, edition: &EditionSite) -> Value {
    let mut about = json!({
        "@type": "NewsMediaOrganization",
        "name": edition.edition.title,
        "url": site.url(&edition.front),
    });
    if let Some(icon) = site.files.url("icon.svg") {
        about["logo"] = json!({ "@type": "ImageObject", "url": site.url(icon) });
    }
    about
}

fn authors(site: &Site, edition: &EditionSite, story: &LiveStory) -> Value {
    if story.content.byline.is_empty() {
        return publisher(site, edition);
    }
    let person = |author: &Signature| {
        let mut person = json!({ "@type": "Person", "name": author.name });
        if let Some(path) = edition.path_of_subject(Subject::Author, author.name.trim()) {
            person["url"] = json!(site.url(&path));
        }
        person
    };
    story.content.byline.iter().map(person).collect()
}

fn image(site: &Site, picture: &PictureView) -> Value {
    json!({
        "@type": "ImageObject",
        "url": site.url(&picture.src),
        "width": format!("{} px", picture.width),
        "height": format!("{} px", picture.height),
        "caption": picture.caption,
        "creditText": picture.credit,
    })
}

fn correction(edition: &EditionSite, fix: &story::Correction) -> Value {
    json!({
        "@type": "CorrectionComment",
        "text": fix.notice,
        "datePublished": edition.clock.moment(fix.at).iso,
    })
}

fn breadcrumbs(site: &Site, edition: &EditionSite, story: &LiveStory) -> Value {
    let mut steps = vec![(edition.words.get("front"), site.url(&edition.front))];
    if let Some(section) = edition.edition.section(&story.content.section) {
        steps.push((&section.name, site.url(&edition.section_path(section))));
    }
    steps.push((story.content.headline_in(HeadlineUse::Short), site.url(&story.path)));
    let item = |(n, (name, url)): (usize, (&str, String))| json!({ "@type": "ListItem", "position": n + 1, "name": name, "item": url });
    json!({ "@type": "BreadcrumbList", "itemListElement": steps.into_iter().enumerate().map(item).collect::<Value>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_data_block_can_end_it() {
        let hostile = "</script><!--\u{2028}\u{2029}&\u{fffe}\0\"\\\u{202e}";
        let text = clean::json(&json!({ "headline": hostile }));
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\u{fffe}']), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["headline"], hostile.replace('\u{fffe}', ""));
    }
}
