//! The components of a NewsML 1 item: their lines and metadata. What an outer component says holds for the inner ones,
//! so the first that says something is believed.

use story::{CodedSubject, Item, Language, Located, Signature, SourceCredit};

use super::{content, properties, word};
use crate::embargo;
use crate::problem::Problems;
use crate::prose::byline;
use crate::tree::Element;

pub(super) fn read(element: Element, item: &mut Item, problems: &mut Problems) {
    let components: Vec<Element> = own(element, "newscomponent");
    for component in &components {
        if let Some(lines) = component.child("newslines") {
            newslines(lines, *component, item);
        }
    }
    for component in &components {
        if let Some(administrative) = component.child("administrativemetadata") {
            about_sender(administrative, item);
        }
        // A program of an agency leaves out letters of the name.
        if let Some(descriptive) = component.elements().find(|e| e.name().starts_with("descriptivemetad")) {
            about_content(descriptive, item);
        }
        if let Some(rights) = component.child("rightsmetadata") {
            rights_of(rights, item);
        }
        for comment in component.all("comment").filter(|comment| comment.attribute("formalname").is_none()) {
            embargo::add_note(&mut item.editors_note, &comment.line());
        }
        for metadata in component.all("metadata") {
            further(metadata, item);
        }
        if !item.language.is_known() {
            item.language = component.attribute("lang").map(Language::new).unwrap_or_default();
        }
    }
    content::read(element, item, problems);
}

/// Parts of that name that belong to this item and to none inside it.
pub(super) fn own<'a>(element: Element<'a>, name: &str) -> Vec<Element<'a>> {
    let (mut found, mut stack) = (Vec::new(), vec![element]);
    while let Some(next) = stack.pop() {
        let mark = stack.len();
        for child in next.elements().filter(|child| child.name() != "newsitem") {
            stack.push(child);
        }
        stack[mark..].reverse();
        if next.name() == name && next != element {
            found.push(next);
        }
    }
    found
}

fn role(component: Element) -> String {
    component.child("role").map(word).unwrap_or_default().to_lowercase()
}

fn newslines(lines: Element, component: Element, item: &mut Item) {
    let role = role(component);
    let beside = ["caption", "photo", "picture", "graphic", "logo", "supporting", "contact", "video"];
    let beside = beside.iter().any(|word| role.contains(word)) && !item.headline.is_empty();
    for line in lines.elements() {
        let words = line.line();
        if words.is_empty() || beside {
            continue;
        }
        let unless_said = |target: &mut String| {
            if target.is_empty() {
                target.clone_from(&words);
            }
        };
        match line.name() {
            "headline" => unless_said(&mut item.headline),
            "subheadline" => unless_said(&mut item.standfirst),
            "dateline" => unless_said(&mut item.dateline),
            "slugline" => unless_said(&mut item.slugline),
            "copyrightline" => unless_said(&mut item.copyright),
            "rightsline" => unless_said(&mut item.usage_terms),
            "creditline" => unless_said(&mut item.credit),
            "byline" if item.byline.is_empty() => item.byline = byline::names_in(&words),
            "bylinetitle" => {
                if let Some(last) = item.byline.last_mut().filter(|last| last.role.is_empty()) {
                    last.role = words;
                }
            }
            "keywordline" => {
                item.keywords.extend(words.split([';', ',', '/']).map(|word| word.trim().to_owned()));
            }
            "seriesline" => {
                item.more.insert("series".to_owned(), words);
            }
            // Some put the lines of the standard one deeper.
            "newsline" if line.child("newslinetext").is_none() => newslines(line, component, item),
            "newsline" => named_line(line, item),
            _ => {}
        }
    }
}

/// A line of a kind that the standard does not know: `NewsLineType` and its text.
fn named_line(line: Element, item: &mut Item) {
    let kind = line.child("newslinetype").map(word).unwrap_or_default();
    let texts: Vec<String> = line.all("newslinetext").map(|text| text.line()).collect();
    let words = texts.join("\n");
    let lower = kind.to_lowercase();
    let target = if lower.contains("advisory") || lower.contains("ednote") || lower.contains("editor") {
        &mut item.editors_note
    } else if lower.contains("abstract") || lower.contains("summary") || lower.contains("subhead") {
        &mut item.standfirst
    } else if lower.contains("catch") || lower.contains("slug") {
        &mut item.slugline
    } else if lower.contains("kicker") || lower.contains("overline") {
        &mut item.kicker
    } else if lower.contains("copyright") {
        &mut item.copyright
    } else {
        item.more.insert(kind, words);
        return;
    };
    if target.is_empty() {
        *target = words;
    }
}

fn about_sender(administrative: Element, item: &mut Item) {
    let parties = |name: &str| -> Vec<String> {
        let holders = administrative.elements().filter(|e| e.name() == name);
        holders.flat_map(|holder| holder.all("party").map(party).collect::<Vec<_>>()).collect()
    };
    if let Some(provider) = parties("provider").into_iter().find(|name| !name.is_empty()) {
        item.provider = provider;
    }
    if item.byline.is_empty() {
        let creators = parties("creator").into_iter().filter(|name| name.contains(' '));
        item.byline = creators.map(|name| Signature { name, role: String::new() }).collect();
    }
    for name in parties("source") {
        if name != item.provider {
            item.organisations.push(name.clone());
        }
        item.sources.push(SourceCredit { name, ..SourceCredit::default() });
    }
    let properties = properties(administrative);
    let authors: Vec<&str> =
        properties.iter().filter(|(name, _)| name == "author").map(|(_, value)| value.trim()).collect();
    if item.byline.is_empty() && authors.iter().any(|author| author.contains(' ')) {
        item.byline = authors.iter().flat_map(|author| byline::names_in(author)).collect();
    } else if !authors.is_empty() {
        // Whoever wrote and whoever read it, as agencies sign.
        item.more.insert("initials".to_owned(), authors.join("/"));
    }
    for (name, value) in properties.into_iter().filter(|(name, _)| name != "author") {
        if name == "editorialinfo" {
            embargo::add_note(&mut item.editors_note, &value);
            continue;
        }
        item.more.entry(name).or_insert(value);
    }
}

fn party(party: Element) -> String {
    let property = properties(party).into_iter().find(|(name, _)| name == "fullname" || name == "name");
    property.map_or_else(|| word(party), |(_, value)| value)
}

fn about_content(descriptive: Element, item: &mut Item) {
    if !item.language.is_known() {
        let said = descriptive.all("language").map(word).map(|tag| Language::new(&tag));
        item.language = said.into_iter().find(Language::is_known).unwrap_or_default();
    }
    item.genres.extend(descriptive.all("genre").map(word));
    for group in descriptive.all("subjectcode") {
        for subject in group.elements().filter(|e| e.name().starts_with("subject")) {
            subjects(subject, item);
        }
    }
    for subject in descriptive.all("ofinterestto").chain(descriptive.all("topicoccurrence")) {
        let name = word(subject);
        if name.chars().any(char::is_alphabetic) && !name.starts_with('#') {
            item.topics.push(name);
        }
    }
    for place in descriptive.all("location") {
        location(place, item);
    }
    for (name, value) in properties(descriptive) {
        property(&name, value, item);
    }
}

fn subjects(subject: Element, item: &mut Item) {
    let code = subject.attribute("formalname").unwrap_or_default().to_owned();
    let scheme = subject.attribute("scheme").or(subject.attribute("vocabulary")).unwrap_or_default();
    let value = subject.attribute("value").map_or_else(|| subject.line(), str::to_owned);
    let worded = !code.is_empty() && !code.chars().any(|letter| letter.is_ascii_digit());
    let name = if value.is_empty() && worded { code.clone() } else { value };
    item.topics.push(name.clone());
    item.subjects.push(CodedSubject { code, scheme: scheme.to_owned(), name });
}

/// Where the item is from (`Origin`) or what it is about (`RelatesTo`, `Event`).
fn location(place: Element, item: &mut Item) {
    let how = place.attribute("howpresent").unwrap_or_default().to_lowercase();
    let mut located = Located::default();
    for (name, value) in properties(place) {
        let target = match name.as_str() {
            "city" | "cityname" | "town" => &mut located.city,
            "countryarea" | "area" | "state" | "region" | "province" | "countryareaname" => {
                &mut located.region
            }
            "country" | "countryname" | "countrycode" => &mut located.country,
            _ => continue,
        };
        item.places.push(value.clone());
        if target.is_empty() {
            *target = value;
        }
    }
    if item.located.is_empty() && (how.is_empty() || how == "origin") {
        item.located = located;
    }
}

fn property(name: &str, value: String, item: &mut Item) {
    match name {
        "keyword" | "keywords" => {
            item.keywords.extend(value.split([';', ',']).map(|word| word.trim().to_owned()));
        }
        "company" | "organisation" | "organization" => item.organisations.push(value),
        "person" => item.people.push(value),
        "city" if item.located.city.is_empty() => item.located.city = value,
        "country" if item.located.country.is_empty() => item.located.country = value,
        "city" | "country" | "countryarea" | "state" | "region" => {}
        _ => {
            item.more.entry(name.to_owned()).or_insert(value);
        }
    }
}

/// `Metadata` of the sender's own making.
fn further(metadata: Element, item: &mut Item) {
    for (name, value) in properties(metadata) {
        let worded = name.ends_with("keywords") || name.ends_with("keyword");
        if worded && (name.contains("country") || name.contains("state") || name.contains("region")) {
            item.places.push(value);
        } else if worded {
            item.keywords.push(value);
        } else {
            item.more.entry(name).or_insert(value);
        }
    }
}

fn rights_of(rights: Element, item: &mut Item) {
    let find = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| rights.find(name));
        found.map(|found| found.line()).filter(|line| !line.is_empty()).unwrap_or_default()
    };
    if item.copyright.is_empty() {
        let party = rights.find("copyrightholder").and_then(|holder| holder.find("party")).map(word);
        item.copyright = party.unwrap_or_else(|| find(["copyrightholder", "copyright"]));
    }
    if item.usage_terms.is_empty() {
        item.usage_terms = find(["limitations", "usagerights"]);
    }
}
