// What somebody does who only suggests: the same change, of which nothing takes effect. Words that would go stay and are
// marked, words that come carry a mark; where a paragraph would be divided or joined the block says so; and a block that
// would become another stays, marked, with the other behind it.
import { Fragment, Slice } from "prosemirror-model";
import { Selection, TextSelection } from "prosemirror-state";
import { Mapping, ReplaceStep, Transform } from "prosemirror-transform";
import { isLine, remove, settled, signature, signer } from "./suggested.js";

// What one goes on with within so long is one suggestion.
const TOGETHER_MS = 600_000;
const KEPT = ["paste", "uiEvent", "composition", "inputType"];

const children = (node) => {
  const list = [];
  node.forEach((child) => list.push(child));
  return list;
};
const keyOf = (node) => ("id" in node.attrs ? node.attrs.id : node.type.name);
const shape = (node) => JSON.stringify(node.toJSON(), (key, value) => (key === "content" && value?.every?.((one) => one.type === "text" || one.type === "hard_break") ? undefined : value));
const inlineOnly = (slice) => slice.openStart === 0 && slice.openEnd === 0 && children(slice.content).every((node) => node.isInline);

// A transaction that suggests what `tr` does; `null` for what cannot be suggested.
export function suggested(state, tr, account, now = Date.now()) {
  const work = writer(state.tr, account, now);
  let way = new Mapping();
  tr.steps.forEach((step, n) => {
    const done = work.tr.steps.length;
    const mapped = way.maps.length ? step.map(way) : step;
    if (mapped) work.step(mapped, tr.mapping.slice(n + 1));
    way = new Mapping([step.getMap().invert(), ...way.maps, ...work.tr.mapping.maps.slice(done)]);
  });
  if (work.refused) return null;
  const out = work.tr;
  const place = (pos) => {
    const came = work.came.find(({ from, to }) => pos >= from && pos <= to);
    if (came) return came.at + pos - came.from;
    const back = state.selection.empty && !work.came.length && tr.selection.head < state.selection.head;
    return way.map(pos, back ? -1 : 1);
  };
  const [anchor, head] = [tr.selection.anchor, tr.selection.head].map((pos) => out.doc.resolve(Math.min(place(pos), out.doc.content.size)));
  out.setSelection(tr.selection instanceof TextSelection ? TextSelection.between(anchor, head) : Selection.near(head));
  if (tr.storedMarksSet) out.setStoredMarks(tr.storedMarks);
  for (const name of KEPT) if (tr.getMeta(name) !== undefined) out.setMeta(name, tr.getMeta(name));
  return tr.scrolledIntoView ? out.scrollIntoView() : out;
}

function writer(tr, account, now) {
  const { added, struck } = tr.doc.type.schema.marks;
  const own = (by) => Boolean(by) && signer(by).account === String(account);
  const ownAdded = (node) => node.marks.find((mark) => mark.type === added && own(mark.attrs.by));
  const came = [];
  let fresh = null;
  const work = { tr, came, refused: false, step };

  // One goes on with what one suggested a moment ago beside it.
  function sign(...places) {
    for (const pos of places) {
      const $pos = tr.doc.resolve(pos);
      for (const node of [$pos.nodeBefore, $pos.nodeAfter]) {
        const by = node?.isInline && node.marks.find(({ type, attrs }) => (type === added || type === struck) && own(attrs.by))?.attrs.by;
        if (by && now - (signer(by).at ?? 0) < TOGETHER_MS) return by;
      }
      const by = $pos.parentOffset === 0 && $pos.depth === 1 ? $pos.parent.attrs.added : null;
      if (own(by) && now - (signer(by).at ?? 0) < TOGETHER_MS) return by;
    }
    fresh ??= signature(account, now);
    return fresh;
  }

  const coming = (node, by) => (node.isInline
    ? node.mark(added.create({ by }).addToSet(node.marks.filter(({ type }) => type !== added && type !== struck)))
    : node.type.create({ ...node.attrs, ...("struck" in node.attrs ? { struck: null } : {}) }, Fragment.from(children(node).map((child) => coming(child, by))), node.marks));

  function strike(from, to, by) {
    const found = [];
    tr.doc.nodesBetween(from, to, (node, pos) => {
      if (node.isInline) found.push({ node, from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize) });
      return !node.isInline;
    });
    for (const { node, from: start, to: end } of found.reverse()) {
      if (ownAdded(node)) tr.delete(start, end);
      else if (!node.marks.some(({ type }) => type === struck)) tr.addMark(start, end, struck.create({ by }));
    }
  }

  // What two texts do not share: where they begin to differ, and where each ceases to.
  function differing(old, now) {
    const start = old.findDiffStart(now);
    if (start === null) return null;
    const { a, b } = old.findDiffEnd(now);
    const overlap = Math.max(0, start - Math.min(a, b));
    return { start, a: a + overlap, b: b + overlap };
  }

  // Words in one text. A browser may hand over more than what changed; what stays is no suggestion. Answers with where the
  // new ones are, and which of `content` they are.
  function retype(first, last, content) {
    const part = differing(tr.doc.slice(first, last).content, content);
    if (!part) return null;
    const [from, to] = [first + part.start, first + part.a];
    const fresh = content.cut(part.start, part.b);
    const by = sign(from, to);
    if (fresh.size) tr.replace(to, to, new Slice(Fragment.from(children(fresh).map((node) => coming(node, by))), 0, 0));
    const before = tr.doc.content.size;
    if (to > from) strike(from, to, by);
    return { at: to - (before - tr.doc.content.size), start: part.start, end: part.b };
  }

  function step(one, rest) {
    if (!(one instanceof ReplaceStep)) return generic(one);
    const { from, to, slice } = one;
    const [$from, $to] = [tr.doc.resolve(from), tr.doc.resolve(to)];
    const note = (at, start = 0, end = slice.size) => {
      if (end > start) came.push({ from: rest.map(from + start, -1), to: rest.map(from + end, 1), at });
    };
    if ($from.parent.isTextblock && $from.sameParent($to) && inlineOnly(slice)) {
      const words = retype(from, to, slice.content);
      return words ? note(words.at, words.start, words.end) : undefined;
    }
    if (!fits(one, $from, $to)) return generic(one);
    return note(lines(from, to, slice));
  }

  // Whether a step is about blocks of the text and nothing else: headline and picture above are none, and what others hold
  // is theirs.
  function fits({ from, to, slice }, $from, $to) {
    const whole = ($pos) => $pos.depth === 0 || ($pos.depth === 1 && isLine($pos.parent));
    if (!whole($from) || !whole($to) || !tops(from, to).every(({ node }) => node.type.isInGroup("block"))) return false;
    if (inlineOnly(slice)) return !slice.size || $to.depth === 1;
    const { openStart, openEnd } = slice;
    return openStart <= $to.depth && openEnd === $to.depth && children(slice.content).every((node) => node.type.isInGroup("block"));
  }

  // Blocks divided, joined, added and removed.
  function lines(from, to, slice) {
    const by = sign(to, from);
    let at = to;
    if (slice.size) {
      const size = tr.doc.content.size;
      const host = tr.doc.resolve(to);
      const of = host.depth === 1 ? host.parent.attrs.id : null;
      const marked = new Slice(Fragment.from(children(slice.content).map((node) => coming(node, by))), slice.openStart, slice.openEnd);
      // What opens on one side only fits where the text was.
      const open = slice.openStart === slice.openEnd ? marked : new Slice(marked.content, slice.openEnd, slice.openEnd);
      tr.replace(to, to, open);
      const end = to + tr.doc.content.size - size;
      begun(to, end, by, of);
    }
    for (const { node, pos } of tops(from, to).reverse()) at -= struckBlock(node, pos, from, to, by);
    return at;
  }

  const tops = (from, to) => {
    const list = [];
    tr.doc.forEach((node, pos) => { if (pos < to && pos + node.nodeSize > from) list.push({ node, pos }); });
    return list;
  };

  // Blocks that begin in what came.
  function begun(from, to, by, of) {
    tr.doc.forEach((node, pos) => {
      if (pos < from || pos >= to) return;
      const rest = isLine(node) && pos + node.nodeSize > to && of !== null ? tr.doc.slice(Math.min(to, pos + node.nodeSize - 1), pos + node.nodeSize - 1).content.size : 0;
      tr.setNodeMarkup(pos, null, { ...node.attrs, id: null, added: by, struck: null, of: rest ? of : null });
    });
  }

  // How much shorter the document is for it.
  function struckBlock(node, pos, from, to, by) {
    const size = tr.doc.content.size;
    const end = pos + node.nodeSize;
    if (isLine(node)) strike(Math.max(from, pos + 1), Math.min(to, end - 1), by);
    if (pos < from) return size - tr.doc.content.size;
    const now = tr.doc.nodeAt(pos);
    if (own(now.attrs.added)) remove(tr, pos, now);
    else if (!now.attrs.struck) tr.setNodeAttribute(pos, "struck", by);
    return size - tr.doc.content.size;
  }

  // Whatever else: what it comes to, block by block.
  function generic(one) {
    const tried = new Transform(tr.doc);
    if (tried.maybeStep(one).failed) return;
    let [old, now] = [children(tr.doc), children(tried.doc)];
    let [first, tail] = [0, 0];
    const most = Math.min(old.length, now.length);
    while (first < most && old[first].eq(now[first])) first += 1;
    while (tail < most - first && old[old.length - 1 - tail].eq(now[now.length - 1 - tail])) tail += 1;
    const start = old.slice(0, first).reduce((sum, node) => sum + node.nodeSize, 0);
    [old, now] = [old.slice(first, old.length - tail), now.slice(first, now.length - tail)];
    const paired = old.length === now.length && old.every((node, n) => keyOf(node) === keyOf(now[n]));
    let pos = start + old.reduce((sum, node) => sum + node.nodeSize, 0);
    if (!paired) return exchange(start, old, now);
    for (let n = old.length - 1; n >= 0; n -= 1) {
      pos -= old[n].nodeSize;
      if (shape(old[n]) === shape(now[n])) texts(pos, old[n], now[n]);
      else replaced(pos, old[n], now[n]);
    }
  }

  function texts(pos, old, now) {
    if (old.isTextblock) return void retype(pos + 1, pos + old.nodeSize - 1, now.content);
    const [before, after] = [children(old), children(now)];
    let at = pos + old.nodeSize - 1;
    for (let n = before.length - 1; n >= 0; n -= 1) {
      at -= before[n].nodeSize;
      texts(at, before[n], after[n]);
    }
  }

  // A block that becomes another: its own suggestion is changed, anybody else's words stay and the new block follows.
  function replaced(pos, old, now) {
    if (!now.type.isInGroup("block")) return void (work.refused = true);
    const by = sign(pos);
    if (own(old.attrs.added)) return void tr.replaceWith(pos, pos + old.nodeSize, filled(now, old.attrs.added));
    tr.insert(pos + old.nodeSize, copy(now, by));
    struckWhole(pos, old, by);
  }

  function exchange(start, old, now) {
    if ([...old, ...now].some((node) => !node.type.isInGroup("block"))) return void (work.refused = true);
    const by = sign(start);
    const stays = (node) => now.some((other) => other.eq(node));
    const fresh = now.filter((node) => !old.some((other) => other.eq(node)));
    let pos = start + old.reduce((sum, node) => sum + node.nodeSize, 0);
    tr.insert(pos, fresh.map((node) => copy(node, by)));
    for (const node of [...old].reverse()) {
      pos -= node.nodeSize;
      if (!stays(node)) struckWhole(pos, node, by);
    }
  }

  function struckWhole(pos, node, by) {
    if (isLine(node)) strike(pos + 1, pos + node.nodeSize - 1, by);
    const now = tr.doc.nodeAt(pos);
    if (own(now.attrs.added)) remove(tr, pos, now);
    else if (!now.attrs.struck) tr.setNodeAttribute(pos, "struck", by);
  }

  // Only new words of one's own block carry the mark anew.
  const filled = (node, by) => (node.isInline ? (node.marks.some(({ type }) => type === added) ? node : coming(node, by)) : node.copy(Fragment.from(children(node).map((child) => filled(child, by)))));
  const copy = (node, by) => {
    const made = coming(settled(node, true), by);
    return made.type.create({ ...made.attrs, id: null, added: by, struck: null, of: null }, made.content);
  };
  return work;
}

// What is typed where somebody struck words is not struck.
export function unstruck(tr) {
  const [step] = tr.steps;
  if (tr.steps.length !== 1 || !(step instanceof ReplaceStep) || !step.slice.size || !inlineOnly(step.slice)) return tr;
  const { struck } = tr.doc.type.schema.marks;
  const stored = tr.storedMarks;
  const to = step.from + step.slice.size;
  if (!tr.doc.rangeHasMark(step.from, to, struck)) return tr;
  return tr.removeMark(step.from, to, struck).setStoredMarks(stored);
}
