//! A document as a tree of elements and texts: one shape for XML and HTML, in one vector, walked without recursion.

use crate::limits::{MARKUP_DEPTH_MAX, MARKUP_ELEMENTS_MAX};

type Id = u32;
const NONE: Id = Id::MAX;
const ROOT: Id = 0;

#[derive(Debug)]
enum Kind {
    /// Local name in lower case; the space is a well-known short name (`media`, `dc`) or the prefix as written.
    Element {
        space: String,
        name: String,
        attributes: Vec<(String, String)>,
    },
    Text(String),
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    parent: Id,
    first: Id,
    last: Id,
    next: Id,
}

#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

/// Builds a tree in document order.
#[derive(Debug)]
pub(crate) struct Builder {
    tree: Tree,
    open: Vec<Id>,
    elements: usize,
}

/// The document asks for more than a document may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OverLimit {
    Depth,
    Elements,
}

impl Builder {
    pub(crate) fn new() -> Self {
        let kind = Kind::Element { space: String::new(), name: String::new(), attributes: Vec::new() };
        let root = Node { kind, parent: NONE, first: NONE, last: NONE, next: NONE };
        Self { tree: Tree { nodes: vec![root] }, open: vec![ROOT], elements: 0 }
    }

    pub(crate) fn start(
        &mut self,
        space: String,
        name: String,
        attributes: Vec<(String, String)>,
    ) -> Result<(), OverLimit> {
        if self.open.len() > MARKUP_DEPTH_MAX {
            return Err(OverLimit::Depth);
        }
        if self.elements >= MARKUP_ELEMENTS_MAX {
            return Err(OverLimit::Elements);
        }
        self.elements += 1;
        let id = self.add(Kind::Element { space, name, attributes });
        self.open.push(id);
        Ok(())
    }

    pub(crate) fn end(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    /// Closes the innermost open element of that name and all inside it; nothing where none is open.
    pub(crate) fn end_named(&mut self, name: &str) -> bool {
        let place = self.open.iter().skip(1).rposition(|id| self.tree.name(*id) == name);
        if let Some(place) = place {
            self.open.truncate(place + 1);
        }
        place.is_some()
    }

    pub(crate) fn text(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let last = self.tree.nodes[self.here() as usize].last;
        if last != NONE
            && let Kind::Text(before) = &mut self.tree.nodes[last as usize].kind
        {
            before.push_str(words);
            return;
        }
        self.add(Kind::Text(words.to_owned()));
    }

    /// Elements still open: the document ended too early.
    pub(crate) fn unclosed(&self) -> usize {
        self.open.len() - 1
    }

    pub(crate) fn finish(self) -> Tree {
        self.tree
    }

    fn here(&self) -> Id {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn add(&mut self, kind: Kind) -> Id {
        let parent = self.here();
        let id = self.tree.nodes.len() as Id;
        self.tree.nodes.push(Node { kind, parent, first: NONE, last: NONE, next: NONE });
        let before = self.tree.nodes[parent as usize].last;
        if before == NONE {
            self.tree.nodes[parent as usize].first = id;
        } else {
            self.tree.nodes[before as usize].next = id;
        }
        self.tree.nodes[parent as usize].last = id;
        id
    }
}

impl Tree {
    /// The document itself; the outermost element is its child.
    pub(crate) fn root(&self) -> Element<'_> {
        Element { tree: self, id: ROOT }
    }

    /// The outermost element.
    pub(crate) fn top(&self) -> Option<Element<'_>> {
        self.root().elements().next()
    }

    fn name(&self, id: Id) -> &str {
        match &self.nodes[id as usize].kind {
            Kind::Element { name, .. } => name,
            Kind::Text(_) => "",
        }
    }
}

/// One element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    tree: &'a Tree,
    id: Id,
}

/// What stands inside an element.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Inside<'a> {
    Element(Element<'a>),
    Text(&'a str),
}

impl<'a> Element<'a> {
    pub(crate) fn name(self) -> &'a str {
        self.tree.name(self.id)
    }

    pub(crate) fn space(self) -> &'a str {
        match &self.tree.nodes[self.id as usize].kind {
            Kind::Element { space, .. } => space,
            Kind::Text(_) => "",
        }
    }

    /// Whether it is `name` of the named space (or of the document's own, written "").
    pub(crate) fn is(self, space: &str, name: &str) -> bool {
        self.name() == name && self.space() == space
    }

    /// The value of an attribute by its local name in lower case, where it has one that is not blank.
    pub(crate) fn attribute(self, name: &str) -> Option<&'a str> {
        match &self.tree.nodes[self.id as usize].kind {
            Kind::Element { attributes, .. } => attributes
                .iter()
                .find(|(key, value)| key == name && !value.trim().is_empty())
                .map(|(_, value)| value.trim()),
            Kind::Text(_) => None,
        }
    }

    pub(crate) fn attributes(self) -> Vec<(String, String)> {
        match &self.tree.nodes[self.id as usize].kind {
            Kind::Element { attributes, .. } => attributes.clone(),
            Kind::Text(_) => Vec::new(),
        }
    }

    pub(crate) fn inside(self) -> impl Iterator<Item = Inside<'a>> {
        let nodes = &self.tree.nodes;
        let first = nodes[self.id as usize].first;
        let ids = std::iter::successors((first != NONE).then_some(first), |id| {
            let next = nodes[*id as usize].next;
            (next != NONE).then_some(next)
        });
        ids.map(move |id| match &nodes[id as usize].kind {
            Kind::Element { .. } => Inside::Element(Element { tree: self.tree, id }),
            Kind::Text(words) => Inside::Text(words),
        })
    }

    pub(crate) fn elements(self) -> impl Iterator<Item = Element<'a>> {
        self.inside().filter_map(|inside| match inside {
            Inside::Element(element) => Some(element),
            Inside::Text(_) => None,
        })
    }

    /// Children of that local name, whatever their space.
    pub(crate) fn all(self, name: &'a str) -> impl Iterator<Item = Element<'a>> {
        self.elements().filter(move |child| child.name() == name)
    }

    pub(crate) fn child(self, name: &str) -> Option<Element<'a>> {
        self.elements().find(|child| child.name() == name)
    }

    /// Every element inside, at any depth, in document order.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Element<'a>> {
        let mut stack: Vec<Element> = self.elements().collect();
        stack.reverse();
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            let mark = stack.len();
            stack.extend(next.elements());
            stack[mark..].reverse();
            Some(next)
        })
    }

    pub(crate) fn find(self, name: &str) -> Option<Element<'a>> {
        self.descendants().find(|element| element.name() == name)
    }

    pub(crate) fn parent(self) -> Option<Element<'a>> {
        let parent = self.tree.nodes[self.id as usize].parent;
        (parent != NONE).then_some(Element { tree: self.tree, id: parent })
    }

    /// Its words as one line: white space folded, nothing of scripts and styles.
    pub(crate) fn line(self) -> String {
        crate::prose::fold(&self.words())
    }

    /// Its words as they stand, the parts of block-like children apart from each other.
    pub(crate) fn words(self) -> String {
        let mut words = String::new();
        let mut stack = vec![Inside::Element(self)];
        while let Some(next) = stack.pop() {
            match next {
                Inside::Text(text) => words.push_str(text),
                Inside::Element(element)
                    if matches!(element.name(), "script" | "style" | "template" | "rt" | "rp") => {}
                Inside::Element(element) if element.name() == "br" => words.push('\n'),
                Inside::Element(element) => {
                    if !crate::html::is_inline(element.name()) && !words.is_empty() {
                        words.push(' ');
                    }
                    let mark = stack.len();
                    stack.extend(element.inside());
                    stack[mark..].reverse();
                }
            }
        }
        words
    }
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}
