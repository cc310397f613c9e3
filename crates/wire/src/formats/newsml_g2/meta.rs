//! What a NewsML-G2 item says about itself: `itemMeta`, `contentMeta`, `rightsInfo`.

use story::{
    CodedSubject, HeadlineUse, Item, ItemKind, ItemStatus, Related, Relation, Signature, SourceCredit,
    Timestamp, Urgency,
};

use super::names::{Names, code, parted};
use crate::problem::{Problems, excerpt};
use crate::prose::{self, byline};
use crate::tree::Element;
use crate::{dates, embargo, headlines, href, urgency};

/// Where we are in the message, for names and problems.
pub(super) struct Place<'n, 'p> {
    pub(super) names: &'n Names<'n>,
    pub(super) path: &'p str,
    pub(super) problems: &'p mut Problems,
}

impl Place<'_, '_> {
    pub(super) fn say(&mut self, code: &str, message: impl Into<String>) {
        self.problems.add(code, self.path, message);
    }

    pub(super) fn date(&mut self, parent: Element, name: &str) -> Option<Timestamp> {
        let element = parent.child(name)?;
        dates::field(&element.line(), &format!("{}/{name}", self.path), self.problems)
    }
}

pub(super) fn item_meta<'a>(item: Element<'a>, into: &mut Item, place: &mut Place<'a, '_>) {
    let Some(meta) = item.child("itemmeta") else {
        return place.say("missing-item-meta", "the item has no itemMeta; what it holds is kept");
    };
    let names = place.names;
    into.provider = meta.child("provider").map(|provider| names.or_code(provider)).unwrap_or_default();
    into.updated = place.date(meta, "versioncreated");
    into.created = place.date(meta, "firstcreated");
    into.expires = place.date(meta, "expires");
    into.status = status(meta, place);
    if let Some(said) = meta.child("embargoed") {
        let at = format!("{}/embargoed", place.path);
        embargo::hold(into, &said.line(), &at, place.problems);
        // "A date and time, or nothing": an embargo without an end that is known (NewsML-G2, itemMeta/embargoed). A program
        // that writes each property, filled or not, says nothing by an empty one.
        if !said.line().is_empty() || !writes_blanks(item) {
            embargo::marked(into, &at, place.problems);
        }
    }
    into.kind = kind(item, meta);
    into.signals = meta.all("signal").map(|signal| names.or_code(signal)).collect();
    into.sections = meta.all("service").map(|service| names.of(service)).collect();
    into.headline = names.best(meta.all("title")).map(|title| title.line()).unwrap_or_default();
    for note in meta.all("ednote") {
        note_into(note, into);
    }
    for link in meta.all("link") {
        link_into(link, into);
    }
}

/// Whether there are other properties in the item that hold nothing.
fn writes_blanks(item: Element) -> bool {
    let blank = |e: &Element| {
        e.name() != "embargoed"
            && e.line().is_empty()
            && e.attributes().is_empty()
            && e.elements().next().is_none()
    };
    let parts = item.elements().filter(|part| matches!(part.name(), "itemmeta" | "contentmeta"));
    parts.flat_map(|part| part.elements().collect::<Vec<_>>()).any(|property| blank(&property))
}

fn status(meta: Element, place: &mut Place) -> ItemStatus {
    let Some(said) = meta.child("pubstatus").and_then(code) else {
        return ItemStatus::Usable;
    };
    let word = said.rsplit([':', '/']).next().unwrap_or_default().to_lowercase();
    match word.as_str() {
        "usable" => ItemStatus::Usable,
        "withheld" => ItemStatus::Withheld,
        "canceled" | "cancelled" => ItemStatus::Canceled,
        _ => {
            // Using what its sender may have withdrawn is the worse mistake.
            place
                .say("bad-status", format!("'{}' is no publishing status; taken as withheld", excerpt(said)));
            ItemStatus::Withheld
        }
    }
}

fn note_into(note: Element, item: &mut Item) {
    const PRIVATE: &[&str] = &["nonpublic", "private", "internal", "contact", "confidential"];
    let says_private = |text: &str| PRIVATE.iter().any(|word| text.to_lowercase().contains(word));
    let attributes = |element: Element| {
        ["pubconstraint", "role", "class"]
            .iter()
            .any(|name| element.attribute(name).is_some_and(says_private))
    };
    let private =
        note.attribute("pubconstraint").is_some() || attributes(note) || note.descendants().any(attributes);
    let target = if private { &mut item.private_note } else { &mut item.editors_note };
    if !target.is_empty() {
        target.push('\n');
    }
    target.push_str(&note.line());
}

/// What the class of the item says that it is; the name of its element where it says nothing.
fn kind(item: Element, meta: Element) -> ItemKind {
    let class = meta.child("itemclass").and_then(code).unwrap_or_default();
    let word = class.rsplit([':', '/']).next().unwrap_or_default().to_lowercase();
    match (item.name(), word.as_str()) {
        (_, "picture" | "photo" | "image") => ItemKind::Picture,
        (_, "graphic" | "animated") => ItemKind::Graphic,
        (_, "video") => ItemKind::Video,
        (_, "audio") => ItemKind::Audio,
        ("packageitem", _) | (_, "composite") => ItemKind::Package,
        ("planningitem", _) => ItemKind::Planning,
        ("conceptitem" | "knowledgeitem" | "catalogitem", _) => ItemKind::Concept,
        _ => ItemKind::Text,
    }
}

/// In what way the target of a link belongs to the item, by the word of its relation.
fn relation(rel: &str) -> Relation {
    const WORDS: &[(&str, Relation)] = &[
        ("correct", Relation::Corrects),
        ("cancel", Relation::Cancels),
        ("kill", Relation::Cancels),
        ("update", Relation::Replaces),
        ("replace", Relation::Replaces),
        ("supersede", Relation::Replaces),
        ("previousversion", Relation::Replaces),
        ("evolvedfrom", Relation::Replaces),
        ("continu", Relation::Continues),
        ("translat", Relation::TranslationOf),
        ("partof", Relation::PartOf),
        ("ispart", Relation::PartOf),
        ("haspart", Relation::Includes),
        ("itemassociation", Relation::Includes),
    ];
    WORDS.iter().find(|(word, _)| rel.contains(word)).map_or(Relation::SeeAlso, |(_, relation)| *relation)
}

/// Earlier versions and items that this one takes the place of; the page where readers find it.
fn link_into(link: Element, item: &mut Item) {
    let rel = link.attribute("rel").or(link.attribute("reluri")).unwrap_or_default();
    let rel = rel.rsplit('/').next().unwrap_or_default().to_lowercase();
    let target = link.attribute("residref").or(link.attribute("href")).unwrap_or_default();
    if rel.contains("canonical") || rel.contains("permalink") || rel.contains("webpage") {
        item.href = href::safe(target).unwrap_or_default();
        return;
    }
    let relation = relation(&rel);
    if matches!(relation, Relation::Replaces | Relation::Corrects | Relation::Cancels) && !target.is_empty() {
        item.replaces.push(target.to_owned());
    }
    item.related.push(Related {
        relation,
        guid: link.attribute("residref").unwrap_or_default().to_owned(),
        href: link.attribute("href").and_then(href::safe).unwrap_or_default(),
        title: link.child("title").map(|title| title.line()).unwrap_or_default(),
    });
}

pub(super) fn content_meta<'a>(item: Element<'a>, into: &mut Item, place: &mut Place<'a, '_>) {
    let Some(meta) = item.child("contentmeta") else { return };
    let names = place.names;
    let text = |name: &'a str| names.best(meta.all(name)).map(|element| element.line()).unwrap_or_default();
    headlines(meta, into, names);
    into.slugline = text("slugline");
    into.dateline = text("dateline").trim_end_matches([' ', '-', '–', '—', ':']).to_owned();
    into.credit = text("creditline");
    into.urgency = urgency(meta, place);
    into.created = into.created.or_else(|| place.date(meta, "contentcreated"));
    into.updated = into.updated.or_else(|| place.date(meta, "contentmodified"));
    into.byline = signatures(meta, into.kind == ItemKind::Text, names);
    into.keywords = meta.all("keyword").map(|keyword| keyword.line()).collect();
    into.genres = meta.all("genre").map(|genre| names.or_code(genre)).collect();
    into.sources = meta.all("infosource").filter_map(|source| source_credit(source, names)).collect();
    for located in meta.all("located") {
        into.places.push(names.of(located));
        into.places.extend(located.all("broader").map(|broader| names.of(broader)));
        located_into(located, into, names);
    }
    for subject in meta.all("subject") {
        subject_into(subject, into, names);
    }
}

fn headlines<'a>(meta: Element<'a>, into: &mut Item, names: &Names<'a>) {
    let role = |element: &Element| {
        element.attribute("role").or(element.attribute("roleuri")).unwrap_or_default().to_lowercase()
    };
    let is_kicker = |element: &Element| {
        ["kicker", "overline", "pretitle", "super"].iter().any(|word| role(element).contains(word))
    };
    let by_use = |element: &Element| headlines::used_for(&role(element)).is_some();
    let main = names.best(meta.all("headline").filter(|headline| !is_kicker(headline) && !by_use(headline)));
    if let Some(main) = main {
        into.headline = main.line();
    }
    for wanted in HeadlineUse::ALL {
        let said =
            names.best(meta.all("headline").filter(|it| headlines::used_for(&role(it)) == Some(wanted)));
        headlines::take(into, said.map(|it| (wanted.name(), it.line())).into_iter());
    }
    into.kicker =
        names.best(meta.all("headline").filter(is_kicker)).map(|kicker| kicker.line()).unwrap_or_default();
    let is_caption = |element: &Element| role(element).contains("caption");
    let description = names.best(meta.all("description").filter(|description| !is_caption(description)));
    let under = || names.best(meta.all("headline").filter(|headline| role(headline).contains("sub")));
    into.standfirst = description.or_else(under).map(|element| element.line()).unwrap_or_default();
}

fn urgency(meta: Element, place: &mut Place) -> Urgency {
    let said = meta.child("urgency").map(|urgency| urgency.line()).filter(|said| !said.is_empty());
    let Some(said) = said else {
        return Urgency::default();
    };
    urgency::read(&said).unwrap_or_else(|| {
        place.say("bad-urgency", format!("'{}' is no urgency from 1 to 9; taken as 5", excerpt(&said)));
        Urgency::default()
    })
}

fn signatures<'a>(meta: Element<'a>, text: bool, names: &Names<'a>) -> Vec<Signature> {
    let by: Vec<Signature> = meta.all("by").flat_map(|by| byline::names_in(&by.line())).collect();
    if !by.is_empty() {
        return by;
    }
    let signature = |creator: Element<'a>| Signature {
        name: names.of(creator),
        role: creator.child("role").map(|role| names.of(role)).unwrap_or_default(),
    };
    // A literal in one word is a code: somebody's desk, not somebody.
    let named = |creator: &Element<'a>| {
        creator.child("name").is_some() || creator.attribute("literal").is_none_or(|code| code.contains(' '))
    };
    // Whoever took the pictures of a text did not write it.
    let pictured = |creator: &Element<'a>| {
        let role = creator.attribute("role").unwrap_or_default().to_lowercase();
        text && ["photo", "camera", "graphic", "illustrat"].iter().any(|word| role.contains(word))
    };
    // A company whose data it is, and an account of the newsroom's system, sign nothing.
    let signs = |creator: &Element<'a>| {
        let role = creator.attribute("role").unwrap_or_default().to_lowercase();
        let name = names.of(*creator);
        !role.ends_with("source") && !name.is_empty() && !is_account(&name)
    };
    let creators = meta.all("creator").filter(named).filter(|creator| !pictured(creator)).filter(signs);
    creators.map(signature).collect()
}

/// `surname.name`: what somebody signs in with.
fn is_account(name: &str) -> bool {
    let fine =
        |letter: char| letter.is_lowercase() || letter.is_numeric() || matches!(letter, '.' | '_' | '-');
    name.trim_matches('.').contains(['.', '_']) && name.chars().all(fine)
}

fn source_credit<'a>(source: Element<'a>, names: &Names<'a>) -> Option<SourceCredit> {
    let name = names.or_code(source);
    let href = source.attribute("uri").and_then(href::safe).unwrap_or_default();
    (!name.is_empty()).then_some(SourceCredit { name, href, note: String::new() })
}

/// City, region and country: by their type, or by their place in the row from the smallest to the largest.
fn located_into<'a>(located: Element<'a>, into: &mut Item, names: &Names<'a>) {
    if !into.located.is_empty() {
        return;
    }
    for part in std::iter::once(located).chain(located.all("broader")) {
        let kind = part.attribute("type").unwrap_or_default().to_lowercase();
        let code = code(part).unwrap_or_default().to_lowercase();
        let target = if kind.contains("country") || code.starts_with("iso3166") {
            &mut into.located.country
        } else if kind.contains("statprov") || kind.contains("region") || kind.contains("state") {
            &mut into.located.region
        } else if into.located.city.is_empty() {
            &mut into.located.city
        } else {
            &mut into.located.region
        };
        if target.is_empty() {
            *target = names.or_code(part);
        }
    }
}

/// A subject is a section (the top of a taxonomy), a topic, a place or a person; codes without a name say nothing.
fn subject_into<'a>(subject: Element<'a>, into: &mut Item, names: &Names<'a>) {
    let name = names.of(subject);
    let kind = subject.attribute("type").unwrap_or_default().to_lowercase();
    let code = code(subject).unwrap_or_default();
    let (scheme, bare) = parted(code);
    into.subjects.push(CodedSubject { code: bare.into(), scheme: scheme.into(), name: name.clone() });
    let list = if kind.contains("person") {
        &mut into.people
    } else if kind.contains("organisation") || kind.contains("organization") {
        &mut into.organisations
    } else if kind.contains("geoarea") || kind.contains("poi") || kind.contains("place") {
        &mut into.places
    } else if code.ends_with("000000") {
        &mut into.sections
    } else {
        &mut into.topics
    };
    list.push(name);
}

pub(super) fn rights<'a>(item: Element<'a>, into: &mut Item, names: &Names<'a>) {
    let infos: Vec<Element> = item.all("rightsinfo").collect();
    let text = |name: &'a str| {
        let all = infos.iter().flat_map(|info| info.all(name).collect::<Vec<_>>());
        names.best(all).map(|element| prose::fold(&element.words())).unwrap_or_default()
    };
    into.copyright = text("copyrightnotice");
    into.usage_terms = text("usageterms");
    if into.copyright.is_empty() {
        let holder = infos.iter().find_map(|info| info.child("copyrightholder"));
        into.copyright = holder.map(|holder| names.or_code(holder)).unwrap_or_default();
    }
}
