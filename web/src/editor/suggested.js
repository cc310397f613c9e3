// Suggestions in a document of the editor: words that somebody would add or strike carry a mark, and blocks a field. A block
// of words that is "added" begins a paragraph that readers do not have yet: what of its words is no suggestion belongs to
// the block that it was divided from (`of`). One that is "struck" would be joined to the one before, or go.
import { Fragment } from "prosemirror-model";

export const isLine = (node) => node?.type.name === "paragraph" || node?.type.name === "subheading";
export const isAdded = (node) => node.marks.some((mark) => mark.type.name === "added");

// Who signed, and when. What a browser wrote here may be anything.
export function signer(by) {
  const [account, at] = String(by).split(".");
  const time = Number.parseInt(at ?? "", 36);
  return { account: /^\d+$/.test(account) ? account : "", at: time > 0 && time < 8e15 ? time : null };
}

export const signature = (account, now = Date.now()) =>
  `${account}.${now.toString(36)}.${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;

const inner = (node, change) => {
  const list = [];
  node.forEach((child) => list.push(change(child)));
  return Fragment.from(list.filter(Boolean));
};

// A node as readers would have it, its suggestions refused or accepted.
export function settled(node, accepted = false) {
  if (node.isInline) {
    const [gone, mark] = accepted ? ["struck", "added"] : ["added", "struck"];
    if (node.marks.some(({ type }) => type.name === gone)) return null;
    return node.mark(node.marks.filter(({ type }) => type.name !== mark));
  }
  return node.copy(inner(node, (child) => settled(child, accepted)));
}

// The blocks of a document as the server reads them: each with the nodes whose words it has, and where these begin.
export function passages(doc) {
  const all = [];
  doc.forEach((node, pos) => {
    const one = { node, pos };
    if (!node.attrs.added) return void all.push({ id: node.attrs.id, nodes: [one] });
    if (!isLine(node)) return undefined;
    const last = all.at(-1);
    if (last && isLine(last.nodes[0].node) && node.attrs.of !== null && last.nodes.some((known) => known.node.attrs.id === node.attrs.of)) last.nodes.push(one);
    else if (settled(node).content.size) all.push({ id: node.attrs.id, nodes: [one] });
    return undefined;
  });
  return all;
}

// The document as readers would have it, without what is suggested.
export function published(doc) {
  return doc.copy(Fragment.from(passages(doc).map(({ nodes }) => {
    const content = nodes.reduce((all, { node }) => all.append(settled(node).content), Fragment.empty);
    const { node } = nodes[0];
    const open = "of" in node.attrs || "struck" in node.attrs ? { ...node.attrs, added: null, struck: null, ...("of" in node.attrs ? { of: null } : {}) } : node.attrs;
    return node.type.create(open, content, node.marks);
  })));
}

// All suggestions in reading order: each with the places that it is made of.
export function suggestions(doc) {
  const all = new Map();
  const add = (by, place) => {
    if (!all.has(by)) all.set(by, { by, places: [] });
    all.get(by).places.push(place);
  };
  doc.descendants((node, pos, parent) => {
    if (node.isInline) {
      for (const { type, attrs } of node.marks) {
        if (type.name === "added" || type.name === "struck") add(attrs.by, { kind: type.name, from: pos, to: pos + node.nodeSize, words: node.isText ? node.text : " " });
      }
    } else if (parent === doc) {
      for (const kind of ["added", "struck"]) {
        if (node.attrs[kind]) add(node.attrs[kind], { kind, from: pos, to: pos + node.nodeSize, block: node.type.name, words: "" });
      }
    }
    return !node.isInline;
  });
  return [...all.values()];
}

// The document with suggestions decided: those signed `wanted`, or all. Nothing else changes.
export function decide(state, wanted, accept) {
  const { tr } = state;
  const meant = (by) => Boolean(by) && (wanted === null || by === wanted);
  const moved = new Map();
  const tops = [];
  tr.doc.forEach((node, pos) => tops.push({ node, pos }));
  for (const { node, pos } of tops.reverse()) {
    words(tr, node, pos, meant, accept);
    block(tr, pos, meant, accept, moved);
  }
  // What was divided from a block that is another's now.
  tr.doc.forEach((node, pos) => {
    let of = node.attrs.of;
    while (moved.has(of)) of = moved.get(of);
    if (of !== node.attrs.of) tr.setNodeAttribute(pos, "of", of ?? null);
  });
  return tr.setMeta("asis", true);
}

function words(tr, top, pos, meant, accept) {
  const found = [];
  top.descendants((node, offset) => {
    if (node.isInline) found.push({ node, from: pos + 1 + offset });
    return !node.isInline;
  });
  for (const { node, from } of found.reverse()) {
    const marks = node.marks.filter(({ type, attrs }) => (type.name === "added" || type.name === "struck") && meant(attrs.by));
    const to = from + node.nodeSize;
    if (marks.some(({ type }) => (type.name === "added") !== accept)) tr.delete(from, to);
    else for (const mark of marks) tr.removeMark(from, to, mark);
  }
}

function block(tr, pos, meant, accept, moved) {
  const node = tr.doc.nodeAt(pos);
  const { added, struck } = node.attrs;
  const goes = (meant(struck) && accept) || (meant(added) && !accept);
  if (goes) return remove(tr, pos, node, moved);
  if (meant(struck)) tr.setNodeAttribute(pos, "struck", null);
  if (!meant(added)) return undefined;
  tr.setNodeAttribute(pos, "added", null);
  if ("of" in node.attrs) tr.setNodeAttribute(pos, "of", null);
  return undefined;
}

// Takes a block away; words that are left in it join those before.
export function remove(tr, pos, node, moved = new Map()) {
  const before = tr.doc.resolve(pos).nodeBefore;
  if (!isLine(node) || node.content.size === 0) return void tr.delete(pos, pos + node.nodeSize);
  if (isLine(before)) {
    moved.set(node.attrs.id, before.attrs.id);
    return void tr.join(pos);
  }
  for (const [name, value] of [["added", null], ["struck", null], ["of", null]]) if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
  return undefined;
}
