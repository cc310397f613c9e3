// A shared text: words with marks, and between them what somebody suggests to add, each a part of its own
// (`{ added: signature, words }`). Whoever reads the text alone has it without; it becomes words only by being accepted.
import * as Y from "yjs";

const CARRIES = { link: "href", foreign: "language", struck: "by" };

const isSuggestion = (one) => one instanceof Y.Map && one.get("words") instanceof Y.Text;
const signed = (map) => {
  const by = map.get("added");
  return by === undefined || by === null || by === false ? "?" : String(by);
};
const isLow = (key) => key?.length === 1 && key >= "\udc00" && key <= "\udfff";

// Runs as [words, marks, signature or null], in the order in which they are read.
export function partsOf(text, by = null) {
  return text.toDelta().flatMap(({ insert, attributes = {} }) => {
    if (typeof insert === "string") return [[insert, attributes, by]];
    return by === null && isSuggestion(insert) ? partsOf(insert.get("words"), signed(insert)) : [];
  });
}

// Where the letters that are read stand: in which shared text, from which place of it, and from where in what is read.
// `host` and `hosted` are the text that a suggestion stands in, and where.
export function stretches(text, host = null, hosted = 0) {
  let [at, index] = [0, 0];
  return text.toDelta().flatMap(({ insert }) => {
    const here = index;
    index += typeof insert === "string" ? insert.length : 1;
    if (typeof insert === "string") {
      at += insert.length;
      return [{ type: text, index: here, at: at - insert.length, size: insert.length, host, hosted }];
    }
    if (host || !isSuggestion(insert)) return [];
    const inside = stretches(insert.get("words"), text, here).map((one) => ({ ...one, at: one.at + at }));
    at += inside.reduce((sum, one) => sum + one.size, 0);
    return inside;
  });
}

const marksOf = (node) => Object.fromEntries(node.marks.filter(({ type }) => type.name !== "added").map(({ type, attrs }) => [type.name, CARRIES[type.name] ? attrs[CARRIES[type.name]] : true]));

// What a node says: runs, and suggestions with runs of their own.
function wanted(node) {
  const all = [];
  node.forEach((child) => {
    const by = child.marks.find(({ type }) => type.name === "added")?.attrs.by;
    const run = [child.isText ? child.text : "\n", marksOf(child)];
    if (by === undefined) all.push(run);
    else if (all.at(-1)?.by === by) all.at(-1).runs.push(run);
    else all.push({ by, runs: [run] });
  });
  return all;
}

// One unit each: letters, and suggestions as a whole.
function unitsOf(parts) {
  return parts.flatMap((part) => (Array.isArray(part)
    ? part[0].split("").map((key) => ({ key, marks: part[1] }))
    : [{ key: `\0${part.by}`, part }]));
}

const known = (text) => unitsOf(text.toDelta().map(({ insert, attributes = {} }) => {
  if (typeof insert === "string") return [insert, attributes];
  return { by: isSuggestion(insert) ? signed(insert) : "\0", map: insert };
}));

function suggestion({ by, runs }) {
  const [map, words] = [new Y.Map(), new Y.Text()];
  words.applyDelta(delta(runs));
  map.set("added", by);
  map.set("words", words);
  return map;
}

const delta = (parts) => parts.map((part) => (Array.isArray(part) ? { insert: part[0], attributes: part[1] } : { insert: suggestion(part) }));

export function freshText(node) {
  const text = new Y.Text();
  text.applyDelta(delta(wanted(node)));
  return text;
}

// Makes a shared text say what a node says, and touches nothing else of it.
export const changeText = (text, node) => change(text, wanted(node));

function change(text, parts) {
  const [old, now] = [known(text), unitsOf(parts)];
  let [from, tail] = [0, 0];
  const most = Math.min(old.length, now.length);
  while (from < most && old[from].key === now[from].key) from += 1;
  if (isLow(old[from]?.key) || isLow(now[from]?.key)) from -= from > 0;
  while (tail < most - from && old[old.length - 1 - tail].key === now[now.length - 1 - tail].key) tail += 1;
  if (tail && isLow(now[now.length - tail].key)) tail -= 1;
  if (old.length - tail > from) text.delete(from, old.length - tail - from);
  insert(text, from, now.slice(from, now.length - tail));
  const stay = [...old.slice(0, from), ...now.slice(from, now.length - tail), ...old.slice(old.length - tail)];
  stay.forEach(({ part }, n) => { if (part?.map && now[n].part) change(part.map.get("words"), now[n].part.runs); });
  format(text, stay, now);
}

function insert(text, from, units) {
  for (let at = 0; at < units.length; ) {
    const { part, marks } = units[at];
    let end = at + 1;
    while (!part && end < units.length && !units[end].part && units[end].marks === marks) end += 1;
    if (part) text.insertEmbed(from + at, suggestion(part), {});
    else text.insert(from + at, units.slice(at, end).map(({ key }) => key).join(""), marks);
    at = end;
  }
}

function format(text, is, to) {
  for (let at = 0; at < to.length; ) {
    let end = at + 1;
    while (end < to.length && is[end].marks === is[at].marks && to[end].marks === to[at].marks) end += 1;
    if (is[at].marks && to[at].marks) {
      const change = {};
      for (const name of Object.keys(is[at].marks)) if (!(name in to[at].marks)) change[name] = null;
      for (const [name, value] of Object.entries(to[at].marks)) if (is[at].marks[name] !== value) change[name] = value;
      if (Object.keys(change).length) text.format(at, end - at, change);
    }
    at = end;
  }
}
