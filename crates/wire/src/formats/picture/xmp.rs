//! XMP with the IPTC's photo metadata: properties as attributes, as text, or as lists of `li`.

use story::Located;

use super::{Said, moment};
use crate::problem::Problems;
use crate::tree::{Element, Tree};
use crate::xml;

pub(super) fn read(packet: &str) -> Said {
    let tree = xml::read(packet, &mut Problems::default());
    let property = Properties { tree: &tree };
    let one = |name: &str| property.values(name).into_iter().next().unwrap_or_default();
    let mut categories = property.values("category");
    categories.extend(property.values("supplementalcategories"));
    Said {
        title: one("title"),
        headline: one("headline"),
        caption: one("description"),
        alt: one("alttextaccessibility"),
        creators: property.values("creator"),
        creator_title: one("authorsposition"),
        caption_writer: one("captionwriter"),
        credit: one("credit"),
        source: one("source"),
        copyright: one("rights"),
        usage_terms: one("usageterms"),
        instructions: one("instructions"),
        job: one("transmissionreference"),
        guid: one("digimageguid"),
        keywords: property.values("subject"),
        categories,
        subject_codes: property.values("subjectcode"),
        people: property.values("personinimage"),
        organisations: property.values("organisationinimagename"),
        event: one("event"),
        located: Located { city: one("city"), region: one("state"), country: one("country") },
        sublocation: one("location"),
        country_code: one("countrycode"),
        urgency: one("urgency"),
        created: moment(&one("datecreated"), ""),
        expires: None,
        language: one("language"),
    }
}

struct Properties<'t> {
    tree: &'t Tree,
}

impl<'t> Properties<'t> {
    /// Of the top level only: nested structures (a creator's address, a location shown) have like names.
    fn values(&self, name: &str) -> Vec<String> {
        const VALUES_MAX: usize = 500;
        let descriptions = self.tree.root().descendants().filter(|e| e.name() == "description");
        let top = descriptions.filter(|e| e.parent().is_some_and(|up| up.name() == "rdf"));
        let mut values = Vec::new();
        for description in top {
            if let Some(element) = description.elements().find(|e| e.name() == name && e.space() != "rdf") {
                values.extend(list(element));
            } else if let Some(value) = description.attribute(name) {
                values.push(value.to_owned());
            }
        }
        values.retain(|value| !value.is_empty());
        values.truncate(VALUES_MAX);
        values
    }
}

/// The default language first, where there are several.
fn list(element: Element<'_>) -> Vec<String> {
    let mut entries: Vec<Element> = element.descendants().filter(|e| e.name() == "li").collect();
    if entries.is_empty() {
        return vec![element.line()];
    }
    if element.find("alt").is_some() {
        entries.sort_by_key(|entry| entry.attribute("lang") != Some("x-default"));
        entries.truncate(1);
    }
    entries.into_iter().filter(|e| e.elements().next().is_none()).map(|entry| entry.line()).collect()
}
