// The story as the document that everybody who writes in it shares (Yjs), and as the editor's. The shapes are the
// server's: words merge letter by letter, a block stays the same block wherever it is moved and whatever it becomes, and
// whatever is no part of a story is passed over.
import { Plugin, TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import { behind, lostIn, putBack } from "./rescue.js";
import { changeText, freshText, partsOf, stretches } from "./words.js";

const CAPTIONS = ["caption", "credit", "alt"];
// Texts of a block by the names of its fields, lists by the name of what is in them, and plain values.
const FIELDS = {
  quote: ["quote_words", "speaker", "role"], picture: CAPTIONS, lead: CAPTIONS, gallery_picture: CAPTIONS, gallery: ["title"],
  video: ["title", "address", "seconds", ...CAPTIONS], embed: ["title", "provider", "address"], fact_box: ["title"], table: ["title"], list: [],
};
const ITEMS = { list: "list_item", gallery: "gallery_picture", fact_box: "fact" };
const OPEN = ["added", "struck", "of"];
const FILE = ["file", "language"];
const VALUES = { paragraph: [], subheading: [], quote: ["spoken"], list: ["numbered"], picture: FILE, gallery: [], video: [...FILE, "duration"], embed: [], fact_box: [], table: ["header"] };
for (const name of Object.keys(VALUES)) VALUES[name] = [...VALUES[name], ...OPEN];
Object.assign(VALUES, { lead: [...FILE, "added", "struck"], gallery_picture: FILE });
const BLOCKS = new Set(["paragraph", "subheading", "quote", "list", "picture", "gallery", "video", "embed", "fact_box", "table"]);
const HEADS = ["kicker", "headline", "standfirst"];
const CARRIES = { link: "href", foreign: "language", struck: "by" };

const children = (node) => {
  const list = [];
  node.forEach((child) => list.push(child));
  return list;
};

const same = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

const fresh = (node) => {
  if (node.isTextblock) return freshText(node);
  if (node.type.name === "table_row") return Y.Array.from(children(node).map(freshText));
  const map = new Y.Map();
  fill(map, node);
  return map;
};

function changeField(map, name, node) {
  const text = map.get(name);
  if (text instanceof Y.Text) changeText(text, node);
  else map.set(name, freshText(node));
}

// A list of texts, pictures or rows: what did not change stays, what stands at the same place is changed there.
function changeList(list, old, now) {
  let [from, tail] = [0, 0];
  while (from < Math.min(old.length, now.length) && old[from].eq(now[from])) from += 1;
  while (tail < Math.min(old.length, now.length) - from && old[old.length - 1 - tail].eq(now[now.length - 1 - tail])) tail += 1;
  const [gone, come] = [old.slice(from, old.length - tail), now.slice(from, now.length - tail)];
  const both = Math.min(gone.length, come.length);
  for (let n = 0; n < both; n += 1) {
    const inside = list.get(from + n);
    if (come[n].isTextblock && inside instanceof Y.Text) changeText(inside, come[n]);
    else if (come[n].type.name === "table_row" && inside instanceof Y.Array) changeList(inside, children(gone[n]), children(come[n]));
    else if (inside instanceof Y.Map) change(inside, gone[n], come[n]);
  }
  if (gone.length > both) list.delete(from + both, gone.length - both);
  if (come.length > both) list.insert(from + both, come.slice(both).map(fresh));
}

function changeItems(map, name, old, now) {
  const list = map.get(name);
  if (old && list instanceof Y.Array && list.length === old.length) changeList(list, old, now);
  else map.set(name, Y.Array.from(now.map(fresh)));
}

function fill(map, node) {
  for (const name of VALUES[node.type.name] ?? []) if (node.attrs[name] !== null) map.set(name, node.attrs[name]);
  if (node.isTextblock) return;
  const parts = children(node);
  (FIELDS[node.type.name] ?? []).forEach((name, n) => map.set(name, freshText(parts[n])));
  if (ITEMS[node.type.name]) map.set(ITEMS[node.type.name], Y.Array.from(parts.slice(FIELDS[node.type.name].length).map(fresh)));
  if (node.type.name === "table") map.set("table_body", Y.Array.from(children(parts[1]).map(fresh)));
}

// Makes a shared block say what a node says where it says another.
function change(map, old, node) {
  const name = node.type.name;
  for (const value of VALUES[name] ?? []) {
    if (same(old.attrs[value], node.attrs[value])) continue;
    if (node.attrs[value] === null) map.delete(value);
    else map.set(value, node.attrs[value]);
  }
  if (node.isTextblock) return changeField(map, "text", node);
  const [before, now] = [children(old), children(node)];
  FIELDS[name].forEach((field, n) => { if (!before[n].eq(now[n])) changeField(map, field, now[n]); });
  const fields = FIELDS[name].length;
  if (ITEMS[name]) changeItems(map, ITEMS[name], before.slice(fields), now.slice(fields));
  else if (name === "table" && !before[1].eq(now[1])) changeItems(map, "table_body", children(before[1]), children(now[1]));
  return undefined;
}

function freshBlock(node) {
  const map = new Y.Map();
  map.set("type", node.type.name);
  fill(map, node);
  if (node.isTextblock) map.set("text", freshText(node));
  return map;
}

// Reads shared words as nodes of the editor.
function reader(schema) {
  const { nodes } = schema;
  const marks = (type, given, by) => Object.entries(given).reduce((set, [name, value]) => {
    const mark = schema.marks[name];
    if (!mark || name === "added" || !type.allowsMarkType(mark) || value === undefined || value === null || value === false) return set;
    if (CARRIES[name] && name !== "struck" && typeof value !== "string") return set;
    return mark.create(CARRIES[name] ? { [CARRIES[name]]: String(value) } : null).addToSet(set);
  }, by === null ? [] : [schema.marks.added.create({ by })]);
  const inline = (type, parts) => parts.flatMap(([words, given, by]) => words.split(/(\n)/).filter(Boolean).map((piece) => {
    const on = marks(type, given, by);
    return piece === "\n" ? nodes.hard_break.create(null, null, on) : schema.text(piece, on);
  }));
  const text = (name, from, attrs = null) => nodes[name].create(attrs, from instanceof Y.Text ? inline(nodes[name], partsOf(from)) : []);
  const list = (from) => (from instanceof Y.Array ? from.toArray() : []);
  const file = (given) => {
    if (given?.at === "stored" && typeof given.asset === "string") return { at: "stored", asset: given.asset };
    return given?.at === "remote" && typeof given.href === "string" ? { at: "remote", href: given.href } : { at: "missing" };
  };
  const sign = (given) => (given === undefined || given === null || given === false ? null : String(given));
  const attrs = {
    added: sign, struck: sign, of: (given) => (Number.isInteger(given) && given > 0 ? given : null),
    spoken: Boolean, numbered: Boolean, file, language: (given) => (typeof given === "string" ? given : null), duration: (given) => Number(given) || 0, header: (given) => Number(given) || 0,
  };
  const values = (name, map) => Object.fromEntries((VALUES[name] ?? []).map((value) => [value, attrs[value](map.get(value))]));
  const body = (name, map, own = {}) => {
    const parts = FIELDS[name].map((field) => text(field, map.get(field)));
    const items = list(map.get(ITEMS[name])).map((item) => (ITEMS[name] === "gallery_picture" ? body("gallery_picture", item instanceof Y.Map ? item : new Map()) : text(ITEMS[name], item)));
    if (name === "table") items.push(nodes.table_body.create(null, list(map.get("table_body")).map((row) => nodes.table_row.create(null, list(row).map((cell) => text("cell", cell))))));
    return nodes[name].create({ ...own, ...values(name, map) }, [...parts, ...items]);
  };
  const block = (id, map) => {
    const name = map instanceof Y.Map ? map.get("type") : null;
    if (!BLOCKS.has(name)) return null;
    return FIELDS[name] ? body(name, map, { id }) : text(name, map.get("text"), { id, ...values(name, map) });
  };
  return { text, body, block };
}

const CARET_LETTERS = 24;
const lettersBefore = ($pos) => $pos.parent.textBetween(Math.max(0, $pos.parentOffset - CARET_LETTERS), $pos.parentOffset, null, "\n");

// `sign` makes the signature of a suggestion.
export function sharing(ydoc, schema, sign = () => "") {
  const [order, blocks, lead] = [ydoc.getArray("order"), ydoc.getMap("blocks"), ydoc.getMap("lead")];
  const read = reader(schema);
  const origin = {};
  const undoing = new Y.UndoManager([...HEADS.map((name) => ydoc.getText(name)), lead, order, blocks], { trackedOrigins: new Set([origin]), captureTimeout: 600 });
  let view = null;
  // What the shared document said when it was last read or written.
  let mirror = null;

  const ids = () => [...new Set(order.toArray().filter((id) => /^[1-9]\d{0,9}$/.test(id)))];

  // The whole as the editor's document. Blocks that `unchanged` knows are taken from there.
  function whole(unchanged = () => null) {
    const heads = HEADS.map((name) => unchanged(name) ?? read.text(name, ydoc.getText(name)));
    const picture = lead.has("file") ? [unchanged("lead") ?? read.body("lead", lead)] : [];
    const rest = ids().map((id) => unchanged(id) ?? read.block(Number(id), blocks.get(id))).filter(Boolean);
    return schema.nodes.doc.create(null, [...heads, ...picture, ...rest]);
  }

  const keyOf = (node) => ("id" in node.attrs ? String(node.attrs.id) : node.type.name);
  const byKey = (doc) => new Map(children(doc).map((node) => [keyOf(node), node]));

  // What was typed here goes into the shared document.
  function write(now) {
    const [before, after] = [byKey(mirror), byKey(now)];
    ydoc.transact(() => {
      for (const name of HEADS) if (!before.get(name).eq(after.get(name))) changeText(ydoc.getText(name), after.get(name));
      const [old, picture] = [before.get("lead"), after.get("lead")];
      if (picture && old) change(lead, old, picture);
      else if (picture) fill(lead, picture);
      else if (old) for (const key of [...lead.keys()]) lead.delete(key);
      for (const [id, node] of after) {
        if (!("id" in node.attrs) || before.get(id)?.eq(node)) continue;
        const [known, map] = [before.get(id), blocks.get(id)];
        const kept = known && map instanceof Y.Map && (known.type === node.type || (known.isTextblock && node.isTextblock));
        if (!kept) blocks.set(id, freshBlock(node));
        else {
          if (known.type !== node.type) map.set("type", node.type.name);
          change(map, known, node);
        }
      }
      reorder([...before.keys()].filter((id) => blocks.has(id)), [...after.keys()].filter((id) => blocks.has(id)));
      for (const id of before.keys()) if (!after.has(id)) blocks.delete(id);
    }, origin);
    mirror = now;
  }

  function reorder(old, now) {
    let [from, tail] = [0, 0];
    while (from < Math.min(old.length, now.length) && old[from] === now[from]) from += 1;
    while (tail < Math.min(old.length, now.length) - from && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
    const gone = new Set(old.slice(from, old.length - tail));
    const come = now.slice(from, now.length - tail);
    if (gone.size) for (let at = order.length - 1; at >= 0; at -= 1) if (gone.has(order.get(at))) order.delete(at);
    if (come.length) order.insert(from ? order.toArray().indexOf(now[from - 1]) + 1 : 0, come);
  }

  // The shared text at a place of the document, and all places of shared texts.
  function textAt($pos) {
    const top = $pos.node(1);
    if (!$pos.parent.isTextblock) return null;
    if (HEADS.includes(top.type.name)) return ydoc.getText(top.type.name);
    const map = top.type.name === "lead" ? lead : blocks.get(String(top.attrs.id));
    if (!(map instanceof Y.Map)) return null;
    if ($pos.depth === 1) return map.get("text");
    const [child, fields] = [$pos.node(2).type.name, FIELDS[top.type.name].length];
    if (FIELDS[top.type.name].includes(child)) return map.get(child);
    const item = map.get(child)?.get?.($pos.index(1) - (child === "table_body" ? $pos.index(1) - $pos.index(2) : fields));
    if (child === "table_body") return item?.get?.($pos.index(3));
    return child === "gallery_picture" ? item?.get?.($pos.node(3).type.name) : item;
  }

  const texts = (doc) => {
    const found = new Map();
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      const text = textAt(doc.resolve(pos + 1));
      if (!(text instanceof Y.Text)) return false;
      const all = stretches(text);
      for (const type of new Set([text, ...all.map((one) => one.type)])) found.set(type, { from: pos + 1, size: node.content.size, all });
      return false;
    });
    return found;
  };

  // A caret stays behind the letter it stands behind, a selection around the letters in it.
  const relative = (doc, pos, side) => {
    const $pos = doc.resolve(pos);
    const text = $pos.depth > 0 ? textAt($pos) : null;
    if (!(text instanceof Y.Text)) return null;
    const [all, at] = [stretches(text), $pos.parentOffset];
    const here = side < 0 ? all.find((one) => at <= one.at + one.size) : all.findLast((one) => at >= one.at);
    return here ? Y.createRelativePositionFromTypeIndex(here.type, here.index + Math.min(Math.max(at - here.at, 0), here.size), side) : Y.createRelativePositionFromTypeIndex(text, 0, side);
  };
  // Where a relative position is in a document; `null` where its text is gone.
  const absolute = (places, position) => {
    const at = position && Y.createAbsolutePositionFromRelativePosition(position, ydoc);
    const place = at && places.get(at.type);
    if (!place) return null;
    const here = place.all.find((one) => one.type === at.type && at.index >= one.index && at.index <= one.index + one.size) ?? place.all.findLast((one) => one.host === at.type && one.hosted < at.index);
    return here ? place.from + Math.min(here.at + (here.type === at.type ? at.index - here.index : here.size), place.size) : place.from;
  };
  const selected = ({ doc, selection }) => {
    if (!(selection instanceof TextSelection)) return null;
    const { anchor, head } = selection;
    return { a: relative(doc, anchor, anchor < head ? 0 : -1), h: relative(doc, head, head < anchor ? 0 : -1) };
  };

  // What others wrote, or undo took back, goes into the editor; whoever writes here stays where they are.
  function take(transaction, selection) {
    const changed = (type) => transaction.changedParentTypes.has(type);
    const known = byKey(mirror);
    const touched = (key) => (HEADS.includes(key) ? changed(ydoc.getText(key)) : key === "lead" ? changed(lead) : changed(blocks) && (!(blocks.get(key) instanceof Y.Map) || changed(blocks.get(key)) || transaction.changed.get(blocks)?.has(key)));
    const now = whole((key) => (touched(key) ? null : known.get(key) ?? null));
    const { tr } = view.state;
    patch(tr, 0, children(mirror), children(now));
    mirror = tr.doc;
    if (!tr.docChanged) return;
    const places = texts(tr.doc);
    const [a, h] = [absolute(places, selection?.a), absolute(places, selection?.h)];
    if (a !== null && h !== null) tr.setSelection(TextSelection.create(tr.doc, a, h));
    view.dispatch(tr.setMeta("addToHistory", false).setMeta("shared", true));
  }

  // Lost words with the blocks that stood before theirs.
  function placed(one) {
    let item = one.text._item;
    while (item.parent !== blocks && item.parent._item) item = item.parent._item;
    const keys = [...byKey(mirror).keys()];
    // A picture above the text is above all other blocks.
    const before = new Set(item.parent === blocks ? keys.slice(0, keys.indexOf(item.parentSub) + blocks.has(item.parentSub)) : [...HEADS, "lead"]);
    return { ...one, stays: (top) => before.has(keyOf(top)) };
  }

  const size = (nodes) => nodes.reduce((sum, node) => sum + node.nodeSize, 0);

  // Replaces what differs, text by text where the nodes around are the same ones.
  function patch(tr, pos, before, after) {
    let [from, tail] = [0, 0];
    const most = Math.min(before.length, after.length);
    while (from < most && before[from].eq(after[from])) from += 1;
    while (tail < most - from && before[before.length - 1 - tail].eq(after[after.length - 1 - tail])) tail += 1;
    const [gone, come] = [before.slice(from, before.length - tail), after.slice(from, after.length - tail)];
    const start = pos + size(before.slice(0, from));
    if (gone.length !== come.length || !gone.every((node, n) => node.sameMarkup(come[n]))) {
      tr.replaceWith(start, start + size(gone), come);
      return;
    }
    let at = start + size(gone);
    for (let n = gone.length - 1; n >= 0; n -= 1) {
      at -= gone[n].nodeSize;
      if (gone[n].isTextblock) retype(tr, at + 1, gone[n].content, come[n].content);
      else patch(tr, at + 1, children(gone[n]), children(come[n]));
    }
  }

  function retype(tr, pos, old, now) {
    const start = old.findDiffStart(now);
    if (start === null) return;
    let { a, b } = old.findDiffEnd(now);
    const overlap = start - Math.min(a, b);
    if (overlap > 0) [a, b] = [a + overlap, b + overlap];
    tr.replaceWith(pos + start, pos + a, now.cut(start, b));
  }

  const plugin = new Plugin({
    view(made) {
      view = made;
      let before = null;
      // The letters before a caret whose text is gone: it goes where they come back.
      let stray = null;
      const remember = (transaction) => {
        if (transaction.origin === origin) return;
        before = selected(view.state);
        if (before) before.letters = lettersBefore(view.state.selection.$head);
      };
      const follow = (transaction) => {
        if (transaction.origin === origin) stray = null;
        if (transaction.origin === origin || !transaction.changed.size) return;
        const [lost, old] = [lostIn(transaction).map(placed), byKey(mirror)];
        take(transaction, transaction.origin === undoing ? undone : before);
        // Whoever stood in a text that is gone goes on behind what they wrote.
        const away = Boolean(before?.a) && absolute(texts(view.state.doc), before.a) === null;
        const changed = (top) => !old.get(keyOf(top))?.eq(top);
        if (lost.length) putBack(view, lost, changed, away, sign);
        else {
          if (away) stray = before.letters;
          const at = stray && behind(view.state.doc, changed, stray);
          if (at) view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)).setMeta("addToHistory", false));
          if (at) stray = null;
        }
      };
      ydoc.on("beforeTransaction", remember);
      ydoc.on("afterTransaction", follow);
      return {
        update() { if (view.state.doc !== mirror && !view.state.doc.eq(mirror)) write(view.state.doc); },
        destroy() {
          ydoc.off("beforeTransaction", remember);
          ydoc.off("afterTransaction", follow);
        },
      };
    },
  });

  // Undo goes back to where the words were.
  let undone = null;
  // Fields beside the text that were changed in one go with it, each with the step that it is undone with; `alone`: with
  // none of its own. What is done anew leaves nothing to redo.
  const besides = { undo: [], redo: [] };
  let stepping = false;
  const stackOf = (name) => (name === "undo" ? undoing.undoStack : undoing.redoStack);
  const put = (changes, part) => changes.forEach(({ field, ...said }) => {
    if (field.value !== said[part === "was" ? "now" : "was"]) return;
    field.value = said[part];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  undoing.on("stack-item-added", () => { if (!stepping) besides.redo = []; });
  undoing.on("stack-item-added", ({ stackItem }) => { if (view && !stackItem.meta.has("place")) stackItem.meta.set("place", selected(view.state)); });
  const step = (name) => (state, dispatch) => {
    const [stack, back] = [stackOf(name), name === "undo" ? "redo" : "undo"];
    const along = besides[name].at(-1)?.top === stack.at(-1) ? besides[name].at(-1) : null;
    if (!stack.length && !along) return false;
    if (!dispatch) return true;
    stepping = true;
    if (!along?.alone) {
      undone = stack.at(-1).meta.get("place") ?? null;
      undoing[name]();
    }
    stepping = false;
    if (along) {
      besides[name].pop();
      put(along.changes, name === "undo" ? "was" : "now");
      besides[back].push({ ...along, top: stackOf(back).at(-1) });
    }
    return true;
  };

  return {
    plugin,
    first() {
      mirror = whole();
      return mirror;
    },
    undo: step("undo"),
    redo: step("redo"),
    // What is typed from here on is undone by itself.
    cut: () => undoing.stopCapturing(),
    // Fields beside the text get other words, which are undone with the last step of the text or, `alone`, by themselves.
    beside(changes, alone) {
      undoing.stopCapturing();
      put(changes, "now");
      besides.redo = [];
      besides.undo.push({ changes, alone, top: undoing.undoStack.at(-1) });
    },
    // Words for which there was no room in the document: at the end, a paragraph each.
    putAtEnd: (words, added = false) => putBack(view, words.map((one) => ({ known: "", stays: () => true, added, runs: [{ at: 0, words: one }] })), () => false, false, sign),
    place: (state) => {
      const at = selected(state);
      return at?.a && at.h ? { a: Y.relativePositionToJSON(at.a), h: Y.relativePositionToJSON(at.h) } : null;
    },
    // Ranges of the document at places as others say them.
    ranges(doc, carets) {
      const places = texts(doc);
      return carets.map((caret) => {
        try {
          const [a, h] = [caret.a, caret.h].map((at) => absolute(places, Y.createRelativePositionFromJSON(at)));
          return a === null || h === null ? null : { from: Math.min(a, h), to: Math.max(a, h), head: h };
        } catch {
          return null;
        }
      });
    },
  };
}
