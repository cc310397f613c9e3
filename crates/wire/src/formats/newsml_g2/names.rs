//! Names of things: in the item's language where there are several, from its assertions where the place of use
//! only has a code.

use std::collections::HashMap;

use story::Language;

use crate::tree::Element;

pub(super) struct Names<'a> {
    language: Language,
    asserted: HashMap<&'a str, Element<'a>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(item: Element<'a>, tag: &str) -> Self {
        let mut asserted = HashMap::new();
        for assertion in item.all("assert").chain(item.all("inlineref")) {
            if let Some(code) = code(assertion) {
                asserted.entry(code).or_insert(assertion);
            }
        }
        Self { language: Language::new(tag), asserted }
    }

    /// The name of a thing that has a code, a name, or both; its literal or the tail of its code at worst.
    pub(super) fn of(&self, thing: Element<'a>) -> String {
        let asserted = code(thing).and_then(|code| self.asserted.get(code)).copied();
        for element in [Some(thing), asserted].into_iter().flatten() {
            let name = self.best(element.all("name"));
            if let Some(name) = name.map(|name| name.line()).filter(|line| !line.is_empty()) {
                return name;
            }
        }
        let own = thing.line();
        if !own.is_empty() && thing.elements().next().is_none() {
            return own;
        }
        thing.attribute("literal").unwrap_or_default().to_owned()
    }

    /// As [`Names::of`], and the code's own word where there is no name: `nprov:AFP` is AFP.
    pub(super) fn or_code(&self, thing: Element<'a>) -> String {
        let name = self.of(thing);
        if !name.is_empty() {
            return name;
        }
        let code = code(thing).unwrap_or_default();
        let tail = if code.contains("://") { code } else { code.rsplit(':').next().unwrap_or(code) };
        tail.to_owned()
    }

    /// Of several versions of a text, the one in the item's language, without a role before one with a role.
    pub(super) fn best(&self, versions: impl Iterator<Item = Element<'a>>) -> Option<Element<'a>> {
        versions
            .filter(|version| !version.line().is_empty())
            .enumerate()
            .min_by_key(|(n, version)| {
                let said = version.attribute("lang").map(Language::new);
                let language = match said {
                    Some(said) if said == self.language => 0,
                    None => 1,
                    Some(said) if said.primary() == self.language.primary() => 1,
                    Some(_) => 2,
                };
                let role = version.attribute("role").unwrap_or_default();
                let role =
                    if role.is_empty() || role.contains("main") || role.contains("display") { 0 } else { 1 };
                (language, role, *n)
            })
            .map(|(_, version)| version)
    }
}

pub(super) fn code(thing: Element<'_>) -> Option<&str> {
    thing.attribute("qcode").or(thing.attribute("uri"))
}

/// The list and the bare code: `medtop:20000256`, or an address that ends with the code.
pub(super) fn parted(code: &str) -> (&str, &str) {
    let cut = if code.contains("://") { code.rsplit_once('/') } else { code.split_once(':') };
    cut.filter(|(_, bare)| !bare.is_empty()).unwrap_or(("", code))
}
