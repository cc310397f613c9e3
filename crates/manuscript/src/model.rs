//! Blocks of the story as values of the shared document, and back. The names of parts are those of the editor's schema.

use serde_json::{Value as Json, json};
use story::{
    Block, BlockBody, BlockId, Embed, FactBox, File, Gallery, Language, List, ListStyle, Picture, Quote,
    RichText, Speaker, Table, Video,
};

use crate::runs;
use crate::value::{Parts, Value};

fn plain(value: impl Into<Json>) -> Value {
    Value::Plain(value.into())
}

fn line(text: &str) -> Value {
    Value::Words(runs::plain(text))
}

fn rich(text: &RichText) -> Value {
    Value::Words(runs::of(text))
}

fn many(texts: &[RichText]) -> Value {
    Value::Many(texts.iter().map(rich).collect())
}

fn named<const N: usize>(parts: [(&str, Value); N]) -> Parts {
    parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

pub(crate) fn picture_parts(picture: &Picture) -> Parts {
    let mut parts = named([
        ("file", plain(serde_json::to_value(&picture.file).unwrap_or_default())),
        ("caption", line(&picture.caption)),
        ("credit", line(&picture.credit)),
        ("alt", line(&picture.alt)),
    ]);
    if let Some(language) = &picture.language {
        parts.insert("language".to_owned(), plain(language.tag()));
    }
    parts
}

pub(crate) fn parts(body: &BlockBody) -> Parts {
    let (kind, mut parts) = match body {
        BlockBody::Paragraph(text) => ("paragraph", named([("text", rich(text))])),
        BlockBody::Subheading(text) => ("subheading", named([("text", rich(text))])),
        BlockBody::Quote(Quote { words, speaker }) => {
            let who = speaker.clone().unwrap_or_default();
            let spoken = plain(speaker.is_some());
            let words = rich(words);
            (
                "quote",
                named([
                    ("spoken", spoken),
                    ("quote_words", words),
                    ("speaker", line(&who.name)),
                    ("role", line(&who.role)),
                ]),
            )
        }
        BlockBody::List(List { style, items }) => {
            let numbered = plain(*style == ListStyle::Numbered);
            ("list", named([("numbered", numbered), ("list_item", many(items))]))
        }
        BlockBody::Picture(picture) => ("picture", picture_parts(picture)),
        BlockBody::Gallery(Gallery { title, pictures }) => {
            let pictures = pictures.iter().map(|one| Value::Parts(picture_parts(one))).collect();
            ("gallery", named([("title", line(title)), ("gallery_picture", Value::Many(pictures))]))
        }
        BlockBody::Video(Video { poster, title, href, duration_s }) => {
            let seconds = if *duration_s == 0 { String::new() } else { duration_s.to_string() };
            let mut parts = picture_parts(poster);
            parts.append(&mut named([
                ("title", line(title)),
                ("address", line(href)),
                ("seconds", line(&seconds)),
            ]));
            ("video", parts)
        }
        BlockBody::Embed(Embed { href, provider, title }) => {
            ("embed", named([("title", line(title)), ("provider", line(provider)), ("address", line(href))]))
        }
        BlockBody::FactBox(FactBox { title, paragraphs }) => {
            ("fact_box", named([("title", line(title)), ("fact", many(paragraphs))]))
        }
        BlockBody::Table(Table { caption, header_rows, rows }) => {
            let rows = rows.iter().map(|row| many(row)).collect();
            (
                "table",
                named([
                    ("title", line(caption)),
                    ("header", plain(*header_rows)),
                    ("table_body", Value::Many(rows)),
                ]),
            )
        }
    };
    parts.insert("type".to_owned(), plain(kind));
    parts
}

/// Reads what it looks for and is silent about all else.
struct Reading<'a>(&'a Parts);

impl Reading<'_> {
    fn json(&self, name: &str) -> &Json {
        match self.0.get(name) {
            Some(Value::Plain(json)) => json,
            _ => &Json::Null,
        }
    }

    fn flag(&self, name: &str) -> bool {
        self.json(name).as_bool().unwrap_or_default()
    }

    fn rich(&self, name: &str) -> RichText {
        self.0.get(name).map(words).unwrap_or_default()
    }

    fn line(&self, name: &str) -> String {
        self.rich(name).text
    }

    fn list(&self, name: &str) -> &[Value] {
        match self.0.get(name) {
            Some(Value::Many(list)) => list,
            _ => &[],
        }
    }

    fn rich_list(&self, name: &str) -> Vec<RichText> {
        self.list(name).iter().map(words).collect()
    }

    fn picture(&self) -> Picture {
        let file = serde_json::from_value(self.json("file").clone()).unwrap_or(File::Missing);
        let language = self.json("language").as_str().map(Language::new).filter(Language::is_known);
        Picture {
            file,
            caption: self.line("caption"),
            credit: self.line("credit"),
            alt: self.line("alt"),
            language,
        }
    }
}

fn words(value: &Value) -> RichText {
    match value {
        Value::Words(found) => runs::rich(found),
        _ => RichText::default(),
    }
}

pub(crate) fn picture(parts: &Parts) -> Picture {
    Reading(parts).picture()
}

/// `None` for what is no kind of block.
pub(crate) fn body(parts: &Parts) -> Option<BlockBody> {
    let it = Reading(parts);
    Some(match it.json("type").as_str()? {
        "paragraph" => BlockBody::Paragraph(it.rich("text")),
        "subheading" => BlockBody::Subheading(it.rich("text")),
        "quote" => {
            let who = Speaker { name: it.line("speaker"), role: it.line("role") };
            let spoken = it.flag("spoken") || who != Speaker::default();
            BlockBody::Quote(Quote { words: it.rich("quote_words"), speaker: spoken.then_some(who) })
        }
        "list" => {
            let style = if it.flag("numbered") { ListStyle::Numbered } else { ListStyle::Bulleted };
            BlockBody::List(List { style, items: it.rich_list("list_item") })
        }
        "picture" => BlockBody::Picture(it.picture()),
        "gallery" => {
            let one = |value: &Value| match value {
                Value::Parts(parts) => Some(picture(parts)),
                _ => None,
            };
            let pictures = it.list("gallery_picture").iter().filter_map(one).collect();
            BlockBody::Gallery(Gallery { title: it.line("title"), pictures })
        }
        "video" => {
            let duration_s = it.line("seconds").trim().parse().unwrap_or_default();
            BlockBody::Video(Video {
                poster: it.picture(),
                title: it.line("title"),
                href: it.line("address"),
                duration_s,
            })
        }
        "embed" => BlockBody::Embed(Embed {
            href: it.line("address"),
            provider: it.line("provider"),
            title: it.line("title"),
        }),
        "fact_box" => {
            BlockBody::FactBox(FactBox { title: it.line("title"), paragraphs: it.rich_list("fact") })
        }
        "table" => {
            let row = |value: &Value| match value {
                Value::Many(cells) => cells.iter().map(words).collect(),
                _ => Vec::new(),
            };
            let header_rows = it.json("header").as_u64().map_or(0, |rows| rows.min(1_000_000) as usize);
            let rows = it.list("table_body").iter().map(row).collect();
            BlockBody::Table(Table { caption: it.line("title"), header_rows, rows })
        }
        _ => return None,
    })
}

/// A block as it reads, or as the base had it where it says the same: marks in another order are no change.
pub(crate) fn block(id: BlockId, parts_now: &Parts, base: Option<&Block>) -> Option<Block> {
    let read = body(parts_now)?;
    if let Some(base) = base
        && body(&parts(&base.body)).as_ref() == Some(&read)
    {
        return Some(base.clone());
    }
    let empty = matches!(&read, BlockBody::Paragraph(text) if text.text.is_empty());
    (!empty).then_some(Block { id, body: read })
}

/// All that a story says beside its text, by the names of its own JSON.
pub(crate) fn card(content: &story::Content) -> Parts {
    let mut all = serde_json::to_value(content).unwrap_or_else(|_| json!({}));
    let fields = all.as_object_mut().map(std::mem::take).unwrap_or_default();
    let text = ["kicker", "headline", "standfirst", "lead", "blocks"];
    fields
        .into_iter()
        .filter(|(name, _)| !text.contains(&name.as_str()))
        .map(|(name, json)| (name, Value::Plain(json)))
        .collect()
}
