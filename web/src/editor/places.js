// Where the texts of a story stand in the document, by the addresses that the server gives them (`block:7`,
// `caption:3:0`), and which words a finding means. The server knows nothing of what is only suggested.
import { byteOffsets, unitAt } from "./content.js";
import { isAdded, isLine, passages } from "./suggested.js";

const TITLES = { paragraph: true, subheading: true };

// The letters of a text that are no suggestion, and where they stand.
function pieces(node, pos) {
  const list = [];
  node.forEach((child, offset) => { if (!isAdded(child)) list.push({ text: child.isText ? child.text : "\n", from: pos + 1 + offset }); });
  return list.length ? list : [{ text: "", from: pos + 1 }];
}

// Address to the pieces of the text there.
export function texts(doc) {
  const found = new Map();
  const add = (address, node, pos) => found.set(address, pieces(node, pos));
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
    else if (!isLine(child)) insideBlock(child, offset);
  });
  for (const { id, nodes } of passages(doc)) if (isLine(nodes[0].node)) found.set(`block:${id}`, nodes.flatMap(({ node, pos }) => pieces(node, pos)));
  return found;
}

// The range of a target, if its words still stand there; `whole` where nothing suggested stands among them.
export function rangeOf(found, { field, span, text }) {
  const place = found.get(field);
  if (!place) return null;
  const words = place.map((piece) => piece.text).join("");
  const offsets = byteOffsets(words);
  const [start, end] = [unitAt(offsets, span.start), unitAt(offsets, span.end)];
  if (offsets[start] !== span.start || offsets[end] !== span.end) return null;
  if (text !== undefined && words.slice(start, end) !== text) return null;
  let at = 0;
  let [from, to] = [null, null];
  for (const piece of place) {
    const past = at + piece.text.length;
    if (start <= past && (from === null || start === at) && (start < end || from === null)) from = piece.from + start - at;
    if (end > at || to === null) to = piece.from + Math.min(end, past) - at;
    at = past;
  }
  if (start === end) to = from;
  return { from, to, whole: to - from === end - start };
}
