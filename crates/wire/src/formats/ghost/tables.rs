//! The tables of a Ghost export: posts, users, tags, and the tables that tie them together.

use serde_json::Value;
use story::{CodedSubject, Item};

use super::{Object, concept, text};
use crate::limits::LIST_MAX;

/// The data parts of a document: of an export, or of an answer of the interface.
pub(super) fn data(value: &Value) -> Vec<&Object> {
    if let Some(parts) = value.get("db").and_then(Value::as_array) {
        return parts.iter().filter_map(|part| part.get("data")?.as_object()).collect();
    }
    if let Value::Array(parts) = value {
        return parts.iter().filter_map(Value::as_object).collect();
    }
    value.get("data").and_then(Value::as_object).or_else(|| value.as_object()).into_iter().collect()
}

pub(super) struct Tables<'a> {
    pub(super) posts: Vec<&'a Object>,
    users: Vec<&'a Object>,
    tags: Vec<&'a Object>,
    posts_tags: Vec<&'a Object>,
    posts_authors: Vec<&'a Object>,
    posts_meta: Vec<&'a Object>,
}

impl<'a> Tables<'a> {
    pub(super) fn of(data: &'a Object) -> Self {
        // Migration tools wrap each row as `{url, data}`.
        let table = |name: &str| -> Vec<&'a Object> {
            let rows = data.get(name).and_then(Value::as_array).into_iter().flatten();
            rows.filter_map(Value::as_object).map(inner).collect()
        };
        let mut posts_tags = table("posts_tags");
        posts_tags.sort_by_key(|row| row.get("sort_order").and_then(Value::as_u64).unwrap_or(0));
        let mut posts_authors = table("posts_authors");
        posts_authors.sort_by_key(|row| row.get("sort_order").and_then(Value::as_u64).unwrap_or(0));
        let mut posts = table("posts");
        posts.extend(table("pages"));
        Self {
            posts,
            users: table("users"),
            tags: table("tags"),
            posts_tags,
            posts_authors,
            posts_meta: table("posts_meta"),
        }
    }

    pub(super) fn people(&self) -> Vec<Item> {
        let person = |user: &&Object| {
            let mut item = concept(format!("author:{}", text(user, "slug")), text(user, "name"));
            item.people.push(item.headline.clone());
            item.standfirst = text(user, "bio");
            item.more.insert("email".to_owned(), text(user, "email"));
            item
        };
        self.users.iter().map(person).collect()
    }

    pub(super) fn terms(&self) -> Vec<Item> {
        let term = |tag: &&Object| {
            let (name, code) = (text(tag, "name"), text(tag, "slug"));
            let mut item = concept(format!("tag:{code}"), name.clone());
            item.standfirst = text(tag, "description");
            item.subjects.push(CodedSubject { code, scheme: "tag".to_owned(), name });
            item
        };
        self.tags.iter().map(term).collect()
    }

    /// Name and part of each author of a post.
    pub(super) fn authors_of(&self, post: &Object) -> Vec<(String, String)> {
        let name = |user: &Object| (text(user, "name"), String::new());
        let embedded = rows(post, "authors");
        if !embedded.is_empty() {
            return embedded.into_iter().map(name).collect();
        }
        if let Some(author) =
            post.get("author").or_else(|| post.get("primary_author")).and_then(Value::as_object)
        {
            return vec![name(inner(author))];
        }
        let id = text(post, "id");
        let tied = self.posts_authors.iter().filter(|row| text(row, "post_id") == id).take(LIST_MAX);
        let mut ids: Vec<String> = tied.map(|row| text(row, "author_id")).collect();
        if ids.is_empty() {
            ids.push(text(post, "author_id"));
        }
        let user = |id: &String| self.users.iter().find(|user| text(user, "id") == *id && !id.is_empty());
        ids.iter().filter_map(user).map(|user| name(user)).collect()
    }

    /// Name and slug of each tag of a post, in the order that its author gave them.
    pub(super) fn tags_of(&self, post: &Object) -> Vec<(String, String)> {
        let pair = |tag: &Object| (text(tag, "name"), text(tag, "slug"));
        let embedded = rows(post, "tags");
        if !embedded.is_empty() {
            return embedded.into_iter().map(pair).collect();
        }
        let id = text(post, "id");
        let tied = self.posts_tags.iter().filter(|row| text(row, "post_id") == id).take(LIST_MAX);
        let tag = |id: String| self.tags.iter().find(|tag| text(tag, "id") == id);
        tied.filter_map(|row| tag(text(row, "tag_id"))).map(|tag| pair(tag)).collect()
    }

    pub(super) fn meta_of(&self, post: &Object) -> Option<&'a Object> {
        let id = text(post, "id");
        self.posts_meta.iter().find(|meta| text(meta, "post_id") == id).copied()
    }
}

fn rows<'p>(post: &'p Object, key: &str) -> Vec<&'p Object> {
    let rows = post.get(key).and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(Value::as_object).map(inner).collect()
}

fn inner(row: &Object) -> &Object {
    row.get("data").and_then(Value::as_object).unwrap_or(row)
}
