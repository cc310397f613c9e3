//! The article in a page's JSON-LD (schema.org), whatever its nesting: an object, an array, a graph.

use serde_json::Value;

use crate::json;
use crate::problem::Problems;
use crate::prose::fold;
use crate::tree::Element;

/// What structured data says of the article; empty where it says nothing.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: String,
    pub(super) description: String,
    pub(super) published: String,
    pub(super) modified: String,
    pub(super) publisher: String,
    pub(super) language: String,
    pub(super) url: String,
    pub(super) authors: Vec<String>,
    pub(super) sections: Vec<String>,
    pub(super) keywords: Vec<String>,
    /// The text itself, line ends and all.
    pub(super) body: String,
    pub(super) picture: String,
    /// The steps from the home page, the page itself left out.
    pub(super) trail: Vec<String>,
}

pub(super) fn article(root: Element) -> Linked {
    let mut nodes = Vec::new();
    for script in root.descendants().filter(|element| is_linked_data(*element)) {
        // Broken structured data is the page's problem: everything in it is also said elsewhere.
        for value in json::read(&raw(script), &mut Problems::default()) {
            flatten(value, 0, &mut nodes);
        }
    }
    let article = nodes
        .iter()
        .filter(|node| kind_of(node).contains("Article") || kind_of(node).contains("Posting"))
        .max_by_key(|node| {
            [text(node, "headline"), text(node, "articleBody"), text(node, "datePublished")]
                .iter()
                .filter(|text| !text.is_empty())
                .count()
        });
    let mut linked = article.map(of_article).unwrap_or_default();
    linked.trail =
        nodes.iter().find(|node| kind_of(node).contains("BreadcrumbList")).map(trail).unwrap_or_default();
    linked
}

fn is_linked_data(element: Element) -> bool {
    element.name() == "script"
        && element.attribute("type").is_some_and(|kind| kind.to_lowercase().contains("ld+json"))
}

fn raw(script: Element) -> String {
    let words = script.inside().filter_map(|inside| match inside {
        crate::tree::Inside::Text(text) => Some(text),
        crate::tree::Inside::Element(_) => None,
    });
    let words: String = words.collect();
    words
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .to_owned()
}

fn flatten(value: Value, depth: usize, nodes: &mut Vec<Value>) {
    const DEPTH_MAX: usize = 6;
    const NODES_MAX: usize = 500;
    if depth > DEPTH_MAX || nodes.len() > NODES_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, depth + 1, nodes)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.remove(key) {
                    flatten(inner, depth + 1, nodes);
                }
            }
            nodes.push(Value::Object(object));
        }
        _ => {}
    }
}

fn kind_of(node: &Value) -> String {
    match node.get("@type") {
        Some(Value::String(kind)) => kind.clone(),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    }
}

fn of_article(node: &Value) -> Linked {
    Linked {
        headline: bare(&text(node, "headline")),
        description: bare(&text(node, "description")),
        published: text(node, "datePublished"),
        modified: text(node, "dateModified"),
        publisher: names(node.get("publisher")).into_iter().next().unwrap_or_default(),
        language: text(node, "inLanguage"),
        url: text(node, "url"),
        authors: names(node.get("author")),
        sections: names(node.get("articleSection")),
        keywords: names(node.get("keywords")).iter().flat_map(|words| words.split(',')).map(fold).collect(),
        body: node.get("articleBody").and_then(Value::as_str).unwrap_or_default().to_owned(),
        picture: picture(node.get("image")),
        trail: Vec::new(),
    }
}

/// An address, an object with one, or a list of them.
fn picture(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(address)) => address.trim().to_owned(),
        Some(Value::Array(values)) => {
            values.iter().map(|one| picture(Some(one))).find(|one| !one.is_empty()).unwrap_or_default()
        }
        Some(Value::Object(object)) => picture(object.get("url").or_else(|| object.get("contentUrl"))),
        _ => String::new(),
    }
}

fn text(node: &Value, key: &str) -> String {
    names(node.get(key)).into_iter().next().unwrap_or_default()
}

/// Structured data often holds escaped HTML.
fn bare(text: &str) -> String {
    if text.contains(['<', '&']) {
        return crate::html::parse(text, &mut Problems::default()).root().line();
    }
    fold(text)
}

fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![fold(text)],
        Some(Value::Array(values)) => values.iter().flat_map(|value| names(Some(value))).collect(),
        Some(Value::Object(object)) => object.get("name").map(|name| names(Some(name))).unwrap_or_default(),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|name| !name.is_empty())
    .collect()
}

fn trail(list: &Value) -> Vec<String> {
    let steps = list.get("itemListElement").and_then(Value::as_array).into_iter().flatten();
    let name = |step: &Value| {
        let own = text(step, "name");
        if own.is_empty() { step.get("item").map(|item| text(item, "name")).unwrap_or_default() } else { own }
    };
    let mut steps: Vec<String> = steps.map(name).filter(|name| !name.is_empty()).collect();
    // The first is the home page, the last the page itself.
    steps.pop();
    if !steps.is_empty() {
        steps.remove(0);
    }
    steps
}
