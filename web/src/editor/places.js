// Where the texts of a story stand in the document, by the addresses that the server gives them (`block:7`,
// `caption:3:0`), and which words a finding means.
import { byteOffsets, textOf, unitAt } from "./content.js";

const TITLES = { paragraph: true, subheading: true };

// Address to the first position inside the text and its node.
export function texts(doc) {
  const found = new Map();
  const add = (address, node, pos) => found.set(address, { from: pos + 1, node });
  const inside = (node, pos, visit) => node.forEach((child, offset, index) => visit(child, pos + 1 + offset, index));
  const captions = (node, pos, address) => inside(node, pos, (child, at) => {
    if (/^(caption|credit|alt)$/.test(child.type.name)) add(address(child.type.name), child, at);
  });
  const insideBlock = (block, pos) => {
    const id = block.attrs.id;
    const name = block.type.name;
    if (TITLES[name]) return add(`block:${id}`, block, pos);
    if (name === "picture" || name === "video") captions(block, pos, (part) => `${part}:${id}:0`);
    let item = 0;
    inside(block, pos, (child, at) => {
      const kind = child.type.name;
      if (kind === "title" || kind === "quote_words") add(`block:${id}`, child, at);
      else if (kind === "speaker" || kind === "role") add(`${kind}:${id}`, child, at);
      else if (kind === "list_item" || kind === "fact") add(`item:${id}:${item++}`, child, at);
      else if (kind === "gallery_picture") {
        const n = item++;
        captions(child, at, (part) => `${part}:${id}:${n}`);
      } else if (kind === "table_body") {
        inside(child, at, (row, rowAt, r) => inside(row, rowAt, (cell, cellAt, c) => add(`cell:${id}:${r}:${c}`, cell, cellAt)));
      }
    });
  };
  doc.forEach((child, offset) => {
    const name = child.type.name;
    if (name === "kicker" || name === "headline" || name === "standfirst") add(name, child, offset);
    else if (name === "lead") captions(child, offset, (part) => `lead-${part}`);
    else insideBlock(child, offset);
  });
  return found;
}

// The range of a target, if its words still stand there.
export function rangeOf(found, { field, span, text }) {
  const place = found.get(field);
  if (!place) return null;
  const words = textOf(place.node);
  const offsets = byteOffsets(words);
  const [start, end] = [unitAt(offsets, span.start), unitAt(offsets, span.end)];
  if (offsets[start] !== span.start || offsets[end] !== span.end) return null;
  if (text !== undefined && words.slice(start, end) !== text) return null;
  return { from: place.from + start, to: place.from + end };
}
